"""Training of the restoration tables: what is counted, what is kept out, what is learned."""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from analyzers.restore.candidates import candidates
from analyzers.restore.channel import ChannelTables
from analyzers.restore.decoding import Decoder
from analyzers.restore.model import WEIGHT, LanguageModel, language_model
from analyzers.restore.restoration import Restoration
from analyzers.restore.tokens import CODE, DATE, NUMBER, TOKEN, figure_class, punctuation_class
from eval.restoration.abbreviations import AbbreviationCounter
from eval.restoration.channel_training import LetterModel, fit_channel, word_pairs
from eval.restoration.counts import count
from eval.restoration.language_model import Pruning, build
from eval.restoration.measure import Pair, edit_distance, score, shared_passages, typed_pairs
from eval.restoration.pages import Line
from eval.restoration.self_training import decoded_pairs, runs
from eval.restoration.texts import SOURCES, read_sources

SENTENCES = [
    "kết quả thực hiện công tác cải cách hành chính",
    "công tác cải cách hành chính năm 2024 của tỉnh",
] * 20


def test_sentences_of_the_excluded_text_are_not_counted() -> None:
    secret = "văn phòng đã tham mưu chủ tịch ban hành kịp thời đầy đủ các kế hoạch kiểm soát thủ tục"
    texts = [*SENTENCES, f"Mở đầu. {secret.capitalize()}. Kết thúc."] * 2
    counts = count(texts, [f"Trước đó. {secret}. Sau đó."], least=1, least_other=1)
    assert counts.excluded >= len(secret.split())
    assert "mưu" not in counts.words
    assert {"mở", "kết", "hành"} <= set(counts.words)


def test_a_short_sentence_of_the_excluded_text_is_not_counted() -> None:
    counts = count([*SENTENCES, "Một. Giữ bí mật tuyệt đối nhé. Hai."], ["Giữ bí mật tuyệt đối nhé."], 1, 1)
    assert "mật" not in counts.words
    assert {"một", "hai"} <= set(counts.words)


def test_probabilities_after_a_context_sum_to_one() -> None:
    counts = count(SENTENCES, [], least=1, least_other=1)
    model = LanguageModel(build(counts, Pruning(1, 0.0, 1, 0.0)), weight=1.0)
    ids = [model.ids[w] for w in ("cải", "cách")]
    for state in (model.start(ids[0]), model.after(*ids)):
        total = sum(math.exp(-model.cost(state, word)) for word in range(len(model.words)))
        assert total == pytest.approx(1.0, abs=0.08)


def test_pruned_model_still_prefers_what_it_saw() -> None:
    model = LanguageModel(build(count(SENTENCES, [], 1, 1), Pruning()), weight=1.0)
    state = model.after(model.ids["cải"], model.ids["cách"])
    assert model.cost(state, model.ids["hành"]) < model.cost(state, model.ids["công"])


def test_shipped_model_knows_the_language() -> None:
    model = language_model()
    state = model.after(model.ids["thủ"], model.ids["tục"])
    assert model.cost(state, model.ids["hành"]) < 2 * WEIGHT


@pytest.mark.parametrize(
    ("token", "kind"),
    [("2024", NUMBER), ("1.250,5", NUMBER), ("31/01/2024", DATE), ("165/qđ-ubnd", CODE), ("04-nq/tu", CODE)],
)
def test_figures_have_classes(token: str, kind: str) -> None:
    assert TOKEN.findall(token) == [token]
    assert figure_class(token) == kind


def test_punctuation_ends_a_clause_or_is_a_comma() -> None:
    assert [punctuation_class(marks) for marks in (".", ");", ",", ")", "")] == [
        "</s>",
        "</s>",
        ",",
        None,
        None,
    ]


def _line(text: str, read: str) -> Line:
    return Line(0, [([a], [b]) for a, b in zip(text.split(), read.split(), strict=True)])


