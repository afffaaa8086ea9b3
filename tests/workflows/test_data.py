"""data.json: as its schema says, with what documents show and nothing else."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from cxdna.cli.about import request
from cxdna.definitions.schema import schema_of
from cxdna.documents.data.gather import gather
from cxdna.documents.data.model import DataFile
from cxdna.documents.material import Material
from cxdna.errors import UserError
from cxdna.plan.model import Plan
from cxdna.workflows.printing.beside import at_desk
from cxdna.workflows.printing.data import data
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from cxdna.workflows.score import as_json
from tests.conftest import Run
from tests.documents.planned import EXAMPLE, example, replace, with_plan
from tests.documents.report.variants import kept_confidential, write

REQUEST = Request(
    answers=EXAMPLE / "answers-2026.yaml",
    previous=EXAMPLE / "answers-2025.yaml",
    plan=EXAMPLE / "plan-2026.yaml",
    previous_plan=EXAMPLE / "plan-2025.yaml",
    words=EXAMPLE / "words-2026.yaml",
)


def misfits(found: Any) -> list[str]:
    validator = jsonschema.Draft202012Validator(
        schema_of(DataFile), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{list(one.absolute_path)}: {one.message}" for one in validator.iter_errors(found)]


def as_data(material: Material) -> Any:
    return json.loads(as_json(gather(material)))


@pytest.fixture(scope="module")
def found() -> Any:
    return json.loads(data(at_desk(REQUEST))["data.json"])


def test_the_example_is_as_its_schema_says(found: Any, root: Path) -> None:
    assert found["format"] == "cxdna-data/1"
    assert found["$schema"] == "urn:cxdna:schema:data"
    assert not misfits(found)
    schema = json.loads((root / "playbook" / "schema" / "data.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(json.dumps(schema_of(DataFile)))


@pytest.mark.parametrize("made", [with_plan, lambda: replace(example(), plan=Plan(), before_plan=None)])
def test_other_plans_are_as_the_schema_says(made: Any) -> None:
    assert not misfits(as_data(made()))


def test_what_does_not_fit_is_told(found: Any) -> None:
    scores = {**found["scores"], "parts": [], "questions": []}
    found = {**found, "scores": scores, "findings": {**found["findings"], "change": None}, "texts": []}
    assert not misfits(found)
    broken = [
        {**found, "format": "cxdna-data/2"},
        {**found, "fingerprint": 7},
        {key: value for key, value in found.items() if key != "scores"},
        {**found, "forecast": {**found["forecast"], "now": 2.4}},
        {**found, "forecast": {**found["forecast"], "now": {"exact": "a/b", "rounded": 2}}},
    ]
    assert all(misfits(one) for one in broken)


def test_numbers_are_exact_and_rounded(found: Any) -> None:
    whole = found["scores"]["whole"]["score"]["as_answered"]
    assert Fraction(whole["exact"]) == example().scores.whole.score.as_answered
    assert abs(Fraction(whole["exact"]) - Fraction(str(whole["rounded"]))) <= Fraction(1, 200)


def test_texts_say_whether_somebody_wrote_them(found: Any) -> None:
    texts = {one["place"]: one for one in found["texts"]}
    written = {place for place, one in texts.items() if one["state"] != "drafted"}
    assert written == set(example().written)
    assert all(texts[place]["draft"] and texts[place]["by"] for place in written)


def test_nobody_is_named_who_may_not_be(tmp_path: Path) -> None:
    answers = kept_confidential()
    material = assemble(Request(answers=write(answers, tmp_path / "answers.yaml")))
    text = as_json(gather(material))
    assert not misfits(json.loads(text))
    assert not [one.name for one in answers.respondents if one.name in text]


def test_the_same_assessment_gives_the_same_data(found: Any) -> None:
    desk = at_desk(REQUEST)
    assert json.loads(data(desk)["data.json"]) == found
    again = json.loads(as_json(gather(example())))
    assert again["plan"]["counts"] == {
        status: sum(one.status == status for one in example().plan.actions)
        for status in ("proposed", "agreed", "in_progress", "blocked", "done")
    }
    assert msgspec.json.encode(again["decisions"])


def test_command_prints_what_is_written(run_cxdna: Run, found: Any) -> None:
    plans = ("--plan", EXAMPLE / "plan-2026.yaml", "--previous-plan", EXAMPLE / "plan-2025.yaml")
    files = ("--previous", EXAMPLE / "answers-2025.yaml", *plans, "--words", EXAMPLE / "words-2026.yaml")
    printed = run_cxdna("data", EXAMPLE / "answers-2026.yaml", *files, "--json")
    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout) == found


def test_a_plan_as_a_file_goes_with_an_answers_file() -> None:
    with pytest.raises(UserError, match="go with an answers file"):
        request(None, None, EXAMPLE / "plan-2026.yaml", None, None, None)
