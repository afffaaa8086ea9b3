"""An export holds everything: what it brings into another workspace exports to the same bytes."""

import errno
import json
import ntpath
import os
import re
import stat
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace
from typing import Any, cast, get_args

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.answers.model import Answer, Mode
from cxdna.errors import Problems, StorageError, UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Person
from cxdna.voice.model import Training
from cxdna.workflows.current import look_at, opened
from cxdna.workflows.export.export import export, finished, written
from cxdna.workflows.export.model import Export, Format
from cxdna.workflows.export.read import LARGEST, decode_export, read_bytes
from cxdna.workflows.export.records import FOLLOWING
from cxdna.workflows.export.shared import shared
from cxdna.workflows.export.write import export_bytes, write_export
from cxdna.workflows.taking_in.check import check_contents
from cxdna.workflows.taking_in.new_workspace import import_new
from cxdna.workflows.taking_in.take_in import (
    MOST_TOLD,
    Given,
    Imported,
    bring_in,
    given_by,
    import_export,
    refuse_unsound,
)
from cxdna.workflows.verification.state import contents_of
from cxdna.workflows.where import Where, near
from cxdna.workspace.model import Settings, Workspace
from cxdna.workspace.open import create_store
from tests.scores.building import profile
from tests.store import records
from tests.workflows.dwelling import Dwelling
from tests.workflows.living import DAY, MOMENT, PEOPLE, Living, Step, lived, salt, steps
from tests.workspace.making import Here

MODES = get_args(Mode)


def read(raw: bytes) -> Given:
    return Given(cast("Export", decode_export(raw, "it.json")), raw, "it.json")


@pytest.mark.untraced
@settings(max_examples=25)
@given(st.sampled_from(MODES), steps)
def test_export_import_export_gives_the_same_bytes(mode: Mode, drawn: list[Step]) -> None:
    living = lived(Path(), mode, drawn)
    raw = written(export(living.now, DAY))
    there = MemoryStore()
    refuse_unsound(read(raw))
    assert bring_in(living.workspace, there, read(raw), MOMENT)
    assert written(export(look_at(living.workspace, there, living.id), DAY)) == raw
    assert not bring_in(living.workspace, there, read(raw), MOMENT), "the same twice adds nothing"


LIFE = [
    Step("say", 0, 0, 3),
    Step("comment", 1, 0, 4),
    Step("apply", 1, 2, 1),
    Step("show", 0, 0, 2),
    Step("say", 0, 1, 5),
    Step("aim", 0, 0, 4),
    Step("plan", 0, 0, 4),
    Step("word", 0, 3, 2),
    Step("close"),
    Step("plan", 1, 40, 2),
    Step("plan", 0, 60, 4),
    Step("decide", 0, 0, 3),
    Step("measure", 0, 5, 3),
    Step("restate", 0, 0, 2),
    Step("restate", 1, 0, 1),
    Step("restate", 0, 0, 5),
    Step("forget", 1),
    Step("reopen"),
    Step("ask", 0, 3),
    Step("say", 3, 3, 2),
    Step("close"),
    Step("restate", 2, 4, 4),
]


@pytest.mark.parametrize("mode", MODES)
def test_a_long_life_survives_a_database(tmp_path: Path, mode: Mode) -> None:
    living = lived(tmp_path, mode, LIFE)
    assert len(living.store.closings(living.id)) == 2
    assert len(living.store.restatements(living.id)) >= 3
    raw = written(export(living.now, DAY))
    workspace = Workspace(tmp_path, Settings(id="w_test", organisation=living.workspace.settings.organisation))
    with create_store(workspace, {}) as store:
        assert bring_in(workspace, store, read(raw), MOMENT)
        assert written(export(look_at(workspace, store, living.id), DAY)) == raw


