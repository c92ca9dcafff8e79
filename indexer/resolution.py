"""From mentions to the documents that they cite, over the whole collection.

Identity is number (without leading zeros), year in the number, series, and who issued it. Rules, in the
order in which they are used; wherever none decides, mentions stay apart:

1. Documents of the state and of the Party's centre do not depend on a province; all others belong to the
   province (and district) that the mention names, else to that of the citing document. Where neither
   tells, a mention joins a document only by the same date or a strongly agreeing subject.
2. A number with a year in it is one document; differing dates are a conflict to show.
3. A number without a year begins anew each year: dates of different years are different documents,
   unless the subjects agree strongly. Dates within one year are a conflict, unless the mentions name a
   committee and its chairman, who number apart, and the dates are far from each other.
4. A mention without date joins the only document that it can mean: one that was there when it was
   written. If there are several, it is left in a group of its own, flagged as ambiguous.
5. A citation read with a confidence below one half proves nothing: it is listed as doubtful with the only
   document that it can mean, or stays alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from indexer.agreement import agree
from indexer.cited import CitedDocument, CitedMention, Conflict, DatedMentions
from indexer.description import describe
from indexer.engines.base import Mention, StoredDocument
from indexer.facets import text_key
from indexer.identity import Evidence, Key, evidence, own_evidence

__all__ = ["CitedDocument", "CitedMention", "Conflict", "DatedMentions", "resolve"]

SURE = 0.5
"""Confidence below which a citation is never linked as if it were certain."""

_FAR_DAYS = 31
"""Days apart from which a committee's and its chairman's document of one number are two documents."""

Group = list[Evidence]


def resolve(mentions: Sequence[Mention], documents: Sequence[StoredDocument] = ()) -> list[CitedDocument]:
    """The documents that `mentions` speak of, in order of number and date.

    `documents` are those of the collection that may be among them (their header is enough). Mentions of
    role `self` say that their document is in the collection and are not listed as citing it; one that is
    doubted says nothing.
    """
    held = [own for own in map(own_evidence, documents) if own is not None]
    known = {own.document for own in held}
    sure: dict[Key, Group] = defaultdict(list)
    doubtful: Group = []
    for own in held:
        sure[own.key].append(own)
    for index, mention in enumerate(mentions):
        found = evidence(mention, index)
        if mention.citation.role == "self":
            if mention.document not in known and mention.citation.confidence >= SURE:
                sure[found.key].append(_as_own(found, mention.document))
        elif mention.citation.confidence < SURE:
            doubtful.append(found)
        else:
            sure[found.key].append(found)
    grouped = {key: _grouped_once(found) for key, found in _unified_laws(sure).items()}
    return _described(grouped, doubtful, mentions)


def _described(
    grouped: dict[Key, list[tuple[Group, bool]]], doubtful: Group, mentions: Sequence[Mention]
) -> list[CitedDocument]:
    extra, alone = _placed(grouped, doubtful)
    made = [
        describe(group, extra.get((key, n), []), mentions, ambiguous)
        for key, groups in grouped.items()
        for n, (group, ambiguous) in enumerate(groups)
    ]
    made += [describe([], [item], mentions, False) for item in alone]
    return sorted(made, key=_order)


def _placed(
    grouped: dict[Key, list[tuple[Group, bool]]], doubtful: Group
) -> tuple[dict[tuple[Key, int], Group], Group]:
    """Doubtful mentions beside the only group that each can mean, and those without one."""
    extra: dict[tuple[Key, int], Group] = defaultdict(list)
    alone: Group = []
    for item in doubtful:
        groups = grouped.get(item.key, [])
        fitting = [n for n, (group, ambiguous) in enumerate(groups) if not ambiguous and _fits(item, group)]
        if len(fitting) == 1:
            extra[item.key, fitting[0]].append(item)
        else:
            alone.append(item)
    return extra, alone


def _order(cited: CitedDocument) -> tuple[str, str, str]:
    return (text_key(cited.canonical), cited.date or "", cited.province or "")


def _as_own(found: Evidence, document: str) -> Evidence:
    return replace(found, index=None, document=document, citing_date=None)


def _unified_laws(sure: dict[Key, Group]) -> dict[Key, Group]:
    """A law named without its year is the one of that name, if only one is cited."""
    years: dict[str, set[int]] = defaultdict(set)
    for key in sure:
        if key.number is None and key.number_year is not None:
            years[key.series].add(key.number_year)
    unified: dict[Key, Group] = defaultdict(list)
    for key, found in sure.items():
        named = years[key.series] if key.number is None and key.number_year is None else set()
        target = Key(None, next(iter(named)), key.series) if len(named) == 1 else key
        unified[target].extend(found)
    return unified


def _grouped_once(found: Group) -> list[tuple[Group, bool]]:
    """`_grouped`, with evidence that says the same compared once: a decree is cited thousands of times."""
    same: dict[Evidence, Group] = defaultdict(list)
    for item in found:
        same[replace(item, index=None, canonical="", province=None, damage=0.0)].append(item)
    groups = _grouped([items[0] for items in same.values()])
    firsts = {id(items[0]): items for items in same.values()}
    return [([item for first in group for item in firsts[id(first)]], flag) for group, flag in groups]


def _grouped(found: Group) -> list[tuple[Group, bool]]:
    """The evidence on one key as groups, each one document, and whether it is ambiguous."""
    if found[0].key.number is None:
        return [(found, False)]
    dated = [item for item in found if item.date is not None]
    undated = [item for item in found if item.date is None]
    groups: list[Group] = []
    unclear: list[Group] = []
    # Stored documents first: what is known of them is certain.
    for item in sorted(dated, key=lambda item: (item.index is not None, not item.scope_known)):
        fitting = _narrowed(item, [group for group in groups if _same_dated(item, group)])
        if len(fitting) == 1:
            fitting[0].append(item)
        else:
            (unclear if fitting else groups).append([item])
    return [*_with_undated(groups, undated), *((group, True) for group in unclear)]


def _with_undated(groups: list[Group], undated: Group) -> list[tuple[Group, bool]]:
    """Rule 4: each joins the only group that fits; the rest are together if written in one year."""
    left: dict[tuple[str, int | None], Group] = defaultdict(list)
    ambiguous: set[tuple[str, int | None]] = set()
    joined: list[tuple[Group, Evidence]] = []
    for item in undated:
        fitting = _narrowed(item, [group for group in groups if _fits(item, group)])
        if len(fitting) == 1:
            joined.append((fitting[0], item))
            continue
        place = (item.scope, None if item.key.number_year else _citing_year(item))
        left[place].append(item)
        if fitting:
            ambiguous.add(place)
    for group, item in joined:
        group.append(item)
    _join_timeless(left)
    rest = [(items, place in ambiguous or _may_be_one(place, left)) for place, items in left.items()]
    return [*((group, False) for group in groups), *rest]


def _join_timeless(left: dict[tuple[str, int | None], Group]) -> None:
    """Mentions of documents that bear no date go with the only others of their place."""
    for place in [place for place in left if place[1] is None]:
        others = [other for other in left if other != place and other[0] == place[0]]
        if len(others) == 1:
            left[others[0]].extend(left.pop(place))


def _may_be_one(place: tuple[str, int | None], left: dict[tuple[str, int | None], Group]) -> bool:
    """Whether undated mentions of another year, in the same province, may mean the same document."""
    return any(other != place and other[0] == place[0] for other in left)


def _narrowed(item: Evidence, fitting: list[Group]) -> list[Group]:
    """Of several groups the one that has the mention's date, else the one whose subject agrees strongly."""
    if len(fitting) < 2:
        return fitting
    same = [group for group in fitting if item.date and any(item.date == other.date for other in group)]
    agreeing = [group for group in fitting if any(agree(item.subject, other.subject) for other in group)]
    return next((groups for groups in (same, agreeing) if len(groups) == 1), fitting)


