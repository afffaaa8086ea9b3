"""What is wrong with evidence records: those of an answers file, or one that is just being noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from cxdna.answers.model import AnswersFile
from cxdna.definitions.document import Flaw
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.definitions.wording import suggesting
from cxdna.organisation.model import Evidence
from cxdna.statistics.display import long_date


def check_evidence(answers: AnswersFile, playbook: Playbook, questionnaire: Questionnaire) -> Iterator[Flaw]:
    """Yield unknown kinds, dates after the assessment, and cover of what the playbook and questionnaire do not have."""
    check = record_check(playbook, questionnaire, answers.assessment.date)
    for index, record in enumerate(answers.evidence):
        for where, what, do in check(record):
            yield ("evidence", index, *where), what, do


def record_check(
    playbook: Playbook, questionnaire: Questionnaire, closing: dt.date
) -> Callable[[Evidence], Iterator[Flaw]]:
    """Return what finds the flaws of one record, each with its place in the record; made once for many records."""
    kinds = [kind.id for kind in playbook.evidence.kinds]
    known = [*(question.id for question in questionnaire.questions), *(part.id for part, _ in playbook.walk())]
    nearest_kind, nearest_known = suggesting(kinds), suggesting(known)

    def check(record: Evidence) -> Iterator[Flaw]:
        if record.kind not in kinds:
            what = f"the playbook knows no kind of evidence '{record.kind}'"
            yield ("kind",), what, nearest_kind(record.kind)
        if record.date > closing:
            what = f"'{record.id}' is dated {long_date(record.date)}, after the assessment of {long_date(closing)}"
            yield ("date",), what, "mend the date, or leave it for the next assessment"
        for at, covered in enumerate(record.covers):
            if covered not in known:
                what = f"'{record.id}' covers '{covered}', which is neither a question nor a part"
                yield ("covers", at), what, nearest_known(covered)

    return check
