"""Answers files to try the report on: the example changed in one way each, and random ones from a fixed seed."""

import copy
import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.documents.wording import plans
from tests.documents.wording.recompute import Yaml, load

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE = ROOT / "tests" / "examples" / "alderbrook"
NOW, BEFORE = load(EXAMPLE / "answers-2026.yaml"), load(EXAMPLE / "answers-2025.yaml")
PULSE, PLAYBOOK = load(ROOT / "questionnaires" / "pulse.yaml"), load(ROOT / "playbook" / "cxdna.yaml")
QUESTIONS = [str(one["id"]) for one in PULSE["questions"]]
COMPONENTS = [str(part["id"]) for phase in PLAYBOOK["parts"] for part in phase["parts"]]
PHASES = [str(phase["id"]) for phase in PLAYBOOK["parts"]]
OF = {str(one["id"]): str(one["part"]) for one in PULSE["questions"]}


@dataclass
class Case:
    """One or two answers files, with definitions of their own where `playbook` or `questionnaire` is given."""

    now: Yaml
    before: Yaml | None = None
    playbook: Yaml | None = None
    questionnaire: Yaml | None = None
    asked_before: Yaml | None = None
    plan: Yaml | None = None
    before_plan: Yaml | None = None

    def write(self, folder: Path) -> tuple[Path, Path | None]:
        """Write the files and return the paths of both answers files; a plan is beside its answers: plan.yaml."""
        now = _write(self.now, folder / "now", self.playbook, self.questionnaire)
        _write_plan(self.plan, self.now, now)
        if self.before is None:
            return now, None
        before = _write(self.before, folder / "before", self.playbook, self.asked_before or self.questionnaire)
        _write_plan(self.before_plan, self.before, before)
        return now, before


def _write_plan(plan: Yaml | None, answers: Yaml, beside: Path) -> None:
    if plan:
        _dump(plan | {"assessment": answers["assessment"]["id"]}, beside.with_name("plan.yaml"))


