"""Alerts that the answers of a file raise, where an organisation has rules for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cxdna.alerts.model import Alert, AlertRules
from cxdna.errors import Problems
from cxdna.voice.model import SurveyFile
from cxdna.voice.source.model import Source
from cxdna.voice.survey.model import Survey
from cxdna.workflows.surveys.hand import survey_meant, voice_of
from cxdna.workflows.surveys.take_in import Work
from cxdna.workspace.model import Workspace


def rules_for(workspace: Workspace) -> AlertRules | None:
    """Return the rules of a workspace, None where it has none. Raises `Problems`, so that nothing is taken in first."""
    if not workspace.alerts.exists():
        return None
    from cxdna.workflows.alerting.open import rules_of  # noqa: PLC0415 - reads YAML: only where there are rules

    return rules_of(workspace)


def raise_from(work: Work, rules: AlertRules | None, survey: Survey, source: Source) -> tuple[Alert, ...]:
    """Raise the alerts of a file, durably, and return them; answers of staff raise none."""
    if rules is None or survey.asks != "customers":
        return ()
    from cxdna.alerts.raising import since  # noqa: PLC0415 - only where there are rules
    from cxdna.voice.counts.replies import replies  # noqa: PLC0415 - the same
    from cxdna.workflows.alerting.raise_alerts import raise_alerts  # noqa: PLC0415 - the same

    counter = work.counter
    with counter.engine.open(source, counter.limits) as opened:
        found = replies(opened, survey, source, since(rules, work.moment))
        return raise_alerts(work.store, rules, found, work.moment, work.today)


def raise_missed(work: Work, rules: AlertRules | None, file: SurveyFile, source: Source) -> tuple[Alert, ...]:
    """Raise what a file that is there already did not raise yet: its rules are newer, or its import was cut short.

    Rows that cannot be read were told of when it was taken in, and are passed over.
    """
    from cxdna.voice.source.problems import without_bad_rows  # noqa: PLC0415 - for a file that is there already only

    survey = survey_meant(voice_of(work.store), file.survey).survey
    if not source.suspect:
        try:
            return raise_from(work, rules, survey, source)
        except Problems:
            pass
    return raise_from(work, rules, survey, without_bad_rows(source, survey, work.counter.folder))


def alert_lines(alerts: Sequence[Alert]) -> Iterator[str]:
    """Yield what was raised; what comes next is said once for all."""
    if alerts:
        from cxdna.workflows.alerting.raise_alerts import raised_lines  # noqa: PLC0415 - only where there are alerts

        yield from (line for line in raised_lines(alerts) if not line.startswith("Next:"))
