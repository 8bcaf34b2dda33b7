"""Whose office a possessive means: "its president", "whose prime minister", and of a person "his spokesman"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dragoman.claims.names.institutions import Institution
from dragoman.claims.names.names import Option
from dragoman.claims.offices.labels import office_group, office_scope
from dragoman.claims.offices.titles import Body, Title, of_person
from dragoman.claims.offices.words import Mark, OfficeWords, office_words
from dragoman.claims.people.people import Person, person_at
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Span

_RULER = 3  # units from who appoints to the verb
_BEGINS = 2  # units of a sentence within which its topic stands
_SAID = 3  # units beside a title and its holder within which a verb makes him the speaker
_BACK = 60  # units that an owner is looked for before a title
_SENT = office_group("sent_by")
_HIS = frozenset({"press-secretary", "aide", "adviser", "spokesperson", "chief-of-staff"})
_OF_ORGANISATIONS = frozenset({"secretary-general", "director-general", "executive-secretary"})
_PRESIDING = frozenset({"president", "chairperson", "head", "vice-president"})
_BREAKS = frozenset(",;:\u060c\u061b()\u2013\u2014-")
_FORMS = frozenset({"name", "acronym", "short", "anaphor"})


class Owners:
    """Finds the owners of the offices of one text; `organisation` tells the organisation last named before a title."""

    def __init__(self, text: Text, words: OfficeWords, organisation: Callable[[Title], Body | None]) -> None:
        self.text, self.words, self.organisation = text, words, organisation

    def of(self, title: Title, person: Person | None) -> Body | None:
        """The owner of an office with a possessive."""
        if title.code in _SENT:
            return self._sender(title, person)
        if title.code in _HIS:
            return self._of_someone(title, person)
        if title.first.text in self.words.whose:
            return next(self._nearest(title, _suits), None) or self._last(title)
        return self._his_own(title, person) or self.topic(title) or self._last(title)

    def _his_own(self, title: Title, person: Person | None) -> Body | None:
        """Of a minister whom "his" joins to a person of the sentence: the state of that person's office."""
        words = {title.first.text, title.last.text, title.head.text, *title.words.of(self.text.text).split()}
        if office_scope(title.code) != "state" or not any(w in self.words.personal or w.endswith(self.words.personal_ends) for w in words):
            return None
        first = self.text.bounds[title.first.sentence][0]
        for unit in reversed(self.text.units[first : title.first.index]):
            other = person_at(unit)
            if other and other is not person:
                bodies = (b for t in other.titles for b in t.bodies)
                return next((b for b in bodies if b.option and b.option.kind == "state"), None)
            if unit.option("state") and not any(t.first.index <= unit.index <= t.last.index for t in self.text.titles):
                return None
        return None

    def topic(self, title: Title) -> Body | None:
        """What the nearest clause before is about: in it the first name that no preposition governs; of a president a state first."""
        first = self.text.bounds[title.first.sentence][0]
        for clause in self._clauses(first, title.first.index - 1):
            named = [b for u in clause if (b := self._free(u, title))]
            states = [b for b in named if b.option and b.option.kind == "state"] if title.code == "president" else []
            if named:
                return (states or named)[0]
        return None

    def _clauses(self, first: int, last: int) -> Iterator[list[Unit]]:
        """The clauses of a row of units, the last first: cut at signs and words like "and", "but"."""
        row: list[Unit] = []
        for unit in reversed(self.text.units[first : last + 1]):
            if unit.text in _BREAKS or (unit.has("and", "but") and not unit.options):
                yield row[::-1]
                row = []
            else:
                row.append(unit)
        yield row[::-1]

    def _free(self, unit: Unit, title: Title) -> Body | None:
        """The body that a unit names, if it may be spoken of: no adjective, in no other title, governed by no preposition."""
        body = _suits(unit, title)
        if body is None or unit.has("dateline") or (body.option and body.option.form not in _FORMS):
            return None
        if any(t.first.index <= unit.index <= t.last.index for t in self.text.titles):
            return None
        at = unit.index - 1
        while at >= 0 and self.text.units[at].has("the", "list_word") and not self.text.units[at].options:
            at -= 1
        before = self.text.units[at] if at >= 0 else unit
        governed = unit.clitic[:1] in ("\u0628", "\u0644") or (
            before.sentence == unit.sentence and not before.options and before.has("in", "to", "from", "of", "with", "between", "by", "for")
        )
        return None if governed else body

    def _nearest(self, title: Title, suits: Callable[[Unit, Title], Body | None]) -> Iterator[Body]:
        """The bodies named before a title, the nearest first."""
        for unit in reversed(self.text.units[max(0, title.first.index - _BACK) : title.first.index]):
            body = suits(unit, title)
            if body and not unit.has("dateline"):
                yield body

    def _last(self, title: Title) -> Body | None:
        """Where the sentence itself names nobody: what the sentence before begins with, else who was named last."""
        if title.first.sentence:
            first, last = self.text.bounds[title.first.sentence - 1]
            found = next((b for u in self.text.units[first:last] if (b := self._free(u, title))), None)
            if found:
                return found
        return next(self._nearest(title, _suits), None)

    def _of_someone(self, title: Title, person: Person | None) -> Body | None:
        """ "His spokesman": of the person last spoken of; else of the organisation."""
        for unit in reversed(self.text.units[max(0, title.first.index - _BACK) : title.first.index]):
            other = person_at(unit)
            if other and other is not person:
                return Body(unit, unit.option("person"), unit.span)
        return next(self._nearest(title, _organisation), None)

    def _sender(self, title: Title, person: Person | None) -> Body | None:
        """Of someone who sends an envoy: the body of his own office."""
        for unit in reversed(self.text.units[max(0, title.first.index - _BACK) : title.first.index]):
            other = person_at(unit)
            titles = [t for t in self.text.titles if t.first.index <= unit.index <= t.last.index and not t.his]
            titles += other.titles if other and other is not person else []
            found = next((b for t in titles for b in t.bodies), None)
            found = found or next((b for t in titles if t.code in _OF_ORGANISATIONS and (b := self.organisation(t))), None)
            if found:
                return found
        return None


