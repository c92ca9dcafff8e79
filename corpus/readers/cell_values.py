"""A cell's value as the sheet shows it: `0.9995` under `0.00%` is `99.95%`, 45292 under a date a day.

Only what report forms use of Excel's number formats: percent, thousands, decimals, dates and times. The
separators are those of the format as the file stores it (a comma for thousands).
"""

from __future__ import annotations

import datetime
import re
from typing import Any

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DECIMALS = re.compile(r"\.([0#?]+)")


def shown(value: Any, number_format: str | None) -> str:
    """The text of a cell; empty for an empty one and for Excel's error values."""
    if value is None or (isinstance(value, str) and re.fullmatch(r"#[A-Z/0]+[!?]?", value)):
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime.datetime):
        return _date(value)
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    return str(value)


def _date(value: datetime.datetime) -> str:
    midnight = value.time() == datetime.time()
    return f"{value:%d/%m/%Y}" if midnight else f"{value:%d/%m/%Y %H:%M}"


def _number(value: int | float, number_format: str) -> str:
    code = _QUOTED.sub("", number_format.split(";")[0])
    if "%" in code:
        value = value * 100
    decimals = _DECIMALS.search(code)
    if code.strip().lower() in {"general", "@", ""}:
        return _general(value)
    places = len(decimals.group(1)) if decimals else 0
    whole = f"{value:,.{places}f}" if "," in code.split(".")[0] else f"{value:.{places}f}"
    optional = decimals.group(1).count("#") if decimals else 0
    for _ in range(optional):
        whole = whole[:-1] if whole.endswith("0") else whole
    width = code.split(".")[0].count("0")
    if "," not in code and width > 1:
        whole = whole.zfill(width + (len(whole) - len(whole.split(".")[0])))
    return whole.rstrip(".") + ("%" if "%" in code else "")


def _general(value: int | float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.11g}" if isinstance(value, float) else str(value)
