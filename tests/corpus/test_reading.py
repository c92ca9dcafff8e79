"""`corpus.read`: what a file becomes, and what is said of a file that cannot be read."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from corpus import MAX_BYTES, UnreadableFile, read

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
SENTENCE = "Quyết định số 165/QĐ-UBND ngày 31/01/2024 của Chủ tịch UBND tỉnh về việc ban hành Kế hoạch.\n"


def test_the_reports_are_byte_for_byte_those_of_the_manifest() -> None:
    manifest = json.loads((REPORTS / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["documents"]) == 5
    for entry in manifest["documents"]:
        data = (REPORTS / entry["file"]).read_bytes()
        assert (hashlib.sha256(data).hexdigest(), len(data)) == (entry["sha256"], entry["bytes"])


def test_a_text_file_is_one_page_with_its_newlines_untouched(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("dòng một\r\ndòng hai\rba\x0c\n".encode())
    document = read(path)
    assert document.text == "dòng một\r\ndòng hai\rba\x0c\n"
    assert document.pages == ((0, len(document.text)),)
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (document.media_type, document.encoding) == ("text/plain", "utf-8")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.txt"
    path.write_bytes(SENTENCE.encode("utf-8-sig"))
    assert read(path).text == SENTENCE


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \r\n\t\n", "empty"),
        ("bom-only.txt", b"\xef\xbb\xbf", "empty"),
        ("utf16-blank.txt", "\ufeff \n".encode("utf-16-le"), "empty"),
        ("nul.txt", bytes(range(256)) * 40, "binary"),
        ("elf.txt", b"\x7fELF\x02\x01\x01" + bytes(500), "binary"),
        ("controls.txt", b"abc\x01\x02\x03\x04" * 50, "binary"),
        ("surrogates.txt", b"Quy\xed\xa0\x80t \xed\xb0\x80" * 20, "encoding"),
        ("french.txt", "déjà vu à la carte, élève\n".encode("latin-1") * 20, "encoding"),
        ("report.docx", b"PK\x03\x04....", "damaged"),
        ("archive.rar", b"Rar!\x1a\x07\x00....", "unsupported"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "unsupported"),
        ("broken-utf16.txt", "\ufeffQuyết".encode("utf-16-le") + b"\x00\xd8b\x00", "binary"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_a_reason(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code == code
    assert caught.value.reason


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES * 5)
    with pytest.raises(UnreadableFile, match="quá lớn") as caught:
        read(path)
    assert caught.value.code == "too-large"


def test_a_missing_file_a_folder_and_a_pipe_are_told_apart(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, code in (
        (tmp_path / "no.txt", "missing"),
        (tmp_path, "unsupported"),
        (tmp_path / "pipe", "unsupported"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert caught.value.code == code


def test_a_file_without_permission_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(SENTENCE)
    path.chmod(0)
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)  # root may read every file, nobody may not
    try:
        with pytest.raises(UnreadableFile) as caught:
            read(path)
    finally:
        os.seteuid(was)
    assert caught.value.code == "permission"
