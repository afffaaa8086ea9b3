"""`cxdna init` as people run it: a few answers or options, and a workspace that is there whole or not at all."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from cxdna.cli.init import _machine
from cxdna.definitions.fit import fit
from cxdna.definitions.read import read
from cxdna.documents.brand import Brand
from cxdna.errors import Problems, StorageError, UserError
from cxdna.organisation import read_profile
from cxdna.organisation.countries import countries, own_names
from cxdna.organisation.match import match, plain
from cxdna.workflows import init
from cxdna.workflows.init import check_place, make_workspace
from cxdna.workflows.init_fields import Machine, complete, fields, read_options
from cxdna.workflows.init_questionnaires import offers
from cxdna.workspace.find import find
from tests.workspace.making import NOW, Here, counting, draft, files, made, store_of

GIVEN = ("--name", "Alder Energy", "--sector", "utilities", "--employees", "380", "--country", "GB")
ALL = (*GIVEN, "--business-model", "1", "--yes")
MACHINE = Machine("en_GB", "Europe/London")


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    return Here(capsys, monkeypatch)


def answered(folder: Path, lines: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run `cxdna init` with typed lines in a pipe."""
    return subprocess.run(
        [sys.executable, "-m", "cxdna", "init", *options],
        cwd=folder,
        env={**os.environ, "LC_ALL": "en_GB.UTF-8", "TZ": "Europe/London", "CXDNA_NOW": "2026-11-28T09:00"},
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_workspace_by_answering(tmp_path: Path) -> None:
    lines = "Alder Energy\n?\nutilitys\nutilities\n380\n\n\nb2c\nphone, shop, web\nfiscal\n1 April\nregulated\nn\n\n"
    done = answered(tmp_path, lines, "alder")
    assert done.returncode == 0, done.stderr + done.stdout
    assert not done.stderr
    assert "  6  energy and utilities\n" in done.stdout
    assert "There is no sector 'utilitys'; did you mean energy and utilities?\n" in done.stdout
    assert "Country (? lists them) [GB]: " in done.stdout
    assert re.search(r"  mode +named   \(fixed from now on\)\n", done.stdout)
    settings = find(tmp_path, tmp_path / "alder").settings
    assert settings.organisation.sector == "energy_and_utilities"
    assert settings.organisation.channels == ("branch_or_shop", "phone", "website")
    assert (settings.fiscal_year_start, settings.organisation.regulated) == ("04-01", False)
    assert (settings.organisation.currency, settings.organisation.time_zone) == ("GBP", "Europe/London")
    assert re.search(
        r"  questionnaire +pulse   \(23 questions, about 17 minutes; full has \d\d, about \d\d minutes\)", done.stdout
    )
    also = [one for one in done.stdout.splitlines() if one.startswith("Also there:  full, ")]
    assert len(also) == 1
    assert also[0].endswith(":  cxdna assessment new --questionnaire full")
    assert done.stdout.splitlines()[-4:] == [
        "Made alder/. 1 of 24 questions does not apply (no key accounts and no business customers).",
        "Targets start at level 3 (Defined); change them with:  cxdna target set",
        *also,
        "Next:  cd alder, then  cxdna assess     23 questions, about 17 minutes, leave any time",
    ]


def test_at_a_terminal(tmp_path: Path) -> None:
    environment = {**os.environ, "LC_ALL": "de_DE.UTF-8", "TERM": "dumb", "NO_COLOR": "1"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "cxdna", "init"],
        cwd=tmp_path,
        env=environment,
        encoding="utf-8",
        dimensions=(40, 60),
        timeout=300,
    )
    for prompt, typed in (
        ("Organisation: ", "Erle GmbH"),
        (r"Sector \(\? lists them\): ", "17"),
        ("Employees: ", "about 1.200"),
        (r"Country.*\[DE\]: ", "?"),
        (r"G  Gabon GA.*Country.*: ", "Deutschland"),
        ("Region.*: ", "DE-BY"),
        ("Customers.*: ", "3"),
        ("Channels.*: ", "all"),
        (r"managed by name \(y or n\)\? \[n\]: ", "y"),
        ("Enter to go on.*: ", ""),
    ):
        child.expect(prompt)
        child.sendline(typed)
    child.expect("All 24 questions apply")
    child.expect("Next:  cxdna assess")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    profile = find(tmp_path).settings.organisation
    assert (profile.name, profile.sector, profile.employees, profile.region) == ("Erle GmbH", "retail", 1200, "BY")
    assert (profile.currency, profile.languages, profile.time_zone) == ("EUR", ("de",), "Europe/Berlin")
    assert profile.key_accounts
    assert len(profile.channels) == 12


