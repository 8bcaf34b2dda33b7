"""Title phrases: "former deputy foreign minister of Russia" -> its office, its words, whose office it is, and how it is held."""

from __future__ import annotations

from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.longtails import finite
from dragoman.claims.offices.titles import Title, body_of
from dragoman.claims.offices.titletails import Tail
from dragoman.claims.offices.words import Mark, OfficeWords
from dragoman.claims.words.units import Text
from dragoman.model import Span

_NEAR = office_group("near")
_MAKES = {"elect", "appoint", "nominate", "announce", "assume"}
_MADE = 14  # units from a verb that makes a minister of someone to "minister of state for"


class Phrase(Tail):
    """A title phrase while it is read, outward from its head."""

    def __init__(self, text: Text, firsts: dict[int, Mark], lasts: dict[int, Mark], words: OfficeWords, head: Mark) -> None:
        super().__init__(text, firsts, lasts, words, head)
        self.owned = head.owned and text.text[text.units[head.first].end - 1] != words.feminine_sign
        self.his = False
        self.case = head.case

    def read(self) -> Title:
        self._left()
        self._right()
        if self.part and self.code == "president":
            self.code = "chairperson"
        predicate = self._indefinite()
        code = f"deputy-{self.code}" if self.deputy and not self.code.startswith(("deputy-", "vice-")) else self.code
        a, b = self.units[self.core[0]], self.units[self.core[1]]
        end = b.end
        if self.head.led and self.core[1] == self.head.last:  # "ministers of": the title without "of"
            end = b.start + len(self.text.text[b.start : b.end].rsplit(" ", 1)[0])
        definite = self._definite() or self.his or (self.first > 0 and self.units[self.first - 1].text == "the")
        return Title(
            code, self.units[self.first], self.units[self.last], Span(a.name_start if a.clitic else a.start + len(self._clitic()), end),
            self.units[self.head.last], tuple(self.bodies), self.status, self.head.plural,
            definite, "acc" if predicate else self.case,
            his=self.his or self.owned, honorific="honorific" in self.head.kinds, near=self.near,
        )  # fmt: skip

    def _indefinite(self) -> bool:
        """In a language with an article: "a president to Brazil", as it is said of someone, never before a name."""
        article = self.words.language.settings.get("articles")
        if not article or self.owned or self.attributed or (self._definite() and not self.given):
            return False
        if self._of_state_affairs():
            return False
        clitic = self.given or (self.bodies[0].unit.clitic if self.bodies else "")
        return clitic.endswith(article[1][:1]) and not clitic.endswith(article[0])

    def _of_state_affairs(self) -> bool:
        """Whether it is "minister of state for", which stands beside a name as well, where no verb makes one of him."""
        head = self.units[self.head.first]
        row = range(max(self.text.bounds[head.sentence][0], self.head.first - _MADE), self.head.first)
        verbs = {m.kinds.get("verbs") for i in row if (m := self.firsts.get(i)) is not None}
        return self.head.last > self.head.first and self.code.endswith(("minister", "of-state")) and verbs.isdisjoint(_MAKES)

    def _definite(self) -> bool:
        """Whether a word of the title has the article: "president of the republic" is definite by its last word."""
        article = (self.words.language.settings.get("articles") or ["\0"])[0]
        return self.head.definite or any(u.text.startswith(article) for u in self.units[self.head.first : self.core[1] + 1])

    def _clitic(self) -> str:
        mark = self.firsts.get(self.core[0])
        return mark.clitic if mark else ""

    # ── to the left ──

    def _left(self) -> None:
        while True:
            at = self.first - 1
            if at > 0 and self.units[at].text == ".":
                at -= 1  # an abbreviation that ends with its full stop
            mark = self.lasts.get(at)
            if mark and at < self.first - 1 and "acting" not in mark.kinds:
                break
            near = mark and (at < self.first - 1 or self.units[mark.first].sentence == self.units[self.first].sentence)
            if mark and near and self._modifies(mark):
                continue
            break
        self._left_body()
        mark = self.lasts.get(self.first - 1)
        if mark and self.bodies and self._modifies(mark):  # "former Russian president"
            self._left()

    def _modifies(self, mark: Mark) -> bool:
        kinds = mark.kinds
        if "deputy" in kinds and "deputy" in self.words.before:
            self.deputy, self.case = True, mark.case or (self.case if self.words.article else "")
        elif "former" in kinds and "former" in self.words.before:
            if self._opens(mark):
                return False
            self.status = "former"
        elif "acting" in kinds and "acting" in self.words.before:
            self.status, self.case = "acting", mark.case or self.case
        elif "elect" in kinds and "elect" in self.words.before:
            self.status = "elect"
        elif "portfolios" in kinds and "portfolio" in self.words.before:
            if kinds["portfolios"] == "joint" and not self._joins(mark):
                return False
            if not self._portfolio(kinds["portfolios"]) and self.code != "minister":
                return False
        elif "plain" in kinds and "plain" in self.words.before:
            self.case = self.case or mark.case
        else:
            return False
        if "deputy" in kinds or "portfolios" in kinds:
            self.core[0] = mark.first
        self.first = mark.first
        return True

    def _opens(self, mark: Mark) -> bool:
        """Whether "earlier" opens a sentence whose subject the title begins, or stands behind its verb: when something was said."""
        if not (self.words.right and self.case == "nom" and mark.first == mark.last) or self.words.language.settings.get("articles"):
            return False
        unit = self.units[mark.first]
        before = self.units[mark.first - 1] if mark.first else None
        opens = before is None or before.sentence != unit.sentence
        return unit.text in self.words.earlier and (opens or before is not None and finite(before, self.words.tail_verbs))

    def _joins(self, mark: Mark) -> bool:
        """Whether "and" to the left joins two portfolios."""
        before = self.lasts.get(mark.first - 1)
        return before is not None and before.kinds.get("portfolios", "joint") != "joint"

    def _possessor(self, mark: Mark | None) -> bool:
        """An office that has another: "the Russian president's spokesman"; whose it is, is said before it."""
        if mark is None or "heads" not in mark.kinds or self.code.removeprefix("deputy-") not in _NEAR:
            return False
        self.near, self.first = mark.kinds["heads"], mark.first
        self._left_body()
        return True

    def _left_body(self) -> None:
        at = self.first - 1
        if at >= 0 and self.units[at].text == "'s":
            at -= 1
            if self._possessor(self.lasts.get(at)):
                return
        if at < 0 or self.units[at].sentence != self.units[self.first].sentence:
            return
        if self.units[at].text == ")" and at > 3 and self.units[at - 2].text == "(":
            at -= 3
        unit = self.units[at]
        mark = self.lasts.get(at)
        if mark and "his" in mark.kinds:
            self.his, self.first = True, at
            return
        if mark and at < self.first - 1 and "institutions" in mark.kinds:  # "the government's minister": whose, is understood
            self.first = mark.first
            return
        place = None if self.words.right or (at and self.units[at - 1].upper and self.units[at - 1].kind == "word") else self._place(at)
        body = body_of(unit) or place or self._company(at)
        if body is None:
            return
        if body.option is None:
            self.bodies.append(body)
            self.first = at
            while self.first > 0 and self.units[self.first].start > body.span.start:
                self.first -= 1
            return
        if self.words.language.settings.get("articles"):
            return
        if self.words.right and body.option.form not in ("adjective", "demonym"):
            return
        if not self.words.right and unit.upper is False and body.option.form != "anaphor" and at == self.first - 1:
            return
        self._take(body)
        self.first = at
