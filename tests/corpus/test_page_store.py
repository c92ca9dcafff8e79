"""Recognised pages are kept: reading goes on where it stopped, and what must go is gone."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest

from corpus import FilledIn, UnreadableFile, read
from corpus.readers import page_store, tesseract
from corpus.readers.page import Page
from corpus.readers.page_store import PageStore
from corpus.readers.word_boxes import unpack
from tests.corpus.packages import docx, paragraph
from tests.corpus.pages import HEAD, pdf

PAGE = Page(
    "Số: 12\n", [(0, 3, (0.1, 0.2, 0.3, 0.4), 0.5), (4, 6, (0.4, 0.2, 0.5, 0.4), None)], "scan",
    (FilledIn("number", 4, 6, 0, (0.4, 0.2, 0.5, 0.4), ("12", "17"), False),),
)  # fmt: skip


def test_a_page_comes_back_as_it_was(tmp_path: Path) -> None:
    store = PageStore(tmp_path, "ab")
    assert store.get(3) is None
    store.put(3, PAGE)
    assert store.get(3) == PAGE
    assert PageStore(tmp_path, "cd").get(3) is None


def test_a_damaged_page_is_none(tmp_path: Path) -> None:
    store = PageStore(tmp_path, "ab")
    store.put(0, PAGE)
    (kept,) = (tmp_path / "ab").iterdir()
    kept.write_bytes(kept.read_bytes()[:9])
    assert store.get(0) is None


def test_what_is_not_stored_is_forgotten(tmp_path: Path) -> None:
    for name in ("ab", "cd"):
        PageStore(tmp_path, name).put(0, PAGE)
    page_store.prune(tmp_path, {"cd"})
    assert [folder.name for folder in tmp_path.iterdir()] == ["cd"]
    page_store.prune(tmp_path / "none", set())


def test_of_a_secret_document_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("ỦY BAN NHÂN DÂN") + paragraph("TỐI MẬT") + paragraph("BÁO CÁO")))
    with pytest.raises(UnreadableFile, match="TỐI MẬT"):
        read(path, tmp_path / "pages")
    assert not list((tmp_path / "pages").glob("*"))


@pytest.mark.skipif(
    not tesseract.available(), reason="Tesseract with `vie` is not installed (make system-deps)"
)
def test_a_scan_that_was_read_once_is_not_recognised_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = pypdfium2.PdfDocument(pdf([HEAD]))[0].render(scale=150 / 72).to_pil().convert("RGB")
    buffer = io.BytesIO()
    page.save(buffer, "PDF", resolution=150)
    path = tmp_path / "a.pdf"
    path.write_bytes(buffer.getvalue())
    first = read(path, tmp_path / "pages")
    monkeypatch.setenv("PATH", str(tmp_path))
    again = read(path, tmp_path / "pages")
    assert again == first
    kept = page_store.places(tmp_path / "pages", first.sha256)
    assert kept is not None
    assert [first.text[box.start : box.end] for box in unpack(kept[0])] == first.text.split()
