"""Which words can be words of a person's name: by their capitals, their articles and particles, and what they mean otherwise."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from dragoman.claims.names.names import Option
from dragoman.claims.offices.words import Mark, OfficeWords, office_words
from dragoman.claims.words.merging import joined
from dragoman.claims.words.signs import COMMAS
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer

_INITIAL = 2  # letters of a word that is no first name
_MADDA = "\u0622"  # a letter that folding levels, and that common words seldom begin with


@functools.cache
def first_names(code: str) -> frozenset[str]:
    """The folded first words of the names of known persons in a language."""
    words, found = office_words(code), set()
    for person in gazetteer().all("person").values():
        first, _, rest = person.labels.get(code, "").replace("-", " ").partition(" ")
        if rest and not first.startswith(words.article or "\0"):
            found.add(words.language.folds.key(first))
    return frozenset(found)


def name_case(units: Sequence[Unit], code: str) -> str:
    """ "nom", "ins" or "oblique" where the first word of a name shows it, "" where it does not."""
    words, known, parts = office_words(code), first_names(code), " ".join(u.text for u in units).split()
    first, last = parts[0], parts[-1]
    ending = next((x for x in words.oblique if first.endswith(x) and len(first) > len(x) + 2), None)
    bare = first[: -len(ending)] if ending else None
    declined = bare is not None and any(bare + tail in known for tail in words.nominatives)
    if first in words.both or declined == (first in known):
        return ""
    if declined:
        return "" if not last.endswith(words.oblique) else "ins" if ending in words.instrumental else "oblique"
    return "" if last.endswith(words.oblique_surname) else "nom"


def others_of_a_surname(text: Text, marks: Sequence[Mark]) -> Iterator[tuple[int, int, Unit]]:
    """Who shares but the surname of one who is known: an unknown first name that begins with another letter stands before it."""
    covered = {i for m in marks for i in range(m.first, m.last + 1)} if text.language.cased else set()
    for unit in text.units[2:] if text.language.cased else ():
        option = unit.option("person") if unit.options and unit.options[0].form == "short" else None
        first, before = text.units[unit.index - 1], text.units[unit.index - 2]
        if option is None or not (before.sentence == first.sentence == unit.sentence) or unit.index - 1 in covered:
            continue
        word = first.span.of(text.text)
        bare = first.kind == "word" and first.upper and not (first.classes or first.options or word.isupper()) and len(word) > _INITIAL
        entity = gazetteer().entity("person", option.id) if bare and (before.kind != "sign" or before.text == ",") else None
        if entity is not None and not entity.labels.get(text.language.code, word).startswith(word[0]):
            whole = joined([first, unit])
            whole.options = (Option("person", "", "shape"),)
            yield unit.index - 1, unit.index, whole
_HALF = 5  # letters of the half of a given name behind a hyphen


class NameShapes:
    """Judges the units of a text, one by one."""

    def __init__(self, text: Text, words: OfficeWords, marks: Sequence[Mark]) -> None:
        self.text, self.units, self.words = text, text.units, words
        self.cased = text.language.cased
        self.firsts, self.lasts = {m.first: m for m in marks}, {m.last: m for m in marks}
        told = [t for t in text.titles if not t.holders and (self.cased or t.last.index > t.first.index)]
        self.titled = {x for t in told for x in range(t.first.index, t.last.index + 1)}
        self.article = str((text.language.settings.get("articles") or [""])[0])
        self.joining = tuple(text.language.settings.get("and_clitics", ()))

    def _initial(self, at: int) -> bool:
        unit = self.units[at]
        if any(m and m.last > m.first and "honorific" in m.kinds for m in (self.firsts.get(at), self.lasts.get(at))):
            return False
        return self.cased and unit.kind == "word" and len(unit.text) == 1 and unit.upper and self._dotted(at)

    def _dotted(self, at: int) -> bool:
        return at + 1 < len(self.units) and self.units[at + 1].text == "." and self.units[at + 1].start == self.units[at].end

    def _particle(self, at: int) -> bool:
        unit = self.units[at]
        if unit.text not in self.words.particles or unit.kind != "word" or at + 1 >= len(self.units):
            return False
        return self._accepts(at + 1, 1) or self.units[at + 1].text in self.words.particles

    def _chain(self, at: int) -> bool:
        return at < len(self.units) and self.units[at].text in self.words.particles

    def _accepts(self, at: int, count: int) -> bool:
        """Whether a unit can be a word of a name, `count` of which came before it."""
        unit = self.units[at]
        if unit.kind == "name":
            return self._accepts_name(unit, count)
        if unit.kind != "word" or unit.has("possessive"):
            return False
        if self.cased and self._small_surname(at, count):
            return True
        if not self.cased and not count and self._honoured_son(at):
            return True
        son_of = not self.cased and count > 0 and self.units[at - 1].text in self.words.chains
        if unit.text in self.words.not_name and not (son_of or self._spelt_as_given(unit)):
            return False
        return self._cased_word(unit, at, count) if self.cased else self._uncased_word(unit, at, count)

    def _honoured_son(self, at: int) -> bool:
        """Whether a form of address stands before a word and "son of" behind it: a name, whatever else the word may mean."""
        mark = self.lasts.get(at - 1)
        after = self.units[at + 1] if at + 1 < len(self.units) else None
        return mark is not None and "honorific" in mark.kinds and after is not None and after.text in self.words.chains

    def _accepts_name(self, unit: Unit, count: int) -> bool:
        if unit.option("person"):
            return True
        if " " in unit.text or unit.option("organisation", "institution"):
            return False
        if not count:
            chained = unit.text in self.words.given and not unit.clitic and self._chain(unit.index + 1)
            return chained or (unit.option("city") is not None and self._given_city(unit))
        if self.cased:
            city = unit.option("city") is not None and unit.option("state") is None
            lone = city or (count == 1 and not self.words.right)
            return self._hyphened(unit) or (count >= 1 and lone and unit.upper and not self._acronym(unit) and self.words.names_are_cities)
        if count and not unit.clitic and (unit.text in self.words.given or self.units[unit.index - 1].text in self.words.particles):
            return True
        if count == 1 and not unit.clitic and unit.option("city") and unit.index + 1 < len(self.units):  # "Miguel Porto Barga"
            return self.units[unit.index + 1].kind == "word" and self._accepts(unit.index + 1, 2)
        state = unit.option("state")
        return unit.text.startswith(self.article) and count >= 1 and not (state and state.form == "name")

    def _small_surname(self, at: int, count: int) -> bool:
        """A surname that is a common word in small letters ("Vice Premier He Lifeng"), between a title and more of the name."""
        unit = self.units[at]
        if count or unit.text not in self.words.small_surnames or not unit.upper or at + 1 >= len(self.units):
            return False
        after = self.units[at + 1]
        if after.kind != "word" or not after.upper:
            return False
        verb = self.lasts.get(at - 1)
        led = at - 1 in self.titled or (verb is not None and "verbs" in verb.kinds)
        return led and after.text not in self.words.not_name

    def _spelt_as_given(self, unit: Unit) -> bool:
        """A given name that folds to the same letters as a common word is told by its spelling."""
        raw = self.text.text[unit.start : unit.end]
        if (unit.text in self.words.given and raw in self.words.spelt) or (raw.startswith(_MADDA) and raw not in self.words.refused):
            return True
        mark = self.lasts.get(unit.index - 1)
        return unit.text in self.words.given and mark is not None and "honorific" in mark.kinds

    def _given_city(self, unit: Unit) -> bool:
        """A city's name that is also a given name ("Vladimir"), before a word that goes on with the name."""
        after = unit.index + 1
        if after >= len(self.units) or self.units[after].sentence != unit.sentence:
            return False
        if not self.cased:
            titled = any(t.last.index == unit.index - 1 and t.bodies for t in self.text.titles)
            told = titled and not unit.clitic and self.units[after].kind == "word" and self._accepts(after, 1)
            return unit.text in self.words.given or told
        return unit.upper and self.units[after].kind == "word" and self._accepts(after, 1)

    def _small_half(self, unit: Unit, at: int, count: int) -> bool:
        """Whether a hyphen or apostrophe joins a word of no meaning to a name: "Yoo Myung-hee", "Naomi Mata'afa"; not "Moscow-led"."""
        sign = self.text.text[unit.start - 1 : unit.start] if count > 0 and self.units[at - 1].end == unit.start - 1 else ""
        joined = sign in ("-", "\u2011", "\u2010") and len(unit.text) <= _HALF or sign in ("'", "\u2019", "\u02bb") and len(unit.text) > 1
        return bool(sign) and joined and not (unit.upper or unit.classes)

    def _cased_word(self, unit: Unit, at: int, count: int) -> bool:
        if self._small_half(unit, at, count):
            return True
        if not unit.upper or unit.told:
            return False
        mark = self.firsts.get(at)
        if mark and "portfolios" in mark.kinds and not count:
            return False
        chained = at + 1 < len(self.units) and self.units[at + 1].text in self.words.chains  # "Sultan bin Saad"
        if (
            mark
            and not chained
            and (mark.kinds.keys() & {"heads", "institutions", "named", "verbs"} or ("honorific" in mark.kinds and not count))
        ):
            return False
        return not self._acronym(unit)

    def _acronym(self, unit: Unit) -> bool:
        given = self.text.text[unit.start : unit.end]
        return given.isupper() and 1 < len(given) < 6

    def _hyphened(self, unit: Unit) -> bool:
        """Whether a hyphen joins the unit to the word before, as in a double surname."""
        return unit.upper and self.text.text[unit.start - 1 : unit.start] in ("-", "\u2011", "\u2010")

    def _uncased_word(self, unit: Unit, at: int, count: int) -> bool:
        text, words = unit.text, self.words
        if not count and self.anded_given(unit):
            return True
        if text in words.given or text in words.particles or count and self.units[at - 1].text in words.chains:
            return True  # behind "son of" any word is a name
        if self.articled(unit):
            mark = self.firsts.get(at)
            led = self.units[at - 1].text in words.given or self.units[at - 1].text in words.particles
            plain = mark is None or (set(mark.kinds) == {"honorific"} and led)
            chained = not count and at + 1 < len(self.units) and self.units[at + 1].text in words.chains  # "al-X bint Y"
            return chained or count >= 1 and not text.endswith(words.not_ends) and plain and self._surname(at, count)
        if words.not_marks and not words.not_marks.isdisjoint(self.text.text[unit.start : unit.end + 1]):
            return False
        if unit.told or self.firsts.get(at) or text.startswith(words.not_starts) or len(text) < 2:
            return False
        if text[1:] in words.not_name and text[:1] in self.text.language.proclitics:
            return False
        if text.endswith(words.not_tails) and count:
            return False
        return not text.startswith(self.joining)

    def anded_given(self, unit: Unit) -> bool:
        """Whether "and" is written with a first name: "and Samir ..."."""
        joint = next((c for c in self.joining if unit.text.startswith(c)), "")
        return bool(joint) and not unit.told and unit.text not in self.words.given and unit.text[len(joint) :] in self.words.given

    def cut_and(self, unit: Unit, first: Unit) -> Unit:
        """A name, which begins behind the letter for "and" where that is written with its first word."""
        if not self.anded_given(first):
            return unit
        joint = next(c for c in self.joining if unit.text.startswith(c))
        unit.text, unit.clitic, unit.name_start = unit.text[len(joint) :], joint, unit.start + len(joint)
        unit.classes |= {"and_clitic"}
        return unit

    def _surname(self, at: int, count: int) -> bool:
        """Whether a word with the article can be a surname: after a given name any can, else one in the nisba form."""
        before = self.units[at - 1]
        if self.units[at].text.endswith(self.words.feminine):
            return count == 1 and before.text in self.words.given or self.units[at].text in self.words.closing
        if before.text in self.words.particles or before.text in self.words.given or self.units[at].text.endswith(self.words.nisba):
            return True
        first = self.units[at - count] if count <= at else before
        return first.text in self.words.given

    def articled(self, unit: Unit) -> bool:
        return bool(self.article) and self.text.text.startswith(self.article, unit.start)

    def _begins(self, at: int) -> bool:
        return at == 0 or self.units[at - 1].sentence != self.units[at].sentence

    def may_name(self, unit: Unit) -> bool:
        """Whether a word that is like a surname can be one here."""
        if self.cased:
            return unit.upper and not unit.told
        return not unit.told

    def alone(self, unit: Unit) -> bool:
        """Whether no other word of a name stands beside a word; only capitals tell."""
        beside = [u for u in self.units[max(0, unit.index - 1) : unit.index + 2] if u is not unit and u.sentence == unit.sentence]
        return self.cased and not any(u.kind in ("word", "name") and u.upper for u in beside)

    def and_another(self, at: int) -> bool:
        """Whether "and" is written with a form of address or first name: who follows is another ("X, minister of Y, and Mr Z")."""
        at += at < len(self.units) and self.units[at].text in COMMAS
        mark = self.firsts.get(at)
        led = mark is not None and "honorific" in mark.kinds and bool(self.joining) and mark.clitic.startswith(self.joining)
        return led or at < len(self.units) and not self.cased and self.anded_given(self.units[at])

    def closing(self, at: int) -> int:
        """Where a bracket that holds an acronym closes; 0 if it holds more."""
        return next((i for i in range(at + 1, min(at + 4, len(self.units))) if self.units[i].text == ")"), 0)
