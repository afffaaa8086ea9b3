"""`cxdna survey`: a file of answers comes in once and whole, or not at all, and is scored, kept or where it lies."""

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from cxdna.alerts.write import rules_text
from cxdna.cli.ask import Ended
from cxdna.cli.survey_options import starting
from cxdna.store.latest import alerts_that_hold
from cxdna.store.port import Store
from cxdna.voice.model import SurveyFile
from cxdna.workflows.surveys.hand import voice_of
from tests.conftest import ROOT
from tests.workspace.making import Here, made, store_of

pytest.importorskip("duckdb", reason="counting answers needs the extra 'survey'")
MAPPING = """\
kind: survey
id: service
title: Service contacts
columns: {respondent: Customer, event_date: Day, category: Service, comment: Comment}
no_answer: [n/a]
questions:
  - {id: satisfied, text: How satisfied are you?, about: satisfaction, column: Satisfied, scale: {low: 1, high: 5}}
  - {id: recommend, text: Would you recommend us?, about: recommendation, column: Recommend, scale: {low: 0, high: 10}}
"""
EXCLUDED = "exclude: [{column: Service, values: [Field service], reason: Another team}]\nno_answer:"
HEADER = "Customer,Day,Satisfied,Recommend,Service,Comment"
PRINTED = (5,) * 18 + (4,) * 14 + (3,) * 3 + (2,) * 3 + (1,) * 2
SERVICES = ("Field service", "Service desk")


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setenv("CXDNA_NOW", "2026-11-28T09:00")
    return Here(capsys, monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = made(tmp_path / "alder").folder
    (folder / "map.yaml").write_text(MAPPING, encoding="utf-8")
    return folder


def rows(first: dt.date, scores: Sequence[object] = PRINTED) -> list[str]:
    days = [first + dt.timedelta(days=at % 28) for at, _ in enumerate(scores)]
    return [
        f"C{at},{day},{score},{at % 11},{SERVICES[at % 2]},Fine"
        for at, (day, score) in enumerate(zip(days, scores, strict=True))
    ]


def write(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_text("\n".join((HEADER, *lines)) + "\n", encoding="utf-8")
    return folder / name


def files_in(folder: Path) -> list[SurveyFile]:
    with store_of(folder) as store:
        return [file for one in voice_of(store).surveys for file in one.files]


def kept(store: Store) -> int:
    return len(store.voice())


def test_a_file_comes_in_once_and_its_indices_are_shown(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", "--by", "Ann", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Imported: q1.csv into survey 'service', Service contacts."
    assert "  40 rows, 1 January 2026 to 28 January 2026; 1 wave: 2026 Q1" in lines
    assert "  80 scores count." in lines
    assert any(line.startswith("  4.08 of 5 (3.71 to 4.44") for line in lines)
    assert lines[-3] == "Next:  cxdna survey score service"
    assert (folder / "surveys" / "service.yaml").read_text(encoding="utf-8") == MAPPING
    (file,) = files_in(folder)
    assert (file.name, file.place, file.by, file.added) == ("q1.csv", "q1.csv", "Ann", dt.date(2026, 11, 28))
    with store_of(folder) as store:
        before = kept(store)
    for arguments in ((), ("--mapping", "map.yaml"), ("--survey", "Service"), ("--replaces", "other.csv")):
        again = here("survey", "add", "q1.csv", *arguments, cwd=folder)
        assert again.returncode == 0
        assert again.stdout.startswith("Already imported on 28 November 2026 by Ann as q1.csv, into survey 'service': ")
    with store_of(folder) as store:
        assert kept(store) == before, "nothing was added"


def test_no_answer_of_a_customer_and_no_comment_goes_into_the_store(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *[line.replace("Fine", "Canary words") for line in rows(dt.date(2026, 1, 1))])
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    raw = b"".join(path.read_bytes() for path in folder.glob("cxdna.sqlite*"))
    assert b"Service desk" in raw
    assert b"Canary words" not in raw
    assert b"C17" not in raw


def test_the_next_file_of_a_survey_is_found_by_its_columns(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    write(folder, "q2.csv", *rows(dt.date(2026, 4, 1)))
    assert here("survey", "add", "q2.csv", cwd=folder).stdout.startswith("Imported: q2.csv into survey 'service'")
    (folder / "other.csv").write_text("Name,When\nA,2026-01-01\n", encoding="utf-8")
    done = here("survey", "add", "other.csv", cwd=folder)
    assert done.returncode == 2
    assert (
        "other.csv fits no survey that there is; for a new one: cxdna survey add other.csv --survey NAME" in done.stderr
    )
    assert "as survey service it lacks 6 of 6 columns: 'Customer', 'Day', 'Service' and 3 more" in done.stderr
    assert "row 1 should be the header, and no survey knows a column of it: 'Name' and 'When'" in done.stderr
    assert len(done.stderr.splitlines()) == 4, "one line for each survey"
    trend = here("survey", "trend", "--question", "satisfied", cwd=folder).stdout
    assert [line.split()[-7:-4] for line in trend.splitlines() if "indicative" in line] == [["4.08", "3.71", "to"]] * 2


def test_months_that_were_counted_are_refused_unless_one_takes_the_place_of_the_other(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    write(folder, "q1b.csv", *rows(dt.date(2026, 1, 2)))
    done = here("survey", "add", "q1b.csv", cwd=folder)
    assert done.returncode == 2
    assert "the same answers would count twice" in done.stderr
    assert here("survey", "add", "q1b.csv", "--replaces", "nosuch.csv", cwd=folder).returncode == 2
    assert [one.name for one in files_in(folder)] == ["q1.csv"]
    done = here("survey", "add", "q1b.csv", "--replaces", "q1.csv", cwd=folder)
    assert done.stdout.startswith("Imported: q1b.csv into survey 'service', Service contacts, in place of q1.csv.")
    assert [one.name for one in files_in(folder)] == ["q1b.csv"]
    assert here("survey", "add", "q1.csv", "--adds", cwd=folder).returncode == 0
    assert [one.name for one in files_in(folder)] == ["q1.csv", "q1b.csv"]
    assert here("survey", "drop", "q1.csv", "--why", "Sent twice", cwd=folder).returncode == 0
    assert [one.name for one in files_in(folder)] == ["q1b.csv"]


def test_a_file_is_read_where_it_lies_as_it_would_be_when_it_is_added(folder: Path, here: Here) -> None:
    asked = MAPPING.replace("comment: Comment}", "disposition: Comment}").replace("no_answer: [n/a]\n", "")
    (folder / "asked.yaml").write_text(asked, encoding="utf-8")
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    for arguments in (("score", "q1.csv"), ("add", "q1.csv")):
        done = here("survey", *arguments, "--mapping", "asked.yaml", cwd=folder)
        assert done.returncode == 2
        assert "'Fine' is no outcome that the survey knows" in done.stderr


def test_another_scale_has_to_be_stated_before_one_more_file_comes_in(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    place = folder / "surveys" / "service.yaml"
    ten = MAPPING.replace("column: Satisfied, scale: {low: 1, high: 5}", "column: Satisfied, scale: {low: 1, high: 10}")
    place.write_text(ten, encoding="utf-8")
    write(folder, "q2.csv", *rows(dt.date(2026, 4, 1)))
    done = here("survey", "add", "q2.csv", cwd=folder)
    assert done.returncode == 2
    assert "q1.csv was counted with question 'satisfied' on 1 to 5, and the survey says 1 to 10" in done.stderr
    assert [one.name for one in files_in(folder)] == ["q1.csv"]
    earlier = "1, high: 10}, earlier: [{until: 2026-03, scale: {low: 1, high: 5}}]"
    place.write_text(ten.replace("1, high: 10}", earlier, 1), encoding="utf-8")
    assert here("survey", "add", "q2.csv", cwd=folder).returncode == 0
    place.write_text(MAPPING, encoding="utf-8")
    assert here("survey", "add", "q1.csv", "--replaces", "q1.csv", cwd=folder).returncode == 0, "one after the other"
    assert here("survey", "add", "q2.csv", "--replaces", "q2.csv", cwd=folder).returncode == 0
    assert here("survey", "score", cwd=folder).returncode == 0


def test_files_that_were_counted_on_a_wrong_scale_make_no_index_until_all_are_counted_again(
    folder: Path, here: Here
) -> None:
    for name, month in (("q1.csv", 1), ("q 2.csv", 4), ("q3.csv", 7)):
        write(folder, name, *rows(dt.date(2026, month, 1)))
        here("survey", "add", name, "--mapping", "map.yaml", cwd=folder)
    ten = MAPPING.replace("column: Satisfied, scale: {low: 1, high: 5}", "column: Satisfied, scale: {low: 1, high: 10}")
    (folder / "surveys" / "service.yaml").write_text(ten, encoding="utf-8")
    assert here("survey", "add", "q1.csv", "--replaces", "q1.csv", cwd=folder).returncode == 0
    for command in (("survey", "score"), ("survey", "trend"), ("survey", "score", "--question", "recommend")):
        done = here(*command, cwd=folder)
        assert done.returncode == 2
        assert "q 2.csv, 'satisfied' on 1 to 5, now 1 to 10; q3.csv, 'satisfied' on 1 to 5" in done.stderr
        for again in ('"q 2.csv" --survey service --replaces "q 2.csv"', "q3.csv --survey service --replaces q3.csv"):
            assert f"cxdna survey add {again}" in done.stderr
    for name in ("q 2.csv", "q3.csv"):
        here("survey", "add", name, "--survey", "service", "--replaces", name, cwd=folder)
    assert here("survey", "score", cwd=folder).returncode == 0


def test_a_survey_without_files_does_not_stand_in_the_way_and_can_be_put_aside(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    here("survey", "add", "q1.csv", "--survey", "guess", "--yes", cwd=folder)
    assert "has 1 file of answers: q1.csv" in here("survey", "forget", "guess", cwd=folder).stderr
    write(folder, "q2.csv", *rows(dt.date(2026, 4, 1)))
    assert "can be read as several surveys: guess, service" in here("survey", "add", "q2.csv", cwd=folder).stderr
    assert "say which one with --mapping surveys/ID.yaml" in here("survey", "score", "q2.csv", cwd=folder).stderr
    here("survey", "drop", "q1.csv", "--survey", "guess", "--why", "A try", cwd=folder)
    assert here("survey", "add", "q2.csv", cwd=folder).stdout.startswith("Imported: q2.csv into survey 'service'")
    here("survey", "add", "q1.csv", "--survey", "guess", cwd=folder)
    write(folder, "q2.csv", *rows(dt.date(2026, 4, 2)))
    done = here("survey", "add", "q2.csv", "--replaces", "q2.csv", cwd=folder)
    assert done.stdout.startswith("Imported: q2.csv into survey 'service', Service contacts, in place of q2.csv.")
    here("survey", "drop", "q1.csv", "--survey", "guess", "--why", "A try", cwd=folder)
    done = here("survey", "forget", "Guess", cwd=folder)
    place = Path("surveys", "guess.yaml.old")
    assert done.stdout.startswith(f"Survey 'guess' is put aside: its description is kept as {place}.")
    assert (folder / place).is_file()
    assert "guess" not in here("survey", "list", cwd=folder).stdout
    assert "There is no survey 'guess' in surveys/" in here("survey", "forget", "guess", cwd=folder).stderr


def test_a_question_with_mistakes_is_guessed_and_all_of_them_are_listed(folder: Path, here: Here) -> None:
    dirty = (ROOT / "examples/alderbrook/surveys/dirty.csv").read_bytes()
    (folder / "dirty.csv").write_bytes(dirty)
    done = here("survey", "add", "dirty.csv", "--survey", "calls", "--yes", cwd=folder)
    assert "  event_date: 'Event date', by its header" in done.stdout
    assert "  satisfied: 'Satisfied', as scores from 2 to 5 were seen" in done.stdout
    assert [line.split(": ")[1] for line in done.stderr.splitlines()[:5]] == [
        "row 3, column Event date",
        "row 4, column Satisfied",
        "row 5, column Satisfied",
        "row 6, column Event date",
        "row 8, column Satisfied",
    ]


def test_programs_read_what_came_of_a_file(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    refused = here("survey", "add", "q1.csv", "--json", cwd=folder)
    assert (refused.returncode, refused.stdout) == (2, ""), "nobody agreed to the guess"
    told = json.loads(here("survey", "add", "q1.csv", "--mapping", "map.yaml", "--json", cwd=folder).stdout)
    assert (told["format"], told["survey"], told["before"]) == ("cxdna-survey-add/1", "service", False)
    assert (told["file"]["rows"], told["file"]["standings"], told["alerts"]) == (40, {"counted": 80}, [])
    again = json.loads(here("survey", "add", "q1.csv", "--json", cwd=folder).stdout)
    assert (again["before"], again["file"]) == (True, told["file"])


def test_of_a_window_that_was_fixed_late_every_score_says_so(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    window = ("survey", "window", "add", "--purpose", "award", "--first")
    here(*window, "2026-01", "--last", "2026-12", "late", cwd=folder)
    done = here("survey", "score", "--window", "late", cwd=folder).stdout
    assert "Take care: window late was fixed late, on 28 November 2026, when answers of its months were counted" in done
    assert "Take care" not in here("survey", "score", cwd=folder).stdout


def test_months_that_leave_out_a_few_answers_are_refused(folder: Path, here: Here) -> None:
    few = rows(dt.date(2026, 3, 1), (1, 2, 2))
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)), *few, *rows(dt.date(2026, 4, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    for command in ("score", "trend"):
        done = here("survey", command, "--to", "2026-02", cwd=folder)
        assert "would tell what fewer than five people answered to satisfied; take whole waves, January" in done.stderr
        assert here("survey", command, "--to", "2026-03", cwd=folder).returncode == 0


def test_spark_is_said_to_start(capsys: pytest.CaptureFixture[str]) -> None:
    starting("duckdb")
    assert capsys.readouterr().err == ""
    starting("spark")
    assert capsys.readouterr() == ("", "Spark is starting, which takes up to half a minute ...\n")


def test_a_changed_survey_counts_a_file_again(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    place = folder / "surveys" / "service.yaml"
    place.write_text(MAPPING.replace("no_answer:", EXCLUDED), encoding="utf-8")
    assert (
        "Take care: surveys/service.yaml says something else by now than what was counted"
        in here("survey", "show", cwd=folder).stdout
    )
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert done.stdout.startswith("Already imported"), "the same bytes again"
    done = here("survey", "add", "q1.csv", "--replaces", "q1.csv", cwd=folder)
    assert "  40 scores count and 40 are excluded." in done.stdout
    write(folder, "q2.csv", *rows(dt.date(2026, 4, 1)))
    place.write_text(MAPPING, encoding="utf-8")
    done = here("survey", "add", "q2.csv", cwd=folder)
    assert "Take care: q1.csv was counted before the survey changed; count it again with" in done.stdout
    other = here(
        "survey", "add", write(folder, "q3.csv", *rows(dt.date(2026, 7, 1))), "--mapping", "map.yaml", cwd=folder
    )
    assert other.returncode == 0
    (folder / "map.yaml").write_text(MAPPING.replace("Service contacts", "Other"), encoding="utf-8")
    other = here(
        "survey", "add", write(folder, "q4.csv", *rows(dt.date(2026, 10, 1))), "--mapping", "map.yaml", cwd=folder
    )
    assert other.returncode == 2
    assert "service.yaml is there already and says something else" in other.stderr


def test_all_cells_that_cannot_be_read_are_said_and_nothing_is_imported(folder: Path, here: Here) -> None:
    bad = ["X1,2026-02-31,5,9,Service desk,", "X2,2026-01-03,9,9,Service desk,", "X3,2026-01-03,four,n/a,Service desk,"]
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)), *bad)
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert done.returncode == 2
    said = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in said[:3]] == [
        "row 42, column Day",
        "row 43, column Satisfied",
        "row 44, column Satisfied",
    ]
    assert said[3].startswith("3 problems: nothing was imported; correct them, or count without them: add --skip-bad")
    assert files_in(folder) == []
    assert not (folder / "surveys").exists()
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", "--skip-bad", cwd=folder)
    assert "  81 scores count, 1 question has none and 4 cannot be read." in done.stdout


def test_rows_that_are_none_are_passed_over_and_said(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)), "X1,2026-01-03,5")
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert (done.returncode, "row 42 has 3 values" in done.stderr) == (2, True)
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", "--skip-bad", cwd=folder)
    assert "  1 more row could not be read as one, and was passed over." in done.stdout


def test_a_file_without_an_answer_is_refused(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", "X1,2026-01-03,n/a,n/a,Service desk,")
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert done.returncode == 2
    assert "q1.csv has no answer that counts: it has 1 row, and 0 scores count and 2 questions have none" in done.stderr
    assert files_in(folder) == []


def test_a_guess_is_shown_and_written_and_nothing_is_imported_unasked(folder: Path, here: Here) -> None:
    write(folder, "Pulse 2026.csv", *rows(dt.date(2026, 1, 1)))
    done = here("survey", "add", "Pulse 2026.csv", cwd=folder)
    assert done.returncode == 2
    assert done.stdout.startswith("A new survey, 'pulse-2026'. From the headers and the first rows:")
    place = Path("surveys", "pulse-2026.yaml")
    assert f"{place} was written, and nothing was imported; look at it, then: cxdna survey add" in done.stderr
    assert files_in(folder) == []
    assert "pulse-2026  no file was taken in by it yet" in here("survey", "list", cwd=folder).stdout
    done = here("survey", "add", "Pulse 2026.csv", "--survey", "pulse-2026", cwd=folder)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        0,
        "Imported: Pulse 2026.csv into survey 'pulse-2026', Pulse 2026.",
    )
    done = here("survey", "add", "Pulse 2026.csv", "--survey", "second", "--yes", cwd=folder)
    assert done.returncode == 0, "a file may belong to two surveys"
    assert [one.survey for one in files_in(folder)] == ["pulse-2026", "second"]


@pytest.mark.parametrize(("typed", "code"), [([""], 0), (["e", ""], 0), (["what", "q"], 2), ([], 2)])
def test_at_a_terminal_somebody_decides(
    folder: Path, here: Here, monkeypatch: pytest.MonkeyPatch, typed: list[str], code: int
) -> None:
    answers = iter(typed)

    def line(_: str) -> str:
        try:
            return next(answers)
        except StopIteration:
            raise Ended from None

    def edit(path: Path) -> bool:
        path.write_text(path.read_text(encoding="utf-8").replace("Pulse", "Edited"), encoding="utf-8")
        return True

    monkeypatch.setattr("cxdna.cli.survey_ask.sys.stdin", type("Terminal", (), {"isatty": lambda _: True})())
    monkeypatch.setattr("cxdna.cli.survey_ask.line", line)
    monkeypatch.setattr("cxdna.cli.survey_ask.open_in_editor", edit)
    write(folder, "pulse.csv", *rows(dt.date(2026, 1, 1)))
    done = here("survey", "add", "pulse.csv", cwd=folder)
    assert done.returncode == code, done.stderr
    assert len(files_in(folder)) == (code == 0)
    if typed[:1] == ["e"]:
        assert "Imported: pulse.csv into survey 'pulse', Edited." in done.stdout


def test_a_file_is_scored_where_it_lies_without_a_workspace(tmp_path: Path, here: Here) -> None:
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    write(tmp_path, "q1.csv", *rows(dt.date(2026, 1, 1)))
    before = sorted(tmp_path.iterdir())
    done = here("survey", "score", "q1.csv", "--mapping", "map.yaml", "--group", "category", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  4.08 of 5 (3.71 to 4.44 with 95% confidence), 40 answers: indicative" in done.stdout
    assert "  4.0 of 5 is 7.5 on 0 to 10. This is 4.65 there." in done.stdout
    assert "Net promoter score " in done.stdout
    assert done.stdout.splitlines()[-1] == "Next:  cxdna survey add q1.csv --mapping map.yaml"
    told = json.loads(here("survey", "score", "q1.csv", "--mapping", "map.yaml", "--json", cwd=tmp_path).stdout)
    assert told["questions"][0]["index"]["value"]["exact"] == "163/40"
    assert sorted(tmp_path.iterdir()) == before, "nothing is left"
    for arguments, says in (
        (("--question", "nosuch"), "has no question nosuch"),
        (("--group", "country"), "are not counted by country"),
        (("--by", "country"), "are not counted by country"),
        (("--by", "country", "--group", "category"), "--by is another name of --group"),
        (("--window", "award"), "Windows are those of a workspace"),
        (("--from", "2026-05"), "The last month comes before the first"),
    ):
        refused = here("survey", "score", "q1.csv", "--mapping", "map.yaml", *arguments, cwd=tmp_path)
        assert refused.returncode == 2
        assert says in refused.stderr
    alone = here("survey", "score", "q1.csv", cwd=tmp_path)
    assert (alone.returncode, "in no workspace" in alone.stderr) == (2, True)


def test_a_file_is_scored_by_the_survey_of_the_workspace(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    done = here("survey", "score", "q1.csv", cwd=folder)
    assert "Nothing says how q1.csv is to be read; add --mapping FILE" in done.stderr
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    straight = here("survey", "score", "q1.csv", "--json", cwd=folder).stdout
    kept_ = here("survey", "score", "service", "--json", cwd=folder).stdout
    assert json.loads(straight) == json.loads(kept_)
    assert here("survey", "score", "--mapping", "map.yaml", cwd=folder).returncode == 2


def test_what_is_listed_and_shown(folder: Path, here: Here) -> None:
    assert here("survey", "list", cwd=folder).stdout.startswith("There is no survey here yet.\nNext:  cxdna survey add")
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    window = ("survey", "window", "add", "year", "--purpose", "award", "--first", "2026-01", "--last", "2026-12")
    assert here(*window, cwd=folder).returncode == 0
    listed = here("survey", "list", cwd=folder).stdout
    assert listed.startswith("service  Service contacts: January 2026, 80 scores in q1.csv\n")
    told = json.loads(here("survey", "list", "--json", cwd=folder).stdout)
    assert told["format"] == "cxdna-surveys/1"
    assert told["surveys"][0]["files"][0]["standings"] == {"counted": 80}
    shown = here("survey", "show", "service", cwd=folder).stdout.splitlines()
    assert "  'Day' is when it happened" in shown
    assert "  satisfied  How satisfied are you?" in shown
    assert any(line.startswith("  year  January to December 2026, for an award") for line in shown)
    told = json.loads(here("survey", "show", "--json", cwd=folder).stdout)
    assert (told["format"], told["survey"]["kind"], told["changed"]) == ("cxdna-survey/1", "survey", False)
    assert here("survey", "window", "list", cwd=folder).stdout.startswith("year  January to December 2026")
    assert json.loads(here("survey", "window", "list", "--json", cwd=folder).stdout)["format"] == "cxdna-windows/1"


def test_rules_raise_alerts_once(folder: Path, here: Here) -> None:
    write(folder, "q4.csv", *rows(dt.date(2026, 11, 1)))
    here("survey", "add", "q4.csv", "--mapping", "map.yaml", cwd=folder)
    (folder / "alerts.yaml").write_text("kind: alerts\ntriggers: nonsense\n", encoding="utf-8")
    write(folder, "q3.csv", *rows(dt.date(2026, 9, 1)))
    assert here("survey", "add", "q3.csv", cwd=folder).returncode == 2
    assert [one.name for one in files_in(folder)] == ["q4.csv"], "wrong rules keep a file out"
    with store_of(folder) as store:
        (folder / "alerts.yaml").write_text(
            rules_text(tuple(one.survey for one in voice_of(store).surveys)), encoding="utf-8"
        )
    done = here("survey", "add", "q4.csv", cwd=folder)
    assert done.stdout.startswith("Already imported")
    assert " alerts raised" in done.stdout, "the rules are newer than the file"
    assert done.stdout.count("Next:") == 1
    assert "Next:  cxdna alerts list\n       cxdna survey score service\n" in done.stdout
    with store_of(folder) as store:
        raised = len(alerts_that_hold(store.voice("alert")))
    assert raised > 0
    assert " raised" not in here("survey", "add", "q4.csv", cwd=folder).stdout
    assert here("survey", "add", "q3.csv", cwd=folder).returncode == 0
    with store_of(folder) as store:
        assert len(alerts_that_hold(store.voice("alert"))) >= raised


def test_a_file_with_rows_that_were_passed_over_raises_what_it_did_not_yet(folder: Path, here: Here) -> None:
    write(folder, "q4.csv", *rows(dt.date(2026, 11, 1)), "X1,2026-11-03,5")
    here("survey", "add", "q4.csv", "--mapping", "map.yaml", "--skip-bad", cwd=folder)
    with store_of(folder) as store:
        (folder / "alerts.yaml").write_text(
            rules_text(tuple(one.survey for one in voice_of(store).surveys)), encoding="utf-8"
        )
    assert " alerts raised" in here("survey", "add", "q4.csv", cwd=folder).stdout


def test_a_comment_that_is_corrected_and_a_column_more_raise_no_alert_again(folder: Path, here: Here) -> None:
    write(folder, "q4.csv", *rows(dt.date(2026, 11, 1)))
    here("survey", "add", "q4.csv", "--mapping", "map.yaml", cwd=folder)
    with store_of(folder) as store:
        rules = rules_text(tuple(one.survey for one in voice_of(store).surveys))
    (folder / "alerts.yaml").write_text(rules, encoding="utf-8")
    done = here("survey", "add", "q4.csv", "--replaces", "q4.csv", cwd=folder)
    assert " alerts raised" in done.stdout
    place = folder / "surveys" / "service.yaml"
    place.write_text(
        MAPPING.replace("comment: Comment}", "comment: Comment}\nsegments: {again: Service}"), encoding="utf-8"
    )
    text = (folder / "q4.csv").read_text(encoding="utf-8")
    (folder / "q4.csv").write_text(text.replace("Fine", "Fine."), encoding="utf-8")
    done = here("survey", "add", "q4.csv", "--replaces", "q4.csv", cwd=folder)
    assert (done.returncode, " raised" in done.stdout) == (0, False)


def test_wrong_settings_are_all_said_before_anything_is_read(folder: Path, here: Here) -> None:
    done = here("survey", "add", "nosuch.csv", "--threads", "none", "--memory", "much", cwd=folder)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 3)
    assert here("survey", "add", "nosuch.csv", cwd=folder).stderr.startswith("There is no file nosuch.csv")
    assert here("survey", "add", ".", cwd=folder).stderr.startswith(". is a folder")


def test_lines_that_end_in_different_ways_are_read_as_one_way(folder: Path, here: Here) -> None:
    some = "\r\n".join((HEADER, *rows(dt.date(2026, 1, 1)))) + "\r\n" + "\n".join(rows(dt.date(2026, 2, 1))) + "\n"
    (folder / "q1.csv").write_bytes(some.encode())
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "  q1.csv: its lines end in different ways; it was read as if all ended alike" in done.stdout
    assert "  80 rows, 1 January 2026" in done.stdout


def test_what_an_open_quote_took_in_is_never_passed_over(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", 'X1,2026-01-03,5,5,Service desk,"open', *rows(dt.date(2026, 1, 1)))
    for more in ((), ("--skip-bad",)):
        done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", *more, cwd=folder)
        assert done.returncode == 2
        assert "row 2: quote never closed" in done.stderr
        assert "close the quotes first" in done.stderr
        assert "add --skip-bad" not in done.stderr
    assert files_in(folder) == []


def test_days_that_have_not_come_yet_are_told_and_passed_over(folder: Path, here: Here) -> None:
    (folder / "map.yaml").write_text(MAPPING.replace("category:", "answer_date: Given, category:"), encoding="utf-8")
    good = [row.replace(",2026", ",2026-01-30,2026", 1) for row in rows(dt.date(2026, 1, 1))]
    bad = ("X1,2026-12-02,2026-12-01,5,5,Service desk,", "X2,2026-12-02,2026-11-28,5,5,Service desk,")
    header = HEADER.replace("Day", "Given,Day")
    (folder / "q1.csv").write_text("\n".join((header, *good, *bad)) + "\n", encoding="utf-8")
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert done.returncode == 2
    assert "row 42, column Day: '2026-12-01' is a day that has not come yet" in done.stderr
    assert "row 42, column Given: '2026-12-02' is" in done.stderr
    assert "row 43, column Given: '2026-12-02' is" in done.stderr
    scored = here("survey", "score", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert (scored.returncode, "row 42, column Day" in scored.stderr) == (2, True)
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", "--skip-bad", cwd=folder)
    assert "  80 scores count." in done.stdout
    assert "  2 more rows tell of a day that has not come yet, and were passed over." in done.stdout


def test_answers_before_what_they_are_about_are_counted_and_remarked(folder: Path, here: Here) -> None:
    (folder / "map.yaml").write_text(MAPPING.replace("category:", "answer_date: Given, category:"), encoding="utf-8")
    some = [row.replace(",2026", ",2025-12-30,2026", 1) for row in rows(dt.date(2026, 1, 1))]
    (folder / "q1.csv").write_text("\n".join((HEADER.replace("Day", "Given,Day"), *some)) + "\n", encoding="utf-8")
    done = here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    assert "80 scores were given before the day of what is asked about: look whether 'Day' and 'Given'" in " ".join(
        done.stdout.split()
    )


def test_a_survey_that_says_something_else_than_was_counted_is_told_wherever_figures_are(
    folder: Path, here: Here
) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    commands = (("score",), ("trend",), ("show",), ("list",))
    for command in commands:
        assert "Take care" not in here("survey", *command, cwd=folder).stdout
    file = folder / "surveys" / "service.yaml"
    file.write_text(MAPPING.replace("about: recommendation", "about: other"), encoding="utf-8")
    for command in commands:
        said = " ".join(here("survey", *command, cwd=folder).stdout.split())
        assert "Take care: surveys/service.yaml says something else by now than what was counted: add its file" in said
    assert json.loads(here("survey", "score", "--json", cwd=folder).stdout)["remarks"]
    file.write_text(MAPPING.replace("title:", "titel:"), encoding="utf-8")
    for command in commands:
        said = " ".join(here("survey", *command, cwd=folder).stdout.split())
        assert "Take care: surveys/service.yaml cannot be read" in said
        assert "line 3: " in said


def test_of_a_survey_whose_files_are_gone_it_is_told_what_became_of_them(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", *rows(dt.date(2026, 1, 1)))
    here("survey", "add", "q1.csv", "--mapping", "map.yaml", cwd=folder)
    here("survey", "drop", "q1.csv", "--why", "Sent twice", cwd=folder)
    shown = here("survey", "show", cwd=folder)
    assert shown.returncode == 0
    assert "  none any more: q1.csv was dropped on 28 November 2026: Sent twice" in shown.stdout
    assert "Next:  cxdna survey add FILE --survey service" in shown.stdout
    scored = here("survey", "score", "service", cwd=folder)
    assert scored.returncode == 2
    assert "has no file any more: q1.csv was dropped on 28 November 2026: Sent twice" in " ".join(scored.stderr.split())


def test_a_workbook_and_a_text_file_of_the_same_answers_are_read_by_one_survey(folder: Path, here: Here) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Kundennr", "Datum", "Zufriedenheit"])
    for at, score in enumerate(PRINTED):
        sheet.append([f"K{at}", dt.date(2026, 1, 1 + at % 28), score])
    book.save(folder / "kunden.xlsx")
    lines = [f"K{at};{1 + at % 28}.2.2026;{score}" for at, score in enumerate(PRINTED)]
    (folder / "februar.csv").write_text("\n".join(("Kundennr;Datum;Zufriedenheit", *lines)) + "\n", encoding="utf-8")
    first = here("survey", "add", "kunden.xlsx", "--yes", cwd=folder)
    assert first.returncode == 0
    assert "  dates: day_first, which holds for text files only" in first.stdout
    assert here("survey", "add", "februar.csv", cwd=folder).returncode == 0
    assert [file.counts.rows for file in files_in(folder)] == [40, 40]


def test_of_days_that_cannot_be_read_it_is_said_and_nothing_is_left_behind(folder: Path, here: Here) -> None:
    (folder / "kunden.csv").write_text("Kundennr;Datum;Zufriedenheit\n" + "K1;1.03.26;4\n" * 9, encoding="utf-8")
    done = here("survey", "add", "kunden.csv", cwd=folder)
    assert done.returncode == 2
    assert "'Datum' was seen, and its days ('1.03.26') are written in a way that cannot be read" in " ".join(
        done.stderr.split()
    )
    assert not (folder / "surveys").exists()


def test_a_new_file_that_an_open_quote_hides_is_refused_for_that(folder: Path, here: Here) -> None:
    write(folder, "q1.csv", 'X1,2026-01-03,5,5,"open,Fine', *rows(dt.date(2026, 1, 1)))
    done = here("survey", "add", "q1.csv", cwd=folder)
    assert (done.returncode, "row 2: quote never closed" in done.stderr) == (2, True)
    assert not (folder / "surveys").exists()
