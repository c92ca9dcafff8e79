"""Which documents of the collection the citations of a text mean, by the rules of `indexer.resolution`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from analyzers.annotations import Annotations, Citation, Header
from analyzers.folding import fold
from api.desk import Desk, Json
from indexer import CitedDocument, resolve
from indexer.engines.base import Filters, Mention, MentionQuery

Link = Literal["linked", "ambiguous", "unknown"]

_HERE = "\0text"
"""Stands for the text that was sent; no stored document has this id."""
_SURE = 0.5
"""Confidence below which a reading is never linked."""


def link_citations(desk: Desk, text: str) -> Json:
    """The citations of `text`, each with `link`, `document` (id or None) and `mentions` (a count)."""
    from analyzers import analyse

    began = time.perf_counter()
    found = analyse(text)
    return {
        "citations": [{**asdict(each), **_link(desk, each, found)} for each in found.citations],
        "took_ms": round(1000 * (time.perf_counter() - began), 1),
    }


def cited_documents(desk: Desk, words: str = "") -> list[Json]:
    """Every document that the collection cites, in order of number.

    With `words` only those that have them all in type, number, issuer, date and subject, accents or not.
    """
    mentions = desk.engine.mentions(MentionQuery(), desk.reader)
    cited = resolve(mentions, desk.engine.documents(desk.reader))
    wanted = fold(words).split()
    return [_row(each) for each in cited if each.mentions and has_words(each, wanted)]


def has_words(cited: CitedDocument, wanted: Sequence[str]) -> bool:
    """Whether all folded words stand in type, number, issuer, date or subject of a cited document."""
    said = (cited.type, cited.canonical, cited.issuer, cited.date, cited.subject)
    there = fold(" ".join(filter(None, said)))
    return all(word in there for word in wanted)


def _row(cited: CitedDocument) -> Json:
    return {
        "canonical": cited.canonical,
        "type": cited.type,
        "issuer": cited.issuer,
        "date": cited.date,
        "subject": cited.subject,
        "document": cited.document,
        "mentions": len(cited.mentions),
        "conflicts": len(cited.conflicts),
    }


def _link(desk: Desk, citation: Citation, found: Annotations) -> dict[str, Any]:
    """What the collection makes of one citation, as if the text were one of its documents."""
    query = _query_for(citation)
    stored = desk.engine.mentions(query, desk.reader)
    held = desk.engine.documents(desk.reader, Filters(number=(citation.canonical,)))
    mine = _as_mention(citation, found.header)
    resolved = resolve([*stored, mine], held)
    group = next(each for each in resolved if any(_is_mine(m.mention) for m in each.mentions))
    others = [each for each in resolved if each is not group]
    status = _status(citation, group, others)
    if status != "linked":
        return {"link": status, "document": None, "mentions": 0}
    return {"link": status, "document": group.document, "mentions": len(group.mentions) - 1}


def _status(citation: Citation, group: CitedDocument, others: Sequence[CitedDocument]) -> Link:
    known = group.document is not None or len(group.mentions) > 1
    possible = [each for each in others if _shares_all(citation, each)]
    if known and citation.confidence >= _SURE and not group.ambiguous:
        return "linked"
    return "ambiguous" if known or possible else "unknown"


def _shares_all(citation: Citation, other: CitedDocument) -> bool:
    """Whether a document has everything that the citation says of its identity."""
    dates = {each.date for each in other.dates}
    same_date = citation.date is None or not dates or citation.date in dates
    return other.canonical == citation.canonical and same_date


def _query_for(citation: Citation) -> MentionQuery:
    if citation.number is None:
        return MentionQuery(name=citation.canonical)
    return MentionQuery(
        number=citation.number.lstrip("0") or "0", number_year=citation.number_year, series=citation.series
    )


def _as_mention(citation: Citation, header: Header) -> Mention:
    """The citation as a mention; its own number cites nothing, so it counts as any other here."""
    from dataclasses import replace

    return Mention(
        document=_HERE,
        file="",
        citation=replace(citation, role="cites"),
        citing_number=header.number,
        citing_date=header.date,
        citing_issuer=header.issuer,
        citing_province=header.province,
    )


def _is_mine(mention: Mention) -> bool:
    return mention.document == _HERE