def test_what_is_recorded_in_an_anonymous_assessment_does_not_tell_who_came_first(tmp_path: Path) -> None:
    made = []
    for order in (("s_000000000000000a", "s_000000000000000b"), ("s_000000000000000b", "s_000000000000000a")):
        living = Living(tmp_path, "anonymous").ask_anonymous(*order)
        for sheet in order:
            living.say(sheet, "q1.1", 3).say(sheet, "q1.2", 2)
        answers = export(living.now, DAY).answers
        made.append([(one.seq, one.sheet, one.question, one.said, one.at) for one in answers])
    assert made[0] == made[1]


def test_an_export_names_its_shape_and_is_indented(tmp_path: Path) -> None:
    text = written(export(Living(tmp_path).answered().close().now, DAY)).decode()
    data = json.loads(text)
    assert text.startswith(
        '{\n  "kind": "export",\n  "$schema": "urn:cxdna:schema:export",\n  "format": "cxdna-export/2"'
    )
    assert data["edition"] == "private"
    assert {one["kind"] for one in data["snapshots"]} == {"playbook", "questionnaire", "answers", "scores"}
    assert "Ruth Okafor" in text


@pytest.mark.parametrize("mode", MODES)
def test_exports_are_what_their_schemas_say(root: Path, mode: Mode) -> None:
    now = lived(Path(), mode, LIFE).now
    for name, made in (("export", export(now, DAY)), ("shared_export", shared(now, DAY))):
        schema = json.loads((root / "playbook" / "schema" / f"{name}.schema.json").read_text("utf-8"))
        data = json.loads(written(made))
        assert data["$schema"] == schema["$id"]
        jsonschema.Draft202012Validator(schema).validate(data)


def test_another_assessment_of_the_same_id_is_refused_with_what_differs(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    raw = written(export(living.now, DAY))
    living.say(PEOPLE[0][0], "q1.1", 5)
    before = living.store.assessments()
    with pytest.raises(Problems) as refused:
        bring_in(living.workspace, living.store, read(raw), MOMENT)
    assert "another assessment 'assessment_2026' is in this workspace" in str(refused.value)
    assert "q1.1 of Ruth Okafor: an answer there is missing in this file" in str(refused.value)
    assert living.store.assessments() == before


def test_an_export_of_another_organisation_is_refused(tmp_path: Path) -> None:
    raw = written(export(Living(tmp_path).answered().close().now, DAY))
    elsewhere = Workspace(tmp_path, Settings(id="w_other", organisation=profile(name="Birch")))
    with pytest.raises(UserError, match="is of 'Alder', and this workspace is of 'Birch'"):
        bring_in(elsewhere, MemoryStore(), read(raw), MOMENT)


def test_an_open_one_is_refused_where_it_would_score_otherwise(tmp_path: Path) -> None:
    raw = written(export(Living(tmp_path).answered().now, DAY))
    elsewhere = Workspace(tmp_path, Settings(id="w_other", organisation=profile(name="Alder", employees=4)))
    with pytest.raises(UserError, match="described otherwise: employees"):
        bring_in(elsewhere, MemoryStore(), read(raw), MOMENT)


def test_who_was_forgotten_does_not_come_back(tmp_path: Path) -> None:
    first, second = Living(tmp_path).answered().close(), Living(tmp_path)
    with_name = written(export(first.now, DAY))
    store = MemoryStore()
    bring_in(first.workspace, store, read(with_name), MOMENT)
    second.store, second.id = store, first.id
    second.forget(PEOPLE[0][0])
    later = with_name.replace(b"assessment_2026", b"assessment_2027")
    with pytest.raises(UserError, match="was forgotten here on 2026-11-20"):
        bring_in(first.workspace, store, read(later), MOMENT)


BROKEN: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is not an export of cxdna"),
    "no JSON": (b"%", "is not an export of cxdna"),
    "deep": (b"[" * 100_000, "is not an export of cxdna"),
    "something else": (b'{"format": "other/1"}', "is not an export of cxdna"),
    "newer": (b'{"format": "cxdna-export/3"}', "has the shape cxdna-export/3.*reads shapes up to cxdna-export/2"),
    "empty": (b'{"format": "cxdna-export/1", "kind": "export"}', "required field"),
    "another type": (b'{"format": "cxdna-export/1", "kind": "export", "organisation": 3}', "organisation"),
}


