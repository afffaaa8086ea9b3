"""The file of rules: what is wrong with it is told at once, with its lines; what it does is said in words."""

from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from cxdna.alerts.check import remarks
from cxdna.alerts.model import Trigger
from cxdna.alerts.raising import raised
from cxdna.alerts.say import hours_in_words, in_words, share_in_words
from cxdna.alerts.write import rules_text
from cxdna.errors import Problems
from cxdna.voice.survey.model import Scale, Survey, SurveyQuestion
from tests.alerts.alerting import NOW, RULES, RULES_YAML, SURVEY, read, reply

WRONG = """\
kind: alerts
hours: {start: "17:00", end: "09:00"}
triggers:
  - {id: low, title: Low, sort: risk, question: overal, at_or_below: 2}
  - {id: low, title: Low again, sort: risk, question: overall, at_or_below: 5}
  - {id: none, title: Nothing raises it, sort: risk, key_accounts_only: true}
  - {id: silent, title: No words, sort: risk, words: []}
  - id: signs
    title: Only signs
    sort: risk
    words: ["!!!"]
  - {id: both, title: Both ends, sort: risk, at_or_below: 2, at_or_above: 4}
  - {id: lost, title: Unknown, sort: risk, at_or_below: 2, cause: need_not_me, first_step: fastest}
  - {id: never, title: Off the scale, sort: risk, question: recommend, at_or_above: 11, drop: 11}
escalations:
  - id: usual
    steps:
      - {after_hours: 8, to: Head of service}
      - {after_hours: 4.5, to: " "}
owners:
  - {owner: Ann Lee}
  - {account: Acme, owner: Bo Ek}
causes:
  - {id: need_not_met, title: The need was not met, part: acount_management}
"""
EXPECTED = """\
2: the working day ends at 09:00, and begins at 17:00; let it end later than it begins
4: no survey of customers asks 'overal'; did you mean 'overall'?
5: every score is at or below 5; scores of 'overall' go from 1 to 5
5: there are two triggers 'low'; give one of them another id
6: nothing in an answer raises 'none'; give it at_or_below, at_or_above, drop or words
7: 'silent' looks for no word; name words, or leave the line out
11: '!!!' has no letter; name a word as customers write it
12: no score is at or below 2 and at or above 4; keep one of them, or make two triggers
13: there is no cause 'need_not_me'; did you mean 'need_not_met'?
13: there is no escalation 'fastest'; known: usual
14: no score is ever at or above 11; scores of 'recommend' go from 0 to 10
14: no score is ever worse by 11; scores of 'recommend' go from 0 to 10
19: step 2 comes after 4.5 hours, and the one before after 8; let each step come later
19: the step tells nobody; name a role, a person or owner
22: this line never holds: line 1 of the owners fits whatever it fits; put what is special first, and the owner of all \
the rest last
24: the playbook has no component 'acount_management'; did you mean 'account_management'?
"""


def test_everything_that_is_wrong_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(Problems) as told:
        read(WRONG, tmp_path, surveys=(SURVEY,), parts=("governance", "account_management"))
    assert [f"{one.line}: {one.what}; {one.do}" for one in told.value.problems] == EXPECTED.splitlines()


def test_what_does_not_fit_is_told_beside_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    text = RULES_YAML.replace("drop: 2", "drop: 0").replace("at_or_below: 2}", "at_or_below: two}")
    with pytest.raises(Problems) as told:
        read(text + "colour: red\n", tmp_path)
    assert [one.line for one in told.value.problems] == [3, 5, RULES_YAML.count("\n") + 1]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    from cxdna.alerts.read import read_rules

    with pytest.raises(Problems, match="there is no such file"):
        read_rules(tmp_path / "alerts.yaml")


def test_rules_that_are_right_are_read_and_said_in_words(tmp_path: Path) -> None:
    found = read(RULES_YAML, tmp_path, surveys=(SURVEY,), parts=("account_management",))
    assert found == RULES
    text = "\n".join(in_words(found, (SURVEY,)))
    assert "Dissatisfied (low, risk): the score of ‘Overall, how satisfied are you?’ is at or below 2." in text
    assert "the comment has cancel or switch provider." in text
    assert "any score is at or below 3 and it is a key account." in text
    assert "usual: at once it goes to its owner; after 8 hours it goes to Head of service, unless somebody" in text
    assert "Ann Lee: those of the account Acme about field service." in text
    assert "Head of service: all others." in text
    assert "3 answers with alerts of one cause within 90 days call for a corrective action." in text


