"""The spaCy pipeline: same findings as the plain functions, same text, on any text."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

import analyzers
from analyzers.tokens import words

REPORTS = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.txt"))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return analyzers.load()


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name[:3])
def test_the_pipeline_finds_what_the_functions_find_and_leaves_the_text_alone(
    nlp: Language, report: Path
) -> None:
    text = report.read_bytes().decode()
    doc = nlp(text)
    assert doc.text == text
    assert doc._.annotations == analyzers.analyse(text)
    assert [token.text for token in doc if not token.is_space] == [word.text for word in words(text)]
    assert len(doc.spans["citations"]) == len(doc._.citations)


def test_every_raw_citation_is_the_text_of_its_span_composed_or_not() -> None:
    text = REPORTS[1].read_bytes().decode()
    decomposed = unicodedata.normalize("NFD", text)
    found = analyzers.analyse(decomposed)
    assert all(decomposed[c.start : c.end] == c.raw for c in found.citations)
    assert [c.canonical for c in found.citations] == [c.canonical for c in analyzers.analyse(text).citations]
    assert [s.label for s in found.sections] == [s.label for s in analyzers.analyse(text).sections]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(text=st.text(max_size=300))
def test_any_text_goes_through_unchanged(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(), max_size=300))
def test_any_text_even_with_lone_surrogates_is_analysed(text: str) -> None:
    found = analyzers.analyse(text)
    for item in (*found.sections, *found.citations, *found.warnings):
        assert 0 <= item.start <= item.end <= len(text)


def test_a_query_s_functions_do_not_import_spacy() -> None:
    program = "import sys, analyzers; analyzers.analyse('Số: 1/QĐ-UBND'); sys.exit('spacy' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
