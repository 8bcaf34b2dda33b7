"""The right side of a title phrase: portfolios, committees, bodies and further titles that follow its head."""

from __future__ import annotations

from dragoman.claims.names.institutions import Institution
from dragoman.claims.names.names import Option
from dragoman.claims.offices.labels import office_group
from dragoman.claims.offices.longtails import LongTail
from dragoman.claims.offices.titles import Body, body_of, of_person
from dragoman.claims.offices.words import Mark

_NEAR = office_group("near")
_SENT_BY = office_group("sent_by")
_SENT = office_group("sent")
_OF_PARTS = office_group("of_parts")
_TO_STATES = office_group("to_states")
_QUOTES = frozenset("\"\u00ab\u201c\u2018'")
_OPENS = frozenset('"\u00ab\u201c\u201e')
_COMPANY = 6  # words that a company's name has at most
_COMPANIES = office_group("of_companies")
_OF_ARMIES = frozenset({"chief-of-staff", "commander"})


class Tail(LongTail):
    """A title phrase while what follows its head is read."""

    def _right(self) -> None:
        while self.last + 1 < len(self.units):
            at = self._connected(self.last + 1)
            if at >= len(self.units) or self.units[at].sentence != self.units[self.last].sentence or not self._goes_on(at):
                return

    def _connected(self, at: int) -> int:
        """Past words like "of" and "for", where a body, a portfolio or another title may follow."""
        start = at
        while at < len(self.units):
            mark = self.firsts.get(at)
            unit = self.units[at]
            if unit.options or (mark and "land" in mark.kinds and not self._leads_to_body(mark.last + 1)):
                break
            if mark and ("of" in mark.kinds or ("to" in mark.kinds and self._reaches(mark))):
                at, self.host, self.link = mark.last + 1, "of" not in mark.kinds, unit.text
                self.attributed = True
            elif self._filler(at, start):
                at += 1
            else:
                break
        return at

    def _reaches(self, mark: Mark) -> bool:
        """Whether a word like "to" or "in" leads from the title to a body: of those who are sent, of parts, of ministers "in" a state."""
        if self.part or self.code.removeprefix("deputy-") in _SENT | _NEAR:
            return True
        after = self.units[mark.last + 1] if mark.last + 1 < len(self.units) else None
        option = after.option("state") if after and not after.clitic else None
        inside = self.words.article and not self.bodied and self.units[mark.first].has("in")
        if inside and after and after.clitic in ("", self.words.article) and after.option("organisation"):
            return True  # "the officer for foreign policy in the European Union"
        within = self.words.article and not self.bodied and self.code.endswith("minister") and self.units[mark.first].has("in")
        return bool(within and option and option.form == "name")

    def _filler(self, at: int, start: int) -> bool:
        """Whether a unit may be stepped over: a quotation mark before a name, an article."""
        if self.units[at].text in _QUOTES and at + 1 < len(self.units) and self.units[at + 1].options:
            return True
        return self.units[at].has("list_word", "the") and (self.words.right or at > start)

    def _leads_to_body(self, at: int) -> bool:
        """Whether a word like "kingdom" stands before the name of one; else it is the one spoken of."""
        return at < len(self.units) and body_of(self.units[at]) is not None

    def _goes_on(self, at: int) -> bool:
        mark, joined = self.firsts.get(at), at > self.last + 1 or (self.head.led and self.last == self.head.last)
        if self._host_list(at) or (mark and self._absorb(mark)):
            return True
        if self._comma_list(at) or self._and_unknown(at):
            return True
        if not (joined or self.words.right):
            return False
        if (
            self._rulers_adjective(at)
            or (mark and "heads" in mark.kinds and self._near(mark, joined))
            or (mark and self._passes(mark))
            or self._crowned(at)
        ):
            return True
        if self.part and self.words.right and not self.bodied and self._of_the_part(at):
            return True
        if self.words.right and self.words.language.cased and joined and self.bodied and not self.host and self._about(at):
            return True
        if self._anaphor(at) or (mark is None and self._adjective_of_part(at)):
            return True
        if self.host and joined and self.units[at].option("city", "place"):
            self.last = at
            return True
        if joined and self._matter(at):
            return True
        if self._security_council(at) or self._adjective_of_institution(at) or self._owner_again(at) or (joined and self._sent_to(at)):
            return True
        if self._quoted(at) or self._session(at) or self._charge(at):
            return True
        body = (self._place(at) if self.code == "mayor" else None) or body_of(self.units[at]) or self._place(at) or self._region(at)
        body = body or self._unknown(at, joined)
        if body is None or len(self.bodies) >= 2 or (self.bodies and not joined) or self._adjective(body):
            return self._long_tail(at)
        if self._acted_on(body, at, joined):
            return False
        if self._company_of(body, at):
            self.last, self.bodied = at + 1, True  # "chief executive of Qatar Energy": of no state
            return True
        about = joined and self.link in self.words.about
        about = about and (self._is_state(body) if self.code.removeprefix("deputy-") in _SENT_BY else self._charged_with(body))
        self.hosted = self.host and joined and self.code in _TO_STATES
        if not about and not self.hosted:
            self._take(body)
        self.last, self.bodied = max(at, body.unit.index), True
        return True

    def _acted_on(self, body: Body, at: int, joined: bool) -> bool:
        """Arabic: whether a body's name right behind a head with the article is what its holder acts on: "the envoy asked the council"."""
        article = self.words.article
        led = bool(article) and not joined and self.units[self.head.first].text.startswith(article) and at == self.last + 1
        named = body.option is not None and body.option.kind == "organisation" and body.option.form in ("name", "acronym", "short")
        return led and named and not self.units[at].clitic

    def _company_of(self, body: Body, at: int) -> bool:
        """Arabic: whether a state's name goes on with "for the" to that of a company."""
        articles = tuple(self.words.language.settings.get("articles", ()))[1:]
        after = self.units[at + 1] if at + 1 < len(self.units) else None
        named = self.code in _COMPANIES and self._is_state(body) and bool(articles)
        return named and after is not None and after.kind == "word" and after.text.startswith(articles)

    def _charged_with(self, body: Body) -> bool:
        """Whether an organisation is only what a minister is charged with: "the minister for affairs of the EU", of some state."""
        return self.code == "minister" and body.option is not None and body.option.kind == "organisation"

    def _session(self, at: int) -> bool:
        """The session of a body, passed over: "president of the 65th session of the General Assembly"."""
        if self.bodied or self.units[at].options:
            return False
        words, last, told = self.words.sessions, at, self.words.article and self.units[self.last].text.split(" ")[-1] in self.words.sessions
        while last < min(len(self.units), at + 5) and not self.units[last].options and not self._begins_another(last):
            if self.units[last].text in words:
                told = True
            elif told or (self.units[last].kind == "sign" and self.units[last].text not in "-\u2011"):
                break
            last += 1
            if told and not self.words.article:
                break
        while self.words.article and told and last < len(self.units) and self.units[last].kind == "word" and last - at < 5:
            last += 1
        following = [u for u in self.units[last : last + 3] if u.sentence == self.units[at].sentence]
        if not told or last == at or not any(body_of(u) for u in following):
            return False
        self.last = last - 1
        return True

    def _quoted(self, at: int) -> bool:
        """A company named in quotation marks that nobody knows: "chief executive of the company «Northern Light»"."""
        units = self.units
        if self.bodied or units[at].text not in _OPENS or not (self.part or self.code in _COMPANIES):
            return False
        span = next((s for s in self.text.quotes if units[at].start < s.start <= units[at].end + 1), None)
        if span is None or len(span.of(self.text.text).split()) > _COMPANY:
            return False
        last = next((u.index for u in units[at : at + 12] if u.end == span.end), None)
        if last is None:
            return False
        self.bodies.append(Body(units[last], body.option if (body := body_of(units[last])) else None, span))
        self.last, self.bodied = min(last + 1, len(units) - 1), True
        return True

    def _is_state(self, body: Body) -> bool:
        return body.option is not None and body.option.kind == "state"

    def _passes(self, mark: Mark) -> bool:
        """Words passed over: "of the republic" after a body, the army after its chief."""
        named = mark.kinds.get("institutions") if not self.bodied else None
        inside = (named in ("army", "general-staff") and self.code in _OF_ARMIES) or (
            named == "security-council" and self.code in _OF_PARTS
        )
        if not inside and not (self.bodied and "land" in mark.kinds):
            return False
        self.last = mark.last
        return True

    def _adjective_of_institution(self, at: int) -> bool:
        """An adjective between a title and an institution: "adviser to the transitional government"."""
        after = self.units[at + 1] if at + 1 < len(self.units) else None
        if not self.words.right or self.words.article or self.bodied or self.units[at].kind != "word" or self.units[at].upper:
            return False
        if after is None or after.option("institution") is None or self._begins_another(at) or self.units[at].has("and", "to", "in"):
            return False
        self.last = at
        return True

    def _security_council(self, at: int) -> bool:
        """The security council of the state spoken of, which is written like that of the United Nations but has a secretary."""
        option = self.units[at].option("organisation")
        if option is None or option.id != "unsc" or self.code not in ("secretary", "secretary-of-state", "state-secretary") or self.bodied:
            return False
        self.code, self.core[1], self.last, self.bodied = "security-council-secretary", at, at, True
        return True

    def _host_list(self, at: int) -> bool:
        """More states to which an ambassador is sent: "to Kenya, Uganda and Burundi"."""
        after = self.units[at + 1] if at + 1 < len(self.units) else None
        if not self.hosted or after is None or not (self.units[at].text == "," or self.units[at].has("and")):
            return False
        option = after.option("state")
        follows = self.units[at + 2] if at + 2 < len(self.units) else None
        if option is None or option.form != "name" or (follows and (follows.has("possessive") or self._begins_another(at + 2))):
            return False
        self.last = at + 1
        return True

    def _rulers_adjective(self, at: int) -> bool:
        """ "Press secretary of the Russian president", where the adjective stands before the noun."""
        unit, mark = self.units[at], self.firsts.get(at + 1)
        option = unit.option("state")
        if not self.words.right or self.words.article or self.bodied or option is None or option.form != "adjective" or mark is None:
            return False
        if "heads" not in mark.kinds or mark.case != "gen" or self.code.removeprefix("deputy-") not in _NEAR:
            return False
        self.bodies.append(Body(unit, option, unit.span))
        self.near, self.last, self.bodied, self.core[1] = mark.kinds["heads"], mark.last, True, mark.last
        return True

    def _sent_to(self, at: int) -> bool:
        """The region or group of states that an envoy is for."""
        unit = self.units[at]
        if self.code.removeprefix("deputy-") not in _SENT or body_of(unit) or not unit.options or unit.option("person"):
            return False
        self.last = at
        return True

    def _owner_again(self, at: int) -> bool:
        """The state of an institution that names itself: "speaker of the Knesset of Israel"."""
        one = self.bodies[-1].unit.value if self.bodies else None
        state = self.units[at].option("state")
        if not isinstance(one, Institution) or one.owner is None or state is None or state.id != one.owner.id:
            return False
        self.last = at
        return True

    def _crowned(self, at: int) -> bool:
        """A ruler who stands for his state: "ambassador of the Custodian of the Two Holy Mosques"."""
        unit = self.units[at]
        option = unit.option("person") if self.code in _SENT and unit.text in self.words.rulers else None
        state = of_person(option.id) if option else None
        if state is None or self.bodied:
            return False
        self.bodies.append(Body(unit, Option("state", state, "anaphor"), unit.span))
        self.last, self.bodied = at, True
        return True

    def _of_the_part(self, at: int) -> bool:
        """Words that no list has after "committee", "agency": with the article, or in small letters up to a name."""
        unit = self.units[at]
        if unit.kind != "word" or unit.options or self._begins_another(at):
            return False
        if self.words.article:
            if not unit.text.startswith(self.words.article) or unit.text in self.words.given or len(unit.text) < 5:
                return False
            self.last = at
            return True
        return self._about(at)

    def _adjective(self, body: Body) -> bool:
        """Where adjectives stand before their noun, one after a title begins another phrase."""
        articled = self.words.language.settings.get("articles")
        return not articled and body.option is not None and body.option.kind == "state" and body.option.form in ("adjective", "demonym")

    def _about(self, at: int) -> bool:
        """After the body: "on foreign policy", words in small letters up to the name."""
        last = at
        while (
            last < min(len(self.units), at + 5)
            and self.units[last].kind == "word"
            and not self.units[last].upper
            and not self._begins_another(last)
        ):
            last += 1
        if last == at or last >= len(self.units) or not self.units[last].upper or self.units[last].sentence != self.units[at].sentence:
            return False
        self.last = last - 1
        return True

    def _anaphor(self, at: int) -> bool:
        """ "Of the organisation", when the text has named none: passed over, the body is understood."""
        unit, mark = self.units[at], self.firsts.get(at)
        if not self.words.right or self.bodied or unit.options or (mark and "parts" in mark.kinds):
            return False
        land = mark is not None and "land" in mark.kinds
        if not land and not unit.has("body_word"):
            return False
        self.last, self.bodied = mark.last if mark and land else at, True
        self.spoken = -1 if land else at
        return True

    def _adjective_of_part(self, at: int) -> bool:
        """An unknown adjective between a title and a word like "council" or "committee" that ends its phrase."""
        after = self.firsts.get(at + 1)
        if (
            not self.words.right
            or self.code not in _OF_PARTS
            or after is None
            or "parts" not in after.kinds
            or self.units[at].kind != "word"
        ):
            return False
        self.core[1] = self.last = after.last
        self.part = True
        return True

    def _near(self, mark: Mark, joined: bool) -> bool:
        """Another title as complement: "press secretary of the President of Russia"."""
        if (
            self.bodies
            or (self.code.removeprefix("deputy-") not in _NEAR and not self.part)
            or self.units[mark.first].has("and_clitic")
            or (not joined and mark.definite is False and mark.case not in ("", "gen"))
            or self._named_behind(mark)
        ):
            return False
        inner = Tail(self.text, self.firsts, self.lasts, self.words, mark)
        inner._right()
        about = inner.link in self.words.about
        self.bodies, self.last, self.near = inner.bodies[:1] if about else inner.bodies, inner.last, inner.code
        self.core[1] = max(inner.core[1], self.core[1])
        if self.code == "head":
            self.code = "chief-of-staff"
        elif self.code == "aide" and inner.code.endswith(("minister", "secretary-general")):
            self.code = f"deputy-{inner.code}"
        return True

    def _named_behind(self, mark: Mark) -> bool:
        """Whether the other title is right before the name of who has it, with no article: "chief of staff to Prime Minister X"."""
        at = mark.last + 1
        if self.words.right or not self.words.language.cased or at >= len(self.units) or mark.first == self.last + 1:
            return False
        bare = self.link != "of" and not self.units[mark.first - 1].has("the")
        return bare and (self.units[at].upper or self.units[at].option("person") is not None)
