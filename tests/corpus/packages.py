"""DOCX, XLSX and ZIP files made for the tests, down to the XML."""

from __future__ import annotations

import io
import zipfile

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W_NAMESPACE}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def zipped(members: dict[str, bytes | str]) -> bytes:
    """A ZIP file with these members, deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def part(tag: str, content: str) -> str:
    """A WordprocessingML part with root element `w:tag`."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {_NAMESPACES}>{content}</w:{tag}>'


def docx(body: str, **parts: str) -> bytes:
    """A DOCX file with this body; `parts` are further members of `word/` by name, related by their name."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
    }
    return zipped(members | {f"word/{name}.xml": content for name, content in parts.items()})


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(rows: list[list[str]], *, borders: bool) -> str:
    """A table; a cell's text is split into paragraphs at newlines."""
    style = "single" if borders else "nil"
    head = f'<w:tblPr><w:tblBorders><w:top w:val="{style}"/></w:tblBorders></w:tblPr>'
    made = [
        "<w:tr>"
        + "".join(f"<w:tc>{''.join(paragraph(line) for line in cell.split(chr(10)))}</w:tc>" for cell in row)
        + "</w:tr>"
        for row in rows
    ]
    return f"<w:tbl>{head}{''.join(made)}</w:tbl>"
