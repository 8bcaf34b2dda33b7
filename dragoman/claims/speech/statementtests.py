"""Whether an utterance is a statement: something is said, by one who can say it, as the verb asks."""

from __future__ import annotations

from dragoman.claims.speech.complements import Utterance, end_of, start_of
from dragoman.claims.speech.speakers import Scene, Speaker
from dragoman.claims.speech.unspoken import unspoken

_ONLY_PEOPLE = frozenset({"condemned", "welcomed", "praised", "urged", "accused", "denied", "demanded", "asked"})


class Judge:
    """Tells of the utterances of a text which are statements."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.words, self.text, self.units = scene, scene.words, scene.text, scene.units

    def counts(self, said: Utterance) -> bool:
        """Whether it is a statement: something is said, by one who can say it, as the verb asks."""
        assert said.trigger
        form = said.trigger.form
        if unspoken(self.scene, said) or self._clause_spoken(said.speaker):
            return False
        if form.mode == "come":
            return True
        if form.mode == "verb" and not said.quotes and self._within_clause(said):
            return False
        if form.mode == "own" and said.reported is None:
            return False
        if not said.quotes and said.reported is None:
            return False
        after = form.tag == "t" and said.speaker.kind == "phrase" and said.speaker.first > said.trigger.last
        if after and self.words.is_("by", self.units[said.speaker.first - 1].text) and not self._proper(said.speaker, said.force):
            return False  # "this is explained by the weather"
        if form.weight == "act":
            return said.speaker.kind != "phrase" or bool(said.quotes) or self._proper(said.speaker, said.force)
        if form.weight == "may":
            return bool(said.quotes) or said.speaker.kind != "phrase" and self._clause(said)
        if form.weight == "name":
            return bool(said.quotes) or said.speaker.kind != "phrase" and self._names(said)
        return (
            said.speaker.kind != "phrase"
            or bool(said.quotes)
            or form.mode != "verb"
            or self._clause(said)
            or self._noun_phrase(said.speaker)
        )

    def _within_clause(self, said: Utterance) -> bool:
        """English: whether "X said" stands in a relative clause between its subject and its verb: "the six that X said were asked"."""
        assert said.trigger
        start, after = start_of(said), end_of(said) + 1
        if self.words.order[0] != "left" or start - 1 < said.segment[0] or after > said.segment[1] or said.trigger.form.weight != "say":
            return False
        led = self.units[start - 1].text
        return (led == "that" or self.words.is_("relative", led)) and self.words.is_("finite", self.units[after].text.split(" ")[0])

    def _clause_spoken(self, speaker: Speaker) -> bool:
        """English: whether what was taken for a speaker without a name is a clause ("countries are debating a common stance")."""
        if speaker.kind not in ("phrase", "group", "body") or speaker.first < 0 or self.words.order[0] != "left":
            return False
        row = self.units[speaker.first : speaker.last + 1]
        if any(self.words.is_(n, u.text) for n in ("relative", "relative_any", "cut") for u in row):
            return False
        return any(self.words.is_("finite", u.text.split(" ")[0]) and not u.upper and not u.options for u in row[1:])

    def _noun_phrase(self, speaker: Speaker) -> bool:
        """Whether an unknown speaker is at least a full noun phrase: with an article, a number or a capital."""
        if not self.text.language.cased or speaker.first < 0:
            return True
        first = self.units[speaker.first]
        return first.kind == "number" or first.upper or self.words.is_("article", first.text) or self.words.order[0] != "left"

    def _proper(self, speaker: Speaker, force: str) -> bool:
        """Whether an unknown phrase looks like a name: a capital inside a sentence, or a short one before a verb that only people do."""
        if not self.text.language.cased or speaker.first < 0:
            return False
        row = self.units[speaker.first : speaker.last + 1]
        lo = self.scene.bounds[speaker.first][0]
        if any(u.upper and u.index > lo for u in row if u.kind == "word"):
            return True
        return speaker.first == lo and len(row) < 4 and force in _ONLY_PEOPLE

    def _that(self, said: Utterance) -> bool:
        return any(self.words.is_("that", u.text) for u in self.units[end_of(said) + 1 : min(end_of(said) + 4, said.segment[1] + 1)])

    def _clause(self, said: Utterance) -> bool:
        """Whether a "that" follows the verb, or the verb is put into what is said."""
        return self._that(said) or self._after_clause(said)

    def _after_clause(self, said: Utterance) -> bool:
        start, after = start_of(said), end_of(said) + 1
        if self.words.order[0] == "left" and after <= said.segment[1]:
            unit = self.units[after]
            ends = unit.kind in ("sign", "date") or any(
                self.words.is_(n, unit.text) for n in ("preposition", "between", "cut", "recipient")
            )
            if not ends:
                return False  # "according to X, the bloc maintains a dialogue"
        before = self.units[start - 1]
        return start - said.segment[0] >= 2 and before.kind == "sign" and before.text != ":"  # "A change: X passed the chair to Y"

    def _names(self, said: Utterance) -> bool:
        """English "called X a Y": a further article in the object, not right after the verb."""
        assert said.trigger
        row = self.units[said.trigger.last + 1 : said.segment[1] + 1]
        if not row or self.words.is_("indefinite", row[0].text):
            return False
        if any(self.words.is_("indefinite", u.text) for u in row[1:8]):
            return True
        if self.words.is_("preposition", row[0].text) or row[0].text in ("off", "up", "back"):
            return False
        if 3 <= sum(u.kind != "sign" for u in row) <= 12 and not any(self.words.is_("preposition", u.text) for u in row[:3]):
            return True
        last = next((u for u in reversed(row) if u.kind == "word"), row[0])
        return self.words.is_("article", row[0].text) and len(row) < 9 and self.words.is_("quality", last.text)
