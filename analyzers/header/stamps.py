"""Digital signatures that are printed as text (Decree 30/2020/NĐ-CP, Appendix I, II.8)."""

from __future__ import annotations

import re

from analyzers.annotations import DigitalSignature
from analyzers.folding import fold

_SIGNER = re.compile(
    r"(?m)^\W*(?:nguoi ky|ky boi|(?:digitally )?signed by|duoc ky boi)\s*:\s*(?P<name>[^\n]{3,120}?)\s*$"
)
_TIME = re.compile(r"(?:thoi gian ky|ngay ky|thoi gian|date|ky ngay)\s*:\s*(?P<time>[^\n]{8,60})")
_ISO = re.compile(
    r"(?P<y>\d{4})[-./](?P<m>\d\d)[-./](?P<d>\d\d)[t\s]+(?P<h>\d\d):(?P<min>\d\d)(?::(?P<s>\d\d))?\s*(?P<z>z|[+-]\d\d[:']?\d\d)?"
)
_LOCAL = re.compile(
    r"(?P<d>\d\d)[-./](?P<m>\d\d)[-./](?P<y>\d{4})\s+(?P<h>\d\d):(?P<min>\d\d)(?::(?P<s>\d\d))?\s*(?P<z>z|[+-]\d\d[:']?\d\d)?"
)
_LONE = re.compile(r"(?m)^[^\S\n]*(\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d(?:z|[+-]\d\d:?\d\d))[^\S\n]*$")
"""The time of a stamp whose picture has the signer's name: a line of nothing but a time with its zone."""
_NEAR = 400
_VIETNAM = "+07:00"


def digital_signatures(text: str) -> list[DigitalSignature]:
    """The signatures whose time is printed, oldest first; the signer is None where only the time is."""
    folded = fold(text)
    found = set()
    for match in _SIGNER.finditer(folded):
        after = _TIME.search(folded, match.end(), match.end() + _NEAR)
        time = _parsed(after["time"]) if after else None
        if time is not None:
            name = " ".join(text[match.start("name") : match.end("name")].split())
            found.add(DigitalSignature(name, time))
    for match in _LONE.finditer(folded):
        time = _parsed(match[1])
        if time is not None:
            found.add(DigitalSignature(None, time))
    return sorted(found, key=lambda item: (item.time, item.signer or ""))


def _parsed(printed: str) -> str | None:
    match = _ISO.search(printed) or _LOCAL.search(printed)
    if match is None:
        return None
    zone = match["z"] or _VIETNAM
    if zone != "z":
        digits = re.sub(r"\D", "", zone)
        zone = f"{zone[0]}{digits[:2]}:{digits[2:]}"
    day = f"{match['y']}-{match['m']}-{match['d']}"
    return f"{day}T{match['h']}:{match['min']}:{match['s'] or '00'}{'+00:00' if zone == 'z' else zone}"
