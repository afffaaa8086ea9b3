"""What `cxdna init` asks for: each field with its question, how an answer is read, and what can be guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple, get_args

import msgspec

from cxdna.answers.model import Basis, Mode
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation import read_profile
from cxdna.organisation.countries import countries
from cxdna.organisation.match import match, plain, words_of
from cxdna.organisation.model import Profile
from cxdna.resources import roots, yaml_files
from cxdna.workflows.init_questionnaires import offers

MODES: Final = get_args(Mode)
BASES: Final = get_args(Basis)
Draft = dict[str, Any]
_LABELS: Final = {"name": "organisation", "business_model": "customers", "fiscal_year_start": "fiscal year starts"}
_SUPERVISED: Final = frozenset({"banking", "energy_and_utilities", "healthcare", "insurance", "telecommunications"})


class Machine(NamedTuple):
    """What the machine says of where it is: en_GB or "", Europe/London or ""."""

    locale: str
    time_zone: str


class Field(NamedTuple):
    """One thing to know. `read` takes what was typed and what is known so far and raises `UserError`.

    `guess` returns what would be typed, "" where it cannot be known. `help` is what `?` shows. A field that is not
    `asked` has a guess that most keep. `fixed` is said of what cannot be changed later, `note` beside what was taken;
    `more` is help that takes a look at files.
    """

    name: str
    prompt: str
    read: Callable[[str, Draft], object]
    help: tuple[str, ...]
    guess: Callable[[Draft, Machine], str] = lambda _draft, _machine: ""
    asked: bool = True
    fixed: bool = False
    note: Callable[[Draft], str] = lambda _draft: ""
    more: Callable[[], tuple[str, ...]] = tuple

    @property
    def label(self) -> str:
        """What it is called where it is not asked for: in small letters, without what to type."""
        return _LABELS.get(self.name, self.name.replace("_", " "))

    @property
    def option(self) -> str:
        """The option of the command that gives it."""
        return "--" + self.name.replace("_", "-")


def fields() -> tuple[Field, ...]:
    """Return everything there is to know about a new workspace, in the order in which it is asked."""
    return (*_asked(), *_taken())


def _asked() -> Iterator[Field]:
    yield Field("name", "Organisation", _plain(read_profile.read_line), ("Its name as it should stand on the cover.",))
    yield Field(
        "sector", "Sector (? lists them)", _plain(read_profile.read_sector), tuple(numbered(read_profile.SECTORS))
    )
    yield Field(
        "employees", "Employees", _plain(read_profile.read_employees), ("How many people work there; roughly will do.",)
    )
    yield Field(
        "country",
        "Country (? lists them)",
        _plain(read_profile.read_country),
        (
            "Where the organisation is at home: the name in English or in its own language, or two letters.",
            *by_letter((one.name, one.code) for one in countries().values()),
        ),
        _country_of,
    )
    yield Field(
        "region",
        "Region (- for none)",
        lambda text, draft: read_profile.read_region(text, draft.get("country", "")),
        ("For its public holidays: what follows the country in ISO 3166-2, as ENG, BY, CA.",),
        lambda _draft, _machine: "-",
    )
    yield Field(
        "business_model",
        "Customers (1 consumers, 2 businesses, 3 both)",
        _plain(read_profile.read_business_model),
        ("Who buys: people for themselves, organisations, or both.",),
    )
    yield Field(
        "channels",
        "Channels (? lists them)",
        _plain(read_profile.read_channels),
        ("How customers reach the organisation; several with commas between.", *numbered(read_profile.CHANNELS)),
        lambda _draft, _machine: "phone, email, website",
    )
    yield Field(
        "key_accounts",
        "Are some accounts managed by name (y or n)?",
        _plain(read_profile.read_yes),
        ("y where a person looks after each of the most important customers, n where not.",),
        lambda _draft, _machine: "n",
    )


def _taken() -> Iterator[Field]:
    yield Field(
        "time_zone",
        "Time zone",
        _plain(read_profile.read_time_zone),
        ("As Europe/London; the city is enough. Dates count by it.",),
        _zone_of,
        asked=False,
    )
    yield Field(
        "currency",
        "Currency",
        _plain(read_profile.read_currency),
        ("Three letters: EUR, GBP, USD.",),
        lambda draft, _machine: _usual(draft).currency if _usual(draft) else "",
        asked=False,
    )
    yield Field(
        "languages",
        "Languages",
        _plain(read_profile.read_languages),
        ("That customers are served in: en, de, pt-BR; several with commas between.",),
        _language_of,
        asked=False,
    )
    yield Field(
        "fiscal_year_start",
        "Fiscal year starts",
        _plain(read_profile.read_year_start),
        ("Month and day: 04-01, or 1 April.",),
        lambda _draft, _machine: "01-01",
        asked=False,
    )
    yield Field(
        "regulated",
        "Regulated",
        _plain(read_profile.read_yes),
        ("y where a supervisor sets rules for how customers are treated, n where not.",),
        lambda draft, _machine: "y" if draft.get("sector") in _SUPERVISED else "n",
        asked=False,
    )
    yield Field(
        "several_countries",
        "Several countries",
        _plain(read_profile.read_yes),
        ("y where customers are served in more than one country, n where not.",),
        lambda _draft, _machine: "n",
        asked=False,
    )
    yield Field(
        "questionnaire",
        "Questionnaire",
        _questionnaire,
        ("Which questions are asked first; others can be asked in a later assessment.",),
        lambda _draft, _machine: "pulse",
        asked=False,
        note=_beside_questionnaire,
        more=lambda: tuple(f"{one.id:<10}{one.name}: {one.effort}" for one in offers()),
    )
    yield Field(
        "mode",
        "Mode",
        lambda text, _draft: match(text, MODES, "mode"),
        (
            "named         documents say who answered what",
            "confidential  cxdna knows, and no document says so",
            "anonymous     nobody knows who answered, not even cxdna",
        ),
        lambda _draft, _machine: "named",
        asked=False,
        fixed=True,
    )
    yield Field(
        "basis",
        "Basis",
        lambda text, _draft: match(text, BASES, "basis", {"answered": "as_answered", "shown": "as_shown"}),
        (
            "as answered   headline, gaps and change rest on what people say",
            "as shown      they rest on what the evidence shows",
        ),
        lambda _draft, _machine: "as answered",
        asked=False,
        fixed=True,
    )


def _plain(read: Callable[[str], object]) -> Callable[[str, Draft], object]:
    return lambda text, _draft: read(text)


def numbered(choices: Sequence[str]) -> Iterator[str]:
    """Yield choices as lines with the number that may be typed instead."""
    for number, choice in enumerate(choices, 1):
        yield f"{number:>3}  {words_of(choice)}"


def by_letter(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield names with their codes, a line for each first letter: A  Afghanistan AF, Åland Islands AX."""
    ordered = sorted(names, key=lambda one: plain(one[0]))
    for letter, group in groupby(ordered, key=lambda one: plain(one[0])[0].upper()):
        yield f"{letter}  {', '.join(f'{name} {code}' for name, code in group)}"


