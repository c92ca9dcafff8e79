"""What a query asks for, taken apart into concepts, each with the ways in which documents write it.

`kiểm tra KSTTHC` is two concepts: `kiểm tra`, and `KSTTHC` or `kiểm soát thủ tục hành chính`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analyzers.folding import fold
from analyzers.tokens import accented_form, folded_form, syllables
from search import tables
from search.language import Language
from search.tables import Abbreviation, Phrase

TYPED = 1.0
"""The weight of what was typed."""
EXPANDED = 0.6
"""The weight of what an abbreviation stands for, and of an abbreviation for what was typed."""
TRANSLATED = 0.9
"""The weight of the first translation of an English term."""
ALTERNATIVE = 0.5
"""The weight of further translations, and of further meanings of an abbreviation."""
SYNONYM = 0.45
"""The weight of another word for what was typed."""
FUNCTION_WORD = 0.15
"""The weight of a word that only holds the sentence together; it still counts in phrases."""
UNKNOWN_ENGLISH = 0.5
"""The weight of an English word that the glossary does not have (a name, a product)."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a concept, with its weight."""

    phrase: Phrase
    weight: float


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked for. `forms` begin with what was typed (or its first translation).

    `content` is False for a word that only holds the sentence together. `at` is the index of the
    concept's first term in the query.
    """

    forms: tuple[Form, ...]
    content: bool
    at: int

    def __hash__(self) -> int:
        """By place and first form: concepts are looked up often, and their forms are many."""
        return hash((self.at, self.forms[0].phrase.folded))

    @property
    def label(self) -> str:
        """The concept as it is named to a person."""
        return " ".join(self.forms[0].phrase.accented)


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of a query: as typed, with accents, folded; as many of each."""

    typed: list[str]
    accented: list[str]
    folded: list[str]


def concepts(text: str, language: Language) -> tuple[Concept, ...]:
    """The concepts of a query's free text, in order; question words are left out."""
    typed = [token.text for token in syllables(text)]
    terms = _Terms(typed, [accented_form(t) for t in typed], [folded_form(t) for t in typed])
    found: list[Concept] = []
    at = 0
    while at < len(typed):
        used, concept = _next(terms, at, language)
        if concept is not None:
            found.append(_with_synonyms(concept))
        at += used
    return tuple(found)


def _with_synonyms(concept: Concept) -> Concept:
    """The concept with the other words that mean the same as what was typed (or its translation)."""
    if not concept.content:
        return concept
    first = concept.forms[0].phrase
    others = tables.synonyms().get(first.folded, ()) or _with_part_replaced(first)
    known = {form.phrase.folded for form in concept.forms}
    added = tuple(Form(phrase, SYNONYM) for phrase in others if phrase.folded not in known)
    return replace(concept, forms=concept.forms + added) if added else concept


_MOST_REPLACED = 4


def _with_part_replaced(phrase: Phrase) -> tuple[Phrase, ...]:
    """A longer phrase with the other words for a part of it: `đang xử lý` as `đang giải quyết`."""
    folded = phrase.folded
    for length in range(len(folded) - 1, 0, -1):
        for at in range(len(folded) - length + 1):
            others = tables.synonyms().get(folded[at : at + length], ())
            if others and (length > 1 or len(folded) > 2):
                return tuple(_put(phrase, at, length, other) for other in others[:_MOST_REPLACED])
    return ()


def _put(phrase: Phrase, at: int, length: int, other: Phrase) -> Phrase:
    return Phrase(
        (*phrase.accented[:at], *other.accented, *phrase.accented[at + length :]),
        (*phrase.folded[:at], *other.folded, *phrase.folded[at + length :]),
    )


def _next(terms: _Terms, at: int, language: Language) -> tuple[int, Concept | None]:
    """The concept that begins at a term and how many terms it takes; None for question words."""
    accented, folded = terms.accented, terms.folded
    cue = tables.cues().longest([tables.singular(term) for term in folded[at : at + 6]], 0)
    if cue is not None:
        return cue[0], Concept(tuple(Form(phrase, TYPED) for phrase in cue[1][0]), True, at)
    if language == "en":
        translated = _translated(accented, at)
        if translated is not None:
            return translated
    known = _abbreviated(terms, at) or _spelled_out(accented, folded, at)
    length = known[0] if known else 0
    stop = _stop_length(accented, folded, at, language)
    if stop > length:
        return stop, None
    if known is not None:
        return known
    phrase = Phrase((accented[at],), (folded[at],))
    content = not _is_function(accented[at], folded[at], language)
    weight = UNKNOWN_ENGLISH if language == "en" and content and not folded[at].isdigit() else TYPED
    return 1, Concept((Form(phrase, weight if content else FUNCTION_WORD),), content, at)


