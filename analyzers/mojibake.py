"""Paragraphs in a legacy font, or in UTF-8 read as Windows-1252, that a reader let through as they stand.

A Word file or a PDF in a `.Vn` or VNI font holds Latin code points in Unicode (`QuyÕt ®Þnh`,
`Quyeát ñònh`); a text that was decoded wrongly once holds two or three signs for a letter (`Quyáº¿t`).
A paragraph counts as such where its marked words are no Vietnamese as they stand and are known words
once converted. Clean paragraphs cost one look for a letter that only Vietnamese has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from analyzers.damage import ONLY_VIETNAMESE
from analyzers.normalisation import NfcView, nfc_view
from corpus.legacy import VNI_SIGNS, from_tcvn3, from_vni

_PARAGRAPH = re.compile(r"[^\n\f]*(?:\n(?![^\S\n]*\n)[^\n\f]*)*")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(r"[^\x00-\x7f]")
_TYPOGRAPHIC = re.compile("[\u2010-\u203a\u2022\u00a0«»°±²³]")
"""Signs beyond ASCII that any text may have: dashes, quotation marks, bullets."""
_LEAST_KNOWN, _MOST_KNOWN = 0.9, 0.5
"""The least share of marked words that are known once converted, the most that are as they stand."""
_FEWEST_MARKED, _FEWEST_SIGNS = 4, 3
"""Marked words and signs by which a paragraph is judged alone; a shorter one takes the others' font."""
_RARE = 40
"""A word that the training texts have less often is not known."""


@dataclass(frozen=True, slots=True)
class _Font:
    """How to convert: `pattern` finds what stands for letters, `convert` gives them.

    `sign` finds what no line in this font goes without and hardly any other text has.
    """

    name: str
    sign: re.Pattern[str]
    pattern: re.Pattern[str]
    convert: Callable[[str], str]

    def converted(self, text: str) -> str:
        return self.pattern.sub(lambda match: self.convert(match.group()), text)


def letters_view(text: str) -> NfcView:
    """`nfc_view(text)` with what stands in a legacy font converted; offsets lead back to `text`."""
    view = nfc_view(text)
    spans = list(_scrambled(view.text))
    if not spans:
        return view
    parts: list[str] = []
    origins: list[int] = []
    done = 0
    for start, end, font in spans:
        for match in font.pattern.finditer(view.text, start, end):
            parts.append(view.text[done : match.start()])
            origins.extend(range(done, match.start()))
            letters = font.convert(match.group())
            parts.append(letters)
            origins.extend(min(match.start() + i, match.end() - 1) for i in range(len(letters)))
            done = match.end()
    parts.append(view.text[done:])
    origins.extend(range(done, len(view.text) + 1))
    return NfcView("".join(parts), tuple(map(view.original, origins)), True)


def _scrambled(text: str) -> Iterator[tuple[int, int, _Font]]:
    """The paragraphs that stand in a legacy font, in order, each with its font."""
    suspects = [
        (match.start(), match.end()) for match in _PARAGRAPH.finditer(text) if _is_suspect(match.group())
    ]
    judged = [_font_of(text[start:end]) for start, end in suspects]
    fonts = [font for font in judged if font is not None]
    if not fonts:
        return
    usual = max(fonts, key=lambda font: sum(other is font for other in fonts))
    for (start, end), font in zip(suspects, judged, strict=True):
        chosen = font or usual
        if font is not None or _is_short_in(text[start:end], usual):
            yield start, end, chosen


def _is_suspect(paragraph: str) -> bool:
    """Whether there are marks, but none of the kind that a Vietnamese paragraph has."""
    return (
        _MARKED.search(_TYPOGRAPHIC.sub("", paragraph)) is not None
        and ONLY_VIETNAMESE.search(paragraph) is None
    )


def _font_of(paragraph: str) -> _Font | None:
    fonts = [font for font in _fonts() if len(font.sign.findall(paragraph)) >= _FEWEST_SIGNS]
    if not fonts:
        return None
    marked = _marked(paragraph)
    if len(marked) < _FEWEST_MARKED or _known_share(marked) > _MOST_KNOWN:
        return None
    for font in fonts:
        if _known_share([font.converted(chunk) for chunk in marked]) >= _LEAST_KNOWN:
            return font
    return None


def _is_short_in(paragraph: str, font: _Font) -> bool:
    """Whether a paragraph of few marked words is Vietnamese in `font` and not as it stands."""
    marked = _marked(paragraph)
    return (
        0 < len(marked) < _FEWEST_MARKED
        and _known_share(marked) <= _MOST_KNOWN
        and _known_share([font.converted(chunk) for chunk in marked]) == 1.0
    )


def _marked(paragraph: str) -> list[str]:
    chunks = (match.group() for match in _CHUNK.finditer(paragraph))
    return [chunk for chunk in chunks if _MARKED.search(_TYPOGRAPHIC.sub("", chunk))]


def _known_share(chunks: list[str]) -> float:
    """The share of chunks that hold only known words, with a mark among them."""
    return sum(map(_is_known, chunks)) / len(chunks)


def _is_known(chunk: str) -> bool:
    from analyzers.restore.model import language_model
    from analyzers.restore.syllables import normal_tone

    model = language_model()
    words = _WORD.findall(chunk.lower())
    places = [model.ids.get(normal_tone(word)) for word in words]
    return bool(words) and all(place is not None and model.counts[place] >= _RARE for place in places)


@cache
def _fonts() -> tuple[_Font, ...]:
    return (
        _Font("tcvn3", re.compile("[\xa7-\xae\xb5-\xbe]"), re.compile("[\xa1-\xfe]"), from_tcvn3),
        _Font(
            "vni",
            re.compile(
                "[AEOUYaeouy\xd4\xd6\xf4\xf6][\xc0-\xc5\xc8-\xcb\xcf\xd5\xd8-\xdc\xe0-\xe5\xe8-\xeb\xef\xf5\xf8-\xfc]"
            ),
            VNI_SIGNS,
            from_vni,
        ),
        _Font("utf-8", re.compile("[\xc3-\xc6]\\S|\xe1[\xba\xbb]"), _utf8_pattern(), _from_utf8),
    )


@cache
def _bytes_by_sign() -> dict[str, int]:
    """The byte that Windows-1252 (or Latin-1, where that has none) shows as each sign."""
    signs = {chr(code): code for code in range(0x80, 0x100)}
    for code in range(0x80, 0xA0):
        sign = bytes([code]).decode("cp1252", errors="ignore")
        if sign:
            signs[sign] = code
    return signs


def _utf8_pattern() -> re.Pattern[str]:
    def signs(first: int, last: int) -> str:
        return "".join(re.escape(sign) for sign, code in _bytes_by_sign().items() if first <= code <= last)

    rest = f"[{signs(0x80, 0xBF)}]"
    return re.compile(f"[{signs(0xC3, 0xC6)}]{rest}|[{signs(0xE1, 0xE2)}]{rest}{{2}}")


def _from_utf8(signs: str) -> str:
    data = bytes(_bytes_by_sign()[sign] for sign in signs)
    try:
        return unicodedata.normalize("NFC", data.decode("utf-8"))
    except UnicodeDecodeError:
        return signs
