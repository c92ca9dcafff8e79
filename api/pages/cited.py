"""The page of a cited document: who cites it and when, and which documents it is cited beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analyzers.annotations import Header
from api.desk import Desk, Json
from api.pages.known import Known
from api.settings import Lang
from indexer import CitedDocument
from indexer.facets import years_and_quarters

NEAR = 600
"""Characters within which documents are cited beside each other: about one paragraph."""
_MOST_BESIDE = 12


@dataclass(frozen=True, slots=True)
class Citing:
    """A document that cites another, with the places, in order."""

    document: str
    file: str
    header: Header
    places: tuple[Json, ...]

    @property
    def date(self) -> str | None:
        """The date that the citing document bears."""
        return self.header.date

    @property
    def order(self) -> str:
        """Its place in time: its date, else the end of what it reports on, else after all others."""
        years, quarters = years_and_quarters(self.header)
        end = f"{max(years)}-{3 * max(quarters, default=4):02}-99" if years else "9999"
        return self.header.date or end


@dataclass(frozen=True, slots=True)
class Beside:
    """A document that is cited beside another, `count` times; `place` is one mention of it."""

    cited: CitedDocument
    count: int
    place: tuple[str, int]


def match_of(desk: Desk, cited: CitedDocument, lang: Lang) -> Json:
    """A cited document as `lookup` shows it."""
    from search.lookup import to_match
    from search.places_cited import Texts

    match = asdict(to_match(desk.engine, cited, Texts(desk.engine, desk.reader), desk.reader, lang))
    return {key: list(value) if isinstance(value, tuple) else value for key, value in match.items()}


def resolved_of(everything: Known, match: Json) -> CitedDocument | None:
    """What the whole collection knows of a match of `lookup`."""
    for mention in match["mentions"]:
        found = everything.at.get((mention["document"], mention["start"]))
        if found is not None and found.canonical == match["canonical"]:
            return found
    return everything.own.get(match["document"] or "")


def timeline(desk: Desk, match: Json) -> list[Citing]:
    """Who cites a document, oldest first."""
    headers = {each.id: each.annotations.header for each in desk.engine.documents(desk.reader)}
    places: dict[str, list[Json]] = {}
    files: dict[str, str] = {}
    for mention in match["mentions"]:
        if mention["relation"] != "self":
            places.setdefault(mention["document"], []).append(mention)
            files[mention["document"]] = mention["file"]
    found = [
        Citing(document, files[document], headers.get(document, Header()), tuple(listed))
        for document, listed in places.items()
    ]
    return sorted(found, key=lambda each: (each.order, Path(each.file).name))


def beside(everything: Known, cited: CitedDocument) -> list[Beside]:
    """The documents that stand in the same paragraphs, those most often there first."""
    counts: Counter[int] = Counter()
    first: dict[int, Beside] = {}
    for other, place in _neighbours(everything, cited):
        counts[id(other)] += 1
        first.setdefault(id(other), Beside(other, 0, place))
    found = [Beside(each.cited, counts[key], each.place) for key, each in first.items()]
    return sorted(found, key=lambda each: (-each.count, each.cited.canonical))[:_MOST_BESIDE]


def _neighbours(everything: Known, cited: CitedDocument) -> Iterator[tuple[CitedDocument, tuple[str, int]]]:
    for cited_mention in cited.mentions:
        mention = cited_mention.mention
        at = mention.citation.start
        for near in everything.mentions.get(mention.document, ()):
            place = (near.document, near.citation.start)
            other = everything.at.get(place)
            if other is None or other is cited or near.citation.role == "self":
                continue
            if abs(near.citation.start - at) <= NEAR:
                yield other, place


@dataclass(frozen=True, slots=True)
class Step:
    """Where a reader who goes from mention to mention is: the `number`-th of `total`, 0 for none of them."""

    canonical: str
    number: int
    total: int
    before: Json | None
    after: Json | None


def step(mentions: Sequence[Json], canonical: str, document: str, start: int) -> Step:
    """The mentions before and after the one at a place."""
    at = next(
        (n for n, each in enumerate(mentions) if (each["document"], each["start"]) == (document, start)), None
    )
    if at is None:
        return Step(canonical, 0, len(mentions), None, mentions[0] if mentions else None)
    after: Any = mentions[at + 1] if at + 1 < len(mentions) else None
    return Step(canonical, at + 1, len(mentions), mentions[at - 1] if at else None, after)
