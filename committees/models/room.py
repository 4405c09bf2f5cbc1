"""What happens in the room: who is there and when, who stands in for whom, interests, and the public leaving."""

from django.db import models
from django.db.models import F, Q

from .meetings import AgendaItem, Attendance, Meeting


class Stay(models.Model):
    """Somebody in the room, or joined by a link, from one moment to another; `left_at` is empty while they are."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="stays")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    is_remote = models.BooleanField("joined by a link", default=False)
    # The item for which somebody left because of an interest: they are expected back after it.
    left_for = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["came_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("came_at")), name="nobody_leaves_first"
            ),
            models.UniqueConstraint("attendance", condition=Q(left_at=None), name="somebody_is_there_once"),
        ]

    def __str__(self):
        return f"{self.attendance}: {self.came_at:%H:%M}"


class Substitution(models.Model):
    """That somebody stands in for a voting member at one meeting. Ended, never deleted."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="substitutions")
    absent = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="substitutions")
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["named_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("person")), name="nobody_stands_in_for_themselves"),
            models.UniqueConstraint(
                "meeting", "absent", condition=Q(ended_at=None), name="one_substitute_for_a_member"
            ),
            models.UniqueConstraint(
                "meeting", "person", condition=Q(ended_at=None), name="a_substitute_for_one_member"
            ),
        ]

    def __str__(self):
        return f"{self.person} for {self.absent}"

    @property
    def remit_id(self):
        return self.meeting.remit_id


class InterestQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def barring(self):
        """Those that keep somebody out of an item: from its papers, its discussion and its vote."""
        return self.standing().filter(Q(kind=Interest.Kind.DPI, dispensation="") | Q(leaves=True))


class Interest(models.Model):
    """
    An interest that somebody has in an item (Localism Act 2011 ss30-33; the council's own code).

    A disclosable pecuniary interest bars, whether or not it was registered, unless there is a dispensation.
    """

    class Kind(models.TextChoices):
        DPI = "dpi", "Disclosable pecuniary interest"
        OTHER = "other", "Other interest"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="interests")
    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="interests")
    kind = models.CharField(max_length=10, choices=Kind)
    matter = models.CharField("what the interest is", max_length=500, blank=True)
    # Localism Act 2011 s32: the fact is told, never the detail.
    is_sensitive = models.BooleanField("a sensitive interest", default=False)
    was_registered = models.BooleanField("in the register already", default=False)
    dispensation = models.CharField("dispensation: by whom and when", max_length=300, blank=True)
    leaves = models.BooleanField("leaves the room for the item", default=False)
    declared_at = models.DateTimeField()
    declared_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "item", "person", condition=Q(withdrawn_at=None), name="one_interest_of_a_person_in_an_item"
            ),
            models.CheckConstraint(
                condition=Q(is_sensitive=False) | Q(matter=""), name="a_sensitive_interest_is_not_told"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.person}"

    @property
    def remit_id(self):
        return self.item.remit_id

    @property
    def bars(self):
        """Does it keep the person out of the item? As `InterestQuerySet.barring`."""
        return self.leaves or (self.kind == self.Kind.DPI and not self.dispensation)


class Voted(models.Model):
    """How something was voted on. Counts are empty where nobody counted."""

    class Way(models.TextChoices):
        ASSENT = "assent", "By general assent"
        HANDS = "hands", "By a show of hands"
        NAMED = "named", "By a named vote"

    class Side(models.TextChoices):
        FOR = "for", "For"
        AGAINST = "against", "Against"

    way = models.CharField("how it was voted", max_length=10, choices=Way, blank=True)
    votes_for = models.PositiveSmallIntegerField("for", null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField("against", null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    casting = models.CharField("casting vote", max_length=10, choices=Side, blank=True)
    cast_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    moved_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    seconded_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True


class Exclusion(Voted):
    """
    The resolution that the public leaves for some items, and what came of it (LGA 1972 s100A(4) and (5)).

    Confidential information needs no resolution: the public must leave (s100A(2)).
    """

    class Kind(models.TextChoices):
        EXEMPT = "exempt", "Exempt: by resolution"
        CONFIDENTIAL = "confidential", "Confidential: by law"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="exclusions")
    items = models.ManyToManyField(AgendaItem, related_name="exclusions")
    kind = models.CharField(max_length=20, choices=Kind)
    paragraphs = models.JSONField(default=list, blank=True, help_text="Numbers 1 to 7 of Schedule 12A Part 1")
    words = models.TextField("the resolution as put")
    is_carried = models.BooleanField("carried")
    at = models.DateTimeField()
    recorded_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField("when the public could come back", null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind="exempt") | Q(is_carried=True), name="the_law_is_not_voted_down"),
        ]

    def __str__(self):
        return self.words[:60]

    @property
    def remit_id(self):
        return self.meeting.remit_id


class Minute(models.Model):
    """What is minuted under one item: for everybody, and what is only for those who may read part 2."""

    item = models.OneToOneField(AgendaItem, models.CASCADE, related_name="minute")
    text = models.TextField("minute", blank=True)
    private_text = models.TextField("part 2 minute", blank=True)
    # Where the cut would leave no fair and coherent record (LGA 1972 s100C(2)).
    public_summary = models.TextField("written summary for the public", blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    edition = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two clerks notice each other")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item__order", "pk"]

    def __str__(self):
        return f"Minute of {self.item}"

    @property
    def remit_id(self):
        return self.item.remit_id


class KeptMinute(models.Model):
    """A minute as it was before somebody saved another: nothing that was written is lost."""

    minute = models.ForeignKey(Minute, models.CASCADE, related_name="kept")
    text = models.TextField(blank=True)
    private_text = models.TextField(blank=True)
    public_summary = models.TextField(blank=True)
    edition = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-edition", "-pk"]

    def __str__(self):
        return f"{self.minute}, edition {self.edition}"
