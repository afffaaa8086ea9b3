"""Assessments at the edge of what an answers file may say, made in code from the example's."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from cxdna.answers.interpret import in_full
from cxdna.answers.model import (
    DONT_KNOW,
    Answer,
    AnswerChange,
    AnswersFile,
    AnswerSheet,
    Basis,
    Change,
    Restatement,
    TargetChange,
)
from cxdna.answers.read import read_answers
from cxdna.definitions.fit import fit
from cxdna.definitions.load import load_library
from cxdna.definitions.model import KpiLibrary, Part, Playbook, Question, Questionnaire
from cxdna.definitions.read import read
from cxdna.documents.brand import Brand
from cxdna.organisation.model import Evidence, Respondent
from cxdna.plan.model import PlanFile
from cxdna.resources import roots
from cxdna.workflows.printing.model import Request
from tests.documents.report import ladders, planned

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "tests" / "examples" / "alderbrook"
INJECTED = "<img src=x onerror=alert(1)> {{7*7}}"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten"[:60]
JAPANESE, ARABIC, THAI = "青空暖房株式会社", "شركة الأفق الأزرق", "บริษัท ท้องฟ้าสีคราม จำกัด"

replace = msgspec.structs.replace


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What one report is made from; without a playbook of its own it rests on the one that cxdna brings."""

    answers: AnswersFile
    previous: AnswersFile | None = None
    playbook: Playbook | None = None
    questionnaire: Questionnaire | None = None
    brand: Brand | None = None
    kpis: KpiLibrary | None = None
    plan: PlanFile | None = None
    before_plan: PlanFile | None = None
    paper: Any = "A4"


@functools.cache
def example() -> AnswersFile:
    """Return the example's answers of 2026."""
    return read_answers(EXAMPLE / "answers-2026.yaml").value


@functools.cache
def example_before() -> AnswersFile:
    """Return the example's answers of 2025."""
    return read_answers(EXAMPLE / "answers-2025.yaml").value


@functools.cache
def pulse() -> Questionnaire:
    """Return the questionnaire that the example answers."""
    return fit(read(ROOT / "questionnaires" / "pulse.yaml"), Questionnaire)


