"""Whose document it is: names, logos and one accent colour, as a brand file says them.

The consultant's own brand is set once, the client's lies with the workspace; both are files of `kind: brand`.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Annotated

import msgspec
from msgspec import Meta

from cxdna.documents.colours import DEFAULT_ACCENT, HEX, TEXT_CONTRAST, WHITE, Step, contrast, ramp, readable
from cxdna.documents.pictures import Size, Unusable, check
from cxdna.errors import Problem, Problems
from cxdna.organisation.model import Line

LogoPath = Annotated[str, Meta(min_length=1, max_length=200, description="A PNG or JPEG in the folder of this file.")]


class Brand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="brand"):
    """A brand file."""

    consultant_name: Line | None = None
    client_name: Line | None = None
    consultant_logo: LogoPath | None = None
    client_logo: LogoPath | None = None
    accent: Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}$(?!\n)", description="One colour, as '#0f5c63'.")] = (
        DEFAULT_ACCENT
    )
    confidentiality: Line | None = None


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


def load_brand(brand: Brand, folder: Path, levels: int = 5, file: str = "brand.yaml") -> Branding:
    """Return the brand with its logos, which lie in `folder`; raise `Problems` for everything that is wrong with it."""
    problems: list[Problem] = []
    images: dict[str, bytes] = {}
    if problem := _accent_problem(brand.accent, file):
        problems.append(problem)
    logos: dict[str, Logo | None] = {}
    for whose, path, name in (
        ("consultant", brand.consultant_logo, brand.consultant_name),
        ("client", brand.client_logo, brand.client_name),
    ):
        logos[whose] = None
        if path is not None:
            try:
                content = _read(path, folder)
                url = f"logo:{whose}"
                logos[whose] = Logo(url, f"Logo of {name}" if name else f"Logo of the {whose}", check(content))
                images[url] = content
            except Unusable as unusable:
                problems.append(Problem(file, 0, f"{whose}_logo {path} {unusable.what}", unusable.do))
    if problems:
        raise Problems(problems)
    steps = ramp(brand.accent, levels)
    return Branding(
        consultant_name=brand.consultant_name or "",
        client_name=brand.client_name or "",
        confidentiality=brand.confidentiality or "",
        accent=brand.accent.lower(),
        tint=steps[0].background,
        levels=steps,
        consultant_logo=logos["consultant"],
        client_logo=logos["client"],
        images=images,
    )


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
