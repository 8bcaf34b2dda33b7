"""Offices: who holds, gets or leaves which office, as claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.claims.chairs.parties import acts_for_state
from dragoman.claims.frames import filler, source
from dragoman.claims.offices.bodies import Understood
from dragoman.claims.offices.changes import Changes
from dragoman.claims.offices.focus import others_of_post
from dragoman.claims.offices.labels import office_label
from dragoman.claims.offices.said import CROWNED, RULERS, Said
from dragoman.claims.offices.titles import Body, Title
from dragoman.claims.offices.words import office_words
from dragoman.claims.people.people import person_at, state_of
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Claim, Date, Filler, Span

_CHAIRS = frozenset({"chairperson", "president", "head"})
_TAKES = {"holds": "holds", "assumes": "assumes", "elected": "assumes"}
_HOLDING = frozenset({"holds", "acting", "elected", "appointed", "assumes"})
_CHANGES = {"": "holds", "former": "ended", "acting": "acting", "elect": "elected"}


def office_claims(text: Text) -> Iterator[Claim]:
    """The claims of offices, one for each person, office, body and change: the first mention is the evidence."""
    if not text.people:
        return
    changes = Changes(text, office_words(text.language.code))
    understood = Understood(text, changes.marks)
    seen: set[tuple[object, ...]] = set()
    everything = sorted(_all_said(text, changes), key=lambda s: (s.title.first.index, s.person.index))
    text.holding = [s for s in everything if s.modality == "asserted" and s.change in _HOLDING]
    coming = {(id(person_at(s.person)), s.title.code) for s in everything if s.change == "assumes" and s.modality == "planned" and s.since}
    begins = {(id(s.person), id(s.title)) for s in everything if s.modality == "planned" and s.rule == "office-incumbent"}
    for said in everything:
        if said.change == "assumes" and not said.since and (id(person_at(said.person)), said.title.code) in coming and _done(said):
            continue  # "X became secretary-general; he takes office in May": he is not yet
        if said.change == "holds" and (id(said.person), id(said.title)) in begins:
            continue  # "the new secretary-general X takes office in May"
        bodies = understood.bodies(said.title, said.person)
        if not _is_office(text, said.title, bodies):
            continue
        if _of_his_state(said, bodies):
            yield from _chair_of(text, said, bodies[0])
            continue
        body = bodies[0].option.id if bodies and bodies[0].option else None
        what = (id(person_at(said.person)), said.title.code, body, said.change)
        if what not in seen:
            seen.add(what)
            yield _claim(text, said, bodies)


def _done(said: Said) -> bool:
    return said.modality == "asserted"


def _of_the_land(text: Text, title: Title) -> bool:
    after = title.last.index + 1
    return after < len(text.units) and text.units[after].has("state_word")


def _of_unsaid(text: Text, title: Title) -> bool:
    """Whether "of" leads on to a meeting: "president of the current session" is of no state."""
    after = text.units[title.last.index + 1 : title.last.index + 5]
    sessions = office_words(text.language.code).sessions
    return bool(after) and after[0].has("of") and any(u.text in sessions for u in after if u.sentence == title.last.sentence)


def _self_styled(text: Text, title: Title) -> bool:
    """Whether the page says that somebody only calls himself so: "the self-proclaimed president of Kenya X"."""
    return title.first.index > 0 and text.units[title.first.index - 1].has("self_styled")


def _behind_name(text: Text, title: Title, bodies: Sequence[Body]) -> bool:
    """Whether "of" and a state stand behind the name: "Ambassador X of Honduras"."""
    at = bodies[0].unit.index if bodies else 0
    return at > title.last.index and any(u.has("of") for u in text.units[max(title.last.index, at - 2) : at])


def _is_office(text: Text, title: Title, bodies: Sequence[Body]) -> bool:
    """A form of address is no office, nor is a bare representative of a state."""
    if title.honorific and not title.bodies and not (title.code == "ambassador" and _behind_name(text, title, bodies)):
        return False
    if title.code == "leader":
        option = title.body.option if title.body else None
        return option is not None and option.kind in ("state", "institution")
    if (
        title.code == "emir"
        and not title.bodies
        and not title.definite
        and title.head.option("person") is None
        and not _of_the_land(text, title)
    ):
        return False
    if title.code == "minister" and not title.bodies:  # of a state that is understood; a form of address says no office
        option = bodies[0].option if bodies else None
        return option is not None and option.kind == "state"
    if title.code in ("president", "chairperson") and not title.bodies and _of_unsaid(text, title):
        return False
    if title.code in ("representative", "head", "member", "secretary", "director"):
        option = title.bodies[0].option if title.bodies else bodies[0].option if bodies and title.his else None
        if title.bodies and option is None:
            name = title.bodies[0].span.of(text.text)
            return " " in name or (name.isupper() and text.language.cased)
        return option is not None and not (title.code == "representative" and option.kind == "state" and len(title.bodies) < 2)
    return True


def _of_his_state(said: Said, bodies: Sequence[Body]) -> bool:
    """Whether it is his state that has the chair, or is the member: "the president of Kenya and chair of the bloc" chairs it for Kenya."""
    body = bodies[0].option if bodies else None
    if body is None or body.kind != "organisation":
        return False
    if said.title.code == "member":
        return said.change == "assumes"
    if said.title.code not in _CHAIRS:
        return False
    entity = gazetteer().entity("organisation", body.id)
    if entity is None or entity.facts.get("part_of"):
        return False
    person = person_at(said.person)
    titles = [t for t in person.titles if t is not said.title] if person else []
    if said.title.code == "head" and any(t.code in CROWNED for t in titles):
        return False  # "King X, head of the league of nations": an office of the crown's own
    if said.title.code == "head" and not titles and acts_for_state(said.person):
        return True  # "X of Kenya, who heads the bloc", of one who is known to be of Kenya
    return any(t.code in RULERS and t.code != "secretary-general" and t.status != "former" and _of_state(t) for t in titles)


def _chair_of(text: Text, said: Said, body: Body) -> Iterator[Claim]:
    """The chair that the state of a head of state or government has while he leads an organisation: "President X, who heads the bloc"."""
    state = state_of(said.person)
    if said.title.code != "head" or said.change not in _TAKES or state is None:
        return
    used = [said.person, said.title.first, said.title.last, body.unit]
    yield Claim(
        kind="chairmanship", roles={"organisation": (_body(text, body),), "holder": (filler(text, said.person, state),)},
        evidence=Span(min(u.start for u in used), max(u.end for u in used)), article=text.article.id,
        rule=f"{text.language.code}/chair-headed", qualifiers={"change": _TAKES[said.change]}, valid_from=said.since, valid_to=said.until,
        aspect="state" if said.change == "holds" else "change", modality=said.modality, attribution=source(text),
    )  # fmt: skip


def _of_state(title: Title) -> bool:
    """Whether an office is a state's, as far as its words tell; one that says no body is."""
    return title.body is None or (title.body.option is not None and title.body.option.kind == "state")


