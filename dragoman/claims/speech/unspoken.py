"""Utterances without quotation whose verb is another's than the speaker's who was found, or says nothing.

at the proposal of Fiji it was decided ...        the ground of what was done
as they told in the square, the ministers ...     who stands behind a comma
the pact between the two states underscored ...   the pact
if the court confirms the hearing                 nothing is confirmed yet
the president announced as the new chair          what was announced of him
rebels who held the north and threatened ...      the rebels, not who is named before them
the economist who met Fiji's men and said ...     the economist
the step that the army had refused                an Arabic clause about the step
the leader, who expressly thanked ...             a word of manner
the minister envisages clarifying the tasks       what he means to do
states in the body which oppose the plan          what some hold, by the way
"""

from __future__ import annotations

from dragoman.claims.speech.complements import Utterance, end_of, start_of
from dragoman.claims.speech.speakers import Scene

_OBJECT = 4  # units behind a verb within which its object stands
_TOLD = 2  # words of which a proposal that is told has at least so many
_FAR = 3  # units behind a speaker within which a relative clause is still about him


def unspoken(scene: Scene, said: Utterance) -> bool:
    """Whether an utterance is none of the speaker who was found for it."""
    if said.trigger is None or said.trigger.form.mode == "verb" and _manner(scene, said):
        return said.trigger is not None
    if said.quotes:
        return False
    if said.trigger.form.mode == "by":
        return said.force == "proposed" and _ground(scene, said)
    if said.trigger.form.mode != "verb":
        return False
    if scene.words.order[0] == "left" and (_gerund(scene, said) or _nameless(scene, said)):
        return True
    if scene.words.order[0] == "right" and (_tells_of_before(scene, said) or _its(scene, said)):
        return True
    if _marks(scene, said) or _behind_comma(scene, said):
        return True
    return _of_two(scene, said) or _unreal(scene, said) or _named_so(scene, said) or _relative(scene, said)


def _marks(scene: Scene, said: Utterance) -> bool:
    """Whether the verb that notes something has a feast or an anniversary for its object: Russian "marks its fiftieth anniversary"."""
    assert said.trigger
    if not scene.words.is_("marking", scene.units[said.trigger.first].text):
        return False
    behind = scene.units[said.trigger.last + 1 : said.trigger.last + 1 + _OBJECT]
    return any(scene.words.is_("marked", word) for u in behind for word in u.text.split())


def _gerund(scene: Scene, said: Utterance) -> bool:
    """English: whether a participle is what the verb or preposition before it is about ("envisages clarifying the tasks")."""
    assert said.trigger
    before = scene.units[said.trigger.first - 1] if said.trigger.first > said.segment[0] else None
    return said.trigger.form.tag == "g" and before is not None and scene.words.is_("of_doing", before.text)


def _nameless(scene: Scene, said: Utterance) -> bool:
    """English: whether a clause behind "which" or "that" only tells what some states or things hold ("states which oppose the plan")."""
    assert said.trigger
    if said.trigger.form.weight == "say" or said.speaker.kind in ("person", "document") or said.speaker.filler.id is not None:
        return False
    at = said.trigger.first - 1
    while at > said.segment[0] and scene.words.is_("between", scene.units[at].text):
        at -= 1
    return scene.units[at].text in ("which", "that", "who") and said.speaker.first < at and not scene.units[at - 1].has("comma")


def _ground(scene: Scene, said: Utterance) -> bool:
    """Whether a proposal is only the ground of what was done: no clause tells it. (Arabic puts such a ground after anything.)"""
    span = said.reported
    told = [u for u in scene.units[said.segment[0] : said.segment[1] + 1] if span and span.start <= u.start < span.end]
    words = sum(len(u.text.split()) for u in told if u.kind == "word" and not u.options and not u.has("in"))
    return scene.words.order[0] == "right" or words < _TOLD


def _manner(scene: Scene, said: Utterance) -> bool:
    """Whether the one word between "who" and the verb was taken for who speaks: a word of manner."""
    first = said.speaker.first
    if said.speaker.kind != "phrase" or first < 1 or said.speaker.last != first:
        return False
    return scene.units[first - 1].has("relative") and not scene.units[first].upper


def _behind_comma(scene: Scene, said: Utterance) -> bool:
    """Whether a speaker without a name stands behind the verb and a comma."""
    assert said.trigger
    between = scene.units[said.trigger.last + 1 : max(said.trigger.last + 1, said.speaker.first)]
    return said.speaker.filler.id is None and said.speaker.kind != "person" and any(u.has("comma") for u in between)


def _tells_of_before(scene: Scene, said: Utterance) -> bool:
    """Whether an Arabic relative clause with its own subject only tells something of a noun: no words of the subject stand before it."""
    assert said.trigger
    at, told = said.trigger.first, said.reported
    if told is None or told.end > scene.units[at].start or said.speaker.first <= at:
        return False
    return any(scene.words.is_("relative", u.text) for u in scene.units[max(said.segment[0], at - 3) : at])


def _its(scene: Scene, said: Utterance) -> bool:
    """Arabic: whether a form with "its" behind a name is a noun, what another verb tells ("Fiji announced its rejection of the plan")."""
    assert said.trigger
    at = said.trigger.first
    before = scene.units[at - 1] if at > said.segment[0] else None
    held = scene.words.is_("intent", scene.units[at].text)
    return held and before is not None and before.kind != "sign" and not scene.words.is_("relative", before.text)


def _of_two(scene: Scene, said: Utterance) -> bool:
    """Whether who speaks only belongs to "between the two": the Arabic word is also "stated", of one alone, where a "that" follows."""
    assert said.trigger
    first, verb = said.speaker.first, said.trigger.first
    before = scene.units[max(said.segment[0], first - 2) : first] if first > 0 else []
    if scene.units[verb].has("between"):
        if verb > said.segment[0] and scene.units[verb - 1].kind != "sign":
            return True
        row = scene.units[verb + 1 : said.segment[1]]
        that = next((i for i, u in enumerate(row) if scene.words.is_("that", u.text)), len(row) - 1)
        if said.reported is not None and row and said.reported.start < row[that].end:
            return True
        return any(u.has("and", "and_clitic") or u.clitic[:1] in scene.words.clitics and u.clitic for u in row[:that])
    return any(u.has("between") for u in before)


def _unreal(scene: Scene, said: Utterance) -> bool:
    """Whether a condition opens right before the clause."""
    start = start_of(said)
    return start > said.segment[0] and scene.units[start - 1].has("if")


def _named_so(scene: Scene, said: Utterance) -> bool:
    """Whether somebody is announced as something."""
    after = scene.units[end_of(said) + 1] if end_of(said) < said.segment[1] else None
    return said.force == "announced" and after is not None and after.has("as")


def _relative(scene: Scene, said: Utterance) -> bool:
    """Whether the verb goes on with what a relative clause tells of others."""
    assert said.trigger
    units, at, first = scene.units, said.trigger.first, said.speaker.first
    if first >= at:
        return False
    opens = next((i for i in range(at - 2, said.segment[0], -1) if units[i].has("relative")), None)
    if opens is None or not units[at - 1].has("and") or any(u.has("comma") for u in units[opens + 1 : at]):
        return False
    return first < 0 or opens < first or opens - said.speaker.last > _FAR and not units[opens].has("that_word")
