"""What the model is worth: development figures on public sets, beside BM25 and fused with it.

Everything here is development data: half of ALQAC's questions, the development part of UIT-ViQuAD,
116 of its questions in English, and bilingual law articles whose documents are kept out of training.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from analyzers.folding import fold
from eval.embedding import sources
from eval.embedding.augmentation import Damage
from eval.embedding.lexical import AccentedAndFolded, Bm25

Scores = NDArray[np.float32]
Embed = Callable[[Sequence[str]], NDArray[np.float32]]
Change = Callable[[str], str]
ENGLISH = Path(__file__).parent / "data" / "english_questions.tsv"
_DEPTH = 10
_CHUNK = 1_200
_DAMAGED_WORDS = 0.85


class Ranker(Protocol):
    """Scores all texts for a query."""

    def scores(self, query: str) -> Scores:
        """One score a text; higher is better."""


@dataclass(frozen=True, slots=True)
class Task:
    """Texts, questions, and which texts answer each question. Texts with one `owner` are parts of one."""

    texts: Sequence[str]
    owners: NDArray[np.int64]
    queries: Sequence[str]
    relevant: Sequence[frozenset[int]]

    def changed(self, query: Change = str, text: Change = str) -> Task:
        """The same task with other spellings."""
        return Task(
            [text(t) for t in self.texts], self.owners, [query(q) for q in self.queries], self.relevant
        )


class Dense:
    """Cosine similarity of vectors."""

    def __init__(self, embed: Embed, texts: Sequence[str]) -> None:
        self._embed = embed
        self._matrix = embed(texts)

    def scores(self, query: str) -> Scores:
        """One score a text."""
        return np.asarray(self._matrix @ self._embed([query])[0], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Fused:
    """A weighted sum of two rankers' scores, each from 0 to 1 over the texts (min-max)."""

    dense: Ranker
    lexical: Ranker
    weight: float

    def scores(self, query: str) -> Scores:
        """One score a text."""
        dense, lexical = _scaled(self.dense.scores(query)), _scaled(self.lexical.scores(query))
        return np.asarray(self.weight * dense + (1 - self.weight) * lexical, dtype=np.float32)


def _scaled(scores: Scores) -> Scores:
    low, high = scores.min(), scores.max()
    return np.asarray((scores - low) / max(float(high - low), 1e-9), dtype=np.float32)


def figures(task: Task, ranker: Ranker) -> dict[str, float]:
    """nDCG@10 and recall@10 over the owners; an owner's score is that of its best text."""
    gains, recalls = [], []
    for query, relevant in zip(task.queries, task.relevant, strict=True):
        best = np.full(int(task.owners.max()) + 1, -np.inf, dtype=np.float32)
        np.maximum.at(best, task.owners, ranker.scores(query))
        top = np.argsort(-best, kind="stable")[:_DEPTH]
        hits = np.array([int(place) in relevant for place in top])
        discounts = 1 / np.log2(np.arange(2, _DEPTH + 2))
        ideal = discounts[: min(len(relevant), _DEPTH)].sum()
        gains.append(float((hits * discounts[: len(hits)]).sum() / ideal))
        recalls.append(float(hits.sum() / len(relevant)))
    return {"ndcg@10": round(float(np.mean(gains)), 4), "r@10": round(float(np.mean(recalls)), 4)}


def chunks(heading: str, text: str) -> list[str]:
    """Parts of at most 1,200 characters, cut at lines, the heading above each."""
    parts, part = [], ""
    for line in text.split("\n"):
        if part and len(part) + len(line) > _CHUNK:
            parts.append(part)
            part = ""
        part += line + "\n"
    return [f"{heading}\n{part}" for part in [*parts, part] if part.strip()]


def law_task(folder: Path) -> Task:
    """ALQAC, development half: law and article title stand above each part of an article."""
    texts: list[str] = []
    owners: list[int] = []
    numbers: dict[str, int] = {}
    for record in sources.read_records(folder, "alqac_articles"):
        title, _, body = str(record["text"]).partition("\n")
        number = numbers.setdefault(str(record["id"]), len(numbers))
        for part in chunks(f"{record['law']}\n{title}", body) or [f"{record['law']}\n{title}"]:
            texts.append(part)
            owners.append(number)
    queries: list[str] = []
    relevant: list[frozenset[int]] = []
    for record in sources.read_records(folder, "alqac_dev_queries"):
        known = frozenset(numbers[name] for name in record["relevant"] if name in numbers)
        if known:  # a few questions ask for an article that the collection lacks
            queries.append(str(record["query"]))
            relevant.append(known)
    return Task(texts, np.array(owners), queries, relevant)


def question_task(folder: Path) -> Task:
    """UIT-ViQuAD, development part: find the passage among all."""
    asked = list(sources.questions(folder, "dev"))
    passages = {passage: number for number, passage in enumerate(sorted({item.passage for item in asked}))}
    relevant = [frozenset({passages[item.passage]}) for item in asked]
    return Task(list(passages), np.arange(len(passages)), [item.question for item in asked], relevant)


def english_task(folder: Path) -> Task:
    """Questions put in English for this measure, over the same Vietnamese passages."""
    whole = question_task(folder)
    lines = ENGLISH.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return Task(
        whole.texts, whole.owners, [row[1] for row in rows], [whole.relevant[int(row[0])] for row in rows]
    )


def bilingual_task(folder: Path) -> Task:
    """English title and first words -> Vietnamese article, among all; questions of held-out documents."""
    articles = list(sources.bilingual_articles(folder))
    asked = [number for number, article in enumerate(articles) if article.held_out]
    return Task(
        [article.vietnamese[:_CHUNK] for article in articles],
        np.arange(len(articles)),
        [articles[number].english[:200] for number in asked],
        [frozenset({number}) for number in asked],
    )


def all_figures(
    folder: Path, embed: Embed, damage: Damage, weights: Iterable[float]
) -> dict[str, dict[str, float]]:
    """Every figure of the model card, by name; `weights` are shares of the dense side in the fusion."""
    law, chance = law_task(folder), random.Random(3)
    found: dict[str, dict[str, float]] = {}
    damaged = law.changed(text=lambda text: damage(text, chance, _DAMAGED_WORDS))
    conditions = (
        ("law", law),
        ("law, no accents", law.changed(query=fold)),
        ("law, damaged articles", damaged),
    )
    for name, task in conditions:
        dense, lexical = Dense(embed, task.texts), AccentedAndFolded(task.texts)
        found[f"{name}: plain BM25"] = figures(task, Bm25(task.texts))
        found[f"{name}: BM25 accented + folded"] = figures(task, lexical)
        found[f"{name}: dense"] = figures(task, dense)
        for weight in weights:
            found[f"{name}: hybrid {weight}"] = figures(task, Fused(dense, lexical, weight))
    others = (
        ("questions", question_task),
        ("English questions", english_task),
        ("English law", bilingual_task),
    )
    for name, make in others:
        task = make(folder)
        found[f"{name}: dense"] = figures(task, Dense(embed, task.texts))
    return found


def as_json(found: dict[str, dict[str, float]]) -> str:
    """The figures as JSON, one line each."""
    return "{\n" + ",\n".join(f"  {json.dumps(k)}: {json.dumps(v)}" for k, v in found.items()) + "\n}\n"
