"""The questionnaires that a new workspace can begin with, and how much each asks of this organisation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from cxdna import resources
from cxdna.answers.excluded import excluded
from cxdna.answers.interview import minutes
from cxdna.definitions.load import load_questionnaire
from cxdna.definitions.model import Questionnaire
from cxdna.errors import Problems, UserError
from cxdna.organisation.model import Profile
from cxdna.statistics.display import counted


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A questionnaire: how many of its questions apply, and how long one person takes to answer all of these."""

    id: str
    name: str
    asked: int
    time: str

    @property
    def effort(self) -> str:
        """How much it asks, in words: 23 questions, about 17 minutes."""
        return f"{counted(self.asked, 'question')}, {self.time}"


def offer_of(questionnaire: Questionnaire, profile: Profile | None) -> Offer:
    """Return what a questionnaire asks of an organisation; all its questions where nothing is known of that yet."""
    never = excluded(questionnaire, profile) if profile else ()
    asked = len(questionnaire.questions) - len(never)
    time = minutes(asked, questionnaire.seconds_a_question)
    return Offer(id=questionnaire.id, name=questionnaire.name, asked=asked, time=time)


def offers(profile: Profile | None = None, folder: Path | None = None) -> tuple[Offer, ...]:
    """Return the questionnaires there are, the shortest first; one that is wrong is left out, as nothing needs it."""
    found = {one.id: offer_of(one, profile) for one in _questionnaires(resources.roots(folder))}
    return tuple(sorted(found.values(), key=lambda one: (one.asked, one.id)))


def _questionnaires(roots: tuple[Path, ...]) -> Iterator[Questionnaire]:
    names = dict.fromkeys(path.stem for root in roots for path in resources.yaml_files(root / "questionnaires"))
    for name in names:
        try:
            yield load_questionnaire(name, roots)[1]
        except (Problems, UserError):
            continue
