"""The measure of scans: what is right, wrong and null, and the peer beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from corpus.readers import tesseract
from eval.bench_scans import measure_scans
from eval.evalset import EvalProblem
from tests.corpus.pages import FOOT, FOOT_TEXT, HEAD, HEAD_TEXT, pdf


@pytest.mark.slow
@pytest.mark.skipif(
    not tesseract.available(), reason="Tesseract with `vie` is not installed (make system-deps)"
)
def test_a_clean_scan_is_read_with_its_head_and_citation(tmp_path: Path) -> None:
    page = pypdfium2.PdfDocument(pdf([HEAD + FOOT]))[0].render(scale=200 / 72).to_pil().convert("RGB")
    page.save(tmp_path / "a.png", dpi=(200, 200))
    gold = {
        "file": "a.png", "text_page1": "\n".join(HEAD_TEXT + FOOT_TEXT), "number": "12/BC-UBND",
        "date": "2024-03-06", "signer": "Nguyễn Văn An", "digital_signature": None,
        "citations": [{"canonical": "165/QĐ-UBND", "numbered": True}],
    }  # fmt: skip
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", "utf-8")
    figures = measure_scans(tmp_path)
    assert (figures.scans, figures.pages, figures.citations["F1"]) == (1, 1, pytest.approx(1.0))
    assert figures.header["number"] == {"right": 1, "wrong": 0, "null": 0}
    assert figures.header["date"] == {"right": 0, "wrong": 1, "null": 0}
    assert figures.header["title"] == {"right": 0, "wrong": 0, "null": 0}
    assert figures.errors["CER"] < 0.03
    assert figures.peer_errors.keys() == {"CER", "WER"}


@pytest.mark.parametrize("content", [None, "", "{", '{"file":"a.pdf"}\n'])
def test_a_folder_without_gold_is_a_problem(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "gold.jsonl").write_text(content, "utf-8")
    with pytest.raises(EvalProblem):
        measure_scans(tmp_path)
