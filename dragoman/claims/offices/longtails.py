"""Titles whose charge is told in words that no list has, up to the name of who holds them; and whose office a body makes of a head."""

from __future__ import annotations

from dragoman.claims.names.institutions import Institution
from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.titlecharges import Charges
from dragoman.claims.offices.titles import Body, body_of
from dragoman.claims.words.units import Unit
from dragoman.model import Span

_LONG_TAIL = 9  # units between a title and the name of who holds it
_TAILED = office_group("tailed")
_LEADS = frozenset({"head", "deputy-head", "director", "president", "chairperson", "coordinator"})
_HEADS_OF = {
    "presidency": "chief-of-staff", "government": "prime-minister", "parliament": "speaker", "central-bank": "governor",
    "army": "commander", "general-staff": "chief-of-staff",
}  # fmt: skip


def finite(unit: Unit, ends: tuple[str, ...]) -> bool:
    """Whether a unit may be a finite verb, by its ending."""
    return unit.kind == "word" and not unit.upper and unit.text.endswith(ends)


class LongTail(Charges):
    """A title phrase whose charge may be any words."""

    def _long_tail(self, at: int) -> bool:
        """Words that no list has between a title and the name of who holds it: "commander of the troops of the western district X"."""
        if not self.words.right or self.words.article or self.code.removeprefix("deputy-") not in _TAILED:
            return False
        last = at
        while last < min(len(self.units), at + _LONG_TAIL):
            unit = self.units[last]
            if unit.option("person") or self._name_begins(last):
                break
            small = unit.text in self.words.about or unit.text in self.words.with_  # "for work with the neighbours"
            led = unit.has("in", "to", "and", "from", "by", "with") and not small
            ended = unit.kind not in ("word", "name") or led or self._begins_another(last) or unit.has("act_verb", "speech_word", "clause")
            if ended or unit.sentence != self.units[at].sentence or finite(unit, self.words.tail_verbs):
                return False
            last += 1
        else:
            return False
        if last == at or last >= len(self.units):
            return False
        body = next((b for i in range(at, last) if (b := body_of(self.units[i]))), None)
        if body is not None and (not self.bodies or isinstance(body.unit.value, Institution)):
            self.part, self.bodies = True, []
            self._take(body)
        self.last, self.bodied = last - 1, True
        return True

    def _name_begins(self, at: int) -> bool:
        """Whether two unknown words with capitals stand here, the first no adjective in an oblique case: the name of a person."""
        unit, after = self.units[at], self.units[at + 1] if at + 1 < len(self.units) else self.units[at]
        named = after is not unit and after.upper and after.kind in ("word", "name") and after.sentence == unit.sentence
        plain = unit.upper and unit.kind == "word" and not unit.options and unit.text not in self.words.not_name
        return plain and named and not after.option("organisation", "institution") and not unit.text.endswith(self.words.oblique_lone)

    def _take(self, body: Body) -> None:
        one = body.unit.value if isinstance(body.unit.value, Institution) else None
        if one and self.code == "head" and not self.part and (one.kind.endswith("-ministry") or one.kind in _HEADS_OF):
            self.code = _HEADS_OF.get(one.kind, one.kind.removesuffix("-ministry") + "-minister")
            if one.owner is None:
                return
            body = Body(body.unit, one.owner, one.owner_span or body.span)
        elif body.option and body.option.kind == "state" and self.spoken >= 0:  # "head of the agency of Iran": no head of Iran
            body = Body(body.unit, None, Span(self.units[self.spoken].start, body.span.end))
        elif self.part and self.words.right and self.code in _LEADS and body.option and body.option.kind == "organisation":
            part = self.units[self.head.last + 1]  # "the head of the mission of the OSCE": not of it, as the chair of its board is
            if body.option.form != "anaphor" and part.start < body.span.start and part.text not in self.words.governing:
                body = Body(body.unit, None, Span(part.start, body.span.end))
        elif self.code == "head" and not self.part and self.words.right and body.option and body.option.kind == "state":
            self.code = "head-of-state"
        self.bodies.append(body)
