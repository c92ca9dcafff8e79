"""A corpus of files that do harm or cannot be read, made anew for each run: name, bytes, the code expected.

None is a special case of a reader: each is the plainest form of what is met in the wild.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from tests.corpus.packages import docx, paragraph, part, zipped

Hostile = tuple[str, bytes, str]

_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="x"><w:body>&c;</w:body></w:document>'
)
_EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<w:document xmlns:w="x"><w:body>&a;</w:body></w:document>'
)
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pdf_objects(*bodies: str, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a correct table of places."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return bytes(out + f"trailer <</Size {len(bodies) + 1} {trailer}>>\nstartxref\n{start}\n%%EOF".encode())


CATALOG = "<</Type/Catalog/Pages 2 0 R>>"


def _stream(data: bytes, more: str = "") -> str:
    return f"<</Length {len(data)}{more}>>\nstream\n{data.decode('latin-1')}\nendstream"


def hostile_pdfs(good: bytes) -> Iterator[Hostile]:
    """PDF files; `good` is one that can be read."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    bomb = zlib.compress(zlib.compress(bytes(300 << 20), 9), 9)
    yield "cut-in-half.pdf", good[: len(good) // 3], "damaged"
    yield "only-a-header.pdf", b"%PDF-1.7\n", "damaged"
    yield "header-and-noise.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40, "damaged"
    yield "no-pages.pdf", pdf_objects(CATALOG, "<</Type/Pages/Kids[]/Count 0>>"), "damaged"
    yield "pages-in-a-circle.pdf", pdf_objects(CATALOG, "<</Type/Pages/Kids[2 0 R]/Count 1>>"), "*"
    yield "catalog-in-a-circle.pdf", pdf_objects("<</Type/Catalog/Pages 1 0 R>>"), "*"
    yield "a-million-pages.pdf", pdf_objects(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1000000>>", page), "*"
    yield (
        "two-thousand-pages.pdf",
        pdf_objects(CATALOG, f"<</Type/Pages/Kids[{'3 0 R ' * 2000}]/Count 2000>>", page, _stream(b"")),
        "too-large",
    )
    yield (
        "blank.pdf",
        pdf_objects(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, _stream(b"")),
        "empty",
    )
    yield (
        "bomb-in-a-stream.pdf",
        pdf_objects(
            CATALOG,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            _stream(bomb, "/Filter[/FlateDecode/FlateDecode]"),
        ),
        "*",
    )
    resources = "/Resources<</XObject<</F 5 0 R>>>>"
    form = _stream(b"/F Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources}")
    holder = page.replace("/Contents", f"{resources}/Contents")
    yield (
        "form-in-itself.pdf",
        pdf_objects(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", holder, _stream(b"/F Do"), form),
        "*",
    )
    yield "deeply-nested.pdf", pdf_objects("[" * 100_000 + "]" * 100_000), "damaged"
    yield "encrypted.pdf", pdf_objects(
        CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, _stream(b""),
        f"<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{'00' * 32}>/U<{'11' * 32}>>>",
        trailer=f"/Root 1 0 R/Encrypt 5 0 R/ID[<{'22' * 16}><{'22' * 16}>]",
    ), "encrypted"  # fmt: skip


def hostile_packages() -> Iterator[Hostile]:
    """DOCX, XLSX and ZIP files."""
    good = docx(paragraph("Báo cáo"))
    many = "".join(f"<row><c t='n'><v>{n * n * 7919 % 999_983}</v></c></row>" for n in range(100_000))
    yield "cut.docx", good[:-40], "damaged"
    yield "magic-only.docx", b"PK\x03\x04", "damaged"
    yield "a-zip-without-end.zip", good[: len(good) // 2], "damaged"
    yield "entities.docx", _with_document(_ENTITIES), "unsafe"
    yield "external-entity.docx", _with_document(_EXTERNAL), "unsafe"
    yield "utf16-entity.docx", _with_document(_EXTERNAL.encode("utf-16")), "unsafe"
    yield "entity-in-a-side-part.docx", docx(paragraph("x"), styles=_EXTERNAL), "unsafe"
    yield "broken-xml.docx", _with_document("<w:document><w:body>"), "damaged"
    yield "empty.docx", docx(""), "empty"
    yield (
        "deep.docx",
        _with_document(part("document", "<w:body>" + "<w:sdt>" * 9000 + "</w:sdt>" * 9000 + "</w:body>")),
        "*",
    )
    yield "out-of-the-folder.zip", zipped({"../../etc/x.txt": "a"}), "unsafe"
    yield "absolute.zip", zipped({"/etc/x.txt": "a"}), "unsafe"
    yield "drive.zip", zipped({"C:\\x.txt": "a"}), "unsafe"
    yield "backslashes.zip", zipped({"..\\..\\x.txt": "a"}), "unsafe"
    yield (
        "bomb.docx",
        zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": bytes(200 << 20)}),
        "bomb",
    )
    yield "bomb-in-pieces.zip", zipped({f"{n}.txt": bytes(20 << 20) for n in range(15)}), "bomb"
    yield "lying-size.docx", _lying(), "*"
    yield "many-members.zip", zipped({f"{n}": "" for n in range(6000)}), "bomb"
    yield "password.zip", _flagged(zipped({"a.txt": "chữ"})), "encrypted"
    yield "plain.zip", zipped({"a.txt": "chữ"}), "archive"
    yield "many-rows.xlsx", xlsx(many), "too-large"
    yield "far-cell.xlsx", xlsx("<row r='1048576'><c r='XFD1048576' t='n'><v>1</v></c></row>"), "*"
    yield "broken.xlsx", xlsx("<row><c"), "damaged"
    yield "entities.xlsx", xlsx("", head='<!DOCTYPE x [<!ENTITY a "b">]>'), "unsafe"
    yield "no-sheets.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/x.xml": "<a/>"}), "damaged"
    yield (
        "slides.pptx",
        zipped({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<a/>"}),
        "unsupported",
    )


def _with_document(document: str | bytes) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document})


def xlsx(rows: str, head: str = "") -> bytes:
    """A workbook of one sheet with these rows."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{office}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{head}<worksheet xmlns="{_SHEET}"><sheetData>'
        f"{rows}</sheetData></worksheet>",
    })  # fmt: skip


def _lying() -> bytes:
    """A package whose directory says that a member of 60 MB has a hundred bytes."""
    data = bytearray(_with_document(b"<a>" + b" " * (60 << 20) + b"</a>"))
    name = data.rindex(b"word/document.xml")
    struct.pack_into("<I", data, name - 46 + 24, 100)
    return bytes(data)


def _flagged(data: bytes) -> bytes:
    """The same archive with its member marked as encrypted."""
    out = bytearray(data)
    out[6] |= 1
    out[out.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(out)


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def hostile_pictures(good: bytes) -> Iterator[Hostile]:
    """Pictures; `good` is a PNG that can be read."""
    yield "thirty-thousand.png", _png(30_000, 30_000, b""), "too-large"
    yield "wide.png", _png(1_000_000, 10, b""), "too-large"
    yield "cut.png", good[: len(good) // 2], "damaged"
    yield "magic-only.png", b"\x89PNG\r\n\x1a\n", "damaged"
    yield "magic-only.jpg", b"\xff\xd8\xff\xe0", "damaged"
    yield "magic-only.tif", b"II*\x00\x08\x00\x00\x00", "damaged"
    yield "frames-in-a-circle.tif", _circular_tiff(), "*"
    yield "blank.png", _png(300, 300, (b"\0" + b"\xff" * 300) * 300), "empty"
    yield "animation.gif", b"GIF89a" + bytes(20), "unsupported"


def _circular_tiff() -> bytes:
    """A TIFF whose only directory names itself as the next."""
    entries = [(256, 3, 1, 8), (257, 3, 1, 8), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1),
               (273, 4, 1, 200), (278, 3, 1, 8), (279, 4, 1, 64)]  # fmt: skip
    out = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", len(entries))
    out += b"".join(struct.pack("<HHII", *entry) for entry in entries) + struct.pack("<I", 8)
    return out.ljust(200, b"\0") + b"\xff" * 64


def hostile_others() -> Iterator[Hostile]:
    """Old and foreign formats, wrong names, nothing at all."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
    yield "empty.pdf", b"", "empty"
    yield "blanks.docx", b"\n \t\r\n", "empty"
    yield "zeros.pdf", bytes(4096), "empty"
    yield "program.pdf", b"\x7fELF\x02\x01\x01" + bytes(500), "binary"
    yield "password.docx", ole + "EncryptedPackage".encode("utf-16-le"), "encrypted"
    yield "old.xls", ole + "Workbook".encode("utf-16-le"), "unsupported"
    yield "old.ppt", ole + "PowerPoint Document".encode("utf-16-le"), "unsupported"
    yield "unknown.ole", ole, "unsupported"
    yield "picture.txt", b"GIF89a" + bytes(20), "unsupported"
    yield "empty.html", b"<html><body><script>1</script></body></html>", "empty"
    yield "deep.html", b"<html><body>" + b"<div>" * 50_000, "*"
    yield "archive.7z", b"7z\xbc\xaf\x27\x1c" + bytes(30), "unsupported"
    yield "archive.gz", b"\x1f\x8b\x08" + bytes(30), "unsupported"
    yield "nested.zip", zipped({"a.zip": zipped({"b.txt": "chữ"})}), "archive"


def plain_zip(members: dict[str, bytes]) -> bytes:
    """An archive without compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
