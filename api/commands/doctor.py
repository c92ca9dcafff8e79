"""`tracuu doctor`: is everything there, and how to mend what is not."""

from __future__ import annotations

import typer

from api.commands.options import DataOption, EngineOption, JsonOption, LangOption, invocation
from api.output import stdout_kept_clean


def doctor(
    context: typer.Context,
    json: JsonOption = False,
    data: DataOption = None,
    engine: EngineOption = None,
    lang: LangOption = None,
) -> int:
    """Check every part. 1 if something is wrong that the program cannot do without."""
    here = invocation(context, data, engine, lang)
    from api.health import check_all

    with stdout_kept_clean():
        checks = check_all(here.settings)
    fine = all(check.status != "problem" for check in checks)
    if json:
        here.out.json({"ok": fine, "checks": [check.to_json() for check in checks]})
    else:
        from api.show.doctor import show_checks

        show_checks(checks, fine, here.out)
    return 0 if fine else 1
