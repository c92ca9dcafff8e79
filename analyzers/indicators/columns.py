"""The head of a form: which column is which, and which lines are head instead of row."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from analyzers.folding import fold


class Column(Enum):
    """The columns of a report form."""

    CODE = "code"
    NAME = "name"
    UNIT = "unit"
    VALUE = "value"
    NOTE = "note"


_COLUMNS = (
    (Column.CODE, re.compile(r"(?:stt|tt|so\s?tt|ma(?: so)?|so thu tu)\b")),
    (
        Column.UNIT,
        # not "Đơn vị chủ trì": that is a table of tasks
        re.compile(
            r"(?:don vi(?: do| tinh)?|dvt|d\.v\.t)\b(?! (?:chu tri|phoi hop|thuc hien|phu trach|chiu|tham muu"
            r"|tham gia|dau moi|lien quan|duoc giao|chu quan))|[pdb]o?[n']+n? vi\s*t[il]nh"
        ),
    ),
    (Column.NOTE, re.compile(r"ghi ch\w|g\w?hi chu|chu thich|giai trinh")),
    (
        Column.NAME,
        re.compile(
            r"(?:ten |noi dung )?(?:chi tieu|tieu chi|chi so)|noi dung|danh muc|ten (?:bieu|truong|hang muc)"
        ),
    ),
    (
        Column.VALUE,
        re.compile(
            r"s[o06]\s*l[il][eiéc]\w|k\w{1,3}t qu\w|gia tri|so luong|thuc hien|uoc thuc hien|quy [iv1-4]"
            r"|nam \d{4}|ky|\d+ thang|thang \d"
        ),
    ),
)
# STT Chi tiéu théng ké   (Sw dung trong ky bao cao   Pon vi tinh | S4 ligu   thdng, ndm) tinh ’
_HEAD = re.compile(
    r"\bstt\b|c\w{1,3}\s?t\w{2,4}u\s+th\w{2,4}g\s*k\w|s\w{1,2} d\w{2,3}g trong k\w"
    r"|k\w{1,2}t qu\w\W? th\w{2,4}g\s*k\w"
    r"|[pdb]\W?o\W{0,2}n\W?\s?v\w(?:\s*:?\s?t\w{1,2}nh?\b.{0,8}|\s+)s\W?.{0,2}\sl\w{2,4}"
    r"|\d\s+th\S{2,4}g,\s+n\S{1,2}m\)"
    r"|^\W*th\S{2,5}g,\s+n\S{1,3}m\)"
)


@lru_cache(maxsize=1024)
def column_of(printed: str) -> Column | None:
    """The column that a head cell names."""
    folded = fold(" ".join(re.sub(r"</?\w+>|[*_]", "", printed).split()))
    return next((column for column, pattern in _COLUMNS if pattern.match(folded)), None)


def is_head(folded: str) -> bool:
    """Whether a folded line is the head of a form's table, or part of one."""
    return _HEAD.search(folded) is not None
