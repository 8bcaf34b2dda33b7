"""Documents: what was signed, adopted, ratified, sent or cited, with its title, its parties and its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dragoman.claims.claimdays import past_day, told_day
from dragoman.claims.frames import filler, source
from dragoman.claims.modality import modality
from dragoman.claims.names.linking import in_a_title
from dragoman.claims.numbers.ballots import ballot_of
from dragoman.claims.papers.citedpapers import cited
from dragoman.claims.papers.gists import gapped, lone_act, lone_recalled
from dragoman.claims.papers.lists import begins_list, called, with_items
from dragoman.claims.papers.papers import ACTIONS, ACTS, LISTABLE, NOUNS, Paper, may_name_papers, of_another, of_talks, of_title, papers_of
from dragoman.claims.papers.recalledpapers import Memory, Recalled, recalled
from dragoman.claims.papers.samepapers import note_paper
from dragoman.claims.people.people import state_of
from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import FACTUAL, Claim, Date, Filler, Span

_REFUSED = ("declined", "decline_word", "refuse", "refuse_act", "lost_word", "veto_act", "block")
_NOT_DONE = frozenset({"denied", "conditional", "desired"})  # no document comes of it
_NEAR_INFINITIVE = 5  # units around an infinitive within which stands whether it was done
_AT_ONCE = 3  # units between "entry into force" and the document
_RELATIVE = 6  # units from a relative pronoun to the verb of its clause
_REACH = 10  # units between a verb and the document that it governs
_AFTER = 6  # units between a title and the verb behind it
_DAY = 12  # units from the verb within which its day stands
_WITHDRAWN = 3  # units from "withdrew" to the signature
_ROW = 24  # units before a verb over which the list of who acts may reach
_LISTED = 3  # units before the noun in an item of a list

_TO_COME = ("ratified", "signed")  # what is yet to be done when it is decided on


def document_claims(text: Text) -> Iterator[Claim]:
    """One claim for each document and what was done with it; a document told of twice in the same way is claimed once."""
    found: list[Claim] = []
    memory = Memory()
    capitals = bool(text.language.settings.get("capitals_in_names", False))
    articles = tuple(text.language.settings.get("articles", ()))[:1]
    listed: tuple[int, str] | None = None  # the sentence and the act of a line such as "The following were adopted:"
    told: tuple[int, str] | None = None  # the same of a sentence about documents: "a number of documents were signed"
    for units, stakes in zip(text.sentences(), text.stakes, strict=True):
        here = units[0].sentence
        acted = not ACTS.isdisjoint(stakes)
        doing = [at for at, u in enumerate(units) if not ACTS.isdisjoint(u.classes)] if acted else []
        acts = [(at, _act(units, at)) for at in doing if not _idle(units, at)]
        item = listed is not None and here - listed[0] == 1
        papers = papers_of(text, units, LISTABLE if item else NOUNS) if may_name_papers(text, units, stakes) else []
        counted = [p for p in papers if p.first == p.last and p.noun and units[p.noun - 1].kind == "number"]
        if counted and not text.language.settings.get("subject_first"):
            papers = [p for p in papers if p not in counted]  # Arabic "25 document"
        among = told[1] if told and not acts and here - told[0] == 1 and units[0].has("among") else None
        among = None if "not" in stakes else among
        if (acts or among) and not item:
            papers = with_items(units, papers) if papers else list(called(units, capitals))
        acts = [(at, does) for at, does in acts if not (any(p.noun < at <= p.last for p in papers) or of_talks(units[at + 1 : at + 2]))]
        if item and listed and papers and papers[0].first <= _LISTED and not acts:
            found.append(_listed(text, units, papers[0], listed[1]))
            listed = (here, listed[1])
            continue
        if len(papers) == 1 and units[papers[0].noun].has("vote_paper") and any(u.has(*_REFUSED) for u in _titles_aside(units, papers[0])):
            acts = [one for one in acts if one[1] != "adopted"]  # "the amendment was rejected: 84 backed it"
        if len(papers) == 1 and not acts and units[papers[0].noun].has("vote_paper") and (vote := ballot_of(text, units, stakes)):
            lately = text.units[text.bounds[max(0, here - 1)][0] : units[-1].index + 1]
            refused = any(u.has(*_REFUSED) for u in lately)  # "rejected the resolution by 21 votes to 18"
            acts = [(vote.first, "adopted")] if vote.carried and not refused else []  # "the resolution got 120 votes"
            mine = [*_claim(text, units, papers[0], *acts[0], acts)] if acts else []
        else:
            mine = [_listed(text, units, p, among) for p in papers] if among else [*_in(text, units, papers, acts)] if papers else []
        used = [c.evidence for c in mine]
        mine += [c for one in recalled(text, units, papers, acts, used, memory) if (c := _recalled_claim(text, units, one, acts))]
        if not mine and (lone := lone_act(units, papers, acts)):
            mine = [*_claim(text, units, *lone, acts)]
        elif not mine and (one := lone_recalled(units, papers, acts, memory)):
            mine = [c for c in (_recalled_claim(text, units, one, acts),) if c]
        mine += [c for one in mine[-1:] for c in gapped(text, units, one)]
        memory.note(text, units, papers)
        for claim in mine:
            note_paper(found, claim, articles)
        act = acts[-1][1] if acts else among
        listed = (here, act) if act and begins_list(units, acts) else None
        told = (here, acts[-1][1]) if acts and (counted or any(u.has("papers") for u in units)) else None
    yield from found


def _act(units: Sequence[Unit], at: int) -> str:
    action = next(action for name, action in ACTIONS.items() if name in units[at].classes)
    withdrawn = action == "signed" and any(u.has("withdrew_word") for u in units[max(0, at - _WITHDRAWN) : at])
    return "denounced" if withdrawn else action


def _idle(units: Sequence[Unit], at: int) -> bool:
    """Whether a paper is only opened for signature, "the door of signing" in Arabic, or a day follows: "agreed on Monday to send it"."""
    if units[at].text.endswith(" on") and at + 1 < len(units) and units[at + 1].kind == "date":
        return True
    return "signed" in units[at].classes and any(u.has("open", "opened", "open_verb") for u in units[max(0, at - _WITHDRAWN) : at])


def _in(text: Text, units: Sequence[Unit], papers: Sequence[Paper], acts: Sequence[tuple[int, str]]) -> Iterator[Claim]:
    purpose = tuple(text.language.settings.get("place_clitics", ()))
    before: tuple[Paper, list[tuple[int, str]]] | None = None
    group: tuple[Paper, list[tuple[int, str]]] | None = None  # "three agreements": those that a dash or a colon introduces
    for paper in papers:
        own = [*_governing(units, paper, papers, acts), *_behind(units, paper, papers, acts, purpose)]
        if len(own) > 1 and own[0][0] < paper.first and any(own[0][0] < p.noun < paper.first for p in papers):
            own = own[1:]  # "signed a treaty, and a statement issued after the talks"
        own = list({action: (at, action) for at, action in reversed(own)}.values())
        inherits = before is not None and _joined(units, before[0], paper)
        if not own and inherits and before:
            own = before[1]
        if not own and group and any(u.has("dash", "colon") for u in units[group[0].last + 1 : paper.first]):
            own = group[1]
        if own and paper.first == paper.last and group is None:
            group = (paper, own)
        if not own and (one := cited(units, paper, papers, purpose)):
            own = [one]
        for at, action in own:
            yield from _claim(text, units, paper, at, action, acts)
        before = (paper, own)


def _governing(units: Sequence[Unit], paper: Paper, papers: Sequence[Paper], acts: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The verb or verbal noun before the document that governs it: "signed a treaty", "the adoption of the declaration"."""
    for at, action in reversed(acts):
        if at >= paper.first or paper.first - at > (2 * _REACH if action != "entered_into_force" else _AT_ONCE):
            continue
        between = units[at + 1 : paper.first]
        if units[at].has("passive") and at and units[at - 1].has("comma") and any(p.last < at for p in papers):
            continue  # "the Treaty, signed in 1991, the Protocol to it"
        if any(u.has("among") for u in between[-3:]):
            return [(at, action)]  # "nineteen documents were signed, among them ..."
        if len(between) >= _REACH:
            return []
        if any(u.text in STOPS or u.has("but", "clause", "not_of_paper") for u in between):
            return []
        if any(u.has("about", "on") and after.kind != "date" for u, after in pairwise([*between, units[paper.first]])):
            return []  # "a statement on its strategy"
        if any(at < p.noun < paper.first and not _joined(units, p, paper) for p in papers):
            return []
        if action in ("sent", "issued", "cited") and sum(not u.options and not u.has("office_word") for u in between) > 7:
            return []
        return [(at, action)]
    return []


