"""Numbers as they are read where they stand: digits, letters, the type word before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analyzers.citations.confidence import Evidence
from analyzers.citations.dates import date_after
from analyzers.citations.grammar import LIST_GAP, NUMBER_WORD, Candidate, candidates, is_form, is_headless
from analyzers.citations.ocr import shapes
from analyzers.citations.series import Series, is_body, read_series
from analyzers.citations.tables import tables
from analyzers.citations.types import TypeWord, type_before
from analyzers.folding import fold
from analyzers.reading import Reading

_FURTHER = re.compile(r"[-–/]\s{0,2}[A-ZĐ][\wĐ]*[A-ZĐ]")
_WORTH_CUTTING = 1.0
"""What a shorter run of letters must save: a series that is cut short is another document's."""
_LEGISLATED = ("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Lệnh")
_DIGIT_BEFORE = re.compile(r"(?P<digits>\d{1,3})[^\S\n\f]{1,2}\Z")
_NAMED_LAW = re.compile(r"(?<!\w)(?:bo\s+luat|luat|phap\s+lenh)\s+(?!so\b|n[aà]y)")
_OF_BEFORE_NUMBER = re.compile(r"(?<=\s)c(?:ua|ia|ta|aa|la|tia|iia|uia|uaa)\s(?P<of>[^.;:()\n\d]{3,60}?)\s\Z")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that was read, before the words around it are.

    `start` is that of the type word if one introduces the number, `number_start` that of the digits.
    """

    start: int
    number_start: int
    end: int
    number: str
    year: int | None
    series: Series
    word: TypeWord | None
    introduced: bool
    evidence: Evidence

    @property
    def canonical(self) -> str:
        """`165/QĐ-UBND`, `48/2021/QĐ-UBND`, `04-NQ/TU`."""
        number = self.number + (f"/{self.year}" if self.year else "")
        joint = "-" if self.series.party and self.year is None else "/"
        return f"{number}{joint}{self.series.text}"

    @property
    def type(self) -> str | None:
        """The type's name: as printed where the series allows it, else what the series says."""
        word = self.word.name if self.word else None
        series = self.series
        if series.type is None:
            if series.body in ("QH", "UBTVQH"):
                return word if word in _LEGISLATED else "Luật"
            return word if word not in (None, "Văn bản") else "Công văn"
        if word is not None and word != "Văn bản" and _agrees(word, series):
            return word
        return series.type


def read_mentions(reading: Reading) -> list[Mention]:
    """Every number of a document in the text, in order, none overlapping another."""
    found: list[Mention] = []
    floor = 0
    for candidate in candidates(reading.text):
        if candidate.start < floor:
            continue
        mention = _mention(reading, candidate, found[-1] if found else None)
        if mention is not None:
            found.append(mention)
            floor = mention.end
    return found


def _mention(reading: Reading, candidate: Candidate, previous: Mention | None) -> Mention | None:
    if not candidate.slash and not candidate.hyphen and _sensible(candidate) < 2:
        return None
    floor = previous.end if previous is not None else 0
    start, intro, number, joined = _introduction(reading, candidate, floor)
    if is_form(reading.folded, start):
        return None
    word = type_before(reading, start, floor)
    listed = previous is not None and word is None and _is_listed(reading, previous, start)
    expected = word.name if word else previous.word.name if listed and previous and previous.word else None
    clean = _is_clean(reading.text[start : candidate.start], word)
    introduced = intro or listed
    series, end = _series(candidate, expected, clean, word is not None, introduced)
    if series is None:
        return None
    if word is None and (series.body in ("QH", "UBTVQH") or introduced):
        word = _word_before_name(reading, start, floor, series) or word
    if word is not None and word.distance > (0 if clean else 1) and not _agrees(word.name, series):
        word = None
    if word is not None and word.distance and _is_label(reading.text, start):
        word = None
    agrees = _agrees(word.name if word else expected, series)
    evidence = Evidence(
        series_cost=series.cost,
        series_known=series.known,
        type_word=word is not None,
        type_agrees=agrees,
        introduced=introduced,
        separator=candidate.separator,
        glued=candidate.ambiguous_glue,
        joined=joined,
        letters=candidate.letters,
        cut=_goes_on(reading.text, end),
        headless=word is None and not introduced and is_headless(reading.text, start, end),
    )
    kept = previous.word if word is None and listed and previous is not None else word
    begin = word.start if word is not None else candidate.start
    if joined and word is None:
        begin = start
    return Mention(begin, candidate.start, end, number, candidate.year, series, kept, introduced, evidence)


def _introduction(reading: Reading, candidate: Candidate, floor: int) -> tuple[int, bool, str, bool]:
    """Where the number's introduction begins (`số`), whether there is one, the number, and if joined.

    `56 2156` is `số 2156`; `số 1 65` is 165 with a space in it, which stays doubtful.
    """
    start, number, joined = candidate.start, candidate.number, False
    if candidate.glued:
        return start - (2 if reading.text[start - 1] not in "sS" else 1), True, number, False
    intro = False
    for _ in range(2):
        low = max(floor, start - 12)
        window = reading.folded[low:start]
        match = NUMBER_WORD.search(window)
        if match is not None and not (intro and match["word"][0].isdigit()):
            start, intro = low + match.start("word"), True
            continue
        digits = _DIGIT_BEFORE.search(window)
        if not intro and digits is not None and len(digits["digits"] + number) <= 5:
            before = NUMBER_WORD.search(reading.folded[max(floor, low - 12) : low + digits.start()])
            if before is not None and candidate.year is None:
                number, joined, intro = digits["digits"] + number, True, True
                start = max(floor, low - 12) + before.start("word")
        break
    return start, intro, number, joined


