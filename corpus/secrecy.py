"""Whether a document is stamped as a state secret. Such a document is not stored.

The degrees and their stamp stand under the number or beside the head (Law 29/2018/QH14 on the protection of
state secrets, articles 8 and 11; Decree 30/2020/NĐ-CP, Appendix I, part II, item 9): a line of its own, in
capitals, `TUYỆT MẬT`, `TỐI MẬT` or `MẬT`. Recognition may lose the marks, so they are not asked for.
"""

from __future__ import annotations

import re
import unicodedata

DEGREES = ("TUYỆT MẬT", "TỐI MẬT", "MẬT")
_HEAD_CHARACTERS = 1500
_HEAD_LINES = 25
_LABEL = r"(?:[ĐD][ỘOÔÓ]\s+M[ẬAÂẤẦẠ]T\s*:)?"
_STRONGER = r"TUY[ỆEÊẸ]T\s*M[ẬAÂẤẦẠ]T|T[ỐOÔÓ]I\s*M[ẬAÂẤẦẠ]T"
_LINE = re.compile(rf"{_LABEL}[\W_]*({_STRONGER}|MẬT)[\W_]*")
_INK = re.compile(rf"{_LABEL}[\W_]*({_STRONGER}|M[ẬAÂẤẦẠ]T)[\W_]*")
"""What coloured ink alone gives: nothing but stamps is there, so `MAT` is one that lost its mark."""


def secrecy(text: str, *, stamps_only: bool = False) -> str | None:
    """The degree that the head of a document is stamped with, in correct letters, None where there is none.

    Only a whole line (or cell of one) in capitals counts: `bảo mật`, `BẢO MẬT THÔNG TIN` and a sentence
    that speaks of secrets do not. `stamps_only` says that `text` was read from coloured ink alone.
    """
    head = unicodedata.normalize("NFC", text[:_HEAD_CHARACTERS])
    pattern = _INK if stamps_only else _LINE
    for line in head.splitlines()[:_HEAD_LINES]:
        for cell in line.split("\t"):
            found = pattern.fullmatch(cell.strip())
            if found:
                return _degree(found.group(1))
    return None


def secret_reason(degree: str) -> str:
    """What is said of a document that is refused for its stamp."""
    return f"văn bản đóng dấu {degree}: tài liệu bí mật nhà nước không được đưa vào kho tra cứu"


def _degree(stamp: str) -> str:
    if stamp.startswith("TU"):
        return DEGREES[0]
    return DEGREES[1] if stamp.startswith("T") else DEGREES[2]
