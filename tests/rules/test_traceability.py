"""Every item of the field has a place, or a reason; every place is there; the page says what the definitions say."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cxdna.errors import Problems
from setup.traceability.__main__ import PAGE, main
from setup.traceability.gather import FILE, gather
from setup.traceability.model import NUMBERS

Project = Callable[..., Path]

FILES = {
    "questionnaires/small.yaml": "questions:\n  - {id: q1, practice: Customers are asked}\n",
    "playbook/kpis/small.yaml": "kpis:\n  - {id: heard, name: Customers heard}\n",
    "playbook/small.yaml": "parts:\n  - {id: listen, name: Listen, parts: [{id: ask, name: Ask}]}\n",
    "cxdna/index.py": (
        '"""An index."""\nclass Index:\n    """One number. It has `a_name`."""\n'
        '    wave: Annotated[str, Meta(description="When.")]\ndef index() -> None: ...\n'
    ),
    "templates/page.html": "<p>\n",
}
TRACED = """\
kind: traceability
later:
  surveys: {name: Survey files, brings: files are read.}
sections:
  - name: The index, its scale
    items:
      - number: 1
        item: Ask customers
        does: It is asked.
        lives: [questionnaires/small.yaml#q1, playbook/small.yaml#ask]
      - number: 2
        item: Count the answers
        does: It is counted.
        lives: [playbook/kpis/small.yaml#heard, cxdna/index.py#Index, cxdna/index.py#Index.wave, cxdna/index.py]
        to_come: {surveys: counting them.}
      - number: 3
        item: Show the answers
        does: It is shown.
        lives: [templates/page.html, cxdna/index.py#index]
        lacks: Nothing shows *how many*.
  - name: Errors
    items:
      - {number: E1, item: A sum, to_come: {surveys: the right one.}}
      - {number: E2, item: A date, leaves_out: History.}
"""
CODE = (
    "- Code: [`cxdna/index.py#Index`](../cxdna/index.py) One number; "
    "[`cxdna/index.py#Index.wave`](../cxdna/index.py) When; [`cxdna/index.py`](../cxdna/index.py) An index"
)
ITEMS = (1, 2, 3, "E1", "E2")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    def make(said: str = TRACED) -> Path:
        for name, text in {**FILES, FILE: said}.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_every_item_has_its_place_and_the_page_is_fresh(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(root, write=False)
    assert code == 0, capsys.readouterr().err


def test_the_rule_looks_at_all_of_it(root: Path) -> None:
    traced = gather(root)
    numbers = [item.number for section in traced.said.sections for item in section.items]
    assert len(numbers) == len(NUMBERS) == 176 + 22
    assert {"Asked", "KPI", "Action", "Playbook", "Code", "Printed", "Shown by"} <= {
        place.label for place in traced.places.values()
    }
    assert all(place.called for place in traced.places.values() if place.file.endswith(".yaml"))


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("number: 2", "number: 1", 11, "item 1 is there twice"),
        ("number: 2", "number: 7", 11, "there is no item 7"),
        ("      - {number: E1, item: A sum, to_come: {surveys: the right one.}}\n", "", 4, "missing: item E1"),
        ("leaves_out: History.", "does: Nothing.", 24, "item E2 has neither a place nor a reason"),
        ("leaves_out: History.", "leaves_out: History., lacks: All.", 24, "nothing of item E2 is there"),
        ("        does: It is asked.\n", "", 7, "item 1 does not say what the software does with it"),
        ("small.yaml#q1,", "small.yaml#q2,", 10, "'questionnaires/small.yaml' has nothing named 'q2'"),
        ("small.yaml#q1,", "small.yaml,", 10, "no id of 'questionnaires/small.yaml' is named"),
        ("kpis/small.yaml#", "kpis/large.yaml#", 14, "there is no file 'playbook/kpis/large.yaml'"),
        ("index.py#Index.wave", "index.py#Index.year", 14, "'cxdna/index.py' has nothing named 'Index.year'"),
        ("templates/page.html,", "templates/page.html#top,", 19, "'templates/page.html' has nothing named 'top'"),
        ("templates/page.html,", "docs/traceability.yaml,", 19, "'docs/traceability.yaml' is in no folder"),
        ("cxdna/index.py#index]", "templates/page.html]", 19, "item 3 names 'templates/page.html' twice"),
        ("{surveys: counting them.}", "{survey: counting them.}", 15, "item 2 waits for 'survey'"),
        ("later:\n", "later:\n  web: {name: A web, brings: much.}\n", 3, "no item waits for 'web'"),
        ("item: Ask customers", "thing: Ask customers", 8, "'thing' is not known here"),
    ],
)
def test_what_is_missing_or_leads_nowhere_is_told(project: Project, old: str, new: str, line: int, what: str) -> None:
    assert old in TRACED
    with pytest.raises(Problems) as found:
        gather(project(TRACED.replace(old, new, 1)), ITEMS)
    told = [(problem.line, problem.what) for problem in found.value.problems]
    assert [one for one in told if one[0] == line and what in one[1]], told


def test_everything_is_told_at_once(project: Project) -> None:
    said = TRACED.replace("number: 2", "number: 9").replace("small.yaml#q1", "small.yaml#q2")
    with pytest.raises(Problems) as found:
        gather(project(said), ITEMS)
    assert [problem.what for problem in found.value.problems] == [
        "missing: item 2",
        "item 1: 'questionnaires/small.yaml' has nothing named 'q2'",
        "there is no item 9",
    ]


def test_the_page_takes_its_names_from_the_definitions(project: Project) -> None:
    root = project()
    assert main(root, write=True, numbers=ITEMS) == 0
    page = (root / PAGE).read_text(encoding="utf-8")
    for line in (
        "| [The index, its scale](#the-index-its-scale) | 3 | 1 | 2 | 0 | 0 |",
        "| **All** | 5 | 1 | 2 | 1 | 1 |",
        "**1. Ask customers** · lives\\",
        "- Asked: [`q1`](../questionnaires/small.yaml) Customers are asked",
        "- Playbook: [`ask`](../playbook/small.yaml) Ask",
        "- KPI: [`heard`](../playbook/kpis/small.yaml) Customers heard",
        CODE,
        "- To come, survey files: counting them.",
        "- Printed: [`templates/page.html`](../templates/page.html)",
        "- Lacking: Nothing shows \\*how many\\*.",
        "- Left out: History.",
        "- **Survey files**: files are read. 2 items: 2, E1.",
        "Neither there nor planned, each said with its item: 3.",
    ):
        assert line in page.splitlines()


def test_a_stale_page_is_noticed_and_mended(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project()
    assert main(root, write=False, numbers=ITEMS) == 1
    assert main(root, write=True, numbers=ITEMS) == 0
    assert main(root, write=False, numbers=ITEMS) == 0
    (root / "questionnaires/small.yaml").write_text("questions:\n  - {id: q1, practice: All are asked}\n", "utf-8")
    capsys.readouterr()
    assert main(root, write=False, numbers=ITEMS) == 1
    assert "docs/traceability.md is out of date; run: " in capsys.readouterr().err
    assert main(root, write=True, numbers=ITEMS) == 0
    assert "All are asked" in (root / PAGE).read_text(encoding="utf-8")


def test_a_page_is_not_written_from_what_is_wrong(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(TRACED.replace("number: 2", "number: 1"))
    assert main(root, write=True, numbers=ITEMS) == 2
    assert "item 1 is there twice; keep one of them" in capsys.readouterr().err
    assert not (root / PAGE).exists()
