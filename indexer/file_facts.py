"""What a file says of its document beyond the text: its digital signatures, and which figures are unsure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analyzers.annotations import Annotations, Citation, DigitalSignature, Header, Warning
from corpus import Document, FileSignature, FilledIn

DOUBTED = 0.3
"""The most confidence that the own number has where its figures are unsure; such a one is never linked."""

_NAMES = {
    "number": ("Số văn bản", "The document's number"),
    "day": ("Ngày ban hành", "The document's day"),
}
_MINUTE = len("2025-01-07T10:44")


def with_file_facts(document: Document, annotations: Annotations) -> Annotations:
    """The annotations of a document's text, put right by what its file says."""
    header = _signed(annotations.header, document.signatures)
    warnings = [*annotations.warnings, *_signature_warnings(document.signatures)]
    citations = annotations.citations
    page = _scanned_head(document)
    if page is None:
        return replace(annotations, header=header, warnings=tuple(warnings))
    places = [place for place in document.filled_in if place.page == page]
    if not _is_borne_out(header.number, "number", places):
        citations = tuple(map(_doubted, citations))
        warnings += _doubts("number", header.number, places)
        header = replace(header, number=None)
    day = header.date and header.date[8:]
    if not _is_borne_out(day, "day", places) or _is_after_signing(header.date, document.signatures):
        warnings += _doubts("day", header.date, places)
        header = replace(header, date=None)
    return replace(annotations, header=header, citations=citations, warnings=tuple(warnings))


def _signed(header: Header, signatures: Sequence[FileSignature]) -> Header:
    """With the file's signatures, oldest first; stamps that the text prints stay where they are others."""
    own = [DigitalSignature(each.signer or None, each.time) for each in signatures if each.time]
    if not own:
        return header
    minutes = {each.time[:_MINUTE] for each in own}
    printed = [each for each in header.digital_signatures if each.time[:_MINUTE] not in minutes]
    return replace(header, digital_signature=own[-1], digital_signatures=(*printed, *own))


def _signature_warnings(signatures: Sequence[FileSignature]) -> list[Warning]:
    broken = [each for each in signatures if not each.intact]
    found = [
        Warning(
            "broken-signature",
            0,
            0,
            f"Chữ ký số của {each.signer or 'không rõ'} không còn nguyên vẹn: tệp đã bị sửa hoặc hỏng",
            english=f"The digital signature of {each.signer or 'an unknown signer'} is broken: "
            "the file was changed or is damaged",
            severity="error",
        )
        for each in broken
    ]
    if signatures and not broken and not signatures[-1].covers_whole_file:
        message = "Tệp có phần được thêm sau chữ ký số cuối cùng"
        english = "Something was added to the file after the last digital signature"
        found.append(Warning("changed-after-signing", 0, 0, message, english=english))
    return found


def _scanned_head(document: Document) -> int | None:
    """The page with the head, if it was read from a picture."""
    for number, source in enumerate(document.page_sources):
        if source != "blank":
            return number if source == "scan" else None
    return None


def _figure(printed: str | None) -> int | None:
    match = re.match(r"\d+", printed or "")
    return int(match[0]) if match else None


def _is_borne_out(value: str | None, field: str, places: Sequence[FilledIn]) -> bool:
    """Whether a figure of the header stands in its place for sure."""
    sure = [place.readings[0] for place in places if place.field == field and place.sure]
    return value is not None and any(_figure(reading) == _figure(value) for reading in sure)


def _is_after_signing(date: str | None, signatures: Sequence[FileSignature]) -> bool:
    """Whether a day is later than the first signature: a document is signed when it has its date."""
    times = [each.time[:10] for each in signatures if each.time]
    return date is not None and bool(times) and date > times[0]


def _doubted(citation: Citation) -> Citation:
    """A mention of the own number, less sure than what is linked."""
    if citation.role != "self":
        return citation
    return replace(citation, confidence=min(citation.confidence, DOUBTED))


def _doubts(field: str, value: str | None, places: Sequence[FilledIn]) -> list[Warning]:
    """What a person should look at, with all that was read there; nothing where no such place was found."""
    place = next((place for place in places if place.field == field), None)
    if place is None and value is None:
        return []
    start, end = (place.start, place.end) if place else (0, 0)
    readings = place.readings if place else (value or "",)
    read = " / ".join(f"“{reading}”" for reading in readings)
    said = f"chỉ đọc được {read}" if read else "không đọc được"
    seen = f"read only as {read}" if read else "could not be read"
    name, english = _NAMES[field]
    return [
        Warning(
            f"handwritten-{field}",
            start,
            end,
            f"{name} viết tay hoặc không rõ, {said}; hãy xem bản quét để xác nhận",
            english=f"{english} was written by hand or is unclear, {seen}; look at the scan to confirm it",
            ocr=True,
        )
    ]
