"""The web pages: HTML from templates, whole without script; `static/app.js` adds ease, never content.

One module a page: `searching`, `asking`, `reading`, `citing`, `recording`, `collecting`, `watching`.
`rendering` makes pages of templates, `editing` says who may change something.
"""

from __future__ import annotations

from fastapi import APIRouter

from api.http.pages import asking, citing, collecting, reading, recording, searching, watching
from api.http.pages.rendering import error_page, render, wants_page

__all__ = ["error_page", "render", "router", "wants_page"]

router = APIRouter()
for _page in (searching, asking, citing, recording, collecting, watching, reading):
    router.include_router(_page.router)
