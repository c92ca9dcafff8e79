"""The sentences of answers, in Vietnamese as a civil servant writes it, or in English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from indexer import CitedDocument
from search.errors import Lang

_TYPES_EN = {
    "Nghị quyết": "Resolution",
    "Nghị định": "Decree",
    "Quyết định": "Decision",
    "Thông tư": "Circular",
    "Thông tư liên tịch": "Joint Circular",
    "Chỉ thị": "Directive",
    "Kết luận": "Conclusion",
    "Kế hoạch": "Plan",
    "Báo cáo": "Report",
    "Công văn": "Official Letter",
    "Thông báo": "Notice",
    "Tờ trình": "Submission",
    "Chương trình": "Programme",
    "Hướng dẫn": "Guidance",
    "Luật": "Law",
    "Văn bản": "Document",
}


def type_name(type: str | None, lang: Lang) -> str:
    """A document type in the language of the answer."""
    if lang == "en":
        return _TYPES_EN.get(type or "Văn bản", type or "Document")
    return type or "Văn bản"


def printed_date(cited: CitedDocument) -> str | None:
    """The document's date as a mention prints it, in figures (`08/3/2024`)."""
    if cited.date is None:
        return None
    for listed in cited.mentions:
        citation = listed.mention.citation
        if citation.date == cited.date and citation.date_raw:
            return date_in_figures(citation.date, citation.date_raw)
    return date_in_figures(cited.date, "")


def date_in_figures(date: str, raw: str) -> str:
    """A date (`2024-01-15`) in the figures that the text prints, if they spell it; else in its own.

    A damaged figure (`I 5/01/2024`) leaves a date behind that reads well and is wrong.
    """
    parts = re.findall(r"\d+", raw)
    wanted = date.split("-")[::-1]
    if [part.lstrip("0") for part in parts] == [part.lstrip("0") for part in wanted]:
        return "/".join(parts)
    return "/".join(wanted)


def named(cited: CitedDocument, lang: Lang, *, dated: bool = True, about: bool = True) -> str:
    """A document as an answer names it: type, number, date, issuer, subject."""
    canonical = cited.canonical
    if canonical[:1].isdigit():
        canonical = f"{type_name(cited.type, lang)} {canonical}"
    date = printed_date(cited) if dated else None
    parts = [canonical]
    if date:
        parts.append(f"dated {date}" if lang == "en" else f"ngày {date}")
    if cited.issuer:
        parts.append(f"of {cited.issuer}" if lang == "en" else f"của {cited.issuer}")
    text = " ".join(parts)
    if about and cited.subject:
        subject = cited.subject.strip(" .;,")
        text += f": “{subject}”" if lang == "en" else f" về “{_without_ve(subject)}”"
    return text


def _without_ve(subject: str) -> str:
    return re.sub(r"^(?:về việc|về)\s+", "", subject, flags=re.IGNORECASE)


def which_answer(cited: Sequence[CitedDocument], lang: Lang) -> str:
    """The answer to a question that asks which documents."""
    lines = [f"{named(item, lang)} ({places(item, lang)})" for item in cited]
    if len(lines) == 1:
        return f"{lines[0]}." if lang == "en" else f"Đó là {lines[0]}."
    head = f"{len(lines)} documents:" if lang == "en" else f"Có {len(lines)} văn bản:"
    return "\n".join([head, *(f"- {line};" for line in lines)]).rstrip(";") + "."


def places(cited: CitedDocument, lang: Lang) -> str:
    """How often and where a document is cited."""
    total = len(cited.mentions)
    if not total:
        return "in the collection itself" if lang == "en" else "có trong kho văn bản"
    documents = len({listed.mention.document for listed in cited.mentions})
    if lang == "en":
        return f"cited in {total} place{'s' * (total > 1)} in {documents} document{'s' * (documents > 1)}"
    return f"được dẫn tại {total} chỗ trong {documents} văn bản"


def citing_name(number: str | None, issuer: str | None, file: str, lang: Lang) -> str:
    """A citing document as an answer names it: by its number, else by issuer and file."""
    if number:
        return number
    if issuer:
        return f"a document of {issuer}" if lang == "en" else f"văn bản của {issuer}"
    return file.rsplit("/", 1)[-1]


