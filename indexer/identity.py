"""What tells one document from another: its number, year, series, and who may have given that number.

Every body numbers its documents of a kind from 1 each year (Decree 30/2020/NĐ-CP, Article 15), so a
number is only told apart by the body and the year; provinces use the same series.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from analyzers.annotations import Citation
from analyzers.folding import fold
from indexer.engines.base import Mention, StoredDocument
from indexer.facets import text_key

_TERM = re.compile(r"(?:UBTVQH|QH)\d{1,2}")
_CANONICAL = re.compile(r"\s*(?P<number>\d+[a-zA-Z]?)(?:/(?P<year>(?:19|20)\d\d))?[/-](?P<series>.+?)\s*")
_LOCAL = re.compile(
    r"\b(?:(?P<area>[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)"
    r"|(?P<party>Huyện ủy|Thị ủy|Quận ủy)|(?P<city>[Tt]hành phố|Thành ủy)) (?P<name>[A-ZĐÀ-Ỹ].*)"
)
"""A body below the province, in names as `analyzers` writes them (`UBND huyện Mộ Đức`, not `Xã hội`)."""
_LAW_YEAR = re.compile(r"[ ,]*\(?(?:nam )?((?:19|20)\d\d)\)?$")

NATIONAL = ""
"""The scope of documents of the state and of the Party's centre: no province plays a part."""


@dataclass(frozen=True, slots=True)
class Key:
    """What two mentions must share to speak of one document. `number` has no leading zeros.

    A law cited by name alone has its folded name as `series`, and no number.
    """

    number: str | None
    number_year: int | None
    series: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one mention, or a stored document's own header, says of the document it names.

    `body` is the one that the series names, if any, `damage` that of the citing text, 0 to 1. `index` is
    its place among the mentions, None for a stored document, whose id is then `document`. `scope` is who
    the number belongs to: `NATIONAL`, a province (with the name of a lower body), or `?` and the citing
    document where the text does not tell.
    """

    key: Key
    scope: str
    canonical: str
    type: str | None
    issuer: str | None
    date: str | None
    date_valid: bool
    subject: str | None
    province: str | None
    citing_date: str | None
    body: str | None = None
    index: int | None = None
    document: str | None = None
    damage: float = 0.0

    @property
    def year(self) -> int | None:
        """The year of the date, also of one that cannot be."""
        return int(self.date[:4]) if self.date and self.date[:4].isdigit() else None

    @property
    def scope_known(self) -> bool:
        """Whether the text tells who the number belongs to."""
        return not self.scope.startswith("?")


def evidence(mention: Mention, index: int) -> Evidence:
    """What a mention says."""
    citation = mention.citation
    key = key_of(citation)
    province = _named_province(citation.issuer) or mention.citing_province
    scope = _scope(key, citation.series, citation.issuer, province, mention.document)
    return Evidence(
        key=key,
        scope=scope,
        canonical=citation.canonical,
        type=citation.type,
        issuer=citation.issuer,
        date=citation.date,
        date_valid=citation.date is not None and citation.date_valid is not False,
        subject=citation.subject,
        province=None if scope == NATIONAL else province,
        citing_date=mention.citing_date,
        body=issuing_body(citation.series or ""),
        index=index,
        damage=mention.damage,
    )


def own_evidence(document: StoredDocument) -> Evidence | None:
    """What a stored document's header says of it; None if it has no number."""
    header = document.annotations.header
    found = _CANONICAL.fullmatch(header.number or "")
    if found is None or header.number is None:
        return None
    year = int(found["year"]) if found["year"] else None
    key = Key(_plain_number(found["number"]), year, _series(found["series"]))
    scope = _scope(key, found["series"], header.issuer, header.province, document.id)
    return Evidence(
        key=key,
        scope=scope,
        canonical=header.number,
        type=header.doc_type,
        issuer=header.issuer,
        date=header.date,
        date_valid=header.date is not None,
        subject=header.title,
        province=None if scope == NATIONAL else header.province,
        citing_date=None,
        document=document.id,
    )


def key_of(citation: Citation) -> Key:
    """The key of a citation."""
    if citation.number is None:
        name = text_key(citation.canonical)
        found = _LAW_YEAR.search(name)
        return Key(None, int(found[1]), name[: found.start()]) if found else Key(None, None, name)
    return Key(_plain_number(citation.number), citation.number_year, _series(citation.series or ""))


@lru_cache(maxsize=4096)
def issuing_body(series: str) -> str | None:
    """The body that a series names, None if none is known: `NĐ-CP` is `Chính phủ`.

    `{province}` stands in it for the province of a provincial body.
    """
    from analyzers.citations.tables import tables

    known = tables().bodies
    for part in reversed(re.split(r"[/-]", series)):
        if _TERM.fullmatch(part):
            return "Quốc hội" if part.startswith("QH") else "Ủy ban Thường vụ Quốc hội"
        if part in known:
            return known[part]
    return None


@lru_cache(maxsize=4096)
def is_national(series: str) -> bool:
    """Whether a series is that of a body of which there is one in the country."""
    from analyzers.bodies import body

    name = issuing_body(series)
    if name is None or "{" in name:
        return False
    if "trung uong" in fold(name):
        return True
    found = body(name)
    return found is not None and found.kind == "central"


def _scope(key: Key, series: str | None, issuer: str | None, province: str | None, citing: str) -> str:
    if key.number is None or is_national(series or ""):
        return NATIONAL
    if province is None:
        return f"?{citing}"
    return f"{_home(province)}|{_local_body(issuer)}"


def _local_body(issuer: str | None) -> str:
    """The district or commune in an issuer's name: those number apart from their province."""
    found = _LOCAL.search(issuer or "")
    if found is None or (found["city"] and _is_great_city(found["name"])):
        return ""
    return text_key(found.group())


@lru_cache(maxsize=4096)
def _named_province(text: str | None) -> str | None:
    """The one province that a name of a body contains."""
    from analyzers.bodies import find_provinces

    found = {name for _, _, name in find_provinces(text)} if text else set()
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=512)
def _is_great_city(name: str) -> bool:
    """Whether a city is one that stands beside the provinces, not in one of them."""
    from analyzers.bodies import province

    found = province(name)
    return found is not None and found.kind == "thành phố"


@lru_cache(maxsize=512)
def _home(province: str) -> str:
    return text_key(province)


def _plain_number(number: str) -> str:
    return number.strip().lower().lstrip("0") or "0"


def _series(series: str) -> str:
    return text_key(series).replace(" ", "").replace("/", "-")
