"""What has a verb of saying and is no statement: an application, a meeting convened, guests received, a question of the writer's own."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.claims.speech.complements import Utterance, end_of, start_of
from dragoman.claims.speech.speakers import Scene
from dragoman.claims.words.signs import ASKING
from dragoman.claims.words.units import Text
from dragoman.model import Span

_STANDING = ("joined_full", "membership", "accession", "join")  # the classes of what a state applies for
_PAPERS = ("document_noun", "treaty_noun", "resolution_noun", "vote_paper")  # what a body adopts or turns down
_ISSUED = ("issued", "signed", "adopted", "approved", "sent", "gave_out")
_ADVERBS = 4  # units before a verb in which "for" and an adverb in quotation marks stand
_ADMITTED = 10  # units behind "welcomed" in which "as its member" stands
_OF_THEM = 3  # units between "none" and who speak: "none of the ministers"
_NEAR = 8  # units behind the verb in which what is asked for is named


def no_statement(scene: Scene, said: Utterance) -> bool:
    """Whether an utterance without quotation only does what its verb says, or is only rumoured."""
    before = range(max(said.segment[0], said.speaker.first - _OF_THEM), said.speaker.first)
    own = range(said.trigger.first, said.trigger.last + 1) if said.trigger is not None else range(0)  # "joked X" is his joke
    if any(scene.units[i].has("hearsay") for i in before if i not in own):
        return True  # "rumour has it that X said"
    if said.quotes or said.trigger is None or said.trigger.form.mode != "verb":
        return False
    if _gapped(scene, said) or _is_held(scene, said) or _closes(scene, said) or _no_answer(scene, said) or _votes_down(scene, said):
        return True
    if _nobody(scene, said) or _for_doing(scene, said) or _object_before(scene, said):
        return True
    return _question(scene, said) or _applies(scene, said) or _convenes(scene, said) or _receives(scene, said) or _watches(scene, said)


def _nobody(scene: Scene, said: Utterance) -> bool:
    """Whether nobody is said to speak: "no government has proposed", "none of the ministers said"."""
    first = said.speaker.first
    if said.trigger is None or said.trigger.first < first:
        return False
    for unit in reversed(scene.units[max(0, first - _OF_THEM) : first + 1]):
        if unit.has("not"):
            return True
        if unit.index != scene.units[first].index and not unit.has("of", "the", "one_of", "one_among"):
            return False
    return False


def mental(scene: Scene, said: Utterance) -> bool:
    """Whether the verb tells what a state or body holds and hopes: within someone's speech that is his word, not theirs."""
    assert said.trigger
    return said.speaker.kind != "person" and (said.trigger.form.weight == "may" or scene.words.is_("holds", said.trigger.form.words[0]))


def rest_of_unit(text: Text, said: Utterance) -> Span | None:
    """What is said within the verb's own unit, where the lexicon knows both as one phrase ("rejected the offer")."""
    assert said.trigger
    unit, form = text.units[said.trigger.last], said.trigger.form
    held = unit.text.split(" ")
    if form.mode != "verb" or form.weight == "may" or form.rest or form.words[-1] not in held[:-1]:
        return None
    rest = held[held.index(form.words[-1]) + 1 :]
    written = text.text[unit.start : unit.end].split()
    if len(written) != len(held) or len(rest) < 2:
        return None
    return Span(unit.end - len(" ".join(written[-len(rest) :])), unit.end)


def drop_attributions(scene: Scene, row: Sequence[Utterance]) -> None:
    """Take the words from those of which they are nothing but another's verb with who speaks behind it ("…, X said," the paper added)."""
    for said in row:
        for other in row:
            span, verb = said.reported, other.trigger
            if other is said or span is None or verb is None or other.speaker.first < verb.last:
                continue
            if span.start == scene.units[verb.first].start and span.end <= scene.units[end_of(other)].end:
                said.reported = None


