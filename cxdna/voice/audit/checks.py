"""The thirty checks of a survey, from its wording to what became of its answers, in our own words.

The thresholds are conventions of this tool, but where a published rule is named; each is said beside its outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from cxdna.voice.audit.model import Area, Check

Severity = Literal["high", "medium", "low"]


def _check(  # noqa: PLR0913, PLR0917 - a row of the table below
    number: int, name: str, area: Area, severity: Severity, title: str, detector: str, threshold: str, asked: str = ""
) -> Check:
    return Check(
        id=name,
        number=number,
        area=area,
        severity=severity,
        title=title,
        detector=detector,
        threshold=threshold,
        computed=name in COMPUTED,
        asked=asked,
    )


COMPUTED: Final = frozenset(
    {
        *("leading_words", "double_barrelled", "anchors", "no_answer_option", "length", "all_positive", "languages"),
        *("countries", "coverage", "exclusions", "roles", "invitations", "channel_shift", "timing", "duplicates"),
        *("careless", "late_deletion", "changed_rules", "chosen_window", "rounding"),
    }
)
"""The checks that the survey, its counts or its files can show."""

CHECKS: Final[tuple[Check, ...]] = (
    _check(
        *(1, "leading_words", "design", "high", "Words that lead to an answer"),
        "The texts of the questions are searched for words that praise, push or leave the measure open.",
        "any such word is a remark",
    ),
    _check(
        *(2, "double_barrelled", "design", "high", "Two questions in one"),
        "The texts of the questions are searched for two clauses, two verbs, two subjects or a list.",
        "any such text is a finding: nobody can say which half was rated",
    ),
    _check(
        *(3, "first_item", "design", "medium", "What comes before the rating"),
        "Whoever ran the survey shows the order in which customers saw it.",
        "nothing before the rating praises, thanks or reminds of a benefit",
        "Does the rating come before any text that could raise or lower it, such as praise, thanks or a benefit?",
    ),
    _check(
        *(4, "anchors", "design", "medium", "Anchors that overlap or are out of balance"),
        "The words for the scores are compared: alike at neighbouring scores, more good ones than bad ones.",
        "two neighbours that say the same, or good and bad sides of different size",
        "Do the words for the scores differ clearly from each other, with as many good ones as bad ones?",
    ),
    _check(
        *(5, "no_answer_option", "design", "medium", "No way to give no answer"),
        "The survey states what stands for no answer, or its files have empty scores.",
        "a survey that allows neither makes people rate what they do not know",
        "Can customers leave a question out, or say that it does not apply?",
    ),
    _check(
        *(6, "cues", "design", "high", "Colours, faces or labels that show the score wanted"),
        "Whoever ran the survey shows the screens as customers saw them.",
        "no colour, face, target or key of scores beside the scale",
        "Is the scale free of colours, faces, targets and labels that show which score is wanted?",
    ),
    _check(
        *(7, "default_answer", "design", "high", "An answer that is set beforehand"),
        "Whoever ran the survey shows the screens as customers saw them.",
        "nothing is chosen before the customer chooses",
        "Is every scale empty until the customer chooses?",
    ),
    _check(
        *(8, "length", "design", "low", "Length"),
        "The questions are counted, and where files tell the seconds, the middle time is taken.",
        "over 15 questions is a remark, over 30 a finding",
    ),
    _check(
        *(9, "all_positive", "design", "low", "All items point the same way"),
        "Scales are compared: with four questions and more, one at least should have its good end low.",
        "none in four questions and more is a remark: who agrees with everything is not noticed",
    ),
    _check(
        *(10, "languages", "design", "medium", "The same meaning in every language"),
        "Where answers came in several languages, the translations are asked for.",
        "each translation was translated back or tried out by native speakers",
        "Was each language version checked by translating it back, or by trying it out with native speakers?",
    ),
    _check(
        *(11, "countries", "design", "medium", "Countries that answer in different styles"),
        "Where answers came from several countries, the use of the results is asked about.",
        "no ranking of countries by raw scores",
        "Are countries compared only with themselves over time, or after allowing for how they use scales?",
    ),
    _check(
        *(12, "coverage", "frame", "high", "Customers who could not answer"),
        "Groups that answer in some waves and are missing in others; response rates by the AAPOR definitions; who "
        "answered against the population that the survey states (chi-square, Holm).",
        "a group missing in a wave is a remark; a rate under 80% calls for a bias analysis (OMB, 2006); another mix "
        "than the population's with p under 1% is a finding where a share differs by 5 points or more, else a remark",
        "Was it analysed whether those who did not answer, or could not be reached, differ from those who did?",
    ),
    _check(
        *(13, "addresses", "frame", "high", "Addresses that staff can change"),
        "The log of changes to contact data before sending is asked for.",
        "staff who are rated cannot change or withhold an address unseen",
        "Is it logged who changes a customer's address before the survey is sent, and are the changes reviewed?",
    ),
    _check(
        *(14, "exclusions", "frame", "high", "Exclusions that grow"),
        "The share of answers that rules leave out, wave by wave.",
        "over 5% of answers, or twice the share of the wave before",
        "Does a log name each answer that was left out with its reason, and was it looked at why so many were?",
    ),
    _check(
        *(15, "roles", "frame", "medium", "Only some roles answer"),
        "The mix of contact roles: those who decide against those who influence or use.",
        "no answers of those who decide is a finding, one role with over 80% a remark",
        "Do those who decide, those who influence and those who use all get asked?",
    ),
    _check(
        *(16, "after_closing", "frame", "medium", "Only closed and won cases are surveyed"),
        "The event that starts the survey is asked for.",
        "open, lost and cancelled cases are asked as well",
        "Are customers with open, lost or cancelled cases surveyed as well?",
    ),
    _check(
        *(17, "invitations", "fieldwork", "high", "Employees who choose whom to invite"),
        "Answers by invitations of each employee, against the spread that chance allows (binomial funnel).",
        "outside of the 99.7% limits of the whole is a remark, and a finding where it also is for so many employees",
        "Is it the system, and not the employee, that decides which customer is invited?",
    ),
    _check(
        *(18, "begging", "fieldwork", "high", "Asking for a score"),
        "Recordings, mails and instructions are looked at.",
        "nobody tells customers which score counts",
        "Is it made sure that nobody asks customers for a certain score, and was that looked into?",
    ),
    _check(
        *(19, "incentives", "fieldwork", "high", "Rewards that hang on the score"),
        "The rules of bonuses and of gifts to customers are asked for.",
        "no gift depends on the score, and no bonus on single answers",
        "Are gifts to customers free of any condition on the score, and bonuses of staff free of single answers?",
    ),
    _check(
        *(20, "staff_present", "fieldwork", "medium", "Staff who look on"),
        "The way of asking is described.",
        "nobody who is rated is there while the customer answers",
        "Do customers answer while nobody who is rated is present or on the line?",
    ),
    _check(
        *(21, "anonymity", "fieldwork", "medium", "Customers who fear to be named"),
        "What customers were told about the use of their answers is asked for.",
        "customers know who sees their answers, and can stay unnamed",
        "Were customers told who sees their answers, and can they answer without being named?",
    ),
    _check(
        *(22, "reminders", "fieldwork", "medium", "Reminders to some only"),
        "The rule for reminders is asked for.",
        "all who have not answered are reminded alike",
        "Do all who have not answered get the same reminders, whatever they rated before?",
    ),
    _check(
        *(23, "channel_shift", "fieldwork", "medium", "Another mode of asking between waves"),
        "The mix of channels in the waves is compared (chi-square), and the scores of each channel with all others "
        "(Welch's t, Holm).",
        "p under 1% and a share that moved by 10 points or more is a finding, p under 1% alone a remark, as are "
        "channels 0.2 points of five apart",
        "Was the way of asking (mail, telephone, web) the same in all waves?",
    ),
    _check(
        *(24, "timing", "fieldwork", "medium", "Early against late answers"),
        "The first third to answer after the event is compared with the last third (Welch's t, Holm); answers of the "
        "last three days of the months are counted.",
        "p under 5% is a remark, and with 0.2 points of five or more a finding; twice as many at month ends a remark",
        "Do invitations go out within three days of the event, on days that nobody chooses?",
    ),
    _check(
        *(25, "duplicates", "data", "high", "Answers given twice, or by oneself"),
        "The same respondent twice for one event; over two answers from one device; comments of 60 signs or 10 words "
        "and more, word for word.",
        "any is a remark; over 2% of the answers by the same respondent or device is a finding, comments never are",
        "Were answers that customers or staff gave twice looked for in another way, with a log of what was taken out?",
    ),
    _check(
        *(26, "careless", "data", "medium", "Answers without reading"),
        "All answers alike over four questions and more; answering in less than a third of the middle time.",
        "over 10% alike or over 2% fast is a remark, over 25% alike or over 5% fast a finding",
        "Were answers without reading looked for in another way, with a log of what was taken out?",
    ),
    _check(
        *(27, "late_deletion", "data", "high", "Rows that disappear, and answers after the end"),
        "What counts is compared with files that were taken out or replaced; share of late answers.",
        "a month that lost answers is a finding, one taken out as a whole or over 5% late answers a remark",
        "Are answers kept as they came, with a log of every row that was removed and why?",
    ),
    _check(
        *(28, "changed_rules", "data", "high", "Wording, scales or weighting that changed"),
        "Files that were counted by different versions of the survey; scales before the present one; weights by wave.",
        "a changed version is a remark, a changed scale without a bridge or a doubled effect of weights a finding",
        "Is every change of wording, scale and weighting logged, with its day and its effect on the index?",
    ),
    _check(
        *(29, "chosen_window", "data", "high", "Choosing the best window or segment"),
        "Windows with the day on which they were fixed, against the first event of the data.",
        "a window fixed after its first event is a remark, none at all leaves it open",
        "Were window, segments and exclusions fixed in writing before the answers came in?",
    ),
    _check(
        *(30, "rounding", "data", "high", "Rounding at the threshold"),
        "Every index of a wave, category, unit or country that lies next to 4.0 is compared unrounded.",
        "from 3.995 to 4.005 is a remark: on paper it is 4.00, and the unrounded value decides",
    ),
)
CAN_BE_EXPLAINED: Final = frozenset({"exclusions", "invitations", "duplicates", "late_deletion"})
"""The checks of which a finding may have a good reason: who can show it makes it a remark, and never more."""
BY_ID: Final[Mapping[str, Check]] = {one.id: one for one in CHECKS}
ASKED: Final[tuple[Check, ...]] = tuple(one for one in CHECKS if one.asked)
"""The checks of the checklist: those that no file shows, and those where an answer adds to what a file shows."""
