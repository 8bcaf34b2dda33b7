"""Institutions of states and organisations: "Ministry of Foreign Affairs of Russia" becomes one unit that names it and its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.claims.names.names import Option
from dragoman.claims.offices.labels import institution_label
from dragoman.claims.offices.words import Mark, OfficeWords
from dragoman.claims.words.merging import joined, merge_units
from dragoman.claims.words.units import Text, Unit
from dragoman.gazetteer import load as gazetteer
from dragoman.model import Span

# Words so general that they name an institution only beside its owner.
_OWNED_ONLY = frozenset({
    "government", "parliament", "council", "commission", "secretariat", "army", "delegation", "embassy", "mission", "ministry", "junta",
    "supreme-court", "security-council", "royal-court", "general-staff",
})  # fmt: skip

_TRAPS = frozenset({"leave_trap", "join_trap", "trap_body"})  # "left the government" is no matter of states; a state's government is


@dataclass(frozen=True, slots=True)
class Institution:
    """What an institution's unit is: its kind, and the state or organisation that it belongs to, with its place."""

    kind: str
    owner: Option | None = None
    owner_span: Span | None = None

    @property
    def slug(self) -> str:
        """The kind and the owner's id in small letters."""
        return f"{self.kind}-{self.owner.id.lower()}" if self.owner else self.kind


def find_institutions(text: Text, words: OfficeWords, marks: Sequence[Mark]) -> bool:
    """Merge the words of each institution into one unit; whether any was found."""
    units = text.units
    firsts, lasts = {m.first: m for m in marks}, {m.last: m for m in marks}
    found: list[tuple[int, int, Institution]] = _councils(units, firsts, words)
    known: dict[str, Institution] = {}
    for mark in marks:
        if not ("named" in mark.kinds or "institutions" in mark.kinds) or any(
            a <= mark.last and mark.first <= b for a, b, _ in found[-1:] + found[:2]
        ):
            continue
        if "named" in mark.kinds and units[mark.first].text in words.capitals and not units[mark.first].upper:
            continue  # a common word: Russian "glad", "to the council"
        if "portfolios" in mark.kinds and _of_title(lasts.get(mark.first - 1)):
            continue
        made = _named(mark) if "named" in mark.kinds else _owned(units, mark, firsts, lasts, words)
        if made is None:
            continue
        first, last, one = made
        if one.kind == "government" and one.owner and one.owner.kind == "organisation":
            continue  # "the Heads of State and Government of the union"
        if one.owner is None and "named" not in mark.kinds:
            if one.kind not in known and (one.kind in _OWNED_ONLY or "heads" in mark.kinds or "portfolios" in mark.kinds):
                continue
            one = known.get(one.kind, one)
        known[one.kind] = one
        found.append((first, last, one))
    found.sort(key=lambda x: x[0])
    if found:
        merge_units(text, [(first, last, _unit(units[first : last + 1], one, units[last + 1 : last + 2])) for first, last, one in found])
    return bool(found)


def _councils(units: Sequence[Unit], firsts: dict[int, Mark], words: OfficeWords) -> list[tuple[int, int, Institution]]:
    """Security councils of states, which are written like that of the United Nations."""
    found = []
    for unit in units:
        option = unit.option("organisation") if unit.kind == "name" else None
        if option is None or option.id != "unsc" or any(u.has("toward") for u in units[unit.index + 1 : unit.index + 2]):
            continue  # "the chair of the Security Council to Slovenia" is that of the United Nations
        right = _owner_right(units, unit.index, firsts, words)
        left = None if right else _owner_left(units, unit.index, words)
        at = right if right else left
        if at is not None and units[at].option("state"):
            found.append((min(at, unit.index), max(at, unit.index), Institution("security-council", _owner(units[at]), units[at].span)))
    return found


def _unit(units: Sequence[Unit], one: Institution, after: Sequence[Unit]) -> Unit:
    """The unit of an institution; it may be taken for its owner too, last."""
    unit = joined(units)
    owner = one.owner
    if owner and one.kind == "government" and any(u.has("announced", "resolved", "apply") for u in after):
        # it acts for its state, in whatever case the state's name stands
        owner, unit.classes = replace(owner, oblique=False), unit.classes - _TRAPS
    unit.options = (Option("institution", one.slug, "name"), *([owner] if owner else []))
    unit.value = one
    return unit


