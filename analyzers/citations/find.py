"""Every mention of an official document in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from analyzers.annotations import Citation, Header
from analyzers.citations.confidence import confidence
from analyzers.citations.dates import PrintedDate, date_after, date_before, date_near
from analyzers.citations.grammar import BARE_NUMBER, LIST_GAP
from analyzers.citations.issuers import Issuer, completed, issuer_after, issuer_at, issuer_of_series
from analyzers.citations.laws import NamedLaw, named_laws
from analyzers.citations.mentions import Mention, read_mentions
from analyzers.citations.parenthesis import Lead, lead_before
from analyzers.citations.subjects import subject_after
from analyzers.citations.types import type_before
from analyzers.reading import Reading

_HEADER_REACH = 3000
"""A document's own number stands within this many characters of its start."""
_OWN_LABEL = re.compile(
    r"(?:\A|[\n\t|])[^\n]{0,40}?(?<!\w)(?P<label>(?:[s§$]\S{0,3}?|5[6o0b8])\s?[:.;])[\s*]*\Z"
)
_BARE_LABEL = re.compile(r"(?:\A|\n)[ \t]*S[oố06ô8b]\S?[ ]*\Z")
_LAW_LABEL = re.compile(r"(?:\A|\n)\s*(?:luat|phap lenh|nghi quyet|nghi dinh)\s+so\s?:\s*\Z")


def find_citations(reading: Reading, header: Header | None = None) -> list[Citation]:
    """The citations of a text, in order, none overlapping another.

    `header` gives the own province, which completes issuers, and the own number and date; without it
    the own number is still told from the others by where it stands.
    """
    mentions = read_mentions(reading)
    home = header.province if header is not None else None
    cited = _numbered(reading, mentions, header, home)
    laws = named_laws(reading, [(m.start, m.end) for m in mentions])
    cited.extend(_law_citation(reading, law) for law in laws)
    taken = [(c.start, c.end) for c in cited]
    cited.extend(c for c in _bare(reading) if not any(a < c.end and c.start < b for a, b in taken))
    return sorted(cited, key=lambda citation: citation.start)


def _numbered(
    reading: Reading, mentions: list[Mention], header: Header | None, home: str | None
) -> list[Citation]:
    own = _own(reading, mentions, header)
    dates: list[PrintedDate | None] = []
    issuers: list[Issuer | None] = []
    for i, mention in enumerate(mentions):
        dates.append(_date(reading, mention, i == own))
        issuers.append(_issuer(reading, mention, dates[-1], home))
    _share(reading, mentions, dates, issuers)
    return [
        _citation(reading, mentions, i, dates[i], issuers[i], i == own, header, home)
        for i in range(len(mentions))
    ]


def _own(reading: Reading, mentions: list[Mention], header: Header | None) -> int | None:
    """Which mention is the document's own number: labelled `Số:` in its head, with no type word."""
    for i, mention in enumerate(mentions):
        if mention.number_start > _HEADER_REACH:
            break
        before = reading.folded[max(0, mention.number_start - 60) : mention.number_start]
        if _LAW_LABEL.search(before):
            return i
        labelled = _OWN_LABEL.search(before) or (i == 0 and _is_bare_label(reading.text, mention))
        if mention.start == mention.number_start and labelled:
            return i
        if header is not None and header.number is not None and mention.start == mention.number_start:
            canonical = mention.canonical
            if canonical == header.number and mention.number_start < _HEADER_REACH // 2 and i == 0:
                return i
    return None


def _is_bare_label(text: str, mention: Mention) -> bool:
    """`Số 363/2025/NĐ-CP` alone on its line: a label that lost its colon."""
    before = text[max(0, mention.number_start - 20) : mention.number_start]
    line = text[mention.end : mention.end + 80].split("\n")[0]
    return _BARE_LABEL.search(before) is not None and not line.strip() and len(text) > mention.end + 1


def _date(reading: Reading, mention: Mention, own: bool) -> PrintedDate | None:
    after = date_after(reading.text, reading.folded, mention.end)
    if after is not None or own:
        return after or date_near(reading.text, reading.folded, mention.end, 240)
    return date_before(reading.text, reading.folded, mention.start)


def _issuer(reading: Reading, mention: Mention, date: PrintedDate | None, home: str | None) -> Issuer | None:
    found = issuer_after(reading, mention.end, home)
    if found is None and date is not None and date.start >= mention.end:
        found = issuer_after(reading, date.end, home)
    if found is None:
        return None
    return replace(found, name=completed(found.name, mention.series.body, home))


