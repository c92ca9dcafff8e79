"""Pairs of a question, or what stands for one, and the passage that answers it.

Each draw differs from the last: other sentences are asked for, other words misread.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.embedding import sources
from eval.embedding.augmentation import Abbreviations, Damage, Glosser

PASSAGE = 900
"""Characters of a passage: what is long in the index, with its heading, is not much longer."""
_LEAST = 200
"""Characters of a short one: an item of an article is a passage of its own."""
_SENTENCE = re.compile(r"(?<=[^\d\s][.;:!?])\s+|\n+")
_ITEM = re.compile(r"^\s*(\d{1,2}|[a-zđ])[.)]\s", re.MULTILINE)
_ENUMERATOR = re.compile(r"^\s*(?:\d{1,2}|[a-zđ])[.)]\s*")
_TELLING = 30
"""Characters of a title that says what it is about."""
_FRAMES = (
    "{}",
    "{}",
    "{}, đúng hay sai?",
    "{} là gì?",
    "{} được quy định như thế nào?",
    "Quy định về {}",
    "Theo quy định của pháp luật, {}?",
    "Theo {group}, {}?",
    "{} theo {group}",
    "{} bao nhiêu?",
    "{} có đúng không?",
    "{} trong thời hạn bao lâu?",
    "{} không bao gồm nội dung nào sau đây?",
    "Nhận định nào sau đây không đúng về {}?",
    "Theo {group}, đâu không phải là {}?",
)
"""How a statement of law is asked about. `{group}` is the law or topic."""


@dataclass(frozen=True, slots=True)
class Pair:
    """`kind` pairs are batched together. Pairs of one `source` are no negatives for each other.

    `theme` orders pairs so that hard neighbours (articles of one topic) meet in one batch."""

    kind: str
    query: str
    passage: str
    source: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Mixture:
    """Shares of what is done to a pair."""

    damaged_passages: float = 0.22
    damaged_queries: float = 0.08
    damaged_words: float = 0.6
    abbreviated: float = 0.25
    glossed: float = 0.5


@dataclass(frozen=True, slots=True)
class Corpus:
    """All training data, read once. `words` are (English, Vietnamese)."""

    law: Sequence[sources.Titled]
    news: Sequence[sources.Titled]
    pages: Sequence[sources.Titled]
    documents: Sequence[str]
    questions: Sequence[sources.Question]
    bilingual: Sequence[sources.Bilingual]
    words: Sequence[tuple[str, str]]

    @classmethod
    def read(cls, folder: Path, words: Sequence[tuple[str, str]]) -> Corpus:
        """From the data folder; bilingual documents that are only measured with are left out."""
        return cls(
            [article for article in sources.law_articles(folder) if len(article.text) > 30],
            list(sources.news(folder)),
            list(sources.encyclopedia(folder)),
            list(sources.legal_documents(folder)),
            list(sources.questions(folder, "train")),
            [article for article in sources.bilingual_articles(folder) if not article.held_out],
            words,
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """The tools of augmentation."""

    damage: Damage
    abbreviations: Abbreviations
    gloss: Glosser
    mixture: Mixture


def draw_pairs(corpus: Corpus, changes: Changes, chance: random.Random) -> Iterator[Pair]:
    """One draw of pairs from all the data, changed at random."""
    drawn = (_law, _news, _pages, _documents, _questions, _bilingual, _words)
    for draw in drawn:
        for pair in draw(corpus, chance):
            yield from _changed(pair, changes, chance)


def _changed(pair: Pair, changes: Changes, chance: random.Random) -> Iterator[Pair]:
    mixture = changes.mixture
    query, passage = pair.query, pair.passage
    if pair.kind in _GLOSSED and chance.random() < mixture.glossed:
        english = changes.gloss(query, chance)
        if english:
            yield Pair("gloss", english, passage, pair.source, pair.theme)
    if pair.kind == "words" or pair.kind == "english":
        yield pair
        return
    if chance.random() < mixture.abbreviated:
        query = changes.abbreviations.shortened(query, chance, 0.7)
    elif chance.random() < mixture.abbreviated:
        passage = changes.abbreviations.shortened(passage, chance, 0.7)
    if chance.random() < mixture.damaged_passages:
        passage = changes.damage(passage, chance, mixture.damaged_words)
    if chance.random() < mixture.damaged_queries:
        query = changes.damage(query, chance, mixture.damaged_words)
    yield Pair(pair.kind, query, passage, pair.source, pair.theme)


_GLOSSED = frozenset({"question", "law", "headline", "page"})


def _law(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for number, article in enumerate(corpus.law):
        source = f"law {number}"
        window = _window(article.text, chance)
        headed = f"{article.group}. {article.title}\n{window}"
        if chance.random() < 0.35:
            title = _asked(_named(article), article.group, chance)
            passage = f"{article.group}\n{window}" if chance.random() < 0.7 else window
            yield Pair("law", title, passage, source, article.group)
        if chance.random() < 0.4:
            continue
        query, rest = _cloze(window, chance, keep=0.55)
        if query:
            passage = f"{article.group}. {article.title}\n{rest}"
            yield Pair("statement", _asked(query, article.group, chance), passage, source, article.group)
        elif chance.random() < 0.5:
            yield Pair("law", f"{article.group} {article.title}", headed, source, article.group)


def _news(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for number, item in enumerate(corpus.news):
        source = f"news {number}"
        if chance.random() < 0.4:
            yield Pair("headline", item.title, item.text[: PASSAGE + chance.randrange(200)], source)
        if item.abstract and chance.random() < 0.12:
            yield Pair("abstract", item.abstract, _window(item.text, chance), source)


def _pages(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for number, page in enumerate(corpus.pages):
        if len(page.text) < 120:
            continue
        source = f"page {number}"
        window = _window(page.text, chance)
        query, rest = _cloze(window, chance, keep=0.4)
        if query:
            yield Pair("page", query, f"{page.title}\n{rest}", source)
        yield Pair("page", page.title, page.text[:PASSAGE], source)


def _documents(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for number, text in enumerate(corpus.documents):
        for _ in range(min(8, 1 + len(text) // 8_000)):
            query, rest = _cloze(_window(text, chance), chance, keep=0.5)
            if query:
                yield Pair("statement", query, rest, f"document {number} {rest}", f"~{number}")


def _questions(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for question in corpus.questions:
        passage = question.passage
        if chance.random() < 0.3:
            passage = f"{question.page}\n{passage}"
        yield Pair("question", question.question, passage, question.passage, question.page)


def _bilingual(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for number, article in enumerate(corpus.bilingual):
        source = f"bilingual {number}"
        title = article.english.split("\n", 1)[0]
        yield Pair("english", article.english[:PASSAGE], article.vietnamese[:PASSAGE], source)
        yield Pair("english", title, article.vietnamese[:PASSAGE], source)
        items = _aligned(article)
        for place, (english, vietnamese) in enumerate(chance.sample(items, min(3, len(items)))):
            yield Pair("english", english[:600], vietnamese[:PASSAGE], f"{source} {place}")
        if len(items) > 1:
            asked, _ = chance.choice(items)
            yield Pair("english", asked[:300], article.vietnamese[:PASSAGE], source)


def _words(corpus: Corpus, chance: random.Random) -> Iterator[Pair]:
    for english, vietnamese in corpus.words:
        yield Pair("words", english, vietnamese, vietnamese)


def _aligned(article: sources.Bilingual) -> list[tuple[str, str]]:
    """Numbered items that both sides have in the same order; none where the numbers differ."""
    english, vietnamese = _items(article.english), _items(article.vietnamese)
    if [label for label, _ in english] != [label for label, _ in vietnamese]:
        return []
    return [
        (first, second)
        for (_, first), (_, second) in zip(english, vietnamese, strict=True)
        if first and second
    ]


def _items(text: str) -> list[tuple[str, str]]:
    found = list(_ITEM.finditer(text))
    ends = [*(item.start() for item in found[1:]), len(text)][: len(found)]
    return [(item[1], text[item.end() : end].strip()) for item, end in zip(found, ends, strict=True)]


def _named(article: sources.Titled) -> str:
    """The title; one as short as "Phạm vi điều chỉnh" is the same in every law and needs its law's name."""
    return article.title if len(article.title) > _TELLING else f"{article.title} {article.group}"


