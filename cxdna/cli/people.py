"""`cxdna people`: who is asked; and a person forgotten on request."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cxdna.cli.where import AssessmentOption, JsonOption, WorkspaceOption, chance, now, where
from cxdna.errors import EXIT_ANSWER_IS_NO, UserError

SHAPE = "cxdna-people/1"
"""Name of the shape that `--json` prints."""

app = typer.Typer(help="List, add and forget the people who are asked.", no_args_is_help=True, add_completion=False)


@app.command("list")
def list_(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """List everybody who was ever asked, with the assessments in which they were."""
    from cxdna.workflows.people.listing import list_people  # noqa: PLC0415 - heavy: not for --help

    people = list_people(where(workspace))
    if as_json:
        _print_json({"people": people})
        return
    for line in _listed(people):
        _say(line)


def _listed(people: Any) -> list[str]:  # noqa: ANN401 - its type would be imported for --help
    from cxdna.statistics.display import long_date  # noqa: PLC0415 - heavy: not for --help

    if not people:
        return ["Nobody is known yet.", "Next:  cxdna assess, cxdna people add NAME, or cxdna invite"]
    lines = []
    for one in people:
        where_asked = ", ".join(one.assessments) or "not asked yet"
        who = f"forgotten on {long_date(one.forgotten)}" if one.forgotten else f"{one.name}, {one.role} ({one.group})"
        lines.append(f"{one.id}  {who}: {where_asked}")
    return lines


@app.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="In quotes: 'Priya Raman'.", show_default=False)],
    role: Annotated[
        str, typer.Option(metavar="TEXT", help="What the person does: 'Head of service'.", show_default=False)
    ],
    group: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Whom they are compared with; left out: Everyone.", show_default=False),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Another person of that name is there, and is not meant.")] = (
        False
    ),
    workspace: WorkspaceOption = None,
    assessment: AssessmentOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add a person, who is asked in the open assessment; somebody who is there with that role changes the group."""
    from cxdna.workflows.people.listing import Newcomer, add_person, regroup  # noqa: PLC0415 - heavy: not for --help
    from cxdna.workflows.people.role import role_in, role_lines  # noqa: PLC0415 - the same

    newcomer, here = Newcomer(name=name, role=role, group=group, again=again), where(workspace, assessment)
    known = regroup(here, newcomer)
    person, asked_in = known or add_person(here, newcomer, chance)
    standing = role_in(here, person.role, asked_in) if asked_in else None
    if as_json:
        _print_json({"id": person.id, "assessment": asked_in.id if asked_in else None, "role": standing})
        return
    place = (
        f" Asked in {asked_in.title}." if asked_in else " No assessment is open in which they could be asked by name."
    )
    did = "Changed" if known else "Added"
    _say(f"{did} {person.name}, {person.role} ({person.group}), as {person.id}.{place}")
    for text in role_lines(standing) if standing else ():
        _say(text)
    _say(f'Next:  cxdna assess --respondent "{person.name}", or forms for everybody: cxdna invite')


@app.command()
def forget(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="In quotes, or the id that `people list` shows.", show_default=False)
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask to type the name again.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Forget a person: name, role and words go for good, every answer, score and fingerprint stays."""
    from cxdna.workflows.people.listing import NAMELESS, forget, who_is  # noqa: PLC0415 - heavy: not for --help

    place = where(workspace)
    person = who_is(place, name)
    if person is None:
        typer.echo(f"There is nothing to forget: {NAMELESS}.")
        return
    if not yes and not _agreed(person):
        typer.echo("That is not the same name: nothing was changed.")
        raise typer.Exit(EXIT_ANSWER_IS_NO)
    done = forget(place, person, now())
    if as_json:
        _print_json({name: getattr(done, name) for name in ("id", "answers", "groups", "traces", "left")})
        return
    for line in _told(done):
        _say(line)


def _agreed(person: Any) -> bool:  # noqa: ANN401 - its type would be imported for --help
    """Say what will happen and tell whether the name was typed again."""
    from cxdna.cli.ask import Ended, line  # noqa: PLC0415 - only where something is asked
    from cxdna.workflows.answering.who import folded  # noqa: PLC0415 - heavy: not for --help

    _say(f"{person.name}, {person.role} ({person.group}), {person.id}.")
    _say("Name, role, comments and reasons go for good. Answers, scores and fingerprints stay as they are.")
    try:
        return folded(line("Type the name again to go on: ")) == folded(person.name)
    except Ended:
        raise UserError(
            "the name was not typed again, and nothing was changed", "add --yes where nobody types"
        ) from None


def _told(done: Any) -> list[str]:  # noqa: ANN401 - the same
    from cxdna.statistics.display import counted, listed  # noqa: PLC0415 - heavy: not for --help

    lines = [
        f"Forgotten. {counted(done.answers, 'answer')} kept; the log says that {done.id} was forgotten, and no name."
    ]
    if done.groups:
        lines.append(f"Kept with the answers, as scores are compared by it: the group {listed(done.groups)}.")
    stays = [one.place for one in done.traces if one.stays]
    files = [one for one in done.traces if not one.stays]
    made = [one.place for one in files if one.place.startswith("out/")]
    sure = [one.place for one in files if one.certain and one.place not in made]
    maybe = [one.place for one in files if not one.certain and one.place not in made]
    if done.left:
        lines.append(f"Not quite done: {done.left}.")
    if stays:
        lines += ["The name stays as free text in these records, which are never changed, closed or not:"]
        lines += [f"  {place}" for place in stays]
    if sure:
        lines += ["The name still stands in what belongs to others; change it there by hand:"]
        lines += [f"  {place}" for place in sure]
    if made:
        lines += ["Made before from the answers, and may name the person; make it again with:  cxdna report"]
        lines += [f"  {place}" for place in made]
    if maybe:
        lines += ["Made before, and may name the person; delete what you do not need:"]
        lines += [f"  {place}" for place in maybe]
    lines.append(
        "Out of reach: documents, exports, forms and backups that were handed out or copied elsewhere, "
        "and nicknames or initials anywhere."
    )
    return lines


def _say(line: str) -> None:
    from cxdna.cli.ask import say  # noqa: PLC0415 - heavy: not for --help

    say(line, hang=2)


def _print_json(shape: dict[str, Any]) -> None:
    import msgspec  # noqa: PLC0415 - heavy: not for --help

    typer.echo(msgspec.json.format(msgspec.json.encode({"format": SHAPE, **shape})).decode())
