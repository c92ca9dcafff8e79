"""What the finders of doubts share: making a warning, dates and numbers as they are printed."""

from __future__ import annotations

from collections.abc import Sequence

from analyzers.annotations import Severity, Warning

Place = tuple[int, int]

_OCR = (" (có thể do nhận dạng chữ khi quét)", " (probably misread from the scan)")


def doubt(
    kind: str,
    places: Sequence[Place],
    vietnamese: str,
    english: str,
    severity: Severity = "error",
    ocr: bool = False,
) -> Warning:
    """A warning about several places; its own span is the first."""
    listed = tuple(dict.fromkeys(places))
    told = (vietnamese + _OCR[0], english + _OCR[1]) if ocr else (vietnamese, english)
    start, end = listed[0]
    return Warning(kind, start, end, told[0], told[1], severity, ocr, listed)


def day(date: str) -> str:
    """An ISO date as it is written in Vietnam."""
    return "/".join(reversed(date.split("-")))


def number(value: float) -> str:
    """A number as it is written in Vietnam: `1.849`, `99,37`."""
    whole, _, fraction = f"{value:,.2f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", ".") + (f",{fraction}" if fraction else "")


def in_english(value: float) -> str:
    """The same as it is written in English: `1,849`, `99.37`."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def one_apart(first: str, second: str) -> bool:
    """Whether one character read wrongly, left out or added makes one of the other."""
    if len(first) == len(second):
        return sum(a != b for a, b in zip(first, second, strict=True)) == 1
    short, long = sorted((first, second), key=len)
    return len(long) == len(short) + 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
