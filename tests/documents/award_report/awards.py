"""Readiness of a year for the tests of award reports: open, ready, empty, and with long texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

import msgspec

from cxdna.documents.award_report.material import AwardMaterial
from cxdna.voice.award.check import readiness
from cxdna.voice.award.checklist import CHECKLIST, DISTINCTION
from cxdna.voice.award.model import overall
from cxdna.voice.model import AwardYear, Checked, Facing, Training, Voice
from cxdna.voice.survey.model import Window
from tests.documents.index_report import surveys

TODAY: Final = dt.date(2027, 1, 18)
WINDOW: Final = Window(
    name="award-2026", purpose="award", first=202601, last=202612, fixed=dt.date(2025, 12, 10), by="R. Okafor"
)


def _checked(check: str, evidence: str = "Audit file 2026, folder 3") -> Checked:
    return Checked(
        about="2026", check=check, answer="yes", evidence=evidence, by="M. Lindqvist", on=dt.date(2027, 1, 11)
    )


def _voice(**more: object) -> Voice:
    of = surveys.ordinary().fielded
    given: dict[str, object] = {
        "surveys": (of,),
        "windows": (WINDOW,),
        "award_years": (
            AwardYear(data_year=2024, award_year=2025),
            AwardYear(data_year=2025, award_year=2026, note="second time"),
        ),
        "facing": Facing(people=80, on=dt.date(2026, 12, 1)),
        "training": (
            Training(id="t1", person="J. Brandt", curriculum="Relationships with customers", date=dt.date(2026, 5, 4)),
        ),
    }
    return Voice(**{**given, **more})  # type: ignore[arg-type]  # of the struct


def material(voice: Voice, **more: object) -> AwardMaterial:
    """Return what a report on 2026 is made of."""
    audits = more.pop("audits", {})
    return AwardMaterial(
        client="Meridian Field Services",
        consultant="Customer experience office",
        confidentiality="Confidential",
        look=surveys.LOOK,
        readiness=readiness(voice, 2026, audits=audits, today=TODAY, **more),  # type: ignore[arg-type]  # options of it
        voice=voice,
        today=TODAY,
        audits=audits,  # type: ignore[arg-type]  # a mapping
    )


def still_open() -> AwardMaterial:
    """Some of the checklist answered, an audit with a finding, a category that is under 4.0."""
    voice = _voice(checked=tuple(_checked(one.id) for one in CHECKLIST[:5]))
    return material(voice, audits={"after_service": surveys.audited({17: "finding", 14: "remark", 30: "remark"})})


def ready() -> AwardMaterial:
    """Every line passes."""
    voice = _voice(checked=tuple(_checked(one.id) for one in (*CHECKLIST, *DISTINCTION)))
    found = material(voice, audits={"after_service": surveys.audited(dict.fromkeys(range(1, 31), "clear"))})
    lines = tuple(msgspec.structs.replace(one, verdict="pass", missing="") for one in found.readiness.lines)
    made = msgspec.structs.replace(found.readiness, lines=lines, verdict=overall(lines))
    return msgspec.structs.replace(found, readiness=made)


def empty() -> AwardMaterial:
    """Nothing is there: nothing is proved."""
    return material(Voice())


def long() -> AwardMaterial:
    """A unit, long texts in every line, several surveys in the audit."""
    found = still_open()
    text = "the answers of the customers who were asked in the second half of the year were kept by two departments "
    lines = tuple(
        msgspec.structs.replace(
            one,
            found=f"{one.found}: {text * 2}",
            missing=text * 2 if at % 2 else "",
            verdict=("not proved", "fail", "pass with remarks")[at % 3],
        )
        for at, one in enumerate(found.readiness.lines)
    )
    made = msgspec.structs.replace(
        found.readiness, lines=lines, verdict="fail", unit="Northern projects and everything that belongs to them"
    )
    audits = {**found.audits, "second": surveys.audited(dict.fromkeys(range(1, 31), "finding"), text * 2)}
    return msgspec.structs.replace(found, readiness=made, audits=audits)


CASES: Final[dict[str, Callable[[], AwardMaterial]]] = {
    "open": still_open,
    "ready": ready,
    "empty": empty,
    "long": long,
}
VERDICTS: Final = ("pass", "pass with remarks", "not proved", "fail")
