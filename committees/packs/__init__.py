"""
Packs: the papers of a meeting as one PDF, in a public and a restricted edition.

    build = packs.order(meeting, by=clerk)   the rows that workers claim: one for each paper, one for each edition
    packs.work()                             what a worker does until nothing is left
    packs.latest_public(meeting)             the pack that the public may open
"""

from .due import order_due
from .editions import current, latest, latest_public
from .ordering import CannotBuild, order, order_large
from .preflight import look
from .progress import progress
from .working import next_job, waiting, work, work_until_done, worker_seen, workers_heard

__all__ = [
    "CannotBuild",
    "current",
    "latest",
    "latest_public",
    "look",
    "next_job",
    "order",
    "order_due",
    "order_large",
    "progress",
    "waiting",
    "work",
    "work_until_done",
    "worker_seen",
    "workers_heard",
]
