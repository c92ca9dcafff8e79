"""The places in a document's head that clerks fill in by hand: its number and the day.

Decree 30/2020/NĐ-CP, Appendix I, sets them as `Số: .../QĐ-UBND` and `..., ngày ... tháng ... năm ...`; an
office prints the frame and writes the figures in with a pen. A reader of print takes `280` for `80` there
and is sure of it. So such figures are believed only where they are print: each is the picture of a figure
that stands elsewhere on the page, on the line, and nothing else stands beside it.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Any

from corpus.readers import handwriting, second_reader
from corpus.readers.layout import PageText, Word, page_text
from corpus.readers.page_image import Cleaned

_HEAD = 0.4
"""Share of the page's height in which the head stands."""
_LABEL = r"[ \t]*S\S{1,2}?[ ]?[:;.,]?[ ]?"
_CAPITAL = r"[^\W\d_a-zà-ỹ]"
_NUMBERS = (
    re.compile(rf"{_LABEL}(?P<hand>[^/\n-]{{0,16}}?)[ ]?/[ ]?(?=(?:(?:19|20)\d\d/)?{_CAPITAL})"),
    re.compile(rf"{_LABEL}(?P<hand>[^/\n-]{{0,16}}?)[ ]?-[ ]?(?={_CAPITAL}{{2,4}}/{_CAPITAL})"),
    re.compile(rf"{_LABEL}(?P<hand>[^\n]{{0,16}}?)(?P<lost>)[ ]?(?={_CAPITAL}{{2,6}}-{_CAPITAL}{{2}})"),
)
"""`Số: 04/CT-UBND`, the Party's `Số 04-NQ/TU`, and `Số: †2BC-UBND`, where the slash was lost with figures."""
_DAY = re.compile(r"n\S\S[yvýỳỷỹWV]?(?P<hand>[^\n]{0,14}?)[ ]?th\Sng[ ]+\S{1,3}[ ]+n\Sm[ ]+(?:19|20)\d\d\b")
_PLACE_LETTERS = 40
"""What stands before the day in a document's head at most: the name of a place."""
_MONTH = re.compile(r"th\Sng[ ]+(\d{1,2})[ ]+n\Sm[ ]+((?:19|20)\d\d)")
_SURE = 0.85
"""Word confidence that print has."""
_ALIKE = 0.88
"""Correlation of two pictures of one printed figure."""
_MARGIN = 0.04
UNREAD = "…"
"""What stands in the text where nothing could be read: the dots that a form has there."""
_SIZE = (20, 28)
"""Width and height to which figures are brought for comparison."""

Bounds = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Place:
    """A filled-in place: `start:end` in the page's text (may be empty), which field it is (`number`, `day`),
    the pixels between its printed neighbours, and what was read there first; `readings` are all that came of
    it, the likeliest first; `lost` is a slash that is missing."""

    start: int
    end: int
    field: str
    bounds: Bounds
    read: str
    readings: tuple[str, ...] = ()
    sure: bool = False
    lost: str = ""


@dataclass(frozen=True, slots=True)
class _Blob:
    left: float
    top: float
    right: float
    bottom: float
    picture: Any

    @property
    def height(self) -> float:
        return self.bottom - self.top


def may_be_filled_in(line: str) -> bool:
    """Whether a line is the frame of a number or a day: `Số: .../...`, or a place and a date to its end."""
    day = _DAY.search(line)
    is_dateline = day is not None and day.start() < _PLACE_LETTERS and day.end() == len(line.rstrip(" .,;"))
    return is_dateline or _number(line) is not None


def settled(
    lines: Sequence[Sequence[Word]], text: PageText, cleaned: Cleaned
) -> tuple[PageText, list[Place]]:
    """The text of a page, and the filled-in places in its head, each `sure` if it is print.

    What was read as anything but figures there is taken out of the text.
    """
    found = places(text, cleaned.grey.shape[0])
    if not found:
        return text, []
    printed = _figures(text, cleaned.grey)
    seen = [
        replace(place, readings=(place.read,), sure=True)
        if _is_print(place, text, cleaned.grey, printed)
        else _as_written(place, text, cleaned.grey)
        for place in found
    ]
    new = [(place, (place.readings or (UNREAD,))[0] + place.lost) for place in seen]
    changed = [(place, reading) for place, reading in new if reading != place.read]
    if not changed:
        return text, seen
    text = page_text(put(lines, text, changed), cleaned.grids)
    again = {place.field: place for place in places(text, cleaned.grey.shape[0])}
    return text, [_moved(place, again.get(place.field)) for place in seen]


def _as_written(place: Place, text: PageText, grey: Any) -> Place:
    """The place with what both readers make of it; sure where the second one is."""
    first = (place.read,) if _is_figures(place.read) else ()
    if not second_reader.available():
        return replace(place, readings=first)
    start = text.text.rfind("\n", 0, place.start) + 1
    stop = text.text.find("\n", place.end)
    line = [word for begin, _, word in text.spans if start <= begin < stop]
    found = handwriting.read(grey, line, place.field, _last_day(text.text[place.end : stop]))
    return replace(place, readings=tuple(dict.fromkeys(found.readings + first)), sure=found.sure)