def _suits(unit: Unit, title: Title) -> Body | None:
    """The body that a unit names, if it can have the office."""
    scope = office_scope(title.code)
    kinds = {"state": ("state",), "organisation": ("organisation",)}.get(scope, ("organisation", "state"))
    option: Option | None = unit.option(*kinds) if unit.options else None
    return Body(unit, option, unit.span) if option and option.form != "group" else None


def _organisation(unit: Unit, _: Title) -> Body | None:
    option = unit.option("organisation") if unit.options else None
    return Body(unit, option, unit.span) if option else None


def of_its_session(text: Text, title: Title) -> Body | None:
    """Of "president of its sixty-fifth session": the organ or organisation last named before in the sentence, which sits."""
    after = text.units[title.last.index + 1 : title.last.index + 6]
    if len(after) < 2 or title.bodies or not after[0].has("of") or not after[1].has("the"):
        return None
    if not any(u.text in office_words(text.language.code).sessions for u in after if u.sentence == title.last.sentence):
        return None
    first = text.bounds[title.first.sentence][0]
    named = ((u, o) for u in reversed(text.units[first : title.first.index]) if u.options and (o := u.option("organisation")))
    return next((Body(u, o, u.span) for u, o in named if not isinstance(u.value, Institution)), None)


def organ_before(text: Text, title: Title) -> Unit | None:
    """The organ that a word right before a title means, with a capital and no name of its own: "Commission President X of Kenya"."""
    lead = text.units[title.first.index - 1] if title.first.index else None
    if lead is None or title.code not in _PRESIDING or lead.sentence != title.first.sentence or not lead.upper or lead.options:
        return None
    before = text.units[lead.index - 1] if lead.index else lead
    alone = before is lead or before.sentence != lead.sentence or not before.upper or before.kind != "word" or before.has("the")
    return lead if lead.has("organ_lead") and alone else None


