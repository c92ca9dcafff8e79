"""bm25s over syllables: plain BM25 (Robertson, k1 1.5, b 0.75) as anybody would set it up first.

Tokens are runs of letters and digits in lower case, nothing else is done to them.
"""

from __future__ import annotations

import re
from typing import Any

from eval.evalset import EvalProblem, EvalSet
from eval.messages import message
from eval.metrics.retrieval import Found
from eval.peers.passages import passages

_SYLLABLE = re.compile(r"\w+")


def tokens(text: str) -> list[str]:
    """The syllables of a text in lower case."""
    return _SYLLABLE.findall(text.lower())


class Bm25s:
    """See `eval.systems.Ranker`."""

    name = "bm25s, syllables"

    def __init__(self, judged: EvalSet) -> None:
        try:
            import bm25s
        except ImportError as error:
            raise EvalProblem(
                message("bm25s is not installed; install it with: pip install 'tracuu[eval]'")
            ) from error
        self._passages = passages(judged)
        self._index: Any = bm25s.BM25()
        self._index.index([tokens(passage.text) for passage in self._passages], show_progress=False)

    def search(self, query: str, k: int) -> list[Found]:
        """See `Ranker`."""
        wanted = min(k, len(self._passages))
        found, scores = self._index.retrieve([tokens(query)], k=wanted, show_progress=False)
        hits = [
            (self._passages[int(at)], float(s)) for at, s in zip(found[0], scores[0], strict=True) if s > 0
        ]
        return [Found(passage.document, passage.start, passage.end, score) for passage, score in hits]

    def close(self) -> None:
        """See `Ranker`."""
