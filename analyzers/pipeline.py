"""The analyzers as a spaCy pipeline: `load()` gives a `Language("vi")` that annotates a `Doc`.

Each component is a thin adapter over a plain function and puts what that finds in `Doc` extensions; none
changes the text. `Doc._.annotations` is the same as `analyzers.analyse` of the text.

| component | function | extension |
|---|---|---|
| tokenizer | `analyzers.tokens.words` | the tokens: underthesea's words, punctuation, white space |
| `tracuu_normalisation` | `letters_view` | `doc._.view` |
| `tracuu_damage` | `damage` | `doc._.damage` |
| `tracuu_restore` | `restore` | `doc._.reading` |
| `tracuu_header` | `read_header` | `doc._.header` |
| `tracuu_sections` | `find_sections` | `doc._.sections` |
| `tracuu_citations` | `find_citations` | `doc._.citations` |
| `tracuu_tasks` | `find_tasks` | `doc._.tasks` |
| `tracuu_indicators` | `find_indicators` | `doc._.indicators`, `doc._.doubts` |
| `tracuu_annotations` | `assemble` | `doc._.annotations`; spans in `doc.spans` |
"""

from __future__ import annotations

from collections.abc import Iterable

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from analyzers.analysis import assemble, restored_reading
from analyzers.citations import find_citations
from analyzers.damage import damage
from analyzers.header import read_header
from analyzers.indicators import find_indicators
from analyzers.mojibake import letters_view
from analyzers.sections import find_sections
from analyzers.tasks import find_tasks
from analyzers.tokens import Token, words

_EXTENSIONS = (
    "view",
    "reading",
    "damage",
    "head",
    "header",
    "sections",
    "citations",
    "tasks",
    "indicators",
    "doubts",
    "annotations",
)
COMPONENTS = (
    "tracuu_normalisation",
    "tracuu_damage",
    "tracuu_restore",
    "tracuu_header",
    "tracuu_sections",
    "tracuu_citations",
    "tracuu_tasks",
    "tracuu_indicators",
    "tracuu_annotations",
)
_LONGEST_TEXT = 64 * 1024 * 1024


def load() -> Language:
    """The pipeline: our tokenizer and `COMPONENTS`, in the order that a text goes through them."""
    for name in _EXTENSIONS:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "tracuu_words"}}})
    nlp.max_length = _LONGEST_TEXT
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp


class WordTokenizer:
    """underthesea's words as spaCy tokens; whatever stands between them is a token too."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A `Doc` whose text is `text`, character for character."""
        pieces, spaces = _pieces(text, words(text))
        return Doc(self.vocab, words=pieces, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to store: the words come from underthesea's own model."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> WordTokenizer:
        """The counterpart of `to_bytes`."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Nothing to store, as `to_bytes`."""

    def from_disk(self, _path: object, **_: object) -> WordTokenizer:
        """The counterpart of `to_disk`."""
        return self


def _pieces(text: str, tokens: Iterable[Token]) -> tuple[list[str], list[bool]]:
    """Words and gaps as spaCy wants them: a single space after a word is a flag, any other gap a token."""
    pieces: list[str] = []
    spaces: list[bool] = []
    at = 0
    for token in [*tokens, Token(len(text), len(text), "")]:
        gap = text[at : token.start]
        if gap.startswith(" ") and pieces:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            pieces.append(gap)
            spaces.append(False)
        if token.text:
            pieces.append(token.text)
            spaces.append(False)
        at = token.end
    return pieces, spaces


@registry.tokenizers("tracuu_words")
def _make_tokenizer():  # type: ignore[no-untyped-def]  # spaCy reads the signature as a config schema
    return lambda nlp: WordTokenizer(nlp.vocab)


@Language.component("tracuu_normalisation", assigns=["doc._.view"])
def _normalisation(doc: Doc) -> Doc:
    doc._.view = letters_view(doc.text)
    return doc


@Language.component("tracuu_damage", requires=["doc._.view"], assigns=["doc._.damage"])
def _damage(doc: Doc) -> Doc:
    doc._.damage = damage(doc._.view.text)
    return doc


@Language.component("tracuu_restore", requires=["doc._.view"], assigns=["doc._.reading"])
def _restore(doc: Doc) -> Doc:
    doc._.reading = restored_reading(doc._.view)
    return doc


@Language.component("tracuu_header", requires=["doc._.reading"], assigns=["doc._.head", "doc._.header"])
def _header(doc: Doc) -> Doc:
    doc._.head = read_header(doc._.reading)
    doc._.header = doc._.head.header
    return doc


@Language.component("tracuu_sections", requires=["doc._.head"], assigns=["doc._.sections"])
def _sections(doc: Doc) -> Doc:
    doc._.sections = find_sections(doc._.reading, doc._.head.excluded)
    return doc


@Language.component("tracuu_citations", requires=["doc._.header"], assigns=["doc._.citations"])
def _citations(doc: Doc) -> Doc:
    doc._.citations = find_citations(doc._.reading, doc._.header)
    return doc


@Language.component("tracuu_tasks", requires=["doc._.sections"], assigns=["doc._.tasks"])
def _tasks(doc: Doc) -> Doc:
    doc._.tasks = find_tasks(doc._.reading, doc._.sections)
    return doc


@Language.component(
    "tracuu_indicators", requires=["doc._.sections"], assigns=["doc._.indicators", "doc._.doubts"]
)
def _indicators(doc: Doc) -> Doc:
    doc._.indicators, doc._.doubts = find_indicators(doc._.reading, doc._.sections)
    return doc


@Language.component("tracuu_annotations", requires=["doc._.citations"], assigns=["doc._.annotations"])
def _annotations(doc: Doc) -> Doc:
    layers = doc._
    found = assemble(
        doc.text,
        layers.view,
        layers.reading,
        layers.head,
        layers.damage,
        layers.sections,
        layers.citations,
        layers.tasks,
        layers.indicators,
        layers.doubts,
    )
    doc._.annotations = found
    doc._.header, doc._.sections, doc._.citations = found.header, found.sections, found.citations
    doc._.tasks, doc._.indicators = found.tasks, found.indicators
    doc.spans["citations"] = [_span(doc, c.start, c.end, c.canonical) for c in found.citations]
    doc.spans["sections"] = [_span(doc, s.start, s.end, s.label) for s in found.sections]
    return doc


def _span(doc: Doc, start: int, end: int, label: str) -> Span:
    """The tokens that a span of characters touches: OCR can glue a number to the word before it."""
    span = doc.char_span(start, end, label=label, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at {start}:{end}")
    return span
