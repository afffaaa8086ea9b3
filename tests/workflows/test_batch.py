"""Many reports at once: every place gets its own, on whichever process is free, and one that fails stops no other."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from distributed import LocalCluster

from cxdna.cli.run import run
from cxdna.errors import MissingOnMachine, UserError
from cxdna.workflows.printing import batch
from cxdna.workflows.printing.batch import batch_of, cluster, print_batch, processes
from tests.workflows.dwelling import MOMENT

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "tests" / "examples" / "answers"


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """Return a folder with two small assessments, one that cannot be read, and their definitions."""
    for folder in ("playbook", "questionnaires"):
        (tmp_path / folder).symlink_to(SMALL / folder)
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_bytes((SMALL / "valid" / "least.yaml").read_bytes())
    (tmp_path / "wrong.yaml").write_text("kind: answers\n", encoding="utf-8")
    return tmp_path


def test_one_that_fails_stops_no_other(places: Path) -> None:
    requests = batch_of([places], MOMENT, places / "out").requests
    with ThreadPoolExecutor(1) as executor:
        outcomes = {Path(one.place).stem: one for one in print_batch(requests, executor, os.environ)}
        executor.submit(batch._drop_printer).result()
    assert sorted(outcomes) == ["one", "two", "wrong"]
    assert outcomes["wrong"].exit_code == 2
    assert "wrong.yaml" in outcomes["wrong"].error
    for name in ("one", "two"):
        made = outcomes[name].made
        assert made
        assert made.pdf == places / "out" / name / "report.pdf"
        assert made.pdf.read_bytes().startswith(b"%PDF")
    assert (places / "out" / "one" / "report.pdf").read_bytes() == (places / "out" / "two" / "report.pdf").read_bytes()


def test_a_fault_of_ours_in_one_report_is_told_and_stops_no_other(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(batch, "make_report", broken)
    monkeypatch.setattr(batch, "_printer", lambda _: None)
    requests = batch_of([places], MOMENT, places / "out").requests
    with ThreadPoolExecutor(1) as executor:
        outcomes = list(print_batch(requests, executor, os.environ))
    assert [one.exit_code for one in outcomes] == [70, 70, 70]
    assert all("fault of cxdna" in one.error and "ZeroDivisionError" in one.error for one in outcomes)


@contextmanager
def _local_cluster() -> Iterator[Executor]:
    with (
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as made,  # type: ignore[no-untyped-call] # Dask has few types
        cluster(made.scheduler_address) as executor,
    ):
        yield executor


@pytest.mark.timed
@pytest.mark.parametrize("executor", [lambda: processes(2), _local_cluster], ids=["processes", "a Dask cluster"])
def test_whoever_executes_makes_the_same(places: Path, executor: object) -> None:
    assert callable(executor)
    (places / "wrong.yaml").unlink()
    requests = batch_of([places / "one.yaml"], MOMENT, places / "out").requests
    with executor() as one:
        (outcome,) = print_batch(requests, one, os.environ)
    assert outcome.made, outcome.error
    assert outcome.made.pages > 5


def test_what_is_printed_where(tmp_path: Path) -> None:
    home = tmp_path / "alder"
    home.mkdir()
    (home / "cxdna.yaml").touch()
    (tmp_path / "beech.yaml").touch()
    (tmp_path / "notes.txt").touch()
    workspace, file = batch_of([tmp_path], MOMENT, None).requests
    assert (workspace.where and workspace.where.workspace, workspace.out) == (home, None), "where it puts its own"
    assert (file.answers, file.out) == (tmp_path / "beech.yaml", Path("out/beech"))
    assert [one.out for one in batch_of([tmp_path], MOMENT, Path("all")).requests] == [
        Path("all/alder"),
        Path("all/beech"),
    ]


def test_places_that_cannot_be_printed(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").touch()
    (tmp_path / "empty").mkdir()
    found = batch_of([tmp_path / "gone", tmp_path / "empty", tmp_path / "one.yaml"], MOMENT, None)
    assert [one.answers for one in found.requests] == [tmp_path / "one.yaml"], "what is not there stops no other"
    gone, empty = found.failed
    assert "is not there; name workspaces" in gone.error
    assert "holds neither workspaces nor answers files" in empty.error
    assert {gone.exit_code, empty.exit_code} == {2}
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.yaml").touch()
    with pytest.raises(UserError, match="would both be printed into the folder 'same'"):
        batch_of([tmp_path / "a", tmp_path / "b"], MOMENT, None)


def test_nobody_answers() -> None:
    with pytest.raises(UserError, match="no Dask scheduler answers at nonsense"), cluster("nonsense"):
        pass


def test_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingOnMachine, match=r"pip install 'cxdna\[cluster\]'"), cluster("tcp://127.0.0.1:1"):
        pass


def test_the_command_says_what_was_made(
    places: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    @contextmanager
    def here(count: int) -> Iterator[Executor]:
        assert count == 2, "no more processes than reports"
        with ThreadPoolExecutor(1) as executor:
            yield executor
            executor.submit(batch._drop_printer).result()

    monkeypatch.setattr(batch, "processes", here)
    monkeypatch.chdir(places)
    assert run(["batch", "one.yaml", "wrong.yaml", "gone", "--processes", "8"]) == 2
    said = capsys.readouterr()
    assert "out/one/report.pdf" in said.out
    assert said.out.endswith("1 of 3 reports made.\n")
    assert "gone was not made:\ngone is not there" in said.err
    assert "wrong.yaml was not made:\nwrong.yaml" in said.err.replace(f"{places}/", "")
