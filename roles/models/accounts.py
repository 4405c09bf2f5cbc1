"""Accounts: who may come in. What they may do there follows from their person's offices."""

from functools import cached_property

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from roles.permissions import POWERS, OfficeKind

from .offices import Appointment
from .people import Person


class UserManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account: an e-mail address, a password, and the person it belongs to."""

    email = models.EmailField("email address", unique=True)
    person = models.OneToOneField("roles.Person", models.PROTECT, null=True, blank=True, related_name="user")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_for_each_address")]

    def __str__(self):
        return self.email

    @cached_property
    def offices_today(self):
        """(kind, remit id) of every office held today. One query a request."""
        if self.person_id is None:
            return []
        today = timezone.localdate()
        held = Appointment.objects.on(today).filter(person__in=Person.objects.here_on(today).filter(pk=self.person_id))
        return list(held.values_list("office__kind", "office__remit_id"))

    @cached_property
    def powers(self):
        """(power, remit id) pairs; None means the whole council."""
        return {(power, remit) for kind, remit in self.offices_today for power in POWERS.get(OfficeKind(kind), ())}

    def remits(self, power):
        """The remits for which this power is held."""
        return frozenset(remit for held, remit in self.powers if held == power and remit is not None)

    def may(self, power, thing=None):
        """Is this power held for the whole council, or, when a thing with a remit is given, for that?"""
        return (power, None if thing is None else thing.remit_id) in self.powers

    def holds(self, *kinds):
        """Is any office of these kinds held today?"""
        return any(kind in kinds for kind, _ in self.offices_today)


class Invitation(models.Model):
    """A one-time link that makes an account for a person. Only a digest of the link's secret is kept."""

    person = models.ForeignKey("roles.Person", models.CASCADE, related_name="invitations")
    email = models.EmailField("email address")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return f"Invitation of {self.email}"
