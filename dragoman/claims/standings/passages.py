"""What came to one state after another, told on in clauses that leave out the organisation, the verb or the state.

    Gabon quit in 1995 and was back in 2016. Libya did so two years later, Niger in 2020.
    Who has left so far? Burundi was the first, in October 2017.
    1952: Greece, Turkey
    Mali: suspended in August 2020, readmitted in October of the same year

A clause is read only if it holds nothing else: who, what came to them, when, and words such as "then" and "again" between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.claims.claimdays import object_behind
from dragoman.claims.frames import bearer, filler, fillers, source
from dragoman.claims.modality import modality
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.spoken import Named, remember, spoken_of
from dragoman.claims.standings.headings import line_of, topic_change
from dragoman.claims.words.clauses import Clause, bears, bracketed, clauses, fills, groups_of, states_of
from dragoman.claims.words.units import Text, Unit, lines_of, stakes_of
from dragoman.model import Claim, Date, Span

_CHANGES = (
    ("suspended", frozenset({"reimposed", "suspend", "suspended_from"})),
    ("restored", frozenset({"restore", "reinstate", "return_word", "resume_it"})),
    ("left", frozenset({"leave", "expel", "lapse"})),
    ("joined", frozenset({"join", "admitted_passive"})),
)
_VERBS = frozenset({"did_so", "join_follow", "admit"}).union(*(classes for _, classes in _CHANGES))
_DATED = _VERBS | {"unit:date"}
_NOUNS = (("left", "withdrawal"), ("joined", "accession"), ("suspended", "suspension"), ("restored", "rejoining"))
_TOLD_ON = 3  # sentences within which a page goes on telling of the changes in one organisation
_RANKS = ("rank_observer", "rank_dialogue_partner", "rank_partner", "rank_associate")
_DECIDED = ("suspended", "restored")  # what a council does for its whole organisation
_GROWTH = ("alongside", "growth_word", "expand", "adding", "grown", "to_member_count", "accession")
_HEADING = 12  # units of a line within which its heading ends
_LINE_SIGNS = frozenset({"colon", "dash"})
_LEAST = 3  # states that make a list of members behind an organisation's name
_ENDS = ".;,\u060c\u061b"
_OVER = {"suspended": "restored", "joined": "left"}  # what came on the last day of "from 1975 to 1995"


@dataclass(frozen=True, slots=True)
class Story:
    """What a page has told last: in which sentence, of whom, what came to them, and their rank."""

    sentence: int
    who: tuple[Unit, ...]
    change: str
    rank: str


def last_told(units: Sequence[Unit], claims: Sequence[Claim]) -> tuple[tuple[Unit, ...], str, str]:
    """Of whom the last of some claims of a sentence tells, what came to them, and their rank."""
    claim = max(claims, key=lambda c: (c.evidence.end, c.evidence.start))
    spans = {f.span.start for f in claim.fillers("member")}
    who = tuple(u for u in units if u.name_start in spans and u.option("state"))
    return who, str(claim.qualifiers.get("change")), str(claim.qualifiers.get("rank", "member"))


@dataclass(frozen=True, slots=True)
class Line:
    """What the line that a sentence stands in begins with: a day and a dash ("1952: ..."), or a state and a colon ("Mali: ...")."""

    day: Unit | None = None
    who: tuple[Unit, ...] = ()
    body: Named | None = None  # "EFTA: Iceland, ..."
    end: int = 0  # of this heading, as a unit of the page


def told_on(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of clauses that go on telling what a page has begun to tell. `made`: what the rules made of the sentence."""
    known = [c for c in made if c.kind == "membership" and c.modality == "asserted"]
    for line in lines_of(units):
        yield from _told_in_line(text, line, text.stakes[units[0].sentence] if line is units else stakes_of(line), known)


