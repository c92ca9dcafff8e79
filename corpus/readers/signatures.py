"""Digital signatures of a PDF: who, when, whether the signed bytes are intact and are the whole file.

Certificates are not judged (that needs the network and a list of trusted issuers); only the mathematics of
the signature is, offline.
"""

from __future__ import annotations

import datetime
import io
import logging
import re
from typing import Any

from corpus.document import FileSignature

_MOST = 32
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([-+Z])(?:(\d\d)'?(\d\d)?'?)?)?")


def signatures(data: bytes) -> tuple[FileSignature, ...]:
    """The signatures of a PDF file in the order in which they were made; none where it cannot be told."""
    if b"/ByteRange" not in data:
        return ()
    from pyhanko.pdf_utils.reader import PdfFileReader

    logger = logging.getLogger("pyhanko")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        embedded = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
        return tuple(_signature(found) for found in embedded[:_MOST])
    except Exception:  # a file whose cross references are broken may still have readable pages
        return ()
    finally:
        logger.setLevel(before)


def _signature(found: Any) -> FileSignature:
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    try:
        offline = ValidationContext(allow_fetching=False, trust_roots=[])
        status = validate_pdf_signature(found, signer_validation_context=offline, skip_diff=True)
        intact = bool(status.intact and status.valid)
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    except Exception:  # pyHanko raises many kinds for what is malformed: none of them is intact
        intact = whole = False
    return FileSignature(_signer(found), _time(found), intact, whole)


def _signer(found: Any) -> str:
    """The common name of the certificate, else the name that the signature states."""
    try:
        subject = found.signer_cert.subject.native
        name = subject.get("common_name") or subject.get("organization_name")
    except Exception:  # a certificate that cannot be parsed
        name = None
    if isinstance(name, list):
        name = name[-1]
    return str(name or found.sig_object.get("/Name", "")).strip()


def _time(found: Any) -> str | None:
    """The time that the signature dictionary states, as ISO 8601.

    It comes before the signed attribute, which the office's program fills with local time marked as UTC.
    """
    try:
        stated = pdf_date(str(found.sig_object.raw_get("/M")))
    except Exception:  # no /M, or no string
        stated = None
    if stated is None and found.self_reported_timestamp is not None:
        stated = found.self_reported_timestamp
    return None if stated is None else stated.isoformat()


def pdf_date(text: str) -> datetime.datetime | None:
    """A PDF date (`D:20250107104425+07'00'`), None where it is none (ISO 32000-1, section 7.9.4)."""
    found = _PDF_DATE.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups()[:6])
    sign, zone_hours, zone_minutes = found.groups()[6:]
    zone = None
    if sign:
        offset = datetime.timedelta(hours=int(zone_hours or 0), minutes=int(zone_minutes or 0))
        zone = datetime.timezone(-offset if sign == "-" else offset)
    try:
        return datetime.datetime(
            year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=zone
        )
    except ValueError:
        return None
