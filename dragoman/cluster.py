"""The same flow over many processes or many machines: what is read is cut into slices, each slice is read into a shard of its own, and the
shards are written into the ledger in the order of the sources, so that the ledger is the one that a single process would have made.

A shard is a folder with `pages.parquet` and `claims.parquet` and appears whole or not at all. It is named after what it was read from: a
slice whose reader was lost is read again and stands there once, and what was stopped goes on with the slices that have no shard yet.
No other module knows of this one. Needs the extra `cluster` (duckdb for the shards, Ray for more than one machine).
"""

from __future__ import annotations

import hashlib
import importlib
import itertools
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman import __version__
from dragoman.articles.sources import About, files_of, in_folder
from dragoman.articles.sources import articles as articles_of
from dragoman.errors import BadCall, BadInput, DragomanError
from dragoman.intake import Outcome, read_page
from dragoman.ledger.exchange.lines import article_from_line, article_line
from dragoman.model import Article, Reading, Skipped, claim_from_json, claim_json

SLICE = 2**25  # bytes of small files that make a slice together; an archive is one of its own
MOST_FILES = 2000
TRIES = 3  # how often in a row every reader may be lost before it is given up
COLUMNS = {
    "pages": {"number": "BIGINT"} | dict.fromkeys(("id", "url", "language", "title", "published", "outlet", "reason", "page"), "VARCHAR"),
    "claims": {"number": "BIGINT", "place": "BIGINT"}
    | dict.fromkeys(("id", "article", "kind", "aspect", "modality", "valid_from", "valid_to", "evidence", "rule", "claim"), "VARCHAR"),
}
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Slice:
    """Neighbouring files that are read together. `files`: each with whether it was found in a folder, whose pages.toml may tell of it."""

    files: tuple[tuple[str, bool], ...]
    about: About
    kind: str | None

    @property
    def name(self) -> str:
        """The name of its shard: it changes with the files, with what was told of them, and with the reader."""
        told = [__version__, repr(self.about), str(self.kind)]
        for file, _ in self.files:
            with suppress(OSError):
                found = os.stat(file)
                told.append(f"{os.path.abspath(file)} {found.st_size} {found.st_mtime_ns}")
        stem = re.sub(r"[^\w.-]+", "_", Path(self.files[0][0]).name, flags=re.ASCII)[:60]
        return f"{stem}-{hashlib.sha256(chr(10).join(told).encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def slices(sources: Iterable[str], about: About, kind: str | None = None) -> list[Slice]:
    """The files of the sources, cut into slices in their order. BadCall for what is no file: another machine cannot read it."""
    found: list[Slice] = []
    files: list[tuple[str, bool]] = []
    size = 0
    for file, told in _files(sources):
        bytes = os.path.getsize(file) if os.path.isfile(file) else 0
        if files and (size + bytes > SLICE or len(files) == MOST_FILES):
            found.append(Slice(tuple(files), about, kind))
            files, size = [], 0
        files.append((file, told))
        size += bytes
    return [*found, Slice(tuple(files), about, kind)] if files else found


def _files(sources: Iterable[str]) -> Iterator[tuple[str, bool]]:
    for source in sources:
        if source == "-" or source.startswith(("http://", "https://")):
            raise BadCall(f"{source} is no file, and --cluster reads files that every machine sees. Read it without --cluster.")
        inside = os.path.isdir(source) and files_of(source)
        yield from ((str(file), True) for file in inside) if inside else ((source, False),)


def read_slice(piece: Slice, shards: str) -> str:
    """Reads a slice into its shard, unless that is there; the shard's name. Whoever reads the same slice at the same time does no harm."""
    place = Path(shards) / piece.name
    if place.is_dir():
        return piece.name
    with tempfile.TemporaryDirectory(dir=shards, prefix=".part-") as scratch:
        draft = Path(scratch) / "shard"
        draft.mkdir()
        try:
            _write(_outcomes(piece), Path(scratch), draft)
            draft.rename(place)
        except (OSError, duckdb().Error) as error:
            if not place.is_dir():
                raise DragomanError(f"{place} cannot be written: {getattr(error, 'strerror', None) or error}.") from None
    return piece.name


def _outcomes(piece: Slice) -> Iterator[Outcome]:
    for file, told in piece.files:
        given = in_folder(Path(file), piece.about, piece.kind) if told else articles_of([file], piece.about, piece.kind)
        yield from (read_page(each) if isinstance(each, Article) else each for each in given)


def _write(outcomes: Iterable[Outcome], scratch: Path, draft: Path) -> None:
    """By way of lines of JSON, which the library turns into columns by itself."""
    with (scratch / "pages").open("w", encoding="utf-8") as pages, (scratch / "claims").open("w", encoding="utf-8") as claims:
        for number, outcome in enumerate(outcomes):
            if isinstance(outcome, Skipped):
                row = {"number": number, "url": outcome.url, "reason": outcome.reason}
            else:
                whole = article_line(outcome.article)
                row = {key: whole[key] for key in ("id", "url", "language", "title", "published", "outlet")}
                row |= {"number": number, "page": json.dumps(whole)}
                for place, claim in enumerate(outcome.claims):
                    line = claim_json(claim, outcome.article.text)
                    told: dict[str, Any] = {key: line[key] for key in COLUMNS["claims"] if key in line}
                    told |= {"number": number, "place": place, "evidence": claim.evidence.of(outcome.article.text)}
                    claims.write(json.dumps(told | {"claim": json.dumps(line)}) + "\n")
            pages.write(json.dumps(row) + "\n")
    with duckdb().connect() as database:
        for table, columns in COLUMNS.items():
            read = database.read_json(str(scratch / table), columns=columns, format="newline_delimited", maximum_object_size=2**28)
            read.write_parquet(str(draft / f"{table}.parquet"))


