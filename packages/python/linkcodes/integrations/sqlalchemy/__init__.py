"""SQLAlchemy: a column that keeps codes as plain text, listed or not, and stores for idempotency."""

from linkcodes.integrations.sqlalchemy._column import CodeType
from linkcodes.integrations.sqlalchemy._store import (
    AsyncSQLAlchemyStore,
    SQLAlchemyStore,
    claims_table,
    insert_once,
)

__all__ = ["AsyncSQLAlchemyStore", "CodeType", "SQLAlchemyStore", "claims_table", "insert_once"]
