"""What a rule's words say of others, or of nothing that has happened: matches of which no claim is made.

..., India and Iran, also has 16 observers              the sixteen are others
the second meeting on Nauru's accession                 what a meeting is about
met the Americans to complete the accession of Algeria  not theirs
the case for admitting Nauru                            argued, not done
the growth of the group, which comprises Brazil         who is in already
elected to the post of chair of the council             to an office
welcomed the readiness of Nauru                         not its coming
the UN welcomed the return of Nauru                     to the body that it had left
welcomes Nauru when it takes the chair                  who is only let in chairs nothing
the Malay bloc quits the forum                          a group of several
before Hungary none left the court but Burundi          who is named after the exception did, nobody before it
Palau won freedom from Nauru in 1990 and applied        the second verb is that of the first one's subject
to succeed the Nauruan X                                a person is no state
the withdrawal of Nauru from all the lands of Palau     of its troops
the union of Nauru joined (Arabic)                      a federation, not its state
some members oppose readmitting Nauru                   members are others
X of Nauru and Y of Palau are candidates                persons are
candidates were announced by the Nauruan President      who tells of it
the return of suspended Nauru                           how it was before
Spain (July-December 2023)                              a turn, of months
Fiji's parliament approved the accession of Nauru       a step towards it
barred the national side of Fiji                        no state
became the first member to be suspended                 a member it was before
Fiji is barred from the chair of 2026                   not from the body
the forum struck Fiji off its grey list                 nor is that one
Togo got the status of observer, Fiji became a member   another clause
Fiji thinks that, larger members of the union do not    several, not the one before
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.statekinds import other_than_told
from dragoman.claims.words.patterns import Match
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer.base.steps import steps_of
from dragoman.model import Claim

_NOUNS = ("accession", "withdrawal", "suspension", "rejoining", "entry")
_TALKS = 9  # units before "on" within which talks are what is on that topic
_FOLLOWS = ("successor", "replaced", "replace", "heir_of", "succeeds_to", "took_place", "instead")  # marks of who came after whom
_APPROVED = 8  # units before a coming or going within which it is approved
_APPROVES = ("approved", "ratified", "ratify", "backed_word", "decide_act", "adopted")
_WHO = 5  # units before a verb of approving within which a parliament is named
_NEGATED = 3  # units before who is named within which "not" is of what they did
_BARRED = 5  # units to each side of "barred" within which stands what from
_LISTED = 6  # units behind a verb and its state within which stands a list
_OFFICE = 6  # units behind "elected" within which "as" leads to an office
_DOUBTS = ("want", "propose", "plan", "expect", "may", "if", "not", "deny", "block")  # of which a rule tells as such


def barred(kind: str, units: Sequence[Unit], match: Match) -> bool:
    """Whether what a rule of that kind of claim matched says something else."""
    if kind == "membership":
        return any(bar(units, match) for bar in _BARS)
    if kind == "relation":
        return units[match.trigger].has(*_FOLLOWS) and _missions(units, match)
    return kind == "chairmanship" and _only_joins(units, match)


def without_lists(text: Text, claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of a page without those that somebody left who was only struck off a list, whichever reader took it so."""
    for claim in claims:
        if claim.kind == "membership" and claim.qualifiers.get("change") == "left" and _off_a_list(text, claim):
            continue
        yield claim


def _off_a_list(text: Text, claim: Claim) -> bool:
    """Whether in what tells a claim, or right behind, stands a list: "struck Nauru off its grey list"; one of members is the body."""
    if not any("listing" in stakes for stakes in text.stakes):
        return False
    behind = [u for u in text.units if u.start >= claim.evidence.start]
    row = [u for u in behind if u.sentence == behind[0].sentence]
    row = row[: sum(u.start < claim.evidence.end for u in row) + _LISTED]
    at = next((i for i, u in enumerate(row) if u.has("listing")), None)
    return at is not None and not any(u.has("member_word", "member_noun", "members_plural") for u in row[at : at + 3])


def _missions(units: Sequence[Unit], match: Match) -> bool:
    """Whether missions or forces of the bodies followed each other, not the bodies: "the UN mission was replaced by that of the union"."""
    named = [u for role in ("a", "b") for u in match.roles.get(role, ())]
    places = [u.index - units[0].index for u in named if u.sentence == units[0].sentence]
    return any(u.has("mission_word") for at in places for u in (*units[max(0, at - 1) : at], *units[at + 1 : at + 2]))


