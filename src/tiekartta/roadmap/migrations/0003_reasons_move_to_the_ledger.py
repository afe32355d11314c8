"""Why groups were not heard is kept in the participation ledger of the programme, in one place (INV-M5)."""

from django.db import migrations



def to_the_ledger(apps, schema_editor):  # noqa: ARG001 - Django's signature
    """Every reason of a roadmap becomes one of its programme."""
    kept = apps.get_model("voices", "HearingGap")
    for row in apps.get_model("roadmap", "HearingGap").objects.select_related("roadmap"):
        kept.objects.update_or_create(
            programme_id=row.roadmap.programme_id, respondent_group=row.respondent_group,
            defaults={"reason": row.reason},
        )


def to_the_roadmap(apps, schema_editor):  # noqa: ARG001 - Django's signature
    """Back to the roadmaps of the programmes; a programme without one keeps them in the ledger."""
    roadmaps = apps.get_model("roadmap", "Roadmap").objects
    kept = apps.get_model("roadmap", "HearingGap")
    for row in apps.get_model("voices", "HearingGap").objects.all():
        for roadmap in roadmaps.filter(programme_id=row.programme_id):
            kept.objects.update_or_create(
                roadmap=roadmap, respondent_group=row.respondent_group, defaults={"reason": row.reason}
            )


class Migration(migrations.Migration):
    dependencies = [
        ("roadmap", "0002_editions_never_change"),
        ("voices", "0004_quotes_hearings_and_taken_texts"),
    ]

    operations = [
        migrations.RunPython(to_the_ledger, to_the_roadmap),
        migrations.DeleteModel(name="HearingGap"),
    ]
