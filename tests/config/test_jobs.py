"""Jobs of a dead worker run again, once; what ended long ago goes."""

import asyncio
import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from lgnet.config import jobs

pytestmark = pytest.mark.django_db(transaction=True)


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def statuses():
    """Return job id to status."""
    return dict(ask("SELECT id, status::text FROM procrastinate_jobs"))


def worker(silent_seconds):
    ((number,),) = ask(
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => %s)) RETURNING id",
        silent_seconds,
    )
    return number


@app.task(name="tests.work")
async def work():
    """Do nothing, successfully."""


def queue():
    """Queue a job as those of the figures are and return its id."""
    return work.configure(lock="tests-work", queueing_lock="tests-work").defer()


def begin(job_id, worker_id, attempts=0):
    ask(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s"
        " WHERE id = %s",
        worker_id,
        attempts,
        job_id,
    )


def run_waiting():
    """Work as a worker would: with connections of its own, until nothing waits."""

    async def run():
        with app.replace_connector(app.connector.get_worker_connector()) as own:
            async with own.open_async():
                await own.run_worker_async(
                    wait=False, install_signal_handlers=False, listen_notify=False
                )

    # In a thread of its own: a browser's event loop may run in this one.
    with ThreadPoolExecutor(max_workers=1) as alone:
        alone.submit(asyncio.run, run()).result(timeout=60)


@pytest.fixture(autouse=True)
def no_workers():
    """Leave no invented worker to other tests."""
    yield
    ask("DELETE FROM procrastinate_workers")


@pytest.fixture(autouse=True)
def no_clock(monkeypatch):
    """Queue what a test says only, not what is due by the clock."""
    monkeypatch.setattr(app.periodic_registry, "periodic_tasks", {})


@pytest.mark.parametrize("is_forgotten", [False, True])
def test_a_dead_workers_job_runs_again_and_frees_its_lock(is_forgotten):
    stalled = queue()
    begin(stalled, None if is_forgotten else worker(silent_seconds=600))
    waiting = work.configure(lock="tests-work").defer()
    jobs.retry_stalled.defer(timestamp=0)
    run_waiting()
    run_waiting()
    assert (statuses()[stalled], statuses()[waiting]) == ("succeeded", "succeeded")


def test_a_living_workers_job_is_left_alone():
    busy = queue()
    begin(busy, worker(silent_seconds=5))
    jobs.retry_stalled.defer(timestamp=0)
    run_waiting()
    assert statuses()[busy] == "doing"


def test_where_the_same_waits_the_stalled_one_is_given_up():
    stalled = queue()
    begin(stalled, worker(silent_seconds=600))
    again = queue()
    jobs.retry_stalled.defer(timestamp=0)
    run_waiting()
    run_waiting()
    assert (statuses()[stalled], statuses()[again]) == ("failed", "succeeded")


def test_a_job_that_always_kills_its_worker_is_given_up():
    deadly = queue()
    begin(deadly, worker(silent_seconds=600), attempts=jobs.MAX_ATTEMPTS)
    jobs.retry_stalled.defer(timestamp=0)
    run_waiting()
    assert statuses()[deadly] == "failed"


def test_what_ended_more_than_a_week_ago_is_deleted():
    ended = {}
    for days in (6, 8):
        for status in ("succeeded", "failed"):
            job = work.defer()
            begin(job, None)
            ask("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", status, job)
            moment = timezone.now() - dt.timedelta(days=days)
            ask("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", moment, job)
            ended[days, status] = job
    jobs.delete_old_jobs.defer(timestamp=0)
    run_waiting()
    left = statuses()
    assert {key for key, job in ended.items() if job in left} == {
        (6, "succeeded"),
        (6, "failed"),
    }


def test_both_run_by_the_clock_and_neither_waits_for_the_figures():
    assert "config.retry_stalled" in app.tasks
    assert app.tasks["config.retry_stalled"].lock is None
    assert app.tasks["config.delete_old_jobs"].lock is None