def _of_title(before: Mark | None) -> bool:
    """Whether the word before is the head of a title, of which this one is the portfolio."""
    return before is not None and before.kinds.get("heads", "").removeprefix("deputy-") in ("minister", "under-secretary", "secretary")


def _named(mark: Mark) -> tuple[int, int, Institution]:
    kind, _, owner = mark.kinds["named"].rpartition("-")
    option = Option("state" if owner.isupper() else "organisation", owner, "institution")
    return mark.first, mark.last, Institution(kind, option)


def _owned(
    units: Sequence[Unit], mark: Mark, firsts: dict[int, Mark], lasts: dict[int, Mark], words: OfficeWords
) -> tuple[int, int, Institution] | None:
    kind, first, last = mark.kinds["institutions"], mark.first, mark.last
    if kind == "ministry":
        kind, first, last = _portfolio(units, mark, firsts, lasts)
        if kind == "ministry":
            return None
    right = _owner_right(units, last, firsts, words, kind)
    if kind == "bank":
        state = units[right].option("state") if right else None
        return (first, right, Institution("central-bank", state, units[right].span)) if right and state and state.form == "name" else None
    if right:
        return first, right, Institution(kind, _owner(units[right]), units[right].span)
    left = _owner_left(units, first, words)
    if left is not None:
        at = next(i for i in range(left, first) if _owner(units[i]))
        return left, last, Institution(kind, _owner(units[at]), units[at].span)
    return first, last, Institution(kind)


def _portfolio(units: Sequence[Unit], mark: Mark, firsts: dict[int, Mark], lasts: dict[int, Mark]) -> tuple[str, int, int]:
    """The kind of a ministry from the portfolio words beside it, with the units they take."""
    before = lasts.get(mark.first - 1)
    if before and "portfolios" in before.kinds and before.kinds["portfolios"] != "joint":
        return f"{before.kinds['portfolios']}-ministry", before.first, mark.last
    at, code = mark.last + 1, ""
    last = mark.last
    if at in firsts and "of" in firsts[at].kinds:
        at = firsts[at].last + 1
    while at in firsts and "portfolios" in firsts[at].kinds:
        said = firsts[at].kinds["portfolios"]
        code = code or ("" if said == "joint" else said)
        last, at = firsts[at].last, firsts[at].last + 1
    return (f"{code}-ministry" if code else "ministry"), mark.first, last if code else mark.last


def _owner(unit: Unit) -> Option | None:
    option = unit.option("state", "organisation")
    return option if option and option.form != "group" else None


def _owner_right(units: Sequence[Unit], last: int, firsts: dict[int, Mark], words: OfficeWords, kind: str = "") -> int | None:
    at = last + 1
    joined, articled = False, bool(words.language.settings.get("articles"))
    while at in firsts and ("of" in firsts[at].kinds or (articled and "to" in firsts[at].kinds)) and at < last + 4:
        at, joined = firsts[at].last + 1, True
    if at < len(units) and units[at].has("list_word") and not units[at].has("all_of"):
        at += 1
    if at >= len(units) or units[at].sentence != units[last].sentence:
        return None
    option = _owner(units[at])
    if option is None or units[at].clitic and not words.right or option.kind == "organisation" and kind.endswith("-ministry"):
        return None  # "the foreign ministers' council of the organisation": ministries are those of states
    if not words.right and not joined:
        return None
    return at


def _owner_left(units: Sequence[Unit], first: int, words: OfficeWords) -> int | None:
    """Where an owner before the institution begins: an adjective, a name, a name with a possessive."""
    at = first - 1
    if at >= 0 and units[at].text == "'s":
        at -= 1
    if at < 0 or units[at].sentence != units[first].sentence or units[first].clitic and words.language.settings.get("articles"):
        return None
    option = _owner(units[at])
    if option is None or option.form == "anaphor":
        return None
    if words.language.settings.get("articles") or (words.right and option.form not in ("adjective", "demonym")):
        return None
    return at


def label_of(slug: str) -> str:
    """The English label of an institution's slug.

    >>> label_of("foreign-ministry-ru")
    'Ministry of Foreign Affairs of Russia'
    """
    for at in range(len(slug)):
        if slug[at] == "-":
            owner = slug[at + 1 :]
            entity = gazetteer().entity("state", owner.upper()) if len(owner) == 2 else gazetteer().entity("organisation", owner)
            if entity:
                return institution_label(slug[:at], entity.labels.get("en"))
    return institution_label(slug, None)
