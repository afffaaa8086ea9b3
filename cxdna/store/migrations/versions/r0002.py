"""Plans, decisions, figures of KPIs and the words of documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of what follows from an assessment."""
    op.create_table(
        "plan",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_plan_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_plan_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_plan")),
    )
    op.create_table(
        "action",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("drafted", sa.Text(), nullable=True),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_action_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_action_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_action")),
    )
    op.create_table(
        "decision",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_decision_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_decision_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_decision")),
    )
    op.create_table(
        "kpi",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("kpi", sa.Text(), nullable=False),
        sa.Column("figure", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_kpi_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_kpi_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_kpi")),
    )
    op.create_table(
        "written",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_written_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_written_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_written")),
    )
