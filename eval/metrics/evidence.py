"""Whether an answer's statements rest on what stands in the documents.

A statement is sound if it has evidence, every quote is exactly its span of the document's text and at most
`LONGEST` characters, and its figures stand in its quotes (as printed or restored). A computed statement
must show operands that do: at least one of its figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from search.results import LONGEST, Statement

_FIGURE = re.compile(r"\d+(?:[.,/-]\d+)*")


def score_evidence(statements: Sequence[Statement], text_of: Callable[[str], str]) -> dict[str, float]:
    """The shares of statements with exact quotes, with figures that stand in them, and with both."""
    if not statements:
        return {}
    quotes = [_exact(statement, text_of) for statement in statements]
    figures = [_figures_stand(statement) for statement in statements]
    both = [a and b for a, b in zip(quotes, figures, strict=True)]
    return {
        "quotes exact": sum(quotes) / len(statements),
        "figures quoted": sum(figures) / len(statements),
        "evidence sound": float(all(both)),
    }


def _exact(statement: Statement, text_of: Callable[[str], str]) -> bool:
    return bool(statement.evidence) and all(
        text_of(item.document)[item.start : item.end] == item.quote and 0 < len(item.quote) <= LONGEST
        for item in statement.evidence
    )


def _figures_stand(statement: Statement) -> bool:
    said = figures(statement.text)
    quoted = {
        figure for item in statement.evidence for figure in figures(f"{item.quote} {item.restored or ''}")
    }
    missing = said - quoted
    return not missing or (statement.computed and bool(said & quoted))


def figures(text: str) -> set[str]:
    """The numbers and dates of a text, without leading zeros, dates with strokes (`7/2/2024`)."""
    return {_figure(match.group()) for match in _FIGURE.finditer(text)}


def _figure(text: str) -> str:
    return "/".join(part.lstrip("0") or "0" for part in re.split(r"[/-]", text))
