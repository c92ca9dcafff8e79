"""The web pages over the real index: what they show, what they refuse, what they never do."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.messages import CATALOGUE
from tests.api.web import documents, reading, small_office, uploaded

QUESTION = "which plans cover inspection of administrative procedure control in 2024"
PAGES = (
    "/", "/?q=kiem+soat", f"/?q={QUESTION}", "/?q=cải+cách&year=2023&conflicts=1&page=2", "/ask",
    f"/ask?q={QUESTION}", "/ask?q=giá+vàng+hôm+nay", "/lookup?q=35/KH-UBND", "/lookup?q=45/2020/NĐ-CP",
    "/lookup?q=210", "/lookup?q=9/QĐ", "/cited", "/cited?conflicts=1", "/documents", "/quality", "/docs",
)  # fmt: skip


@pytest.fixture(scope="module")
def pages(data: Path) -> Iterator[TestClient]:
    with reading(data) as ready:
        yield ready


@pytest.fixture
def office(tmp_path: Path) -> Iterator[TestClient]:
    with small_office(tmp_path / "data") as ready:
        yield ready


class Text(HTMLParser):
    """The text of all elements of a class, as a browser would have it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._depth = 0
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = self._depth or self._name in (dict(attrs).get("class") or "").split()
        self._depth += bool(inside)

    def handle_endtag(self, tag: str) -> None:
        self._depth -= bool(self._depth)

    def handle_data(self, data: str) -> None:
        self.text += data if self._depth else ""


def text_of(page: str, name: str) -> str:
    reader = Text(name)
    reader.feed(page)
    return reader.text


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_pages_are_whole_without_inline_script_or_another_machine(
    pages: TestClient, path: str, lang: str
) -> None:
    page = pages.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert page.status_code == 200
    assert re.findall(r"<script[^>]*>", page.text) == re.findall(
        r'<script src="/static/[^"]+" defer>', page.text
    )
    assert "</script>" in page.text
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page.text)
    assert not re.search(r"\s(?:style|on\w+)=", page.text)
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert page.text.count("<h1") == 1
    assert f'<html lang="{lang}"' in page.text


def test_what_was_typed_is_escaped_everywhere(pages: TestClient) -> None:
    attack = "\"'><script>alert(1)</script>&kế"
    for path in ("/", "/ask", "/lookup", "/cited", "/documents"):
        page = pages.get(path, params={"q": attack, "words": attack})
        assert "<script>" not in page.text
        assert path == "/lookup" or html.escape("<script>") in page.text


def test_a_document_cannot_bring_html_into_a_page(office: TestClient) -> None:
    attack = (
        "UBND TỈNH QUẢNG NGÃI\nSố: 77/KH-UBND\nQuảng Ngãi, ngày 01 tháng 02 năm 2024\nKẾ HOẠCH\n"
        "<script>alert(1)</script><img src=x onerror=alert(2)>\n\nI. <b>MỤC ĐÍCH</b>\nCăn cứ Kế hoạch số "
        "35/KH-UBND ngày 07/02/2024 của UBND tỉnh <svg onload=alert(3)> về kiểm tra\n"
    )
    document = uploaded(office, ("x<i>.txt", attack.encode()))["url"].rsplit("/", 1)[1]
    for path in (f"/documents/{document}", f"/documents/{document}?form=printed", "/documents", "/cited",
                 "/?q=onerror", "/?q=kế+hoạch+35+kiểm+tra", "/lookup?q=35/KH-UBND",
                 "/ask?q=kế hoạch nào về kiểm tra"):  # fmt: skip
        page = office.get(path)
        assert page.status_code == 200
        assert not re.search(r"<(?:script>|img|svg onload|b>|i>)", page.text), path
    suggested = office.get("/suggestions", params={"q": "muc dich"})
    assert suggested.headers["content-type"] == "application/json"


def test_a_number_typed_into_the_search_goes_to_its_page(pages: TestClient) -> None:
    for typed in ("35/KH-UBND", "35 kh ubnd", "kế hoạch số 35/KH-UBND"):
        answer = pages.get("/", params={"q": typed, "lang": "en"}, follow_redirects=False)
        assert answer.status_code == 303
        shown = pages.get(answer.headers["location"])
        assert "35/KH-UBND" in shown.text
        assert '<html lang="en"' in shown.text
        assert len(re.findall(r'class="place" href="/documents/[^"]+cited=35', shown.text)) == 3


