"""Triggers that refuse UPDATE and DELETE on the journal, on SQLite and PostgreSQL."""

from django.db import migrations

TABLE = "journal_entry"
MESSAGE = "the journal is append-only"


def add_triggers(_apps, schema_editor):
    """Refuse changes of written entries."""
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER journal_no_{act.lower()} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION journal_refuse()"
        )


def drop_triggers(_apps, schema_editor):
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS journal_no_update")
        schema_editor.execute("DROP TRIGGER IF EXISTS journal_no_delete")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS journal_no_change ON {TABLE}")
        schema_editor.execute("DROP FUNCTION IF EXISTS journal_refuse()")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_entries")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
