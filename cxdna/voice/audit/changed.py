"""What changed between the files of a survey: rows that disappeared, wording, scales and the effect of weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

from cxdna.statistics.display import counted, listed, long_month, shown
from cxdna.statistics.weights import design_effect
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.waves import ENOUGH
from cxdna.voice.counts.model import MILLION, NO_MONTH
from cxdna.voice.model import Fielded, SurveyFile
from cxdna.voice.survey.model import Month, Survey
from cxdna.voice.windows import first_day

DOUBLED: Final = 2
_MOST_TOLD: Final = 6


def changes(
    fielded: Fielded, withdrawn: Sequence[SurveyFile] = (), versions: Mapping[str, Survey] | None = None
) -> Iterator[Found]:
    """Yield what differs between files.

    `withdrawn` are those that were counted once and are not any more, `versions` the states of surveys by their hashes.
    """
    yield from lost_rows(fielded, withdrawn)
    yield from rules(fielded, versions or {})


def lost_rows(fielded: Fielded, withdrawn: Sequence[SurveyFile]) -> Iterator[Found]:
    """Yield months of which fewer answers count than a file had that was taken out, and months in two files.

    A month of which nothing is left was taken out as a whole, such as a file that was added by mistake: a remark.
    """
    now = sum((Counter(_by_month(file)) for file in fielded.files), Counter[Month]())
    fewer: list[str] = []
    gone: list[str] = []
    for file in withdrawn:
        there = _by_month(file)
        for month in sorted(there):
            # The last month of a file may have been open when it was written.
            if month in now and now[month] < there[month] and month < max(there):
                fewer.append(f"{_month(month)}: {there[month]:,} answers in {file.name}, {now[month]:,} count now")
            elif month not in now:
                gone.append(f"{_month(month)}: {there[month]:,} answers in {file.name}, which was taken out")
    if fewer:
        found = f"{counted(len(fewer), 'month')} lost answers between two files"
        yield Found(check="late_deletion", result="finding", found=found, where=tuple(fewer[:_MOST_TOLD]))
    if gone:
        found = f"{counted(len(gone), 'month')} of files that were taken out are in no other"
        yield Found(check="late_deletion", result="remark", found=found, where=tuple(gone[:_MOST_TOLD]))
    yield from _twice(fielded)


def _twice(fielded: Fielded) -> Iterator[Found]:
    where = tuple(
        f"{_month(month)}: {one.name} and {other.name}"
        for one, other in combinations(sorted(fielded.files, key=lambda file: file.added), 2)
        for month in sorted(_by_month(one).keys() & _by_month(other).keys())
    )
    if where:
        found = f"{counted(len(where), 'month')} stand in two files that both count: answers may count twice"
        yield Found(check="duplicates", result="remark", found=found, where=where[:_MOST_TOLD])


def _month(month: Month) -> str:
    return long_month(first_day(month))


def _by_month(file: SurveyFile) -> Mapping[Month, int]:
    found: Counter[Month] = Counter()
    for cell in file.counts.cells:
        if not cell.cut and cell.month != NO_MONTH:
            found[cell.month] += cell.n
    return found


def rules(fielded: Fielded, versions: Mapping[str, Survey]) -> Iterator[Found]:
    """Yield changed versions of the survey, changed scales, and weights whose effect doubled between waves."""
    unchanged = True
    if where := _reworded(fielded, versions):
        unchanged = False
        found = "the wording, a scale or the rules of weighting changed between files"
        yield Found(check="changed_rules", result="remark", found=found, where=where)
    for one in fielded.survey.questions:
        if one.earlier:
            unchanged = False
            ends = listed(f"until {each.until} {each.scale.low} to {each.scale.high}" for each in one.earlier)
            found = f"the scale of {one.id} changed ({ends})" + (": no bridge is stated" if not one.bridge else "")
            yield Found(check="changed_rules", result="remark" if one.bridge else "finding", found=found)
    effects = _effects(fielded)
    if effects and max(effects.values()) >= DOUBLED * min(effects.values()):
        unchanged = False
        where = tuple(f"{wave}: effect of weights {shown(effect, 2)}" for wave, effect in effects.items())
        found = "the effect of weights doubled between waves"
        yield Found(check="changed_rules", result="finding", found=found, where=where)
    if unchanged:
        weights = "weights have the same effect in all waves" if effects else "nothing is weighted"
        found = f"one wording and one scale for each question, and {weights}"
        yield Found(check="changed_rules", result="clear", found=found)


def _reworded(fielded: Fielded, versions: Mapping[str, Survey]) -> tuple[str, ...]:
    """Return the files that were counted by a survey that asked otherwise than the present one; "" for none.

    Where a version is not known, another hash has to do: what changed cannot be told then.
    """
    hashes = {file.survey_hash for file in fielded.files}
    if len(hashes) < 2 and (not versions or not hashes <= versions.keys()):  # noqa: PLR2004 - one is like itself
        return ()
    found = []
    for file in fielded.files:
        version = versions.get(file.survey_hash)
        if version is None:
            found.append(f"{file.name}: version {file.survey_hash[:8]} of the survey")
        elif _asked(version) != _asked(fielded.survey):
            found.append(f"{file.name}: questions, scales or weights were others than now")
    return tuple(found)


def _asked(survey: Survey) -> object:
    """Return what customers were asked, and by what their answers weigh."""
    questions = tuple((one.id, one.text, one.scale, one.earlier) for one in survey.questions)
    return questions, survey.columns.weight


def _effects(fielded: Fielded) -> Mapping[str, Fraction]:
    """Return Kish's design effect of each wave with enough answers; nothing where answers weigh alike."""
    sums: dict[str, list[int]] = {}
    for cell in fielded.cells:
        if not cell.cut and cell.standing == "counted":
            held = sums.setdefault(cell.wave, [0, 0, 0])
            for at, value in enumerate((cell.n, cell.weight, cell.squares)):
                held[at] += value
    effects = {
        wave: design_effect(n, Fraction(weight, MILLION), Fraction(squares, MILLION * MILLION))
        for wave, (n, weight, squares) in sorted(sums.items())
        if n >= ENOUGH and weight
    }
    return effects if any(effect != 1 for effect in effects.values()) else {}
