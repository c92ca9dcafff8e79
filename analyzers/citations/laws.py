"""Laws that are cited by name: `Luật Đất đai năm 2024`, `Bộ luật Lao động`, `Luật PCTN năm 2018`.

A name ends where one of `law_names.txt` ends, which also gives its spelling in damaged text. A name
that is not in the table is read up to the first word or sign that no name goes on with, and only in
undamaged text; it is trusted less.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.citations.ocr import Phrase, prefix_distance, shapes, skeleton
from analyzers.citations.tables import law_names
from analyzers.folding import fold
from analyzers.reading import Reading

_FIND = re.compile(r"l(?:uat|uai|udt|uit|uet|ugt)(?!\w)|phap\s+lenh|hien\s+phap")
_KINDS = {"luat": "Luật", "phaplenh": "Pháp lệnh", "hienphap": "Hiến pháp"}
_NOT_A_LAW = re.compile(r"(?:phap|phép|phdp|phip|phap\W|phäp|ky|k¥|quy|dao|ren|phi)\s*\Z")
_BEFORE_LETTER = re.compile(r"\w\Z")
_AMENDING = re.compile(
    r"[\s*]+s\S?a\s+d\S{1,2}i(?P<also>,?\s+b\S{1,2}\s+s\S{1,2}g)?"
    r"(?P<some>\s+m\S{1,2}t\s+\S{1,3}\s+d\S{2,4}(?=\s))?"
)
_YEAR = re.compile(r"[\s*]+n\S{1,2}m[\s*]+(?P<year>(?:19|20)\d\d)(?!\d)")
_NUMBERED = re.compile(r"[\s*,]*(?:s[o0ốóôb6é]?\S?[\s:*]*)?\d{1,3}\s*/\s*(?:19|20)\d\d\s*/")
_OTHER_END = re.compile(
    r"[.;:()\[\]\"”\n/]|(?<!Phòng),|\s(?:và các|và luật|và bộ luật|và nghị|và thông|hoặc|hiện hành|"
    r"quy định|của|được|có|năm|ngày|số|này|thì|do|tại|theo|để|đã|trong|cho|khi|với|như|là|từ|về việc|"
    r"ban hành|thông qua|hướng dẫn|đối với|bao gồm|gồm|phải|không|bằng|mà|nếu|nhằm|thay thế|"
    r"sau khi|còn)(?=\W|$)",
    re.IGNORECASE,
)
_NEXT_LAW = re.compile(
    r"[\s*]*(?P<mark>,|v[ae](?=\s)|(?P<of>c\S{1,3}(?=\s)))?[\s*]*(?=(?:b\S\s+)?lu\St(?!\w)|phap\s+lenh)"
)
_HANGING = re.compile(r"(?:\s(?:và|hoặc|vào|các))+$")
_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class NamedLaw:
    """A law by name: its kind, `canonical` name (with `năm ...` if printed), its span and confidence."""

    kind: str
    canonical: str
    start: int
    end: int
    confidence: float


@lru_cache(maxsize=1)
def _exact() -> dict[str, re.Pattern[str]]:
    return {kind: _names_pattern(names) for kind, names in law_names().names.items()}


def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(names, key=len, reverse=True)
    parts = [_spelling(fold(name)) for name in ordered]
    return re.compile(r"[\s*]+(?:" + "|".join(f"({part})" for part in parts) + r")(?!\w)")


def _spelling(folded: str) -> str:
    """A name's pattern: any white space for a space, with or without its commas."""
    return re.escape(folded).replace(r"\ ", r"\s+").replace(",", r"(?:,|\s?[-–])?")


@lru_cache(maxsize=1)
def _ordered() -> dict[str, list[str]]:
    return {kind: sorted(names, key=len, reverse=True) for kind, names in law_names().names.items()}


@lru_cache(maxsize=1)
def _short() -> re.Pattern[str]:
    names = "|".join(re.escape(short) for short in sorted(law_names().short, key=len, reverse=True))
    return re.compile(rf"[\s*]+({names})(?!\w)")


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[Phrase, str]]]:
    return {
        kind: [(Phrase(re.sub(r"\W", "", skeleton(name))), name) for name in names]
        for kind, names in law_names().names.items()
    }


def named_laws(reading: Reading, taken: list[tuple[int, int]]) -> list[NamedLaw]:
    """Every law cited by name outside of the spans `taken` (in order), each once."""
    found: list[NamedLaw] = []
    spans = iter([*taken, (len(reading.text) + 1, len(reading.text) + 1)])
    current = next(spans)
    reached = 0
    for match in _FIND.finditer(shapes(reading.folded)):
        start = match.start()
        if start < reached:
            continue
        while current[1] <= start:
            current = next(spans)
        if current[0] <= start:
            continue
        law = law_at(reading, start, match.end())
        if law is not None and law.end <= current[0]:
            found.append(law)
            reached = law.end
    return found


