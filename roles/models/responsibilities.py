"""The catalogue of what corporate parents must do, and the law that stands beside it."""

from datetime import date

from django.db import models
from django.db.models import Q

from .dated import Dated, DatedQuerySet

# From when a catalogue counts that nobody has changed yet: for every day that anybody may ask about.
ALWAYS = date(1900, 1, 1)


class Tier(models.TextChoices):
    """The three levels of responsibility, after the National Children's Bureau's model."""

    UNIVERSAL = "U", "Universal"
    TARGETED = "T", "Targeted"
    SPECIALIST = "S", "Specialist"


class Theme(models.TextChoices):
    """What a responsibility asks of somebody: the headings under which a person reads theirs."""

    KNOW = "know", "Know"
    ASK = "ask", "Ask"
    LISTEN = "listen", "Listen"
    ACT = "act", "Act"
    LEAD = "lead", "Lead"


class Responsibility(models.Model):
    """One duty, known by a code that never changes. What it says on a day is its Wording of that day."""

    code = models.CharField(max_length=10, unique=True)
    order = models.PositiveIntegerField(unique=True)
    overlaps = models.ManyToManyField("self", blank=True, help_text="Much the same, from another council or year")

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "responsibilities"

    def __str__(self):
        return self.code


class WordingQuerySet(DatedQuerySet):
    def in_order(self):
        return self.select_related("responsibility").order_by("responsibility__order")


class Wording(Dated):
    """What a responsibility says from a day on: who holds it, in which words, and where it comes from."""

    responsibility = models.ForeignKey(Responsibility, models.PROTECT, related_name="wordings")
    tier = models.CharField(
        max_length=1, choices=Tier, blank=True, help_text="Empty where an organisation holds the duty"
    )
    tier_is_stated = models.BooleanField(help_text="The source states the tier; otherwise we placed it")
    done_by_tier = models.CharField(
        max_length=1, choices=Tier, blank=True, help_text="Where one encourages and others do"
    )
    theme = models.CharField(max_length=10, choices=Theme)
    holder = models.CharField(max_length=300, help_text="Who holds it, in words")
    held_by = models.JSONField(default=list, help_text="Who holds it, as keys of roles.holders.RULES")
    done_by = models.JSONField(default=list, help_text="Who does what the holder encourages, as such keys")
    is_joint = models.BooleanField(default=False, help_text="Those who hold it hold it together")
    text = models.TextField()
    practice = models.TextField("what it means in practice", blank=True)
    question = models.TextField("a question worth asking", blank=True)
    is_listed = models.BooleanField(help_text="A listed point in the source; otherwise stated in running text")
    source = models.CharField(max_length=200)
    historic = models.BooleanField(default=False)
    replaced_by = models.TextField("what has replaced what it names", blank=True)
    reason = models.CharField("why it was changed", max_length=300, blank=True)
    ended_because = models.CharField("why it was retired", max_length=300, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = WordingQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["responsibility__order", "starts_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint("responsibility", "starts_on", name="one_wording_from_a_day"),
            models.UniqueConstraint("responsibility", condition=Q(ends_on=None), name="one_wording_without_an_end"),
        ]

    def __str__(self):
        return f"{self.responsibility} {self.text}"

    @property
    def code(self):
        return self.responsibility.code

    @property
    def in_plain_words(self):
        """What it means in practice, or the duty itself where nobody has said."""
        return self.practice or self.text


class Provision(models.Model):
    """A piece of law or statutory guidance that stands beside the catalogue."""

    class Group(models.TextChoices):
        PRINCIPLES = "principles", "The seven corporate parenting principles"
        GUIDANCE = "guidance", "Statutory guidance on the director and the lead member"
        PARTNERS = "partners", "The duty of partner bodies"
        OTHER = "other", "Other duties"

    class State(models.TextChoices):
        IN_FORCE = "in_force", "In force"
        ENACTED = "enacted", "Enacted, not yet in force"

    code = models.CharField(max_length=10, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)
    group = models.CharField(max_length=20, choices=Group)
    title = models.CharField(max_length=200)
    text = models.TextField()
    source = models.CharField(max_length=300)
    state = models.CharField(max_length=20, choices=State)
    commences_on = models.DateField("comes into force on", null=True, blank=True)
    held_by = models.JSONField(default=list, help_text="Whom it binds, as keys of roles.holders.RULES")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self):
        return f"{self.code} {self.title}"

    def in_force_on(self, day):
        """Does it bind on this day? What is enacted binds from the day on which it commences."""
        return self.state == self.State.IN_FORCE or (self.commences_on is not None and self.commences_on <= day)
