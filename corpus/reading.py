"""Read a file of any known format into a `Document`; the format is told by content, not by name."""

from __future__ import annotations

import hashlib
from pathlib import Path

from corpus.document import Document, UnreadableFile
from corpus.readers import page_store, reader_for
from corpus.secrecy import secrecy, secret_reason

MAX_BYTES = 64 * 1024 * 1024
"""The largest file that is read. The largest gazette volumes are a tenth of it; more is no report."""


def read(path: Path, pages: Path | None = None) -> Document:
    """The document in `path`. Under the folder `pages`, if given, recognised pages and the places of words
    are kept (`corpus.readers.page_store`).

    Raises `UnreadableFile` where the file is missing, empty, too large, damaged, hostile, encrypted, in an
    unknown encoding, in a format that no reader takes, or stamped as a state secret.
    """
    data = _bytes(path)
    if not data.strip(b"\0\t\n\r\f\v \xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(path, "empty", "tệp rỗng, không có nội dung để đọc")
    reader = reader_for(path, data, pages)
    document = reader(path, data, hashlib.sha256(data).hexdigest())
    degree = secrecy(document.text)
    if pages is not None:
        page_store.drop(pages, document.sha256) if degree else page_store.save_places(pages, document)
    if degree:
        raise UnreadableFile(path, "secret", secret_reason(degree))
    return document


def _bytes(path: Path) -> bytes:
    """The file's content, after the checks that need no reading."""
    try:
        if path.is_dir():
            raise UnreadableFile(path, "unsupported", "đây là thư mục, không phải tệp")
        if not path.exists():
            raise UnreadableFile(path, "missing", "không có tệp này; kiểm tra lại đường dẫn")
        if not path.is_file():
            raise UnreadableFile(path, "unsupported", "không phải tệp thường (thiết bị, ống dẫn hoặc socket)")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(path, "too-large", _too_large(size))
        return path.read_bytes()
    except PermissionError as error:
        raise UnreadableFile(path, "permission", "không có quyền đọc tệp này") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, "missing", f"không mở được tệp: {error}") from error


def _too_large(size: int) -> str:
    mib = 1024 * 1024
    return (
        f"tệp quá lớn ({size / mib:.0f} MB, tối đa {MAX_BYTES // mib} MB); "
        "hãy tách thành nhiều tệp theo từng văn bản"
    )
