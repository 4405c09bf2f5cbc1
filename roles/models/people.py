"""People and organisations."""

from django.db import models

from roles.permissions import May

from .dated import Dated


class Organisation(models.Model):
    """A directorate, a partner or another body that may hold responsibilities; it names a contact."""

    class Kind(models.TextChoices):
        DIRECTORATE = "directorate", "Council directorate"
        HEALTH = "health", "Health service"
        SCHOOL = "school", "School or college"
        HOUSING = "housing", "Housing provider"
        COMMUNITY = "community", "Voluntary or community organisation"
        PARTNER = "partner", "Other partner"

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    contact = models.ForeignKey("roles.Person", models.SET_NULL, null=True, blank=True, related_name="contact_for")
    reports_back = models.TextField("what it reports back, and how often", blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class PersonQuerySet(models.QuerySet):
    def here_on(self, day):
        """People who had not left by this day."""
        return self.filter(models.Q(left_on=None) | models.Q(left_on__gt=day))

    def visible_to(self, viewer):
        """Everybody, for those who look after people or watch over accounts; oneself, for anybody else."""
        if viewer.may(May.MANAGE_PEOPLE) or viewer.may(May.READ_SECURITY):
            return self
        return self.filter(pk=viewer.person.pk) if viewer.person else self.none()

    def named_like(self, words, viewer):
        """Those with these words in the name that this viewer may read: a search must tell no more than the page."""
        if viewer.may(May.MANAGE_PEOPLE):
            return self.filter(name__icontains=words)
        own = models.Q(name_is_public=True, name__icontains=words)
        return self.filter(own | models.Q(name_is_public=False, public_name__icontains=words))

    def with_role_seen_by(self, viewer):
        """Members and officers see what each other must do; who looks after people sees it of everybody."""
        if viewer.may(May.MANAGE_PEOPLE):
            return self.all()
        if viewer.person is None:
            return self.none()
        colleagues = Person.COLLEAGUES if viewer.person.category in Person.COLLEAGUES else ()
        return self.filter(models.Q(pk=viewer.person.pk) | models.Q(category__in=colleagues))


class Person(models.Model):
    """Somebody the council works with. May have an account, or a name only."""

    class Category(models.TextChoices):
        MEMBER = "member", "Elected member"
        OFFICER = "officer", "Officer"
        PARTNER = "partner", "Partner representative"
        CO_OPTEE = "co_optee", "Co-opted member"
        CARER = "carer", "Foster carer"
        YOUNG = "young", "Young representative"

    # Who serves the council itself, by election or by contract.
    COLLEAGUES = (Category.MEMBER, Category.OFFICER)

    name = models.CharField(
        "full name", max_length=200, help_text="As it is printed, with the title: Councillor Ada Marsh"
    )
    category = models.CharField(max_length=20, choices=Category)
    post = models.CharField(max_length=200, blank=True)
    email = models.EmailField("email address", blank=True)
    telephone = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="people")
    # A young person's name is never public unless somebody decided otherwise.
    name_is_public = models.BooleanField(default=True)
    public_name = models.CharField(max_length=200, blank=True)
    left_on = models.DateField(null=True, blank=True)
    source_id = models.CharField(max_length=100, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "source_id", condition=~models.Q(source_id=""), name="one_person_for_each_id_of_the_source"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name_for_public(self):
        """The only name that may be printed in public."""
        if self.name_is_public:
            return self.name
        kind = self.get_category_display().lower()
        return self.public_name or f"{'An' if kind[0] in 'aeiou' else 'A'} {kind}"

    def name_for(self, viewer):
        """The name that this viewer may read on pages about people: the full one for those who look after them."""
        return self.name if viewer.may(May.MANAGE_PEOPLE) else self.name_for_public


class Affiliation(Dated):
    """A party, a political group or a ward that somebody had for a time."""

    class Kind(models.TextChoices):
        PARTY = "party", "Party"
        GROUP = "group", "Political group"
        WARD = "ward", "Ward"

    person = models.ForeignKey(Person, models.CASCADE, related_name="affiliations")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        ordering = ["-starts_on", "pk"]

    def __str__(self):
        return f"{self.person}: {self.name}"
