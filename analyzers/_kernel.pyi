from typing import Any

from numpy.typing import NDArray

Integers = NDArray[Any]

WIDEST_BEAM: int
VERSION: int

class Scorer:
    def __init__(
        self,
        starts: Integers,
        tails: Integers,
        bigram_words: Integers,
        bigram: Integers,
        bigram_back: Integers,
        trigram_words: Integers,
        trigram: Integers,
        unigram: Integers,
        back: Integers,
        scale: NDArray[Any],
    ) -> None: ...

def best_path(
    scorer: Scorer,
    starts: object,
    words: object,
    seconds: object,
    costs: object,
    surfaces: object,
    marks: object,
    begin: int,
    beam: int,
    margin: float,
) -> list[tuple[int, int, float]]: ...
def suffix_costs(
    codes: NDArray[Any],
    lengths: NDArray[Any],
    lost: NDArray[Any],
    ones: list[NDArray[Any]],
    twos: list[NDArray[Any] | None],
    joins: list[NDArray[Any] | None],
    extras: list[float],
    found: NDArray[Any],
) -> None: ...
def cheapest_cut(
    onsets: NDArray[Any],
    rhymes: NDArray[Any],
    order: NDArray[Any],
    onset_ends: NDArray[Any],
    rhyme_of: NDArray[Any],
    window: float,
    least: float,
    total: NDArray[Any],
) -> float: ...
def nearest(
    costs: NDArray[Any], rare: NDArray[Any], window: float, most: int, most_strange: int, strange: float
) -> tuple[list[int], list[float]]: ...
def weighted_distance(
    printed: str, name: str, allowed: float, cheap: object, substitution: float, insertion: float
) -> float: ...