def test_what_was_taken_can_be_changed_by_its_name(tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    lines = "?\nnonsense\nmode\n?\nconf\nbasis\nperhaps\nas shown\nlang\nde, en\nseveral\nmaybe\ny\n\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    given = [one for one in ALL if one != "--yes"]
    done = here("init", "alder", *given, "--region", "-", "--channels", "all", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "There is no line 'nonsense'; ? lists what there is.\n" in done.stdout
    assert "  confidential  cxdna knows, and no document says so\n" in done.stdout
    assert "There is no basis 'perhaps'" in done.stdout
    assert re.search(r"  mode +confidential   \(fixed from now on\)\n", done.stdout)
    assert "'maybe' is neither yes nor no; write y or n.\n" in done.stdout
    profile = find(tmp_path / "alder").settings.organisation
    assert (profile.languages, profile.several_countries) == (("de", "en"), True)
    with store_of(tmp_path / "alder") as store:
        assert (store.assessments()[0].mode, store.assessments()[0].basis) == ("confidential", "as_shown")


def test_what_was_answered_can_be_changed_at_the_end(
    tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    changes = (
        "?\nchannels\nchat\ncountry\nDE\nBY\ncustomers\nboth\ny\nkey accounts\nn\norganisation\nErle\ncustomers\n1\n"
    )
    answers = f"Alder\nretail\n380\nGB\nENG\nconsumers\nphone\ncurrency\nUSD\n{changes}\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    done = here("init", "alder", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "What you answered can be changed as well:\n" in done.stdout
    assert re.search(r"  channels +phone\n", done.stdout)
    assert re.search(r"  time zone +Europe/Berlin\n", done.stdout)
    profile = find(tmp_path / "alder").settings.organisation
    assert (profile.name, profile.channels, profile.key_accounts) == ("Erle", ("chat",), False)
    assert (profile.country, profile.region, profile.business_model) == ("DE", "BY", "consumers")
    assert (profile.time_zone, profile.languages, profile.currency) == ("Europe/Berlin", ("de",), "USD")


def test_a_machine_that_says_nothing_is_asked_for(tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MONETARY", "LANG"):
        monkeypatch.setenv(name, "C")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("sys.stdin", io.StringIO("Penguins\nother\n30\nAntarctica\n\n3\n\n\nquux\nUSD\nen\n\n"))
    done = here("init", cwd=tmp_path)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "Country (? lists them): " in done.stdout
    assert "There is no currency 'quux'" in done.stdout
    profile = find(tmp_path).settings.organisation
    assert (profile.country, profile.currency, profile.time_zone) == ("AQ", "USD", "Antarctica/McMurdo")


def test_the_full_questionnaire_is_chosen_by_its_name(
    tmp_path: Path, here: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/London")
    monkeypatch.setattr("sys.stdin", io.StringIO("questionnaire\n?\nfull\n\n"))
    given = [one for one in ALL if one != "--yes"]
    done = here("init", "alder", *given, "--region", "-", "--channels", "all", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    of_pulse, of_full = (
        re.findall(rf"  {one} +.*: (\d+) questions, about \d+ minutes\n", done.stdout) for one in ("pulse", "full")
    )
    assert int(of_pulse[0]) < int(of_full[0]), "the shorter one is listed first and says so"
    assert re.search(r"Also there:  pulse, 23 questions, about 17 minutes:  cxdna assessment new", done.stdout)
    with store_of(tmp_path / "alder") as store:
        assert store.assessments()[0].questionnaire == "full"


def test_a_questionnaire_that_is_wrong_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "own.yaml").write_text("kind: questionnaire\nid: own\n", encoding="utf-8")
    assert [one.id for one in offers(folder=tmp_path)] == ["pulse", "full"]


def test_where_a_machine_is_is_read_from_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MONETARY", "LANG", "TZ"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: ("de_AT", "UTF-8"))
    monkeypatch.setattr("os.path.realpath", lambda _: "/usr/share/zoneinfo/Europe/Vienna")
    assert _machine() == Machine("de_AT", "Europe/Vienna")

    def broken(*_: object) -> str:
        raise ValueError("unknown locale: x")

    def looping(*_: object) -> str:
        raise OSError(40, "Too many levels of symbolic links")

    monkeypatch.setattr("locale.getlocale", broken)
    monkeypatch.setattr("os.path.realpath", looping)
    assert _machine() == Machine("", ""), "what it does not say is asked for"
    monkeypatch.setenv("LANG", "pt_BR.UTF-8@x")
    monkeypatch.setenv("TZ", ":America/Recife")
    assert _machine() == Machine("pt_BR", "America/Recife")


def test_answers_that_end_too_early_leave_nothing(tmp_path: Path) -> None:
    done = answered(tmp_path, "Alder\nretail\n", "alder")
    assert done.returncode == 2
    assert "nothing was made" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_workspace_by_options(here: Here, tmp_path: Path) -> None:
    done = here(
        "init", "alder", *ALL, "--mode", "anon", "--basis", "shown", "--title", "First look", "--json", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["format"], told["assessment"][:13], told["asked"]) == ("cxdna-init/1", "assessment_20", 23)
    assert told["settings"]["organisation"]["several_countries"] is False, "what is taken is said from then on"
    assert told["excluded"] == [{"question": "q2.2", "why": ["no key accounts", "no business customers"]}]
    with store_of(tmp_path / "alder") as store:
        (assessment,) = store.assessments()
    assert (assessment.title, assessment.mode, assessment.basis) == ("First look", "anonymous", "as_shown")
    assert sorted(one.name for one in (tmp_path / "alder").iterdir() if not one.name.startswith(".")) == [
        *("branding", "cxdna.sqlite", "cxdna.yaml", "evidence", "out", "schema")
    ]


def test_customers_in_several_countries_are_an_option(here: Here, tmp_path: Path) -> None:
    assert here("init", "alder", *ALL, "--several-countries", "yes", cwd=tmp_path).returncode == 0
    assert find(tmp_path / "alder").settings.organisation.several_countries is True
    wrong = here("init", "birch", *ALL, "--several-countries", "two", cwd=tmp_path)
    assert (wrong.returncode, "--several-countries: 'two' is neither yes nor no" in wrong.stderr) == (2, True)


def test_every_wrong_option_and_every_missing_one_is_told(here: Here, tmp_path: Path) -> None:
    done = here("init", "alder", "--sector", "services", "--country", "XX", "--currency", "GPB", "--yes", cwd=tmp_path)
    assert done.returncode == 2
    assert "--sector: 'services' could be professional services or technical services; write more of it" in done.stderr
    assert "--country: there is no country 'XX'" in done.stderr
    assert "--currency: there is no currency 'GPB'" in done.stderr
    with pytest.raises(UserError, match=r"not known: --name, --sector, --employees, --business-model; give"):
        complete({}, MACHINE)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("machine", "country", "zone", "language"),
    [
        (Machine("en_GB", ""), "GB", "Europe/London", "en"),
        (Machine("de_AT", "Europe/Berlin"), "AT", "Europe/Vienna", "de"),
        (Machine("en_US", "America/Denver"), "US", "America/Denver", "en"),
        (Machine("en_US", "Europe/Paris"), "US", "Europe/Paris", "en"),
        (Machine("", "Europe/Paris"), "FR", "Europe/Paris", "fr"),
        (Machine("fr_CH", "Europe/Zurich"), "CH", "Europe/Zurich", "fr"),
        (Machine("en_CH", ""), "CH", "Europe/Zurich", "de"),
    ],
)
def test_what_can_be_guessed(machine: Machine, country: str, zone: str, language: str) -> None:
    known = {"name": "A", "sector": "retail", "employees": 9, "business_model": "both"}
    full = complete(dict(known), machine)
    assert (full["country"], full["time_zone"], full["languages"]) == (country, zone, (language,))
    assert full["regulated"] is False
    assert complete({**known, "sector": "banking"}, machine)["regulated"] is True
    assert full.keys() == {field.name for field in fields()}


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("utilities", "energy_and_utilities"),
        ("Energy & Utilities", "energy_and_utilities"),
        ("bank", "banking"),
        ("charity", "non_profit"),
        ("hospital", "healthcare"),
        ("21", "other"),
        ("  RETAIL ", "retail"),
        ("tele", "telecommunications"),
        ("non-profit", "non_profit"),
        ("Housing", "property"),
        ("housing association", "property"),
        ("water", "energy_and_utilities"),
    ],
)
def test_a_sector_is_understood_kindly(text: str, sector: str) -> None:
    assert read_profile.read_sector(text) == sector


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("h", "could be .*healthcare.* or "),
        ("0", "there is no sector '0'"),
        ("22", "there is no sector '22'"),
        ("", "the sector is missing; [?] lists what there is"),
        ("helthcare", "did you mean healthcare"),
        ("x" * 500, "there is no sector 'x+…'"),
    ],
)
def test_a_sector_that_is_not_understood(text: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        read_profile.read_sector(text)


def test_every_choice_is_found_by_its_own_name() -> None:
    for choices in (read_profile.SECTORS, read_profile.CHANNELS, read_profile.BUSINESS_MODELS):
        for number, choice in enumerate(choices, 1):
            assert match(choice, choices, "x") == match(choice.replace("_", " "), choices, "x") == choice
            assert match(str(number), choices, "x") == choice


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *(("gb", "GB"), ("UK", "GB"), ("germany", "DE"), ("Réunion", "RE"), ("Niger", "NE"), ("Ivory", None)),
        *(("Deutschland", "DE"), ("osterreich", "AT"), ("Schweiz", "CH"), ("Czech Republic", "CZ"), ("日本", "JP")),
    ],
)
def test_a_country_by_letters_or_name(text: str, code: str | None) -> None:
    if code is None:
        with pytest.raises(UserError, match="there is no country"):
            read_profile.read_country(text)
    else:
        assert read_profile.read_country(text) == code


