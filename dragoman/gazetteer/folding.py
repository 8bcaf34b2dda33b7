"""Names folded for looking up: what differs between two hands that write the same name."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({
    "\u0649": "\u064a", "\u06cc": "\u064a",  # alef maqsura, Persian ya -> ya
    "\u0629": "\u0647",  # ta marbuta -> ha
    "\u06a9": "\u0643",  # Persian kaf -> kaf
    "\u0640": None,  # tatweel
    "\u00df": "ss", "\u00f8": "o", "\u0142": "l", "\u0131": "i",
})  # fmt: skip


class _Folding(dict[int, str | None]):
    """What becomes of each character, as `str.translate` takes it: found once for each that is met."""

    def __missing__(self, code: int) -> str | None:
        mark = unicodedata.category(chr(code)) == "Mn"
        self[code] = None if mark else _LETTERS.get(code, chr(code))
        return self[code]


_FOLDING = _Folding()
_NOISE = re.compile(r"[\"'\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a.,()\u200b-\u200f\u2066-\u2069]")
_SPACES = re.compile(r"[\s\u2010-\u2015/_-]+")


def folded(name: str) -> str:
    """The name in one spelling: lower case, without marks, quotation marks and a leading "the"; alef, ya and ha forms made one.

    >>> folded("The  “Côte d’Ivoire”")
    'cote divoire'
    """
    bare = name.casefold()
    if not bare.isascii():
        bare = unicodedata.normalize("NFKD", bare).translate(_FOLDING)
    return _SPACES.sub(" ", _NOISE.sub("", bare)).strip().removeprefix("the ")
