"""`/read`: everything that is found in an uploaded file; nothing is stored."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Annotated, Any

from fastapi import APIRouter, File, UploadFile

from api.findings import read_file
from api.http.models import Reading
from api.http.problems import Refusal

router = APIRouter(tags=["read"])

_AT_ONCE = BoundedSemaphore(2)
"""Files analysed at the same time: reading is heavy, and searches go on beside it."""
_WAIT = 30.0
"""Seconds that an upload waits for its turn."""


@router.post("/read", response_model=Reading, summary="Read one file")
def post_read(
    file: Annotated[
        UploadFile, File(description="A text file; at most 64 MB", json_schema_extra={"minLength": 1})
    ],
) -> dict[str, Any]:
    """The object of `tracuu read --json`; the file is not kept."""
    name = Path(file.filename or "").name or "file"
    if not _AT_ONCE.acquire(timeout=_WAIT):
        raise Refusal("busy")
    try:
        with TemporaryDirectory(prefix="tracuu-") as folder:
            path = Path(folder) / "upload"
            with path.open("wb") as copy:
                shutil.copyfileobj(file.file, copy)
            return read_file(path, name)
    finally:
        _AT_ONCE.release()
