"""The words of a PDF page's text layer with their places, turned so that the text runs from left to right."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from corpus.readers.layout import Grid, Word

_INVISIBLE = 3
_THIN = 2.5
"""Points: a filled path no thicker than this is a ruling line."""
_SPACE = 0.08
"""Gap, in line heights, between two words; a space is 0.2 of the line height in the usual fonts."""
_HYPHENS = "\x02\xad\ufffe"
"""What stands for a printed hyphen: PDFium's own sign at a line's end, and fonts that share the soft one."""
_WIDGET = 20
_MOST_DEPTH = 6
_MOST_OBJECTS = 50_000


@dataclass(frozen=True, slots=True)
class Turn:
    """How the text of a page is turned in the page's own space: 0, 90, 180 or 270 degrees anticlockwise."""

    angle: int
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page (y upwards) as (left, top, right, bottom), upright and y downwards."""
        if self.angle == 90:
            return bottom, left, top, right
        if self.angle == 180:
            return self.width - right, bottom, self.width - left, top
        if self.angle == 270:
            return self.height - top, self.width - right, self.height - bottom, self.width - left
        return left, self.height - top, right, self.height - bottom

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page when its text is upright."""
        return (self.height, self.width) if self.angle % 180 else (self.width, self.height)


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's text layer: lines of words upright, ruled tables, and what the page is made of.

    `margins` are lines that run in other directions than most of the page (the running head of a page
    whose table lies on its side)."""

    lines: list[list[Word]]
    grids: list[Grid]
    turn: Turn
    margins: list[tuple[Turn, list[list[Word]]]]
    characters: int
    unreadable: float
    pictures: float
    invisible: bool


def layer_of(page: Any) -> Layer:
    """The text layer of a `pypdfium2.PdfPage`. `pictures` is the share of the page that images cover,
    `unreadable` the share of characters that stand for nothing, `invisible` text that is not drawn."""
    left, bottom, right, top = page.get_cropbox()
    width, height = max(right - left, 1.0), max(top - bottom, 1.0)
    text_page = page.get_textpage()
    try:
        characters = list(_characters(text_page, left, bottom))
    finally:
        text_page.close()
    angles = Counter(character.angle for character in characters if not character.text.isspace())
    turn = Turn(angles.most_common(1)[0][0] if angles else page.get_rotation() % 360, width, height)
    turned = [
        character for character in characters if character.angle == turn.angle or character.text.isspace()
    ]
    lines = _without_doubles(_lines(turned if angles else characters, turn))
    lines += [[word] for word in _form_values(page, turn, left, bottom)]
    margins = []
    for angle in sorted(set(angles) - {turn.angle}):
        other = [one for one in characters if one.angle == angle or one.text.isspace()]
        margins.append(
            (replace(turn, angle=angle), _without_doubles(_lines(other, replace(turn, angle=angle))))
        )
    pictures, invisible, rulings = _objects(page, left, bottom)
    seen = [character.text for character in characters if not character.text.isspace()]
    strange = sum(
        1
        for char in seen
        if char in "\ufffd\uffff" or (char < " " and char != "\x02") or "\ue000" <= char <= "\uf8ff"
    )
    return Layer(
        lines, grids_of([turn.box(*ruling) for ruling in rulings]), turn, margins,
        len(seen),
        strange / max(1, len(seen)), pictures / (width * height), invisible,
    )  # fmt: skip


@dataclass(slots=True)
class _Character:
    text: str
    box: tuple[float, float, float, float]
    angle: int
    generated: bool


def _characters(text_page: Any, x: float, y: float) -> Iterator[_Character]:
    """All characters with their loose boxes (as tall as the font's line), in the page's own space."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    high = 0
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not high:
                continue
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
        angle = raw.FPDFText_GetCharAngle(text_page, index)
        turned = -round(math.degrees(angle) / 90) * 90 % 360 if angle > 0 else 0  # PDFium counts clockwise
        place = (box.left - x, min(box.bottom, box.top) - y, box.right - x, max(box.bottom, box.top) - y)
        generated = raw.FPDFText_IsGenerated(text_page, index) == 1
        yield _Character(chr(code) if code else "\ufffd", place, turned, generated)


def _lines(characters: list[_Character], turn: Turn) -> list[list[Word]]:
    """Runs of words on one line: the layer's own order, cut where it jumps."""
    lines: list[list[Word]] = []
    letters: list[str] = []
    box: tuple[float, float, float, float] | None = None
    at_start = True
    doubted = new_line = False

    def close(*, ends_line: bool) -> None:
        nonlocal box, at_start
        if box is not None:
            if at_start or not lines:
                lines.append([])
            lines[-1].append(Word(unicodedata.normalize("NFC", "".join(letters)), *box))
            at_start = False
        letters.clear()
        box = None
        at_start = at_start or ends_line

    for character in characters:
        if character.text.isspace() or character.text in "\u200b\ufeff":
            if character.generated:  # PDFium's guess, which goes wrong on text that lies on its side
                doubted, new_line = True, new_line or character.text in "\r\n"
            else:
                close(ends_line=character.text in "\r\n")
        else:
            place = turn.box(*character.box)
            if box is not None and _apart(box, place):
                close(ends_line=True)
            elif box is not None and doubted and place[0] - box[2] > _SPACE * (box[3] - box[1]):
                close(ends_line=new_line)
            elif box is None and lines and (new_line or _apart(_last(lines), place, gap=40.0)):
                at_start = True
            doubted = new_line = False
            letters.append("-" if character.text in _HYPHENS else character.text)
            box = place if box is None else _joined(box, place)
    close(ends_line=True)
    return lines


def _last(lines: list[list[Word]]) -> tuple[float, float, float, float]:
    word = lines[-1][-1]
    return word.left, word.top, word.right, word.bottom


def _apart(
    before: tuple[float, float, float, float], after: tuple[float, float, float, float], gap: float = 0.8
) -> bool:
    """Whether a box cannot continue the word (or with a large `gap` the line) of the box before."""
    height = max(before[3] - before[1], after[3] - after[1], 1e-3)
    middle = (after[1] + after[3]) / 2
    if not before[1] <= middle <= before[3]:
        return True
    return after[0] - before[2] > gap * height or after[0] < before[0] - 0.5 * height


def _joined(
    one: tuple[float, float, float, float], two: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[2], two[2]), max(one[3], two[3])


def _without_doubles(lines: list[list[Word]]) -> list[list[Word]]:
    """Each word once: some programs print bold by writing the same word twice."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[list[Word]] = []
    for line in lines:
        words = []
        for word in line:
            key = (word.text, round(word.left / 2), round(word.top / 2))
            if key not in seen:
                seen.add(key)
                words.append(word)
        if words:
            kept.append(words)
    return kept


def _form_values(page: Any, turn: Turn, x: float, y: float) -> Iterator[Word]:
    """What was typed into the fields of a form, each value at its field's place."""
    import pypdfium2.raw as raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 2000)):
        note = raw.FPDFPage_GetAnnot(page, index)
        try:
            if raw.FPDFAnnot_GetSubtype(note) != _WIDGET:
                continue
            rect = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, ctypes.byref(rect))
            value = _annotation_string(raw, note, b"V").split()
            box = turn.box(rect.left - x, rect.bottom - y, rect.right - x, rect.top - y)
            step = (box[2] - box[0]) / max(1, len(value))
            for number, text in enumerate(value):
                start = box[0] + number * step
                yield Word(text, start, box[1], start + step * 0.9, box[3])
        finally:
            raw.FPDFPage_CloseAnnot(note)