def _behind(
    units: Sequence[Unit], paper: Paper, papers: Sequence[Paper], acts: Sequence[tuple[int, str]], purpose: Sequence[str]
) -> list[tuple[int, str]]:
    """The verbs behind the document: "the treaty was signed", "the Charter, adopted in 2001, entered into force"."""
    found: list[tuple[int, str]] = []
    edge = _past_remark(units, paper.last, {at for at, _ in acts})
    later = {at for at, action in acts if action == "entered_into_force"}
    for at, action in acts:
        if at <= edge:
            continue
        between = units[edge + 1 : at]
        if len(between) > _AFTER or any(u.text in STOPS or not NOUNS.isdisjoint(u.classes) or u.option("person") for u in between):
            break
        if any(u.kind == "number" for u in between) or units[at].has("active_form") or (between and between[-1].has("about", "on")):
            break  # "agreements, of which 71 were denounced", "a bill approving", "a law on the ratification"
        if any(u.has("comma") for u in between) and any(0 < p.first - at <= 2 for p in papers):
            break  # "the concept was approved, signed the declaration": of the one that follows
        if units[at].clitic in purpose:
            break  # Arabic: "a decree ratifying" is "with the ratification of"
        if _passive(units, at, between):
            found.append((at, action))
            edge = _past_remark(units, paper.last, later) if paper.last + 1 < at and units[paper.last + 1].has("comma") else at
            edge = max(edge, at)
    return found