def test_a_question_in_the_search_box_is_answered_above_the_passages(pages: TestClient) -> None:
    page = pages.get("/", params={"q": QUESTION}).text
    answer = text_of(page, "answer")
    assert "35/KH-UBND" in answer
    assert page.index('class="answer') < page.index('class="hits"')


def test_each_quotation_is_one_click_from_its_place(pages: TestClient) -> None:
    page = pages.get("/ask", params={"q": QUESTION}).text
    places = set(re.findall(r'href="(/documents/[^"]+)#place"', page))
    assert len(places) == 3
    for place in places:
        opened = pages.get(html.unescape(place)).text
        assert 'id="place"' in opened
        marked = "".join(re.findall(r"<mark[^>]*>(.*?)</mark>", opened, re.DOTALL))
        assert "35/KH-UBND" in re.sub(r"<[^>]+>", "", marked)


def test_the_reader_shows_every_character_of_the_text(pages: TestClient) -> None:
    for card in documents(pages):
        whole = Path(card["file"]).read_text(encoding="utf-8")
        shown, part = "", 0
        while len(shown) < len(whole):
            part += 1
            opened = pages.get(f"/documents/{card['id']}", params={"form": "printed", "part": part}).text
            shown += text_of(opened, "t")
            assert part < 5
        assert shown == whole


def test_the_restored_text_is_shown_unless_the_printed_one_is_asked_for(pages: TestClient) -> None:
    card = next(card for card in documents(pages) if card["file"].endswith("002_9ff1f48db425b67b.txt"))
    document = pages.get(f"/api/v1/documents/{card['id']}").json()
    assert text_of(pages.get(f"/documents/{card['id']}").text, "t") == document["restored"]


def test_a_citation_leads_to_what_it_cites_and_a_doubtful_one_nowhere(pages: TestClient) -> None:
    for card in documents(pages):
        page = pages.get(f"/documents/{card['id']}").text
        found = pages.get(f"/api/v1/documents/{card['id']}").json()["citations"]
        sure = [c for c in found if c["role"] == "cites" and c["confidence"] >= 0.5]
        linked = {int(start) for start in re.findall(r"/lookup/card\?at=\w+%3A(\d+)", page)}
        assert linked <= {c["start"] for c in sure}
        assert page.count('class="doubtful"') >= len(found) - len(sure) - sum(
            c["role"] == "self" for c in found
        )
        start = sure[0]["start"]
        short = pages.get("/lookup/card", params={"at": f"{card['id']}:{start}"})
        assert html.escape(sure[0]["canonical"]) in short.text
        assert "<html" not in short.text


def test_mentions_are_followed_one_after_the_other(pages: TestClient) -> None:
    first = re.findall(r'href="([^"]+cited=35[^"]+)"', pages.get("/lookup?q=35/KH-UBND").text)[0]
    seen = [html.unescape(first).split("#")[0]]
    for _ in range(5):
        following = re.search(r'rel="next" href="([^"]+)"', pages.get(seen[-1]).text)
        if following is None:
            break
        seen.append(html.unescape(following[1]).split("#")[0])
    assert len(seen) == len(set(seen)) == 3


def test_filters_narrow_the_results_and_say_how_many_there_are(pages: TestClient) -> None:
    page = pages.get("/", params={"q": "cải cách hành chính"}).text
    offered = re.findall(
        r'<li><a href="(/\?[^"]*year=[^"]*)"[^>]*><span>(\d+)</span> <span class="n">(\d+)', page
    )
    assert len(offered) > 1
    for address, year, count in offered:
        narrowed = pages.get(html.unescape(address)).text
        words = CATALOGUE["search.count"][0].split("{count}")[1].split(",")[0]
        assert f">{count}{words}" in narrowed.replace("\n", ""), (year, count)
        assert 'aria-current="true"' in narrowed


