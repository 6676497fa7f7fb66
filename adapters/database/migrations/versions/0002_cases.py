"""What the case file keeps."""

import sqlalchemy as sa
from alembic import op

from adapters.database.dialects import Key, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "access_entry",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_access_entry_case_key_at", "access_entry", ["case_key", "at"])
    op.create_table(
        "access_grant",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("basis_key", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", Moment(), nullable=False),
        sa.Column("valid_to", Moment(), nullable=True),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_access_grant_basis_key", "access_grant", ["basis_key"])
    op.create_index(
        "ix_access_grant_case_key_institution_key", "access_grant", ["case_key", "institution_key"]
    )
    op.create_index(
        "ix_access_grant_institution_key_case_key", "access_grant", ["institution_key", "case_key"]
    )
    op.create_table(
        "api_token",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("token_digest", name="uq_api_token_token_digest"),
    )
    op.create_table(
        "blind_index",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("person_key", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_blind_index_kind_digest", "blind_index", ["kind", "digest"])
    op.create_index("ix_blind_index_person_key", "blind_index", ["person_key"])
    op.create_table(
        "case_file",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("procedure_version_key", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=False),
        sa.Column("unit_key", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("reference", name="uq_case_file_reference"),
    )
    op.create_table(
        "case_person",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("person_key", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_case_person_person_key", "case_person", ["person_key"])
    op.create_table(
        "consent",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("categories", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_consent_case_key_type", "consent", ["case_key", "type"])
    op.create_index("ix_consent_valid_until", "consent", ["valid_until"])
    op.create_table(
        "data_key",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "institution",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("letters_de", sa.Text(), nullable=False),
        sa.Column("letters_fr", sa.Text(), nullable=False),
        sa.Column("canton", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "participant",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("unit_key", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=True),
        sa.Column("is_working", sa.Boolean(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("case_key", "role", "since", name="uq_participant_case_key_role_since"),
    )
    op.create_index("ix_participant_case_key", "participant", ["case_key"])
    op.create_index(
        "ix_participant_institution_key_role_case_key", "participant", ["institution_key", "role", "case_key"]
    )
    op.create_index("ix_participant_unit_key_case_key", "participant", ["unit_key", "case_key"])
    op.create_index("ix_participant_user_key_case_key", "participant", ["user_key", "case_key"])
    op.create_index(
        "ix_participant_unit_key_is_working_case_key", "participant", ["unit_key", "is_working", "case_key"]
    )
    op.create_index(
        "ix_participant_user_key_is_working_case_key", "participant", ["user_key", "is_working", "case_key"]
    )
    op.create_table(
        "person",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "record",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("case_key", sa.BigInteger(), nullable=False),
        sa.Column("subject_key", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("task_key", sa.BigInteger(), nullable=True),
        sa.Column("replaced_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_record_case_key_type", "record", ["case_key", "type"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("subject_digest", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_sign_in_attempt_subject_digest_at", "sign_in_attempt", ["subject_digest", "at"])
    op.create_table(
        "unit",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_intake", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_unit_institution_key", "unit", ["institution_key"])
    op.create_table(
        "user_account",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("institution_key", sa.BigInteger(), nullable=False),
        sa.Column("unit_key", sa.BigInteger(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("function_de", sa.Text(), nullable=False),
        sa.Column("function_fr", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("login", name="uq_user_account_login"),
    )
    op.create_index("ix_user_account_institution_key", "user_account", ["institution_key"])
    op.create_table(
        "user_session",
        sa.Column("key", Key, autoincrement=False, nullable=False),
        sa.Column("user_key", sa.BigInteger(), nullable=False),
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
        sa.UniqueConstraint("token_digest", name="uq_user_session_token_digest"),
    )
