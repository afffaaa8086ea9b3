"""Countries and currencies as ISO names them, and what in a profile names nothing that exists."""

from zoneinfo import available_timezones

import msgspec

from cxdna.definitions.check_profile import check_profile
from cxdna.organisation.countries import countries, currencies
from cxdna.organisation.model import Profile
from tests.workspace.making import PROFILE


def test_every_country_has_what_is_usual_there() -> None:
    assert len(countries()) == 250  # 249 of ISO 3166-1, and Kosovo
    zones = available_timezones()
    for code, country in countries().items():
        assert len(code) == 2
        assert code.isalpha()
        assert country.time_zone in zones, country
        assert country.currency in currencies() or code == "AQ", country
        assert country.languages or code == "AQ", country
        settings = msgspec.structs.replace(
            PROFILE, country=code, currency=country.currency or "EUR", languages=country.languages or ("en",)
        )
        assert msgspec.convert(msgspec.to_builtins(settings), Profile) == settings
    assert all(len(code) == 3 and code.isupper() for code in currencies())
    assert {"EUR", "USD", "GBP", "JPY", "CHF", "INR", "BRL", "ZAR"} <= currencies()


def told(**changes: str) -> dict[str, str]:
    flaws = check_profile(msgspec.structs.replace(PROFILE, **changes))
    return {str(where[-1]): f"{what}; {do}" for where, what, do in flaws}


def test_what_names_nothing_is_told() -> None:
    assert told() == {}
    assert told(country="UK")["country"] == "there is no country 'UK'; did you mean 'GB'?"
    assert "ISO 3166-1" in told(country="XX")["country"]
    assert told(currency="GPB")["currency"] == "there is no currency 'GPB'; did you mean 'GBP'?"
    assert "ISO 4217" in told(currency="QQQ")["currency"]
    assert told(region="GB-ENG") == {"region": "'GB-ENG' is no region of ISO 3166-2; write ENG"}
    assert "Europe/London" in told(time_zone="Europe/Londn")["time_zone"]
