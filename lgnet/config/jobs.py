"""Jobs that look after the jobs: nothing waits for a dead worker, nothing is kept for ever."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

log = logging.getLogger(__name__)

# A worker says every ten seconds that it lives; one that was silent this long is dead.
SILENT_SECONDS = 60
# A job that was begun this often and never ended is likely what kills the workers.
MAX_ATTEMPTS = 5
KEPT_HOURS = 7 * 24


# Without a lock: it must run while a dead worker's job still holds one.
@app.periodic(cron="* * * * *")
@app.task(name="config.retry_stalled", queueing_lock="config-retry-stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Queue again what a dead worker left half done.

    Where the same job waits already, that one does the work and this one is given up; so is one
    that was begun too often.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts < MAX_ATTEMPTS:
            try:
                await jobs.retry_job(job)
            except UniqueViolation:
                log.info("stalled_job_waits_already", extra={"job": job.task_name})
            else:
                log.warning("stalled_job_retried", extra={"job": job.task_name})
                continue
        else:
            log.error("stalled_job_given_up", extra={"job": job.task_name})
        await jobs.finish_job(job, status=Status.FAILED, delete_job=False)


@app.periodic(cron="30 3 * * *")
@app.task(name="config.delete_old_jobs", queueing_lock="config-delete-old", pass_context=True)
async def delete_old_jobs(context: JobContext, timestamp: int) -> None:
    """Delete jobs that ended more than a week ago, however they ended."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
