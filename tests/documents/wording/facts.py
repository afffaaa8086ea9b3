"""What a report may state about an assessment: gaps, strengths, change, panel and groups, recomputed from the files."""

import copy
from collections.abc import Callable, Collection
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from pathlib import Path

from tests.documents.wording.ahead import Ahead
from tests.documents.wording.display import MONTHS, by_hand, counted, seen, shown
from tests.documents.wording.kept import hidden
from tests.documents.wording.recompute import Book, Question, Scored, Yaml, library, load, questions_of

SMALLEST_PANEL = 5


class Assessment:
    """One answers file with its playbook and its questionnaire: those beside it, else those of the project."""

    def __init__(self, path: Path, root: Path) -> None:
        self.answers = load(path)
        plan = path.with_name("plan.yaml")
        self.plan: Yaml = load(plan) if plan.exists() else {}
        asked = self._definition(path.parent, root, "questionnaires", self.answers["assessment"]["questionnaire"])
        self.playbook = asked["playbook"]
        self.book = Book(self._definition(path.parent, root, "playbook", self.playbook))
        self.questions = questions_of(asked)
        self.scored = Scored(self.answers, self.book, self.questions)

    def _definition(self, beside: Path, root: Path, folder: str, name: str) -> Yaml:
        return next(load(file) for place in (beside, root) if (file := place / folder / f"{name}.yaml").is_file())


