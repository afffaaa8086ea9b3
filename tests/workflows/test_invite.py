"""Inviting: a list of people in, forms out; known people are recognised, and anonymous forms tell nothing."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from openpyxl import Workbook, load_workbook

from cxdna.answers.forms import model
from cxdna.answers.model import Mode
from cxdna.errors import Problems, StorageError, UserError
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Record
from cxdna.workflows.current import Current
from cxdna.workflows.forms.files import refuse_filled, slug, write_all
from cxdna.workflows.forms.fill_in import form_for
from cxdna.workflows.forms.invite import Invited, Wish, invite, invited_lines, read_by
from cxdna.workflows.forms.people import read_people
from tests.workflows.forming import LIST, fill, forms_of, paths, pulse, rows_of, taken
from tests.workflows.interviewing import MOMENT, closing, drawing, opened

SIX = "Name,Role,Group,E-mail\n" + "".join(
    f"Person {at},Role {at},{'Leaders' if at < 3 else 'Front line'},p{at}@example.org\n" for at in range(6)
)


def merge_list(invited: Invited) -> list[list[str]]:
    return list(csv.reader(Path(invited.list).read_text("utf-8-sig").splitlines()))


def asked_in(form: Path) -> set[str]:
    return set(rows_of(load_workbook(form)[model.QUESTIONS]))


def test_a_form_a_person_and_a_list_for_mail_merge(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, "Name;Role;Group;Mail\nAnna Lee;Boss;Leaders;anna@example.org\nBen Roy;Clerk;;\n")
    assert [form.file for form in invited.forms] == ["alder-anna-lee.xlsx", "alder-ben-roy.xlsx"]
    assert all(path.is_file() for path in paths(invited))
    time = invited.forms[0].time
    assert merge_list(invited) == [
        ["Name", "E-mail", "Role", "File", "Questions", "Time", "By"],
        ["Anna Lee", "anna@example.org", "Boss", "alder-anna-lee.xlsx", "23", time, ""],
        ["Ben Roy", "", "Clerk", "alder-ben-roy.xlsx", "23", time, ""],
    ]
    people = now.store.people()
    assert [(one.name, one.role, one.group) for one in people] == [
        ("Anna Lee", "Boss", "Leaders"),
        ("Ben Roy", "Clerk", "Everyone"),
    ]
    assert [(one.id, one.person, one.parts) for one in now.store.sheets("a_2026")] == [
        (person.id, person.id, ()) for person in people
    ]
    assert [entry.what for entry in now.store.log()] == ["invited"]
    assert "example.org" not in repr((people, now.store.log()))
    assert b"anna@example.org" not in b"".join(path.read_bytes() for path in paths(invited))


def test_the_same_list_again_doubles_nobody_and_writes_the_same_forms(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    before = now.store.people(), now.store.sheets("a_2026"), [path.read_bytes() for path in paths(invited)]
    _, again = forms_of(tmp_path, now=now, chance=lambda size: "f" * 2 * size)
    assert (now.store.people(), now.store.sheets("a_2026"), [path.read_bytes() for path in paths(again)]) == before
    assert (invited.new, invited.known, again.new, again.known) == (2, 0, 0, 2)


def test_components_decide_then_the_role_then_everything(tmp_path: Path) -> None:
    text = (
        "Name,Role,Components\nAnna,Chief executive,\nBen,Chief executive,win-back; Return on investment\n"
        "Cleo,Fitter,Measure\nDan,Fitter,\nEve,Fitter,all\n"
    )
    now, invited = forms_of(tmp_path, text)
    anna, ben, cleo, dan, eve = map(asked_in, paths(invited))
    assert {name.split(".")[0] for name in anna} == {"q1"}  # where the questionnaire names a chief executive
    assert len(ben) == 4
    assert {name.split(".")[0] for name in cleo} == {"q1", "q2", "q3"}
    assert dan == eve
    assert len(dan) == 23
    assert [sheet.parts for sheet in now.store.sheets("a_2026")] == [
        ("governance",),
        ("win_back", "return_on_investment"),
        ("measure",),
        (),
        (),
    ]


def test_what_the_organisation_is_never_asked_is_in_no_form(tmp_path: Path) -> None:
    _, invited = forms_of(tmp_path)
    never = {question.id for question in pulse()[1].questions} - asked_in(paths(invited)[0])
    assert never == {"q2.2"}  # key accounts, which this one has none of


def test_a_form_says_which_questions_have_an_answer_and_not_which(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    form = paths(invited)[0]
    taken(now, [fill(form, {"q1.1": {"answer": 5, "comment": "Secret words"}}, to=tmp_path / "back.xlsx")])
    _, again = forms_of(tmp_path, now=now)
    sheet = load_workbook(paths(again)[0])[model.QUESTIONS]
    rows = rows_of(sheet)
    assert "answered" in str(sheet.cell(rows["q1.1"], model.NUMBER).value)
    assert "answered" not in str(sheet.cell(rows["q1.2"], model.NUMBER).value)
    assert not [cell.value for row in sheet.iter_rows(min_row=4, min_col=4, max_col=9) for cell in row if cell.value]
    assert b"Secret" not in paths(again)[0].read_bytes()


def test_a_new_role_is_taken_over_and_said(tmp_path: Path) -> None:
    now, _ = forms_of(tmp_path)
    _, again = forms_of(tmp_path, "Full name,Job title\nanna  lee,Chair\n", now=now)
    anna = now.store.people()[0]
    assert (anna.name, anna.role, anna.group) == ("Anna Lee", "Chair", "Leaders")
    assert again.notes[0] == "Anna Lee was Boss and is now Chair"
    assert len(now.store.people()) == 2


def test_two_people_of_one_name(tmp_path: Path) -> None:
    text = "Name,Role,Mail\nAnna Lee,Boss,a@example.org\nAnna Lee,Clerk,b@example.org\n"
    now, invited = forms_of(tmp_path, text)
    assert [form.file for form in invited.forms] == ["alder-anna-lee.xlsx", "alder-anna-lee-2.xlsx"]
    _, again = forms_of(tmp_path, text, now=now)
    assert (again.new, len(now.store.people())) == (0, 2)
    with pytest.raises(UserError, match="row 2: 'Anna Lee' may be somebody who is known already"):
        forms_of(tmp_path, "Name,Role\nAnna Lee,Chair\n", now=now)
    one = forms_of(tmp_path / "one", now=fresh(tmp_path / "one"))[0]
    changed = text.replace("Boss", "Chair")
    with pytest.raises(UserError, match="row 2: 'Anna Lee' may be somebody who is known already"):
        forms_of(tmp_path, changed, now=one)


WRONG = {
    "Name,Role\n,Boss\n": ["row 2, 'Name': the name is missing"],
    "Name,Role,Parts\nAnna,,Goverance\n": [
        "row 2, 'Parts': the playbook has no component 'Goverance'; did you mean 'Governance'?",
        "row 2, 'Role': the role is missing",
    ],
    "Name,Role\nAnna,Boss\nBen,Clerk\n anna ,boss\n": ["row 4, 'Name': 'anna' stands in row 2 already"],
    "Name,Role\nAnna,Boss\nAnna,Clerk\n": ["row 3, 'Name': 'Anna' stands in row 2 already"],
    "Name,Role,Mail\nAnna,Boss,nowhere\n": ["row 2, 'Mail': 'nowhere' is no e-mail address"],
    f"Name,Role\n{'x' * 201},Boss\n": ["the name has 201 characters, and 200 fit"],
    "Person,Telephone\nAnna,1\n": ["has no column for role; its header says: Person, Telephone"],
    "Name,Who,Role\nAnna,Anna,Boss\n": ["'Name' and 'Who' may both be the name"],
    "Name,Role\n": ["names nobody"],
    "Name,Role\nA\x07nna,Boss\n": ["holds a sign that does not print"],
    "Name,Role\nA\u202enna,Boss\n": ["row 2, 'Name': the name holds a sign that does not print"],
}


@pytest.mark.parametrize("text", WRONG)
def test_everything_wrong_in_a_list_is_told_at_once(text: str, tmp_path: Path) -> None:
    now = opened(pulse()[1], pulse()[0], folder=tmp_path)
    with pytest.raises(Problems) as caught:
        forms_of(tmp_path, text, now=now)
    assert len(caught.value.problems) == len(WRONG[text])
    for said in WRONG[text]:
        assert said in str(caught.value)
    assert not (tmp_path / "out").exists()
    assert not now.store.people()


def test_a_list_as_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["First name", "Surname", "Position", "E-Mail"],
        ["Ruth", "Okafor", "Head", "r@example.org"],
        [],
        [None, "x"],
    ):
        sheet.append(row)
    sheet["C3"] = "=A1"
    book.save(tmp_path / "people.xlsx")
    with pytest.raises(Problems) as caught:
        read_people(tmp_path / "people.xlsx", pulse()[0])
    assert "cell A4 of 'Sheet': the first name is missing" in str(caught.value)
    sheet.delete_rows(3, 2)
    book.save(tmp_path / "people.xlsx")
    (person,) = read_people(tmp_path / "people.xlsx", pulse()[0]).people
    assert (person.name, person.role, person.email) == ("Ruth Okafor", "Head", "r@example.org")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ruth Okafor", "ruth-okafor"),
        ("../../x", "x"),
        ("José Müller-Lüdenscheidt", "jose-muller-ludenscheidt"),
        ("O'Neil, Jr.", "o-neil-jr"),
        ("山田 太郎", "山田-太郎"),
        ("<script>", "script"),
        ("...", ""),
        ("x" * 90, "x" * 40),
    ],
)
def test_file_names_are_safe_and_readable(name: str, file: str) -> None:
    assert slug(name, 40) == file


def test_nothing_that_somebody_filled_in_is_written_over(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    fill(anna, {"q1.1": 3})
    before = anna.read_bytes()
    ben.write_bytes(b"something else")
    with pytest.raises(Problems) as caught:
        forms_of(tmp_path, now=now)
    assert len(caught.value.problems) == 2
    assert "is there already and was filled in" in str(caught.value)
    assert anna.read_bytes() == before


class FullStore(MemoryStore):
    def add(self, *records: Record) -> tuple[int, ...]:
        if len(records) > 1:
            raise StorageError("the disk is full")
        return super().add(*records)


def test_when_the_store_fails_no_form_is_left(tmp_path: Path) -> None:
    book, asked = pulse()
    now = opened(asked, book, folder=tmp_path, store=FullStore())
    with pytest.raises(StorageError, match="the disk is full"):
        forms_of(tmp_path, now=now)
    assert not list((tmp_path / "out").rglob("*.*sx"))
    assert not list((tmp_path / "out").rglob("*.csv"))


def test_a_closed_assessment_invites_nobody(tmp_path: Path) -> None:
    book, asked = pulse()
    now = msgspec.structs.replace(opened(asked, book, folder=tmp_path), closing=closing()[1])
    with pytest.raises(UserError, match="was closed on"):
        forms_of(tmp_path, now=now)


def test_anonymous_forms_and_their_list_tie_nobody_to_a_sheet(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, SIX, mode="anonymous", chance=_unordered())
    assert not now.store.people()
    sheets = now.store.sheets("a_2026")
    assert len(sheets) == 6
    assert {(one.person, one.role) for one in sheets} == {(None, "")}
    assert [form.file for form in invited.forms] == [
        *(f"alder-front-line-0{at}.xlsx" for at in (1, 2, 3)),
        *(f"alder-leaders-0{at}.xlsx" for at in (1, 2, 3)),
    ]
    assert merge_list(invited)[0] == ["Name", "E-mail", "Any form of group", "Questions", "Time", "By"]
    assert merge_list(invited)[1][:3] == ["Person 0", "p0@example.org", "Leaders"]
    everything = b"".join(path.read_bytes() for path in paths(invited)) + repr(sheets).encode()
    assert not any(f"Person {at}".encode() in everything or f"Role {at}".encode() in everything for at in range(6))
    ids = [load_workbook(path)[model.KEPT]["B4"].value for path in paths(invited)]
    assert ids == sorted(ids[:3]) + sorted(ids[3:])  # numbered as the ids fall, not as the list stands
    text = "\n".join(invited_lines(invited, tmp_path))
    assert "give each person any form of their group, do not note which" in text
    assert "Front line has 3 people: results of fewer than 5 are not shown" in text
    assert "Person" not in text


def _unordered() -> Callable[[int], str]:
    numbers = iter([9, 4, 7, 2, 8, 1])
    return lambda size: f"{next(numbers):0{2 * size}x}"


def test_anonymous_forms_of_a_group_ask_the_same(tmp_path: Path) -> None:
    text = "Name,Role,Group,Components\nA,Boss,G,governance\nB,Clerk,G,win-back\nC,Clerk,H,win-back\nD,Boss,H,\n"
    _, invited = forms_of(tmp_path, text, mode="anonymous")
    g_one, g_two, h_one, h_two = map(asked_in, paths(invited))
    assert g_one == g_two == {"q1.1", "q1.2", "q11.1", "q11.4"}
    assert h_one == h_two
    assert len(h_one) == 23
    assert "everybody in G gets the same questions, or forms would tell whose they are" in invited.notes


def test_more_anonymous_forms_only_when_asked_for(tmp_path: Path) -> None:
    now, _ = forms_of(tmp_path, SIX, mode="anonymous")
    with pytest.raises(UserError, match=r"has 6 sheets already \(Front line 3 and Leaders 3\)"):
        forms_of(tmp_path, SIX, now=now)
    people = tmp_path / "people.csv"
    people.write_text("Name,Role,Group\nLate,Boss,Leaders\n", encoding="utf-8")
    wish = Wish(people=people, out=tmp_path / "more", more=True)
    invite(now, wish, MOMENT, lambda size: "e" * 2 * size)
    assert len(now.store.sheets("a_2026")) == 7


def test_the_day_they_are_to_be_back() -> None:
    today = dt.date(2026, 11, 28)
    assert read_by(None, today) is None
    assert read_by("12 December 2026", today) == dt.date(2026, 12, 12)
    with pytest.raises(UserError, match="1 November 2026 is over"):
        read_by("2026-11-01", today)


def test_what_is_said(tmp_path: Path) -> None:
    _, invited = forms_of(tmp_path)
    lines = list(invited_lines(invited, tmp_path))
    assert lines[0] == f"Wrote 2 forms to {Path('out', 'forms', 'a_2026')}"
    assert f"  alder-anna-lee.xlsx  Anna Lee, Boss: 23 questions, {invited.forms[0].time}" in lines
    assert lines[-1].startswith("Next:  send them")


def fresh(folder: Path) -> Current:
    folder.mkdir(exist_ok=True)
    book, asked = pulse()
    return opened(asked, book, folder=folder)


def test_chance_that_repeats_gives_nobody_the_id_of_another(tmp_path: Path) -> None:
    given = iter(["0" * 8, "1" * 32, "0" * 8, "2" * 8, "3" * 32])
    now, _ = forms_of(tmp_path, LIST, now=fresh(tmp_path), chance=lambda _: next(given))
    assert [one.id for one in now.store.people()] == ["p_00000000", "p_22222222"]
    assert drawing()(4) == "00000001"


ROLES = "Name,Role,Components\nA,Head of Servce,\nB,Chief executive,\nC,Fitter,\nD,Cook,\nE,Head of service,\n"


def test_how_many_questions_a_role_gets_is_said_before_forms_are_sent(tmp_path: Path) -> None:
    _, invited = forms_of(tmp_path, f"{ROLES}F,head of  service,\nG,Head of service,measure\nH,Painter,all\n")
    meant = "no question names the role 'Head of Servce' (did you mean 'Head of service'?)"
    few = "the questionnaire has little for Chief executive (2 questions)"
    assert invited.notes == (
        f"{meant}: these people are asked everything",
        "no question names the roles 'Fitter' and 'Cook': these people are asked everything",
        "roles that questions name, and how many: cxdna library roles; or name components behind people on the list",
        f"{few}; to ask more, name components on the list, or 'all'",
    )
    lines = list(invited_lines(invited, tmp_path))
    by_role = lines[lines.index("By role:") + 1 :]
    assert by_role[0] == "  Head of Servce, 1 person: 23 questions"
    numbers = [form.questions for form in invited.forms if form.name in "EF"]
    assert by_role[4] == f"  Head of service, 3 people: {5} to {numbers[0]} questions"


def test_all_on_the_list_means_everything_whatever_the_role(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, "Name,Role,Components\nA,Chief executive,all\nB,Chief executive,\n")
    assert [form.questions for form in invited.forms] == [23, 2]
    assert [sheet.parts for sheet in now.store.sheets("a_2026")] == [(), ("governance",)]


@pytest.mark.parametrize("mode", ["named", "confidential", "anonymous"])
def test_small_groups_are_told_of_where_they_are_hidden(mode: Mode, tmp_path: Path) -> None:
    five = "".join(f"P{at},Clerk,Front line\n" for at in range(5))
    _, invited = forms_of(tmp_path, f"Name,Role,Group\nAnna,Boss,Board\n{five}", mode=mode)
    told = [note for note in invited.notes if "results of fewer than 5" in note]
    assert told == ([] if mode == "named" else ["Board has 1 person: results of fewer than 5 are not shown"])


@pytest.mark.parametrize("mode", ["named", "confidential", "anonymous"])
def test_questions_that_too_few_are_asked_are_counted_where_nobody_is_to_be_known(mode: Mode, tmp_path: Path) -> None:
    """Roles decide who is asked what: six people of three roles would leave most questions out of every score."""
    people = "Name,Role,Group,Components\n" + "".join(f"P{at},Clerk,G,governance\n" for at in range(6))
    told = []
    for parts, folder in (("governance", tmp_path / "few"), ("all", tmp_path / "all")):
        folder.mkdir()
        _, invited = forms_of(folder, people.replace("governance", parts), mode=mode)
        told.append([note for note in invited.notes if "left out of every score" in note])
    left_out = (
        "21 of 23 questions go to fewer than 5 people and will be left out of every score: write 'all' behind people "
        "on the list, so that everybody is asked everything"
    )
    assert told == [[] if mode == "named" else [left_out], []]


def test_somebody_without_a_group_beside_groups_is_named(tmp_path: Path) -> None:
    now, first = forms_of(tmp_path, "Name,Role\nOtto Clark,Founder\n")
    assert not [note for note in first.notes if "no group" in note]
    _, invited = forms_of(tmp_path, now=now)
    assert invited.notes[0] == (
        "Otto Clark is in no group, so a group 'Everyone' stands beside Front line and Leaders; change it: "
        'cxdna people add "Otto Clark" --role "Founder" --group GROUP'
    )
    people = "".join(f"P{at},Clerk,{'G' if at == 0 else ''}\n" for at in range(6))
    _, many = forms_of(tmp_path, f"Name,Role,Group\n{people}", now=fresh(tmp_path / "other"))
    assert len([note for note in many.notes if " is in no group" in note]) == 3
    assert "2 more people are in no group; give them one on the list and invite again" in many.notes


def everybody(now: Current, out: Path | None = None) -> Invited:
    return invite(now, Wish(out=out), MOMENT, drawing())


def test_without_a_list_everybody_who_is_not_done_gets_a_form(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path, "Name,Role,Components,Mail\nAnna,Boss,Governance,a@b.org\nBen,Clerk,,b@b.org\n")
    anna, ben = paths(invited)
    taken(now, [fill(anna, {"q1.1": 3, "q1.2": 3})])
    ben.unlink()
    before = anna.read_bytes(), Path(invited.list).read_bytes(), now.store.people(), now.store.sheets("a_2026")
    again = everybody(now)
    assert [form.file for form in again.forms] == ["alder-ben.xlsx"]
    assert ben.is_file()
    after = anna.read_bytes(), Path(invited.list).read_bytes(), now.store.people(), now.store.sheets("a_2026")
    assert after == before
    assert (Path(again.list).name, merge_list(again)[1][:4]) == (
        "invitations-2.csv",
        ["Ben", "", "Clerk", "alder-ben.xlsx"],
    )
    log = len(now.store.log())
    third = everybody(now)
    assert (third.forms, third.kept, third.list, len(now.store.log())) == ((), ("alder-ben.xlsx",), "", log)
    text = "\n".join(invited_lines(third, tmp_path))
    assert text.startswith("1 person who is not done has a form in")


def test_without_a_list_no_file_is_written_over(tmp_path: Path) -> None:
    text = "Name,Role,Mail\nAnna Lee,Boss,a@b.org\nAnna Lee,Clerk,c@b.org\nBen,Clerk,\nCleo,Clerk,\n"
    now, invited = forms_of(tmp_path, text)
    first, _, ben, cleo = paths(invited)
    first.rename(tmp_path / "gone.xlsx")
    ben.write_bytes(b"something else")
    filled = fill(cleo, {"q1.1": 3}).read_bytes()
    again = everybody(now)
    assert [form.file for form in again.forms] == ["alder-anna-lee.xlsx", "alder-ben-2.xlsx"]
    assert again.kept == ("alder-anna-lee-2.xlsx", "alder-cleo.xlsx")
    assert (ben.read_bytes(), cleo.read_bytes()) == (b"something else", filled)
    assert len(everybody(now, tmp_path / "elsewhere").forms) == 4


def test_without_a_list_somebody_has_to_be_known(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="nobody is in this assessment yet; give a list"):
        everybody(fresh(tmp_path))
    now, invited = forms_of(tmp_path, "Name,Role,Components\nAnna,Boss,Governance\n", now=fresh(tmp_path))
    taken(now, [fill(paths(invited)[0], {"q1.1": 3, "q1.2": 3})])
    with pytest.raises(UserError, match="everybody in this assessment is done"):
        everybody(now)
    (tmp_path / "x").mkdir()
    nameless, _ = forms_of(tmp_path / "x", SIX, mode="anonymous")
    with pytest.raises(UserError, match="an anonymous assessment knows nobody"):
        everybody(nameless)


def test_a_workbook_that_is_no_form_and_what_is_none_at_all_are_not_written_over(tmp_path: Path) -> None:
    made = Workbook()
    made.save(tmp_path / "budget.xlsx")
    (tmp_path / "note.xlsx").write_text("a note")
    with pytest.raises(Problems) as refused:
        refuse_filled([tmp_path / "budget.xlsx", tmp_path / "note.xlsx", tmp_path / "new.xlsx"])
    assert [Path(one.file).name for one in refused.value.problems] == ["budget.xlsx", "note.xlsx"]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "forms").write_text("a file in the way")
    with pytest.raises(StorageError, match="forms could not be made: "):
        write_all(tmp_path / "forms" / "invitations.csv", [], b"", MOMENT.date())


def test_when_the_list_cannot_be_written_new_forms_are_taken_away_and_old_ones_stay(tmp_path: Path) -> None:
    now, invited = forms_of(tmp_path)
    anna, ben = paths(invited)
    before = anna.read_bytes()
    ben.unlink()
    place = anna.parent / "invitations.csv"
    place.unlink()
    place.mkdir()
    people = {one.id: one for one in now.store.people()}
    sheets = now.store.sheets(now.assessment.id)
    forms = [
        (file.name, form_for(now, sheet, people[sheet.id], None))
        for file, sheet in zip((anna, ben), sheets, strict=True)
    ]
    with pytest.raises(StorageError, match=r"invitations\.csv could not be "):
        write_all(place, forms, b"", now.assessment.opened)
    assert anna.read_bytes() == before
    assert not ben.exists()
