"""What the cluster and the way to it say, turned into errors that a person can act on."""

from __future__ import annotations

import re
from typing import Any

from indexer.errors import StorageError

_MESSAGES = {
    "no-url": (
        "chưa biết máy chủ Elasticsearch ở đâu; hãy đặt $TRACUU_ELASTICSEARCH_URL, ví dụ http://127.0.0.1:9200",
        "it is not known where Elasticsearch is; set $TRACUU_ELASTICSEARCH_URL, e.g. http://127.0.0.1:9200",
    ),
    "bad-setting": (
        "giá trị {value!r} của ${name} không dùng được; hãy sửa theo docs/settings.md",
        "the value {value!r} of ${name} cannot be used; see docs/settings.md",
    ),
    "missing": (
        "chưa có dữ liệu trong Elasticsearch tại {url} (chỉ mục {prefix}-*); hãy chạy `tracuu ingest` trước",
        "there is no data in Elasticsearch at {url} (indices {prefix}-*); run `tracuu ingest` first",
    ),
    "unreachable": (
        "Elasticsearch tại {url} không trả lời ({detail}); hãy kiểm tra máy chủ và mạng rồi chạy lại, "
        "dữ liệu đã lưu vẫn còn",
        "Elasticsearch at {url} does not answer ({detail}); check the server and the network and run again, "
        "what was stored is unharmed",
    ),
    "login": (
        "Elasticsearch tại {url} từ chối đăng nhập; hãy kiểm tra $TRACUU_ELASTICSEARCH_API_KEY hoặc "
        "$TRACUU_ELASTICSEARCH_USER và $TRACUU_ELASTICSEARCH_PASSWORD",
        "Elasticsearch at {url} refuses the login; check $TRACUU_ELASTICSEARCH_API_KEY, or "
        "$TRACUU_ELASTICSEARCH_USER and $TRACUU_ELASTICSEARCH_PASSWORD",
    ),
    "permission": (
        "tài khoản Elasticsearch tại {url} không đủ quyền ({detail}); cần quyền tạo, ghi và "
        "đọc chỉ mục {prefix}-*",
        "the login at Elasticsearch {url} lacks rights ({detail}); it must create, write and read {prefix}-*",
    ),
    "certificate": (
        "không tin được chứng thư TLS của Elasticsearch tại {url}; hãy đặt "
        "$TRACUU_ELASTICSEARCH_CA là tệp CA",
        "the TLS certificate of Elasticsearch at {url} is not trusted; name its CA file in "
        "$TRACUU_ELASTICSEARCH_CA",
    ),
    "version": (
        "máy chủ tại {url} không phải Elasticsearch 9 ({detail}); hãy dùng Elasticsearch từ 9.0",
        "the server at {url} is not Elasticsearch 9 ({detail}); use Elasticsearch 9.0 or newer",
    ),
    "read-only": (
        "Elasticsearch tại {url} đã khóa ghi, thường vì đĩa sắp đầy; hãy giải phóng chỗ trên các nút rồi "
        "chạy lại",
        "Elasticsearch at {url} is blocked for writing, mostly because its disks are nearly full; free some "
        "space on the nodes and run again",
    ),
    "unassigned": (
        "một phần dữ liệu trong Elasticsearch tại {url} chưa sẵn sàng ({detail}); hãy đợi các nút khởi động "
        "xong hoặc bật lại nút đã tắt",
        "part of the data in Elasticsearch at {url} is not ready ({detail}); wait until its nodes are up or "
        "start those that are down",
    ),
    "overloaded": (
        "Elasticsearch tại {url} đang quá tải; hãy thử lại sau ít phút",
        "Elasticsearch at {url} is overloaded; try again in a few minutes",
    ),
    "lease": (
        "lần nhập liệu này bị gián đoạn quá lâu nên một lần khác đã tiếp quản; hãy chạy lại",
        "this run was interrupted so long that another one took over; run again",
    ),
    "mapping": (
        "chỉ mục {prefix}-* trong Elasticsearch tại {url} không đúng cấu trúc ({detail}); hãy chạy "
        "`tracuu doctor`, hoặc dùng $TRACUU_ELASTICSEARCH_PREFIX khác rồi nhập lại",
        "the indices {prefix}-* in Elasticsearch at {url} are not as they should be ({detail}); run "
        "`tracuu doctor`, or use another $TRACUU_ELASTICSEARCH_PREFIX and ingest again",
    ),
    "corrupt": (
        "dữ liệu trong Elasticsearch tại {url} bị thiếu một phần ({detail}); hãy khôi phục bản sao lưu",
        "data in Elasticsearch at {url} is missing in part ({detail}); restore a backup",
    ),
    "refused": (
        "Elasticsearch tại {url} từ chối yêu cầu: {detail}",
        "Elasticsearch at {url} refuses a request: {detail}",
    ),
}

