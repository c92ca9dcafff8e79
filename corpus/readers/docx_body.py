"""Paragraphs, tables, boxes and fields of a DOCX part as lines of text (ECMA-376 part 1, section 17)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.readers.docx_numbering import Numbering, W, integer
from corpus.readers.tables import table_lines

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LEFT_OUT = frozenset(W + name for name in ("del", "moveFrom", "rt", "instrText", "delText", "pPr", "rPr"))
_NO_VALUE = frozenset({"0", "false", "off", "none"})
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_MOST_DEPTH = 60
"""Nesting of tables and boxes beyond which the content is left out; Word itself stops far earlier."""


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    number: tuple[str | None, int | None]
    caps: bool | None
    hidden: bool | None
    borders: bool


class Styles:
    """What a style hands down to the paragraphs, runs and tables that name it."""

    def __init__(self, root: Any | None) -> None:
        self._styles: dict[str, _Style] = {}
        for style in root.iter(W + "style") if root is not None else ():
            self._styles[style.get(W + "styleId", "")] = _style(style)

    def _chain(self, name: str | None) -> Iterator[_Style]:
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = self._styles[name].based_on

    def number(self, name: str | None) -> tuple[str | None, int | None]:
        return next((style.number for style in self._chain(name) if style.number[0]), (None, None))

    def caps(self, name: str | None) -> bool | None:
        return next((style.caps for style in self._chain(name) if style.caps is not None), None)

    def hidden(self, name: str | None) -> bool | None:
        return next((style.hidden for style in self._chain(name) if style.hidden is not None), None)

    def borders(self, name: str | None) -> bool:
        return any(style.borders for style in self._chain(name))


def _style(element: Any) -> _Style:
    based = element.find(W + "basedOn")
    return _Style(
        None if based is None else based.get(W + "val"),
        _number_of(element.find(W + "pPr")),
        _flag(element.find(W + "rPr"), "caps"),
        _flag(element.find(W + "rPr"), "vanish"),
        _has_borders(element.find(f"{W}tblPr/{W}tblBorders")),
    )


def _flag(properties: Any | None, name: str) -> bool | None:
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(W + "val") not in _NO_VALUE


def _number_of(properties: Any | None) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(W + "numPr")
    if found is None:
        return (None, None)
    num_id, level = found.find(W + "numId"), found.find(W + "ilvl")
    return (
        "0" if num_id is None else num_id.get(W + "val"),
        None if level is None else integer(level.get(W + "val")),
    )


def _has_borders(borders: Any | None) -> bool:
    return borders is not None and any(side.get(W + "val") not in {None, "nil", "none"} for side in borders)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while it is put together; `fields` are the open fields' instructions."""

    parts: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    in_result: list[bool] = field(default_factory=list)

    def add(self, text: str) -> None:
        if not self._dropped():
            self.parts.append(text)

    def _dropped(self) -> bool:
        """Whether the text is an instruction, or the result of a field that prints a page number."""
        for instruction, result in zip(self.fields, self.in_result, strict=True):
            word = instruction.split()[:1]
            if not result or (word and word[0].upper() in _PAGE_FIELDS):
                return True
        return False


