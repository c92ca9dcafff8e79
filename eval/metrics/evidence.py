"""Whether an answer's statements rest on what stands in the documents.

A statement is sound if it has evidence, every quote is exactly its span of the document's text and at most
`LONGEST` characters, and its figures stand in its quotes (as printed or restored). A computed statement
must show operands that do: at least one of its figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

LONGEST = 400
_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of evidence: `document` is the key of the set's document."""

    document: str
    start: int
    end: int
    quote: str
    restored: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement and its evidence."""

    text: str
    evidence: tuple[Quote, ...]
    computed: bool = False


def score_evidence(claims: Sequence[Claim], text_of: Callable[[str], str]) -> dict[str, float]:
    """The shares of claims with exact quotes, with figures that stand in them, and with both."""
    if not claims:
        return {}
    quotes = [_exact(claim, text_of) for claim in claims]
    figures = [_figures_stand(claim) for claim in claims]
    both = [a and b for a, b in zip(quotes, figures, strict=True)]
    return {
        "quotes exact": sum(quotes) / len(claims),
        "figures quoted": sum(figures) / len(claims),
        "evidence sound": float(all(both)),
    }


def _exact(claim: Claim, text_of: Callable[[str], str]) -> bool:
    return bool(claim.evidence) and all(
        text_of(item.document)[item.start : item.end] == item.quote and 0 < len(item.quote) <= LONGEST
        for item in claim.evidence
    )


def _figures_stand(claim: Claim) -> bool:
    said = figures(claim.text)
    quoted = {figure for item in claim.evidence for figure in figures(f"{item.quote} {item.restored or ''}")}
    missing = said - quoted
    return not missing or (claim.computed and bool(said & quoted))


def figures(text: str) -> set[str]:
    """The numbers and dates of a text, without leading zeros, dates with strokes (`7/2/2024`)."""
    return {_figure(match.group()) for match in _FIGURE.finditer(text)}


def _figure(text: str) -> str:
    return "/".join(part.lstrip("0") or "0" for part in re.split(r"[/-]", text))
