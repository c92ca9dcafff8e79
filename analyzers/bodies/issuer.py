"""The name of an issuer as the header gives it, from the lines that stand at the top of a document.

Conventions: `UBND` and `HĐND` are written short, the kind of area in lower case (`UBND tỉnh Quảng
Ngãi`); the office of a committee is `Văn phòng UBND tỉnh ...`, any other body under a provincial
committee carries the province (`Sở Nội vụ tỉnh ...`, `Ban Dân tộc tỉnh ...`), a body under another one
carries that one's name (`Ban Tổ chức Tỉnh ủy Quảng Ngãi`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.bodies.organs import body
from analyzers.bodies.provinces import Province, find_provinces, province
from analyzers.bodies.resemblance import likeness, skeleton
from analyzers.folding import fold

_SPLIT = re.compile(r"\n+|\s+/\s+")
_EDGES = " \t*_#|~-–—.,:;'\"“”‘’()[]"
_CONTINUES = re.compile(
    r"(?:v[aà]|t[il1]nh(?! u)|thanh ph\w|tp\b|huyen(?! u)|thi xa|thi tran|quan(?! u)|xa|phuong|dac khu)\b"
)
_AREA = re.compile(
    r"(?<!\w)(?P<kind>t[il1]nh|t[il1]nn|th[ae]nh\s*ph[o0d6]|tp\.?|huy[e6]n|th[il1]\s*x[ae]|"
    r"quan(?!\s*(?:[l1i]y|tri|su|he|doi|khu|chung))|x[ae3](?!\s*h[o0q]i)|(?<!dia )"
    r"phu[o0]ng|th[il1]\s*tr[ae]n|dac\s*khu)(?!\w)[.\s]*(?!u[yi]\b)"
)
_KINDS = ("tỉnh", "thành phố", "huyện", "thị xã", "quận", "xã", "phường", "thị trấn", "đặc khu")
_COMMITTEES = {
    "UBND": ("Ủy ban nhân dân", "UBND"),
    "HĐND": ("Hội đồng nhân dân", "HĐND"),
    "Tỉnh ủy": ("Tỉnh ủy",),
    "Thành ủy": ("Thành ủy",),
    "Huyện ủy": ("Huyện ủy",),
    "Thị ủy": ("Thị ủy",),
    "Quận ủy": ("Quận ủy",),
    "Đảng bộ": ("Đảng bộ",),
    "Đảng ủy": ("Đảng ủy",),
}
_PARTY_COMMITTEES = ("Tỉnh ủy", "Thành ủy", "Huyện ủy", "Thị ủy", "Quận ủy")
_UNIT_WORDS = {
    *("so", "ban", "phong", "cuc", "vu", "vien", "truong", "hoi", "doan", "bo", "ty", "tam", "va"),
}
_HEADS = {
    *("so", "ban", "phong", "cuc", "vu", "vien", "truong", "hoi", "doan", "bo", "van", "trung", "chi"),
    *("ubnd", "hdnd", "ui", "hoc", "dai", "cong", "thanh", "tinh", "huien", "thi", "quan", "dang", "to"),
    *("toa", "kho", "ngan", "bao", "mat", "iien", "tap", "tong", "thu", "quoc", "chinh", "nha", "benh"),
}
"""First words (skeletons) of the names of bodies; a line that begins otherwise goes on with the one above."""
_SHORT_WORDS = {"ubnd", "hdnd", "mttq", "tp", "dbqh", "tnhh", "mtv", "tthc", "cchc", "kcn"}


@dataclass(frozen=True, slots=True)
class _Unit:
    """One line of the issuer: the body's name and, if it names one, the area (`tỉnh Quảng Ngãi`)."""

    name: str
    area: str | None
    kind: str
    """`committee`, a kind of `Body`, or `other`."""

    @property
    def full(self) -> str:
        return f"{self.name} {self.area}" if self.area else self.name


def normalise_issuer(text: str, province_name: str | None = None) -> str:
    """`text` (lines apart by newlines or ` / `, parent body first) as one name in correct Vietnamese.

    `province_name` is the canonical name that the document's place or text gives; it completes a body
    of a province whose line does not say of which. What no table knows is given in ordinary case as
    printed. Empty if `text` is.
    """
    units = [_read_unit(line) for line in _lines(text)]
    if not units:
        return ""
    last = units[-1]
    parent = units[-2] if len(units) > 1 else None
    home = province(province_name) if province_name else None
    if last.area or last.kind in {"central"} or _is_named_party_committee(last):
        return last.full
    if parent is None:
        return _alone(last, home)
    if last.name in _PARTY_COMMITTEES and parent.area:
        return f"{last.name} {parent.area.split(' ', parent.area.startswith('th') + 1)[-1]}"
    if last.kind == "committee" and parent.area:
        return f"{last.name} {parent.area}"
    return _under(last, parent, home)


