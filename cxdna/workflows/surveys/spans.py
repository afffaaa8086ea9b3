"""Which months are meant: those of a window, those that were typed, or all that there are."""

from __future__ import annotations

from typing import NamedTuple

from cxdna.errors import UserError
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.waves import span_of, whole_span
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.windows import fixed_late, window_span
from cxdna.workflows.surveys.read_month import read_month


class Months(NamedTuple):
    """Months as they were typed: the name of a window, or the first and the last."""

    window: str | None = None
    first: str | None = None
    last: str | None = None

    @property
    def typed(self) -> bool:
        """Whether they were chosen by their first or last."""
        return bool(self.first or self.last)


def span_meant(said: Months, fielded: Fielded, voice: Voice) -> Span:
    """Return the months that are meant; left out, all with answers that count. Raises `UserError`."""
    if said.window is not None:
        from cxdna.workflows.surveys.windows import window_meant  # noqa: PLC0415 - where one was named only

        if said.typed:
            raise UserError("a window says its months itself", "give --window, or --from and --to")
        window = window_meant(voice, said.window)
        if window.survey not in {None, fielded.survey.id}:
            what = f"window {window.name} is of survey '{window.survey}', not of '{fielded.survey.id}'"
            raise UserError(what, "name that survey, or another window")
        return window_span(window)
    whole = whole_span(fielded)
    if not said.typed:
        return whole
    first = read_month(said.first) if said.first else whole.first
    last = read_month(said.last) if said.last else whole.last
    if last < first:
        raise UserError(
            "the last month comes before the first", "give --from and then --to: --from 2026-01 --to 2026-03"
        )
    return span_of(first, last)


def remarks_on(said: Months, fielded: Fielded, voice: Voice) -> tuple[str, ...]:
    """Return what is to be known of the window that was named: that it was fixed late."""
    if said.window is None:
        return ()
    from cxdna.workflows.surveys.windows import window_meant  # noqa: PLC0415 - where one was named only

    late = fixed_late(window_meant(voice, said.window), (fielded,))
    return (late,) if late else ()
