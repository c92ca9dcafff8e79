"""Decoding: Unicode in all its wrappings, and the legacy encodings, told apart by what they say."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encodings import decode
from corpus.legacy import _TCVN3, _VNI

REPORT = next((Path(__file__).parents[2] / "corpus" / "reports").glob("001_*.txt"))
CLEAN = REPORT.read_text(encoding="utf-8")


def as_tcvn3(text: str) -> bytes:
    """TCVN3 as its fonts had it: capitals with a tone are small letters in a capital font."""
    codes = {letter: code for code, letter in _TCVN3.items()}
    return bytes(codes.get(c) or codes.get(c.lower()) or min(ord(c), 255) for c in text)


def as_vni(text: str) -> bytes:
    codes: dict[str, str] = {}
    for code, letter in _VNI.items():
        codes.setdefault(letter, code)
    return "".join(codes.get(c, c) for c in text).encode("cp1252", errors="replace")


def as_windows_1258(text: str) -> bytes:
    data = b""
    for char in text:
        try:
            data += char.encode("cp1258")
        except UnicodeEncodeError:
            letter, *marks = unicodedata.normalize("NFD", char)
            shape = "".join(mark for mark in marks if mark in "\u0302\u0306\u031b")
            tones = "".join(mark for mark in marks if mark not in shape)
            data += unicodedata.normalize("NFC", letter + shape).encode("cp1258") + tones.encode("cp1258")
    return data


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_unicode_is_recognised_with_and_without_a_mark(codec: str, encoding: str) -> None:
    assert decode(CLEAN.encode(codec)) == (CLEAN, encoding)


def test_vni_and_windows_1258_come_out_letter_for_letter() -> None:
    assert decode(as_vni(CLEAN)) == (CLEAN, "vni")
    assert decode(as_windows_1258(CLEAN)) == (CLEAN, "windows-1258")


def test_tcvn3_comes_out_letter_for_letter_but_for_its_missing_capitals() -> None:
    decoded = decode(as_tcvn3(CLEAN))
    assert decoded is not None
    assert (decoded[0].lower(), decoded[1]) == (CLEAN.lower(), "tcvn3")


@pytest.mark.parametrize("encode", [as_tcvn3, as_vni, as_windows_1258])
def test_one_sentence_is_enough_to_tell_a_legacy_encoding(encode: object) -> None:
    sentence = "Căn cứ Quyết định số 48/2021/QĐ-UBND của UBND tỉnh về việc thực hiện kỷ luật hành chính."
    decoded = decode(encode(sentence))  # type: ignore[operator]
    assert decoded is not None
    assert decoded[0].lower() == sentence.lower()


def test_damaged_text_in_utf8_is_left_as_it_is() -> None:
    text = "Quyét dinh s6 165/QD-UBND ngay 31/01/2024 cua UBND tinh vé viéc x4y dung"
    assert decode(text.encode()) == (text, "utf-8")


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded[0], str)


@given(st.text(max_size=200))
def test_utf8_always_comes_back(text: str) -> None:
    data = text.encode("utf-8", errors="ignore")
    if not data or data.count(0) > len(data) // 10 or data[:3] == b"\xef\xbb\xbf":
        return
    assert decode(data) == (data.decode(), "utf-8")
