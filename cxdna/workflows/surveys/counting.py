"""A file of answers -> its counts, or every cell that is in the way."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from cxdna.errors import Problems, UserError
from cxdna.statistics.display import counted
from cxdna.voice.counts.engine import Engine, Limits
from cxdna.voice.counts.model import Counts
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Survey
from cxdna.workflows.surveys.standing import standings_in_words, standings_of

NOTHING_IMPORTED = "nothing was imported; correct them, or count without them: add --skip-bad"
NOTHING_COUNTED = "nothing was counted; correct them, or count without them: add --skip-bad"


class Counter(msgspec.Struct, frozen=True):
    """What counts, within which limits, and a folder for copies that are gone afterwards."""

    engine: Engine
    limits: Limits
    folder: Path


class Counted(msgspec.Struct, frozen=True):
    """The counts of a file; `passed_over` are rows that are no rows, such as those with too few values.

    `ahead` are rows that tell of a day to come, `readable` is what an engine can read, and `before` tells how many
    scores were given before the day of what they are about.
    """

    counts: Counts
    readable: Source
    passed_over: int = 0
    ahead: int = 0
    before: int = 0


class Look(NamedTuple):
    """What is looked at besides the cells: days after `today`, and with `answers` the days on which was answered.

    Those cost one more look at the whole file.
    """

    today: dt.date
    answers: bool = True


@contextmanager
def source_of(path: Path, encoding: str | None, limits: Limits) -> Iterator[tuple[Source, Path]]:
    """Open a file of answers, and a folder for copies; both are gone afterwards. Raises as `open_source` does."""
    from cxdna.voice.source.open import open_source  # noqa: PLC0415 - not for who looks at what was counted

    with (
        tempfile.TemporaryDirectory(prefix="cxdna-", dir=limits.temporary, ignore_cleanup_errors=True) as place,
        open_source(path, encoding, Path(place)) as source,
    ):
        yield source, Path(place)


def counts_of(  # noqa: PLR0913 - a file, what counts it, and what is done about what cannot be read
    work: Counter, survey: Survey, source: Source, ending: str, *, skip_bad: bool, look: Look | None = None
) -> Counted:
    """Return the counts of a file.

    Raises `Problems` that end so with every cell that cannot be read, unless `skip_bad`: such cells are counted apart
    then, and rows that tell of a day to come are passed over. What an open quote took in is never passed over. Raises
    `UserError` where no answer counts.
    """
    counting = _Counting(work, survey, source, ending, look)
    if source.suspect and not skip_bad and (there := counting.all_bad()):
        raise there  # what a quote swallowed is nothing that an engine stumbles over
    try:
        found, ahead = counting.without_rows() if source.suspect else counting.of(source)
    except Problems as problems:
        if not skip_bad:
            raise counting.all_bad() or problems from None
        found, ahead = counting.without_rows()
        if not (found.passed_over or found.ahead):
            raise
    if not skip_bad and (ahead or standings_of(found.counts)["unusable"]) and (problems_there := counting.all_bad()):
        raise problems_there
    if ahead:
        found, _ = counting.without_rows()
    _refuse_none(found, source)
    return found


class _Counting(NamedTuple):
    """A file that is being counted."""

    work: Counter
    survey: Survey
    source: Source
    ending: str
    look: Look | None

    @property
    def today(self) -> dt.date | None:
        """The day after which nothing can have happened."""
        return self.look.today if self.look else None

    def of(self, readable: Source, passed_over: int = 0, left: int = 0) -> tuple[Counted, bool]:
        """Return the counts of what an engine can read, and whether there are days that have not come yet."""
        from cxdna.voice.counts.answered import Answered, answered_of  # noqa: PLC0415 - as below
        from cxdna.voice.counts.count import count  # noqa: PLC0415 - as above

        look, survey = self.look, self.survey
        with self.work.engine.open(readable, self.work.limits) as opened:
            counts = count(opened, survey, readable)
            given = answered_of(opened, survey, readable, look.today) if look and look.answers else Answered()
        ahead = bool(given.ahead or (look and counts.last and counts.last > look.today))
        return Counted(counts, readable, passed_over, left, given.before), ahead

    def all_bad(self) -> Problems | None:
        """Return every cell of a file that cannot be read; None where there is none."""
        from cxdna.voice.source.problems import is_open, problems_of  # noqa: PLC0415 - reads it once more, by cells

        problems = tuple(problems_of(self.source, self.survey, today=self.today))
        opened = any(map(is_open, problems))
        return Problems(problems, _closing(self.ending) if opened else self.ending) if problems else None

    def without_rows(self) -> tuple[Counted, bool]:
        """Return the counts without rows that no engine can count. Raises `Problems` where an open quote hides some."""
        from cxdna.voice.source.problems import bad_rows, is_ahead, is_open, without_bad_rows  # noqa: PLC0415 - as above

        number, left, hiding = 0, 0, []
        for _, problems, unreadable in bad_rows(self.source, self.survey, self.today):
            later = any(map(is_ahead, problems))
            number, left = number + (unreadable and not later), left + later
            hiding += [one for one in problems if is_open(one)]
        if hiding:
            raise Problems(hiding, _closing(self.ending))
        readable = without_bad_rows(self.source, self.survey, self.work.folder, self.today)
        return self.of(readable, number, left)


def _closing(ending: str) -> str:
    """Return an ending for quotes that were never closed, which nobody can be told to pass over."""
    nothing = ending.partition(";")[0]
    return f"{nothing}; close the quotes first: which rows an open one took in cannot be told, so none is passed over"


def _refuse_none(found: Counted, source: Source) -> None:
    counts = found.counts
    if not any(cell.standing == "counted" and cell.n for cell in counts.cells):
        rows = counted(counts.rows, "row")
        what = f"{source.path.name} has no answer that counts: it has {rows}, and {standings_in_words(counts)}"
        if found.ahead:
            tells = "tells" if found.ahead == 1 else "tell"
            what += f"; {counted(found.ahead, 'more row')} {tells} of a day that has not come yet"
        raise UserError(what, "look whether the survey names the right columns and values")
