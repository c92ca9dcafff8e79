"""Heads and feet of every kind of issuer, as they are printed and as readers of scans print them."""

from __future__ import annotations

from typing import Any

import pytest

from analyzers.header import read_header
from analyzers.reading import Reading

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "a council's resolution": (
        f"""HỘI ĐỒNG NHÂN DÂN
TỈNH BÌNH PHƯỚC
-------
{MOTTO}---------------
Số: 12/2023/NQ-HĐND
Bình Phước, ngày 08 tháng 12 năm 2023

NGHỊ QUYẾT
Quy định mức chi đào tạo, bồi dưỡng cán bộ, công chức, viên chức
trên địa bàn tỉnh Bình Phước

HỘI ĐỒNG NHÂN DÂN TỈNH BÌNH PHƯỚC
KHÓA X, KỲ HỌP THỨ MƯỜI HAI

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Nơi nhận:
- Ủy ban Thường vụ Quốc hội;
- Lưu: VT.

CHỦ TỊCH



Trần Thị Mẫu
""",
        {
            "doc_type": "Nghị quyết",
            "number": "12/2023/NQ-HĐND",
            "date": "2023-12-08",
            "issuer": "HĐND tỉnh Bình Phước",
            "title": "Quy định mức chi đào tạo, bồi dưỡng cán bộ, công chức, viên chức "
            "trên địa bàn tỉnh Bình Phước",
            "signer": "Trần Thị Mẫu",
            "signer_title": "Chủ tịch",
            "recipients": ("Ủy ban Thường vụ Quốc hội", "Lưu: VT"),
            "province": "Bình Phước",
        },
    ),
    "a Party committee's resolution": (
        """TỈNH ỦY GIA LAI          ĐẢNG CỘNG SẢN VIỆT NAM
*
Số 04-NQ/TU              Gia Lai, ngày 18 tháng 10 năm 2021

NGHỊ QUYẾT
về đẩy mạnh cải cách hành chính giai đoạn 2021 - 2025

I. TÌNH HÌNH

Nơi nhận:
- Ban Bí thư Trung ương Đảng (báo cáo),
- Các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh,
- Lưu Văn phòng Tỉnh ủy.

T/M TỈNH ỦY
BÍ THƯ
(Đã ký)
Lê Văn Mẫu
""",
        {
            "doc_type": "Nghị quyết",
            "number": "04-NQ/TU",
            "date": "2021-10-18",
            "place": "Gia Lai",
            "issuer": "Tỉnh ủy Gia Lai",
            "title": "về đẩy mạnh cải cách hành chính giai đoạn 2021 - 2025",
            "signer": "Lê Văn Mẫu",
            "signer_title": "Bí thư",
            "recipients": (
                "Ban Bí thư Trung ương Đảng (báo cáo)",
                "Các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh",
                "Lưu Văn phòng Tỉnh ủy",
            ),
            "period": "giai đoạn 2021-2025",
        },
    ),
    "an official letter in two columns": (
        """UBND TỈNH ĐẮK LẮK                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ KẾ HOẠCH VÀ ĐẦU TƯ                       Độc lập - Tự do - Hạnh phúc

Số: 1234/SKHĐT-TH                      Đắk Lắk, ngày 5 tháng 3 năm 2024
V/v báo cáo tình hình thực hiện
nhiệm vụ quý I năm 2024

Kính gửi: Ủy ban nhân dân tỉnh.

Nơi nhận:                                    KT. GIÁM ĐỐC
- Như trên;                                  PHÓ GIÁM ĐỐC
- Lãnh đạo Sở;
- Lưu: VT, TH.
                                             Trần Văn Bình
""",
        {
            "doc_type": "Công văn",
            "number": "1234/SKHĐT-TH",
            "date": "2024-03-05",
            "place": "Đắk Lắk",
            "issuer": "Sở Kế hoạch và Đầu tư tỉnh Đắk Lắk",
            "title": "V/v báo cáo tình hình thực hiện nhiệm vụ quý I năm 2024",
            "signer": "Trần Văn Bình",
            "signer_title": "Phó Giám đốc",
            "recipients": ("Như trên", "Lãnh đạo Sở", "Lưu: VT, TH"),
            "province": "Đắk Lắk",
            "period": "Quý I/2024",
        },
    ),
    "a district's plan": (
        f"""ỦY BAN NHÂN DÂN
HUYỆN TÂY GIANG
{MOTTO}Số: 56/KH-UBND
Tây Giang, ngày 10 tháng 01 năm 2024
KẾ HOẠCH
Cải cách hành chính năm 2024 của UBND huyện
Tây Giang, tỉnh Quảng Nam
Thực hiện Kế hoạch số 9999/KH-UBND ngày 25/12/2023 của UBND tỉnh Quảng Nam
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Arất Mẫu
""",
        {
            "issuer": "UBND huyện Tây Giang",
            "place": "Tây Giang",
            "province": "Quảng Nam",
            "title": "Cải cách hành chính năm 2024 của UBND huyện Tây Giang, tỉnh Quảng Nam",
            "signer": "Arất Mẫu",
            "signer_title": "Phó Chủ tịch",
        },
    ),
    "a commune's report": (
        f"""UBND XÃ IA DOM
Số: 12/BC-UBND
{MOTTO}Ia Dom, ngày 20 tháng 6 năm 2024
BÁO CÁO
Kết quả công tác 6 tháng đầu năm và phương hướng nhiệm vụ 6 tháng cuối năm 2024
I. KẾT QUẢ
Nơi nhận:
- UBND huyện Ia H'Drai, tỉnh Kon Tum;
- Lưu: VT.
CHỦ TỊCH

Rơ Châm H'Mẫu
""",
        {
            "issuer": "UBND xã Ia Dom",
            "signer": "Rơ Châm H'Mẫu",
            "signer_title": "Chủ tịch",
            "period": "6 tháng đầu năm 2024",
            "province": "Kon Tum",
        },
    ),
    "a ministry's decision read without diacritics": (
        """BQ NOI VU CQNG HOA XA HOI CHU NGHIA VIET NAM
Doc lap - Tw do - Hanh phuc

S6: 2301/QD-BNV Ha Noi, ngay 09 thang 5 nam 2023

QUYET BINH
Vé viéc ban hanh Ké hoach ra soat van ban

BO TRUONG BO NOI VU

Can ctr Nghi dinh s6 63/2022/ND-CP ngay 12/9/2022 cua Chinh phu;

Noi nhan: KT. BO TRUONG
- Nhu Diéu 3; THU TRUONG
- Luu: VT, PC.

Nguyén Duy Mau
""",
        {
            "doc_type": "Quyết định",
            "number": "2301/QĐ-BNV",
            "date": "2023-05-09",
            "place": "Hà Nội",
            "issuer": "Bộ Nội vụ",
            "title": "Vé viéc ban hanh Ké hoach ra soat van ban",
            "signer": "Nguyén Duy Mau",
            "signer_title": "Thứ trưởng",
            "recipients": ("Nhu Diéu 3", "Luu: VT, PC"),
            "province": None,
        },
    ),
    "a number line and nothing above or of a type": (
        """S6: 45/KH-STP Ha Nam, ngay 2 thang 2 nam 2023

Trien khai cong tac pho bien phap luat nam 2023

Thuc hien Ke hoach so 1/KH-UBND ngay 01/01/2023
""",
        {
            "doc_type": "Kế hoạch",
            "number": "45/KH-STP",
            "date": "2023-02-02",
            "place": "Hà Nam",
            "title": "Trien khai cong tac pho bien phap luat nam 2023",
            "period": "năm 2023",
        },
    ),
    "a title and nothing else of a head": (
        """Kế hoạch kiểm tra công tác cải cách hành chính
trên địa bàn thành phố Cần Thơ năm 2022

Thực hiện Quyết định số 12/QĐ-UBND ngày 01/01/2022, Sở Nội vụ xây dựng Kế hoạch kiểm tra như sau:
""",
        {
            "doc_type": "Kế hoạch",
            "number": None,
            "date": None,
            "place": None,
            "issuer": "Sở Nội vụ thành phố Cần Thơ",
            "title": "Kế hoạch kiểm tra công tác cải cách hành chính trên địa bàn thành phố Cần Thơ năm 2022",
            "signer": None,
            "period": "năm 2022",
        },
    ),
    "a text without a head": (
        "Điều 1. Phạm vi\nNghị định này quy định về công tác văn thư.\n",
        {"number": None, "date": None, "issuer": None, "title": None, "recipients": ()},
    ),
    "stamps above, number and day not filled in": (
        f"""Người ký: Ủy ban nhân dân tỉnh Quảng Ngãi
Email: ubnd@quangngai.gov.vn
Cơ quan: Tỉnh Quảng Ngãi
Thời gian ký: 07.01.2025 10:09:57 +07:00
ỦY BAN NHÂN DÂN
TỈNH QUẢNG NGÃI
HỎA TỐC
Số:        /QĐ-UBND
{MOTTO}Quảng Ngãi, ngày      tháng 01 năm 2025

QUYẾT ĐỊNH
Ban hành Quy chế
ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI
Căn cứ Luật
""",
        {
            "doc_type": "Quyết định",
            "number": None,
            "date": None,
            "place": "Quảng Ngãi",
            "issuer": "UBND tỉnh Quảng Ngãi",
            "title": "Ban hành Quy chế",
        },
    ),
    "an invitation signed for the minister": (
        f"""VĂN PHÒNG CHÍNH PHỦ
Số: 12/GM-VPCP
{MOTTO}Hà Nội, ngày 03 tháng 4 năm 2024
GIẤY MỜI
Họp về cải cách thủ tục hành chính
Kính gửi: Bộ Nội vụ
TL. BỘ TRƯỞNG, CHỦ NHIỆM
VỤ TRƯỞNG VỤ TỔNG HỢP
Phạm Văn Mẫu
""",
        {
            "doc_type": "Giấy mời",
            "issuer": "Văn phòng Chính phủ",
            "title": "Họp về cải cách thủ tục hành chính",
            "signer": "Phạm Văn Mẫu",
            "signer_title": "Vụ trưởng Vụ Tổng hợp",
        },
    ),
    "a department's notice signed by authority of the chairman": (
        """UBND TỈNH LÂM ĐỒNG
SỞ TƯ PHÁP
Số: 100/TB-STP
Lâm Đồng, ngày 03 tháng 4 năm 2024
THÔNG BÁO
Về việc nghỉ lễ
Căn cứ
Nơi nhận:
- Như trên;
- Lưu: VT.
TUQ. CHỦ TỊCH
GIÁM ĐỐC SỞ TƯ PHÁP
Nguyễn Thị Ánh Mẫu
""",
        {
            "issuer": "Sở Tư pháp tỉnh Lâm Đồng",
            "signer": "Nguyễn Thị Ánh Mẫu",
            "signer_title": "Giám đốc Sở Tư pháp",
        },
    ),
    "a city's directive with its title in capitals": (
        """ỦY BAN NHÂN DÂN
THÀNH PHỐ HỒ CHÍ MINH
Số: 1/CT-UBND
Thành phố Hồ Chí Minh, ngày 03 tháng 4 năm 2024
CHỈ THỊ
VỀ TĂNG CƯỜNG KỶ LUẬT
NĂM 2024
Thời gian qua, công tác
""",
        {
            "issuer": "UBND TP. Hồ Chí Minh",
            "place": "Thành phố Hồ Chí Minh",
            "title": "VỀ TĂNG CƯỜNG KỶ LUẬT NĂM 2024",
            "province": "TP. Hồ Chí Minh",
        },
    ),
    "a number that only the appendix still carries": (
        """Kết quả cải cách hành chính quý II năm 2023

Thực hiện Kế hoạch số 1/KH-UBND, Sở Y tế báo cáo kết quả thực hiện như sau:

UBND TỈNH TRÀ VINH
SỞ Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Phụ lục
(Kèm theo Báo cáo số 88/BC-SYT ngày 12/6/2023 của Sở Y tế)
""",
        {
            "doc_type": "Báo cáo",
            "number": "88/BC-SYT",
            "date": "2023-06-12",
            "issuer": "Sở Y tế tỉnh Trà Vinh",
            "period": "Quý II/2023",
        },
    ),
    "a law": (
        f"""QUỐC HỘI
-------
{MOTTO}Luật số: 31/2024/QH15
Hà Nội, ngày 18 tháng 01 năm 2024

LUẬT
ĐẤT ĐAI
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
""",
        {
            "doc_type": "Luật",
            "number": "31/2024/QH15",
            "issuer": "Quốc hội",
            "title": "ĐẤT ĐAI",
            "province": None,
        },
    ),
    "a date that cannot be": (
        f"SỞ NỘI VỤ\n{MOTTO}Số: 1/TB-SNV\nHà Nam, ngày 31 tháng 02 năm 2023\nTHÔNG BÁO\nNghỉ lễ\nCăn cứ\n",
        {"date": "2023-02-31", "issuer": "Sở Nội vụ tỉnh Hà Nam"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_header_is_read(text: str, expected: dict[str, Any]) -> None:
    header = read_header(Reading(text)).header
    assert {name: getattr(header, name) for name in expected} == expected


def test_a_signature_is_known_by_its_time_with_or_without_its_signer() -> None:
    text = (
        "Người ký: Văn phòng\nThời gian ký: 2024-03-18T08:41:42+0700\n\n"
        "\t2022-08-01T16:38:23+0700\n\n\t2022-08-01T16:38:23+0700\n"
        "Biên bản lập lúc 2022-09-01T16:38:23+0700 tại trụ sở.\n"
    )
    header = read_header(Reading(text)).header
    assert [(item.signer, item.time) for item in header.digital_signatures] == [
        (None, "2022-08-01T16:38:23+07:00"),
        ("Văn phòng", "2024-03-18T08:41:42+07:00"),
    ]
    assert header.digital_signature == header.digital_signatures[-1]
