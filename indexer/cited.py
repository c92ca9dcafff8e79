"""What resolution gives: the documents that mentions speak of, with where the mentions disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.engines.base import Mention
from indexer.errors import Lang

ConflictKind = Literal[
    "date", "impossible-date", "number-year", "registry-date", "effect-date", "subject", "issuer", "type"
]


@dataclass(frozen=True, slots=True)
class CitedMention:
    """One place that cites a document. `doubtful` where the number could not be read with confidence."""

    mention: Mention
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class DatedMentions:
    """A date that the document is given, and which mentions give it (indices into `mentions`).

    `own` tells that the document itself, being in the collection, bears this date.
    """

    date: str
    mentions: tuple[int, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that mentions of one document disagree on (indices into `mentions`)."""

    kind: ConflictKind
    vi: str
    en: str
    mentions: tuple[int, ...]

    def message(self, lang: Lang = "vi") -> str:
        """What disagrees, in one sentence."""
        return self.vi if lang == "vi" else self.en


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One document that the collection cites or holds.

    `date` is the one that its own page bears, else the one most mentions give; None where they are
    divided equally. `document` is its id in the collection, None if it is not there. `province` is None
    for a document of the state or the Party's centre. `ambiguous` tells that its mentions may speak of
    another document of the same number: nothing in them decides.
    """

    canonical: str
    type: str | None
    issuer: str | None
    date: str | None
    dates: tuple[DatedMentions, ...]
    subject: str | None
    province: str | None
    document: str | None
    mentions: tuple[CitedMention, ...]
    conflicts: tuple[Conflict, ...]
    ambiguous: bool = False
