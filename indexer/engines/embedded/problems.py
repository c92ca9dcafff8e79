"""What SQLite, tantivy and the operating system say, turned into errors that a person can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.errors import StorageError

_BY_ERRNO = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EROFS: "read-only",
    errno.EACCES: "permission",
    errno.EPERM: "permission",
}

_BY_SQLITE = {
    sqlite3.SQLITE_FULL: "disk-full",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "permission",
    sqlite3.SQLITE_CANTOPEN: "permission",
    sqlite3.SQLITE_AUTH: "permission",
    sqlite3.SQLITE_CORRUPT: "corrupt",
    sqlite3.SQLITE_NOTADB: "corrupt",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
}

_BY_WORDS = (
    ("No space left", "disk-full"),
    ("StorageFull", "disk-full"),
    ("quota", "disk-full"),
    ("File too large", "disk-full"),
    ("FileTooLarge", "disk-full"),
    ("Read-only", "read-only"),
    ("Permission denied", "permission"),
    ("PermissionDenied", "permission"),
)
"""tantivy gives its errors as text only."""

_MESSAGES = {
    "missing": (
        "chưa có dữ liệu trong thư mục {folder}; hãy chạy `tracuu ingest` trước hoặc sửa lại --data",
        "there is no data in the folder {folder}; run `tracuu ingest` first or name the right one (--data)",
    ),
    "disk-full": (
        "hết chỗ trên đĩa chứa thư mục dữ liệu {folder}; hãy giải phóng chỗ rồi chạy lại",
        "the disk with the data folder {folder} is full; free some space and run again",
    ),
    "read-only": (
        "thư mục dữ liệu {folder} chỉ cho đọc; hãy dùng thư mục ghi được (--data)",
        "the data folder {folder} is read-only; use one that can be written to (--data)",
    ),
    "permission": (
        "không có quyền dùng thư mục dữ liệu {folder}; hãy kiểm tra quyền của thư mục và các tệp trong đó",
        "no permission to use the data folder {folder}; check the rights of the folder and its files",
    ),
    "corrupt": (
        "cơ sở dữ liệu trong {folder} bị hỏng; hãy khôi phục bản sao lưu, hoặc xóa thư mục rồi nhập lại",
        "the database in {folder} is damaged; restore a backup, or delete the folder and ingest again",
    ),
    "busy": (
        "một tiến trình khác đang giữ cơ sở dữ liệu trong {folder}; hãy đợi rồi chạy lại",
        "another process holds the database in {folder}; wait and run again",
    ),
    "io": (
        "không đọc hoặc ghi được thư mục dữ liệu {folder}: {detail}",
        "the data folder {folder} cannot be read or written: {detail}",
    ),
}


def storage_error(code: str, folder: Path, detail: str = "") -> StorageError:
    """The error for a code of this module, about one data folder."""
    vi, en = _MESSAGES[code]
    return StorageError(
        code, vi.format(folder=folder, detail=detail), en.format(folder=folder, detail=detail)
    )


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """Raise what SQLite, tantivy or the system raise inside as a `StorageError` about `folder`."""
    try:
        yield
    except sqlite3.Error as error:
        raise storage_error(_sqlite_code(error), folder, str(error)) from error
    except OSError as error:
        raise storage_error(_BY_ERRNO.get(error.errno or 0, "io"), folder, str(error)) from error


@contextmanager
def translated_index(folder: Path) -> Iterator[None]:
    """The same for tantivy, whose errors are `ValueError` and say what happened only in words."""
    try:
        yield
    except (ValueError, RuntimeError, OSError) as error:
        said = str(error)
        code = next((code for words, code in _BY_WORDS if words in said), "io")
        raise storage_error(code, folder, said) from error


def _sqlite_code(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    return "io" if code is None else _BY_SQLITE.get(code & 0xFF, "io")
