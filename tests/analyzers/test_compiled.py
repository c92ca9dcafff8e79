"""The compiled loops against the same in Python."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.bodies import resemblance
from analyzers.native import kernel
from analyzers.restore import channel as channel_module
from analyzers.restore.beam import BeamSearch
from analyzers.restore.candidates import candidates
from analyzers.restore.channel import Channel, channel_tables
from analyzers.restore.decoding import Decoder
from analyzers.restore.model import language_model
from analyzers.restore.restoration import damaged_spans, is_typed
from analyzers.restore.units import units

if kernel is None:
    pytest.skip("the compiled search was not built: no C compiler at installation", allow_module_level=True)

from analyzers.restore.compiled import CompiledSearch

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
WORDS = ["dong", "Quyét", "chtrc", "DAn", "vién", "&", "I1", "nghiéng", "HPND", "x4y", "a"]


def _paragraphs() -> list[str]:
    text = next(REPORTS.glob("002_*.txt")).read_text(encoding="utf-8")
    return [text[start:end] for start, end in damaged_spans(text)][:60]


def test_both_searches_choose_the_same_readings() -> None:
    model, readings = language_model(), candidates()
    python, compiled = (Decoder(model, readings, s(model)) for s in (BeamSearch, CompiledSearch))
    for paragraph in _paragraphs():
        found = units(paragraph, 0, len(paragraph))
        mode = "typed" if is_typed(paragraph, python) else "damaged"
        expected, got = python.decode(found, mode), compiled.decode(found, mode)
        assert [c[:3] for c in got] == [c[:3] for c in expected]
        assert [c.confidence for c in got] == pytest.approx([c.confidence for c in expected], abs=1e-4)


def test_both_searches_read_queries_typed_without_accents_alike() -> None:
    model, readings = language_model(), candidates()
    found = units("ke hoach kiem tra cong tac cai cach hanh chinh nam 2024", 0, 55)
    chosen = [
        [c.surface for c in Decoder(model, readings, search(model)).decode(found, "typed")]
        for search in (BeamSearch, CompiledSearch)
    ]
    assert chosen[0] == chosen[1]


@pytest.mark.parametrize("case", ["lower", "title", "upper"])
def test_letter_costs_are_those_of_numpy(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    syllables = candidates()._channel.syllables
    compiled = {word: Channel(channel_tables(), syllables).costs(word, case) for word in WORDS}
    monkeypatch.setattr(channel_module, "kernel", None)
    for word in WORDS:
        expected = Channel(channel_tables(), syllables).costs(word, case)
        near = expected < expected.min() + channel_module.WINDOW
        np.testing.assert_allclose(compiled[word][near], expected[near], atol=1e-4)


@pytest.mark.parametrize("word", WORDS)
def test_the_nearest_readings_are_those_of_numpy(word: str) -> None:
    readings = candidates()
    costs = readings._channel.costs(word, "lower")
    places, near = kernel.nearest(costs, readings._rare, channel_module.WINDOW, 32, 60, 4.0)
    expected_places, expected = readings._nearest(costs)
    assert near == pytest.approx(expected)
    ranks = costs + readings._rare
    assert sorted(ranks[places]) == pytest.approx(sorted(ranks[expected_places]))


def test_a_beam_wider_than_was_compiled_is_refused() -> None:
    model = language_model()
    search = CompiledSearch(model)
    with pytest.raises(ValueError, match="beam"):
        kernel.best_path(
            search._scorer,
            *[np.zeros(1, dtype=np.int32)] * 3,
            np.zeros(1),
            *[np.zeros(1, dtype=np.int32)] * 2,
            0,
            65,
            9.0,
        )


SKELETON = st.text("abcdeghiklmnopqrstuvxy0145689&đ", min_size=1, max_size=14)


@given(SKELETON, SKELETON, st.floats(0, 8))
def test_likeness_is_the_same(printed: str, name: str, allowed: float) -> None:
    expected = resemblance._distance(printed, name, allowed)
    got = kernel.weighted_distance(
        printed, name, allowed, resemblance._cheap_table(), resemblance._SUBSTITUTION, resemblance._INSERTION
    )
    assert got == pytest.approx(expected)
