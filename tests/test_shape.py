"""The laws of the house: who may import whom, what may stand in code, how long a file may be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dragoman"
SOURCES = sorted(PACKAGE.rglob("*.py"))
ALL_CODE = [*SOURCES, *(p for folder in ("tests", "benchmarks", "tools") for p in sorted((ROOT / folder).rglob("*.py"))), ROOT / "dev.py"]
FLOW = ("articles", "claims", "gazetteer", "languages", "ledger", "views")
SHARED = {"model", "errors", "compiled"}
MAY_IMPORT = {
    "articles": {"articles"},
    "claims": {"claims", "gazetteer", "languages"},
    "gazetteer": {"gazetteer"},
    "languages": {"languages"},
    "ledger": {"ledger", "gazetteer"},
    "views": {"views", "ledger", "gazetteer"},
    "asking": {"ledger", "gazetteer", "printing"},
    "desk": {"asking", "ledger", "printing", "views"},
    "exchanging": {"asking", "ledger"},
    "judging": {"asking", "ledger"},
    "naming": {"gazetteer"},
    "printing": {"ledger", "gazetteer", "views"},
}
KNOW_MORE = {"flow", "intake", "watching", "console", "cluster", "__main__", "__init__"}
ARABIC_OR_CYRILLIC = re.compile("[\u0400-\u052f\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefe]")
# Built from pieces, so that this file does not hold what it looks for.
_HOSTS = (
    ("py", "pi.org"), ("pythonhosted", ".org"), ("npm", "js.org"), ("npm", "js.com"), ("jsdelivr", ".net"), ("unp", "kg.com"),
    ("cloudflare", ".com"), ("googleapis", ".com"), ("gstatic", ".com"),
)  # fmt: skip
FOREIGN_HOSTS = re.compile("|".join(first + re.escape(rest) for first, rest in _HOSTS), re.IGNORECASE)


def _home(path: Path) -> str:
    """The folder of the package that a file is in, or the module at its top."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[str]:
    """The parts of the package that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the import law; write dragoman.… instead"
            names = [f"{node.module}.{alias.name}" if node.module == "dragoman" else str(node.module) for alias in node.names]
        for name in names:
            if name.startswith("dragoman."):
                yield name.split(".")[1]


def test_the_folders_in_alphabetical_order_are_the_order_of_the_flow() -> None:
    folders = sorted(p.name for p in PACKAGE.iterdir() if p.is_dir() and not p.name.startswith("_"))
    assert tuple(folders) == FLOW


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_each_module_imports_only_what_its_place_in_the_flow_allows(path: Path) -> None:
    home = _home(path)
    if home in KNOW_MORE:
        return
    allowed = SHARED | MAY_IMPORT.get(home, set())
    foreign = sorted({name for name in _imports(path) if name not in allowed and name != "__version__"})
    assert not foreign, f"{path.relative_to(ROOT)} imports {', '.join(foreign)}; {home} may import {', '.join(sorted(allowed))}"


@pytest.mark.parametrize("path", ALL_CODE, ids=lambda p: str(p.relative_to(ROOT)))
def test_code_has_no_data(path: Path) -> None:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        assert not ARABIC_OR_CYRILLIC.search(line), f"{path.relative_to(ROOT)}:{number}: Arabic or Cyrillic letters belong in data files"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, f"{path.relative_to(ROOT)} has no docstring"


def test_nothing_is_called_helpers() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [p for p in SOURCES if p.stem in vague or p.parent.name in vague]


def _texts() -> Iterator[Path]:
    kept = {".py", ".toml", ".md", ".html", ".css", ".js", ".lock", ".cfg", ".yml", ".txt", ".tsv", ""}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part in (".git", ".venv", "__pycache__") or part.endswith("_cache") or part == ".hypothesis" for part in parts)
        if path.is_file() and not hidden and path.suffix in kept:
            yield path


def test_no_file_names_a_host_that_the_project_does_not_need() -> None:
    named = [str(p.relative_to(ROOT)) for p in _texts() if FOREIGN_HOSTS.search(p.read_text(encoding="utf-8", errors="replace"))]
    assert not named


def test_pages_load_nothing_from_elsewhere() -> None:
    loading = re.compile(r"""(?:src|srcset|@import|url\(|<link[^>]+href)\s*=?\s*["'(]?\s*(?:https?:)?//""", re.IGNORECASE)
    shown = [p for p in (PACKAGE / "views").rglob("*") if p.suffix in (".html", ".css", ".js", ".svg")]
    assert not [str(p.relative_to(ROOT)) for p in shown if loading.search(p.read_text(encoding="utf-8"))]


def test_the_rules_called_gists_are_those_of_the_modules_of_gists() -> None:
    from dragoman.ledger.judgements import GISTS

    modules = [*PACKAGE.glob("claims/**/*gists.py"), *PACKAGE.glob("claims/chairs/*.py"), *PACKAGE.glob("claims/**/known*.py")]
    written = set(re.findall(r"[\"/]([a-z-]+)\"", "".join(x.read_text(encoding="utf-8") for x in modules)))
    assert written >= GISTS


def _uncompilable(tree: ast.AST) -> Iterator[int]:
    """The lines that the compiler of the reader cannot compile: whether something is in a row that is written with a star."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
            row = node.comparators[-1]
            if isinstance(row, ast.Tuple | ast.List | ast.Set) and any(isinstance(item, ast.Starred) for item in row.elts):
                yield node.lineno


def test_the_reader_can_be_compiled() -> None:
    reader = [p for p in SOURCES if _home(p) in ("claims", "gazetteer", "model", "flow", "compiled")]
    assert len(reader) > 100
    assert not [f"{p}:{line}" for p in reader for line in _uncompilable(ast.parse(p.read_text(encoding="utf-8")))]
