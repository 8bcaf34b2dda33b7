"""The reader compiled to C beside the reader as it is: the same claims, and how much faster.

    python benchmarks/compiled.py [PAGES]

Builds a wheel with mypyc (some minutes) into a folder of its own, reads the corpora of `reading.py` with both, compares every claim and
prints pages a second of processor time, the best of three runs each. Skipped, with the reason, without a C compiler, Python's headers or
the package index.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = """
import hashlib, json, sys, time
sys.path.insert(0, {benchmarks!r})
sys.path.insert(0, {package!r})
import reading
from dragoman.flow import read
from dragoman.model import claim_json
told = {{}}
for name, pages in reading.corpora({pages}, None).items():
    claims = [json.dumps(claim_json(c, t), sort_keys=True) for l, t in pages for c in read(t, language=l, published="2024-07-10").claims]
    best = 1e9
    for _ in range(3):
        begun = time.process_time()
        reading.read_all(pages)
        best = min(best, time.process_time() - begun)
    told[name] = [len(pages) / best, len(claims), hashlib.sha256("\\n".join(claims).encode()).hexdigest()]
print(json.dumps(told))
"""


def lacks() -> str | None:
    """Why nothing can be compiled here, if so."""
    if not (shutil.which("cc") or shutil.which("gcc")):
        return "there is no C compiler"
    if not Path(sysconfig.get_path("include"), "Python.h").exists():
        return "Python's headers are not installed"
    return None if importlib.util.find_spec("mypyc") else "mypy is not installed"


def built(folder: Path) -> Path | None:
    """The package compiled, unpacked into the folder; None if the build tool cannot be had."""
    tools = folder / "tools"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(tools), "hatch-mypyc", "setuptools", "hatchling"]
    if subprocess.run(pip, check=False, capture_output=True).returncode:
        return None
    source = folder / "source"
    kept = ("dragoman", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
    source.mkdir()
    for name in kept:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    environment = os.environ | {"HATCH_BUILD_HOOK_ENABLE_MYPYC": "1", "PYTHONPATH": str(tools)}
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")]
    subprocess.run(command, cwd=source, env=environment, check=True, capture_output=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    package = folder / "package"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(package)
    return package


def measured(package: Path, pages: int) -> dict[str, list[float | str]]:
    """By corpus: pages a second, how many claims, their hash."""
    script = READ.format(benchmarks=str(ROOT / "benchmarks"), package=str(package), pages=pages)
    environment = os.environ | {"DRAGOMAN_CACHE": "off"}
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment)
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def main() -> None:
    """Prints a line for each corpus."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    if reason := lacks():
        print(f"skipped: {reason}")
        return
    with tempfile.TemporaryDirectory() as folder:
        package = built(Path(folder))
        if package is None:
            print("skipped: hatch-mypyc cannot be had")
            return
        plain, compiled = measured(ROOT, pages), measured(package, pages)
    for name, (rate, claims, told) in plain.items():
        faster, _, same = compiled[name]
        if told != same:
            sys.exit(f"{name}: the compiled reader makes other claims")
        print(f"{name:8} {claims} claims alike · {rate:.0f} pages/s · compiled {faster:.0f} pages/s · ratio {faster / rate:.2f}")  # type: ignore[operator]


if __name__ == "__main__":
    main()
