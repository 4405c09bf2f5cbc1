"""Courses, for whom they are meant, and who has done them when."""

from django.db import models
from django.utils import timezone

from roles.permissions import May


class CourseQuerySet(models.QuerySet):
    def given_on(self, day):
        """Those that had begun, and had not ended, by this day."""
        return self.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=day), given_from__lte=day)


class Course(models.Model):
    """A course for corporate parents: who needs it, how soon, and how often again."""

    name = models.CharField(max_length=200, unique=True)
    about = models.TextField(blank=True)
    meant_for = models.JSONField(default=list, help_text="Who needs it, as keys of roles.holders.RULES")
    is_induction = models.BooleanField(default=False)
    within_days = models.PositiveSmallIntegerField("days from taking up the post", default=90)
    again_after_months = models.PositiveSmallIntegerField("months until it is due again", null=True, blank=True)
    given_from = models.DateField(default=timezone.localdate)
    ended_on = models.DateField("no longer given from", null=True, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class TrainingRecordQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """One's own; everybody's, for those who look after people or see how members are engaged."""
        if viewer.may(May.MANAGE_PEOPLE) or viewer.may(May.SEE_ENGAGEMENT):
            return self.all()
        return self.filter(person=viewer.person) if viewer.person else self.none()


class TrainingRecord(models.Model):
    """Somebody has done a course."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="records")
    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="training")
    done_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("roles.Person", models.PROTECT, null=True, blank=True, related_name="+")

    objects = TrainingRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [models.UniqueConstraint("course", "person", "done_on", name="a_course_once_a_day")]

    def __str__(self):
        return f"{self.person}: {self.course}, {self.done_on}"
