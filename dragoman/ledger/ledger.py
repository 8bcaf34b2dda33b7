"""The ledger: claims go in, answers come out. START HERE: each method names the module that does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Self

from dragoman.ledger.answers import Answer, When
from dragoman.model import Article, Claim, Date, Judgement, Reading


class Ledger:
    """An append-only record of claims in a database, and the questions it answers for any day, as known on any day."""

    @classmethod
    def open(cls, path_or_url: str, base: bool = True) -> Self:
        """The ledger in an SQLite file or at a database URL, made if it is new (with the base record unless `base` is false). BadLedger."""
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the database."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def append(self, reading: Reading | tuple[Article, Iterable[Claim]], recorded_at: str | None = None) -> int:
        """Write down an article and its claims, all or nothing; the number of claims that are new. UnsoundClaim, BadLedger."""
        raise NotImplementedError

    def append_all(self, readings: Iterable[Reading | tuple[Article, Iterable[Claim]]], recorded_at: str | None = None) -> int:
        """Write down many, quickly; each article is all or nothing. The number of claims that are new."""
        raise NotImplementedError

    def judge(self, judgements: Iterable[Judgement]) -> int:
        """Write down verdicts (correct · wrong · unsure · undone · retracted); the number that are new."""
        raise NotImplementedError

    def article(self, id: str) -> Article | None:
        """The article of that id."""
        raise NotImplementedError

    def claim(self, id: str) -> Claim | None:
        """The claim of that id."""
        raise NotImplementedError

    def claims(self, *, kind: str | None = None, entity: str | None = None, role: str | None = None, article: str | None = None) -> Iterator[Claim]:
        """The claims of a kind, on an entity (in a role), of an article, in the order of publication and text."""
        raise NotImplementedError

    def articles(self, *, base: bool = False) -> Iterator[Article]:
        """The articles, latest first; those of the base record only if asked."""
        raise NotImplementedError

    # Questions. Entities are ids (`sco`, `IN`, `kassym-jomart-tokayev`); each gives an Answer.

    def members(self, org: str, when: When, rank: str = "member") -> Answer:
        """Who stands in the organisation as `rank` (what the rung counts as; "all" for every standing).
        what: member, organisation, rank, counts_as, founder."""
        raise NotImplementedError

    def standing(self, state: str, org: str, when: When) -> Answer:
        """One row: the standing of a state in an organisation on the day, even where it is "not" or "unknown"."""
        raise NotImplementedError

    def history(self, state: str, org: str, when: When) -> Answer:
        """Every step of a state in an organisation as known, oldest first. what: member, organisation, change, rank, date."""
        raise NotImplementedError

    def chair(self, org: str, when: When) -> Answer:
        """Who chairs the organisation. what: organisation, holder."""
        raise NotImplementedError

    def offices(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """Who holds which office in a state or an organisation. what: person, title, body, acting."""
        raise NotImplementedError

    def meetings(self, org: str | None, when: When, after: Date | None = None, before: Date | None = None) -> Answer:
        """The meetings (of an organisation), by date, with their history and attendance board. what: id, organisations, type, ordinal, date,
        city, country, venue, stage, participants, attendance [{guest, status, manners: {manner: [claim ids]}}], history."""
        raise NotImplementedError

    def statements(self, *, when: When, about: str | None = None, by: str | None = None) -> Answer:
        """Who said what, in the order of publication and text. what: speaker, title, body, about, verb, force, quotes, reported, chain,
        language, outlet, published."""
        raise NotImplementedError

    def aims(self, actor: str, when: When) -> Answer:
        """What an organisation or a state sets out to do, in the order of publication and text. what: actor, text."""
        raise NotImplementedError

    def documents(self, org: str, when: When) -> Answer:
        """Documents to which the organisation or state is a party. what: title, action, parties, date."""
        raise NotImplementedError

    def decisions(self, body: str, when: When) -> Answer:
        """What a body decided. what: body, text, votes."""
        raise NotImplementedError

    def founded(self, org: str, when: When) -> Answer:
        """When, where and by whom an organisation was founded; a row per type of founding. what: organisation, type, date, place, founders."""
        raise NotImplementedError

    def shared(self, first: str, second: str, when: When) -> Answer:
        """The organisations to which two states belong. what: organisation, ranks {state: rank}."""
        raise NotImplementedError

    def ties(self, org: str, when: When) -> Answer:
        """Relations of an organisation to other bodies. what: a, b, type."""
        raise NotImplementedError

    def numbers(self, when: When, about: str | None = None) -> Answer:
        """Every number given, by whom. what: about, what, value, operator, unit, places."""
        raise NotImplementedError

    def changes(self, since: Date, when: When) -> Answer:
        """What pages published after `since` changed in the record. what: change (new · confirmed · moved · corrected · disputed · overdue),
        kind, about, old, new."""
        raise NotImplementedError

    def corrections(self, when: When) -> Answer:
        """Where read news differs from what the base record lists. what: organisation, member, listed, now."""
        raise NotImplementedError

    def disputes(self, when: When) -> Answer:
        """All disagreements in the record, in Answer.disputes."""
        raise NotImplementedError

    def explain(self, claim_id: str, when: When | None = None) -> Answer:
        """One claim: its words, page, origin, judgements, and which answers use it or set it aside. UnknownName if there is none."""
        raise NotImplementedError

    def counts(self) -> dict[str, Any]:
        """How many articles, claims (by kind) and judgements the ledger holds."""
        raise NotImplementedError
