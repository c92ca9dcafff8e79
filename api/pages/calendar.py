"""Tasks with a last day as a calendar file (RFC 5545) that office programs can subscribe to or import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from api.desk import Json

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LONGEST = 75
"""Octets of a line (RFC 5545, 3.1)."""
_SUMMARY = 160


def as_calendar(tasks: Iterable[Json], name: str, now: datetime | None = None) -> str:
    """A calendar with one event, a whole day, for each task that has a last day."""
    stamp = (now or datetime.now(UTC)).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tracuu//tasks//VI", f"X-WR-CALNAME:{_text(name)}"]
    for task in tasks:
        if task["due"] is not None:
            lines += _event(task, stamp)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(task: Json, stamp: str) -> list[str]:
    day = date.fromisoformat(task["due"])
    source = task["number"] or Path(task["file"]).name
    about = [
        task["task"],
        *filter(None, (", ".join(task["lead"]), task["product"], task["deadline"])),
        f"{source} ({Path(task['file']).name}:{task['start']}-{task['end']})",
    ]
    words = " ".join(task["task"].split())
    return [
        "BEGIN:VEVENT",
        f"UID:{task['document']}-{task['start']}@tracuu",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(words[:_SUMMARY])}",
        f"DESCRIPTION:{_text(chr(10).join(about))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _text(value: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(escaped.splitlines())


def _folded(line: str) -> Iterator[str]:
    """A content line in parts of at most 75 octets, no character cut in two."""
    part = ""
    for char in line:
        if len((part + char).encode("utf-8")) > _LONGEST:
            yield part
            part = " "
        part += char
    yield part
