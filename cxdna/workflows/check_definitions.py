"""Check definition files, all of them together, and keep the JSON Schemas of editors fresh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from cxdna import resources
from cxdna.alerts.model import AlertRules
from cxdna.answers.model import AnswersFile
from cxdna.definitions.check import Pool, check, check_first_line
from cxdna.definitions.check_across import check_across
from cxdna.definitions.fit import Fitted, beside_unreadable, fit_leniently
from cxdna.definitions.model import DEFINITIONS, ActionLibrary, Definition, KpiLibrary, Playbook, Questionnaire
from cxdna.definitions.read import read_leniently
from cxdna.definitions.remarks.gather import remarks
from cxdna.definitions.remarks.model import Remark
from cxdna.definitions.schema import kind_of, schema_files
from cxdna.documents.brand import Brand
from cxdna.documents.data.model import DataFile
from cxdna.errors import Problem
from cxdna.organisation.model import WordsFile
from cxdna.plan.model import PlanFile
from cxdna.statistics.display import counted
from cxdna.voice.survey.model import Survey
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.shared_model import SharedExport
from cxdna.workspace.find import around
from cxdna.workspace.model import Settings

SHAPE: Final = "cxdna-definitions/1"
"""Name of the shape that `cxdna definitions check --json` prints."""
WITH_SCHEMA: Final = (
    *DEFINITIONS,
    Survey,
    AlertRules,
    AnswersFile,
    PlanFile,
    WordsFile,
    Brand,
    Settings,
    Export,
    SharedExport,
    DataFile,
)
"""The kinds of files that people write, and exports and data, which other programs read."""


class Report(msgspec.Struct, frozen=True):
    """What was checked, what is wrong with it, and what an expert would write another way.

    Remarks are looked for where nothing is wrong.
    """

    files: tuple[Path, ...]
    playbooks: int
    questions: int
    kpis: int
    actions: int
    problems: tuple[Problem, ...]
    remarks: tuple[Remark, ...] = ()
    checked: str = ""
    """What that was, in words, where nobody named it; "" where somebody did."""

    @property
    def summary(self) -> str:
        """How much was checked, in one line."""
        counts = (
            counted(len(self.files), "file", "files"),
            counted(self.questions, "question", "questions"),
            counted(self.kpis, "KPI", "KPIs"),
            counted(self.actions, "action", "actions"),
        )
        wrong = counted(len(self.problems), "problem", "problems") if self.problems else "no problems"
        beside = f", {counted(len(self.remarks), 'remark')}" if self.remarks else ""
        return f"{', '.join(count for count in counts if not count.startswith('0 '))}: {wrong}{beside}"


class _Checked(msgspec.Struct, frozen=True):
    """One file: what it holds as far as it fits, and what is wrong with its writing and its fields."""

    file: Fitted[Definition] | None
    kind: str | None
    problems: tuple[Problem, ...]


def check_at_hand(here: Path, brought: Path | None = None) -> Report:
    """Check what commands given in this folder work with, and say what that is.

    In a workspace these are its own files together with what cxdna brings along: what comes along must fit them, too.
    Without any of its own, and outside of one, it is what cxdna brings along.
    """
    brought, folder = brought or resources.shipped(), around(here)
    if folder is None:
        return msgspec.structs.replace(check_definitions(None, brought), checked="what comes with cxdna")
    if not resources.definition_files(folder):
        said = f"what comes with cxdna; {folder} has no playbook, questionnaires or libraries of its own"
        return msgspec.structs.replace(check_definitions(None, brought), checked=said)
    own = check_definitions(folder, brought)
    files = [one.file for path in own.files if (one := _check_one(path)).file]
    others = _others(brought, own.files, files)
    beside = () if own.problems else tuple(check(Pool(others, files)))
    return msgspec.structs.replace(
        own,
        problems=tuple(sorted({*own.problems, *beside})),
        remarks=() if beside else own.remarks,
        checked=f"playbook/ and questionnaires/ of {folder}, together with what comes with cxdna",
    )


def check_definitions(path: Path | None = None, brought: Path | None = None) -> Report:
    """Check a file, a folder as a whole, or all that cxdna brings along (`brought`; left out: where it is installed).

    What the files refer to is looked for in them first, then in what cxdna brings along. Raises `UserError` where there
    is nothing to check.
    """
    brought = brought or resources.shipped()
    paths = resources.definitions_at(path or brought)
    checked = [_check_one(one) for one in paths]
    own = [one.file for one in checked if one.file]
    pool = Pool(own, _others(brought, paths, own), _broken(checked))
    told = {(str(file.document.path), line) for file in own for line in file.lost.unreadable}
    checks = chain(check(pool), check_across(pool))
    found = (problem for problem in checks if (problem.file, problem.line) not in told)
    problems = {*(problem for one in checked for problem in one.problems), *found}
    return Report(
        files=paths,
        playbooks=sum(isinstance(file.value, Playbook) for file in own),
        questions=sum(len(file.value.questions) for file in own if isinstance(file.value, Questionnaire)),
        kpis=sum(len(file.value.kpis) for file in own if isinstance(file.value, KpiLibrary)),
        actions=sum(len(file.value.actions) for file in own if isinstance(file.value, ActionLibrary)),
        problems=tuple(sorted(problems)),
        remarks=() if problems else remarks(pool),
    )


def report_json(report: Report) -> str:
    """Return the report as JSON, with the number of its shape."""
    shape = {
        "format": SHAPE,
        "summary": report.summary,
        **msgspec.to_builtins(report, enc_hook=str),
        "problems": [{"file": one.file, "line": one.line, "what": one.what, "do": one.do} for one in report.problems],
    }
    return msgspec.json.format(msgspec.json.encode(shape)).decode()


def stale_schemas(folder: Path) -> tuple[str, ...]:
    """Return the names of schema files in the folder that are not what the structs say now, or should not be there."""
    fresh = _schemas()
    there = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.schema.json"))}
    return tuple(name for name in sorted(fresh.keys() | there.keys()) if fresh.get(name) != there.get(name))


def write_schemas(folder: Path) -> tuple[str, ...]:
    """Make the schema files in the folder what the structs say now; return the names of those that changed."""
    changed, fresh = stale_schemas(folder), _schemas()
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in fresh:
            (folder / name).write_text(fresh[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()
    return changed


def schema_folder() -> Path:
    """Return where the schemas stand that come with cxdna."""
    return resources.folder("playbook") / "schema"


def _schemas() -> dict[str, str]:
    return schema_files(WITH_SCHEMA)


def _check_one(path: Path) -> _Checked:
    """Read one file and look at its fields even where its writing has flaws, leaving out lines told of already."""
    reading = read_leniently(path)
    document = reading.document
    if document is None:
        return _Checked(None, reading.kind, reading.problems)
    told = {problem.line for problem in reading.problems}
    fitting = fit_leniently(document, DEFINITIONS)
    problems = [*reading.problems, *(problem for problem in fitting.problems if problem.line not in told)]
    file = fitting.file
    if file is None:
        return _Checked(None, reading.kind, tuple(problems))
    problems += check_first_line(document, kind_of(type(file.value)))
    if told:
        file = beside_unreadable(file, told)
    if isinstance(file.value, Playbook) and file.lost.may_hold("", "levels"):
        # Every level and target in every file is measured by the ladder: without one of its steps none can be.
        file = None
    return _Checked(file, reading.kind, tuple(problems))


def _broken(checked: Iterable[_Checked]) -> frozenset[str]:
    """Return the kinds of which a file is missing from the check; all of them where one does not even say its kind."""
    kinds = {one.kind or "" for one in checked if one.file is None}
    known = {kind_of(kind) for kind in DEFINITIONS}
    return frozenset(kinds) if known.issuperset(kinds) else frozenset(known)


def _others(brought: Path, paths: Sequence[Path], own: Sequence[Fitted[Definition]]) -> tuple[Fitted[Definition], ...]:
    """Return what cxdna brings along and the checked files do not replace."""
    replaced = {_name(file) for file in own}
    here = {path.resolve() for path in paths}
    found: list[Fitted[Definition]] = []
    for path in resources.definition_files(brought):
        file = None if path.resolve() in here else _check_one(path).file
        if file and _name(file) not in replaced:
            found.append(file)
    return tuple(found)


def _name(file: Fitted[Definition]) -> tuple[str, str]:
    """Return what no two files may share: libraries have no id, and add to each other."""
    value = file.value
    name = value.id if isinstance(value, Playbook | Questionnaire) else str(file.document.path)
    return kind_of(type(value)), name
