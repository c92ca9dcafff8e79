"""DOC, RTF and ODT: LibreOffice turns them into DOCX, which is then read.

LibreOffice runs without a window, with a profile of its own that is thrown away (so macros are off and
two runs do not meet), in a folder of its own, and is ended when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.document import Document, UnreadableFile
from corpus.readers import docx, limits
from corpus.readers.formats import format_of

_MEDIA_TYPES = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
}
_KINDS = {"doc": "Word đời cũ (.doc)", "rtf": "RTF", "odt": "OpenDocument (.odt)"}
_FORMATS = {"ole": "doc", "rtf": "rtf", "zip": "odt"}

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value>
</prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse">
<value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse">
<value>9</value></prop></item>
</oor:items>
"""
"""Macros off; links from the file are blocked, and what still asks the network meets a closed port."""


def libreoffice() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read(path: Path, data: bytes, sha256: str) -> Document:
    """The file as one page. Raises `UnreadableFile`: `needs-libreoffice`, `timeout`, `damaged`."""
    kind = _FORMATS[format_of(data)]
    program = libreoffice()
    if program is None:
        raise UnreadableFile(
            path,
            "needs-libreoffice",
            f"đây là tệp {_KINDS[kind]}; muốn đọc phải cài LibreOffice (make system-deps), "
            "hoặc mở tệp và lưu lại thành .docx",
        )
    converted = _convert(path, data, kind, program)
    document = docx.read(path, converted, sha256)
    return replace(document, media_type=_MEDIA_TYPES[kind])


def _convert(path: Path, data: bytes, kind: str, program: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="tracuu-office-") as name:
        folder = Path(name)
        source = folder / f"source.{kind}"
        source.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _run(path, [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(folder), str(source),
        ], folder)  # fmt: skip
        result = folder / "source.docx"
        if not result.is_file():
            raise UnreadableFile(
                path, "damaged", "LibreOffice không mở được tệp này; tệp hỏng hoặc đặt mật khẩu"
            )
        if result.stat().st_size > limits.MAX_UNPACKED:
            raise UnreadableFile(path, "too-large", "tệp quá lớn sau khi chuyển đổi")
        return result.read_bytes()


def _run(path: Path, command: list[str], folder: Path) -> None:
    """Runs to the end or, after `limits.CONVERT_SECONDS`, ends the program and its children."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(limits.CONVERT_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            path, "timeout", "LibreOffice đọc tệp này quá lâu; hãy lưu lại thành .docx"
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
