"""Restoration: damaged Vietnamese as it should read, with the way back to what is printed.

`restore(text)` finds the damaged paragraphs (diacritics lost by OCR or by typing) and reads them through
a noisy channel: candidates from what OCR does to onsets and rhymes, a trigram model of syllables, beam
search. Clean paragraphs are not touched. `restore_query(text)` does the same for a query typed without
accents. The tables are learned by `eval.restoration.train` and load at the first call.
"""

from analyzers.restore.query import restore_query
from analyzers.restore.restoration import Confidence, Restoration, restore

__all__ = ["Confidence", "Restoration", "restore", "restore_query"]