def _last_day(after: str) -> int:
    """The last day of the month that is printed after a day."""
    month = _MONTH.search(after)
    if month is None or not 1 <= int(month[1]) <= 12:
        return 31
    return calendar.monthrange(int(month[2]), int(month[1]))[1]


def _moved(place: Place, now: Place | None) -> Place:
    """The place where it is in the text that has the readings; not sure where it is lost there."""
    if now is None or now.read not in (UNREAD, *place.readings[:1]):
        return replace(place, sure=False)
    return replace(place, start=now.start, end=now.end)


def _is_figures(read: str) -> bool:
    return read.isascii() and read.isdigit()


def put(
    lines: Sequence[Sequence[Word]], text: PageText, new: Sequence[tuple[Place, str]]
) -> list[list[Word]]:
    """`lines`, from which `text` was made, with other words in some places, each a word of its own."""
    made = [list(line) for line in lines]
    for place, reading in new:
        touched = [
            (start, word) for start, end, word in text.spans if start < place.end and end > place.start
        ]
        if not touched:
            touched = [(start, word) for start, end, word in text.spans if end <= place.start][-1:]
        (start, first), (after, last) = touched[0], touched[-1]
        line = next(line for line in made if any(word is first for word in line))
        at = next(index for index, word in enumerate(line) if word is first)
        before = first.text[: max(0, place.start - start)].rstrip()
        behind = last.text[max(0, place.end - after) :].lstrip()
        left = _inside(first, len(before))
        right = _inside(last, len(last.text) - len(behind))
        pieces = [
            replace(first, text=before, right=left),
            Word(reading, left, first.top, max(left, right), first.bottom, 0.0),
            replace(last, text=behind, left=right),
        ]
        line[at : at + len(touched)] = [word for word in pieces if word.text]
    return made


def _inside(word: Word, letters: int) -> float:
    """The x after so many letters of a word, all taken as equally wide."""
    return word.left + (word.right - word.left) * letters / max(1, len(word.text))


def places(text: PageText, height: int) -> list[Place]:
    """The number's and the day's place in the head of a page `height` pixels tall, each at most once."""
    found: dict[str, Place] = {}
    for start, line in _lines(text, _HEAD * height):
        if "number" not in found and (match := _number(line)):
            found["number"] = _place(text, start, match, "number")
        if "day" not in found and (match := _DAY.search(line)):
            found["day"] = _place(text, start, match, "day")
    return list(found.values())


def _number(line: str) -> re.Match[str] | None:
    return next((match for pattern in _NUMBERS if (match := pattern.match(line))), None)


def _lines(text: PageText, lowest: float) -> Iterator[tuple[int, str]]:
    tops: dict[int, float] = {}
    whole = text.text
    for start, _, word in text.spans:
        tops.setdefault(whole.rfind("\n", 0, start) + 1, word.top)
    at = 0
    for line in whole.split("\n"):
        if at in tops and tops[at] < lowest:
            yield at, line
        at += len(line) + 1


def _place(text: PageText, offset: int, match: re.Match[str], field: str) -> Place:
    hand = match["hand"]
    first = offset + match.start("hand") + len(hand) - len(hand.lstrip())
    last = first + len(hand.strip())
    before = [word for _, end, word in text.spans if offset + match.start() < end <= first]
    after = [word for start, _, word in text.spans if last <= start < offset + match.end() + 1]
    at = [word for start, end, word in text.spans if start < max(last, first + 1) and end > first]
    near = before[-1:] + at + after[:1]
    left = before[-1].right if before else min(word.left for word in near)
    right = after[0].left if after else max(word.right for word in near)
    bounds = (min(left, right), min(w.top for w in near), max(left, right), max(w.bottom for w in near))
    return Place(first, last, field, bounds, hand.strip(), lost="/" if "lost" in match.groupdict() else "")


def _is_print(place: Place, text: PageText, grey: Any, figures: dict[str, list[Any]]) -> bool:
    """Whether what was read is figures, each printed like its likes on the page, and all the ink there."""
    read = place.read
    words = [(start, end, word) for start, end, word in text.spans if start < place.end and end > place.start]
    if not _is_figures(read) or len(words) != 1:
        return False
    (start, end, word) = words[0]
    if (word.confidence or 0.0) < _SURE or (
        place.field == "day" and (start, end) != (place.start, place.end)
    ):
        return False
    blobs = _blobs(grey, _around(place, word, (start, end)))
    mine = _own(blobs, text.text[start:end], place.start - start, len(read))
    if mine is None:
        return False
    rest = [blob for blob in blobs if blob.left > mine[-1].right]
    if not _on_one_line(mine, rest + _neighbours(place, text, grey)):
        return False
    return all(_figure(blob.picture, figures) == digit for blob, digit in zip(mine, read, strict=True))


def _around(place: Place, word: Word, span: tuple[int, int]) -> Bounds:
    """The word, and what is not covered by any word beside it."""
    left, top, right, bottom = place.bounds
    if span[0] < place.start:
        left = word.left
    if span[1] > place.end:
        right = word.right
    return min(left, word.left), top, max(right, word.right), bottom


