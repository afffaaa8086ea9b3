"""Alerts as people and programs meet them: raised, listed, taken, escalated, closed, and answered by an action."""

import datetime as dt
import io
import json
import sys
from pathlib import Path

import msgspec
import pytest
import typer
from typer.testing import CliRunner

from cxdna.alerts.change import Ending
from cxdna.cli.alerts import app
from cxdna.cli.alerts_ask import completed
from cxdna.errors import UserError
from cxdna.store.model import VoiceKept
from cxdna.voice.counts.model import Reply
from cxdna.voice.survey.model import Scale
from cxdna.workflows.alerting.change import close, take
from cxdna.workflows.alerting.open import alerting_in, alerts_of
from cxdna.workflows.alerting.raise_alerts import raise_alerts, raised_lines, silence_lines
from tests.alerts.alerting import NOW, RULES, RULES_YAML, SURVEY, reply
from tests.voice.award.year import answers, file_of
from tests.workflows.dwelling import Dwelling
from tests.workflows.planning.interleaving import interleave

SAD = {"overall": 1}


class Home(Dwelling):
    """A workspace with a survey and rules."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, text: str = RULES_YAML) -> None:
        super().__init__(folder, monkeypatch)
        self.monkeypatch = monkeypatch
        self.store.add(VoiceKept(item=SURVEY, at=NOW))
        if text:
            self.workspace.alerts.write_text(text, encoding="utf-8")
        monkeypatch.chdir(folder)

    def hear(self, *replies: Reply) -> "Home":
        raise_alerts(self.store, RULES, replies, NOW)
        return self

    def __call__(self, *words: str, at: str = "2026-03-04T12:00") -> str:
        self.monkeypatch.setenv("CXDNA_NOW", at)
        done = CliRunner().invoke(app, words, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    def fails(self, *words: str) -> str:
        with pytest.raises(UserError) as told:
            self(*words)
        return str(told.value)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    return Home(tmp_path / "w", monkeypatch)


def test_answers_raise_alerts_once(home: Home) -> None:
    replies = [reply("k1", scores=SAD, comment="I cancel"), reply("k2"), reply("k3", scores=SAD)]
    made = raise_alerts(home.store, RULES, iter(replies), NOW)
    assert [(one.id, one.trigger) for one in made] == [("a1", "low"), ("a2", "low")]
    assert list(raised_lines(made)) == [
        "2 alerts raised: 2 risks.",
        "  Dissatisfied: 2",
        "Next:  cxdna alerts list",
    ]
    assert raise_alerts(home.store, RULES, replies, NOW + dt.timedelta(days=1)) == ()
    assert list(raised_lines(())) == []
    assert len(home.store.voice("alert")) == 2


def test_a_file_that_is_too_old_says_why_it_raises_nothing() -> None:
    file = file_of(answers(), survey="relationship")
    told = list(silence_lines(RULES, file, NOW, (SURVEY,)))
    assert told == [
        "1,632 answers are older than 30 days and raise no alert: the last is about 30 December 2025.",
        "  To hear of older ones, raise newest_days in alerts.yaml, and add the file again.",
    ]
    assert list(silence_lines(RULES, file, NOW - dt.timedelta(days=60), (SURVEY,))) == []
    assert list(silence_lines(None, file, NOW, (SURVEY,))) == []
    (ahead,) = silence_lines(RULES, file, dt.datetime(2025, 12, 20, tzinfo=dt.UTC), (SURVEY,))
    assert ahead == "What happens after today raises no alert: the last day in the file is 30 December 2025."
    staff = msgspec.structs.replace(SURVEY, asks="staff")
    assert list(silence_lines(RULES, file, NOW, (staff,))) == []


def test_a_trigger_that_can_be_meant_on_two_scales_is_told_when_a_file_is_added() -> None:
    ten = msgspec.structs.replace(SURVEY.questions[0], scale=Scale(low=0, high=10))
    yearly = msgspec.structs.replace(SURVEY, id="yearly", questions=(ten,))
    fresh = file_of(answers(), survey="yearly")
    told = list(silence_lines(RULES, fresh, NOW - dt.timedelta(days=60), (SURVEY, yearly)))
    assert told[0] == "Take care: 'Dissatisfied' can be meant on several scales. See: cxdna alerts rules"


def test_two_who_add_the_same_file_at_once_raise_each_alert_once(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Home(home.workspace.folder, monkeypatch)
    theirs = raise_alerts(other.store, RULES, [reply("k1", scores=SAD), reply("k9", scores=SAD)], NOW)
    interleave(home.store, monkeypatch, *(VoiceKept(item=one, at=NOW) for one in theirs))  # type: ignore[arg-type]  # of no plan
    ours = raise_alerts(home.store, RULES, [reply("k1", scores=SAD), reply("k2", scores=SAD)], NOW)
    assert [(one.id, one.reply) for one in ours] == [("a3", "k2")]
    assert [(one.id, one.reply) for one in alerts_of(home.store)] == [("a1", "k1"), ("a2", "k9"), ("a3", "k2")]


def test_what_is_overdue_comes_first(home: Home) -> None:
    home.hear(
        reply("k1", scores={"overall": 5, "recommend": 10}, consent=True), reply("k2", scores=SAD, account="Acme")
    )
    home.hear(reply("k3", scores={"overall": 3}, key_account=True, account="Beta", tier="gold", role="decides"))
    out = home("list")
    assert out.splitlines()[:6] == [
        "a3  Key account slips (risk), overdue by 0.5 working hours",
        "  Scored 3 on ‘Overall, how satisfied are you?’ (at or below 3); a key account.",
        "  Beta · key account · tier gold · role decides",
        "  Owner: Head of service. Raised on 4 March 2026, 10:00. Nobody has taken it.",
        "  To be told by now: Head of key accounts (step 1 of 1).",
        "",
    ]
    assert out.index("a3  ") < out.index("a2  ") < out.index("a1  "), "a risk before an opportunity at the same time"
    assert "  Unless it is taken, it goes to Head of service on 5 March 2026, 10:00.\n" in out
    assert out.endswith('Next:  cxdna alerts take a3 --by "NAME"\n')
    assert "a1  " not in home("list", "--sort", "risk")
    assert home("list", "--owner", "bo").startswith("a2  Dissatisfied")
    found = json.loads(home("list", "--json"))
    assert found["format"] == "cxdna-alerts/1"
    assert found["at"] == "2026-03-04T12:00:00Z"
    first = found["alerts"][0]
    assert (first["alert"]["raised"], first["overdue_hours"]["exact"]) == ("2026-03-04T10:00:00Z", "1/2")


def test_the_way_of_an_alert(home: Home) -> None:
    home.hear(reply("k1", scores=SAD, comment="cancel", unit="North"), reply("k2", scores=SAD))
    out = home("take", "A1", "--by", "Ann Lee")
    assert out.startswith("Ann Lee has a1 since 4 March 2026, 12:00: Dissatisfied.")
    assert "What is the issue, as the customer sees it? What lies under it?" in out
    assert "Ann Lee has a1 already: it was taken on 4 March 2026, 12:00" in home.fails("take", "a1", "--by", "Bo Ek")
    assert home("take", "a1", "--by", "Bo Ek", "--over").startswith("Bo Ek has a1 since 4 March 2026, 12:00")
    assert "a1 goes to Head of service, step 2 of 3." in home("escalate", "a1", "--why", "They leave", "--by", "Bo Ek")
    out = home("show", "a1")
    assert "(at or below 2). Also: Speaks of leaving." in out
    assert "unit North" in out
    assert "The answer is about 3 March 2026 (survey relationship)." in out
    assert "nothing says what was done" in home.fails("close", "a1")
    assert "is no answer of the customer" in home.fails("close", "a1", "--customer-agrees", "perhaps")
    out = home(
        *("close", "a1", "--cause", "process_failed", "--done", "Rang them", "--customer-agrees", "no"),
        *("--issue", "Nobody rings back", "--beneath", "No list of calls"),
    )
    assert out.startswith("Closed: a1 (Dissatisfied). A process did not hold; the customer does not agree.")
    shown = home("show", "a1")
    assert "Escalated by hand to step 2 by Bo Ek on 4 March 2026, 12:00: They leave." in shown
    assert "The issue as the customer sees it: Nobody rings back." in shown
    assert "Done: Rang them; the customer does not agree." in shown
    assert "stays closed" in home.fails("take", "a1", "--by", "Ann Lee")
    assert "1 closed one is not shown: --all" in home("list")
    assert "Closed by Bo Ek on 4 March 2026, 12:00." in home("list", "--all")
    assert "there is no alert 'a9'" in home.fails("show", "a9")
    assert home("figures").splitlines()[1:5] == [
        "  One was first answered within 2 working hours.",
        "  Answered in time: 1 of 1 whose time has come.",
        "  One was closed within 2 working hours.",
        "  Customers who agree: 0 of 1 who was asked.",
    ]
    assert json.loads(home("figures", "--json"))["sorts"][0]["agreed"] == {"exact": "0", "rounded": 0.0}


class Typing(io.StringIO):
    """A terminal at which somebody types lines."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Typing("".join(f"{line}\n" for line in lines)))
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)


