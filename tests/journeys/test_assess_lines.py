"""Lines as they are asked and said, on terminals of all kinds."""

import io
import sys
from collections.abc import Callable

import pytest

from cxdna.cli.ask import TOGETHER, Ended, line, say, until_right, width
from cxdna.errors import UserError


class Screen(io.StringIO):
    """A terminal that shows what was written to it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Screen]:
    def made(columns: int) -> Screen:
        shown = Screen()
        monkeypatch.setattr(sys, "stdout", shown)
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        return shown

    return made


def typing(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  3 \n", "3"),
        ("a\x1b[Ab\x1b[1;5Cc\n", "abc"),
        ("\x1bOAx\x07\x00y\n", "xy"),
        ("no end", "no end"),
        ("é 日本\n", "é 日本"),
        ("\n", ""),
    ],
)
def test_a_line_is_read_without_what_keys_send(monkeypatch: pytest.MonkeyPatch, typed: str, read: str) -> None:
    typing(monkeypatch, typed)
    assert line() == read


def test_no_line_ends_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "")
    with pytest.raises(Ended):
        line()


def test_bytes_that_are_no_text_are_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = io.TextIOWrapper(io.BytesIO(b"caf\xe9\ncaf\xc3\xa9\n"), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", given)
    assert line() == "café"
    assert "not text in UTF-8" in capsys.readouterr().out


def test_a_terminal_that_is_gone_ends_the_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> str:
        raise OSError(5, "Input/output error")

    given = io.StringIO()
    monkeypatch.setattr(given, "readline", gone)
    monkeypatch.setattr(sys, "stdin", given)
    with pytest.raises(Ended):
        line()


def test_it_is_asked_until_it_is_right(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def three(text: str) -> int:
        if text != "3":
            raise UserError(f"'{text}' is not three", "type 3")
        return 3

    typing(monkeypatch, "4\n\n")
    assert until_right("Number", three, "3") == 3
    assert "Number [3]: \n'4' is not three; type 3.\nNumber [3]: \n" in capsys.readouterr().out


def test_text_is_wrapped_to_the_terminal_and_further_lines_stand_in(screen: Callable[[int], Screen]) -> None:
    shown = screen(40)
    say("  3  One executive is named in writing and uses the mandate.", hang=3)
    say("1-5 · " + " · ".join(one.replace(" ", TOGETHER) for one in ("d don't know", "n not applicable", "q leave")))
    assert shown.getvalue() == (
        "  3  One executive is named in writing\n     and uses the mandate.\n"
        "1-5 · d don't know · n not applicable ·\nq leave\n"
    )


def test_a_long_prompt_is_wrapped_at_words(screen: Callable[[int], Screen], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = screen(30)
    typing(monkeypatch, "x\n")
    line("Number or name of a component (Enter: stay here): ")
    assert shown.getvalue() == "Number or name of a component\n(Enter: stay here): \n"


@pytest.mark.parametrize(("columns", "wide"), [(20, 30), (60, 60), (300, 100)])
def test_lines_are_neither_too_long_nor_too_short(screen: Callable[[int], Screen], columns: int, wide: int) -> None:
    screen(columns)
    assert width() == wide


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_bold_only_where_it_is_wanted(
    screen: Callable[[int], Screen], monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    shown = screen(60)
    say("Is it so?", bold=True)
    assert shown.getvalue() == "\x1b[1mIs it so?\x1b[0m\n"
    monkeypatch.setenv(name, value)
    say("Is it so?", bold=True)
    assert shown.getvalue().endswith("\nIs it so?\n")


def test_a_pipe_gets_whole_lines(capsys: pytest.CaptureFixture[str]) -> None:
    text = "word " * 60
    say(text, bold=True)
    assert capsys.readouterr().out == text + "\n"
    assert width() == 80
