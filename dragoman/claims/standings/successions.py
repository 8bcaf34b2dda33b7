"""Who took whose seats: two lists of states with a word of replacing between them, of a council whose members change.

    Chad, Fiji and Malta have replaced Ghana, Norway and Brazil on the Security Council.

The names of these rules end in `/seats-of-others`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.claims.claimdays import told_day
from dragoman.claims.frames import filler, fillers, source
from dragoman.claims.modality import modality
from dragoman.claims.names.bodies import NEW
from dragoman.claims.names.spoken import is_council, spoken_of
from dragoman.claims.words.clauses import fills, groups_of, states_of
from dragoman.claims.words.units import Text, Unit
from dragoman.model import FACTUAL, Claim, Date, Span

_WORDS = ("replace", "replaced", "outgoing", "seats_of")
_SIDES = 2
_FEWEST = 2  # states on either side; one is enough where the council is named behind them
_REACH = 4  # units between the word and those who leave


def _on_a_council(units: Sequence[Unit], last: int) -> bool:
    """Whether those replaced sat on a council, which is named right behind them: "will replace Norway on the council"."""
    behind = units[last + 1 : last + 4]
    if any(u.has("chair", "chair_noun", "chair_person", "chair_role", "office_word") for u in units):
        return False
    named = (o for u in behind if u.options and (o := u.option("organisation")))
    return bool(behind) and behind[0].has("in", "on", "into_word") and any(is_council(o) for o in named)


def succession_claims(text: Text, units: Sequence[Unit], made: Sequence[Claim]) -> Iterator[Claim]:
    """The claims of a sentence that tells who came in whose place. `made`: those that were made of it before."""
    stakes = text.stakes[units[0].sentence]
    if "kind:state" not in stakes or stakes.isdisjoint(_WORDS):
        return
    groups = groups_of(units)
    several = [g for g in groups if len({o.id for u in states_of(units, g) for o in u.options[:1]}) >= _FEWEST]
    if len(several) == _SIDES:
        groups = several
    elif len(groups) != _SIDES or not _on_a_council(units, groups[1][1]):
        return
    (first, end), (start, last) = groups
    at = next((i for i in range(start - 1, max(end, start - 1 - _REACH), -1) if units[i].has(*_WORDS)), None)
    body = spoken_of(text, units[at], councils=True) if at is not None else None
    if at is None or body is None or body[1].id.startswith(NEW) or not is_council(body[1]):
        return
    if not all(fills(u) or u.has(*_WORDS, "extended_thing", "list_word") for u in units[at + 1 : start]):
        return
    days = [u for u in units if told_day(u)]
    day = days[0].value if len(days) == 1 and isinstance(days[0].value, Date) else None
    said, published = modality(units, at, at, last), text.article.published
    done = any(u.has("replaced") for u in units[end:start])
    if day and published and not done and day.last < published.first and not re.search(r"\d{4}", days[0].text):
        day = Date(f"{int(day.text[:4]) + 1}{day.text[4:]}")  # "from January", told in July of what is to come
    if day and published:
        done = day.last <= published.last if day.first <= published.last else False
    said = "planned" if said in FACTUAL and not done else said
    for group, change in ((first, end), "joined"), ((start, last), "left"):
        taken = {x.id for c in made if c.kind == "membership" and c.qualifiers.get("change") == change for x in c.fillers("member")}
        members = tuple(x for x in fillers(text, states_of(units, group), ("state",)) if x.id not in taken)
        if members:
            yield Claim(
                "membership", {"organisation": (filler(text, *body),), "member": members}, Span(units[first].start, units[last].end),
                text.article.id, f"{text.language.code}/seats-of-others", {"change": change, "rank": "member"}, day,
                attribution=source(text), modality=said,
            )  # fmt: skip
