"""A job knows the language of the person who asked for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_jobs")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="language",
            field=models.CharField(default="fi", max_length=8),
        ),
    ]