def _past_remark(units: Sequence[Unit], last: int, acts: set[int]) -> int:
    """The end of a remark between commas behind a title, where a verb follows it: "the Treaty, by which four founded it, was signed"."""
    if last + 1 >= len(units) or not units[last + 1].has("comma"):
        return last
    close = next((i for i in range(last + 2, min(len(units), last + 2 * _REACH)) if units[i].has("comma") or units[i].text in STOPS), None)
    if close is None or units[close].text in STOPS or not acts & {close + 1, close + 2, close + 3}:
        return last
    return last if any(last < a < close for a in acts) else close


def _passive(units: Sequence[Unit], at: int, between: Sequence[Unit]) -> bool:
    """Whether a verb behind a comma still speaks of the document: it has an auxiliary or pronoun before it, or a day or place behind it."""
    if units[at].has("in_force_verb", "passive") or any(u.has("act_verb", "clause") for u in between):
        return True
    after = units[at + 1] if at + 1 < len(units) else None
    if any(u.has("comma", "and", "and_clitic") for u in between):
        return after is not None and (after.kind == "date" or after.has("in", "by", "place_word", "to", "title_stop"))
    return True


def _joined(units: Sequence[Unit], a: Paper, b: Paper) -> bool:
    """Whether two documents stand in one list: only signs and words for "and" between them, and a few words of the second's own."""
    between = units[a.last + 1 : b.first]
    if len(between) > 5 or any(u.text in STOPS and u.text != ";" or not ACTS.isdisjoint(u.classes) for u in between):
        return False
    joins = any(u.has("and", "comma") or (u.has("list_word") and not u.has("the", "to")) or u.text == ";" for u in between)
    joins = joins or units[b.first].has("and_clitic")
    return joins and not any(u.has("clause", "but", "act_verb") or u.options for u in between)