def _asked(text: str, group: str, chance: random.Random) -> str:
    frame = chance.choice(_FRAMES)
    if "{group}" in frame and not group:
        frame = "{}"
    return frame.format(text.rstrip(".;:"), group=group)


def _cloze(text: str, chance: random.Random, keep: float) -> tuple[str | None, str]:
    """A sentence, or a part of one, and the rest of the text.

    With probability `keep` the sentence stays in the text too: a question repeats words of its answer.
    Source: Lee et al., Latent Retrieval for Weakly Supervised Open Domain Question Answering (2019), 4.
    """
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    places = [place for place, sentence in enumerate(sentences) if 25 <= len(sentence) <= 500]
    if len(sentences) < 2 or not places:
        return None, text
    place = chance.choice(places)
    query = _ENUMERATOR.sub("", sentences[place])
    rest = text if chance.random() < keep else "\n".join(sentences[:place] + sentences[place + 1 :])
    return _thinned(query, chance), rest


def _thinned(text: str, chance: random.Random) -> str:
    """A stretch of the words, some left out, as a question says less than the statement."""
    words = text.split()
    if len(words) > 12:
        length = chance.randrange(8, min(len(words), 40))
        start = chance.randrange(len(words) - length + 1)
        words = words[start : start + length]
    dropped = chance.choice((0.0, 0.1, 0.25))
    return " ".join(word for word in words if chance.random() >= dropped) or text


def _window(text: str, chance: random.Random) -> str:
    """`_LEAST` to `PASSAGE` characters, from the start or, mostly, from a line inside."""
    size = PASSAGE if chance.random() < 0.5 else chance.randrange(_LEAST, PASSAGE)
    if len(text) <= size or chance.random() < 0.3:
        return text[:size]
    start = chance.randrange(len(text) - size + 1)
    line = text.find("\n", start, start + 300)
    start = line + 1 if line >= 0 else start
    return text[start : start + size]
