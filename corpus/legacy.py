"""The legacy fonts of Vietnamese: Latin code points that were given other shapes.

TCVN3 (the `.Vn` fonts of the north and of government, TCVN 5712:1993) has one code point a letter; VNI
(the south) has a letter, then its mark.
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_RUNS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
"""The letters of TCVN 5712:1993 (VN3) in runs from a first code point."""

_TCVN3 = {first + i: letter for first, letters in _TCVN3_RUNS.items() for i, letter in enumerate(letters)}

_TONE = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def _vni_table() -> dict[str, str]:
    pairs = {
        "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư",
    }  # fmt: skip
    for base, letter in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        pairs |= {base + mark: letter + tone for mark, tone in _TONE.items()}
    for base in "aeo":
        pairs |= {base + mark: base + "\u0302" + tone for mark, tone in _CIRCUMFLEX.items()}
    pairs |= {"a" + mark: "a\u0306" + tone for mark, tone in _BREVE.items()}
    upper = {key.upper(): value.upper() for key, value in pairs.items()}
    mixed = {key[0].upper() + key[1:]: value.upper() for key, value in pairs.items() if len(key) == 2}
    return {k: unicodedata.normalize("NFC", v) for k, v in (mixed | upper | pairs).items()}


_VNI = _vni_table()
VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    """Text in a TCVN3 font, its code points read as Latin-1, as Vietnamese; as long as `text`."""
    return text.translate(_TCVN3)


def from_vni(text: str) -> str:
    """Text in a VNI font, its code points read as Windows-1252, as Vietnamese."""
    return VNI_SIGNS.sub(lambda match: _VNI[match.group()], text)
