"""Puts the lines of a scanned form together to rows.

A code begins a row. Where OCR set the code of a wrapped cell in the middle of it, the line above waits until
the code comes; what follows a row without code goes on in its name, its unit or its note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.folding import fold
from analyzers.indicators.columns import is_head
from analyzers.indicators.forms import Forms
from analyzers.indicators.printed import SO, PrintedLine, parse
from analyzers.indicators.rows import FormRow
from analyzers.indicators.units import UnitAt
from analyzers.reading import Reading
from analyzers.sections.lines import Layout

_UNIT_HEAD = re.compile(r"[\s|-]*[DĐPB]\W?o\W{0,2}n\W?\s?v\S.*$")
_PART_CODE = re.compile(r"[\W_]*(?:[IVXl|1]{1,4}|[A-E]|18%|[IVX1l|]{1,3}[%.,]*)[\s|.,]+")


class RowBuilder:
    """Puts lines together to rows."""

    def __init__(
        self,
        reading: Reading,
        layout: Layout,
        units: Sequence[UnitAt | None],
        forms: Forms,
    ) -> None:
        self._reading, self._layout, self._units, self._form_at = reading, layout, units, forms.at
        self._borders = forms.borders
        self._rows: list[FormRow] = []
        self._pending: list[PrintedLine] = []
        self._in_head = False
        self._titled = False
        self._note_width = 0

    def build(self, lines: Sequence[int]) -> list[FormRow]:
        """The rows of the lines with these numbers."""
        for index in lines:
            self._take(index)
        self._flush()
        return [row for row in self._rows if sum(char.isalpha() for char in row.name) >= 2]

    def _take(self, index: int) -> None:
        line = self._layout.lines[index]
        printed = self._reading.text[line.start : line.end]
        if any(at in self._borders for at in range(line.start, min(line.start + 16, line.end))):
            self._flush()
            self._in_head = self._titled = True
            return
        if self._is_part(printed):
            self._flush()
            self._part(line.start, line.end, printed)
            return
        if is_head(fold(printed)):
            self._flush()
            self._in_head, self._titled = True, False
            return
        parsed = self._parse(index)
        if self._in_head and not parsed.has_code and (parsed.unit is None or self._titled):
            return
        self._in_head = self._titled = False
        self._place(parsed)

    def _is_part(self, printed: str) -> bool:
        """`II |CẢI CÁCH THỦ TỤC HÀNH CHÍNH | Đơn vị tính | Số liệu`: the title of a part of the form."""
        match = _PART_CODE.match(printed)
        if match is None:
            return False
        letters = [char for char in printed[match.end() :][:16] if char.isalpha()]
        return len(letters) >= 8 and sum(char.isupper() for char in letters) >= 0.85 * len(letters)

    def _part(self, start: int, end: int, printed: str) -> None:
        match = _PART_CODE.match(printed)
        at = match.end() if match is not None else 0
        stop = at + len(_UNIT_HEAD.sub("", printed[at:].partition("|")[0]))
        words = self._reading.best(start + at, start + stop).strip(' |-~:.,"“”')
        row = FormRow(
            start, end, self._form_at(start), code=printed[:at].strip(" |.,"), name=words, clean=False
        )
        row.part = True
        self._rows.append(row)
        self._in_head = self._titled = False

    def _parse(self, index: int) -> PrintedLine:
        line = self._layout.lines[index]
        printed = self._reading.text[line.start : line.end]
        loose = self._done() and not self._is_note(printed)
        return parse(printed, line, self._units[index], loose)

    def _done(self) -> bool:
        """Whether the last row has a name, so that the next words may begin another."""
        last = self._rows[-1] if self._rows else None
        return last is None or last.part or last.unit is not None or len(last.name.split()) > 1

    def _place(self, line: PrintedLine) -> None:
        printed = self._reading.text[line.start : line.end].strip()
        chosen = bool(self._rows) and (self._rows[-1].unit or "").endswith("=") and len(printed) == 1
        if chosen or (not line.has_code and (self._is_note(printed) or "=" in printed) and self._rows):
            self._continue(line, self._name_of(line))
            return
        words = self._name_of(line)
        weak = sum(len(word) > 2 and word.isalpha() for word in words.split()) < 2
        if line.has_code and not (weak and line.unit is None and line.value is None and not self._pending):
            if not weak and not (words[:1].islower() and len(self._pending) == 1):
                self._flush()
            self._open(line, words)
        elif (line.has_code and not self._pending and weak and (not words or len(words) < 3)) or (
            line.unit is not None and self._done() and (not weak or self._pending) and words[:1].isupper()
        ):
            self._open(line, words)
        elif self._done() and words[:1].isupper() and line.unit is None:
            self._pending.append(line)
        else:
            self._continue(line, words)

    def _name_of(self, line: PrintedLine) -> str:
        words = self._reading.best(line.text_start, line.name_end) if line.text_start < line.name_end else ""
        words = words.strip(" |[]_~")
        return SO.sub("Số", words, count=1) if SO.match(words) else words

    def _open(self, line: PrintedLine, words: str) -> None:
        """Begins a row; lines that wait are the beginning of its name."""
        before = [self._name_of(one) for one in self._pending]
        start = self._pending[0].start if self._pending else line.start
        self._pending.clear()
        row = FormRow(start, line.end, self._form_at(start), code=line.code, clean=False)
        row.name = " ".join(part for part in (*before, words) if part)
        self._rows.append(row)
        self._fill(row, line)

    def _fill(self, row: FormRow, line: PrintedLine) -> None:
        row.end = max(row.end, line.end)
        if line.unit is not None and row.unit is None:
            row.unit = line.unit.name
        if line.value is not None and row.value is None:
            row.value = line.value
            if line.guessed:
                row.doubts.append(f"Giá trị đọc từ ký hiệu không rõ: “{line.value}”")
        if line.value is None and line.guessed:
            row.doubts.append("Không đọc được giá trị")
        note = self._reading.best(line.note_start, line.end) if line.note_start < line.end else ""
        note = note.strip(" |[]:;.'’`")
        if note and any(char.isalnum() for char in note):
            self._note_width = max(10, len(note))
            row.note = f"{row.note} {note}" if row.note else note

    def _is_note(self, words: str) -> bool:
        last = self._rows[-1] if self._rows else None
        return last is not None and last.note is not None and len(words) <= self._note_width + 4

    def _continue(self, line: PrintedLine, words: str) -> None:
        """What wraps under a row belongs to its name, its unit or its note."""
        last = self._rows[-1] if self._rows else None
        if last is None or last.part:
            self._pending.append(line)
            return
        last.end = max(last.end, line.end)
        if line.unit is not None and last.unit is None:
            last.name = f"{last.name} {words}".strip()
            self._fill(last, line)
            return
        raw = self._reading.text[line.start : line.end]
        if "=" in raw or (last.unit or "").endswith("="):
            self._choice(last, line, raw)
            return
        printed = self._reading.best(line.start, line.end).strip(" |'’")
        if last.unit == "Cơ quan" and re.search(r"\bd?[o0]n v\S$", fold(printed)):
            last.unit = "Cơ quan, đơn vị"
            printed = printed.rsplit(maxsplit=2)[0] if len(printed.split()) > 2 else ""
        if last.note is None:
            last.name = f"{last.name} {printed}".strip()
        else:
            name, note = _divide(last.name, printed, self._note_width)
            last.name = f"{last.name} {name}".strip()
            last.note = f"{last.note} {note}".strip()

    def _choice(self, row: FormRow, line: PrintedLine, raw: str) -> None:
        """`chức   Không = 0`: the rest of a name and of a unit that lists choices."""
        match = re.search(r"(?:[A-ZĐ]\w*\s)?\w*\s?=.*$|^\W*\d\W*$", raw)
        at = match.start() if match is not None else len(raw)
        if at:
            row.name = f"{row.name} {self._reading.best(line.start, line.start + at)}".strip(" |'’")
        row.unit = f"{row.unit or ''} {raw[at:].strip(' |')}".strip() or None

    def _flush(self) -> None:
        """Lines that wait and turned out to begin no row belong to the last one, or are rows without code."""
        waiting, self._pending = self._pending, []
        for line in waiting:
            words = self._name_of(line)
            last = self._rows[-1] if self._rows else None
            if sum(len(word) > 2 for word in words.split()) < 3 and last is not None and not last.note:
                continue
            if last is None or last.part or line.after_gap or line.value is not None:
                row = FormRow(line.start, line.end, self._form_at(line.start), clean=False)
                row.name, row.value = words, line.value
                self._rows.append(row)
                continue
            if last.note is not None:
                last.note = f"{last.note} {words}"
            else:
                last.name = f"{last.name} {words}"
            last.end = max(last.end, line.end)


def _divide(name: str, printed: str, width: int) -> tuple[str, str]:
    """A wrapped line as the rest of the name and the rest of the note."""
    words = printed.split()
    if name.count("(") > name.count(")"):
        at = next((i for i, word in enumerate(words) if ")" in word), None)
        if at is not None:
            return " ".join(words[: at + 1]), " ".join(words[at + 1 :])
    if len(printed) <= width + 4:
        return "", printed
    size = 0
    for index in range(len(words) - 1, -1, -1):
        size += len(words[index]) + 1
        if size > width + 1:
            return " ".join(words[: index + 1]), " ".join(words[index + 1 :])
    return printed, ""
