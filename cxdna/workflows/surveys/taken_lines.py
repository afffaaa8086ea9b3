"""What was read from a file that was taken in, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.definitions.wording import shortened
from cxdna.errors import UserError
from cxdna.statistics.display import counted, listed, long_date
from cxdna.voice.indices.model import Span
from cxdna.voice.model import Fielded, SurveyFile
from cxdna.voice.survey.model import Survey
from cxdna.workflows.surveys.standing import rows_in_words, standings_in_words, waves_in
from cxdna.workflows.surveys.take_in import Taken

MOST_WAVES = 8


def before_lines(file: SurveyFile) -> Iterator[str]:
    """Yield that a file is there already."""
    by = f" by {file.by}" if file.by else ""
    yield (
        f"Already imported on {long_date(file.added)}{by} as {file.name}, into survey '{file.survey}': nothing added."
    )
    yield f"To count it again after a change of its survey, add --replaces {file.name}."


def taken_lines(taken: Taken) -> Iterator[str]:
    """Yield what was read from a file: rows, how its answers stand, waves, an index of each question."""
    file, survey = taken.file, taken.fielded.survey
    place = f", in place of {taken.replaced}" if taken.replaced else ""
    yield f"Imported: {file.name} into survey '{survey.id}', {survey.title}{place}."
    yield from (f"  {note}" for note in taken.notes)
    yield f"  {rows_in_words(file.counts)}{_days(file)}{_waves(file)}"
    yield f"  {standings_in_words(file.counts)}."
    yield from (f"  {note}" for note in file.counts.notes)
    if taken.passed_over:
        was = "was" if taken.passed_over == 1 else "were"
        yield f"  {counted(taken.passed_over, 'more row')} could not be read as one, and {was} passed over."
    if taken.ahead:
        tells, was = ("tells", "was") if taken.ahead == 1 else ("tell", "were")
        yield f"  {counted(taken.ahead, 'more row')} {tells} of a day that has not come yet, and {was} passed over."
    yield ""
    yield from index_lines(taken.fielded, file)
    yield from _cares(taken)


def next_lines(survey: Survey, *, alerts: bool) -> Iterator[str]:
    """Yield what comes next, first of all alerts that were raised."""
    commands = ["alerts list"] if alerts else []
    commands.append(f"survey score {survey.id}")
    if survey.asks == "customers":
        commands += [f"survey trend {survey.id}", f"survey audit {survey.id}"]
    yield from (f"{'Next:' if at == 0 else '     '}  cxdna {one}" for at, one in enumerate(commands))


def _days(file: SurveyFile) -> str:
    first, last = file.counts.first, file.counts.last
    if first is None or last is None:
        return ", none with a date"
    return f", {long_date(first)} to {long_date(last)}" if first != last else f", all of {long_date(first)}"


def _waves(file: SurveyFile) -> str:
    waves = waves_in(file)
    if not waves:
        return ""
    named = listed(waves) if len(waves) <= MOST_WAVES else f"{waves[0]} to {waves[-1]}"
    return f"; {counted(len(waves), 'wave')}: {shortened(named, 120)}"


def index_lines(fielded: Fielded, file: SurveyFile) -> Iterator[str]:
    """Yield each question with the index of what is in a file alone."""
    from cxdna.voice.indices.index import index_of  # noqa: PLC0415 - the reckoning: only where something was taken in
    from cxdna.voice.indices.say import in_words  # noqa: PLC0415 - the same
    from cxdna.voice.indices.waves import whole_span  # noqa: PLC0415 - the same

    alone = Fielded(fielded.survey, (file,))
    span: Span = whole_span(alone)
    asks = fielded.survey.asks
    if asks == "staff":
        yield "Staff answered: what follows is set beside what customers say, and is no customer index."
    for question in fielded.survey.questions:
        try:
            said = in_words(index_of(alone, question.id, span, asks=asks))
        except UserError as error:
            said = f"No index: {error}."
        yield f"{question.id}  {shortened(question.text, 80)}"
        yield f"  {said}"


def _cares(taken: Taken) -> Iterator[str]:
    if taken.otherwise:
        was = "was" if len(taken.otherwise) == 1 else "were"
        yield (
            f"Take care: {listed(taken.otherwise)} {was} counted before the survey changed; count "
            f"{'it' if len(taken.otherwise) == 1 else 'each'} again with: cxdna survey add FILE --replaces NAME"
        )
