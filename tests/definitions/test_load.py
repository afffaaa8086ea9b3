from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cxdna import resources
from cxdna.definitions.load import content_hash, load_library, load_questionnaire
from cxdna.errors import Problems, UserError
from cxdna.workflows.check_definitions import check_definitions
from tests.definitions.examples import SMALL, VALID


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_library_holds_all_of_a_playbook() -> None:
    library = load_library([SMALL])
    assert library.playbook.id == "small"
    assert list(library.questionnaires) == ["visit"]
    assert list(library.kpis) == ["closed_in_time", "reopened"]
    assert [action.id for action in library.actions] == ["start_register", "learn_from_it"]
    assert [(source.kind, source.version) for source in library.sources] == [
        ("actions", "1"),
        ("kpis", "1"),
        ("playbook", "1.0"),
        ("questionnaire", "2026.1"),
    ]
    assert all(len(source.sha256) == len(source.content) == 64 for source in library.sources)


def test_content_stays_the_same_however_it_is_written(small: Path) -> None:
    before = load_library([small])
    replace(small / "playbook" / "small.yaml", "default_target: 2.5", "default_target:   2.50 # the same")
    after = load_library([small])
    changed = [(one, two) for one, two in zip(before.sources, after.sources, strict=True) if one.sha256 != two.sha256]
    assert [one.kind for one, _ in changed] == ["playbook"]
    assert [one.content for one in before.sources] == [two.content for two in after.sources]
    replace(small / "playbook" / "small.yaml", "2.50", "2.51")
    assert content_hash(load_library([small]).playbook) != content_hash(before.playbook)


def test_the_shipped_definitions_load() -> None:
    library = load_library(resources.roots())
    assert library.playbook.id == "cxdna"
    assert library.questionnaires
    for name in library.questionnaires:
        playbook, questionnaire = load_questionnaire(name, resources.roots())
        assert playbook == library.playbook
        assert questionnaire == library.questionnaires[name]


def test_a_workspace_comes_before_what_is_shipped(tmp_path: Path, small: Path) -> None:
    workspace = tmp_path / "workspace"
    (workspace / "questionnaires").mkdir(parents=True)
    (workspace / "playbook").mkdir()
    own = workspace / "questionnaires" / "mine.yaml"
    shutil.copy(small / "questionnaires" / "visit.yaml", own)
    replace(own, "name: Visit", "name: My visit")
    kpis = workspace / "playbook" / "kpis.yaml"
    shutil.copy(small / "playbook" / "kpis.yaml", kpis)
    replace(kpis, "id: reopened", "id: opened_again")
    replace(kpis, "counter: reopened", "counter: opened_again")
    replace(kpis, "name: Closed in time", "name: Mine")
    roots = [workspace, small]
    library = load_library(roots)
    assert library.questionnaires["visit"].name == "My visit"
    assert library.kpis["closed_in_time"].name == "Mine"
    assert {"opened_again", "reopened"} <= library.kpis.keys()
    assert load_questionnaire("visit", roots)[1].name == "My visit"
    assert load_questionnaire("visit", roots)[0].id == "small"


def test_a_questionnaire_needs_two_files_only(small: Path) -> None:
    (small / "playbook" / "kpis.yaml").write_text("kind: [", encoding="utf-8")
    (small / "questionnaires" / "another.yaml").write_text("kind: [", encoding="utf-8")
    replace(small / "questionnaires" / "visit.yaml", "Visit", "Seen")
    playbook, questionnaire = load_questionnaire("visit", [small])
    assert (playbook.id, questionnaire.name) == ("small", "Seen")
    with pytest.raises(Problems) as caught:
        load_library([small])
    assert len(caught.value.problems) == 2


def test_a_questionnaire_is_found_in_a_file_of_another_name(small: Path) -> None:
    (small / "questionnaires" / "visit.yaml").rename(small / "questionnaires" / "zzz.yml")
    shutil.copy(small / "playbook" / "kpis.yaml", small / "questionnaires" / "visit.yaml")
    (small / "questionnaires" / "broken.yaml").write_text("kind: [", encoding="utf-8")
    assert load_questionnaire("visit", [small])[1].id == "visit"


