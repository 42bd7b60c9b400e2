"""What every table shares: types of columns, names of constraints, the company of a tenant's row."""

from datetime import datetime
from typing import Annotated, Any

from pgvector.sqlalchemy import HALFVEC, VECTOR
from sqlalchemy import BigInteger, DateTime, ForeignKey, ForeignKeyConstraint, Index, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Json = dict[str, Any]
BigId = Annotated[int, mapped_column(BigInteger, primary_key=True)]


class HalfVector(HALFVEC):
    """A column of a vector that is written as text, `[0.1,0,…]`, which search/features.py makes."""

    cache_ok = True

    def bind_processor(self, dialect: Any) -> None:
        return None


class Vector(VECTOR):
    """The same in single precision; without a dimension it holds vectors of any."""

    cache_ok = True

    def bind_processor(self, dialect: Any) -> None:
        return None


class ModelBase(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        str: Text,
        datetime: DateTime(timezone=True),
        Json: JSONB,
        list[str]: JSONB,
        list[Any]: JSONB,
    }


def tenant_key(column: str, parent: str) -> ForeignKeyConstraint:
    """Returns the constraint of a column that points to another tenant table: to a row of the same company."""
    return ForeignKeyConstraint(
        ["company_id", column], [f"{parent}.company_id", f"{parent}.id"], ondelete="CASCADE"
    )


def unique_in_company(table: str) -> Index:
    """Returns the index that a table needs for others to point to it with `tenant_key`."""
    return Index(f"uq_{table}_company_id_id", "company_id", "id", unique=True)


class TenantOwned:
    """A tenant's row: only visible where `scoped(company)` says so (row-level security, see migrations)."""

    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id", ondelete="CASCADE"))
