"""Stages open no file: they are handed what they work on, so they can be tested and run anywhere."""

from pathlib import Path

import pytest

from tests.rules.file_access import accesses

# Where reaching outside is the job. A path that ends in a slash stands for the folder.
ALLOWED = {
    "cxdna/definitions/read.py": "the one reader of YAML files",
    "cxdna/voice/source/": "reads files of answers in parts, and makes copies that an engine can read",
    "cxdna/voice/counts/duckdb.py": "gives the engine a folder for what does not fit into memory",
    "cxdna/voice/counts/spark.py": "the same, and keeps what Java prints out of sight",
    "cxdna/resources.py": "finds playbook, questionnaires and templates",
    "cxdna/documents/": "reads templates, fonts and logos; starts the process that renders",
    "cxdna/tables/": "reads table files, and builds workbooks in memory",
    "cxdna/store/": "opens the database, and says which backup is the last",
    "cxdna/workspace/": "keeps the folder of a workspace: lock, settings, evidence, backups",
    "cxdna/workflows/": "brings stages and files together",
    "cxdna/cli/": "the edge",
    "cxdna/__main__.py": "the edge",
}

REJECTED = {
    "a file by name": 'def f():\n    return open("x").read()\n',
    "a path that reads": "def f(path):\n    return path.read_text()\n",
    "a path that is asked": "def f(path):\n    return path.exists()\n",
    "a path that writes": 'def f(path):\n    path.write_bytes(b"")\n',
    "the system": "import os\n",
    "the system, inside a function": "def f():\n    import os.path\n",
    "another program": "from subprocess import run\n",
    "the network": "from urllib import request\n",
    "a resource of the package": "from importlib import resources\n",
    "code from text": 'def f():\n    eval("1")\n',
}


def modules(root: Path) -> dict[str, str]:
    """Return the source of every module of the package by its path from the project's folder."""
    files = sorted((root / "cxdna").rglob("*.py"))
    return {file.relative_to(root).as_posix(): file.read_text(encoding="utf-8") for file in files}


def allowed(path: str) -> bool:
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in ALLOWED)


def test_stages_open_no_file(root: Path) -> None:
    stages = {path: source for path, source in modules(root).items() if not allowed(path)}
    assert len(stages) > 10, "the rule looked at almost nothing"
    found = [f"{path}:{line}: {what}" for path, source in stages.items() for line, what in accesses(source)]
    assert not found, "a stage is handed its input: " + ", ".join(found)


def test_exceptions_exist_and_are_needed(root: Path) -> None:
    sources = modules(root)
    for place in ALLOWED.keys() - {"cxdna/__main__.py", "cxdna/cli/"}:  # the edge may reach out whether it does or not
        inside = [source for path, source in sources.items() if path == place or path.startswith(place)]
        assert any(accesses(source) for source in inside), f"{place} opens nothing: take the exception out"


@pytest.mark.parametrize("source", REJECTED.values(), ids=REJECTED.keys())
def test_what_reaches_outside_is_found(source: str) -> None:
    assert accesses(source)


def test_what_stays_inside_is_left_alone() -> None:
    source = (
        "from pathlib import Path\nfrom osmosis import io\n\ndef f(path):\n    return path.name.replace('a', 'b')\n"
    )
    assert not accesses(source)