def _questionnaire(text: str, _draft: Draft) -> str:
    return match(text, [path.stem for root in roots() for path in yaml_files(root / "questionnaires")], "questionnaire")


def _beside_questionnaire(draft: Draft) -> str:
    """Return how much the questionnaire asks that was taken, and which others there are."""
    named = {field.name: draft[field.name] for field in msgspec.structs.fields(Profile) if field.name in draft}
    known = offers(Profile(**named))
    own = "".join(one.effort for one in known if one.id == draft["questionnaire"])
    others = [f"{one.id} has {one.asked}, {one.time}" for one in known if one.id != draft["questionnaire"]]
    return "; ".join(filter(None, (own, *others)))


def _country_of(_draft: Draft, machine: Machine) -> str:
    code = machine.locale.partition("_")[2][:2].upper()
    if code in countries():
        return code
    here = [country.code for country in countries().values() if country.time_zone == machine.time_zone]
    return here[0] if machine.time_zone and len(here) == 1 else ""


def _usual(draft: Draft) -> Any:  # noqa: ANN401 - a country, or None where none is known yet
    return countries().get(draft.get("country", ""))


def _zone_of(draft: Draft, machine: Machine) -> str:
    """Return the country's time zone; of several the machine's, where it stands in that country."""
    usual = _usual(draft)
    if usual is None:
        return machine.time_zone
    stands_there = usual.zones and _country_of(draft, machine) == usual.code
    return machine.time_zone or usual.time_zone if stands_there else str(usual.time_zone)


def _language_of(draft: Draft, machine: Machine) -> str:
    usual = _usual(draft)
    own = machine.locale.partition("_")[0]
    if usual is None or not usual.languages:
        return own
    return own if own in usual.languages else str(usual.languages[0])


def read_options(given: Mapping[str, str | None]) -> Draft:
    """Return what the options say. Raises `Problems` with every one that is wrong."""
    draft: Draft = {}
    problems = []
    for field in fields():
        text = given.get(field.name)
        if text is None:
            continue
        try:
            draft[field.name] = field.read(text, draft)
        except UserError as error:
            problems.append(Problem(field.option, 0, error.what, error.do))
    if problems:
        raise Problems(problems)
    return draft


def complete(draft: Draft, machine: Machine) -> Draft:
    """Return a draft with what can be guessed. Raises `UserError` that names everything that cannot."""
    full, missing = dict(draft), []
    for field in fields():
        if field.name in full:
            continue
        if guess := field.guess(full, machine):
            full[field.name] = field.read(guess, full)
        else:
            missing.append(field.option)
    if missing:
        raise UserError(f"not known: {', '.join(missing)}", "give these options too, or leave --yes out to be asked")
    return full
