"""A header never raises and its spans lie in the text, whatever the text is."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzers.header import HeaderReading, read_header
from analyzers.reading import Reading

REPORTS = sorted((Path(__file__).resolve().parents[2] / "corpus" / "reports").glob("*.txt"))
FRAGMENTS = [
    *(
        "Số: ",
        "12/QĐ-UBND",
        "\n",
        "\n\n",
        "Nơi nhận:",
        "- Như trên;",
        "TM. ",
        "KT. CHỦ TỊCH",
        "BÁO CÁO",
        "V/v ",
    ),
    *(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Quảng Ngãi, ngày 31 tháng 02 năm 2024",
        "Kính gửi:",
        "tỉnh ",
        "İ",
    ),
    *(
        "ỦY BAN NHÂN DÂN",
        "Căn cứ",
        "Lưu: VT.",
        "Nguyễn Văn A",
        "Phụ lục",
        "\f",
        "\t",
        "-",
        "/",
        "*",
        "Người ký: X",
    ),
]


def _check(text: str) -> HeaderReading:
    found = read_header(Reading(text))
    spans = [(found.start, found.end), found.number_span, found.title_span, *found.signature_spans]
    assert all(0 <= span[0] <= span[1] <= len(text) for span in spans if span)
    assert all(0 <= warning.start <= warning.end <= len(text) for warning in found.warnings)
    return found


@given(st.text(max_size=2000))
def test_any_text_is_survived(text: str) -> None:
    _check(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60))
def test_any_order_of_parts_is_survived(parts: list[str]) -> None:
    _check("".join(parts))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: str(path.name)[:3])
def test_random_damage_is_survived(path: Path) -> None:
    rng = random.Random(7)
    text = path.read_text(encoding="utf-8")
    for _ in range(15):
        letters = list(text[:2500] + text[-2500:])
        for _ in range(150):
            letters[rng.randrange(len(letters))] = rng.choice("\n S/-.:|*6\f")
        _check("".join(letters))


def test_a_long_text_takes_little_time() -> None:
    text = max((path.read_text(encoding="utf-8") for path in REPORTS), key=len)
    reading = Reading(text)
    read_header(reading)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        read_header(reading)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.05
