"""Meetings and their agendas."""

from django.db import models
from django.db.models import Q

from roles.models.dated import Dated
from roles.permissions import May

from . import who_reads
from .bodies import OPEN_TO_THE_PUBLIC, Body
from .who_reads import Thing


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """
        Published meetings of bodies that the law opens, to everyone; all meetings of a body, to its clerk; meetings
        that are not drafts, to those with a place on it; published ones, to who is named to stand in at them
        (`who_reads.READS`).
        """
        planned = Q(status=Meeting.Status.PLANNED)
        things = {Thing.PLANNED_MEETING: planned, Thing.CALLED_MEETING: ~planned}
        return self.filter(who_reads.among(viewer, who_reads.OF_MEETING, things))

    def run_by(self, viewer):
        return self.filter(body__remit__in=viewer.remits(May.RUN_MEETINGS))

    def dates_public(self):
        """
        The dates of meetings that bodies open to the public mean to hold: body, day, time and place, and no more.

        Rows of bare values, not meetings: no item, note or paper can be reached through them, nor a page.
        """
        return self._dates(Q(body__legal_basis__in=OPEN_TO_THE_PUBLIC))

    def dates_for(self, viewer):
        """The same, and those of bodies on which the viewer has a place."""
        return self._dates(
            Q(body__legal_basis__in=OPEN_TO_THE_PUBLIC) | Q(body__remit__in=viewer.remits(May.READ_BODY))
        )

    def _dates(self, condition):
        coming = self.filter(condition, status__in=[Meeting.Status.PLANNED, Meeting.Status.CONFIRMED])
        return coming.order_by("starts_at", "pk").values(*DATE_ALONE)


# What a planned date tells.
DATE_ALONE = ("body", "body__name", "starts_at", "ends_at", "place", "status")


