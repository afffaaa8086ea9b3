"""Files of a survey by name, and months that would count twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from cxdna.errors import UserError
from cxdna.statistics.display import listed, long_date
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.model import SurveyFile
from cxdna.voice.windows import months_in_words
from cxdna.workflows.surveys.standing import months_of

_FEWEST_DIGITS: Final = 6  # of a hash; fewer could be a name


def means(file: SurveyFile, name: str) -> bool:
    """Tell whether a name means a file: by its name, or the first digits of its hash."""
    wanted = name.strip().casefold()
    return file.name.casefold() == wanted or (len(wanted) >= _FEWEST_DIGITS and file.sha256.startswith(wanted))


def file_meant(files: Iterable[SurveyFile], name: str) -> SurveyFile:
    """Return a file by its name or the first digits of its hash. Raises `UserError` for none and for several."""
    known = tuple(files)
    found = [one for one in known if means(one, name)]
    if len(found) == 1:
        return found[0]
    if found:
        those = listed(f"{one.sha256[:8]} of {long_date(one.added)}" for one in found)
        raise UserError(f"several files are called '{name}': {those}", "name one by these digits")
    there = listed(dict.fromkeys(one.name for one in known)) or "none yet"
    raise UserError(f"no file '{name}' was taken in", f"there are: {there}")


def refuse_overlap(before: Iterable[SurveyFile], file: SurveyFile) -> None:
    """Raise `UserError` where months of a file were counted before: the same answers would count twice."""
    own = months_of(file)
    for one in before:
        shared = sorted(own & months_of(one))
        if shared:
            raise UserError(
                f"{file.name} has answers of {_in_words(shared)}, which {one.name} of {long_date(one.added)} has, too: "
                "the same answers would count twice",
                f"to count it in place of that file, add --replaces {one.name}; if its answers are others, add --adds",
            )


def _in_words(months: Sequence[int]) -> str:
    dated = [one for one in months if one != NO_MONTH]
    return months_in_words(dated[0], dated[-1]) if dated else "no date"