def _others_counted(units: Sequence[Unit], match: Match) -> bool:
    """Whether a number before the word for a rank counts others than those named before it."""
    named, at = match.roles.get("member", ()), match.trigger
    if not (named and _ranked(units[at])):
        return False
    while at and (_ranked(units[at - 1]) or units[at - 1].has("and", "list_word", "or_word")):
        at -= 1  # "16 observers or dialogue partners"
    number = units[at - 1]
    if not at or number.kind != "number" or not number.text.isdigit():
        return False
    several = {o.id for u in named for o in u.options}
    if any(u.has("one_of", "of", "among", "among_which") for u in units[max(0, at - 4) : at - 1]):
        return False  # "one of the 51 founding members"
    return named[-1].start < number.start and int(number.text) != len(several)


def _by_parliament(units: Sequence[Unit], match: Match) -> bool:
    """Whether a parliament or cabinet approves or ratifies a coming or going: a step towards it, not the thing itself."""
    at = match.trigger
    if units[at].has("for_admission"):  # "voted for the accession of", one phrase
        return any(o.id.startswith("parliament-") for u in units[max(0, at - _APPROVED) : at] for o in u.options)
    coming = units[at].has(*_NOUNS) or units[at].has("admit") and any(u.has(*_NOUNS) for u in units[at + 1 : match.last + _WHO])
    verb = next((i for i in range(at, max(-1, at - _APPROVED), -1) if units[i].has(*_APPROVES)), None)
    if not coming or verb is None:
        return False
    who = (o.id for u in (*units[max(0, verb - _WHO) : verb], *units[verb + 1 : verb + 3]) for o in u.options if o.kind == "institution")
    return any(x.startswith(("parliament-", "government-")) for x in who)


def _welcomed_by_others(units: Sequence[Unit], match: Match) -> bool:
    """Whether who welcomes the return of a state is another body than the one which it had left, as far as the record has it."""
    if not units[match.trigger].has("rejoining"):
        return False
    before = [u for u in units[max(0, match.trigger - _TALKS) : match.trigger] if u.options and u.option("organisation")]
    bodies, members = match.roles.get("organisation") or before[-1:], match.roles.get("member", ())
    if not bodies or bodies[0].start > units[match.trigger].start:
        return False
    if not any(u.has("welcome") for u in units[max(0, match.trigger - _TALKS) : match.trigger]):
        return False
    pairs = [(b.id, o.id) for b in bodies[0].options if b.kind == "organisation" for u in members for o in u.options]
    return not any(step.change in ("left", "suspended", "restored") for body, state in pairs for step in steps_of(body, state))


def _of_next_clause(units: Sequence[Unit], match: Match) -> bool:
    """Whether a comma parts a rank from those behind it, of whom something else is told, as another state or rank shows.

    "Togo was given the status of observer, Fiji became a member"; "on giving Togo the status of observer, on giving Fiji that of partner".
    """
    ranks, members = match.roles.get("rank", ()), match.roles.get("member", ())
    if not ranks or not members or not units[match.trigger].has("grant"):
        return False
    first, rank, at = units[0].index, ranks[0].index - units[0].index, members[0].index - units[0].index
    if at < match.trigger or rank > at or not any(u.text == "," for u in units[rank + 1 : at]):
        return False
    before = any(u.option("state") for u in units[max(0, min(rank, match.trigger) - _BARRED) : min(rank, match.trigger)] if u.options)
    behind = units[members[-1].index - first + 1 : members[-1].index - first + 4]
    return before or any(_ranked(u) for u in behind)


def _several_of_one(units: Sequence[Unit], match: Match) -> bool:
    """Whether those called members behind a comma are several, and one state stands before it: "says Fiji, larger members of it"."""
    members = match.roles.get("member", ())
    if len(members) != 1 or not units[match.trigger].has("members_apposed") or members[0].index - units[0].index > match.trigger:
        return False
    return members[0].option("state") is not None and members[0].options[0].form != "group"


def _from_the_chair(units: Sequence[Unit], match: Match) -> bool:
    """Whether it is the chair from which a state is kept, not the body: "was barred from the chair"."""
    if not units[match.trigger].has("suspended_from", "suspend"):
        return False
    taking_part = next((i for i in range(match.trigger, min(len(units), match.trigger + _BARRED)) if units[i].has("participation")), None)
    if taking_part is not None and any(u.has("org_part") for u in units[taking_part + 1 : taking_part + 4]):
        return True  # "was barred from a session"
    near = range(max(1, match.trigger - _BARRED), min(len(units), match.trigger + _BARRED))
    for at in (i for i in near if units[i].has("chair", "chair_noun")):
        before = at - 1
        while before > 0 and (units[before].has("the") or units[before].option("organisation") or units[before].classes == frozenset()):
            before -= 1
        if units[before].has("from"):
            return True
    return False