def _fits(item: Evidence, group: Group) -> bool:
    """Whether a mention can mean the document of a group as far as place and time go."""
    subjects_agree = any(agree(item.subject, other.subject) for other in group)
    if not _same_place(item, group, proven=subjects_agree):
        return False
    if item.date is not None:
        return _same_dated(item, group)
    if item.citing_date is None:
        return True
    # ISO dates compare as text.
    return all(not other.date_valid or (other.date or "") <= item.citing_date for other in group)


def _same_dated(item: Evidence, group: Group) -> bool:
    """Rules 1 to 3 for a mention with a date and a group of such."""
    agreed = any(agree(item.subject, other.subject) for other in group)
    same_date = any(item.date == other.date for other in group)
    if not _same_place(item, group, proven=agreed or same_date):
        return False
    if same_date or item.key.number_year is not None:
        return True
    if any(item.year == other.year for other in group):
        return agreed or not _numbered_apart(item, group)
    return agreed


def _same_place(item: Evidence, group: Group, proven: bool) -> bool:
    scopes = {other.scope for other in group if other.scope_known}
    if item.scope_known and scopes:
        return item.scope in scopes
    return proven or item.scope in {other.scope for other in group}


def _numbered_apart(item: Evidence, group: Group) -> bool:
    """A committee and its chairman number apart: far dates and the two issuers make two documents."""
    return all(
        _is_chairman(item.issuer) != _is_chairman(other.issuer) and _days(item, other) > _FAR_DAYS
        for other in group
        if other.year == item.year
    )


def _is_chairman(issuer: str | None) -> bool:
    return text_key(issuer or "").startswith(("chu tich", "pho chu tich"))


def _days(item: Evidence, other: Evidence) -> int:
    try:
        return abs((date.fromisoformat(item.date or "") - date.fromisoformat(other.date or "")).days)
    except ValueError:
        return 0


def _citing_year(item: Evidence) -> int | None:
    return int(item.citing_date[:4]) if item.citing_date else None
