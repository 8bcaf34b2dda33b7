"""Votes told in figures: how many were for, how many against, how many abstained, in whatever order the words stand.

By 88 votes to 3, with 12 abstentions ...          the count, then its side
"For - 61, against - 5" (as in Russian)            the side, then its count
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.claims.frames import fillers, source
from dragoman.claims.meetings.words import number_words
from dragoman.claims.names.spoken import spoken_of
from dragoman.claims.numbers.numbers import find_numbers
from dragoman.claims.numbers.text import DASHES
from dragoman.claims.numbers.voted import voted_on
from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Claim, Filler, Mention, Span

SIDES = {"vote_for": "for", "vote_against": "against", "vote_abstain": "abstained"}
_ONE_SIDED = frozenset({"voted_against", "vote_abstain", "vote_paper"})  # beside which one count is enough: "backed by 13, Mali abstained"
_TOLD = frozenset({"vote_word", "vote_abstain", "voted_against", "in_favour"})  # without one of these no sentence tells of a vote
_NEAR = 4  # units between a count and its side
_OF = ("of", "from", "among")  # before a total: "12 of the 15 members"
_LINK = 3  # units from the last of a count to that which stands against it
_DOUBTS = ("if", "may", "expect", "will_word", "is_future", "deny")
_MOST = 10_000  # more were never counted in a hall


@dataclass(frozen=True, slots=True)
class Ballot:
    """The counts of one vote: side -> how many; the first and last unit that tell of it, as indices of the sentence."""

    counts: dict[str, int]
    first: int
    last: int
    spans: tuple[Span, ...]

    @property
    def carried(self) -> bool:
        """Whether more were for than against."""
        return self.counts["for"] > self.counts.get("against", 0)


def numbers_of(text: Text) -> list[Mention]:
    """The numbers of the page, found once."""
    if not text.numbers:
        text.numbers = find_numbers(text.text, number_words(text.language.code), [d.span for d in text.dates])
    return text.numbers


def ballot_of(text: Text, units: Sequence[Unit], stakes: frozenset[str]) -> Ballot | None:
    """The vote of which a sentence tells; `stakes`: what stands in it. None where it gives one side only, of nothing known."""
    if _TOLD.isdisjoint(stakes) and not (("vote_to" in stakes or "dash" in stakes) and _told_on_page(text)):
        return None
    if any(u.has("veto_act", "veto_told") for u in units):
        return None  # "got 14 votes, but was vetoed"
    counts = _counts(text, units)
    found = _paired(units, counts) if counts else {}
    if "for" not in found or len(found) < 2 and _ONE_SIDED.isdisjoint(stakes) and not _states_against(units):
        return None
    against = found.get("against", (0, ()))[1]
    rival = any(_of_another(units, one) for one in counts if one[0] in against and one[2] == found["against"][0])
    places = sorted(i for place in found.values() for i in place[1])
    told = {side: found[side][0] for side in SIDES.values() if side in found and not (rival and side == "against")}
    spans = tuple(m.span for i, _, _, m in counts if any(i in place[1] for place in found.values()))
    return Ballot(told, places[0], places[-1], spans)


def _states_against(units: Sequence[Unit]) -> bool:
    """Whether those against are named instead of counted: "120 were for, against were Nauru and Palau"."""
    at = next((i for i, u in enumerate(units) if u.has("vote_against")), len(units))
    return any(u.option("state") for u in units[at + 1 : at + 1 + _NEAR])


_Count = tuple[int, int, int, Mention]  # first unit, last unit, how many


def _counts(text: Text, units: Sequence[Unit]) -> list[_Count]:
    found: list[_Count] = []
    for mention in numbers_of(text):
        if mention.span.end <= units[0].start or mention.span.start >= units[-1].end:
            continue
        inside = [i for i, u in enumerate(units) if u.start < mention.span.end and u.end > mention.span.start]
        value = mention.value.value
        if found and inside and inside[0] - found[-1][1] in (2, 3) and any(u.has(*_OF) for u in units[found[-1][1] + 1 : inside[0]]):
            continue  # "12 of the 15 members"
        if inside and isinstance(value, int) and value < _MOST and not units[inside[0]].option("person"):
            found.append((inside[0], inside[-1], value, mention))
    return found


_Found = dict[str, tuple[int, tuple[int, ...]]]  # side -> how many, and the units that tell it


def _paired(units: Sequence[Unit], counts: Sequence[_Count]) -> _Found:
    """The counts with their sides; a page puts all its sides behind their counts, or all before, so what pairs more is meant."""
    if tight := next((p for p in pairwise(counts) if _tight(units, *p)), None):  # "voted 140-7 in favour"
        return {"for": (tight[0][2], tight[0][:2]), "against": (tight[1][2], tight[1][:2])}
    rivals = _rivals(units, counts)
    if rivals:
        pair = {"for": (rivals[0][2], rivals[0][:2]), "against": (rivals[1][2], rivals[1][:2])}
        rest = [one for one in counts if one not in rivals and one[0] > rivals[1][1]]
        way = max((_linked(units, rest, behind)[0] for behind in (True, False)), key=len)
        return {**way, **pair}
    ways = [_linked(units, counts, behind) for behind in (True, False)]
    found, taken = max(ways, key=lambda way: len(way[0]))
    left = [one for n, one in enumerate(counts) if n not in taken]
    found = _with_rival(units, found, left)
    return found if "for" in found else {**found, **_score(units, left)}


def _tight(units: Sequence[Unit], one: _Count, other: _Count) -> bool:
    """Whether two counts behind "voted" are the score of a vote, whatever side is named behind them."""
    joined = other[0] - one[1] == 2 and units[one[1] + 1].text in DASHES and one[2] > other[2]
    return joined and one[0] > 0 and units[one[0] - 1].has("vote_word") and units[one[0]].start - units[one[0] - 1].end == 1


def _rivals(units: Sequence[Unit], counts: Sequence[_Count]) -> tuple[_Count, ...]:
    """Two counts of votes of which one stands against the other: "20 votes to two", whatever else is against something in the sentence."""
    for one, other in pairwise(counts):
        link = [units[one[1]], *units[one[1] + 1 : other[0]]]
        voted = any(u.has("vote_word") for u in link) and not any(u.kind == "sign" for u in link)
        if len(link) <= _LINK and voted and link[-1].has("vote_to"):
            return (one, other)
    return ()


def _of_another(units: Sequence[Unit], count: _Count) -> bool:
    """Whether a count is that of another candidate, who is named behind it: "153 votes to 38 for Chad"."""
    behind = [u for u in units[count[0] : count[1] + 3] if u.kind != "number" and not u.has("for", "prep")]
    return bool(behind) and (behind[0].option("state") is not None or behind[0].option("person") is not None)


def _linked(units: Sequence[Unit], counts: Sequence[_Count], behind: bool) -> tuple[_Found, set[int]]:
    sides = [(i, SIDES[name]) for i, u in enumerate(units) for name in SIDES if name in u.classes and not _only_votes(units, i)]
    links = sorted((_distance(units, side, one, behind), at, n) for at, (side, _) in enumerate(sides) for n, one in enumerate(counts))
    found: _Found = {}
    taken: set[int] = set()
    for far, at, n in links:
        place, side = sides[at]
        if far <= _NEAR and n not in taken and side not in found and not any(place in told for _, told in found.values()):
            found[side] = (counts[n][2], tuple(sorted({place, counts[n][0], counts[n][1]})))
            taken.add(n)
    return found, taken


def _only_votes(units: Sequence[Unit], i: int) -> bool:
    """Whether a verb of voting says no side, as one stands beside it: Russian "against voted 41"."""
    beside = [*units[max(0, i - 1) : i], *units[i + 1 : i + 2]]
    return units[i].has("vote_word") and units[i].has("vote_for") and any(u.has("vote_against", "vote_abstain") for u in beside)


def _distance(units: Sequence[Unit], side: int, count: _Count, behind: bool) -> int:
    """How far a count is from a word for a side; very far where another count, a side or a comma stands between.

    `behind`: of two that are equally near the side behind the count is its own.
    """
    first, last = count[0], count[1]
    if first <= side <= last:
        return 0
    if side > last and units[side].has("and_clitic"):
        return 99  # Arabic "backed it 75 and-opposed it 24": the verb stands before its count
    between = units[last + 1 : side] if side > last else units[side + 1 : first]
    if any(u.has("comma", *SIDES) and not u.has("vote_word") or u.text in STOPS or u.kind == "number" for u in between):
        return 99
    return 2 * sum(u.kind != "sign" for u in between) + (1 if (side > last) == behind else 2)


def _with_rival(units: Sequence[Unit], found: _Found, left: Sequence[_Count]) -> _Found:
    """With the count that only stands against the other: "88 votes to 3"."""
    if "for" not in found and "against" in found:
        before = [one for one in left if one[1] < min(found["against"][1])]
        if before:
            found = {**found, "for": (before[-1][2], (before[-1][0], before[-1][1]))}
    elif "for" in found and "against" not in found:
        end = max(found["for"][1])
        behind = [one for one in left if end < one[0] <= end + 3 and units[one[0] - 1].has("vote_to")]
        if behind:
            found = {**found, "against": (behind[0][2], (behind[0][0], behind[0][1]))}
    return found


def _score(units: Sequence[Unit], counts: Sequence[_Count]) -> _Found:
    """A vote told as a score: "the vote was 33-0", "adopted it by 76 to 35"; the side that won stands first."""
    one, other = next(_scores(units, counts), (None, None))
    if one is None or other is None:
        return {}
    return {"for": (one[2], (one[0], one[1])), "against": (other[2], (other[0], other[1]))}


def _scores(units: Sequence[Unit], counts: Sequence[_Count]) -> Iterator[tuple[_Count, _Count]]:
    for one, other in pairwise(counts):
        linked = other[0] - one[1] == 2 and (units[one[1] + 1].has("vote_to") or units[one[1] + 1].text in DASHES)
        if linked and one[2] > other[2] and one[3].form == other[3].form == "bare":
            yield one, other


def scored(text: Text, units: Sequence[Unit], stakes: frozenset[str]) -> set[Span]:
    """The numbers of the scores in a sentence of a page that tells of a vote."""
    if stakes.isdisjoint({"vote_to", "dash"}) or not _told_on_page(text):
        return set()
    return {count[3].span for pair in _scores(units, _counts(text, units)) for count in pair}


def _told_on_page(text: Text) -> bool:
    return any("vote_word" in stakes or "vote_abstain" in stakes for stakes in text.stakes)


def with_ballot(text: Text, units: Sequence[Unit], stakes: frozenset[str], made: Sequence[Claim]) -> list[Claim]:
    """The claims of a sentence, its decision with how it was voted; a vote told where no rule reads a decision is one."""
    ballot = ballot_of(text, units, stakes)
    if ballot is None:
        if not made:
            return []
        vetoed = "veto_act" in stakes or "veto_told" in stakes
        return [c for c in made if not (vetoed and c.rule.endswith("decision-by-votes"))]
    decided = _voted(units, ballot, [c for c in made if c.kind == "decision"])
    if decided is not None:
        told = replace(decided, qualifiers={**decided.qualifiers, "votes": ballot.counts}, id="")
        if decided.rule.endswith("decision-by-votes") or _cut(units, ballot, decided):
            told = _told_whole(text, units, ballot, told)
        both = _parted(text, units, decided, told)
        kept = [c for c in made if c is decided or not c.rule.endswith("decision-by-votes")]
        return [x for c in kept for x in (both if c is decided else [c])]
    return [*made, *(_told_whole(text, units, ballot, c) for c in _decision(text, units, ballot))]


def _voted(units: Sequence[Unit], ballot: Ballot, decisions: Sequence[Claim]) -> Claim | None:
    """The decision of a sentence that was put to the vote: of several the last that begins before the counts."""
    told = [c for c in decisions if not c.rule.endswith("decision-by-votes")] or decisions
    before = [c for c in told if c.evidence.start < units[ballot.first].start]
    return max(before, key=lambda c: c.fillers("text")[0].span.start) if before else next(iter(told), None)


def _parted(text: Text, units: Sequence[Unit], decided: Claim, told: Claim) -> list[Claim]:
    """The decision voted on, and what the same body decided before it: "approved the budget and condemned the blockade by 97 votes"."""
    span, voted = decided.fillers("text")[0].span, told.fillers("text")[0].span
    before = [u for u in units if span.start <= u.start < voted.start and u.kind != "sign" and not u.has("and", "comma", "beside_verb")]
    if not before or voted.start >= span.end or not decided.rule.endswith("decision-of-body"):
        return [told]
    cut = Span(span.start, before[-1].end)
    first = replace(decided, roles={**decided.roles, "text": (Filler(cut, cut.of(text.text)),)}, id="")
    return [
        replace(first, evidence=Span(decided.evidence.start, cut.end)),
        replace(told, evidence=Span(voted.start, told.evidence.end), id=""),
    ]


def _cut(units: Sequence[Unit], ballot: Ballot, claim: Claim) -> bool:
    """Whether the words of a decision are only those of its vote, or end amid them: "passed with 14 votes", "14 for and Chad"."""
    told = claim.fillers("text")[0].span
    if claim.rule.endswith("decision-of-body") and told.start <= units[ballot.first].start < told.end:
        return True  # "passed a paper by 20 votes to two"
    if claim.rule.endswith("decision-backed") and told.start >= units[ballot.first].start:
        return True  # "14 backed it, two abstained"
    if told.start >= units[max(0, ballot.first - 1)].end and told.end <= units[ballot.last].end:
        return True  # nothing but the counts
    begins = bool(ballot.first) and units[ballot.first - 1].start <= told.start < units[ballot.last].end
    return told.start <= units[ballot.first].start and (told.end <= units[ballot.last].end) and (begins or not claim.fillers("body"))


def _told_whole(text: Text, units: Sequence[Unit], ballot: Ballot, claim: Claim) -> Claim:
    """The decision with the verb of what was decided and who did it, where the sentence has them."""
    found = voted_on(text, units, ballot.first, ballot.last)
    if found is None:
        return claim
    body, start, end = found
    colon = next((i for i, u in enumerate(units) if i > 1 and u.has("colon") and units[i + 1].start == start), None)
    if colon is not None:
        start, end = units[0].name_start, units[colon - 1].end  # "the bid fell: 84 backed it"
    span = Span(start, end)
    named = fillers(text, [body], ("organisation", "institution")) if body else claim.fillers("body")
    roles = {**claim.roles, "body": named, "text": (Filler(span, span.of(text.text)),)}
    evidence = Span(min(start, claim.evidence.start), max(end, claim.evidence.end))
    said = "asserted" if claim.modality in ("denied", "proposed") else claim.modality  # counts are of a vote that was taken
    return replace(claim, roles={k: v for k, v in roles.items() if v}, evidence=evidence, modality=said, id="")


def _decision(text: Text, units: Sequence[Unit], ballot: Ballot) -> Iterator[Claim]:
    headline = units[0].sentence == 0 and units[-1].text not in STOPS  # the page tells it again
    clause = next((i for i in range(ballot.first - 1, max(0, ballot.first - 6), -1) if units[i].has("comma")), max(0, ballot.first - 6))
    if headline or any(u.has(*_DOUBTS) for u in units[clause : ballot.last + 1]):
        return
    what = [u for u in units[: ballot.first] if u.kind != "sign"]
    first, last = (what[0], what[-1]) if len(what) > 1 else (units[ballot.first], units[ballot.last])
    bodies = [u for u in units if u.option("organisation", "institution")][:1]
    spoken = spoken_of(text, units[ballot.first]) if not bodies else None
    span = Span(first.name_start, last.end)
    roles = {
        "body": fillers(text, bodies or ([spoken[0]] if spoken else []), ("organisation", "institution")),
        "text": (Filler(span, span.of(text.text)),),
    }
    yield Claim(
        "decision", {k: v for k, v in roles.items() if v}, Span(first.name_start, units[ballot.last].end), text.article.id,
        f"{text.language.code}/decision-by-votes", {"votes": ballot.counts}, None, aspect="change", attribution=source(text),
    )  # fmt: skip
