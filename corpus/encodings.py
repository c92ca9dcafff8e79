"""Which encoding a text is in: Unicode where it says so or fits strictly, else one of Vietnam's legacy ones.

Before Unicode, Vietnamese was typed in the fonts of `corpus.legacy`, beside Windows-1258. Nothing in the
bytes tells them apart, but each reads as Vietnamese in its own table only: the table in which the
language's most frequent words appear wins, and none wins by little.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from corpus.legacy import from_tcvn3, from_vni

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_FREQUENT = re.compile(
    r"(?<!\w)(?:và|của|các|được|là|có|trong|về|với|những|này|người|không|một|đã|từ|theo|tại|đến|hành|chính|"
    r"định|số|ngày|tháng|năm|tỉnh|thủ|tục|kế|hoạch|báo|cáo|quyết|công|việc|thực|hiện|nhà|nước)(?!\w)",
    re.IGNORECASE,
)
"""Words with marks that no page of Vietnamese goes without (and a few bare ones of reports)."""

_MARKED = re.compile(r"[^\x00-\x7f]")
_LEAST_FREQUENT = 0.08
"""Least share of a text's words that are frequent Vietnamese ones; real text has 0.15 to 0.35."""


def decode(data: bytes) -> tuple[str, str] | None:
    """`(text, encoding)` of a file's bytes; None where no encoding fits.

    Encodings are named `utf-8`, `utf-16-le`, `utf-16-be`, `utf-32-*`, `tcvn3`, `vni`, `windows-1258`.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data[len(bom) :], encoding)
            return None if text is None else (text, encoding)
    if (text := _strict(data, "utf-8")) is not None and not _mostly_nul(data):
        return text, "utf-8"
    return _utf16_without_mark(data) or _legacy(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _mostly_nul(data: bytes) -> bool:
    return data.count(0) > len(data) // 10


def _utf16_without_mark(data: bytes) -> tuple[str, str] | None:
    """UTF-16 told by its zero bytes: every space, digit and newline has one on the same side."""
    if not _mostly_nul(data) or len(data) % 2:
        return None
    encoding = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
    text = _strict(data, encoding)
    return (text, encoding) if text is not None and "\0" not in text else None


def _legacy(data: bytes) -> tuple[str, str] | None:
    if b"\0" in data:
        return None
    latin = data.decode("latin-1")
    windows = data.decode("cp1252", errors="replace")
    readings = {
        "tcvn3": from_tcvn3(latin),
        "vni": from_vni(windows),
        "windows-1258": unicodedata.normalize("NFC", data.decode("cp1258", errors="replace")),
    }
    encoding, text = max(readings.items(), key=lambda item: _vietnamese(item[1]))
    return (text, encoding) if _vietnamese(text) >= _LEAST_FREQUENT and _fits(text) else None


def _vietnamese(text: str) -> float:
    """The share of a text's words that are frequent Vietnamese words with marks."""
    sample = text[:200_000]
    marked = sum(1 for word in _FREQUENT.findall(sample) if _MARKED.search(word))
    return marked / max(1, len(sample.split()))


def _fits(text: str) -> bool:
    """Whether hardly anything is left that the table has no letter for."""
    odd = sum(1 for char in text if char == "\ufffd" or "\x80" <= char < "\xa0")
    return odd <= 0.002 * len(text)
