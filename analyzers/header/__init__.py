"""The header of an official document: issuer, number, place and date, type, trích yếu, signer, recipients.

Layout as Decree 30/2020/NĐ-CP, Appendix I, prescribes it; parts may be missing, mixed between columns or
damaged. Words of fixed vocabulary come out in correct Vietnamese, free text as `Reading.best` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analyzers.annotations import Header, Warning
from analyzers.bodies import normalise_issuer, province
from analyzers.header import content
from analyzers.header.fields import is_real_date
from analyzers.header.foot import Foot, find_feet
from analyzers.header.head import Head, appendix_issuer, read_head
from analyzers.header.stamps import digital_signatures
from analyzers.period import find_period
from analyzers.reading import Reading

__all__ = ["HeaderReading", "read_header"]

_PERIODICAL = frozenset({"Báo cáo", "Kế hoạch", "Chương trình"})
_CENTRAL = (
    "Bộ ",
    "Chính phủ",
    "Thủ tướng",
    "Quốc hội",
    "Ủy ban Thường vụ Quốc hội",
    "Văn phòng Chính phủ",
    "Ban Chấp hành Trung ương",
    "Ban Bí thư",
    "Bộ Chính trị",
    "Chủ tịch nước",
    "Ủy ban Dân tộc",
    "Thanh tra Chính phủ",
    "Ngân hàng Nhà nước",
    "Tổng cục",
)


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """A header and where its parts stand.

    `start:end` is the block at the top, up to where the body begins; `number_span` the own number as
    printed with its series; `signature_spans` the blocks of recipients and signature, in order, which
    are neither section nor body text.
    """

    header: Header
    start: int
    end: int
    number_span: tuple[int, int] | None
    title_span: tuple[int, int] | None
    signature_spans: tuple[tuple[int, int], ...]
    warnings: tuple[Warning, ...]

    @property
    def excluded(self) -> tuple[tuple[int, int], ...]:
        """The spans that are no body text: the head block and the feet, in order."""
        head = ((self.start, self.end),) if self.end > self.start else ()
        return (*head, *self.signature_spans)


def read_header(reading: Reading) -> HeaderReading:
    """Everything that the first and last page of a document say about it; never raises."""
    head = read_head(reading)
    if not head.issuer:
        head = replace(head, issuer=appendix_issuer(reading))
    feet = find_feet(reading)
    foot = next((item for item in feet if item.recipients or item.signer_title), None)
    stamped = digital_signatures(reading.text)
    province_name = _province(reading, head)
    doc_type = _doc_type(reading, head)
    number, day = _number_and_date(reading, head, doc_type)
    title = reading.best(*head.title) if head.title else None
    header = Header(
        doc_type=doc_type,
        number=number,
        date=day,
        place=head.date.place if head.date else None,
        issuer=_issuer(reading, head, province_name),
        title=title or None,
        signer=foot.signer if foot else None,
        signer_title=foot.signer_title if foot else None,
        recipients=foot.recipients if foot else (),
        province=province_name,
        period=_period(reading, head, title, doc_type),
        digital_signature=stamped[-1] if stamped else None,
        digital_signatures=tuple(stamped),
    )
    return HeaderReading(
        header=header,
        start=head.start,
        end=head.end,
        number_span=(head.number.start, head.number.end) if head.number else None,
        title_span=head.title,
        signature_spans=tuple((item.start, item.end) for item in feet),
        warnings=tuple(_warnings(head, header, foot)),
    )


def _province(reading: Reading, head: Head) -> str | None:
    """The province that the issuer, else the place, else most of the text names; none of a ministry."""
    lines = head.issuer
    printed = "\n".join(line.text for line in lines)
    named = province(printed) if printed else None
    if named is not None:
        return named.name
    if printed and normalise_issuer(printed).startswith(_CENTRAL):
        return None
    if head.date and head.date.place and (at := province(head.date.place)):
        return at.name
    return content.province_from(reading.text)


def _issuer(reading: Reading, head: Head, province_name: str | None) -> str | None:
    """From the head, an appendix's head, the opening sentence, in this order."""
    lines = head.issuer
    if lines:
        printed = "\n".join(reading.best(line.start, line.end) for line in lines)
        return normalise_issuer(printed, province_name) or None
    named = content.issuer_from(reading.text, head.end)
    return normalise_issuer(named, province_name) if named else None


def _doc_type(reading: Reading, head: Head) -> str | None:
    if head.doc_type is not None:
        return head.doc_type
    if head.number is not None and head.number.doc_type is not None:
        return head.number.doc_type
    if head.subject:
        return "Công văn"
    return content.doc_type_from(reading.text, head.end)


def _number_and_date(reading: Reading, head: Head, doc_type: str | None) -> tuple[str | None, str | None]:
    """From the head; where it has none, as an appendix of the same type names them."""
    number = head.number.canonical if head.number else None
    day = head.date.date if head.date else None
    if head.number is None and head.date is None:
        return content.attached_to(reading.text, head.end, doc_type) or (None, None)
    return number, day


def _period(reading: Reading, head: Head, title: str | None, doc_type: str | None) -> str | None:
    """What the title names; for a report or plan without one there, what its opening sentence does."""
    if title and head.title:
        found = find_period(reading.text[slice(*head.title)]) or find_period(title)
        if found:
            return found
    if doc_type not in _PERIODICAL:
        return None
    return content.period_from(reading.text, head.end)


def _warnings(head: Head, header: Header, foot: Foot | None) -> list[Warning]:
    found = []
    if head.date and header.date and not is_real_date(header.date):
        message = f"Ngày ban hành không có thật: {header.date}"
        found.append(Warning("impossible-date", head.date.start, head.date.end, message))
    if foot is not None and foot.signer_title and not foot.signer:
        message = "Không đọc được tên người ký"
        found.append(Warning("unreadable-signer", foot.start, foot.end, message))
    return found
