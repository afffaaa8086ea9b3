"""What is wrong with the evidence records of an answers file."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.answers.model import AnswersFile
from cxdna.definitions.document import Flaw
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.definitions.wording import suggesting


def check_evidence(answers: AnswersFile, playbook: Playbook, questionnaire: Questionnaire) -> Iterator[Flaw]:
    """Yield unknown kinds, dates after the assessment, and cover of what the playbook and questionnaire do not have."""
    kinds = [kind.id for kind in playbook.evidence.kinds]
    known = [*(question.id for question in questionnaire.questions), *(part.id for part, _ in playbook.walk())]
    nearest_kind, nearest_known = suggesting(kinds), suggesting(known)
    closing = answers.assessment.date
    for index, record in enumerate(answers.evidence):
        where = ("evidence", index)
        if record.kind not in kinds:
            what = f"the playbook knows no kind of evidence '{record.kind}'"
            yield (*where, "kind"), what, nearest_kind(record.kind)
        if record.date > closing:
            what = f"'{record.id}' is dated {record.date}, after the assessment of {closing}"
            yield (*where, "date"), what, "mend the date, or leave it for the next assessment"
        for at, covered in enumerate(record.covers):
            if covered not in known:
                what = f"'{record.id}' covers '{covered}', which is neither a question nor a part"
                yield (*where, "covers", at), what, nearest_known(covered)
