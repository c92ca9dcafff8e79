"""Legacy fonts and twice-decoded text that reached the analyzers."""

from __future__ import annotations

import pytest

from analyzers import analyse
from analyzers.mojibake import letters_view
from analyzers.normalisation import nfc_view
from corpus.legacy import _TCVN3, _VNI

CLEAN = (
    "Thực hiện Quyết định số 165/QĐ-UBND ngày 31/01/2024 của Chủ tịch Ủy ban nhân dân tỉnh về việc ban "
    "hành kế hoạch kiểm tra công tác cải cách hành chính, các sở, ban, ngành đã triển khai đồng bộ."
)


def _tcvn3(text: str) -> str:
    codes = {letter: chr(code) for code, letter in _TCVN3.items()}
    return "".join(codes.get(letter, codes.get(letter.lower(), letter)) for letter in text)


def _vni(text: str) -> str:
    codes = {letter: signs for signs, letter in _VNI.items()}
    return "".join(codes.get(letter, letter) for letter in text)


def _windows(data: bytes) -> str:
    return "".join(bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in data)


SCRAMBLED = {"tcvn3": _tcvn3(CLEAN), "vni": _vni(CLEAN), "utf-8": _windows(CLEAN.encode())}


@pytest.mark.parametrize("font", SCRAMBLED)
def test_a_paragraph_in_a_legacy_font_reads_as_vietnamese(font: str) -> None:
    view = letters_view(SCRAMBLED[font])
    assert view.converted
    assert view.text.lower() == CLEAN.lower()


@pytest.mark.parametrize("font", SCRAMBLED)
def test_citations_of_converted_text_have_their_offsets_in_what_is_printed(font: str) -> None:
    text = "Đoạn thứ nhất đã đúng phông chữ Unicode và giữ nguyên như đã in ra.\n\n" + SCRAMBLED[font]
    found = analyse(text)
    (citation,) = found.citations
    assert (citation.canonical, citation.date) == ("165/QĐ-UBND", "2024-01-31")
    assert "165/Q" in text[citation.start : citation.end]
    assert found.restored is not None
    assert found.restored.startswith("Đoạn thứ nhất đã đúng phông chữ")
    assert found.restored.lower().endswith(CLEAN.lower())
    assert found.alignment is not None
    assert [row[0] for row in found.alignment[1:]] == [row[1] for row in found.alignment[:-1]]
    assert found.alignment[-1][1] == len(text)


LEFT_ALONE = [
    CLEAN,
    "Quyét dinh s6 165/QD-UBND ngay 31/01/2024 cua Chu tich UBND tinh vé viéc ban hanh ké hoach",
    "Le département de l'Hérault a créé une équipe dédiée à la modernité numérique des préfectures.",
    "Tỷ lệ: 99,48% ± 0,2 – đạt « tốt »",
    "",
    "Café",
]


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_other_text_is_left_alone(text: str) -> None:
    assert letters_view(text) == nfc_view(text)


def test_a_short_line_takes_the_font_of_its_document() -> None:
    text = _tcvn3(CLEAN) + "\n\n" + _tcvn3("Nơi nhận")
    assert letters_view(text).text.endswith("Nơi nhận")