def _question(scene: Scene, said: Utterance) -> bool:
    """Whether the writer asks what someone says ("And what does Qatar say?")."""
    units, words = scene.units, scene.words
    first, last = scene.text.bounds[units[start_of(said)].sentence]
    if not any(u.text in ASKING for u in units[max(first, last - 2) : last]):
        return False
    return any(words.is_("asks", words.bare(u.text)) for u in units[first : min(start_of(said), first + 3)])


def _for_doing(scene: Scene, said: Utterance) -> bool:
    """English: whether the verb is what another is thanked for ("thanked the council for demanding a truce"), or what a paper wanted.

    "vetoed drafts demanding a truce": they demanded it, who vetoed them did not.
    """
    assert said.trigger
    if scene.words.order[0] != "left" or not said.trigger.form.words[0].endswith("ing"):
        return False
    at = said.trigger.first
    before = [u for u in scene.units[max(said.segment[0], at - _ADVERBS) : at] if u.kind != "sign"]
    return bool(before) and before[-1].has(*_PAPERS) and any(u.has("veto_act") for u in scene.units[said.segment[0] : at])


def _object_before(scene: Scene, said: Utterance) -> bool:
    """English: whether who is taken to speak is the object of a verb, and the verb a noun: "issued a pact on security pledges"."""
    assert said.trigger
    at = said.speaker.first
    if scene.words.order[0] != "left" or said.speaker.kind not in ("phrase", "document") or not said.segment[0] < at < said.trigger.first:
        return False
    return said.trigger.form.words[0].endswith("s") and scene.units[at - 1].has(*_ISSUED)


def _gapped(scene: Scene, said: Utterance) -> bool:
    """English: whether the object of the verb stands before its clause ("a vote that the mission condemned as flawed")."""
    assert said.trigger
    after = scene.units[end_of(said) + 1] if end_of(said) < said.segment[1] else None
    act = said.trigger.form.weight == "act" and scene.words.order[0] == "left" and said.speaker.first < said.trigger.first
    start = start_of(said)
    related = start > said.segment[0] and scene.units[start - 1].text in ("that", "which", "whom")
    return act and related and after is not None and scene.words.is_("as_word", after.text)  # not: "hailed as historic the vote"


def _closes(scene: Scene, said: Utterance) -> bool:
    """Arabic: whether what a verb closes or opens is a meeting, its work or a visit ("closed its work, to meet again in Cairo")."""
    assert said.trigger
    behind = scene.units[min(max(end_of(said), said.trigger.last) + 1, len(scene.units) - 1)]
    return scene.words.is_("closes", said.trigger.form.words[0]) and scene.words.is_("works", behind.text)


def _is_held(scene: Scene, said: Utterance) -> bool:
    """Arabic: whether the verb tells what a body is held to be, its form being the same ("X is considered the second largest body")."""
    assert said.trigger
    regarded = scene.words.is_("regarded", said.trigger.form.words[0])
    if not regarded or said.speaker.kind not in ("organisation", "state", "body", "institution"):
        return False
    behind = scene.units[min(max(end_of(said), said.trigger.last) + 1, len(scene.units) - 1)]
    if scene.words.is_("that", behind.text) or behind.kind == "sign":
        return False
    own = said.speaker.kind == "organisation" and behind.kind == "word" and behind.text.startswith("\u0627\u0644")
    return own or behind.kind == "number" or scene.words.is_("predicate", behind.text)


def _no_answer(scene: Scene, said: Utterance) -> bool:
    """Whether what is refused is an answer ("refused to comment"), where the language says so with a noun."""
    span = said.reported
    if said.force != "denied" or span is None:
        return False
    first = next((u for u in scene.units[said.segment[0] : said.segment[1] + 1] if u.start >= span.start and u.kind != "sign"), None)
    return first is not None and scene.words.is_("no_answer", first.text)


