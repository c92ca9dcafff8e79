"""Cited dates of national documents against the registry of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analyzers.national import national_document
from indexer.cited import Conflict, DatedMentions


def registry_conflicts(canonical: str | None, dates: Sequence[DatedMentions]) -> Iterable[Conflict]:
    """The dates of a cited document that are not that of its issue.

    A date whose year is not the number's is a contradiction of its own already.
    """
    known = national_document(canonical) if canonical else None
    if known is None:
        return
    issued = _printed(known.date)
    for dated in dates:
        if dated.date == known.date or dated.date[:4] != known.date[:4]:
            continue
        day = _printed(dated.date)
        if dated.date == known.effect:
            vi = f"ngày {day} là ngày có hiệu lực; văn bản được ban hành ngày {issued}"
            en = f"{day} is the date of effect; the document was issued on {issued}"
            yield Conflict("effect-date", vi, en, dated.mentions)
        else:
            vi = f"được ghi ngày {day}, nhưng theo danh mục văn bản trung ương được ban hành ngày {issued}"
            en = f"dated {day}, but issued on {issued} according to the registry of national documents"
            yield Conflict("registry-date", vi, en, dated.mentions)


def _printed(date: str) -> str:
    return "/".join(reversed(date.split("-")))
