"""Who signed, and as what: the right column at the foot of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from analyzers.bodies import body, likeness, normalise_issuer, skeleton
from analyzers.folding import fold
from analyzers.header.layout import Line, is_upper, line_at
from analyzers.header.recipients import LAST_ITEM, NAME, SIGNED, WIDE, is_rubbish, is_surname
from analyzers.reading import Reading

_AUTHORITY = re.compile(r"^(?:tm|kt|tl|tuq|q|t/m|k/t|t/l|tum)\s*[.,/]\s*", re.IGNORECASE)
_RANK = re.compile(
    r"^(?:(?:dai|thuong|trung|thieu)\s+(?:tuong|ta|uy)|"
    r"(?:gs|pgs|ts|ths|bs|cn|ks)\b\.?|tien si|thac si)[\s.,]*"
)
_TAIL_NAME = re.compile(r"[.;]\s*(?P<name>[^\W\d_]{2,8}(?: [^\W\d_]{2,8}){1,3})$")


@cache
def signer_titles() -> tuple[str, ...]:
    """Titles of signers in correct Vietnamese."""
    table = resources.files("analyzers").joinpath("data/signer_titles.txt").read_text(encoding="utf-8")
    return tuple(line for line in table.splitlines() if line and not line.startswith("#"))


@cache
def _titles_by_skeleton() -> dict[str, str]:
    return {skeleton(title): title for title in signer_titles()}


class Signature:
    """Collects the signer's title and name from the right column."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.name: str | None = None
        self._authority: str | None = None

    @property
    def complete(self) -> bool:
        return self.title is not None and self.name is not None

    def read(self, reading: Reading, lines: Sequence[Line]) -> int:
        """Reads title and name from lines of one column; gives how many lines it used."""
        used = 0
        for index, line in enumerate(lines[:25]):
            if not line.text:
                continue
            if self.take_title(reading, line) is not line or self.take_name(reading, line, True):
                used = index + 1
            elif not is_rubbish(line):
                break
            if self.complete:
                break
        return used

    def take_title(self, reading: Reading, line: Line) -> Line:
        """What is left of a line when the title at its end is taken; the line itself if it has none."""
        for start in _column_starts(line.text):
            title = _read_title(line.text[start:], whole=start == 0)
            if title is None:
                continue
            kind, name = title
            if kind == "authority":
                self._authority = name
            if kind == "title" or (self.title is None and name):
                self.title = name
            return line_at(reading, line.start, line.start + start)
        return line

    def take_tail_name(self, reading: Reading, line: Line) -> Line:
        """Takes a name after the last recipient (`- Luu: VT, HCQT(b). Minh Tam`)."""
        match = _TAIL_NAME.search(line.text)
        if self.name is not None or match is None or not LAST_ITEM.match(re.sub(r"^\W+", "", line.folded)):
            return line
        words = match["name"].split()
        if not all(word[0].isupper() and word[1:].islower() for word in words):
            return line
        start = line.start + match.start("name")
        self.name = reading.best(start, line.start + match.end("name"))
        return line_at(reading, line.start, start)

    def take_name(self, reading: Reading, line: Line, sure: bool) -> bool:
        """Whether a line is the signer's name, which is then taken. `sure`: nothing else can stand here."""
        text = line.text.strip(" .,;:*_[]()")
        rank = _RANK.match(fold(text))
        offset = line.text.find(text) + (rank.end() if rank else 0)
        name = line.text[offset : offset + len(text) - (rank.end() if rank else 0)].strip()
        words = name.split()
        if self.name is not None or not NAME.fullmatch(" ".join(words)) or SIGNED.match(fold(name)):
            return False
        proper = all(
            word[0].isupper() and (not word.isupper() or sum(map(str.isalpha, word)) == 1) for word in words
        )
        upper = is_upper(name) and is_surname(words[0]) and body(name) is None
        if not (proper or upper) or not (sure or is_surname(words[0])):
            return False
        start = line.start + offset
        self.name = reading.best(start, start + len(name))
        if upper:
            self.name = self.name.title()
        return True


def _column_starts(text: str) -> list[int]:
    """Where a title may begin in a line: at its start, after a wide gap, or at a run of capitals."""
    if len(text) > 150:
        return []
    starts = [0] if len(text) <= 70 else []
    starts += [match.end() for match in WIDE.finditer(text)]
    if match := re.search(r"(?:^|(?<=[\s;.,:]))(?:[^\W\d_a-z][^\sa-z]*\s?){1,6}$", text):
        starts.append(match.start())
    return sorted({start for start in starts if start < len(text)})


def _read_title(printed: str, whole: bool) -> tuple[str, str] | None:
    """`("title" | "authority", title)` if a text is a signer's title or a line of authority."""
    text = printed.strip(" \t*_.,;:")
    if len(text) < 5 or len(text) > 70 or not is_upper(text):
        return None
    authority = _AUTHORITY.match(text)
    rest = text[authority.end() :] if authority else text
    title = _known_title(rest, damaged=whole or authority is not None)
    if authority:
        return "authority", title or ""
    return ("title", title) if title else None


def _known_title(text: str, damaged: bool) -> str | None:
    """A title in correct Vietnamese: `AN H VAN PHONG` is Chánh Văn phòng."""
    form = skeleton(text)
    if exact := _titles_by_skeleton().get(form):
        return exact
    scored = sorted(((likeness(text, title, 0.6), title) for title in signer_titles()), reverse=True)
    best, second = scored[0], scored[1]
    if best[0] >= 0.84 or (damaged and len(form) >= 8 and best[0] >= 0.68 and best[0] - second[0] >= 0.04):
        return best[1]
    words = text.split()
    for count in range(min(4, len(words) - 1), 1, -1):
        head = " ".join(words[:count])
        near = max(signer_titles(), key=lambda title: likeness(head, title, 0.9))
        if likeness(head, near) >= 0.93 and len(near.split()) == count:
            return f"{near} {normalise_issuer(' '.join(words[count:]))}".strip()
    return None