def _of_a_team(units: Sequence[Unit], match: Match) -> bool:
    """Whether it is a team, a club or a committee that is barred: "suspended the national side of Fiji", "barred Fiji's federation"."""
    if not units[match.trigger].has("suspend", "suspended_from", "suspension"):
        return False
    places = [u.index - units[0].index for u in match.roles.get("member", ()) if u.sentence == units[0].sentence]
    bodies = (u for role in ("organisation", "member") for u in match.roles.get(role, ()))
    if any(o.id.startswith(NEW) for u in bodies for o in u.options) and not any(u.option("state") for u in match.roles.get("member", ())):
        return True
    adjectives = (u for u in match.roles.get("member", ()) if u.options and u.options[0].form == "adjective" and u.index > units[0].index)
    if any(units[u.index - units[0].index - 1].has("body_word") for u in adjectives):
        return True  # Arabic "the Fijian federation"
    return any(u.has("trap_body", "not_state") for at in places for u in (*units[max(0, at - 1) : at], *units[at + 1 : at + 4]))


def _ranked(unit: Unit) -> bool:
    return any(name.startswith("rank_") for name in unit.classes)


def _of_candidates(units: Sequence[Unit], match: Match) -> bool:
    """Whether a state is only where a person is from who is called a candidate or an observer: "X of Palau and Y of Nauru are"."""
    if not _ranked(units[match.trigger]):
        return False
    places = [u.index - units[0].index for u in match.roles.get("member", ()) if u.sentence == units[0].sentence]
    return any(at > 1 and units[at - 1].has("of") and units[at - 2].kind != "sign" and units[at - 2].option("person") for at in places)


def _topic(units: Sequence[Unit], match: Match) -> bool:
    """Whether a change without a day is only what talks are about."""
    if not units[match.trigger].has(*_NOUNS, "request_to_join") or match.roles.get("valid_from"):
        return False
    states = [u.index - units[0].index for u in match.roles.get("member", ())]
    at = min([match.trigger, *(i for i in states if match.trigger - i in (1, 2, 3))]) - 1
    while at > 0 and (
        units[at].has("the", "act_own_noun") or units[at].option("organisation") or units[at].kind == "word" and not units[at].classes
    ):
        at -= 1
    return at > 0 and units[at].has("topic_word") and any(u.has("gathering", "talk_noun") for u in units[max(0, at - _TALKS) : at])


def _of_another(units: Sequence[Unit], match: Match) -> bool:
    """Whether a noun of change is followed by another state, whose it is."""
    members = match.roles.get("member", ())
    if not units[match.trigger].has(*_NOUNS) or not members or members[-1].start > units[match.trigger].start:
        return False
    behind = next((u for u in units[match.trigger + 1 : match.trigger + 4] if not u.has("of", "the", "list_word")), None)
    option = behind.option("state") if behind is not None and behind.options else None
    return option is not None and all(o.id != option.id for u in members for o in u.options)


def _first_to(units: Sequence[Unit], match: Match) -> bool:
    """Whether a state became the first of the members to whom something came: "became the first member ever to be suspended"."""
    first = any(u.has("last_one", "first_one") for u in units[match.first : match.last + 1])
    member = next((i for i in range(match.last, match.trigger, -1) if units[i].has("member_noun", "member_word")), match.last)
    behind = units[member + 1 : member + _TALKS]
    gone = any(u.has("suspend", "suspended_from", "suspension", "expel", "leave") for u in behind)
    return first and gone and units[match.trigger].has("become")


def _argued(units: Sequence[Unit], match: Match) -> bool:
    """Whether an act without a day is only argued for or against: "the case for admitting Nauru"."""
    at = match.trigger
    if not at or not units[at].has("gerund") or match.roles.get("valid_from"):
        return False
    return units[at - 1].has("gerund_after") and not any(u.has(*_DOUBTS) for u in units[:at])


def _already(units: Sequence[Unit], match: Match) -> bool:
    """Whether a body that grew is told to comprise those named: "the expansion of the group, which comprises Brazil"."""
    members = match.roles.get("member", ())
    if not units[match.trigger].has("expand") or not members:
        return False
    first = members[0].index - units[0].index
    return any(units[i].has("comprise") and units[i - 1].has("relative") for i in range(match.trigger + 1, first))


