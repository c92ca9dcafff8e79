"""What can be found in a Vietnamese administrative text.

`analyse(text)` gives all `Annotations` at once, without spaCy; `load()` gives the same as a spaCy pipeline
over underthesea's words. Every analyzer is a plain function in a module of its own (`header`, `sections`,
`citations`, `damage`, `tokens`, `folding`, ...) that takes a `Reading` and gives spans of its text.
Nothing here knows files or indexes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzers.annotations import Annotations

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Annotations", "analyse", "load"]


def analyse(text: str) -> Annotations:
    """All that is found in a text; offsets count in `text` as given."""
    from analyzers.analysis import analyse as analyse_text

    return analyse_text(text)


def load() -> Language:
    """The spaCy pipeline (spaCy is imported here, which takes a second)."""
    from analyzers.pipeline import load as load_pipeline

    return load_pipeline()
