"""Sessions end when their people leave, and when a password changes hands."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone

from roles.models import Person, User


def end_all(user, *, but=""):
    """End every session of this account, except the one with the key `but`. Returns how many."""
    return _end_of({str(user.pk)}, but=but)


def count(user):
    """How many sessions of this account are open."""
    return sum(user_id == str(user.pk) for _, user_id in _open())


def end_of_leavers(*people):
    """End the sessions of people who have left by today: of all, or of those named. Returns how many."""
    gone = Person.objects.filter(left_on__lte=timezone.localdate())
    if people:
        gone = gone.filter(pk__in=[person.pk for person in people])
    users = User.objects.filter(person__in=gone).values_list("pk", flat=True)
    wanted = {str(pk) for pk in users}
    return _end_of(wanted) if wanted else 0


def clear_old():
    """Take away what is left of sessions that ran out. Returns how many."""
    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]


def _end_of(user_ids, *, but=""):
    keys = [key for key, user_id in _open() if user_id in user_ids and key != but]
    return Session.objects.filter(session_key__in=keys).delete()[0]


def _open():
    """(session key, account id as text) of every session that has not run out."""
    rows = Session.objects.filter(expire_date__gt=timezone.now())
    for row in rows.iterator(chunk_size=500):
        yield row.session_key, row.get_decoded().get(SESSION_KEY)
