"""How a quotation is cited in an official text.

Decree 30/2020/NĐ-CP, Appendix I, Part I, Section II.6.b on grounds: type, number and symbol, date, issuer
and subject ("Nghị định số ... ngày ... của ... về ..."); a part of it is named before, from the smallest up.
"""

from __future__ import annotations

from collections.abc import Sequence

from api.desk import Json
from api.messages import Speaker

_LONGEST_LABEL = 6
"""Characters of a label that is a number or a letter (`XXVIII`, `2.2.10`); longer ones are names."""


def citation_of(header: Json, file: str, say: Speaker) -> str:
    """`Báo cáo số 3058/BC-VP ngày 12 tháng 12 năm 2024 của Văn phòng UBND tỉnh Quảng Ngãi ...`."""
    parts = [header["doc_type"] or say("document")]
    if header["number"]:
        parts.append(say("cite.number", number=header["number"]))
    date = (header["date"] or "").split("-")
    if len(date) == 3:
        parts.append(say("cite.date", year=date[0], month=date[1], day=date[2]))
    if header["issuer"]:
        parts.append(say("cite.issuer", issuer=header["issuer"]))
    if header["title"]:
        parts.append(say("cite.subject", title=header["title"]))
    elif not header["number"]:
        parts.append(f"({file})")
    return " ".join(parts)


def place_of(section_labels: Sequence[str], say: Speaker) -> str:
    """`mục II.2.a, ` for a place under these headings, `Phụ lục, Biểu mẫu 3, ` in one; empty for none."""
    if any(len(label) > _LONGEST_LABEL for label in section_labels):
        return "".join(f"{label}, " for label in section_labels)
    return say("cite.section", path=".".join(section_labels)) + ", " if section_labels else ""