def _told_in_line(text: Text, units: Sequence[Unit], stakes: frozenset[str], known: Sequence[Claim]) -> Iterator[Claim]:
    sentence = units[0].sentence
    story: Story | None = text.story if text.story and sentence - text.story.sentence <= _TOLD_ON else None
    dated = not _DATED.isdisjoint(stakes)
    if text.rolled and any("rolled" in u.classes for u in units):
        return
    line = text.lines.get(units[0].paragraph)
    if line is None:
        line = text.lines[units[0].paragraph] = _line(text, units[0])
    if not (dated or line.day or line.body):
        text.story = _asked(units) or story
        return
    begun = known or story or text.told or line.day or line.who or line.body or "kind:organisation" in stakes
    if not (begun or dated and _headed(text)):
        text.story = _asked(units) or story
        return
    if line.body and (listed := _members(text, units, line)):
        yield listed
        return
    reader = _Reader(text, units, line, known, story)
    yield from reader.brackets()
    yield from reader.claims()
    text.story = reader.last if reader.told else _asked(units) or story


def _headed(text: Text) -> bool:
    """Whether the page names an organisation at its head, in its first two sentences."""
    return any("kind:organisation" in stakes for stakes in text.stakes[:2])


def _line(text: Text, first: Unit) -> Line:
    sentence = first.sentence
    while sentence < len(text.bounds) and text.units[text.bounds[sentence][0]].paragraph <= first.paragraph:
        if not text.stakes[sentence].isdisjoint(_LINE_SIGNS):
            break
        sentence += 1
    else:
        return Line()  # no sign that ends a heading
    whole = line_of(text, first)
    at = next((i for i, u in enumerate(whole) if u.kind != "sign"), len(whole))
    if at + 2 >= len(whole):
        return Line()
    if whole[at].kind == "date" and isinstance(whole[at].value, Date) and whole[at + 1].has("colon", "dash"):
        return Line(whole[at], end=whole[at + 1].index)
    sign = next((i for i in range(at + 1, min(len(whole), at + _HEADING)) if "colon" in whole[i].classes), 0)
    days = [u for u in whole[at:sign] if u.kind == "date" and isinstance(u.value, Date)]
    tells = len(days) == 1 and any(u.has(*_GROWTH) or _change(u) or _named_change(u) for u in whole[at:sign])
    if tells and sign + 1 < len(whole) and not any(u.options for u in whole[at:sign]):
        return Line(days[0], end=whole[sign].index)  # "The second enlargement (1981): ..."
    last = next((b for a, b in groups_of(whole) if a == at), -1) if bears(whole[at]) else -1
    if last >= 0 and last + 2 < len(whole) and whole[last + 1].has("colon"):
        return Line(who=states_of(whole, (at, last)), end=whole[last + 1].index)
    body = whole[at].option("organisation")
    sign = next((i for i in range(at + 1, min(len(whole), at + 6)) if whole[i].has("colon", "dash")), 0)
    plain = all(u.text in "()" or u.kind in ("number", "name") for u in whole[at + 1 : sign])
    if body and not body.id.startswith(NEW) and body.form != "anaphor" and sign and plain:
        return Line(body=(whole[at], body), end=whole[sign].index)
    return Line()


def _members(text: Text, units: Sequence[Unit], line: Line) -> Claim | None:
    """The members of an organisation with whose name a line begins that holds nothing else: "EFTA: Iceland, Norway and Switzerland"."""
    rest = [u for u in units if u.index > line.end and not (u.kind == "sign" and u.text in _ENDS)]
    states = [u for u in rest if bears(u)]
    if line.body is None or len(states) < _LEAST or any(not bears(u) and not u.has("and", "list_word", "the", "comma") for u in rest):
        return None
    roles = {"organisation": (filler(text, *line.body),), "member": fillers(text, states, ("state",))}
    roles = bearer(roles, "organisation", False, "membership")
    evidence = Span(line.body[0].name_start, states[-1].end)
    return Claim(
        "membership", roles, evidence, text.article.id, f"{text.language.code}/told-on", {"change": "is", "rank": "member"}, aspect="state",
        attribution=source(text),
    )  # fmt: skip


def _asked(units: Sequence[Unit]) -> Story | None:
    """A question or heading that asks who did something: what follows answers it."""
    if units[-1].text not in "?\u061f" or any(u.option("state") for u in units):
        return None
    change = next((c for u in units if (c := _change(u) or _named_change(u))), "")
    return Story(units[0].sentence, (), change, "member") if change else None


