"""About how long a build still takes, told by how long such things took: in this build and in the last ones."""

from dataclasses import dataclass, field

from django.utils import timezone

from committees.models import Build, Pack, Part
from corporate_parenting.lib.jobs import State

RECENT = {Part: 400, Pack: 60}  # finished rows that are looked at
UPLOADS = (Part.Kind.APPENDIX, Part.Kind.DOCUMENT)
MINUTE, HOUR = 60, 3600
SOON = "less than 10 seconds left"
CANNOT_SAY = "how long it still takes cannot be said yet"


@dataclass
class Sums:
    """How long the things of one kind took together."""

    seconds: float = 0
    pages: int = 0
    number: int = 0

    def add(self, seconds, pages):
        self.seconds, self.pages, self.number = self.seconds + seconds, self.pages + pages, self.number + 1

    def expected(self, pages):
        """Seconds for one more of the kind: by its pages where they are known, else as long as the usual one took."""
        if pages and self.pages:
            return self.seconds / self.pages * pages
        return self.seconds / self.number


@dataclass
class Pace:
    """How long things take, by kind, and how many pages each paper had when it was printed last."""

    by_kind: dict = field(default_factory=dict)
    pages: dict = field(default_factory=dict)
    anything: Sums = field(default_factory=Sums)

    def learn(self, job):
        """Take in a finished job. What was found again in no time tells nothing about printing."""
        if isinstance(job, Part):
            self.pages[_paper(job)] = job.pages
        if job.state != State.DONE or not job.started_at or _was_found(job):
            return
        seconds = max((job.finished_at - job.started_at).total_seconds(), 0)
        for sums in (self.by_kind.setdefault(_kind(job), Sums()), self.anything):
            sums.add(seconds, job.pages)

    def expected(self, job, pages=0):
        """Seconds that a job takes; None where nothing of any kind was made yet."""
        if sums := self.by_kind.get(_kind(job)):
            return sums.expected(self.pages.get(_paper(job), 0) if isinstance(job, Part) else pages)
        return self.anything.expected(0) if self.anything.number else None


def _was_found(job):
    return isinstance(job, Part) and job.was_cached and job.kind not in UPLOADS


def _kind(job):
    return (job.form, job.kind if isinstance(job, Part) else "pack")


def _paper(part):
    """What tells a part of one build as the same of another."""
    return part.form, part.kind, part.item_id, part.paper_id, part.appendix_id


def seconds_left(parts, packs, *, builds):
    """
    Seconds until the last of these jobs of one build is done; None where that cannot be said.

    As many jobs run at a time as workers hold now, and so many `builds` share them.
    """
    hands = sum(model.objects.held().count() for model in (Part, Pack))
    jobs = [job for job in [*parts, *packs] if not job.is_finished]
    pace = learnt()
    if not hands or not jobs:
        return None
    pages = sum(part.pages or pace.pages.get(_paper(part), 0) for part in parts)
    left = [_left(job, pace.expected(job, pages)) for job in jobs]
    if None in left:
        return None
    return max(sum(left) * builds / hands, *left, 0)


def learnt():
    """The pace of the last builds, those that are being made among them."""
    pace = Pace()
    for model, number in RECENT.items():
        done = model.objects.filter(state=State.DONE).exclude(started_at=None).order_by("-pk")
        for job in reversed(done[:number]):
            pace.learn(job)
    return pace


def _left(job, expected):
    """What is left of a job. One that takes longer than expected goes on for a while."""
    if expected is None or job.state != State.RUNNING or not job.started_at:
        return expected
    gone = max((timezone.now() - job.started_at).total_seconds(), 0)
    return max(expected - gone, gone / 4)


def others(build):
    """How many other packs are being built: they share the workers."""
    unfinished = Pack.objects.unfinished().values("build")
    return Build.objects.filter(pk__in=unfinished).exclude(pk=build.pk).count()


def words(seconds):
    """Seconds as people say them, no finer than is known: "about 40 seconds left"."""
    if seconds is None:
        return CANNOT_SAY
    if seconds < 10:
        return SOON
    if seconds < 0.9 * MINUTE:
        return f"about {round(seconds / 10) * 10} seconds left"
    if seconds < 55 * MINUTE:
        return f"about {_count(seconds / MINUTE, 'minute')} left"
    return f"about {_count(seconds / HOUR, 'hour')} left"


def _count(number, unit):
    number = max(round(number), 1)
    return f"{'an' if unit == 'hour' else 'a'} {unit}" if number == 1 else f"{number} {unit}s"