def _to_office(units: Sequence[Unit], match: Match) -> bool:
    """Whether a state is elected to an office of a body that it sits in already: "elected to the post of chair of the council"."""
    body = next(iter(match.roles.get("organisation", ())), None)
    if not units[match.trigger].has("elect", "elect_passive", "appointed_word"):
        return False
    if body is None or body.index - units[0].index < match.trigger:
        behind = units[match.trigger + 1 : match.trigger + _OFFICE]
        led = next((i for i, u in enumerate(behind) if u.has("as")), -1)
        return led in (0, 1) and any(u.has("office_word") for u in behind[led:])
    between = units[match.trigger + 1 : max(match.trigger, body.index - units[0].index)]
    return any(u.has("office_word", "chair", "chair_person") for u in between)


def _willing(units: Sequence[Unit], match: Match) -> bool:
    """Whether what is welcomed of a state is its wish or readiness, not its coming."""
    members = match.roles.get("member", ())
    at = members[-1].index - units[0].index if members else len(units)
    return match.trigger < at < len(units) - 1 and units[match.trigger].has("welcome") and units[at + 1].has("want")


def _group(units: Sequence[Unit], match: Match) -> bool:
    """Whether the one state named only says of what region a group is: "the Malay bloc quits the forum"."""
    members = match.roles.get("member", ())
    option = members[0].option("state") if len(members) == 1 and members[0].options else None
    at = members[0].index - units[0].index + 1 if members else len(units)
    behind = units[at] if at < len(units) else None
    if option is None or behind is None or behind.options or members[0].index - units[0].index > match.trigger:
        return False
    return behind.has("any_body") or option.form in ("adjective", "demonym") and behind.has("body_word")


def _of_a_person(units: Sequence[Unit], match: Match) -> bool:
    """Whether the one member is only the people of somebody named right behind it: "to succeed the Nauruan X"."""
    members = match.roles.get("member", ())
    option = members[0].option("state") if len(members) == 1 and members[0].options else None
    at = members[0].index - units[0].index + 1 if members else len(units)
    people = option is not None and option.form in ("adjective", "demonym")
    return people and at < len(units) and bool(units[at].options) and units[at].option("person") is not None


def _from_land(units: Sequence[Unit], match: Match) -> bool:
    """Whether what a state withdraws from is land, of which troops leave: "the withdrawal of Nauru from all the lands of Palau"."""
    members = match.roles.get("member", ())
    if not units[match.trigger].has("withdrawal", "leave") or not members or match.roles.get("organisation"):
        return False
    at = max(match.trigger, members[-1].index - units[0].index) + 1
    return any(u.has("land_word") for u in units[at : at + 4])


def _of_a_body(units: Sequence[Unit], match: Match) -> bool:
    """Where adjectives stand behind: whether the one state named only says of where the body is that joins ("the Nauruan union")."""
    members = match.roles.get("member", ())
    option = members[0].option("state") if len(members) == 1 and members[0].options else None
    at = members[0].index - units[0].index - 1 if members else -1
    if option is None or at < 0 or option.form not in ("adjective", "demonym"):
        return False
    return units[at].has("new_head") and units[at].kind == "word" and not units[at].options


def _excepted(units: Sequence[Unit], match: Match) -> bool:
    """Whether "not" before those named and "but" right behind what is read say that only others did it."""
    members = match.roles.get("member", ())
    if members and (at := members[0].index - units[0].index) > 0 and {"example", "after_them"} <= units[at - 1].classes:
        return True  # Russian "X has, following Y, left": Y had left before
    behind = next((u for u in units[match.last + 1 : match.last + 3] if u.has("except", "but_only")), None)
    if behind is None or not members or members[0].index > behind.index or match.roles.get("valid_from"):
        return False
    at, first = behind.index - units[0].index, min(match.first, members[0].index - units[0].index)
    return any(u.has("not") for u in units[max(0, first - _NEGATED) : first]) and not any(u.kind == "date" for u in units[at + 1 : at + 4])


def _only_joins(units: Sequence[Unit], match: Match) -> bool:
    """Whether the sentence says of who would chair that he is to be let in, beside another state."""
    holders = {o.id for u in match.roles.get("holder", ()) for o in u.options if o.kind == "state"}
    states = [(i, o) for i, u in enumerate(units) if u.options and (o := u.option("state")) and o.form != "anaphor"]
    if len({o.id for _, o in states}) < 2:
        return False
    for at, option in states:
        admitted = any(u.has("lets_in") for u in units[max(0, at - 2) : at]) and any(u.has("member_noun") for u in units[at + 1 : at + 6])
        if option.id in holders and (admitted or any(u.has("accession") and not u.has("membership") for u in units[at + 1 : at + 4])):
            return True
    return False


