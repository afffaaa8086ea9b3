"""Verifying finds every change, says exactly what it is, and never passes over what it could not verify."""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cxdna.answers.model import Answer, Mode
from cxdna.definitions.canonical import canonical_data, sha256_of
from cxdna.errors import StorageError, UserError
from cxdna.scores.fingerprint import short
from cxdna.scores.rules import RULES
from cxdna.scores.score import RULE_VERSION
from cxdna.store.model import Person, Recorded, Sheet
from cxdna.workflows.current import opened
from cxdna.workflows.export.export import export, finished, written
from cxdna.workflows.export.read import decode_export
from cxdna.workflows.export.records import FOLLOWING
from cxdna.workflows.export.shared import shared
from cxdna.workflows.life.open import open_assessment
from cxdna.workflows.life.reopen import reopen
from cxdna.workflows.life.restate import propose, restate
from cxdna.workflows.life.restate_change import AnswerAsk, TargetAsk
from cxdna.workflows.taking_in.new_workspace import import_new
from cxdna.workflows.verification import files
from cxdna.workflows.verification.compare import compare
from cxdna.workflows.verification.difference import differences, told
from cxdna.workflows.verification.lines import verdict_lines
from cxdna.workflows.verification.model import Finding, Verdict
from cxdna.workflows.verification.verify import verify
from cxdna.workflows.where import Where
from tests.conftest import Run
from tests.store.records import following
from tests.workflows.living import DAY, MOMENT, PEOPLE, Living, lived
from tests.workflows.test_export import LIFE

MODES = get_args(Mode)
Place = tuple[str | int, ...]

# What is under no fingerprint, and said to be so in every verdict.
NOT_COVERED = {
    "private": r"answers\.\*\.(at|key|source|round)|sheets\.\*\.(role|parts\.\*)|closings\.\*\.by|reopenings\.\*\..*"
    r"|assessment\.(opened|previous)|people\.\*\.forgotten|restatements\.\*\.restatement\.(date|by|reason)"
    r"|evidence\.\*\.confirmed|(plans|actions|decisions|kpi_figures|written)\.\*\.(?!seq$).*",
    "named": r"closings\.\*\..*|answers\.respondents\.\*\.(name|role)|answers\.sheets\..*\.(comment|not_applicable)",
    "others": r"closings\.\*\..*|organisation\..*|assessment\..*|restatements\..*|targets\..*|evidence\..*",
}


@cache
def made(mode: Mode, edition: str) -> bytes:
    living = lived(Path("nowhere"), mode, LIFE)
    return written(export(living.now, DAY) if edition == "private" else shared(living.now, DAY))


def check(raw: bytes, folder: Path, **more: Any) -> Verdict:
    file = folder / "it.json"
    file.write_bytes(raw)
    return verify(file, Where(folder, {}), MOMENT, **more)


def leaves(data: Any, place: Place = ()) -> list[Place]:
    if isinstance(data, dict):
        return [leaf for key, value in data.items() for leaf in leaves(value, (*place, key))]
    if isinstance(data, list):
        return [leaf for key, value in enumerate(data) for leaf in leaves(value, (*place, key))]
    return [] if data is None or place == ("checksum",) else [place]


