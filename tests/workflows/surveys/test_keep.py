"""Of two who change one thing of customers' voice at once, the second looks again."""

from collections.abc import Sequence

import msgspec
import pytest

from cxdna.errors import UserError
from cxdna.store.model import VoiceKept
from cxdna.voice.model import SurveyFile
from cxdna.workflows.surveys.hand import survey_meant, voice_of
from cxdna.workflows.surveys.keep import keep
from tests.store.records import alert, heard, voice
from tests.workflows.surveys.surveying import MOMENT, cells, file, stored, survey


def test_what_somebody_else_kept_meanwhile_is_seen() -> None:
    store = stored(survey(), file("q1.csv", cells(202601, {4: 40})))
    seen: list[list[str]] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        names = [one.item.name for one in read if isinstance(one.item, SurveyFile)]
        seen.append(names)
        if len(seen) == 1:  # somebody else's file of the same survey comes in between
            store.add(*(VoiceKept(item=one, at=MOMENT) for one in (survey(), file("q2.csv"))))
        return tuple(VoiceKept(item=one, at=MOMENT) for one in (survey(), file("q3.csv")))

    keep(store, make, "survey", "file")
    assert seen == [["q1.csv"], ["q1.csv", "q2.csv"]]
    assert [one.name for one in voice_of(store).surveys[0].files] == ["q1.csv", "q2.csv", "q3.csv"]


def test_nothing_is_kept_where_nothing_is_made_or_it_is_refused() -> None:
    store = stored(survey())
    assert keep(store, lambda _: (), "survey") == ()

    def refuse(_: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        raise UserError("no")

    with pytest.raises(UserError):
        keep(store, refuse, "survey")
    assert len(store.voice()) == 1


def test_what_holds_is_the_latest_and_not_withdrawn() -> None:
    held = voice_of(stored(*(one.item for one in voice())))
    assert [(one.survey.title, [file.sha256[0] for file in one.files]) for one in held.surveys] == [
        ("Pulse of every quarter", ["a"])
    ]
    assert [one.id for one in held.training] == ["t_2"]
    assert held.facing is not None
    assert held.facing.people == 14
    assert [one.answer for one in held.checked] == ["yes"]
    assert (len(held.windows), len(held.award_years), len(held.effects)) == (1, 1, 1)
    assert msgspec.structs.asdict(held).keys() >= {"surveys", "windows"}


def test_a_survey_without_files_is_none() -> None:
    store = stored(survey(), file("q1.csv", withdrawn=True))
    store.add(heard(alert()))
    assert voice_of(store).surveys == ()
    with pytest.raises(
        UserError, match="there is no survey here yet; take in a file of answers with: cxdna survey add"
    ):
        survey_meant(voice_of(store), None)


def test_which_survey_is_meant() -> None:
    staff = survey("staff", asks="staff")
    items = (survey("Pulse"), staff, file("a.csv", survey="Pulse"), file("b.csv", survey="staff"))
    held = voice_of(stored(*items))
    assert survey_meant(held, None).survey.id == "Pulse", "the only one that customers answered"
    assert survey_meant(held, "pulse").survey.id == "Pulse"
    assert survey_meant(held, "STAFF").survey.id == "staff"
    with pytest.raises(UserError, match="there is no survey 'puls'; did you mean 'Pulse'"):
        survey_meant(held, "puls")
    more = voice_of(stored(*items, survey("other"), file("c.csv", survey="other")))
    with pytest.raises(UserError, match="there are several surveys; name one: Pulse, other"):
        survey_meant(more, None)
