"""From each line to its evidence and on to the source: files, windows, answers of the checklist, who and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from cxdna.documents.award_report import said
from cxdna.documents.award_report.material import AwardMaterial
from cxdna.documents.award_report.model import LineRow, Ref, Register
from cxdna.documents.award_report.plainly import Readable, figures_of, readable
from cxdna.errors import capital
from cxdna.statistics.display import long_date
from cxdna.voice.award.checklist import BY_ID
from cxdna.voice.award.model import Line
from cxdna.voice.model import Checked, SurveyFile, Training
from cxdna.voice.survey.model import Window
from cxdna.voice.windows import months_in_words

ANSWERS: Final = {"yes": "yes", "partly": "partly", "no": "no", "not_applicable": "does not apply"}
NOBODY: Final = "not stated"
AUDIT: Final = "survey audit of "
SHORT: Final = 12
"""Digits of a SHA-256 that stand beside a line; all of them stand in the register."""


class Registers(msgspec.Struct, frozen=True):
    """Everything a line may rest on, each with its id: F files, W windows, A answers of the checklist, T training.

    `called` says what surveys, questions and windows are called in texts.
    """

    files: Mapping[str, SurveyFile]
    windows: Mapping[str, Window]
    answers: Mapping[str, Checked]
    training: Mapping[str, Training]
    called: Readable


def registers_of(material: AwardMaterial) -> Registers:
    """Return the registers in the order in which things were taken in."""
    voice, year = material.entered, str(material.readiness.year)
    files = [file for one in voice.of_customers for file in one.files]
    answers = [one for one in voice.checked if one.about == year]
    return Registers(
        files={f"F{at}": one for at, one in enumerate(files, 1)},
        windows={f"W{at}": one for at, one in enumerate(voice.windows, 1)},
        answers={f"A{at}": one for at, one in enumerate(answers, 1)},
        training={f"T{at}": one for at, one in enumerate(voice.training, 1) if not one.withdrawn},
        called=readable(voice),
    )


def line_row(line: Line, number: str, place: str, registers: Registers) -> LineRow:
    """Return a line with its evidence; `place` names where it stands."""
    called = registers.called
    figures, table = figures_of(line, called)
    return LineRow(
        number=number,
        anchor=place,
        rule=capital(called.text(line.rule)),
        mark=said.MARKS[line.verdict],
        found=said.sentence(called.text(line.found)),
        figures=figures,
        table=table,
        missing=said.missing(line.missing),
        evidence=tuple(_refs(line, registers)),
        nothing="no evidence yet"
        if line.verdict in {"not proved", "fail"}
        else "follows from the figures of the other lines",
    )


def _refs(line: Line, registers: Registers) -> Iterator[Ref]:
    """Yield the evidence of a line: what its sources name, by the id under which the registers have it."""
    for source in line.source:
        found = [*_named(source, registers)]
        if not found:
            found = [_answer(name, one) for name, one in registers.answers.items() if one.check == line.id]
        yield from found or [_elsewhere(source, registers.called)]


def _named(source: str, registers: Registers) -> Iterator[Ref]:
    for name, file in registers.files.items():
        if file.sha256 in source:
            text = f"{file.name}, SHA-256 {file.sha256[:SHORT]}\N{HORIZONTAL ELLIPSIS}"
            yield Ref(name, _place(name), text, file.by or NOBODY, long_date(file.added))
    for name, window in registers.windows.items():
        if f"window {window.name}," in f"{source},":
            yield Ref(
                name,
                _place(name),
                f"window of {months_in_words(window.first, window.last)}",
                window.by or NOBODY,
                long_date(window.fixed),
            )


def _elsewhere(source: str, called: Readable) -> Ref:
    """Return a source that no register has: the audit of a survey leads to the page on audits."""
    head, _, survey = source.partition(AUDIT)
    audited = bool(survey) and not head
    return Ref("", f"audit-{survey.lower()}" if audited else "", called.text(source), "", "")


def _answer(name: str, one: Checked) -> Ref:
    text = one.evidence or f"answered: {ANSWERS[one.answer]}, without evidence"
    return Ref(name, _place(name), text, one.by or NOBODY, long_date(one.on))


def _place(name: str) -> str:
    return f"register-{name.lower()}"


def printed(material: AwardMaterial, registers: Registers) -> tuple[Register, ...]:
    """Return the registers as tables."""
    return (
        Register(
            title="F: files of answers",
            heads=("Id", "File and survey", "Rows", "Events from, to", "Counted, by", "SHA-256"),
            widths=(5, 20, 8, 17, 17, 33),
            rows=tuple((name, *_file(material, one)) for name, one in registers.files.items()),
            nothing="No file of customers' answers was taken in.",
        ),
        Register(
            title="W: windows",
            heads=("Id", "Window", "Months", "For", "Fixed", "By"),
            widths=(5, 20, 29, 12, 17, 17),
            rows=tuple((name, *_window(one)) for name, one in registers.windows.items()),
            nothing="No window was fixed.",
        ),
        Register(
            title=f"A: answers of the checklist for {material.readiness.year}",
            heads=("Id", "Line", "Answer", "Evidence", "By", "On"),
            widths=(5, 28, 10, 29, 14, 14),
            rows=tuple((name, *_checked(one)) for name, one in registers.answers.items()),
            nothing="No line of the checklist was answered for this year.",
        ),
        Register(
            title="T: training",
            heads=("Id", "Curriculum", "Person", "Held", "Runs out"),
            widths=(5, 40, 25, 15, 15),
            rows=tuple((name, *_training(one)) for name, one in registers.training.items()),
            nothing="No training is registered.",
        ),
    )


def _file(material: AwardMaterial, file: SurveyFile) -> tuple[str, ...]:
    days = [day for day in (file.counts.first, file.counts.last) if day]
    titles = {one.survey.id: one.survey.title for one in material.voice.surveys}
    return (
        f"{file.name}; {titles.get(file.survey, file.survey)}",
        f"{file.counts.rows:,}",
        " to ".join(map(long_date, days)) or "no dates",
        f"{long_date(file.added)}, {file.by or NOBODY}",
        file.sha256,
    )


def _window(window: Window) -> tuple[str, ...]:
    months = months_in_words(window.first, window.last)
    return (window.name, months, window.purpose, long_date(window.fixed), window.by or NOBODY)


def _checked(one: Checked) -> tuple[str, ...]:
    rule = BY_ID[one.check].rule if one.check in BY_ID else one.check
    evidence = "; ".join(text for text in (one.evidence, one.note) if text) or "none named"
    return (rule, ANSWERS[one.answer], evidence, one.by or NOBODY, long_date(one.on))


def _training(one: Training) -> tuple[str, ...]:
    return (one.curriculum, one.person, long_date(one.date), long_date(one.expires) if one.expires else "does not")
