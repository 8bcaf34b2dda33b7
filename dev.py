#!/usr/bin/env python3
"""Everything a newcomer runs, with the standard library alone.

    python3 dev.py setup            make the environment in .venv from the hashed lock
    python3 dev.py extra NAME…      add extras of pyproject.toml to it: postgres, warc, zstd, analytics …
    python3 dev.py demo [FILE…]     load the base record, read the sample news, show what changed, serve the pages (--no-serve: end)
    python3 dev.py test [ARGS…]     the tests (pytest)
    python3 dev.py check            ruff and mypy --strict
    python3 dev.py bench [NAME…]    the benchmarks
    python3 dev.py run ARGS…        the command line: dragoman ARGS…
    python3 dev.py lock             write requirements.lock anew from pyproject.toml (needs uv)

Each makes or mends the environment first where it must. uv is used where it is installed, else venv and pip.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK = HERE / "requirements.lock"
STAMP = VENV / ".installed"  # the hash of what was installed: the same hash, nothing to do


def main(arguments: list[str]) -> int:
    """Runs one command and returns its exit code."""
    commands = {"setup": setup, "extra": extra, "demo": demo, "test": test, "check": check, "bench": bench, "run": run, "lock": lock}
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name not in commands:
        print(__doc__)
        return 0 if name in ("-h", "--help", "help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever python3 there is
        return complain(f"Dragoman needs Python 3.11 or newer; this is {sys.version.split()[0]}. Run dev.py with a newer python3.")
    if name not in ("setup", "lock") and setup([]):
        return 1
    return commands[name](rest)


def setup(_: list[str]) -> int:
    """Makes .venv and installs the locked packages and the project itself; does nothing where that is done already."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (HERE / "pyproject.toml").read_bytes() + str(VENV).encode()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted and (BIN / "dragoman").exists():
        return 0
    uv = shutil.which("uv")
    if not (BIN / "python").exists() and make_environment(uv):
        return 1
    installer = [uv, "pip", "install", "--python", str(BIN / "python")] if uv else [str(BIN / "python"), "-m", "pip", "install"]
    print("Installing the locked packages into .venv …", file=sys.stderr, flush=True)
    quiet = [] if os.environ.get("CI") else ["--quiet"]
    steps = (["--require-hashes", "-r", str(LOCK)], ["--no-deps", "--no-build-isolation", "--editable", str(HERE)])
    for step in steps:
        if call([*installer, *quiet, *step]):
            return complain("The packages could not be installed: see the message above. Run it again once that is mended.")
    STAMP.write_text(wanted)
    return 0


def extra(names: list[str]) -> int:
    """Installs what the extras name beside what is there; the lock does not hold them, since not every machine has a build of each."""
    import tomllib  # here, so that an older Python still gets as far as the message that it is too old

    uv = shutil.which("uv")
    installer = [uv, "pip", "install", "--python", str(BIN / "python")] if uv else [str(BIN / "python"), "-m", "pip", "install", "--quiet"]
    wanted = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    if not names or (strange := [name for name in names if name not in wanted]):
        return complain(f"{'There is no extra ' + strange[0] if names else 'Name an extra'}: {', '.join(wanted)}.")
    return call([*installer, *(package for name in names for package in wanted[name])])


def make_environment(uv: str | None) -> int:
    """Makes the empty environment."""
    if uv:
        return call([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
    if importlib.util.find_spec("ensurepip") is None:
        return complain("This Python cannot make environments: ensurepip is missing. On Debian and Ubuntu: apt install python3-venv")
    return call([sys.executable, "-m", "venv", str(VENV)])


def demo(rest: list[str]) -> int:
    """The demonstration: dragoman demo."""
    return run(["demo", *rest])


def test(rest: list[str]) -> int:
    """The tests."""
    return call([str(BIN / "python"), "-m", "pytest", *rest])


def check(_: list[str]) -> int:
    """Style and types; both are run, so that one report shows all."""
    styled = call([str(BIN / "ruff"), "check", "."])
    typed = call([str(BIN / "mypy")])
    return styled or typed


def bench(rest: list[str]) -> int:
    """All benchmarks, or those named: bench speed. All of them together are written to docs/performance.md.

    `compiled` builds a wheel for some minutes and is run only when it is named.
    """
    every = sorted(x for x in (HERE / "benchmarks").glob("*.py") if x.stem != "compiled")
    scripts = [HERE / "benchmarks" / f"{name}.py" for name in rest] or every
    if strange := [script for script in scripts if not script.exists()]:
        known = ", ".join(sorted(script.stem for script in (HERE / "benchmarks").glob("*.py")))
        return complain(f"There is no benchmark {strange[0].stem}: {known}.")
    told = []
    for script in scripts:
        print(f"== {script.stem}", flush=True)
        done = subprocess.run([str(BIN / "python"), str(script)], cwd=HERE, check=False, stdout=subprocess.PIPE, text=True)
        print(done.stdout, flush=True)
        if done.returncode:
            return complain(f"The benchmark {script.stem} failed.")
        told.append(f"## {script.stem}\n\n```\n{done.stdout.strip()}\n```\n")
    if not rest:
        head = "# Performance\n\nWritten by `python3 dev.py bench` on one machine. What each means stands in its script.\n\n"
        (HERE / "docs" / "performance.md").write_text(head + "\n".join(told), encoding="utf-8")
    return 0


def run(rest: list[str]) -> int:
    """The command line itself, in the folder where the user stands."""
    return call([str(BIN / "dragoman"), *rest], folder=None)


def lock(_: list[str]) -> int:
    """Writes the lock anew: every package of the project and of its checks, with hashes, for all Pythons and machines served."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(BIN))
    if not uv:
        return complain("Writing the lock needs uv: pip install uv")
    shape = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]
    return call([uv, "pip", "compile", "pyproject.toml", "--group", "dev", *shape, "--no-emit-index-url", "--quiet", "-o", str(LOCK)])


def call(command: list[str], folder: Path | None = HERE) -> int:
    """Runs a command in the folder and returns its exit code; an interrupt is an ordinary end."""
    try:
        return subprocess.run(command, cwd=folder, check=False).returncode
    except KeyboardInterrupt:
        return 130


def complain(message: str) -> int:
    """Says on standard error what is wrong and how to mend it."""
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
