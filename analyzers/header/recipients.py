"""The list of recipients (`Nơi nhận`): one item after a dash, wrapped lines joined.

Read from a scan its lines carry at their end what the right column, a stamp and a signature left there.
"""

from __future__ import annotations

import re

from analyzers.folding import fold
from analyzers.header.layout import Line, is_upper
from analyzers.reading import Reading

DASH_ITEM = re.compile(r"^[-–—•+=~*]{1,2}\s*(?=\S)")
LAST_ITEM = re.compile(r"^l[uư]+u\s*[:;.]?\s*vt|^l\w{1,2}u\b", re.IGNORECASE)
WIDE = re.compile(r"\t+|\s{3,}")
SIGNED = re.compile(r"^\W*(?:da ky|ky ten|chu ky|ky, |ky va)|^[\[( ]*\([^()]{2,14}\)\W*$")
_NOTE = re.compile(r"\([^\W\d_][^()]{2,30}\)[;.]")
_PLACEHOLDER = re.compile(r"\.{4,}|…{2,}")
_STAMP_TIME = re.compile(r"^\d{4}-\d\d-\d\dt\d\d:\d\d|^\d{1,3}$")
_NAME_WORD = r"[^\W\d_](?:['’-]?[^\W_]){0,9}"
NAME = re.compile(rf"{_NAME_WORD}(?: {_NAME_WORD}){{1,4}}")
_TABLE = re.compile(r"\d+(?:\.\d+)*[.)]?(?:\s|$)|.*[|\t]|STT\b")
_MAX_WRAPPED = 4
"""Lines that one recipient may take."""

SURNAMES = frozenset(
    "a au ba bach bang be bui cam cao chau chu cu cung dam dang danh dao dieu dinh do doan dong duong "
    "giang giap ha han ho hoang hoanh hua huynh khong khuat khuc kieu kim ksor ky la lai lam le leu "
    "lieu lo lu luc luong ly ma mac mai mong nay nghiem ngo nguy nguyen nham nhan ninh nong ong pham "
    "phan phi phung quach quang ro sam siu son su sung ta tang thach thai than thao thi thieu tiet tieu "
    "to ton tong tra tran trang trieu trinh truong tu tuong ty ung uong van vang "
    "vi vien vo vu vuong y".split()
)
"""Family names, folded; what a line begins with that is a person's name."""


_SURNAME_SHAPES = frozenset(re.sub(r"[aeiouy]", "*", name) for name in SURNAMES if len(name) > 2)


def is_surname(word: str) -> bool:
    """Whether a word is a family name; one with a digit inside (`Nguy6n`) by its other letters."""
    folded = fold(word)
    if any(char.isdigit() for char in folded):
        return re.sub(r"[aeiouy\d]", "*", folded) in _SURNAME_SHAPES
    return folded in SURNAMES


def is_rubbish(line: Line) -> bool:
    """Whether a line is what a stamp or a signature left (`E_frﬁ"`), or a note that it was signed."""
    text = DASH_ITEM.sub("", line.text)
    letters = sum(char.isalpha() for char in text)
    plain = sum(char.isalnum() or char in " .,;:&/()-–" for char in text)
    return (
        len(text) < 3
        or letters < 0.45 * len(text)
        or plain < 0.8 * len(text)
        or SIGNED.match(line.folded) is not None
        or _STAMP_TIME.match(line.folded) is not None
        or (text == line.text and len(text) < 16 and len(text.split()) == 1)
    )