def _is_of_a_state(title: Title) -> bool:
    """Whether it is a state itself that has the chair: who is called its chairperson is its president, as China's is in Russian."""
    body = title.body
    whole = title.code == "chairperson" and not title.near and body and body.option and body.option.kind == "state"
    return bool(whole and body and body.unit.index == title.head.index + 1)


def _claim(text: Text, said: Said, bodies: Sequence[Body]) -> Claim:
    title = said.title
    code = "president" if _is_of_a_state(title) else title.code
    used = [said.person, title.first, title.last, *said.others]
    if said.others and len({u.sentence for u in used}) > 1:  # an office told elsewhere: the words of the change are the evidence
        used = [u for u in used if u.sentence == said.others[0].sentence]
    roles: dict[str, tuple[Filler, ...]] = {
        "person": (_person(text, said.person),),
        "title": (Filler(title.words, title.words.of(text.text), code, office_label(code)),),
    }
    if bodies:
        roles["body"] = tuple(_body(text, b) for b in bodies)
    return Claim(
        kind="office", roles=roles, evidence=Span(min(u.start for u in used), max(u.end for u in used)), article=text.article.id,
        rule=f"{text.language.code}/{said.rule}", qualifiers={"change": said.change}, valid_from=said.since, valid_to=said.until,
        aspect="state" if said.change == "holds" else "change", modality=said.modality, attribution=source(text),
    )  # fmt: skip


def _person(text: Text, unit: Unit) -> Filler:
    person = person_at(unit)
    return Filler(unit.span, unit.span.of(text.text), person.id if person else None, person.label if person else None)


