"""PostgreSQL and Redis for tests: where they are, databases of our own in them, and taking those away again.

`python -m tests.services find` prints JSON for `make test`; `clean` removes what DATABASE_URL and TEST_REDIS_URLS name.
"""

import json
import os
import secrets
import sys
from urllib.parse import urlsplit

import psycopg
import redis
from psycopg import sql

POSTGRES = "postgres://127.0.0.1:5432/postgres"
REDIS = "redis://127.0.0.1:6379"
REDIS_DATABASES = range(1, 16)  # Redis has 16; the first is left to whoever uses it without thinking
WANTED = 3  # one for each of two test processes and one for a run without them


def postgres_url():
    """The server's address, with a database to connect to that is not ours."""
    return os.environ.get("TEST_DATABASE_URL") or POSTGRES


def redis_url():
    """The server's address, without a database number."""
    return (os.environ.get("TEST_REDIS_URL") or REDIS).rstrip("/")


def connect():
    """A connection in which each statement stands for itself, as making a database needs."""
    return psycopg.connect(postgres_url(), connect_timeout=5, autocommit=True)


def named(name):
    """The address of a database of that name."""
    return urlsplit(postgres_url())._replace(path=f"/{name}").geturl()


def own_name():
    """A name that no other run has."""
    return f"cp_{secrets.token_hex(4)}"


def trouble_with_postgres():
    """Why PostgreSQL is of no use to us; empty when it answers."""
    try:
        with connect():
            return ""
    except psycopg.Error as error:
        return str(error).strip()


def empty_redis_databases():
    """Addresses of databases in which nobody keeps anything. Raises redis.RedisError where Redis does not answer."""
    urls = [f"{redis_url()}/{number}" for number in REDIS_DATABASES]
    return [url for url in urls if redis.from_url(url, socket_timeout=5).dbsize() == 0]


def find():
    """What answers, as JSON can carry it: addresses of our own, and what is missing and why."""
    missing = {}
    if trouble := trouble_with_postgres():
        missing["PostgreSQL"] = trouble
    urls = []
    try:
        urls = empty_redis_databases()[:WANTED]
        if len(urls) < WANTED:
            missing["Redis"] = f"fewer than {WANTED} of its databases are empty"
    except redis.RedisError as error:
        missing["Redis"] = str(error)
    return {"missing": missing, "database_url": named(own_name()), "redis_urls": urls}


def clean():
    """Drop the test databases made under our name, and empty the Redis databases that were ours."""
    if url := os.environ.get("DATABASE_URL"):
        drop_all(urlsplit(url).path.lstrip("/"))
    for url in os.environ.get("TEST_REDIS_URLS", "").split():
        redis.from_url(url).flushdb()


def drop_all(name):
    """Drop the database of that name and those that Django made from it (test_name, test_name_gw0)."""
    with connect() as connection:
        rows = connection.execute(
            "SELECT datname FROM pg_database WHERE datname = %s OR datname LIKE %s", [name, f"test\\_{name}%"]
        )
        for (found,) in rows.fetchall():
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(found)))


if __name__ == "__main__":
    if sys.argv[1:] == ["find"]:
        sys.stdout.write(json.dumps(find()))
    elif sys.argv[1:] == ["clean"]:
        clean()
    else:
        sys.exit(2)
