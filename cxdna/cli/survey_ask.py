"""What is asked of a guess: whether a new file is read as it says."""

from __future__ import annotations

import sys
from pathlib import Path

from cxdna.cli.ask import Ended, line
from cxdna.cli.editor import open_in_editor
from cxdna.cli.survey_options import say
from cxdna.cli.where import near
from cxdna.errors import Problems, UserError
from cxdna.voice.source.model import Source
from cxdna.workflows.one_line import printable
from cxdna.workflows.surveys.choose import Chosen, guess_lines
from cxdna.workflows.surveys.files import read_file_of, refuse_misfit

_PROMPT = "Enter imports it like this, e opens it in your editor, q leaves it for later: "


def agreed(chosen: Chosen, source: Source, file: Path, *, yes: bool, quiet: bool = False) -> Chosen:
    """Return how a file is read once somebody agrees to a guess; what was not guessed is not asked for.

    With `quiet` a program reads what is printed: nothing is told of the guess, and nobody is asked.

    Raises `UserError` where nobody can be asked, and where they leave it for later: the survey file is written then,
    and nothing is imported.
    """
    if not chosen.guessed:
        return chosen
    place = near(chosen.place)
    if not quiet:
        say(guess_lines(chosen, place))
    if yes:
        return chosen
    later = UserError(
        f"{place} was written, and nothing was imported",
        f"look at it, then: cxdna survey add {file} --survey {chosen.survey.id}",
    )
    if quiet or not sys.stdin.isatty():
        raise later
    return _asked(chosen, source, place, later)


def _asked(chosen: Chosen, source: Source, place: str, later: UserError) -> Chosen:
    """Ask until somebody agrees to how a file is read. Raises `later` where they do not."""
    while True:
        try:
            given = line(_PROMPT).casefold()
        except (Ended, KeyboardInterrupt):
            raise later from None
        if given in {"q", "quit", "n", "no"}:
            raise later
        if given in {"e", "edit"}:
            if not open_in_editor(chosen.place):
                say((f"No editor could be opened: change {place} beside this, then press Enter.",))
        elif given in {"", "y", "yes"} and (found := _as_it_stands(chosen, source)) is not None:
            return found


def _as_it_stands(chosen: Chosen, source: Source) -> Chosen | None:
    """Return how a file is read by what stands in the survey file now; None where it cannot be, which is said."""
    try:
        survey = read_file_of(chosen.place)
        refuse_misfit(survey, source)
    except Problems as problems:
        say(printable(str(problem)) for problem in problems.problems)
        return None
    return Chosen(survey, chosen.place, guessed=True)
