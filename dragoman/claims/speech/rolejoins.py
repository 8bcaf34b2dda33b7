"""Unnamed speakers joined to the person named elsewhere: a role whose holder is named right after, a people's name for its leader."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.people.people import person_at, title_at
from dragoman.claims.speech.complements import Utterance
from dragoman.claims.speech.speakers import Scene, Speaker, of_name, person

_NEAR = 2  # paragraphs from an unnamed role to the name that goes on speaking


def join_roles(scene: Scene, found: Sequence[Utterance]) -> None:
    """Give the utterances of unnamed speakers (in order of the text) the person who is meant, where only one can be."""
    for at, said in enumerate(found):
        if said.speaker.filler.id or said.speaker.first < 0 or said.speaker.others:
            continue
        side = _side(scene, said)
        if side:
            said.speaker = side
            continue
        if said.speaker.kind == "person":
            meant = _named_next(scene, said, found[at + 1 :])
        else:
            meant = _of_people(scene, said) if said.speaker.kind == "phrase" else None
        if meant:
            said.speaker = Speaker(meant.filler, "person", said.speaker.first, said.speaker.last, said.speaker.gender, meant.words)


def _side(scene: Scene, said: Utterance) -> Speaker | None:
    """The state whose side speaks ("the Ukrainian side", "the Russian delegation")."""
    row = scene.units[said.speaker.first : said.speaker.last + 1]
    if not any(scene.words.is_("side", u.text) for u in row):
        return None
    states = [(u.index, o) for u in row if (o := u.option("state"))]
    others = [u for u in row if u.options and not u.option("state")]
    if len(states) != 1 or others or len(row) > 3:
        return None
    return of_name(scene, *states[0]).here(said.speaker.first, said.speaker.last)


def _named_next(scene: Scene, said: Utterance, later: Sequence[Utterance]) -> Speaker | None:
    """Who speaks next by a name that nothing has introduced: the holder of the role ("its energy minister announced … X said")."""
    units, first = scene.units, said.speaker.first
    row = units[first : said.speaker.last + 1]
    titles = [t for u in row if (t := title_at(scene.text, u))]
    passing = any(scene.words.is_("indefinite", row[0].text) or scene.words.is_("formerly", u.text) for u in row)
    if not titles or passing or not later or titles[-1].last.index < said.speaker.last:
        return None
    if any(t.holders or t.plural for t in titles) or any(person(u) for u in row):
        return None
    heir = later[0].speaker
    if heir.first < 0 or heir.kind != "person" or _apposed(scene, heir):
        return None
    someone, start = person_at(units[heir.first]), heir.filler.span.start
    if someone is not None and (someone.titles or someone.mentions[0].index != heir.first):
        return None
    role = len(heir.words) < 2 or any(scene.words.noun(w) for w in heir.words)
    if someone is None and (not scene.text.language.cased or role or scene.text.text.find(heir.filler.surface) < start):
        return None
    return heir if units[heir.first].paragraph - units[first].paragraph <= _NEAR else None


def _apposed(scene: Scene, heir: Speaker) -> bool:
    """Whether a comma beside the name tells of a role of its own ("the envoy of X, Y, said"); one that ends a quotation does not."""
    units, first = scene.units, heir.first
    comma = first > 0 and units[first - 1].text == "," and not scene.quoted[first - 1] and not scene.quoted[max(0, first - 2)]
    return comma or heir.last + 1 < len(units) and units[heir.last + 1].text == ","


def _of_people(scene: Scene, said: Utterance) -> Speaker | None:
    """The person last named with an office of the state whose people's name stands for him ("the Samoan replied")."""
    first, last = said.speaker.first, said.speaker.last
    state = scene.units[last].option("state") if last - first < 2 else None
    if state is None or state.form not in ("adjective", "demonym"):
        return None
    offices = (t for t in scene.text.titles[::-1] if t.holders and t.holders[0].index < first)
    own = (t for t in offices if t.body and t.body.option and t.body.option.id == state.id)
    title = next(own, None)
    option = person(title.holders[0]) if title else None
    return of_name(scene, title.holders[0].index, option) if title and option else None
