"""The family of a cited document: what the texts say amends, replaces, implements or rests on what.

Only what stands there counts: a mention with such words before it, and the document that the same
sentence names before them - or, for grounds and what is carried out, the document that says so itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.desk import Desk
from api.pages.known import Known
from indexer import CitedDocument
from indexer.engines.base import Mention
from search.pages import page

_SAID = frozenset({"amended", "replaced", "repealed", "implemented", "based-on"})
_OWN = frozenset({"implemented", "based-on"})
"""Relations whose subject is the citing document where its sentence names no other."""
_REACH = 260
"""Characters between a document and the one that it is said to amend, replace ..."""
_STOP = re.compile(r"[.;!?](?=\s)|\n\s*\n")
_MOST = 8
"""Relatives that are drawn on a side."""

NODE, BETWEEN, ROW = 170, 140, 46
"""Pixels of the drawing: a node's width, the space between two columns of nodes, a row's height."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A document of the family: `relation` is what the text says, `place` where (document, start, end)."""

    label: str
    relation: str
    place: tuple[str, int, int]
    at: tuple[str, int] | None
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Family:
    """The relatives, laid out: `older` are what the document acts on, `younger` what acts on it."""

    older: tuple[Kin, ...]
    younger: tuple[Kin, ...]
    height: int

    @property
    def x(self) -> int:
        """Where the document itself is drawn: right of what it acts on."""
        return NODE + BETWEEN if self.older else 0

    @property
    def width(self) -> int:
        """The width of the columns that there are."""
        return self.x + NODE + (BETWEEN + NODE if self.younger else 0)

    @property
    def middle(self) -> int:
        """The height at which the document itself is drawn."""
        return self.height // 2

    def __bool__(self) -> bool:
        return bool(self.older or self.younger)


def family(desk: Desk, everything: Known, cited: CitedDocument) -> Family:
    """The relatives of a cited document that the collection's texts name."""
    older: dict[tuple[str, str], Kin] = {}
    younger: dict[tuple[str, str], Kin] = {}
    for document in _documents(cited):
        for subject, mention in _statements(desk, everything, document):
            target = everything.at.get((document, mention.citation.start))
            if target is None or subject is target:
                continue
            span = (document, mention.citation.start, mention.citation.end)
            if target is cited:
                kin = _kin(everything, subject, mention, span)
                if kin is not None:
                    younger.setdefault((kin.label, kin.relation), kin)
            elif subject is cited:
                older.setdefault(
                    (target.canonical, mention.relation),
                    Kin(target.canonical, mention.relation, span, (document, mention.citation.start)),
                )
    return _laid_out(list(older.values())[:_MOST], list(younger.values())[:_MOST])


def _documents(cited: CitedDocument) -> list[str]:
    """The documents of the collection that may say something of it: those that cite it, and itself."""
    found = dict.fromkeys(each.mention.document for each in cited.mentions if not each.doubtful)
    return list(found) + ([cited.document] if cited.document and cited.document not in found else [])


def _statements(
    desk: Desk, everything: Known, document: str
) -> Iterator[tuple[CitedDocument | str | None, Mention]]:
    """Each mention that something is said of, with the document that does it (an id for one not cited)."""
    held = page(desk.engine, document, desk.reader)
    if held is None:
        return
    mentions = everything.mentions.get(document, [])
    for index, mention in enumerate(mentions):
        if mention.relation not in _SAID or mention.citation.role == "self":
            continue
        before = mentions[index - 1] if index else None
        if before is not None and _same_sentence(held.document.text, before, mention):
            yield everything.at.get((document, before.citation.start)), mention
        elif mention.relation in _OWN:
            yield everything.own.get(document) or document, mention


def _same_sentence(text: str, before: Mention, mention: Mention) -> bool:
    between = text[before.citation.end : mention.citation.start]
    return before.citation.role != "self" and len(between) <= _REACH and not _STOP.search(between)


def _kin(
    everything: Known, subject: CitedDocument | str | None, mention: Mention, span: tuple[str, int, int]
) -> Kin | None:
    if isinstance(subject, CitedDocument):
        at = next(((each.mention.document, each.mention.citation.start) for each in subject.mentions), None)
        return Kin(subject.canonical, mention.relation, span, at)
    if isinstance(subject, str) and mention.citing_number:
        return Kin(mention.citing_number, mention.relation, span, None)
    return None


def _laid_out(older: list[Kin], younger: list[Kin]) -> Family:
    rows = max(len(older), len(younger), 1)

    def column(kin: list[Kin], x: int) -> tuple[Kin, ...]:
        top = (rows - len(kin)) * ROW // 2 + ROW // 2
        return tuple(replace(each, x=x, y=top + n * ROW) for n, each in enumerate(kin))

    right = (NODE + BETWEEN) * (2 if older else 1)
    return Family(column(older, 0), column(younger, right), rows * ROW)