@pytest.mark.parametrize(("raw", "said"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_export_is_refused(raw: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        decode_export(raw, "it.json")


def test_an_export_of_the_new_shape_has_all_its_lists_and_one_of_the_old_none_of_them(tmp_path: Path) -> None:
    now = lived(tmp_path, "named", LIFE).now
    old, new = (msgspec.json.decode(written(export(now, DAY, shape))) for shape in get_args(Format))
    assert {*new} - {*old} == {*FOLLOWING}
    assert all(new[field] for field in FOLLOWING)
    for field in FOLLOWING:
        without = {key: value for key, value in new.items() if key != field}
        with pytest.raises(UserError, match=f"required field `{field}` is missing"):
            decode_export(msgspec.json.encode(without), "it.json")
        with pytest.raises(UserError, match=f"`{field}` has no place in cxdna-export/1"):
            decode_export(msgspec.json.encode({**old, field: new[field]}), "it.json")


def test_what_went_on_after_an_export_of_the_old_shape_does_not_make_it_another_assessment(tmp_path: Path) -> None:
    living = lived(tmp_path, "named", LIFE)
    old = written(export(living.now, DAY, "cxdna-export/1"))
    assert not bring_in(living.workspace, living.store, read(old), MOMENT), "all of it is there"
    elsewhere = MemoryStore()
    refuse_unsound(read(old))
    bring_in(living.workspace, elsewhere, read(old), MOMENT)
    assert written(export(look_at(living.workspace, elsewhere, living.id), DAY, "cxdna-export/1")) == old
    assert elsewhere.actions(living.id) == ()


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as out:
        out.truncate(LARGEST + 1)
    with pytest.raises(UserError, match="larger than 50 MB"):
        read_bytes(file)


def _as_it_is(_: Any) -> None:
    """Change nothing: what is wrong is in the records themselves."""


def unsound(living: Living, change: Callable[[Any], None]) -> str:
    """Return what import says about an export in which something was changed and the checksum made to fit again."""
    made = msgspec.json.decode(written(export(living.now, DAY)))
    change(made)
    found = finished(cast("Export", decode_export(msgspec.json.encode(made), "it.json")))
    with pytest.raises(UserError) as refused:
        refuse_unsound(read(written(found)))
    return str(refused.value)


def test_answers_that_are_none_and_definitions_that_do_not_hold_are_named(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    living.say(PEOPLE[0][0], "q1.1", 9).say(PEOPLE[0][0], "q1.1", 3)
    assert "9 is no answer to q1.1" in unsound(living, _as_it_is)
    living = Living(tmp_path).answered().show("far", "nowhere")
    assert "'far' covers 'nowhere'" in unsound(living, _as_it_is)
    living = Living(tmp_path).answered().show("out", file="../../etc/passwd")
    assert "leads out of the workspace" in unsound(living, _as_it_is)


def test_signs_that_steer_a_terminal_neither_come_in_nor_are_printed(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    living.say(PEOPLE[0][0], "q1.1", Answer(value=3, comment="two\nlines")).close()

    def steer(made: Any) -> None:
        made["reopenings"] = []
        made["closings"][0]["by"] = "Ann \x1b[2J Lee"

    told = unsound(living, steer)
    assert "closings[0].by holds a sign that does not print" in told
    assert "\x1b" not in told


def test_records_that_do_not_fit_together_are_named(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()

    def unknown_sheet(made: Any) -> None:
        made["answers"][0]["sheet"] = "p_99999999"

    assert "there is no sheet 'p_99999999'" in unsound(living, unknown_sheet)

    def second_closing(made: Any) -> None:
        made["closings"].append({**made["closings"][0], "seq": made["closings"][0]["seq"] + 1, "number": 2})

    assert "closing 2 comes where there cannot be one" in unsound(living, second_closing)


def test_a_private_export_is_for_its_owner_and_replaces_only_exports(tmp_path: Path) -> None:
    now = Living(tmp_path).answered().close().now
    made = write_export(now, None, DAY, share=False)
    assert made.path == tmp_path / "out" / "assessment_2026.json"
    assert made.warning.startswith("Private: this file holds people by name")
    if os.name == "posix":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert write_export(now, made.path, DAY, share=True).path == made.path
    (tmp_path / "cxdna.yaml").write_text("kind: workspace\n")
    with pytest.raises(UserError, match="is no export"):
        write_export(now, tmp_path / "cxdna.yaml", DAY, share=False)
    assert (tmp_path / "cxdna.yaml").read_text() == "kind: workspace\n"
    assert not list(tmp_path.rglob("*.part"))


def test_the_shared_export_of_a_named_assessment_has_names_but_no_chance(tmp_path: Path) -> None:
    living = Living(tmp_path).answered().close()
    text = written(shared(living.now, DAY)).decode()
    assert "Ruth Okafor" in text
    assert "We count it each month." in text
    for person in living.store.people():
        assert person.salt not in text


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_the_shared_export_of_others_tells_nobody_s_answer(tmp_path: Path, mode: Mode) -> None:
    living = Living(tmp_path, mode)
    if mode == "anonymous":
        living.ask_anonymous("s_00000000000000aa", "s_00000000000000bb")
    else:
        living.ask(*PEOPLE[:2])
    for sheet in living.store.sheets(living.id):
        living.say(sheet.id, "q1.1", Answer(value=4, comment="I alone know this"))
        living.say(sheet.id, "q1.2", Answer(not_applicable="Only I say so"))
    text = written(shared(living.close().now, DAY)).decode()
    for secret in (
        "Okafor",
        "Smits",
        "I alone know",
        "Only I say",
        *(one.id for one in living.store.sheets(living.id)),
    ):
        assert secret not in text
    data = json.loads(text)
    assert data["answers"] is None
    assert {one["kind"] for one in data["snapshots"]} == {"playbook", "questionnaire", "scores"}
    for person in living.store.people():
        assert person.salt not in text


@pytest.mark.parametrize("mode", MODES)
def test_the_shared_export_carries_no_plan_and_keeps_its_shape(tmp_path: Path, mode: Mode) -> None:
    living = lived(tmp_path, mode, LIFE)
    assert living.store.actions(living.id)
    text = written(shared(living.now, DAY)).decode()
    assert json.loads(text)["format"] == "cxdna-export/1"
    assert not {*FOLLOWING} & {*json.loads(text)}
    for one in ("Baseline measured", "Pay for it", "Agreed", "Said \u201c"):
        assert one not in text, one


@pytest.mark.parametrize("mode", MODES)
def test_what_customers_say_is_of_the_workspace_and_in_no_export(tmp_path: Path, mode: Mode) -> None:
    living = lived(tmp_path, mode, LIFE)
    now = living.now
    before = [written(shared(now, DAY)), written(export(now, DAY))]
    trained = Training(id="t_1", person="Canary Bird", curriculum="Relationships", date=DAY)
    living.store.add(*records.voice(), records.heard(trained, by="Canary Bird"))
    after = [export_bytes(now, DAY, share=True), export_bytes(now, DAY, share=False)]
    assert after == before, "a file that was handed out is verified for good, whatever is counted later"
    assert not any(b"Canary" in made for made in after)
    said = write_export(now, tmp_path / "e.json", DAY, share=False).warning
    assert "Surveys, alerts and training belong to the workspace and are in no export: a backup has them." in said


def test_what_was_written_is_told_with_what_it_holds(tmp_path: Path) -> None:
    without = write_export(Living(tmp_path).answered().close().now, tmp_path / "a.json", DAY, share=False).contents
    assert without.endswith("1 closing")
    made = write_export(lived(tmp_path, "named", LIFE).now, tmp_path / "b.json", DAY, share=False).contents
    assert made.endswith("2 closings, 2 actions, 1 decision, 1 figure of a KPI, 1 written text")


def test_there_is_nothing_to_share_before_somebody_answered(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nobody has answered"):
        shared(Living(tmp_path).ask().now, DAY)


# Files and places that cannot be


def test_what_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="is a folder; name the file"):
        read_bytes(tmp_path)
    refusing(monkeypatch, "open", errno.EIO)
    with pytest.raises(StorageError, match=r"it\.json could not be read: Input/output error"):
        read_bytes(tmp_path / "it.json")


def refusing(monkeypatch: pytest.MonkeyPatch, name: str, number: int) -> None:
    """Let the system refuse what a path is asked for."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, name, refuse)


@pytest.mark.parametrize(
    ("depth", "says"), [(100, "is nested deeper than 64"), (100_000, "is not an export|too deeply")]
)
def test_data_that_are_nested_too_deeply_are_refused(tmp_path: Path, depth: int, says: str) -> None:
    made = msgspec.json.decode(written(export(Living(tmp_path).answered().close().now, DAY)))
    made["snapshots"][0]["body"] = "HERE"
    raw = msgspec.json.encode(made).replace(b'"HERE"', b"[" * depth + b"]" * depth)
    with pytest.raises(UserError, match=says):
        decode_export(raw, "it.json")


def test_an_export_that_cannot_be_written_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = Living(tmp_path).answered().close().now
    with pytest.raises(UserError, match=r"is a folder; name a file in it: .*export\.json"):
        write_export(now, tmp_path, DAY, share=False)
    (tmp_path / "out").write_text("a file in the way")
    with pytest.raises(StorageError, match=r"the folder .*out cannot be made: "):
        write_export(now, None, DAY, share=False)
    place = tmp_path / "it.json"
    before = write_export(now, place, DAY, share=False).path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"it\.json was NOT written: the disk is full; nothing was changed"):
        write_export(now, place, DAY, share=True)
    assert place.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["it.json", "out"]


def test_a_shared_export_says_what_it_holds(tmp_path: Path) -> None:
    for mode, says in (
        ("named", "it holds names, roles, answers, comments and evidence of everybody"),
        ("confidential", "no names of people who answered and no single answers"),
    ):
        now = Living(tmp_path, cast("Mode", mode)).answered().close().now
        assert says in write_export(now, tmp_path / f"{mode}.json", DAY, share=True).warning
        content = export_bytes(now, DAY, share=True)
        assert content == (tmp_path / f"{mode}.json").read_bytes()
        told = (PEOPLE[0][1], PEOPLE[1][1], "We count it each month.")
        assert [one.encode() in content for one in told] == [mode == "named"] * len(told)
    anonymous = Living(tmp_path, "anonymous").ask_anonymous("s_0000000000000001").say("s_0000000000000001", "q1.1", 3)
    assert "what each sheet answered" in write_export(anonymous.now, tmp_path / "a.json", DAY, share=False).warning


def test_signs_that_are_no_text_are_refused(tmp_path: Path) -> None:
    raw = written(export(Living(tmp_path).answered().now, DAY)).replace(b"Ruth Okafor", b"Ruth \xff\xfe")
    with pytest.raises(UserError, match="is nested too deeply or holds signs that are no text; get it anew"):
        decode_export(raw, "it.json")


# Into a workspace


def new_in(folder: Path, raw: bytes) -> Imported:
    file = folder / "it.json"
    file.write_bytes(raw)
    return import_new(file, folder / "own", {}, MOMENT, lambda count: "ab" * count)


def test_an_export_becomes_a_workspace_and_comes_in_once(tmp_path: Path) -> None:
    raw = written(export(Living(tmp_path).answered().show("lost", "q1.1", file="evidence/lost.pdf").close().now, DAY))
    came = new_in(tmp_path, raw)
    assert (came.assessment, came.added, came.people, came.closed) == ("assessment_2026", True, 3, True)
    assert came.missing == ("Evidence lost (Record lost): its file is not here: evidence/lost.pdf",)
    where = Where(tmp_path / "own", {})
    again = import_export(tmp_path / "it.json", where, MOMENT)
    assert not again.added
    with opened(where) as (workspace, store):
        assert workspace.settings.organisation.name == "Alder"
        assert written(export(look_at(workspace, store, came.assessment), DAY)) == raw


@pytest.mark.parametrize("said", [msgspec.UNSET, False, True])
def test_what_the_profile_says_of_countries_comes_along(tmp_path: Path, said: bool | msgspec.UnsetType) -> None:
    living = Living(tmp_path)
    organisation = profile(name="Alder", several_countries=said)
    living.workspace = Workspace(
        tmp_path, msgspec.structs.replace(living.workspace.settings, organisation=organisation)
    )
    raw = written(export(living.answered().close().now, DAY))
    assert (b"several_countries" in raw) == (said is not msgspec.UNSET)
    came = new_in(tmp_path, raw)
    with opened(Where(tmp_path / "own", {})) as (workspace, store):
        assert workspace.settings.organisation == organisation
        assert written(export(look_at(workspace, store, came.assessment), DAY)) == raw


def test_a_place_that_cannot_be_written_leaves_no_half_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "it.json"
    file.write_bytes(written(export(Living(tmp_path).answered().close().now, DAY)))
    refusing(monkeypatch, "write_text", errno.ENOSPC)
    with pytest.raises(StorageError, match="own could not be made: No space left on device"):
        import_new(file, tmp_path / "own", {}, MOMENT, lambda count: "ab" * count)
    assert not (tmp_path / "own" / "cxdna.yaml").exists()


def test_a_shared_export_is_no_assessment_that_could_go_on(tmp_path: Path) -> None:
    file = tmp_path / "it.json"
    file.write_bytes(written(shared(Living(tmp_path).answered().close().now, DAY)))
    with pytest.raises(UserError, match=r"is a shared export: .*; import the private one"):
        given_by(file)


def test_an_export_with_a_shape_that_is_not_known_is_for_a_newer_version(tmp_path: Path) -> None:
    raw = written(export(Living(tmp_path).answered().close().now, DAY)).replace(b'"format": 1,', b'"format": 2,')
    newer = written(finished(cast("Export", decode_export(raw, "it.json"))))
    with pytest.raises(UserError, match="has shape 2, which this version does not read; use the version of cxdna"):
        refuse_unsound(read(newer))


def test_of_very_much_that_differs_the_first_is_told_and_that_there_is_more(tmp_path: Path) -> None:
    living = Living(tmp_path).ask()
    raw = written(export(living.now, DAY))
    for question in [one for one in living.now.questionnaire.questions if not one.options][:15]:
        living.say(PEOPLE[0][0], question.id, 3)
    with pytest.raises(Problems) as refused:
        bring_in(living.workspace, living.store, read(raw), MOMENT)
    assert str(refused.value).count("an answer there is missing in this file") == MOST_TOLD
    assert re.search(r"there is more: \d+ more things differ; cxdna verify it\.json tells all", str(refused.value))


def test_an_open_one_is_refused_where_its_definitions_are_others(tmp_path: Path) -> None:
    living = Living(tmp_path).answered()
    made = export(living.now, DAY)
    head = msgspec.structs.replace(made.assessment, questionnaire="unheard_of")
    of_another = msgspec.structs.replace(made.now, questionnaire=made.now.playbook)
    asked, played = map(re.escape, (head.questionnaire_version, head.playbook_version))
    for other in (msgspec.structs.replace(made, assessment=head), msgspec.structs.replace(made, now=of_another)):
        given = read(written(other))
        with pytest.raises(
            UserError, match=rf"its questionnaire '.*' {asked} or its playbook 'cxdna' {played} is another one here"
        ):
            bring_in(living.workspace, MemoryStore(), given, MOMENT)


def test_people_of_one_id_are_one_person_or_refused(tmp_path: Path) -> None:
    raw = written(export(Living(tmp_path).answered().close().now, DAY))
    workspace = Living(tmp_path).workspace
    known = Person(id=PEOPLE[0][0], name="Ruth Okafor", role="Head of service", group="Heads", salt=salt(PEOPLE[0][0]))
    store = MemoryStore()
    store.add(known)
    assert bring_in(workspace, store, read(raw), MOMENT)
    assert [one.name for one in store.people()].count("Ruth Okafor") == 1
    store = MemoryStore()
    store.add(msgspec.structs.replace(known, name="Rita Ora"))
    with pytest.raises(UserError, match=r"p_00000001 is another person in it\.json than in this workspace"):
        bring_in(workspace, store, read(raw), MOMENT)
    forgotten = written(export(Living(tmp_path).answered().close().forget(PEOPLE[0][0]).now, DAY))
    store = MemoryStore()
    store.add(known)
    with pytest.raises(UserError, match=r"was forgotten on 2026-11-20 in it\.json, and not here; forget the person"):
        bring_in(workspace, store, read(forgotten), MOMENT)
    assert store.assessments() == ()


def test_definitions_that_do_not_fit_are_named(tmp_path: Path) -> None:
    now = Living(tmp_path).answered().close().now
    good = export(now, DAY)
    bodies = [
        msgspec.structs.replace(one, body=msgspec.Raw(b"{}")) if one.kind == "playbook" else one
        for one in good.snapshots
    ]
    contents = contents_of(msgspec.structs.replace(good, snapshots=tuple(bodies)))
    (problem,) = check_contents(contents, "it.json")
    assert str(problem).startswith("it.json: a definition in it does not fit")
    head = msgspec.structs.replace(good.assessment, playbook_version="9")
    found = check_contents(contents_of(msgspec.structs.replace(good, assessment=head)), "it.json")
    assert any("names another playbook or questionnaire than the file holds" in str(one) for one in found)


def test_an_export_is_written_or_printed_and_comes_in_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CXDNA_NOW", "2026-11-20T09:00")
    here, there = Here(capsys, monkeypatch), MemoryStore()
    living = Dwelling(tmp_path / "alder", monkeypatch)
    file = "evidence/charter.pdf"
    living.answered().show("kept", "governance", file=file, sha256="0" * 64).close()
    folder = living.workspace.folder
    printed = here("export", "-", "--shared", cwd=folder)
    assert (printed.returncode, json.loads(printed.stdout)["assessment"]["id"]) == (0, living.id)
    assert not (folder / "out").exists()
    made = here("export", cwd=folder)
    where = os.path.join("out", "assessment_2026.json")  # noqa: PTH118 - as it is printed
    assert made.stdout.startswith("Private: this file holds people by name")
    assert made.stdout.endswith(f"Next:  cxdna verify {where}\n")
    living.store = there
    first = here("import", where, cwd=folder)
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("Imported assessment_2026: Assessment 2026, 3 people, 14 recorded answers.\n")
    assert "\n  Evidence kept (Record kept): its file is" in first.stdout
    assert file in first.stdout
    assert "Put those files into the workspace folder under these names.\n" in first.stdout
    assert first.stdout.endswith("Next:  cxdna report --assessment assessment_2026\n")
    again = here("import", where, cwd=folder)
    assert again.returncode == 0, again.stderr
    assert "assessment_2026 is here already, the same in everything: nothing was added." in again.stdout
    assert len(there.assessments()) == 1


def test_a_path_is_said_as_it_is_shortest_to_type(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert near(tmp_path / "out" / "a.json", tmp_path) == str(Path("out", "a.json"))
    assert near(Path(tmp_path.anchor, "a.json"), tmp_path / "b" / "c") == str(Path(tmp_path.anchor, "a.json"))
    monkeypatch.setattr("cxdna.workflows.where.os", SimpleNamespace(path=ntpath))
    on_a_stick, home = (cast("Path", PureWindowsPath(one)) for one in ("D:/out/a.json", "C:/alder"))
    assert near(on_a_stick, home) == "D:\\out\\a.json"
