"""PDF: page by page from its text layer or, where the page is a picture, from the picture.

A page whose text is drawn is read from its layer. Invisible text over a picture is what a scanner's own
program recognised, mostly in the wrong language: such a page is read anew from the picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from corpus.document import Document, UnreadableFile
from corpus.readers import limits, scan, tesseract
from corpus.readers.layout import PageText, page_text
from corpus.readers.page import Box, Page, assemble, shown
from corpus.readers.page_store import PageStore, open_store
from corpus.readers.pdf_words import Layer, Turn, layer_of
from corpus.readers.signatures import signatures

MEDIA_TYPE = "application/pdf"
_FEW = 8
"""Characters of a layer below which a picture on the page is looked at: page numbers, stamps of programs."""
_COVERS = 0.5
"""Share of the page that one picture covers where the page is a scan."""
_UNREADABLE = 0.2
_PASSWORD, _SECURITY = 4, 5
"""PDFium's error codes for a password and for a security scheme that it does not know."""


def read(path: Path, data: bytes, sha256: str, pages: str = "") -> Document:
    """All pages, joined with form feeds; recognised ones are kept under `pages`, if given.

    Raises `UnreadableFile`: `encrypted`, `damaged`, `too-large`,
    `needs-tesseract` where the file is a scan and there is nothing to read it with."""
    document = _opened(path, data)
    try:
        limits.check_pages(path, len(document))
        found = scan.run_pages(_pages(path, document, open_store(pages, sha256)))
    finally:
        document.close()
    if any(page.source == "unread" for page in found) and not any(page.text.strip() for page in found):
        raise tesseract.missing(path)
    return assemble(path, sha256, MEDIA_TYPE, found, signatures(data))


def _pages(path: Path, document: Any, store: PageStore | None) -> Iterator[Page | scan.Job]:
    for index in range(len(document)):
        page = (store.get(index) if store else None) or _page(path, document, index)
        yield page if isinstance(page, Page) else scan.kept(store, index, page)


def _opened(path: Path, data: bytes) -> Any:
    import pypdfium2
    import pypdfium2.raw as raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() in {_PASSWORD, _SECURITY} or "assword" in str(error):
            raise UnreadableFile(
                path, "encrypted", "tệp PDF đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại"
            ) from error
        raise UnreadableFile(
            path, "damaged", "tệp PDF hỏng hoặc bị cắt cụt; hãy lưu hoặc quét lại"
        ) from error
    if len(document) == 0:
        document.close()
        raise UnreadableFile(path, "damaged", "tệp PDF không có trang nào")
    return document


def _page(path: Path, document: Any, index: int) -> Page | scan.Job:
    """The page from its text layer, or the job that reads it from its picture."""
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page("", [], "blank")
    try:
        layer = layer_of(page)
        if is_scan(layer):
            if tesseract.available():
                return partial(scan.read_picture, path, _picture(path, page), first=index == 0)
            if layer.characters < _FEW:
                return Page("", [], "unread")
        return _from_layer(layer, page.get_rotation())
    finally:
        page.close()


def _picture(path: Path, page: Any) -> Any:
    """The page as shown, without annotations (a visible signature's stamp is one), as an RGB array."""
    scale = scan.DPI / 72
    width, height = page.get_size()
    limits.check_pixels(path, round(width * scale), round(height * scale))
    bitmap = page.render(scale=scale, may_draw_forms=False, draw_annots=False, rev_byteorder=True)
    try:
        return bitmap.to_numpy()[:, :, :3].copy()
    finally:
        bitmap.close()


def _from_layer(layer: Layer, rotation: int) -> Page:
    texts = [(layer.turn, page_text(layer.lines, layer.grids))]
    texts += [(turn, page_text(lines)) for turn, lines in layer.margins]
    boxes: list[Box] = []
    start = 0
    for turn, text in texts:
        boxes += [
            (start + first, start + last, place, confidence)
            for first, last, place, confidence in _boxes(text, turn, rotation)
        ]
        start += text.length
    joined = "".join(text.text for _, text in texts)
    return Page(joined, boxes, "text" if joined.strip() else "blank")


def is_scan(layer: Layer) -> bool:
    """Whether a page has to be read from its picture."""
    if layer.pictures >= _COVERS and (layer.invisible or layer.characters < _FEW * 10):
        return True
    return (layer.characters < _FEW and layer.pictures > 0.02) or layer.unreadable > _UNREADABLE


def _boxes(text: PageText, turn: Turn, rotation: int) -> list[Box]:
    """The words' boxes as fractions of the page as it is shown, which may be turned against its text."""
    quarter = (turn.angle - rotation) // 90 % 4  # /Rotate counts clockwise
    width, height = turn.size
    return [
        (
            start,
            end,
            shown((word.left / width, word.top / height, word.right / width, word.bottom / height), quarter),
            None,
        )
        for start, end, word in text.spans
    ]
