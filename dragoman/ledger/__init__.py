"""Claims -> history: an append-only record that answers for any day, as known on any day."""

from dragoman.ledger.answers import Answer, Cited, Dispute, Row, SetAside, Version, When
from dragoman.ledger.ledger import Ledger

__all__ = ["Answer", "Cited", "Dispute", "Ledger", "Row", "SetAside", "Version", "When"]
