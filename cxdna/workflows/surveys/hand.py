"""What customers say as it holds, handed to whoever needs it; light, because much does."""

from __future__ import annotations

from typing import Final

from cxdna.errors import UserError
from cxdna.store.latest import voice_that_holds
from cxdna.store.model import VoiceKind
from cxdna.store.port import Store
from cxdna.voice.model import Fielded, Voice
from cxdna.workflows.surveys.rescaled import with_misread

_ALL_BUT_ALERTS: Final[tuple[VoiceKind, ...]] = (
    "survey",
    "window",
    "file",
    "training",
    "facing",
    "checked",
    "award_year",
    "effect",
)
FIRST: Final = "take in a file of answers with: cxdna survey add FILE"


def voice_of(store: Store) -> Voice:
    """Return all that a workspace knows of its customers' voice, but for alerts."""
    read = store.voice(*_ALL_BUT_ALERTS)
    return with_misread(read, voice_that_holds(read))


def voice_before(store: Store, seq: int) -> Voice:
    """Return what was known when the store took in the record of that number: the voice that a closing closed with."""
    return voice_that_holds(one for one in store.voice(*_ALL_BUT_ALERTS) if one.seq < seq)


def survey_meant(voice: Voice, name: str | None) -> Fielded:
    """Return the survey of that id; left out, the only one that customers answered. Raises `UserError`."""
    if not voice.surveys:
        raise UserError("there is no survey here yet", FIRST)
    if name is None:
        those = voice.of_customers or voice.surveys
        if len(those) > 1:
            raise UserError("there are several surveys", f"name one: {', '.join(one.survey.id for one in those)}")
        return those[0]
    for one in voice.surveys:
        if one.survey.id.casefold() == name.strip().casefold():
            return one
    from cxdna.definitions.wording import meant, shortened  # noqa: PLC0415 - on the way to a message only

    known = [one.survey.id for one in voice.surveys]
    raise UserError(f"there is no survey '{shortened(name)}'", meant(name, known))
