"""What makes a table a tenant's: used by every revision that adds one."""

from alembic import op

from parley.infra.database_url import ACROSS_ROLE, APP_ROLE


def create_roles() -> None:
    """The roles belong to the whole server: another database of ours may have made them already."""
    for role in (APP_ROLE, ACROSS_ROLE):
        op.execute(
            f"""
            DO $$ BEGIN
                IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{role}') THEN
                    CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS;
                END IF;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
            END $$
            """
        )
        op.execute(
            f"""
            DO $$
            DECLARE
                -- From 16 on, who creates a role is its member and still may not become it.
                version int := current_setting('server_version_num');
                wanted text := CASE WHEN version >= 160000 THEN 'SET' ELSE 'MEMBER' END;
            BEGIN
                IF NOT pg_has_role(current_user, '{role}', wanted) THEN
                    EXECUTE format('GRANT {role} TO %I', current_user);
                END IF;
            END $$
            """
        )
        op.execute(f"GRANT USAGE ON SCHEMA public TO {role}")


def enable_row_security(table: str, *, column: str = "company_id") -> None:
    """Rows are seen and written only in their company's scope; across() sees all. Owners are held to it too."""
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    condition = f"{column} = NULLIF(current_setting('parley.company_id', true), '')::int"
    op.execute(f"CREATE POLICY {table}_own ON {table} TO {APP_ROLE} USING ({condition}) WITH CHECK ({condition})")
    op.execute(f"CREATE POLICY {table}_across ON {table} TO {ACROSS_ROLE} USING (true) WITH CHECK (true)")


def grant_to_app(*tables: str) -> None:
    """The app may read and write these tables, and use their sequences; it owns none of them."""
    for role in (APP_ROLE, ACROSS_ROLE):
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {', '.join(tables)} TO {role}")
        op.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
