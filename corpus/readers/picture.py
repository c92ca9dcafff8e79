"""A page of a PDF or an image as a PNG picture, as a person sees it."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from corpus.document import UnreadableFile
from corpus.readers import isolation, limits
from corpus.readers.formats import format_of

WIDTHS = (200, 2500)
"""Pixels of the narrowest and the widest picture that is made."""


def page_picture(path: Path, page: int, width: int) -> bytes | None:
    """PNG of page `page` (from 0), `width` pixels wide; None where the file has no such page or no pages.

    Made in a process of its own. Raises `UnreadableFile` for a file that cannot be opened.
    """
    data = path.read_bytes()
    if format_of(data) not in ("pdf", "image"):
        return None
    answer = isolation.run("picture", "png", path, data, str(page), str(width))
    return base64.b64decode(answer["bytes"]) or None


def png(path: Path, data: bytes, page: str, width: str) -> bytes:
    """The picture, made in this process; empty where there is no such page."""
    wide = max(WIDTHS[0], min(WIDTHS[1], int(width)))
    shown = (_of_pdf if format_of(data) == "pdf" else _of_image)(path, data, int(page), wide)
    buffer = io.BytesIO()
    if shown is not None:
        shown.save(buffer, "PNG")
    return buffer.getvalue()


def _of_pdf(path: Path, data: bytes, number: int, width: int) -> Any | None:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if not 0 <= number < len(document):
            return None
        page = document[number]
        wide, high = page.get_size()
        limits.check_pixels(path, width, round(high * width / wide))
        return page.render(scale=width / wide).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(path, "damaged", "tệp PDF hỏng hoặc bị cắt cụt") from error


def _of_image(path: Path, data: bytes, number: int, width: int) -> Any | None:
    from PIL import Image, ImageOps

    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        if not 0 <= number < getattr(image, "n_frames", 1):
            return None
        image.seek(number)
        limits.check_pixels(path, *image.size)
        upright = ImageOps.exif_transpose(image).convert("RGB")
        high = max(1, round(upright.height * width / upright.width))
        limits.check_pixels(path, width, high)
        return upright.resize((width, high), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise UnreadableFile(path, "damaged", "tệp ảnh hỏng hoặc bị cắt cụt") from error
