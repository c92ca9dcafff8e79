"""Files that do harm: each is refused with a reason, quickly, in bounded memory, and nothing is fetched."""

from __future__ import annotations

import io
import resource
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus import UnreadableFile, read
from corpus.readers import archive, isolation, limits, tesseract
from corpus.secrecy import secrecy
from tests.corpus.hostile import Hostile, hostile_others, hostile_packages, hostile_pdfs, hostile_pictures
from tests.corpus.packages import docx, paragraph, zipped
from tests.corpus.pages import HEAD, font_path, pdf

LONG = {"many-rows.xlsx", "frames-in-a-circle.tif", "blank.png"}
NEED_TESSERACT = {"blank.png", "cut.png", "frames-in-a-circle.tif"}


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((600, 600), 80).save(buffer, "PNG")
    return buffer.getvalue()


def _corpus() -> list[Hostile]:
    return [
        *hostile_pdfs(pdf([HEAD])), *hostile_packages(), *hostile_pictures(_picture()), *hostile_others(),
    ]  # fmt: skip


def _one_of_each_kind(files: list[Hostile]) -> list[Hostile]:
    """The first file of every format and reason."""
    kinds = {(Path(name).suffix, code): (name, data, code) for name, data, code in reversed(files)}
    return list(kinds.values())


def _verdict(folder: Path, file: Hostile) -> tuple[str, str, str] | None:
    """What was said of a file, where that is not what should be."""
    name, data, code = file
    path = folder / name
    path.write_bytes(data)
    try:
        said, fine = f"read: {read(path).text[:40]!r}", code == "*"
    except UnreadableFile as error:
        said = error.code
        fine = code in {"*", error.code} and error.code != "crashed" and len(error.reason) > 15
    path.unlink()
    return None if fine else (name, said, code)


@pytest.mark.parametrize("part", ["one of each kind", pytest.param("all", marks=pytest.mark.slow)])
def test_a_hostile_file_is_refused_with_a_code_and_a_vietnamese_reason(tmp_path: Path, part: str) -> None:
    files = _corpus()
    assert len(files) >= 60
    if not tesseract.available():
        files = [file for file in files if file[0] not in NEED_TESSERACT]
    if part != "all":
        files = [file for file in _one_of_each_kind(files) if file[0] not in LONG]
    with ThreadPoolExecutor(2) as pool:  # most of the time is spent in processes of their own
        wrong = [found for found in pool.map(partial(_verdict, tmp_path), files) if found]
    assert wrong == []
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak < 1.5 * 1024 * 1024, f"a reader's process took {peak / 1024:.0f} MB"


def test_nothing_is_fetched_from_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a reader asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    address = "http://203.0.113.1/x"
    files = {
        "a.html": f'<!DOCTYPE html "{address}"><html><img src="{address}"><p>chữ</p></html>'.encode(),
        "a.docx": docx(paragraph("chữ") + f'<w:p><w:hyperlink w:docLocation="{address}"/></w:p>'),
        "a.pdf": pdf([HEAD]),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        assert read(tmp_path / name).text.strip()


def test_a_reader_that_hangs_is_ended_with_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SILENT_SECONDS", 0.05)
    with pytest.raises(UnreadableFile) as caught:
        isolation.read("pdf", tmp_path / "a.pdf", pdf([HEAD]), "0")
    assert caught.value.code == "timeout"


def test_a_reader_that_dies_costs_one_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        isolation.read("no_such_reader", tmp_path / "a.pdf", b"%PDF-", "0")
    assert caught.value.code == "crashed"


def test_an_archive_gives_its_files_one_by_one_and_names_the_bad_ones(tmp_path: Path) -> None:
    data = zipped({
        "2024/báo cáo.txt": "Báo cáo số 1/BC-UBND", "leer.txt": b"", "in.zip": zipped({"x": "y"}),
        "__MACOSX/._x": b"x", "2024/": b"",
    })  # fmt: skip
    found = list(archive.members(tmp_path / "a.zip", data))
    assert [(m.name, m.data) for m in found if isinstance(m, archive.Member)] == [
        ("2024/báo cáo.txt", "Báo cáo số 1/BC-UBND".encode())
    ]
    assert [error.code for error in found if isinstance(error, UnreadableFile)] == ["empty", "archive"]


STAMPS = [
    ("ỦY BAN NHÂN DÂN\nSố: 5/BC-UBND\nMẬT\nBÁO CÁO", "MẬT"),
    ("ỦY BAN NHÂN DÂN\nTỐI MẬT\nBÁO CÁO", "TỐI MẬT"),
    ("UBND TỈNH\tTUYỆT MẬT\nBÁO CÁO", "TUYỆT MẬT"),
    ("UBND TỈNH\n[ TUYỆT MẬT ]\nBÁO CÁO", "TUYỆT MẬT"),
    ("UBND TỈNH\nĐộ mật: \nĐỘ MẬT: TỐI MẬT\nBÁO CÁO", "TỐI MẬT"),
    ("UBND TINH\nTOI MAT\nBAO CAO", "TỐI MẬT"),
    ("UBND TỈNH\nBẢO MẬT\nBÁO CÁO", None),
    ("UBND TỈNH\nVề việc bảo vệ bí mật nhà nước\nMật", None),
    ("UBND TỈNH\nDanh mục tài liệu MẬT của tỉnh", None),
    ("UBND TINH\nMAT\n", None),
    ("UBND TỈNH\n" + "nội dung\n" * 400 + "MẬT\n", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "degree"), STAMPS)
def test_the_stamp_of_a_secret_is_a_line_of_its_own_in_the_head(text: str, degree: str | None) -> None:
    assert secrecy(text) == degree


def test_a_stamp_that_lost_its_mark_counts_among_coloured_ink_only() -> None:
    assert secrecy("ĐẾN\nMAT\n", stamps_only=True) == "MẬT"
    assert secrecy("ĐẾN\nMAT\n") is None


def test_a_secret_document_is_refused_with_that_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(paragraph("ỦY BAN NHÂN DÂN") + paragraph("TỐI MẬT") + paragraph("BÁO CÁO")))
    with pytest.raises(UnreadableFile, match="TỐI MẬT") as caught:
        read(path)
    assert caught.value.code == "secret"


@pytest.mark.skipif(not tesseract.available(), reason="no Tesseract with `vie`")
def test_a_red_secret_stamp_on_a_scan_is_seen_although_stamps_are_removed(tmp_path: Path) -> None:
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf([HEAD]))[0].render(scale=200 / 72).to_pil().convert("RGB")
    draw = ImageDraw.Draw(page)
    draw.rectangle((250, 340, 520, 420), outline=(210, 30, 40), width=5)
    draw.text((275, 350), "TỐI MẬT", font=ImageFont.truetype(str(font_path()), 52), fill=(210, 30, 40))
    path = tmp_path / "a.png"
    page.save(path, dpi=(200, 200))
    with pytest.raises(UnreadableFile, match="TỐI MẬT") as caught:
        read(path)
    assert caught.value.code == "secret"
