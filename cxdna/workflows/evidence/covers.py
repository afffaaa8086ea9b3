"""What people write for kinds of evidence and for what it covers -> the ids that records hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cxdna.definitions.model import EvidenceKind, Playbook, Questionnaire
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.statistics.display import counted
from cxdna.workflows.find_part import part_names


def find_kind(playbook: Playbook, word: str) -> str:
    """Return the id of a kind of evidence by its id, its name or the start of that.

    Raises `UserError` with the nearest there is.
    """
    wanted = " ".join(word.casefold().split())
    kinds = playbook.evidence.kinds
    for kind in kinds:
        if wanted in {kind.id.casefold(), kind.name.casefold()}:
            return kind.id
    begun = [kind.id for kind in kinds if wanted and kind.name.casefold().startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    raise UserError(
        f"the playbook knows no kind of evidence '{shortened(word)}'", meant(word, [kind.id for kind in kinds])
    )


def kind_lines(playbook: Playbook) -> Iterator[str]:
    """Yield each kind of evidence with what it counts as and how long it stays fresh."""
    width = max(len(kind.id) for kind in playbook.evidence.kinds)
    for kind in playbook.evidence.kinds:
        yield f"  {kind.id.ljust(width)}  {kind.name}: {_use(kind)}, for {counted(kind.fresh_months, 'month')}"


def _use(kind: EvidenceKind) -> str:
    return f"counts as {kind.counts_as.replace('_', ' ')}"


def find_covered(playbook: Playbook, questionnaire: Questionnaire, word: str) -> str:
    """Return the id of a question or part by its id, number or name. Raises `UserError` with the nearest there is."""
    names = {one.casefold(): found for one, found in part_names(playbook).items() if found != playbook.id}
    for question in questionnaire.questions:
        names[question.id.casefold()] = question.id
        names.setdefault(question.id.casefold().removeprefix("q"), question.id)
        names.setdefault(question.practice.casefold(), question.id)
    found = names.get(" ".join(word.casefold().replace("_", " ").split()))
    if found is None:
        known = [*(part.id for part, _ in playbook.walk()), *(one.id for one in questionnaire.questions)]
        near = meant(word, known)
        do = near if near.startswith("did you mean") else "list what there is with: cxdna evidence add --covers ?"
        raise UserError(f"there is no question and no part '{shortened(word)}' to cover", do)
    return found


def split_covers(words: Iterable[str]) -> tuple[str, ...]:
    """Return what is named with commas between, or one by one."""
    return tuple(dict.fromkeys(one.strip() for word in words for one in word.split(",") if one.strip()))


def cover_lines(playbook: Playbook, questionnaire: Questionnaire) -> Iterator[str]:
    """Yield what evidence can cover: each part, and beneath it its questions."""
    for part, above in playbook.walk():
        yield f"{'  ' * (len(above) + 1)}{part.id}  {part.name}"
        for question in questionnaire.questions:
            if question.part == part.id:
                yield f"{'  ' * (len(above) + 2)}{question.id}  {question.practice}"
