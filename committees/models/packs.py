"""Packs: what is printed, part by part, and the two editions made from the parts."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from corporate_parenting.lib.jobs import Job, JobQuerySet, State

from . import who_reads
from .meetings import AgendaItem, Meeting
from .papers import Exemption, Paper, confidential, kept_back
from .who_reads import Thing

UNFINISHED = Q(state__in=[State.WAITING, State.RUNNING])


class Edition(models.TextChoices):
    PUBLIC = "public", "Public edition"
    RESTRICTED = "restricted", "Restricted edition"
    YOUNG = "young", "Young people’s edition"


# The two that every pack has, with one page numbering for both.
OF_EVERY_PACK = (Edition.PUBLIC, Edition.RESTRICTED)
# Editions that hold nothing but what everybody may read.
FOR_EVERYBODY = (Edition.PUBLIC, Edition.YOUNG)


class Form(models.TextChoices):
    """What an edition is read as. The young people's edition has no standard print: it is large from the start."""

    STANDARD = "standard", "Standard print"
    LARGE = "large", "Large print"
    WEB = "web", "Web page"


class Build(models.Model):
    """One press of the button, or one turn of the timetable: a set of parts and the editions made of them."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="builds")
    number = models.PositiveSmallIntegerField()
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")
    # The timetable's own key, so that two clocks order a pack once.
    due_key = models.CharField(max_length=60, null=True, blank=True, unique=True)
    warnings = models.JSONField(default=list)
    # When a worker last took something of it: builds take turns, so that a long one does not hold a short one up.
    served_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint("meeting", "number", name="builds_of_a_meeting_are_numbered"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(cancelled_by__isnull=False), name="a_cancelled_build_says_by_whom"
            ),
        ]

    def __str__(self):
        return f"Build {self.number} of {self.meeting}"

    @property
    def remit_id(self):
        return self.meeting.remit_id


def _private_since(exemptions):
    """
    Condition on a Part: something in its paper is private by one of these exemptions, and was not when the pack was
    ordered; or the part is that very appendix.
    """
    current = exemptions.current().of_parts().filter(paper=OuterRef("paper"))
    later = current.filter(decided_at__gt=OuterRef("build__ordered_at"))
    return Q(Exists(later)) | Q(Exists(current.filter(appendix=OuterRef("appendix"))))


def _closed():
    """Condition on a Part that was printed for the public: it may not be read by everybody any more."""
    kept = Exists(Paper.objects.filter(kept_back(), pk=OuterRef("paper")))
    return Q(paper=None) | Q(kept) | _private_since(Exemption.objects.all())


class PartQuerySet(JobQuerySet):
    def ready(self):
        """Parts that can be made now. A sheet that stands for a paper says how long it is, so it waits for the rest."""
        others = Part.objects.filter(UNFINISHED, build=OuterRef("build"), form=OuterRef("form"))
        others = others.exclude(kind=Part.Kind.WITHHELD)
        return self.filter(~Q(kind=Part.Kind.WITHHELD) | ~Exists(others))

    def no_longer_open(self):
        """Papers printed for the public that the public may not read (any more): kept back, or gone and so unknown."""
        return self.filter(_closed(), in_public=True, kind__in=Part.PAPERS)

    def still_open(self):
        """Papers printed for the public that it may still read, as they were printed."""
        return self.filter(~_closed(), in_public=True, kind__in=Part.PAPERS)

    def restricted_papers(self):
        """Papers printed for the restricted edition alone."""
        return self.filter(in_restricted=True, in_public=False, kind__in=Part.PAPERS)

    def confidential(self):
        """Papers printed for a pack that became confidential: those are read by who is named, never in a pack."""
        secret = Exists(Paper.objects.filter(confidential(), pk=OuterRef("paper")))
        since = _private_since(Exemption.objects.filter(kind=Exemption.Class.CONFIDENTIAL))
        return self.filter(Q(secret) | since, in_restricted=True, kind__in=Part.PAPERS)


class Part(Job):
    """One thing to print: a report, an appendix, a document or a sheet. The row that workers claim."""

    class Kind(models.TextChoices):
        REPORT = "report", "Report"
        APPENDIX = "appendix", "Appendix"
        DOCUMENT = "document", "Document"
        FOLLOWS = "follows", "Sheet: to follow"
        WITHHELD = "withheld", "Sheet: withheld"
        NOTICE = "notice", "Sheet: notice"
        MINUTES = "minutes", "Minutes"
        ACTIONS = "actions", "Open actions"
        PLAIN = "plain", "Sheet: in plain words"

    PAPERS = (Kind.REPORT, Kind.APPENDIX, Kind.DOCUMENT, Kind.MINUTES, Kind.ACTIONS)

    build = models.ForeignKey(Build, models.CASCADE, related_name="parts")
    form = models.CharField(max_length=10, choices=Form, default=Form.STANDARD)
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=300)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="parts")
    paper = models.ForeignKey(Paper, models.SET_NULL, null=True, blank=True, related_name="parts")
    appendix = models.ForeignKey("reports.Appendix", models.SET_NULL, null=True, blank=True, related_name="+")
    in_public = models.BooleanField()
    in_restricted = models.BooleanField()
    in_young = models.BooleanField(default=False)
    file = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    was_cached = models.BooleanField(default=False)
    claims_ua = models.BooleanField(default=False)
    warnings = models.JSONField(default=list)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["form", "order", "pk"]
        indexes = [models.Index("build", condition=UNFINISHED, name="parts_to_make")]
        constraints = [
            models.UniqueConstraint("build", "form", "order", name="parts_of_a_build_are_numbered"),
            models.CheckConstraint(
                condition=Q(in_public=True) | Q(in_restricted=True) | Q(in_young=True), name="a_part_is_in_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(in_young=False) | Q(in_public=True) | Q(kind="plain"),
                name="what_young_people_read_is_open",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_paper(self):
        """Is it something laid before the meeting, and not one of our own sheets?"""
        return self.kind in self.PAPERS

    @property
    def has_open_rest(self):
        """Does the part, or what it stands for, belong to a paper of which the public edition has the rest?"""
        others = Part.objects.filter(build=self.build_id, paper=self.paper_id, in_public=True, kind=self.Kind.REPORT)
        return self.paper_id is not None and others.exists()


class PackQuerySet(JobQuerySet):
    def ready(self):
        """
        Packs whose parts have all been made, or failed. All rest on those of the standard print: a web page tells its
        page numbers, and so does large print, which has parts of its own as well, as has what young people read.
        """
        parts = Part.objects.filter(UNFINISHED, build=OuterRef("build"))
        of_print, large = Exists(parts.filter(form=Form.STANDARD)), Exists(parts.filter(form=Form.LARGE))
        rests_on_large = Q(form=Form.LARGE) | Q(edition=Edition.YOUNG)
        return self.filter(~of_print).exclude(rests_on_large & large)

    def in_print(self):
        """Those in standard print, which is what a pack is where nobody asks for another form."""
        return self.filter(form=Form.STANDARD)

    def done(self):
        return self.filter(state=State.DONE)

    def visible_to(self, viewer):
        """
        Each edition to whom `who_reads.READS` lets read it, and the public one only as long as everything in it is
        open. Nobody but the clerk has either before the agenda is published.
        """
        parts = Part.objects.filter(build=OuterRef("build"))
        stale, secret = Q(Exists(parts.no_longer_open())), Q(Exists(parts.confidential()))
        public, restricted = Q(edition__in=FOR_EVERYBODY), Q(edition=Edition.RESTRICTED)
        things = {
            Thing.PUBLIC_PACK: public & ~stale,
            Thing.STALE_PUBLIC_PACK: public & stale,
            Thing.RESTRICTED_PACK: restricted & ~secret,
            Thing.STALE_RESTRICTED_PACK: restricted & secret,
        }
        return self.filter(who_reads.among(viewer, who_reads.OF_PACK, things))


class Pack(Job):
    """One edition of a build in one form: a joined PDF, or a web page in one file."""

    build = models.ForeignKey(Build, models.CASCADE, related_name="packs")
    edition = models.CharField(max_length=10, choices=Edition)
    form = models.CharField(max_length=10, choices=Form, default=Form.STANDARD)
    file = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    claims_ua = models.BooleanField(default=False)
    checks = models.JSONField(default=list)
    # Where something was found that must not be read there: never what it says.
    hits = models.JSONField(default=list)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["build", "edition"]
        indexes = [models.Index("build", condition=UNFINISHED, name="packs_to_make")]
        constraints = [
            models.UniqueConstraint("build", "edition", "form", name="one_pack_of_each_edition"),
            models.CheckConstraint(
                condition=~Q(edition="young", form="standard"), name="young_people_read_large_print_or_a_page"
            ),
        ]

    def __str__(self):
        return f"{self.get_edition_display()} of {self.build}"

    @property
    def remit_id(self):
        return self.build.remit_id


class PrintedPart(models.Model):
    """A printed part, found again by what it says: the key is a digest of everything that shapes it."""

    key = models.CharField(max_length=64, primary_key=True)
    file = models.CharField(max_length=64)
    pages = models.PositiveIntegerField()
    claims_ua = models.BooleanField(default=False)
    warnings = models.JSONField(default=list)
    made_at = models.DateTimeField()

    def __str__(self):
        return self.key[:12]


class Worker(models.Model):
    """A worker that was heard of: so that a clerk can be told when none is there."""

    name = models.CharField(max_length=200, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self):
        return self.name
