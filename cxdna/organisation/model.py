"""The organisation as its answers file states it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

Text = Annotated[str, Meta(min_length=1, max_length=4000)]
# A dollar sign alone would let a line break through at the end.
ONE_LINE: Final = r"^[^\r\n]*$(?!\n)"
"""The form of text that stands in headings, tables and sentences."""
Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=ONE_LINE)]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$(?!\n)",
        max_length=64,
        description="Starts with a letter; letters, digits, '_', '.' and '-'. Never reused for something else.",
    ),
]
Seal = Annotated[
    str, Meta(pattern=r"^([0-9a-f]{64})?$(?!\n)", description="A SHA-256 in hexadecimal digits, or nothing.")
]

Sector = Literal[
    "agriculture",
    "automotive",
    "banking",
    "construction",
    "education",
    "energy_and_utilities",
    "government",
    "healthcare",
    "hospitality_and_travel",
    "insurance",
    "logistics_and_transport",
    "manufacturing",
    "media",
    "non_profit",
    "professional_services",
    "property",
    "retail",
    "software",
    "technical_services",
    "telecommunications",
    "other",
]
Channel = Literal[
    "app",
    "branch_or_shop",
    "chat",
    "contact_centre",
    "email",
    "field_service",
    "online_community",
    "partners",
    "phone",
    "post",
    "social_media",
    "website",
]
BusinessModel = Literal["consumers", "businesses", "both"]
Outcome = Literal["taken", "declined", "overtaken"]
"""What became of a decision that was asked for; overtaken: nobody has to decide it any more."""


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the organisation is: conditions in questionnaires read these fields."""

    name: Annotated[Line, Meta(description="As it should stand on the cover.")]
    sector: Sector
    employees: Annotated[int, Meta(ge=1, le=100_000_000, description="People employed, roughly.")]
    country: Annotated[str, Meta(pattern=r"^[A-Z]{2}$(?!\n)", description="Two letters, ISO 3166-1: GB, DE, US.")]
    region: Annotated[str, Meta(max_length=6, description="ISO 3166-2 part for holidays: ENG, BY, CA.")] = ""
    time_zone: Annotated[str, Meta(min_length=1, max_length=64, description="For example Europe/London.")]
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}$(?!\n)", description="Three letters, ISO 4217: EUR.")]
    languages: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)")], ...],
        Meta(min_length=1, description="Languages customers are served in: en, de, pt-BR."),
    ]
    channels: Annotated[tuple[Channel, ...], Meta(min_length=1, description="How customers reach the organisation.")]
    business_model: Annotated[BusinessModel, Meta(description="Who the customers are.")]
    key_accounts: Annotated[bool, Meta(description="Whether some accounts are managed by name.")] = False
    regulated: Annotated[bool, Meta(description="Whether a supervisor sets rules for how customers are treated.")] = (
        False
    )
    # Not said, it is not written either: what closings kept before it came keeps its hash.
    several_countries: (
        Annotated[bool, Meta(description="Whether customers are served in several countries; left out: false.")]
        | msgspec.UnsetType
    ) = msgspec.UNSET

    def value_of(self, field: str) -> object:
        """Return what a field says, by its name: nothing said of several countries is false. None without the field."""
        said = getattr(self, field, None)
        return False if said is msgspec.UNSET else said


class Respondent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person who answers; the id is the same in every year, so that change among the same people can be told."""

    id: Id
    name: Line
    role: Annotated[Line, Meta(description="What the person does: Head of service.")]
    group: Annotated[
        str, Meta(min_length=1, max_length=60, pattern=ONE_LINE, description="Role group compared in the report.")
    ]
    salt: Annotated[
        str, Meta(pattern=r"^([0-9a-f]{32})?$(?!\n)", description="Chance that keeps a seal from being guessed.")
    ] = ""
    seal: Annotated[Seal, Meta(description="Stands for name and role of a person who was forgotten.")] = ""


class Evidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that can be looked at and shows that a practice is real."""

    id: Id
    kind: Annotated[str, Meta(description="A kind of evidence that the playbook names.")]
    title: Line
    date: Annotated[dt.date, Meta(description="Date of the evidence itself; its age counts from here.")]
    owner: Annotated[str, Meta(max_length=200, pattern=ONE_LINE, description="Who keeps it.")] = ""
    source: Annotated[str, Meta(max_length=200, pattern=ONE_LINE, description="System or meeting it comes from.")] = ""
    link: Annotated[str, Meta(max_length=2000, pattern=ONE_LINE, description="Web address where it can be seen.")] = ""
    file: Annotated[str, Meta(max_length=400, pattern=ONE_LINE, description="Path beside the answers file.")] = ""
    sha256: Annotated[Seal, Meta(description="Of the file when it was recorded.")] = ""
    covers: Annotated[tuple[Id, ...], Meta(description="Questions or parts that it supports.")] = ()
    periods: Annotated[int, Meta(ge=1, le=1000, description="For data: the number of periods it shows.")] = 1
    valid_months: (
        Annotated[int, Meta(ge=1, le=120, description="Where it ages faster than its kind does in the playbook.")]
        | None
    ) = None
    verified_by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE, description="Who has looked at it.")] = ""


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The level a part should reach, by when and why."""

    part: Id
    level: Annotated[float, Meta(description="On the playbook's scale.")]
    by: dt.date | None = None
    why: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    set_by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that only those who lead can decide: asked for in one report, followed up in the next.

    `outcome` and `closed` say what became of it; both are empty while it is open.
    """

    id: Id
    what: Annotated[str, Meta(min_length=1, max_length=400, pattern=ONE_LINE, description="What is to be decided.")]
    who: Annotated[str, Meta(max_length=200, pattern=ONE_LINE, description="Who decides.")] = ""
    by: dt.date | None = None
    cost: Annotated[float, Meta(ge=0, le=1e15, description="In the organisation's currency.")] | None = None
    if_not: Annotated[str, Meta(max_length=400, pattern=ONE_LINE, description="What happens otherwise.")] = ""
    outcome: Annotated[Outcome | None, Meta(description="What became of it; left out while it is open.")] = None
    closed: dt.date | None = None
    note: Annotated[str, Meta(max_length=400, pattern=ONE_LINE, description="What was decided, in their words.")] = ""


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wrote in the place of a drafted text; an empty text goes back to the draft."""

    place: Annotated[str, Meta(min_length=1, max_length=200, pattern=ONE_LINE, description="Where it stands.")]
    text: Annotated[str, Meta(max_length=2000)]
    over: Annotated[Seal, Meta(description="SHA-256 of what the draft claimed when this was written.")] = ""
    by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""
    on: dt.date | None = None


class WordsFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="words"):
    """What people wrote in the documents of an assessment, as one file that they read and write.

    `marks` say for each place which figures and which text stood there when the file was made: the SHA-256 of what the
    draft claims, and the start of that of the text. So what people changed can be told from what changed elsewhere.
    """

    assessment: Annotated[Id, Meta(description="The assessment whose documents these are.")]
    texts: tuple[Written, ...] = ()
    marks: Annotated[
        dict[str, Annotated[str, Meta(pattern=r"^[0-9a-f]{80}$(?!\n)")]],
        Meta(description="Made by cxdna; leave it as it is."),
    ] = {}
