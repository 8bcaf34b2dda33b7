"""Names to show: an entity's label in the page's language, with its gender, cases and address; a surface where there is no entity."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup, escape

from dragoman.gazetteer import Entity, Gazetteer
from dragoman.model import Date
from dragoman.views.words import GENDERS, Words, agreeing, direction

ADDRESSES = {"state": "state", "organisation": "org", "person": "person"}
CASES = ("nominative", "genitive", "dative", "accusative", "prepositional")
_LETTERS = ((re.compile("[\u0600-\u06ff]"), "ar"), (re.compile("[\u0400-\u04ff]"), "ru"), (re.compile("[A-Za-z]"), "en"))


def script(text: str) -> str | None:
    """The language whose script the first letters of a text are in.

    >>> script("SCO"), script("2001")
    ('en', None)
    """
    found = [(m.start(), lang) for pattern, lang in _LETTERS if (m := pattern.search(text))]
    return min(found)[1] if found else None


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a phrase: `{name}` shows it, `{name:genitive}` puts it into a case, `{name:came|came}` picks a word by its gender."""

    text: str
    lang: str
    page: Words
    href: str | None = None
    gender: str = "masculine"
    plain: bool = True  # not declined by a leading word: a state, a person, an acronym
    kind: str | None = None  # of the entity

    def __str__(self) -> str:
        return self.text

    def __html__(self) -> Markup:
        return self._linked(self._isolated())

    def __html_format__(self, spec: str) -> Markup:
        if "|" in spec:
            return escape(agreeing(spec, self.gender))
        if spec == "to":
            return self._linked(self._attached())
        if spec in CASES and not self.plain:
            return self._linked(self.page.say(f"organisation.{spec}", name=self._isolated()))
        return self.__html__()

    def unlinked(self) -> Name:
        """The same without its link."""
        return replace(self, href=None)

    def _attached(self) -> Markup:
        """With the preposition that is written in one word with it, as Arabic has it: its forms by the beginning of the name."""
        for beginning, becomes in self.page.raw("grammar.to") if self.lang == self.page.lang else ():
            if self.text.startswith(beginning):
                return escape(becomes + self.text.removeprefix(beginning))
        return self.page.say("phrase.to", name=self._isolated())

    def _isolated(self) -> Markup:
        """In `<bdi>` with its language where that is not the page's; plain text else."""
        if self.lang == self.page.lang:
            return escape(self.text)
        return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(self.lang, direction(self.lang), self.text)

    def _linked(self, text: Markup) -> Markup:
        return Markup('<a href="{}">{}</a>').format(self.href, text) if self.href else text


@dataclass(frozen=True, slots=True)
class Names:
    """Several names as one: listed with the marks of the language, plural where the language has it so."""

    each: Sequence[Name]
    page: Words

    def __html__(self) -> Markup:
        *some, last = (x.__html__() for x in self.each)
        return self.page.say("site.list_mark").join(some) + self.page.say("site.last_mark") + last

    def __html_format__(self, spec: str) -> Markup:
        if "|" not in spec:
            return self.__html__()
        # Arabic verbs before their subject are singular: two choices, agreeing with the first name
        return escape(agreeing(spec, self.each[0].gender if spec.count("|") + 1 < len(GENDERS) else "plural"))