def _claim(text: Text, units: Sequence[Unit], paper: Paper, at: int, action: str, acts: Sequence[tuple[int, str]]) -> Iterator[Claim]:
    said = modality(_of_clause(_titles_aside(units, paper), at), at, min(at, paper.first), max(at, paper.last))
    if action == "cited" and said == "conditional":
        said = "asserted"  # what an article requires
    if said == "denied" and any(u.has("not_yet") for u in units[max(0, at - 4) : at]):
        said = "planned"
    if said in _NOT_DONE or any(u.has("almost") for u in units[max(0, at - 1) : at]):
        return
    if said == "asserted" and (ends := text.language.settings.get("infinitive_endings")) and units[at].text.endswith(tuple(ends)):
        near = units[max(0, at - _NEAR_INFINITIVE) : at + _NEAR_INFINITIVE + 1]
        if any(u.has("not") for u in near):
            return  # Russian "to sign the treaty they had no time"
        said = "asserted" if any(u.has("managed") for u in near) else "planned"
    if said == "asserted" and any(u.has("aim_verb", "aim_trap", "aim_noun") for u in units[max(0, at - 8) : at]):
        said = "planned"  # "the aim of the visit is the signing of an agreement"
    if said == "asserted" and (_once_done(units, at) or units[at - 1].has("be_infinitive") and at > paper.last):
        said = "planned"  # "the accord to be signed on Saturday"
    if (
        said == "asserted"
        and action in _TO_COME
        and any(u.has("decide_plain") and not u.has("decision_noun") for u in units[max(0, at - 4) : at])
    ):
        said = "planned"  # "decided the ratification of", as in Arabic
    if said == "planned" and _voted(units, at):
        said = "asserted"
    if said == "proposed" and any("propose" in units[k].classes for k, _ in acts):
        said = "asserted"  # "endorsed the plan and approved the budget" proposes nothing
    day_at = _day(units, at, paper, acts)
    day: Date | None = units[day_at].value if day_at is not None else _meeting_day(text, units)
    published = text.article.published
    if said == "asserted" and (units[at].has("past") or units[at].text.endswith("ed") or at and units[at - 1].has("was_word")):
        day = past_day(text, units, day)
    if said == "asserted" and day and published and day.first > published.last:
        said = "planned"
    if said not in FACTUAL and day and published and day.last <= published.last:
        day = None
    if action == "approved" and units[at].has("ratifies_treaty") and units[paper.noun].has("treaty_noun"):
        action = "ratified"  # Arabic has one verb for both
    used = [units[min(at, paper.first)], units[max(at, paper.last)]]
    roles: dict[str, tuple[Filler, ...]] = {"title": (_title(text, units, paper),)}
    parties = _parties(text, units, at, paper)
    if parties:
        roles["party"] = parties
    yield Claim(
        kind="document", roles=roles, evidence=Span(used[0].start, used[1].end), article=text.article.id,
        rule=f"{text.language.code}/document", qualifiers={"action": action}, valid_from=day, modality=said, attribution=source(text),
    )  # fmt: skip


def _voted(units: Sequence[Unit], at: int) -> bool:
    """Whether an act behind "to" is what was voted with a score: "voted 14-0 to approve the resolution"."""
    before = units[max(0, at - 5) : at]
    scored = len(before) == 5 and before[0].has("vote_word") and before[1].kind == before[3].kind == "number"
    return scored and before[2].text in "-\u2013" and units[at].has("adopted", "approved") and before[4].has("to_verb", "to")


