"""Pronouns and verbs without a subject: whom they stand for."""

from __future__ import annotations

from dragoman.claims.names.names import Option
from dragoman.claims.speech.speakers import Scene, Speaker, agrees, earlier_body, earlier_person, of_name, of_phrase, person, someone
from dragoman.claims.speech.words import SpeechWords, Trigger


def is_pronoun(words: SpeechWords, text: str) -> bool:
    """Whether a word is a pronoun of the third person."""
    return text in words.pronouns


def pronoun(scene: Scene, at: int) -> Speaker | None:
    """Whom a pronoun stands for."""
    word = scene.units[at].text
    word = word if is_pronoun(scene.words, word) else scene.words.bare(word)
    if scene.words.is_("former", word) or scene.words.is_("latter", word):
        found = _of_two(scene, at, 0 if scene.words.is_("former", word) else -1)
    elif scene.words.is_("he", word) or scene.words.is_("she", word):
        found = earlier_person(scene, at, "m" if scene.words.is_("he", word) else "f")
    elif scene.words.is_("it", word):
        found = earlier_body(scene, at)
    elif scene.words.is_("they", word):
        one = ("person", "state") if scene.words.order[0] == "left" else ("person",)  # a state alone is no "they"
        found = next((s for s in reversed(scene.said) if s.kind not in one or s.others), None)
        found = _the_two(scene, at) or found
    else:
        return None
    if found is None:
        return of_phrase(scene, at, at, "nobody")
    if found.kind == "person" and (scene.words.is_("he", word) or scene.words.is_("she", word)):
        found.gender = "m" if scene.words.is_("he", word) else "f"
    return found.here(at, at)


def _the_two(scene: Scene, at: int) -> Speaker | None:
    """The two persons whom the sentence before names, where nobody has spoken since ("X received Y. They discussed …")."""
    lo = scene.bounds[at][0]
    row = scene.bounds[lo - 1] if lo else (0, -1)
    if scene.told >= row[0]:
        return None
    people = {option.id or scene.units[i].text: i for i in range(row[0], row[1] + 1) if (option := person(scene.units[i]))}
    if len(people) != 2:
        return None
    first, second = (of_name(scene, i, person(scene.units[i]) or Option("person", "", "name")) for i in people.values())
    return Speaker(first.filler, "person", -1, -1, "p", first.words, (second.filler,))


def _of_two(scene: Scene, at: int, which: int) -> Speaker | None:
    """The first or the last person named in the sentence before."""
    lo = scene.bounds[at][0]
    row = scene.bounds[lo - 1] if lo else (0, -1)
    people = [found for i in range(row[0], row[1] + 1) if (found := someone(scene, i, row[1]))]
    return people[which] if people else None


def implied(scene: Scene, at: int, tag: str) -> Speaker | None:
    """The speaker of a verb that names none: who spoke last and agrees with it."""
    if tag == "m" and (paper := _in_its_paper(scene)):
        return paper
    if tag in ("m", "f"):
        fits = (s for s in reversed(scene.said) if s.gender == tag or not s.gender and (tag == "m") == (s.kind == "person"))
        speaker = next(fits, None)
        since = earlier_person(scene, at, tag) if tag == "m" and speaker else None
        if since is not None and scene.told >= 0 and since.first > scene.bounds[scene.told][1] and agrees(scene, since, tag):
            return since.here(-1, -1)  # who has been told of since anybody spoke
        if speaker:
            return speaker.here(-1, -1)
        found = earlier_person(scene, at, tag) if tag == "m" else earlier_body(scene, at)
        return found.here(-1, -1) if found else None
    last = scene.said[-1] if scene.said else None
    return last.here(-1, -1) if last else None


def _in_its_paper(scene: Scene) -> Speaker | None:
    """The body that spoke last, if it did so in a paper: "the ministry said in a communiqué that … It added", which Arabic says of that."""
    last = scene.said[-1] if scene.said and scene.told >= 0 else None
    if last is None or last.kind not in ("organisation", "institution", "body", "state"):
        return None
    lo, hi = scene.bounds[scene.told]
    paper = any(scene.words.noun(u.text) == "document" and not u.options for u in scene.units[lo : hi + 1])
    return last.here(-1, -1) if paper else None


def agreeing_left(scene: Scene, found: Speaker | None, trigger: Trigger) -> Speaker | None:
    """An Arabic subject before its verb, unless their genders differ: a feminine noun for a body cannot be "he said"."""
    if found is None or trigger.form.tag != "m" or found.kind not in ("organisation", "body") or not 0 <= found.first < trigger.first:
        return found
    return None if scene.units[found.first].text.split(" ")[0].endswith("\u0647") else found


def dropped(scene: Scene, trigger: Trigger, lo: int) -> Speaker | None:
    """A verb that begins its sentence without a subject: of the person whom the sentence before is about ("Urged all to …")."""
    row = scene.units[lo : trigger.first]
    light = all(scene.words.is_("joins", u.text) or scene.words.is_("between", u.text) for u in row)
    if trigger.form.tag not in ("m", "f") or len(row) > 3 or not light or not lo:
        return None
    before = scene.bounds[lo - 1][0]
    found = earlier_person(scene, lo, trigger.form.tag)
    fresh = found is not None and (found.first >= before or scene.told >= before)
    return found.here(-1, -1) if found is not None and fresh else None
