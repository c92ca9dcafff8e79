"""Precision, recall and F1 from counts (van Rijsbergen, Information Retrieval, 1979, chapter 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Right ones that were found, found ones that are not right, right ones that were missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.false + other.false, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was found."""
        found = self.right + self.false
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found; 1 where there is nothing to find."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall: 2tp / (2tp + fp + fn)."""
        everything = 2 * self.right + self.false + self.missed
        return 2 * self.right / everything if everything else 1.0


def total(counts: Iterable[Counts]) -> Counts:
    """All counts added up (micro average)."""
    return sum(counts, Counts())
