"""The bodies that may stand beside the head of a title: states and organisations, cities of mayors, companies, bodies that nobody knows."""

from __future__ import annotations

from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.titles import Body
from dragoman.claims.offices.words import Mark, OfficeWords
from dragoman.claims.words.units import Text
from dragoman.model import Span

_COMPANIES = office_group("of_companies")
_LONGEST = 9  # units in a run of words with capitals
_LOCAL = office_group("local")
_RULERS = office_group("rulers")


class BodyReader:
    """Reads the bodies beside one title, whose office is `code`."""

    def __init__(self, text: Text, firsts: dict[int, Mark], lasts: dict[int, Mark], words: OfficeWords, code: str) -> None:
        self.text, self.units = text, text.units
        self.firsts, self.lasts, self.words, self.code = firsts, lasts, words, code
        self.first = 0  # where the phrase begins as far as it is read

    def _company(self, at: int) -> Body | None:
        """Capitalised words that no one knows right before a title: a company, a club ("Tesla chief executive")."""
        if self.words.right or self.code not in _COMPANIES or at != self.first - 1:
            return None
        first = at
        while first >= 0 and self.units[first].sentence == self.units[at].sentence and self._named(first):
            first -= 1
        first += 1
        while first < at and self.units[first].text in self.words.company:
            first += 1
        origin = first - 1 - (self.units[first - 1].text == "'s") if first else first
        whence = origin >= 0 and bool(self.units[origin].options) and self.units[origin].option("state") is not None
        before = self.lasts.get(origin - 1 if whence else first - 1)
        if before and "verbs" in before.kinds:  # "elected X president", "elected Rwanda's X president": a person
            return None
        if first > at or (first == at and (first == 0 or self.units[first - 1].sentence != self.units[at].sentence)):
            return None
        return Body(self.units[at], None, Span(self.units[first].start, self.units[at].end))

    def _named(self, at: int) -> bool:
        unit = self.units[at]
        if unit.kind == "name":
            return unit.option("city") is not None
        if unit.kind != "word" or not unit.upper:
            return False
        unknown = at not in self.firsts and at not in self.lasts and unit.text not in self.words.not_name
        return unknown or unit.text in self.words.company

    def _place(self, at: int) -> Body | None:
        """The region or city that a governor or mayor governs; regions have presidents and premiers too."""
        option = self.units[at].option("place", "city")
        led = self.code.removeprefix("deputy-") in _LOCAL or self.code in _RULERS and option is not None and option.kind == "place"
        return Body(self.units[at], option, self.units[at].span) if option and led else None

    def _region(self, at: int) -> Body | None:
        """A region or city that the gazetteer does not know: its name and a word like "region"."""
        mark = self.firsts.get(at + 1)
        unit = self.units[at]
        if (
            self.code.removeprefix("deputy-") not in _LOCAL
            or not unit.upper
            or unit.kind != "word"
            or mark is None
            or "region" not in mark.kinds
        ):
            return None
        last = self.units[mark.last]
        return Body(last, None, Span(unit.start, last.end))

    def _run(self, first: int, links: tuple[str, ...]) -> int | None:
        """Where a run of words with capitals ends that begins at a unit; words of `links` may stand between. None where there is none."""
        mark = self.firsts.get(first)
        if mark and mark.kinds.keys() & {"heads", "honorific", "verbs", "named", "institutions"}:
            return None
        last, at = None, first
        while at < min(len(self.units), first + _LONGEST) and self.units[at].sentence == self.units[first].sentence:
            unit, mark = self.units[at], self.firsts.get(at)
            if unit.upper and unit.kind in ("word", "name") and not unit.option("person"):
                if mark and at > first and mark.kinds.keys() & {"heads", "honorific"}:
                    break
                last = at
                if unit.option("place") or (at > first and unit.option("state")):
                    break
                if mark and at > first and "portfolios" in mark.kinds and mark.kinds["portfolios"] != "joint":
                    last = mark.last
                    break
            elif unit.kind != "number" and not self._links(at, links):
                break
            at += 1
        return last if last is not None and self.units[first].upper else None

    def _links(self, at: int, links: tuple[str, ...]) -> bool:
        """Whether a small word may stand inside a run; "and" only right before another capital."""
        unit, mark = self.units[at], self.firsts.get(at)
        if mark and mark.kinds.keys() & {"honorific", "heads"}:
            return False
        return unit.text in links and not (unit.has("and") and at + 1 < len(self.units) and not self.units[at + 1].upper)

    def _unknown(self, at: int, joined: bool) -> Body | None:
        """An organisation that the gazetteer does not know, written as an acronym, with a known one that it belongs to."""
        unit = self.units[at]
        run = self._run(at, ("of", "for", "and", "the", "on")) if joined and not self.words.right else None
        if run is not None and run > at and unit.has("body_word") and not unit.options and self.units[at + 1].upper:
            return None  # "secretary-general of the Bank Ana Duarte": the bank spoken of
        if run is not None and run > at:
            return Body(self.units[run], None, Span(unit.start, self.units[run].end))
        given = self.text.text[unit.start : unit.end]
        if unit.kind != "word" or not self.words.language.cased or not (given.isupper() and len(given) > 2) or self.firsts.get(at):
            return None
        return Body(unit, None, unit.span)