def _votes_down(scene: Scene, said: Utterance) -> bool:
    """Whether a body turns down a paper that lay before it: "the council rejected the draft resolution" decides and says nothing."""
    span = said.reported
    if said.force != "denied" or span is None or said.speaker.kind not in ("organisation", "institution", "body"):
        return False
    behind = [u for u in scene.units[said.segment[0] : said.segment[1] + 1] if span.start <= u.start < span.end]
    return any(u.has(*_PAPERS) for u in behind[:3])


def _applies(scene: Scene, said: Utterance) -> bool:
    """Whether a state or body asks for membership, or gives notice of leaving: that is a step of its standing."""
    assert said.trigger
    if said.speaker.kind not in ("state", "organisation", "group", "phrase", "body"):
        return False
    after = scene.units[end_of(said) + 1 : min(said.segment[1], end_of(said) + 2) + 1]
    if said.force == "asked" and any(u.has(*_STANDING) for u in after):
        return True
    if not any(scene.words.is_("applies", scene.words.bare(w)) for w in said.trigger.form.words):
        return False
    if scene.units[said.trigger.last].has("apply", "apply_sure"):
        return True
    row = scene.units[end_of(said) + 1 : min(said.segment[1], end_of(said) + _NEAR) + 1]
    if any(scene.words.is_("standing", w) for w in said.trigger.form.words) or any(u.has(*_STANDING) for u in row[:3]):
        return True
    return any(scene.words.is_("standing", w) for u in row if not u.options for w in u.text.split(" "))


def _convenes(scene: Scene, said: Utterance) -> bool:
    """Whether someone calls a meeting, or calls somebody to one."""
    assert said.trigger
    if not any(scene.words.is_("convenes", scene.words.bare(w)) for w in said.trigger.form.words):
        return False
    span: Span | None = said.reported
    row = [u for u in scene.units[end_of(said) + 1 : end_of(said) + 6] if span and span.start <= u.start < span.end]
    words = scene.words
    called = next((u for u in row if u.kind == "word" and not words.is_("preposition", u.text) and not words.is_("article", u.text)), None)
    if called is None or not words.is_("convened", called.text) or any(words.is_("that", u.text) for u in row):
        return False
    after = scene.units[called.index + 1]  # "called the vote historic", "called the summit a success"
    quality = after.kind == "word" and (words.is_("quality", after.text) or not (after.told or after.options))
    return not (words.order[0] == "left" and (words.is_("article", after.text) or quality))


def _watches(scene: Scene, said: Utterance) -> bool:
    """Whether a verb that says something only with a clause has an object: who observed elections or concluded a meeting said nothing."""
    assert said.trigger
    if not any(scene.words.is_("watches", w) for w in said.trigger.form.words):
        return False
    after = scene.units[end_of(said) + 1] if end_of(said) + 1 < len(scene.units) else None
    return after is not None and not scene.words.is_("that", after.text) and after.kind != "sign"


def _receives(scene: Scene, said: Utterance) -> bool:
    """Whether people are received, not an event welcomed ("welcomed thousands of refugees")."""
    span = said.reported
    if said.force != "welcomed" or span is None:
        return False
    behind = [u for u in scene.units[end_of(said) + 1 : end_of(said) + _ADMITTED] if span.start <= u.start < span.end]
    first = next((k for k, u in enumerate(behind) if u.has("as")), len(behind))
    if said.speaker.kind == "organisation" and any(u.has("member_noun") for u in behind[first:]):
        return True  # "the organisation welcomed Nauru today as its 60th member": an admission
    return any(scene.words.is_("received", u.text) for u in behind[:4])


def paper_within(said: Utterance, answers: list[Span]) -> bool:
    """Whether a verb of a document or thing stands within an answer of an interview: what a treaty demands there is the speaker's word."""
    thing = said.trigger is not None and said.speaker.kind in ("document", "phrase")
    return thing and any(a.overlaps(said.evidence) for a in answers if said.evidence)
