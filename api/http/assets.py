"""The style sheet, the script and the icon: kept by browsers for as long as their content is the same."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from fastapi.staticfiles import StaticFiles
from starlette.responses import Response

from api.http.state import STATIC

_KEPT = "public, max-age=31536000, immutable"


class Assets(StaticFiles):
    """Static files; one that is asked for with its version is kept by the browser."""

    def file_response(self, full_path: Any, stat_result: Any, scope: Any, status_code: int = 200) -> Response:
        """The file, to be kept if the address names its version."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if b"v=" in scope.get("query_string", b""):
            response.headers["cache-control"] = _KEPT
        return response


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """The address of an asset, with the version that its content has."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
