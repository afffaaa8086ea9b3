"""Whether what an export holds is an assessment: sound definitions, and answers, evidence and targets that fit them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

import msgspec

from cxdna.answers.check import problems_in
from cxdna.answers.check_sheets import check_sheets
from cxdna.answers.model import Answer, AnswersFile, AnswerSheet
from cxdna.definitions.check import Pool, check
from cxdna.definitions.document import COLUMN_BITS, Document, Marks
from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.errors import Problem
from cxdna.store.latest import is_answer
from cxdna.store.model import Recorded
from cxdna.workflows.export.model import Export
from cxdna.workflows.export.read import in_our_words
from cxdna.workflows.export.records import events_in
from cxdna.workflows.verification.snapshots import UNREADABLE
from cxdna.workflows.verification.state import Contents, answers_now

D = TypeVar("D", Playbook, Questionnaire, AnswersFile)
# One long text has no lines that anybody could look up: line 0 stands for the whole file.
_WHOLE: Final = Marks(-(1 << COLUMN_BITS))
_MOST: Final = 50


def check_contents(contents: Contents, name: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with an export whose hashes and records were found to agree."""
    path = Path(name)
    try:
        playbooks = {one.sha256 for one in contents.export.snapshots if one.kind == "playbook"}
        books = {sha256: contents.playbook(sha256) for sha256 in playbooks}
        asked = {
            one.sha256: contents.questionnaire(one.sha256)
            for one in contents.export.snapshots
            if one.kind == "questionnaire"
        }
        said = answers_now(contents)
        book, questions = books[contents.export.now.playbook], asked[contents.export.now.questionnaire]
    except UNREADABLE as error:
        return (Problem(name, 0, f"a definition in it does not fit: {in_our_words(str(error))}", "get the file anew"),)
    problems = list(_unprintable(contents.export, name))
    problems += [*_definitions(contents, books, asked, path)]
    problems += _today(said, book, questions, path)
    problems += _ever(contents.export, said, book, questions, path)
    problems += _places(contents.export, name)
    return tuple(dict.fromkeys(problems))[:_MOST]


def _fitted(value: D, path: Path) -> Fitted[D]:
    return Fitted(Document(path, None, _WHOLE, "", ""), value)


def _definitions(
    contents: Contents, books: Mapping[str, Playbook], asked: Mapping[str, Questionnaire], path: Path
) -> Iterator[Problem]:
    pairs = {(one.playbook, one.questionnaire) for one in contents.export.closings}
    pairs.add((contents.export.now.playbook, contents.export.now.questionnaire))
    for playbook, questionnaire in sorted(pairs):
        if playbook in books and questionnaire in asked:
            yield from check(Pool((_fitted(books[playbook], path), _fitted(asked[questionnaire], path))))
    head = contents.export.assessment
    book, questions = books[contents.export.now.playbook], asked[contents.export.now.questionnaire]
    says = (head.playbook, head.playbook_version, head.questionnaire, head.questionnaire_version)
    if says != (book.id, book.version, questions.id, questions.version):
        yield Problem(str(path), 0, "the assessment names another playbook or questionnaire than the file holds")


def _today(said: AnswersFile, book: Playbook, questions: Questionnaire, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with what holds; evidence that came too late, or was withdrawn, is allowed in a workspace."""
    lenient = msgspec.structs.replace(
        said,
        evidence=tuple(msgspec.structs.replace(one, date=min(one.date, said.assessment.date)) for one in said.evidence),
        sheets=tuple(_without_citations(sheet) for sheet in said.sheets),
    )
    yield from problems_in(_fitted(lenient, path), book, questions)


def _without_citations(sheet: AnswerSheet) -> AnswerSheet:
    said = {
        question: msgspec.structs.replace(one, evidence=()) if isinstance(one, Answer) else one
        for question, one in sheet.answers.items()
    }
    return AnswerSheet(respondent=sheet.respondent, answers={**said})


def _ever(export: Export, said: AnswersFile, book: Playbook, questions: Questionnaire, path: Path) -> Iterator[Problem]:
    """Yield what is wrong with answers that were replaced since: each is looked at as if it still held."""
    layers: list[dict[str, dict[str, float | str | Answer]]] = []
    depth: dict[tuple[str, str], int] = {}
    for one in events_in(export):
        if not isinstance(one, Recorded) or not is_answer(one):
            continue
        at = depth[one.sheet, one.question] = depth.get((one.sheet, one.question), -1) + 1
        if at == len(layers):
            layers.append({})
        layers[at].setdefault(one.sheet, {})[one.question] = one.said
    for layer in layers:
        sheets = tuple(_without_citations(AnswerSheet(respondent=who, answers=given)) for who, given in layer.items())
        for where, what, do in check_sheets(msgspec.structs.replace(said, sheets=sheets), book, questions):
            yield _fitted(said, path).document.problem(where, what, do)


def _unprintable(export: Export, name: str) -> Iterator[Problem]:
    """Yield texts with signs that steer a terminal; a comment may have several lines."""
    for path, text in _texts(msgspec.to_builtins(msgspec.structs.replace(export, snapshots=()))):
        if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in text):
            yield Problem(name, 0, f"{path} holds a sign that does not print", "get the file anew")


def _texts(data: object, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _texts(value, f"{path}.{key}".lstrip("."))
    elif isinstance(data, list | tuple):
        for at, value in enumerate(data):
            yield from _texts(value, f"{path}[{at}]")


def _places(export: Export, name: str) -> Iterator[Problem]:
    """Yield files of evidence that would lie outside of the workspace."""
    for kept in export.evidence:
        path = PurePosixPath(kept.record.file)
        if path.is_absolute() or ".." in path.parts or any(sign in kept.record.file for sign in "\\:\0"):
            yield Problem(name, 0, f"the file of evidence '{kept.record.id}' leads out of the workspace")
