"""One group of evidence described: what the document is, and what the mentions disagree on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from indexer.agreement import disagree
from indexer.cited import CitedDocument, CitedMention, Conflict, DatedMentions
from indexer.engines.base import Mention
from indexer.facets import issuer_key, text_key
from indexer.identity import Evidence
from indexer.registry import registry_conflicts

_ANY_TYPE = frozenset({"van ban", "cong van"})
"""Words for any kind of document: official letters are called either way."""

_HEADS = ("pho chu tich ", "chu tich ", "bo truong ", "giam doc ", "chanh ", "thuong truc ", "ban thuong vu ")
"""Who signs for a body; naming one for the other is no contradiction."""

_ORGANS = ("chinh phu", "quoc hoi", "thu tuong chinh phu", "ubnd", "hdnd")


def describe(
    group: Sequence[Evidence], doubtful: Sequence[Evidence], mentions: Sequence[Mention], ambiguous: bool
) -> CitedDocument:
    """The document that `group` speaks of; `doubtful` are listed with it but prove nothing."""
    doubted = {item.index for item in doubtful}
    cited = sorted((item for item in (*group, *doubtful) if item.index is not None), key=_place)
    listed = {item.index: n for n, item in enumerate(cited)}
    told = list(group) or list(doubtful)
    dates = _dates(group, listed)
    own = next((item for item in group if item.document is not None), None)
    return CitedDocument(
        canonical=own.canonical if own else _most(item.canonical for item in told) or "",
        type=(own.type if own else None) or _most(item.type for item in told),
        issuer=(own.issuer if own else None) or _issuer(told),
        date=_date(group, dates),
        dates=dates,
        subject=(own.subject if own else None) or _subject(told),
        province=_most(item.province for item in told),
        document=own.document if own else None,
        mentions=tuple(CitedMention(mentions[item.index or 0], item.index in doubted) for item in cited),
        conflicts=tuple(_conflicts(group, dates, listed)),
        ambiguous=ambiguous,
    )


def _issuer(told: Sequence[Evidence]) -> str | None:
    """The issuer that most mentions give and the series does not contradict; else the series' own."""
    trusted = _most(item.issuer for item in told if not _contradicted(item))
    series = next((item.body for item in told if item.body and "{" not in item.body), None)
    return trusted or series or _most(item.issuer for item in told)


def _place(item: Evidence) -> int:
    return item.index or 0


def _dates(group: Sequence[Evidence], listed: dict[int | None, int]) -> tuple[DatedMentions, ...]:
    by_date: dict[str, list[Evidence]] = defaultdict(list)
    for item in group:
        if item.date is not None:
            by_date[item.date].append(item)
    made = [
        DatedMentions(day, _listed(items, listed), any(item.document is not None for item in items))
        for day, items in by_date.items()
    ]
    return tuple(sorted(made, key=lambda dated: (not dated.own, -len(dated.mentions), dated.date)))


def _date(group: Sequence[Evidence], dates: Sequence[DatedMentions]) -> str | None:
    """Its own date, else that of most mentions among those that can be; None for a tie."""
    if dates and dates[0].own:
        return dates[0].date
    valid = {item.date for item in group if item.date_valid}
    year = group[0].key.number_year if group else None
    possible = [dated for dated in dates if dated.date in valid]
    fitting = [dated for dated in possible if year is None or dated.date.startswith(str(year))] or possible
    if len(fitting) > 1 and len(fitting[0].mentions) == len(fitting[1].mentions):
        return None
    return fitting[0].date if fitting else None


def _conflicts(
    group: Sequence[Evidence], dates: Sequence[DatedMentions], listed: dict[int | None, int]
) -> Iterable[Conflict]:
    valid = {item.date for item in group if item.date_valid}
    possible = [dated for dated in dates if dated.date in valid]
    if len(possible) > 1:
        told = ", ".join(_printed(dated.date) for dated in possible)
        places = tuple(sorted(n for dated in possible for n in dated.mentions))
        vi, en = f"các nơi viện dẫn ghi ngày khác nhau: {told}", f"the dates differ: {told}"
        yield Conflict("date", vi, en, places)
    for dated in dates:
        if dated.date not in valid:
            day = _printed(dated.date)
            vi, en = f"ngày {day} không có trong lịch", f"there is no such date as {day}"
            yield Conflict("impossible-date", vi, en, dated.mentions)
    yield from _year_conflicts(group, dates)
    yield from registry_conflicts(group[0].canonical if group else None, dates)
    yield from _subject_conflicts(group, listed)
    yield from _issuer_conflicts(group, listed)
    yield from _series_conflicts(group, listed)
    yield from _type_conflicts(group, listed)


