"""The ledger: claims go in, answers come out. START HERE: each method names the module that does the work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Self

from dragoman.gazetteer import load
from dragoman.ledger import keeping
from dragoman.ledger.answers import Answer, Cited, When
from dragoman.ledger.changes import Changes
from dragoman.ledger.conflicts import Conflicts
from dragoman.ledger.copies import copies
from dragoman.ledger.explaining import explain
from dragoman.ledger.holders import Holders
from dragoman.ledger.meetings import Meetings
from dragoman.ledger.memberships import Memberships
from dragoman.ledger.sayings import Retelling, Sayings
from dragoman.ledger.store import Given, Store, now
from dragoman.ledger.witnesses import Names, Witnesses
from dragoman.ledger.words import Words
from dragoman.model import Article, Claim, Date, Judgement


class Ledger:
    """An append-only record of claims in a database, and the questions it answers for any day, as known on any day."""

    def __init__(self, store: Store, names: Names | None = None) -> None:
        self.store = store
        self.witnesses = Witnesses(store, names or load())

    @classmethod
    def open(cls, path_or_url: str, base: bool = True) -> Self:
        """The ledger in an SQLite file or at a database URL, made if it is new (with the base record unless `base` is false). BadLedger."""
        store = Store(path_or_url)
        ledger = cls(store)
        try:
            if base and store.fact("base") is None:
                ledger._load_base()
            elif store.fact("base") is None:
                store.append_all([], note="none")
        except BaseException:
            store.close()
            raise
        return ledger

    def _load_base(self) -> None:
        """Write the base record, reference works and then the hand-kept record, all of it or nothing."""
        from dragoman.gazetteer.base import articles_and_claims
        from dragoman.gazetteer.base.leaders import leaders
        from dragoman.gazetteer.base.record import record

        self.store.append_all(chain(articles_and_claims(), record(), leaders()), base=True, note="factbook")

    def add_record(self) -> int:
        """Write the hand-kept record into a ledger that began with an older one; the number of claims that are new."""
        from dragoman.gazetteer.base.leaders import leaders
        from dragoman.gazetteer.base.record import record

        return self.store.append_all(chain(record(), leaders()), base=True)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def append(self, reading: Given, recorded_at: str | None = None) -> int:
        """Write down an article and its claims, all or nothing; the number of claims that are new. UnsoundClaim, BadLedger."""
        return self.store.append_all([reading], recorded_at)

    def append_all(self, readings: Iterable[Given], recorded_at: str | None = None) -> int:
        """Write down many, quickly; each article is all or nothing. The number of claims that are new."""
        return self.store.append_all(readings, recorded_at)

    def judge(self, judgements: Iterable[Judgement], recorded_at: str | None = None) -> int:
        """Write down verdicts (correct · wrong · unsure · undone · retracted); the number that are new. UnsoundClaim."""
        return self.store.judge(judgements, recorded_at)

    def retract(self, article: str, by: str, at: str | None = None, note: str = "") -> int:
        """Retract all claims of a page, as its outlet did at a moment (ISO 8601; default now): they leave the answers from then on."""
        return self.judge(Judgement(x.id, "retracted", by, at or now(), note) for x in self.claims(article=article))

    def article(self, id: str) -> Article | None:
        """The article of that id."""
        return self.store.article(id)

    def claim(self, id: str) -> Claim | None:
        """The claim of that id."""
        found = self.witnesses.one(id, When(Date("9999-12-31")))
        return found.claim if found else None

    def claims(
        self, *, kind: str | None = None, entity: str | None = None, role: str | None = None, article: str | None = None
    ) -> Iterator[Claim]:
        """The claims of a kind, on an entity (in a role), of an article, in the order of publication and text."""
        return self.store.claims(kind, entity, role, article)

    def articles(self, *, base: bool = False) -> Iterator[Article]:
        """The articles, latest first; those of the base record only if asked."""
        return self.store.articles(base)

    def copies(self, page: Article) -> list[Article]:
        """The pages with nearly the words of this one, within days of it where it is dated; the earliest first."""
        return [found for x in copies(self.store, page) if (found := self.article(x.id))]

    # Questions. Entities are ids (`sco`, `IN`, `kassym-jomart-tokayev`); each gives an Answer.

    def members(self, org: str, when: When, rank: str = "member") -> Answer:
        """Who stands in the organisation as `rank` (what the rung counts as; "all" for every standing).
        what: member, organisation, rank, counts_as, founder."""
        return Memberships(self.witnesses).members(org, when, rank)

    def standing(self, state: str, org: str, when: When) -> Answer:
        """One row: the standing of a state in an organisation on the day, even where it is "not" or "unknown"."""
        return Memberships(self.witnesses).standing(state, org, when)

    def memberships(self, state: str, when: When) -> Answer:
        """Every standing of a state on the day, in whatever organisation. what: as for members."""
        return Memberships(self.witnesses).of_state(state, when)

    def history(self, state: str, org: str, when: When) -> Answer:
        """Every step of a state in an organisation as known, oldest first. what: member, organisation, change, rank, date."""
        return Memberships(self.witnesses).history(state, org, when)

    def courses(self, org: str, when: When, brief: bool = False) -> Answer:
        """The histories of all states in the organisation, one after the other; in brief, without lists that tell of days after a change.
        what: as for history."""
        return Memberships(self.witnesses).courses(org, when, brief)

    def chair(self, org: str, when: When) -> Answer:
        """Who chairs the organisation. what: organisation, holder."""
        return Holders(self.witnesses).chair(org, when)

    def offices(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """Who holds which office in a state or an organisation. what: person, title, body, acting."""
        return Holders(self.witnesses).offices(body, when, person)

    def chairs(self, org: str, when: When) -> Answer:
        """Who has chaired the organisation, term by term. what: organisation, holder."""
        return Holders(self.witnesses).chairs(org, when)

    def terms(self, body: str | None, when: When, person: str | None = None) -> Answer:
        """Who has held which office in a state or an organisation, term by term. what: person, title, body, acting."""
        return Holders(self.witnesses).terms(body, when, person)

    def meetings(self, org: str | None, when: When, after: Date | None = None, before: Date | None = None) -> Answer:
        """The meetings (of an organisation), by date, with their history and attendance board. What is told of an organisation and of its
        organ is one meeting. what: id, organisations, organs, type, ordinal, date, city, country, venue, stage, moved, participants,
        attendance [{guest, status, manners: {manner: [claim ids]}}], history [{known, stage, date, city, claims}]; status: held ·
        ongoing · planned · expected … · postponed · cancelled · overdue."""
        return Meetings(self.witnesses).meetings(org, when, after, before)

    def meeting(self, id: str, when: When) -> Answer:
        """The meeting of that id, if there is one; a row as for meetings."""
        return Meetings(self.witnesses).meeting(id, when)

    def meetings_told(self, claims: Iterable[str], when: When) -> Answer:
        """The meetings of which any of these claims tells; rows as for meetings."""
        return Meetings(self.witnesses).with_claims(claims, when)

    def meetings_with(self, guest: str, when: When) -> Answer:
        """The meetings of pages on which someone stands on an attendance board; rows as for meetings."""
        return Meetings(self.witnesses).with_guest(guest, when)

    def statements(
        self, *, when: When, about: str | None = None, by: str | None = None, only: Sequence[str] | None = None, latest: int | None = None
    ) -> Answer:
        """Who said what, in the order of publication and text. what: speaker, title, body, about, verb, force, quotes, reported, chain,
        language, outlet, published. `only` gives those claims, in that order; `latest` so many of the last alone, quickly."""
        return Words(self.witnesses).statements(when, about, by, only, latest)

    def retellings(self, statements: Iterable[Cited], when: When) -> dict[str, list[Retelling]]:
        """For each of the statements that has any: the same saying in other languages, with what each version lacks and adds."""
        return Sayings(self.witnesses).retellings(statements, when)

    def said_about(self, entity: str, when: When) -> list[str]:
        """The claims that are the statements about an entity, as `statements` gives them, without what they say; the latest first."""
        return Words(self.witnesses).ids_about(entity, when)

    def aims(self, actor: str, when: When, latest: int | None = None) -> Answer:
        """What an organisation or a state sets out to do, in the order of publication and text. what: actor, text."""
        return Words(self.witnesses).aims(actor, when, latest)

    def documents(self, org: str, when: When, latest: int | None = None) -> Answer:
        """Documents to which the organisation or state is a party. what: title, action, parties, date."""
        return Words(self.witnesses).documents(org, when, latest)

    def decisions(self, body: str, when: When, latest: int | None = None) -> Answer:
        """What a body decided. what: body, text, votes."""
        return Words(self.witnesses).decisions(body, when, latest)

    def founded(self, org: str, when: When) -> Answer:
        """When, where and by whom an organisation was founded; a row per type of founding.
        what: organisation, type, date, place, founders."""
        return Words(self.witnesses).founded(org, when)

    def shared(self, first: str, second: str, when: When) -> Answer:
        """The organisations to which two states belong. what: organisation, ranks {state: rank}."""
        return Memberships(self.witnesses).shared(first, second, when)

    def ties(self, org: str, when: When) -> Answer:
        """Relations of an organisation to other bodies. what: a, b, type."""
        return Words(self.witnesses).ties(org, when)

    def numbers(self, when: When, about: str | None = None, latest: int | None = None) -> Answer:
        """Every number given, by whom. what: about, what, value, operator, unit, places."""
        return Words(self.witnesses).numbers(when, about, latest)

    def changes(self, since: Date, when: When) -> Answer:
        """What pages published on or after `since` changed in the record. what: change (new · confirmed · moved · corrected · cancelled ·
        disputed · overdue), kind, about, old, new."""
        return Changes(self.witnesses).changes(since, when)

    def corrections(self, when: When) -> Answer:
        """Where read news differs from what the base record lists. what: organisation, member, listed, now."""
        return Conflicts(self.witnesses).corrections(when)

    def disputes(self, when: When) -> Answer:
        """All disagreements in the record, in Answer.disputes."""
        return Conflicts(self.witnesses).disputes(when)

    def explain(self, claim_id: str, when: When | None = None) -> Answer:
        """One claim: its words, page, origin, judgements, and which answers use it or set it aside. UnknownName if there is none."""
        return explain(self.store, self.witnesses, claim_id, when)

    def counts(self) -> dict[str, Any]:
        """How many articles, claims (by kind) and judgements the ledger holds."""
        return self.store.counts()

    # Keeping.

    def state(self) -> str:
        """A mark that stays while nothing is appended, quickly had: answers given under the same mark are the same."""
        return self.store.state()

    def backup(self, to: str) -> Path:
        """Copy the ledger, while it is in use, to a new file. BadLedger."""
        return keeping.backup(self.store, to)

    def rebuild(self) -> int:
        """Make again what is derived from the claims; the number of rows made."""
        return keeping.rebuild(self.store)