def test_the_channel_learns_what_becomes_of_letters() -> None:
    lines = [_line("được thực hiện số kết quả đường", "dwgc thuc hién s6 két qua dudng")] * 30
    tables = fit_channel(word_pairs(lines))
    assert tables.letters["đ", "d"] < 1
    assert tables.letters["ế", "é"] < 1
    assert tables.words["số", "s6"] == 30
    assert tables.parts["ố", "6"] == 30
    assert ChannelTables.from_json(tables.to_json()).words == tables.words


def test_alignment_of_letters_spells_both_words() -> None:
    operations, _ = LetterModel().align("được", "dwgc")
    assert "".join(a for a, _ in operations) == "được"
    assert "".join(b for _, b in operations) == "dwgc"


def test_self_training_leaves_out_excluded_sentences_and_abbreviations() -> None:
    text = (
        "Thuc hién Quyét dinh s6 1100/QD-UBND cua UBND tinh vé viéc ban hanh Chuong trinh xay dung. "
        "Van phong bao cao két qua thuc hién cong tac cai cach hanh chinh nam 2024 nhu sau."
    )
    decoder = Decoder(language_model(), candidates())
    everything = decoded_pairs(text, decoder, set())
    assert everything["Thực", "Thuc"] == 1
    assert not any(read in ("UBND", "2024") for _, read in everything)
    kept = decoded_pairs(text, decoder, runs(["Văn phòng báo cáo kết quả thực hiện công tác cải cách"]))
    assert kept["Thực", "Thuc"] == 1
    assert not kept["Văn", "Van"]


def test_abbreviations_are_found_in_text_and_codes_but_not_in_headings() -> None:
    counter = AbbreviationCounter()
    counter.add("của UBND tỉnh và HĐND huyện (TTHC), số 165/QĐ-UBND ngày. \nQUYẾT ĐỊNH VỀ VIỆC")
    assert set(counter.known(1)) == {"UBND", "HĐND", "TTHC", "QĐ"}


def test_every_source_is_read_and_lines_without_accents_are_left_out(tmp_path: Path) -> None:
    for name, fields in SOURCES.items():
        record = dict.fromkeys(fields, "Kết quả thực hiện\nmot dong rat dai go khong dau trong tai lieu nay")
        (tmp_path / f"{name}.jsonl.gz").write_bytes(gzip.compress(json.dumps(record).encode()))
    found = list(read_sources(tmp_path))
    assert [text.source for text in found] == list(SOURCES)
    assert all("khong dau" not in text.text for text in found)


def test_a_missing_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"law_articles\.jsonl\.gz"):
        list(read_sources(tmp_path))


def test_shared_passages_pair_words_and_skip_what_differs() -> None:
    clean = "Văn phòng báo cáo kết quả thực hiện công tác cải cách hành chính năm 2024 của 15 đơn vị như sau"
    read = "Van phong bao cao két qua thuc hién cong tac cai cach hanh chinh nam 2023 cua 15 don vi nhu sau"
    pairs = shared_passages(read, Restoration(read, ((0, len(read), 0, len(read)),), (), False), clean)
    assert Pair("phong", "phong", "phòng") in pairs
    assert not any(pair.clean == "2024" for pair in pairs)
    assert score(pairs).figures()["syllables_right"] == pytest.approx(1 / 20)


def test_typed_pairs_lose_all_accents() -> None:
    text = "Kế hoạch số 35"
    pairs = typed_pairs([text], lambda t: Restoration(t, ((0, len(t), 0, len(t)),), (), False))
    assert [pair.raw for pair in pairs] == ["Ke", "hoach", "so", "35"]


def test_edit_distance() -> None:
    assert [edit_distance(*p) for p in (("", "ab"), ("hoạch", "hoach"), ("a", "a"))] == [2, 1, 0]


def test_counts_are_the_same_each_time() -> None:
    first, second = (count(SENTENCES, [], 1, 1) for _ in range(2))
    assert first.words == second.words
    assert np.array_equal(first.trigram_keys, second.trigram_keys)
    assert Counter(first.trigrams.tolist()) == Counter(second.trigrams.tolist())
