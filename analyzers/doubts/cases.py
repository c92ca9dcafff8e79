"""What was received, handled, in time, late and still in hand, told in one sentence or list item.

    tiếp nhận 30.130 hồ sơ; đã giải quyết 29.781 hồ sơ, trong đó trước hạn, đúng hạn 29.632 hồ sơ, chiếm tỷ lệ
    99,5%, trễ hạn 149 hồ sơ; đang giải quyết 349 hồ sơ

Received is handled and in hand; handled is in time and late; the share is that of in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analyzers.annotations import Warning
from analyzers.doubts.counts import COUNT, SHARE, Figure, figure, wrong_share, wrong_sum
from analyzers.doubts.words import Words

_TOLD = re.compile(
    r"(?P<border>\n\s{0,20}\n|\n[^\S\n]{0,20}[-+]\s)"
    rf"|\btiep nhan\b\D{{0,60}}?(?P<received>{COUNT})"
    rf"|\bda (?:giai quyet|xu ly)\b(?P<how>\D{{0,60}}?)(?P<handled>{COUNT})"
    rf"|\bdang (?:tiep tuc )?(?:giai quyet|xu ly)\b\D{{0,40}}?(?P<left>{COUNT})"
    rf"|\b(?:truoc han|dung han)\b(?:\s*(?:va|,)\s*(?:truoc han|dung han))?[^\d;]{{0,30}}?(?P<timely>{COUNT})"
    rf"|\b(?:tre|qua) han\b[^\d;]{{0,30}}?(?P<late>{COUNT})"
    rf"|(?P<before>{COUNT})[^\d;,.]{{0,20}}\b(?:tre|qua) han\b"
    rf"|\b(?:ty le|dat)\b[^;\d]{{0,30}}?(?P<share>{SHARE})"
)
_SOME = re.compile(r"\b(?:dung|truoc|tre|qua) han\b")
"""Behind `đã xử lý`: then what follows is not all that was handled (`đã xử lý đúng hạn 42`)."""
_FAR = {"handled": 700, "left": 400, "timely": 120, "late": 200, "before": 200, "share": 90}
"""Characters behind the figure before it within which a figure belongs to the same case."""


@dataclass(slots=True)
class _Case:
    """The figures of one case so far; `at` is where the last of them ends."""

    at: int = 0
    received: Figure | None = None
    handled: Figure | None = None
    timely: Figure | None = None


def case_doubts(words: Words) -> Iterator[Warning]:
    """The cases whose figures do not fit each other."""
    case = _Case()
    for match in _TOLD.finditer(words.folded):
        kind = match.lastgroup or ""
        if kind in ("border", "received"):
            received = figure(words, match, kind) if kind == "received" else None
            case = _Case(match.end(), received)
            continue
        if match.start() - case.at > _FAR[kind]:
            case = _Case()
        yield from _take(words, case, kind, match)
        case.at = match.end()


def _take(words: Words, case: _Case, kind: str, match: re.Match[str]) -> Iterator[Warning]:
    """Note a figure of a case; what it contradicts is given."""
    if kind == "share":
        if case.timely is not None and case.handled is not None:
            yield from wrong_share(words, match["share"], match.span("share"), case.timely, case.handled)
        return
    found = figure(words, match, kind)
    if kind == "handled":
        case.handled = None if _SOME.search(match["how"]) else found
        case.timely = None
    elif kind == "timely":
        case.timely = found
    elif kind in ("late", "before"):
        if case.timely is not None and case.handled is not None:
            yield from wrong_sum(words, case.handled, [case.timely, found])
    elif case.received is not None and case.handled is not None:
        yield from wrong_sum(words, case.received, [case.handled, found])
