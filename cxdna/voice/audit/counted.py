"""What the counts of a survey show: who is missing, what was left out, who answered how, and what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from cxdna.privacy.suppress import suppress
from cxdna.statistics.compare import Compared, equal_proportions, holm
from cxdna.statistics.display import counted, listed, long_date, percent, rounded, shown
from cxdna.voice.audit.model import Found, Result
from cxdna.voice.audit.shares import beside
from cxdna.voice.audit.waves import ENOUGH, by_group, by_wave, waves_in_order
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Window
from cxdna.voice.windows import first_day

MANY_EXCLUDED: Final = Fraction(5, 100)
FEW_TO_DOUBLE: Final = 10
"""Fewer answers than these that were left out prove no growth."""
MANY_LATE: Final = Fraction(5, 100)
ONE_ROLE: Final = Fraction(80, 100)
MOVED: Final = Fraction(10, 100)
SHIFT_BY_CHANCE: Final = 0.01
WATCHED: Final = ("category", "country", "tier", "unit", "language")
"""The dimensions of which a group that is missing in a wave is told."""
_DECIDE: Final = ("decid", "decision", "dm", "buyer", "purchas", "executive", "sponsor", "owner")


def from_counts(fielded: Fielded, windows: Sequence[Window] = ()) -> Iterator[Found]:
    """Yield what the counts show, for the checks of frame, fieldwork and data; `windows` are all that were fixed."""
    yield styles(fielded, "languages", "language")
    yield styles(fielded, "countries", "country")
    yield missing_groups(fielded)
    yield exclusions(fielded)
    yield roles(fielded)
    yield channel_shift(fielded)
    yield late_answers(fielded)
    yield chosen_window(fielded, windows)


def styles(fielded: Fielded, check: str, dimension: str) -> Found:
    """Return whether answers came from several countries or in several languages, about which a person is asked."""
    if dimension not in fielded.survey.dimensions:
        return Found(check=check, result="not proved", found=f"no column says the {dimension} of an answer")
    groups = sorted(name for name, waves in by_group(fielded, dimension).items() if sum(waves.values()) >= ENOUGH)
    figures = ((f"{check} with {ENOUGH} answers and more", listed(groups) or "none"),)
    if len(groups) < 2:  # noqa: PLR2004 - one needs another to be compared with
        return Found(check=check, result="not applicable", found=f"answers came from one {dimension}", figures=figures)
    return Found(check=check, result="not proved", found=f"answers came from {len(groups)} {check}", figures=figures)


def missing_groups(fielded: Fielded) -> Found:
    """Return the groups that have answers in at least half of the waves and none in another."""
    waves = waves_in_order(fielded)
    watched = [name for name in WATCHED if name in fielded.survey.dimensions]
    if len(waves) < 2 or not watched:  # noqa: PLR2004 - one wave has none to be compared with
        why = "there is one wave only" if watched else "no column names a category, country, tier, unit or language"
        return Found(check="coverage", result="not proved", found=f"missing groups cannot be seen: {why}")
    where = tuple(
        f"{dimension} '{name}' has no answers in {listed(gaps)}"
        for dimension in watched
        for name, there in sorted(by_group(fielded, dimension).items())
        if sum(there.values()) >= ENOUGH
        and (gaps := [wave for wave in waves if not there.get(wave)])
        and len(gaps) * 2 <= len(waves)
    )
    figures = (("waves", str(len(waves))), ("compared", listed(watched)))
    found = f"{counted(len(where), 'group')} missing in a wave" if where else "no group is missing in a wave"
    return Found(check="coverage", result="remark" if where else "clear", found=found, figures=figures, where=where)


def exclusions(fielded: Fielded) -> Found:
    """Return how many answers rules leave out, staff answers among them, in all and from wave to wave."""
    out = by_wave(fielded, {"excluded", "staff"})
    every = by_wave(fielded, {"counted", "late", "excluded", "staff", "no_answer"})
    left, total = sum(out.values()), sum(every.values())
    if not left:
        found = "no rule leaves any answer out; rows removed before the file was written cannot be seen in it"
        return Found(check="exclusions", result="clear", found=found)
    shares = {wave: Fraction(out.get(wave, 0), every[wave]) for wave in waves_in_order(fielded) if every.get(wave)}
    many = [
        f"{wave}: {beside(share, MANY_EXCLUDED)} left out" for wave, share in shares.items() if share > MANY_EXCLUDED
    ]
    grown = [
        f"{wave}: {percent(share)} after {percent(shares[before])}"
        for before, wave in pairwise(shares)
        if out[wave] >= FEW_TO_DOUBLE and 2 * shares[before] <= (share := shares[wave]) <= MANY_EXCLUDED
    ]
    share = Fraction(left, total)
    reasons = listed(dict.fromkeys(one.reason for one in fielded.survey.exclude))
    figures = (("left out", f"{left:,} of {total:,} ({beside(share, MANY_EXCLUDED)})"), ("reasons", reasons))
    result: Result = "finding" if many or grown or share > MANY_EXCLUDED else "clear"
    text = f"{beside(share, MANY_EXCLUDED)} of the answers are left out" + (" and the share grew" if grown else "")
    return Found(check="exclusions", result=result, found=text, figures=figures, where=(*many, *grown))


def roles(fielded: Fielded) -> Found:
    """Return the mix of contact roles, and whether those who decide are among them."""
    if "role" not in fielded.survey.dimensions:
        return Found(check="roles", result="not proved", found="no column says the role of a contact")
    mix = {name: sum(waves.values()) for name, waves in by_group(fielded, "role").items()}
    total = sum(mix.values())
    if total < ENOUGH:
        return Found(check="roles", result="not proved", found=f"fewer than {ENOUGH} answers name a role")
    told = {name: n for name, n in sorted(suppress(mix).cells.items()) if n}
    figures = tuple((name, percent(Fraction(n, total))) for name, n in told.items())
    if not any(name.casefold().startswith(_DECIDE) for name in mix):
        found = f"no role is called after deciding: {listed(told) or 'they are too few to name'}"
        return Found(check="roles", result="finding", found=found, figures=figures)
    largest = max(mix, key=lambda name: mix[name])
    if Fraction(mix[largest], total) > ONE_ROLE:
        # The share of a role beside hidden ones would tell their size.
        share = beside(Fraction(mix[largest], total), ONE_ROLE) if largest in told else f"over {percent(ONE_ROLE)}"
        found = f"{share} of the answers come from one role, '{largest}'"
        return Found(check="roles", result="remark", found=found, figures=figures)
    return Found(check="roles", result="clear", found="those who decide and others answered", figures=figures)


def channel_shift(fielded: Fielded) -> Found:
    """Return whether the mix of channels moved between waves: each channel's share is tested, adjusted by Holm."""
    waves = [wave for wave, n in by_wave(fielded).items() if wave and n >= ENOUGH]
    if "channel" not in fielded.survey.dimensions or len(waves) < 2:  # noqa: PLR2004 - two are compared
        why = "no column says the channel" if len(waves) > 1 else f"fewer than two waves have {ENOUGH} answers"
        return Found(check="channel_shift", result="not proved", found=why)
    mix = {name: there for name, there in by_group(fielded, "channel").items() if sum(there.values()) >= ENOUGH}
    totals = [sum(there.get(wave, 0) for there in mix.values()) for wave in waves]
    tests: dict[str, Compared] = {}
    for name, there in mix.items():
        if found := equal_proportions([there.get(wave, 0) for wave in waves], totals):
            tests[name] = found
    if not tests:
        return Found(check="channel_shift", result="clear", found="all answers came by one channel")
    p = min(holm([one.p for one in tests.values()]))
    moves = {name: _move([mix[name].get(wave, 0) for wave in waves], totals) for name in tests}
    most = max(moves, key=lambda name: moves[name])
    points = counted(int(rounded(moves[most] * 100, 0)), "percentage point")
    figures = (("p", _p(p)), ("moved most", f"'{most}', by {points}"))
    if p >= SHIFT_BY_CHANCE:
        return Found(
            check="channel_shift", result="clear", found="the mix of channels stayed the same", figures=figures
        )
    result: Result = "finding" if moves[most] >= MOVED else "remark"
    found_text = f"the mix of channels changed: '{most}' moved by {points}"
    return Found(check="channel_shift", result=result, found=found_text, figures=figures)


