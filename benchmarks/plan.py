"""`cxdna plan draft` on 100 questions and 80 action templates against a bare Typer command that prints a word.

Questionnaire, playbook, KPIs and templates are made here, as files of the workspace in which they are used.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, PYTHON, ROOT, Row, compare
from benchmarks.startup import commands_of_cxdna, write_bare_app

ROUNDS = 15
BOUND = 6.0
QUESTIONS, TEMPLATES, KPIS = 100, 80, 30
PHASES, COMPONENTS = 4, 12
TODAY = "2026-11-28T09:00"

QUESTION = """  - id: q{number}
    part: c{part}
    practice: Practice {number} is done as it was written down
    text: Is practice {number} done as it was written down?
    why: What nobody wrote down is done in another way by each of those who do it.
    proof: "Level 3: the rule (policy, 24 months) and a record of its use (record, 12 months)."
    ask: [Head of service, Head of quality]
    levels:
      - Nobody does it, or each in their own way.
      - Some teams do it and keep partial records of it.
      - It is written down, owned and followed in most areas.
      - Figures over four quarters show how it goes, and a miss leads to a decision.
      - Someone independent checks it each year, and results are better for it.
"""
TEMPLATE = """  - id: t{number}
    title: Write practice {question} down and follow it
    question: q{question}
    from_level: 1
    to_level: 3
    what: One page says how practice {question} is done and by whom. It is followed and looked at after a quarter.
    steps:
      - Write down how the practice is done today, with those who do it.
      - Agree on one way, on one page.
      - Try it for four weeks in one team, and mend what does not work.
      - Follow it everywhere, and record each use.
    deliverable: The page as it was signed, and the records of its first quarter.
    owner_role: Head of {role}
    weeks: {weeks}
    effort: {effort}
{requires}    kpis: [k{kpi}, k{other}]
    check: Ask twenty customers before and twenty after; at least six more should say that it was done well.
"""
KPI = """  - id: k{number}
    name: Share of cases of kind {number}
    definition: Share of the cases of kind {number} that were done as it was written down.
    unit: percent
    formula: 100 × cases done so ÷ all cases of the month
    direction: up
    cadence: month
    counter: k{counter}
    parts: [c1]
"""


def rows() -> Iterator[Row]:
    """Measure, and yield one row."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_workspace(folder)
        commands = commands_of_cxdna()
        bare = str(write_bare_app(folder, commands))
        ours = [str(CXDNA), "plan", "draft", "--start", "2099-01-11", "--workspace", "alder"]
        pairs = compare(ours, [PYTHON, bare, commands[0][0]], cwd=folder, rounds=ROUNDS)
        what = f"cxdna plan draft, {QUESTIONS} questions, {TEMPLATES} templates"
        yield pairs.time(what, "a bare Typer command", BOUND)


def write_workspace(folder: Path) -> None:
    """Make the workspace `alder` with definitions of its own and an assessment that one person answered."""
    own = folder / "alder"
    options = ["--yes", "--name", "Alder", "--sector", "retail", "--employees", "380", "--country", "GB"]
    options += ["--business-model", "both"]
    run("init", "alder", *options, cwd=folder)
    for part, text in (("playbook", playbook()), ("questionnaires", questionnaire())):
        (own / part).mkdir()
        (own / part / "bench.yaml").write_text(text, encoding="utf-8")
    (own / "playbook" / "bench-kpis.yaml").write_text(kpis(), encoding="utf-8")
    (own / "playbook" / "bench-actions.yaml").write_text(actions(), encoding="utf-8")
    run("assessment", "new", "--title", "Bench", "--questionnaire", "bench", "--workspace", "alder", cwd=folder)
    (folder / "answers.yaml").write_text(answers(), encoding="utf-8")
    run("assess", "--answers", "answers.yaml", "--workspace", "alder", cwd=folder)


def run(*arguments: str, cwd: Path) -> None:
    """Run cxdna once. Raises CalledProcessError."""
    moment = {**os.environ, "CXDNA_NOW": TODAY}
    subprocess.run([CXDNA, *arguments], cwd=cwd, env=moment, stdout=subprocess.DEVNULL, check=True)


def playbook() -> str:
    """Return a playbook of four phases with three components each; ladder and rules are those of the shipped one."""
    shipped = (ROOT / "playbook" / "cxdna.yaml").read_text(encoding="utf-8")
    rules = shipped[: shipped.index("\nparts:")].replace("\nid: cxdna\n", "\nid: bench\n")
    lines = ["parts:"]
    for phase in range(PHASES):
        lines += [f"  - id: p{phase + 1}", f"    name: Phase {phase + 1}", "    aim: To be measured.", "    parts:"]
        for part in range(phase * 3 + 1, phase * 3 + 4):
            lines += [f"      - id: c{part}", f"        name: Component {part}", "        aim: To be measured as well."]
    return "\n".join([rules, *lines, ""])


def part_of(question: int) -> int:
    """Return the component of a question."""
    return 1 + (question - 1) * COMPONENTS // QUESTIONS


def questionnaire() -> str:
    """Return a questionnaire over all components."""
    head = 'kind: questionnaire\nid: bench\nversion: "1.0"\nplaybook: bench\nname: Bench\nsummary: To be measured.\n'
    asked = (QUESTION.format(number=number, part=part_of(number)) for number in range(1, QUESTIONS + 1))
    return head + "questions:\n" + "\n".join(asked)


def kpis() -> str:
    """Return a library of KPIs."""
    made = (KPI.format(number=number, counter=number % KPIS + 1) for number in range(1, KPIS + 1))
    return 'kind: kpis\nplaybook: bench\nversion: "1.0"\nkpis:\n' + "\n".join(made)


def actions() -> str:
    """Return a library of action templates, a third of which require another component to stand at a level."""
    made = []
    for number in range(1, TEMPLATES + 1):
        needed = part_of(number) % COMPONENTS + 1
        made.append(
            TEMPLATE.format(
                number=number,
                question=number,
                role=("service", "quality", "sales", "people")[number % 4],
                weeks=4 + number % 20,
                effort=("small", "medium", "large")[number % 3],
                requires=f"    requires:\n      - {{part: c{needed}, at: 2}}\n" if number % 3 == 0 else "",
                kpi=number % KPIS + 1,
                other=(number + 7) % KPIS + 1,
            )
        )
    return 'kind: actions\nplaybook: bench\nversion: "1.0"\nactions:\n' + "\n".join(made)


def answers() -> str:
    """Return what one person answered: levels 1, 2 and 3."""
    said = "\n".join(f"      q{number}: {{value: {1 + number * 7 % 3}}}" for number in range(1, QUESTIONS + 1))
    example = next((ROOT / "examples").rglob("answers-*.yaml")).read_text(encoding="utf-8")
    profile = example[example.index("organisation:") : example.index("assessment:")]
    return (
        "kind: answers\n"
        + profile.replace("Alderbrook Heating", "Alder")
        + 'assessment:\n  id: bench\n  title: Bench\n  questionnaire: bench\n  questionnaire_version: "1.0"\n'
        + '  playbook_version: "1.0"\n  date: 2026-11-20\n  basis: as_answered\n'
        + "respondents:\n  - {id: anna, name: Anna Berg, role: Head of service, group: Heads}\n"
        + f"sheets:\n  - respondent: anna\n    answers:\n{said}\n"
    )
