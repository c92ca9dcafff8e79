"""Where the trích yếu (title) begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzers.bodies import likeness
from analyzers.header.layout import Line, is_noise, is_upper

_CUES = (
    *("Căn cứ", "Thực hiện", "Trong thời gian", "Trên cơ sở", "Theo đề nghị", "Xét đề nghị", "Kính gửi"),
    *("Để thực hiện", "Nhằm", "Tiếp theo", "Triển khai", "Thi hành", "Trong những", "Chấp hành", "Trong quý"),
    *("Trong năm", "Trong tháng", "Sau khi", "Qua theo dõi", "Hiện nay", "Thời gian qua", "Phúc đáp"),
    *("Để tiếp tục", "Để triển khai", "Theo báo cáo", "Theo chỉ đạo", "Hôm nay", "Ban hành kèm theo"),
)
_CUE = re.compile(
    r"(?:k[il1]nh g\w{1,3}|can c\w{1,3}|dieu \d|chuong [i1]|phan (?:thu|[i1])|[i1l|]{1,3}[.,] |1[.,] |"
    r"a[.)] |th[a-z]{1,3}c h[il1]\w{1,3}n |xet |theo de nghi|ngay \d|"
    r"trong (?:nam|thang|quy|thoi)|de (?:thuc|tiep|trien|dam) |"
    r"nham |hom nay|nhu sau|\(?kem theo)"
)
_NO_TITLE = re.compile(r"k[il1]nh g\w{1,3}|can c[uw]|dieu \d|chuong [i1]|[i1l|]{1,3}[.,] |1[.,] |a[.)] ")
_AUTHORITY = re.compile(
    r"(?:uy ban nhan dan|chu tich|hoi dong nhan dan|bo truong|giam doc|thu tuong|quoc hoi|chinh phu|"
    r"u[yi] ban|truong ban|chanh|tong|thong doc|cuc truong|ban (?:thuong vu|chap hanh)|"
    r"quyet dinh\b|quyet nghi)"
)
_KINH_GUI = re.compile(r"\s*[.,;:]?\s*k[il1]nh g[uiw]\w{0,2}\s*:?.*$")
_VV = re.compile(r"^\(?\s*v\s?/\s?v\b|^\(?vv[:\s]")
_BODY_LINE = 70
"""A line with a capital that is longer, after one that is complete, is the body's first."""


def is_subject(line: Line) -> bool:
    """Whether a line begins the subject of a Công văn (`V/v công bố ...`)."""
    return _VV.match(line.folded) is not None


def is_no_title(line: Line) -> bool:
    """Whether a line can never begin a title, whatever follows: `Kính gửi`, `Căn cứ`, `Điều 1`, `I.`."""
    return _NO_TITLE.match(line.folded) is not None


def is_body_cue(line: Line) -> bool:
    """Whether a line begins as a document's body does (`Căn cứ ...`, `Thyc hién ...`, `Điều 1`)."""
    if _CUE.match(line.folded) and not (line.text[0].islower() and line.text[1:2].isalpha()):
        return True
    words = line.text.split()
    if not words or not words[0][0].isupper():
        return False
    return any(likeness(" ".join(words[: len(cue.split())]), cue, 0.84) >= 0.84 for cue in _CUES)


def title_lines(lines: Sequence[Line], first: int) -> tuple[int, int]:
    """`(first, end)` of the title in `lines`, which starts at or after `first`; equal where there is none."""
    while first < len(lines) and (lines[first].blank or is_noise(lines[first])):
        first += 1
    if first >= len(lines) or is_no_title(lines[first]):
        return first, first
    end = first + 1
    while end < len(lines) and end - first < 14:
        if lines[end].blank:
            following = end + 1
            if not _resumes(lines, first, following):
                break
            end = following
        elif not _continues(lines[first:end], lines[end], lines[end + 1 : end + 2]):
            break
        end += 1
    while end > first and lines[end - 1].blank:
        end -= 1
    return first, end


def _continues(title: Sequence[Line], line: Line, following: Sequence[Line]) -> bool:
    if is_body_cue(line) or re.match(r"(?:n[o0]i nh|so\s*:)", line.folded):
        return False
    last = title[-1]
    if is_upper(line.text):
        return is_upper(last.text) and _AUTHORITY.match(line.folded) is None
    if is_upper(last.text) and not is_subject(title[0]):
        return False
    first = line.text.lstrip("\"“'(")[:1]
    if not first.isupper():
        return True
    if len(last.text) > 110 or len(line.text) > _BODY_LINE or last.text.endswith((".", ";", ":")):
        return False
    # A capital may be a name's within the title; then the title ends with this line.
    return not following or following[0].blank or is_body_cue(following[0])


def _resumes(lines: Sequence[Line], first: int, at: int) -> bool:
    """Whether the title goes on after a blank line: in lower case, as no paragraph begins."""
    if at >= len(lines) or lines[at].blank or is_body_cue(lines[at]) or lines[at - 1].text:
        return False
    last = lines[at - 2]
    if last.text.endswith((".", ":", ";")) or len(lines[at].text) > 100:
        return False
    if is_upper(last.text) and is_upper(lines[at].text):
        return _AUTHORITY.match(lines[at].folded) is None and at - first < 6
    return lines[at].text[:1].islower() and not lines[at].folded.startswith(("a)", "a."))


def trimmed_end(lines: Sequence[Line]) -> int:
    """Where the title's text ends: without `Kính gửi` on the same line and without final signs."""
    last = lines[-1]
    end = last.end
    if match := _KINH_GUI.search(last.folded):
        end = last.start + match.start()
    text = last.text[: end - last.start]
    return last.start + len(text.rstrip(" \t.,;:*_-–—"))
