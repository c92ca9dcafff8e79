"""Readers that run foreign machine code on foreign bytes, each in a process of its own with limits.

PDFium, the picture codecs and OpenCV are large programs in C, and a workbook may unpack to anything: a file
that makes one of them crash, hang or eat the memory costs that file and nothing else. What comes back is
JSON, never a pickle: the child has read what nobody trusts.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from corpus.document import Document, FileSignature, UnreadableFile
from corpus.readers import limits
from corpus.readers.page_store import filled_in

_ROOT = Path(__file__).resolve().parents[2]
_BEAT = b".\n"


def read(module: str, path: Path, data: bytes, sha256: str, pages: Path | None = None) -> Document:
    """What `corpus.readers.<module>.read` gives or raises, from a process of its own.

    `pages` is where recognised pages are kept. Raises what `run` does.
    """
    return _document(path, run(module, "read", path, data, sha256, str(pages or "")))


def run(module: str, function: str, path: Path, data: bytes, *arguments: str) -> dict[str, Any]:
    """What a function of `corpus.readers.<module>` gives, as JSON, from a process of its own; it takes the
    path, the bytes and strings.

    Raises the function's `UnreadableFile`, and others with `timeout` (nothing new for
    `limits.SILENT_SECONDS`) or `crashed`.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "corpus.readers.isolation", module, function, str(path), *arguments],
        cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    feeder = threading.Thread(target=_feed, args=(process.stdin, data), daemon=True)
    watch = _Watch(process)
    try:
        feeder.start()
        answer = _answer(process.stdout, watch)
        process.wait(10)
    except subprocess.TimeoutExpired:
        answer = None
    finally:
        watch.stop()
        _end(process)
        feeder.join(5)
        process.stdout.close()
    if answer is not None and "code" in answer:
        raise UnreadableFile(path, answer["code"], answer["reason"])
    if answer is not None:
        return answer
    if watch.rang:
        raise UnreadableFile(path, "timeout", "đọc tệp này quá lâu nên đã dừng; hãy lưu hoặc quét lại tệp")
    raise UnreadableFile(path, "crashed", "tệp làm chương trình đọc dừng đột ngột hoặc tốn quá nhiều bộ nhớ")


class _Watch:
    """Ends the process when it has not been heard of for too long."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._timer: threading.Timer | None = None
        self.rang = False
        self.heard()

    def heard(self) -> None:
        self.stop()
        self._timer = threading.Timer(limits.SILENT_SECONDS, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _ring(self) -> None:
        self.rang = True
        _end(self._process)


def _feed(stream: IO[bytes], data: bytes) -> None:
    try:
        stream.write(data)
        stream.close()
    except OSError:
        return  # the child is gone; its silence is what counts


def _answer(stream: IO[bytes], watch: _Watch) -> dict[str, Any] | None:
    """The child's last line, None where it ended without one."""
    for line in stream:
        watch.heard()
        if line != _BEAT:
            try:
                answer = json.loads(line)
            except ValueError:
                return None
            return answer if isinstance(answer, dict) else None
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and what it started, if it still runs."""
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _document(path: Path, answer: dict[str, Any]) -> Document:
    boxes = answer["word_boxes"]
    return Document(
        path, answer["text"], tuple((start, end) for start, end in answer["pages"]), answer["sha256"],
        answer["media_type"], answer["encoding"],
        tuple(FileSignature(**signature) for signature in answer["signatures"]),
        tuple(answer["page_sources"]), None if boxes is None else base64.b64decode(boxes),
        tuple(map(filled_in, answer["filled_in"])),
    )  # fmt: skip


def beat() -> None:
    """Tells the waiting process that another page is done; does nothing elsewhere."""
    if _in_child:
        _say(_BEAT)


_in_child = False
_said = threading.Lock()


def _say(line: bytes) -> None:
    with _said:
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()


def _child(module: str, function: str, name: str, *arguments: str) -> None:
    _limit()
    answer: dict[str, Any]
    try:
        wanted = getattr(import_module(f"corpus.readers.{module}"), function)
        if function == "read" and not arguments[-1]:
            arguments = arguments[:-1]
        answer = _as_json(wanted(Path(name), sys.stdin.buffer.read(), *arguments))
    except UnreadableFile as error:
        answer = {"code": error.code, "reason": error.reason}
    except MemoryError:
        answer = {"code": "too-large", "reason": "tệp cần quá nhiều bộ nhớ để đọc"}
    except RecursionError:
        answer = {"code": "damaged", "reason": "nội dung tệp lồng nhau quá sâu"}
    _say(json.dumps(answer).encode() + b"\n")


def _as_json(result: Document | bytes) -> dict[str, Any]:
    if isinstance(result, bytes):
        return {"bytes": base64.b64encode(result).decode()}
    answer = asdict(result)
    answer["path"] = None
    answer["word_boxes"] = result.word_boxes and base64.b64encode(result.word_boxes).decode()
    return answer


def _limit() -> None:
    """No core files and a bound on memory; systems without such limits rely on the others."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (limits.MAX_MEMORY, limits.MAX_MEMORY))


if __name__ == "__main__":
    # The module that readers import to beat is `corpus.readers.isolation`, not `__main__`.
    import corpus.readers.isolation as here

    here._in_child = True
    here._child(*sys.argv[1:])
