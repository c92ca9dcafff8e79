"""The word tables of this package: abbreviations, the English glossary, stop words, types.

Each is a tab-separated file under `data/`, edited by hand; lines that begin with `#` are comments.
Keys are looked up by their folded terms, longest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from analyzers.folding import fold
from analyzers.repair import is_syllable
from analyzers.tokens import accented_terms, folded_terms

_DATA = Path(__file__).parent / "data"

Terms = tuple[str, ...]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way to write something: its terms with accents and folded, as many of each."""

    accented: Terms
    folded: Terms

    @classmethod
    def of(cls, text: str) -> Phrase:
        """The phrase that a text is."""
        return cls(tuple(accented_terms(text)), tuple(folded_terms(text)))


class PhraseTable(Generic[Value]):
    """Values by phrase; `longest` finds the longest phrase that begins at a place in a text."""

    def __init__(self) -> None:
        self._entries: dict[Terms, list[Value]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, key: Terms, value: Value) -> None:
        """Put one more value under a phrase; values keep the order in which they came."""
        if not key:
            return
        self._entries.setdefault(key, []).append(value)
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def longest(self, terms: Sequence[str], at: int) -> tuple[int, list[Value]] | None:
        """How many terms from `at` on are the longest known phrase, and its values."""
        for length in self._lengths.get(terms[at], ()):
            found = self._entries.get(tuple(terms[at : at + length]))
            if found is not None:
                return length, found
        return None

    def __contains__(self, key: Terms) -> bool:
        return key in self._entries


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table under `data/`."""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def base_forms(word: str) -> tuple[str, ...]:
    """An English word as it may stand in the glossary: itself, singular, without `-ing` or `-ed`."""
    forms = [word, singular(word)]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            forms += [stem, stem + "e"]
            forms += [stem[:-1]] if stem[-1] == stem[-2] else []
            forms += [stem[:-1] + "y"] if stem.endswith("i") else []
    return tuple(dict.fromkeys(forms))


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`short` as written in documents (`KSTT`), and one thing that it stands for."""

    short: Phrase
    long: Phrase
    printed: str

    @property
    def plain_word(self) -> bool:
        """Whether the abbreviation in lower case could be an ordinary syllable (`ban`, `tu`)."""
        return len(self.short.folded) == 1 and is_syllable(self.short.folded[0])


@lru_cache(maxsize=1)
def abbreviations() -> tuple[PhraseTable[Abbreviation], PhraseTable[Abbreviation]]:
    """Abbreviations by their short form and by what they stand for."""
    by_short: PhraseTable[Abbreviation] = PhraseTable()
    by_long: PhraseTable[Abbreviation] = PhraseTable()
    for short, long in rows("abbreviations.tsv"):
        entry = Abbreviation(Phrase.of(short), Phrase.of(long), short)
        by_short.add(entry.short.folded, entry)
        by_long.add(entry.long.folded, entry)
    return by_short, by_long


