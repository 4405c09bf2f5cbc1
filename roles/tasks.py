"""Jobs of the timetable: each calls one step."""

from celery import shared_task

from roles import chain, sessions


@shared_task
def chain_audit():
    """Each minute: chain what was written since."""
    chain.extend()


@shared_task
def end_sessions_of_leavers():
    """People who leave on a day that was set before are refused anyway; this takes their sessions and old ones away."""
    sessions.end_of_leavers()
    sessions.clear_old()