class Namer:
    """Makes names for one page."""

    def __init__(self, gazetteer: Gazetteer, words: Words, suffix: str = "", links: bool = True) -> None:
        self.gazetteer = gazetteer
        self.words = words
        self.suffix = suffix  # what every address keeps, such as the chosen digits
        self.links = links  # whether names lead to their pages

    def name(
        self, id: str | None, fallback: str | None = None, lang: str | None = None, on: Date | None = None, person: bool = False
    ) -> Name:
        """The name of an entity, or the fallback (a surface of an article in `lang`, or a label) where there is none.

        An id that the gazetteer lacks has a page only if it is that of a `person`, newly found in the news.
        """
        entity = self.gazetteer.entity(None, id) if id else None
        if not entity:
            text = fallback or id or str(self.words.say("phrase.nobody"))
            tongue = lang if lang and script(text) in (None, lang) else script(text)
            return Name(text, tongue or self.words.lang, self.words, self._address(id, "person") if id and person else None)
        text = self.gazetteer.label(entity.id, self.words.lang, on)
        short = self._short(entity) if entity.kind == "organisation" else None
        shown = short or text
        written = script(shown) or self.words.lang
        kind = ADDRESSES.get(entity.kind)
        return Name(shown, written if self._foreign(entity, written) else self.words.lang, self.words,
                    self._address(entity.id, kind) if kind else None, self._gender(entity, shown),
                    plain=bool(short) or self._plain(entity, shown), kind=entity.kind)  # fmt: skip

    def party(self, party: Mapping[str, Any] | str | None, lang: str | None = None, person: bool = False) -> Name | None:
        """The name of a party as answers give it: {"id", "label", "surface"?}, an id, or nothing."""
        if party is None:
            return None
        if isinstance(party, str):
            return self.name(party, person=person)
        return self.name(party.get("id"), party.get("surface") or party.get("label"), lang, person=person)

    def whole(self, party: Mapping[str, Any] | str) -> str:
        """The whole name of a party, where `party` may be an acronym: to sort by, and to show where it stands alone."""
        id = party if isinstance(party, str) else party.get("id")
        return self.gazetteer.label(id, self.words.lang) if id and self.gazetteer.entity(None, id) else str(self.party(party) or "")

    def title(self, code: str | None, fallback: str, lang: str | None = None) -> Name:
        """The title of an office in the page's language, if the catalogue knows its code; the words of the source else."""
        told = office(self.words, code or "-".join(fallback.casefold().split()))
        return Name(told, self.words.lang, self.words) if told else self.name(None, fallback, lang)

    def outlet(self, name: str) -> Name:
        """The name of a news outlet or agency, in the page's language where the gazetteer knows it."""
        found = self.gazetteer.find(name, "outlet")
        return self.name(found[0].id if found else None, name)

    def listed(self, names: Sequence[Name]) -> Name | Names | None:
        """One name, several, or none."""
        return None if not names else names[0] if len(names) == 1 else Names(names, self.words)

    def address(self, path: str) -> str:
        """The address of a page of this language: `address("org/sco")` is `/ar/org/sco`."""
        return f"/{self.words.lang}/{path}{self.suffix}"

    def _address(self, id: str, kind: str | None) -> str | None:
        return self.address(f"{kind}/{id}") if kind and self.links else None

    def _short(self, entity: Entity) -> str | None:
        """The acronym that Russian phrases use instead of a long name, which they would have to decline."""
        return self.gazetteer.acronym(entity.id, self.words.lang) if self.words.has("grammar.acronyms") else None

    def _plain(self, entity: Entity, shown: str) -> bool:
        """Whether no word need lead the name: of organisations, in English, those without a word that wants an article."""
        if entity.kind != "organisation" or (shown.isupper() and " " not in shown):
            return True
        return self.words.has("grammar.article_words") and not set(shown.split()) & set(self.words.raw("grammar.article_words"))

    def _foreign(self, entity: Entity, written: str) -> bool:
        return written != self.words.lang and self.words.lang not in entity.labels

    def _gender(self, entity: Entity, text: str) -> str:
        for gender in GENDERS:
            key = f"grammar.{gender}"
            if self.words.has(key) and entity.id in self.words.raw(key):
                return gender
        return _gender_by_ending(self.words, entity.kind, text)


def office(words: Words, code: str) -> str | None:
    """An office by its code, such as `president`, `health-minister`, `deputy-foreign-minister`; None if the catalogue lacks it.

    >>> office(Words("en"), "deputy-foreign-minister"), office(Words("en"), "doge")
    ('deputy minister of foreign affairs', None)
    """
    if words.has(f"office.{code}"):
        return str(words.say(f"office.{code}"))
    deputy, base = code.startswith("deputy-"), code.removeprefix("deputy-")
    portfolio = f"portfolio.{base.removesuffix('-minister')}"
    if base.endswith("-minister") and words.has(portfolio):
        return str(words.say("office.deputy-minister-of" if deputy else "office.minister-of", portfolio=words.say(portfolio)))
    held = office(words, base) if deputy else None
    return str(words.say("office.deputy-of", office=held)) if held else None


def _gender_by_ending(words: Words, kind: str, text: str) -> str:
    """The gender that the ending of a name shows; the endings are data of the catalogue."""
    if kind == "person" or not words.has("grammar.endings"):
        return "masculine"
    if kind == "state" and words.has("grammar.states_are"):
        return str(words.raw("grammar.states_are"))
    head = text.split()[0] if words.has("grammar.first_word") else text
    for ending, gender in words.raw("grammar.endings"):
        if head.endswith(ending):
            return str(gender)
    return "masculine"
