"""ALQAC: questions on Vietnamese law, each answered by one or a few articles.

The queries (`id`, `query`, `relevant`: ids of articles) are given by path; the articles (`id`, `law`,
`article`, `text`) are `alqac_articles.jsonl` or `.jsonl.gz` beside them. The law's name and the article's
number and title stand above each article, as they do in print.
"""

from __future__ import annotations

from pathlib import Path

from eval.evalset import EvalSet, Judged, Question, SetDocument, SetProblem
from eval.jsonl import objects
from eval.messages import message

ARTICLES = ("alqac_articles.jsonl.gz", "alqac_articles.jsonl")


def load(queries: Path) -> EvalSet:
    """The questions in `queries` over all articles; raises `SetProblem`."""
    articles = next((queries.parent / name for name in ARTICLES if (queries.parent / name).exists()), None)
    if articles is None:
        raise SetProblem(message("{folder} has no {name}", folder=queries.parent, name=ARTICLES[0]))
    documents = {
        str(row["id"]): f"{row['law']}\nĐiều {row['article']}. {row['text']}" for _, row in objects(articles)
    }
    questions = []
    for _, row in objects(queries):
        keys = [key for key in row["relevant"] if key in documents]
        if keys:
            relevant = tuple(Judged(key, 0, len(documents[key])) for key in keys)
            questions.append(Question(str(row["id"]), str(row["query"]), relevant=relevant))
    kept = tuple(SetDocument(key, content=text) for key, text in documents.items())
    return EvalSet(queries.name.split(".")[0], "document", kept, tuple(questions))
