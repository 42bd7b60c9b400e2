"""A tenant's rows are told apart by the keys themselves: a row cannot belong to, or point to, another company's.

A new tenant table has PRIMARY KEY (company_id, id); the tables of before are on the list below, which only ever
becomes shorter. Every foreign key between tenant tables carries company_id.
"""

import pytest
from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, PrimaryKeyConstraint, Table

from parley.models import ModelBase

# Known by an id of their own, or by something else.
OTHER_PRIMARY_KEY = frozenset(
    {
        "catalogues",
        "changes",
        "contacts",
        "conversations",
        "crm_accounts",
        "deliveries",
        "documents",
        "embeddings",
        "keys",
        "leads",
        "messages",
        "outside_cache",
        "passages",
        "products",
        "profiles",
        "served",
        "uploads",
        "widget_events",
        "widgets",
    }
)


def with_other_primary_key(metadata: MetaData) -> set[str]:
    """Returns the tenant tables whose primary key is not (company_id, id)."""
    return {
        table.name
        for table in metadata.tables.values()
        if "company_id" in table.c and [column.name for column in table.primary_key] != ["company_id", "id"]
    }


def foreign_keys_without_company(metadata: MetaData) -> set[str]:
    """Returns the foreign keys from one tenant table to another that do not carry company_id."""
    return {
        f"{table.name}.{'+'.join(key.column_keys)}"
        for table in metadata.tables.values()
        for key in table.foreign_key_constraints
        if "company_id" in key.referred_table.c
        and ("company_id", "company_id") not in [(e.parent.name, e.column.name) for e in key.elements]
    }


def test_a_new_tenant_table_is_keyed_by_company_and_id() -> None:
    found = with_other_primary_key(ModelBase.metadata)
    assert found <= OTHER_PRIMARY_KEY, "give it PRIMARY KEY (company_id, id)"
    assert found == OTHER_PRIMARY_KEY, "a table is keyed as it should be: take it off the list"


def test_every_foreign_key_carries_the_company() -> None:
    assert foreign_keys_without_company(ModelBase.metadata) == set(), "let it point to (company_id, id)"


def test_every_table_but_the_directory_of_companies_is_a_tenants() -> None:
    tables = ModelBase.metadata.tables.values()
    assert [table.name for table in tables if "company_id" not in table.c] == ["companies"]


def _tables(primary_key: list[str], columns: list[str], referred: list[str]) -> MetaData:
    """A tenant table of this primary key, and another whose `columns` point to the `referred` ones of it."""
    metadata = MetaData()
    parent = [Column("company_id", Integer), Column("id", Integer), PrimaryKeyConstraint(*primary_key)]
    Table("parents", metadata, *parent)
    child = [Column(name, Integer, primary_key=name != "parent_id") for name in ("company_id", "id", "parent_id")]
    Table("children", metadata, *child, ForeignKeyConstraint(columns, [f"parents.{name}" for name in referred]))
    return metadata


@pytest.mark.parametrize(
    ("metadata", "tables", "keys"),
    [
        (_tables(["company_id", "id"], ["company_id", "parent_id"], ["company_id", "id"]), set(), set()),
        (_tables(["id"], ["parent_id"], ["id"]), {"parents"}, {"children.parent_id"}),
        (_tables(["id", "company_id"], ["company_id", "parent_id"], ["company_id", "id"]), {"parents"}, set()),
        (
            _tables(["company_id", "id"], ["parent_id", "company_id"], ["company_id", "id"]),
            set(),
            {"children.parent_id+company_id"},
        ),
    ],
    ids=["both carry the company", "neither does", "the id comes first", "the columns are crossed"],
)
def test_what_breaks_the_rule_is_seen(metadata: MetaData, tables: set[str], keys: set[str]) -> None:
    assert with_other_primary_key(metadata) == tables
    assert foreign_keys_without_company(metadata) == keys