def _move(ks: Sequence[int], ns: Sequence[int]) -> Fraction:
    shares = [Fraction(k, n) for k, n in zip(ks, ns, strict=True) if n]
    return max(shares) - min(shares)


def _p(p: float) -> str:
    return "under 0.001" if p < 0.001 else shown(Fraction(p), 3)  # noqa: PLR2004 - the last digit that is shown


def late_answers(fielded: Fielded) -> Found:
    """Return the share of answers that came too late to count."""
    days = fielded.survey.late_after_days
    if days is None:
        found = "the survey sets no last day for answers, so none is late"
        return Found(check="late_deletion", result="not proved", found=found)
    late = sum(by_wave(fielded, {"late"}).values())
    total = late + sum(by_wave(fielded).values())
    share = Fraction(late, total) if total else Fraction(0)
    figures = (("late", f"{late:,} of {total:,}"), ("last day", f"{days} days after the event"))
    result: Result = "remark" if share > MANY_LATE else "clear"
    text = f"{beside(share, MANY_LATE)} of the answers came too late and do not count"
    return Found(check="late_deletion", result=result, found=text, figures=figures)


def chosen_window(fielded: Fielded, windows: Sequence[Window]) -> Found:
    """Return whether windows were fixed before the first event of their months."""
    own = [one for one in windows if one.survey in {None, fielded.survey.id}]
    if not own:
        return Found(check="chosen_window", result="not proved", found="no window was fixed for this survey")
    first = min((file.counts.first for file in fielded.files if file.counts.first), default=None)
    late = [one for one in own if one.fixed > _begin(one, first)]
    where = tuple(f"{one.name}: fixed on {long_date(one.fixed)}, after its months began" for one in late)
    names = (("windows", listed(one.name for one in own)),)
    if late:
        found = f"{counted(len(late), 'window was', 'windows were')} fixed after the first event"
        return Found(check="chosen_window", result="remark", found=found, figures=names, where=where)
    text = f"{counted(len(own), 'window was', 'windows were')} fixed before the first event"
    return Found(check="chosen_window", result="clear", found=text, figures=names)


def _begin(window: Window, first: dt.date | None) -> dt.date:
    begin = first_day(window.first)
    return max(begin, first) if first else begin