_CODES = {
    "no-url": "unavailable", "bad-setting": "unavailable", "unreachable": "unavailable",
    "login": "permission", "certificate": "unavailable", "version": "unavailable",
    "unassigned": "unavailable", "overloaded": "busy", "lease": "busy", "mapping": "corrupt",
    "refused": "io",
}  # fmt: skip
"""The stable words of `IndexProblem` for what has another name here."""

_BLOCKED = re.compile(r"read-only|\bread_only|/(?:5|8|12|13)/")
"""A block against writing, by hand or by the disk's flood stage; other blocks pass (no master, recovery)."""
_NO_SHARDS = (
    "no_shard_available_action_exception", "search_phase_execution_exception",
    "unavailable_shards_exception", "master_not_discovered_exception", "no_such_remote_cluster",
    "process_cluster_event_timeout_exception", "node_disconnected_exception", "node_closed_exception",
)  # fmt: skip
_MAPPINGS = ("strict_dynamic_mapping_exception", "mapper_parsing_exception", "document_parsing_exception")
_LONGEST = 200
"""Characters of the cluster's own words that are shown."""


def problem(kind: str, **values: object) -> StorageError:
    """The error of a kind of this module."""
    vi, en = _MESSAGES[kind]
    return StorageError(_CODES.get(kind, kind), vi.format(**values), en.format(**values))


def kind_of(error: Exception) -> tuple[str, str]:
    """The kind of an error of the client, and what was said."""
    from elastic_transport import ConnectionError as NoConnection
    from elastic_transport import ConnectionTimeout, TlsError, TransportError
    from elasticsearch import ApiError, UnsupportedProductError

    if isinstance(error, UnsupportedProductError):
        return "version", "other product"
    if isinstance(error, TlsError):
        return "certificate", str(error.message)
    if isinstance(error, ConnectionTimeout):
        return "unreachable", "timeout"
    if isinstance(error, NoConnection | TransportError):
        system = re.search(r"\[Errno -?\d+\] ([^)'\"]+)", str(error.message))
        return "unreachable", _short(system[1] if system else str(error.message))
    if isinstance(error, ApiError):
        return _kind_of_answer(error.meta.status, str(error.error), _reason(error))
    return "refused", _short(f"{type(error).__name__}: {error}")


def _kind_of_answer(status: int, code: str, reason: str) -> tuple[str, str]:
    said = _short(reason or code)
    if status == 401:
        return "login", said
    if code == "media_type_header_exception" or status == 406:
        return "version", said
    if code == "cluster_block_exception":
        return ("read-only" if _BLOCKED.search(reason) else "unassigned"), said
    if status == 403:
        return "permission", said
    if status == 429:
        return "overloaded", said
    if status in (502, 503, 504) or (code in _NO_SHARDS and status >= 500):
        return "unassigned", said
    if code in _MAPPINGS:
        return "mapping", said
    return "refused", said


def is_passing(kind: str) -> bool:
    """Whether it may be over in a moment, so that it is worth trying again."""
    return kind in ("unreachable", "unassigned", "overloaded")


def kind_of_item(status: int, error: dict[str, Any]) -> tuple[str, str]:
    """The same for one item of a bulk request."""
    return _kind_of_answer(status, str(error.get("type", "")), str(error.get("reason", "")))


def _reason(error: Any) -> str:
    body = error.body if isinstance(error.body, dict) else {}
    told = body.get("error", {})
    if not isinstance(told, dict):
        return str(told)
    causes = [*told.get("root_cause", ()), *(f.get("reason", {}) for f in told.get("failed_shards", ()))]
    return str(next((c["reason"] for c in causes if isinstance(c, dict) and c.get("reason")),
                    told.get("reason") or ""))  # fmt: skip


def _short(said: str) -> str:
    line = " ".join(said.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