def _once_done(units: Sequence[Unit], at: int) -> bool:
    """Whether an act is what something to come waits for: "on the third day after the ratification Togo will be one"."""
    led = any(u.has("past_lead") for u in units[max(0, at - _AT_ONCE) : at])
    return led and not units[at].has("past") and any(u.has("is_future", "will_word") for u in units) and not any(told_day(u) for u in units)


def _recalled_claim(text: Text, units: Sequence[Unit], one: Recalled, acts: Sequence[tuple[int, str]]) -> Claim | None:
    """The claim of an act whose document the words leave unnamed."""
    said = modality(units, one.at, one.first, one.last)
    if said in _NOT_DONE or said == "proposed":
        return None
    here = Paper(one.at, one.at, one.at)
    day_at = _day(units, one.at, here, acts)
    roles: dict[str, tuple[Filler, ...]] = {"title": (one.title,)}
    parties = tuple(reversed(_row(text, units, range(one.at - 1, max(-1, one.at - 9), -1))))
    if parties:
        roles["party"] = parties
    return Claim(
        kind="document", roles=roles, evidence=Span(units[one.first].start, units[one.last].end), article=text.article.id,
        rule=f"{text.language.code}/document-recalled", qualifiers={"action": one.action}, modality=said, attribution=source(text),
        valid_from=units[day_at].value if day_at is not None else None,
    )  # fmt: skip


