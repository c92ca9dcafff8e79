"""What a person does with the pages, in a real browser: with mouse, keyboard, phone, without script."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Open = Callable[..., "Page"]

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
QUESTION = "which plans cover inspection of administrative procedure control in 2024"
PAGES = {
    "start": "/",
    "results": "/?q=kiem+soat+thu+tuc+hanh+chinh",
    "question": f"/?q={QUESTION}",
    "ask": f"/ask?q={QUESTION}",
    "refusal": "/ask?q=giá vàng hôm nay",
    "cited": "/lookup?q=45/2020/NĐ-CP",
    "not found": "/lookup?q=9999/QĐ-UBND",
    "list of cited": "/cited",
    "documents": "/documents",
    "tasks": "/tasks",
    "indicators": "/indicators?words=giải quyết đúng hạn",
    "quality": "/quality",
    "api": "/docs",
}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def path_of(page: Page) -> str:
    parts = urlsplit(page.url)
    return unquote(parts.path + (f"?{parts.query}" if parts.query else "")).replace("+", " ")


def at_the_place(page: Page) -> str:
    """The marked words, which have to be in sight."""
    page.wait_for_selector("#place")
    assert page.evaluate(
        "() => { const b = document.getElementById('place').getBoundingClientRect();"
        " return b.top >= 0 && b.bottom <= innerHeight; }"
    )
    return str(
        page.evaluate("() => [...document.querySelectorAll('.text mark')].map(m => m.textContent).join('')")
    )


# What the owner does.


def test_the_answers_exact_place_is_two_steps_from_the_start_page(visit: Open) -> None:
    page = visit("/")
    page.fill("#q", QUESTION)
    page.keyboard.press("Enter")
    assert "35/KH-UBND" in page.inner_text(".answer")
    page.click(".proof a >> nth=0")
    assert "35/KH-UBND" in at_the_place(page)


def test_every_mention_of_a_document_comes_from_typing_its_number(visit: Open) -> None:
    page = visit("/")
    page.fill("#q", "35 kh ubnd")
    page.keyboard.press("Enter")
    page.wait_for_selector(".timeline")
    assert "35/KH-UBND" in page.inner_text(".cited h2")
    assert page.locator(".timeline figure").count() == 3
    page.click(".timeline .place >> nth=0")
    seen = [at_the_place(page)]
    while page.locator(".follow a[rel=next]").count():
        page.click(".follow a[rel=next]")
        seen.append(at_the_place(page))
    assert len(seen) == 3
    assert all("35/KH-UBND" in each for each in seen)


def test_the_chart_of_settlement_on_time_is_one_click_from_the_start_page(visit: Open) -> None:
    page = visit("/")
    page.click("a[href^='/indicators?words']")
    first = page.locator("svg.chart >> nth=0")
    assert "giải quyết đúng hạn" in str(first.get_attribute("aria-label"))
    bars = first.locator("a")
    assert bars.count() >= 2
    raw = bars.locator("text >> nth=0").first.text_content() or ""
    bars.first.click()
    assert raw.strip("%") in at_the_place(page)


# Typing.


def test_suggestions_come_while_typing_and_are_chosen_by_keyboard(visit: Open) -> None:
    page = visit("/")
    page.keyboard.type("kiem soat thu tuc", delay=10)
    page.wait_for_selector(".suggestions:not([hidden]) li")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#q", "aria-activedescendant")
    words = page.inner_text(f"#{chosen} span:nth-of-type(2)")
    page.keyboard.press("Escape")
    assert page.get_attribute("#q", "aria-expanded") == "false"
    page.keyboard.type(" ")
    page.keyboard.type("h")
    page.wait_for_selector(".suggestions:not([hidden]) li")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert words.split()[-1] in page.inner_text("main")


def test_enter_without_a_choice_searches_for_what_was_typed(visit: Open) -> None:
    page = visit("/cited")
    page.click(".topsearch input")
    page.keyboard.type("kiem soat thu tuc", delay=10)
    page.wait_for_selector(".suggestions:not([hidden]) li")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert path_of(page) == "/?q=kiem soat thu tuc"
    assert page.locator(".hits > li").count() == 10
    assert page.locator(".hits mark").count() > 10


def test_everything_is_reached_by_keyboard_alone(visit: Open) -> None:
    page = visit("/ask")
    page.keyboard.type(QUESTION)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "/documents/" in str(page.evaluate("document.activeElement.getAttribute('href')")):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "35/KH-UBND" in at_the_place(page)


# Narrowing, reading, judging.


def test_a_filter_narrows_the_list_and_is_taken_back(visit: Open) -> None:
    page = visit("/?q=cải cách hành chính")
    before = page.inner_text(".count")
    year = page.locator("#filter-year + ul a", has_text="2023")
    count = year.locator(".n").inner_text()
    year.click()
    assert page.inner_text(".count").startswith(count)
    assert "year=2023" in page.url
    page.go_back()
    assert page.inner_text(".count").split(",")[0] == before.split(",")[0]


def test_a_citation_shows_its_card_to_mouse_and_keyboard(visit: Open) -> None:
    page = visit("/documents")
    page.click("text=3058/BC-VP >> nth=0")
    page.hover("a.cite >> nth=0")
    page.wait_for_selector("#card")
    assert "380/QĐ-UBND" in page.inner_text("#card")
    page.mouse.move(0, 0)
    page.wait_for_selector("#card", state="detached")
    page.focus("a.cite >> nth=1")
    page.wait_for_selector("#card")
    page.keyboard.press("Escape")
    page.wait_for_selector("#card", state="detached")


def test_the_printed_form_is_one_click_from_the_restored_one(visit: Open) -> None:
    page = visit("/documents")
    page.click("text=564/KH-BDT >> nth=0")
    restored = page.inner_text(".text")
    page.click(".toggle a >> nth=1")
    assert page.inner_text(".text") != restored
    page.click(".outline a >> nth=1")
    assert "#s" in page.url


def test_paper_shows_the_document_alone(visit: Open) -> None:
    page = visit("/documents")
    page.click("text=3058/BC-VP >> nth=0")
    page.emulate_media(media="print")
    assert page.is_visible(".text")
    for part in (".top", ".outline", ".tools"):
        assert not page.is_visible(part), part


def test_an_answer_is_copied_with_citations_and_judged(visit: Open) -> None:
    page = visit(f"/ask?q={QUESTION}&lang=vi")
    page.click(".copied summary")
    page.click("[data-copy]")
    copied = str(page.evaluate("getSelection().toString() || document.getElementById('copied').value"))
    assert "số 3058/BC-VP ngày 12 tháng 12 năm 2024 của Văn phòng UBND tỉnh Quảng Ngãi về “" in copied
    assert page.inner_text("[data-copy]") == "Đã sao chép"
    page.click("button[value=useful]")
    assert page.is_visible(".notice.good")


def test_files_are_added_by_choosing_and_by_dropping_and_removed(visit: Open, tmp_path: Path) -> None:
    page = visit("/documents")
    good = tmp_path / "Kế hoạch thử.txt"
    good.write_text(
        "UBND TỈNH QUẢNG NGÃI\nSố: 4321/KH-UBND\nQuảng Ngãi, ngày 01 tháng 02 năm 2024\n\nKẾ HOẠCH\n"
        "Kiểm tra thử nghiệm năm 2024\n\nI. MỤC ĐÍCH\nThực hiện Kế hoạch số 35/KH-UBND ngày 07/02/2024.\n",
        "utf-8",
    )
    page.set_input_files("#file", good)
    page.click(".drop button")
    page.evaluate(
        "() => { const data = new DataTransfer();"
        " data.items.add(new File([new Uint8Array(3000)], 'hỏng.txt'));"
        " document.querySelector('[data-drop]').dispatchEvent("
        "new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})); }"
    )
    page.wait_for_selector(".queue li.added a", timeout=60_000)
    page.wait_for_selector(".queue li.failed .reason", timeout=60_000)
    assert "hỏng.txt" in page.inner_text(".queue li.failed")
    page.click(".queue li.added a")
    assert "4321/KH-UBND" in page.inner_text("h1")
    page.goto(page.url.split("/documents")[0] + "/documents")
    row = page.locator(".documents > li", has_text="4321/KH-UBND")
    row.locator("details summary").click()
    row.locator("button.danger").click()
    page.wait_for_load_state()
    assert page.locator(".documents > li", has_text="4321/KH-UBND").count() == 0


def test_tasks_are_narrowed_by_unit(visit: Open) -> None:
    page = visit("/tasks")
    everything = int(re.match(r"\d+", page.inner_text(".count")).group())  # type: ignore[union-attr]
    page.fill("input[name=unit]", "van phong ban")
    page.click(".filterbar button")
    narrowed = int(re.match(r"\d+", page.inner_text(".count")).group())  # type: ignore[union-attr]
    assert 0 < narrowed < everything
    page.click(".rows tbody a >> nth=0")
    assert at_the_place(page)


# Every page, in every dress.


def test_language_and_colours_are_kept_from_page_to_page(visit: Open) -> None:
    page = visit("/")
    page.click("text=English")
    assert page.get_attribute("html", "lang") == "en"
    page.click("text=Dark >> visible=true") if page.is_visible("text=Dark") else page.click("text=Light")
    chosen = page.get_attribute("html", "data-theme")
    page.click("nav a >> nth=4")
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("html", "data-theme") == chosen
    assert "Tasks" in page.inner_text("h1")
    page.click("text=Tiếng Việt")
    assert page.get_attribute("html", "lang") == "vi"


def test_every_page_fits_a_phone(visit: Open) -> None:
    page = visit("/", **PHONE)
    start = page.url.rstrip("/")
    for path in PAGES.values():
        page.goto(start + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_the_reader_fits_a_phone(visit: Open) -> None:
    page = visit("/documents", **PHONE)
    page.click(".documents h2 a >> nth=2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.is_visible(".outline ul")


def test_everything_works_without_script(visit: Open) -> None:
    page = visit("/", java_script_enabled=False)
    page.fill("#q", QUESTION)
    page.click(".box button")
    page.click(".proof a >> nth=2")
    assert "35/KH-UBND" in page.inner_text(".text mark >> nth=0")
    page.click("nav a >> nth=3")
    page.set_input_files("#file", REPORTS / "002_9ff1f48db425b67b.txt")
    with page.expect_navigation():
        page.click(".drop button")
    address = page.url
    for _ in range(100):
        page.goto("about:blank")  # an address with a fragment would not be loaded again
        page.goto(address)
        if page.locator(".queue li.unchanged").count():
            break
    assert page.locator(".queue li.unchanged").count() == 1


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong, the serious and the critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


QUICK = ("results", "documents")
"""Pages that axe looks at in the quick run, too."""


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in PAGES]
)
def test_axe_finds_nothing_serious(visit: Open, name: str) -> None:
    page = visit(PAGES[name], color_scheme="light")
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []


def test_axe_finds_nothing_serious_in_the_reader(visit: Open) -> None:
    page = visit("/lookup?q=35/KH-UBND", color_scheme="dark")
    page.click(".timeline .place >> nth=0")
    assert violations(page) == []
    page.click("text=English")
    assert violations(page) == []


def test_the_first_result_is_painted_soon_after_enter(visit: Open) -> None:
    page = visit("/")
    taken = []
    for typed in ("cải cách hành chính", "ty le ho so giai quyet dung han", QUESTION):
        page.fill("#q", typed)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_selector(".hits")
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        taken.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
    assert min(taken) <= 3_000, taken
