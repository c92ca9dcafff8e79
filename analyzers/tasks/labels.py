"""Which lines of a plan say who does a task, what comes of it and by when.

The wordings are composed from parts, and a printed label is compared with all of them by what OCR confuses:
`Bon vi chu tri`, `Pon vi phéi hop`, `~ -Dbonvi thuc hién`, `-’Sén phém`, `Thot gian thyc hién`.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from itertools import product

from analyzers.bodies.resemblance import likeness, skeleton
from analyzers.folding import fold


class Role(Enum):
    """What a line says about its task."""

    LEAD = "lead"
    COORDINATE = "coordinate"
    PRODUCT = "product"
    DEADLINE = "deadline"
    TASK = "task"
    ORDER = "order"
    OTHER = "other"


_WHO = (
    "đơn vị",
    "cơ quan",
    "cơ quan, đơn vị",
    "các đơn vị",
    "các cơ quan",
    "các cơ quan, đơn vị",
    "cơ quan, tổ chức",
    "tổ chức",
    "đơn vị, cá nhân",
    "cá nhân, đơn vị",
    "bộ phận",
    "phòng",
    "phòng, ban",
)
_LEADS = (
    "chủ trì",
    "chủ trì thực hiện",
    "thực hiện chủ trì",
    "chủ trì tham mưu",
    "chủ trì triển khai",
    "thực hiện",
    "tổ chức thực hiện",
    "tham mưu",
    "đầu mối",
    "phụ trách",
    "chịu trách nhiệm",
    "chịu trách nhiệm chính",
    "được giao",
    "được giao chủ trì",
    "triển khai thực hiện",
    "chủ trì, phối hợp",
    "chủ trì/phối hợp",
    "chủ trì và phối hợp",
    "chủ trì, phối hợp thực hiện",
)
_COORDINATES = (
    "phối hợp",
    "phối hợp thực hiện",
    "cùng phối hợp",
    "tham gia",
    "tham gia phối hợp",
    "liên quan",
)
_ALONE = {
    Role.LEAD: (
        "chủ trì",
        "chủ trì thực hiện",
        "chủ trì, phối hợp",
        "phân công",
        "phân công thực hiện",
        "phân công chủ trì",
        "phân công nhiệm vụ",
        "phân công trách nhiệm",
        "trách nhiệm thực hiện",
        "trách nhiệm chủ trì",
        "người thực hiện",
        "người chủ trì",
        "người phụ trách",
        "đầu mối thực hiện",
        "giao",
        "giao cho",
        "giao đơn vị chủ trì",
        "phòng chuyên môn thực hiện",
        "lãnh đạo phụ trách",
        "cán bộ phụ trách",
    ),
    Role.COORDINATE: ("phối hợp", "phối hợp thực hiện", "trách nhiệm phối hợp", "người phối hợp"),
    Role.PRODUCT: (
        "sản phẩm",
        "sản phẩm đầu ra",
        "sản phẩm dự kiến",
        "dự kiến sản phẩm",
        "sản phẩm hoàn thành",
        "sản phẩm cụ thể",
        "sản phẩm chính",
        "sản phẩm chủ yếu",
        "sản phẩm thực hiện",
        "sản phẩm, kết quả",
        "sản phẩm/kết quả",
        "sản phẩm và kết quả",
        "kết quả",
        "kết quả đầu ra",
        "kết quả dự kiến",
        "kết quả cần đạt",
        "kết quả thực hiện",
        "kết quả, sản phẩm",
        "kết quả/sản phẩm",
        "kết quả, sản phẩm đầu ra",
        "kết quả và sản phẩm",
        "kết quả hoàn thành",
        "yêu cầu sản phẩm",
        "yêu cầu kết quả",
        "hình thức, sản phẩm",
        "sản phẩm, kết quả thực hiện",
        "sản phẩm, kết quả dự kiến",
        "sản phẩm công việc",
        "kết quả công việc",
    ),
    Role.DEADLINE: (
        "thời gian",
        "thời gian thực hiện",
        "thời gian hoàn thành",
        "thời gian thực hiện, hoàn thành",
        "thời gian thực hiện và hoàn thành",
        "thời gian, tiến độ",
        "thời gian, tiến độ thực hiện",
        "thời gian dự kiến",
        "thời gian dự kiến hoàn thành",
        "thời gian triển khai",
        "thời gian triển khai thực hiện",
        "thời gian trình",
        "thời gian ban hành",
        "thời gian xong",
        "thời điểm hoàn thành",
        "thời điểm thực hiện",
        "thời hạn",
        "thời hạn hoàn thành",
        "thời hạn thực hiện",
        "hạn hoàn thành",
        "ngày hoàn thành",
        "hoàn thành",
        "tiến độ",
        "tiến độ thực hiện",
        "tiến độ hoàn thành",
        "tiến độ, thời gian",
        "lộ trình",
        "lộ trình thực hiện",
    ),
    Role.TASK: (
        "nhiệm vụ",
        "nội dung",
        "nội dung nhiệm vụ",
        "nội dung công việc",
        "nội dung thực hiện",
        "nội dung, nhiệm vụ",
        "nhiệm vụ, giải pháp",
        "tên nhiệm vụ",
        "nhiệm vụ cụ thể",
        "nhiệm vụ chủ yếu",
        "công việc",
        "nội dung hoạt động",
        "hoạt động",
        "nhiệm vụ trọng tâm",
        "nội dung các nhiệm vụ",
        "nội dung nhiệm vụ được giao",
        "nhiệm vụ được giao",
    ),
    Role.ORDER: ("stt", "tt", "số tt", "số thứ tự"),
    Role.OTHER: (
        "ghi chú",
        "kinh phí",
        "nguồn kinh phí",
        "kinh phí thực hiện",
        "mục tiêu",
        "chỉ tiêu",
        "căn cứ",
        "lãnh đạo chỉ đạo",
        "đơn vị theo dõi",
        "cơ quan theo dõi",
        "cấp trình",
        "địa điểm",
        "địa bàn thực hiện",
        "đối tượng",
    ),
}
LONGEST = 60
"""Characters that a label may have."""

_LEAST = 0.8

_CORE = (
    "đơn vị chủ trì",
    "cơ quan chủ trì",
    "đơn vị thực hiện",
    "cơ quan thực hiện",
    "đơn vị chủ trì thực hiện",
    "cơ quan chủ trì thực hiện",
    "cơ quan, đơn vị chủ trì",
    "cơ quan, đơn vị thực hiện",
    "đơn vị phối hợp",
    "cơ quan phối hợp",
    "đơn vị phối hợp thực hiện",
    "cơ quan, đơn vị phối hợp",
    "phân công thực hiện",
    "sản phẩm",
    "kết quả, sản phẩm",
    "sản phẩm đầu ra",
    "thời gian",
    "thời gian thực hiện",
    "thời gian hoàn thành",
    "thời hạn hoàn thành",
    "tiến độ thực hiện",
    "nội dung nhiệm vụ",
)
"""The wordings that damaged print is compared with: the common ones."""

# Other wordings of clean text: "Đơn vị được giao chủ trì tham mưu", "Cơ quan đầu mối, chủ trì"
_WORDED = (
    (
        Role.COORDINATE,
        re.compile(
            r"(?:(?:cac )?(?:don vi|co quan|to chuc|bo phan|phong)\b.{0,20} )?(?:cung )?phoi hop(?: .{0,14})?"
        ),
    ),
    (
        Role.LEAD,
        re.compile(
            r"(?:(?:cac|phan cong) )?(?:don vi|co quan|to chuc|bo phan|phong|ca nhan|nguoi|lanh dao)\b.{0,20}"
            r" (?:chu tri|dau moi|phu trach|chiu trach nhiem)(?:\b.{0,20})?"
        ),
    ),
    (
        Role.PRODUCT,
        re.compile(r"(?:yeu cau |du kien )?(?:ve )?san pham(?:,|/| va| dau ra| can| phai| hoan| du).{0,20}"),
    ),
    (
        Role.DEADLINE,
        re.compile(
            r"(?:thoi gian|thoi han|tien do|han)(?:,| va|/)?.{0,10} (?:hoan thanh|thuc hien|trinh|xong)"
        ),
    ),
)
_VIETNAMESE = re.compile("[\u1ea0-\u1ef9ăđơưĂĐƠƯ]")


@cache
def _wordings() -> dict[str, Role]:
    """Every label by its skeleton."""
    found: dict[str, Role] = {}
    for role, endings in ((Role.LEAD, _LEADS), (Role.COORDINATE, _COORDINATES)):
        for who, ending in product(_WHO, endings):
            found.setdefault(skeleton(f"{who} {ending}"), role)
    for role, names in _ALONE.items():
        for name in names:
            found.setdefault(skeleton(name), role)
    return found


@lru_cache(maxsize=4096)
def role_of(label: str) -> Role | None:
    """What a printed label introduces; None if it is no label of a task's lines."""
    form = skeleton(label)
    if not 2 <= len(form) <= LONGEST:
        return None
    exact = _wordings().get(form)
    if exact is not None or len(form) < 6:
        return exact
    folded = " ".join(fold(label).split())
    worded = next((role for role, pattern in _WORDED if pattern.fullmatch(folded)), None)
    if worded is not None or _VIETNAMESE.search(label):
        return worded
    best, name = max((likeness(label, name, _LEAST), name) for name in _CORE)
    return _wordings()[skeleton(name)] if best >= _LEAST else None
