"""How sure a reading is: the probability that `canonical` is what the page meant.

Each doubt multiplies what is left. A doubt that would let one plausible number pass for another takes
the reading below one half, where it is shown as doubtful and never linked.
"""

from __future__ import annotations

from dataclasses import dataclass

DOUBT = 0.5
_CLEAN = 0.99


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one mention.

    `series_cost` is what mending the series took; `type_word` whether one was printed and `type_agrees`
    with the series; `introduced` whether `số` or a list led to the number; the rest are doubts about
    the digits: `glued` (`s6165`), `joined` (`1 65`), `letters` for digits (`l65`), no slash;
    `cut` that the series goes on with letters that were not read; `headless` that the number begins a
    line whose front is lost, so that digits may be.
    """

    series_cost: float
    series_known: bool
    type_word: bool
    type_agrees: bool
    introduced: bool
    separator: bool
    glued: bool = False
    joined: bool = False
    letters: bool = False
    cut: bool = False
    headless: bool = False


def confidence(evidence: Evidence) -> float:
    """The probability, 0 to 1, rounded to two places."""
    weight = 0.08 if evidence.type_word and evidence.type_agrees else 0.35
    value = _CLEAN - min(0.5, weight * evidence.series_cost)
    for doubt, factor in (
        (not evidence.series_known, 0.7),
        (not evidence.type_word and not evidence.introduced, 0.85),
        (evidence.type_word and not evidence.type_agrees, 0.6),
        (not evidence.type_word and not evidence.type_agrees, 0.85),
        (not evidence.separator, 0.85),
        (evidence.glued, 0.45),
        (evidence.joined, 0.48),
        (evidence.letters, 0.7),
        (evidence.cut, 0.45),
        (evidence.headless, 0.45),
    ):
        if doubt:
            value *= factor
    if not evidence.type_agrees and evidence.series_cost > 0.5:
        value = min(value, 0.45)
    return round(max(0.05, value), 2)
