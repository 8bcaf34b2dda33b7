"""Who came and went turn by turn, in clauses that leave out the verb, the organisation or the state and say other things beside.

    They were let in in 1996, Peru in 2003, and Bolivia only nine years later.
    Gabon walked out of it in 1995 over the fee and was back in 2016.
    Hungary was given that status in 2018, Turkmenistan in 2021.

A clause is read where it holds one list of states (or goes on about those of the clause before), one day, and nothing that it could
tell instead: no other organisation, no doubt, no person, no act of another kind. `passages` reads those that hold nothing else.
The names of these rules end in `/turn`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.claimdays import dated, object_behind
from dragoman.claims.frames import bearer, filler, fillers, source
from dragoman.claims.gists import of_something
from dragoman.claims.modality import modality
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.names.spoken import Named, main_body, remember, spoken_of
from dragoman.claims.standings.passages import Story, last_told
from dragoman.claims.words.clauses import Clause, clauses, fills, states_of
from dragoman.claims.words.signs import ASKING
from dragoman.claims.words.units import Text, Unit
from dragoman.model import FACTUAL, Claim, Date, Span

_CUES = (
    ("suspended", frozenset({"suspend", "suspended_from", "reimposed"})),
    ("restored", frozenset({"restore", "reinstate", "return_word", "resume_it", "win_back", "came_back", "accept_back"})),
    ("left", frozenset({"leave", "expel", "lapse", "leave_it", "went_out"})),
    ("applied", frozenset({"apply_sure"})),
    ("joined", frozenset({"join", "admitted_passive", "came_in"})),
)
_SURE = (
    ("join", "admitted_passive", "suspend", "suspended_from", "restore", "reinstate", "leave", "expel", "win_back"),
    ("become", "grant", "obtain", "since"),
)  # words of change that bear an unknown word beside them; "went up to the summit", "came in second" do not
_SAME = frozenset({"did_so", "did_same", "join_follow"})
_RANKS = {
    "rank_observer": "observer", "rank_dialogue_partner": "dialogue_partner", "rank_partner": "partner", "rank_associate": "associate",
    "rank_candidate": "candidate",
}  # fmt: skip
_VERBS = frozenset({"admit", "become", "grant", "obtain", *_SAME, *_RANKS}).union(*(names for _, names in _CUES))
_DOUBTS = ("want", "propose", "expect", "plan", "future", "may", "if", "is_future", "not", "deny", "rumour", "cancel", "block")
_ELSE = (
    "signed", "ratified", "votes_for", "preside", "elect", "elect_passive", "tie_noun", "leaders_word", "attend_word", "office_word",
    "chair", "chair_noun", "no_members", "document_noun", "treaty_noun", "exit_trap", "found", "submit", "give_chair", "decide_act",
)  # fmt: skip
_MEMBER = ("member_noun", "member_word", "membership", "participation")
_NEAR = 2  # sentences for which a page goes on about a change
_CHANGES = frozenset({"joined", "left", "suspended", "restored", "granted", "applied"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a clause told: of whom, what came to them, their rank, of which organisation."""

    who: tuple[Unit, ...]
    change: str
    rank: str
    body: Named | None = None


