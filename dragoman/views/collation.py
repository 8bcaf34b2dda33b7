"""Sorting names as a reader of the language does."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from dragoman.ledger import Row
from dragoman.views.asked import Asked
from dragoman.views.names import script
from dragoman.views.words import Words

LAST = "\uffff"


def key(text: str, words: Words) -> str:
    """What a name is sorted by: without its article, without marks, letters folded. What the language's alphabet has as a letter of its
    own, such as Russian short i, keeps its mark; names in another script stand after all others.

    >>> key("\\u00c9gypte", Words("en")) == key("egypte", Words("en"))
    True
    """
    if words.has("grammar.article"):
        text = text.removeprefix(words.raw("grammar.article"))
    own = str(words.raw("grammar.own_letters")) if words.has("grammar.own_letters") else ""
    parts = (x if x in own else unicodedata.normalize("NFKD", x) for x in unicodedata.normalize("NFC", text))
    last = "" if script(text) in (None, words.lang) else LAST
    return last + "".join(x for part in parts for x in part if not unicodedata.combining(x)).casefold()


def by_name(asked: Asked, rows: Iterable[Row], role: str) -> list[Row]:
    """The rows in the order of a party's name in the page's language."""
    return sorted(rows, key=lambda x: key(str(asked.namer.party(x.what.get(role)) or ""), asked.words))
