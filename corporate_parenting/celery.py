"""The Celery app and the whole timetable of jobs."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corporate_parenting.settings")

app = Celery("corporate_parenting")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

app.conf.beat_schedule = {
    "ring for packs that wait": {"task": "committees.tasks.ring_for_waiting_packs", "schedule": 15},
    "order the packs that are due": {"task": "committees.tasks.order_due_packs", "schedule": 60},
    "try the packs that are due within a day": {"task": "committees.tasks.try_coming_packs", "schedule": 60},
    "lay the minutes that wait": {"task": "committees.tasks.lay_waiting_minutes", "schedule": 60},
    "make what is new or changed ready to be found": {"task": "committees.tasks.index_search", "schedule": 60},
    "tell owners of their actions": {"task": "committees.tasks.send_digests", "schedule": crontab(hour=7, minute=0)},
    "chain the audit trail": {"task": "roles.tasks.chain_audit", "schedule": 60},
    "end the sessions of leavers": {"task": "roles.tasks.end_sessions_of_leavers", "schedule": 300},
    "sweep files nobody points to": {"task": "committees.tasks.sweep_files", "schedule": 24 * 3600},
}