def test_what_was_left_out_is_asked_for_on_a_terminal(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home.hear(reply(scores=SAD))
    here = alerting_in(home.workspace, home.store)
    typed(
        monkeypatch, "", "Bo Ek", "Nobody rings back", "No list of calls", "weather", "process", "Rang them", "eh", "n"
    )
    ending, who = completed(here, "a1", Ending(), "", ask_agrees=True)
    assert who == "Bo Ek"
    assert ending == Ending("process_failed", "Rang them", "no", "Nobody rings back", "No list of calls")
    out = capsys.readouterr().out
    for part in ("Something is needed here", "What lies under it?", "no cause 'weather'", "'eh' is no answer"):
        assert part in out
    take(here, "a1", "Ann Lee", NOW)
    typed(monkeypatch, "", "", "Rang them")
    said = Ending(cause="need_not_met", agrees="yes")
    ending, who = completed(here, "a1", said, "", ask_agrees=False)
    assert (who, ending) == ("", Ending("need_not_met", "Rang them", "yes"))
    typed(monkeypatch, "Half of it")
    with pytest.raises(UserError, match="nothing was closed"):
        completed(here, "a1", Ending(), "", ask_agrees=True)


def test_the_second_of_two_at_once_is_told_who_has_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.hear(reply(scores=SAD))
    here = alerting_in(home.workspace, home.store)
    theirs = msgspec.structs.replace(alerts_of(home.store)[0], state="taken", taken=NOW, taken_by="Bo Ek")
    interleave(home.store, monkeypatch, VoiceKept(item=theirs, at=NOW))  # type: ignore[arg-type]  # of no plan
    with pytest.raises(UserError, match="Bo Ek has a1 already"):
        take(here, "a1", "Ann Lee", NOW)
    assert alerts_of(home.store)[0].taken_by == "Bo Ek"


def closed_thrice(home: Home) -> Home:
    home.hear(*(reply(f"k{at}", scores=SAD, account=f"Account {at}") for at in range(1, 4)))
    here = alerting_in(home.workspace, home.store)
    for at in range(1, 4):
        said = Ending("need_not_met", "Rang them", "yes", "Nobody rings back", f"Reason {at % 2}")
        close(here, f"a{at}", said, "Ann Lee", NOW)
    return home


def test_a_cause_that_comes_back_becomes_an_action_of_the_plan(home: Home) -> None:
    closed_thrice(home)
    assert "‘The need was not met’ came back: 3 answers from 3 accounts within 90 days." in home("list")
    out = home("propose")
    assert "The action would be: Put right for good: The need was not met." in out
    assert out.endswith("Next:  cxdna alerts propose need_not_met --add\n")
    assert json.loads(home("propose", "--json"))["proposals"][0]["alerts"] == ["a1", "a2", "a3"]
    out = home("propose", "The need", "--add", "--by", "Ann Lee")
    assert "Added: a1 (Put right for good: The need was not met), proposed, for account_management." in out
    assert "  It answers a1, a2 and a3.\n" in out
    (kept,) = home.store.actions(home.id)
    action = kept.action
    assert (action.trigger, action.kind, action.status) == ("complaint", "corrective", "proposed")
    assert action.closes == ("account_management",)
    assert action.customers.problem == "Nobody rings back."
    assert action.cause == "The need was not met. Under it: Reason 1. Reason 0."
    assert action.cause_is == "assumed"
    assert {one.action for one in alerts_of(home.store)} == {f"{home.id}/a1"}
    assert "No cause came back often enough" in home("propose")
    assert "no alert of the cause 'need_not_met' waits for an action" in home.fails("propose", "need_not_met", "--add")
    assert "Answered for good by" in home("show", "a1")


def test_doing_it_again_after_an_interruption_adds_no_second_action(home: Home) -> None:
    closed_thrice(home)
    kept = home.store.voice("alert")
    home("propose", "need_not_met", "--add")
    home.store.add(*(msgspec.structs.replace(one, seq=0) for one in kept[-3:]))  # the alerts were not marked yet
    out = home("propose", "need_not_met", "--add")
    assert out.startswith("The plan has it already: a1 (Put right for good: The need was not met).")
    assert len(home.store.actions(home.id)) == 1
    assert {one.action for one in alerts_of(home.store)} == {f"{home.id}/a1"}


def test_what_comes_back_after_its_action_was_done_gets_another(home: Home) -> None:
    closed_thrice(home)
    home("propose", "need_not_met", "--add")
    (kept,) = home.store.actions(home.id)
    home.store.add(msgspec.structs.replace(kept, action=msgspec.structs.replace(kept.action, status="done"), seq=0))
    home.hear(*(reply(f"k{at}", comment="cancel") for at in range(4, 7)))
    assert "came back: 3 answers within 90 days, though " + f"{home.id}/a1 was to end it." in home("list")
    out = home("propose", "need_not_met", "--add")
    assert "Added: a2 (Put right for good: The need was not met (2)), proposed" in out
    assert [one.action for one in alerts_of(home.store)] == [f"{home.id}/a1"] * 3 + [f"{home.id}/a2"] * 3


def test_praise_that_comes_back_calls_for_no_action(home: Home) -> None:
    glad = {"overall": 5, "recommend": 10}
    home.hear(*(reply(f"k{at}", scores=glad, consent=True) for at in range(1, 4)))
    here = alerting_in(home.workspace, home.store)
    for at in range(1, 4):
        close(here, f"a{at}", Ending("need_not_met", "Thanked them", "yes"), "Ann Lee", NOW)
    out = home("figures")
    assert "The need was not met: 3 (3 ever, 3 closed), comes back" in out
    assert out.endswith("Next:  cxdna alerts list\n")
    home.hear(*(reply(f"k{at}", comment="cancel") for at in range(4, 7)))
    assert home("figures").endswith("Next:  cxdna alerts propose need_not_met\n")
    home("propose", "need_not_met", "--add")
    assert home("figures").endswith("Next:  cxdna alerts list\n")


def test_a_cause_without_a_component_needs_one(home: Home) -> None:
    home.hear(reply(scores=SAD))
    here = alerting_in(home.workspace, home.store)
    close(here, "a1", Ending("process_failed", "Rang them"), "Ann Lee", NOW)
    assert "1 answer lately; 3 call for an action" in home("propose", "process_failed")
    assert "give it with --closes" in home.fails("propose", "process_failed", "--add")
    home("propose", "process_failed", "--add", "--closes", "q7.2")
    assert home.store.actions(home.id)[0].action.closes == ("q7.2",)
    assert "Call routing" in home.store.actions(home.id)[0].action.problem
    assert "nothing says which cause" in home.fails("propose", "--add")


def test_rules_are_written_checked_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "w", monkeypatch, text="")
    assert "write some to go on from: cxdna alerts rules --write" in home.fails("list")
    assert "no rules say yet" in home.fails("rules")
    assert home("rules", "--write").startswith("Wrote alerts.yaml.")
    assert "alerts.yaml is there already" in home.fails("rules", "--write")
    out = home("rules")
    assert "the score of ‘Overall, how satisfied are you?’ is at or below 2" in out
    assert "Take care: 'A customer would recommend us and may be named' is never raised" in out
    assert "twice in a row" not in out
    assert "No trigger has words" not in out
    assert "No alert is open." in home("list")
    assert "No alert was raised yet." in home("figures")
    home.workspace.alerts.write_text(home.workspace.alerts.read_text().replace("question: overall", "question: overal"))
    assert "survey 'relationship' does not ask 'overal'; did you mean 'overall'?" in home.fails("rules")
    home("list")  # what is there goes on being looked at


def test_the_commands_are_what_their_group_lists() -> None:
    listed = CliRunner().invoke(app, ["--help"]).output
    command = typer.main.get_command(app)
    for name in ("list", "show", "take", "escalate", "close", "figures", "propose", "rules"):
        assert name in listed
        assert command.get_command(None, name) is not None  # type: ignore[attr-defined]  # a group