def test_every_page_of_results_is_another_one(pages: TestClient) -> None:
    seen: list[str] = []
    address = "/?q=cải+cách+hành+chính"
    for _ in range(30):
        page = pages.get(address).text
        seen += re.findall(r'<h2><a href="(/documents/[^"]+)"', page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        if following is None:
            break
        address = html.unescape(following[1])
    assert len(seen) == len(set(seen)) > 100


def test_the_table_of_results_holds_all_pages_and_no_formula(office: TestClient) -> None:
    uploaded(office, ("a.txt", "=HYPERLINK(1) cải cách hành chính của tỉnh năm 2024".encode()))
    table = office.get("/search.csv", params={"q": "cải cách hành chính"})
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert len(rows) > 10
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@")]


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("35 kh ub", "35/KH-UBND"),
        ("kiem soat thu tuc hanh chinh nam 2024", "35/KH-UBND"),
        ("bao cao 3058", "Báo cáo 3058/BC-VP"),
        ("muc dich", "MỤC ĐÍCH, YÊU CẦU"),
        ("van phong ubnd tinh dong", "Văn phòng UBND tỉnh Đồng Nai"),
    ],
)
def test_suggestions_need_no_accents(pages: TestClient, typed: str, suggested: str) -> None:
    found = pages.get("/suggestions", params={"q": typed}).json()
    assert suggested in [each["text"] for each in found]
    for each in found:
        assert pages.get(each["url"]).status_code == 200


def test_the_language_is_kept_in_a_cookie_and_an_address_can_name_another(pages: TestClient) -> None:
    try:
        switched = pages.get("/preferences", params={"lang": "en", "back": "/cited?page=1"})
        assert '<html lang="en"' in switched.text
        assert str(switched.url) == "http://127.0.0.1/cited?page=1"
        assert "lang=" not in re.findall(r"<nav.*?</nav>", switched.text, re.DOTALL)[0]
        other = pages.get("/cited", params={"lang": "vi"}).text
        assert '<html lang="vi"' in other
        assert "lang=vi" in re.findall(r"<nav.*?</nav>", other, re.DOTALL)[0]
        dark = pages.get("/preferences", params={"theme": "dark", "back": "/"})
        assert 'data-theme="dark"' in dark.text
    finally:
        pages.cookies.clear()


@pytest.mark.parametrize(
    "back",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "evil", "/\t/e", ""],
)
def test_a_switch_leads_back_to_this_server_only(pages: TestClient, back: str) -> None:
    answer = pages.get("/preferences", params={"lang": "vi", "back": back}, follow_redirects=False)
    assert answer.headers["location"] == "/"
    pages.cookies.clear()


def test_an_error_on_a_page_is_a_page(pages: TestClient) -> None:
    for path, status in (
        ("/none", 404),
        ("/documents/none", 404),
        ("/?q=%3F", 422),
        ("/lookup/card?at=x:1", 404),
    ):
        page = pages.get(path)
        assert (page.status_code, "<h1" in page.text) == (status, True)


def test_assets_are_kept_by_browsers_as_long_as_they_are_the_same(pages: TestClient) -> None:
    for address in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', pages.get("/").text)):
        assert "immutable" in pages.get(address).headers["cache-control"]
    assert pages.get("/static/app.css").headers["cache-control"] == "no-store"


def test_pages_are_light(pages: TestClient) -> None:
    assets = {a: len(pages.get(a).content) for a in re.findall(r'"(/static/[^"]+)"', pages.get("/").text)}
    readers = [f"/documents/{card['id']}" for card in documents(pages)]
    for path in (*PAGES, *readers):
        assert len(pages.get(path).content) + sum(assets.values()) < 300_000, path


def test_tasks_become_a_calendar_of_whole_days(pages: TestClient) -> None:
    calendar = pages.get("/tasks.ics", params={"year": "2023"})
    assert calendar.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = calendar.text.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    whole = calendar.text.replace("\r\n ", "")
    listed = pages.get("/api/v1/tasks", params={"year": "2023", "limit": 1000}).json()["tasks"]
    due = sorted(task["due"].replace("-", "") for task in listed if task["due"])
    assert sorted(re.findall(r"DTSTART;VALUE=DATE:(\d{8})", whole)) == due
    assert len(set(re.findall(r"UID:(\S+)", whole))) == len(due) > 5


def test_an_indicator_is_charted_over_reports_with_the_values_as_printed(pages: TestClient) -> None:
    page = pages.get("/indicators", params={"words": "ubnd cap xa giai quyet dung han"}).text
    chart = re.findall(r'<svg class="chart".*?</svg>', page, re.DOTALL)[0]
    titles = [html.unescape(title) for title in re.findall(r"<title>(.*?)</title>", chart)]
    assert titles == ["Quý I/2023, Đồng Nai: 98,86%", "năm 2024, Quảng Ngãi: 99.20%"]
    heights = [float(height) for height in re.findall(r'<rect[^>]* height="([\d.]+)"', chart)]
    assert heights[1] / heights[0] == pytest.approx(99.20 / 98.86, rel=0.01)
