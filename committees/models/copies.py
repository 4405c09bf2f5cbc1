"""Copies of restricted packs: each reader has one of their own, marked with their name, and each reading is kept."""

from django.db import models

from .packs import Pack


class PackCopy(models.Model):
    """
    The copy of a restricted pack that one reader has. Its number and the reader's name stand on every page, so that
    a copy that is left lying about can be brought back, and says whose it was.
    """

    pack = models.ForeignKey(Pack, models.CASCADE, related_name="copies")
    person = models.ForeignKey("roles.Person", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pack", "number"]
        constraints = [
            models.UniqueConstraint("pack", "person", name="one_copy_for_each_reader"),
            models.UniqueConstraint("pack", "number", name="copies_of_a_pack_are_numbered"),
        ]

    def __str__(self):
        return f"Copy {self.number} of {self.pack}"

    @property
    def remit_id(self):
        return self.pack.remit_id


class PackReading(models.Model):
    """That a copy was opened, or taken away as a file, at a moment."""

    class How(models.TextChoices):
        OPENED = "opened", "Opened in the browser"
        SAVED = "saved", "Saved as a file"

    copy = models.ForeignKey(PackCopy, models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.copy}: {self.how} {self.at:%Y-%m-%d %H:%M:%S}"
