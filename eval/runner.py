"""A set put to a system: every question searched and asked, every number looked up, every text read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, TypeVar

from eval.annotations import DocumentReading, read_set
from eval.evalset import EvalSet, Judged, Question
from eval.metrics.conflicts import conflict_found
from eval.metrics.documents import score_documents
from eval.metrics.evidence import score_evidence
from eval.metrics.lookups import score_lookup
from eval.metrics.retrieval import Found, measure
from eval.metrics.values import score_values
from eval.runfile import Item, Run
from eval.systems import Ranker, Tracuu
from eval.timing import load as machine_load

DEPTH = 100
"""Passages that are asked for, so that R@100 can be told; documents need more passages (`_depth`)."""

_SHOWN = 10
Result = TypeVar("Result")
Progress = Callable[[int, int], None]


def run_set(
    judged: EvalSet,
    system: Ranker,
    *,
    k: int = DEPTH,
    config: dict[str, Any] | None = None,
    program: str = "",
    progress: Progress = lambda done, total: None,
) -> Run:
    """Put the whole set to `system`; raises `EvalProblem`. What a peer cannot do is left out."""
    started = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    load = machine_load()
    items: list[Item] = []
    asked = len(judged.questions) if isinstance(system, Tracuu) and judged.unit == "passage" else 0
    total = len(judged.questions) + asked + len(judged.lookups)
    for item in _items(judged, system, k):
        items.append(item)
        progress(min(len(items), total), total)
    return Run(
        set_name=judged.name,
        set_fingerprint=judged.fingerprint(),
        unit=judged.unit,
        system=system.name,
        config=config or {},
        program=program,
        started=started,
        load=load,
        items=tuple(items),
    )


def _items(judged: EvalSet, system: Ranker, k: int) -> Iterator[Item]:
    layers = {document.key: document.layer for document in judged.documents}
    yield from _searched(judged, system, k, layers)
    if not isinstance(system, Tracuu):
        return
    if judged.unit == "passage":
        yield from _asked(judged, system, layers)
    for case in judged.lookups:
        found, took = _timed(lambda number=case.query: system.lookup(number))  # type: ignore[misc]
        yield Item(
            case.id,
            "lookup",
            case.query,
            kind=case.status,
            split=case.split,
            took_ms=took,
            measures=score_lookup(case, found.status, found.canonicals),
            output={"status": found.status, "canonicals": list(found.canonicals)},
        )
    yield from _conflicts(judged, system)
    yield from (_read_item(reading) for reading in read_set(judged))


def _searched(judged: EvalSet, system: Ranker, k: int, layers: dict[str, str]) -> Iterator[Item]:
    depth = 2 * k if judged.unit == "document" else k
    lists: dict[str, list[Found]] = {}
    took: dict[str, float] = {}
    if judged.questions:
        system.search(judged.questions[0].query, depth)  # what is loaded on first use is not timed
    for question in judged.questions:
        found, took[question.id] = _timed(lambda query=question.query: system.search(query, depth))  # type: ignore[misc]
        lists[question.id] = list(found)
    measures = measure(judged.questions, lists, judged.unit)
    for question in judged.questions:
        if question.relevant:
            shown = [[hit.document, hit.start, hit.end] for hit in lists[question.id][:_SHOWN]]
            about = _about(question, layers)
            yield Item(
                question.id,
                "search",
                question.query,
                **about,
                took_ms=took[question.id],
                measures=measures[question.id],
                output={"hits": shown},
            )


def _asked(judged: EvalSet, system: Tracuu, layers: dict[str, str]) -> Iterator[Item]:
    @lru_cache(maxsize=64)
    def text_of(key: str) -> str:
        return judged.document(key).text

    for question in judged.questions:
        found, took = _timed(lambda query=question.query: system.ask(query))  # type: ignore[misc]
        measures = {
            "abstention right": float(found.answered == question.answerable),
            **score_documents(question, found.documents),
            **score_values(question, found.values),
            **score_evidence(found.statements, text_of),
        }
        output = {
            "answered": found.answered,
            "answerable": question.answerable,
            "documents": list(found.documents),
            "values": list(found.values),
            "answer": found.answer[:300],
        }
        yield Item(
            question.id,
            "ask",
            question.query,
            **_about(question, layers),
            took_ms=took,
            measures=measures,
            output=output,
        )


def _conflicts(judged: EvalSet, system: Tracuu) -> Iterator[Item]:
    for gold in judged.conflicts:
        if gold.optional:
            continue
        found, took = _timed(lambda number=gold.canonical: system.lookup(number))  # type: ignore[misc]
        hit = conflict_found(gold, found.conflicts)
        yield Item(
            gold.id, "conflict", gold.canonical, kind=gold.kind, took_ms=took, measures={"found": float(hit)}
        )


def _read_item(reading: DocumentReading) -> Item:
    mentions, headings = reading.citations, reading.sections
    measures = {
        "citation P": mentions.counts.precision,
        "citation R": mentions.counts.recall,
        "citation F1": mentions.counts.f1,
        "citation dates": mentions.share(mentions.dates),
        "section F1": headings.exact.f1,
        "header exact": reading.fields_exact,
        "header folded": reading.fields_folded,
    }
    wrong = [f"citation {fault}: {what} at {start}" for fault, what, start, _ in mentions.wrong]
    wrong += [f"heading {fault}: {what} at {start}" for fault, what, start, _ in headings.wrong]
    wrong += [f"header {field.name}" for field in reading.header if not field.folded]
    key, layer = reading.document.key, reading.document.layer
    took = 1000 * reading.seconds
    return Item(key, "read", key, damage=layer, took_ms=took, measures=measures, output={"wrong": wrong})


def _about(question: Question, layers: dict[str, str]) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "language": question.language,
        "damage": _damage(question.relevant, layers),
        "split": question.split,
    }


def _damage(places: tuple[Judged, ...], layers: dict[str, str]) -> str:
    """`clean` or `damaged` if all answering places are so, `mixed` if both, empty if there are none."""
    found = {layers.get(place.document, "clean") for place in places}
    return "mixed" if len(found) > 1 else next(iter(found), "")


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    began = time.perf_counter()
    result = work()
    return result, 1000 * (time.perf_counter() - began)