class Recipients:
    """Collects the items of the list, one after a dash, wrapped lines joined."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.two_columns = False
        self.closed = False
        self._items: list[list[tuple[int, int]]] = []

    def accepts(self, line: Line, gap: int) -> bool:
        """Whether a line is an item or goes on with one."""
        if DASH_ITEM.match(line.text):
            return not is_rubbish(_until_sign(line)) or LAST_ITEM.match(line.folded[1:].strip()) is not None
        if self.closed or not self._items or gap > 1 or len(line.text) > 110:
            return False
        if len(self._items[-1]) >= _MAX_WRAPPED or _TABLE.match(line.text) or self._new_page(line):
            self.closed = True
            return False
        return self._is_note(line) or (not is_rubbish(line) and not only_name(line))

    def _is_note(self, line: Line) -> bool:
        """Whether a line is the note to an item that is not complete without it: `(báo cáo);`."""
        before = self.reading.text[self._items[-1][-1][1] - 1]
        return before.isalnum() and _NOTE.fullmatch(line.text) is not None

    def _new_page(self, line: Line) -> bool:
        """Whether a page break stands before a line: a form feed, or the one space that is left of it."""
        text = self.reading.text
        before = text[max(0, line.start - 2) : line.start]
        return "\f" in before or (before == "\n " and line.text[0].isupper())

    def add_first(self, line: Line) -> None:
        """Takes what stands on the line of `Nơi nhận:` itself."""
        if not is_rubbish(line):
            self.add(line)

    def add(self, line: Line) -> None:
        """Takes a line that is accepted."""
        dash = DASH_ITEM.match(line.text)
        start = line.start + (dash.end() if dash else 0)
        span = (start, self._end(line))
        if dash or not self._items:
            self._items.append([span])
        else:
            self._items[-1].append(span)
        if LAST_ITEM.match(line.folded[start - line.start :]):
            self.closed = (
                line.text.rstrip().endswith((".", ")", "…")) or self.two_columns or ". " in line.text
            )

    def _end(self, line: Line) -> int:
        """Where an item's text ends: before what the right column left on the line."""
        text = line.text
        wide = WIDE.search(text)
        if wide and wide.start() > 3:
            text = text[: wide.start()]
        for mark in (";", "."):
            at = text.rfind(mark + " ")
            rest = text[at + 1 :].strip() if at >= 0 else ""
            if at > 3 and rest and _is_leftover(rest):
                return line.start + at
        if self.two_columns and not text.endswith((";", ".", ",", ":")):
            text = re.sub(r"\s+(?!So|Sở|Bo|Bộ|Uy|Ủy|Uỷ|Va|Ty|Vu|Vụ)[A-Z][a-z]$", "", text)
            text = re.sub(r"(?:\s+[^\w\s(),;.:&/-]\S*|\s+[/\\<>={}@]\S*)+(?:\s+\S{1,3})*$", "", text)
            text = re.sub(r"\s+\W\S{0,3}(?:\s+[A-Z/]{1,2})*\s*/?$", "", text)
        return line.start + len(text)

    def finished(self) -> tuple[str, ...]:
        """The items as they should read, without final signs; placeholders of a form left out."""
        found = []
        for spans in self._items:
            item = " ".join(filter(None, (self.reading.best(start, end) for start, end in spans)))
            item = re.sub(r"\s*[;.,:]*\s*$", "", item).strip(" -–*_")
            if item and not _PLACEHOLDER.search(item):
                found.append(item)
        return tuple(found)


def _until_sign(line: Line) -> Line:
    """A line up to the sign that ends its item; after it stands what the other column left."""
    at = line.text.find("; ")
    return Line(line.start, line.start + at, line.text[:at], line.folded[:at]) if at > 3 else line


def _is_leftover(rest: str) -> bool:
    """Whether what follows an item's final sign is no text: `s`, `{’“ﬁ : hfﬂ\\ i`, `N PHD`, a name."""
    if len(rest) <= 4 or sum(char.isalpha() or char.isspace() for char in rest) < 0.85 * len(rest):
        return True
    return is_upper(rest) and len(rest.split()) <= 4 and ":" not in rest


def only_name(line: Line) -> bool:
    """Whether a line is a person's name and nothing else."""
    text = line.text.strip(" .,;*_")
    words = text.split()
    if not NAME.fullmatch(text) or not all(word[0].isupper() for word in words):
        return False
    return is_surname(words[0]) and not line.text.rstrip().endswith((";", ",")) and not is_upper(text)
