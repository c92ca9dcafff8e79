"""Units of measurement as report forms print them, found in damaged text too."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from analyzers.bodies.resemblance import likeness, skeleton
from analyzers.folding import fold

_COUNTED = (
    "Nhiệm vụ",
    "Thủ tục",
    "TTHC",
    "Hồ sơ",
    "DVC",
    "PAKN",
    "Số lượng",
    "Văn bản",
    "VBQPPL",
    "Người",
    "Cơ quan, đơn vị",
    "Cơ quan",
    "Đơn vị",
    "Vấn đề",
    "Tin bài",
    "Tin, bài",
    "Bài",
    "Phiếu",
    "Quyết định",
    "Kế hoạch",
    "Báo cáo",
    "Cuộc",
    "Lượt",
    "Lượt người",
    "Lớp",
    "Hội nghị",
    "Buổi",
    "Sản phẩm",
    "Dịch vụ",
    "Tài khoản",
    "Giao dịch",
    "Doanh nghiệp",
    "Hệ thống",
    "Đề án",
    "Dự án",
    "Mô hình",
    "Sáng kiến",
    "Tiêu chí",
    "Trường hợp",
    "Chương trình",
    "Biên chế",
    "Ý kiến",
    "Công chức",
    "Viên chức",
    "Đợt",
    "Lần",
    "Chuyên mục",
    "Cuộc họp",
    "Đoàn",
    "Xã",
    "Huyện",
    "Hộ",
)
_MEASURED = ("%", "Tỷ đồng", "Triệu đồng", "Nghìn đồng", "Điểm", "Giờ", "Km", "Ha", "m2", "Tấn")
_LEAST = 0.8
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")
_IN_NAMES = ("TTHC", "VBQPPL")
"""Units that as often end the name of a row."""
# Có = 1; Không = 0   Chưa=0   Trực tuyến = 0 Phát phiếu = 1
_CHOICE = re.compile(r"(?:[A-ZĐ][^\W\d_]*[^\S\n])?[^\W\d_]*[^\S\n]?=\s?[0-9O](?!\d)[;,.]?")


@dataclass(frozen=True, slots=True)
class UnitAt:
    """A unit at `start:end` of some words, in its correct spelling."""

    start: int
    end: int
    name: str


@cache
def _known() -> dict[str, str]:
    return {skeleton(name): name for name in (*_COUNTED, *_MEASURED) if skeleton(name)}


@lru_cache(maxsize=2048)
def unit_of(printed: str) -> str | None:
    """The unit that a cell means; None if it is none of the known ones."""
    if re.fullmatch(r"\W*%[o0]?\W*", printed):
        return "%"
    form = skeleton(printed)
    if form in _known():
        return _known()[form]
    if len(form) < 4 or _VIETNAMESE.search(printed):
        return None
    near = [known for known in _known() if len(form) >= 0.7 * len(known) and len(known) >= 0.6 * len(form)]
    best, name = max(((likeness(form, known, _LEAST), _known()[known]) for known in near), default=(0.0, ""))
    return name if best >= _LEAST else None


def is_counted(unit: str | None) -> bool:
    """Whether a value in this unit is a whole number."""
    return unit is not None and (unit_of(unit) in _COUNTED or "=" in unit)


# A figure or a bar behind words, choices, or a last cell that begins with a capital
_MAY_HOLD_UNIT = re.compile(
    r"[|\[\]=%]|\s\d[\d.,]*%?\s*$|\s\d[\d.,]*\s+[A-ZĐ]|\s[A-ZĐ]\S*(?:,?\s\S{1,6}){0,2}$"
)
_FIGURE = re.compile(r"[\s|\[\]]*\d{1,3}(?:[.,]\d+)*%?(?=[\s|]|$)")
_BAR_BEFORE = re.compile(r"[|\[\]]\s*$")
_WORD = re.compile(r"[^\s|\[\]]+")


def find_unit(line: str) -> UnitAt | None:
    """The unit cell of a printed row: what stands before the figure, behind a bar or at the end.

    A unit that is only a word of the row's name (`Số nhiệm vụ đã hoàn thành`) is none.
    """
    if _MAY_HOLD_UNIT.search(line) is None:
        return None
    found = [one for one in [*_choices(line), *_words(line)] if _score(line, one) >= 3]
    if len(found) > 1:
        found = [one for one in found if one.name != "%" or _has_words(line[: one.start])] or found
    return max(found, key=lambda one: (_score(line, one), one.start), default=None)


def _has_words(line: str) -> bool:
    return sum(len(word) > 2 and word.isalpha() for word in line.split()) >= 2


def _score(line: str, found: UnitAt) -> float:
    after = line[found.end :]
    printed = line[found.start : found.end]
    figure, last = bool(_FIGURE.match(after)), not after.strip(" |.,:;'’`[]-")
    own = bool(_BAR_BEFORE.search(line[: found.start])) or (found.start == 0 and (figure or last))
    choice = "=" in printed
    score = 2.0 * own + (printed[:1].isupper() or found.name == "%" or choice)
    if figure or (choice and len(after.strip(" |;")) == 1):
        score += 3
    elif last:
        score += 1 if found.name in _IN_NAMES else 2
    return score + (found.name == "%" or choice)


def _choices(line: str) -> list[UnitAt]:
    matches = list(_CHOICE.finditer(line))
    if not matches:
        return []
    words = " ".join(line[matches[0].start() : matches[-1].end()].split())
    return [UnitAt(matches[0].start(), matches[-1].end(), words)]


def _words(line: str) -> list[UnitAt]:
    """The units in a line, at the places where a unit cell can be."""
    tokens = list(_WORD.finditer(line))
    found: list[UnitAt] = []
    for index, last in enumerate(tokens):
        rest = line[last.end() :]
        ends = not rest.strip(" |.,:;'’`[]-") or _FIGURE.match(rest) or rest.lstrip()[:1] in "|[]"
        for size in range(min(4, index + 1), 0, -1):
            first = tokens[index - size + 1]
            own = bool(_BAR_BEFORE.search(line[: first.start()]))
            if not (own or ((ends and first.group()[0] in "%0") or (first.group()[0].isupper() and ends))):
                continue
            printed = line[first.start() : last.end()]
            if any(bar in printed for bar in "|[]") or any(part.isdigit() for part in printed.split()):
                continue
            name = unit_of(printed)
            if name is not None:
                found.append(UnitAt(first.start(), last.end(), name))
                break
    return found


def clean_unit(printed: str) -> str | None:
    """A unit cell in correct spelling where it is known, else as printed; None where it is empty."""
    printed = " ".join(printed.split()).strip(" |[]")
    if not printed:
        return None
    known = unit_of(printed)
    if known is None or (fold(known) == fold(printed) and not printed.isascii()):
        return printed
    return known
