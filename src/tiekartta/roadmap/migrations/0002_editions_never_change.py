"""Triggers that refuse changes of published editions, on SQLite and PostgreSQL (INV-M6).

`published_by` stays free: when a person's account is erased, the edition only forgets who pressed
the button.
"""

from django.db import migrations

TABLE = "roadmap_edition"
MESSAGE = "a published edition never changes"
FROZEN = "id, roadmap_id, number, title, decision_id, content, digest, change_note, published_at"


def add_triggers(apps, schema_editor):  # noqa: ARG001 - Django's signature
    """Refuse changes of frozen columns, and deleting."""
    if schema_editor.connection.vendor == "sqlite":
        for name, act in (("update", f"UPDATE OF {FROZEN}"), ("delete", "DELETE")):
            schema_editor.execute(
                f"CREATE TRIGGER edition_no_{name} BEFORE {act} ON {TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE FUNCTION edition_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER edition_no_change BEFORE UPDATE OF {FROZEN} OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION edition_refuse()"
        )


def drop_triggers(apps, schema_editor):  # noqa: ARG001 - Django's signature
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS edition_no_update")
        schema_editor.execute("DROP TRIGGER IF EXISTS edition_no_delete")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS edition_no_change ON {TABLE}")
        schema_editor.execute("DROP FUNCTION IF EXISTS edition_refuse()")


class Migration(migrations.Migration):
    dependencies = [("roadmap", "0001_roadmaps_and_editions")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