def _lines(text: str) -> list[str]:
    """The printed lines, a line that only goes on with the one before joined to it."""
    lines: list[str] = []
    for raw in _SPLIT.split(text):
        line = " ".join(raw.split()).strip(_EDGES)
        if not line:
            continue
        unfinished = bool(lines) and re.search(r"(?:\bva|[,-])$", fold(lines[-1])) is not None
        if lines and (unfinished or _CONTINUES.match(fold(line)) or not _begins_body(line)):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _begins_body(line: str) -> bool:
    first = skeleton(line.split()[0])
    return first in {skeleton(word) for word in _HEADS} or body(line) is not None or bool(_committee(line)[0])


def _is_named_party_committee(unit: _Unit) -> bool:
    return unit.name.startswith(_PARTY_COMMITTEES) and unit.name not in _PARTY_COMMITTEES


def _alone(unit: _Unit, home: Province | None) -> str:
    if home is None or find_provinces(unit.name):
        return unit.name
    if unit.name in _PARTY_COMMITTEES:
        return f"{unit.name} {home.name}"
    if unit.name == "Văn phòng":
        return f"Văn phòng UBND {home.full_name}"
    if unit.kind in {"committee", "department", "local"}:
        return f"{unit.name} {home.full_name}"
    return unit.name


def _under(unit: _Unit, parent: _Unit, home: Province | None) -> str:
    if find_provinces(unit.name):
        return unit.name
    above = parent.full if parent.area else _alone(parent, home)
    if unit.kind == "committee":
        return above if unit.name in above else f"{unit.name} {above}"
    if parent.name == "UBND" and unit.name != "Văn phòng":
        area = above.removeprefix("UBND ").strip()
        return f"{unit.name} {area}" if area != "UBND" else unit.name
    if above == "Đảng bộ" or above.startswith("Đảng bộ "):
        return unit.name
    return f"{unit.name} {above}"


def _read_unit(line: str) -> _Unit:
    whole = body(line)
    if whole is not None:
        return _Unit(whole.name, None, whole.kind)
    together = [body(part) for part in line.split(" - ")] if line.count(" - ") else []
    if together and all(together):
        return _Unit(" - ".join(item.name for item in together if item), None, "central")
    head, area = _split_area(line)
    committee, rest = _committee(head)
    if committee:
        if rest and not area:
            near = province(rest)
            named = near.name if near else _ordinary_case(rest, proper=True)
            if committee in _PARTY_COMMITTEES:
                return _Unit(f"{committee} {named}", None, "committee")
            area = near.full_name if near else named
        return _Unit(committee, area, "committee")
    known = body(head)
    if known is not None:
        return _Unit(known.name, area, known.kind)
    return _Unit(_ordinary_case(head), area, "other")


def _committee(head: str) -> tuple[str | None, str]:
    """`(short name, what follows it)` of a committee or Party committee that `head` begins with."""
    words = head.split()
    best: tuple[float, str, str] | None = None
    for short, names in _COMMITTEES.items():
        for name in names:
            for size in {len(name.split()), len(name.split()) - 1} - {0}:
                score = likeness(" ".join(words[:size]), name)
                least = 0.78 if len(skeleton(name)) > 7 else 0.86
                if score >= least and (best is None or score > best[0]):
                    best = (score, short, " ".join(words[size:]).strip(_EDGES))
    return (best[1], best[2]) if best else (None, head)


def _split_area(line: str) -> tuple[str, str | None]:
    """`line` as body and area: `UBND TINH PONGNAI` is `UBND` and `tỉnh Đồng Nai`."""
    match = _AREA.search(fold(line))
    if match is None or match.start() == 0:
        return line, None
    kind = _kind(match["kind"])
    name = line[match.end() :].strip(_EDGES)
    head = line[: match.start()].strip(_EDGES)
    if not name:
        return head, None
    if kind in {"tỉnh", "thành phố"} and (found := province(name)):
        return head, found.full_name if found.kind == kind or found.name.startswith(
            "TP."
        ) else f"{kind} {found.name}"
    return head, f"{kind} {_ordinary_case(name, proper=True)}"


def _kind(printed: str) -> str:
    form = skeleton(printed)
    if form == "tp":
        return "thành phố"
    return max(_KINDS, key=lambda kind: likeness(printed, kind))


def _ordinary_case(text: str, proper: bool = False) -> str:
    """Capitals as in running text; `proper` names keep one at each word. Mixed case stays as it is."""
    letters = [char for char in text if char.isalpha()]
    if not letters or sum(char.isupper() for char in letters) < 0.7 * len(letters):
        return text
    words = []
    previous = ""
    for word in text.split():
        plain = fold(word).strip(_EDGES)
        if plain in _SHORT_WORDS:
            words.append(word)
        elif proper or not words or previous in _UNIT_WORDS:
            words.append(word[:1] + word[1:].lower())
        else:
            words.append(word.lower())
        previous = plain
    return _with_provinces(" ".join(words), text)


def _with_provinces(lowered: str, printed: str) -> str:
    for start, end, name in reversed(find_provinces(" ".join(printed.split()))):
        lowered = lowered[:start] + name + lowered[end:]
    return lowered
