"""Renders every form with our own markup, so that `{{ form }}` is accessible without more work."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """Set as FORM_RENDERER: forms and fields use designsystemet classes, an error summary and linked help texts."""

    form_template_name = "django/forms/ds_form.html"
    field_template_name = "django/forms/ds_field.html"