class Meeting(models.Model):
    """A body meeting on a day."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        CONFIRMED = "confirmed", "Confirmed"
        HELD = "held", "Held"
        INQUORATE = "inquorate", "Inquorate"
        CANCELLED = "cancelled", "Cancelled"

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.CONFIRMED)
    how_to_attend = models.TextField(blank=True)
    note = models.CharField(
        max_length=200, blank=True, help_text="What sort of meeting this is, when it is not an ordinary one"
    )
    short_notice = models.TextField("why the meeting was called at shorter notice", blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # The meeting that was called off, in whose place this one was called.
    instead_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="postponed_to")
    # What happened in the room: when it was opened and ended, and who presided.
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    presiding = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # The timetable leaves the pack alone while a clerk holds it.
    pack_held_at = models.DateTimeField(null=True, blank=True)
    pack_held_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    pack_held_why = models.CharField(max_length=300, blank=True)
    # For calendars that follow it (RFC 5545 SEQUENCE): counts changes of day, time, place and state.
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    source_id = models.CharField(max_length=100, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index("body", "starts_at", name="meetings_of_a_body")]
        constraints = [
            models.UniqueConstraint(
                "source_id", condition=~Q(source_id=""), name="one_meeting_for_each_id_of_the_source"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(published_by__isnull=False), name="a_published_meeting_says_by_whom"
            ),
            models.CheckConstraint(
                condition=Q(pack_held_at=None) | (Q(pack_held_by__isnull=False) & ~Q(pack_held_why="")),
                name="a_held_pack_says_by_whom_and_why",
            ),
        ]

    def __str__(self):
        return f"{self.body}, {self.starts_at:%Y-%m-%d}"

    @property
    def remit_id(self):
        return self.body.remit_id


class AgendaItem(models.Model):
    """One thing on an agenda. Its title is public: it must reveal nothing."""

    class Purpose(models.TextChoices):
        DECIDE = "decide", "Decide"
        COMMENT = "comment", "Comment"
        NOTE = "note", "Note"
        NONE = "", "No papers asked for"

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "Item of business"
        STANDING = "standing", "Standing item"
        CALL = "call", "Scrutiny calls somebody to answer"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(
        max_length=20, blank=True, help_text="As printed, where the source gave one; otherwise its place"
    )
    title = models.CharField("public title", max_length=300)
    private_title = models.CharField("title in the restricted edition", max_length=300, blank=True)
    text = models.TextField(blank=True)
    purpose = models.CharField(max_length=10, choices=Purpose, blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    # For the chair's run sheet: never in a pack, never public.
    minutes_planned = models.PositiveSmallIntegerField("minutes planned", null=True, blank=True)
    chair_note = models.TextField("note for the chair", blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ORDINARY)
    # Scrutiny may require members of the executive and officers to attend (LGA 2000 s9FA(8) and (9)).
    called = models.ForeignKey("roles.Office", models.PROTECT, null=True, blank=True, related_name="+")
    # For the young people's edition: which items, and what each is about in words for a reader of twelve.
    for_young = models.BooleanField("in the young people’s edition", default=False)
    young_words = models.TextField("what it is about, in plain words", blank=True)
    is_key_decision = models.BooleanField("a key decision", default=False)
    expects_paper = models.BooleanField("a paper will follow", default=False)
    follows_on = models.DateField("day on which the paper is expected", null=True, blank=True)
    follows_why = models.CharField("why the paper is late", max_length=300, blank=True)
    # What the clerk foresees; only the meeting can close itself (LGA 1972 s100A(4)).
    likely_private = models.BooleanField("likely to be taken in private", default=False)
    private_kind = models.CharField("class", max_length=20, blank=True, help_text="exempt or confidential")
    private_paragraphs = models.JSONField(default=list, blank=True, help_text="Numbers 1 to 7 of Schedule 12A Part 1")
    private_reason = models.TextField("why the public interest lies in taking it in private", blank=True)
    # A late item: the chair's reason, which the minutes must state (LGA 1972 s100B(4)(b)).
    late_at = models.DateTimeField("added after the last lawful day", null=True, blank=True)
    late_reason = models.TextField("special circumstances", blank=True)
    late_agreed_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # What stands on a published agenda is not deleted: it is withdrawn, and says why.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two clerks notice each other")
    minutes_text = models.TextField(blank=True)
    source_id = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint("meeting", "order", name="items_of_a_meeting_are_numbered"),
            models.CheckConstraint(
                condition=Q(late_at=None) | (~Q(late_reason="") & Q(late_agreed_by__isnull=False)),
                name="a_late_item_says_why_and_who_agreed",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="a_withdrawn_item_says_why",
            ),
            models.UniqueConstraint(
                "meeting", "source_id", condition=~Q(source_id=""), name="one_item_for_each_id_of_the_source"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def remit_id(self):
        return self.meeting.body.remit_id

    @property
    def printed_number(self):
        return self.number or str(self.order)


class StandingItem(Dated):
    """What stands on every agenda of a body: copied onto a new agenda, before or after its business."""

    class Place(models.TextChoices):
        OPENING = "opening", "Before the business"
        CLOSING = "closing", "After the business of part 1"

    body = models.ForeignKey(Body, models.PROTECT, related_name="standing_items")
    place = models.CharField(max_length=10, choices=Place, default=Place.OPENING)
    order = models.PositiveSmallIntegerField()
    title = models.CharField("public title", max_length=300)
    text = models.TextField(blank=True)
    purpose = models.CharField(max_length=10, choices=AgendaItem.Purpose, blank=True)
    presenter = models.CharField(max_length=200, blank=True)

    class Meta(Dated.Meta):
        ordering = ["body", "-place", "order", "pk"]

    def __str__(self):
        return self.title

    @property
    def remit_id(self):
        return self.body.remit_id


class ItemLink(models.Model):
    """A document of another system that stood on the item. Only its address is kept."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="links")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=1000)
    is_restricted = models.BooleanField(default=False)
    published_on = models.DateField(null=True, blank=True)
    source_id = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title

    @property
    def address(self):
        """What may stand in a link: an address of the web, or empty, whoever wrote the row."""
        return self.url if self.url.startswith(("https://", "http://")) else ""


class Attendance(models.Model):
    """Somebody at a meeting: in the words of whoever recorded it, or as the clerk kept it in the room (`how`)."""

    class How(models.TextChoices):
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        SUBSTITUTE = "substitute", "Present as substitute"
        ATTENDING = "attending", "In attendance"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="attendances")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    party = models.CharField(max_length=100, blank=True)
    ward = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=100, blank=True)
    # Empty where another system recorded it.
    how = models.CharField(max_length=20, choices=How, blank=True)
    edition = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two clerks notice each other")
    source_id = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                "meeting", "person", condition=~Q(how="") & Q(person__isnull=False), name="somebody_is_recorded_once"
            ),
        ]

    def __str__(self):
        return self.name