def _year_conflicts(group: Sequence[Evidence], dates: Sequence[DatedMentions]) -> Iterable[Conflict]:
    year = group[0].key.number_year if group else None
    for dated in dates:
        if year is not None and not dated.date.startswith(str(year)):
            day = _printed(dated.date)
            vi = f"số ký hiệu ghi năm {year} nhưng ngày ban hành được ghi là {day}"
            en = f"the number says {year} but the date given is {day}"
            yield Conflict("number-year", vi, en, dated.mentions)


def _subject_conflicts(group: Sequence[Evidence], listed: dict[int | None, int]) -> Iterable[Conflict]:
    told = list({item.subject: item for item in reversed(group) if item.subject}.values())
    pairs = [pair for pair in combinations(told, 2) if disagree(pair[0].subject, pair[1].subject)]
    differing = [item for pair in pairs for item in pair]
    if differing:
        first = min(differing, key=_place)
        other = next(item for item in differing if disagree(first.subject, item.subject))
        vi = f"trích yếu khác nhau: “{first.subject}” và “{other.subject}”"
        en = f"the subjects differ: “{first.subject}” and “{other.subject}”"
        yield Conflict("subject", vi, en, _listed(differing, listed))


def _issuer_conflicts(group: Sequence[Evidence], listed: dict[int | None, int]) -> Iterable[Conflict]:
    by_issuer: dict[str, list[Evidence]] = defaultdict(list)
    for item in group:
        if item.issuer:
            by_issuer[_body(item.issuer)].append(item)
    # A name that the other only makes longer (with its province or parent) is the same body.
    apart = [name for name in by_issuer if not any(_is_part(name, other) for other in by_issuer)]
    if len(apart) > 1:
        told = ", ".join(dict.fromkeys(by_issuer[name][0].issuer or "" for name in apart))
        items = [item for name in apart for item in by_issuer[name]]
        vi, en = f"cơ quan ban hành được ghi khác nhau: {told}", f"the issuers differ: {told}"
        yield Conflict("issuer", vi, en, _listed(items, listed))


def _series_conflicts(group: Sequence[Evidence], listed: dict[int | None, int]) -> Iterable[Conflict]:
    """The series names one body and the words another (`NQ-CP` of a people's council)."""
    wrong = [item for item in group if item.index is not None and _contradicted(item)]
    if wrong:
        meant = (wrong[0].body or "").replace(" {province}", " tỉnh")
        told = ", ".join(dict.fromkeys(item.issuer or "" for item in wrong))
        vi = f"ký hiệu {wrong[0].canonical} là của {meant}, nhưng nơi viện dẫn ghi {told}"
        en = f"the series of {wrong[0].canonical} is that of {meant}, but the text says {told}"
        yield Conflict("issuer", vi, en, _listed(wrong, listed))


def _contradicted(item: Evidence) -> bool:
    """Whether the words and the series surely name two bodies: two organs of the state or a province."""
    named, meant = _organ(_body(item.issuer or "")), _organ(_body(item.body or ""))
    return bool(named and meant) and named != meant and not (_is_part(named, meant) or _is_part(meant, named))


def _organ(name: str) -> str:
    return next((organ for organ in _ORGANS if name == organ or name.startswith(organ + " ")), "")


def _type_conflicts(group: Sequence[Evidence], listed: dict[int | None, int]) -> Iterable[Conflict]:
    typed = [item for item in group if item.type and text_key(item.type) not in _ANY_TYPE]
    names = list(dict.fromkeys(item.type for item in typed if item.type))
    if len({text_key(name) for name in names}) > 1:
        told = ", ".join(names)
        vi, en = f"loại văn bản được ghi khác nhau: {told}", f"the types differ: {told}"
        yield Conflict("type", vi, en, _listed(typed, listed))


def _is_part(name: str, other: str) -> bool:
    """Whether a body's name is the other's with its province or parent left out."""
    return name != other and (other.startswith(name + " ") or other.endswith(" " + name))


def _body(issuer: str) -> str:
    key = issuer_key(issuer)
    for head in _HEADS:
        key = key.removeprefix(head)
    return key


def _listed(items: Iterable[Evidence], listed: dict[int | None, int]) -> tuple[int, ...]:
    return tuple(sorted({listed[item.index] for item in items if item.index is not None}))


def _printed(date: str) -> str:
    year, month, day = date.split("-") if date.count("-") == 2 else ("", "", date)
    return f"{day}/{month}/{year}" if year else date


def _most(values: Iterable[str | None]) -> str | None:
    """The commonest value, the first of equals."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _subject(told: Sequence[Evidence]) -> str | None:
    """The subject from the least damaged texts: the one that most mentions give, the longest of equals.

    How it begins (`về`, a capital) makes no difference to what it is.
    """
    giving = [item for item in told if item.subject]
    least = min((round(item.damage, 1) for item in giving), default=0.0)
    subjects = [item.subject for item in giving if round(item.damage, 1) == least and item.subject]
    counted = Counter(text_key(subject) for subject in subjects)
    return max(subjects, key=lambda subject: (counted[text_key(subject)], len(subject)), default=None)