def sits_over(text: Text, title: Title, holder: Unit | None, state: Body) -> Body | None:
    """The assembly told of that the outgoing or incoming president of it presides over, whose state "of" only says where he is from."""
    before = text.units[max(0, title.first.index - 1) : title.first.index + 1]
    if title.code not in ("president", "chairperson") or not any(u.has("incoming", "outgoing") for u in before):
        return None
    who = person_at(holder) if holder is not None else None
    if who and who.id and state.option and of_person(who.id) == state.option.id:
        return None  # who is known to be of that state may rule it
    last = text.bounds[title.first.sentence][1]
    for unit in reversed(text.units[:last]):
        option = unit.option("organisation") if unit.options else None
        entity = gazetteer().entity("organisation", option.id) if option else None
        if option and entity and entity.facts.get("part_of") and entity.facts.get("kind") in ("organ", "parliamentary"):
            return Body(unit, option, unit.span)
    return None


def of_organisation(text: Text, person: Person | None) -> Body | None:
    """The organisation that a known person is of, if the text names it."""
    entity = gazetteer().entity("person", person.id) if person and person.id else None
    of = str(entity.facts.get("of", "")) if entity else ""
    named = next((u for u in text.units if (o := u.option("organisation")) and o.id == of), None) if of and not of.isupper() else None
    return Body(named, named.option("organisation"), named.span) if named else None


def of_ruler(text: Text, title: Title, acts: Sequence[Mark]) -> str | None:
    """The state of whom the gazetteer knows, who appoints or removes the holder: "Ruto sacked defence minister X"."""
    first = text.bounds[title.first.sentence][0]
    led = [m.first for m in acts if first <= m.first < title.first.index]
    for unit in reversed(text.units[max(first, led[-1] - _RULER) : led[-1]] if led else ()):
        if who := person_at(unit):
            entity = gazetteer().entity("person", who.id) if who.id else None
            of = str(entity.facts.get("of", "")) if entity else ""
            return of if of.isupper() else None
    return None


def topic_of(text: Text, title: Title) -> str | None:
    """The state that begins the sentence of a minister of whom no more is told, no other before him, not in what he says.

    "Australia, in a statement by Minister X, called it wrong"; but not "Russia has broken the treaty, Minister X said".
    """
    first, last = text.bounds[title.first.sentence]
    here = _states(text.units[first : title.first.index])
    behind = max([title.last.index, *(u.index for u in title.holders)])
    beside = (
        *text.units[max(first, title.first.index - _SAID) : title.first.index],
        *text.units[behind + 1 : min(last, behind + 1 + _SAID)],
    )
    if any(u.has("said", "announced", "speech_word", "told") for u in beside):
        return None
    return here[0][1] if here and here[0][0] - first < _BEGINS and len({s for _, s in here}) == 1 else None


def state_spoken_of(text: Text, title: Title) -> str | None:
    """The one state of the sentence before, where a minister's own names none or the same: "Angola will leave. Minister X said so."."""
    first, last = text.bounds[title.first.sentence]
    before = _states(text.units[text.bounds[title.first.sentence - 1][0] : first]) if title.first.sentence else []
    topic = before[0][1] if before and len({s for _, s in before}) == 1 else None
    return topic if topic and {s for _, s in _states(text.units[first:last])} <= {topic} else None


def _states(units: Sequence[Unit]) -> list[tuple[int, str]]:
    """The states that a row of units names, with their places; no groups, no town that is a state too, nobody's own state."""
    named = ((u, u.option("state")) for u in units if u.options and not u.has("dateline") and not person_at(u))
    return [(u.index, o.id) for u, o in named if o is not None and o.form != "group"]


def state_of_body(body: Body) -> Body | None:
    """The body if it is a state, or the state whose institution it is."""
    one = body.unit.value
    if isinstance(one, Institution) and one.owner and one.owner.kind == "state":
        return Body(body.unit, one.owner, one.owner_span or body.span)
    return body if body.option and body.option.kind == "state" else None


def named_span(unit: Unit) -> Span:
    """Where a state is named: in an institution's name where it owns that."""
    one = unit.value
    return one.owner_span if isinstance(one, Institution) and one.owner_span else unit.span
