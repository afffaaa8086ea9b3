"""Time zones are checked where the machine has any, and believed where it has none."""

from collections.abc import Iterator
from zoneinfo import TZPATH, ZoneInfo, ZoneInfoNotFoundError, reset_tzpath

import pytest

from cxdna.definitions.check_profile import is_time_zone


@pytest.fixture
def without_time_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Take away the machine's time zones and the package that stands in for them."""
    path = TZPATH
    reset_tzpath([])
    ZoneInfo.clear_cache()
    monkeypatch.setattr("zoneinfo._common.load_tzdata", _nothing)
    yield
    reset_tzpath(path)
    ZoneInfo.clear_cache()


def _nothing(key: str) -> None:
    raise ZoneInfoNotFoundError(key)


@pytest.mark.parametrize("name", ["Europe/London", "UTC", "America/Argentina/Buenos_Aires", "Asia/Tokyo"])
def test_a_time_zone(name: str) -> None:
    assert is_time_zone(name)


@pytest.mark.parametrize("name", ["Europe", "Europe/Londn", "../../etc/passwd", "/etc/passwd", "a\0b", "..", ""])
def test_no_time_zone(name: str) -> None:
    assert not is_time_zone(name)


@pytest.mark.usefixtures("without_time_zones")
def test_a_machine_without_time_zones() -> None:
    assert is_time_zone("Europe/Londn")
