"""Single answers raise alerts: by all that a trigger names, once for each trigger, without the customer's words."""

import datetime as dt
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.alerts.model import AlertRules, Trigger
from cxdna.alerts.raising import raised, since, unless_known
from cxdna.voice.survey.model import Earlier, Scale
from tests.alerts.alerting import DAY, NOW, RULES, SURVEY, reply

SAD = {"overall": 2, "recommend": 3}


def by(*replies: Any, rules: AlertRules = RULES) -> list[tuple[str, str]]:
    return [(one.id, one.trigger) for one in raised(replies, rules, (), NOW, (SURVEY,))]


def only(**fields: Any) -> AlertRules:
    trigger = Trigger(**({"id": "t", "title": "T", "sort": "risk"} | fields))
    return msgspec.structs.replace(RULES, triggers=(trigger,))


def test_a_good_answer_raises_nothing_and_a_bad_one_what_it_is() -> None:
    assert by(reply()) == []
    assert by(reply("k1", scores=SAD), reply("k2"), reply("k3", scores=SAD, key_account=True)) == [
        ("a1", "low"),
        ("a2", "low"),
    ]


def test_an_alert_says_whose_it_is_and_why_without_the_customers_words() -> None:
    secret = "I will CANCEL, since Ms Secretname never calls back!"
    here = reply("k1", scores={"overall": 1}, account="acme", category="Field Service", comment=secret, tier="gold")
    (low,) = raised([here], RULES, (), NOW, (SURVEY,))
    assert low.why == "Scored 1 on ‘Overall, how satisfied are you?’ (at or below 2). Also: Speaks of leaving."
    assert (low.owner, low.account, low.tier, low.escalation) == ("Ann Lee", "acme", "gold", "usual")
    assert low.cause == "need_not_met", "of the trigger that assumes one"
    assert "Secretname" not in msgspec.json.encode(low).decode()
    assert (low.raised, low.event, low.state) == (NOW, DAY, "open")


@pytest.mark.parametrize(
    ("fields", "owner"),
    [
        ({"account": "Acme", "category": "Support"}, "Bo Ek"),
        ({"account": "Acme Sons"}, "Head of service"),
        ({"category": "field service"}, "Head of service"),
    ],
)
def test_the_first_owner_that_fits_holds(fields: dict[str, str], owner: str) -> None:
    assert raised([reply(scores=SAD, **fields)], RULES, (), NOW)[0].owner == owner
    nobody = msgspec.structs.replace(RULES, owners=RULES.owners[:2])
    assert raised([reply(scores=SAD, account="Other")], nobody, (), NOW)[0].owner == ""


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ("Please cancel.", True),
        ("CANCEL!", True),
        ("We cancelled", False),
        ("the cancellation", False),
        ("I might switch\nprovider soon", True),
        ("switch to another provider", False),
        ("", False),
    ],
)
def test_words_are_whole_words(comment: str, found: bool) -> None:
    assert bool(by(reply(comment=comment), rules=only(words=("cancel", "switch provider")))) is found


def test_words_are_found_whatever_their_accents_and_in_writing_without_spaces() -> None:
    assert by(reply(comment="Je vais RESILIER"), rules=only(words=("résilier",)))
    assert by(reply(comment="すぐに解約したいです"), rules=only(words=("解約",)))
    assert not by(reply(comment="concierge"), rules=only(words=("ciel", "on")))


@pytest.mark.parametrize(
    ("word", "comment", "found"),
    [
        ("cancel*", "We have CANCELLED it", True),
        ("cancel*", "the cancellation.", True),
        ("cancel*", "a ban, no recancel", False),
        ("kündig*", "Ich werde KÜNDIGEN!", True),
        ("kündig*", "Kuendigung folgt", True),
        ("kündig*", "Ku\u0308ndigung folgt", True),
        ("kündig*", "sehr kundige Beratung", False),
        ("gekündigt", "haben gekündigt", True),
        ("anderer anbieter", "Ein ANDERER Anbieter ist günstiger", True),
        ("résili*", "Nous voulons resilier", True),
        ("abogad*", "Hablaré con mi abogada", True),
    ],
)
def test_a_word_with_a_star_stands_for_any_ending_and_an_umlaut_is_a_letter(
    word: str, comment: str, found: bool
) -> None:
    assert bool(by(reply(comment=comment), rules=only(words=(word,)))) is found


