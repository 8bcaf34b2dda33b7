"""In and out: the ledger as tables, lines, entities, statements and a panel; and back from tables and lines. START HERE.

Whole ledgers: `tables` (CSV with datapackage.json), `lines` (JSON lines), `parquet`. Views for others' tools: `entities` (FollowTheMoney),
`statements` (Wikidata's QuickStatements), `panel` (a row for each state, organisation and year). `cow` reads a user's own copy of the
Correlates of War's table of memberships. The same ledger gives the same bytes.
"""

from __future__ import annotations

from dragoman.ledger.exchange.cow import import_cow
from dragoman.ledger.exchange.entities import export_entities
from dragoman.ledger.exchange.lines import export_lines, import_lines
from dragoman.ledger.exchange.panel import export_panel
from dragoman.ledger.exchange.parquet import export_parquet
from dragoman.ledger.exchange.statements import export_statements
from dragoman.ledger.exchange.tables import export_tables, import_tables

__all__ = ["export_entities", "export_lines", "export_panel", "export_parquet", "export_statements", "export_tables", "import_cow",
           "import_lines", "import_tables"]  # fmt: skip