def _stop_length(accented: Sequence[str], folded: Sequence[str], at: int, language: Language) -> int:
    """How many terms from here on only ask (`cho tôi biết`, `how many`)."""
    if language == "en":
        words = [tables.singular(fold(term)) for term in accented[at : at + 4]]
        found = tables.stop_phrases("en").longest(words, 0)
    elif language == "vi":
        found = tables.stop_phrases("question", accents=True).longest(accented, at)
    else:
        found = tables.stop_phrases("question").longest(folded, at)
    return found[0] if found else 0


def _is_function(accented: str, folded: str, language: Language) -> bool:
    if language == "vi":
        return (accented,) in tables.stop_phrases("function", accents=True)
    if language == "vi-plain":
        return (folded,) in tables.stop_phrases("function")
    return False


def _translated(accented: Sequence[str], at: int) -> tuple[int, Concept | None] | None:
    words = [_glossary_word(fold(term)) for term in accented[at : at + 8]]
    found = tables.glossary().longest(words, 0)
    stop = tables.stop_phrases("en").longest(words, 0)
    if found is None or (stop is not None and stop[0] > found[0]):
        return (stop[0], None) if stop is not None else None
    length, entries = found
    meanings = [meaning for entry in entries for meaning in entry]
    forms = [Form(meaning, TRANSLATED if i == 0 else ALTERNATIVE) for i, meaning in enumerate(meanings)]
    forms += [form for meaning in meanings[:1] for form in _shorter(meaning.folded)]
    return length, Concept(tuple(forms), True, at)


def _glossary_word(word: str) -> str:
    """An English word in the form that the glossary has, if it has any."""
    known = tables.english_words()
    return next((form for form in tables.base_forms(word) if form in known), tables.singular(word))


def _abbreviated(terms: _Terms, at: int) -> tuple[int, Concept] | None:
    """An abbreviation that was typed, with what it stands for."""
    found = tables.abbreviations()[0].longest(terms.folded, at)
    if found is None:
        return None
    length, entries = found
    end = at + length
    meant = [entry for entry in entries if _is_meant(entry, terms.typed[at:end])]
    if not meant:
        return None
    phrase = Phrase(tuple(terms.accented[at:end]), tuple(terms.folded[at:end]))
    forms = [Form(phrase, TYPED)]
    forms += [Form(e.long, EXPANDED if i == 0 else ALTERNATIVE) for i, e in enumerate(meant)]
    return length, Concept(tuple(forms), True, at)


def _is_meant(entry: Abbreviation, typed: Sequence[str]) -> bool:
    """Whether typed terms are the abbreviation: in lower case only if they cannot be a syllable."""
    printed = [token.text for token in syllables(entry.printed)]
    if [fold(term).upper() for term in typed] != [fold(token).upper() for token in printed]:
        return False
    as_printed = all(
        sum(map(str.isupper, term)) >= sum(map(str.isupper, token))
        for term, token in zip(typed, printed, strict=True)
    )
    return as_printed or not entry.plain_word


def _spelled_out(accented: Sequence[str], folded: Sequence[str], at: int) -> tuple[int, Concept] | None:
    """A term of the field typed in full, with its abbreviations; the longest one there is."""
    found = tables.compounds().longest(folded, at)
    if found is None or not _same_accents(accented[at : at + found[0]], found[1][0].accented):
        return None
    length = found[0]
    phrase = Phrase(tuple(accented[at : at + length]), tuple(folded[at : at + length]))
    forms = [Form(phrase, TYPED), *_shorter(phrase.folded)]
    return length, Concept(tuple(forms), True, at)


def _same_accents(typed: Sequence[str], known: Sequence[str]) -> bool:
    """Whether what was typed with accents is the known word; without accents it may be."""
    return all(a == b or fold(a) == a for a, b in zip(typed, known, strict=True))


def _shorter(folded: Sequence[str]) -> list[Form]:
    """The abbreviations of a term typed in full, or of a part of it (`TTHC nội bộ`)."""
    longs = tables.abbreviations()[1]
    found = longs.longest(folded, 0)
    if found is not None and found[0] == len(folded):
        return [Form(entry.short, EXPANDED) for entry in found[1]]
    for at in range(len(folded)):
        found = longs.longest(folded, at)
        if found is not None and found[0] > 2:
            return [Form(_replaced(folded, at, found[0], entry.short), EXPANDED) for entry in found[1]]
    return []


def _replaced(folded: Sequence[str], at: int, length: int, short: Phrase) -> Phrase:
    terms = (*folded[:at], *short.folded, *folded[at + length :])
    return Phrase(terms, terms)
