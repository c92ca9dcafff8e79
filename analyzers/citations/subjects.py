"""The subject (trích yếu) of a cited document: the words after its number, or before its parenthesis.

After: `ban hành Kế hoạch ...`, `về việc ...`, `sửa đổi, bổ sung ...`, up to where the clause ends.
Before: `Kế hoạch theo dõi thi hành pháp luật (Kế hoạch số 227/KH-VP ngày 01/02/2024)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.citations.ocr import skeleton
from analyzers.folding import fold
from analyzers.reading import Reading

Spans = Sequence[tuple[int, int]]

_LONGEST = 500
_SHORTEST = 6
_ABOUT = re.compile(r"[\s*,]{0,3}(?:v\S{0,3}\s+vi\S{1,3}c\s+|v[e&]\S?\s+|v/v\s+)")
_VERBS = (
    "ban hanh|sua doi|bo sung|quy dinh|phe duyet|cong bo|huong dan|kiem tra|ra soat|trien khai|thuc hien|"
    "uu tien|chan chinh|tang cuong|dieu chinh|bai bo|thay the|giao|phan cong|phan bo|thanh lap|kien toan|"
    "day manh|tong hop|tong ket|dao tao|truyen thong|tuyen truyen|thong qua|chi tiet|dinh muc|hop nhat|"
    "phan cap|uy quyen|cong nhan|bo nhiem|dieu dong|cho phep|thi hanh|danh gia|cai cach|phat dong|bao cao"
)
_VERB = re.compile(rf"[\s*]{{0,3}}(?:{_VERBS})\b")
_ORGAN = r"(?:van phong|ubnd|uy ban|ban|so|bo|chu tich|hdnd|cong an|thanh tra|chinh phu)"
_ACT = r"(?:xay dung|bao cao|ban hanh|da|co y kien|yeu cau|trien khai|de nghi|thong bao)"
_STOP = re.compile(
    r"[;()\f]|\.(?=\s|\.|$)|\n[^\S\n]*\n|\n\s*[-+•*]\s|:(?=\s)|\s(?:va )?theo de nghi cua\s|"
    r",\s+(?:trong do|dong thoi|cu the|qua do|voi|nham|dam bao|bao dam|phu hop|gop phan)\b|"
    rf",\s+{_ORGAN}\b[^,;.]{{2,60}}?\s{_ACT}\b"
)
_ASIDE = re.compile(r"\([^()\d]{1,60}\)")
"""A parenthesis inside a title: `chính quyền cơ sở (PAPI) cấp tỉnh`."""
_JOINED = re.compile(r"(?:,|\bva(?:\s+co)?|\bhoac|;)[\s*(]*(?:cac\s+)?\Z")
_TRAILING = re.compile(r"\s(?:va co|va cac|va|cac)\Z")
_BEGIN = re.compile(
    r"[;:()\f]|[.?!](?=\s)|\n[^\S\n]*\n|(?:^|\n)[^\S\n]*(?:[-+•*=]|[a-z0-9]{1,2}[.)])\s|\bnhu:?\s(?=\s*-)"
)
_NEXT_ITEM = re.compile(r"(?:\bva|,)\s+(?=(?:quyet|ke|nghi|chi|thong|bao|cong|chuong|de|quy|to)\s)")
_CLOSED = re.compile(r"[\s*]*\)")
_LEADING = re.compile(r"^(?:[\s,.;:*+=\-–—]+|(?:và|va|v[ềe&é]\S? việc|v[ềe] viec)\s+)+", re.IGNORECASE)


def subject_after(reading: Reading, at: int, following: Spans) -> str | None:
    """The subject that begins at `at` (after number, date and issuer), None if none does.

    `following` are the spans of the next citations: one that is joined with a comma or `và` ends the
    subject, one that the words lead to (`của Nghị định số ...`) belongs to it.
    """
    shapes = skeleton(reading.folded[at : at + _LONGEST])
    lead = _ABOUT.match(shapes)
    if lead is None and _VERB.match(shapes) is None and not _restored_verb(reading, at):
        return None
    start = at + (lead.end() if lead else 0)
    words = reading.best(start, _clause_end(reading, at, start, following)).strip(" ,*;:-")
    return words if len(words) >= _SHORTEST else None


def _restored_verb(reading: Reading, at: int) -> bool:
    if reading.restored is None:
        return False
    return _VERB.match(fold(reading.best(at, at + 40))) is not None


def _clause_end(reading: Reading, at: int, start: int, following: Spans) -> int:
    limit = min(len(reading.text), at + _LONGEST)
    inside: list[tuple[int, int]] = []
    for first, last in following:
        if first >= limit:
            break
        if _JOINED.search(reading.folded[max(start, first - 14) : first]):
            limit = first
            break
        inside.append((first, last))
    reached = start
    for match in _STOP.finditer(reading.folded, start, limit):
        if match.start() < reached or any(first <= match.start() < last for first, last in inside):
            continue
        aside = _ASIDE.match(reading.folded, match.start())
        if aside is not None:
            reached = aside.end()
        elif not _goes_on(reading.text, match):
            limit = match.start()
            break
    words = reading.folded[start:limit].rstrip(" ,*\n")
    trailing = _TRAILING.search(words)
    return start + (trailing.start() if trailing else len(words))


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether a blank line only turns a page inside a sentence: what follows is no new paragraph."""
    if match[0].strip():
        return False
    following = text[match.end() : match.end() + 8].lstrip()
    year = re.match(r"(?:19|20)\d\d\s", following)
    return (following[:1].islower() and not re.match(r"\w{1,2}[.)]", following)) or year is not None


def subject_before(reading: Reading, start: int, end: int, mentions: Spans) -> str | None:
    """The words before `(` that a parenthesised citation stands for; `end` is after date and issuer.

    `mentions` are the citations before it: the next item of a list begins behind one that is an item.
    """
    low = max(0, start - _LONGEST)
    before = reading.text[low:start].rstrip(" *\n\t")
    if not before.endswith("(") or _CLOSED.match(reading.text, end) is None:
        return None
    stop = low + len(before) - 1
    begin = _clause_begin(reading, low, stop)
    starts = {first for first, _ in mentions}
    earlier = min((first for first in starts if first >= begin), default=stop)
    for item in _NEXT_ITEM.finditer(reading.folded, earlier, stop):
        if item.end() not in starts and reading.text[item.end()].isupper():
            begin = item.end()
    words = _LEADING.sub("", reading.best(begin, stop)).strip(" *,;:")
    return words if len(words) >= _SHORTEST else None


def _clause_begin(reading: Reading, low: int, stop: int) -> int:
    begin = low
    for match in _BEGIN.finditer(reading.folded, low, stop):
        if match[0] == "(" and _ASIDE.match(reading.folded, match.start()):
            continue
        if match[0] == ")" and reading.folded.rfind("(", low, match.start()) >= begin:
            continue
        if not _goes_on(reading.text, match):
            begin = match.end()
    return begin
