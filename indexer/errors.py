"""What can go wrong with an index, said in both languages, with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

Lang = Literal["vi", "en"]


class IndexProblem(Exception):
    """Any reason why an index cannot be used. `str()` is Vietnamese; `message("en")` is English.

    `code` is a stable word for programs: `missing`, `emptied`, `no-folder`, `disk-full`, `read-only`,
    `permission`, `corrupt`, `busy`, `too-new`, `unavailable`, `other-model`, `io`.
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
    """There is no engine of the name that was asked for."""

    def __init__(self, name: str) -> None:
        vi = f"không có bộ máy tìm kiếm tên là {name!r}; hãy dùng --engine embedded hoặc elasticsearch"
        en = f"there is no engine named {name!r}; use --engine embedded or elasticsearch"
        super().__init__("unavailable", vi, en)


class OtherModel(IndexProblem):
    """The vectors of the index were made by another embedding model than the question's would be."""

    def __init__(self, wanted: str, made_by: Sequence[str]) -> None:
        others = ", ".join(made_by)
        super().__init__(
            "other-model",
            f"các vectơ trong kho do mô hình khác tạo ra ({others}), không so được với mô hình {wanted}; hãy "
            "chạy lại `tracuu ingest` với các tệp đã nhập, hoặc tìm theo từ ngữ (--mode lexical)",
            f"the index's vectors were made by another model ({others}) and cannot be compared with those of "
            f"{wanted}; run `tracuu ingest` on the same files again, or search by words (--mode lexical)",
        )
