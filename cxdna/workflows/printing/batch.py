"""The documents of many assessments at once, each on whichever process is free."""

from __future__ import annotations

import datetime as dt
import threading
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, Final

import msgspec

from cxdna import resources
from cxdna.documents.pdf import Renderer, start_renderer
from cxdna.errors import EXIT_OUR_BUG, CxdnaError, MissingOnMachine, UserError
from cxdna.workflows.printing.model import Made, Request
from cxdna.workflows.printing.report import make_report
from cxdna.workflows.where import Where
from cxdna.workspace.model import SETTINGS

_SUFFIXES: Final = frozenset({".yaml", ".yml"})
_OWN: Final = threading.local()
"""The printer of this thread of a worker: it serves one report after another."""


class Outcome(msgspec.Struct, frozen=True):
    """What came of one report: what was made, or the error and the exit code it would have had alone."""

    place: str
    made: Made | None = None
    error: str = ""
    exit_code: int = 0


class Batch(msgspec.Struct, frozen=True):
    """What is to be printed, and the places at which there is nothing to print."""

    requests: tuple[Request, ...]
    failed: tuple[Outcome, ...]


def batch_of(places: Sequence[Path], moment: dt.datetime, out: Path | None, user_settings: Path | None = None) -> Batch:
    """Return a request for each place: a workspace, an answers file, or a folder that holds either.

    Reports of workspaces go where those put theirs unless `out` is named; there, and for answers files, each gets a
    folder of its own, named after it. Raises `UserError` for two that would go into the same folder.
    """
    found: list[Path] = []
    failed: list[Outcome] = []
    for place in places:
        try:
            found += _found_in(place)
        except UserError as error:
            failed.append(Outcome(str(place), error=str(error), exit_code=error.exit_code))
    names: dict[str, Path] = {}
    for place in found:
        name = _name(place)
        if name in names and (out is not None or not place.is_dir()):
            raise UserError(
                f"{names[name]} and {place} would both be printed into the folder '{name}'", "print them one by one"
            )
        names[name] = place
    requests = (_request(place, moment, out) for place in found)
    return Batch(tuple(msgspec.structs.replace(one, user_settings=user_settings) for one in requests), tuple(failed))


def _found_in(place: Path) -> list[Path]:
    if place.is_file() or (place / SETTINGS).is_file():
        return [place]
    if not place.is_dir():
        raise UserError(f"{place} is not there", "name workspaces, answers files, or a folder that holds them")
    inside = sorted(one for one in place.iterdir() if (one / SETTINGS).is_file() or one.suffix in _SUFFIXES)
    if not inside:
        raise UserError(f"{place} holds neither workspaces nor answers files", "name a folder that does")
    return inside


def _name(place: Path) -> str:
    return place.resolve().name if place.is_dir() else place.stem


def _request(place: Path, moment: dt.datetime, out: Path | None) -> Request:
    own = out / _name(place) if out else None
    if place.is_dir():
        return Request(where=Where(place, {}, workspace=place), moment=moment, out=own)
    return Request(answers=place, moment=moment, out=own or Path("out") / _name(place))


def print_batch(requests: Iterable[Request], executor: Executor, environment: Mapping[str, str]) -> Iterator[Outcome]:
    """Yield what came of each report as it is done; one that fails stops no other.

    The executor may be of processes on this machine or of machines that see the same files.
    """
    plain = dict(environment)
    waiting: list[Future[Outcome]] = [executor.submit(_print_one, _portable(one, plain), plain) for one in requests]
    for future in as_completed(waiting):
        yield future.result()


def _portable(request: Request, environment: Mapping[str, str]) -> Request:
    """Return a request that another process understands: with whole paths and an environment that can be sent."""
    where = request.where
    if where is not None and where.workspace is not None:
        where = Where(where.here.resolve(), environment, workspace=where.workspace.resolve())
    answers = request.answers.resolve() if request.answers else None
    out = request.out.absolute() if request.out else None
    return msgspec.structs.replace(request, where=where, answers=answers, out=out)


def _print_one(request: Request, environment: Mapping[str, str]) -> Outcome:
    place = str(request.answers or (request.where.workspace if request.where else ""))
    try:
        return Outcome(place, make_report(request, environment, _printer(environment)))
    except CxdnaError as error:
        _drop_printer()  # it may have been stopped in the middle of a document
        return Outcome(place, error=str(error), exit_code=error.exit_code)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one report must not stop the others
        _drop_printer()
        trace = "".join(traceback.format_exception(error))
        return Outcome(place, error=f"This is a fault of cxdna, not of your files:\n{trace}", exit_code=EXIT_OUR_BUG)


def _drop_printer() -> None:
    printer: Renderer | None = getattr(_OWN, "printer", None)
    _OWN.printer = None
    if printer is not None:
        printer.close()


def _printer(environment: Mapping[str, str]) -> Renderer:
    """Return the printer of this thread, started when it is first needed and ended with its process."""
    printer: Renderer | None = getattr(_OWN, "printer", None)
    if printer is None:
        printer = start_renderer(resources.folder("templates") / "shared" / "fonts", environment)
        _OWN.printer = printer
        Finalize(None, printer.close, exitpriority=10)
    return printer


@contextmanager
def processes(count: int) -> Iterator[Executor]:
    """Give so many processes of this machine."""
    # Spawned, not forked: the same on every system, and nothing of the parent's threads comes along.
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as executor:
        yield executor


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the workers of a Dask scheduler. Raises `MissingOnMachine`, and `UserError` where nobody answers."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and half a second
    except ImportError:
        raise MissingOnMachine(
            "several machines need Dask, which is not installed", "python -m pip install 'cxdna[cluster]'"
        ) from None
    try:
        client: Any = Client(address, timeout=10)  # type: ignore[no-untyped-call] # Dask has few types
    except (OSError, ValueError) as problem:
        raise UserError(
            f"no Dask scheduler answers at {address}: {problem}", "start one with: dask scheduler"
        ) from None
    with client:
        yield client.get_executor()