def test_what_a_survey_cannot_tell_is_remarked() -> None:
    told = list(remarks(RULES, (SURVEY,)))
    assert "'Would recommend' is never raised: no survey that it looks at says who may be named as a reference." in told
    assert (
        "'Key account slips' is never raised: no survey that it looks at says which accounts are key accounts." in told
    )
    assert "'Key account slips' names no question, and the questions have different scales." in told
    assert (
        "Escalation usual tells Head of service twice in a row where they own the alert: let the step after the "
        "owner's go to somebody else."
    ) in told
    assert len(told) == 4, "comments, and who answered, are in the survey"


def test_languages_without_words_are_remarked() -> None:
    def told(languages: tuple[str, ...], *triggers: Trigger) -> list[str]:
        found = remarks(msgspec.structs.replace(RULES, triggers=triggers or RULES.triggers), (), languages)
        return [one for one in found if "words in" in one]

    def words(*given: str, languages: tuple[str, ...] = ()) -> Trigger:
        return Trigger(id="w", title="W", sort="risk", words=given, languages=languages)

    assert told(("en", "en-GB")) == []
    (line,) = told(("de-AT", "en", "pl"), words("cancel"))
    assert line.startswith("No trigger has words in de, pl, which customers are served in")
    assert told(("de", "en"), words("cancel", "Kündig*")) == []
    assert told(("pl", "de"), words("wypowiedzenie", "kündigung", languages=("pl", "de"))) == []
    assert told(("de",), Trigger(id="w", title="W", sort="risk", at_or_below=2)) == [], "no trigger looks for words"
    assert told(("es",), words("cancel")) != []


@pytest.mark.parametrize("languages", [("de", "en"), ("fr",), ("es",), ("pl",), ("de-CH", "pl"), ()])
def test_the_rules_that_are_written_have_words_in_the_customers_languages(
    languages: tuple[str, ...], tmp_path: Path
) -> None:
    found = read(rules_text((SURVEY,), languages), tmp_path, surveys=(SURVEY,))
    lines = [one for one in remarks(found, (SURVEY,), languages) if "words in" in one]
    assert bool(lines) is ("pl" in languages)
    assert not [one for one in remarks(found, (SURVEY,), languages) if "twice in a row" in one]
    said = {
        "de": "Ich werde kündigen und den Anwalt fragen",
        "fr": "Je vais résilier",
        "es": "Vamos a rescindir",
        "en": "I cancelled",
    }
    for name in (one.split("-")[0] for one in languages or ("en",)):
        if name in said:
            made = raised([reply(comment=said[name])], found, (), NOW, (SURVEY,))
            assert [one.trigger for one in made] == ["may_leave"], name


@pytest.mark.parametrize("surveys", [(), (SURVEY,)])
def test_the_rules_that_are_written_are_right_whatever_surveys_there_are(
    surveys: tuple[Survey, ...], tmp_path: Path
) -> None:
    from cxdna import resources
    from cxdna.definitions.load import load_questionnaire

    playbook, _ = load_questionnaire("pulse", resources.roots())
    parts = [part.id for part, _ in playbook.walk()]
    found = read(rules_text(surveys), tmp_path, surveys=surveys, parts=parts)
    assert {"need_not_understood", "need_not_met", "loss_of_control", "loss_of_self_esteem"} <= {
        one.id for one in found.causes
    }
    limits = {one.id: (one.question, one.at_or_below, one.at_or_above, one.drop) for one in found.triggers}
    if surveys:
        assert limits["low_score"] == ("overall", 2, None, None)
        assert limits["key_account_slips"] == ("overall", 3, None, None)
        assert limits["drop"] == ("overall", None, None, 2)
        assert limits["promoter"] == ("recommend", None, 9, None)
    else:
        assert {one.question for one in found.triggers} == {None}
    assert {one.survey for one in found.triggers if one.question} == ({"relationship"} if surveys else set())


