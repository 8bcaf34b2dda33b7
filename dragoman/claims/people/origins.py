"""Where someone is from, told beside his name: what stands between a name and the words that it goes with.

Kenya's X, the Kenyan X        before the name
X of Kenya, X (Kenya)          behind it
X, a Kenyan diplomat,          behind it, between commas
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.claims.people.runs import NameRuns, Range
from dragoman.claims.words.signs import COMMAS

_ASIDE = 5  # units between the commas of "X, a Kenyan diplomat,"


class NameOrigins(NameRuns):
    """Steps over what tells where someone is from."""

    def before_origin(self, at: int) -> int:
        """Back from a unit over where someone is from, to the last unit of his name; the unit itself where nothing of the kind stands."""
        back = self.before_bracket(at)
        if back != at or at < 2:
            return back
        unit = self.units[at]
        if unit.text in COMMAS:
            opening = next((i for i in range(at - 1, max(0, at - _ASIDE - 1), -1) if self.units[i].text in COMMAS), at)
            told = self.units[opening + 1 : at]
            return opening - 1 if any(u.options and u.option("state") for u in told) else at - 1
        option = unit.option("state") if unit.options else None
        if option is None or option.form not in ("name", "acronym", "short") or unit.option("person"):
            return at
        lead = at - 1 - self.units[at - 1].has("the")
        return lead - 1 if lead > 0 and self.units[lead].has("of", "from") and self.units[lead].kind == "word" else at

    def _of_his_state(self, at: int) -> Range | None:
        """ "A B of Kenya, ...": the name of two words at least before where he is from."""
        back = self.before_origin(at) if self.cased and not self.words.right and self.units[at].text != ")" else at
        found = self.left(back) if back != at else None
        return found if found and found[1] > found[0] else None

    def past_origin(self, at: int) -> int:
        """Past where someone is from to the first unit of his name."""
        if at >= len(self.units) or not self.units[at].options or not self._nationality(at):
            return at
        return at + 1 + (self.units[at + 1].text == "'s")

    def before_bracket(self, at: int) -> int:
        """Back over a bracket with where someone is from ("Jan Novak (Czech Republic), president of …")."""
        if at < 3 or self.units[at].text != ")":
            return at
        opening = next((i for i in range(at - 1, max(-1, at - 5), -1) if self.units[i].text == "("), None)
        return opening - 1 if opening and any(u.option("state") for u in self.units[opening:at]) else at

    def _nationality(self, at: int) -> bool:
        """A word that tells where someone is from, between his title and his name ("the secretary-general, Norway's Jens Stoltenberg")."""
        unit = self.units[at]
        option = unit.option("state")
        if (
            option is None
            or option.form not in ("adjective", "demonym", "name")
            or unit.option("person", "institution")
            or at + 1 >= len(self.units)
        ):
            return False
        possessive = self.units[at + 1].text == "'s"
        return (possessive or option.form != "name") and self.right(at + 1 + possessive) is not None

    def _national(self, at: int) -> bool:
        option = self.units[at].option("state")
        return option is not None and option.form in ("adjective", "demonym")

    def of_a_people(self) -> Iterator[Range]:
        """The names after a noun that tells where someone is from ("the Kuwaiti X Y"), where such nouns have no capital."""
        for unit in self.units if self.words.right and self.cased else ():
            option = unit.option("state") if unit.options and not unit.upper else None
            found = self.right(unit.index + 1) if option and option.form == "demonym" else None
            if found and found[1] > found[0]:
                yield found
        for unit in self.units if not self.cased else ():
            option = unit.option("state") if unit.options else None
            if option is None or option.form not in ("adjective", "demonym") or not unit.clitic.endswith(self.article) or not unit.index:
                continue
            before = self.units[unit.index - 1]
            led = self.lasts.get(before.index)
            noun = before.kind in ("sign", "date", "number") or unit.has("and_clitic") or bool(before.classes)
            if led is not None:
                noun = "verbs" in led.kinds
            adjective = before.kind == "word" and before.text.startswith(self.article)
            found = self.right(unit.index + 1) if noun and not adjective else None
            told = led is not None and "verbs" in led.kinds  # "the election of the Rwandan X Y"
            if found and found[1] > found[0] and (told or self._known(found[0], False) or self.articled(self.units[found[1]])):
                yield found

    def _known(self, at: int, honoured: bool) -> bool:
        """Whether a word surely begins a name: an honorific stands before it, it is a given name or names a known person."""
        return honoured or self.units[at].text in self.words.given or self.units[at].option("person") is not None
