"""Counters of the service, in the text format of Prometheus."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from indexer.engines.base import Engine

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Latency:
    """Requests of a route, and the seconds within which half and 95% of them were answered."""

    route: str
    requests: int
    median: float
    p95: float


class Measures:
    """Requests by route and status, their seconds, and the generation of the index."""

    def __init__(self, engine: Engine) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "tracuu_requests", "Requests by method, route and status.", ("method", "route", "status"),
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "tracuu_request_seconds", "Seconds from a request's head to its response's end.", ("route",),
            buckets=_BUCKETS, registry=self._registry,
        )  # fmt: skip
        generation = Gauge(
            "tracuu_index_generation", "Grows with every change of the index.", registry=self._registry
        )
        generation.set_function(lambda: float(engine.generation()))

    def note(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one request. `route` is the route's pattern, never the path that was asked for."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def latency(self) -> list[Latency]:
        """How long the requests of each route took so far, those asked most often first."""
        buckets: dict[str, list[tuple[float, float]]] = {}
        for metric in self._seconds.collect():
            for sample in metric.samples:
                if sample.name.endswith("_bucket"):
                    at = float(sample.labels["le"])
                    buckets.setdefault(sample.labels["route"], []).append((at, sample.value))
        found = [
            Latency(route, int(counts[-1][1]), _below(counts, 0.5), _below(counts, 0.95))
            for route, counts in buckets.items()
        ]
        return sorted(found, key=lambda each: (-each.requests, each.route))

    def text(self) -> bytes:
        """All counters as Prometheus reads them."""
        return generate_latest(self._registry)


def _below(counts: Sequence[tuple[float, float]], share: float) -> float:
    """The upper end of the bucket that a share of the requests is reached in; infinite above the last."""
    wanted = share * counts[-1][1]
    return next(at for at, count in counts if count >= wanted)
