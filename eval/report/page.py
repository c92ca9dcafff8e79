"""A report as one HTML page that needs nothing else: style and plots are in it, no script."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from eval.compare import Changed, Comparison
from eval.messages import Lang, message
from eval.report.content import TITLES, Table, comparison_table, shown, splits_of, tables
from eval.report.markdown import facts
from eval.report.plots import Bar, bars, histogram
from eval.runfile import Item, Run
from eval.summary import ADDED_UP, GROUPS, TASKS, figure, figures, grouped, passed, selected

_TILES: dict[str, tuple[str, ...]] = {
    "search": ("nDCG@10", "R@10", "Success@5", "Success@10"),
    "ask": ("documents F1", "values exact", "abstention P", "abstention R", "evidence sound"),
    "lookup": ("canonical right", "wrong links"),
    "conflict": ("found",),
    "read": ("citation F1", "section F1", "header folded"),
}
_PLOTTED = {"search": ("nDCG@10", "Success@10"), "ask": ("documents F1", "abstention right")}


def page(run: Run, compared: Comparison | None, lang: Lang) -> str:
    """The whole page. Plots and lists show all items, or the development half where there are two."""
    before = compared.before if compared else None
    parts = [
        f"<h1>{escape(run.set_name)}: {escape(run.system)}</h1>",
        f'<p class="facts">{escape(facts(run))}</p>',
        _tiles(run, before, lang),
    ]
    for task in TASKS:
        if selected(run, task):
            parts.append(f"<h2>{message(TITLES[task]).text(lang)}</h2>{_plots(run, before, task, lang)}")
            parts.append(_failures(run, task, lang))
    if compared is not None:
        parts.append(_comparison(compared, lang))
    heading = message("All figures").text(lang)
    blocks = "".join(_table(table, lang) for table in tables(run, splits_of(run)))
    parts.append(f'<h2>{heading}</h2><div class="grid2">{blocks}</div>')
    return _document(run, "\n".join(parts), lang)


def _document(run: Run, body: str, lang: Lang) -> str:
    style = Path(__file__).with_name("page.css").read_text("utf-8")
    title = escape(f"{run.set_name}: {run.system}")
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>\n{style}</style></head>\n<body>\n{body}\n</body></html>\n"
    )


def _tiles(run: Run, before: Run | None, lang: Lang) -> str:
    tiles = []
    for task, names in _TILES.items():
        found = figures(selected(run, task), task)
        old = figures(selected(before, task), task) if before else {}
        for name in names:
            if name in found:
                label = f"{message(TITLES[task]).text(lang)} · {name}"
                tiles.append(_tile(label, name, found[name], old.get(name)))
    return f'<div class="tiles">{"".join(tiles)}</div>'


def _tile(label: str, name: str, value: float, before: float | None) -> str:
    change = ""
    if before is not None and abs(value - before) >= 0.0005:
        better = (value > before) != (name in ADDED_UP)
        amount = f"{value - before:+.0f}" if name in ADDED_UP else f"{value - before:+.3f}"
        change = f' <i class="{"up" if better else "down"}">{amount}</i>'
    return f'<div class="tile"><b>{shown(value, name)}{change}</b><span>{escape(label)}</span></div>'


def _plots(run: Run, before: Run | None, task: str, lang: Lang) -> str:
    items = selected(run, task)
    old = {item.id: item for item in selected(before, task)} if before else {}
    plots = []
    for measure in _PLOTTED.get(task, ()):
        for name, key in GROUPS:
            rows = [_bar(label, group, measure, old) for label, group in grouped(items, key).items()]
            kept = [row for row in rows if row is not None]
            if len(kept) > 1:
                title = message("{task} by {group}", task=measure, group=message(name)).text(lang)
                plots.append(bars(title, kept))
    if len(items) > 5:
        plots.append(histogram(message("Time for each").text(lang), [item.took_ms for item in items]))
    return f'<div class="grid2">{"".join(plots)}</div>'


def _bar(label: str, group: Sequence[Item], measure: str, old: dict[str, Item]) -> Bar | None:
    value = figure(group, measure)
    if value is None:
        return None
    before = figure([old[item.id] for item in group if item.id in old], measure)
    return Bar(label, value, sum(measure in item.measures for item in group), before)


def _failures(run: Run, task: str, lang: Lang) -> str:
    """What went wrong, of the development half where there are two."""
    items = selected(run, task, "dev" if "dev" in splits_of(run) else "all")
    failed = [item for item in items if not passed(item)]
    if not failed:
        return ""
    rows = [Changed(task, item.id, _told(item)) for item in failed]
    summary = message("Not right: {count} of {total}", count=len(failed), total=len(items)).text(lang)
    return f"<details><summary>{escape(summary)}</summary>{_items(rows)}</details>"


def _told(item: Item) -> str:
    if item.task == "ask":
        given = ", ".join([*item.output.get("documents", ()), *item.output.get("values", ())])
        return f"{item.query} → {given or item.output.get('answer', '')}"
    if item.task == "read":
        return "; ".join(item.output.get("wrong", ()))
    return item.query


def _comparison(compared: Comparison, lang: Lang) -> str:
    notes = "".join(f'<p class="note">{escape(note.text(lang))}</p>' for note in compared.notes)
    lists = "".join(
        f"<div><h3>{message(title).text(lang)} ({len(changes)})</h3>{_items(changes)}</div>"
        for title, changes in (("Gained", compared.gained), ("Lost", compared.lost))
    )
    heading = message(
        "Against {system}, {started}", system=compared.before.system, started=compared.before.started
    )
    table = _table(comparison_table(compared), lang)
    return f'<h2>{escape(heading.text(lang))}</h2>{notes}{table}<div class="grid2">{lists}</div>'


def _items(changes: Sequence[Changed]) -> str:
    rows = "".join(
        f"<li><code>{escape(c.task)} {escape(c.id)}</code>{escape(' '.join(c.text.split()))}</li>"
        for c in changes
    )
    return f'<ul class="items">{rows or "<li>–</li>"}</ul>'


def _table(table: Table, lang: Lang) -> str:
    head = "".join(f"<th>{escape(message(heading).text(lang))}</th>" for heading in table.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    caption = escape(table.title.text(lang))
    return f'<div class="wide"><table><caption>{caption}</caption><tr>{head}</tr>{rows}</table></div>'