def singular(word: str) -> str:
    """An English word without its plural ending, as the glossary has it; other words unchanged."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def english_terms(text: str) -> list[str]:
    """The words of an English text as the glossary is keyed: lower case, singular."""
    return [singular(fold(term)) for term in accented_terms(text.replace("'s", "").replace("’s", ""))]


@lru_cache(maxsize=1)
def glossary() -> PhraseTable[tuple[Phrase, ...]]:
    """Vietnamese by English phrase (see `english_terms`)."""
    table: PhraseTable[tuple[Phrase, ...]] = PhraseTable()
    for english, vietnamese in rows("glossary_en_vi.tsv"):
        meanings = tuple(Phrase.of(meaning) for meaning in vietnamese.split("|"))
        table.add(tuple(english_terms(english)), meanings)
    return table


@lru_cache(maxsize=1)
def named_bodies() -> frozenset[Terms]:
    """Names of certain ministries, departments and committees, by folded terms."""
    names = [long for _, long in rows("abbreviations.tsv") if long.split()[0] in ("Bộ", "Sở", "Ban", "Thanh")]
    return frozenset(tuple(folded_terms(name)) for name in names if len(name.split()) > 1)


@lru_cache(maxsize=1)
def comma_phrases() -> PhraseTable[bool]:
    """Phrases that are written with a comma inside (`sửa đổi, bổ sung`), by folded terms."""
    table: PhraseTable[bool] = PhraseTable()
    texts = [row[0] for row in rows("compounds.tsv")]
    texts += [meaning for _, meanings in rows("glossary_en_vi.tsv") for meaning in meanings.split("|")]
    texts += [long for _, long in rows("abbreviations.tsv")]
    texts += [text for group in rows("synonyms.tsv") for text in group]
    for text in texts:
        if "," in text:
            table.add(tuple(folded_terms(text)), True)
    return table


@lru_cache(maxsize=1)
def synonyms() -> dict[Terms, tuple[Phrase, ...]]:
    """Other words for a phrase (folded), from `synonyms.tsv`; the phrase itself is left out."""
    found: dict[Terms, list[Phrase]] = {}
    for group in rows("synonyms.tsv"):
        phrases = [Phrase.of(text) for text in group]
        for phrase in phrases:
            others = [other for other in phrases if other.folded != phrase.folded]
            found.setdefault(phrase.folded, []).extend(others)
    return {key: tuple(dict.fromkeys(others)) for key, others in found.items()}


@lru_cache(maxsize=1)
def contrasts() -> tuple[tuple[tuple[Terms, ...], ...], ...]:
    """Groups of things of which a figure is of one: for each member the ways to write it (folded)."""
    return tuple(
        tuple(tuple(tuple(folded_terms(way)) for way in member.split("|")) for member in group)
        for group in rows("contrasts.tsv")
    )


@lru_cache(maxsize=1)
def cues() -> PhraseTable[tuple[Phrase, ...]]:
    """What stands where the answer is, by the words that ask for it (folded, English singular)."""
    table: PhraseTable[tuple[Phrase, ...]] = PhraseTable()
    for words, meanings in rows("cues.tsv"):
        found = tuple(Phrase.of(meaning) for meaning in meanings.split("|"))
        table.add(tuple(singular(term) for term in folded_terms(words)), found)
    return table


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Every word of the glossary's English side and the English stop words."""
    found = {term for english, _ in rows("glossary_en_vi.tsv") for term in english_terms(english)}
    found |= {singular(term) for phrase in _stop_phrases("en") for term in phrase.folded}
    return frozenset(found)


@lru_cache(maxsize=1)
def compounds() -> PhraseTable[Phrase]:
    """Vietnamese words and terms of the field, of two and more syllables, by folded terms.

    They come from what the abbreviations stand for and from the Vietnamese side of the glossary, with
    `compounds.tsv` for those that have neither, and the commonest words of the language (`words.tsv`).
    """
    table: PhraseTable[Phrase] = PhraseTable()
    texts: list[str] = [row[0] for row in rows("compounds.tsv")]
    texts += [long for _, long in rows("abbreviations.tsv")]
    texts += [meaning for _, meanings in rows("glossary_en_vi.tsv") for meaning in meanings.split("|")]
    texts += [row[0] for row in rows("words.tsv")]
    texts += [text for group in rows("synonyms.tsv") for text in group]
    for text in texts:
        for part in text.split(","):
            phrase = Phrase.of(part)
            if len(phrase.folded) > 1 and phrase.folded not in table and not _begins_with_type(phrase):
                table.add(phrase.folded, phrase)
    return table


def _begins_with_type(phrase: Phrase) -> bool:
    """Whether a phrase is a document type and more: `kế hoạch kiểm tra` asks for two things."""
    found = document_types().longest(phrase.folded, 0)
    return found is not None and 1 < found[0] < len(phrase.folded)


def _stop_phrases(kind: str) -> Iterator[Phrase]:
    return (Phrase.of(row[1]) for row in rows("stopwords.tsv") if row[0] == kind)


@lru_cache(maxsize=8)
def stop_phrases(kind: str, accents: bool = False) -> PhraseTable[bool]:
    """Stop phrases of a kind (`question`, `function`, `en`), by accented or by folded terms."""
    table: PhraseTable[bool] = PhraseTable()
    for phrase in _stop_phrases(kind):
        key = phrase.accented if accents else phrase.folded
        table.add(tuple(singular(term) for term in key) if kind == "en" else key, True)
    return table


@lru_cache(maxsize=1)
def document_types() -> PhraseTable[str]:
    """Names of document types in correct Vietnamese, by any way to write them (folded)."""
    table: PhraseTable[str] = PhraseTable()
    for name, *ways in rows("types.tsv"):
        table.add(tuple(folded_terms(name)), name)
        for way in ways:
            table.add(tuple(folded_terms(way)), name)
            if tuple(english_terms(way)) not in table:
                table.add(tuple(english_terms(way)), name)
    return table
