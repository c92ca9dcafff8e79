"""What an OCR engine makes of the characters of a label, and what each may stand for.

A cost is roughly a negative log probability: 0 is what is printed when nothing went wrong, 1 a common
misprint, 3 a rare one.
"""

from __future__ import annotations

from analyzers.folding import fold

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""The order in which Vietnamese enumerations run (Decree 30/2020/NĐ-CP, Appendix I: a, b, c, d, đ ...)."""

POINT_GLYPHS: dict[str, tuple[tuple[str, float], ...]] = {
    # printed (accents folded): (letter, cost) ...            seen as
    "a": (("a", 0),),  # also "á)", "ạ)": folded
    "4": (("a", 1.5),),
    "b": (("b", 0), ("h", 2)),
    "6": (("b", 1), ("e", 3)),
    "c": (("c", 0), ("e", 2)),
    "¢": (("c", 0.2),),  # ¢) Xay dung va ban hanh
    "d": (("d", 0), ("đ", 0.3)),  # d) for đ) wherever the stroke was lost
    "đ": (("đ", 0), ("d", 1)),
    "e": (("e", 0), ("c", 2)),
    "g": (("g", 0), ("q", 2)),
    "9": (("g", 0.3), ("q", 1)),  # 9) Tiep tuc trien khai
    "8": (("g", 1),),
    "h": (("h", 0), ("b", 2)),
    "i": (("i", 0), ("l", 1)),
    "j": (("i", 1),),
    "1": (("l", 0.5), ("i", 0.5)),
    "!": (("l", 1), ("i", 1)),
    "|": (("l", 0.5), ("i", 0.8)),
    "]": (("l", 1), ("i", 1)),
    "k": (("k", 0),),
    "l": (("l", 0), ("i", 1)),
    "m": (("m", 0),),
    "rn": (("m", 0.5),),
    "nn": (("m", 1),),
    "in": (("m", 1),),
    "n": (("n", 0), ("h", 2.5)),
    "ii": (("n", 0.7),),
    "ri": (("n", 0.7),),
    "11": (("n", 1),),
    "o": (("o", 0), ("a", 2.5)),
    "0": (("o", 0.2),),  # 0) Tiep nhan, xu ly phan anh
    "p": (("p", 0),),
    "q": (("q", 0), ("g", 0.7)),
    "r": (("r", 0),),
    "s": (("s", 0),),
    "5": (("s", 0.5),),
    "t": (("t", 0),),
    "u": (("u", 0),),
    "v": (("v", 0),),
    "x": (("x", 0),),
    "y": (("y", 0),),
}

LOST_POINT = tuple((letter, 0.5 if letter in "li" else 2.0) for letter in ALPHABET)
"""`) Trien khai`: the letter is gone; a thin one is lost the most easily."""

_DIGITS = {"I": "1", "l": "1", "|": "1", "!": "1", "L": "1", "i": "1", "]": "1", "S": "5", "s": "5"} | {
    "O": "0",
    "o": "0",
    "B": "8",
    "Z": "2",
    "z": "2",
    "T": "7",
}
_DIGIT_COST = {"I": 0.4, "l": 0.4, "|": 0.5, "L": 0.5, "S": 0.6, "s": 1.0, "T": 1.5, "B": 1.5}

_STROKES = {"l": "I", "1": "I", "|": "I", "!": "I", "i": "I", "L": "I", "]": "I", "T": "I", "H": "II"} | {
    "v": "V",
    "x": "X",
    "n": "II",
    "m": "III",
}
_ROMAN = tuple(
    tens + ones
    for tens in ("", "X", "XX", "XXX")
    for ones in ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
)[1:]
ROMAN_VALUES = {numeral: value for value, numeral in enumerate(_ROMAN, start=1)}


def roman(value: int) -> str:
    """`value` (1 to 39) as a roman numeral."""
    return _ROMAN[value - 1]


def read_point(glyph: str) -> tuple[tuple[str, float], ...]:
    """The letters that `glyph`, printed before a closing parenthesis, may stand for, with costs."""
    lowered = glyph.lower()
    if lowered == "đ":
        return POINT_GLYPHS["đ"]
    return POINT_GLYPHS.get(fold(lowered), ())


def read_number(glyph: str) -> tuple[int, float] | None:
    """The number that `glyph` stands for, with a cost: `S` is 5, `L1` is 11; None where it is none."""
    digits = "".join(_DIGITS.get(char, char) for char in glyph)
    if not digits.isascii() or not digits.isdigit():
        return None
    cost = sum(_DIGIT_COST.get(char, 0.8) for char in glyph if not char.isdigit())
    return int(digits), cost


def read_roman(glyph: str) -> tuple[int, float] | None:
    """The roman numeral that `glyph` stands for: `I1`, `Il` and `1I` are II, `|` is I, `IlI` is III."""
    value = ROMAN_VALUES.get("".join(_STROKES.get(char, char) for char in glyph))
    if value is None or glyph in {"H", "n", "m", "T", "i"}:
        return (2, 1.5) if glyph == "H" else None
    if glyph.isdigit():
        return value, 3.3 if len(glyph) == 1 else 2.2
    return value, min(1.2, 0.4 * sum(char not in "IVX" for char in glyph))