TEN = msgspec.structs.replace(
    SURVEY,
    id="yearly",
    title="Yearly survey",
    questions=(
        SurveyQuestion(
            id="overall", text="All in all, how satisfied are you?", about="satisfaction", scale=Scale(low=0, high=10)
        ),
    ),
)
STAFF = msgspec.structs.replace(
    SURVEY,
    id="staff",
    asks="staff",
    questions=(msgspec.structs.replace(SURVEY.questions[0], text="How satisfied are customers?"),),
)


def with_triggers(*triggers: str) -> str:
    lines = "".join(f"  - {{id: t{at}, title: T{at}, sort: risk, {one}}}\n" for at, one in enumerate(triggers, 1))
    return f"kind: alerts\ntriggers:\n{lines}{RULES_YAML[RULES_YAML.index('escalations:') :]}"


def test_limits_that_can_be_meant_on_two_scales_have_to_name_the_survey(tmp_path: Path) -> None:
    text = with_triggers(
        "question: overall, at_or_below: 2",
        "question: overall, at_or_below: 2, survey: relationship",
        "question: overall, at_or_above: 8",
        "question: overall, at_or_above: 8, survey: relationship",
        "question: overall, at_or_above: 11",
        "question: overall, at_or_below: 2, survey: relations",
        "question: overall, at_or_below: 2, survey: staff",
        "question: recommend, at_or_below: 2, survey: yearly",
        "question: overall, words: [cancel]",
    )
    with pytest.raises(Problems) as told:
        read(text, tmp_path, surveys=(SURVEY, STAFF, TEN))
    assert [f"{one.line}: {one.what}; {one.do}" for one in told.value.problems] == AMBIGUOUS.splitlines()


AMBIGUOUS = """\
3: the limits of 't1' can be meant on several scales of 'overall': relationship (1 to 5), yearly (0 to 10); say which: \
add survey: relationship, and another trigger for the other
6: no score is ever at or above 8; scores of 'overall' go from 1 to 5
7: no score is ever at or above 11; scores of 'overall' go 1 to 5 in relationship, 0 to 10 in yearly: name one with \
survey:
8: there is no survey 'relations'; did you mean 'relationship'?
9: 'staff' asks staff, whose answers raise no alert; name one of customers: relationship, yearly
10: survey 'yearly' does not ask 'recommend'; known: overall
"""


def test_the_rules_say_at_which_surveys_they_look_and_word_questions_as_customers_read_them(tmp_path: Path) -> None:
    text = with_triggers(
        "question: overall, at_or_below: 2, survey: relationship",
        "question: overall, at_or_above: 8",
        "question: overall, words: [cancel]",
        "words: [lawyer]",
    )
    surveys = (SURVEY, TEN, STAFF)
    lines = list(in_words(read(text, tmp_path, surveys=surveys), surveys))
    assert "  T1 (t1, risk): the score of ‘Overall, how satisfied are you?’ is at or below 2." in lines
    assert lines[2] == "    In relationship (scores from 1 to 5)."
    assert "  T2 (t2, risk): the score of ‘All in all, how satisfied are you?’ is at or above 8." in lines
    assert lines[5] == "    In yearly (scores from 0 to 10)."
    assert lines[8] == "    In relationship (scores from 1 to 5), yearly (scores from 0 to 10)."
    assert lines[11] == "    In relationship, yearly."


def test_a_survey_at_which_no_trigger_looks_is_remarked() -> None:
    own = tuple(msgspec.structs.replace(one, survey="relationship") for one in RULES.triggers)
    told = list(remarks(msgspec.structs.replace(RULES, triggers=own), (SURVEY, TEN, STAFF)))
    assert "No trigger looks at survey yearly: its answers raise no alert." in told
    assert "staff" not in "".join(told)


def test_little_time_and_few_answers_are_said_so_that_they_tell_something() -> None:
    assert hours_in_words(Fraction(1, 100)) == "under a quarter of an hour"
    assert [hours_in_words(Fraction(one)) for one in ("1", "2", "5/2")] == [
        "1 working hour",
        "2 working hours",
        "2.5 working hours",
    ]
    assert [share_in_words(Fraction(3, 4), of) for of in (4, 8)] == ["3 of 4", "75% of 8"]