@pytest.mark.parametrize(
    ("text", "count"), [("380", 380), ("1,200", 1200), ("1 200", 1200), ("about 1.200", 1200), ("~50", 50)]
)
def test_a_number_of_employees(text: str, count: int) -> None:
    assert read_profile.read_employees(text) == count


@pytest.mark.parametrize("text", ["", "0", "-5", "many", "1.2", "9" * 400, "100000001", "²"])
def test_no_number_of_employees(text: str) -> None:
    with pytest.raises(UserError, match="is no number of employees"):
        read_profile.read_employees(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [("04-01", "04-01"), ("4-1", "04-01"), ("1 April", "04-01"), ("april", "04-01"), ("Oct 15", "10-15")],
)
def test_the_start_of_a_fiscal_year(text: str, day: str) -> None:
    assert read_profile.read_year_start(text) == day


@pytest.mark.parametrize("text", ["", "31-12", "30 February", "ju", "04/01", "0"])
def test_no_start_of_a_fiscal_year(text: str) -> None:
    with pytest.raises(UserError):
        read_profile.read_year_start(text)


def test_other_fields_are_understood_kindly() -> None:
    assert read_profile.read_time_zone("london") == "Europe/London"
    assert read_profile.read_time_zone("new york") == "America/New_York"
    assert read_profile.read_languages("English, German and pt-BR") == ("en", "de", "pt-BR")
    assert read_profile.read_channels("1 3") == ("app", "chat")
    assert read_profile.read_currency("€") == "EUR"
    assert read_profile.read_region("de-by", "DE") == "BY"
    assert read_profile.read_region("-") == ""
    assert read_profile.read_line("  Alder   Energy ") == "Alder Energy"
    for reader, text in (
        (read_profile.read_time_zone, "Londn"),
        (read_profile.read_languages, ""),
        (read_profile.read_languages, "klingonisch"),
        (read_profile.read_channels, " , "),
        (read_profile.read_region, "Bavaria"),
        (read_profile.read_line, " "),
        (read_profile.read_line, "a\u202eb"),
        (read_profile.read_line, "x" * 201),
        (read_profile.read_yes, "maybe"),
    ):
        with pytest.raises(UserError):
            reader(text)


