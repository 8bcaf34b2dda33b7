"""The words of the pages: one catalogue per language (`words/*.toml`), read once, and what makes a phrase of them.

A catalogue is data: phrases with {placeholders}, tables of plural forms, month names. `{name:a|b|c|d}` chooses a word by the gender of
the name (masculine, feminine, neuter, plural), `{name:genitive}` puts it into a case; see `names.py`. So does `a|b|c|d` in the words for
a meeting's stage, by the gender of what the meeting is called.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

from markupsafe import Markup

from dragoman.errors import DragomanError

LANGUAGES = ("ar", "ru", "en")
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he"})
GENDERS = ("masculine", "feminine", "neuter", "plural")
EASTERN_ZERO = 0x0660  # ARABIC-INDIC DIGIT ZERO


class MissingWords(DragomanError):
    """A key that a catalogue lacks."""


@functools.cache
def catalogue(lang: str) -> dict[str, Any]:
    """All the words of one language, by dotted key: {"org.members": "Members", "count.members": {"one": …}, …}."""
    text = resources.files("dragoman.views").joinpath("words", f"{lang}.toml").read_text("utf-8")
    return dict(_flat(tomllib.loads(text)))


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """A table of tables as dotted keys; a table of plural forms stays whole."""
    rows: list[tuple[str, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict) and not _is_plural(value):
            rows += _flat(value, f"{prefix}{key}.")
        else:
            rows.append((prefix + key, value))
    return rows


def _is_plural(table: Mapping[str, Any]) -> bool:
    return "other" in table and table.keys() <= {"zero", "one", "two", "few", "many", "other"}


@functools.cache
def plural_form(lang: str, n: int) -> str:
    """Which of the CLDR plural forms a number takes.

    >>> [plural_form("ar", n) for n in (0, 1, 2, 3, 11, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'other']
    >>> [plural_form("ru", n) for n in (1, 2, 5, 21)]
    ['one', 'few', 'many', 'one']
    """
    from babel import Locale

    return str(Locale.parse(lang).plural_form(n))


def agreeing(text: str, gender: str) -> str:
    """The word of several that has the gender; of fewer words than genders, the last one.

    >>> agreeing("held", "plural"), agreeing("he|she|it|they", "neuter")
    ('held', 'it')
    """
    choices = text.split("|")
    return choices[min(GENDERS.index(gender), len(choices) - 1)]


def direction(lang: str) -> str:
    """rtl or ltr."""
    return "rtl" if lang in RIGHT_TO_LEFT else "ltr"


class Words:
    """The phrases of one language, with the digits the reader chose (`latn` or `arab`), and with `hijri` dates beside days or not."""

    def __init__(self, lang: str, digits: str = "latn", hijri: bool = False) -> None:
        self.lang = lang
        self.hijri = hijri
        self.digits = digits if lang == "ar" and digits == "arab" else "latn"
        self.direction = direction(lang)
        self._phrases = catalogue(lang)

    def has(self, key: str) -> bool:
        """Whether the catalogue has the key."""
        return key in self._phrases

    def keys(self, group: str) -> list[str]:
        """The keys of a group, in the order of the catalogue: `keys("force.")` gives "said", "announced" …"""
        return [x.removeprefix(group) for x in self._phrases if x.startswith(group)]

    def raw(self, key: str) -> Any:
        """What the catalogue holds under the key: a phrase, a list, a table of forms. MissingWords if nothing."""
        try:
            return self._phrases[key]
        except KeyError:
            raise MissingWords(f"words/{self.lang}.toml lacks “{key}”. Write it there, and in the other two.") from None

    def say(self, key: str, **values: Any) -> Markup:
        """The phrase, its placeholders filled; values are escaped unless they are markup."""
        return Markup(self.raw(key)).format(**values)

    def stage(self, group: str, key: str | None, meeting: str | None) -> Markup:
        """A word of `stage` or `status` that agrees with the name of a type of meeting; for no meeting, as it stands alone."""
        return Markup(agreeing(self.one_of(group, key), self.gender(meeting)))

    def gender(self, meeting: str | None) -> str:
        """The gender of the name of a type of meeting; for none, that of a word that stands alone."""
        return str(self._phrases.get(f"grammar.gender.{meeting or 'alone'}", "masculine"))

    def one_of(self, group: str, key: str | None, **values: Any) -> Markup:
        """A word of a closed group, such as `rank`; a key that the group lacks is shown as it is, for data may run ahead of words."""
        if key and self.has(f"{group}.{key}"):
            return self.say(f"{group}.{key}", **values)
        return self.say(f"{group}.other", **values) if self.has(f"{group}.other") else Markup.escape(key or "")

    def count(self, key: str, n: int, **values: Any) -> Markup:
        """How many of something, in the right plural form."""
        forms = self.raw(f"count.{key}")
        form = forms.get(plural_form(self.lang, n), forms["other"])
        return Markup(form).format(n=self.number(n), **values)

    def number(self, value: float | int) -> str:
        """A number with the language's marks and the reader's digits."""
        from babel.numbers import format_decimal

        return self.figures(format_decimal(value, locale="en" if self.lang == "ar" else self.lang))

    def figures(self, text: str) -> str:
        """The text with its digits as the reader wants them."""
        if self.digits != "arab":
            return text
        return "".join(chr(EASTERN_ZERO + int(x)) if x.isascii() and x.isdigit() else x for x in text)
