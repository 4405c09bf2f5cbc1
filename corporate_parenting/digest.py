"""What waits for somebody, gathered from every app: for the home page, and one mail."""

from datetime import date

import committees.waiting
import pledges.waiting
import reports.waiting
import roles.waiting

APPS = (roles.waiting, reports.waiting, committees.waiting, pledges.waiting)


def waiting_for(user):
    """Everything this user is asked to do (lib.waiting.Waiting), most urgent first, undated last."""
    return _by_day(thing for app in APPS for thing in app.waiting_for(user))


def next_for(user):
    """What is coming for this user (lib.waiting.Waiting), by day."""
    return _by_day(thing for app in APPS for thing in app.next_for(user))


def _by_day(things):
    return sorted(things, key=lambda thing: (thing.due_on or date.max, thing.text))
