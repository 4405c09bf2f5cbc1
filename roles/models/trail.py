"""What was done, by whom and when. Rows are only ever added: triggers refuse the rest."""

from django.db import models

from roles.permissions import May

# Rows about accounts and powers: they hold no content.
SECURITY_KINDS = ("roles.user", "roles.invitation", "roles.appointment")


class AuditRowQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """All, for who protects data; what is about accounts and powers, for who runs the system."""
        if viewer.may(May.READ_AUDIT):
            return self
        return self.filter(kind__in=SECURITY_KINDS) if viewer.may(May.READ_SECURITY) else self.none()


class AuditRow(models.Model):
    """One thing somebody did. Holds ids and public titles; no foreign keys, so that it never stands in the way."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=200)
    did = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    thing_id = models.CharField(max_length=60)
    remit_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    objects = AuditRowQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index("kind", "thing_id", name="what_happened_to_a_thing")]

    def __str__(self):
        return f"{self.actor} {self.did} {self.kind} {self.thing_id}"

    @property
    def told(self):
        """The details as [(name, value)]: a template that asks the details for their items finds one called so."""
        return list(self.details.items())


class AuditLink(models.Model):
    """A row's place in the chain: its digest covers the row and the digest before it."""

    row_id = models.BigIntegerField(unique=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.row_id} {self.digest[:8]}"