class _Plain(yaml.CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the reader takes no aliases
        return True


def _write(answers: Yaml, folder: Path, playbook: Yaml | None, questionnaire: Yaml | None) -> Path:
    for kind, source in (("playbook", playbook), ("questionnaires", questionnaire)):
        if source:
            (folder / kind).mkdir(parents=True, exist_ok=True)
            _dump(source, folder / kind / f"{source['id']}.yaml")
    folder.mkdir(parents=True, exist_ok=True)
    return _dump(answers, folder / "answers.yaml")


def _dump(source: Yaml, path: Path) -> Path:
    path.write_text(yaml.dump(source, Dumper=_Plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def now() -> Yaml:
    return copy.deepcopy(NOW)


def before() -> Yaml:
    return copy.deepcopy(BEFORE)


def said(answers: Yaml, say: Callable[[str, str, Any], Any]) -> Yaml:
    """Return the answers with what each person says to each question: `say(person, question, what they said)`."""
    for sheet in answers["sheets"]:
        asked = {question: say(sheet["respondent"], question, sheet["answers"].get(question)) for question in QUESTIONS}
        sheet["answers"] = {question: value for question, value in asked.items() if value is not None}
    return answers


def every(answers: Yaml, value: object) -> Yaml:
    return said(answers, lambda _person, _question, _said: value)


def levels(answers: Yaml, by_component: Mapping[str, tuple[object, object]], rest: tuple[object, object]) -> Yaml:
    """Return the answers with everyone giving the two questions of a component these two levels."""
    place = {question: QUESTIONS[: QUESTIONS.index(question)].count(OF[question]) for question in QUESTIONS}
    first: dict[str, int] = {}
    for at, question in enumerate(QUESTIONS):
        place[question] = at - first.setdefault(OF[question], at)
    return said(answers, lambda _person, question, _said: by_component.get(OF[question], rest)[place[question]])


def only(answers: Yaml, people: list[str]) -> Yaml:
    """Return the answers of some people alone."""
    answers["respondents"] = [one for one in answers["respondents"] if one["id"] in people]
    answers["sheets"] = [one for one in answers["sheets"] if one["respondent"] in people]
    return answers


def with_targets(answers: Yaml, **targets: float) -> Yaml:
    answers["targets"] = [{"part": part, "level": level} for part, level in targets.items()]
    return answers


def with_basis(answers: Yaml, basis: str = "as_shown") -> Yaml:
    answers["assessment"]["basis"] = basis
    return answers


def proved(answers: Yaml, questions: list[str] | None = None) -> Yaml:
    """Return the answers with evidence for every level, dated a month before the assessment."""
    date = answers["assessment"]["date"] - dt.timedelta(days=30)
    answers["evidence"] = [
        {
            "id": f"proof_{kind}",
            "kind": kind,
            "title": f"Proof by {kind}",
            "date": date,
            "covers": questions or QUESTIONS,
        }
        | ({"periods": 4} if kind == "data" else {})
        for kind in ("policy", "record", "data", "audit", "outcome")
    ]
    return answers


FIRST_FIVE, FIRST_FOUR = QUESTIONS[:5], QUESTIONS[:4]
BOTH_TIMES = [one["id"] for one in NOW["respondents"] if one["id"] in {two["id"] for two in BEFORE["respondents"]}]


def weighted_playbook() -> Yaml:
    book = copy.deepcopy(PLAYBOOK)
    book["method"] = "weighted_mean"
    for at, phase in enumerate(book["parts"]):
        phase["weight"] = at + 1
        for place, part in enumerate(phase["parts"]):
            part["weight"] = (1, 0.5, 2)[place]
    book["parts"][2]["parts"][0]["target"] = 4.5
    return book


def weighted_questions() -> Yaml:
    asked = copy.deepcopy(PULSE)
    for at, question in enumerate(asked["questions"]):
        question["weight"] = (1, 2, 0.5)[at % 3]
    return asked


def blocking_playbook() -> Yaml:
    book = copy.deepcopy(PLAYBOOK)
    book["policies"]["unanswered"] = "blocks"
    return book


def flat(answers: Yaml) -> Case:
    """Return a model of three parts in one tier, two of which hold three questions and one a single question."""
    book = copy.deepcopy(PLAYBOOK)
    leaves = [part for phase in book["parts"] for part in phase["parts"]][:3]
    book |= {"id": "flat", "name": "Flat model", "tiers": ["Area"], "parts": leaves}
    names = [str(part["id"]) for part in leaves]
    asked = copy.deepcopy(PULSE)
    asked |= {"id": "areas", "playbook": "flat"}
    asked["questions"] = [
        question | {"part": names[min(at // 3, 2)]} for at, question in enumerate(asked["questions"][:7])
    ]
    kept = [question["id"] for question in asked["questions"]]
    for question in asked["questions"]:
        question.pop("when", None)
    answers["assessment"]["questionnaire"] = "areas"
    answers["targets"] = [{"part": names[0], "level": 4}]
    answers["evidence"] = [one for one in answers["evidence"] if set(one.get("covers", ())) <= set(kept)]
    for sheet in answers["sheets"]:
        sheet["answers"] = {one: value for one, value in sheet["answers"].items() if one in kept}
    return Case(answers, playbook=book, questionnaire=asked)


def questions_changed() -> Case:
    """Return an earlier assessment that asked two questions otherwise, one not at all, and one that is gone."""
    asked = copy.deepcopy(PULSE)
    asked["questions"][0]["text"] = "Was somebody accountable for customer experience?"
    asked["questions"][5]["levels"][2] = "Another text of the third level."
    asked["questions"][23] |= {"id": "q12.9"}
    earlier = before()
    for sheet in earlier["sheets"]:
        sheet["answers"] = {one.replace("q12.7", "q12.9"): value for one, value in sheet["answers"].items()}
    return Case(now(), earlier, asked_before=asked)


def texts_that_point_back() -> Case:
    """Return the example with texts of levels that say nothing without the question, at both ends of a part."""
    asked = copy.deepcopy(PULSE)
    for question, starts in (("q7.6", "It is done"), ("q5.2", "Such results are"), ("q9.4", "They are")):
        one = next(one for one in asked["questions"] if one["id"] == question)
        one["levels"] = [f"{starts} seen at level {level}." for level in range(1, 6)]
    answers = with_targets(levels(now(), {"analytics": (2, 4), "corrective_action": (2, 1)}, (3, 3)), analytics=2)
    return Case(answers, questionnaire=asked)


def shorter_this_year() -> Case:
    """Return one question of each component, all of them comparable, beside all that were asked last year."""
    asked = copy.deepcopy(PULSE)
    asked["questions"] = asked["questions"][::2]
    kept = {str(one["id"]) for one in asked["questions"]}
    answers = now()
    for sheet in answers["sheets"]:
        sheet["answers"] = {one: value for one, value in sheet["answers"].items() if one in kept}
    for record in answers["evidence"]:
        record["covers"] = [one for one in record.get("covers", ()) if one in kept or one not in QUESTIONS]
    return Case(answers, before(), questionnaire=asked, asked_before=copy.deepcopy(PULSE))


def groups_asked_otherwise() -> Case:
    """Return two role groups that answered different questions: what they share is one question of a part, or two.

    The front line is one person, who gives low levels to whatever only the front line is asked.
    """
    last = str(NOW["sheets"][-1]["respondent"])
    answers = now()

    def say(person: str, question: str, _said: Any) -> Any:
        if person == last:
            by_part = {"technologies": 1, "governance": 2}
            return None if question in QUESTIONS[1::2][6:] else by_part.get(OF[question], 3)
        return None if question == QUESTIONS[5] else 4

    for one in answers["respondents"]:
        one["group"] = "Front line" if one["id"] == last else "Leaders"
    return Case(said(answers, say))


def questions_succeeded(basis: str = "as_answered") -> Case:
    """Return the example where two questions of this year stand for three of last year's, and another was reworded."""
    earlier, asked, then = before(), copy.deepcopy(PULSE), copy.deepcopy(PULSE)
    place = {str(one["id"]): at for at, one in enumerate(PULSE["questions"])}
    names = {"q1.1": "old1", "q7.2": "old2", "q7.6": "old3", "q12.1": "old4"}
    for one, old in names.items():
        then["questions"][place[one]] |= {"id": old, "text": f"Is {old} done?"}
    for sheet in earlier["sheets"]:
        sheet["answers"] = {names.get(one, one): value for one, value in sheet["answers"].items()}
    for record in earlier["evidence"]:
        record["covers"] = [names.get(one, one) for one in record.get("covers", ())]
    for one, questions, by in (("q1.1", ["old1"], "replaces"), ("q7.2", ["old2", "old3"], "merges")):
        asked["questions"][place[one]]["succeeds"] = {
            "questions": questions,
            "by": by,
            "answers": "carry_over",
            "reason": "The same practice in other words.",
        }
    return Case(with_basis(now(), basis), earlier, questionnaire=asked, asked_before=then)


def aside(answers: Yaml, component: str) -> Yaml:
    """Return the answers with everyone saying that a component does not apply."""
    no = {"not_applicable": "We have none"}
    return said(answers, lambda _person, question, said: no if OF[question] == component else said)


def silent_and_three_groups() -> Yaml:
    answers = now()
    for at, person in enumerate(answers["respondents"]):
        person["group"] = ("Leaders", "Front line", "IT")[at % 3]
    answers["sheets"] = answers["sheets"][:-2]
    return answers


def hardly_changed() -> Case:
    """Return two assessments whose totals print differently though their difference rounds to nothing."""
    # 49/24 = 2.04 and 50/24 = 2.08
    return Case(levels(now(), {"governance": (3, 3)}, (2, 2)), levels(before(), {"governance": (2, 3)}, (2, 2)))


def rose_and_prints_alike() -> Case:
    """Return two assessments whose totals print alike though their difference does not round to nothing."""
    # 47/24 = 1.96 and 49/24 = 2.04
    return Case(levels(now(), {"governance": (2, 3)}, (2, 2)), levels(before(), {"governance": (1, 2)}, (2, 2)))


def at_each_end(count: int) -> Case:
    """Return an assessment in which so many components are the highest, and so many the lowest."""
    ends = dict.fromkeys(COMPONENTS[:count], (4, 4)) | dict.fromkeys(COMPONENTS[-count:], (1, 2))
    return Case(levels(now(), ends, (2, 3)), before())


CASES: dict[str, Callable[[], Case]] = {
    "example": lambda: Case(now(), before()),
    "example alone": lambda: Case(now()),
    "as shown": lambda: Case(with_basis(now()), before()),
    "as shown, alone": lambda: Case(with_basis(now())),
    "all 1": lambda: Case(every(now(), 1)),
    "all 5": lambda: Case(proved(every(now(), 5))),
    "all 5, nothing proved": lambda: Case(every(now(), 5) | {"evidence": []}),
    "all equal": lambda: Case(with_targets(every(now(), 3)), every(before(), 3)),
    "one respondent": lambda: Case(only(now(), ["tom_becker"]), before()),
    "two respondents": lambda: Case(only(now(), ["tom_becker", "yusuf_demir"])),
    "nothing answered": lambda: Case(every(now(), "dont_know")),
    "nothing answered, compared": lambda: Case(every(now(), "dont_know"), before()),
    "nothing answered last time": lambda: Case(now(), every(before(), "dont_know")),
    "one component unscored": lambda: Case(aside(now(), "technologies"), before()),
    "one phase unscored": lambda: Case(
        said(now(), lambda _p, question, one: None if question in QUESTIONS[6:12] else one), before()
    ),
    "one component scored": lambda: Case(
        said(now(), lambda _p, question, one: one if OF[question] == "governance" else "dont_know"), before()
    ),
    "one phase has one component": lambda: Case(
        said(now(), lambda _p, question, one: "dont_know" if question in QUESTIONS[2:6] else one)
    ),
    "one practice scored": lambda: Case(
        said(now(), lambda _p, question, one: "dont_know" if question == QUESTIONS[1] else one), before()
    ),
    "everything fell": lambda: Case(levels(now(), {"win_back": (1, 1)}, (2, 1)), levels(before(), {}, (4, 3))),
    "everything rose": lambda: Case(levels(now(), {"win_back": (3, 3)}, (4, 3)), levels(before(), {}, (2, 1))),
    "two phases fell": lambda: Case(
        levels(now(), {"governance": (2, 2), "win_back": (1, 2)}, (3, 3)), levels(before(), {}, (3, 3))
    ),
    "one phase fell, another cannot be compared": lambda: Case(
        levels(now(), {"governance": (2, 2)}, (3, 3)),
        levels(before(), dict.fromkeys(COMPONENTS[3:6], ("dont_know", "dont_know")), (3, 3)),
    ),
    "one phase fell, many equal gaps": lambda: Case(
        levels(now(), {"governance": (2, 2)} | dict.fromkeys(COMPONENTS[3:8], (2, 2)), (3, 3)),
        levels(before(), {"governance": (3, 3)} | dict.fromkeys(COMPONENTS[3:8], (2, 2)), (3, 3)),
    ),
    "one phase fell, the largest gap weighs less": lambda: Case(
        with_targets(
            levels(
                now(),
                {"governance": (1, 1), "technologies": ("dont_know", "dont_know"), "account_management": (2, 2)},
                (3, 3),
            ),
            governance=3,
            win_back=5,
        ),
        levels(before(), {"governance": (2, 2), "account_management": (2, 2)}, (3, 3)),
    ),
    "panel of four": lambda: Case(now(), only(before(), [*BOTH_TIMES[:4], "sven_adler"])),
    "the same four": lambda: Case(only(now(), BOTH_TIMES[:4]), only(before(), BOTH_TIMES[:4])),
    "panel of five": lambda: Case(now(), only(before(), BOTH_TIMES[:5])),
    "a panel that stayed": lambda: Case(
        now(), now() | {"assessment": before()["assessment"] | {"date": dt.date(2026, 11, 1)}}
    ),
    "panel of none": lambda: Case(only(now(), ["carl_boyd"]), only(before(), ["sven_adler"])),
    "one at each end": lambda: at_each_end(1),
    "two at each end": lambda: at_each_end(2),
    "three at each end": lambda: at_each_end(3),
    "five at each end": lambda: at_each_end(5),
    "a single gap": lambda: Case(with_targets(levels(now(), {"win_back": (2, 1)}, (3, 4)))),
    "two gaps": lambda: Case(with_targets(levels(now(), {"win_back": (2, 1), "act": (2, 2)}, (3, 4)), measure=4)),
    "no gap": lambda: Case(with_targets(levels(now(), {"win_back": (3, 3)}, (3, 4)))),
    "no gap, one unscored": lambda: Case(
        with_targets(levels(now(), {"win_back": ("dont_know", {"not_applicable": "No"})}, (3, 4)))
    ),
    "government": lambda: Case(now() | {"organisation": NOW["organisation"] | {"sector": "government"}}, before()),
    "three groups, two silent": lambda: Case(silent_and_three_groups(), before()),
    "blocks": lambda: Case(
        said(now(), lambda _p, question, one: "dont_know" if question == "q9.4" else one), playbook=blocking_playbook()
    ),
    "weights": lambda: Case(
        aside(now(), "analytics"), before(), playbook=weighted_playbook(), questionnaire=weighted_questions()
    ),
    "one tier": lambda: flat(now()),
    "one tier, all equal": lambda: flat(every(now(), 3)),
    "questions changed": questions_changed,
    "shorter this year": shorter_this_year,
    "texts that point back": texts_that_point_back,
    "groups asked otherwise": groups_asked_otherwise,
    "three people": lambda: Case(only(now(), BOTH_TIMES[:3]), before()),
    "one practice of one person": lambda: Case(
        said(now(), lambda person, q, one: one if OF[q] != "win_back" else 1 if person == "tom_becker" else None)
    ),
    "no strength": lambda: Case(with_targets(levels(now(), {"win_back": (1, 2)}, (2, 3)), act=5)),
    "the highest is held back": lambda: Case(
        with_targets(
            levels(now(), {"governance": (4, 4), "win_back": (3, 3)}, (2, 2)), cxdna=2, governance=5, win_back=3
        )
    ),
    "questions succeeded": questions_succeeded,
    "questions succeeded, as shown": lambda: questions_succeeded("as_shown"),
    "hardly changed": hardly_changed,
    "rose and prints alike": rose_and_prints_alike,
    "only applicability is disputed": lambda: Case(
        said(now(), lambda person, question, _said: aside_of(person) if question == "q6.2" else 2)
    ),
    "dates within a year": lambda: Case(
        now(), before() | {"assessment": BEFORE["assessment"] | {"date": dt.date(2026, 2, 3)}}
    ),
    "confidential": lambda: Case(with_mode(now()), with_mode(before())),
    "confidential, two groups": lambda: Case(with_groups(with_mode(now()), 6), with_mode(before())),
    "confidential, a group of two": lambda: Case(with_groups(with_mode(now()), 2), before()),
    "confidential, two groups of two": lambda: Case(with_groups(with_mode(now()), 2, 4), before()),
    "confidential, three groups, two silent": lambda: Case(with_mode(silent_and_three_groups()), before()),
    "confidential, four people": lambda: Case(with_mode(only(now(), BOTH_TIMES[:4])), before()),
    "confidential, few answers": lambda: Case(with_mode(few_answers()), with_mode(before()), blocking_playbook()),
    "confidential, the same people": lambda: Case(
        with_mode(now()), now() | {"assessment": BEFORE["assessment"] | {"date": dt.date(2026, 11, 1)}}
    ),
    "anonymous, two groups": lambda: Case(with_groups(with_mode(now(), "anonymous"), 6), before()),
    "anonymous, four people": lambda: Case(with_mode(only(now(), BOTH_TIMES[:4]), "anonymous")),
    "planned": lambda: Case(
        now(), before(), plan=plans.worked_on(), before_plan=plans.followed_up("taken", "taken", "declined")
    ),
    "only proposed, all closed": lambda: Case(
        now(),
        before(),
        plan=proposed_alone(),
        before_plan=plans.followed_up(None, "overtaken", "declined", None),
    ),
    "one action, as shown": lambda: Case(
        with_basis(now()),
        before(),
        plan=with_actions(plans.action(1, ["act"], 9, to_level=3)),
        before_plan=plans.followed_up("taken"),
    ),
    "one agreed action": lambda: Case(
        now(), plan=with_actions(plans.action(1, ["q7.6"], 9, to_level=3, status="agreed"))
    ),
    "nothing is due": lambda: Case(now(), plan=with_actions(plans.action(1, ["q7.6"], None, to_level=3))),
    "planned and not scored": lambda: Case(every(now(), "dont_know"), plan=plans.worked_on()),
    "targets by a date": lambda: Case(
        now() | {"targets": [{"part": "cxdna", "level": 3.5, "by": dt.date(2028, 12, 31)}, {"part": "act", "level": 2}]}
    ),
}


def proposed_alone() -> Yaml:
    plan = plans.worked_on()
    plan["actions"] = [
        {key: value for key, value in one.items() if key not in {"status", "progress"}} for one in plan["actions"]
    ]
    plan["decisions"] = [plans.decision(1, "taken"), plans.decision(2, "declined", note="Too dear")]
    return plan


def with_actions(*actions: Yaml) -> Yaml:
    return plans.worked_on() | {"actions": [*actions], "decisions": []}


def aside_of(person: str) -> object:
    return {"not_applicable": "Not for us"} if person in BOTH_TIMES[:2] else 2 if person == "carl_boyd" else "dont_know"


def with_mode(answers: Yaml, mode: str = "confidential") -> Yaml:
    answers["assessment"]["mode"] = mode
    return answers


def with_groups(answers: Yaml, *ends: int) -> Yaml:
    """Return the answers of people in groups that end before these places in the list."""
    for at, person in enumerate(answers["respondents"]):
        person["group"] = ("Leaders", "Front line", "IT")[sum(at >= end for end in ends)]
    return answers


def few_answers() -> Yaml:
    """Return answers to some questions of four people, to some of nobody, and others with remarks and reasons."""
    people = [one["id"] for one in NOW["respondents"]]

    def say(person: str, question: str, said: Any) -> Any:
        at, place = people.index(person), QUESTIONS.index(question)
        if place % 6 == 0:
            return said if at < 4 else None
        if place % 6 == 1:
            return {"not_applicable": f"Reason {at // 4}"} if at < 7 else "dont_know"
        if place % 6 == 2:
            return said if at < 6 else "dont_know" if at < 11 else None
        if place % 6 == 3:
            return {"value": at % 5 + 1, "comment": f"Remark {at}"} if at < 7 + place % 4 else None
        return said if place % 6 == 4 else None

    return said(now(), say)


def random_case(seed: int) -> Case:
    """Return an assessment and, for every other seed, an earlier one; the same seed gives the same answers."""
    chance = random.Random(20_261_128 + seed)
    case = Case(_random_answers(now(), chance))
    if seed % 2:
        case.before = _random_answers(before(), chance)
    if seed % 5 == 0:
        case.playbook, case.questionnaire = weighted_playbook(), weighted_questions()
    if seed % 2 == 0 or seed % 7 == 3:
        case.plan = plans.of_chance(chance, [*QUESTIONS, *COMPONENTS, *PHASES])
    if case.before and seed % 3 == 0:
        case.before_plan = plans.of_chance(chance, [*QUESTIONS, *COMPONENTS])
    if seed % 3 == 1:
        with_mode(case.now, "anonymous" if seed % 9 == 1 else "confidential")
    if case.before and seed % 4 == 1:
        with_mode(case.before)
    return case


def _random_answers(answers: Yaml, chance: random.Random) -> Yaml:
    date = answers["assessment"]["date"]
    answers["assessment"]["basis"] = chance.choice(["as_answered", "as_answered", "as_shown"])
    answers["organisation"]["sector"] = chance.choice(["technical_services", "technical_services", "government"])
    people = chance.sample(
        [one["id"] for one in answers["respondents"]], chance.randint(1, len(answers["respondents"]))
    )
    groups = ["Leaders", "Front line", "IT", "Board"][: chance.randint(1, 4)]
    answers["respondents"] = [
        one | {"group": chance.choice(groups)} for one in answers["respondents"] if one["id"] in people
    ]
    parts = chance.sample([*COMPONENTS, *PHASES, "cxdna"], chance.randint(0, 6))
    answers["targets"] = [
        {"part": part, "level": chance.choice([2, 2.5, 3, 3.5, 4, 5])}
        | ({"by": dt.date(2028, 12, 31)} if chance.random() < 0.5 else {})
        for part in parts
    ]
    kinds = [str(kind["id"]) for kind in PLAYBOOK["evidence"]["kinds"]]
    answers["evidence"] = [
        {
            "id": f"record_{at}",
            "kind": chance.choice(kinds),
            "title": f"Record {at}",
            "date": date - dt.timedelta(days=chance.randint(0, 900)),
            "covers": chance.sample([*QUESTIONS, *COMPONENTS, *PHASES], chance.randint(0, 5)),
            "periods": chance.choice([1, 2, 4, 6]),
        }
        | ({"valid_months": chance.randint(1, 24)} if chance.random() < 0.2 else {})
        for at in range(chance.randint(0, 25))
    ]
    records = [one["id"] for one in answers["evidence"]]
    middle, wide = chance.uniform(1, 5), chance.choice([0, 0.4, 1, 2])
    centres = {question: middle + chance.uniform(-wide, wide) for question in QUESTIONS}
    shy = chance.choice([0, 0.1, 0.5, 0.95])

    def say(question: str) -> object:
        draw = chance.random()
        if draw < shy:
            return chance.choice(["dont_know", None, {"not_applicable": chance.choice(["Not here", "Not yet"])}])
        value = min(5, max(1, round(centres[question] + chance.uniform(-wide, wide))))
        cites = chance.sample(records, min(len(records), 2)) if chance.random() < 0.1 else []
        return {"value": value, "evidence": cites} if cites else value

    answers["sheets"] = [
        {
            "respondent": one["id"],
            "answers": {question: value for question in QUESTIONS if (value := say(question)) is not None},
        }
        for one in answers["respondents"]
        if chance.random() < 0.9 or one is answers["respondents"][0]
    ]
    return answers
