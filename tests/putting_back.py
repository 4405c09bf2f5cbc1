"""
What the migrations brought, put back quickly after a test that emptied the tables.

Django saves each row by itself, which took longer than most tests; here each table is filled in one go.
"""

from collections import defaultdict

from django.core import serializers
from django.db import transaction


def put_back(creation, data):
    """
    Stands in for BaseDatabaseCreation.deserialize_db_from_string: the rows of the JSON, a table at a time.

    What is there already stays.
    """
    connection = creation.connection
    rows, links = defaultdict(list), defaultdict(list)
    for found in serializers.deserialize("json", data, using=connection.alias):
        rows[type(found.object)].append(found.object)
        for name, pks in (found.m2m_data or {}).items():
            _link(links, found.object, name, pks)
    with transaction.atomic(using=connection.alias), connection.constraint_checks_disabled():
        for model, objects in [*rows.items(), *links.items()]:
            model._base_manager.using(connection.alias).bulk_create(objects, ignore_conflicts=True)
        connection.check_constraints()


def _link(links, thing, name, pks):
    field = thing._meta.get_field(name)
    through = field.remote_field.through
    here, there = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    links[through] += [through(**{here: thing.pk, there: getattr(pk, "pk", pk)}) for pk in pks]
