"""The subject (trích yếu) of a cited document: the words after its number, or before its parenthesis.

After: `ban hành Kế hoạch ...`, `về việc ...`, `sửa đổi, bổ sung ...`, up to where the clause ends.
Before: `Kế hoạch theo dõi thi hành pháp luật (Kế hoạch số 227/KH-VP ngày 01/02/2024)`; see `parenthesis`.
Where the text is restored, the clause is followed in the restored words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from analyzers.citations.ocr import skeleton
from analyzers.citations.tables import tables
from analyzers.folding import fold
from analyzers.reading import Reading, to_restored

Spans = Sequence[tuple[int, int]]

LONGEST = 500
SHORTEST = 6
_ABOUT = re.compile(r"[\s*,]{0,3}(?:cua\s+)?(?:v\S{0,3}\s+vi\S{1,3}c\s+|v[e&]\S?\s+|v/v\s+)")
_ABOUT_WORN = re.compile(r"[\s*,]{0,3}(?:c\w{1,3}\s+)?v\s+(?=\w)")
"""`về` of which only the first letter is left: `cua UBND tinh v\\nkiem soat`."""
_VERBS = (
    "ban hanh|sua doi|bo sung|quy dinh|phe duyet|cong bo|huong dan|kiem tra|ra soat|trien khai|thuc hien|"
    "uu tien|chan chinh|tang cuong|dieu chinh|bai bo|thay the|giao|phan cong|phan bo|thanh lap|kien toan|"
    "day manh|tong hop|tong ket|dao tao|truyen thong|tuyen truyen|thong qua|chi tiet|dinh muc|hop nhat|"
    "phan cap|uy quyen|cong nhan|bo nhiem|dieu dong|cho phep|thi hanh|danh gia|cai cach|phat dong|bao cao"
)
_VERB = re.compile(rf"[\s*]{{0,3}}(?:{_VERBS})\b".replace(" ", r"\s+"))
ORGAN = r"(?:van phong|ubnd|uy ban|ban|so|bo|chu tich|hdnd|hoi dong|cong an|thanh tra|chinh phu|thu tuong)"
_ACT = r"(?:xay dung|bao cao|ban hanh|da|co y kien|yeu cau|trien khai|de nghi|thong bao)"
_TURN = (
    "trong do|dong thoi|cu the|qua do|voi|nham|dam bao|bao dam|phu hop|gop phan|tuy nhien|song|nhung|do do|"
    "do vay|vi vay|den nay|hien nay|tu do|theo do|sau do|nhin chung|ben canh do|trong thoi gian|thoi gian qua"
)
_STOP = re.compile(
    r"[;()\f]|\.(?=\s|\.|$)|\n[^\S\n]*\n|\n\s*[-+•*]\s|:(?=\s)|"
    + (
        rf"\s(?:va )?theo de nghi cua\s|,\s+(?:{_TURN})\b|\s(?:de )?lam co so\b|"
        r"\sphai (?:dat|bao dam|dam bao|bao cao|hoan thanh)\b|\s(?P<must>phai)\s|"
        r"\s(?:la|con|van|van con|la rat) (?:chua|khong|cham|nhieu|kho khan|han che|bat cap)\b|"
        rf",\s+(?P<organ>{ORGAN})\b[^,;.]{{2,90}}?\s{_ACT}\b"
    ).replace(" ", r"\s+")
)
_ASIDE = re.compile(r"\([^()\d]{1,60}\)")
"""A parenthesis inside a title: `chính quyền cơ sở (PAPI) cấp tỉnh`."""
_ALIAS = re.compile(r"\s*\((?P<words>[^()]+)\)\Z")
_JOINED = re.compile(r"(?:,|\bva(?:\s+co)?|\bhoac|;)[\s*(]*(?:cac\s+)?\Z")
_LEADS_TO = re.compile(
    r"(?:(?<!\w)(?:c[\w;,.'`]{1,4}|theo|tai|trong|voi|boi|tu|so|cho|ve|la|nay|hien|khai|the|bo|doi|sung|hanh|"
    r"dinh|cu|dan|gia|ket|qua|tiet|nghi|dung|truong|dau|cau|tinh than|noi dung)|"
    r"\b(?:dieu|khoan|diem|chuong|muc)\s\w{1,4})[\s*\"“(:]*\Z"
)
"""The words that take the next citation into the clause: `của Nghị định số ...`, `thay thế Quyết định`."""
_TRAILING = re.compile(r"\s(?:va co|va cac|va|cac)\Z")


class _View:
    """The restored text (or the text itself), and where an offset of the text stands in it."""

    def __init__(self, reading: Reading) -> None:
        self._alignment = reading.alignment if reading.restored is not None else None
        self.text = reading.text if self._alignment is None else reading.restored or ""

    def after(self, at: int) -> int:
        """Where what stands before `at` ends."""
        if self._alignment is None or at == 0:
            return at
        return to_restored(self._alignment, at - 1, at)[1]

    def before(self, at: int) -> int:
        """Where what stands at `at` begins."""
        if self._alignment is None:
            return at
        if bisect_right(self._alignment, at, key=lambda row: row[0]) == 0:
            return 0
        return to_restored(self._alignment, at, at + 1)[0]


def subject_after(reading: Reading, at: int, following: Spans) -> str | None:
    """The subject that begins at `at` (after number, date and issuer), None if none does.

    `following` are the spans of the next citations: one that is joined with a comma or `và` ends the
    subject, one that the words lead to (`của Nghị định số ...`) belongs to it.
    """
    view = _View(reading)
    begin = _begin(reading, view, at)
    if begin is None:
        return None
    start, by_verb = begin
    inner = [(view.before(first), view.after(last)) for first, last in following if first < at + LONGEST]
    words = " ".join(view.text[start : _clause_end(view.text, start, inner, by_verb)].split())
    return essence(words.strip(" ,*;:-"))


def _begin(reading: Reading, view: _View, at: int) -> tuple[int, bool] | None:
    """Where the subject begins in the view, and whether with a verb instead of `về`."""
    printed = skeleton(reading.folded[at : at + 60])
    lead = _ABOUT.match(printed)
    if lead is None and reading.restored is not None:
        lead = _ABOUT_WORN.match(printed)
    if lead is not None:
        return view.after(at + lead.end()), False
    first = view.after(at)
    read = fold(view.text[first : first + 60])
    lead = _ABOUT.match(read)
    if lead is not None:
        return first + lead.end(), False
    return (first, True) if _VERB.match(printed) or _VERB.match(read) else None


def _clause_end(text: str, start: int, following: Spans, by_verb: bool) -> int:
    folded = fold(text[start : start + LONGEST])
    limit = len(folded)
    inside: list[tuple[int, int]] = []
    for first, last in ((first - start, last - start) for first, last in following):
        if first >= limit:
            break
        before = folded[max(0, first - 24) : max(0, first)]
        if first <= 0 or _JOINED.search(before) or not _LEADS_TO.search(before):
            limit = max(0, first)
            break
        inside.append((first, last))
    limit = min(limit, _next_item(text, start, folded, inside))
    reached = 0
    for match in _STOP.finditer(folded, 0, limit):
        at = match.start()
        if at < reached or any(first <= at < last for first, last in inside):
            continue
        aside = _ASIDE.match(folded, at)
        if aside is not None:
            reached = aside.end()
        elif not _is_part(text, start, match, by_verb):
            limit = at
            break
    words = folded[:limit].rstrip(" ,*\n")
    trailing = _TRAILING.search(words)
    return start + (trailing.start() if trailing else len(words))


def _is_part(text: str, start: int, match: re.Match[str], by_verb: bool) -> bool:
    """Whether what looks like the end of the clause is inside it."""
    if match["organ"] is not None:
        return not text[start + match.start("organ")].isupper()
    if match["must"] is not None:
        return not by_verb
    return goes_on(text, match, start)


def _next_item(text: str, start: int, folded: str, inside: Spans) -> int:
    """Where, behind a citation that is part of it, the clause gives way to the next item of its list."""
    if not inside:
        return len(folded)
    for match in re.finditer(r"(?:,|\bva)\s+", folded[inside[0][1] :]):
        at = inside[0][1] + match.end()
        named = any(text.startswith(f"{name} ", start + at) for name in tables().names)
        if named and all(first != at for first, _ in inside):
            return inside[0][1] + match.start()
    return len(folded)


def goes_on(text: str, match: re.Match[str], offset: int = 0) -> bool:
    """Whether a blank line only turns a page inside a sentence: what follows is no new paragraph."""
    if match[0].strip():
        return False
    following = text[offset + match.end() : offset + match.end() + 8].lstrip()
    year = re.match(r"(?:19|20)\d\d\s", following)
    return (following[:1].islower() and not re.match(r"\w{1,2}[.)]", following)) or year is not None


def essence(words: str) -> str | None:
    """`words` without the short name that a parenthesis at their end gives; None where too little is left."""
    alias = _ALIAS.search(words)
    if alias is not None:
        name = fold(alias["words"])
        if name.startswith(("sau day", "goi tat", "viet tat")) or name in fold(words[: alias.start()]):
            words = words[: alias.start()]
    return words if len(words) >= SHORTEST else None
