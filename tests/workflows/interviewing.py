"""A workspace in memory, and somebody who types into the questionnaire."""

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from itertools import count
from pathlib import Path
from unittest.mock import patch

from cxdna.answers.model import Answer, Mode
from cxdna.cli.ask import Ended
from cxdna.cli.assess_talk import Talk
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.store.latest import answers_that_hold
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Assessment, Closing, Snapshot
from cxdna.workflows.answering.assess import sit_down
from cxdna.workflows.answering.who import Who, someone_new
from cxdna.workflows.current import Current
from cxdna.workspace.model import Settings, Workspace
from tests.scores.building import part, playbook, profile, question, questionnaire

MOMENT = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
FOUR = questionnaire(question("q1"), question("q2"), question("q3", "b"), question("q4", "b"))
BOOK = playbook(part("one", part("a"), part("b")))


def drawing() -> Callable[[int], str]:
    """Return chance that can be told in advance."""
    numbers = count(1)
    return lambda size: f"{next(numbers):0{2 * size}x}"


def assessment(name: str = "a_2026", **fields: object) -> Assessment:
    given = {"mode": "named", "opened": dt.date(2026, 11, 1), "previous": None, **fields}
    return Assessment(
        id=name,
        title="CX 2026",
        questionnaire="asked",
        questionnaire_version="1.0",
        playbook="book",
        playbook_version="1.0",
        basis="as_answered",
        **given,  # type: ignore[arg-type]
    )


def opened(
    asked: Questionnaire = FOUR,
    book: Playbook = BOOK,
    *,
    mode: Mode = "named",
    store: MemoryStore | None = None,
    folder: Path = Path("nowhere"),
    previous: str | None = None,
) -> Current:
    """Return an open assessment; `previous` names one that is in the store already."""
    kept = store or MemoryStore()
    made = assessment(mode=mode, previous=previous)
    if made.id not in {one.id for one in kept.assessments()}:
        kept.add(made)
    settings = Settings(id="w_1", organisation=profile())
    return Current(
        workspace=Workspace(folder, settings),
        store=kept,
        assessment=made,
        playbook=book,
        questionnaire=asked,
        closing=None,
    )


def anna(now: Current) -> Who:
    return someone_new(now, "Anna Lee", "Head of service", "Everyone", drawing())


def type_in(lines: Iterable[str], act: Callable[[], object]) -> tuple[str, bool]:
    """Type lines and then end the input; return what was printed, and whether it ended before all was asked."""
    printed = io.StringIO()
    with patch("sys.stdin", io.StringIO("".join(f"{one}\n" for one in lines))), redirect_stdout(printed):
        try:
            act()
        except Ended:
            return printed.getvalue(), True
    return printed.getvalue(), False


def talk(now: Current, who: Who, chance: Callable[[int], str], component: str | None = None) -> Talk:
    return Talk(sit_down(now, who, component), lambda: MOMENT, chance)


def kept(now: Current) -> dict[str, Answer]:
    """Return the answers that hold, by question, of the only sheet there is."""
    return {
        question: one.said for (_, question), one in answers_that_hold(now.store.answers(now.assessment.id)).items()
    }


def values(now: Current) -> dict[str, object]:
    return {question: said.value for question, said in kept(now).items()}


def closing(name: str = "a_2026") -> tuple[Snapshot, Closing]:
    """Return a closing with the snapshot it names."""
    snapshot = Snapshot(sha256=hashlib.sha256(b"{}").hexdigest(), kind="playbook", body=b"{}")
    kept_as = snapshot.sha256
    return snapshot, Closing(
        assessment=name,
        number=1,
        date=MOMENT.date(),
        by="Me",
        rule_version="1",
        fingerprint="0" * 64,
        playbook=kept_as,
        questionnaire=kept_as,
        answers=kept_as,
        scores=kept_as,
    )
