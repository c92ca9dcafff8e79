"""One cited document by its number, in any spelling: what it is, who cites it, what contradicts.

`found` is one document that shares everything that was typed, `ambiguous` several, `not_found` none;
a lookalike is only ever a suggestion. Of a list of numbers (`35/KH-UBND và 36/KH-UBND`) each is looked up:
the list is `found` if each is one document, and `not_found` if any is none, with those that are there as
the first suggestions; else `ambiguous`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.citations.numbers import parse_law_name
from analyzers.folding import fold
from indexer import CitedDocument, resolve
from indexer.cited import CitedMention
from indexer.engines.base import ANYONE, Engine, Filters, MentionQuery, Reader
from search.concepts import Concept, concepts
from search.errors import EmptyQuery, Lang, QueryTooLong
from search.identities import Typed, matching
from search.issued import TypedIssuer, issuer_typed
from search.language import language_of
from search.numbers import TypedNumber, beside, listed, nearly_typed, parse_typed
from search.own_doubts import conflicts_at, own_conflicts
from search.places import Place, places
from search.places_cited import Texts
from search.query import LIMIT, readable
from search.results import CitedPlace, DateCount, FoundConflict, LookupResult, Match
from search.series import series_parts
from search.tables import document_types

MOST_SUGGESTIONS = 5
_NOT_SUBJECT = frozenset("so van ban ngay nam thang ky hieu cua ve viec tinh thanh pho".split())
_ASKING = frozenset(
    "tim xem tra cuu toi find show look lookup search give please issued issue promulgated dated".split()
)
"""Words around a number that only ask for it."""
_LAW = re.compile(r"\b(?:bo\s+luat|luat|phap\s+lenh|hien\s+phap)\b.*", re.DOTALL)
_LENGTH = 400
"""Characters of a look-up that are read; a number and its words are shorter."""
_SHORTEST = 4
"""Characters of words from which on numbers that contain them are suggested."""


def lookup(engine: Engine, query: str, reader: Reader = ANYONE, lang: Lang = "vi") -> LookupResult:
    """The cited documents that a typed number (or a law's name) means; raises `QueryError`.

    `lang` is the language of what is said about contradictions.
    """
    query = readable(query)
    text = _checked(query)
    pieces = listed(text)
    each = [_found(engine, piece, reader) for piece in pieces]
    documents = list({id(item): item for found in each for item in found}.values())
    if not all(each):
        near = [found[0].canonical for found in each if len(found) == 1]
        for piece, found in zip(pieces, each, strict=True):
            near += suggestions(engine, nearly_typed(piece), piece, reader) if not found else ()
        return LookupResult(query, "not_found", suggestions=tuple(dict.fromkeys(near))[:MOST_SUGGESTIONS])
    texts = Texts(engine, reader)
    matches = tuple(to_match(engine, item, texts, reader, lang) for item in documents)
    status = "found" if all(len(found) == 1 for found in each) else "ambiguous"
    return LookupResult(query, status, matches)


def _checked(query: str) -> str:
    """The text to look up, in one line; raises `QueryError` for one that says nothing or too much."""
    if len(query) > LIMIT:
        raise QueryTooLong(
            f"Số, ký hiệu có {len(query)} ký tự, tối đa {LIMIT}.",
            f"The number has {len(query)} characters, at most {LIMIT} are allowed.",
        )
    text = " ".join(query[:_LENGTH].split())
    if not any(char.isalnum() for char in text):
        raise EmptyQuery(
            "Hãy gõ số, ký hiệu của văn bản, ví dụ 35/KH-UBND.",
            "Type the number of a document, e.g. 35/KH-UBND.",
        )
    return text


def _found(engine: Engine, text: str, reader: Reader) -> list[CitedDocument]:
    """The documents that one number or a law's name means."""
    typed = parse_typed(text)
    found = cited_as(engine, typed, text, reader) if typed is not None else []
    if not found and (typed is None or not typed.series):
        found = _laws(engine, text, reader)
    return found


def cited_as(
    engine: Engine, typed: TypedNumber, text: str, reader: Reader, *, frame: bool = False
) -> list[CitedDocument]:
    """The cited documents that share everything that was typed.

    With `frame` the text is a question: only its places count beside the number, and an issuer that
    stands right behind it, not its other words.
    """
    candidates = resolved(engine, MentionQuery(number=typed.plain), reader, typed.canonical)
    before, after = beside(text, typed)
    named = places(f"{before} {after}")
    before, after = _without(before, named), _without(after, named)
    issuer = issuer_typed(before, after, beside=frame)
    words = () if frame else _words(_without_issuer(f"{before} {after}", issuer))
    return matching(candidates, Typed(typed, named, issuer, words, strict=not frame))


def _without(text: str, named: Sequence[Place]) -> str:
    """The text without the names of provinces."""
    for place in places(text):
        if any(place.name == other.name for other in named):
            text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return text


def _without_issuer(text: str, issuer: TypedIssuer | None) -> str:
    """The text without the words that name the issuer."""
    if issuer is None:
        return text
    words = re.findall(r"\w+", text)
    return " ".join(words[: issuer.at] + words[issuer.at + issuer.words :])


def _words(rest: str) -> tuple[Concept, ...]:
    """What was typed beside a number that tells of an issuer or a subject."""
    return tuple(
        concept
        for concept in concepts(rest, language_of(rest))
        if concept.content
        and not set(concept.forms[0].phrase.folded) & (_NOT_SUBJECT | _ASKING)
        and concept.forms[0].phrase.folded not in document_types()
        and not concept.label.isdigit()
    )


def resolved(
    engine: Engine, query: MentionQuery, reader: Reader, canonical: str | None = None
) -> list[CitedDocument]:
    """The documents that the mentions of a query speak of, without those only doubtful ones speak of.

    `canonical` brings in a document of the collection of that number, which may not mention itself.
    """
    mentions = engine.mentions(query, reader)
    held = engine.documents(reader, Filters(number=(canonical,))) if canonical else []
    found = resolve(mentions, held)
    return [cited for cited in found if cited.document or any(not m.doubtful for m in cited.mentions)]


def _laws(engine: Engine, text: str, reader: Reader) -> list[CitedDocument]:
    """The laws of a name that was typed; a year at its end restricts."""
    found = _LAW.search(fold(text))
    if found is None:
        return []
    name = text[found.start() :].strip(" .,;:?!\"'")
    return resolved(engine, MentionQuery(name=parse_law_name(name) or name), reader)


def to_match(engine: Engine, cited: CitedDocument, texts: Texts, reader: Reader, lang: Lang = "vi") -> Match:
    """A cited document as it is shown; its own number on its own page comes first."""
    shown = [texts.place(cited_mention) for cited_mention in cited.mentions]
    return Match(
        canonical=cited.canonical,
        type=cited.type,
        issuer=cited.issuer,
        date=cited.date,
        dates=tuple(DateCount(dated.date, len(dated.mentions) + dated.own) for dated in cited.dates),
        subject=cited.subject,
        document=cited.document,
        mentions=(*_own_mentions(engine, cited, texts, reader), *shown),
        conflicts=tuple(
            dict.fromkeys(
                (
                    *(
                        FoundConflict(c.kind, c.message(lang), tuple(shown[i] for i in c.mentions))
                        for c in cited.conflicts
                    ),
                    *conflicts_at(texts, cited, lang),
                    *(own_conflicts(texts, cited.document, lang) if cited.document else ()),
                )
            )
        ),
    )


def _own_mentions(engine: Engine, cited: CitedDocument, texts: Texts, reader: Reader) -> list[CitedPlace]:
    """Where a document of the collection bears its own number."""
    if cited.document is None:
        return []
    mentions = engine.mentions(MentionQuery(document=cited.document), reader)
    return [texts.place(CitedMention(m)) for m in mentions if m.citation.role == "self"]


def suggestions(engine: Engine, typed: TypedNumber | None, text: str, reader: Reader) -> tuple[str, ...]:
    """Numbers in the collection that are near to what was typed, the nearest first."""
    near = []
    for canonical, count in engine.canonicals(reader):
        distance = _distance(typed, text, canonical)
        if distance is not None:
            near.append((distance, -count, canonical))
    return tuple(canonical for _, _, canonical in sorted(near)[:MOST_SUGGESTIONS])


def _distance(typed: TypedNumber | None, text: str, canonical: str) -> int | None:
    """How far a canonical number is from what was typed: other series, then one other digit."""
    if typed is None:
        shorter, longer = sorted((fold(canonical), fold(text)), key=len)
        return 0 if len(shorter) >= _SHORTEST and shorter in longer else None
    other = re.match(r"(\d+)(?:/(\d{4}))?[/-](.*)", canonical)
    if other is None:
        return None
    number = other[1].lstrip("0") or "0"
    same_series = bool(typed.series) and series_parts(other[3])[: len(typed.series)] == typed.series
    if number == typed.plain:
        return 0 if same_series else 1
    if same_series and _one_digit_off(number, typed.plain):
        return 2
    return None


def _one_digit_off(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1 or sorted(a) == sorted(b)
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