def test_a_folder_that_is_taken(tmp_path: Path) -> None:
    made(tmp_path / "alder")
    before = files(tmp_path)
    (tmp_path / "file").touch()
    for folder, told in (
        (tmp_path / "alder", "is a workspace already; go on in it with: cxdna assess"),
        (tmp_path / "alder" / "inner", "lies in the workspace"),
        (tmp_path / "file", "is a file"),
    ):
        with pytest.raises(UserError, match=told):
            check_place(folder)
    check_place(tmp_path / "alder" / "inner", nested=True)
    check_place(tmp_path / "beech")
    (tmp_path / "file").unlink()
    assert files(tmp_path) == before


def test_what_is_in_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "branding").mkdir()
    (tmp_path / "branding" / "logo.png").write_bytes(b"mine")
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    made(tmp_path)
    assert (tmp_path / "branding" / "logo.png").read_bytes() == b"mine"
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "branding" / "brand.yaml").exists()


def test_a_database_without_settings_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "cxdna.sqlite").write_bytes(b"mine")
    with pytest.raises(StorageError, match=r"cxdna\.sqlite is in the way"):
        made(tmp_path)
    assert files(tmp_path) == {"cxdna.sqlite": b"mine"}


def test_a_failure_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise StorageError("the disk is full")

    monkeypatch.setattr(init, "open_assessment", full)
    (tmp_path / "here").mkdir()
    for folder in (tmp_path / "alder", tmp_path / "here"):
        with pytest.raises(StorageError, match="the disk is full"):
            made(folder)
    assert not files(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["here"]


def test_the_example_of_a_brand_file_is_right_with_every_line_taken(tmp_path: Path) -> None:
    folder = made(tmp_path / "alder").folder
    file = folder / "branding" / "brand.yaml"
    assert fit(read(file), Brand) == Brand()
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^# (?=\w+: )", "", text), encoding="utf-8")
    assert fit(read(file), Brand).client_name == "Alder Energy"
    for name in ("cxdna.yaml", "branding/brand.yaml"):
        first = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        assert ((folder / name).parent / first.partition("$schema=")[2]).is_file()


def test_a_questionnaire_of_ones_own(tmp_path: Path, root: Path) -> None:
    own = (root / "questionnaires" / "pulse.yaml").read_text(encoding="utf-8").replace("id: pulse", "id: own", 1)
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "own.yaml").write_text(own, encoding="utf-8")
    made_of = {**draft(), "questionnaire": "own"}
    make_workspace(tmp_path, made_of, environment={}, now=NOW, chance=counting())
    with store_of(tmp_path) as store:
        assert store.assessments()[0].questionnaire == "own"
    with pytest.raises(Problems, match="--questionnaire: there is no questionnaire 'wrong'"):
        read_options({"questionnaire": "wrong"})


def test_every_country_is_listed_and_none_has_the_name_of_another() -> None:
    (country,) = [one for one in fields() if one.name == "country"]
    listed = ", ".join(line.partition("  ")[2] for line in country.help[1:]).split(", ")
    codes = [one[-2:] for one in listed if one[-2:].isupper()]
    assert sorted(codes) == sorted(countries())
    assert country.help[1].startswith("A  Afghanistan AF, Åland Islands AX, Albania AL")
    english = {plain(one.name): one.code for one in countries().values()}
    for name, code in own_names().items():
        assert read_profile.read_country(name) == code
        assert english.get(plain(name), code) == code
