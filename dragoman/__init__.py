"""Dragoman reads diplomatic news in Arabic, Russian and English and keeps one record, each line of it with the words that say it.

The public names are `read`, `Article`, `Claim` and `Ledger`; each is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.flow import read
    from dragoman.ledger import Ledger
    from dragoman.model import Article, Claim

__all__ = ["Article", "Claim", "Ledger", "read"]
__version__ = "0.1.0"

_HOMES = {"Article": "model", "Claim": "model", "Ledger": "ledger", "read": "flow"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"dragoman.{_HOMES[name]}"), name)
