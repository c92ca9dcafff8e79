"""The command line as people and scripts use it: shapes, exit codes, streams, languages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "corpus" / "reports"
QUESTION = "which plans cover inspection of administrative procedure control in 2024"

S, I, F, B = str, int, float, bool
SO, IO, BO = (str, type(None)), (int, type(None)), (bool, type(None))
SIGNATURE = {"signer": SO, "time": S}
HEADER = {
    "doc_type": SO, "number": SO, "date": SO, "place": SO, "issuer": SO, "title": SO, "signer": SO,
    "signer_title": SO, "recipients": [S], "province": SO, "period": SO,
    "digital_signature": (SIGNATURE, None), "digital_signatures": [SIGNATURE],
}  # fmt: skip
PLACE = {
    "file": S, "document": S, "start": I, "end": I, "raw": S, "context": S, "restored": SO, "relation": S,
}  # fmt: skip
READ = {
    "file": S, "sha256": S, "media_type": S, "text": S, "pages": [[I]], "damage": (I, F), "restored": SO,
    "alignment": ([[I]], None), "header": HEADER,
    "sections": [{"label": S, "level": I, "title": S, "start": I, "end": I, "path": [S], "part": S}],
    "citations": [{
        "start": I, "end": I, "raw": S, "type": SO, "number": SO, "number_year": IO, "series": SO,
        "canonical": S, "date": SO, "date_raw": SO, "date_valid": BO, "issuer": SO, "subject": SO,
        "role": S, "confidence": (I, F),
    }],
    "tasks": [{"start": I, "end": I, "label_path": [S], "task": S, "lead": [S], "coordinate": [S],
               "product": SO, "deadline": SO}],
    "indicators": [{"start": I, "end": I, "form": SO, "code": S, "indicator": S, "unit": SO, "value_raw": SO,
                    "value": (I, F, type(None)), "note": SO}],
    "warnings": [{"kind": S, "start": I, "end": I, "message": S, "english": S, "severity": S, "ocr": B,
                  "places": [[I]]}],
}  # fmt: skip
SEARCH = {
    "id": SO, "query": S, "took_ms": (I, F),
    "hits": [{"rank": I, "score": (I, F), "document": S, "file": S, "start": I, "end": I, "path": [S],
              "heading": S, "text": S, "restored": SO, "header": HEADER, "also_in": [
                  {"rank": I, "document": S, "file": S, "start": I, "end": I}]}],
}  # fmt: skip
ASK = {
    "id": SO, "query": S, "answered": B, "answer": S, "documents": [S], "values": [S], "took_ms": (I, F),
    "statements": [{"text": S, "computed": B, "evidence": [
        {"file": S, "document": S, "start": I, "end": I, "quote": S, "restored": SO}]}],
}  # fmt: skip
LOOKUP = {
    "id": SO, "query": S, "status": S, "suggestions": [S],
    "matches": [{"canonical": S, "type": SO, "issuer": SO, "date": SO, "dates": [{"date": S, "mentions": I}],
                 "subject": SO, "document": SO, "mentions": [PLACE],
                 "conflicts": [{"kind": S, "message": S, "mentions": [PLACE]}]}],
}  # fmt: skip


def conforms(value: Any, shape: Any, where: str = "$") -> None:
    """Assert that a JSON value has exactly the keys and types of the contract."""
    if isinstance(shape, dict):
        assert isinstance(value, dict), where
        assert set(value) == set(shape), where
        for key, inner in shape.items():
            conforms(value[key], inner, f"{where}.{key}")
    elif isinstance(shape, list):
        assert isinstance(value, list), where
        for index, item in enumerate(value):
            conforms(item, shape[0], f"{where}[{index}]")
    elif isinstance(shape, tuple) and None in shape:
        if value is not None:
            conforms(value, shape[0], where)
    else:
        assert isinstance(value, shape), (where, value)


@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_read_prints_the_contracts_object(tracuu: Any, path: Path) -> None:
    found = tracuu("read", path, "--json").json
    conforms(found, READ)
    assert found["text"] == path.read_text(encoding="utf-8").removeprefix("\ufeff")
    for citation in found["citations"]:
        assert found["text"][citation["start"] : citation["end"]] == citation["raw"]


def test_search_prints_the_contracts_object(program: Any) -> None:
    found = program("search", "kiểm soát thủ tục hành chính", "-k", "3", "--json").json
    conforms(found, SEARCH)
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    for hit in found["hits"]:
        assert Path(hit["file"]).read_text(encoding="utf-8")[hit["start"] : hit["end"]] == hit["text"]


def test_the_demo_question_is_answered_with_its_three_places(program: Any) -> None:
    answer = program("ask", QUESTION, "--json").json
    conforms(answer, ASK)
    assert (answer["answered"], answer["documents"]) == (True, ["35/KH-UBND"])
    quotes = [evidence for statement in answer["statements"] for evidence in statement["evidence"]]
    assert sorted(Path(quote["file"]).name[:3] for quote in quotes) == ["000", "000", "001"]
    for quote in quotes:
        text = Path(quote["file"]).read_text(encoding="utf-8")
        assert text[quote["start"] : quote["end"]] == quote["quote"]


@pytest.mark.parametrize(
    ("number", "status"),
    [("35/KH-UBND", "found"), ("văn bản số 210", "ambiguous"), ("99999/QĐ-UBND", "not_found")],
)
def test_lookup_prints_the_contracts_object_and_every_status_is_an_answer(
    tracuu: Any, number: str, status: str
) -> None:
    ran = tracuu("lookup", number, "--json")
    conforms(ran.json, LOOKUP)
    assert (ran.code, ran.json["status"]) == (0, status)


def test_a_batch_answers_every_line_in_order_and_a_bad_one_stops_nothing(
    program: Any, tmp_path: Path
) -> None:
    lines = [
        '{"id": "a", "query": "35/KH-UBND"}', "", "no json", '{"id": 2}', '{"id": 3, "query": "   "}', "[1]",
        '{"id": "z", "query": "210"}',
    ]  # fmt: skip
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    ran = program("lookup", "--batch", batch)
    assert ran.code == 1
    assert [line["id"] for line in ran.lines] == ["a", None, 2, 3, None, "z"]
    assert ["error" in line for line in ran.lines] == [False, True, True, True, True, False]


@pytest.mark.parametrize("command", ["search", "ask", "lookup"])
def test_a_batch_on_standard_input_gives_the_objects_of_single_queries(program: Any, command: str) -> None:
    queries = ["kế hoạch 35/KH-UBND", "Quyết định số 165/QĐ-UBND"]
    stdin = "".join(json.dumps({"id": str(n), "query": q}) + "\n" for n, q in enumerate(queries))
    ran = program(command, "--batch", "-", stdin=stdin)
    assert ran.code == 0
    single = program(command, queries[1], "--json").json
    for key in set(single) - {"id", "took_ms"}:
        assert ran.lines[1][key] == single[key], key


def test_ingest_is_repeatable_and_one_bad_file_harms_no_other(tmp_path: Path, program: Any) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    good = folder / "a.txt"
    good.write_text("Kế hoạch số 35/KH-UBND ngày 07/02/2024 về kiểm tra.\n", encoding="utf-8")
    (folder / "rỗng.txt").write_text("")
    (folder / "nhị phân.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "mã lạ.txt").write_bytes(b"Ke ho\xff\xfe\x81\x9dch \xc3\x28 so 35\n" * 20)
    with open(folder / "quá lớn.txt", "wb") as large:
        large.truncate(300 * 1024 * 1024)
    first = program("ingest", folder, folder / "không có.txt", "--json", data=data)
    assert (first.code, first.json["added"]) == (1, [str(good)])
    failed = {Path(each["file"]).name: each["code"] for each in first.json["failed"]}
    assert failed["rỗng.txt"] == "empty"
    assert failed["nhị phân.txt"] == "binary"
    assert failed["quá lớn.txt"] == "too-large"
    assert failed["không có.txt"] == "missing"
    assert all(each["reason"] for each in first.json["failed"])
    again = program("ingest", good, "--json", data=data)
    assert (again.code, again.json["unchanged"]) == (0, [str(good)])
    good.write_text("Kế hoạch số 36/KH-UBND ngày 07/02/2024.\n", encoding="utf-8")
    assert program("ingest", good, "--json", data=data).json["updated"] == [str(good)]


def test_a_document_is_removed_by_number_file_or_id_and_never_by_guess(tmp_path: Path, tracuu: Any) -> None:
    data, folder = tmp_path / "data", tmp_path / "in"
    folder.mkdir()
    page = "ỦY BAN NHÂN DÂN\nTỈNH {2}\n\nSố: 12/KH-UBND\n\n{0}, ngày 02 tháng 01 năm 2024\n\nKẾ HOẠCH\n{1}\n"
    for name, province in (("a", "Quảng Ngãi"), ("b", "Đồng Nai"), ("c", "Hà Nam")):
        (folder / f"{name}.txt").write_text(
            page.format(province, "Cải cách hành chính", province.upper()), encoding="utf-8"
        )
    assert tracuu("ingest", folder, data=data).code == 0
    listed = tracuu("list", "--json", data=data).json["documents"]
    assert [each["header"]["number"] for each in listed] == ["12/KH-UBND"] * 3
    several = tracuu("remove", "12/KH-UBND", data=data)
    assert several.code == 1
    assert all(each["id"] in several.err for each in listed)
    assert tracuu("remove", folder / "a.txt", data=data).code == 0
    last = listed[2]["id"] if "b.txt" in listed[2]["file"] else listed[1]["id"]
    assert tracuu("remove", last, "--json", data=data).json["removed"]["id"] == last
    assert tracuu("remove", "12/kh-ubnd", data=data).code == 0
    assert tracuu("list", "--json", data=data).json == {"documents": []}
    assert tracuu("remove", "12/KH-UBND", data=data).code == 1


def test_removing_or_listing_makes_no_data_folder(tmp_path: Path, tracuu: Any) -> None:
    for arguments in (("remove", "x"), ("list",), ("search", "x"), ("lookup", "1/QĐ"), ("ask", "x")):
        ran = tracuu(*arguments, data=tmp_path / "none")
        assert ran.code == 1
        assert "tracuu ingest" in ran.err
    assert not (tmp_path / "none").exists()


def test_doctor_checks_every_part(tracuu: Any) -> None:
    ran = tracuu("doctor", "--json")
    names = [check["name"] for check in ran.json["checks"]]
    assert names == ["python", "packages", "data", "index", "originals", "tables", "models", "elasticsearch",
                     "tesseract", "handwriting", "libreoffice"]  # fmt: skip
    assert ran.code == (0 if ran.json["ok"] else 1)
    for check in ran.json["checks"]:
        assert check["status"] == "ok" or check["mend"], check


USAGE = [
    (("serch",), 2),
    (("search",), 2),
    (("search", "a", "b"), 2),
    (("search", "a", "--mode", "x"), 2),
    (("search", "a", "-k", "0"), 2),
    (("search", "a", "-k", "nhiều"), 2),
    (("search", "a", "--batch", "b.jsonl"), 2),
    (("search", "a", "--bog"), 2),
    (("search", "a", "--data"), 2),
    (("--engine", "oracle", "list"), 2),
    (("lookup", "a", "--lang", "fr"), 2),
    (("ingest",), 2),
    (("read",), 2),
    (("eval", "no-such-measure"), 2),
    (("search", "a", "--filter", "màu=đỏ"), 2),
    (("search", "a", "--filter", "year=hai"), 2),
    (("search", "a", "--filter", "year"), 2),
    (("search", "--batch", "-", "--filter", "foo=1"), 2),
    (("list", "--filter", "from=2024-02-30"), 2),
    (("search", "kiểm", "soát"), 2),
    (("search", "-cải"), 2),
    (("search", ""), 1),
    (("search", "?!"), 1),
    (("ask", " "), 1),
    (("lookup", ""), 1),
    (("read", "khong-co.txt"), 1),
    (("read", "."), 1),
    (("lookup", "--batch", "khong-co.jsonl"), 1),
    (("--engine", "elasticsearch", "search", "a"), 1),
    (("ingest", "x.txt", "--engine", "elasticsearch"), 1),
    (("serve", "--host", "0.0.0.0"), 1),
    (("serve", "--host", "vi.example"), 1),
]


@pytest.mark.parametrize(("arguments", "code"), USAGE)
def test_a_mistake_has_a_plain_message_and_its_exit_code(
    tracuu: Any, arguments: tuple[str, ...], code: int
) -> None:
    ran = tracuu(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.strip()
    assert "TRACUU_DEBUG" not in ran.err


@pytest.mark.parametrize("place", ["before", "after"])
def test_common_options_stand_before_or_after_the_commands_name(tracuu: Any, data: Path, place: str) -> None:
    options = ("--data", str(data), "--engine", "embedded", "--lang", "en")
    arguments = (*options, "list") if place == "before" else ("list", *options)
    ran = tracuu(*arguments, data=Path("/nonexistent"))
    assert ran.code == 0
    assert "5 documents" in ran.out


def test_no_command_at_all_is_wrong_usage_and_shows_help(program: Any) -> None:
    ran = program()
    assert (ran.code, "ingest" in ran.out + ran.err) == (2, True)


def test_everything_after_eval_goes_to_the_measures(tracuu: Any) -> None:
    ran = tracuu("--lang", "en", "eval", "bench", "--help")
    assert (ran.code, "--no-start" in ran.out) == (0, True)


def test_messages_are_vietnamese_unless_english_is_asked_for(tracuu: Any) -> None:
    assert "thiếu" in tracuu("read").err
    assert "Missing" in tracuu("--lang", "en", "read").err
    assert "Missing" in tracuu("read", TRACUU_LANG="en").err
    assert "Tìm các đoạn" in tracuu("--help").out
    assert "Find the passages" in tracuu("--help", "--lang", "en").out


def test_long_and_odd_queries_are_answered_or_refused(tracuu: Any, program: Any) -> None:
    long = "kế hoạch kiểm tra " * 2800
    assert len(long) > 50_000
    for command in ("search", "ask", "lookup"):
        assert program(command, long, "--json").code == 0
    assert tracuu("search", "x" * 60_001).code == 1
    odd = program("search", b"ke hoach \xff\xed\xa0\x80 2024", "--json")
    assert odd.code == 0
    conforms(odd.json, SEARCH)
    assert tracuu("lookup", "[bold]35/KH-UBND[/bold]").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_or_written_is_said(tmp_path: Path, tracuu: Any) -> None:
    secret = tmp_path / "a.txt"
    secret.write_text("Kế hoạch")
    secret.chmod(0)
    assert tracuu("read", secret).code == 1
    tmp_path.chmod(0o500)
    assert tracuu("ingest", REPORTS, data=tmp_path / "data").code == 1


def test_a_broken_index_is_said_not_traced(tmp_path: Path, tracuu: Any) -> None:
    data = tmp_path / "data"
    assert tracuu("ingest", REPORTS / "002_9ff1f48db425b67b.txt", data=data).code == 0
    (data / "tracuu.sqlite").write_bytes(b"not a database" * 1000)
    for arguments in (("search", "kế hoạch"), ("list",), ("ingest", REPORTS)):
        ran = tracuu(*arguments, data=data)
        assert ran.code == 1
        assert "TRACUU_DEBUG" not in ran.err
    assert tracuu("doctor", data=data).code == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said_not_traced(data: Path) -> None:
    with open("/dev/full", "w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "api.cli", "--data", str(data), "list", "--json"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "Exception" not in ran.stderr


def test_a_pipe_that_closes_early_ends_quietly(data: Path) -> None:
    command = f"{sys.executable} -m api.cli --data {data} read {REPORTS}/001_bb37e80757a25429.txt"
    for options in ("", " --json"):
        ran = subprocess.run(
            f"{command}{options} | head -c 10", shell=True, cwd=ROOT, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert (len(ran.stdout.encode()), ran.stderr) == (10, "")


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_the_caller_closed_is_nowhere(data: Path, closed: str) -> None:
    command = f"{sys.executable} -m api.cli --data {data} search kiểm {closed}"
    ran = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")


def test_words_are_utf_8_whatever_the_locale_says(program: Any, tmp_path: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0"}
    ran = program("lookup", "Kế hoạch 35/KH-UBND", "--json", **ascii_only)
    assert (ran.json["query"], ran.json["status"]) == ("Kế hoạch 35/KH-UBND", "found")
    named = tmp_path / "kế hoạch.txt"
    named.write_text("Kế hoạch số 35/KH-UBND.\n", encoding="utf-8")
    assert program("read", named, "--json", **ascii_only).json["file"].endswith("kế hoạch.txt")


def test_words_without_quotes_or_with_a_dash_are_told_how_to_be_typed(tracuu: Any) -> None:
    assert 'search "' in tracuu("search", "kiểm", "soát").err
    assert "thừa tham số: soát" in tracuu("search", "kiểm", "soát").err
    assert "search -- " in tracuu("search", "-cải").err
    assert "search -- " in tracuu("search", "-cải", "--lang", "en").err
    assert " -- " not in tracuu("list", "-x").err
    assert tracuu("search", "--", "-cải cách").code in (0, 1)


def test_the_version_is_printed(tracuu: Any) -> None:
    ran = tracuu("--version")
    assert (ran.code, ran.out.split()[0]) == (0, "tracuu")
    assert ran.out.split()[1][0].isdigit()


@pytest.mark.parametrize("command", ["search", "ingest", "read"])
def test_vietnamese_help_has_no_english_marks(tracuu: Any, command: str) -> None:
    shown = tracuu(command, "--help").out
    assert not {"<bool>", "<str>", "[required]", "list[Path]"} & set(shown.split())


def test_a_file_in_place_of_the_data_folder_is_said(tmp_path: Path, tracuu: Any) -> None:
    (tmp_path / "f").write_text("x")
    for arguments in (("ingest", REPORTS), ("search", "a"), ("list",)):
        ran = tracuu(*arguments, data=tmp_path / "f")
        assert ran.code == 1
        assert "là một tệp, không phải thư mục" in ran.err
        assert "Errno" not in ran.err


def test_after_an_ingest_what_was_loaded_is_suggested(tmp_path: Path, tracuu: Any) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ.\n", "utf-8"
    )
    (folder / "b.txt").write_bytes((folder / "a.txt").read_bytes())
    shown = tracuu("ingest", folder, data=data).out
    assert 'tracuu lookup "61/2018/NĐ-CP"' in shown
    counts = dict(line.strip("│ ").split("│") for line in shown.splitlines() if line.count("│") == 3)
    assert {key.strip(): int(value) for key, value in counts.items()} == {
        "Mới": 1, "Cập nhật": 0, "Không đổi": 0, "Trùng nội dung": 1, "Lỗi": 0,
    }  # fmt: skip
    (folder / "b.txt").unlink()
    (folder / "c.txt").write_text("")
    assert "35/KH-UBND" not in tracuu("ingest", folder / "c.txt", data=tmp_path / "none").out


def test_an_original_that_is_gone_is_noticed_and_put_back(tmp_path: Path, tracuu: Any) -> None:
    report, data = REPORTS / "002_9ff1f48db425b67b.txt", tmp_path / "data"
    assert tracuu("ingest", report, data=data).code == 0
    (kept,) = (data / "originals").iterdir()
    kept.unlink()

    def originals() -> dict[str, str]:
        checks = tracuu("doctor", "--json", data=data).json["checks"]
        return next(check for check in checks if check["name"] == "originals")

    assert originals()["status"] == "missing"
    assert report.name in originals()["detail"]
    assert tracuu("ingest", report, "--json", data=data).json["unchanged"] == [str(report)]
    assert kept.read_bytes() == report.read_bytes()
    assert originals()["status"] == "ok"


def test_a_truth_that_was_emptied_is_never_an_empty_collection(tmp_path: Path, tracuu: Any) -> None:
    data = tmp_path / "data"
    assert tracuu("ingest", REPORTS / "002_9ff1f48db425b67b.txt", data=data).code == 0
    (data / "tracuu.sqlite").write_bytes(b"")
    for arguments in (("search", "a"), ("lookup", "1/QĐ-UBND"), ("list",), ("ingest", REPORTS),
                      ("doctor", "--json")):  # fmt: skip
        ran = tracuu(*arguments, data=data)
        said = " ".join((ran.out + ran.err).split())
        assert (ran.code, "sao lưu" in said) == (1, True), arguments
    assert list((data / "originals").iterdir())


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_an_ingest_that_is_told_to_end_tidies_up(tmp_path: Path, sent: signal.Signals) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(12):
        text = (REPORTS / "001_bb37e80757a25429.txt").read_text("utf-8")
        (folder / f"{n}.txt").write_text(f"{text}\n{n}", "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "--data", str(tmp_path / "d"), "ingest", str(folder),
         "--jobs", "2"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    for _ in range(400):
        if (tmp_path / "d" / "tracuu.sqlite").exists():
            break
        time.sleep(0.02)
    time.sleep(1.0)
    os.kill(process.pid, sent)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert len(err.splitlines()) == 1, err


def test_ctrl_c_ends_with_one_line(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "--data", str(tmp_path / "d"), "ingest", str(REPORTS)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    for _ in range(400):
        if (tmp_path / "d" / "tracuu.sqlite").exists():
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert "Traceback" not in err
    assert process.returncode in (0, 130)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, api.cli; api.cli.run(['--help']);"
        "print([m for m in ('spacy','underthesea','tantivy','numpy','fastapi','elasticsearch','jinja2') "
        "if m in sys.modules], "
        "file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stderr.strip() == "[]"


def test_a_query_does_not_load_spacy(data: Path) -> None:
    code = (
        f"import sys, api.cli; api.cli.run(['--data', {str(data)!r}, 'ask', {QUESTION!r}, '--json']);"
        "print([m for m in ('spacy', 'underthesea', 'fastapi', 'rich.console') if m in sys.modules], "
        "file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stderr.strip() == "[]"
