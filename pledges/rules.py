"""Who may do what to a pledge."""

from roles.permissions import May


def can_keep(user):
    """May this user write pledges, release them, and tie actions to promises?"""
    return user.may(May.KEEP_PLEDGES)


def can_release(user, pledge):
    """A pledge is released once, when it holds a promise."""
    return can_keep(user) and pledge.released_at is None
