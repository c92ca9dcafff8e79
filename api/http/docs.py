"""`/docs`: the OpenAPI description as one page, made here so that it needs neither network nor script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from api.http.pages import render
from api.http.problems import KINDS

router = APIRouter()


@router.get("/docs")
def docs_page(request: Request) -> HTMLResponse:
    """Every endpoint with its parameters, every shape with its fields, every kind of problem."""
    schema = request.app.openapi()
    return render(
        request,
        "docs.html",
        q="",
        active="docs",
        endpoints=list(_endpoints(schema)),
        shapes=list(_shapes(schema)),
        kinds=KINDS,
    )


def _endpoints(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield {
                "method": method.upper(),
                "path": path,
                "anchor": operation["operationId"],
                "summary": operation.get("summary", ""),
                "description": operation.get("description", ""),
                "parameters": [_parameter(each) for each in operation.get("parameters", [])],
                "body": _content(operation.get("requestBody", {})),
                "result": _content(operation["responses"].get("200", {})),
            }


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "required": parameter.get("required", False),
        "type": type_name(schema),
        "default": schema.get("default"),
        "description": parameter.get("description", ""),
    }


def _content(part: dict[str, Any]) -> str:
    """The name of the shape that a body has."""
    for media_type, content in part.get("content", {}).items():
        name = type_name(content.get("schema", {}))
        return name if media_type == "application/json" else f"{name} ({media_type})".strip()
    return ""


def _shapes(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, shape in sorted(schema["components"]["schemas"].items()):
        fields = [
            {"name": field, "type": type_name(each), "description": each.get("description", "")}
            for field, each in shape.get("properties", {}).items()
        ]
        yield {"name": name, "description": shape.get("description", ""), "fields": fields}


def type_name(schema: dict[str, Any]) -> str:
    """A JSON schema in a few words: `list of Hit`, `string or null`."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if "anyOf" in schema:
        return " or ".join(type_name(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        inner = schema.get("prefixItems")
        return (
            f"[{', '.join(map(type_name, inner))}]"
            if inner
            else f"list of {type_name(schema.get('items', {}))}"
        )
    return str(schema.get("type", ""))
