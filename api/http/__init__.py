"""The HTTP interface: `create_app` gives the FastAPI application over one engine.

`routers/` has one module a resource under `/api/v1/`, `models` the shapes of what they return,
`problems` the errors (RFC 9457), `guard` what every request passes through, `pages` the web pages.
"""

from api.http.app import create_app

__all__ = ["create_app"]