def _annotation_string(raw: Any, note: Any, key: bytes) -> str:
    if raw.FPDFAnnot_GetValueType(note, key) != raw.FPDF_OBJECT_STRING:
        return ""
    size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace")


def _objects(page: Any, x: float, y: float) -> tuple[float, bool, list[tuple[float, float, float, float]]]:
    """The area of the largest picture, whether all text is invisible, and the thin paths (ruling lines)."""
    import pypdfium2.raw as raw

    largest, drawn, hidden = 0.0, 0, 0
    rulings: list[tuple[float, float, float, float]] = []
    for number, item in enumerate(page.get_objects(max_depth=_MOST_DEPTH)):
        if number > _MOST_OBJECTS:
            break
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            invisible = raw.FPDFTextObj_GetTextRenderMode(item) == _INVISIBLE
            drawn, hidden = drawn + (not invisible), hidden + invisible
            continue
        if item.type not in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH}:
            continue
        left, bottom, right, top = item.get_bounds()
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            largest = max(largest, (right - left) * (top - bottom))
        elif item.level == 0:
            rulings += _sides(raw, item, (left - x, bottom - y, right - x, top - y))
    return largest, hidden > drawn, rulings


def _sides(
    raw: Any, item: Any, box: tuple[float, float, float, float]
) -> list[tuple[float, float, float, float]]:
    """A thin path as it is; a larger one that is stroked (a cell's frame) as its four sides."""
    left, bottom, right, top = box
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    if min(right - left, top - bottom) <= _THIN:
        colour = raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor
        return [box] if (fill.value or stroke.value) and _is_dark(colour, item) else []
    if not stroke.value or not _is_dark(raw.FPDFPageObj_GetStrokeColor, item):
        return []
    return [
        (left, bottom, right, bottom), (left, top, right, top),
        (left, bottom, left, top), (right, bottom, right, top),
    ]  # fmt: skip


