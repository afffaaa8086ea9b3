"""Award years in a row, and the distinction that five of them, training and a review may earn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from cxdna.statistics.display import counted, listed, percent
from cxdna.voice.award.checklist import DISTINCTION
from cxdna.voice.award.model import Line
from cxdna.voice.award.source_lines import answers_for, checklist_line
from cxdna.voice.award.training import FEW, Coverage, coverage_in_words, coverage_of
from cxdna.voice.model import AwardYear, Voice

IN_A_ROW: int = 5


def award_years(years: Iterable[AwardYear], unit: str = "") -> tuple[int, ...]:
    """Return the years whose results were awarded, of the company or of a unit, the earliest first."""
    wanted = unit.casefold()
    return tuple(sorted({one.data_year for one in years if not one.withdrawn and one.unit.casefold() == wanted}))


def consecutive(years: Iterable[int], until: int) -> int:
    """Return how many award years in a row there are up to a year, or where that has none, up to the one before."""
    held = set(years)
    last = until if until in held else until - 1
    count = 0
    while last - count in held:
        count += 1
    return count


def distinction_lines(voice: Voice, year: int, unit: str, today: dt.date) -> Iterator[Line]:
    """Yield what the distinction asks for: five award years in a row, training, and a review of the strategy."""
    yield _in_a_row(voice, year, unit)
    answers = answers_for(voice, year)
    for asked in DISTINCTION:
        line = checklist_line(asked, answers.get(asked.id), year)
        yield _with_register(line, voice, today) if asked.id == "relationship_training" else line


def _in_a_row(voice: Voice, year: int, unit: str) -> Line:
    years = award_years(voice.award_years, unit)
    run = consecutive(years, year)
    enough = run >= IN_A_ROW
    known = listed(map(str, years)) or "none"
    found = f"{counted(run, 'award year')} in a row up to {year if year in years else year - 1}"
    found = found if years else "no award year is noted"
    gap = "" if enough else f"{counted(IN_A_ROW - run, 'more award year')}, or those not noted yet"
    return Line(
        id="five_years",
        rule="Five award years in a row",
        found=found,
        # Years that are noted and not in a row show that it does not hold; an empty register shows nothing.
        verdict="pass" if enough else "fail" if years else "not proved",
        figures=(("award years", known), ("in a row", str(run)), ("in all", str(len(years)))),
        missing=gap,
        command="" if enough else "cxdna award year add YEAR",
        source=("register of award years",) if years else (),
    )


def _with_register(line: Line, voice: Voice, today: dt.date) -> Line:
    """Add what the training register shows; a yes that it does not bear out gets a remark."""
    coverage = coverage_of(voice.training, voice.facing, today)
    figures = (("training register", coverage_in_words(coverage)),)
    if line.verdict == "pass" and not coverage.trained:
        found = f"{line.found}; the training register has no valid training"
        return msgspec.structs.replace(line, verdict="pass with remarks", found=found, figures=figures)
    missing = _without_training(coverage) if line.verdict == "not proved" and coverage.trained else line.missing
    return msgspec.structs.replace(line, figures=figures, missing=missing)


def _without_training(coverage: Coverage) -> str:
    """Return what is missing where the register shows trainings: whom it does not show, and what proves the rest."""
    proof = "a yes with its evidence: curriculum and attendance"
    if coverage.share is None or coverage.facing is None:
        return f"the share that is trained, as {coverage.why}; and {proof}"
    left = coverage.facing - coverage.trained
    if not left:
        return f"{proof}; the register shows everybody trained"
    people = (
        f"{left:,} of {counted(coverage.facing, 'person', 'people')} who {'deals' if coverage.facing == 1 else 'deal'}"
    )
    share = f" ({percent(1 - coverage.share)})" if coverage.facing >= FEW else ""
    return f"a valid training of {people} with customers{share}; and {proof}"
