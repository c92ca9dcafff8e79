"""The foot of a document: whom it goes to (`Nơi nhận`), who signed it and as what.

Decree 30/2020/NĐ-CP, Appendix I, II.7 to II.9: two columns, recipients on the left, the signer's
authority, title and name on the right. Read from a scan the columns come mixed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzers.header.layout import Line, line_at
from analyzers.header.recipients import Recipients, is_rubbish
from analyzers.header.signature import Signature
from analyzers.reading import Reading

_RECIPIENTS = re.compile(r"(?m)^[^\w\n]{0,8}n[a-z0-9]?[il1jt]\s?nh[a-z0-9&@]{0,3}n?\s*[*_]*\s*[:;]")
_SIGNATURE_START = re.compile(r"(?m)^[ \t*_]*(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?[.,]\s?[^\W\d_a-z][^\n]{2,60}$")
_UNLABELLED = re.compile(r"(?m)^[ \t]*(?:[-–—][ \t]*[^\n]{3,90}\n){3,40}?[ \t]*[-–—][ \t]*l[uư]u\s?:\s?vt\b")
"""Recipients from the first dash to the file copy, for where `Nơi nhận:` itself was not read."""
_APPENDIX = re.compile(r"(?m)^[ \t*_#]*(?:ph[uy] ?l[uy]c|b[il1]eu (?:mau|so|[0-9])|mau so)\b|\f")
_MAX_LINES = 60


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot says, and where it stands."""

    start: int
    end: int
    recipients: tuple[str, ...]
    signer: str | None
    signer_title: str | None


def find_feet(reading: Reading) -> list[Foot]:
    """Every foot, in order; the first that is no empty form is the document's own."""
    feet = []
    limit = 0
    for match in _RECIPIENTS.finditer(reading.folded):
        if match.start() < limit:
            continue
        foot = _read_foot(reading, match.start(), match.end())
        feet.append(foot)
        limit = foot.end
    if not any(foot.recipients for foot in feet):
        feet.extend(_unlabelled(reading))
    if not any(foot.recipients or foot.signer_title for foot in feet):
        feet.extend(_signature_only(reading))
    return sorted(feet, key=lambda foot: foot.start)


def _unlabelled(reading: Reading) -> list[Foot]:
    """A foot of which only the list is left; its last line of dashes names the file copy (`Lưu: VT`)."""
    match = _UNLABELLED.search(reading.folded)
    return [_read_foot(reading, match.start(), match.start())] if match else []


def _signature_only(reading: Reading) -> list[Foot]:
    """A foot without recipients: the line of authority and what follows it."""
    for match in _SIGNATURE_START.finditer(reading.text):
        lines = _block_lines(reading, match.start())
        signature = Signature()
        used = signature.read(reading, lines)
        if signature.title and used:
            return [Foot(match.start(), lines[used - 1].end, (), signature.name, signature.title)]
    return []


def _block_lines(reading: Reading, start: int) -> list[Line]:
    text = reading.text
    stop = _APPENDIX.search(reading.folded, start + 1, start + 6000)
    limit = stop.start() if stop else min(len(text), start + 6000)
    lines: list[Line] = []
    while start < limit and len(lines) < _MAX_LINES:
        end = text.find("\n", start, limit)
        end = limit if end < 0 else end
        lines.append(line_at(reading, start, end))
        start = end + 1
    return lines


def _read_foot(reading: Reading, start: int, after: int) -> Foot:
    lines = _block_lines(reading, start)
    first = line_at(reading, after, lines[0].end) if lines and lines[0].end >= after else None
    signature = Signature()
    recipients = Recipients(reading)
    if first is not None and first.text:
        left = signature.take_title(reading, first)
        recipients.two_columns = left is not first
        if left.text:
            recipients.add_first(left)
    last = _read_lines(reading, lines[1:], recipients, signature)
    end = max(last, lines[0].end if lines else after, after)
    above = None if signature.title else _signature_above(reading, start)
    if above is not None:
        signature = above[1]
        start = above[0]
    elif signature.title is None:
        start = _title_above(reading, start, signature)
    return Foot(start, end, recipients.finished(), signature.name, signature.title)


def _signature_above(reading: Reading, start: int) -> tuple[int, Signature] | None:
    """A signature that was read before the recipients (right column first)."""
    begin = max(0, start - 500)
    found = None
    for match in _SIGNATURE_START.finditer(reading.text, begin, start):
        found = match
        break
    if found is None:
        return None
    signature = Signature()
    signature.read(reading, [line for line in _block_lines(reading, found.start()) if line.end <= start])
    return (found.start(), signature) if signature.title else None


def _title_above(reading: Reading, start: int, signature: Signature) -> int:
    """Takes the title that stands alone on the line above the recipients; where the foot begins then."""
    stop = len(reading.text[:start].rstrip())
    line = line_at(reading, reading.text.rfind("\n", 0, stop) + 1, stop)
    if not line.text or "\f" in reading.text[stop:start]:
        return start
    return line.start if signature.take_title(reading, line) is not line and signature.title else start


def _read_lines(reading: Reading, lines: Sequence[Line], recipients: Recipients, signature: Signature) -> int:
    """Reads what follows `Nơi nhận:`; gives the end of the last line that belongs to the foot."""
    last = 0
    gap = 0
    for index, line in enumerate(lines):
        if not line.text:
            gap += 1
            if gap > 9:
                break
            continue
        if recipients.closed and signature.complete:
            break
        left = signature.take_title(reading, line)
        if left is not line:
            recipients.two_columns = recipients.two_columns or bool(left.text)
        if left.text and recipients.accepts(left, gap):
            left = signature.take_tail_name(reading, left)
            recipients.add(left)
        elif left.text and not signature.take_name(reading, left, recipients.closed):
            if _is_body_again(left) or (recipients.closed and gap > 4):
                break
            if not is_rubbish(left) and index > 0 and recipients.closed:
                break
            gap = 0
            continue
        gap = 0
        last = line.end
    return last


def _is_body_again(line: Line) -> bool:
    return (
        len(line.text) > 90
        or re.match(r"(?:ubnd|uy ban|cong hoa|doc lap|bieu|danh sach|stt)\b", line.folded) is not None
    )
