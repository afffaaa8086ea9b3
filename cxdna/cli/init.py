"""`cxdna init`: a workspace for an organisation, by answering a few questions or by options."""

from __future__ import annotations

import locale
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from cxdna.cli.where import JsonOption, chance, now, warn_of_place

SHAPE = "cxdna-init/1"
"""Name of the shape that `--json` prints."""


def _option(text: str, name: str, metavar: str) -> Any:  # noqa: ANN401 - what Typer takes
    return typer.Option(name, metavar=metavar, help=text, show_default=False)


def init(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[FOLDER]", help="The folder to make; left out: this one.", show_default=False),
    ] = None,
    name: Annotated[str | None, _option("The organisation, as it stands on the cover.", "--name", "TEXT")] = None,
    sector: Annotated[str | None, _option("As: utilities, retail, banking.", "--sector", "TEXT")] = None,
    employees: Annotated[str | None, _option("Roughly.", "--employees", "NUMBER")] = None,
    country: Annotated[str | None, _option("Name, or two letters.", "--country", "TEXT")] = None,
    region: Annotated[str | None, _option("For holidays: ENG, BY, CA; - for none.", "--region", "CODE")] = None,
    business_model: Annotated[
        str | None, _option("Who the customers are: consumers, businesses, both.", "--business-model", "TEXT")
    ] = None,
    channels: Annotated[
        str | None, _option("How customers reach it: phone, email, shop; or all.", "--channels", "LIST")
    ] = None,
    key_accounts: Annotated[
        str | None, _option("Whether some accounts are managed by name.", "--key-accounts", "y|n")
    ] = None,
    time_zone: Annotated[str | None, _option("As Europe/London.", "--time-zone", "NAME")] = None,
    currency: Annotated[str | None, _option("Three letters.", "--currency", "CODE")] = None,
    languages: Annotated[str | None, _option("That customers are served in: en, de.", "--languages", "LIST")] = None,
    fiscal_year_start: Annotated[str | None, _option("Month and day: 04-01.", "--fiscal-year-start", "DAY")] = None,
    regulated: Annotated[
        str | None, _option("Whether a supervisor sets rules for how customers are treated.", "--regulated", "y|n")
    ] = None,
    several_countries: Annotated[
        str | None,
        _option("Whether customers are served in more than one country.", "--several-countries", "y|n"),
    ] = None,
    questionnaire: Annotated[
        str | None, _option("What is asked first: pulse (short) or full.", "--questionnaire", "ID")
    ] = None,
    mode: Annotated[
        str | None, _option("named, confidential or anonymous; fixed from then on.", "--mode", "MODE")
    ] = None,
    basis: Annotated[
        str | None, _option("What counts: as answered, or as shown by evidence; fixed.", "--basis", "BASIS")
    ] = None,
    title: Annotated[str | None, _option("Of the first assessment.", "--title", "TEXT")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing: take the defaults for what is left out.")] = (
        False
    ),
    nested: Annotated[bool, typer.Option("--nested", help="Make it although the folder lies in a workspace.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Make a workspace for an organisation, and open its first assessment."""
    given = {
        key: value
        for key, value in locals().items()
        if key not in {"folder", "title", "yes", "nested", "as_json"} and value is not None
    }
    from cxdna.cli.init_ask import ask  # noqa: PLC0415 - heavy: not for --help
    from cxdna.organisation.read_profile import read_line  # noqa: PLC0415 - the same
    from cxdna.workflows.init import check_place, make_workspace  # noqa: PLC0415 - the same
    from cxdna.workflows.init_fields import complete, read_options  # noqa: PLC0415 - the same

    place = folder or Path()
    check_place(place, nested=nested)
    draft = read_options(given)
    if title is not None:
        draft["title"] = read_line(title)
    warn_of_place(place)
    machine = _machine()
    draft = complete(draft, machine) if yes or as_json else ask(draft, machine)
    made = make_workspace(place, draft, environment=os.environ, now=now(), chance=chance)
    if as_json:
        _print_json(made)
        return
    from cxdna.cli.ask import say  # noqa: PLC0415 - heavy: not for --help

    for line in made.lines:
        say(line, hang=2)


def _print_json(made: Any) -> None:  # noqa: ANN401 - its type would be imported for --help
    import msgspec  # noqa: PLC0415 - heavy: not for --help

    shape = {
        "format": SHAPE,
        "folder": str(made.workspace.folder),
        "settings": made.workspace.settings,
        "assessment": made.assessment,
        "asked": made.asked,
        "excluded": [{"question": one.question.id, "why": one.why} for one in made.excluded],
    }
    typer.echo(msgspec.json.format(msgspec.json.encode(shape)).decode())


def _machine() -> Any:  # noqa: ANN401 - the same
    """Return what this machine says of where it is."""
    from cxdna.workflows.init_fields import Machine  # noqa: PLC0415 - heavy: not for --help

    named = next((os.environ[name] for name in ("LC_ALL", "LC_MONETARY", "LANG") if os.environ.get(name)), "")
    if not named:
        try:
            named = locale.getlocale()[0] or ""
        except ValueError:
            named = ""
    plain = named.partition(".")[0].partition("@")[0]
    return Machine("" if plain in {"C", "POSIX"} else plain, _time_zone())


def _time_zone() -> str:
    """Return the machine's time zone by its name; "" where it has none that says where it stands."""
    named = os.environ.get("TZ", "").lstrip(":")
    if not named:
        try:
            named = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
        except OSError:
            named = ""
    from cxdna.definitions.check_profile import is_time_zone  # noqa: PLC0415 - heavy: not for --help

    return named if "/" in named and not named.startswith("Etc/") and is_time_zone(named) else ""
