"""What a reader of a closed assessment would ask about: told before it is closed, while it can still be mended."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from cxdna.answers.model import DONT_KNOW
from cxdna.findings.out_of_sight import out_of_sight, out_of_sight_words
from cxdna.privacy.suppress import MINIMUM
from cxdna.scores.model import Scores
from cxdna.statistics.display import counted, listed, long_date
from cxdna.store.latest import answers_that_hold
from cxdna.workflows.current import Current, assessed, figures_may_be_seen, gather
from cxdna.workflows.evidence.carry_over import offered
from cxdna.workflows.evidence.check import check_kept
from cxdna.workflows.targets import scores_so_far

NAMED: Final = 6


def warnings(now: Current, date: dt.date, today: dt.date) -> tuple[str, ...]:
    """Return every gap as a sentence. What people answered is in it where it may be seen."""
    about = (*_people(now, date), *_difference(now), *_kept_confidential(now))
    questions = _questions(assessed(now, date).scores) if figures_may_be_seen(now) else ()
    return (*about, *questions, *_evidence(now, date, today), *_targets(now, date))


def _people(now: Current, date: dt.date) -> Iterator[str]:
    answers = gather(now, date)
    answered = {sheet.respondent for sheet in answers.sheets}
    missing = [person for person in answers.respondents if person.id not in answered]
    if missing and now.assessment.mode == "named":
        have = "has" if len(missing) == 1 else "have"
        yield f"{_some(person.name for person in missing)} {have} not answered."
    elif missing:
        yield f"{counted(len(missing), 'person', 'people')} asked, without an answer so far."
    if len(answered) == 1:
        yield "One person answered: a sketch, not a verdict."


def _difference(now: Current) -> Iterator[str]:
    """Yield that the figures of two closings, held side by side, would tell what a few people answered between them."""
    closings = now.store.closings(now.assessment.id)
    if not closings or now.assessment.mode == "named":
        return
    changed = {one.sheet for one in now.store.answers(now.assessment.id) if one.seq > closings[-1].seq}
    if 0 < len(changed) < MINIMUM:
        yield (
            f"Fewer than {MINIMUM} people have answered since it was closed on {long_date(closings[-1].date)}: whoever "
            "holds the figures of then beside the new ones can tell what they said."
        )


def _kept_confidential(now: Current) -> Iterator[str]:
    """Yield how many questions have answers, but of too few people to go into any score."""
    if now.assessment.mode == "named":
        return
    given = answers_that_hold(now.store.answers(now.assessment.id))
    numbers = Counter(question for (_, question), one in given.items() if one.said.value not in {None, DONT_KNOW})
    few = sum(count < MINIMUM for count in numbers.values())
    if few:
        have = "has" if few == 1 else "have"
        yield (
            f"{few} of {counted(len(numbers), 'question')} that people answered {have} fewer than {MINIMUM} answers "
            "and will be left out of every score: ask more people first (cxdna invite)."
        )


def _questions(scores: Scores) -> Iterator[str]:
    unanswered = [one.id for one in scores.questions if one.state == "unanswered"]
    if unanswered:
        yield f"{counted(len(unanswered), 'question')} without a number: {_some(unanswered)}."
    disputed = [one.id for one in scores.questions if one.disputes]
    if disputed:
        yield f"{counted(len(disputed), 'question')} in dispute: {_some(disputed)}."
    claims = [
        one.id
        for one in scores.questions
        if one.score.as_answered is not None
        and one.score.as_shown is not None
        and one.score.as_answered > one.score.as_shown
    ]
    if claims:
        yield f"{counted(len(claims), 'question')} answered above what evidence shows: {_some(claims)}."


def _evidence(now: Current, date: dt.date, today: dt.date) -> Iterator[str]:
    records = gather(now, date).evidence
    if not records:
        yield "There is no evidence: every level above what can be shown without it rests on words alone."
    wrong: dict[str, list[str]] = {}
    for found in check_kept(now, today).found:
        if found.wrong and found.record and found.matter != "nowhere":
            wrong.setdefault(found.what, []).append(found.record)
    for what, named in wrong.items():
        yield f"{_some(named)}{', each of them' if len(named) > 1 else ''}: {what}."
    scores = scores_so_far(now, date)
    unseen = [record.id for record in records if out_of_sight(scores, [record])]
    if unseen:
        yield f"{out_of_sight_words(len(unseen))}: {_some(unseen)}."
    late = [record.id for record in records if record.date > date]
    if late:
        yield f"Evidence dated after {long_date(date)} does not count: {_some(late)}."
    waiting = [one.record.id for one in offered(now, today)]
    if waiting:
        records_ = counted(len(waiting), "record")
        yield f"{records_} of the assessment before, not confirmed and so not counted: {_some(waiting)}."


def _targets(now: Current, date: dt.date) -> Iterator[str]:
    if not gather(now, date).targets:
        yield f"No target was set: the playbook's {now.playbook.default_target:g} stands for every part without one."


def _some(names: Iterable[str]) -> str:
    every = list(names)
    more = [f"{len(every) - NAMED} more"] if len(every) > NAMED else []
    return listed([*every[:NAMED], *more])
