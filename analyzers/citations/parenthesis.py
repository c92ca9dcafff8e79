"""What stands before a citation in parentheses: its subject, and who issued it.

`Văn phòng đã ban hành Kế hoạch theo dõi thi hành pháp luật (Kế hoạch số 227/KH-VP ngày 01/02/2024)`;
a parenthesis may hold several (`(Quyết định số 19/QĐ-VP và Quyết định số 149/QĐ-VP)`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.citations.subjects import LONGEST, ORGAN, SHORTEST, Spans, essence, goes_on
from analyzers.folding import fold
from analyzers.reading import Reading

_ASIDE = re.compile(r"\([^()\d]{1,60}\)")
_BEGIN = re.compile(
    r"[;:()\f]|[.?!](?=\s)|\n[^\S\n]*\n|(?:^|\n)[^\S\n]*(?:[-+•*=]|[a-z0-9]{1,2}[.)])\s|\bnhu:?\s(?=\s*-)"
)
_NEXT_ITEM = re.compile(r"(?:\bva|,)\s+(?=(?:quyet|ke|nghi|chi|thong|bao|cong|chuong|de|quy|to)\s)")
_INSIDE = 200
"""Characters that the citations of one parenthesis take up at most."""
_LEADING = re.compile(
    r"^(?:[\s,.;:*+=\-–—]+|(?:và|va|v[ềe&é]\S? việc|v[ềe] viec|v[ềe]|v/v)\s+)+", re.IGNORECASE
)
_ACTOR = re.compile(
    rf"(?:(?:^|,\s)(?P<own>)|\b(?:tham muu|trinh|giup)(?:\s+cho)?\s+)(?P<organ>{ORGAN}\b[^,;]{{0,60}}?)\s+"
    r"(?:(?:da|se|ky)\s+)*(?P<act>ban hanh|cong bo|phe duyet|chi dao)\s(?!kem theo)"
)
"""`trình Chủ tịch UBND tỉnh công bố ...`, `..., Văn phòng đã ban hành ...`."""


@dataclass(frozen=True, slots=True)
class Lead:
    """The words that a parenthesised citation stands for; `actor` is who they say issued it, as printed."""

    subject: str | None
    actor: str | None


def lead_before(
    reading: Reading, start: int, end: int, earlier: Spans, later: Spans, kind: str | None
) -> Lead | None:
    """The words before the `(` of a citation; `end` is after its date and issuer, `kind` its type.

    None where it is in no parenthesis that holds only citations. `earlier` and `later` are the citations
    around it: the next item of a list begins behind one that is an item.
    """
    low = max(0, start - LONGEST)
    opened = _opening(reading.text, start, earlier)
    if opened is None or not _closes(reading.text, end, later):
        return None
    stop = low + len(reading.text[low:opened].rstrip(" *\n\t"))
    begin = _clause_begin(reading, low, stop)
    starts = {first for first, _ in earlier}
    cited = min((first for first in starts if begin <= first < stop), default=stop)
    for item in _NEXT_ITEM.finditer(reading.folded, cited, stop):
        if item.end() not in starts and reading.text[item.end()].isupper():
            begin = item.end()
    words = _LEADING.sub("", reading.best(begin, stop)).strip(" *,;:")
    actor, words = _actor(words)
    return Lead(essence(_without_issuing(words, kind)), actor)


def _opening(text: str, start: int, earlier: Spans) -> int | None:
    """Where the parenthesis opens whose first citation is at `start`, or is one of `earlier`."""
    for first in (start, *(first for first, _ in reversed(earlier) if first > start - _INSIDE)):
        if text[max(0, first - 8) : first].rstrip(" *\n\t").endswith("("):
            opened = text.rindex("(", 0, first)
            return opened if ")" not in text[first:start] else None
    return None


def _closes(text: str, end: int, later: Spans) -> bool:
    """Whether the parenthesis closes at `end`, or after further citations that are joined to this one."""
    if re.match(r"[\s*]*\)", text[end : end + 8]):
        return True
    joint = re.match(r"[\s*]*(?:,|;|và|va|v&)\s+(?:số\s+|s\S{0,2}\s)?", text[end : end + 16])
    if joint is None or not later or later[0][0] != end + joint.end():
        return False
    return re.match(r"[^()]*\)", text[later[0][1] : end + _INSIDE]) is not None


def _clause_begin(reading: Reading, low: int, stop: int) -> int:
    begin = low
    for match in _BEGIN.finditer(reading.folded, low, stop):
        if match[0] == "(" and _ASIDE.match(reading.folded, match.start()):
            continue
        if match[0] == ")" and reading.folded.rfind("(", low, match.start()) >= begin:
            continue
        if not goes_on(reading.text, match):
            begin = match.end()
    return begin


def _actor(words: str) -> tuple[str | None, str]:
    """Who the words say issued the document, and the words from the act on."""
    found = [match for match in _ACTOR.finditer(fold(words)) if words[match.start("organ")].isupper()]
    if not found or len(words) - found[-1].start("act") < SHORTEST:
        return None, words
    match = found[-1]
    return words[match.start("organ") : match.end("organ")], words[match.start("act") :]


def _without_issuing(words: str, kind: str | None) -> str:
    """`ban hành Kế hoạch ...` of a plan is the plan's name; of a decision it is the subject."""
    if kind is not None and fold(words).startswith(f"ban hanh {fold(kind)} "):
        return words[len("ban hành ") :]
    return words
