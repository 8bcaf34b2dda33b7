"""What an office is charged with: portfolios, committees and the words that modify a title after its head."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.titlebodies import BodyReader
from dragoman.claims.offices.titles import Body, body_of
from dragoman.claims.offices.words import Mark, OfficeWords
from dragoman.claims.words.units import Text, Unit

_OF_PARTS = office_group("of_parts")
_WITH_PORTFOLIO = office_group("with_portfolio")
_OF_MATTERS = office_group("of_matters")
_CHARGE = 8  # words of a charge behind those that are listed
_SPEAKING = office_group("speaking")


class Charges(BodyReader):
    """A title phrase while the words of its charge are read."""

    def __init__(self, text: Text, firsts: dict[int, Mark], lasts: dict[int, Mark], words: OfficeWords, head: Mark) -> None:
        super().__init__(text, firsts, lasts, words, head.kinds["heads"])
        self.head = head
        self.first, self.last = head.first, head.last
        self.core = [head.first, head.last]
        self.bodies: list[Body] = []
        self.deputy = self.bodied = self.owned = False
        self.status = ""
        self.host = False  # what follows "to": where an ambassador is sent
        self.attributed = False  # a word like "of" led to its body
        self.link = ""  # that word
        self.given = ""  # the proclitic of the portfolio
        self.part = False  # the head of a committee or department
        self.hosted = False  # it is said where
        self.near = ""  # the office near which it is held
        self.spoken = -1  # where "the organisation" stands, which the text spoke of

    def _portfolio(self, said: str) -> bool:
        if self.code == "minister":
            if said != "joint":
                self.code = f"{said}-minister"
            return True
        return self.code.endswith("-minister") or self.code in _WITH_PORTFOLIO

    def _begins_another(self, at: int) -> bool:
        """Whether a verb or another title begins at a unit."""
        mark = self.firsts.get(at)
        return mark is not None and ("verbs" in mark.kinds or "heads" in mark.kinds)

    def _matter(self, at: int) -> bool:
        """After "minister of", "envoy for": what he is charged with, in words with capitals that no list has ("Public Administration")."""
        charged = self.code in _OF_MATTERS or (self.link in ("for", "on") and self.code not in _SPEAKING)
        last = self._run(at, ("and",)) if charged and not self.words.right and self.core[1] == self.head.last else None
        if last is None or any(u.kind == "name" for u in self.units[at : last + 1]):
            return False
        self.core[1] = self.last = last
        return True

    def _comma_list(self, at: int) -> bool:
        """More of a minister's portfolios: "of Trade, Industry and Energy"."""
        mark = self.firsts.get(at + 1)
        if (
            self.units[at].text != ","
            or mark is None
            or "portfolios" not in mark.kinds
            or not self.code.endswith("-minister")
            or self.bodied
        ):
            return False
        after = self.units[mark.last + 1] if mark.last + 1 < len(self.units) else None
        if after is None or not (after.has("and") or after.text == ","):
            return False
        self.core[1] = self.last = mark.last
        return True

    def _and_unknown(self, at: int) -> bool:
        """More of a minister's charge in small words that no list has, up to the state: "of culture and protection of monuments of X"."""
        if (
            not self.words.right
            or self.words.article
            or self.bodied
            or not self.units[at].has("and")
            or not self.code.endswith("-minister")
        ):
            return False
        last = at + 1
        while last < min(len(self.units), at + 6) and self.units[last].kind == "word" and not self.units[last].upper:
            if self._begins_another(last):
                return False
            last += 1
        if last == at + 1 or last >= len(self.units) or body_of(self.units[last]) is None:
            return False
        self.core[1] = self.last = last - 1
        return True

    def _absorb(self, mark: Mark) -> bool:
        """Words of the title after its head: a portfolio, "former", "acting"."""
        kinds, settled = mark.kinds, True
        if "portfolios" in kinds and not self.bodied and self._charged(mark) and (self.part or self._portfolio(kinds["portfolios"])):
            self.core[1] = mark.last
            self.owned = self.owned or mark.owned
            self.given = self.given or mark.clitic
        elif "portfolios" in kinds and self.bodied and not self.units[mark.first].has("and"):
            pass
        elif "parts" in kinds and not self.bodied and self.code in _OF_PARTS:
            self.core[1], self.part = mark.last, True
        elif "after" in kinds:
            self.core[1] = mark.last
        elif "deputy_after" in kinds:
            self.deputy, self.core[1] = True, mark.last
        elif self.words.language.settings.get("articles") and kinds.keys() & {"former", "acting", "elect", "plain"}:
            self._of_the_un(mark)
            self.status = next((k for k in ("former", "acting", "elect") if k in kinds), self.status)
        elif "elect" in kinds:
            self.status = "elect"
        else:
            settled = False
        if settled:
            self.last = mark.last
        return settled

    def _charged(self, mark: Mark) -> bool:
        """Whether a portfolio is the title's: "and" only before another portfolio, and none that a title of its own follows."""
        after = self.firsts.get(mark.last + 1)
        if mark.kinds["portfolios"] == "joint" and self.units[mark.first].has("and"):
            return after is not None and after.kinds.get("portfolios", "joint") != "joint" and self._charged(after)
        return after is None or "heads" not in after.kinds or self.words.right

    def _of_the_un(self, mark: Mark) -> None:
        """An adjective that names an organisation ("the international envoy" of Arabic pages is the United Nations')."""
        unit = self.units[mark.first]
        if not self.bodies and unit.text in self.words.adjectives:
            self.bodies.append(Body(unit, Option("organisation", self.words.adjectives[unit.text], "adjective"), unit.span))

    def _charge(self, at: int) -> bool:
        """A minister's charge in small words that no list has, up to his state or name: "minister of the protection of the land"."""
        charged = self.code.endswith("minister") and self.code != "prime-minister" or self.code == "secretary-of-state"
        if self.words.article and charged and not self.bodied:
            return self.code == "minister" and self._charge_of(at) or self._more_charge(at)
        if self.words.article or not self.words.right or not self.words.language.cased or self.code != "minister" or self.bodied:
            return False
        last = at
        while last < min(len(self.units), at + 5) and self.units[last].kind == "word" and not self.units[last].upper:
            unit = self.units[last]
            if self._begins_another(last) or unit.text.endswith(self.words.verb_ends) or unit.has("and", "in", "to", "from", "with"):
                return False
            last += 1
        after = self.units[last] if last < len(self.units) else None
        if last == at or after is None or not after.upper or after.sentence != self.units[at].sentence:
            return False
        self.core[1] = self.last = last - 1
        return True

    def _charge_of(self, at: int) -> bool:
        """Arabic: the words with the article right behind "minister of", whatever they are, and those joined to them by "and"."""
        units, article = self.units, self.words.article
        if at != self.head.last + 1 or self.last != self.head.last or units[self.head.first].text.startswith(article):
            return False
        unit = units[at]
        if unit.kind != "word" or unit.options or not unit.text.startswith(article) or unit.text in self.words.given or at in self.firsts:
            return False
        last = at
        joined = tuple(f"{c}{article}" for c in self.words.language.settings.get("and_clitics", ()))
        while last + 1 < len(units) and units[last + 1].kind == "word" and units[last + 1].text.startswith(joined):
            last += 1
        self.core[1] = self.last = last
        return True

    def _more_charge(self, at: int) -> bool:
        """Arabic: more words with the article, up to the name of who has the office: "minister of the economy and the digital change X"."""
        units, article = self.units, self.words.article
        about = self.link in self.words.about
        if at != self.last + 1 and not about or units[self.head.first].text.startswith(article):
            return False
        settings = self.words.language.settings
        starts = (*settings.get("articles", ()), *(f"{c}{article}" for c in settings.get("and_clitics", ())))
        last = at + (about and units[at].option("city", "place") is not None)  # "minister of the affairs of Jerusalem"
        while last < min(len(units), at + _CHARGE) and (unit := units[last]).kind == "word" and not unit.options:
            mark = self.firsts.get(last)
            other = mark is not None and not mark.kinds.keys() <= {"portfolios", "plain", "institutions"}
            chain = last + 1 < len(units) and units[last + 1].text in self.words.chains  # "Al-X bint Y"
            if not unit.text.startswith(starts) or unit.text in self.words.given or other or chain:
                break
            last = mark.last + 1 if mark is not None else last + 1
        if last == at or not self._name_at(last):
            return False
        self.core[1] = self.last = last - 1
        return True

    def _name_at(self, at: int) -> bool:
        """Arabic: whether a name surely begins here: a known one, a form of address, or two words that nothing is known of."""
        unit = self.units[at] if at < len(self.units) else None
        if unit is None or unit.sentence != self.units[self.last].sentence:
            return False
        nation = unit.option("state") if unit.options and unit.text.startswith(self.words.article) else None
        if nation and nation.form == "adjective":
            return not unit.option("person") and self._name_at(at + 1)
        mark = self.firsts.get(at)
        if unit.option("person") or mark is not None and "honorific" in mark.kinds:
            return True
        row = self.units[at : at + 2]
        return len(row) == 2 and all(self._unheard(u) or u.option("person") for u in row)

    def _unheard(self, unit: Unit) -> bool:
        known = unit.kind != "word" or unit.options or unit.told or unit.text in self.words.not_name or unit.index in self.firsts
        return unit.text in self.words.given or not known
