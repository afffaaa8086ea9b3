"""The questions of `cxdna init`: few, with a default in brackets; what most people keep is shown and can be changed."""

from __future__ import annotations

from collections.abc import Sequence

from cxdna.cli.ask import Ended, line, say, sentence
from cxdna.errors import UserError
from cxdna.organisation.match import match
from cxdna.workflows.init import known
from cxdna.workflows.init_fields import Draft, Field, Machine, fields

_CONSUMERS_ONLY = "consumers"


def ask(draft: Draft, machine: Machine) -> Draft:
    """Return a draft with everything that was not known yet. Raises `UserError` when nobody answers any more."""
    full = dict(draft)
    try:
        for field in fields():
            if field.name in full:
                continue
            if field.name == "key_accounts" and full["business_model"] == _CONSUMERS_ONLY:
                full[field.name] = False
            elif field.asked:
                _ask(field, full, machine)
        _look_over(full, machine, frozenset(draft))
    except Ended:
        raise UserError(
            "the answers ended before everything was asked, and nothing was made",
            "answer each question, or give options and --yes (cxdna init --help lists them)",
        ) from None
    return full


def _ask(field: Field, full: Draft, machine: Machine) -> None:
    default = known(full[field.name]) if field.name in full else field.guess(full, machine)
    while True:
        given = line(f"{field.prompt} [{default}]: " if default else f"{field.prompt}: ")
        if given == "?":
            _tell((*field.help, *field.more()))
            continue
        try:
            full[field.name] = field.read(given or default, full)
        except UserError as error:
            say(sentence(error))
        else:
            return


def _look_over(full: Draft, machine: Machine, given: frozenset[str]) -> None:
    """Show what was taken from the rest, and let anything be changed by its name until Enter is all that is typed."""
    kept, asked = ([field for field in fields() if field.asked is one] for one in (False, True))
    everything, chosen = (*kept, *asked), set(given)
    for field in kept:
        if field.name not in given:
            _take(field, full, machine)
    say("Taken from this (? lists what else can be changed):")
    for field in kept:
        _show(field, full)
    while True:
        name = line("Enter to go on, or the name of one to change: ")
        if not name or name.casefold() in {"y", "yes", "ok"}:
            return
        if name == "?":
            _tell([f"{field.label:<20}{field.help[0]}" for field in kept])
            say("What you answered can be changed as well:")
            _tell([f"{field.label:<20}{known(full[field.name])}" for field in asked])
            continue
        try:
            wanted = match(name, [field.label for field in everything], "line")
        except UserError as error:
            say(sentence(error))
            continue
        changed = next(field for field in everything if field.label == wanted)
        _ask(changed, full, machine)
        chosen.add(changed.name)
        _show(changed, full)
        if changed.asked:
            _follow(changed, full, machine, frozenset(chosen))


def _follow(changed: Field, full: Draft, machine: Machine, chosen: frozenset[str]) -> None:
    """Bring into line what rests on an answer that was changed: what nobody chose is taken anew and shown if it moved.

    A region is one of its country, and only organisations that sell to others have accounts managed by name.
    """
    every = {field.name: field for field in fields()}
    if changed.name == "country" and full["region"]:
        _ask(every["region"], full, machine)
    if changed.name == "business_model" and full["business_model"] == _CONSUMERS_ONLY:
        full["key_accounts"] = False
    elif changed.name == "business_model" and "key_accounts" not in chosen:
        _ask(every["key_accounts"], full, machine)
    for field in every.values():
        before = full[field.name]
        if not field.asked and field.name not in chosen:
            _take(field, full, machine)
        if full[field.name] != before:
            _show(field, full)


def _show(field: Field, full: Draft) -> None:
    told = "fixed from now on" if field.fixed else field.note(full)
    note = f"   ({told})" if told else ""
    say(f"  {field.label:<20}{known(full[field.name])}{note}", hang=20)


def _take(field: Field, full: Draft, machine: Machine) -> None:
    """Take what can be guessed; ask where nothing can, or where the machine says something that is none."""
    guess = field.guess(full, machine)
    try:
        full[field.name] = field.read(guess, full)
    except UserError:
        _ask(field, full, machine)


def _tell(lines: Sequence[str]) -> None:
    for one in lines:
        say(f"  {one}", hang=2)