def outcomes_of(shards: Sequence[Path]) -> Iterator[Outcome]:
    """What the shards hold, in the order given and, in each, of its pages."""
    with duckdb().connect() as database:
        for shard in shards:
            pages = _rows(database, "number, url, reason, page", shard / "pages.parquet", "number")
            claims = itertools.groupby(_rows(database, "number, claim", shard / "claims.parquet", "number, place"), lambda row: row[0])
            coming, said = next(claims, (-1, iter(())))
            for number, url, reason, page in pages:
                if page is None:
                    yield Skipped(url, reason)
                    continue
                own: tuple[Any, ...] = ()
                if number == coming:
                    own = tuple(claim_from_json(json.loads(line)) for _, line in said)
                    coming, said = next(claims, (-1, iter(())))
                yield Reading(article_from_line(json.loads(page)), (), own)


def _rows(database: Any, columns: str, file: Path, order: str) -> Iterator[tuple[Any, ...]]:
    cursor = database.cursor().execute(f"SELECT {columns} FROM read_parquet(?) ORDER BY {order}", [str(file)])
    while some := cursor.fetchmany(500):
        yield from some


def read_all(
    pieces: Sequence[Slice], shards: Path, cluster: str, workers: int | None = None, tell: Told = lambda done, of: None,
    work: Callable[[Slice, str], str] = read_slice,
) -> list[Path]:  # fmt: skip
    """Has every slice read, by processes of this machine (`local`) or by Ray (`ray`: here or where RAY_ADDRESS says; `ray://HOST:PORT`).

    The shards in the order of the slices. `tell` is told how many are done, of how many. DragomanError if readers are lost time and again.
    """
    duckdb()
    shards.mkdir(parents=True, exist_ok=True)
    by_name = {piece.name: piece for piece in pieces}
    waiting = {name: piece for name, piece in by_name.items() if not (shards / name).is_dir()}
    run = _by_processes if cluster == "local" else _by_ray
    tell(len(by_name) - len(waiting), len(by_name))
    fruitless = 0
    while waiting and fruitless < TRIES:
        before = len(waiting)
        for name in run(list(waiting.values()), str(shards), cluster, workers, work):
            del waiting[name]
            tell(len(by_name) - len(waiting), len(by_name))
        fruitless = fruitless + 1 if len(waiting) == before else 0
    if waiting:
        raise DragomanError(
            f"The reader of {next(iter(waiting.values())).files[0][0]} was lost {TRIES} times: is there memory for it? {len(waiting)} of "
            f"{len(by_name)} slices are not read; the others are in {shards}, and the same command goes on from there."
        )
    return [shards / name for name in by_name]


def _by_processes(
    pieces: Sequence[Slice], shards: str, _: str, workers: int | None, work: Callable[[Slice, str], str]
) -> Iterator[str]:  # fmt: skip
    """One round: the slices that were read. Where a process is lost the pool is lost with it, and the round ends."""
    with ProcessPoolExecutor(workers) as pool:
        for future in as_completed([pool.submit(work, piece, shards) for piece in pieces]):
            with suppress(BrokenProcessPool):
                yield future.result()


def _by_ray(
    pieces: Sequence[Slice], shards: str, cluster: str, workers: int | None, work: Callable[[Slice, str], str]
) -> Iterator[str]:  # fmt: skip
    """One round on a Ray cluster. An actor that is lost is started again elsewhere, and its slice with it, before the round ends."""
    try:
        ray = importlib.import_module("ray")
        pools = importlib.import_module("ray.util")
    except ModuleNotFoundError:
        raise BadInput("--cluster ray needs Ray, which is not installed: pip install 'dragoman[cluster]'.") from None
    address = None if cluster == "ray" else cluster
    try:
        ray.init(address or os.environ.get("RAY_ADDRESS") or "local", log_to_driver=False, num_cpus=None if address else workers,
                 include_dashboard=None if address else False)  # fmt: skip
    except (ConnectionError, ValueError, OSError) as error:
        raise DragomanError(f"{cluster} does not answer as a Ray cluster: {error}") from None
    try:
        actor = ray.remote(max_restarts=-1, max_task_retries=TRIES)(_Reader)
        count = min(len(pieces), workers or int(ray.cluster_resources().get("CPU", 1)))
        readers = pools.ActorPool([actor.remote(work) for _ in range(count)])
        yield from readers.map_unordered(lambda reader, piece: reader.read.remote(piece, shards), pieces)
    except ray.exceptions.RayActorError:
        return
    finally:
        ray.shutdown()


class _Reader:
    """What stands on a machine of the cluster: it loads the reader once and reads slice after slice."""

    def __init__(self, work: Callable[[Slice, str], str]) -> None:
        self.work = work

    def read(self, piece: Slice, shards: str) -> str:
        """The name of the shard."""
        return self.work(piece, shards)


def duckdb() -> Any:
    """The library that writes and reads shards. BadInput where it is not installed."""
    try:
        return importlib.import_module("duckdb")
    except ModuleNotFoundError:
        raise BadInput("--cluster writes shards with duckdb, which is not installed: pip install 'dragoman[cluster]'.") from None
