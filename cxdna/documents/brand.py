"""Whose document it is: names, logos and one accent colour, as a brand file says them.

The consultant's own brand is set once, the client's lies with the workspace; both are files of `kind: brand`. What the
workspace's says holds, and the consultant's says the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from cxdna.documents.colours import DEFAULT_ACCENT, HEX, TEXT_CONTRAST, WHITE, Step, contrast, ramp, readable
from cxdna.documents.pictures import Size, Unusable, check
from cxdna.errors import Problem, Problems
from cxdna.organisation.model import Line

BRAND: Final = "brand.yaml"
"""The name of a brand file, in a workspace's folder `branding` and among a person's own settings."""
LogoPath = Annotated[str, Meta(min_length=1, max_length=200, description="A PNG or JPEG in the folder of this file.")]


class Brand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="brand"):
    """A brand file."""

    consultant_name: Line | None = None
    client_name: Line | None = None
    consultant_logo: LogoPath | None = None
    client_logo: LogoPath | None = None
    accent: Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$(?!\n)", description="One colour, as '#0f5c63'.")] | None = (
        None
    )
    confidentiality: Line | None = None


FIELDS: Final = tuple(field.name for field in msgspec.structs.fields(Brand))
"""Everything that a brand may say; names stand before their logos."""


class BrandFile(msgspec.Struct, frozen=True):
    """A brand as it was read: the folder in which its logos lie, and how messages name the file."""

    brand: Brand
    folder: Path
    file: str = BRAND


class Logo(msgspec.Struct, frozen=True):
    """A logo: the address that a template's `<img>` uses, its alternative text, and its size in pixels."""

    url: str
    alt: str
    size: Size


class Branding(msgspec.Struct, frozen=True, kw_only=True):
    """A brand that can be printed: its logos were read, its accent can be read on white.

    `images` goes into the job; `levels` has a step for each level, from light to dark; `tint` is for shaded rows.
    """

    consultant_name: str
    client_name: str
    confidentiality: str
    accent: str
    tint: str
    levels: tuple[Step, ...]
    consultant_logo: Logo | None
    client_logo: Logo | None
    images: dict[str, bytes]


def load_brand(brand: Brand, folder: Path, levels: int = 5, file: str = BRAND) -> Branding:
    """Return a brand with its logos, which lie in `folder`; raise `Problems` for everything that is wrong with it."""
    return load_brands([BrandFile(brand, folder, file)], levels)


def load_brands(files: Sequence[BrandFile], levels: int = 5) -> Branding:
    """Return what several brand files say together: of each thing what the first says that says anything of it.

    Raises `Problems` for everything that is wrong with any of them.
    """
    problems: list[Problem] = []
    read: dict[BrandFile, dict[str, bytes]] = {}
    for one in files:
        problems += _accent_problems(one)
        read[one] = _logos(one, problems)
    if problems:
        raise Problems(problems)
    held = holds(files)
    images: dict[str, bytes] = {}
    logos: dict[str, Logo | None] = {"consultant": None, "client": None}
    for whose in logos:
        if from_file := held.get(f"{whose}_logo"):
            name = held.get(f"{whose}_name")
            content = read[from_file[1]][whose]
            alt = f"Logo of {name[0]}" if name else f"Logo of the {whose}"
            logos[whose] = Logo(f"logo:{whose}", alt, check(content))
            images[f"logo:{whose}"] = content
    said = {key: value for key, (value, _) in held.items()}
    accent = said.get("accent", DEFAULT_ACCENT).lower()
    steps = ramp(accent, levels)
    return Branding(
        consultant_name=said.get("consultant_name", ""),
        client_name=said.get("client_name", ""),
        confidentiality=said.get("confidentiality", ""),
        accent=accent,
        tint=steps[0].background,
        levels=steps,
        consultant_logo=logos["consultant"],
        client_logo=logos["client"],
        images=images,
    )


def holds(files: Sequence[BrandFile]) -> dict[str, tuple[str, BrandFile]]:
    """Return what holds by the name of its field, and the file that says it.

    A logo goes with its name: where the files name two consultants, the second's logo is not printed for the first.
    """
    held: dict[str, tuple[str, BrandFile]] = {}
    for field in FIELDS:
        for one in files:
            value = getattr(one.brand, field)
            if value is not None and not (field.endswith("_logo") and _of_another(one.brand, field, held)):
                held[field] = (value, one)
                break
    return held


def _of_another(brand: Brand, field: str, held: Mapping[str, tuple[str, BrandFile]]) -> bool:
    """Tell whether a brand names somebody else than who is printed with its logo."""
    name = field.removesuffix("_logo") + "_name"
    own = getattr(brand, name)
    return own is not None and name in held and held[name][0] != own


def _logos(one: BrandFile, problems: list[Problem]) -> dict[str, bytes]:
    """Return the logos of a file by whose they are; add what is wrong with them to the problems."""
    found = {}
    for whose, path in (("consultant", one.brand.consultant_logo), ("client", one.brand.client_logo)):
        if path is not None:
            try:
                content = _read(path, one.folder)
                check(content)
            except Unusable as unusable:
                problems.append(Problem(one.file, 0, f"{whose}_logo {path} {unusable.what}", unusable.do))
            else:
                found[whose] = content
    return found


def _accent_problems(one: BrandFile) -> Iterator[Problem]:
    if one.brand.accent is not None and (problem := _accent_problem(one.brand.accent, one.file)):
        yield problem


def _accent_problem(accent: str, file: str) -> Problem | None:
    if not HEX.fullmatch(accent):
        return Problem(file, 0, f"accent {accent!r} is not a colour", "write it as '#0f5c63', in quotes")
    ratio = contrast(accent, WHITE)
    if ratio >= TEXT_CONTRAST:
        return None
    what = f"accent {accent} cannot be read on white: contrast {int(ratio * 10) / 10} to 1, at least 4.5 is needed"
    return Problem(file, 0, what, f"the nearest that can be read is '{readable(accent)}'")


def _read(path: str, folder: Path) -> bytes:
    """Return a logo's content; it lies in the folder of the brand file or below, and no link leads out of there."""
    inside = folder.resolve()
    written = PurePosixPath(path.replace("\\", "/"))
    place = (inside / written).resolve()
    if written.is_absolute() or not place.is_relative_to(inside):
        raise Unusable("is not in the folder of the brand file", "copy it there and write its name alone")
    try:
        with place.open("rb") as file:
            return file.read(5 * 2**20 + 1)
    except FileNotFoundError:
        raise Unusable("is not there", f"put it into {inside} or take the line out") from None
    except OSError as problem:
        raise Unusable(f"could not be read ({problem.strerror})", "check the name and who may read it") from problem
