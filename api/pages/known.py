"""The cited documents of the whole collection, resolved once for each state of the index."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

from api.desk import Desk
from api.pages.fresh import Fresh
from indexer import CitedDocument, resolve
from indexer.engines.base import Mention, MentionQuery

Place = tuple[str, int]
"""A mention by its document's id and its start."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every cited document; where each is mentioned; which mentions contradict each other.

    `at` leads from a mention to its cited document, `mentions` has each document's mentions in order,
    `contradicting` the spans of those that another one contradicts.
    """

    cited: tuple[CitedDocument, ...]
    at: dict[Place, CitedDocument] = field(default_factory=dict)
    own: dict[str, CitedDocument] = field(default_factory=dict)
    mentions: dict[str, list[Mention]] = field(default_factory=dict)
    contradicting: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def contradictions(self, document: str, start: int, end: int) -> list[CitedDocument]:
        """The documents cited in a span whose mentions contradict each other, each once."""
        spans = self.contradicting.get(document, [])
        first = bisect_left(spans, (start, 0))
        found = [self.at[document, at] for at, last in spans[first:] if at < end and last <= end]
        return list({id(cited): cited for cited in found}.values())


def _known(desk: Desk) -> Known:
    mentions = desk.engine.mentions(MentionQuery(), desk.reader)
    cited = resolve(mentions, desk.engine.documents(desk.reader))
    found = Known(tuple(cited))
    for each in cited:
        if each.document is not None:
            found.own[each.document] = each
        for cited_mention in each.mentions:
            mention = cited_mention.mention
            found.at[mention.document, mention.citation.start] = each
        for conflict in each.conflicts:
            for index in conflict.mentions:
                _note(found.contradicting, each.mentions[index].mention)
    by_document: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_document[mention.document].append(mention)
    for document, listed in by_document.items():
        found.mentions[document] = sorted(listed, key=lambda mention: mention.citation.start)
    for spans in found.contradicting.values():
        spans.sort()
    return found


_FRESH = Fresh(_known)


def known(desk: Desk, *, now: bool = True) -> Known:
    """What the collection cites, for the desk's reader; `now` as in `Fresh.get`."""
    return _FRESH.get(desk, now=now)


def _note(spans: dict[str, list[tuple[int, int]]], mention: Mention) -> None:
    span = (mention.citation.start, mention.citation.end)
    listed = spans.setdefault(mention.document, [])
    if span not in listed:
        listed.append(span)