def _is_dark(colour: Callable[..., int], item: Any) -> bool:
    """Whether a path can be seen on white paper."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not colour(item, *(ctypes.byref(channel) for channel in channels)):
        return True
    return min(channel.value for channel in channels[:3]) < 225 and channels[3].value > 20


def grids_of(rulings: list[tuple[float, float, float, float]], near: float = 4.0) -> list[Grid]:
    """Ruled tables from their lines `(left, top, right, bottom)`: lines that touch belong together.

    `near` is how far ends may miss each other. A frame without inner lines is no table.
    """
    across = [ruling for ruling in rulings if ruling[2] - ruling[0] >= 3 * near > 2 * (ruling[3] - ruling[1])]
    down = [ruling for ruling in rulings if ruling[3] - ruling[1] >= 2 * near > 2 * (ruling[2] - ruling[0])]
    grids = []
    for group in _touching(across + down, near):
        xs = _distinct([(r[0] + r[2]) / 2 for r in group if r in down], near)
        ys = _distinct([(r[1] + r[3]) / 2 for r in group if r in across], near)
        if len(xs) >= 3 and len(ys) >= 2:
            grids.append(Grid(xs, ys))
    return grids


def _distinct(values: list[float], near: float) -> tuple[float, ...]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > near:
            kept.append(value)
    return tuple(kept)


def _touching(
    rulings: list[tuple[float, float, float, float]], near: float
) -> list[list[tuple[float, float, float, float]]]:
    """Groups of lines that meet, by union of the groups that each new line touches."""
    groups: list[tuple[list[float], list[tuple[float, float, float, float]]]] = []
    for ruling in rulings[:4000]:
        box, members = list(ruling), [ruling]
        rest = []
        for other_box, other in groups:
            if _meets(ruling, other, near, other_box):
                box = [
                    min(box[0], other_box[0]),
                    min(box[1], other_box[1]),
                    max(box[2], other_box[2]),
                    max(box[3], other_box[3]),
                ]
                members += other
            else:
                rest.append((other_box, other))
        groups = [*rest, (box, members)]
    return [members for _, members in groups]


def _meets(
    ruling: tuple[float, float, float, float],
    others: list[tuple[float, float, float, float]],
    near: float,
    box: list[float],
) -> bool:
    def overlaps(other: tuple[float, ...] | list[float]) -> bool:
        return (
            ruling[0] <= other[2] + near and other[0] <= ruling[2] + near
            and ruling[1] <= other[3] + near and other[1] <= ruling[3] + near
        )  # fmt: skip

    return overlaps(box) and any(overlaps(other) for other in others)
