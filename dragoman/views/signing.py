"""Who may judge: readers with a name and a password, kept beside the ledger, never in it, so that the ledger can be given away.

Passwords are kept as argon2id hashes; who has signed in is told by a cookie that is signed and ends by itself.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dragoman.errors import BadCall, BadInput

COOKIE = "dragoman_reader"
LASTS = 12 * 3600  # seconds that a signing-in holds
SHORTEST = 8  # characters of a password
LONGEST = 1024  # of a name or password that is looked at at all
TRIES = 8  # wrong passwords for a name before it has to wait
WAIT = 60  # seconds


def readers_file(ledger: str) -> Path:
    """Where the readers of a ledger are kept: beside its file; in the working folder for a database that is no file."""
    if "://" in ledger and not ledger.startswith("sqlite:///"):
        return Path("dragoman.readers.json")
    path = ledger.removeprefix("sqlite:///")
    return Path("dragoman.readers.json") if path == ":memory:" else Path(f"{path}.readers.json")


@functools.cache
def _nobody() -> str:
    """The hash of a password that nobody has."""
    from argon2 import PasswordHasher

    return PasswordHasher().hash(secrets.token_hex(16))


class Readers:
    """The readers in a file. It is read anew at each look, so that a reader added or taken away counts at once."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._failed: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def names(self) -> list[str]:
        """Their names, sorted."""
        return sorted(self._read()["readers"])

    def add(self, name: str, password: str) -> None:
        """Add a reader, or give one another password. BadCall if the name is empty or the password too short."""
        from argon2 import PasswordHasher

        name = " ".join(name.split())
        if not name or len(name) > 100:
            raise BadCall("A reader needs a name of at most 100 characters.")
        if not SHORTEST <= len(password) <= LONGEST:
            raise BadCall(f"The password has {len(password)} characters; choose one of {SHORTEST} to {LONGEST}.")
        held = self._read()
        held["readers"][name] = PasswordHasher().hash(password)
        self._write(held)

    def remove(self, name: str) -> None:
        """Take a reader away; what he or she judged stays. BadCall if there is none of that name."""
        held = self._read()
        if name not in held["readers"]:
            raise BadCall(f"There is no reader “{name}” in {self.file}.")
        del held["readers"][name]
        self._write(held)

    def check(self, name: str, password: str, moment: float) -> str | None:
        """The reader's name if the password is right, else None. After several wrong ones a name has to wait a minute."""
        from argon2 import PasswordHasher
        from argon2.exceptions import Argon2Error, InvalidHashError

        name = " ".join(name.split())
        if len(password) > LONGEST or self._must_wait(name, moment):
            return None
        kept = self._read()["readers"].get(name)
        try:
            # An unknown name costs as much time as a known one, so that names cannot be tried out.
            PasswordHasher().verify(kept or _nobody(), password)
        except (Argon2Error, InvalidHashError):
            kept = None
        if kept is None:
            with self._lock:
                self._failed.setdefault(name, []).append(moment)
        return name if kept else None

    def _must_wait(self, name: str, moment: float) -> bool:
        with self._lock:
            self._failed = {key: late for key, tries in self._failed.items() if (late := [x for x in tries if moment - x < WAIT])}
            return len(self._failed.get(name, ())) >= TRIES

    def cookie(self, name: str, moment: float) -> str:
        """What tells that the reader has signed in, until LASTS seconds from the moment."""
        told = base64.urlsafe_b64encode(name.encode()).decode()
        until = str(int(moment) + LASTS)
        return f"{told}.{until}.{self._sign(self._read(), name, until)}"

    def who(self, cookie: str, moment: float) -> str | None:
        """The reader whom a cookie tells, if it is ours, has not ended, and the reader still has the same password."""
        try:
            told, until, signed = cookie.split(".")
            name, ends = base64.urlsafe_b64decode(told.encode()).decode(), int(until)
        except ValueError:
            return None
        held = self._read()
        if name not in held["readers"] or ends < moment or not hmac.compare_digest(self._sign(held, name, until), signed):
            return None
        return name

    def form_token(self, cookie: str) -> str:
        """What a form of a reader carries, so that no other site's page can send it."""
        return hmac.new(self._read()["secret"].encode(), f"form|{cookie}".encode(), hashlib.sha256).hexdigest()

    def _sign(self, held: Mapping[str, Any], name: str, until: str) -> str:
        words = f"{name}|{until}|{held['readers'].get(name)}"
        return hmac.new(held["secret"].encode(), words.encode(), hashlib.sha256).hexdigest()

    def _read(self) -> dict[str, Any]:
        try:
            held = json.loads(self.file.read_text("utf-8"))
            return {"secret": str(held["secret"]), "readers": dict(held["readers"])}
        except FileNotFoundError:
            return {"secret": secrets.token_hex(32), "readers": {}}
        except (OSError, ValueError, KeyError, TypeError) as error:
            how = "Move it away and add them again: dragoman users add NAME."
            raise BadInput(f"{self.file} is no file of readers ({error}). {how}") from None

    def _write(self, held: Mapping[str, Any]) -> None:
        part = self.file.with_name(self.file.name + ".part")
        try:
            part.unlink(missing_ok=True)
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(held, file, ensure_ascii=False, indent=1)
            os.replace(part, self.file)
        except OSError as error:
            raise BadCall(f"{self.file} cannot be written: {error.strerror}.") from None
