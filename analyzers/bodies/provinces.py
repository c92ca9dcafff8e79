"""The provinces and centrally run cities, before and after 1 July 2025 (Resolution 202/2025/QH15)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from analyzers.bodies.resemblance import closest, skeleton
from analyzers.folding import fold

_PREFIX = re.compile(r"^\W*(?:t[il1]nh|th[aà]nh\s+ph[oố0d]|tp|province of|city of)\b[.\s]*", re.IGNORECASE)
_CUE = re.compile(r"\b(?:t[il1]nh|thanh\s+ph[o0d]|tp\.?)\s+(?=\w)")
_NEXT_WORDS = re.compile(r"[\w&@]+(?:[ \t]*[-–][ \t]*|[ \t]+|\s?\n[ \t]*)?")

_COMMON_WORDS = frozenset({"Hòa Bình"})
"""Names that are ordinary words in small letters."""


@dataclass(frozen=True, slots=True)
class Province:
    """A province or centrally run city. `since`/`until` are its first and last day (None: open)."""

    name: str
    kind: str
    since: date | None
    until: date | None
    merged_into: str | None
    aliases: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """`tỉnh Quảng Ngãi`, `thành phố Đà Nẵng`, `TP. Hồ Chí Minh`."""
        return self.name if self.name.startswith("TP.") else f"{self.kind} {self.name}"

    def existed_on(self, day: date) -> bool:
        """Whether the province was there, under this name, on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@cache
def provinces() -> tuple[Province, ...]:
    """Every province of the table, those of today and those that were merged."""
    table = resources.files("analyzers").joinpath("data/provinces.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return tuple(_from_row([*row, *[""] * (6 - len(row))]) for row in rows)


def _from_row(row: list[str]) -> Province:
    name, kind, since, until, merged_into, aliases = row
    return Province(
        name=name,
        kind=kind,
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        merged_into=merged_into or None,
        aliases=tuple(alias for alias in aliases.split("|") if alias),
    )


def provinces_at(day: date) -> list[Province]:
    """The provinces on `day`: 63 until 30 June 2025, 34 since."""
    return [item for item in provinces() if item.existed_on(day)]


@cache
def _by_name() -> dict[str, Province]:
    return {item.name: item for item in provinces()}


@cache
def _by_skeleton() -> dict[str, Province]:
    found: dict[str, Province] = {}
    for item in provinces():
        for spelling in (item.name, *item.aliases):
            found.setdefault(skeleton(spelling), item)
    return found


@cache
def _by_folded() -> dict[str, Province]:
    found: dict[str, Province] = {}
    for item in provinces():
        for spelling in (item.name, *item.aliases):
            found.setdefault(_plain(spelling), item)
    return found


def _plain(text: str) -> str:
    return "".join(char for char in fold(text) if char.isalnum())


@cache
def _pattern() -> re.Pattern[str]:
    spellings = {spelling for item in provinces() for spelling in (item.name, *item.aliases)}
    forms = sorted({_spelling_pattern(fold(text)) for text in spellings}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(forms)})\b")


def _spelling_pattern(folded: str) -> str:
    return r"[\s.–-]+".join(re.escape(word) for word in re.findall(r"\w+", folded))


@lru_cache(maxsize=4096)
def province(text: str) -> Province | None:
    """The province that `text` names, in any spelling, accented, not, or damaged by OCR.

    `text` is a name (`Qudng Ngai`, `tỉnh Kon Tum`, `PONGNAI`) or a phrase with one in it.
    """
    name = _PREFIX.sub("", fold(text)).strip(" .,:;*_-")
    found = _by_folded().get(_plain(name)) or _by_skeleton().get(skeleton(name))
    if found is not None:
        return found
    if len(name) <= 30 and (near := _closest(name)):
        return near
    inside = find_provinces(text)
    return _by_name()[inside[0][2]] if inside else None


@lru_cache(maxsize=4096)
def _closest(name: str) -> Province | None:
    if len(skeleton(name)) < 5:
        return None
    near = closest(name, _by_name(), least=0.82, margin=0.05)
    return _by_name()[near] if near else None


def find_provinces(text: str) -> list[tuple[int, int, str]]:
    """`(start, end, canonical name)` of every province named in `text`, in order.

    A name is capitalised, except in a text without any capitals (a typed query), so that `hòa bình`
    (peace) is no province. After `tỉnh` and `thành phố` damaged names are
    recognised too.
    """
    folded = fold(text)
    typed = text == text.lower()
    found = {}
    for match in _pattern().finditer(folded):
        printed = text[match.start() : match.end()]
        item = _by_folded()[_plain(match[0])]
        named = _is_typed_name(printed, item) if typed else _is_name(printed, item)
        if named or _cued(folded, match.start()):
            found[match.start()] = (match.start(), match.end(), item.name)
    for start, end, name in _damaged(text, folded):
        if not any(start < taken[1] and taken[0] < end for taken in found.values()):
            found[start] = (start, end, name)
    return sorted(found.values())


def _is_typed_name(printed: str, item: Province) -> bool:
    """Whether a name in small letters is meant as one: rightly accented or without accents."""
    spelled = {name.lower() for name in (item.name, *item.aliases)}
    return item.name not in _COMMON_WORDS and (fold(printed) == printed or printed in spelled)


def _is_name(printed: str, item: Province) -> bool:
    words = re.findall(r"\w+", printed)
    if not all(word[0].isupper() for word in words):
        return False
    spelled = {name.lower() for name in (item.name, *item.aliases)}
    unaccented = fold(printed) == printed.lower()
    # A capitalised word that is accented otherwise is another name: `Hà Nam` is not `Hạ Nam`; yet the
    # accents of a damaged text are wrong everywhere, and there `Quáng Ngai` is meant.
    return unaccented or printed.lower() in spelled or not re.search("[\u1ea0-\u1ef9ăđơư]", printed.lower())


def _cued(folded: str, start: int) -> bool:
    return re.search(r"\b(?:tinh|thanh pho|tp\.?)\s+$", folded[max(0, start - 12) : start]) is not None


def _damaged(text: str, folded: str) -> list[tuple[int, int, str]]:
    """Names after `tỉnh` and `thành phố` that are no exact spelling of one."""
    found = []
    for match in _CUE.finditer(folded):
        if not text[match.end()].isupper():
            continue
        if hit := _after_cue(folded, match.end()):
            found.append(hit)
    return found


def _after_cue(folded: str, start: int) -> tuple[int, int, str] | None:
    ends = []
    at = start
    for _ in range(4):
        word = _NEXT_WORDS.match(folded, at)
        if word is None:
            break
        ends.append(at + len(word[0].rstrip(" \t\n-–")))
        at = word.end()
    for end in sorted(ends[:2], reverse=True) + ends[2:]:
        printed = folded[start:end]
        if near := _by_skeleton().get(skeleton(printed)) or _closest(printed):
            return start, end, near.name
    return None


@lru_cache(maxsize=1024)
def names_for_query(name: str) -> frozenset[str]:
    """Canonical names that a question about `name` must match: itself and what it was merged with.

    `Kon Tum` gives Kon Tum and Quảng Ngãi (whose documents go on with it), `Quảng Ngãi` both too; the
    provinces that went into the same one are not among each other's. Empty for what is no province.
    """
    item = province(name)
    if item is None:
        return frozenset()
    older = {other.name for other in provinces() if other.merged_into == item.name}
    return frozenset({item.name, *older} | ({item.merged_into} if item.merged_into else set()))