def test_an_answer_raises_one_alert_by_what_weighs_most() -> None:
    fair = reply(scores={"overall": 4})
    glad = Trigger(id="glad", title="Glad", sort="opportunity", question="overall", at_or_above=4)
    several = [
        Trigger(id=f"r{at}", title=f"Risk {at}", sort="risk", at_or_below=4, question="overall") for at in "1234"
    ]
    (one,) = raised([fair], msgspec.structs.replace(RULES, triggers=(glad, *several)), (), NOW, (SURVEY,))
    assert (one.trigger, one.sort) == ("r1", "risk")
    assert one.why.endswith("(at or below 4). Also: Risk 2, Risk 3 and 2 more.")
    wordy = [msgspec.structs.replace(each, title="T" * 199) for each in several]
    (one,) = raised([fair], msgspec.structs.replace(RULES, triggers=tuple(wordy)), (), NOW, (SURVEY,))
    assert len(one.why) <= 200
    assert one.why.endswith("and 1 more.")


def test_praise_beside_a_word_of_leaving_is_no_opportunity() -> None:
    glad = {"scores": {"overall": 5, "recommend": 10}, "consent": True}
    words = Trigger(id="w", title="Leaves", sort="risk", words=("competitor",), key_accounts_only=True)
    rules = msgspec.structs.replace(RULES, triggers=(*RULES.triggers, words))
    assert by(reply(**glad), rules=rules) == [("a1", "promoter")]
    assert by(reply(**glad, comment="Your competitor asked us"), rules=rules) == [], "though it is no key account"
    assert by(reply(**glad, comment="We cancel"), rules=rules) == [("a1", "leaving")]


def test_a_risk_that_newer_rules_find_is_raised_after_an_opportunity_and_not_the_other_way() -> None:
    glad = reply(scores={"overall": 5, "recommend": 10}, consent=True, comment="Ich kündige")
    first = raised([glad], RULES, (), NOW, (SURVEY,))
    newer = msgspec.structs.replace(
        RULES, triggers=(Trigger(id="w", title="Leaves", sort="risk", words=("kündig*",)), *RULES.triggers)
    )
    second = raised([glad], newer, first, NOW, (SURVEY,))
    assert [(one.id, one.sort) for one in (*first, *second)] == [("a1", "opportunity"), ("a2", "risk")]
    assert raised([glad], newer, (*second, *first), NOW, (SURVEY,)) == ()
    assert raised([glad], RULES, second, NOW, (SURVEY,)) == ()


def test_days_to_come_raise_nothing() -> None:
    today, tomorrow = NOW.date(), NOW.date() + dt.timedelta(days=1)
    given = [reply("k1", scores=SAD, event=today), reply("k2", scores=SAD, event=tomorrow)]
    assert [one.reply for one in raised(given, RULES, (), NOW, (SURVEY,))] == ["k1"]
    there = raised(given, RULES, (), NOW, (SURVEY,), today=tomorrow)
    assert [one.reply for one in there] == ["k1", "k2"], "where the organisation's clock is ahead"


def test_an_alert_knows_the_unit_of_its_answer() -> None:
    assert raised([reply(scores=SAD, unit="North")], RULES, (), NOW)[0].unit == "North"


def test_a_drop_is_seen_where_there_is_an_answer_before() -> None:
    assert by(reply(scores={"overall": 3}, before={"overall": 5})) == [("a1", "drop")]
    assert by(reply(scores={"overall": 3}, before={"overall": 4})) == []
    assert by(reply(scores={"overall": 3})) == []
    (one,) = raised([reply(scores={"overall": 3}, before={"overall": 5})], RULES, (), NOW, (SURVEY,))
    assert one.why == "Scored 3 on ‘Overall, how satisfied are you?’, 2 points worse than the answer before."


def test_worse_is_higher_where_a_low_score_is_good() -> None:
    ease = only(question="trouble", drop=3)
    assert by(reply(scores={"trouble": 6}, before={"trouble": 2}), rules=ease)
    assert not by(reply(scores={"trouble": 2}, before={"trouble": 6}), rules=ease)


