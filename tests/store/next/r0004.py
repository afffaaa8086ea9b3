"""A step that was never released: adds a column and a table, moves rows between tables, makes a table anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "remark",
        sa.Column("workspace", sa.String(64), sa.ForeignKey("workspace.id"), nullable=False),
        sa.Column("answer", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("workspace", "answer"),
    )
    op.add_column("answer", sa.Column("reviewed", sa.Boolean, nullable=False, server_default=sa.false()))
    op.execute("INSERT INTO remark SELECT workspace, seq, comment FROM answer WHERE comment <> ''")
    op.execute("UPDATE answer SET comment = '', reviewed = (choice IS NULL)")
    # Other tables refer to this one, which SQLite has to make anew.
    with op.batch_alter_table("assessment") as assessment:
        assessment.alter_column("setting", new_column_name="held", existing_type=sa.Text)
    op.create_index("ix_answer_question", "answer", ["workspace", "question"])
