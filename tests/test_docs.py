"""Nothing that a person can type or call is left out of the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from api.cli import parser
from api.http import create_app
from api.http.problems import KINDS
from api.messages import CATALOGUE
from indexer import open_engine

ROOT = Path(__file__).parents[1]
PACKAGES = ("corpus", "analyzers", "indexer", "search", "api", "eval")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def options() -> Iterator[tuple[str, str]]:
    tree = parser()
    for name, command in tree.commands.items():
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("-"):
                    yield name, option


def sources() -> Iterator[str]:
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*"):
            if path.suffix in (".py", ".html"):
                yield path.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", parser().commands)
def test_every_command_has_a_heading(command: str) -> None:
    assert re.search(rf"^## `tracuu {command}\b", page("cli.md"), re.MULTILINE)


@pytest.mark.parametrize(("command", "option"), sorted(set(options())))
def test_every_option_is_described_with_its_command(command: str, option: str) -> None:
    text = page("cli.md")
    common = text.split("## `tracuu")[0]
    own = next(part for part in text.split("## `tracuu ")[1:] if part.startswith(command))
    assert f"`{option}" in own or f"`{option}" in common


def measures() -> Iterator[tuple[str, str]]:
    import typer

    from eval.cli import app

    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        for parameter in command.params:
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("-"):
                    yield name, option


@pytest.mark.parametrize(("measure", "option"), sorted(set(measures())))
def test_every_measure_is_described_with_its_options(measure: str, option: str) -> None:
    text = page("cli.md").split("## `tracuu eval")[1]
    row = next((line for line in text.splitlines() if line.startswith(f"| `tracuu eval {measure}")), "")
    assert row, measure
    assert option in row or option in text.split("|")[0]


def test_every_environment_variable_is_described() -> None:
    used = {name for source in sources() for name in re.findall(r"\bTRACUU_[A-Z_]+\b", source)}
    assert used
    missing = {name for name in used if f"`{name}`" not in page("settings.md")}
    assert not missing


def endpoints() -> list[tuple[str, str, str]]:
    with TemporaryDirectory() as folder:
        engine = open_engine("embedded", Path(folder), write=True)
        schema = create_app(engine).openapi()
        engine.close()
    return [
        (method.upper(), path, " ".join(each["name"] for each in operation.get("parameters", [])))
        for path, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]


@pytest.mark.parametrize(("method", "path", "parameters"), endpoints())
def test_every_endpoint_is_described_with_its_parameters(method: str, path: str, parameters: str) -> None:
    row = next((line for line in page("http.md").splitlines() if f"`{method} {path}`" in line), "")
    assert row, f"{method} {path}"
    for name in parameters.split():
        assert re.search(rf"`{name}\b|{{{name}}}", row), name


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_problem_is_described(kind: str) -> None:
    assert f"| `{kind}` | {KINDS[kind]} |" in page("http.md")


def test_every_message_that_the_program_says_is_in_the_catalogue() -> None:
    said = {key for source in sources() for key in re.findall(r"""\bsay\(["']([\w.-]+)["'][),]""", source)}
    failures = {
        key for source in sources() for key in re.findall(r'(?:Failure|WrongUsage)\("([\w.-]+)"', source)
    }
    assert said | failures <= set(CATALOGUE)


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_of_a_message_take_the_same_values(key: str) -> None:
    vietnamese, english = CATALOGUE[key]
    assert vietnamese
    assert english
    assert set(re.findall(r"{(\w+)", vietnamese)) == set(re.findall(r"{(\w+)", english))
