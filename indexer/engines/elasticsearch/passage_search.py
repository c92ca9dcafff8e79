"""Passages by words (BM25 over our own tokens) and by vectors; conditions hold before the cut."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engines.base import Filters, Hit, LexicalQuery, Reader
from indexer.engines.elasticsearch.cluster import Cluster
from indexer.engines.elasticsearch.mappings import PASSAGES, Json, vector_field
from indexer.engines.elasticsearch.reading import Reading
from indexer.engines.elasticsearch.safe import term
from indexer.facets import number_key

_TIES = 16
"""More neighbours than asked are fetched by so many, so that equal scores are cut in one order always."""

_LEAST_CANDIDATES = 400
_MOST_CANDIDATES = 10_000
"""Passages that the graph is walked for, in each shard; the server takes no more."""
_OVERSAMPLE = 2.0
"""Times as many neighbours by quantised vectors are looked at again by the whole ones."""

_MOST_WORDS = 4_000
"""Weighted words of a query, the heaviest first; a node with a heap of 512 MB refuses about twice as many."""

_FIELDS = ("accented", "folded", "pairs")


class PassageSearch:
    """The two sides of a search."""

    def __init__(self, cluster: Cluster, reading: Reading) -> None:
        self._cluster = cluster
        self._reading = reading
        self._dimensions: set[int] = set()

    def lexical(self, query: LexicalQuery, reader: Reader, limit: int, filters: Filters | None) -> list[Hit]:
        """See `Engine.lexical`; equal scores in order of document and place."""
        if limit <= 0 or not reader:
            return []
        asked = self._reading.condition(reader, filters)
        _add_words(asked["bool"], query)
        order = [{"_score": "desc"}, {"document": "asc"}, {"ordinal": "asc"}]
        found = self._cluster.search(PASSAGES, query=asked, size=limit, sort=order, source=False)
        # Score, document and place are what is sorted by, so no document has to be read.
        return [Hit(str(hit["sort"][1]), int(hit["sort"][2]), float(hit["sort"][0])) for hit in _hits(found)]

    def dense(
        self, vector: Sequence[float], reader: Reader, limit: int, filters: Filters | None
    ) -> list[Hit]:
        """See `Engine.dense`."""
        if limit <= 0 or not reader or not self._has_vectors(len(vector)):
            return []
        wanted = limit + _TIES
        nearest: Json = {
            "field": vector_field(len(vector)),
            "query_vector": list(vector),
            "k": wanted,
            "num_candidates": min(_MOST_CANDIDATES, max(_LEAST_CANDIDATES, 4 * wanted)),
            "filter": self._reading.condition(reader, filters),
            "rescore_vector": {"oversample": _OVERSAMPLE},
        }
        found = self._cluster.search(
            PASSAGES, knn=nearest, size=wanted, source=False, docvalue_fields=["document", "ordinal"]
        )
        hits = [_neighbour(hit) for hit in _hits(found)]
        hits.sort(key=lambda hit: (-hit.score, hit.document, hit.ordinal))
        return hits[:limit]

    def _has_vectors(self, dimensions: int) -> bool:
        """Whether any passage ever had a vector of this length."""
        if dimensions not in self._dimensions:
            field = vector_field(dimensions)
            answer = self._cluster.read(
                lambda c: c.indices.get_field_mapping(index=self._cluster.name(PASSAGES), fields=field)
            )
            if not any(index["mappings"] for index in answer.values()):
                return False
            self._dimensions.add(dimensions)
        return True


def _hits(found: Json) -> list[Json]:
    hits: list[Json] = found["hits"]["hits"]
    return hits


def _neighbour(hit: Json) -> Hit:
    """Lucene's score for inner products back to the product: `x + 1`, below zero `1 / (1 - x)`."""
    score = float(hit["_score"])
    product = score - 1 if score >= 1 else 1 - 1 / score
    return Hit(hit["fields"]["document"][0], int(hit["fields"]["ordinal"][0]), product)


def _add_words(condition: Json, query: LexicalQuery) -> None:
    """Put weighted words and phrases into a condition, which itself scores nothing."""
    phrases = [_phrase(phrase) for phrase in query.phrases if phrase]
    excluded = [_phrase(phrase) for phrase in query.excluded if phrase]
    if phrases:
        condition["must"] = phrases
    if excluded:
        condition["must_not"] = [*condition.get("must_not", ()), *excluded]
    words = _words(query)
    if words:
        condition["should"] = words
        condition["minimum_should_match"] = 0 if phrases else 1
    elif not phrases:
        # A passage that is only a heading has no tokens and is found by no query.
        condition["filter"].append({"exists": {"field": "folded"}})


def _words(query: LexicalQuery) -> list[Json]:
    weighted = [
        (weight, field, term(token)) for field in _FIELDS for token, weight in getattr(query, field).items()
    ]
    weighted += [(weight, "cited", term(number_key(number))) for number, weight in query.numbers.items()]
    usable = [word for word in weighted if word[0] > 0 and word[2]]
    if len(usable) > _MOST_WORDS:
        usable = sorted(usable, reverse=True)[:_MOST_WORDS]
    return [{"term": {field: {"value": token, "boost": weight}}} for weight, field, token in usable]


def _phrase(tokens: Sequence[str]) -> Json:
    if len(tokens) == 1:
        return {"term": {"folded": {"value": term(tokens[0])}}}
    return {"match_phrase": {"folded": {"query": " ".join(map(term, tokens))}}}