def plain(value: Any) -> Any:
    """Return a struct as a file has it: what is not given is left out, as the reader takes no null."""
    if isinstance(value, msgspec.Struct):
        tag = {value.__struct_config__.tag_field: value.__struct_config__.tag} if value.__struct_config__.tag else {}
        fields = msgspec.structs.fields(value)
        return tag | {
            field.encode_name: plain(given)
            for field in fields
            if (given := getattr(value, field.name)) is not None and given != field.default
        }
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def write(value: msgspec.Struct, file: Path) -> Path:
    """Write a struct as a file that the reader takes: JSON is YAML."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(msgspec.json.format(msgspec.json.encode(plain(value)), indent=1))
    return file


def request_of(case: Case, folder: Path) -> Request:
    """Return what to ask for, of a case whose files lie in a folder."""
    return Request(
        answers=folder / "answers.yaml",
        previous=folder / "before.yaml" if case.previous else None,
        brand=folder / "brand.yaml" if case.brand else None,
        plan=folder / "plan.yaml" if case.plan else None,
        previous_plan=folder / "before-plan.yaml" if case.before_plan else None,
        out=folder / "out",
        paper=case.paper,
    )


def write_case(case: Case, folder: Path) -> Request:
    """Write a case into a workspace of its own and return what to ask for."""
    for kind, definition in (("playbook", case.playbook), ("questionnaires", case.questionnaire)):
        if definition is not None:
            write(definition, folder / kind / f"{definition.id}.yaml")
    if case.kpis is not None:
        write(case.kpis, folder / "playbook" / "kpis.yaml")
    request = request_of(case, folder)
    for given, path in (
        (case.answers, request.answers),
        (case.previous, request.previous),
        (case.brand, request.brand),
        (case.plan, request.plan),
        (case.before_plan, request.previous_plan),
    ):
        if given and path:
            write(given, path)
    return request


KEPT = ("governance", "account_management", "corrective_action", "change_management")
"""The components of the short form: two phases of the playbook, the strongest and the weakest among them."""


@functools.cache
def short_form() -> tuple[Playbook, Questionnaire]:
    """Return our playbook and questionnaire cut down to four components, so that a report is made in half the time."""
    playbook = fit(read(ROOT / "playbook" / "cxdna.yaml"), Playbook)
    phases = [replace(one, parts=tuple(part for part in one.parts if part.id in KEPT)) for one in playbook.parts]
    asked = tuple(question for question in pulse().questions if question.part in KEPT)
    return (
        replace(playbook, id="short", parts=tuple(phase for phase in phases if phase.parts)),
        replace(pulse(), id="short_pulse", playbook="short", questions=asked),
    )


def shortened(case: Case) -> Case:
    """Return a case of the full playbook on the short form."""
    playbook, questionnaire = short_form()
    asked = {question.id for question in questionnaire.questions}
    known = asked | {part.id for part, _ in playbook.walk()}

    def cut(answers: AnswersFile) -> AnswersFile:
        return replace(
            answers,
            assessment=replace(answers.assessment, questionnaire=questionnaire.id),
            targets=tuple(target for target in answers.targets if target.part in known),
            evidence=tuple(
                replace(record, covers=covers)
                for record in answers.evidence
                if (covers := tuple(one for one in record.covers if one in known))
            ),
            sheets=tuple(
                replace(
                    sheet, answers={question: said for question, said in sheet.answers.items() if question in asked}
                )
                for sheet in answers.sheets
            ),
        )

    before = case.previous and cut(case.previous)
    return replace(case, answers=cut(case.answers), previous=before, playbook=playbook, questionnaire=questionnaire)


def answered(answers: AnswersFile, say: Callable[[str, str], float | str | Answer | None]) -> AnswersFile:
    """Return the file with every sheet filled anew: `say` is asked for each person and question of the example."""
    asked = [question.id for question in pulse().questions]
    sheets = []
    for person in answers.respondents:
        said = {question: one for question in asked if (one := say(person.id, question)) is not None}
        sheets.append(AnswerSheet(respondent=person.id, answers=said))
    return replace(answers, sheets=tuple(sheets))


def a_year_before(answers: AnswersFile) -> AnswersFile:
    """Return the same assessment, closed a year earlier, when its evidence was a year younger."""
    head = answers.assessment
    evidence = tuple(replace(one, date=one.date - dt.timedelta(365)) for one in answers.evidence)
    earlier = replace(head, id=f"{head.id}_before", date=head.date - dt.timedelta(365), title="The one before")
    return replace(answers, assessment=earlier, evidence=evidence)


def _all(value: float | str | Answer | None) -> AnswersFile:
    return answered(example(), lambda _person, _question: value)


def only_one_answer() -> AnswersFile:
    """Twelve people were asked, one gave one number."""
    return answered(example(), lambda person, question: 3 if (person, question) == ("lena_marsh", "q7.2") else None)


def one_respondent() -> AnswersFile:
    """One person answered everything."""
    answers = example()
    first = answers.respondents[0]
    return replace(answers, respondents=(first,), sheets=tuple(s for s in answers.sheets if s.respondent == first.id))


def nothing_answered() -> AnswersFile:
    """Sheets were handed out and came back empty, and the file says no more than it must."""
    answers = replace(_all(None), targets=(), evidence=())
    head = replace(answers.assessment, scope="", prepared_for="", prepared_by="", setting="")
    return replace(answers, assessment=head)


def forty_people() -> AnswersFile:
    """Forty people in seven role groups, whose answers differ."""
    groups = (
        "Leaders",
        "Front line",
        "Field service",
        "Sales",
        "Finance and control",
        "People",
        "Partners and dealers",
    )
    people = tuple(
        Respondent(id=f"p{n}", name=f"Person Number {n}", role=f"Role {n}", group=groups[n % len(groups)])
        for n in range(1, 41)
    )
    return answered(
        replace(example(), respondents=people, evidence=()),
        lambda person, question: 1 + (int(person[1:]) * 7 + len(question) + int(question[-1])) % 5,
    )


def _lengthened(text: str, most: int) -> str:
    return " ".join([text, *[LONG_WORD] * (most // 60 + 1)])[:most].strip()


def very_long_names() -> AnswersFile:
    """Every name as long as it may be, most of it words of 60 characters."""
    answers = example()
    head = answers.assessment
    people = tuple(
        Respondent(
            id=person.id,
            name=_lengthened(person.name, 200),
            role=_lengthened(person.role, 200),
            group=_lengthened(person.group, 60) if person.group == "Leaders" else LONG_WORD,
        )
        for person in answers.respondents
    )
    sheets = [
        replace(sheet, answers={q: _lengthened_answer(one) for q, one in sheet.answers.items()})
        for sheet in answers.sheets
    ]
    return replace(
        answers,
        organisation=replace(answers.organisation, name=_lengthened("Alderbrook", 200)),
        assessment=replace(
            head,
            title=_lengthened("Assessment", 200),
            scope=_lengthened("All", 400),
            prepared_for=LONG_WORD * 3,
            prepared_by=_lengthened("By", 200),
            setting=_lengthened("In", 200),
        ),
        targets=tuple(
            replace(one, why=_lengthened("Why", 400), set_by=_lengthened("By", 200)) for one in answers.targets
        ),
        respondents=people,
        evidence=tuple(_lengthened_evidence(one) for one in answers.evidence),
        sheets=tuple(sheets),
    )


def _lengthened_answer(said: float | str | Answer) -> float | str | Answer:
    if not isinstance(said, Answer):
        return said
    reason = said.not_applicable and _lengthened(said.not_applicable, 400)
    return replace(said, not_applicable=reason, comment=said.comment and _lengthened(said.comment, 2000))


def _lengthened_evidence(record: Evidence) -> Evidence:
    return replace(
        record,
        title=_lengthened(record.title, 200),
        owner=_lengthened(record.owner, 200),
        source=LONG_WORD * 3,
        link="https://example.com/" + "a" * 400,
        file="folder/" * 50,
        verified_by=_lengthened(record.verified_by or "Somebody", 200),
    )


def with_text(text: str, answers: AnswersFile) -> AnswersFile:
    """Return the answers with one text in every place that takes free text."""
    head = answers.assessment
    sheets = [
        replace(
            sheet,
            answers={
                question: Answer(
                    value=None if question == "q2.2" else said if isinstance(said, float | int) else DONT_KNOW,
                    not_applicable=text if question == "q2.2" else None,
                    comment=text,
                    evidence=said.evidence if isinstance(said, Answer) else (),
                )
                for question, said in sheet.answers.items()
            },
        )
        for sheet in answers.sheets
    ]
    return replace(
        answers,
        organisation=replace(answers.organisation, name=text),
        assessment=replace(head, title=text, scope=text, prepared_for=text, prepared_by=text, setting=text),
        targets=tuple(replace(target, why=text, set_by=text) for target in answers.targets),
        respondents=tuple(replace(person, name=text, role=text, group=text) for person in answers.respondents),
        evidence=tuple(
            replace(record, title=text, owner=text, source=text, link=text, file=text, verified_by=text)
            for record in answers.evidence
        ),
        sheets=tuple(sheets),
    )


def kept_confidential() -> AnswersFile:
    """Twelve people in groups of seven, three and two, few of whom answered one question; two things were corrected."""
    answers = example()
    people = tuple(
        replace(person, group="Front line" if at < 7 else "IT" if at < 10 else "Board")
        for at, person in enumerate(answers.respondents)
    )
    sheets = []
    for at, sheet in enumerate(answers.sheets):
        said = dict(sheet.answers)
        said["q7.2"] = Answer(value=float(at % 4 + 1), comment="Open remark")
        if at < 4:
            said["q7.6"] = Answer(value=3.0, comment="Secret remark")
        else:
            del said["q7.6"]
        sheets.append(replace(sheet, answers=said))
    target = next(one for one in answers.targets if one.part == "corrective_action")
    changes: tuple[Change, ...] = (
        AnswerChange(
            respondent=people[0].id, question="q7.2", old=Answer(value=4.0), new=in_full(sheets[0].answers["q7.2"])
        ),
        TargetChange(part=target.part, old=replace(target, level=3), new=target),
    )
    return replace(
        answers,
        assessment=replace(answers.assessment, mode="confidential"),
        respondents=people,
        sheets=tuple(sheets),
        restatements=tuple(
            Restatement(
                number=at,
                date=answers.assessment.date + dt.timedelta(20 * at),
                by="The coordinator",
                reason=(f"{people[0].name} had read another line", "The board agreed on it later")[at - 1],
                change=change,
            )
            for at, change in enumerate(changes, 1)
        ),
    )


def foreign_names() -> AnswersFile:
    """The organisation's name is Japanese, people's names are Arabic and Thai."""
    answers = one_respondent()
    names = (f"{THAI} {ARABIC}", JAPANESE)
    people = tuple(
        Respondent(id=f"p{n}", name=name, role=ARABIC, group=THAI if n else JAPANESE) for n, name in enumerate(names)
    )
    sheets = tuple(replace(answers.sheets[0], respondent=person.id) for person in people)
    head = replace(answers.assessment, scope=ARABIC, prepared_for=THAI)
    profile = replace(answers.organisation, name=JAPANESE, country="JP", time_zone="Asia/Tokyo", region="13")
    return replace(answers, organisation=profile, assessment=head, respondents=people, sheets=sheets)


def with_text_in_definitions(text: str, case: Case) -> Case:
    """Return the case with one text in every place of playbook and questionnaire that takes free text."""
    playbook, questionnaire = case.playbook, case.questionnaire
    assert playbook is not None
    assert questionnaire is not None

    def part(one: Part) -> Part:
        return replace(one, name=text, aim=text, good=text, parts=tuple(map(part, one.parts)))

    def question(one: Question) -> Question:
        said = replace(one, practice=text, text=text, why=text, proof=text, ask=(text,))
        return replace(
            said,
            levels=tuple(text for _ in one.levels),
            options=tuple(replace(option, text=text) for option in one.options),
        )

    return replace(
        case,
        playbook=replace(
            playbook,
            name=text,
            summary=text,
            tiers=tuple(f"{text} {tier}" for tier in playbook.tiers),
            levels=tuple(replace(level, name=text, meaning=text) for level in playbook.levels),
            evidence=replace(
                playbook.evidence, kinds=tuple(replace(kind, name=text) for kind in playbook.evidence.kinds)
            ),
            parts=tuple(map(part, playbook.parts)),
        ),
        questionnaire=replace(
            questionnaire, name=text, summary=text, questions=tuple(map(question, questionnaire.questions))
        ),
    )


def _of(made: tuple[Playbook, Questionnaire], basis: Basis = "as_answered") -> Case:
    playbook, questionnaire = made
    head = replace(
        example().assessment,
        questionnaire=questionnaire.id,
        questionnaire_version=questionnaire.version,
        playbook_version=playbook.version,
        basis=basis,
    )
    earlier = replace(head, id="before", title="The one before", date=head.date - dt.timedelta(365))
    profile = example().organisation
    return Case(
        answers=ladders.answers_to(questionnaire, head, profile),
        previous=ladders.answers_to(questionnaire, earlier, profile, shift=1),
        playbook=playbook,
        questionnaire=questionnaire,
    )


def forty_planned() -> Case:
    """Forty actions and six decisions in long words, after two decisions of which nothing came."""
    kept = shortened(Case(answers=example(), previous=example_before()))
    closes = tuple(question.id for question in short_form()[1].questions)
    known = load_library(roots()).kpis.values()
    apart = tuple(replace(one, parts=(), questions=()) for one in known)
    kpis = KpiLibrary(playbook="short", version="1.0", kpis=apart)
    names = tuple(kpi.id for kpi in apart[:3])
    plan = planned.forty_actions(example().assessment.id, closes, names, LONG_WORD)
    before = PlanFile(assessment=example_before().assessment.id, decisions=planned.decisions(2, LONG_WORD))
    return replace(kept, kpis=kpis, plan=plan, before_plan=before)


def _injected() -> Case:
    text = INJECTED
    case = _of(ladders.flat())
    before = case.previous
    assert before is not None
    brand = Brand(consultant_name=text, client_name=text, confidentiality=text)
    asked = case.questionnaire
    assert asked is not None
    plan = planned.of_one_text(case.answers.assessment.id, tuple(one.id for one in asked.questions[:3]), text)
    made = replace(
        case, answers=with_text(text, case.answers), previous=with_text(text, before), brand=brand, plan=plan
    )
    return with_text_in_definitions(text, made)


CASES: dict[str, Callable[[], Case]] = {
    "twelve equal scores, and the same a year before": lambda: Case(answers=_all(3), previous=a_year_before(_all(3))),
    "all at the lowest level": lambda: shortened(Case(answers=_all(1))),
    "all at the highest level, from the lowest": lambda: shortened(
        Case(answers=_all(5), previous=a_year_before(_all(1)))
    ),
    "one answer": lambda: shortened(Case(answers=only_one_answer())),
    "one respondent": lambda: shortened(Case(answers=one_respondent(), paper="Letter")),
    "nothing answered": lambda: shortened(Case(answers=nothing_answered())),
    "all don't know": lambda: shortened(Case(answers=_all(DONT_KNOW), previous=example_before())),
    "all not applicable": lambda: shortened(
        Case(answers=_all(Answer(not_applicable="We do not do that")), previous=example_before())
    ),
    "forty people in seven groups": lambda: shortened(Case(answers=forty_people())),
    "very long names": lambda: shortened(
        Case(
            answers=very_long_names(),
            previous=replace(example_before(), organisation=very_long_names().organisation),
            brand=Brand(consultant_name=_lengthened("Consultants", 200), confidentiality=_lengthened("Strictly", 200)),
        )
    ),
    "the same answers a year before": lambda: shortened(Case(answers=example(), previous=a_year_before(example()))),
    "Japanese, Arabic and Thai": lambda: shortened(Case(answers=foreign_names())),
    "kept confidential, and corrected": lambda: shortened(Case(answers=kept_confidential())),
    "forty actions with long names": forty_planned,
    "what looks like code": _injected,
    "three levels, one tier, points and options": lambda: _of(ladders.flat()),
    "seven levels, three tiers, all methods": lambda: _of(ladders.deep(), basis="as_shown"),
}
"""What a report is made from, by what is special about it."""
