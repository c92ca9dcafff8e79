"""What a document's body says of its head: for documents whose first page lost it."""

from __future__ import annotations

import re
from collections import Counter

from analyzers.bodies import closest, find_provinces
from analyzers.folding import fold
from analyzers.header.fields import correct_series, document_types
from analyzers.period import find_period

_OPENING = 4000
_AS_FOLLOWS = re.compile(r"nh[uwi]{1,2}\s+s[ae]u")
_VERBS = {
    "Báo cáo": re.compile(
        r"\bb[a-z0-9]{1,2}o\s+c[a-z0-9]{1,2}o\s+(?:viec\s+)?"
        r"(?:k\w{1,3}t qu\w{1,2}|tinh hinh|viec|v\w{1,2}|cong tac|so ket|tong ket|nhu)"
    ),
    "Kế hoạch": re.compile(r"\b(?:xay d[uw]\w{0,2}ng|ban hanh|dang ky)\s+k\w{1,3}\s+hoach\b"),
    "Thông báo": re.compile(r"\bth[o0]ng b[a-z]{1,2}o\s+(?:ket luan|nhu|ve|noi dung)"),
    "Tờ trình": re.compile(r"\bk[il1]nh trinh\b"),
    "Chương trình": re.compile(r"\b(?:xay dung|ban hanh)\s+chuong trinh\b"),
    "Hướng dẫn": re.compile(r"\bhuong dan\s+(?:mot so|viec|thuc hien|nhu)"),
}
_SELF = re.compile(
    r"tren day la\s+(?P<a>[a-z ]{4,20})|"
    r"(?P<b>b\w{1,2}o c\w{1,2}o|k\w{1,3} hoach|thong b\w{1,2}o|chi thi|quyet dinh|chuong trinh|"
    r"huong dan) n\w{1,2}y\b"
)
_ATTACHED = re.compile(
    r"(?m)^\W*\(\s*(?:ban hanh\s+)?k\w{1,2}m theo\s+"
    r"(?P<type>[a-z ]{6,14}?)\s+s\w{1,2}\s*[:.]?\s*[*_]*\s*(?P<number>\d{1,5})[*_]*"
    r"\s*/\s?(?P<series>[\w&]+(?:\s?-\s?[\w&]+)+)\s+ngay\s+[*_]*"
    r"(?P<day>\d{1,2})\s*(?:/|thang)\s*(?P<month>\d{1,2})\s*(?:/|nam)\s*(?P<year>\d{4})"
)
_ISSUER = re.compile(
    r"(?:^|[,;.]\s|\n\s*)(?P<issuer>(?:v\w{1,3}n ph\w{1,3}ng|so|s&|ban|ubnd|"
    r"u\w ban nh\w{1,3}n d\w{1,2}n|b[o0]|chi cuc|cuc|thanh tra)\b[^,;:.\n()]{0,60}?)"
    r"\s*(?:\([^)\n]{0,60}(?:\n[^)\n]{0,60})?\)\s*)?(?:de nghi\s+)?"
    r"(?:b[a-z]{1,2}o c[a-z]{1,2}o|xay d\w{1,3}ng|ban hanh|th[o0]ng b[a-z]{1,2}o|k[il1]nh trinh|trien khai)\b"
)


def opening(text: str, start: int) -> tuple[int, int]:
    """The span of the body's first paragraphs, up to `như sau:` if it stands there."""
    end = min(len(text), start + _OPENING)
    match = _AS_FOLLOWS.search(fold(text[start:end]))
    return start, start + match.end() if match else min(end, start + 1500)


def doc_type_from(text: str, start: int) -> str | None:
    """The type that the body calls itself: `... báo cáo kết quả ... như sau`, `Kế hoạch này`."""
    first, last = opening(text, start)
    folded = " ".join(fold(text[first:last]).split())
    sentence = folded[-900:]
    found = {}
    for name, pattern in _VERBS.items():
        for match in pattern.finditer(sentence):
            found[name] = match.start()
    if found:
        return max(found, key=lambda name: found[name])
    names = Counter(_named(match) for match in _SELF.finditer(fold(text)))
    names.pop(None, None)
    return names.most_common(1)[0][0] if names else None


def _named(match: re.Match[str]) -> str | None:
    printed = (match["a"] or match["b"]).strip()
    for name in document_types():
        if printed.startswith(fold(name)):
            return name
    return None


def issuer_from(text: str, start: int) -> str | None:
    """The issuer as the opening names it (`Văn phòng UBND tỉnh (Văn phòng) báo cáo ...`)."""
    first, last = opening(text, start)
    folded = fold(text[first:last])
    found = None
    for match in _ISSUER.finditer(folded):
        found = match
    if found is None:
        return None
    return " ".join(text[first + found.start("issuer") : first + found.end("issuer")].split())


def province_from(text: str) -> str | None:
    """The province that the text names most often, None where two are named about as often."""
    counts = Counter(name for _, _, name in find_provinces(text[:60_000]))
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]


def attached_to(text: str, start: int, doc_type: str | None) -> tuple[str, str] | None:
    """`(number, ISO date)` that an appendix names as its document's, if that is of type `doc_type`."""
    for match in _ATTACHED.finditer(fold(text), start):
        printed = text[match.start("series") : match.end("series")]
        if doc_type is None or closest(match["type"], document_types(), least=0.75) != doc_type:
            continue
        day = f"{match['year']}-{int(match['month']):02d}-{int(match['day']):02d}"
        return f"{match['number']}/{correct_series(printed, expected=doc_type)[0]}", day
    return None


def period_from(text: str, start: int) -> str | None:
    """The period that the opening sentence reports on: what stands after its verb, before `như sau`."""
    first, last = opening(text, start)
    folded = fold(text[first:last])
    if not _AS_FOLLOWS.search(folded):
        return None
    verbs = [match.start() for pattern in _VERBS.values() for match in pattern.finditer(folded)]
    return find_period(text[first + max(verbs) : last]) if verbs else None