def _of_clause(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """The sentence without what stands before the relative clause of an act: "Chad awaits the verdict, which signed the treaty"."""
    opens = next((i for i in range(at - 1, max(0, at - _RELATIVE), -1) if units[i].has("relative") and units[i - 1].has("comma")), None)
    if opens is None:
        return units
    return [*(Unit("", units[0].start, units[0].start, "word") for _ in units[:opens]), *units[opens:]]


def _titles_aside(units: Sequence[Unit], paper: Paper) -> Sequence[Unit]:
    """The sentence without the classes of the title's words, and of talks past: an action plan plans nothing."""
    own = units[paper.first : paper.last + 1]
    talks = (i for i, u in enumerate(units) if i and u.has("plan") and u.has("event_word", "talks_word"))
    aside = {i for i in talks if units[i - 1].has("title_stop")}
    if any(u.has("plan", "expect", "propose", "want", "may", "if", "not", "block") for u in own):
        aside |= set(range(paper.first, paper.last + 1))
    neutral = Unit("", units[0].start, units[0].start, "word")
    return [neutral if i in aside else u for i, u in enumerate(units)] if aside else units


def _listed(text: Text, units: Sequence[Unit], paper: Paper, action: str) -> Claim:
    """An item of a list whose verb stands in the line above."""
    title = _title(text, units, paper)
    return Claim(
        kind="document", roles={"title": (title,)}, evidence=title.span, article=text.article.id, qualifiers={"action": action},
        rule=f"{text.language.code}/document-listed", valid_from=None, attribution=source(text),
    )  # fmt: skip


def _title(text: Text, units: Sequence[Unit], paper: Paper) -> Filler:
    start = units[paper.first + (paper.first < paper.noun and units[paper.first].has("among"))].name_start
    if units[paper.noun].has("letter_way") and paper.first == paper.noun:  # "in a letter": the letter
        start = text.text.rfind(" ", start, units[paper.noun].end) + 1 or start
    span = Span(start, units[paper.last].end)
    return Filler(span, span.of(text.text))


def _day(units: Sequence[Unit], at: int, paper: Paper, acts: Sequence[tuple[int, str]]) -> int | None:
    """Where the day stands on which it was done: the nearest to the verb, behind it first, never beyond another verb."""
    if any(u.has("anniversary") for u in units[max(0, at - 5) : at]):
        return None  # what is kept on this day was done long ago
    others = {k for k, _ in acts} - {at}
    low, high = min(at, paper.first), max(at, paper.last)
    for places in (range(at + 1, min(len(units), high + _DAY)), range(low - 1, max(-1, low - _DAY), -1)):
        for i in places:
            later = i > paper.last and not LISTABLE.isdisjoint(units[i].classes) and at < paper.first
            if later and any(u.kind == "date" and len(u.value.text) == 4 for u in units[i + 1 : i + 8] if u.value):
                break  # "adopted the concept and a decision on the chair in 2025": a year of the other title
            if i > paper.last + 1 and units[i].has("relative", "who") and units[i - 1].has("comma") and at < paper.first:
                break  # "a resolution, which calls for a truce in March"
            if units[i].text in STOPS or (i in others and not paper.first <= i <= paper.last):
                break
            if told_day(units[i]) and not paper.first <= i <= paper.last and not of_title(units, i) and not of_another(units, i, at):
                return i
    return None


def _meeting_day(text: Text, units: Sequence[Unit]) -> Date | None:
    here = {id(u) for u in units}
    days = {m.day for m in text.meetings if m.day and any(id(n) in here for n in m.nouns)}
    return days.pop() if len(days) == 1 else None


def _parties(text: Text, units: Sequence[Unit], at: int, paper: Paper) -> tuple[Filler, ...]:
    """Between whom it is, or else who acts: the states and bodies named right before the verb, or behind "by"."""
    for start in range(paper.noun + 1, min(len(units), paper.last + 3)):
        if units[start].has("between"):
            return _row(text, units, range(start + 1, min(len(units), start + 14)))
    if at > paper.last and (by := _by(units, at)):
        if by + 1 < len(units) and units[by + 1].kind == "number":
            return ()  # "was adopted by 13 votes, with Chad abstaining"
        return _row(text, units, range(by + 1, min(len(units), by + 9)))
    if at < paper.first:
        inner = _row(text, units, range(at + 1, paper.first))  # the verb before who acts
        if inner and not (units[at + 1].has("with") and text.language.settings.get("subject_first")):
            return inner
        return (*reversed(_row(text, units, range(at - 1, max(-1, at - _ROW), -1))), *inner)
    if at > paper.last and not units[at].has("passive", "in_force_verb"):  # as in Russian, "the treaty ratified in May Chad"
        start = next((i for i in range(at + 1, min(len(units), at + 4)) if units[i].kind != "date" and not units[i].has("comma", "in")), at)
        return _row(text, units, range(start, min(len(units), start + 8))) if start > at and units[start].option("state") else ()
    return ()


def _by(units: Sequence[Unit], at: int) -> int:
    """Where "by" stands behind a verb, past when and where it was done: "was signed on Monday in Lome by"; 0 where it does not."""
    for i in range(at + 1, min(len(units), at + 1 + _AFTER)):
        if units[i].has("by"):
            return i
        if not (units[i].kind == "date" or units[i].option("city") or units[i].has("in", "on", "the")):
            break
    return 0


def _row(text: Text, units: Sequence[Unit], places: range) -> tuple[Filler, ...]:
    """The states and bodies of a list, up to the first word that is none of it."""
    found: dict[str, Filler] = {}
    far = 0
    for i in places:
        unit = units[i]
        option = unit.option("state", "organisation") or (state_of(unit) if unit.option("person") else None)
        if unit.text in STOPS or unit.has("clause", "but", "fact_clause") or unit.kind == "date":
            break
        if option and in_a_title(text, unit) and not any(u.has("leaders_word") for u in units[max(0, i - 3) : i]):
            continue  # who signed is one man; "the presidents of Benin and Togo" sign for their states
        if option:
            found.setdefault(option.id, filler(text, unit, option))
            far = 0
        elif not unit.has("and", "comma", "the"):
            far += 1
            if far > 3:
                break
    return tuple(found.values())