def _own(blobs: Sequence[_Blob], printed: str, before: int, count: int) -> list[_Blob] | None:
    """The blobs of `count` figures after `before` other signs of a word; None where ink is left over."""
    if not blobs:
        return None
    tallest = median(sorted(blob.height for blob in blobs)[-max(1, count) :])
    tall = [blob for blob in blobs if blob.height > 0.7 * tallest]
    if before:  # `Số:12`: figures begin after the colon, whose dots are the last small blobs
        dots = [blob for blob in blobs if blob.height < 0.35 * tallest and blob.right < tall[-1].left]
        if not dots:
            return None
        colon = max(blob.right for blob in dots)
        tall = [blob for blob in tall if blob.left >= colon]
    following = len(printed) - before - count
    if following == 0 and len(tall) != count:
        return None
    if len(tall) < count:
        return None
    mine = tall[:count]
    small = [blob for blob in blobs if blob not in tall and mine[0].left < blob.left < mine[-1].right]
    return None if small else mine


def _neighbours(place: Place, text: PageText, grey: Any) -> list[_Blob]:
    """Printed figures or capitals on the same line: the year after a day, the series after a number."""
    stop = text.text.find("\n", place.end)
    after = [word for start, _, word in text.spans if place.end <= start < stop]
    if place.field == "day":
        after = [word for word in after if word.text[:1].isdigit()]
    return [blob for word in after[:3] for blob in _blobs(grey, _of(word))]


def _on_one_line(mine: Sequence[_Blob], others: Sequence[_Blob]) -> bool:
    """Whether figures are as tall as what is printed beside them and stand on its line."""
    tallest = max((blob.height for blob in others), default=0.0)
    others = [blob for blob in others if blob.height > 0.6 * tallest]
    if not others:
        return False
    height = median(blob.height for blob in others)
    foot = median(blob.bottom for blob in others)
    return all(
        abs(blob.height - height) <= 0.15 * height and abs(blob.bottom - foot) <= 0.15 * height
        for blob in mine
    )


def _figures(text: PageText, grey: Any) -> dict[str, list[Any]]:
    """Pictures of the figures that are printed on the page, by figure."""
    found: dict[str, list[Any]] = {}
    for _, _, word in text.spans:
        digits = re.fullmatch(r"[(]?(\d{2,6})[,.;)]?", word.text)
        if digits is None or (word.confidence or 0.0) < _SURE:
            continue
        blobs = _blobs(grey, _of(word))
        tallest = max((blob.height for blob in blobs), default=0.0)
        blobs = [blob for blob in blobs if blob.height > 0.8 * tallest]
        if len(blobs) != len(digits[1]) or digits[0][0] == "(":
            continue
        for blob, digit in zip(blobs, digits[1], strict=True):
            if len(found.setdefault(digit, [])) < 12:
                found[digit].append(blob.picture)
    return found


def _figure(picture: Any, figures: dict[str, list[Any]]) -> str | None:
    """Which figure of the page's print a picture is, None where it is none or might be two."""
    ranked = sorted(
        (
            (max(_likeness(picture, other) for other in pictures), digit)
            for digit, pictures in figures.items()
        ),
        reverse=True,
    )
    if not ranked or ranked[0][0] < _ALIKE:
        return None
    return None if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN else ranked[0][1]


def _likeness(one: Any, two: Any) -> float:
    """Correlation of two pictures of `_SIZE`, -1 to 1."""
    import numpy as np

    return float(np.corrcoef(one.ravel(), two.ravel())[0, 1])


def _of(word: Word) -> Bounds:
    return word.left, word.top, word.right, word.bottom


def _blobs(grey: Any, bounds: Bounds) -> list[_Blob]:
    """What hangs together in a part of the page, from left to right, without dust."""
    import cv2
    import numpy as np

    left, top, right, bottom = (max(0, round(value)) for value in bounds)
    part = grey[top:bottom, left:right]
    if part.size == 0:
        return []
    ink = (part < 150).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = []
    for index in range(1, count):
        x, y, wide, high, area = (int(value) for value in stats[index])
        if area < 6:
            continue
        shape = (labels[y : y + high, x : x + wide] == index).astype(np.float32)
        picture = _normal(shape)
        found.append(_Blob(left + x, top + y, left + x + wide, top + y + high, picture))
    return sorted(found, key=lambda blob: blob.left)


def _normal(shape: Any) -> Any:
    """A shape as tall as `_SIZE`, in the middle, its proportions kept."""
    import cv2
    import numpy as np

    width, height = _SIZE
    high, wide = shape.shape
    scaled = max(1, min(width, round(wide * height / high)))
    small = cv2.resize(shape, (scaled, height), interpolation=cv2.INTER_AREA)
    canvas = np.zeros((height, width), np.float32)
    at = (width - scaled) // 2
    canvas[:, at : at + scaled] = small
    return cv2.GaussianBlur(canvas, (3, 3), 0)