def _verb_of_another(units: Sequence[Unit], match: Match) -> bool:
    """Whether a second verb is that of the first one's subject: "Palau left Nauru in 1990 and applied", "won it from Nauru and joined"."""
    members = match.roles.get("member", ())
    at = members[-1].index - units[0].index if len(members) == 1 else -1
    clear = at >= 2 and at < match.trigger and all(u.kind == "date" or u.has("comma", "in") for u in units[at + 1 : match.trigger])
    if clear and units[match.trigger].has("and_clitic") and units[at - 1].has(*_NOUNS, "admit", "membership"):
        return any(u.option("state") for u in units[: at - 1])  # Arabic: "Palau left over the admission of Nauru, and came back"
    if at < 2 or at > match.trigger or not units[at - 1].has("from", "with", "against") or not units[at - 1].has("prep"):
        return False
    between = units[at + 1 : match.trigger]
    joined = next((i for i, u in enumerate(between) if u.has("and")), -1)
    lead = all(u.kind == "date" or u.has("in", "on", "and", "beside_verb") or u.kind == "word" and not u.classes for u in between)
    return joined >= 0 and lead and any(u.option("state") for u in units[: at - 1])


def _opposed(units: Sequence[Unit], match: Match) -> bool:
    """Whether between members of a body and a state stands a verb: "some members of the union oppose readmitting Nauru"."""
    members = match.roles.get("member", ())
    if not members or not units[match.trigger].has("member_word") or members[0].index - units[0].index < match.trigger:
        return False
    before = units[match.trigger + 1 : members[0].index - units[0].index]
    return any(u.has("gerund", "reinstate", "lets_in", "readmit", "speech_word", "welcome") for u in before)


def _only_focus(units: Sequence[Unit], match: Match) -> bool:
    """Whether an act with which a sentence begins is only what talks were about: "Restoring Nauru's seat was the focus of the talks"."""
    if match.trigger > 1 or not units[match.trigger].text.split()[0].endswith("ing"):
        return False
    verb = next((i for i, u in enumerate(units) if i > match.trigger and u.has("be") and not u.has("gerund")), None)
    return verb is not None and any(u.has("focus_noun") for u in units[verb + 1 : verb + 5])


def _officers(units: Sequence[Unit], match: Match) -> bool:
    """Whether the one state named only says whose an officer is: "announced by South African President Botha"."""
    members = match.roles.get("member", ())
    at = members[0].index - units[0].index + 1 if len(members) == 1 else len(units)
    return at < len(units) and units[at].has("office_word") and not units[at].has("body_word") and not units[match.trigger].has("chair")


def _was_suspended(units: Sequence[Unit], match: Match) -> bool:
    """Whether "suspended" only describes the state behind it: "the return of suspended Nauru"."""
    at = match.trigger
    if not at or not units[at].has("suspend") or not units[at].has("suspended_from") or not units[at - 1].has("prep"):
        return False
    return any(u.index - units[0].index == at + 1 for u in match.roles.get("member", ()))


def _in_turn(units: Sequence[Unit], match: Match) -> bool:
    """Whether the days in brackets behind a state are some months: those of a turn, not since when it has a standing."""
    days = [u for u in match.roles.get("valid_from", ()) if u.value is not None]
    return bool(days) and units[match.trigger].has("bracket") and "-" in days[0].value.text.partition("/")[2]


def _left_by_another(units: Sequence[Unit], match: Match) -> bool:
    """Whether a body is what another left, not who came back itself: "quit the old union and did not return to its successor"."""
    members = match.roles.get("member", ())
    at = members[0].index - units[0].index if members and members[0].sentence == units[0].sentence else 0
    body = bool(at) and members[0].option("state") is None and members[0].option("organisation") is not None
    noun = body and at > 1 and units[at - 1].has("from") and units[at - 2].has("withdrawal") or at > 0 and units[at - 1].has("way_of")
    return noun or body and any(u.has("leave") for u in units[max(0, at - 2) : at])  # way_of: "took the way of Togo and left"


_BARS = (
    _welcomed_by_others, _left_by_another, _others_counted, _topic, _of_another, _argued, _already, _to_office, _willing, _excepted, _group,
    _verb_of_another, _opposed, _only_focus, _officers, _was_suspended, _in_turn, _of_a_person, _from_land, _of_a_body,
    _by_parliament, _of_a_team, _of_next_clause, _several_of_one, _from_the_chair, _of_candidates, _first_to, other_than_told,
)  # fmt: skip
