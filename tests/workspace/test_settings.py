"""The settings file: written so that it reads as it was meant, and every mistake in it told with its line."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.errors import Problems
from cxdna.organisation.countries import countries, currencies
from cxdna.workspace.settings import fiscal_year_flaw, read_settings, settings_text
from tests.workspace.making import PROFILE, SETTINGS


def written(folder: Path, text: str) -> Path:
    (folder / "cxdna.yaml").write_text(text, encoding="utf-8")
    return folder


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    assert read_settings(written(tmp_path, settings_text(SETTINGS))) == SETTINGS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


@given(
    name=st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]),
        min_size=1,
        max_size=200,
    ),
    country=st.sampled_from(sorted(countries())),
    currency=st.sampled_from(sorted(currencies())),
    languages=st.lists(st.sampled_from(["no", "en", "y", "pt-BR", "de"]), min_size=1, max_size=3).map(
        lambda found: tuple(one if len(one) > 1 else "nl" for one in found)
    ),
    yes=st.booleans(),
    several=st.sampled_from([True, False, msgspec.UNSET]),
)
def test_whatever_a_name_holds_it_is_read_again(
    folder: Path,
    name: str,
    country: str,
    currency: str,
    languages: tuple[str, ...],
    yes: bool,
    several: bool | msgspec.UnsetType,
) -> None:
    profile = msgspec.structs.replace(
        PROFILE,
        name=name,
        country=country,
        currency=currency,
        languages=languages,
        key_accounts=yes,
        regulated=yes,
        several_countries=several,
    )
    settings = msgspec.structs.replace(SETTINGS, organisation=profile)
    assert read_settings(written(folder, settings_text(settings))) == settings


def test_every_mistake_is_told_with_its_line(tmp_path: Path) -> None:
    text = settings_text(SETTINGS)
    for right, wrong in (
        ('country: "GB"', 'country: "UK"'),
        ('currency: "GBP"', 'currency: "GPB"'),
        ("Europe/London", "Europe/Londn"),
        ('region: ""', 'region: "England"'),
        ('"01-01"', '"02-30"'),
        ("employees: 380", "employees: many"),
    ):
        assert right in text
        text = text.replace(right, wrong)
    with pytest.raises(Problems) as caught:
        read_settings(written(tmp_path, text))
    lines = text.splitlines()
    told = {lines[problem.line - 1].split(":")[0].strip(): str(problem) for problem in caught.value.problems}
    assert told.keys() == {"country", "currency", "time_zone", "region", "fiscal_year_start", "employees"}
    assert "there is no country 'UK'; did you mean 'GB'?" in told["country"]
    assert "there is no currency 'GPB'; did you mean 'GBP'?" in told["currency"]
    assert "there is no time zone 'Europe/Londn'" in told["time_zone"]
    assert "no year has a day 02-30" in told["fiscal_year_start"]


def test_an_empty_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(Problems, match=r"cxdna\.yaml: there is no such file"):
        read_settings(tmp_path)
    with pytest.raises(Problems, match="the file is empty; start the file with 'kind: workspace'"):
        read_settings(written(tmp_path, ""))


@pytest.mark.parametrize(("day", "right"), [("02-29", True), ("12-31", True), ("04-31", False), ("02-30", False)])
def test_a_fiscal_year_starts_on_a_day_there_is(day: str, right: bool) -> None:
    assert (fiscal_year_flaw(day) is None) is right
