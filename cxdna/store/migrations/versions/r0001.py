"""The schema of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "workspace",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
    )
    op.create_table(
        "assessment",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("questionnaire_version", sa.Text(), nullable=False),
        sa.Column("playbook", sa.Text(), nullable=False),
        sa.Column("playbook_version", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("prepared_for", sa.Text(), nullable=False),
        sa.Column("prepared_by", sa.Text(), nullable=False),
        sa.Column("setting", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=True),
        sa.CheckConstraint("basis IN ('as_answered', 'as_shown')", name=op.f("ck_assessment_basis")),
        sa.CheckConstraint("mode IN ('named', 'confidential', 'anonymous')", name=op.f("ck_assessment_mode")),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_assessment_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_assessment")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_assessment_workspace_id")),
    )
    op.create_table(
        "log",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_log_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_log")),
    )
    op.create_table(
        "person",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("arrived", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("forgotten", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_person_workspace")),
        sa.PrimaryKeyConstraint("workspace", "id", name=op.f("pk_person")),
    )
    op.create_table(
        "snapshot",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('playbook', 'questionnaire', 'answers', 'scores')", name=op.f("ck_snapshot_kind")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_snapshot_sha256")),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_snapshot_workspace")),
        sa.PrimaryKeyConstraint("workspace", "sha256", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "closing",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("playbook", sa.Text(), nullable=False),
        sa.Column("questionnaire", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("scores", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_closing_number")),
        sa.ForeignKeyConstraint(
            ["workspace", "answers"],
            ["snapshot.workspace", "snapshot.sha256"],
            name=op.f("fk_closing_workspace_answers"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_closing_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "playbook"],
            ["snapshot.workspace", "snapshot.sha256"],
            name=op.f("fk_closing_workspace_playbook"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "questionnaire"],
            ["snapshot.workspace", "snapshot.sha256"],
            name=op.f("fk_closing_workspace_questionnaire"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "scores"], ["snapshot.workspace", "snapshot.sha256"], name=op.f("fk_closing_workspace_scores")
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_closing_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_closing")),
        sa.UniqueConstraint("workspace", "assessment", "number", name=op.f("uq_closing_workspace_assessment_number")),
    )
    op.create_table(
        "evidence",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_evidence_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_evidence_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_evidence")),
    )
    op.create_table(
        "reopening",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_reopening_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_reopening_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_reopening")),
    )
    op.create_table(
        "restatement",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("restatement", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_restatement_number")),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_restatement_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_restatement_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_restatement")),
        sa.UniqueConstraint(
            "workspace", "assessment", "number", name=op.f("uq_restatement_workspace_assessment_number")
        ),
    )
    op.create_table(
        "sheet",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("arrived", sa.Integer(), nullable=True),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.CheckConstraint("person IS NULL OR person = id", name=op.f("ck_sheet_person")),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_sheet_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "person"], ["person.workspace", "person.id"], name=op.f("fk_sheet_workspace_person")
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_sheet_workspace")),
        sa.PrimaryKeyConstraint("workspace", "assessment", "id", name=op.f("pk_sheet")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "target",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment"],
            ["assessment.workspace", "assessment.id"],
            name=op.f("fk_target_workspace_assessment"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_target_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_target")),
    )
    op.create_table(
        "answer",
        sa.Column("workspace", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("level", sa.Float(), nullable=True),
        sa.Column("choice", sa.Text(), nullable=True),
        sa.Column("not_applicable", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("source IN ('terminal', 'form', 'file', 'import', 'web')", name=op.f("ck_answer_source")),
        sa.CheckConstraint(
            "(level IS NULL OR choice IS NULL) AND (not_applicable IS NULL OR (level IS NULL AND choice IS NULL))",
            name=op.f("ck_answer_one_value"),
        ),
        sa.CheckConstraint("round >= 1", name=op.f("ck_answer_round")),
        sa.ForeignKeyConstraint(
            ["workspace", "assessment", "sheet"],
            ["sheet.workspace", "sheet.assessment", "sheet.id"],
            name=op.f("fk_answer_workspace_assessment_sheet"),
        ),
        sa.ForeignKeyConstraint(["workspace"], ["workspace.id"], name=op.f("fk_answer_workspace")),
        sa.PrimaryKeyConstraint("workspace", "seq", name=op.f("pk_answer")),
        sa.UniqueConstraint("workspace", "assessment", "key", name=op.f("uq_answer_workspace_assessment_key")),
    )
