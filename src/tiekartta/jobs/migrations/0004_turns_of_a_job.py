"""Which worker's turn a job is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_rounds_of_tasks_that_come_round")]

    operations = [
        migrations.AddField(
            model_name="job", name="turn", field=models.PositiveIntegerField(default=0)
        ),
    ]
