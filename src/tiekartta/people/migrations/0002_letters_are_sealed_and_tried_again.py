"""Letters are sealed, may go to a bare address, and know when they are tried again."""

import json
import secrets

import django.db.models.deletion
import django.utils.timezone
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import migrations, models


def seal_what_waits(apps, schema_editor):  # noqa: ARG001 - Django's signature
    """Letters that have not gone are sealed as the code of this version reads them; the others say nothing."""
    letters = apps.get_model("people", "Letter").objects
    letters.filter(sent_at__isnull=False).update(next_try_at=None)
    for letter in letters.filter(sent_at__isnull=True):
        purpose = f"letter:{letter.pk}"
        key = HKDF(
            algorithm=SHA256(), length=32, salt=None, info=f"tiekartta seal {purpose}".encode()
        ).derive(settings.SECRET_KEY.encode())
        plain = json.dumps({"to": "", "body": letter.body, "headers": {}}).encode()
        nonce = secrets.token_bytes(12)
        sealed = nonce + AESGCM(key).encrypt(nonce, plain + b" " * (-len(plain) % 512), purpose.encode())
        letters.filter(pk=letter.pk).update(sealed=sealed)


def drop_letters_to_addresses(apps, schema_editor):  # noqa: ARG001 - Django's signature
    """The tables of before hold letters to accounts only; what waits there has lost its text."""
    apps.get_model("people", "Letter").objects.filter(
        models.Q(recipient__isnull=True) | models.Q(sent_at__isnull=True)
    ).delete()


class Migration(migrations.Migration):
    dependencies = [
        ('people', '0001_people_and_organisations'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='letter',
            name='given_up_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='mailing',
            field=models.CharField(blank=True, db_index=True, max_length=60),
        ),
        migrations.AddField(
            model_name='letter',
            name='next_try_at',
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now, null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='problem',
            field=models.CharField(blank=True, choices=[('unreachable', 'the mail server could not be reached'), ('login', 'the mail server did not accept the user name or the password'), ('sender', 'the mail server did not accept the sender'), ('later', 'the mail server asked to try later'), ('refused', 'the mail server refused the letter'), ('address', 'there is no such address'), ('seal', 'the letter was sealed with another secret key')], max_length=16),
        ),
        migrations.AddField(
            model_name='letter',
            name='sealed',
            field=models.BinaryField(default=bytes),
        ),
        migrations.AlterField(
            model_name='letter',
            name='queued_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.AlterField(
            model_name='letter',
            name='recipient',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='letters', to=settings.AUTH_USER_MODEL),
        ),
        migrations.RunPython(seal_what_waits, drop_letters_to_addresses),
        migrations.RemoveField(
            model_name='letter',
            name='body',
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), models.Q(('next_try_at__isnull', True), ('sealed', b'')), _connector='OR'), name='a_letter_that_has_gone_says_nothing'),
        ),
    ]