def _is_clean(introduction: str, word: TypeWord | None) -> bool:
    """Whether the words before a number are undamaged Vietnamese, so that its letters are as well."""
    if word is not None and not word.exact:
        return False
    return "số" in introduction.lower() or (word is not None and not introduction.strip())


def _goes_on(text: str, end: int) -> bool:
    """Whether the letters go on after a hyphen or slash in a way that could not be read."""
    return _FURTHER.match(text, end) is not None


def _is_label(text: str, start: int) -> bool:
    """Whether a line begins here with `Số`: the label of a document's own number."""
    return text[start : start + 1] in "S§" and not text[:start].rpartition("\n")[2].strip()


def _is_listed(reading: Reading, previous: Mention, start: int) -> bool:
    gap_start = previous.end
    date = date_after(reading.text, reading.folded, gap_start)
    if date is not None and date.end <= start:
        gap_start = date.end
    gap = reading.folded[gap_start:start]
    return len(gap) < 24 and LIST_GAP.match(gap) is not None and gap.strip(" *\n") != ""


def _series(
    candidate: Candidate, expected: str | None, clean: bool, worded: bool, introduced: bool
) -> tuple[Series | None, int]:
    """The longest run of the candidate's tokens that reads as a series, and where it ends."""
    best: tuple[Series | None, int] = (None, 0)
    for count in range(_sensible(candidate), 0, -1):
        printed = candidate.tokens[0]
        for mark, token in zip(candidate.marks[: count - 1], candidate.tokens[1:count], strict=True):
            printed += ("-" if mark == "." else mark) + token
        series = read_series(printed, expected, candidate.hyphen, clean)
        if series is None or not _acceptable(series, candidate, count, worded, introduced):
            continue
        if best[0] is None or series.cost + _WORTH_CUTTING < best[0].cost:
            best = (series, candidate.ends[count - 1])
    return best


def _sensible(candidate: Candidate) -> int:
    """How many tokens may belong to the series: later ones must look like abbreviations."""
    for i, token in enumerate(candidate.tokens[1:], 1):
        known = token in tables().bodies or token in tables().types or token in tables().units
        known = known or (not candidate.loose[i - 1] and len(token) > 1 and is_body(token))
        loose = candidate.loose[i - 1] > 0
        if i > 1 and candidate.loose[i - 1] > 1:
            return i
        upper = sum(char.isupper() or char.isdigit() for char in token)
        shaped = upper >= len(token) - (1 if len(token) > 2 else 0) and any(c.isalpha() for c in token)
        shaped = shaped or (not loose and len(token) > 3 and upper >= 0.6 * len(token))
        if not known and (not shaped if not loose else not (shaped and 2 <= len(token) <= 10)):
            return i
        if candidate.marks[i - 1] == "." and (loose or not known):
            return i
    return len(candidate.tokens)


def _acceptable(series: Series, candidate: Candidate, count: int, worded: bool, introduced: bool) -> bool:
    led = worded or introduced
    first = candidate.tokens[0]
    upper = any(char.isupper() for char in first)
    if not candidate.separator:
        return led and series.type is not None and series.known and series.cost < 0.6 and count > 1
    if not upper and not (led and series.known and series.cost < 0.3):
        return led and first[:1] in "0" and series.known
    if candidate.hyphen and not series.party:
        old = series.body in ("CP", "TTg", "HĐBT")
        return led and series.known and series.cost < 0.4 and (count > 1 or old)
    if not candidate.slash and not series.known:
        return False
    if series.known and series.type is not None:
        return led or (series.cost < 0.5 and count > 1) or series.body in ("QH", "UBTVQH")
    if series.known:
        return led or count > 1
    return led and len(first) > 1 and series.cost < 1.2 and (count > 1 or first.isupper())


def _word_before_name(reading: Reading, start: int, floor: int, series: Series) -> TypeWord | None:
    """The type word of `Luật Cán bộ, công chức số 80/2025/QH15`, with the law's name before the number."""
    low = max(floor, start - 170)
    window = shapes(reading.folded[low:start])
    if series.body in ("QH", "UBTVQH") and series.type is None:
        cut = max(window.rfind(sign) for sign in ";:()\n")
        heads = [m for m in _NAMED_LAW.finditer(window) if m.start() > cut]
        if heads:
            chosen = next((m for m in heads if window.startswith("sua doi", m.end())), heads[-1])
            name = "Bộ luật" if chosen[0].startswith("bo") else "Pháp lệnh" if chosen[0][0] == "p" else "Luật"
            return TypeWord(name, low + chosen.start(), 0, False)
    of = _OF_BEFORE_NUMBER.search(window)
    if of is not None:
        return type_before(reading, low + of.start(), floor)
    return _word_apart(window, low, series)


def _word_apart(window: str, low: int, series: Series) -> TypeWord | None:
    """The type word of `Kết luận thanh tra số 2852/KL-TTCP`, with what it is about between."""
    if series.type is None:
        return None
    clause = re.split(r"[;:,.()\n]", window[-60:])[-1]
    at = clause.rfind(fold(series.type))
    if at < 0:
        return None
    return TypeWord(series.type, low + len(window) - len(clause) + at, 0, False)


def _agrees(name: str | None, series: Series) -> bool:
    if name is None or name in ("Văn bản", "Công văn") or series.body in ("QH", "UBTVQH"):
        return name is None or name == "Văn bản" or series.type is None or series.type == name
    return series.type is None or series.type == name or _abbreviation(series) in tables().names[name]


def _abbreviation(series: Series) -> str:
    return series.text.replace("/", "-").split("-")[0]
