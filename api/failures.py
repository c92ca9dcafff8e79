"""What is said when a request cannot be met: one plain message, never a traceback for a user's mistake."""

from __future__ import annotations

import errno
import re
from typing import Any

from api.messages import Speaker
from api.settings import Lang

_ERRNO_KEYS = {
    errno.ENOSPC: "os.full",
    errno.EDQUOT: "os.full",
    errno.EROFS: "os.read-only",
    errno.EACCES: "os.permission",
    errno.EPERM: "os.permission",
    errno.ENAMETOOLONG: "os.name-too-long",
    errno.EMFILE: "os.too-many-open",
}


class Failure(Exception):
    """A request that was understood but cannot be met. `key` names its message in the catalogue."""

    exit_code = 1

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def message(self, lang: Lang) -> str:
        """What happened and what to do."""
        return Speaker(lang)(self.key, **self.values)


class WrongUsage(Failure):
    """A command line that does not fit together."""

    exit_code = 2


def explain(error: BaseException, lang: Lang) -> str | None:
    """The message for an error that a person can act on; None for one that is the program's own."""
    say = Speaker(lang)
    message = getattr(error, "message", None)
    if callable(message):
        return str(message(lang))
    if type(error).__name__ == "UnreadableFile":
        return f"{getattr(error, 'path', '')}: {unreadable_reason(error, lang)}"
    if isinstance(error, MemoryError):
        return say("os.memory")
    if isinstance(error, OSError) and error.errno is not None:
        key = _ERRNO_KEYS.get(error.errno, "os.other")
        return say(key, file=error.filename or "", detail=error.strerror or str(error))
    return None


def unreadable_reason(error: object, lang: Lang) -> str:
    """Why a file cannot be read. The reader's own words are Vietnamese; the codes have English ones."""
    reason = str(getattr(error, "reason", error))
    if lang == "vi":
        return reason
    return Speaker(lang).known(f"unreadable.{getattr(error, 'code', '')}", reason)


def usage_message(error: Any, lang: Lang) -> str:
    """A parser's complaint in the language asked for, with where to read on."""
    say = Speaker(lang)
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "tracuu"
    said = error.format_message() if lang == "en" else _in_vietnamese(error, say)
    if type(error).__name__ == "NoSuchOption" and _takes_words(context):
        said += "\n" + say("usage.dashes", command=command)
    elif re.match(_EXTRA, error.format_message()):
        said += "\n" + say("usage.quotes", command=command)
    return f"{said}\n{say('usage.see-help', command=command)}"


def _takes_words(context: Any) -> bool:
    """Whether the command has an argument, which what looks like an option may have been meant for."""
    parameters = context.command.params if context is not None else ()
    return any(parameter.param_type_name == "argument" for parameter in parameters)


def _in_vietnamese(error: Any, say: Speaker) -> str:
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    if kind == "NoSuchOption":
        near = ", ".join(getattr(error, "possibilities", None) or ())
        return say("usage.no-option", option=error.option_name) + (
            say("usage.nearest", names=near) if near else ""
        )
    if kind == "MissingParameter" and parameter is not None:
        return say("usage.missing", name=_name(parameter))
    if kind == "BadParameter" and parameter is not None:
        return say("usage.bad-value", name=_name(parameter), needed=_needed(parameter, say))
    message = error.format_message()
    for pattern, key in _PARSER_WORDS:
        if match := re.match(pattern, message, re.DOTALL):
            return say(key, **match.groupdict())
    return str(message)


_EXTRA = r"Got unexpected extra argument(?:s|\(s\))? \((?P<extra>.*)\)"
_PARSER_WORDS = (
    (r"No such command '(?P<name>.*?)'", "usage.no-command"),
    (_EXTRA, "usage.extra"),
    (r"Missing command", "usage.no-command-given"),
    (r"Option '(?P<option>.*)' requires an argument", "usage.needs-value"),
)
"""What the parser says in English, and the message that says the same."""


def _name(parameter: Any) -> str:
    options = [option for option in parameter.opts if option.startswith("-")]
    return str(options[0]) if options else str(parameter.metavar or parameter.name).upper()


def _needed(parameter: Any, say: Speaker) -> str:
    described = getattr(parameter, "type_descriptor", None)
    choices = getattr(described, "choices", None)
    if choices:
        return say("usage.one-of", choices=", ".join(str(getattr(c, "value", c)) for c in choices))
    info = getattr(described, "parameter_info", None)
    low, high = getattr(info, "min", None), getattr(info, "max", None)
    if low is not None and high is not None:
        return say("usage.between", low=low, high=high)
    if low is not None:
        return say("usage.at-least", low=low)
    return say("usage.of-right-kind")
