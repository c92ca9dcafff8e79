"""Whether a model's sentence is what its quotations say.

A sentence stands only if it cites quotations that it was given, their words are its words, and every figure,
date, number, name and denial in it is theirs. A figure must stand in a sentence of the quotation that speaks
of the same thing. What speaks to a model instead of a reader supports nothing. The test is strict: a sentence
that is lost costs little, the quotations themselves are always shown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from analyzers.folding import fold
from search.concepts import concepts
from search.errors import Lang
from search.figures import dates_in
from search.llm_prompt import Claim
from search.matching import TermIndex
from search.pages import terms_of
from search.places import places
from search.results import Evidence

SAID = 0.65
"""The share of a sentence's words that its quotations must say together."""
SAID_EN = 0.55
"""The same in English, whose words the glossary knows in part."""
BESIDE = 0.3
"""The share of a clause's words that a sentence of a quotation must say to lend it a figure."""
AS_NEAR = 0.6
"""The same beside the sentence of the quotations that says most of the clause."""
IN_ORDER = 0.55
"""The share of the common words that stand in the same order: who leads and who helps is told by it alone."""
LONGEST_CLAIM = 600
"""Characters of a sentence at most."""
_OWN_WORDS = 3
"""Words from which on a clause tells by itself what its figure is of."""

_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_JOINED = re.compile(r"(?<=\d)\s*([/–-])\s*(?=\d)")
_TOKEN = re.compile(r"\d(?:[\w.,/:-]*\w)?")
_UNIT = re.compile(r"\s*(%|(?:nghin|ngan|trieu|ty|ti|thousand|million|billion|diem|lan)\b)")
_PERCENT = re.compile(r"(?<=\d)\s*(?:phần\s+trăm|per\s?cent)\b", re.IGNORECASE)
_NUMBER_WORDS = frozenset(
    "muoi tram nghin ngan trieu ty nua gap doi ro half double twice triple two three four five six seven "
    "eight nine ten twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion".split()
)
_COUNTED = re.compile(r"\b(?:hai|ba|bốn|năm|sáu|bảy|tám|chín)\s+(?:mươi|trăm|nghìn|triệu|tỷ|phần|lần)\b")
_DENIAL = re.compile(r"\b(?:không|chưa|chẳng|no|not|none|never|cannot)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w/.-])[^\W\d_a-zà-ỹ][^\W\d_]*")
_DIRECTIVE = re.compile(
    r"\b(?:bo qua|quen|lo di|khong tuan theo)\b.{0,60}\b(?:quy tac|chi dan|huong dan|lenh|luat le)\b"
    r"|\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:rules?|instructions?|prompts?|above|previous)\b"
    r"|\b(?:hay|phai|chi) tra loi\b|\b(?:answer|reply|respond)\b.{0,20}\b(?:with|that|only|exactly)\b"
    r"|\bsystem prompt\b|\bmo hinh ngon ngu\b|\blanguage model\b|\byou (?:are|must)\b|\btro ly (?:ao|ai)\b",
    re.DOTALL,
)


def speaks_to_models(text: str) -> bool:
    """Whether a text has a command for whoever answers from it."""
    return _DIRECTIVE.search(fold(text)) is not None


def is_supported(claim: Claim, evidence: Sequence[Evidence], lang: Lang) -> bool:
    """Whether a sentence is what the quotations with the numbers that it cites say."""
    if len(claim.text) > LONGEST_CLAIM or speaks_to_models(claim.text):
        return False
    if not claim.cites or not all(1 <= number <= len(evidence) for number in claim.cites):
        return False
    segments = [s for number in claim.cites for s in _segments(evidence[number - 1])]
    said = _Said(claim.text, lang)
    if not segments or said.share(segments) < (SAID_EN if lang == "en" else SAID):
        return False
    if not said.has_only_figures_of(segments) or not said.has_only_names_of(segments):
        return False
    return said.denies_as(segments) and said.is_in_order_of(segments)


