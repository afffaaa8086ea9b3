"""The fields of an organisation's profile as a person types them. Every reader raises `UserError` with what to do."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, cast, get_args
from zoneinfo import available_timezones

from cxdna.errors import UserError
from cxdna.organisation.countries import countries, currencies, own_names
from cxdna.organisation.match import match
from cxdna.organisation.model import BusinessModel, Channel, Sector
from cxdna.organisation.plain_text import is_readable

SECTORS: Final = get_args(Sector)
CHANNELS: Final = get_args(Channel)
BUSINESS_MODELS: Final = get_args(BusinessModel)
_MOST_EMPLOYEES: Final = 100_000_000
_LONGEST_LINE: Final = 200
_MONTH_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")

_OTHER_SECTORS: Final = {
    "accounting": "professional_services",
    "airline": "hospitality_and_travel",
    "building": "construction",
    "car dealer": "automotive",
    "cars": "automotive",
    "charity": "non_profit",
    "clinic": "healthcare",
    "consulting": "professional_services",
    "council": "government",
    "craft": "technical_services",
    "e-commerce": "retail",
    "electricity": "energy_and_utilities",
    "estate agent": "property",
    "farming": "agriculture",
    "finance": "banking",
    "fintech": "banking",
    "foundation": "non_profit",
    "gas": "energy_and_utilities",
    "health": "healthcare",
    "heating": "technical_services",
    "hospital": "healthcare",
    "hotels": "hospitality_and_travel",
    "housing": "property",
    "housing association": "property",
    "industry": "manufacturing",
    "it": "software",
    "landlord": "property",
    "law": "professional_services",
    "legal": "professional_services",
    "local government": "government",
    "machinery": "manufacturing",
    "maintenance": "technical_services",
    "medical": "healthcare",
    "municipality": "government",
    "newspaper": "media",
    "ngo": "non_profit",
    "nursing": "healthcare",
    "plumbing": "technical_services",
    "public sector": "government",
    "publishing": "media",
    "rail": "logistics_and_transport",
    "real estate": "property",
    "restaurant": "hospitality_and_travel",
    "saas": "software",
    "school": "education",
    "shipping": "logistics_and_transport",
    "shop": "retail",
    "social housing": "property",
    "supermarket": "retail",
    "telco": "telecommunications",
    "tourism": "hospitality_and_travel",
    "university": "education",
    "water": "energy_and_utilities",
    "wholesale": "retail",
}
_OTHER_CHANNELS: Final = {
    "call center": "contact_centre",
    "call centre": "contact_centre",
    "contact center": "contact_centre",
    "community": "online_community",
    "e-mail": "email",
    "forum": "online_community",
    "letter": "post",
    "mobile app": "app",
    "store": "branch_or_shop",
    "telephone": "phone",
    "visits": "field_service",
    "web": "website",
}
_OTHER_MODELS: Final = {
    "b2b": "businesses",
    "b2c": "consumers",
    "business": "businesses",
    "companies": "businesses",
    "private": "consumers",
}
_OTHER_COUNTRIES: Final = {
    "america": "US",
    "britain": "GB",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "northern ireland": "GB",
    "scotland": "GB",
    "uk": "GB",
    "usa": "US",
    "wales": "GB",
}
_OTHER_CURRENCIES: Final = {"€": "EUR", "£": "GBP", "euro": "EUR", "euros": "EUR", "pound": "GBP", "sterling": "GBP"}
_LANGUAGES: Final = {
    "arabic": "ar",
    "chinese": "zh",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hindi": "hi",
    "hungarian": "hu",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "norwegian": "no",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
    "ukrainian": "uk",
    "welsh": "cy",
}


def read_line(text: str) -> str:
    """Return a name or title."""
    line = " ".join(text.split())
    if not line:
        raise UserError("something is needed here", "write a name")
    if not is_readable(text):
        raise UserError("this holds a character that cannot be seen", "type it again")
    if len(line) > _LONGEST_LINE:
        raise UserError(f"this has {len(line)} characters", f"at most {_LONGEST_LINE} fit on a cover")
    return line


def read_sector(text: str) -> Sector:
    """Return the sector: utilities is energy_and_utilities."""
    return cast("Sector", match(text, SECTORS, "sector", _OTHER_SECTORS))


def read_employees(text: str) -> int:
    """Return how many people are employed: 380, about 1,200, 1 200."""
    found = re.fullmatch(
        r"(?:about|around|ca\.?|~|c\.)?\s*([0-9]{1,3}(?:[,. '’\u00a0][0-9]{3})+|[0-9]+)", text.strip().lower()
    )
    count = int(re.sub(r"[^0-9]", "", found[1])) if found and len(found[1]) < _LONGEST_LINE else 0
    if not 1 <= count <= _MOST_EMPLOYEES:
        raise UserError(f"'{text[:40]}' is no number of employees", "write one as 380; roughly is enough")
    return count


def read_country(text: str) -> str:
    """Return the two letters of a country, of which the letters or the name is given."""
    code = text.strip().upper()
    if code in countries():
        return code
    names = {country.name: country.code for country in countries().values()}
    others = {name: countries()[to].name for name, to in (own_names() | _OTHER_COUNTRIES).items()}
    if text.strip().isdecimal():
        raise UserError(f"'{text.strip()[:40]}' is no country", "write its name or two letters: GB, DE, US")
    return names[match(text, tuple(names), "country", others)]


def read_region(text: str, country: str = "") -> str:
    """Return what follows the country in ISO 3166-2; "" where there is none."""
    region = text.strip().upper()
    if region in {"", "-", "NONE", "NO"}:
        return ""
    region = region.removeprefix(f"{country}-")
    if not re.fullmatch(r"[A-Z0-9]{1,3}", region):
        raise UserError(f"'{text[:40]}' is no region of ISO 3166-2", "write its letters (ENG, BY, CA), or - for none")
    return region


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones()) if "/" in name or name == "UTC"}


def read_time_zone(text: str) -> str:
    """Return the name of a time zone; the city is enough."""
    wanted = text.strip().replace(" ", "_").casefold()
    zones = _zones()
    if not zones:
        return text.strip()
    if wanted in zones:
        return zones[wanted]
    found = [name for key, name in zones.items() if key.rsplit("/", 1)[-1] == wanted]
    own = {country.time_zone for country in countries().values()}
    found = [name for name in found if name in own] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise UserError(f"'{text[:40]}' could be {' or '.join(found)}", "write the whole name")
    raise UserError(f"there is no time zone '{text[:40]}'", "name one as Europe/London")


def read_currency(text: str) -> str:
    """Return the three letters of a currency."""
    code = text.strip().upper()
    code = _OTHER_CURRENCIES.get(code.lower(), code)
    if code not in currencies():
        raise UserError(f"there is no currency '{text[:40]}'", "write its three letters: EUR, GBP, USD")
    return code


def read_languages(text: str) -> tuple[str, ...]:
    """Return the languages that customers are served in: en, de, or their names in English."""
    given = [one for one in re.split(r"[,;\s]+|\band\b", text) if one]
    return tuple(dict.fromkeys(map(_language, given))) or _language_needed()


def _language(text: str) -> str:
    named = _LANGUAGES.get(text.casefold())
    if named:
        return named
    if not _LANGUAGE.fullmatch(text):
        raise UserError(f"'{text[:40]}' is no language", "write its letters: en, de, pt-BR")
    start, *rest = text.split("-")
    return "-".join((start.lower(), *rest))


def _language_needed() -> tuple[str, ...]:
    raise UserError("a language is needed", "write its letters: en, de, pt-BR")


def read_channels(text: str) -> tuple[Channel, ...]:
    """Return how customers reach the organisation; all means each there is."""
    if text.strip().casefold() == "all":
        return cast("tuple[Channel, ...]", CHANNELS)
    given = [one.strip() for one in re.split(r"[,;]|\band\b", text) if one.strip()]
    if not given:
        raise UserError("a channel is needed", "write one or more, with commas between")
    if len(given) == 1 and re.fullmatch(r"[0-9 ]+", given[0]):
        given = given[0].split()
    found = [match(one, CHANNELS, "channel", _OTHER_CHANNELS) for one in given]
    return cast("tuple[Channel, ...]", tuple(one for one in CHANNELS if one in found))


def read_business_model(text: str) -> BusinessModel:
    """Return who the customers are."""
    return cast("BusinessModel", match(text, BUSINESS_MODELS, "kind of customer", _OTHER_MODELS))


def read_yes(text: str) -> bool:
    """Return whether the answer is yes."""
    word = text.strip().casefold()
    if word in {"y", "yes", "true", "1"}:
        return True
    if word in {"n", "no", "false", "0"}:
        return False
    raise UserError(f"'{text[:40]}' is neither yes nor no", "write y or n")


def read_year_start(text: str) -> str:
    """Return month and day on which the fiscal year starts: 04-01, from that or from 1 April."""
    word = text.strip().casefold()
    numbers = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", word)
    if numbers:
        return _month_day(int(numbers[1]), int(numbers[2]), text)
    named = re.fullmatch(r"(?:([0-9]{1,2})\.?\s+)?([a-z]{3,9})\.?(?:\s+([0-9]{1,2}))?", word)
    months = [at for at, name in enumerate(_MONTHS, 1) if named and name.startswith(named[2])]
    if named is None or len(months) != 1:
        raise UserError(f"'{text[:40]}' is no month and day", "write one as 04-01 or 1 April")
    return _month_day(months[0], int(named[1] or named[3] or 1), text)


def _month_day(month: int, day: int, text: str) -> str:
    if not (1 <= month <= len(_MONTHS) and 1 <= day <= _MONTH_LENGTHS[month - 1]):
        raise UserError(f"no year has a day {text.strip()[:40]}", "write month and day as 04-01")
    return f"{month:02}-{day:02}"
