"""What SQLite, tantivy and the operating system say, turned into errors that a person can act on."""

from __future__ import annotations

import errno
import shutil
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

_KILLED = "index writer was killed"
"""All that tantivy says where its own thread could not write, whatever the reason."""
_NO_ROOM = 4 * 1024 * 1024
"""Bytes of free space below which that reason is a full disk: a segment being written takes more."""

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
    "emptied": (
        "tệp tracuu.sqlite trong {folder} trống hoặc đã mất, dù ở đó vẫn còn chỉ mục hoặc tệp gốc; hãy khôi "
        "phục tệp này từ bản sao lưu, hoặc chuyển thư mục đi nơi khác rồi nhập lại",
        "the file tracuu.sqlite in {folder} is empty or gone although an index or originals are there; "
        "restore it from a backup, or move the folder away and ingest again",
    ),
    "no-folder": (
        "{folder} là một tệp, không phải thư mục; hãy chọn thư mục khác làm nơi chứa dữ liệu (--data)",
        "{folder} is a file, not a folder; choose a folder for the data (--data)",
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
        code = _sqlite_code(error)
        code = "disk-full" if code == "io" and _is_full(folder) else code
        raise storage_error(code, folder, str(error)) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise storage_error(_not_a_folder(folder), folder, str(error)) from error
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
        if _KILLED in said and _is_full(folder):
            code = "disk-full"
        raise storage_error(code, folder, said) from error


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM
    except OSError:
        return False


def _not_a_folder(folder: Path) -> str:
    """`no-folder` where the path, or one that it goes through, is a file."""
    nearest = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    return "io" if nearest.is_dir() else "no-folder"


def _sqlite_code(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    return "io" if code is None else _BY_SQLITE.get(code & 0xFF, "io")
