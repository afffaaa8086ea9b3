"""What customers say: surveys and the counts of their files, windows, training, checklists, alerts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of customers' voice."""
    op.create_table(
        "voice",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_voice_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_voice")),
    )
