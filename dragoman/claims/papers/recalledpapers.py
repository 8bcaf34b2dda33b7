"""Documents that the words leave unnamed: "Both signed it in 2000", "it came into force on 20 May", "withdrew its signature"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.claims.papers.papers import NOUNS, Paper
from dragoman.claims.words.signs import STOPS
from dragoman.claims.words.units import Text, Unit
from dragoman.model import Filler, Span

_SENTENCES, _PAGE = 3, 40  # sentences back to the document that is meant, and to the only one that a page names
_BESIDE = 3  # units behind a verb within which its pronoun stands
_SUBJECT_IT = 2  # units before a verb of the passive within which its pronoun stands
_SUBJECT = 6  # units before a verb within which the state that signs stands
_TAKES_NONE = frozenset({"signed", "ratified"})  # verbs that may stand without their object: "both signed in 2000"


@dataclass(frozen=True, slots=True)
class Recalled:
    """An act and the title of the document that it was done with, named before."""

    at: int
    action: str
    title: Filler
    first: int
    last: int


@dataclass(slots=True)
class Memory:
    """The treaty, charter or other lasting document that the page named last."""

    sentence: int = -99
    several: bool = False
    title: Filler | None = None

    def note(self, text: Text, units: Sequence[Unit], papers: Sequence[Paper]) -> None:
        """Keep the last document of a sentence that can be signed, ratified or come into force."""
        for paper in papers:
            if units[paper.noun].has("treaty_noun", "named_paper") or units[paper.noun].options:
                span = Span(units[paper.first].name_start, units[paper.last].end)
                self.several = self.several or (self.title is not None and not _alike(self.title.surface, span.of(text.text)))
                self.sentence, self.title = units[0].sentence, Filler(span, span.of(text.text))


def _alike(a: str, b: str) -> bool:
    """Whether two titles share a long word: namings of one document."""
    long = [{w[:5] for w in x.casefold().split() if len(w) > 4} for x in (a, b)]
    return bool(long[0] & long[1]) or not (long[0] and long[1])


def recalled(
    text: Text, units: Sequence[Unit], papers: Sequence[Paper], acts: Sequence[tuple[int, str]], used: Sequence[Span], memory: Memory
) -> Iterator[Recalled]:
    """The acts of a sentence that no document of it takes, and that speak of the one named last."""
    for at, action in acts:
        here = Memory(memory.sentence, memory.several, memory.title)
        here.note(text, units, [p for p in papers if p.last < at])
        if here.title is None or units[0].sentence - here.sentence > (_SENTENCES if here.several else _PAGE):
            continue
        if any(s.start <= units[at].start < s.end for s in used) or any(abs(p.noun - at) <= _BESIDE for p in papers):
            continue
        meant = _meant(text, units, at, action)
        if meant:
            yield Recalled(at, action, here.title, *meant)


def _meant(text: Text, units: Sequence[Unit], at: int, action: str) -> tuple[int, int] | None:
    """The first and last unit of the words that tell of the act; None where it is not told of the document."""
    after = units[at + 1 : at + 1 + _BESIDE]
    if units[at].has("signature_of_it", "one_word_it"):  # "withdrew its signature", Arabic "signed it" in one word
        return at, at
    if action == "denounced" and units[at].has("signed"):  # "withdrew in 2015 its signature"
        return at, at
    if units[at].has("passive") and any(u.has("paper_it") for u in units[max(0, at - _SUBJECT_IT) : at]):
        return at, at  # "it was signed in Riga": no organisation is signed
    if at == 0 and action in _TAKES_NONE and len(after) > 1 and after[0].has("in", "on", "by", "under", "hold_chair") and units[0].upper:
        return at, at  # "Signed in Riga, it came into force a year later"
    if action == "entered_into_force":
        before = next((u for u in reversed(units[max(0, at - 2) : at]) if not u.has("and", "act_verb", "told_filler")), None)
        joined = units[at].has("and_clitic") or units[max(0, at - 1)].has("and", "paper_it")
        return (at, at) if joined or before is None or before.has("paper_it", "comma") else None
    if action in ("sent", "issued", "cited"):
        return None
    pronoun = next((i for i, u in enumerate(after[:2]) if u.has("paper_it") or u.has("paper_it_alone") and _ends(units, at + 2 + i)), None)
    if pronoun is not None or units[at].text.split()[-1] in _glued(text):
        return at, at + 1 + (pronoun if pronoun is not None else -1)
    if action not in _TAKES_NONE or not _alone(units, at):
        return None
    subject = [i for i in range(max(0, at - _SUBJECT), at) if units[i].option("state") or units[i].has("group_2", "group_any")]
    walled = subject and any(u.text in STOPS for u in units[subject[-1] : at])
    return (subject[-1], at) if subject and not walled else None


def _glued(text: Text) -> frozenset[str]:
    """The pronouns for a document that end a phrase of the lexicon: Arabic "ratified it"."""
    return frozenset(text.language.settings.get("paper_pronouns", ()))


def _ends(units: Sequence[Unit], at: int) -> bool:
    """Whether nothing that a possessive could belong to follows."""
    return at >= len(units) or units[at].kind in ("sign", "date") or units[at].has("in", "on", "and", "prep")


def _alone(units: Sequence[Unit], at: int) -> bool:
    """Whether a verb has no object: a day, a word of time or a sign follows."""
    if at + 1 >= len(units) or units[at].has("passive"):
        return False
    after = units[at + 1]
    if after.kind == "date" or after.has("but") or after.text in ".,;)\u060c":
        return NOUNS.isdisjoint(after.classes)
    dated = at + 2 < len(units) and units[at + 2].kind == "date"
    return after.has("in", "on") and dated
