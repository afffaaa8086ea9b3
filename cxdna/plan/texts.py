"""The texts of a drafted action: from the finding and the template alone, with nothing that neither of them says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from cxdna.definitions.model import ActionTemplate, Kpi, Playbook, Question
from cxdna.plan.priority import Candidate
from cxdna.scores.model import QuestionScore, Scores
from cxdna.scores.suppose import Ground
from cxdna.scores.words import level_words
from cxdna.statistics.display import listed, shown
from cxdna.statistics.exact import exact

MOST_WORDS: Final = 2000
MOST_SENTENCE: Final = 400
MOST_QUOTED: Final = 240
MOST_NAMED: Final = 3
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"


def fitting(text: str, most: int) -> str:
    """Return text on one line, cut at a space where it is longer than what holds it."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + ELLIPSIS


def problem(given: Ground, candidate: Candidate, asked: Mapping[str, Question], *, with_counts: bool) -> str:
    """Say where the gap stands against its target, what people answered, and what else the action serves.

    How many chose which level is said `with_counts` alone: those of few people tell who said what.
    """
    scores, part = given.scores, given.scores.part(candidate.part)
    name = named(scores, asked, candidate.subject)
    basis = "" if scores.basis == "as_answered" else " as shown by evidence"
    sentences = [f"{name} stands at {shown(candidate.standing)}{basis}; the target is {shown(part.target)}."]
    if candidate.subject in asked:
        scored = scores.question(candidate.subject)
        sentences += _answers(scored, asked[candidate.subject], given.playbook) if with_counts else ()
        sentences += _evidence(scored, scores)
    if candidate.template.part:
        sentences += _whole(given, candidate, asked)
    elif part.id in candidate.closes:
        sentences.append(f"By this action alone {part.name} reaches its target.")
    return fitting(" ".join(sentences), MOST_WORDS)


def problem_now(given: Ground, subject: str, asked: Mapping[str, Question]) -> str:
    """Say where a gap stands by now that no template is proposed for any more, and what people answered."""
    scores = given.scores
    part = scores.part(asked[subject].part if subject in asked else subject)
    standing = given.standing(subject)
    basis = "" if scores.basis == "as_answered" else " as shown by evidence"
    reached = standing is not None and part.target is not None and standing >= part.target
    target = f"the target of {shown(part.target)} is reached" if reached else f"the target is {shown(part.target)}"
    sentences = [f"{named(scores, asked, subject)} stands at {shown(standing)}{basis}; {target}."]
    if subject in asked:
        scored = scores.question(subject)
        sentences += [*_answers(scored, asked[subject], given.playbook), *_evidence(scored, scores)]
    return fitting(" ".join(sentences), MOST_WORDS)


def named(scores: Scores, asked: Mapping[str, Question], name: str) -> str:
    """Return a question by its practice and number, a part by its name."""
    return f"{quoted(asked[name].practice)} ({name})" if name in asked else scores.part(name).name


def quoted(name: str) -> str:
    """Return a name that stands in a sentence and may be one itself."""
    return f"\N{LEFT SINGLE QUOTATION MARK}{name}\N{RIGHT SINGLE QUOTATION MARK}"


def _answers(scored: QuestionScore, question: Question, playbook: Playbook) -> Iterator[str]:
    given = [(value, count) for value, count in scored.distribution if count]
    people = sum(count for _, count in given)
    if not given:
        return
    often = max(given, key=lambda one: (one[1], -one[0]))
    text = _chosen(question, playbook, often[0])
    words = (
        f": \N{LEFT DOUBLE QUOTATION MARK}{fitting(text, MOST_QUOTED)}\N{RIGHT DOUBLE QUOTATION MARK}" if text else ""
    )
    if len(given) == 1:
        who = "The one person who gave a level" if people == 1 else f"All {people} who gave a level"
        yield f"{who} chose {level_words(often[0])}{words}{'' if words else '.'}"
        return
    each = listed(f"{count} chose {level_words(value)}" for value, count in given)
    yield f"Of {people} who gave a level, {each}."
    if words and [count for _, count in given].count(often[1]) == 1:
        yield f"Chosen most{words}"


def _chosen(question: Question, playbook: Playbook, value: Fraction) -> str:
    """Return the words of an answer."""
    if question.options:
        return next((one.text for one in question.options if exact(one.value) == value), "")
    steps = sorted(exact(level.value) for level in playbook.levels)
    return question.levels[steps.index(value)] if value in steps and len(question.levels) == len(steps) else ""


def _evidence(scored: QuestionScore, scores: Scores) -> Iterator[str]:
    answered, evident = scored.score.as_answered, scored.score.as_shown
    if answered is None or evident is None or answered == evident:
        return
    if scores.basis == "as_answered":
        yield f"Evidence shows {shown(evident)}."
    else:
        yield f"People answered {shown(answered)}."


def _whole(given: Ground, candidate: Candidate, asked: Mapping[str, Question]) -> Iterator[str]:
    """Yield which practices an action for a whole part serves, and how many below its level have one of their own."""
    part, level = given.scores.part(candidate.part), exact(candidate.template.to_level)
    values = [(value, one) for one in candidate.closes if one in asked and (value := given.standing(one)) is not None]
    values.sort(key=lambda each: each[0])
    below = [f"{named(given.scores, asked, one)} at {shown(value)}" for value, one in values]
    if candidate.subject != part.id:
        if below[1:]:
            yield f"The action also lifts {_first_few(below[1:])}."
        yield f"It is for {part.name} as a whole, which is further than these practices."
        return
    if below:
        yield f"Below {level_words(level)} in it: {_first_few(below)}."
    under = {one for one in part.questions if (value := given.standing(one)) is not None and value < level}
    apart = len(under - set(candidate.closes))
    own = "has an action of its own" if apart == 1 else "have actions of their own"
    yield f"The action is for {part.name} as a whole" + (f"; {apart} more below that level {own}." if apart else ".")


def _first_few(names: Sequence[str]) -> str:
    more = f", and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{listed(names[:MOST_NAMED])}{more}"


def risk(template: ActionTemplate, needs: Sequence[str], kpis: Mapping[str, Kpi]) -> str:
    """Return what can go wrong as library and plan tell it: what usually does, a late start, harm done elsewhere."""
    sentences = [template.risk] if template.risk else []
    sentences += [f"It starts late if {listed(needs)} {'is' if len(needs) == 1 else 'are'} late."] if needs else []
    outcome = kpis.get(template.kpis[0])
    counter = kpis.get(outcome.counter) if outcome else None
    if outcome and counter:
        sentences.append(f"{quoted(outcome.name)} can be improved by harm elsewhere: watch {quoted(counter.name)}.")
    return fitting(" ".join(sentences), MOST_WORDS)


def held_back(given: Ground, part: str, level: Fraction, standing: Fraction | None) -> str:
    """Return why an action is held back."""
    name = given.scores.part(part).name
    if standing is None:
        return f"it needs {name} at {level_words(level)} first, which has no score yet"
    return (
        f"it needs {name} at {level_words(level)} first, now at {shown(standing)}, and no action here brings it there"
    )