def _body(text: Text, body: Body) -> Filler:
    one = filler(text, body.unit, body.option)
    return Filler(body.span, body.span.of(text.text), one.id, one.label)


def _told_by_case(reader: Changes, title: Title) -> bool:
    """Whether the case of a title tells that a verb gives it: "became director", "handed the post of director to X"."""
    yielded = title.case == "gen" and any(m.last == title.first.index - 1 and m.kinds.get("verbs") == "yields" for m in reader.marks)
    return title.case == "ins" or yielded


def _appoints(reader: Changes, title: Title, holder: Unit, changes: Sequence[Said]) -> bool:
    """Whether a ruler told by his office alone appoints who is named behind: Arabic "appointed the Algerian president X prime minister"."""
    if not reader.text.language.settings.get("articles") or title.code not in RULERS or title.status or holder.index < title.last.index:
        return False
    led = any(m.last == title.first.index - 1 and m.kinds.get("verbs") == "appoint" and "nominal" not in m.kinds for m in reader.marks)
    given = (s.title.code for s in changes if s.person is holder and s.change == "appointed" and s.title is not title)
    return led and any(code != title.code and code not in ("king", "emir", "sultan", "president") for code in given)


def _was(reader: Changes, title: Title, holder: Unit) -> bool:
    """Arabic: whether a title right behind "was X" is what he was; "X had said" has its own word."""
    led = reader.lasts.get(holder.index - 1)
    if not reader.articled or led is None or "past" not in led.kinds or holder.index != title.first.index - 1:
        return False
    last = reader.text.bounds[title.last.sentence][1]
    return not any(u.has("perhaps", "comma") for u in reader.text.units[title.last.index + 1 : last])


def _by_decree(reader: Changes, title: Title, holder: Unit) -> bool:
    """Whether a title is that of who decreed something, and the name behind it the subject: "by the president's decree, X is dismissed"."""
    at = title.first.index - 1
    return at >= 0 and title.case == "gen" and reader.text.units[at].has("by_decree") and not reader.oblique(holder)


def _past(text: Text, title: Title, holder: Unit) -> Said | None:
    """An office of the past, as the years right behind its words tell: "X, secretary-general of the UN from 1997 to 2006, died"."""
    end = max([title.last.index, *(b.unit.index for b in title.bodies)])
    behind = [u for u in text.units[end + 1 : end + 4] if u.sentence == title.last.sentence and u.text not in ("(", "in")]
    until = bool(behind) and behind[0].has("until")
    day = behind[until].value if len(behind) > until and behind[until].kind == "date" else None
    published = text.article.published
    if not isinstance(day, Date) or published is None or day.last >= published.first or not (until or "/" in day.text) or title.status:
        return None
    if until and not behind[1].text[-4:].isdecimal():
        return None  # "until October": who knows of which year
    since, _, last = day.text.rpartition("/")
    return Said(
        holder, title, "ended", f"office-{title.how}", (behind[until],), since=Date(since) if since else None, until=Date(last)
    )  # fmt: skip


def _all_said(text: Text, reader: Changes) -> Iterator[Said]:
    changes = list(reader.said())
    yield from changes
    told = {(id(person_at(s.person)), id(s.title)) for s in changes}
    begun = {
        key for s, key in ((s, (id(person_at(s.person)), id(s.title))) for s in changes) if s.change in ("appointed", "elected", "assumes")
    }
    ended = {(id(person_at(s.person)), id(s.title)) for s in changes if s.rule == "office-succeeded"}
    held: list[Said] = []
    for title in text.titles:
        for holder in title.holders:
            if (
                _self_styled(text, title)
                or reader.of_another(holder)
                or _by_decree(reader, title, holder)
                or _appoints(reader, title, holder, changes)
            ):
                continue
            key = (id(person_at(holder)), id(title))
            followed = key in ended and title.case == "gen" and reader.as_before(title)  # "follows in the post of T X": X leaves it
            if key not in told or (title.bodies and not (followed or key in begun and _told_by_case(reader, title))):
                change = "ended" if _was(reader, title, holder) else _CHANGES[title.status]
                held.append(_past(text, title, holder) or Said(holder, title, change, f"office-{title.how}"))
    yield from held
    yield from others_of_post(reader, text, [*changes, *held])
