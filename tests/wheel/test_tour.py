"""The five minutes of README.md, command by command, as somebody who has just installed cxdna would type them."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.wheel.conftest import Fresh

pytestmark = pytest.mark.xdist_group("wheel")  # built once, by one worker
OWN = "mine.yaml"  # what the reader is asked to make: a copy of the example's answers, changed


def tour(readme: str) -> list[list[str]]:
    """Return the commands of the chapter, in its order, as lists of arguments of `cxdna`."""
    (chapter,) = re.findall(r"^## Five minutes\n(.*?)^## ", readme, re.MULTILINE | re.DOTALL)
    blocks = re.findall(r"^```sh\n(.*?)^```", chapter, re.MULTILINE | re.DOTALL)
    commands = [shlex.split(line) for block in blocks for line in block.splitlines() if line.strip()]
    assert all(command[0] == "cxdna" for command in commands)
    return [command[1:] for command in commands]


def test_every_command_of_the_tour_works(root: Path, fresh: Fresh) -> None:
    commands = tour((root / "README.md").read_text(encoding="utf-8"))
    assert len(commands) >= 6, "the tour is too short to be one"
    for command in commands:
        if OWN in command and not (fresh.away / OWN).exists():
            example = next(file for step in commands for file in step if file.endswith(".yaml") and file != OWN)
            shutil.copy(fresh.away / example, fresh.away / OWN)
        done = fresh.run("-m", "cxdna", *command)
        assert done.returncode == 0, f"cxdna {shlex.join(command)}\n{done.stdout}{done.stderr}"
        assert done.stdout.strip(), f"cxdna {shlex.join(command)} says nothing"
    assert not fresh.network_log.exists(), fresh.network_log.read_text(encoding="utf-8")


def test_a_chapter_with_other_commands_is_not_a_tour() -> None:
    with pytest.raises(AssertionError):
        tour("## Five minutes\n\n```sh\ncurl example.org\n```\n\n## More\n")
