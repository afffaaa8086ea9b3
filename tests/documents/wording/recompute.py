"""Every number of a report once more, from the YAML files alone, by plain arithmetic of its own."""

import calendar
import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from tests.documents.wording import kept
from tests.documents.wording.display import by_hand, counted, listed, shown

Yaml = dict[str, Any]
BASES = ("as_answered", "as_shown")


@cache
def load(path: Path) -> Yaml:
    """Return what a YAML file holds; the same file gives the same object, so nobody changes it."""
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def library(root: Path, kind: str) -> list[Yaml]:
    """Return the `kpis` or `actions` of a playbook, of the one file or of all files of the folder that hold them."""
    place = root / "playbook"
    files = [one for one in (place / f"{kind}.yaml", *sorted((place / kind).glob("*.yaml"))) if one.is_file()]
    return [entry for file in files for entry in load(file)[kind]]


@cache
def exact(number: float) -> Fraction:
    return Fraction(str(number))


def mean(values: Collection[Fraction]) -> Fraction:
    return sum(values, Fraction(0)) / len(values)


@dataclass(frozen=True)
class Question:
    """A question as the questionnaire asks it."""

    id: str
    part: str
    practice: str
    text: str
    why: str
    levels: tuple[str, ...]
    weight: Fraction
    when: Yaml | None
    stands_for: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A part, or the whole as tier 0; `above` without the whole."""

    id: str
    name: str
    aim: str
    tier: int
    above: tuple[str, ...]
    children: tuple[str, ...]
    weight: Fraction
    method: str
    target: Fraction | None


@dataclass(frozen=True)
class Reply:
    """What one person said to one question."""

    person: str
    value: Fraction | None
    aside: str | None
    comment: str
    cites: tuple[str, ...]


class Book:
    """A playbook: its parts, each before the parts in it, and its rules."""

    def __init__(self, source: Yaml) -> None:
        self.source = source
        self.tiers: list[str] = source["tiers"]
        self.levels = [exact(level["value"]) for level in source["levels"]]
        self.names = [str(level["name"]) for level in source["levels"]]
        self.without = exact(source["evidence"]["without"])
        self.blocks = source.get("policies", {}).get("unanswered") == "blocks"
        self.nodes = {node.id: node for node in self._walk(source, 0, (), "mean")}
        self.whole, *self.parts = self.nodes.values()
        self.leaves = [node for node in self.parts if not node.children]
        self.top = [node for node in self.parts if node.tier == 1]

    def _walk(self, source: Yaml, tier: int, above: tuple[str, ...], method: str) -> Iterator[Node]:
        method = source.get("method") or method
        yield Node(
            id=source["id"],
            name=source["name"],
            aim=source.get("aim", ""),
            tier=tier,
            above=above,
            children=tuple(child["id"] for child in source.get("parts", ())),
            weight=exact(source.get("weight", 1)),
            method=method,
            target=exact(source["target"]) if tier and "target" in source else None,
        )
        for child in source.get("parts", ()):
            yield from self._walk(child, tier + 1, (*above, source["id"]) if tier else (), method)

    def reached(self, value: Fraction) -> int:
        return max((at for at, level in enumerate(self.levels) if level <= value), default=0)

    def level_words(self, value: Fraction) -> str:
        at = self.reached(value)
        on_the_way = value > self.levels[at] and at + 1 < len(self.levels)
        return self.names[at] + (f", on the way to {self.names[at + 1]}" if on_the_way else "")


def questions_of(source: Yaml) -> list[Question]:
    return [
        Question(
            id=one["id"],
            part=one["part"],
            practice=one["practice"],
            text=one["text"],
            why=one["why"],
            levels=tuple(one["levels"]),
            weight=exact(one.get("weight", 1)),
            when=one.get("when"),
            stands_for=tuple(one.get("succeeds", {}).get("questions", ())),
        )
        for one in source["questions"]
    ]


def asked_of(condition: Yaml | None, profile: Yaml) -> bool:
    """Tell whether a question is asked of an organisation; the questionnaires here ask nothing of earlier answers."""
    if condition is None:
        return True
    if "any_of" in condition:
        return any(asked_of(one, profile) for one in condition["any_of"])
    if "not" in condition:
        return not asked_of(condition["not"], profile)
    field = profile[condition["profile"]]
    return bool(field >= condition["at_least"] if "at_least" in condition else field == condition["equals"])


def months_after(date: dt.date, months: int) -> dt.date:
    year, month = date.year + (date.month - 1 + months) // 12, (date.month - 1 + months) % 12 + 1
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def age(date: dt.date, until: dt.date) -> int:
    """Return the whole calendar months that have passed, none before the date itself."""
    months = 0
    while months_after(date, months + 1) <= until:
        months += 1
    return months


class Record:
    """An evidence record on the day of the assessment: whether it counts for anything, and why or why not."""

    def __init__(self, source: Yaml, rule: Yaml, until: dt.date) -> None:
        kind = next(kind for kind in rule["kinds"] if kind["id"] == source["kind"])
        self.source, self.of, self.periods = source, str(kind["counts_as"]), int(source.get("periods", 1))
        self.title, self.name, self.age = str(source["title"]), str(kind["name"]), age(source["date"], until)
        fewest = [
            (need.get("periods", 1), level["level"])
            for level in rule["levels"]
            for need in level["needs"]
            if need["of"] == self.of
        ]
        own, months = source.get("valid_months"), kind["fresh_months"]
        lasts = min(own, months) if own else months
        if source["date"] > until:
            self.problem = "dated after the assessment"
        elif months_after(source["date"], lasts) < until:
            over = "just over " if self.age == lasts else ""
            whose = "this kind counts" if lasts == months else "this record holds"
            self.problem = f"too old: {over}{counted(self.age, 'month')}, {whose} for {lasts}"
        elif not fewest:
            self.problem = f"no level of the playbook asks for {self.of.replace('_', ' ')}"
        elif self.periods < min(fewest)[0]:
            self.problem = f"shows {self.periods} of the {min(fewest)[0]} periods that level {min(fewest)[1]} needs"
        else:
            self.problem = ""


def need_words(need: Yaml) -> str:
    what = str(need["of"]).replace("_", " ")
    if need["of"] != "data":
        what = ("an " if what[0] in "aeiou" else "a ") + what
    periods = need.get("periods", 1)
    return f"{what} over {periods} periods" if periods > 1 else what


class Scored:
    """All scores of some people on some questions, on both bases."""

    def __init__(
        self,
        answers: Yaml,
        book: Book,
        questions: Sequence[Question],
        people: Collection[str] | None = None,
        group: str | None = None,
    ) -> None:
        self.answers, self.book = answers, book
        self.date: dt.date = answers["assessment"]["date"]
        self.questions = {one.id: one for one in questions}
        self.order = [one["id"] for one in answers["respondents"]]
        self.sheets = {
            sheet["respondent"]: sheet["answers"]
            for sheet in answers["sheets"]
            if people is None or sheet["respondent"] in people
        }
        self.records = [Record(one, book.source["evidence"], self.date) for one in answers.get("evidence", ())]
        self.found: dict[str, list[Record]] = {}
        self.replies = {one.id: self._replies(one, self.sheets) for one in questions}
        self.raw, self.withheld, self.people = self.replies, set[str](), len(self.sheets)
        self.named: bool = answers["assessment"].get("mode", "named") == "named"
        self.remarks = {one.id: [reply.comment for reply in self.replies[one.id] if reply.comment] for one in questions}
        if not self.named:
            self._keep_back(people, group)
        self.values: dict[str, dict[str, Fraction | None]] = {basis: {} for basis in BASES}
        self.blocked: set[str] = set()
        for one in questions:
            self._score_question(one)
        for node in reversed(book.nodes.values()):
            for basis in BASES:
                self.values[basis][node.id] = self._combined(node, basis)
        self.targets = self._targets()

    def hidden(self, question: str) -> bool:
        return not asked_of(self.questions[question].when, self.answers["organisation"])

    def _keep_back(self, people: Collection[str] | None, group: str | None) -> None:
        """Take away what must be kept confidential, from everybody, from one role group or from some people."""
        cells = {one["id"]: one["group"] for one in self.answers["respondents"]}
        if group is None:
            cells = dict.fromkeys(cells, "in")
            cells |= {person: "out" for person in cells if people is not None and person not in people}
        chosen = group or "in"
        everybody = {sheet["respondent"]: sheet["answers"] for sheet in self.answers["sheets"]}
        also = kept.hidden({chosen: 0} | kept.sizes_of(cells, everybody))
        self.people = -1 if chosen in also else self.people
        for question in self.questions.values():
            replies = self._replies(question, everybody)
            gave = [reply.person for reply in replies if reply.value is not None]
            if kept.withheld(cells | {"": chosen}, chosen, gave, [reply.person for reply in replies], also):
                self.withheld.add(question.id)
        self.replies = {one: self._shown(replies) for one, replies in self.replies.items()}
        for one, raw in self.raw.items():
            if raw and not self.replies[one] and self.state(one) == "unanswered":
                self.withheld.add(one)
        self.replies |= {key: [] for key in self.withheld}
        for one in self.questions:
            if one in self.withheld or len(self.raw[one]) < kept.FEWEST_FOR_WORDS:
                self.remarks[one] = []
        self.remarks = {one: sorted(remarks) for one, remarks in self.remarks.items()}

    @staticmethod
    def _shown(replies: list[Reply]) -> list[Reply]:
        numbers = [reply for reply in replies if reply.value is not None]
        unsure = [reply for reply in replies if reply.value is None and reply.aside is None]
        aside = sorted((reply for reply in replies if reply.aside is not None), key=lambda reply: reply.aside or "")
        if len(replies) < kept.FEWEST_FOR_WORDS:
            aside = [replace(reply, aside="") for reply in aside]
        few = 0 < len(unsure) < kept.FEWEST or 0 < len(aside) < kept.FEWEST
        return sorted(numbers, key=lambda reply: reply.value or 0) + ([] if few else aside + unsure)

    def _replies(self, question: Question, sheets: Yaml) -> list[Reply]:
        if not asked_of(question.when, self.answers["organisation"]):
            return []
        found = []
        for person in self.order:
            said = sheets.get(person, {}).get(question.id)
            if said is None:
                continue
            full = said if isinstance(said, dict) else {"value": said}
            value = full.get("value")
            found.append(
                Reply(
                    person=person,
                    value=None if value in {None, "dont_know"} else exact(value),
                    aside=full.get("not_applicable"),
                    comment=full.get("comment", ""),
                    cites=tuple(full.get("evidence", ())),
                )
            )
        return found

    def numbers(self, question: str) -> list[Fraction]:
        return [reply.value for reply in self.replies[question] if reply.value is not None]

    def state(self, question: str) -> str:
        if self.hidden(question):
            return "hidden"
        if question in self.withheld:
            return "withheld"
        if self.numbers(question):
            return "scored"
        asides = sum(bool(reply.aside) for reply in self.raw[question])
        return "not_applicable" if asides and 2 * asides >= len(self.raw[question]) else "unanswered"

    def dont_know(self, question: str) -> int:
        return sum(reply.value is None and reply.aside is None for reply in self.replies[question])

    def evidence(self, question: str) -> list[Record]:
        """Return the records that an answer to the question cites, and those that cover it or a part above it."""
        if question not in self.found:
            self.found[question] = self._evidence(self.questions[question])
        return self.found[question]

    def _evidence(self, one: Question) -> list[Record]:
        covered = {one.id, one.part, *self.book.nodes[one.part].above}
        # Whoever cites a record: these scores may be those of some people only.
        everybody = [sheet["answers"].get(one.id) for sheet in self.answers["sheets"] if not self.hidden(one.id)]
        cited = {cite for said in everybody if isinstance(said, dict) for cite in said.get("evidence", ())}
        return [
            record
            for record in self.records
            if record.source["id"] in cited or covered & set(record.source.get("covers", ()))
        ]

    def missing(self, question: str, level: Yaml) -> list[Yaml]:
        good = [record for record in self.evidence(question) if not record.problem]
        return [
            need
            for need in level["needs"]
            if sum(record.of == need["of"] and record.periods >= need.get("periods", 1) for record in good)
            < need.get("count", 1)
        ]

    def supports(self, question: str) -> Fraction:
        """Return the highest level whose needs and those of all levels below are met."""
        rule = self.book.source["evidence"]
        listed_levels = sorted(rule["levels"], key=lambda one: exact(one["level"]))
        found = self.book.without
        for value in self.book.levels:
            below = [one for one in listed_levels if exact(one["level"]) <= value]
            if below and not any(self.missing(question, one) for one in below):
                found = max(found, value)
        return found

    def next_needs(self, question: str) -> str:
        for level in self.book.source["evidence"]["levels"]:
            missing = self.missing(question, level)
            if missing:
                text = f"level {level['level']} needs {listed([need_words(need) for need in level['needs']])}"
                some = f"; missing: {listed([need_words(need) for need in missing])}"
                return text + (some if len(missing) < len(level["needs"]) else "")
        return ""

    def _score_question(self, question: Question) -> None:
        numbers = self.numbers(question.id)
        answered = Fraction(median(numbers)) if numbers else None
        proved = None if answered is None else min(answered, self.supports(question.id))
        self.values["as_answered"][question.id], self.values["as_shown"][question.id] = answered, proved
        if self.book.blocks and self.state(question.id) == "unanswered":
            self.blocked.add(question.id)

    def inside(self, part: str) -> list[str]:
        """Return the questions in a part, in the order of the questionnaire."""
        nodes = self.book.nodes
        return [
            one.id
            for one in self.questions.values()
            if part in {one.part, *nodes[one.part].above} or nodes[part].tier == 0
        ]

    def _combined(self, node: Node, basis: str) -> Fraction | None:
        weights = {child: self.book.nodes[child].weight for child in node.children}
        if not node.children:
            weights = {one: self.questions[one].weight for one in self.inside(node.id)}
        if self.blocked & weights.keys():
            self.blocked.add(node.id)
            return None
        values = {one: value for one in weights if (value := self.values[basis][one]) is not None}
        if node.method == "mean":
            return mean(values.values()) if values else None
        assert node.method == "weighted_mean", f"{node.method} is not recomputed here"
        total = sum((weights[one] for one in values), Fraction(0))
        return sum((value * weights[one] for one, value in values.items()), Fraction(0)) / total if total else None

    def _targets(self) -> dict[str, tuple[Fraction, dt.date | None, bool]]:
        """Return level, date, and whether it was set for the part itself; a part takes its own, else that above it."""
        set_for = {one["part"]: one for one in self.answers.get("targets", ())}
        found: dict[str, tuple[Fraction, dt.date | None, bool]] = {}
        for node in self.book.nodes.values():
            if node.id in set_for:
                found[node.id] = (exact(set_for[node.id]["level"]), set_for[node.id].get("by"), True)
            elif node.target is not None:
                found[node.id] = (node.target, None, True)
            elif node.tier == 0:
                found[node.id] = (exact(self.book.source["default_target"]), None, False)
            else:
                level, by, _ = found[node.above[-1] if node.above else self.book.whole.id]
                found[node.id] = (level, by, False)
        # A part of parts without a target of its own has what those of its parts come to, as its score does.
        for node in reversed(self.book.nodes.values()):
            if found[node.id][2] or not node.children:
                continue
            counted_ones = [one for one in node.children if self.values["as_answered"][one] is not None]
            children = counted_ones or list(node.children)
            weights = [
                self.book.nodes[one].weight if node.method == "weighted_mean" else Fraction(1) for one in children
            ]
            level = sum((found[one][0] * weight for one, weight in zip(children, weights, strict=True)), Fraction(0))
            dates = {found[one][1] for one in node.children}
            found[node.id] = (level / sum(weights), dates.pop() if len(dates) == 1 else None, False)
        return found

    def share_of_whole(self, part: str) -> Fraction:
        """Return what a part weighs in the whole, of what has a score."""
        node = self.book.nodes[part]
        if node.tier == 0:
            return Fraction(1)
        above = self.book.nodes[node.above[-1] if node.above else self.book.whole.id]
        values = self.values["as_answered"]
        weights = {
            one: self.book.nodes[one].weight if above.method == "weighted_mean" else Fraction(1)
            for one in above.children
            if values[one] is not None or one in self.blocked
        }
        total = sum(weights.values())
        return self.share_of_whole(above.id) * weights[part] / total if part in weights and total else Fraction(0)

    def spread(self, question: str) -> Fraction | None:
        numbers = self.numbers(question)
        if len(numbers) < 2:
            return None
        levels = self.book.levels
        step = (levels[-1] - levels[0]) / (len(levels) - 1)
        return mean([abs(number - mean(numbers)) for number in numbers]) / step

    def disputes(self, question: str) -> dict[str, str]:
        """Return the reasons for which people should talk, by kind; the limits are those of five levels."""
        assert len(self.book.levels) == 5
        numbers, spread = sorted(self.numbers(question)), self.spread(question)
        asides = [reply.aside for reply in self.replies[question] if reply.aside is not None]
        found = {}
        unsure = self.dont_know(question)
        if asides and (numbers or unsure > len(asides)):
            says = counted(len(asides), "person says", "people say")
            gave = counted(len(numbers), "gives a level", "give a level")
            if not numbers:
                gave = counted(unsure, "says", "say") + " don't know"
            found["applicability"] = f"{says} that it does not apply ({'; '.join(dict.fromkeys(asides))}), {gave}"
            if not self.named:
                others = "others give a level" if numbers else "others say don't know"
                found["applicability"] = f"some say that it does not apply, {others}"
        for at in range(2, len(numbers) - 1):
            low, high = numbers[:at], numbers[at:]
            if high[0] - low[-1] >= 2 and min(len(low), len(high)) * 4 >= len(numbers):
                below, above = by_hand(low[-1]), by_hand(high[0])
                found["two_camps"] = (
                    f"two camps: {len(low)} at {below} or lower, {len(high)} at {above} or higher, nobody between"
                    if self.named
                    else f"two camps: some at {below} or lower, others at {above} or higher, nobody between"
                )
                break
        if spread is not None and len(numbers) == 2 and numbers[1] - numbers[0] >= 2:
            apart = by_hand(numbers[1] - numbers[0])
            found["spread"] = f"two people, {apart} levels apart: {by_hand(numbers[0])} and {by_hand(numbers[1])}"
        elif spread is not None and len(numbers) > 2 and spread > Fraction(4, 5):
            again = spread > Fraction(6, 5)
            found["spread"] = (
                f"answers from {by_hand(numbers[0])} to {by_hand(numbers[-1])}, on average {shown(spread, 2)} levels "
                f"from their mean; more than {'1.2 means answering again' if again else '0.8 means talking about it'}"
            )
        return found
