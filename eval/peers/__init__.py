"""Other search engines put to the same sets, so that "better than X" is one command."""

from __future__ import annotations

from eval.evalset import EvalProblem, EvalSet
from eval.messages import message
from eval.systems import Ranker

PEERS = ("bm25s", "elasticsearch-standard")


def open_peer(name: str, judged: EvalSet, url: str | None = None) -> Ranker:
    """The peer `name` over the documents of a set; raises `EvalProblem` if it cannot be run here."""
    if name == "bm25s":
        from eval.peers.bm25s_peer import Bm25s

        return Bm25s(judged)
    if name == "elasticsearch-standard":
        from eval.peers.elasticsearch_peer import ElasticsearchStandard

        return ElasticsearchStandard(judged, url)
    raise EvalProblem(
        message("there is no peer {name}; there are {known}", name=name, known=", ".join(PEERS))
    )