def turn_claims(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of clauses that go on telling who came and went. `made`: those that were made of the sentence before."""
    stakes = text.stakes[units[0].sentence]
    if not ("date" in stakes and ("kind:state" in stakes or text.story)) or _VERBS.isdisjoint(stakes) and not text.told:
        return
    if units[-1].text in ASKING or text.rolled and any("rolled" in u.classes for u in units):
        return
    known = [c for c in made if c.kind == "membership"]
    yield from _Turns(text, units, known).claims()


class _Turns:
    """Reads the clauses of one sentence in turn."""

    def __init__(self, text: Text, units: Sequence[Unit], known: Sequence[Claim]) -> None:
        self.text, self.units, self.known = text, units, known
        story = text.story if text.story and units[0].sentence - text.story.sentence <= 1 else None
        self.last: _Told | None = _Told(story.who, story.change, story.rank) if story else None
        self.own = False  # whether what was told last stands in this sentence

    def claims(self) -> Iterator[Claim]:
        """The claims, in order."""
        for clause in clauses(self.units, _VERBS):
            ruled = self._by_rules(clause)
            if ruled:
                self.last, self.own = ruled, True
                continue
            told = self._told(clause)
            if told is None:
                if not self._plain(clause):
                    self.last = None
                continue
            self.last, claim = told
            self.own = True
            if claim:
                self.text.story = Story(self.units[0].sentence, self.last.who, self.last.change, self.last.rank)
                remember(self.text, self.units[clause.first], claim.fillers("organisation")[0], str(claim.qualifiers["change"]))
                yield claim

    def _by_rules(self, clause: Clause) -> _Told | None:
        """What was read in the clause already."""
        start, end = self.units[clause.first].start, self.units[clause.end - 1].end
        here = [c for c in self.known if c.modality == "asserted" and start <= c.evidence.start < end]
        here = here or [c for c in self.known if c.modality == "asserted" and start < c.evidence.end <= end]
        if not here:
            return None
        who, change, rank = last_told(self.units, here)
        return _Told(who, change, "member" if rank in ("founder", "suspended") else rank)

    def _plain(self, clause: Clause) -> bool:
        """Whether a clause tells nothing of its own, so that the next one may go on from the one before."""
        here = self.units[clause.first : clause.end]
        told = bool(clause.groups) and clause.days > 0
        return not told and not any(u.kind == "word" and not u.classes or u.has(*_DOUBTS) for u in here)

    def _told(self, clause: Clause) -> tuple[_Told, Claim | None] | None:
        units, text = self.units, self.text
        here = units[clause.first : clause.end]
        doubts = [u for u in here if u.has(*_DOUBTS)]
        if len(doubts) == 1 and doubts[0].has("not") and any(u.has("but_only") for u in here):
            doubts = []  # "did not return until 2009"
        if len(clause.groups) > 1 or clause.days > 1 or doubts or any(u.kind == "person" or u.has("in_force_verb") for u in here):
            return None  # "and the decision entered into force on 18 August": nobody entered
        group = clause.groups[0] if clause.groups else None
        cue, change, rank = self._change(clause)
        if change not in _CHANGES or (group is None and (cue is None or self.last is None)) or self._else(clause, group, cue):
            return None
        if cue is not None and any(u.has("join_trap", "leave_trap", "post_word") for u in units[cue + 1 : cue + 3]):
            return None  # "who took office in February", in Russian with the verb of joining
        who = states_of(units, group) if group else self.last.who if self.last else ()
        day = clause.day
        if not who or day is None or any(o.form == "capital" for u in who for o in u.options[:1] if cue is None or _apart(cue, group)):
            return None
        used = [i for i in (cue, day, *(group or ())) if i is not None]
        first, last = min(used), max(used)
        body = spoken_of(text, units[cue if cue is not None else first])
        if body is None or body[1].id.startswith(NEW) or not self._of_body(here, body):
            return None
        if any(of_something(units, i) for i in range(clause.first, clause.end)):
            return None  # "entered into talks with the union", "quit the Commonwealth Games"
        if modality(units, cue if cue is not None else first, first, last) != "asserted":
            return None
        when = dated(units[day])
        published = text.article.published
        if when is None or "/" in when.text or (published and when.first > published.last):
            return None
        told = _Told(tuple(who), change, rank)
        return told, self._claim(body, who, Span(units[first].name_start, units[last].end), change, rank, when)

    def _claim(self, body: Named, who: Sequence[Unit], evidence: Span, change: str, rank: str, when: Date) -> Claim | None:
        text = self.text
        told = [c for c in self.known if c.qualifiers.get("change") == change]
        same = [c for c in told if c.valid_from in (None, when) or c.modality not in FACTUAL]  # what rules read as to come has not come
        read = {x.id for c in same for x in c.fillers("member")}
        members = tuple(x for x in fillers(text, who, ("state",)) if x.id not in read)
        if not members:
            return None
        roles = {"organisation": (filler(text, *body),), "member": members}
        roles = bearer(roles, "organisation", change in ("suspended", "restored"), "membership")
        return Claim(
            "membership", roles, evidence, text.article.id, f"{text.language.code}/turn", {"change": change, "rank": rank}, when,
            attribution=source(text),
        )  # fmt: skip

    def _change(self, clause: Clause) -> tuple[int | None, str, str]:
        """The word of change of a clause, the change and the rank: its own or those of the clause before."""
        units = self.units
        inside = range(clause.first, clause.end)
        present = frozenset().union(*(units[i].classes for i in inside))
        ranks = {name: rank for name, rank in _RANKS.items() if name in present}
        verbs = [i for i in inside if units[i].has("become", "grant", "obtain", "since")]
        if ranks and verbs:
            return verbs[0], "granted", next(iter(ranks.values())) if len(ranks) == 1 else ""
        if any(units[i].has("same_status") for i in inside):
            last = self.last
            return (verbs[0], "granted", last.rank) if last and last.rank != "member" and verbs else (None, "", "")
        own = [i for i in inside if not units[i].has("did_so", "did_same")]
        found = {change: i for i in reversed(own) for change, names in _CUES if not units[i].classes.isdisjoint(names)}
        if len(found) == 1:
            change, at = next(iter(found.items()))
            known = change != "suspended" or not clause.groups or any(units[i].has(*_MEMBER, "suspended_from") for i in inside)
            return (at, change, "member") if known else (None, "", "")
        last = self.last
        if found or last is None or any(not units[i].classes.isdisjoint(_VERBS - _SAME) for i in inside):
            return None, "", ""
        same = next((i for i in inside if not units[i].classes.isdisjoint(_SAME)), None)
        return same, last.change, last.rank

    def _else(self, clause: Clause, group: tuple[int, int] | None, cue: int | None) -> bool:
        """Whether a clause may tell something else of its states."""
        units = self.units
        inside = set(range(group[0], group[1] + 1)) if group else set()
        rest = [units[i] for i in range(clause.first, clause.end) if i not in inside and i not in (cue, clause.day)]
        if group and in_a_title(self.text, units[group[0]]):
            return True
        before = units[group[0] - 1] if group and group[0] > clause.first else None
        if before is not None and before.has("in", "from", "with", "prep") and not before.has("the"):
            return True
        strange = sum(u.kind == "word" and not u.classes for u in rest)
        if any(u.has(*_ELSE) or u.option("person") for u in rest) or strange > self._allowed(group, cue):
            return True
        near = self.own and sum(u.kind == "word" and not fills(u) for u in rest) < 2
        if cue is None and not near and not all(fills(u) or u.has("in", "to") or u.kind == "sign" for u in rest):
            return True  # "France held an election in 2012"
        if clause.day is not None and object_behind(units[: clause.end], max(clause.day, cue or 0)):
            return True
        if cue is None or units[cue].has(*_SAME):
            return False
        behind = next((u for u in units[cue + 1 : clause.end] if not u.has("the")), None)
        return behind is not None and behind.kind == "word" and (not behind.classes or behind.has("exit_trap", "join_trap"))

    def _allowed(self, group: tuple[int, int] | None, cue: int | None) -> int:
        """How many unknown words a clause may hold: none where they may be its verb, or what a word of going is of."""
        return 2 if group and cue is not None and any(self.units[cue].has(*names) for names in _SURE) else 0

    def _of_body(self, here: Sequence[Unit], body: Named) -> bool:
        named = [o for u in here if u.options and (o := u.option("organisation"))]
        if any(o.id != body[1].id for o in named):
            return False
        main, told = main_body(self.text), self.text.told
        sure = told is not None and here[0].sentence - told[0] <= _NEAR and told[1].id == body[1].id
        return bool(named) or sure or (main is not None and main[1].id == body[1].id)


def _apart(cue: int, group: tuple[int, int] | None) -> bool:
    """Whether more than a word parts a verb from its states."""
    return group is not None and not (group[0] - 2 <= cue <= group[1] + 2)
