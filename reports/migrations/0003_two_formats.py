"""The ways of setting out a report that a council starts with; it may change or add to them."""

from django.db import migrations

FORMATS = [
    {
        "name": "Decimal paragraphs",
        "opening": "fields",
        "numbering": "decimal",
        "recommendation_place": "before",
        "header_fields": ["To", "Meeting date", "From", "Purpose"],
        "sections": ["Background", "Main issues", "Significant implications"],
        "footer_fields": [],
        "sources_heading": "Source documents",
        "sources_as": "table",
        "shows_contacts": True,
    },
    {
        "name": "Continuous paragraphs",
        "opening": "lines",
        "numbering": "continuous",
        "recommendation_place": "after",
        "header_fields": ["Body", "Date", "Political lead", "Chief officer"],
        "sections": ["Purpose of report", "Background", "Main issues", "Financial, legal and ward implications"],
        "footer_fields": ["Author", "Telephone", "Address", "Website"],
        "sources_heading": "Background papers",
        "sources_as": "list",
        "shows_contacts": False,
    },
    {
        "name": "Unnumbered paragraphs",
        "opening": "fields",
        "numbering": "none",
        "recommendation_place": "before",
        "header_fields": ["To", "Meeting date", "From", "Purpose"],
        "sections": ["Background", "Main issues", "Implications"],
        "footer_fields": [],
        "sources_heading": "Background papers",
        "sources_as": "list",
        "shows_contacts": True,
    },
]


def add(apps, schema_editor):
    formats = apps.get_model("reports", "Format").objects
    for each in FORMATS:
        formats.get_or_create(name=each["name"], defaults=each)


def remove(apps, schema_editor):
    apps.get_model("reports", "Format").objects.filter(name__in=[each["name"] for each in FORMATS]).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_how_a_format_opens_and_ends")]
    operations = [migrations.RunPython(add, remove)]