def test_all_that_a_trigger_names_must_hold() -> None:
    strict = only(at_or_below=2, words=("late",), roles=("Decides",), categories=("support",), question="overall")
    good = {"scores": {"overall": 2}, "comment": "too late", "role": "decides", "category": "Support"}
    assert by(reply(**good), rules=strict)
    for name, other in (("scores", {"overall": 3}), ("comment", "fine"), ("role", "uses"), ("category", "sales")):
        assert not by(reply(**(good | {name: other})), rules=strict), name


def test_who_would_recommend_is_an_opportunity_only_where_they_may_be_named() -> None:
    glad = {"overall": 5, "recommend": 10}
    (one,) = raised([reply("k1", scores=glad), reply("k2", scores=glad, consent=True)], RULES, (), NOW, (SURVEY,))
    assert (one.sort, one.reply) == ("opportunity", "k2")
    assert one.why == "Scored 10 on ‘Would you recommend us?’ (at or above 9); may be named as a reference."


def test_staff_and_what_happened_long_ago_raise_nothing() -> None:
    staff = msgspec.structs.replace(SURVEY, asks="staff")
    assert raised([reply(scores=SAD)], RULES, (), NOW, (staff,)) == ()
    first = since(RULES, NOW)
    assert first == dt.date(2026, 2, 2)
    assert by(reply(scores=SAD, event=first - dt.timedelta(days=1))) == []
    assert by(reply("k1", scores=SAD, event=first), reply("k2", scores=SAD, event=None)) == [
        ("a1", "low"),
        ("a2", "low"),
    ]


def test_a_limit_looks_only_where_the_scale_has_it() -> None:
    top = only(question="overall", at_or_above=5)
    ten = msgspec.structs.replace(SURVEY.questions[0], scale=Scale(low=0, high=10))
    yearly = msgspec.structs.replace(SURVEY, id="yearly", questions=(ten,))

    def by_trigger(rules: AlertRules, survey: str, score: int) -> bool:
        return bool(raised([reply(survey=survey, scores={"overall": score})], rules, (), NOW, (SURVEY, yearly)))

    assert by_trigger(top, "relationship", 5)
    own = only(question="overall", at_or_above=5, survey="relationship")
    assert (by_trigger(own, "relationship", 5), by_trigger(own, "yearly", 5)) == (True, False)
    high = only(question="overall", at_or_above=9)
    assert (by_trigger(high, "yearly", 9), by_trigger(high, "relationship", 9)) == (True, False)
    low = only(at_or_below=5)
    assert (by_trigger(low, "yearly", 5), by_trigger(low, "relationship", 5)) == (True, False), "all are at or below"


def test_the_scale_is_the_one_of_the_month() -> None:
    moved = msgspec.structs.replace(
        SURVEY.questions[0],
        scale=Scale(low=0, high=10),
        earlier=(Earlier(until="2026-02", scale=Scale(low=1, high=5)),),
    )
    changed = msgspec.structs.replace(SURVEY, questions=(moved,))
    high = only(question="overall", at_or_above=9)
    for day, found in ((dt.date(2026, 2, 20), 0), (DAY, 1)):
        assert len(raised([reply(scores={"overall": 9}, event=day)], high, (), NOW, (changed,))) == found


replies = st.lists(
    st.builds(
        lambda key, score, word, account: reply(
            f"k{key}", scores={"overall": score}, comment=word, key_account=account
        ),
        st.integers(0, 12),
        st.integers(1, 5),
        st.sampled_from(("", "cancel", "fine")),
        st.booleans(),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


@given(replies, st.data())
def test_an_answer_raises_an_alert_once_however_often_its_file_is_added(given_: list[Any], data: st.DataObject) -> None:
    whole = raised(given_, RULES, (), NOW)
    cut = data.draw(st.integers(0, len(given_)))
    first = raised(given_[:cut], RULES, (), NOW)
    rest = raised(given_, RULES, first, NOW)  # an export that grows holds the earlier answers again
    assert [one.id for one in (*first, *rest)] == [f"a{at + 1}" for at in range(len(whole))]
    assert {(one.trigger, one.reply) for one in (*first, *rest)} == {(one.trigger, one.reply) for one in whole}
    assert len({one.reply for one in whole}) == len(whole)
    assert raised(given_, RULES, (*first, *rest), NOW) == ()
    assert unless_known(whole, first) == rest