class Facts:
    """Everything about one assessment and, where there is one, an earlier one."""

    def __init__(self, now: Path, before: Path | None, root: Path) -> None:
        self.assessment = Assessment(now, root)
        self.earlier = Assessment(before, root) if before else None
        self.answers, self.book, self.scored = self.assessment.answers, self.assessment.book, self.assessment.scored
        self.basis: str = self.answers["assessment"]["basis"]
        self.actions = {one["id"]: one for one in library(root, "actions")}
        self.kpis: list[Yaml] = library(root, "kpis")

    # The assessment itself

    def value(self, one: str) -> Fraction | None:
        """Return the score of a part or question on the basis of the assessment."""
        return self.scored.values[self.basis][one]

    def known(self, ones: Collection[str]) -> dict[str, Fraction]:
        return {one: value for one in ones if (value := self.value(one)) is not None}

    @property
    def leaves(self) -> list[str]:
        return [node.id for node in self.book.leaves]

    def name(self, part: str) -> str:
        return self.book.nodes[part].name

    def question(self, question: str) -> Question:
        return self.scored.questions[question]

    def reason(self, action: Yaml) -> str:
        """Return why an action is worth doing: why its question is asked, or what its part is for."""
        return self.question(action["question"]).why if "question" in action else self.book.nodes[action["part"]].aim

    @cached_property
    def ahead(self) -> Ahead:
        """Return what the plan leads to."""
        return Ahead(self.assessment.plan, self.scored, self.basis, self.assessment.questions)

    @property
    def decisions(self) -> list[Yaml]:
        return list(self.assessment.plan.get("decisions", ()))

    @property
    def decided(self) -> list[Yaml]:
        """Return the decisions that were asked for with the assessment before."""
        return list(self.earlier.plan.get("decisions", ())) if self.earlier else []

    def target(self, part: str) -> Fraction:
        return self.scored.targets[part][0]

    def targets_come_to(self, part: str) -> Fraction:
        """Return what the targets of the parts of a part come to, of those that have a score, by its own method."""
        node, nodes = self.book.nodes[part], self.book.nodes
        values = self.scored.values["as_answered"]
        children = [one for one in node.children if values[one] is not None] or list(node.children)
        weights = [nodes[one].weight if node.method == "weighted_mean" else Fraction(1) for one in children]
        level = sum((self.target(one) * weight for one, weight in zip(children, weights, strict=True)), Fraction(0))
        return level / sum(weights)

    def gap(self, part: str) -> Fraction | None:
        value = self.value(part)
        return None if value is None else max(self.target(part) - value, Fraction(0))

    @cached_property
    def gaps(self) -> dict[str, Fraction]:
        """Return the share of all gaps that each part below its target holds, largest first."""
        weighed = {part: gap * self.scored.share_of_whole(part) for part in self.leaves if (gap := self.gap(part))}
        total = sum(weighed.values(), Fraction(0))
        ranked = sorted(weighed, key=lambda part: (-weighed[part], -(self.gap(part) or 0)))
        return {part: weighed[part] / total for part in ranked}

    @cached_property
    def strengths(self) -> list[str]:
        """Return the parts that hold: high enough, above the lowest, and none of the three largest gaps."""
        known = self.known(self.leaves)
        largest = list(self.gaps)[:3]

        def holds(part: str) -> bool:
            value = known[part]
            enough = value >= self.book.levels[1] and value > min(known.values())
            met = value >= self.target(part) or value >= self.book.levels[len(self.book.levels) // 2]
            return enough and met and part not in largest

        return sorted((part for part in known if holds(part)), key=lambda part: -known[part])

    @cached_property
    def claims(self) -> list[str]:
        """Return the questions answered above what their evidence shows, the furthest above first."""
        answered, proved = (self.scored.values[basis] for basis in ("as_answered", "as_shown"))
        above = {
            one: high - low
            for one in self.scored.questions
            if (high := answered[one]) is not None and (low := proved[one]) is not None and low < high
        }
        return sorted(above, key=lambda one: -above[one])

    def why_unproved(self, question: str) -> str:
        records = self.scored.evidence(question)
        against = [f"{record.title}: {record.problem}" for record in records if record.problem]
        if not records:
            against = ["no evidence is recorded"]
        elif not all(record.problem for record in records):
            against.append(f"the evidence supports level {by_hand(self.scored.supports(question))}")
        return "; ".join([*against, self.scored.next_needs(question)])

    @cached_property
    def disputed(self) -> list[str]:
        """Return the disputed questions, the furthest apart first."""
        found = [one for one in self.scored.questions if self.scored.disputes(one)]
        return sorted(found, key=lambda one: -(self.scored.spread(one) or Fraction(0)))

    def level_text(self, question: str) -> str:
        """Return the text of the level that a question has completed."""
        value = self.value(question)
        assert value is not None, f"{question} has no score"
        return self.question(question).levels[self.book.reached(value)].rstrip(".")

    def practices(self, part: str) -> dict[str, Fraction]:
        return self.known(self.scored.inside(part))

    def states(self, part: str) -> list[str]:
        return [self.scored.state(one) for one in self.scored.inside(part)]

    # Between two assessments

    @cached_property
    def not_comparable(self) -> dict[str, str]:
        """Return the questions that cannot be compared, each with the reason."""
        assert self.earlier is not None
        before = {one.id: one for one in self.earlier.questions}
        reasons = {}
        for one in self.assessment.questions:
            then = before.pop(one.id, None)
            if then is None and one.stands_for:
                # The cases here let all answers carry over, and to such questions everybody has answered.
                for earlier in one.stands_for:
                    before.pop(earlier)
            elif then is None:
                reasons[one.id] = "new question"
            elif one.text.split() != then.text.split():
                reasons[one.id] = "wording changed"
            elif [text.split() for text in one.levels] != [text.split() for text in then.levels]:
                reasons[one.id] = "answers to choose from changed"
            else:
                words = {"not_applicable": "not applicable", "unanswered": "not answered", "hidden": "not asked"}
                words["withheld"] = "kept confidential"
                for scored, when in ((self.earlier.scored, "last time"), (self.scored, "this time")):
                    if (state := scored.state(one.id)) != "scored":
                        reasons[one.id] = f"{words[state]} {when}"
                        break
        return reasons | dict.fromkeys(before, "no longer asked")

    @property
    def asked(self) -> int:
        """Return how many questions this assessment asks of the organisation."""
        return sum(self.scored.state(one.id) != "hidden" for one in self.assessment.questions)

    @cached_property
    def comparable(self) -> list[str]:
        return [one.id for one in self.assessment.questions if one.id not in self.not_comparable]

    @cached_property
    def stood_for(self) -> dict[str, str]:
        """Return by question the earlier one it is compared with in its place: the lowest of those it stands for."""
        assert self.earlier is not None
        values = self.earlier.scored.values[self.basis]
        known = {one: value for one, value in values.items() if value is not None}
        return {
            one.id: min(one.stands_for, key=known.__getitem__) for one in self.assessment.questions if one.stands_for
        }

    @cached_property
    def carried_over(self) -> Yaml:
        """Return the earlier answers and evidence, once more under the questions that stand for earlier ones."""
        assert self.earlier is not None
        answers: Yaml = copy.deepcopy(self.earlier.answers)
        for one, earlier in self.stood_for.items():
            for sheet in answers["sheets"]:
                sheet["answers"] |= {one: sheet["answers"][earlier]} if earlier in sheet["answers"] else {}
            for record in answers["evidence"]:
                record["covers"] = [*record.get("covers", ()), *((one,) if earlier in record.get("covers", ()) else ())]
        return answers

    def _pair(self, questions: Collection[str], people: Collection[str] | None) -> tuple[Scored, Scored]:
        assert self.earlier is not None
        asked = [one for one in self.assessment.questions if one.id in questions]
        before = Scored(self.carried_over, self.book, asked, people)
        return before, Scored(self.answers, self.book, asked, people)

    @cached_property
    def compared(self) -> tuple[Scored, Scored]:
        return self._pair(self.comparable, None)

    @cached_property
    def people(self) -> tuple[set[str], set[str]]:
        """Return who answered last time and who answered this time."""
        assert self.earlier is not None
        return set(self.earlier.scored.sheets), set(self.scored.sheets)

    @cached_property
    def panel(self) -> tuple[Scored, Scored] | None:
        """Return the scores of those who answered both times, on what they scored both times; None if they are few."""
        both = self.people[0] & self.people[1]
        if self.panel_kept or len(both) < SMALLEST_PANEL:
            return None
        pair = self._pair(self.comparable, both)
        scored = [one for one in self.comparable if all(side.state(one) == "scored" for side in pair)]
        return self._pair(scored, both)

    @cached_property
    def panel_kept(self) -> str:
        """Return why it is kept confidential who answered both times, if it is."""
        assert self.earlier is not None
        modes = {one.answers["assessment"].get("mode", "named") for one in (self.assessment, self.earlier)}
        if "anonymous" in modes:
            return "answers cannot be matched to last year's people"
        before, now = self.people
        sizes = (len(before & now), len(before - now), len(now - before))
        if modes != {"named"} and any(hidden({"both": sizes[0], "once": once}) for once in sizes[1:]):
            return "kept confidential, as a group of fewer than 5 would show"
        return ""

    def moved(self, one: str, pair: tuple[Scored, Scored] | None = None) -> Fraction | None:
        """Return the change of a part or question, on comparable questions, among all or among a panel."""
        before, now = (side.values[self.basis].get(one) for side in pair or self.compared)
        return None if before is None or now is None else now - before

    def before_on_its_own(self, part: str) -> Fraction | None:
        """Return what the earlier assessment scored for a part, on its own questions."""
        if self.earlier is None:
            return None
        of = self.earlier.book.whole.id if part == self.book.whole.id else part
        return self.earlier.scored.values[self.basis].get(of)

    def before_on_the_same(self, part: str) -> Fraction | None:
        """Return the earlier score of a part where both assessments rest on the same questions."""
        before, now = self.before_on_its_own(part), self.value(part)
        if before is None or now is None:
            return None
        on_the_same = tuple(side.values[self.basis].get(part) for side in self.compared)
        return before if on_the_same == (before, now) else None

    def ways(self, way: int | None) -> list[str]:
        """Return the parts that hold questions and moved that way: 1, -1, 0, or None where nothing can be compared."""
        return [part for part in self.leaves if seen(self.moved(part)) == way]

    def called(self, which: str) -> str:
        """Return what this or the earlier assessment is called in tables: its year, with the month if both have one."""
        dates = [one.answers["assessment"]["date"] for one in (self.assessment, self.earlier) if one]
        if which == "before" and len(dates) == 1:
            return ""
        date = dates[0 if which == "now" else 1]
        same = len(dates) == 2 and dates[0].year == dates[1].year
        return f"{MONTHS[date.month - 1][:3]} {date.year}" if same else str(date.year)

    # Between role groups

    @cached_property
    def groups(self) -> dict[str, Scored]:
        """Return the scores of each role group of which somebody answered."""
        found = {}
        for group in dict.fromkeys(one["group"] for one in self.answers["respondents"]):
            scored = self._of_group(group, self.assessment.questions)
            if scored.people:
                found[group] = scored
        return found

    @cached_property
    def people_by_group(self) -> dict[str, int]:
        """Return how many of each role group answered; groups whose size is hidden are put together."""
        sizes = {group: len(scored.sheets) for group, scored in self.groups.items() if scored.people > 0}
        hidden = [group for group, scored in self.groups.items() if scored.people < 0]
        if self.scored.people < 0:
            return {"All role groups together": 1}
        if hidden:
            name = " and ".join([", ".join(hidden[:-1]), hidden[-1]]) + " together"
            sizes[name if sizes else "All role groups together"] = len(self.scored.sheets) - sum(sizes.values())
        return sizes

    def by_group(self, part: str) -> dict[str, Fraction]:
        values = {group: scored.values["as_answered"][part] for group, scored in self.groups.items()}
        return {group: value for group, value in values.items() if value is not None}

    @cached_property
    def pairs_of_groups(self) -> list[dict[str, Scored]]:
        """Return every two role groups, both scored on the questions alone that both have a score of."""
        found = []
        for one, other in combinations(self.groups, 2):
            sides = [self.groups[one], self.groups[other]]
            both = [ask for ask in self.assessment.questions if all(side.state(ask.id) == "scored" for side in sides)]
            found.append({group: self._of_group(group, both) for group in (one, other)})
        return found

    def _of_group(self, group: str, questions: list[Question]) -> Scored:
        people = {one["id"] for one in self.answers["respondents"] if one["group"] == group}
        return Scored(self.answers, self.book, questions, people, group)

    def apart(self, part: str) -> dict[str, Fraction]:
        """Return the two role groups that lie furthest apart on two questions or more that both answered."""
        found: dict[str, Fraction] = {}
        for pair in self.pairs_of_groups:
            values = {group: scored.values["as_answered"][part] for group, scored in pair.items()}
            known = {group: value for group, value in values.items() if value is not None}
            shared = len(next(iter(pair.values())).inside(part))
            if shared >= 2 and len(known) == 2 and (not found or _range(known) > _range(found)):
                found = known
        return found

    def shared(self, part: str) -> list[str]:
        """Return the questions that the two role groups furthest apart both answered."""
        pair = next(pair for pair in self.pairs_of_groups if pair.keys() == self.apart(part).keys())
        return next(iter(pair.values())).inside(part)

    def span(self, part: str) -> Fraction | None:
        """Return how far apart the role groups lie."""
        return _range(self.apart(part)) if self.apart(part) else None

    def people_in(self, group: str, questions: Collection[str]) -> int:
        """Return how many of a role group gave a number to one of these questions."""
        replies = self.groups[group].replies
        return len({reply.person for one in questions for reply in replies[one] if reply.value is not None})

    def rests_on_little(self, group: str, part: str) -> str:
        """Return why a role group's score of a part says little."""
        scored = self.groups[group]
        states = [scored.state(one) for one in scored.inside(part)]
        people = self.people_in(group, scored.inside(part)) if scored.named else 0
        few = {1: ["one person"], 2: ["two people"]}.get(people, [])
        one = ["one question"] if states.count("scored") == 1 and len(states) - states.count("hidden") > 1 else []
        return f"rests on {', '.join(few + one)}" if few or one else ""

    # What rests on few

    @property
    def who_answered(self) -> str:
        people = self.scored.people
        if people < 0:
            return "Fewer than five people answered"
        sketch = "A sketch: " if 0 < people < 5 else ""
        return f"{sketch}{counted(people, 'person', 'people')} answered"

    def part_rests_on(self, part: str) -> str:
        """Return on how few people's answers a part rests; where they are not named, few are not shown."""
        inside = self.scored.inside(part)
        replies = self.scored.replies
        people = {reply.person for one in inside for reply in replies[one] if reply.value is not None}
        few = {1: "rests on one person's answers", 2: "rests on two people's answers"}
        return few.get(len(people), "") if self.scored.named else ""

    def question_rests_on(self, question: str) -> str:
        few = {1: "rests on one answer", 2: "rests on two answers"}
        return few.get(len(self.scored.numbers(question)), "") if self.scored.named else ""

    def widest(self) -> list[str]:
        """Return the parts in which the role groups lie furthest apart, as far as a reader sees it."""
        spans = {part: span for part in self.leaves if (span := self.span(part)) is not None}
        most = shown(max(spans.values(), default=Fraction(0)))
        return [part for part, span in spans.items() if shown(span) == most]


def _range(values: dict[str, Fraction]) -> Fraction:
    return max(values.values()) - min(values.values())


def extreme(values: dict[str, Fraction], which: Callable[[Collection[Fraction]], Fraction]) -> list[str]:
    """Return all that print as the highest (`max`) or the lowest (`min`) does."""
    end = shown(which(values.values()))
    return [one for one, value in values.items() if shown(value) == end]