def other(value: Any) -> Any:
    """Return another value of the same form, so that what reads it does not refuse it at once."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if re.fullmatch("[0-9a-f]{32,64}", value):
        return ("1" if value[0] == "0" else "0") + value[1:]
    if re.match(r"\d{4}-\d\d-\d\d", value):
        return "2025" + value[4:]
    return {"terminal": "web", "named": "confidential", "as_answered": "as_shown"}.get(value, value + "x")


def tampered(raw: bytes, place: Place) -> bytes:
    """Return an export with another value in one place, and the checksum of what it then is."""
    data = msgspec.json.decode(raw)
    inner = data
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = other(inner[place[-1]])
    return written(finished(decode_export(msgspec.json.encode(data), "it.json")))


@pytest.mark.parametrize("edition", ["private", "shared"])
@pytest.mark.parametrize("mode", MODES)
def test_what_is_as_it_was_agrees(tmp_path: Path, mode: Mode, edition: str) -> None:
    verdict = check(made(mode, edition), tmp_path)
    assert [one for one in verdict.findings if one.state == "differs"] == []
    assert verdict.agrees
    assert not verdict.complete
    assert "What no fingerprint covers" in {one.what for one in verdict.findings if one.state == "unverified"}


@pytest.mark.untraced
@settings(max_examples=60)
@given(st.sampled_from(MODES), st.sampled_from(["private", "private", "shared"]), st.data())
def test_no_change_of_any_value_is_passed_over(mode: Mode, edition: str, data: st.DataObject) -> None:
    raw = made(mode, edition)
    top = data.draw(st.sampled_from(sorted(key for key in json.loads(raw) if key != "checksum")))
    places = leaves(json.loads(raw)[top], (top,))
    assume(places)
    place = data.draw(st.sampled_from(places))
    with TemporaryDirectory() as folder:
        try:
            verdict = check(tampered(raw, place), Path(folder))
        except UserError:
            return  # refused as a whole: exit 2
    pattern = NOT_COVERED["private" if edition == "private" else "named" if mode == "named" else "others"]
    path = ".".join("*" if isinstance(step, int) else step for step in place)
    assert not verdict.agrees or re.fullmatch(pattern, path), f"{path} was changed, and all agrees"


def test_a_change_without_a_new_checksum_shows_by_the_checksum_alone(tmp_path: Path) -> None:
    raw = made("named", "private")
    verdict = check(raw.replace(b'"source": "terminal"', b'"source": "web"', 1), tmp_path)
    assert not verdict.agrees
    assert any(one.what == "Checksum of the file" for one in verdict.findings if one.state == "differs")


def test_an_entry_that_stands_there_twice_is_not_passed_over(tmp_path: Path) -> None:
    raw = made("named", "private").replace(b'"opened": ', b'"opened": "2020-01-01",\n    "opened": ', 1)
    verdict = check(raw, tmp_path)
    assert "holds an entry twice" in next(one.why for one in verdict.findings if one.state == "differs")


def answered(folder: Path) -> tuple[Living, bytes]:
    living = Living(folder).answered().close()
    return living, written(export(living.now, DAY))


def why(verdict: Verdict) -> list[str]:
    return [f"{one.what}: {one.why}" for one in verdict.findings if one.state == "differs"]


def test_it_says_exactly_what_differs(tmp_path: Path) -> None:
    _, raw = answered(tmp_path)
    data = json.loads(raw)
    at = next(at for at, one in enumerate(data["answers"]) if (one["sheet"], one["question"]) == (PEOPLE[0][0], "q2.1"))
    told = why(check(tampered(raw, ("answers", at, "said", "value")), tmp_path))
    assert any("q2.1 of Ruth Okafor: closed with 3, in this file 4" in one for one in told)
    told = why(check(tampered(raw, ("people", 0, "name")), tmp_path))
    assert any("name or role of Ruth Okaforx is not the one it was closed with" in one for one in told)
    at = next(at for at, one in enumerate(data["answers"]) if one["said"]["comment"])
    told = why(check(tampered(raw, ("answers", at, "said", "comment")), tmp_path))
    assert any("q1.2 of Ruth Okafor: the comment or reason is not the one" in one for one in told)
    told = why(check(tampered(raw, ("evidence", 0, "record", "date")), tmp_path))
    assert any("evidence.charter.date was '2026-10-01', is '2025-10-01'" in one for one in told)
    told = why(check(tampered(raw, ("targets", 0, "target", "level")), tmp_path))
    assert any("targets.governance.level was 4, is 5" in one for one in told)


def test_a_changed_definition_is_shown_against_the_one_that_comes_with_cxdna(tmp_path: Path) -> None:
    _, raw = answered(tmp_path)
    data = json.loads(raw)
    at = next(at for at, one in enumerate(data["snapshots"]) if one["kind"] == "playbook")
    part = data["snapshots"][at]["body"]["parts"][0]["parts"][0]["id"]
    phase = data["snapshots"][at]["body"]["parts"][0]["id"]
    told = why(check(tampered(raw, ("snapshots", at, "body", "parts", 0, "parts", 0, "weight")), tmp_path))
    assert told == [f"Snapshot of the playbook cxdna 1.0: parts.{phase}.parts.{part}.weight was 1, is 2"]


def test_a_copy_beside_another_says_what_differs(tmp_path: Path) -> None:
    _, raw = answered(tmp_path)
    original = tmp_path / "original.json"
    original.write_bytes(raw)
    told = why(check(tampered(raw, ("closings", 0, "by")), tmp_path, against=original))
    assert told == [f"Compared with {original}: closings.1.by was 'Ann Lee', is 'Ann Leex'"]
    assert why(check(raw, tmp_path, against=original)) == []


def test_a_fingerprint_kept_elsewhere_unmasks_a_wholly_forged_file(tmp_path: Path) -> None:
    living, raw = answered(tmp_path)
    kept = living.store.closings(living.id)[0].fingerprint
    forger = Living(tmp_path).answered()
    forger.say(PEOPLE[0][0], "q2.1", 5).close()
    forged = written(export(forger.now, DAY))
    assert check(forged, tmp_path).agrees
    assert any(one.startswith("The fingerprint given") for one in why(check(forged, tmp_path, fingerprint=kept)))
    for given_as in (kept, kept.upper(), f"{kept[:4]} {kept[4:8]}"):
        assert check(raw, tmp_path, fingerprint=given_as).agrees
    with pytest.raises(UserError, match="is no fingerprint"):
        check(raw, tmp_path, fingerprint="7f3a")


def test_the_first_fingerprint_holds_after_restating_reopening_and_forgetting(tmp_path: Path) -> None:
    living = lived(tmp_path, "named", LIFE)
    first = living.store.closings(living.id)[0].fingerprint
    verdict = check(written(export(living.now, DAY)), tmp_path, fingerprint=first)
    found = next(one for one in verdict.findings if one.what == "The fingerprint given")
    assert found.state == "verified"
    assert "is that of closing 1 of 20 November 2026" in found.why


def test_files_of_evidence_are_hashed_again(tmp_path: Path) -> None:
    (tmp_path / "evidence").mkdir()
    proof = tmp_path / "evidence" / "proof.txt"
    proof.write_bytes(b"signed")
    living = Living(tmp_path).answered()
    living.show("proof", "q1.1", file="evidence/proof.txt", sha256=hashlib.sha256(b"signed").hexdigest())
    living.show("lost", "q1.1", file="evidence/lost.txt", sha256=hashlib.sha256(b"x").hexdigest())
    living.show("out", "q1.1", file="../secret.txt", sha256=hashlib.sha256(b"x").hexdigest())
    raw = written(export(living.close().now, DAY))
    verdict = check(raw, tmp_path)
    assert verdict.agrees
    left = {one.what: one.why for one in verdict.findings if one.state == "unverified"}
    assert left["Evidence lost (Record lost)"] == "its file is not here: evidence/lost.txt"
    assert "was not opened" in left["Evidence out (Record out)"]
    proof.write_bytes(b"forged")
    assert any("evidence/proof.txt was" in one for one in why(check(raw, tmp_path)))


def test_rules_and_shapes_of_another_version_are_named_and_not_called_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, raw = answered(tmp_path)
    monkeypatch.setitem(RULES, RULE_VERSION, RULES[RULE_VERSION])
    monkeypatch.delitem(RULES, RULE_VERSION)
    verdict = check(raw, tmp_path)
    said = [one.why for one in verdict.findings if one.state == "unverified"]
    assert any("scoring rules 1, which this version does not know" in one for one in said)
    assert not any(one.what.startswith("Scores") for one in verdict.findings if one.state == "verified")
    newer = check(raw.replace(b'"format": 1,', b'"format": 2,'), tmp_path)
    assert any("has shape 2" in one.why for one in newer.findings if one.state == "unverified")


def test_every_version_of_the_rules_is_kept() -> None:
    assert RULE_VERSION in RULES


def test_the_shared_export_says_what_it_cannot_verify(tmp_path: Path) -> None:
    living = Living(tmp_path, "confidential").ask()
    for person, *_ in PEOPLE:
        living.say(person, "q1.1", Answer(value=3, comment="Mine"))
    verdict = check(written(shared(living.close().now, DAY)), tmp_path)
    left = {one.what: one.why for one in verdict.findings if one.state == "unverified"}
    assert left["Answers and scores"] == "the assessment is confidential: its shared export holds no answers"
    assert verdict.agrees
    assert "line" in list(verdict_lines(verdict))[-1]


def test_no_value_of_a_confidential_answer_is_told(tmp_path: Path) -> None:
    living = Living(tmp_path, "confidential").ask()
    for person, *_ in PEOPLE:
        living.say(person, "q2.1", 3)
    raw = written(export(living.close().now, DAY))
    told = " ".join(
        f"{one.what} {one.why}" for one in check(tampered(raw, ("answers", 0, "said", "value")), tmp_path).findings
    )
    assert "q2.1 of sheet p_00000001: not what it was closed with" in told
    assert "Okafor" not in told


@pytest.fixture
def workspace(tmp_path: Path, run_cxdna: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a workspace with a closed assessment, made as people make it."""
    monkeypatch.setenv("CXDNA_NOW", "2026-11-20T09:00")
    done = run_cxdna("init", "alder", "--yes", "--name", "Alder", "--sector", "banking", "--employees", "300",
                     "--country", "GB", "--time-zone", "Europe/London", "--currency", "GBP", "--languages", "en",
                     "--business-model", "consumers", "--channels", "phone")  # fmt: skip
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "alder"
    with opened(Where(folder, {})) as (_, store):
        name = store.assessments()[0].id
        store.add(Person(id="p_1", name="Ruth Okafor", role="Head", group="Heads", salt="0" * 32))
        store.add(Sheet(assessment=name, id="p_1", person="p_1", role="Head", group="Heads"))
        for question in ("q1.1", "q1.2", "q2.1"):
            said = Answer(value=3)
            store.add(Recorded(assessment=name, sheet="p_1", question=question, said=said, key=question, source="web"))
    done = run_cxdna("assessment", "close", "--yes", "--by", "Ann Lee", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_verify_next_to_a_tampered_copy_says_what_differs(workspace: Path, run_cxdna: Run) -> None:
    assert run_cxdna("export", "copy.json", cwd=workspace).stdout.startswith("Private: this file holds people by name")
    good = run_cxdna("verify", "copy.json", cwd=workspace)
    assert good.returncode == 0, good.stdout
    assert "not verified  What no fingerprint covers" in good.stdout
    raw = (workspace / "copy.json").read_bytes()
    (workspace / "bad.json").write_bytes(tampered(raw, ("answers", 2, "said", "value")))
    bad = run_cxdna("verify", "bad.json", cwd=workspace)
    assert bad.returncode == 1
    assert "q2.1 of Ruth Okafor: stored 3, in this file 4" in bad.stdout
    shape = json.loads(run_cxdna("verify", "bad.json", "--json", cwd=workspace).stdout)
    assert (shape["format"], shape["agrees"]) == ("cxdna-verify/1", False)
    again = run_cxdna("verify", ".", *(workspace_fingerprint(good.stdout).split()), cwd=workspace)
    assert again.returncode == 0, again.stdout
    assert "is that of closing 1" in again.stdout


def workspace_fingerprint(text: str) -> str:
    found = re.search(r"^Fingerprint (.*)$", text, re.MULTILINE)
    assert found
    return found[1]


def test_a_database_that_was_tampered_with_is_found_out(workspace: Path, run_cxdna: Run) -> None:
    with sqlite3.connect(workspace / "cxdna.sqlite") as database:
        changed = database.execute("UPDATE answer SET level = 5 WHERE question = 'q2.1'").rowcount
    database.close()
    assert changed == 1
    done = run_cxdna("verify", ".", cwd=workspace)
    assert done.returncode == 1, done.stdout
    assert "q2.1 of Ruth Okafor: closed with 3, in this file 5" in done.stdout
    shown = run_cxdna("score", cwd=workspace)
    assert (shown.returncode, shown.stdout) == (3, ""), "no figure goes out beside a fingerprint that it does not have"
    assert "The database was changed since closing 1" in shown.stderr


def test_a_damaged_workspace_around_keeps_nobody_from_verifying_a_file(workspace: Path, run_cxdna: Run) -> None:
    assert run_cxdna("export", "copy.json", cwd=workspace).returncode == 0
    (workspace / "cxdna.sqlite").write_bytes(b"no database" * 500)
    done = run_cxdna("verify", "copy.json", cwd=workspace)
    assert done.returncode == 0, done.stderr
    assert "not verified  Compared with the workspace around: " in done.stdout
    named = run_cxdna("verify", "copy.json", "--workspace", "../nope", cwd=workspace)
    assert (named.returncode, "nope is not a workspace" in named.stderr) == (2, True)


def test_what_cannot_be_verified_at_all_is_refused(workspace: Path, run_cxdna: Run) -> None:
    (workspace / "note.txt").write_text("a note\n")
    done = run_cxdna("verify", "note.txt", cwd=workspace)
    assert (done.returncode, done.stderr) == (
        2,
        "note.txt is not an export of cxdna; one is made by: cxdna export\n",
    )
    assert run_cxdna("verify", "gone.json", cwd=workspace).returncode == 2
    assert run_cxdna("verify", "out", cwd=workspace).returncode == 2


EXPORTS = Path(__file__).parent / "exports"
EVENTS = ("answers", "evidence", "targets", "closings", "reopenings", "restatements", *FOLLOWING)


@pytest.mark.parametrize("name", sorted(file.name for file in EXPORTS.glob("*.json")))
def test_every_released_shape_is_verified_for_good(tmp_path: Path, name: str) -> None:
    """These files are never made anew: what changes gets a new number, and a way to read the old one."""
    raw = (EXPORTS / name).read_bytes()
    assert why(check(raw, tmp_path)) == []
    assert ("-2" in name) == (b'"kpi_figures"' in raw)


def test_an_export_of_before_plans_agrees_with_the_workspace_that_has_one_now(tmp_path: Path) -> None:
    old = (EXPORTS / "private-1.json").read_bytes()
    file = tmp_path / "old.json"
    file.write_bytes(old)
    import_new(file, tmp_path / "own", {}, MOMENT, lambda count: "ab" * count)
    with opened(Where(tmp_path / "own", {})) as (_, store):
        store.add(*following("assessment_2026"))
    verdict = verify(file, Where(tmp_path / "own", {}), MOMENT)
    assert why(verdict) == []
    compared = [one.why for one in verdict.findings if one.what.startswith("Compared with")]
    assert compared[0] == "everything in this file is the same there"
    assert compared[1] == f"{len(following())} records came in there after this file was made"
    whole = verify(tmp_path / "own", Where(tmp_path, {}), MOMENT)
    assert why(whole) == [], "a workspace with a plan"
    assert whole.fingerprint == verdict.fingerprint, "a plan is under no fingerprint"


def test_a_changed_plan_shows_beside_another_copy(tmp_path: Path) -> None:
    original = tmp_path / "original.json"
    original.write_bytes(made("named", "private"))
    data = json.loads(original.read_bytes())
    data["actions"][0]["action"]["owner"] = "Somebody else"
    data["decisions"].pop()
    for at, one in enumerate(sorted((e for field in EVENTS for e in data[field]), key=lambda e: e["seq"]), start=1):
        one["seq"] = at
    raw = written(finished(decode_export(json.dumps(data).encode(), "it.json")))
    assert why(check(raw, tmp_path)) == []
    told = why(check(raw, tmp_path, against=original))
    assert any("actions.1.action.owner was 'Mei Lin', is 'Somebody else'" in one for one in told)
    assert any("decisions.1 is missing in this file" in one for one in told)


def test_no_value_of_a_confidential_answer_is_told_beside_another_copy(tmp_path: Path) -> None:
    living = Living(tmp_path, "confidential").ask()
    for person, *_ in PEOPLE:
        living.say(person, "q2.1", 3)
    living.close()
    restate(living.now, propose(living.now, AnswerAsk(PEOPLE[0][0], "q2.1", "5"), by="Ann", reason="Slip", today=DAY))
    original = tmp_path / "original.json"
    original.write_bytes(written(export(living.now, DAY)))
    data = json.loads(original.read_bytes())
    at = next(at for at, one in enumerate(data["snapshots"]) if one["kind"] == "answers")
    places: tuple[tuple[Place, str], ...] = (
        (("snapshots", at, "body", "sheets", 0, "answers", "q2.1", "value"), "sheets.p_00000001.answers.q2.1.value"),
        (("restatements", 0, "restatement", "change", "old", "value"), "restatements.1.restatement.change.old.value"),
    )
    for place, called in places:
        told = why(check(tampered(original.read_bytes(), place), tmp_path, against=original))
        assert any(f"{called} is another" in one for one in told)
        assert not any(re.search(r"\bwas \d", one) for one in told), told


def test_a_fingerprint_of_before_is_not_taken_for_that_of_what_holds(tmp_path: Path) -> None:
    living, raw = answered(tmp_path)
    closed = living.store.closings(living.id)[0].fingerprint
    given_now = next(one for one in check(raw, tmp_path, fingerprint=closed).findings if "given" in one.what)
    assert given_now.why.endswith("is that of closing 1 of 20 November 2026")
    made = propose(living.now, AnswerAsk(PEOPLE[0][0], "q2.1", "5"), by="Ann", reason="Slip", today=DAY)
    restate(living.now, made)
    later = check(written(export(living.now, DAY)), tmp_path, fingerprint=closed)
    given_later = next(one for one in later.findings if "given" in one.what)
    assert given_later.why.endswith(f"changed since, and what holds now has {short(made.fingerprint)}")


def test_words_beside_a_forgotten_person_are_not_kept_and_it_still_agrees(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close().forget(PEOPLE[0][0])
    ask = AnswerAsk(PEOPLE[0][0], "q2.1", "n/a It is not done here")
    restate(living.now, propose(living.now, ask, by="Ann", reason="It is not done here", today=DAY))
    assert why(check(written(export(living.now, DAY)), tmp_path)) == []
    reopen(living.now, by="Ann", reason="More came", day=DAY, moment=MOMENT)
    assert why(check(written(export(living.close().now, DAY)), tmp_path)) == []


# Told by name: each change a forger could make who also counts the checksum anew

Change = Callable[[Any], object]


@cache
def small(edition: str, mode: Mode = "named", *, standing: bool = True) -> bytes:
    """Return a small assessment; one that stands was closed, then an answer and a target were corrected."""
    living = Living(Path("nowhere"), mode).answered()
    if standing:
        living.close()
        for ask in (AnswerAsk(PEOPLE[0][0], "q1.1", "5"), TargetAsk("governance", "5")):
            restate(living.now, propose(living.now, ask, by="Ann", reason="Slip", today=DAY))
    return written(export(living.now, DAY) if edition == "private" else shared(living.now, DAY))


def changed(raw: bytes, change: Change) -> bytes:
    """Return an export in which anything was changed, and the checksum of what it then is."""
    data = msgspec.json.decode(raw)
    change(data)
    return written(finished(decode_export(msgspec.json.encode(data), "it.json")))


def swapped(raw: bytes, kind: str, change: Change) -> bytes:
    """Return an export in which a snapshot was replaced by another, everywhere, with the hash that it has."""
    data = msgspec.json.decode(raw)
    closing = data["closings"][0]
    wanted = closing.get(kind, data.get(kind))
    one = next(one for one in data["snapshots"] if one["sha256"] == wanted)
    change(one["body"])
    new = sha256_of(canonical_data(one["body"]))
    again = msgspec.json.decode(msgspec.json.encode(data).replace(one["sha256"].encode(), new.encode()))
    return changed(msgspec.json.encode(again), lambda _: None)


def said_of(raw: bytes, folder: Path, state: str = "differs", **more: Any) -> str:
    """Return what is told, a finding a line."""
    findings = check(raw, folder, **more).findings
    return "\n".join(f"{one.what}: {one.why}" for one in findings if one.state == state)


def put(*place: str | int, to: object) -> Change:
    def change(data: Any) -> None:
        for step in place[:-1]:
            data = data[step]
        data[place[-1]] = to

    return change


def drop(*place: str | int) -> Change:
    def change(data: Any) -> None:
        for step in place[:-1]:
            data = data[step]
        del data[place[-1]]

    return change


def twice(field: str, at: int = 0) -> Change:
    return lambda data: data[field].append(data[field][at])


SHARED: dict[str, tuple[Change, str]] = {
    "the day": (put("as_of", to="2026-11-21"), "age counts to 2026-11-21 and to 2026-11-20"),
    "the day it was closed": (
        put("closings", 0, "date", to="2026-11-19"),
        "it was closed on 2026-11-19, and age counts to 2026-11-20",
    ),
    "open": (put("closed", to=False), "it says that it is closed, or open, and its closings do not"),
    "number": (put("closings", 0, "number", to=2), "its closings are not counted from 1"),
    "no scores": (put("scores", to="0" * 64), "its scores is not in it"),
    "no correction": (drop("prints", 4), "the lines of the fingerprint are not those of its corrections"),
    "a target": (
        put("targets", to=[{"part": "governance", "level": 2}]),
        "corrections, targets and evidence stand in it twice",
    ),
    "version": (put("assessment", "questionnaire_version", to="9"), "the version that the assessment names"),
    "label": (put("prints", 2, "of", to="Playbook other 1.0"), "not what the file holds: Playbook cxdna 1.0"),
    "lines": (put("prints", to=[{"of": "Answers", "value": "0" * 64}]), "lines are missing"),
    "an answer": (
        put("answers", "sheets", 0, "answers", "q2.1", to=5),
        "answers do not have the hash that is in the fingerprint",
    ),
    "a line too many": (
        lambda data: data["prints"].append({"of": "Restatement 3", "value": "0" * 64}),
        "it has lines for corrections that are not there",
    ),
    "organisation": (put("organisation", "employees", to=5), "they stand in the file twice and are not the same"),
    "fingerprint": (put("fingerprint", to="0" * 64), "Fingerprint: says 0000 0000"),
    "closing": (put("closings", 0, "fingerprint", to="0" * 64), "Fingerprint of closing 1: says 0000 0000"),
}


@pytest.mark.parametrize("case", SHARED)
def test_what_was_changed_in_a_shared_export_is_named(case: str, tmp_path: Path) -> None:
    change, told = SHARED[case]
    assert told in said_of(changed(small("shared"), change), tmp_path)


def test_a_shared_export_has_the_fingerprints_of_its_closing_and_of_what_holds(tmp_path: Path) -> None:
    raw = small("shared")
    data = json.loads(raw)
    now, closed = data["fingerprint"], data["closings"][0]["fingerprint"]
    assert "is that of the assessment as it is in this file" in said_of(raw, tmp_path, "verified", fingerprint=now)
    assert "is that of closing 1 of 2026-11-20" in said_of(raw, tmp_path, "verified", fingerprint=closed)
    assert "; in this file: " in said_of(raw, tmp_path, fingerprint="0" * 8)
    still_open = small("shared", standing=False)
    assert "closing" not in said_of(still_open, tmp_path, fingerprint="0" * 8)


def test_scores_in_a_shared_export_are_worked_out_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = small("shared")
    forged = swapped(raw, "scores", put("playbook", to="another"))
    assert "Scores: playbook was 'cxdna', is 'another'" in said_of(forged, tmp_path)
    empty = swapped(raw, "playbook", lambda body: body.clear())
    left = said_of(empty, tmp_path, "unverified")
    assert "Scores: a snapshot that they rest on is missing or differs" in left
    assert "Playbook and questionnaire under the fingerprint: a snapshot is missing or differs" in left
    monkeypatch.delitem(RULES, RULE_VERSION)
    assert "Scores: made by scoring rules 1, which this version does not know" in said_of(raw, tmp_path, "unverified")


PRIVATE: dict[str, tuple[Change, str]] = {
    "an answer twice": (twice("answers"), "answer key k1 stands there twice"),
    "a person twice": (twice("people"), "person p_00000001 stands there twice"),
    "no sheet": (drop("sheets", 2), "person p_00000003 has no sheet"),
    "half forgotten": (
        put("people", 2, "forgotten", to="2026-11-20"),
        "person p_00000003 is forgotten, but not wholly",
    ),
    "whose correction": (
        put("restatements", 0, "restatement", "change", "respondent", to="p_00000009"),
        "restatement 1 is of a sheet that is not there",
    ),
    "number of a correction": (
        put("restatements", 0, "restatement", "number", to=7),
        "restatement 7 comes where number 1 must",
    ),
    "corrected while open": (put("closings", to=[]), "something was restated or opened again while it was open"),
    "no snapshot": (
        lambda data: data.update(snapshots=[one for one in data["snapshots"] if one["kind"] != "answers"]),
        "closing 1 lacks 1 snapshot",
    ),
    "what was before": (
        put("restatements", 0, "restatement", "change", "old", "value", to=4),
        "q1.1 of Ruth Okafor: what it says was there before is not what the records say",
    ),
    "target before": (
        put("restatements", 1, "restatement", "change", "old", "level", to=2),
        "target of governance: what it says was there before is not what the records say",
    ),
    "taken away": (
        put("restatements", 1, "restatement", "change", "new", to=None),
        "it takes target of governance away, which no restatement does",
    ),
    "cited": (
        lambda data: next(one for one in data["answers"] if one["said"]["evidence"])["said"].update(evidence=[]),
        "q1.2 of Ruth Okafor: the evidence cited is not what it was closed with",
    ),
    "not applicable": (
        lambda data: next(one for one in data["answers"] if one["said"]["not_applicable"])["said"].update(
            not_applicable=None, value=5
        ),
        "closed with not applicable, in this file 5",
    ),
    "an answer moved": (
        put("answers", 1, "question", to="q3.1"),
        "q1.1 of Jan Smits: closed with 1, in this file no answer",
    ),
    "an answer that came late": (
        lambda data: data["answers"].append(
            {**data["answers"][0], "key": "k99", "seq": data["restatements"][-1]["seq"] + 1}
        ),
        "came in after the assessment was closed",
    ),
    "a group": (
        put("sheets", 2, "group", to="Heads"),
        "role group of Mei Lin was 'Staff', in this file 'Heads'",
    ),
    "somebody new": (
        lambda data: (
            data["people"].append({**data["people"][2], "id": "p_00000007", "name": "Al Roe"}),
            data["sheets"].append({**data["sheets"][2], "id": "p_00000007", "person": "p_00000007"}),
        ),
        "Al Roe was not asked when it was closed, in this file asked",
    ),
    "profile": (
        put("organisation", "employees", to=5),
        "Profile of the organisation: employees was 380, is 5",
    ),
    "day": (put("now", "as_of", to="2026-11-21"), "the day to which age counts is not what the records come to"),
    "named playbook": (
        put("assessment", "playbook_version", to="9"),
        "The assessment names its playbook and questionnaire: the file holds others",
    ),
    "closed by other rules": (
        put("now", "rule_version", to="2"),
        "What it was closed with holds: rule_version is another",
    ),
}


@pytest.mark.parametrize("case", PRIVATE)
def test_what_was_changed_in_a_private_export_is_named(case: str, tmp_path: Path) -> None:
    change, told = PRIVATE[case]
    assert told in said_of(changed(small("private"), change), tmp_path)


def test_what_rests_on_a_snapshot_that_is_no_such_thing_is_not_called_right(tmp_path: Path) -> None:
    raw = small("private")
    clear: Change = lambda body: body.clear()  # noqa: E731 - the type says more than a name would
    forged = said_of(swapped(raw, "scores", put("playbook", to="another")), tmp_path)
    assert "Scores of closing 1 of 20 November 2026: playbook was 'cxdna', is 'another'" in forged
    without_answers = said_of(swapped(raw, "answers", clear), tmp_path, "unverified")
    for what in ("Answers, evidence and targets of closing 1 of 20 November 2026", "Profile of the organisation"):
        assert f"{what}: a snapshot that " in without_answers
    assert "Restatement 1: a snapshot that it rests on is missing or differs" in without_answers
    assert "Scores of closing 1 of 20 November 2026: the stored answers are none" in said_of(
        swapped(raw, "answers", clear), tmp_path
    )
    without_book = swapped(raw, "playbook", clear)
    assert "Answers, scores and fingerprint as they are now: a snapshot" in said_of(
        without_book, tmp_path, "unverified"
    )


def test_a_correction_that_a_fingerprint_rests_on_cannot_be_told_without_its_snapshot(tmp_path: Path) -> None:
    raw = small("private")
    now = json.loads(raw)["now"]["fingerprint"]
    assert "is that of closing 1 of 20 November 2026 after restatement 2" in said_of(
        raw, tmp_path, "verified", fingerprint=now
    )
    empty = swapped(raw, "answers", lambda body: body.clear())
    assert "The fingerprint given: " in said_of(empty, tmp_path, fingerprint=now)


def test_an_assessment_that_was_never_closed_has_the_fingerprint_of_what_holds(tmp_path: Path) -> None:
    raw = small("private", standing=False)
    told = said_of(raw, tmp_path, "verified", fingerprint=json.loads(raw)["now"]["fingerprint"])
    assert "is that of the assessment, which was never closed" in told


def test_a_correction_that_went_into_no_record_when_it_was_opened_again_is_named(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    restate(living.now, propose(living.now, TargetAsk("governance", "5"), by="Ann", reason="Slip", today=DAY))
    reopen(living.now, by="Ann", reason="More came", day=DAY, moment=MOMENT)
    raw = written(export(living.now, DAY))
    assert said_of(raw, tmp_path) == ""
    missing = changed(raw, lambda data: data["targets"][-1]["target"].update(level=2))
    assert "Restatement 1: when it was opened again, the records did not become so" in said_of(missing, tmp_path)
    closed = written(export(living.close().now, DAY))
    missing = changed(closed, lambda data: data["targets"][-1]["target"].update(level=2))
    assert "Restatement 1: when it was opened again, the records did not become so" in said_of(missing, tmp_path)
    of_two = written(shared(living.now, DAY))
    told_of_it = said_of(of_two, tmp_path, fingerprint="0" * 8)
    assert " of closing 2 of 2026-11-20" in told_of_it
    assert "closing 1" not in told_of_it


# Beside another copy


def beside(here: bytes, there: bytes, *, grown: bool = False) -> list[str]:
    """Return what is told of a file beside another copy, without the name of that."""
    ours, theirs = (decode_export(raw, "it.json") for raw in (here, there))
    return [one.why for one in compare(ours, theirs, "the other", grown=grown)]


BESIDE: dict[str, tuple[Change, str]] = {
    "an answer gone": (drop("answers", -1), "an answer there is missing in this file"),
    "an answer more": (
        lambda data: data["answers"].append({**data["answers"][0], "key": "k99"}),
        "q1.1 of Ruth Okafor: an answer in this file is not there",
    ),
    "how it came in": (
        put("answers", 0, "source", to="web"),
        "q1.1 of Ruth Okafor: source was 'terminal', in this file 'web'",
    ),
    "a person gone": (drop("people", 2), "people.p_00000003 is missing in this file"),
    "a target more": (twice("targets"), "targets.2 in this file is not there"),
    "a kind": (put("snapshots", 0, "format", to=2), "has another kind or shape: 'playbook'"),
    "a snapshot gone": (drop("snapshots", 0), "(playbook) is missing in this file"),
    "a snapshot more": (
        lambda data: data["snapshots"].append({**data["snapshots"][0], "sha256": "0" * 64}),
        "snapshot 00000000 (playbook) in this file is not there",
    ),
    "what holds": (put("now", "fingerprint", to="0" * 64), "now.fingerprint was"),
}


@pytest.mark.parametrize("case", BESIDE)
def test_what_differs_from_another_copy_is_named(case: str) -> None:
    change, told = BESIDE[case]
    assert any(told in one for one in beside(changed(small("private"), change), small("private")))


def test_a_copy_that_went_on_is_no_difference_and_what_came_in_is_counted() -> None:
    before = changed(small("private"), lambda data: (drop("answers", -1)(data), drop("people", 2)(data)))
    assert beside(before, small("private"), grown=True) == [
        "everything in this file is the same there",
        "2 records came in there after this file was made",
    ]
    assert beside(small("private"), before, grown=True) != beside(before, small("private"), grown=True)


def test_a_confidential_answer_beside_another_copy_says_where_and_not_what() -> None:
    raw = small("private", "confidential")
    assert beside(changed(raw, put("answers", 0, "source", to="web")), raw) == [
        "q1.1 of sheet p_00000001: source is another"
    ]
    assert beside(changed(raw, put("answers", 0, "said", "value", to=4)), raw) == [
        "q1.1 of sheet p_00000001: the answer is another"
    ]


def test_a_shared_export_is_compared_with_either_edition() -> None:
    raw = small("shared")
    assert beside(raw, raw) == ["everything in this file is the same there"]
    assert beside(changed(raw, put("closings", 0, "by", to="Bo")), raw) == ["closings.1.by was 'Ann Lee', is 'Bo'"]
    assert beside(raw, small("private")) == ["the lines of its fingerprint are the same there"]
    told = beside(raw, changed(small("private"), put("now", "prints", 0, "value", to="0" * 64)))
    assert len(told) == 1
    assert told[0].startswith("Answers has the hash ")
    assert told[0].endswith(" here and 00000000 there")


DIFFERENCES: tuple[tuple[object, object, list[str]], ...] = (
    ({"a": 1}, {"a": True}, ["a was 1, is yes"]),
    ({"a": False}, {}, ["a was no, is nothing"]),
    ([1, 2], [1, 3], ["2 was 2, is 3"]),
    ({"a": [1, 2]}, {"a": {"b": 1}}, ["a was a list of 2, is an entry (b)"]),
    ({"a": {}}, {"a": "x"}, ["a was an empty entry, is 'x'"]),
    ([{"id": "x"}, {"id": "y"}], [{"id": "y"}, {"id": "x"}], ["all of it was in the order x, y, is y, x"]),
    ([{"id": "x", "n": 1}], [{"id": "x", "n": 2}], ["x.n was 1, is 2"]),
    (
        [{"id": "x"}, {"id": "x"}],
        [{"id": "x"}],
        ["1 was an entry (id), is nothing", "2 was an entry (id), is nothing", "x was nothing, is an entry (id)"],
    ),
    ([{"other": 1}], [{"other": 2}], ["1.other was 1, is 2"]),
    (list(range(30)), list(range(1, 31)), [*(f"{at + 1} was {at}, is {at + 1}" for at in range(20)), "and more"]),
)


@pytest.mark.parametrize(("was", "now", "says"), DIFFERENCES)
def test_differences_are_told_by_where_they_are(was: object, now: object, says: list[str]) -> None:
    assert list(told(differences(was, now))) == says


# A workspace whose snapshots were damaged, and evidence that cannot be hashed


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a workspace that holds the small assessment."""
    file = tmp_path / "small.json"
    file.write_bytes(small("private"))
    folder = tmp_path / "own"
    import_new(file, folder, {}, MOMENT, lambda count: "ab" * count)
    return folder


def test_a_snapshot_that_was_changed_in_the_database_is_named(own: Path) -> None:
    with sqlite3.connect(own / "cxdna.sqlite") as database:
        (body,) = database.execute("SELECT body FROM snapshot WHERE kind = 'answers'").fetchone()
        database.execute("UPDATE snapshot SET body = ? WHERE kind = 'answers'", (body.replace(b"q2.1", b"q2.2"),))
    database.close()
    verdict = verify(own, Where(own, {}), MOMENT)
    assert any(one.startswith("Snapshot of the answers in the database: kept under ") for one in why(verdict))


def test_other_assessments_of_a_workspace_are_not_passed_over(own: Path) -> None:
    with opened(Where(own, {})) as (workspace, store):
        open_assessment(store, workspace, title="", questionnaire="pulse", mode="named", basis="as_answered", today=DAY)
        other_id = store.assessments()[-1].id
    verdict = verify(own, Where(own, {}), MOMENT)
    assert verdict.assessment == "assessment_2026"
    left = {one.what: one.why for one in verdict.findings if one.state == "unverified"}
    assert left["Other assessments here"] == f"{other_id}: name one with --assessment"


def test_evidence_without_a_hash_or_that_cannot_be_read_is_not_called_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "evidence").mkdir()
    for name in ("plain.txt", "locked.txt"):
        (tmp_path / "evidence" / name).write_bytes(b"signed")
    living = Living(tmp_path).answered()
    living.show("plain", "q1.1", file="evidence/plain.txt")
    living.show("locked", "q1.1", file="evidence/locked.txt", sha256="0" * 64)

    def refuse(_: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "hash_file", refuse)
    left = said_of(written(export(living.close().now, DAY)), tmp_path, "unverified")
    assert "Evidence plain (Record plain): no hash of evidence/plain.txt was recorded" in left
    assert "Evidence locked (Record locked): evidence/locked.txt could not be read: Permission denied" in left


def test_a_verdict_without_fingerprint_or_gap_has_no_line_for_them() -> None:
    whole = Verdict(format="cxdna-verify/1", file="it.json", assessment="a", title="A", fingerprint="", agrees=True,
                    complete=True, findings=(Finding("verified", "Scores"),))  # fmt: skip
    assert list(verdict_lines(whole)) == [
        "A (a), it.json",
        "",
        "verified      Scores",
        "",
        "Everything that could be verified agrees.",
    ]


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "archive.pdf").write_bytes(b"%PDF-1.7")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StorageError, match=r"archive\.pdf could not be read: Permission denied"):
        verify(tmp_path / "archive.pdf", Where(tmp_path, {}), MOMENT)
