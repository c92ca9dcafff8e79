"""A language model writes a few sentences above an answer, from the answer's own quotations.

The extractive answer stays whole: its documents, values, statements and quotations are not touched, and a
plain no stays a no. The model is sent the question and numbered quotations; each of its sentences is verified
(`search.llm_verify`) and shown as a statement with the quotations that it cites, or dropped and counted.
Whatever goes wrong leaves the extractive answer, with a note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.engines.base import EVERYONE
from search import llm_notes
from search.errors import Lang
from search.llm_client import complete
from search.llm_endpoint import Endpoint, ModelTrouble
from search.llm_prompt import Claim, claims, messages
from search.llm_verify import figure_tokens, is_supported, speaks_to_models
from search.places_cited import Texts
from search.results import Answer, Evidence, ModelReport, Statement

MOST_QUOTES = 16
"""Quotations that are sent at most."""
MOST_QUESTION = 2_000
"""Characters of a question that are sent at most."""


def with_model(
    answer: Answer, more: Sequence[Evidence], endpoint: Endpoint, texts: Texts, lang: Lang
) -> Answer:
    """The answer with a model's sentences above it, or as it is with a note why not.

    `more` are quotations that the answer itself does not show; they are sent where it names no value and no
    document, so that a model never chooses among figures. Raises nothing.
    """
    if not answer.answered:
        return answer
    try:
        quotes = _sendable(answer, more, texts)
        text = complete(endpoint, *messages(answer.query[:MOST_QUESTION], [_shown(q) for q in quotes], lang))
        return _checked(answer, claims(text), quotes, endpoint.model, lang)
    except ModelTrouble as failure:
        told = _with_note(answer, llm_notes.fallback(failure.trouble, lang))
        return replace(told, model=ModelReport(endpoint.model, failure.trouble))


def _sendable(answer: Answer, more: Sequence[Evidence], texts: Texts) -> list[Evidence]:
    """The quotations that may be sent; raises `ModelTrouble` where the answer's own may not."""
    own = list(dict.fromkeys(quoted for told in answer.statements for quoted in told.evidence))
    if any(not is_open(quoted, texts) for quoted in own):
        raise ModelTrouble("restricted")
    if not answer.values and not answer.documents:
        spans = {(quoted.document, quoted.start) for quoted in own}
        own += [q for q in more if (q.document, q.start) not in spans and is_open(q, texts)]
    quotes = [quoted for quoted in own if not speaks_to_models(_shown(quoted))]
    if not quotes:
        raise ModelTrouble("nothing-to-send")
    return quotes[:MOST_QUOTES]


def is_open(quoted: Evidence, texts: Texts) -> bool:
    """Whether a quotation is of a document for every reader and of no group besides."""
    document = texts.document(quoted.document)
    return document is not None and set(document.groups) == {EVERYONE}


def _shown(quoted: Evidence) -> str:
    return " ".join((quoted.restored or quoted.quote).split())


def _checked(
    answer: Answer, found: Sequence[Claim], quotes: Sequence[Evidence], model: str, lang: Lang
) -> Answer:
    """The answer with those sentences of a model that stand the test."""
    if not found:
        raise ModelTrouble("refused")
    kept = [
        claim
        for claim in found
        if is_supported(claim, quotes, lang) and _tells_the_value(claim.text, answer.values)
    ]
    dropped = len(found) - len(kept)
    if not kept:
        told = _with_note(answer, llm_notes.fallback("unsupported", lang))
        return replace(told, model=ModelReport(model, "unsupported", dropped=dropped))
    written = tuple(
        Statement(claim.text, tuple(quotes[number - 1] for number in claim.cites)) for claim in kept
    )
    text = "\n".join([*(statement.text for statement in written), answer.answer])
    return replace(
        _with_note(replace(answer, answer=text), llm_notes.written(dropped, lang)),
        statements=(*written, *answer.statements),
        model=ModelReport(model, None, kept=len(kept), dropped=dropped),
    )


def _tells_the_value(text: str, values: Sequence[str]) -> bool:
    """Whether a sentence with figures has one of those that answer; quotations hold others beside them."""
    told = figure_tokens(text)
    wanted = [tokens for value in values if (tokens := figure_tokens(value))]
    return not told or not wanted or any(tokens <= told for tokens in wanted)


def _with_note(answer: Answer, note: str) -> Answer:
    return replace(answer, answer=f"{answer.answer}\n{note}")
