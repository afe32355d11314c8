"""Reading jobs."""

from __future__ import annotations

from dataclasses import dataclass

from tiekartta.jobs.models import Job
from tiekartta.jobs.states import ENDED, JobState
from tiekartta.journal.actors import Actor


@dataclass(frozen=True)
class JobView:
    """What the person who asked sees of a job."""

    public_id: str
    title: str
    state: JobState
    done: int
    total: int
    message: str
    next_url: str

    @property
    def has_ended(self) -> bool:
        """Whether nothing more will happen by itself."""
        return self.state in ENDED


def job_of(public_id: str, *, reader: Actor) -> Job | None:
    """The job, if `reader` asked for it."""
    return Job.objects.filter(public_id=public_id, asked_by=reader.actor_key).first()


def job_view(job: Job) -> JobView:
    """A job as plain data."""
    return JobView(
        public_id=job.public_id, title=job.title, state=JobState(job.state), done=job.done,
        total=job.total, message=job.message, next_url=job.next_url,
    )  # fmt: skip


def is_under_way(*, task: str, argument: str, value: str) -> bool:
    """Whether a job with this argument waits or runs."""
    jobs = Job.objects.filter(task=task, **{f"arguments__{argument}": value})
    return jobs.exclude(state__in=ENDED).exists()


def has_ended(public_id: str) -> bool:
    """Whether nothing more will come of a job: it is done, failed, was cancelled, or is not there."""
    job = Job.objects.filter(public_id=public_id).first()
    return job is None or job.state in ENDED


def is_waiting_or_running(task: str) -> bool:
    """Whether a job of this task has not ended."""
    return Job.objects.filter(task=task).exclude(state__in=ENDED).exists()
