"""Restoration of damaged Vietnamese: what is read, what is left alone, and the way back."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.restore import Restoration, restore, restore_query
from analyzers.restore.figures import restore_abbreviation, restore_code, restore_figure, roman
from analyzers.restore.model import TABLES
from analyzers.restore.syllables import bare, is_syllable, normal_tone, split_onset
from analyzers.restore.units import units

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"

DAMAGED = [
    (
        "Thuc hién Quyét dinh s6 1100/QD-UBND ngay 12/11/2021 cua UBND tinh vé viéc ban hanh",
        "Thực hiện Quyết định số 1100/QĐ-UBND ngày 12/11/2021 của UBND tỉnh về việc ban hành",
    ),
    (
        "Nghi quyét s6 93/NQ-HPND ngay 10/12/2021 caa HDND tinh, vé day manh cai cach hanh chinh",
        "Nghị quyết số 93/NQ-HĐND ngày 10/12/2021 của HĐND tỉnh, về đẩy mạnh cải cách hành chính",
    ),
    (
        "Quyét dinh s6 39/2021/QPb-\nUBND ngay 20/8/2021 cua UBND tinh ban hanh Quy ché lam viéc",
        "Quyết định số 39/2021/QĐ-\nUBND ngày 20/8/2021 của UBND tỉnh ban hành Quy chế làm việc",
    ),
    (
        "trién khai thyuc hién c6 chét luong, dam bao tién d¢ cdc nhiém vu duoc giao",
        "triển khai thực hiện có chất lượng, đảm bảo tiến độ các nhiệm vụ được giao",
    ),
    (
        "Téng s6 hd so TTHC da gidi quyét xong: 191; ty 1é hd so giai quyét ding han dat 99,48%",
        "Tổng số hồ sơ TTHC đã giải quyết xong: 191; tỷ lệ hồ sơ giải quyết đúng hạn đạt 99,48%",
    ),
    (
        "nang cao chi s6 CCHC cuatinh va tang cudng kiém tra cong tac cai cach hanh chinh",
        "nâng cao chỉ số CCHC của tỉnh và tăng cường kiểm tra công tác cải cách hành chính",
    ),
]


@pytest.mark.parametrize(("damaged", "clean"), DAMAGED)
def test_damaged_ocr_is_read_as_it_was_printed(damaged: str, clean: str) -> None:
    assert restore(damaged).text == clean


MISPRINTED = [
    (
        "Các sở, ban, ngành tổ chức thực hiện tốt công tác cải cách hãnh chính theo kế hoạch của tỉnh đề ra",
        "Các sở, ban, ngành tổ chức thực hiện tốt công tác cải cách hành chính theo kế hoạch của tỉnh đề ra",
    ),
    (
        "Viêc tiếp nhận và trả kết quả giải quyết thủ tục hành chính được thực hiện tại bộ phận một cửa",
        "Việc tiếp nhận và trả kết quả giải quyết thủ tục hành chính được thực hiện tại bộ phận một cửa",
    ),
    (
        "Ủy ban nhân dân tỉnh giao cho các đơn vị theo dỗi, đôn đốc việc thực hiện nhiệm vụ được giao",
        "Ủy ban nhân dân tỉnh giao cho các đơn vị theo dõi, đôn đốc việc thực hiện nhiệm vụ được giao",
    ),
]


@pytest.mark.parametrize(("misprinted", "clean"), MISPRINTED)
def test_a_misprint_in_clean_text_is_corrected(misprinted: str, clean: str) -> None:
    found = restore(misprinted)
    assert found.text == clean
    assert found.confidence == ()


CORRECT = [
    "Ông Nguyễn Văn Mẫn, Trưởng phòng Kiểm soát TTHC, phát biểu tại hội nghị ở xã Trà Hiệp, huyện Trà Bồng.",
    "Hệ thống SOC của tỉnh và phần mềm iOffice hoạt động ổn định; tỷ lệ hồ sơ đúng hạn đạt 99,48%.",
    "Sở Nội vụ chủ trì, phối hợp với các cơ quan liên quan hoà giải, uỷ thác, thoả thuận theo Luật Hoà giải.",
    "Tỷ lệ hồ sơ đúng hẹn; cán bộ, công chức Kon Rẫy, Đăk Tô, Ia H'Drai tham gia tập huấn đầy đủ.",
]


@pytest.mark.parametrize("text", CORRECT)
def test_correct_text_is_left_alone(text: str) -> None:
    assert restore(text).text == text


TYPED = [
    (
        "Uy ban nhan dan tinh ban hanh ke hoach kiem tra cong tac cai cach hanh chinh nam 2024",
        "Ủy ban nhân dân tỉnh ban hành kế hoạch kiểm tra công tác cải cách hành chính năm 2024",
    ),
]


@pytest.mark.parametrize(("typed", "clean"), TYPED)
def test_text_typed_without_accents_gets_them_back(typed: str, clean: str) -> None:
    assert restore(typed).text == clean


QUERIES = [
    ("ke hoach kiem tra cai cach hanh chinh nam 2024", "kế hoạch kiểm tra cải cách hành chính năm 2024"),
    ("thủ tuc hanh chinh cua UBND tinh", "thủ tục hành chính của UBND tỉnh"),
    ("quyet dinh so 165/QD-UBND", "quyết định số 165/QĐ-UBND"),
    ("Kế hoạch số 35/KH-UBND", "Kế hoạch số 35/KH-UBND"),
    ("bao cao cua HDND tinh", "báo cáo của HĐND tỉnh"),
    (
        "quyết định nào ban hành kế hoạch kiểm tra năm 2024",
        "quyết định nào ban hành kế hoạch kiểm tra năm 2024",
    ),
    ("", ""),
    ("   ", "   "),
]


@pytest.mark.parametrize(("query", "reading"), QUERIES)
def test_a_query_typed_without_accents_is_read_with_them(query: str, reading: str) -> None:
    assert restore_query(query) == reading


def test_a_clean_report_is_untouched() -> None:
    text = next(REPORTS.glob("001_*.txt")).read_text(encoding="utf-8")
    restored = restore(text)
    assert restored == Restoration(text, ((0, len(text), 0, len(text)),), (), False)


def test_empty_text_has_no_rows() -> None:
    assert restore("") == Restoration("", (), (), False)


def test_in_a_mixed_text_only_the_damaged_paragraph_changes() -> None:
    clean = "Ủy ban nhân dân tỉnh ban hành kế hoạch kiểm tra công tác cải cách hành chính; số liệu kèm theo."
    damaged = (
        "Thuc hién Quyét dinh cua UBND tinh vé viéc ban hanh Ké hoach cai cach hanh chinh trén dia ban tinh"
    )
    restored = restore(f"{clean}\n\n{damaged}\n\n{clean}")
    assert restored.text.startswith(f"{clean}\n\nThực hiện Quyết định")
    assert restored.text.endswith(f"trên địa bàn tỉnh\n\n{clean}")


@pytest.mark.parametrize("name", ["000", "002", "003", "004"])
def test_rows_cover_both_texts_and_white_space_stays(name: str) -> None:
    text = next(REPORTS.glob(f"{name}_*.txt")).read_text(encoding="utf-8")
    restored = restore(text)
    assert restored.changed
    _check_rows(text, restored)
    assert text.count("\n") == restored.text.count("\n")


@given(
    st.lists(
        st.sampled_from(
            [
                "hién",
                "s6",
                "165/QD-UBND",
                "I",
                "5/01/2024",
                "x4y",
                "dwgc",
                "  ",
                "\n",
                "\n\n",
                "(",
                ");",
                "|.",
                "UBND",
                "1&",
                "99,48%",
                "cuatinh",
                "\u0301",
                "e\u0302",
                "ﬁ",
                "€",
                "𝒜",
                "_____",
                "a" * 70,
            ]
        ),
        max_size=40,
    )
)
@settings(max_examples=30, deadline=None)
def test_any_text_can_be_traced_back(pieces: list[str]) -> None:
    text = "Thuc hién Quyét dinh cua UBND tinh vé viéc ban hanh Ké hoach cai cach " + " ".join(pieces)
    _check_rows(text, restore(text))


def _check_rows(text: str, restored: Restoration) -> None:
    at = to = 0
    for start, end, first, last in restored.alignment:
        assert (start, first) == (at, to)
        assert end > start
        at, to = end, last
    assert (at, to) == (len(text), len(restored.text))
    starts = [row.start for row in restored.confidence]
    assert starts == sorted(starts)
    assert all(0 <= row.value <= 1 and row.start < row.end for row in restored.confidence)


def test_numbers_keep_their_digits() -> None:
    text = (
        "Trong Quy I da tiép nhan 1.352 don, 10 don té cdo, 99,48% ding han, ngay 05/3/2020, s6 123.747 hd so"
    )
    restored = restore(text)
    assert [c for c in restored.text if c.isdigit()] == [c for c in text.replace("s6", "s") if c.isdigit()]


def test_decomposed_text_is_read_like_composed() -> None:
    damaged, clean = DAMAGED[0]
    assert restore(unicodedata.normalize("NFD", damaged)).text == clean


CODES = [
    ("165/QD-UBND", "165/QĐ-UBND"),
    ("48/2021/QP-UBND", "48/2021/QĐ-UBND"),
    ("21/0D-VP", "21/QĐ-VP"),
    ("43/0OD-VP", "43/QĐ-VP"),
    ("1782/QB-UBND", "1782/QĐ-UBND"),
    ("30/2020/ND-CP", "30/2020/NĐ-CP"),
    ("107/2021/NP-CP", "107/2021/NĐ-CP"),
    ("93/NQ-HPND", "93/NQ-HĐND"),
    ("04-NQ/TU", "04-NQ/TU"),
    ("262KH-VP", "262KH-VP"),
    ("15/2020/TT-BGDDT", "15/2020/TT-BGDĐT"),
    ("210/VP-HCQT", "210/VP-HCQT"),
    ("I5/01/2024", "15/01/2024"),
]


@pytest.fixture(scope="module")
def known() -> dict[str, int]:
    import numpy as np

    with np.load(TABLES / "channel.npz") as stored:
        names = bytes(stored["abbreviations"]).decode().split("\n")
        return dict(zip(names, stored["abbreviation_counts"].tolist(), strict=True))


@pytest.mark.parametrize(("read", "code"), CODES)
def test_codes_get_their_letters_back(read: str, code: str, known: dict[str, int]) -> None:
    assert restore_code(read, known) == code


@pytest.mark.parametrize(
    ("read", "form"), [("HDND", "HĐND"), ("UBND", "UBND"), ("TTHC", "TTHC"), ("QPPL", "QPPL"), ("VP", "VP")]
)
def test_abbreviations_in_text_lose_only_what_is_certain(read: str, form: str, known: dict[str, int]) -> None:
    assert restore_abbreviation(read, known) == form


@pytest.mark.parametrize(
    ("read", "figure"),
    [("1.250", "1.250"), ("99,95%", "99,95%"), ("l2/2023", "12/2023"), ("s6", None), ("A4", None)],
)
def test_figures_are_told_from_words(read: str, figure: str | None) -> None:
    assert restore_figure(read) == figure


@pytest.mark.parametrize(
    ("read", "numeral"),
    [
        ("II", "II"),
        ("I1", "II"),
        ("Il", "II"),
        ("IL", "II"),
        ("|", "I"),
        ("XX", "XX"),
        ("IIII", None),
        ("11", None),
    ],
)
def test_roman_numerals(read: str, numeral: str | None) -> None:
    assert roman(read) == numeral


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("quyết", ("qu", "yết")),
        ("nghị", ("ngh", "ị")),
        ("gìn", ("g", "ìn")),
        ("giá", ("gi", "á")),
        ("ủy", ("", "ủy")),
    ],
)
def test_syllables_are_cut_into_onset_and_rhyme(word: str, parts: tuple[str, str]) -> None:
    assert split_onset(word) == parts
    assert is_syllable(word)


def test_tone_placement_and_bare_letters() -> None:
    assert [normal_tone(w) for w in ("hoà", "thuỷ", "quý", "hoàn", "HOÁ")] == [
        "hòa",
        "thủy",
        "quý",
        "hoàn",
        "HÓA",
    ]
    assert bare("Đường Ủy") == "Duong Uy"


def test_units_are_cores_without_punctuation() -> None:
    text = "(Ké hoach: 165/QD-UBND); Poc lap-Tw do, |. MUC"
    assert [text[u.start : u.end] for u in units(text, 0, len(text))] == [
        "Ké", "hoach", "165/QD-UBND", "Poc", "lap", "Tw", "do", "|", "MUC",
    ]  # fmt: skip


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in TABLES.iterdir()) <= 8_000_000


def test_importing_costs_nothing_until_the_first_call() -> None:
    code = "import sys, analyzers.restore; print(sorted(m for m in sys.modules if m in ('numpy', 'spacy')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
