"""HTML: the text as a browser lays it out, without scripts, styles and hidden parts. Nothing is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.document import Document, UnreadableFile
from corpus.encodings import decode
from corpus.readers import limits
from corpus.readers.docx_numbering import format_number, integer
from corpus.readers.tables import table_lines

_LEFT_OUT = frozenset({
    "script", "style", "head", "template", "noscript", "iframe", "object", "embed", "svg", "math", "select",
    "textarea", "input", "button", "canvas", "audio", "video", "map", "rp", "rt",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_LIST_STYLES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)
_MOST_DEPTH = 200
_MOST_SPAN = 64


def read(path: Path, data: bytes, sha256: str) -> Document:
    """The whole file as one page; the encoding is Unicode, the one that the page names, or a legacy one."""
    from lxml import etree, html

    decoded = _decoded(data)
    if decoded is None:
        raise UnreadableFile(path, "encoding", "không nhận ra bảng mã của trang HTML; hãy lưu lại với UTF-8")
    source, encoding = decoded
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(path, "damaged", "trang HTML hỏng, không đọc được") from error
    text = limits.check_text(path, "\n".join(_Page().lines(root, 0)) + "\n")
    return Document(path, text, ((0, len(text)),), sha256, "text/html", encoding)


def _decoded(data: bytes) -> tuple[str, str] | None:
    """Strict Unicode first, since pages that name a wrong encoding are common; then what the page names."""
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    named = _CHARSET.search(data[:4096])
    if named:
        try:
            name = named.group(1).decode("ascii")
            return data.decode(name), name.lower()
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data)


class _Page:
    """Lines put together while the tree is walked."""

    def lines(self, element: Any, depth: int) -> list[str]:
        """The lines of an element's content, white space as a browser shows it, empty lines left out."""
        if depth > _MOST_DEPTH:
            return []
        done: list[str] = []
        open_line: list[str] = []

        def close() -> None:
            for part in "".join(open_line).split("\0"):
                line = " ".join(part.split())
                if line:
                    done.append(line)
            open_line.clear()

        for kind, value in self._pieces(element, depth):
            if kind == "text":
                open_line.append(value)
            else:
                close()
                done.extend(value)
        close()
        return done

    def _pieces(self, element: Any, depth: int) -> Iterator[tuple[str, Any]]:
        """`("text", string)` for what flows on, `("lines", list)` for what stands on lines of its own."""
        if element.text:
            yield "text", element.text
        count = integer(element.get("start"), 1) if element.tag == "ol" else 0
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _LEFT_OUT and not _is_hidden(child):
                if child.tag == "br":
                    yield "text", "\0"
                elif child.tag == "table":
                    yield "lines", self._table(child, depth)
                elif child.tag == "li" and element.tag == "ol":
                    count = integer(child.get("value"), count)
                    yield "lines", _numbered(self.lines(child, depth + 1), count, element.get("type", "1"))
                    count += 1
                elif child.tag in _BLOCKS:
                    yield "lines", self.lines(child, depth + 1)
                elif depth < _MOST_DEPTH:
                    yield from self._pieces(child, depth + 1)
            if child.tail:
                yield "text", child.tail

    def _table(self, table: Any, depth: int) -> list[str]:
        captions = [
            line for child in table if child.tag == "caption" for line in self.lines(child, depth + 1)
        ]
        rows = []
        for row in _rows(table):
            cells: list[list[str]] = []
            for cell in row:
                if cell.tag in {"td", "th"} and not _is_hidden(cell):
                    cells.append(self.lines(cell, depth + 1))
                    cells += [[]] * (min(integer(cell.get("colspan"), 1), _MOST_SPAN) - 1)
            rows.append(cells)
        return captions + table_lines(rows, bordered=_bordered(table))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"tbody", "thead", "tfoot"}:
            yield from (row for row in child if row.tag == "tr")


def _bordered(table: Any) -> bool | None:
    border = table.get("border")
    if border is None:
        return None
    return border.strip() not in {"0", "none"}


def _numbered(lines: list[str], count: int, kind: str) -> list[str]:
    if not lines:
        return []
    return [f"{format_number(count, _LIST_STYLES.get(kind, 'decimal'))}. {lines[0]}", *lines[1:]]


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
