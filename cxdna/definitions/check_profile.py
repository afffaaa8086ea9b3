"""Everything in an organisation's profile that has the right form and names nothing that exists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cxdna.definitions.document import Flaw
from cxdna.definitions.wording import shortened
from cxdna.organisation.countries import countries, currencies
from cxdna.organisation.model import Profile

_REGION: Final = re.compile(r"[A-Z0-9]{1,3}")
# What people write who do not look the code up.
_OTHER_NAMES: Final = {"UK": "GB", "EL": "GR", "EN": "GB"}


def check_profile(profile: Profile) -> Iterator[Flaw]:
    """Yield what is wrong; the profile stands under `organisation` in its file."""
    for field, found in (
        ("country", country_flaw(profile.country)),
        ("region", region_flaw(profile.region, profile.country)),
        ("time_zone", time_zone_flaw(profile.time_zone)),
        ("currency", currency_flaw(profile.currency, profile.country)),
    ):
        if found:
            yield ("organisation", field), *found


def country_flaw(code: str) -> tuple[str, str] | None:
    """Return what is wrong with a country and what to do; None where it is one."""
    if code in countries():
        return None
    usual = _OTHER_NAMES.get(code)
    do = f"did you mean '{usual}'?" if usual else "give the two letters of ISO 3166-1: GB, DE, US"
    return f"there is no country '{shortened(code)}'", do


def currency_flaw(code: str, country: str = "") -> tuple[str, str] | None:
    """Return what is wrong with a currency and what to do; None where it is one."""
    if code in currencies():
        return None
    here = countries().get(_OTHER_NAMES.get(country, country))
    slip = here is not None and len(set(here.currency) & set(code)) > 1
    do = f"did you mean '{here.currency}'?" if here and slip else "give the three letters of ISO 4217: EUR, GBP, USD"
    return f"there is no currency '{shortened(code)}'", do


def region_flaw(region: str, country: str) -> tuple[str, str] | None:
    """Return what is wrong with a region and what to do; None where it has the form of one, or where there is none."""
    if not region or _REGION.fullmatch(region):
        return None
    short = region.removeprefix(f"{country}-")
    advice = "give the part of ISO 3166-2 after the country: ENG, BY, CA"
    return f"'{shortened(region)}' is no region of ISO 3166-2", advice if short == region else f"write {short}"


def time_zone_flaw(name: str) -> tuple[str, str] | None:
    """Return what is wrong with a time zone and what to do; None where it is one."""
    return None if is_time_zone(name) else (f"there is no time zone '{shortened(name)}'", "name one as Europe/London")


def is_time_zone(name: str) -> bool:
    """Tell whether a time zone exists; on a machine without any time zones every name is believed."""
    for known in (name, "Europe/London"):
        try:
            ZoneInfo(known)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
        return known == name
    return True
