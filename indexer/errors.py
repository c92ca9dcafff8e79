"""What can go wrong with an index, said in both languages, with what to do about it."""

from __future__ import annotations

from typing import Literal

Lang = Literal["vi", "en"]


class IndexProblem(Exception):
    """Any reason why an index cannot be used. `str()` is Vietnamese; `message("en")` is English.

    `code` is a stable word for programs: `missing`, `emptied`, `no-folder`, `disk-full`, `read-only`,
    `permission`, `corrupt`, `busy`, `too-new`, `unavailable`, `io`.
    """

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(vi)
        self.code = code
        self._messages: dict[Lang, str] = {"vi": vi, "en": en}

    def message(self, lang: Lang = "vi") -> str:
        """The reason and what to do, in one sentence or two."""
        return self._messages[lang]


class StorageError(IndexProblem):
    """The data folder cannot be read or written; what was stored before is unharmed."""


class IndexTooNew(IndexProblem):
    """The data folder was written by a newer version of the program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            "too-new",
            f"thư mục dữ liệu do phiên bản mới hơn của chương trình tạo ra (định dạng {found}, phiên bản "
            f"này chỉ đọc được đến {known}); hãy nâng cấp chương trình hoặc dùng thư mục khác (--data)",
            f"the data folder was written by a newer version of the program (format {found}, this version "
            f"reads up to {known}); upgrade the program or use another data folder (--data)",
        )


class EngineBusy(IndexProblem):
    """Another process is writing to the data folder."""

    def __init__(self, owner: str) -> None:
        super().__init__(
            "busy",
            f"một lần nhập liệu khác đang ghi vào thư mục dữ liệu này ({owner}); hãy đợi xong rồi chạy lại",
            f"another run is writing to this data folder ({owner}); wait until it ends and run again",
        )


class EngineUnavailable(IndexProblem):
    """The engine that was asked for is not part of this version."""

    def __init__(self, name: str) -> None:
        if name == "elasticsearch":
            vi = "bộ máy tìm kiếm elasticsearch chưa có trong phiên bản này; hãy dùng --engine embedded"
            en = "the elasticsearch engine is not there yet in this version; use --engine embedded"
        else:
            vi = f"không có bộ máy tìm kiếm tên là {name!r}; hãy dùng --engine embedded"
            en = f"there is no engine named {name!r}; use --engine embedded"
        super().__init__("unavailable", vi, en)
