"""What README.md and its sisters promise exists: files they link to, targets of make, commands of cxdna."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cxdna.cli.app import app
from tests.conftest import ROOT

DOCUMENTS = sorted(file.relative_to(ROOT).as_posix() for file in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")))


def links(text: str) -> set[str]:
    """Return the files that a Markdown text links to or shows, without addresses in the web and jumps in the page."""
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    return {target.partition("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)}


def code(text: str) -> str:
    """Return what stands in blocks and spans of code."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return "\n".join(blocks + spans)


def make_targets(text: str) -> set[str]:
    return set(re.findall(r"^make ([a-z]+)", code(text), re.MULTILINE))


def commands(text: str) -> set[tuple[str, ...]]:
    """Return the commands of cxdna: the words before the first that is a file, an option or a placeholder."""
    found = re.findall(r"^(?:\S*/)?cxdna ((?:[a-z]+(?: |$))+)", code(text), re.MULTILINE)
    return {tuple(words.split()[:2] if words.startswith("definitions") else words.split()[:1]) for words in found}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_linked_files_exist(root: Path, document: str) -> None:
    file = root / document
    missing = [link for link in links(file.read_text(encoding="utf-8")) if not (file.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("document", DOCUMENTS)
def test_targets_of_make_exist(root: Path, document: str) -> None:
    known = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert make_targets((root / document).read_text(encoding="utf-8")) <= known


def test_commands_exist(root: Path) -> None:
    named = {command for document in DOCUMENTS for command in commands((root / document).read_text(encoding="utf-8"))}
    assert len(named) > 5, "the rule looked at almost nothing"
    unknown = [command for command in sorted(named) if CliRunner().invoke(app, [*command, "--help"]).exit_code]
    assert not unknown


def test_there_are_documents_and_they_make_promises() -> None:
    assert {"README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "docs/decisions.md"} <= set(DOCUMENTS)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"demo", "test"} <= make_targets(readme)
    assert ("report",) in commands(readme)
    assert "LICENSE" in links(readme)


def test_promises_are_found() -> None:
    text = "See [this](a/b.md#c), ![p](d.png), [w](https://a.b).\n`make tea`\n\n```sh\ncxdna why x a.yaml\n```\n"
    assert links(text) == {"a/b.md", "d.png"}
    assert make_targets(text) == {"tea"}
    assert commands(text) == {("why",)}


def test_dates_in_commands_do_not_age() -> None:
    """Evidence is of a day that is past whenever this is read; what has to lie ahead is not shown with a date."""
    text = code((ROOT / "README.md").read_text(encoding="utf-8"))
    assert not re.findall(r"--by [\"']?\d", text)
    assert re.findall(r"--date (\S+ \d{4}|\d{4}\S*)", text.replace('"', "")) == ["January 2026"]
