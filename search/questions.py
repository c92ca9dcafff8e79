"""Which kind of question is asked, and what it asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from analyzers.folding import fold
from search.numbers import TypedNumber
from search.query import Query
from search.tables import document_types, rows, singular

Kind = Literal["which", "about", "passages"]

_ABOUT = re.compile(
    r"\bla (?:gi|van ban gi|van ban nao|ai)\b|\bve (?:viec )?gi\b|\bnoi dung gi\b|\btrich yeu\b"
    r"|\b(?:ai|dau|noi nao|van ban nao|tai lieu nao|bao cao nao|ke hoach nao)\s+(?:da |co |duoc )*"
    r"(?:can cu|vien dan|dan|trich dan|nhac|thuc hien theo|de cap)"
    r"|\bduoc (?:nhac|dan|vien dan|trich dan|de cap)"
    r"|\b(?:ngay nao|ngay may|khi nao|bao gio|ngay bao nhieu|ngay thang nao|nam nao)\b|\bngay ban hanh\b"
    r"|\b(?:ai|co quan nao|noi nao|don vi nao) (?:da )?(?:ban hanh|ky)\b"
    r"|\bwhat (?:is|was|does)\b|\bwho (?:cites?|refers?|mentions?|issued|relies|signed)\b"
    r"|\bwhen (?:was|is|did)\b|\bcited (?:by|in)\b"
    r"|\b(?:which|what) (?:documents?|reports?|plans?) (?:cites?|refers?|mentions?)"
)
_CITING = re.compile(
    r"\b(?:can cu|vien dan|trich dan|nhac|dan (?:chieu|toi|den)|de cap|duoc dan)\b"
    r"|\b(?:cites?|cited|refers?|mention)"
)
_DATE_ASKED = re.compile(
    r"\b(?:ngay nao|ngay may|khi nao|bao gio|ngay bao nhieu|ngay thang nao|ngay ban hanh)\b"
    r"|\bwhen\b|\bwhat date\b"
)
_SEVERAL = re.compile(
    r"\b(?:nhung|cac|liet ke|tat ca)\b"
    r"|\b(?:which|what|list|all|the)\s+(?:\w+\s+){0,2}?(?:documents|plans|decisions|decrees|resolutions|circulars"
    r"|directives|reports|laws|letters|dispatches|notices|conclusions)\b"
)
_RELIES = re.compile(
    r"\b(?:can cu|dua tren|dua theo|dua vao|tren co so|theo|thuc hien|trien khai|gan voi|bam sat)\b"
    r"|\b(?:based on|basis|implements?|pursuant|under|relies|follows?)\b"
)
_ASKS_A_VALUE = re.compile(
    r"\b(?:bao nhieu|may|ai|gi|nao|sao|khi|chua|khong|ty le|tong so|"
    r"how|who|when|what|why|does|do|did|is|are|compare)\b"
)
_WHICH_NUMBER = re.compile(r"\b(?:(?:mang |co )?so (?:nao|may|bao nhieu|hieu nao)|so ky hieu)\b")
_LIST = re.compile(
    r"^\W*(?:hay |xin |cho (?:toi )?biet )?(?:liet ke |neu |ke ten |tim )?(?:tat ca )?(?:cac|nhung)\s+"
)
_CITED_IN = re.compile(
    r"\b(?:(?:duoc|co) )?(?:vien dan|trich dan|dan|neu|nhac(?: den| toi)?|de cap|can cu)"
    r"(?: den)? (?:trong|tai|o)\b"
    r"|\bcited (?:in|by)\b"
)
_ENGLISH_WHICH = re.compile(
    r"\b(?:which|what|list(?: all)?(?: the)?|find(?: all)?(?: the)?|show(?: me)?(?: the)?)\b"
)
_NEAR = 6
"""Words that may stand between a document type and `nào` (`kế hoạch kiểm tra nào`)."""
_JOINED = frozenset({"va", "hoac", "hay", "and", "or", "cac", "nhung"})


@dataclass(frozen=True, slots=True)
class Question:
    """A question: `types` are the document types it asks for, empty for any (`văn bản nào`).

    `named` tells that no word asks, but the question begins as a document is named (`kế hoạch theo
    dõi ...`): then it may as well look for what is said of it. `several` tells that it
    asks for more than one; `relies` that it asks what another document, which it describes, is based on;
    `cited_in` that it asks for those cited in documents of another type.
    """

    query: Query
    kind: Kind
    types: tuple[str, ...] = ()
    asks_citing: bool = False
    asks_date: bool = False
    several: bool = False
    relies: bool = False
    named: bool = False
    cited_in: bool = False

    @property
    def names_other(self) -> bool:
        """Whether it names a type of document that it does not ask for."""
        return self.relies or bool(set(self.query.types) - set(self.types))


def understand(query: Query) -> Question:
    """The kind of a question, from the words that it asks with."""
    query = replace(query, numbers=tuple(n for n in query.numbers if not _is_year(query, n)))
    folded = " ".join(re.findall(r"\w+", fold(query.text[:2000])))
    if query.numbers and (query.is_number or _ABOUT.search(folded) or not query.content):
        citing = _CITING.search(folded) is not None
        return Question(query, "about", asks_citing=citing, asks_date=_DATE_ASKED.search(folded) is not None)
    types = _asked_english(folded) if query.language == "en" else _asked_vietnamese(folded)
    if types is not None:
        several = len(types) > 1 or _SEVERAL.search(folded) is not None
        dated = _DATE_ASKED.search(folded) is not None
        relies = _RELIES.search(folded) is not None
        cited_in = bool(set(query.types) - set(types)) and _CITED_IN.search(folded) is not None
        return Question(
            query, "which", types, asks_date=dated, several=several, relies=relies, cited_in=cited_in
        )
    if not _ASKS_A_VALUE.search(folded):
        named = _named_types(folded)
        if named:
            return Question(query, "which", named, named=True)
    return Question(query, "passages")


def _is_year(query: Query, typed: TypedNumber) -> bool:
    """Whether what reads as a number is the year of a document that has none (`báo cáo 2024`)."""
    written = query.text[typed.start : typed.end]
    bare = re.fullmatch(r"(?:[^\W\d]+\s+)+(?:19|20)\d\d|(?:19|20)\d\d", written) is not None
    return bare and not typed.series and " số " not in f" {written.lower()} "


def _named_types(folded: str) -> tuple[str, ...]:
    """The type that a question begins with, where it names a document and asks with no word."""
    words = folded.split()
    match = document_types().longest(words, 0) if len(words) > 3 else None
    return (match[1][0],) if match is not None and len(words[0]) > 1 else ()


def _typed_words(words: list[str]) -> list[tuple[int, int, str | None]]:
    """`(first, end, type)` of the document types among words; None for `văn bản`, `document`."""
    found: list[tuple[int, int, str | None]] = []
    at = 0
    while at < len(words):
        match = document_types().longest(words, at)
        if match is not None and (match[0] > 1 or len(words[at]) > 2):
            found.append((at, at + match[0], match[1][0]))
        elif words[at : at + 2] in (["van", "ban"], ["tai", "lieu"]) or words[at] == "document":
            match = (2 if words[at] != "document" else 1, [])
            found.append((at, at + match[0], None))
        else:
            match = None
        at += match[0] if match else 1
    return found


def _asked_vietnamese(folded: str) -> tuple[str, ...] | None:
    """The types before `nào`, `gì`, `số mấy`, or after `các`, `những` at the beginning."""
    words = folded.split()
    typed = _typed_words(words)
    if not typed:
        return None
    for which, word in enumerate(words):
        if word not in ("nao", "gi") or _asks_something_else(words, which):
            continue
        before = [item for item in typed if item[1] <= which and which - item[1] <= _NEAR]
        # `theo quy định nào` asks for a document, `quy định gì` after a verb does not.
        if before:
            return _joined(typed, typed.index(before[-1]), words)
    if _WHICH_NUMBER.search(folded):
        return _joined(typed, 0, words)
    listed = _LIST.match(folded)
    if listed is not None and typed[0][0] <= len(listed[0].split()):
        return _joined(typed, 0, words)
    return None


def _asks_something_else(words: list[str], which: int) -> bool:
    """Whether `nào` asks for a day, a body, a way (`ngày nào`, `cơ quan nào`, `thế nào`)."""
    previous = tuple(words[max(0, which - 2) : which])
    return any(previous[-len(noun) :] == noun for noun in _other_nouns())


def _other_nouns() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(row[1]).split()) for row in rows("stopwords.tsv") if row[0] == "noun")


def _joined(typed: list[tuple[int, int, str | None]], last: int, words: list[str]) -> tuple[str, ...]:
    """The type at an index and those that are joined to it (`quyết định, kế hoạch nào`)."""
    chosen = [typed[last]]
    for item in reversed(typed[:last]):
        between = words[item[1] : chosen[0][0]]
        if all(word in _JOINED for word in between):
            chosen.insert(0, item)
        else:
            break
    for item in typed[last + 1 :]:
        between = words[chosen[-1][1] : item[0]]
        if between and all(word in _JOINED for word in between):
            chosen.append(item)
    names = [name for _, _, name in chosen if name is not None]
    return tuple(dict.fromkeys(names)) if len(names) == len(chosen) else ()


def _asked_english(folded: str) -> tuple[str, ...] | None:
    """The types right after `which`, `what`, `list`, with at most two words between."""
    match = _ENGLISH_WHICH.search(folded)
    if match is None:
        return None
    words = [singular(word) for word in folded[match.end() :].split()]
    typed = _typed_words(words)
    if not typed or typed[0][0] > 3 or words[:1] in (["is"], ["are"], ["was"], ["does"], ["do"]):
        return None
    return _joined(typed, 0, words)
