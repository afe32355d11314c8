"""When tasks that come round by themselves are due."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_language_of_a_job")]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("task", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("next_due", models.DateTimeField()),
            ],
            options={"ordering": ["task"]},
        ),
    ]
