"""Small pieces that several reports for people share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.text import Text

from api.highlight import marked_pieces
from api.messages import Speaker

SHOWN_QUOTE = 400
"""Characters of a passage that are shown before it is cut."""


def one_line(text: str) -> str:
    """Words with single spaces, and no control characters that a terminal would obey."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def cut(text: str, most: int = SHOWN_QUOTE) -> str:
    """The beginning of a long text, ending at a word."""
    line = one_line(text)
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def window(text: str, query: str, most: int = SHOWN_QUOTE) -> str:
    """The stretch of a long passage that says most of what the query asks for, cut at words."""
    line = one_line(text)
    if len(line) <= most:
        return line
    marks: list[tuple[int, int]] = []
    at = 0
    for piece in marked_pieces(line, query):
        if piece.marked:
            marks.append((at, len(piece.text)))
        at += len(piece.text)
    starts = [0, *(max(0, mark - 40) for mark, _ in marks)]
    best = max(starts, key=lambda s: (sum(n for mark, n in marks if s <= mark < s + most - 40), -s))
    first = best and line.find(" ", best) + 1
    shown = line[first : first + most]
    last = first + most < len(line)
    return ("… " if first else "") + (shown.rsplit(" ", 1)[0] + " …" if last else shown)


def place(item: Mapping[str, Any]) -> Text:
    """Where something stands: `file:start-end`, with the folder left out."""
    return Text(f"{Path(item['file']).name}:{item['start']}-{item['end']}", style="cyan", no_wrap=True)


def day(date: str | None) -> str:
    """An ISO date as it is written in Vietnam; what is no date stays as it is."""
    parts = (date or "").split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else date or ""


def titled(header: Mapping[str, Any], say: Speaker) -> str:
    """What a document is called: its type and number, else its title."""
    if header["number"]:
        name = f"{header['doc_type'] or say('document')} {header['number']}"
        return f"{name}, {day(header['date'])}" if header["date"] else name
    return cut(header["title"] or header["doc_type"] or say("document.unnamed"), 90)


def highlighted(text: str, query: str) -> Text:
    """A passage with what the query asked for in bold."""
    shown = Text()
    for piece in marked_pieces(text, query):
        shown.append(piece.text, style="bold yellow" if piece.marked else "")
    return shown


def next_steps(say: Speaker, *commands: str) -> Text:
    """What to type next."""
    shown = Text(say("next") + "\n", style="dim")
    for command in commands:
        shown.append(f"  {command}\n", style="green")
    shown.rstrip()
    return shown


def quoted(argument: str) -> str:
    """An argument as one types it into a shell."""
    return '"' + re.sub(r'(["\\$`])', r"\\\1", argument) + '"'