def law_at(reading: Reading, start: int, end: int) -> NamedLaw | None:
    """The law whose kind (`luật`, `pháp lệnh`) is printed at `start:end`, None if no name follows."""
    folded, text = reading.folded, reading.text
    printed = shapes(folded[start:end])
    before = folded[max(0, start - 8) : start]
    if _BEFORE_LETTER.search(before) or _NOT_A_LAW.search(before.rstrip("* ")):
        return None
    kind = _KINDS.get(re.sub(r"\s", "", printed), "Luật")
    if kind == "Luật" and (code := re.search(r"(?<!\w)b[o06q]\s{1,2}\Z", before)):
        kind, start = "Bộ luật", max(0, start - 8) + code.start()
    if kind == "Hiến pháp":
        return _constitution(reading, start, end)
    first = text[end : end + 4].strip(" *\n")[:1]
    clean = "luật" in text[start:end].lower() or "pháp lệnh" in text[start:end].lower()
    name = _name(reading, kind, end, clean)
    if name is None:
        return None
    words, stop, confidence = name
    capital = first.isupper() or _AMENDING.match(folded, end) is not None
    if not capital and not (text[start].isupper() and _sure_of_name(words, confidence)):
        return None
    if _NUMBERED.match(folded, stop):
        return None
    canonical = f"{kind} {words}"
    year = _YEAR.match(folded, stop)
    if year is not None:
        canonical, stop = f"{canonical} năm {year['year']}", year.end()
    return NamedLaw(kind, canonical, start, stop, confidence)


def _sure_of_name(words: str, confidence: float) -> bool:
    """Whether a name that begins without a capital (`Luật tố tụng hành chính`) is one all the same."""
    return (confidence > 0.95 and " " in words) or (
        confidence > 0.7 and (words[0] == "Đ" or words.count(" ") > 1)
    )


def _constitution(reading: Reading, start: int, end: int) -> NamedLaw | None:
    year = _YEAR.match(reading.folded, end)
    if year is None:
        return None
    return NamedLaw("Hiến pháp", f"Hiến pháp năm {year['year']}", start, year.end(), 0.95)


def _name(reading: Reading, kind: str, end: int, clean: bool) -> tuple[str, int, float] | None:
    """The name after the kind: as it should read, where it ends, how sure that is."""
    amending = _AMENDING.match(reading.folded, end)
    if amending is not None:
        return _amending(reading, end, amending, clean)
    return _plain_name(reading, kind, end, clean)


def _plain_name(reading: Reading, kind: str, end: int, clean: bool) -> tuple[str, int, float] | None:
    exact = _exact()[kind].match(reading.folded, end)
    if exact is not None:
        name = _ordered()[kind][(exact.lastindex or 1) - 1]
        return name, exact.end(), 0.97
    short = _short().match(reading.text, end)
    if short is not None:
        return law_names().short[short[1]], short.end(), 0.9
    if clean:
        return _unknown(reading, end)
    return _damaged(reading, kind, end)


def _amending(reading: Reading, end: int, match: re.Match[str], clean: bool) -> tuple[str, int, float] | None:
    """`sửa đổi, bổ sung một số điều của Luật A và Luật B`: up to the end of the last law's name."""
    words, stop, sure = "sửa đổi, bổ sung" if match["also"] else "sửa đổi", match.end(), 0.92
    words += " một số điều" if match["some"] else ""
    first = True
    while (joint := _NEXT_LAW.match(shapes(reading.folded[stop : stop + 40]))) is not None:
        if not first and (joint["of"] or not joint["mark"]):
            break
        head = stop + joint.end()
        inner = _inner(reading, head, clean)
        if inner is None:
            break
        kind, name, stop, confidence = inner
        words += f"{' của' if first else ',' if joint['mark'] == ',' else ' và'} {kind} {name}"
        sure, first = min(sure, confidence), False
    return None if first else (words, stop, sure)


def _inner(reading: Reading, head: int, clean: bool) -> tuple[str, str, int, float] | None:
    """A law inside another's name: kind, name, where it ends, confidence."""
    found = _FIND.search(shapes(reading.folded[head : head + 14]))
    if found is None:
        return None
    kind = "Pháp lệnh" if found[0].startswith("phap") else "Bộ luật" if found.start() else "Luật"
    name = _plain_name(reading, kind, head + found.end(), clean)
    return (kind, *name) if name is not None else None


def _unknown(reading: Reading, end: int) -> tuple[str, int, float] | None:
    text = reading.text
    head = re.compile(r"[ *]+(?=[^\W\d_])").match(text, end)
    if head is None or not text[head.end()].isupper():
        return None
    limit = min(len(text), end + _LONGEST_NAME)
    stop = _OTHER_END.search(text, head.end(), limit)
    last = stop.start() if stop else limit
    words = text[head.end() : last].strip(" ,*")
    if stop is None or not words or fold(words).startswith(("so ", "nay")):
        return None
    words = _HANGING.sub("", words)
    return " ".join(words.split()), head.end() + len(words), 0.55


def _damaged(reading: Reading, kind: str, end: int) -> tuple[str, int, float] | None:
    """The known name that damaged words come nearest to, if one is much nearer than all others."""
    window = skeleton(reading.folded[end : end + _LONGEST_NAME // 2])
    places = [at for at, char in enumerate(window) if char.isalnum()]
    letters = "".join(window[at] for at in places)
    found = _nearest(letters, kind)
    if found is None:
        return None
    name, length, share = found
    return name, end + places[length - 1] + 1, 0.9 - 2 * share


@lru_cache(maxsize=4096)
def _nearest(letters: str, kind: str) -> tuple[str, int, float] | None:
    ranked: list[tuple[float, int, str, int]] = []
    for phrase, name in _phrases()[kind]:
        limit = phrase.length // 5
        fallen = phrase.text[0] == "d" and letters[:1] in "bp"
        distance, length = prefix_distance(phrase, "d" + letters[1:] if fallen else letters, limit)
        if distance <= limit:
            ranked.append((distance / phrase.length, -phrase.length, name, length))
    if not ranked:
        return None
    share, _, name, length = min(ranked)
    return name, length, share
