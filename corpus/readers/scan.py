"""Pages that are pictures: cleaned, recognised and laid out, as many at a time as there are cores."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from corpus.document import FilledIn, UnreadableFile
from corpus.readers import filled_in, isolation, tesseract, vote
from corpus.readers.layout import PageText, Word, page_text
from corpus.readers.page import Box, Page, shown
from corpus.readers.page import Place as PagePlace
from corpus.readers.page_image import READING_DPI, Cleaned, clean, coloured_head
from corpus.readers.page_store import PageStore
from corpus.secrecy import secrecy, secret_reason

DPI = 300
_DOUBTED = 0.6
"""Mean confidence below which the page may stand on its side or head."""
_FEW_WORDS = 5
_CLEAR = 0.7
_SPARSE = 11
"""Tesseract's page segmentation mode for words scattered over a picture."""

Job = Callable[[], Page]


def kept(store: PageStore | None, number: int, job: Job) -> Job:
    """A job whose page is kept in `store` when it is done."""

    def run() -> Page:
        page = job()
        if store is not None:
            store.put(number, page)
        return page

    return run


def run_pages(jobs: Iterable[Page | Job]) -> list[Page]:
    """All pages in order. Jobs run side by side, each waiting on a process of its own; a job is taken from
    the iterable only when a worker is free, so few pictures are in memory at once."""
    workers = max(
        1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    with ThreadPoolExecutor(workers) as pool:
        pages: list[Page] = []
        for page in _in_order(pool, jobs, workers):
            pages.append(page)
            isolation.beat()
        return pages


def _in_order(pool: ThreadPoolExecutor, jobs: Iterable[Page | Job], ahead: int) -> Iterator[Page]:
    waiting: list[Page | Future[Page]] = []
    for job in jobs:
        waiting.append(job if isinstance(job, Page) else pool.submit(job))
        running = sum(1 for item in waiting if isinstance(item, Future) and not item.done())
        while waiting and (running > ahead or not isinstance(waiting[0], Future)):
            first = waiting.pop(0)
            yield first if isinstance(first, Page) else first.result()
            running = sum(1 for item in waiting if isinstance(item, Future) and not item.done())
    for item in waiting:
        yield item if isinstance(item, Page) else item.result()


def read_picture(path: Path, picture: Any, dpi: int = DPI, *, first: bool = False) -> Page:
    """The text of one page's picture (RGB or grey array); `path` is for messages. The `first` page of a
    document is looked over for the stamp of a secret."""
    import numpy as np

    if first:
        refuse_secret(path, picture, dpi)
    original = dpi
    cleaned = clean(picture, dpi)
    dpi = min(dpi, READING_DPI)
    lines = tesseract.recognise(path, cleaned.grey, dpi)
    quarter = 0
    if _sureness(lines) < _DOUBTED and (turn := tesseract.orientation(path, cleaned.grey)):
        quarter = turn // 90
        turned = clean(np.ascontiguousarray(np.rot90(picture, -quarter)), original)
        again = tesseract.recognise(path, turned.grey, dpi)
        if _sureness(again) > _sureness(lines):
            cleaned, lines = turned, again
        else:
            quarter = 0
    if _is_dirt(lines):
        return Page("", [], "blank")
    lines = vote.voted(lines, cleaned.grey, filled_in.may_be_filled_in)
    text = page_text(lines, cleaned.grids)
    text, places = filled_in.settled(lines, text, cleaned)
    filled = tuple(_filled_in(place, cleaned, quarter) for place in places)
    source = "scan" if text.text.strip() else "blank"
    return Page(text.text, _boxes(text, cleaned, quarter), source, filled)


def refuse_secret(path: Path, picture: Any, dpi: int = DPI) -> None:
    """Raises `UnreadableFile` (`secret`) where the first page's coloured stamps name a degree of secrecy.

    The stamps are gone from what is read as text, so they are read by themselves.
    """
    ink = coloured_head(picture, dpi)
    if ink is None:
        return
    lines = tesseract.recognise(path, ink, min(dpi, READING_DPI), mode=_SPARSE)
    text = "\n".join(" ".join(word.text for word in line) for line in lines)
    if degree := secrecy(text, stamps_only=True):
        raise UnreadableFile(path, "secret", secret_reason(degree))


def _sureness(lines: list[list[Word]]) -> float:
    """Mean confidence over the letters; 0 where there are hardly any words."""
    words = [word for line in lines for word in line]
    if len(words) < _FEW_WORDS:
        return 0.0
    weight = sum(len(word.text) for word in words)
    return sum((word.confidence or 0.0) * len(word.text) for word in words) / weight


def _is_dirt(lines: list[list[Word]]) -> bool:
    """Whether the few words of a page are no words: the back of a sheet shows through."""
    words = [word for line in lines for word in line]
    return len(words) < _FEW_WORDS and all((word.confidence or 0.0) < _CLEAR for word in words)


def _boxes(text: PageText, cleaned: Cleaned, quarter: int) -> list[Box]:
    """The words' boxes in fractions of the picture as it was given."""
    return [
        (
            start,
            end,
            _on_page((word.left, word.top, word.right, word.bottom), cleaned, quarter),
            word.confidence,
        )
        for start, end, word in text.spans
    ]


def _filled_in(place: filled_in.Place, cleaned: Cleaned, quarter: int) -> FilledIn:
    box = _on_page(place.bounds, cleaned, quarter)
    return FilledIn(place.field, place.start, place.end, 0, box, place.readings, place.sure)


def _on_page(bounds: tuple[float, float, float, float], cleaned: Cleaned, quarter: int) -> PagePlace:
    """Pixels of the cleaned picture as fractions of the picture as it was given."""
    height, width = cleaned.grey.shape
    (a, b, c), (d, e, f) = cleaned.back.tolist()
    left, top, right, bottom = bounds
    x, y = (left + right) / 2, (top + bottom) / 2
    x, y = a * x + b * y + c, d * x + e * y + f
    wide, high = (right - left) / 2, (bottom - top) / 2
    box = ((x - wide) / width, (y - high) / height, (x + wide) / width, (y + high) / height)
    return shown(box, quarter)
