"""Who speaks: the noun phrase that is the subject of a verb of saying, and whom it stands for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.claims.frames import label as label_of
from dragoman.claims.names.names import Option
from dragoman.claims.offices.words import office_words
from dragoman.claims.people.people import person_at
from dragoman.claims.speech.words import SpeechWords, speech_words
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Filler, Span

_NAMES = ("person", "institution", "organisation", "state")
STOPS = frozenset(',;:.!?\u060c\u061b\u061f\u2026"\u00ab\u00bb\u201c\u201d\u201e()-\u2013\u2014/')
_APPOSED = 4  # units beside a name within which a role is his
BACK = 60  # units that a name or a role is looked for before a verb


@dataclass(slots=True)
class Speaker:
    """Who speaks: the filler of the role, its kind, and the units of the words that name it here (-1: none, it is understood)."""

    filler: Filler
    kind: str  # person · institution · organisation · state · body · document · group · phrase
    first: int = -1
    last: int = -1
    gender: str = ""  # m · f · p, as far as verbs and pronouns told
    words: tuple[str, ...] = ()  # the folded words of the phrase, by which "the ministry" finds it again
    others: tuple[Filler, ...] = ()  # who speaks with him ("Zambia and Kenya")

    def here(self, first: int, last: int) -> Speaker:
        """The same speaker, named by other words."""
        return Speaker(self.filler, self.kind, first, last, self.gender, self.words, self.others)


@dataclass(slots=True)
class Scene:
    """What is needed to tell who speaks: the text, the words of its language, the triggers, and who has spoken so far."""

    text: Text
    words: SpeechWords
    verbs: set[int] = field(default_factory=set)  # unit indices of verbs of saying
    quoted: bytearray = field(default_factory=bytearray)  # per unit: whether it stands in a quotation that is no name
    said: list[Speaker] = field(default_factory=list)
    marks: set[int] = field(default_factory=set)  # unit indices of the quotation marks around names
    inside: set[int] = field(default_factory=set)  # unit indices within quotation marks around names
    told: int = -1  # the last unit of the statement read last
    bounds: list[tuple[int, int]] = field(default_factory=list)  # per unit: the segment it stands in, first and last unit
    units: list[Unit] = field(init=False)  # all units of the text

    def __post_init__(self) -> None:
        self.units = self.text.units


def named(unit: Unit) -> Option | None:
    """The one who can speak that a unit names; adjectives name nobody."""
    for option in unit.options:
        if option.kind in _NAMES and option.form not in ("adjective", "demonym"):
            return option
    return None


def person(unit: Unit) -> Option | None:
    """The person that a unit names."""
    return unit.option("person") if unit.options else None


def of_name(scene: Scene, at: int, option: Option) -> Speaker:
    """The speaker whom a single unit names."""
    unit = scene.units[at]
    someone = person_at(unit)
    if someone is not None and option.kind == "person":
        span = unit.span if someone.id else max((m.span for m in someone.mentions), key=lambda s: s.end - s.start)
        return Speaker(Filler(span, span.of(scene.text.text), someone.id, someone.label), "person", at, at, "", someone.names)
    if option.kind == "state" and option.form in ("group", "anaphor") and len({o.id for o in unit.options if o.kind == "state"}) > 1:
        return Speaker(Filler(unit.span, unit.span.of(scene.text.text), None, None), "group", at, at, "", tuple(unit.text.split()))
    filler = Filler(unit.span, unit.span.of(scene.text.text), option.id or None, label_of(option) if option.id else None)
    return Speaker(filler, option.kind, at, at, "", tuple(unit.text.split()))


def run_end(scene: Scene, at: int, hi: int) -> int:
    """Where a run of two or more capitalised words ends that no table knows; -1 if none begins at `at`."""
    units, words = scene.units, scene.words
    end, count = -1, 0
    if not scene.text.language.cased:
        return -1
    while at <= hi:
        unit = units[at]
        if unit.text == "." and count and len(units[at - 1].text) == 1:
            at += 1
            continue
        if (
            unit.kind != "word"
            and not unit.options
            or not unit.upper
            or unit.end - unit.start > 2
            and unit.span.of(scene.text.text).isupper()
            or unit.options
            and not (count == 0 and at < hi and _first_name(scene, at))
            or " " in unit.text
            or words.noun(unit.text)
            or not count
            and words.order[0] == "near"
            and unit.text in office_words(words.language).not_name
            or any(words.is_(name, unit.text) for name in ("article", "cut", "preposition"))
        ):
            break
        end, count = at, count + 1
        at += 1
    if at <= hi and at == end + 1 and units[at].upper and words.noun(units[at].text.split(" ")[0]) in ("body", "document"):
        return -1  # "a South Asian University", "the Addis Ababa Agreement"
    return end if count > 1 and len(units[end].text) > 2 else -1


def _first_name(scene: Scene, at: int) -> bool:
    """Whether a town's name is a person's first name here: no preposition before it, an unknown capitalised word behind."""
    unit, after = scene.units[at], scene.units[at + 1]
    only = all(o.kind == "city" and o.form == "name" for o in unit.options) and scene.words.is_("first_names", unit.text)
    named_so = only and after.upper and after.kind == "word" and not after.options
    before = scene.units[at - 1].text.rsplit(" ", 1)[-1] if at else ""
    return named_so and not scene.words.is_("within", before)


def someone(scene: Scene, at: int, hi: int) -> Speaker | None:
    """The person named at `at`: by a name that is known or was found, or by a run of capitalised words."""
    unit = scene.units[at]
    if unit.options and not (at < hi and _first_name(scene, at)):
        option = person(unit)
        return of_name(scene, at, option) if option else None
    end = run_end(scene, at, hi) if unit.upper and unit.kind in ("word", "name") else -1
    return of_phrase(scene, at, end, "person") if end > at else None


def of_phrase(scene: Scene, first: int, last: int, kind: str, start: int | None = None) -> Speaker:
    """The speaker whom a noun phrase names that no table knows."""
    units = scene.units
    while (
        first < last
        and first in scene.marks
        and last not in scene.marks
        or first < last
        and units[last].kind == "sign"
        and units[last].text != "."
        and last not in scene.marks
    ):
        first, last = (first + 1, last) if first in scene.marks else (first, last - 1)
    if first in scene.marks and last in scene.marks and last - first > 1:
        first, last = first + 1, last - 1
    span = Span(units[first].start if start is None else start, units[last].end)
    words = tuple(w for u in units[first : last + 1] for w in u.text.split())
    return Speaker(Filler(span, span.of(scene.text.text)), kind, first, last, "", words)


def earlier_person(scene: Scene, before: int, gender: str = "") -> Speaker | None:
    """The person last in focus: who spoke last, or whom a sentence since then is about; a woman where a pronoun tells of one."""
    found = _in_focus(scene, before, gender)
    if gender != "f" or not scene.words.words("women") or found is not None and known_gender(scene, found) == "f":
        return found
    woman = _woman(scene, before)
    spoke = _just_spoke(scene, before)
    if woman is None or found is not None and woman.first < (scene.told if found in scene.said else found.first):
        return found
    return spoke if spoke and known_gender(scene, spoke) != "m" and woman.first < scene.told and not _same(woman, spoke) else woman


def _in_focus(scene: Scene, before: int, gender: str) -> Speaker | None:
    last = next((s for s in reversed(scene.said) if _human(scene, s) and agrees(scene, s, gender)), None)
    since = scene.told if last else -1
    lo = scene.bounds[before][0] if before < len(scene.bounds) else before
    rows = [(lo, before - 1)]
    while len(rows) < 4 and rows[-1][0] > max(since + 1, before - 2 * BACK, 1):
        rows.append((scene.bounds[rows[-1][0] - 1][0], rows[-1][0] - 1))
    for first, stop in rows:
        people = (found for at in range(first, stop + 1) if not scene.quoted[at] and (found := someone(scene, at, stop)))
        found = next((p for p in people if agrees(scene, p, gender)), None)
        if found and (last is None or found.first > since and _heads(scene, found.first) and not _same(found, last)):
            return found
    same = gender and len(rows) > 1 and scene.units[before].paragraph == scene.units[lo - 1].paragraph
    only = _only_one(scene, rows[1], gender) if same else None
    return only or last


def _human(scene: Scene, speaker: Speaker) -> bool:
    """Whether a speaker is a person, or a bare name with a capital that nothing has introduced ("Veldruk said")."""
    bare = speaker.kind == "phrase" and 0 <= speaker.last - speaker.first < 2 and scene.text.language.cased
    return speaker.kind == "person" or bare and all(w[:1].isupper() for w in speaker.filler.surface.split())


def _only_one(scene: Scene, row: tuple[int, int], gender: str) -> Speaker | None:
    """The one person of a sentence in which nobody speaks and no pronoun or role stands for another ("represented by Mr X. He said")."""
    units, words = scene.units, scene.words
    if scene.told >= row[0] or not scene.text.language.cased:
        return None
    found: dict[str, Speaker] = {}
    at = row[0]
    while at <= row[1]:
        unit = units[at]
        one = someone(scene, at, row[1]) if not scene.quoted[at] else None
        if one is None and not unit.options and any(words.is_(name, unit.text) for name in ("he", "she", "possessive")):
            return None
        if one and agrees(scene, one, gender):
            found.setdefault(one.filler.id or one.filler.surface, one)
        at = max(at, one.last if one else at) + 1
    titled = {i for t in scene.text.titles if t.holders for i in range(t.first.index, t.last.index + 1)}
    beside = (i for i in range(row[0], row[1] + 1) if i not in titled and not units[i].options and words.noun(units[i].text) == "person")
    one = next(iter(found.values())) if len(found) == 1 else None
    others = one is None or any(not one.first - _APPOSED <= i <= one.last + _APPOSED for i in beside)
    return None if others else one


def _just_spoke(scene: Scene, before: int) -> Speaker | None:
    """The person who spoke last, in this sentence or the one before it."""
    lo = scene.bounds[before][0] if before < len(scene.bounds) else before
    last = scene.said[-1] if scene.said else None
    human = last is not None and (last.kind == "person" or last.kind == "phrase" and last.filler.surface[:1].isupper())
    near = human and scene.told >= (scene.bounds[lo - 1][0] if lo else 0)
    return last if near else None


def _same(a: Speaker, b: Speaker) -> bool:
    return a.filler.surface in b.filler.surface or b.filler.surface in a.filler.surface or bool(a.filler.id) and a.filler.id == b.filler.id


def antecedent(scene: Scene, at: int) -> Speaker | None:
    """Whom a relative pronoun at `at` stands for: the person nearest before it in its sentence, else whoever is named there."""
    lo = scene.bounds[at][0]
    last = at - 2 if at - 2 >= lo and scene.units[at - 1].kind == "sign" else at - 1
    nearest = named(scene.units[last]) if last >= lo else None
    paper = last > lo and scene.words.clitics and scene.words.noun(scene.units[last - 1].text) == "document"
    if nearest and nearest.kind == "state" and paper:
        return of_phrase(scene, last - 1, last, "document")  # Arabic: "the declaration of Kuwait which called"
    if nearest:
        return of_name(scene, last, nearest)
    if scene.words.clitics and last == at - 1 >= lo and not scene.words.noun(scene.units[last].text) and not scene.units[last].options:
        return of_phrase(scene, last, last, "nobody")  # "the reports that speak of"
    for back in range(at - 1, lo - 1, -1):
        found = someone(scene, back, at - 1)
        if found and (
            back == lo or not (scene.units[back - 1].upper and not scene.units[back - 1].options and someone(scene, back - 1, at - 1))
        ):
            return found
    named_before = next((i for i in range(at - 1, lo - 1, -1) if named(scene.units[i])), None)
    option = named(scene.units[named_before]) if named_before is not None else None
    return of_name(scene, named_before, option) if named_before is not None and option else None


def _heads(scene: Scene, at: int, kind: str = "person") -> bool:
    """Whether a name stands near the beginning of its sentence, so that the sentence is about it: no other of its kind before it."""
    first = scene.text.bounds[scene.units[at].sentence][0]
    if scene.words.order[0] == "left" and any(scene.words.is_(n, u.text) for n in ("he", "she") for u in scene.units[first:at]):
        return False  # "He was referring to the offer of X": the sentence is about him
    before = [o for u in scene.units[first:at] if (o := named(u))]
    if at - first > 9 or any((o.kind == "person") == (kind == "person") for o in before):
        return False
    return kind == "person" or not governed(scene, at, first)


def governed(scene: Scene, at: int, first: int) -> bool:
    """Whether a preposition stands right before a name, or before its article or the one word between."""
    row = scene.units[max(first, at - 2) : at]
    if any(u.kind == "sign" for u in row):
        return row[-1].kind != "sign" and not row[-1].options and scene.words.is_("preposition", row[-1].text)
    return any(not u.options and scene.words.is_("preposition", u.text) for u in row)


def agrees(scene: Scene, speaker: Speaker, gender: str) -> bool:
    """Whether a speaker may be of the gender that a pronoun or verb tells."""
    known = known_gender(scene, speaker) if gender else ""
    return not known or known == gender


def known_gender(scene: Scene, speaker: Speaker) -> str:
    """What verbs, titles and first names tell of a speaker: m, f, or "" for nothing."""
    if speaker.gender:
        return speaker.gender
    before = scene.units[speaker.first - 1].text if speaker.first > 0 else ""
    for words in ((before,), speaker.words):
        for name, gender in (("women", "f"), ("men", "m")):
            if any(scene.words.is_(name, w) for w in words):
                return gender
    return _by_first_name(speaker) or (_by_title(scene, speaker) if scene.words.clitics else "")


def _by_first_name(speaker: Speaker) -> str:
    """What the first name of a person tells, in the letters of his label or his own: the lists of first names are English."""
    names = speaker.filler.label or speaker.filler.surface
    first, _, rest = names.casefold().partition(" ")
    if speaker.kind != "person" or not rest:
        return ""
    english = speech_words("en")
    return "f" if english.is_("women_names", first) or english.is_("women", first) else "m" if english.is_("men_names", first) else ""


def _by_title(scene: Scene, speaker: Speaker) -> str:
    """Arabic: the gender that the titles of a person on the page tell."""
    if speaker.kind != "person":
        return ""
    same = (p for p in scene.text.people if p.id == speaker.filler.id and (p.id or p.surface == speaker.filler.surface))
    heads = [t.head.text.split(" ")[0] for p in itertools.islice(same, 1) for t in p.titles if not t.plural]
    return ("f" if heads[0].endswith("\u0647") else "m") if heads else ""


def _woman(scene: Scene, before: int) -> Speaker | None:
    """The woman spoken of last, as far as her name or title tells."""
    for at in range(before - 1, max(before - 4 * BACK, -1), -1):
        found = someone(scene, at, before - 1)
        if found and (found.first == 0 or not scene.units[found.first - 1].upper):
            near = [*found.words, *(u.text for u in scene.units[max(0, at - 6) : at])]
            if any(scene.words.is_("women", w) for w in near):
                return found
    return None


def earlier_body(scene: Scene, before: int, gender: str = "") -> Speaker | None:
    """The body, state or organisation last in focus; who is named in what one of them said is not."""
    last = next((s for s in reversed(scene.said) if s.kind not in ("person", "group") and agrees(scene, s, gender)), None)
    since = scene.bounds[scene.told][1] if last and scene.said[-1] is last and scene.told >= 0 else scene.told if last else -1
    for at in range(before - 1, max(since, before - BACK, -1), -1):
        option = named(scene.units[at])
        placed = scene.quoted[at] or scene.units[at].has("dateline")
        if option and option.kind == "state" and scene.words.order[0] == "left" and _among_states(scene, at):
            continue  # "They are Brazil, India and China. It has invited ..."
        if option and option.kind != "person" and not placed and _heads(scene, at, "body"):
            return of_name(scene, at, option)
    return last


def _among_states(scene: Scene, at: int) -> bool:
    """Whether a state is one of a list."""
    row = scene.units[max(0, at - 3) : at] + scene.units[at + 1 : at + 4]
    near = [u for u in row if u.options and (o := u.option("state")) and o.form == "name" and u.sentence == scene.units[at].sentence]
    joined = any(u.has("comma", "and") for u in (*scene.units[max(0, at - 1) : at], *scene.units[at + 1 : at + 2]))
    return bool(near) and joined


def ends(scene: Scene, at: int) -> bool:
    """Whether a noun phrase ends at this unit: at a sign that is no full stop of an initial and no mark around a name."""
    unit = scene.units[at]
    if unit.kind != "sign" or at in scene.marks:
        return False
    initial = unit.text == "." and at > 0 and len(scene.units[at - 1].text) == 1
    if initial and (scene.units[at - 1].upper or not scene.text.language.cased and unit.start == scene.units[at - 1].end):
        return False
    return stops(unit)


def stops(unit: Unit) -> bool:
    """Whether a sign ends a noun phrase."""
    return unit.kind == "sign" and unit.text[0] in STOPS


def chunks(scene: Scene, first: int, last: int) -> list[tuple[int, int]]:
    """A noun phrase cut before its prepositions: (start, end) of each part; a part after the first begins with its preposition."""
    found: list[tuple[int, int]] = []
    start = first
    for at in range(first + 1, last + 1):
        before = scene.units[at - 1].text
        ends_so = " " in before and scene.words.is_("preposition", before.rsplit(" ", 1)[1])
        if ends_so or not scene.units[at].options and scene.words.is_("preposition", scene.units[at].text):
            found.append((start, at - 1))
            start = at
    return [*found, (start, last)]


def names_in(units: Sequence[Unit], first: int, last: int) -> Iterator[tuple[int, Option]]:
    """The names of those who can speak within a range of units, in order."""
    for at in range(first, last + 1):
        option = named(units[at]) if units[at].options else None
        if option:
            yield at, option


def whole_phrase(scene: Scene, first: int, hi: int) -> Speaker | None:
    """The phrase from `first` to the next sign or preposition."""
    units = scene.units
    last = first
    while (
        last <= hi
        and not ends(scene, last)
        and units[last].kind != "date"
        and not (last > first and scene.words.is_("preposition", units[last].text))
        and last not in scene.verbs
    ):
        last += 1
    if last == first:
        return None
    kind = next((k for k in (scene.words.noun(u.text, exact=False) for u in units[first:last]) if k), "phrase")
    return of_phrase(scene, first, last - 1, kind)
