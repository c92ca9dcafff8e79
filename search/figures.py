"""Figures, shares, sums, ranks and dates in a text, each with where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.folding import fold
from search.slots import Kind

_NUMBER = r"\d+(?:[.,]\d+)*"
_FIGURE = re.compile(
    rf"(?<![\w/.,:-]){_NUMBER}(?:\s?/\s?{_NUMBER})?(?!\s?/\s?[\w])(?![.,:]?\d)(?!-[A-ZĐ])(?:\s?%|(?!\w))"
)
_DATE = re.compile(
    r"(?<![\d/])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)"
    r"|ng\w{1,3}\s+(\d{1,2})\s+th\w{2,4}\s+(\d{1,2})\s+n\w{1,2}\s+(\d{4})(?!\d)",
    re.IGNORECASE,
)
_NOT_COUNTED = re.compile(
    r"(?:\b(?:nam|quy|thang|ngay|dieu|khoan|muc|diem|de an|cap do|muc do|lan thu|khoa|bieu mau|"
    r"phu luc|thu|ky|"
    r"nghi dinh|tieu chuan|iso|tong dai(?: \w+){0,3}|duong day nong|giai doan|doan|form|year|thoi han)\s*"
    r"|\b(?:19|20)\d\d\s*[-–]\s*)\Z"
)
_DOCUMENT_NUMBER = re.compile(
    r"\b(?:van ban|quyet dinh|ke hoach|cong van|nghi quyet|bao cao|thong tu|chi thi)\s+s\w\s*\Z"
)
_DURATION = re.compile(
    r"\s*(?:ngày|ngay|tháng|thang|năm|nam|giờ|gio|phút|phut|tuần|tuan)\b(?:\s?/\s?(?:lần|lan))?(?!\s*\d)"
)
_TIMES = re.compile(r"\s+lan\b")
_MONEY = re.compile(r"\s*(?:nghin|ngan|trieu|ty|ti|dong|vnd)\b")
_MONEY_UNIT = re.compile(r"\s*(?:(?:nghìn|ngàn|triệu|tỷ|tỉ)(?:\s+đồng)?|đồng)", re.IGNORECASE)
_RANKED = re.compile(r"\b(?:thu|hang|vi tri|xep)\s*\Z")
_LIST_LABEL = re.compile(r"\A\W*(?:\d+(?:\.\d+)*[.)]|\d+(?:\.\d{1,2}){1,3})[\s|]")
_ORDINAL = re.compile(r"\s*\|\s*[^\W\d_]")
"""What follows the number of a row (`2 | lý sử dụng chữ ký số`)."""
_CODE = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value at `start:end` of a text, as the text prints it."""

    start: int
    end: int
    value: str


def figures_in(text: str, kind: Kind) -> list[Figure]:
    """The figures of a kind in a text, in order."""
    if kind == "date":
        return dates_in(text)
    folded = fold(text)
    dates = [(found.start(), found.end()) for found in _DATE.finditer(folded)]
    label = _LIST_LABEL.match(text)
    found = []
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in dates) or (label and start < label.end()):
            continue
        if _ORDINAL.match(text, end):
            continue
        if not _CODE.fullmatch(match[0]) and _fits(folded, match, kind):
            found.append(_figure(text, match, kind))
    return found


def _fits(folded: str, match: re.Match[str], kind: Kind) -> bool:
    before, behind = folded[max(0, match.start() - 30) : match.start()], folded[match.end() :]
    percent = match[0].endswith("%")
    ranked = _RANKED.search(before) is not None
    if kind == "rank":
        return ranked
    if kind == "percent":
        return percent
    if kind == "duration":
        return _DURATION.match(behind) is not None
    if kind == "money":
        return _MONEY.match(behind) is not None and not percent
    if _TIMES.match(behind) or _MONEY.match(behind):
        return False
    return not (percent or _NOT_COUNTED.search(before) or _DOCUMENT_NUMBER.search(before))


def _figure(text: str, match: re.Match[str], kind: Kind) -> Figure:
    start, end = match.span()
    if kind == "money":
        unit = _MONEY_UNIT.match(text, end)
        end = unit.end() if unit else end
    if kind == "duration":
        lasting = _DURATION.match(text, end)
        end = lasting.end() if lasting else end
    value = " ".join(text[start:end].split())
    return Figure(start, end, re.sub(r"\s?([/%])\s?", r"\1", value))


def dates_in(text: str) -> list[Figure]:
    """The full dates in a text, their value in figures (`14/3/2023`)."""
    found = []
    for match in _DATE.finditer(fold(text)):
        parts = [part for part in match.groups() if part]
        found.append(Figure(match.start(), match.end(), "/".join(parts)))
    return found