@dataclass(frozen=True)
class _Segment:
    """One sentence of a quotation."""

    text: str

    @cached_property
    def index(self) -> TermIndex:
        return TermIndex(terms_of(self.text)[0])

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures as they stand, and with a date also its year."""
        dates = {found.value.rpartition("/")[2] for found in dates_in(self.text)}
        return frozenset(figure_tokens(self.text) | dates)


def _segments(quoted: Evidence) -> list[_Segment]:
    """The sentences of a quotation, as printed and as restored, without what speaks to a model."""
    forms = dict.fromkeys(filter(None, (quoted.restored, quoted.quote)))
    parts = (part for form in forms for part in _SENTENCE.split(form))
    return [_Segment(part) for part in parts if part.strip() and not speaks_to_models(part)]


def figure_tokens(text: str) -> set[str]:
    """The figures, dates and document numbers of a text, whole, with the unit that changes their size."""
    found: set[str] = set()
    for date in sorted(dates_in(text), key=lambda item: -item.start):
        found.add("/".join(part.lstrip("0") for part in date.value.split("/")))
        text = text[: date.start] + " " * (date.end - date.start) + text[date.end :]
    text = _PERCENT.sub("%", _JOINED.sub(r"\1", text))
    folded = fold(text)
    for match in _TOKEN.finditer(text):
        unit = _UNIT.match(folded, match.end()) if len(folded) == len(text) else None
        size = unit[1] if unit else ""
        number = match[0].lower().replace("–", "-").lstrip("0") or "0"
        found.add(number + size)
    return found


class _Said:
    """What one sentence of a model says, to be compared with the sentences of its quotations."""

    def __init__(self, text: str, lang: Lang) -> None:
        self.text = text
        self.lang = lang
        self.words = [concept for concept in concepts(_without_figures(text), lang) if concept.content]

    def share(self, segments: Sequence[_Segment]) -> float:
        """The share of the words that the segments say together, 0 to 1."""
        if not self.words:
            return 0.0
        told = sum(max(segment.index.best(word) for segment in segments) for word in self.words)
        return told / len(self.words)

    def has_only_figures_of(self, segments: Sequence[_Segment]) -> bool:
        """Whether every figure stands in a segment that speaks of the same thing."""
        return all(self._has_figures_of(part, segments) for part in _clauses(self.text))

    def _has_figures_of(self, part: str, segments: Sequence[_Segment]) -> bool:
        figures, spelled = figure_tokens(part), _spelled_figures(part)
        if not figures and not spelled:
            return True
        own = _Said(part, self.lang)
        clause = own if len(own.words) >= _OWN_WORDS else self
        shares = [clause.share([segment]) for segment in segments]
        enough = max(BESIDE, AS_NEAR * max(shares))
        near = [segment for segment, share in zip(segments, shares, strict=True) if share >= enough]
        told = " ".join(fold(segment.text) for segment in near)
        if not all(re.search(rf"\b{words}\b", told) for words in spelled):
            return False
        return figures <= {figure for segment in near for figure in segment.figures}

    def has_only_names_of(self, segments: Sequence[_Segment]) -> bool:
        """Whether every name is the quotations'; in English provinces and names with Vietnamese letters."""
        told = " ".join(fold(segment.text) for segment in segments)
        known = set(re.findall(r"\w+", told))
        if any(not any(fold(name) in told for name in place.names) for place in places(self.text)):
            return False
        names = [match[0] for match in _NAME.finditer(self.text) if match.start() > 0]
        if self.lang == "en":
            names = [name for name in names if not name.isascii()]
        return all(fold(name) in known for name in names)

    def denies_as(self, segments: Sequence[_Segment]) -> bool:
        """Whether the sentence denies where the segment that says most of it does, and only there."""
        most = max(self.share([segment]) for segment in segments)
        nearest = [segment for segment in segments if self.share([segment]) >= most - 1e-9]
        denied = bool(_DENIAL.search(self.text))
        return any(denied == bool(_DENIAL.search(_clause(segment, self))) for segment in nearest)

    def is_in_order_of(self, segments: Sequence[_Segment]) -> bool:
        """Whether the words that the nearest segment says too stand in its order, mostly."""
        if self.lang == "en":
            return True
        nearest = max(segments, key=lambda segment: self.share([segment]))
        common = [term for term in terms_of(self.text)[0] if term in nearest.index.places]
        return _longest_common(common, nearest.index.terms) >= IN_ORDER * len(common)


def _clauses(text: str) -> list[str]:
    return [part for part in re.split(r"[,:;](?!\d)|\s[-–]\s", text) if part.strip()]


def _clause(segment: _Segment, said: _Said) -> str:
    """The clause of a segment that says most of a sentence."""
    return max(_clauses(segment.text), key=lambda part: said.share([_Segment(part)]), default="")


def _spelled_figures(text: str) -> set[str]:
    """The folded words of a text that are figures."""
    folded = fold(_PERCENT.sub("%", text))
    words = {word for word in re.findall(r"[a-z]+", folded) if word in _NUMBER_WORDS}
    return words | {fold(found) for found in _COUNTED.findall(text.lower())}


def _longest_common(first: Sequence[str], second: Sequence[str]) -> int:
    """The length of the longest common subsequence of two sequences of terms."""
    row = [0] * (len(second) + 1)
    for term in first:
        before = 0
        for at, other in enumerate(second, start=1):
            before, row[at] = row[at], before + 1 if term == other else max(row[at], row[at - 1])
    return row[-1]


def _without_figures(text: str) -> str:
    """A text without dates, figures and document numbers, which are compared whole."""
    for date in sorted(dates_in(text), key=lambda item: -item.start):
        text = text[: date.start] + text[date.end :]
    return _TOKEN.sub(" ", _PERCENT.sub("%", text))
