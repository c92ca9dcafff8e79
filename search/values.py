"""What a figure is worth as a number, so that figures can be compared and computed with."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from search.facts import Fact

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def number_of(fact: Fact) -> Decimal | None:
    """The number that a figure is, its separators undone; None for what is none (`01/63`)."""
    row = fact.unit.indicator
    if row is not None and row.value is not None:
        return Decimal(str(row.value))
    raw = fact.figure.value.rstrip("%").strip()
    if not _NUMBER.fullmatch(raw):
        return None
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", raw):
        raw = raw.replace(".", "")
    try:
        return Decimal(raw.replace(",", "."))
    except InvalidOperation:
        return None


def same_value(first: Fact, second: Fact) -> bool:
    """Whether two figures are one value in two writings (`99,2%`, `99.20%`)."""
    if first.figure.value == second.figure.value:
        return True
    numbers = number_of(first), number_of(second)
    percent = [fact.figure.value.endswith("%") for fact in (first, second)]
    return None not in numbers and numbers[0] == numbers[1] and percent[0] == percent[1]
