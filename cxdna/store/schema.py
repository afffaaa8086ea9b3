"""The tables of the store, the same in SQLite and PostgreSQL.

Every table has the workspace, since several may share a server. Columns have types where people may look; what is
nested is JSON text. A change here needs a migration: see `migrations/`.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from cxdna.answers.model import Restatement
from cxdna.organisation.model import Decision, Evidence, Target, Written
from cxdna.plan.model import Action, KpiFigure, PlanHead
from cxdna.store.columns import JsonText, Moment
from cxdna.store.model import VoiceItem

NEWEST: Final = "0003"
"""The newest schema this version knows: the last revision in `migrations/`."""

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def _of(column: str, table: str, other: str = "id") -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace", column], [f"{table}.workspace", f"{table}.{other}"])


def _table(name: str, *parts: Any, key: tuple[str, ...], **options: Any) -> Table:  # noqa: ANN401 - as SQLAlchemy's
    return Table(
        name,
        metadata,
        Column("workspace", String(64), nullable=False),
        *parts,
        PrimaryKeyConstraint("workspace", *key),
        ForeignKeyConstraint(["workspace"], ["workspace.id"]),
        **options,
    )


def _seq() -> Column[Any]:
    return Column("seq", Integer, nullable=False)


def _text(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=nullable)


# As Alembic makes it, so that a database made at once and one made by migrations are the same.
version: Final = Table(
    "alembic_version", metadata, Column("version_num", String(32), nullable=False, primary_key=True, quote=False)
)
version.primary_key.name = "alembic_version_pkc"

workspace: Final = Table(
    "workspace",
    metadata,
    Column("id", String(64), primary_key=True, nullable=False),
)

person: Final = _table(
    "person",
    Column("arrived", Integer, nullable=False),
    _text("id"),
    _text("name"),
    _text("role"),
    _text("group"),
    _text("salt"),
    Column("forgotten", Date),
    key=("id",),
)

assessment: Final = _table(
    "assessment",
    _seq(),
    _text("id"),
    _text("title"),
    _text("questionnaire"),
    _text("questionnaire_version"),
    _text("playbook"),
    _text("playbook_version"),
    _text("mode"),
    _text("basis"),
    Column("opened", Date, nullable=False),
    _text("scope"),
    _text("prepared_for"),
    _text("prepared_by"),
    _text("setting"),
    _text("previous", nullable=True),
    UniqueConstraint("workspace", "id"),
    _one_of("mode", "named", "confidential", "anonymous"),
    _one_of("basis", "as_answered", "as_shown"),
    key=("seq",),
)

# Without row ids, and in anonymous mode without `arrived`: nothing in the file tells who came first.
sheet: Final = _table(
    "sheet",
    Column("arrived", Integer),
    _text("assessment"),
    _text("id"),
    _text("person", nullable=True),
    _text("role"),
    _text("group"),
    _text("seal"),
    Column("parts", JsonText(tuple[str, ...]), nullable=False),
    _of("assessment", "assessment"),
    _of("person", "person"),
    CheckConstraint("person IS NULL OR person = id", name="person"),
    key=("assessment", "id"),
    sqlite_with_rowid=False,
)

answer: Final = _table(
    "answer",
    _seq(),
    _text("assessment"),
    _text("sheet"),
    _text("question"),
    Column("level", Float),
    _text("choice", nullable=True),
    _text("not_applicable", nullable=True),
    _text("comment"),
    Column("evidence", JsonText(tuple[str, ...]), nullable=False),
    _text("seal"),
    _text("key"),
    _text("source"),
    Column("round", Integer, nullable=False),
    Column("at", Moment),
    ForeignKeyConstraint(["workspace", "assessment", "sheet"], ["sheet.workspace", "sheet.assessment", "sheet.id"]),
    UniqueConstraint("workspace", "assessment", "key"),
    CheckConstraint(
        "(level IS NULL OR choice IS NULL) AND (not_applicable IS NULL OR (level IS NULL AND choice IS NULL))",
        name="one_value",
    ),
    _one_of("source", "terminal", "form", "file", "import", "web"),
    CheckConstraint("round >= 1", name="round"),
    key=("seq",),
)

evidence: Final = _table(
    "evidence",
    _seq(),
    _text("assessment"),
    _text("evidence"),
    Column("record", JsonText(Evidence), nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("confirmed", Date),
    _of("assessment", "assessment"),
    key=("seq",),
)

target: Final = _table(
    "target",
    _seq(),
    _text("assessment"),
    _text("part"),
    Column("target", JsonText(Target), nullable=False),
    _of("assessment", "assessment"),
    key=("seq",),
)

snapshot: Final = _table(
    "snapshot",
    _text("sha256"),
    _text("kind"),
    Column("format", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    _one_of("kind", "playbook", "questionnaire", "answers", "scores"),
    CheckConstraint("length(sha256) = 64", name="sha256"),
    key=("sha256",),
)

closing: Final = _table(
    "closing",
    _seq(),
    _text("assessment"),
    Column("number", Integer, nullable=False),
    Column("date", Date, nullable=False),
    _text("by"),
    _text("rule_version"),
    _text("fingerprint"),
    _text("playbook"),
    _text("questionnaire"),
    _text("answers"),
    _text("scores"),
    _of("assessment", "assessment"),
    *(_of(kind, "snapshot", "sha256") for kind in ("playbook", "questionnaire", "answers", "scores")),
    UniqueConstraint("workspace", "assessment", "number"),
    CheckConstraint("number >= 1", name="number"),
    key=("seq",),
)

reopening: Final = _table(
    "reopening",
    _seq(),
    _text("assessment"),
    Column("date", Date, nullable=False),
    _text("by"),
    _text("reason"),
    _of("assessment", "assessment"),
    key=("seq",),
)

restatement: Final = _table(
    "restatement",
    _seq(),
    _text("assessment"),
    Column("number", Integer, nullable=False),
    Column("date", Date, nullable=False),
    _text("by"),
    Column("restatement", JsonText(Restatement), nullable=False),
    _of("assessment", "assessment"),
    UniqueConstraint("workspace", "assessment", "number"),
    CheckConstraint("number >= 1", name="number"),
    key=("seq",),
)

plan: Final = _table(
    "plan",
    _seq(),
    _text("assessment"),
    Column("head", JsonText(PlanHead), nullable=False),
    _of("assessment", "assessment"),
    key=("seq",),
)

action: Final = _table(
    "action",
    _seq(),
    _text("assessment"),
    _text("id"),
    Column("action", JsonText(Action), nullable=False),
    Column("drafted", JsonText(Action)),
    Column("dropped", Boolean, nullable=False),
    _text("why"),
    _text("by"),
    Column("at", Moment, nullable=False),
    _of("assessment", "assessment"),
    key=("seq",),
)

decision: Final = _table(
    "decision",
    _seq(),
    _text("assessment"),
    _text("id"),
    Column("decision", JsonText(Decision), nullable=False),
    _of("assessment", "assessment"),
    key=("seq",),
)

kpi: Final = _table(
    "kpi",
    _seq(),
    _text("assessment"),
    _text("kpi"),
    Column("figure", JsonText(KpiFigure), nullable=False),
    _of("assessment", "assessment"),
    key=("seq",),
)

written: Final = _table(
    "written",
    _seq(),
    _text("assessment"),
    _text("place"),
    Column("written", JsonText(Written), nullable=False),
    _of("assessment", "assessment"),
    key=("seq",),
)

# Of no assessment: what customers say outlives each. `key` tells things of a kind apart, see `VoiceKept.key`.
voice: Final = _table(
    "voice",
    _seq(),
    _text("kind"),
    _text("key"),
    Column("at", Moment, nullable=False),
    _text("by"),
    Column("item", JsonText(VoiceItem), nullable=False),
    key=("seq",),
)

log: Final = _table("log", _seq(), Column("at", Moment, nullable=False), _text("what"), _text("text"), key=("seq",))