def _share(
    reading: Reading,
    mentions: list[Mention],
    dates: list[PrintedDate | None],
    issuers: list[Issuer | None],
) -> None:
    """Numbers of one list that stand before its only date have it, and its issuer, too."""
    for i in range(len(mentions) - 2, -1, -1):
        following = mentions[i + 1]
        if following.start != following.number_start:
            continue
        gap = reading.folded[mentions[i].end : following.number_start]
        if len(gap) > 16 or LIST_GAP.match(gap) is None or not gap.strip(" *\n"):
            continue
        date = dates[i + 1]
        year = mentions[i].year
        if dates[i] is None and date is not None and (year is None or date.iso.startswith(str(year))):
            dates[i] = date
        issuers[i] = issuers[i] or issuers[i + 1]


def _citation(
    reading: Reading,
    mentions: list[Mention],
    index: int,
    date: PrintedDate | None,
    issuer: Issuer | None,
    own: bool,
    header: Header | None,
    home: str | None,
) -> Citation:
    mention = mentions[index]
    iso, raw, valid = (date.iso, date.raw, date.valid) if date else (None, None, None)
    if own and header is not None and header.date is not None and iso is None:
        iso = header.date
    subject, lead = (None, None) if own else _subject(reading, mentions, index, date, issuer)
    name = issuer.name if issuer else _issuer_without_words(mention, lead, home)
    if own and header is not None and header.issuer:
        name = header.issuer
    sure = confidence(mention.evidence)
    return Citation(
        start=mention.start,
        end=mention.end,
        raw=reading.text[mention.start : mention.end],
        type=mention.type,
        number=mention.number,
        number_year=mention.year,
        series=mention.series.text,
        canonical=mention.canonical,
        date=iso,
        date_raw=raw,
        date_valid=valid,
        issuer=name,
        subject=subject,
        role="self" if own else "cites",
        confidence=sure,
    )


def _issuer_without_words(mention: Mention, lead: Lead | None, home: str | None) -> str | None:
    """The body that the series names, or its head where the words before a parenthesis say so."""
    name = issuer_of_series(mention.series.body, home)
    acting = issuer_at(lead.actor, home) if lead is not None and lead.actor else None
    return acting if acting is not None and name is not None and acting.endswith(f" {name}") else name


def _subject(
    reading: Reading,
    mentions: list[Mention],
    index: int,
    date: PrintedDate | None,
    issuer: Issuer | None,
) -> tuple[str | None, Lead | None]:
    """The subject, and the words before the parenthesis where the citation is in one."""
    mention = mentions[index]
    after = mention.end
    if date is not None and mention.end <= date.end < mention.end + 180:
        after = max(after, date.end)
    if issuer is not None and mention.end <= issuer.end < after + 120:
        after = max(after, issuer.end)
    later = [(m.start, m.end) for m in mentions[index + 1 : index + 6]]
    earlier = [(m.start, m.end) for m in mentions[max(0, index - 6) : index]]
    lead = lead_before(reading, mention.start, after, earlier, later, mention.type)
    subject = subject_after(reading, after, later)
    return subject or (lead.subject if lead is not None else None), lead


def _bare(reading: Reading) -> Iterator[Citation]:
    """Numbers with a type word and a date but no letters: citations whose identity stays open."""
    for match in BARE_NUMBER.finditer(reading.folded):
        word = type_before(reading, match.start(), 0)
        date = date_after(reading.text, reading.folded, match.end())
        if word is None or word.distance > 1 or date is None:
            continue
        yield Citation(
            start=word.start,
            end=match.end(),
            raw=reading.text[word.start : match.end()],
            type=word.name,
            number=match["number"],
            number_year=None,
            series=None,
            canonical=match["number"],
            date=date.iso,
            date_raw=date.raw,
            date_valid=date.valid,
            confidence=0.4,
        )


def _law_citation(reading: Reading, law: NamedLaw) -> Citation:
    date = date_after(reading.text, reading.folded, law.end)
    citation = Citation(
        start=law.start,
        end=law.end,
        raw=reading.text[law.start : law.end],
        type=law.kind,
        number=None,
        number_year=None,
        series=None,
        canonical=law.canonical,
        issuer="Ủy ban Thường vụ Quốc hội" if law.kind == "Pháp lệnh" else "Quốc hội",
        confidence=round(law.confidence, 2),
    )
    if date is None:
        return citation
    return replace(citation, date=date.iso, date_raw=date.raw, date_valid=date.valid)
