"""The units that a line names, one by one.

`Phòng Hành chính - Quản trị; Trung tâm Công báo và Tin học` are two, `các phòng, ban, đơn vị trực thuộc`
is one, and so is `Sở Văn hóa, Thể thao và Du lịch`: a comma parts two units only where a word that begins
the name of a unit follows it. Works on folded words, so that damaged print divides in the same places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from analyzers.bodies.resemblance import likeness, skeleton
from analyzers.folding import fold

# The first word or words of a unit's name, folded, with what OCR makes of them
_HEADS = re.compile(
    r"(?!bao (?:cao|cho|dam|ve|quan|gom)|ban hanh|bo (?:tri|sung|nhiem|phieu)|to chuc (?:[^t]|t[^h])"
    r"|quy (?:dinh|che|[iv1-4])|so (?:luong|ket|hoa)|truong hop|hoi (?:nghi|thao)|dai hoi|phong chong"
    r"|doan ket|nha nuoc)"
    r"(?:s[o06&@]|ph[o0]?ng|pho|trung t\S{1,2}m|v[ai]\w?n phong|van phong|ban|b[o0]|u[yj] ban|ubnd|hdnd"
    r"|hoi|h[o0]i dong|cuc|chi cuc|tong cuc|thanh tra|cong an|cong doan|cong ty|cong thong tin|cong ttdt"
    r"|c\w{1,2}ng thong tin|to|t[o06]|doan|dang uy|tinh uy|huyen uy|thanh uy|tinh doan|bao|dai|truong|vien"
    r"|benh vien|kho bac|bao hiem|bhxh|ngan hang|toa an|vksnd|tand|mttq|uy ban mttq|lien hiep|lien doan"
    r"|lanh dao|chanh|pho chanh|giam doc|pho giam doc|chu tich|pho chu tich|thu truong|nguoi dung dau|bch"
    r"|bo phan|quy|cang vu|ke toan|van thu|cong chuc|vien chuc|chuyen vien|vpub|tttt|hiep hoi|lien minh"
    r"|khoi|cum|nhom|hat|tram|nha|thu vien|bo chi huy|bo tu lenh|ttpvhcc|tthcc|don vi|co quan|trung tam)\b"
)
_EACH = re.compile(
    r"(?:c\S{1,3}c|tung|moi|tat ca)(?:\s+(?:cac|thu truong|truong))?\s+"
    r"(?:s[o06&@]|ph\w{1,2}ng|b[o0]|ban|nganh|don vi|co quan|dia phuong|huyen|xa|phuong|to chuc|hoi|truong"
    r"|vien|ca nhan|thanh vien|ubnd|hdnd|uy ban|c[uư]c|chi cuc|trung t\S{1,2}m|doanh nghiep|cap|thon|khu"
    r"|chu dau tu|cong chuc|can bo|bo phan|doan the|xa phuong|thi xa|d\wn vi)\b"
)
_BREAK = re.compile(r"[;,]|\s(?:va|v[aà4])\s(?=\S)")
_JOINED_WITH = re.compile(
    r"(?:s[o0&]|ubnd|uy ban|phong|ban|van phong|trung tam|trung t\S{1,2}m|cuc|chi cuc|thanh tra|cong an"
    r"|cong ty|bo chi huy|bo phan|cac|hoi)\b"
)
# "Văn phòng Đoàn ĐBQH và HĐND", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"
_JOINT_OFFICE = re.compile(
    r"(?:v\w{1,2}n phong|vp) (?:doan|hdnd|hoi dong)|(?:ban|bo|phong) quan ly|lien doan|hoi cua"
)
_KIND_LIST = re.compile(
    r"^\s*[Cc]\S{1,3}c\s+(?P<kind>[Ss]\S|[Pp]h\S{1,2}ng|[Bb]\S|[Bb]an|[Hh]\S{1,2}i)\s*:\s*(?P<names>.+)$"
)
DEPARTMENTS = (
    "Nội vụ",
    "Tư pháp",
    "Tài chính",
    "Kế hoạch và Đầu tư",
    "Công Thương",
    "Xây dựng",
    "Y tế",
    "Giao thông vận tải",
    "Thông tin và Truyền thông",
    "Khoa học và Công nghệ",
    "Giáo dục và Đào tạo",
    "Tài nguyên và Môi trường",
    "Nông nghiệp và Phát triển nông thôn",
    "Nông nghiệp và Môi trường",
    "Lao động - Thương binh và Xã hội",
    "Lao động, Thương binh và Xã hội",
    "Văn hóa, Thể thao và Du lịch",
    "Văn hóa - Thể thao và Du lịch",
    "Văn hóa và Thể thao",
    "Du lịch",
    "Ngoại vụ",
    "Dân tộc và Tôn giáo",
    "Quy hoạch - Kiến trúc",
    "An toàn thực phẩm",
    "Quốc phòng",
    "Công an",
    "Ngoại giao",
)
"""What the departments of a province are for; `Sở` or `Phòng` stands before it."""

_OFFICES = (
    "Phòng Nội chính",
    "Phòng Tổng hợp",
    "Phòng Kinh tế",
    "Phòng Kinh tế tổng hợp",
    "Phòng Khoa giáo - Văn xã",
    "Phòng Hành chính - Quản trị",
    "Phòng Hành chính - Tổ chức",
    "Phòng Tổ chức cán bộ",
    "Phòng Tổ chức - Hành chính",
    "Phòng Kế hoạch - Tài chính",
    "Phòng Kiểm soát thủ tục hành chính",
    "Ban Tiếp công dân",
    "Thanh tra tỉnh",
    "Các phòng chuyên môn",
    "Các phòng, ban, đơn vị trực thuộc",
    "Các phòng, ban, đơn vị liên quan",
    "Các cơ quan, đơn vị liên quan",
    "Các sở, ban, ngành",
)
_HEAD_WORDS = (
    "Văn phòng",
    "Trung tâm",
    "Thanh tra",
    "Chi cục",
    "Công an",
    "Hội đồng",
    "Bộ phận",
    "Phòng",
    "Ủy ban",
)
_EDGES = " \t.;,:•*_|~'\"“”"
_SAME = 0.9


def is_unit(words: str) -> bool:
    """Whether `words` begin as the name of a unit does."""
    folded = fold(words).lstrip()
    return _EACH.match(folded) is not None or _HEADS.match(folded) is not None


def units(words: str) -> list[str]:
    """The units that a line names, in its order and wording."""
    words = _closed(words.strip(_EDGES))
    listed = _KIND_LIST.match(words)
    if listed is not None:
        kind = listed["kind"][0].upper() + listed["kind"][1:]
        return [f"{kind} {name}" for name in _departments(listed["names"])]
    found: list[str] = []
    for piece in _pieces(words):
        piece = _closed(piece.strip(_EDGES))
        if piece and (not found or piece != found[-1]):
            found.append(piece)
    return found


def _departments(words: str) -> list[str]:
    """`Nội vụ, Văn hóa, Thể thao và Du lịch, Y tế` as three names."""
    parts = [part.strip(_EDGES) for part in re.split(r"[,;]", words)]
    names: list[str] = []
    at = 0
    while at < len(parts):
        joined = ", ".join(parts[at : at + 2])
        wide = at + 1 < len(parts) and any(likeness(joined, name) > _SAME for name in DEPARTMENTS)
        names.append(joined if wide else parts[at])
        at += 2 if wide else 1
    return [name for name in names if name]


def _pieces(words: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    depth = [0]
    for char in words:
        depth.append(max(0, depth[-1] + (char == "(") - (char == ")")))
    folded = fold(words)
    kind = ""
    for match in _BREAK.finditer(folded):
        if depth[match.start()]:
            continue
        current, rest = words[start : match.start()], words[match.end() :]
        if _parts(current, match.group(), rest):
            pieces.append(f"{kind}{current.strip()}")
            kind = ""
        elif match.group() == "," and (inherited := _inherited(f"{kind}{current.strip()}", rest)):
            pieces.append(f"{kind}{current.strip()}")
            kind = inherited
        else:
            continue
        start = match.end()
    return [*pieces, f"{kind}{words[start:].strip()}"]


def _parts(current: str, mark: str, rest: str) -> bool:
    """Whether a mark between `current` and `rest` parts two units."""
    if mark == ";":
        return True
    folded, following = fold(current).strip(), fold(rest).lstrip()
    first = rest.lstrip()[:1]
    if not first or not folded:
        return False
    if mark == ",":
        return bool(_EACH.match(following)) or (first.isupper() and is_unit(rest))
    if _JOINT_OFFICE.match(folded):
        return False
    return bool(_JOINED_WITH.match(following)) and (first.isupper() or following.startswith("cac "))


def _inherited(current: str, rest: str) -> str:
    """`Sở ` where `Sở Nội vụ` is followed by the bare name of another department, else nothing."""
    words = current.split()
    if len(words) < 2 or fold(words[0]) not in ("so", "bo", "s0", "phong"):
        return ""
    following = re.split(r"[,;]| và (?=[A-ZĐ]\w* \w* *$)", rest)[0].strip(_EDGES)
    own = " ".join(words[1:])
    known = any(likeness(own, name) > _SAME for name in DEPARTMENTS)
    if known and any(likeness(following, name) > _SAME for name in DEPARTMENTS):
        return f"{words[0]} "
    return ""


def _closed(words: str) -> str:
    """`words` without a parenthesis that is not closed or not opened in them."""
    if words.count("(") > words.count(")"):
        cut = words.rindex("(")
        return words[:cut].rstrip(_EDGES) or words.replace("(", "")
    while words.endswith(")") and words.count(")") > words.count("("):
        words = words[:-1].rstrip(_EDGES)
    return words


def known_wording(name: str) -> str:
    """A unit of a damaged text in the wording that is common, where only accents and case differ.

    `Van phòng Ban` is `Văn phòng Ban`, `Phòng Nói chính` is `Phòng Nội chính`.
    """
    folded = fold(name)
    known = _known_names().get(folded)
    if known is not None:
        return known if name[:1].isupper() else known[0].lower() + known[1:]
    for head in _HEAD_WORDS:
        if folded.startswith(f"{fold(head)} ") and name[:1].isupper():
            return head + name[len(head) :]
    return name


@cache
def _known_names() -> dict[str, str]:
    names = [f"{kind} {name}" for kind in ("Sở", "Phòng", "Bộ") for name in DEPARTMENTS]
    return {fold(name): name for name in [*names, *_OFFICES]}


def agree(groups: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The same names where a damaged document prints one unit in several ways: the commonest wording.

    Only for damaged text; there `Trung tAm Phuc vu` and `Trung tam Phuc vu` are one unit.
    """
    counts = Counter(known_wording(name) for group in groups for name in group)
    chosen: dict[str, str] = {}
    for name, _ in counts.most_common():
        like = next((known for known in chosen.values() if _same_unit(name, known)), None)
        chosen[name] = like or name
    return [tuple(dict.fromkeys(chosen[known_wording(name)] for name in group)) for group in groups]


def _same_unit(name: str, known: str) -> bool:
    if name == known:
        return True
    if len(skeleton(name)) < 12 or name[:1].isupper() != known[:1].isupper():
        return False
    return len(name.split()) == len(known.split()) and likeness(name, known, _SAME) >= _SAME
