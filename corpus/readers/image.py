"""PNG, JPEG and TIFF: each frame is a page, read by recognition."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from corpus.document import Document, UnreadableFile
from corpus.readers import limits, scan, tesseract
from corpus.readers.page import Page, assemble
from corpus.readers.page_store import PageStore, open_store

_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "TIFF": "image/tiff", "MPO": "image/jpeg"}
_A4_INCHES = 8.27
_LEAST_DPI = 200


def read(path: Path, data: bytes, sha256: str, pages: str = "") -> Document:
    """All frames; recognised ones are kept under `pages`, if given.

    Raises `UnreadableFile`: `damaged`, `too-large`, `needs-tesseract`, `empty` (no text)."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
    except Image.DecompressionBombError as error:
        raise UnreadableFile(path, "too-large", "ảnh quá lớn; hãy quét lại ở độ phân giải 300 dpi") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadableFile(path, "damaged", "tệp ảnh hỏng hoặc bị cắt cụt; hãy quét lại") from error
    limits.check_pixels(path, *image.size)
    if not tesseract.available():
        raise tesseract.missing(path)
    media_type = _MEDIA_TYPES.get(image.format or "", "image/png")
    return assemble(path, sha256, media_type, scan.run_pages(_jobs(path, image, open_store(pages, sha256))))


def _jobs(path: Path, image: Any, store: PageStore | None) -> Iterator[scan.Job | Page]:
    from PIL import Image

    try:
        frames = getattr(image, "n_frames", 1)
        limits.check_pages(path, frames)
        for index in range(frames):
            if store is not None and (page := store.get(index)) is not None:
                yield page
                continue
            image.seek(index)
            limits.check_pixels(path, *image.size)
            job = partial(scan.read_picture, path, *_pixels(path, image), first=index == 0)
            yield scan.kept(store, index, job)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise UnreadableFile(path, "damaged", "tệp ảnh hỏng hoặc bị cắt cụt; hãy quét lại") from error


def _pixels(path: Path, image: Any) -> tuple[Any, int]:
    """The frame upright as an RGB array at 200 dpi or more, and its resolution."""
    import numpy as np
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        frame = ImageOps.exif_transpose(image).convert("RGBA")
    page = Image.new("RGB", frame.size, "white")
    page.paste(frame, mask=frame.getchannel("A"))
    dpi = round(min(page.size) / _A4_INCHES)
    if 60 <= dpi < _LEAST_DPI:  # recognition wants letters of 20 to 40 pixels
        scale = scan.DPI / dpi
        size = (round(page.width * scale), round(page.height * scale))
        limits.check_pixels(path, *size)
        page, dpi = page.resize(size, Image.Resampling.BICUBIC), scan.DPI
    return np.asarray(page), max(70, min(dpi, 600))
