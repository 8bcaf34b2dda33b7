"""The tables. `articles`, `claims`, `judgements` and `identities` are the record and are only ever appended to; `fillers`,
`origins`, `likenesses`, `tellings` and `alike` are made from them, to find things quickly, and can be dropped and made again
(`keeping.rebuild`).

Days and moments are ISO 8601 texts, which sort as they should in every database; `known` is the day from which a reader could know.
"""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

facts = Table(
    "facts",  # of the ledger itself: whether it started with the base record
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("url", Text),
    Column("language", String, nullable=False),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("published", String),  # EDTF
    Column("known", String, nullable=False),
    Column("outlet", Text),
    Column("agencies", JSON, nullable=False),
    Column("interviewer", Text),
    Column("photo_credit", Text),
    Column("fetched_at", String),
    Column("parts", JSON, nullable=False),  # [[kind, start, end] …]
    Column("warnings", JSON, nullable=False),
    Column("head", JSON, nullable=False, server_default="[]"),  # [[what, where, words] …]
    Column("base", Boolean, nullable=False),  # whether it belongs to the base record
    Column("recorded_at", String, nullable=False),
    Index("articles_known", "base", "known"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("aspect", String, nullable=False),
    Column("modality", String, nullable=False),
    Column("valid_from", String),  # EDTF
    Column("valid_to", String),  # EDTF
    Column("roles", JSON, nullable=False),  # {role: [[id, label, surface, start, end] …]}
    Column("qualifiers", JSON, nullable=False),
    Column("attribution", JSON, nullable=False),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    Column("evidence", Text, nullable=False),  # the words, so that the file can be read without the programme
    Column("rule", String, nullable=False),
    Column("base", Boolean, nullable=False),
    Column("known", String, nullable=False),  # the page's; for a reference work's list, its first edition's first day
    Column("recorded_at", String, nullable=False),
    Index("claims_article", "article"),
    Index("claims_kind", "base", "kind", "known"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", String, primary_key=True),
    Column("claim", ForeignKey("claims.id"), nullable=False),
    Column("verdict", String, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("recorded_at", String, nullable=False),
    Index("judgements_claim", "claim"),
)

identities = Table(
    "identities",  # what readers decided on names; `second` is empty where the decision is on one name alone
    metadata,
    Column("id", String, primary_key=True),
    Column("first", Text, nullable=False),
    Column("second", Text, nullable=False),
    Column("verdict", String, nullable=False),  # same · different · name · no_name · undone
    Column("by", Text, nullable=False),
    Column("at", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("recorded_at", String, nullable=False),
    Index("identities_first", "first"),
)

touches = Table(
    "touches",  # on a server: which pages each transaction (`step`) wrote to; in a file the order of rows tells it
    metadata,
    Column("step", BigInteger, primary_key=True, autoincrement=False),
    Column("article", String, primary_key=True),
    sqlite_with_rowid=False,
)

fillers = Table(
    "fillers",  # who or what fills a role of a claim; `entity` is "?" and the folded surface where there is no id
    metadata,
    Column("entity", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("known", String, primary_key=True),
    Column("claim", ForeignKey("claims.id"), primary_key=True),
    sqlite_with_rowid=False,
)

origins = Table(
    "origins",  # where an article came from first, and a sketch of its words by which copies are found
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("origin", Text, nullable=False),
    Column("sketch", LargeBinary, nullable=False),
)

SMALLEST = 8
likenesses = Table(
    "likenesses",  # the smallest hashes of the sketch of each page that was read: copies have some in common
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),
    Column("known", String, primary_key=True),
    Column("article", ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

tellings = Table(
    "tellings",  # what each claim on a standing, a chair or an office tells of each of its holders, and who tells it: all that is folded
    metadata,
    Column("organisation", String, primary_key=True),  # or "chairmanship:" or "office:" and of whom
    Column("member", String, primary_key=True),
    Column("fact", String, primary_key=True),  # JSON: [modality, valid_from, valid_to, {qualifiers}, true if of the base record]
    Column("known", String, primary_key=True),
    Column("claim", ForeignKey("claims.id"), primary_key=True),
    Column("article", String, nullable=False),
    Column("start", Integer, nullable=False),  # of its words
    Column("place", Integer, nullable=False),  # of the member among those whom the claim names
    Column("witness", String, nullable=False),  # JSON: [language, outlet, origin, whether by a wire, alone, speaker]
    Column("label", Text),  # of a member without an id
    sqlite_with_rowid=False,
)

alike = Table(
    "alike",  # pages with nearly the same words, each way: found when the later of them is appended
    metadata,
    Column("article", ForeignKey("articles.id"), primary_key=True),
    Column("other", ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

DERIVED = (fillers, origins, likenesses, tellings, alike)