class Body:
    """Turns parts of one document into lines; `notes` maps note ids to the marks shown in the text."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._depth = 0
        self.notes: dict[str, dict[str, str]] = {"footnote": {}, "endnote": {}}

    def blocks(self, parent: Any | None) -> list[str]:
        """The lines of all paragraphs and tables in `parent`, empty ones left out."""
        if parent is None or self._depth > _MOST_DEPTH:
            return []
        self._depth += 1
        lines: list[str] = []
        carried = ""
        for child in _block_children(parent):
            if child.tag == W + "p":
                line, boxes, joins = self._paragraph(child)
                carried += line
                if joins:
                    continue
                lines += [part.rstrip() for part in carried.split("\n") if part.strip()] + boxes
                carried = ""
            else:
                lines += self._table(child)
        self._depth -= 1
        return lines + ([carried.rstrip()] if carried.strip() else [])

    def _paragraph(self, element: Any) -> tuple[str, list[str], bool]:
        """Its text, the lines of its boxes, and whether its end was deleted, so that the next one joins."""
        properties = element.find(W + "pPr")
        style = _style_name(properties, "pStyle")
        paragraph = _Paragraph()
        self._inline(element, paragraph, style)
        text = "".join(paragraph.parts)
        joins = element.find(f"{W}pPr/{W}rPr/{W}del") is not None
        label = self._label(properties, style)
        if text.strip() or any(char.isalnum() for char in label):  # an empty cell may print its number
            text = label + text
        return text, paragraph.boxes, joins

    def _label(self, properties: Any | None, style: str | None) -> str:
        num_id, level = _number_of(properties)
        inherited_id, inherited_level = self._styles.number(style)
        if num_id is None:
            num_id = inherited_id
        if num_id is None or num_id == "0":
            return ""
        return self._numbering.label(num_id, level if level is not None else inherited_level or 0)

    def _inline(self, element: Any, paragraph: _Paragraph, style: str | None) -> None:
        for child in element:
            tag = child.tag
            if tag in _LEFT_OUT:
                continue
            if tag == W + "r":
                self._run(child, paragraph, style)
            elif tag == W + "fldSimple":
                if child.get(W + "instr", "").split()[:1] not in [[name] for name in _PAGE_FIELDS]:
                    self._inline(child, paragraph, style)
            elif tag == _MATH_TEXT:
                paragraph.add(child.text or "")
            elif tag == _MC + "AlternateContent":
                self._alternative(child, paragraph, style)
            elif tag == W + "txbxContent":
                paragraph.boxes += self.blocks(child)
            else:
                self._inline(child, paragraph, style)

    def _alternative(self, element: Any, paragraph: _Paragraph, style: str | None) -> None:
        """One of the forms of the same content: the newest that there is."""
        forms = [child for child in element if child.tag in {_MC + "Choice", _MC + "Fallback"}]
        if forms:
            self._inline(forms[0], paragraph, style)

    def _run(self, run: Any, paragraph: _Paragraph, style: str | None) -> None:
        properties = run.find(W + "rPr")
        own = _style_name(properties, "rStyle")
        if _first(_flag(properties, "vanish"), self._styles.hidden(own), self._styles.hidden(style)):
            return
        caps = _first(_flag(properties, "caps"), self._styles.caps(own), self._styles.caps(style))
        for child in run:
            text = self._run_text(child, paragraph)
            if text is not None:
                paragraph.add(text.upper() if caps else text)
            elif child.tag == _MC + "AlternateContent":
                self._alternative(child, paragraph, style)
            elif child.tag not in _LEFT_OUT:
                self._inline(child, paragraph, style)

    def _run_text(self, child: Any, paragraph: _Paragraph) -> str | None:
        name = child.tag.removeprefix(W)
        if name == "t":
            return child.text or ""
        if name in {"tab", "ptab"}:
            return "\t"
        if name in {"br", "cr"}:
            return "\n"
        if name == "noBreakHyphen":
            return "-"
        if name in {"footnoteReference", "endnoteReference"}:
            return self._mark(name.removesuffix("Reference"), child)
        if name == "fldChar":
            _field(child, paragraph)
            return ""
        if name == "instrText" and paragraph.fields and not paragraph.in_result[-1]:
            paragraph.fields[-1] += child.text or ""
        return None

    def _mark(self, kind: str, reference: Any) -> str:
        marks = self.notes[kind]
        custom = reference.get(W + "customMarkFollows") not in {None, "0", "false"}
        own = str(sum(len(known) for known in self.notes.values()) + 1)
        mark = marks.setdefault(reference.get(W + "id", ""), own)
        return "" if custom else f"[{mark}]"

    def _table(self, element: Any) -> list[str]:
        rows = [
            self._row(row)
            for row in _block_children(element, W + "tr")
            if row.find(f"{W}trPr/{W}del") is None
        ]
        properties = element.find(W + "tblPr")
        style = _style_name(properties, "tblStyle")
        own = element.find(f"{W}tblPr/{W}tblBorders")
        bordered = _has_borders(own) if own is not None else self._styles.borders(style)
        in_cells = any(_has_borders(borders) for borders in element.iter(W + "tcBorders"))
        return table_lines(rows, bordered=bordered or in_cells)

    def _row(self, row: Any) -> list[list[str]]:
        cells: list[list[str]] = []
        skipped = row.find(f"{W}trPr/{W}gridBefore")
        if skipped is not None:
            cells += [[]] * min(integer(skipped.get(W + "val")), 64)
        for cell in _block_children(row, W + "tc"):
            merge, span = cell.find(f"{W}tcPr/{W}vMerge"), cell.find(f"{W}tcPr/{W}gridSpan")
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            cells.append([] if goes_on else self.blocks(cell))
            cells += [[]] * (min(integer(span.get(W + "val"), 1), 64) - 1 if span is not None else 0)
        return cells


def _first(*values: bool | None) -> bool:
    return next((value for value in values if value is not None), False)


def _style_name(properties: Any | None, kind: str) -> str | None:
    found = None if properties is None else properties.find(W + kind)
    return None if found is None else found.get(W + "val")


def _block_children(parent: Any, *wanted: str) -> Iterator[Any]:
    """Paragraphs and tables (or `wanted`) below `parent`, through controls and tracked insertions."""
    tags = wanted or (W + "p", W + "tbl")
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in {
            W + "sdt",
            W + "sdtContent",
            W + "ins",
            W + "moveTo",
            W + "customXml",
            W + "smartTag",
        }:
            yield from _block_children(child, *wanted)
        elif child.tag == _MC + "AlternateContent" and len(child):
            yield from _block_children(child[0], *wanted)


def _field(char: Any, paragraph: _Paragraph) -> None:
    kind = char.get(W + "fldCharType")
    if kind == "begin":
        paragraph.fields.append("")
        paragraph.in_result.append(False)
    elif kind == "separate" and paragraph.in_result:
        paragraph.in_result[-1] = True
    elif kind == "end" and paragraph.fields:
        paragraph.fields.pop()
        paragraph.in_result.pop()