def _change(unit: Unit) -> str:
    return next((change for change, classes in _CHANGES if not unit.classes.isdisjoint(classes)), "") if unit.classes else ""


def _named_change(unit: Unit) -> str:
    return next((change for change, name in _NOUNS if name in unit.classes), "")


class _Reader:
    """Reads the clauses of one sentence in turn."""

    def __init__(self, text: Text, units: Sequence[Unit], line: Line, known: Sequence[Claim], story: Story | None) -> None:
        self.text, self.units, self.line, self.known = text, units, line, known
        self.last, self.told = story, False
        self.fresh = True  # whether nothing else has been told since what was told last
        if line.who:
            same = story is not None and story.who == line.who
            self.last = story if same else Story(units[0].sentence, line.who, "", "member")

    def claims(self) -> Iterator[Claim]:
        """The claims, in order."""
        remark = False  # whether the clause before only names somebody, so that this one may be a remark on them
        for clause in clauses(self.units, _VERBS, self.line.end):
            here = self.units[clause.first : clause.end]
            ruled = self._by_rules(clause)
            if ruled:
                self.last, self.fresh, self.told = ruled, True, True
            read = list(self._read(clause))
            if read:
                claim, self.last = read[-1]
                self.fresh = self.told = True
                remember(self.text, here[0], claim.fillers("organisation")[0], str(claim.qualifiers["change"]))
                yield from (made for made, _ in read)
            elif untold := self._undated(clause):
                self.last, self.fresh, self.told, ruled = untold, True, True, untold
            elif self.last and clause.groups and not self._overlaps(clause):
                self.last = self._turned(clause, self.last)
            bare = all(bears(u) or fills(u) for u in here)
            self.fresh = self.fresh and bool(read or ruled or bare or remark)
            remark = bare

    def brackets(self) -> Iterator[Claim]:
        """The claims of states that have their days in brackets: "Austria (1956) and Malta (1965) brought the total to 18"."""
        entries = list(bracketed(self.units))
        if not entries or len(entries) < 2 and entries[0][2] is None and not self.known:
            return
        common, rank = self._common({i for group, day, verb in entries for i in (day, verb) if i is not None})
        for group, day, verb in entries:
            change = _change(self.units[verb]) if verb is not None else common
            who = states_of(self.units, group)
            body = spoken_of(self.text, self.units[group[0]])
            used = self.units[group[0] : day + 1]
            evidence = Span(used[0].name_start, used[-1].end)
            when = self.units[day].value
            if not change or body is None or body[1].id.startswith(NEW) or self._late(when) or "/" in when.text:
                continue
            if modality(self.units, day, group[0], day) == "asserted" and not self._read_already(evidence, who, change):
                self.last, self.told = Story(self.units[0].sentence, who, change, rank), True
                made = self._claim(body, who, evidence, change, rank, when)
                if made.fillers("member"):
                    yield made

    def _common(self, inside: set[int]) -> tuple[str, str]:
        """What the words outside of the brackets tell of all: one change, a rank, or the change told before that came to them too."""
        outside = [u for i, u in enumerate(self.units) if i not in inside]
        found = {change for u in outside if (change := _change(u) or _named_change(u))}
        if found:
            return (found.pop() if len(found) == 1 else ""), "member"
        if any(u.has("did_so", "did_same", "join_follow") for u in outside):
            return (self.last.change if self.last else ""), "member"
        ranks = {name[5:] for u in outside for name in u.classes if name in _RANKS}
        if ranks and any(u.has("colon") for u in outside[:8]):
            return ("granted", ranks.pop()) if len(ranks) == 1 else ("", "")
        return ("joined" if any(u.has(*_GROWTH, "to_join", "newest_word") for u in outside) else ""), "member"

    def _claim(self, body: Named, who: Sequence[Unit], evidence: Span, change: str, rank: str, when: Date) -> Claim:
        text = self.text
        roles = {"organisation": (filler(text, *body),), "member": fillers(text, who, ("state",))}
        roles = bearer(roles, "organisation", change in _DECIDED, "membership")
        return Claim(
            "membership", roles, evidence, text.article.id, f"{text.language.code}/told-on", {"change": change, "rank": rank}, when,
            attribution=source(text),
        )  # fmt: skip

    def _by_rules(self, clause: Clause) -> Story | None:
        """What the rules have read in a clause, of which the next ones may go on."""
        start, end = self.units[clause.first].start, self.units[clause.end - 1].end
        here = [c for c in self.known if start < c.evidence.end <= end or start <= c.evidence.start < end]
        if not here:
            return None
        who, change, rank = last_told(self.units, here)
        return Story(self.units[0].sentence, who, change, "member" if rank == "founder" else rank)

    def _undated(self, clause: Clause) -> Story | None:
        """What a clause tells whose day comes later, in the next ones: "both have returned, the former in 2018"."""
        group = clause.groups[0] if len(clause.groups) == 1 else None
        if clause.verb is None or clause.days or (self.last is None and group is None):
            return None
        change = _change(self.units[clause.verb])
        who = states_of(self.units, group) if group else self.last.who if self.last else ()
        core = [clause.verb, *(group or ())]
        plain = self._only(clause, group, max(core)) and modality(self.units, clause.verb, min(core), max(core)) == "asserted"
        return Story(self.units[0].sentence, who, change, "member") if change and plain else None

    def _overlaps(self, clause: Clause) -> bool:
        start, end = self.units[clause.first].start, self.units[clause.end - 1].end
        return any(start < c.evidence.end and c.evidence.start < end for c in self.known)

    def _turned(self, clause: Clause, last: Story) -> Story:
        """The story after a clause that tells something else: of the state with which it begins, or of nobody where it names several."""
        first, _ = clause.groups[0]
        if all(u.has("the", "comma", "and", "but") for u in self.units[clause.first : first]):
            return replace(last, who=states_of(self.units, clause.groups[0]) if len(clause.groups) == 1 else ())
        return last if last.sentence == self.units[0].sentence else replace(last, who=())

    def _read(self, clause: Clause) -> Iterator[tuple[Claim, Story]]:
        """The claims that a clause makes, and what is told then; none where it holds anything else."""
        text, units, last = self.text, self.units, self.last
        day = units[clause.day] if clause.day is not None else self.line.day if not clause.days else None
        group = clause.groups[0] if len(clause.groups) == 1 else None
        if group and group[0] > clause.first and units[group[0] - 1].has("in", "to", "from", "into_word", "prep"):
            return  # "entered Kazakhstan"
        if day is None or len(clause.groups) > 1 or (group is None and clause.verb is None and not (self.line.who and clause.day)):
            return
        change, rank = self._what(clause)
        who = states_of(units, group) if group else last.who if last else ()
        if clause.verb is None and any(o.form == "capital" for u in who for o in u.options[:1]):
            return  # "LONDON, 3 June": where the page was written
        core = [i for i in (clause.verb, clause.day, *(group or ())) if i is not None]
        at = clause.verb if clause.verb is not None else min(core)
        if not who or change in ("", "is") or not self._only(clause, group, max(core)):
            return
        shared = any(u.has("respectively") for u in units[max(core) + 1 : max(core) + 3])
        body = None if shared else spoken_of(text, units[at])  # "in March and April respectively": a day for each
        if body is None or not _of_body(units, clause, body) or modality(units, at, min(core), max(core)) != "asserted":
            return
        used = [*units[min(core) : max(core) + 1], day]
        evidence = Span(min(u.name_start for u in used), max(u.end for u in used))
        for step, when in _steps(change, day.value, clause.verb is None):
            if self._late(when) or self._read_already(evidence, who, step):
                continue
            made = self._claim(body, who, evidence, step, rank, when)
            if made.fillers("member"):
                yield made, Story(units[0].sentence, who, step, rank)

    def _late(self, day: Date) -> bool:
        published = self.text.article.published
        return published is not None and day.first > published.last

    def _what(self, clause: Clause) -> tuple[str, str]:
        """The change that a clause tells, and the rank: its own verb's, that of the clause before, or the heading's."""
        verb = self.units[clause.verb] if clause.verb is not None else None
        if verb and verb.has("admit") and not _change(verb):
            grew = any(u.has("expand", "growth_word") for u in self.units[clause.first : clause.verb])
            taken = clause.groups and (_objects(self.units, clause.groups[0]) or (grew and clause.groups[0][0] > (clause.verb or 0)))
            return ("joined" if taken else ""), "member"
        own = _change(verb) if verb and not (verb.has("did_so") and self.last and self.last.change) else ""
        if own:
            return own, "member"
        stay = clause.day is not None and "/" in self.units[clause.day].value.text
        if clause.verb is None and stay and any(u.option("organisation") for u in self.units[clause.first : clause.day]):
            return "joined", "member"  # "was in the organisation from 1975 to 1995"
        last = self.last
        if last and last.change and self.fresh and (clause.verb is not None or self._goes_on(clause, last)):
            return last.change, last.rank
        if clause.verb is None and self.line.day and last and last.change and last.sentence + 2 >= self.units[0].sentence:
            return last.change, last.rank
        if clause.verb is None and (self.line.day or self.line.who):
            return topic_change(self.text, self.units[0]) or ("joined" if stay and self.line.who else ""), "member"
        return "", ""

    def _goes_on(self, clause: Clause, last: Story) -> bool:
        """Whether a clause without a verb goes straight on from what was told, in its sentence, right behind it or to a question."""
        first = self.units[0]
        if last.sentence == first.sentence:
            return True
        before = self.text.units[self.text.bounds[last.sentence][1] - 1]
        bracket = bool(clause.groups) and any(u.text == "(" for u in self.units[clause.groups[0][1] + 1 :][:1])
        follows = first.sentence == last.sentence + 1 and (before.paragraph == first.paragraph or not last.who)
        return clause.first == 0 and not bracket and follows

    def _only(self, clause: Clause, group: tuple[int, int] | None, last: int) -> bool:
        """Whether a clause says nothing besides who, what and when, from its beginning to its day."""
        heading = (i for i in range(clause.first, clause.end) if self.units[i].index <= self.line.end)
        own = {clause.verb, clause.day, *heading, *(range(group[0], group[1] + 1) if group else ())}
        whole = clause.verb is None or clause.day is None
        end = clause.end if whole else last + 1
        if not whole and (object_behind(self.units[: clause.end], last) or (last == clause.verb and not self._over(last))):
            return False
        return all(i in own or fills(self.units[i]) for i in range(clause.first, end))

    def _over(self, verb: int) -> bool:
        """Whether nothing is told behind a verb but why or when: no object of its own."""
        behind = self.units[verb + 1 : verb + 3]
        if not behind or behind[0].kind == "sign" or behind[0].has("after_word", "clause", "fact_clause"):
            return True
        return all(fills(u) for u in behind) and not any(u.has("possessive", "org_part") for u in self.units[verb + 1 : verb + 5])

    def _read_already(self, evidence: Span, who: Sequence[Unit], change: str) -> bool:
        """Whether the rules have read this: the same change of the same states in the same words."""
        ids = {o.id for u in who for o in u.options if o.kind == "state"}
        for claim in self.known:
            here = claim.qualifiers.get("change") == change and claim.evidence.overlaps(evidence)
            if here and (claim.valid_from is not None or {x.id for x in claim.fillers("member")} != ids):
                return True
        return False


def _objects(units: Sequence[Unit], group: tuple[int, int]) -> bool:
    """Whether something is done to the states of a list, which their case says: "Bulgaria they admitted in 2007" in Russian."""
    return all(o.oblique and not o.direct for u in states_of(units, group) for o in u.options[:1])


def _steps(change: str, day: Date, ranged: bool) -> Iterator[tuple[str, Date]]:
    """What came on the first day, and on the last one of a range: "Egypt: from July 2013 to June 2014"."""
    if "/" not in day.text:
        yield change, day
    elif ranged and change in _OVER:
        begun, over = day.text.split("/")
        yield change, Date(begun)
        yield _OVER[change], Date(over)


def _of_body(units: Sequence[Unit], clause: Clause, body: Named) -> bool:
    """Whether the clause names no other organisation."""
    named = [o for u in units[clause.first : clause.end] if (o := u.option("organisation"))]
    return not body[1].id.startswith(NEW) and all(o.id == body[1].id for o in named)
