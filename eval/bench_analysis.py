"""How fast a text is analysed, side by side with underthesea's word segmentation of the same text.

Segmentation is the slowest part and done once, so the whole pipeline is measured as a share of its speed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eval.timing import Timing, time_in_turn, time_of


@dataclass(frozen=True, slots=True)
class AnalysisFigures:
    """Speeds on one text; `characters` of it, `utf8_bytes` of it in UTF-8.

    `segmentation` is underthesea's `word_tokenize` alone, `pipeline` everything that `analyzers.load()`
    does (segmentation among it), `citations` the citation grammar alone.
    """

    file: str
    characters: int
    utf8_bytes: int
    segmentation: Timing
    pipeline: Timing
    citations: Timing

    @property
    def share(self) -> float:
        """The pipeline's speed as a share of segmentation's."""
        return self.segmentation.median / self.pipeline.median

    @property
    def citation_speed(self) -> float:
        """Megabytes (10^6 bytes of UTF-8) a second through the citation grammar."""
        return self.utf8_bytes / self.citations.median / 1e6


def measure(path: Path) -> AnalysisFigures:
    """Measure on the text in `path`."""
    from underthesea import word_tokenize

    import corpus
    from analyzers import load
    from analyzers.citations import find_citations
    from analyzers.reading import Reading

    text = corpus.read(path).text
    works: dict[str, Callable[[], object]] = {
        "segmentation": partial(word_tokenize, text),
        "pipeline": partial(load(), text),
    }
    timings = time_in_turn(works)
    return AnalysisFigures(
        file=path.name,
        characters=len(text),
        utf8_bytes=len(text.encode()),
        segmentation=timings["segmentation"],
        pipeline=timings["pipeline"],
        citations=time_of(lambda: find_citations(Reading(text))),
    )


def reading_times(paths: Sequence[Path]) -> dict[str, Timing]:
    """Seconds to read and analyse each file, start-up left out (what `tracuu read` does)."""
    import corpus
    from analyzers import analyse

    def work(path: Path) -> object:
        return analyse(corpus.read(path).text)

    return {path.name: time_of(partial(work, path)) for path in paths}
