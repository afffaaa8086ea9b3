"""Answers to lines of a checklist: kept with who gave them, when, and what they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import match
from cxdna.store.model import VoiceKept
from cxdna.store.port import Store
from cxdna.voice.audit.checks import ASKED, BY_ID
from cxdna.voice.audit.model import Check
from cxdna.voice.model import Checked
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, wrong_text
from cxdna.workflows.surveys.keep import keep

Said: TypeAlias = Literal["yes", "partly", "no", "not_applicable"]
_OTHER_WORDS: Final[Mapping[str, str]] = {
    "y": "yes",
    "n": "no",
    "in part": "partly",
    "partially": "partly",
    "n a": "not_applicable",
    "na": "not_applicable",
    "does not apply": "not_applicable",
}
ALL: Final[tuple[Said, ...]] = ("yes", "partly", "no", "not_applicable")


class AnswerAsk(NamedTuple):
    """An answer to a line, as it was typed."""

    check: str
    answer: str
    evidence: str = ""
    note: str = ""
    by: str = ""


def read_answer(
    ask: AnswerAsk, about: str, known: Collection[str], today: dt.date, allowed: Sequence[Said] = ALL
) -> Checked:
    """Return what was answered. Raises `Problems` with all that is wrong: the line, the answer, the texts."""
    problems: list[Problem] = []
    check = _check(ask.check, known, problems)
    answer = _answer(ask.answer, allowed, problems)
    texts = {
        name: " ".join(text.split()) for name, text in (("evidence", ask.evidence), ("note", ask.note), ("by", ask.by))
    }
    for name, text in texts.items():
        most = LONGEST_NAME if name == "by" else LONGEST_REASON
        problems += [Problem("", 0, what, do) for what, do in wrong_text(f"--{name}", text, most)]
    if problems or answer is None:
        raise Problems(problems)
    return Checked(about=about, check=check, answer=answer, on=today, **texts)


def _check(text: str, known: Collection[str], problems: list[Problem]) -> str:
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted not in known:
        problems.append(Problem("", 0, f"there is no line '{shortened(text)}'", meant(wanted, known)))
    return wanted


def _answer(text: str, allowed: Sequence[Said], problems: list[Problem]) -> Said | None:
    try:
        found = match(text, allowed, "answer", {word: to for word, to in _OTHER_WORDS.items() if to in allowed})
    except UserError:
        words = ", ".join(one.replace("_", " ") for one in allowed)
        problems.append(Problem("", 0, f"'{shortened(text)}' is no answer", f"give one of: {words}"))
        return None
    return next(one for one in allowed if one == found)


def keep_answer(store: Store, checked: Checked, moment: dt.datetime) -> bool:
    """Keep an answer, durably; tell whether it is other than the one that held."""
    told: list[bool] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        held = [one.item for one in read if isinstance(one.item, Checked)]
        before = next((one for one in reversed(held) if (one.about, one.check) == (checked.about, checked.check)), None)
        told[:] = [before != checked]
        return (VoiceKept(item=checked, at=moment, by=checked.by),) if told[0] else ()

    keep(store, make, "checked")
    return told[0]


def find_check(text: str) -> Check:
    """Return a check of the survey audit that people answer, by its id or number. Raises `UserError`."""
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    by_number = {str(one.number): one.id for one in BY_ID.values()}
    name = by_number.get(wanted, wanted)
    known = [one.id for one in ASKED]
    if name in BY_ID and name not in known:
        what = f"nobody has to answer '{name}': the survey or its files show it"
        raise UserError(what, "see what was found with: cxdna survey audit")
    if name not in known:
        raise UserError(f"the audit has no check '{shortened(text)}'", meant(wanted, known))
    return BY_ID[name]


def kept_lines(checked: Checked, asked: str, *, new: bool, needs: str) -> Iterator[str]:
    """Yield what was kept, and what it still lacks."""
    yield f"{'Noted' if new else 'Noted already'}: {asked} {checked.answer.replace('_', ' ')}."
    if checked.evidence:
        yield f"Evidence: {checked.evidence}."
    elif checked.answer in {"yes", "partly"}:
        yield f"Without evidence it proves nothing: say where it lies with --evidence ({needs})."