@pytest.mark.parametrize(
    "text", ["kind: [", "kind: questionnaire\nid: visit\nname: yes\n", "kind: questionnaire\nid: visit\n"]
)
def test_a_questionnaire_that_is_broken_is_told_of(small: Path, text: str) -> None:
    (small / "questionnaires" / "visit.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Problems):
        load_questionnaire("visit", [small])


def test_flaws_across_files_are_told_of(small: Path) -> None:
    replace(small / "questionnaires" / "visit.yaml", "part: learn", "part: lern")
    for load in (lambda: load_questionnaire("visit", [small]), lambda: load_library([small])):
        with pytest.raises(Problems, match="did you mean 'learn'"):
            load()


def test_what_is_not_there_is_told_of_with_what_is(small: Path) -> None:
    with pytest.raises(UserError, match="there is no questionnaire 'vist'; did you mean 'visit'"):
        load_questionnaire("vist", [small])
    with pytest.raises(UserError, match="there is no playbook 'other'"):
        load_library([small], "other")
    (small / "playbook" / "small.yaml").unlink()
    with pytest.raises(UserError, match="there is no playbook 'small'"):
        load_questionnaire("visit", [small])
    with pytest.raises(UserError, match="there is no playbook; put one"):
        load_library([small])


def test_of_several_playbooks_one_must_be_named(small: Path) -> None:
    other = VALID[0]
    assert other.name == "other_model"
    shutil.copytree(other, small, dirs_exist_ok=True)
    with pytest.raises(UserError, match="there are 2 playbooks: small, yes-no; say which"):
        load_library([small])
    assert list(load_library([small], "yes-no").questionnaires) == ["list"]
    assert list(load_library([small], "small").questionnaires) == ["visit"]


def version_of(small: Path, folder: str, name: str, version: str) -> None:
    """Put another version of a definition beside it, in a file that is found later."""
    (old,) = [one for one in ('"1.0"', '"2026.1"') if one in (small / folder / f"{name}.yaml").read_text("utf-8")]
    copy = small / folder / f"{name}_{version}.yaml"
    shutil.copy(small / folder / f"{name}.yaml", copy)
    replace(copy, f"version: {old}", f'version: "{version}"')


def test_the_version_that_is_wanted_comes_before_the_first(small: Path, tmp_path: Path) -> None:
    version_of(small, "questionnaires", "visit", "2026.10")
    version_of(small, "playbook", "small", "1.1")
    found = load_questionnaire("visit", [small], "2026.10", "1.1")
    assert [one.version for one in found] == ["1.1", "2026.10"]
    empty = tmp_path / "empty"
    assert [one.version for one in load_questionnaire("visit", [empty, small], "2026.1")] == ["1.0", "2026.1"]
    # Without that version the first there is, so that the check can name both.
    assert [one.version for one in load_questionnaire("visit", [small], "7", "7")] == ["1.0", "2026.1"]


def test_a_later_root_may_hold_the_version_that_is_wanted(small: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(small, tmp_path / "other"))
    replace(other / "questionnaires" / "visit.yaml", '"2026.1"', '"2026.2"')
    assert load_questionnaire("visit", [other, small], "2026.1")[1].version == "2026.1"
    assert load_questionnaire("visit", [other, small])[1].version == "2026.2"


def test_a_flaw_in_another_version_keeps_nobody_from_the_one_that_is_wanted(small: Path) -> None:
    version_of(small, "questionnaires", "visit", "2026.10")
    replace(small / "questionnaires" / "visit.yaml", "name: Visit", "name: Visit\nname: Visit")
    assert load_questionnaire("visit", [small], "2026.10")[1].version == "2026.10"
    with pytest.raises(Problems, match="'name' given twice"):
        load_questionnaire("visit", [small], "2026.1")


def test_a_library_holds_the_newest_of_several_versions(small: Path) -> None:
    version_of(small, "questionnaires", "visit", "2026.10")
    version_of(small, "questionnaires", "visit", "2026.9")
    version_of(small, "playbook", "small", "1.1")
    assert check_definitions(small).problems == ()
    for name in ("small", None):
        library = load_library([small], name)
        assert (library.playbook.version, library.questionnaires["visit"].version) == ("1.1", "2026.10")


def test_ids_of_two_versions_that_differ_in_capitals_are_a_mistake(small: Path) -> None:
    version_of(small, "questionnaires", "visit", "2026.10")
    replace(small / "questionnaires" / "visit_2026.10.yaml", "id: visit", "id: Visit")
    (problem,) = check_definitions(small).problems
    assert problem.what.startswith("questionnaire 'Visit' and questionnaire 'visit' differ in capitals only")


def test_two_of_one_id_in_one_place_are_a_mistake(small: Path) -> None:
    shutil.copy(small / "questionnaires" / "visit.yaml", small / "questionnaires" / "copy.yaml")
    with pytest.raises(Problems, match="questionnaire 'visit' is there twice"):
        load_library([small])


def test_libraries_in_folders_are_read_like_those_in_one_file(small: Path) -> None:
    before = load_library([small])
    for name in ("kpis", "actions"):
        (small / "playbook" / name).mkdir()
        (small / "playbook" / f"{name}.yaml").rename(small / "playbook" / name / "all.yaml")
    after = load_library([small])
    assert (after.kpis, after.actions) == (before.kpis, before.actions)
    assert {source.path.parent.name for source in after.sources} == {"playbook", "kpis", "actions", "questionnaires"}
    replace(small / "playbook" / "kpis" / "all.yaml", "counter: reopened", "counter: reopend")
    with pytest.raises(Problems, match=r"kpis.all\.yaml:\d+: there is no KPI 'reopend'"):
        load_library([small])


def test_what_a_questionnaire_kept_keeps_its_hash_though_fields_were_added_since() -> None:
    """The hash was written down before `neighbour` and `succeeds` came."""
    asked = load_questionnaire("visit", [SMALL])[1]
    assert content_hash(asked) == "fe10ed161437fa6fd277624eb0258fb2615bcf25d6488d16d314662ea0187b31"
