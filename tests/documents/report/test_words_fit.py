"""Texts as long as their places take, everywhere: the answer stays one page, and the plan beside it another."""

import os
from pathlib import Path

import msgspec

from cxdna.organisation.model import WordsFile, Written
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.summary import make_summary
from cxdna.workflows.printing.words import MOST_TOLD
from cxdna.workflows.wording.gather import gather
from tests.documents.report.variants import EXAMPLE, write

WORDS = "Leaders of every department agree that complaints are answered sooner and causes stay where they were. " * 12


def test_the_answer_stays_one_page_with_texts_as_long_as_they_may_be(tmp_path: Path) -> None:
    request = Request(
        answers=EXAMPLE / "answers-2026.yaml",
        previous=EXAMPLE / "answers-2025.yaml",
        plan=EXAMPLE / "plan-2026.yaml",
        out=tmp_path,
    )
    # All of them over other figures, too: the mark of a stale text takes room behind each.
    texts = [
        Written(place=one.place, text=WORDS[: one.where.most].strip(), over="0" * 64) for one in gather(request).texts
    ]
    assert len(texts) > 80
    file = write(WordsFile(assessment="assessment_2026", texts=tuple(texts)), tmp_path / "words.yaml")
    made = make_summary(msgspec.structs.replace(request, words=file), os.environ)
    assert made.pages == 2
    assert WORDS[:150] in made.html.read_text(encoding="utf-8")
    assert made.html.read_text(encoding="utf-8").count('class="stale"') > 20
    *told, more = made.warnings
    assert len(told) == MOST_TOLD
    assert all(" was written when its figures were others" in warning for warning in told)
    assert more.startswith("And so were ")
