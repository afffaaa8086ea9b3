"""The lines of award readiness that no file of answers can show: each is answered with evidence, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdna.voice.award.model import Asked

CHECKLIST: Final[tuple[Asked, ...]] = (
    Asked(
        "independent_audit",
        "Instrument and responses were audited by somebody independent",
        "Has somebody who is not rated, and does not report to who is, audited the questionnaire and the answers for "
        "accuracy and bias?",
        "the audit report, with the name of who made it",
    ),
    Asked(
        "categories_apply",
        "The categories measured are all that apply to the organisation",
        "Are all areas in which customers are served, such as technical support, field service, customer service and "
        "account management, among the categories that were measured?",
        "a list of the services offered beside the categories measured",
    ),
    Asked(
        "customers_only",
        "Only customers answered",
        "Was it made sure that neither staff nor partners could answer in place of a customer?",
        "the list that invitations were drawn from, and how answers were checked against it",
    ),
    Asked(
        "instrument_kept",
        "The exact wording of every version is kept",
        "Is every version of the questionnaire kept: wording, order, direction of scales, translations, days of "
        "change?",
        "the questionnaires as customers saw them, with a version log",
    ),
    Asked(
        "frame_complete",
        "Everybody who was eligible could be asked",
        "Does the list of those to be asked come from the source system, with each exclusion counted and its reason?",
        "the extract, the count of exclusions by reason, and opt-outs",
    ),
    Asked(
        "selection",
        "Nobody chose who is asked",
        "Was everybody asked, or a random selection whose rule can be run again?",
        "the rule of selection with its seed, and invitations against those eligible by team",
    ),
    Asked(
        "fieldwork_recorded",
        "The fieldwork can be followed",
        "Are mode, dates, reminders, gifts and what became of each invitation recorded?",
        "the fieldwork report",
    ),
    Asked(
        "answers_untouched",
        "Answers are as customers gave them",
        "Are the raw files kept unchanged, with a log of every row that was taken out and why?",
        "raw files with their hashes, and the log",
    ),
    Asked(
        "recalculated",
        "Somebody else came to the same index",
        "Has a second person worked the index out again from the answers, unrounded, and found the same?",
        "their calculation",
    ),
    Asked(
        "claims_match",
        "What is said in public is what was measured",
        "Does everything said about the results name what was measured, of whom, when and on which scale?",
        "texts of releases and pages beside the results",
    ),
    Asked(
        "custody",
        "Who held the data is known, and it is kept",
        "Is it recorded who held the data when, are conflicts of interest declared, and is all of it kept three years?",
        "signed declarations and the rule of retention",
    ),
)
"""What an auditor of such an award asks beside the figures."""

DISTINCTION: Final[tuple[Asked, ...]] = (
    Asked(
        "relationship_training",
        "Staff are trained in customer relationships",
        "Was training in customer relationships held for those who deal with customers?",
        "curriculum and attendance, or the training register",
    ),
    Asked(
        "strategy_review",
        "The customer strategy was reviewed in the year",
        "Was the customer experience strategy reviewed by those who lead, in this year?",
        "minutes of the review",
    ),
)
"""What the distinction for five award years in a row asks beside."""

BY_ID: Final[Mapping[str, Asked]] = {one.id: one for one in (*CHECKLIST, *DISTINCTION)}
