"""How an error ends: with a full stop, or with a command that can be copied; and the command with its exit code."""

import io
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from cxdna.cli.run import run
from cxdna.errors import capital, full_stop


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("there is no file mine.yaml", "."),
        ("nobody has answered yet; start with: cxdna assess", ""),
        ("it is damaged; the last backup is a.zip: put it back with: cxdna restore --replace /b/backups/a.zip", ""),
        ("correct it with: cxdna assessment restate, or start the next one with: cxdna assessment new", ""),
        ("write the forms anew with: cxdna invite, or bring cxdna up to date", "."),
        ("give options and --yes (cxdna init --help lists them)", "."),
        ("PDFs need the library Pango, which is not on this machine; sudo apt-get install -y libpango", ""),
        ("install it with: python -m pip install 'WeasyPrint>=70,<71'", ""),
        ("did you mean 'policy'?", ""),
        ("nothing was changed.", ""),
    ],
)
def test_a_command_at_the_end_has_no_full_stop(text: str, end: str) -> None:
    assert full_stop(text) == end


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("nobody is named", "Nobody"),
        ("d1 was closed", "d1"),
        ("a1, which it needs", "a1,"),
        ("on_time_closure has no baseline", "on_time_closure"),
        ("'what' is no field", "'what'"),
        ("out/plan.pdf is there", "out/plan.pdf"),
    ],
)
def test_an_id_stays_as_it_is_at_the_start_of_a_sentence(text: str, begins: str) -> None:
    assert capital(text).split(" ")[0] == begins


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Return what makes every command end in a failure."""

    def fail(error: BaseException) -> None:
        def app(**_: object) -> None:
            raise error

        monkeypatch.setattr("cxdna.cli.app.app", app)

    return fail


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            PermissionError(13, "Permission denied", "a.yaml"),
            "a.yaml could not be read or written: Permission denied.\n",
        ),
        (OSError(28, "No space left on device"), "The output could not be read or written: No space left on device.\n"),
    ],
    ids=["file", "output"],
)
def test_what_the_machine_refuses_is_a_fault_of_storage(
    error: OSError, said: str, failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(error)
    assert run(["score"]) == 3
    assert capsys.readouterr() == ("", said)


def test_a_fault_of_ours_is_written_down_to_be_sent(
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    failing(KeyError("part\x1b[2J"))
    assert run(["score"]) == 70
    said = " ".join(capsys.readouterr().err.split())
    assert said.startswith("This is a fault of cxdna, not of your files: KeyError: ")
    assert "\x1b" not in said
    (log,) = tmp_path.glob("cxdna-*.log")
    assert re.search(rf"What happened is written in \S*{log.name}; please send that file", said)
    assert log.read_text(encoding="utf-8").startswith("Traceback (most recent call last):")
    with pytest.raises(KeyError):
        run(["score", "--debug"])
    assert list(tmp_path.iterdir()) == [log], "with --debug it is shown, not written down"


def test_interrupted_says_nothing_more(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(KeyboardInterrupt())
    assert run(["score"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("end", "code"), [(SystemExit(), 0), (SystemExit(4), 4), (None, 0)], ids=repr)
def test_a_command_ends_with_its_own_code(
    end: SystemExit | None, code: int, monkeypatch: pytest.MonkeyPatch, failing: Callable[[BaseException], None]
) -> None:
    if end is None:
        monkeypatch.setattr("cxdna.cli.app.app", lambda **_: None)
    else:
        failing(end)
    assert run(["score"]) == code


def test_a_reader_who_has_gone_is_nothing_wrong(
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    failing(BrokenPipeError(32, "Broken pipe"))
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert run(["score"]) == 0
        out.write("what is still to be written while Python closes")
    assert (tmp_path / "out").read_bytes() == b""
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells it as another error")
def test_a_reader_who_leaves_while_a_command_prints_is_nothing_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    out = os.fdopen(writer, "w", encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", sys.stderr)  # Typer puts another in its place
    assert run(["--version"]) == 0
    assert capsys.readouterr().err == ""
    with suppress(BrokenPipeError):
        out.close()


@pytest.mark.parametrize(
    ("terminal", "written"), [(False, "\u2212 1".encode()), (True, b"? 1")], ids=["pipe", "terminal"]
)
def test_a_pipe_gets_utf_8_and_a_terminal_what_it_can_show(
    terminal: bool, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stream(io.TextIOWrapper):
        def isatty(self) -> bool:
            return terminal

    raw = io.BytesIO()
    out = Stream(raw, encoding="cp1252")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr("cxdna.cli.app.app", lambda **_: sys.stdout.write("\u2212 1"))
    assert run(["score"]) == 0
    out.flush()
    assert raw.getvalue() == written