def not_found(missing: Sequence[str], nearest: str | None, lang: Lang) -> str:
    """The plain word that the collection does not answer, what was missing, and the nearest thing."""
    if lang == "en":
        text = "The collection does not answer this question"
        text += f"; nothing was found on: {', '.join(missing)}" if missing else ""
        return f"{text}. " + (f"The nearest thing found: {nearest}" if nearest else "Nothing near was found.")
    text = "Kho văn bản không có thông tin để trả lời câu hỏi này"
    text += f"; không tìm thấy: {', '.join(missing)}" if missing else ""
    return f"{text}. " + (
        f"Gần nhất là: {nearest}" if nearest else "Cũng không có nội dung nào gần với câu hỏi."
    )


def fact(value: str, sentence: str, lang: Lang) -> str:
    """A value with the sentence that says it."""
    return f"{value} — “{sentence.strip(' -+*')}”"


_FIELDS = {
    "lead": ("Đơn vị chủ trì", "Lead unit"),
    "coordinate": ("Đơn vị phối hợp", "Coordinating units"),
    "product": ("Sản phẩm", "Product"),
    "deadline": ("Thời gian", "Deadline"),
}


def task_field(field: str, values: Sequence[str], task: str | None, lang: Lang) -> str:
    """One field of a task (`lead`, `coordinate`, `product`, `deadline`)."""
    label = _FIELDS[field][lang == "en"]
    about = f" (“{task.strip()}”)" if task else ""
    return f"{label}{about}: {'; '.join(values)}."


def listed_task(task: str, deadline: str | None, lang: Lang) -> str:
    """One of several tasks."""
    by = f" ({'deadline' if lang == 'en' else 'thời gian'}: {deadline})" if deadline else ""
    return f"{task.strip(' .;')}{by}."


def listed_tasks(tasks: Sequence[str], lang: Lang) -> str:
    """The answer to a question that asks for tasks."""
    head = f"{len(tasks)} tasks:" if lang == "en" else f"Có {len(tasks)} nhiệm vụ:"
    return "\n".join([head, *(f"- {task}" for task in tasks)])


def number(value: Decimal, lang: Lang) -> str:
    """A number as the language writes it: `1.234,5`, in English `1,234.5`."""
    text = f"{value.normalize():,f}"
    return text if lang == "en" else text.translate(str.maketrans(",.", ".,"))


def difference(high: str, low: str, value: str, percent: bool, lang: Lang) -> str:
    """A difference with its arithmetic."""
    if lang == "en":
        return f"Difference (computed): {high} − {low} = {value}{' percentage points' if percent else ''}."
    return f"Chênh lệch (tính toán): {high} − {low} = {value}{' điểm phần trăm' if percent else ''}."


def values_answer(values: Sequence[str], statements: Sequence[str], lang: Lang) -> str:
    """The answer to a question of fact: the values, then the sentences that say them."""
    head = "Answer" if lang == "en" else "Trả lời"
    source = "As the documents say" if lang == "en" else "Theo văn bản"
    lines = [f"{head}: {'; '.join(values)}."] if values else []
    return "\n".join([*lines, f"{source}:", *(f"- {text}" for text in statements)])


def quoted(text: str) -> str:
    """A text in quotation marks, on one line."""
    return f"“{' '.join(text.split())}”"


def no_figure(missing: Sequence[str], lang: Lang) -> str:
    """The word that some of what is compared has no such figure."""
    names = ", ".join(missing)
    return (
        f"No such figure was found for: {names}."
        if lang == "en"
        else f"Không tìm thấy số liệu này của: {names}."
    )


def passages_answer(quotes: Sequence[str], lang: Lang) -> str:
    """The answer of quotations: what the documents say, in their own words."""
    head = "What the documents say:" if lang == "en" else "Nội dung liên quan trong văn bản:"
    return "\n".join([head, *(f"- “{quote}”" for quote in quotes)])


def yes_no(said: bool, statements: Sequence[str], lang: Lang) -> str:
    """A yes or a no, then the sentences that say so."""
    word = ("Yes" if said else "No") if lang == "en" else ("Có" if said else "Không")
    source = "As the documents say" if lang == "en" else "Theo văn bản"
    return "\n".join([f"{word}. {source}:", *(f"- {text}" for text in statements)])


def section_answer(title: str, document: str, lines: Sequence[str], lang: Lang) -> str:
    """What a section of a document says: its heading, then its items."""
    of = f"of {document}" if lang == "en" else f"của {document}"
    head = f"Section “{title}” {of} says:" if lang == "en" else f"Mục “{title}” {of} nêu:"
    return "\n".join([head, *(f"- {line}" for line in lines)])
