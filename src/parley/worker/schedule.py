"""Takes over the work of processes that died, and removes what nobody needs; started by the clock."""

from datetime import timedelta

import structlog
from procrastinate import App
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from sqlalchemy import case, or_, select

from parley.conversation.turn_store import ALONE_FROM_LOST_CLAIMS
from parley.models import Conversation
from parley.runtime import Runtime

log = structlog.get_logger()

# A worker says it is alive every 10 s; one that was silent three times is dead.
STALLED_AFTER_SECONDS = 30
# A request answers its own message at once; one that has not begun after this long died before it could.
ANSWER_GRACE = timedelta(seconds=5)
_JOB_RETENTION_HOURS = 72
# It counts the claim that lapsed just now, which nobody has taken over yet.
_IS_ANSWERED_ALONE = (
    Conversation.lost_claims + case((Conversation.claim.is_not(None), 1), else_=0) >= ALONE_FROM_LOST_CLAIMS
).label("alone")


async def recover_jobs(app: App) -> int:
    """Has the jobs of workers that died begin anew. Returns how many."""
    stalled = await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS)
    count = 0
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # Its like is waiting already and does the same: one of the two is enough.
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
        count += 1
    if count:
        log.warning("jobs of a dead worker begin anew", jobs=count)
    return count


async def recover_conversations(rt: Runtime) -> int:
    """Enqueues answers to messages that nobody is answering: their process is gone. Returns how many."""
    at = rt.clock()
    async with rt.db.across() as session:
        waiting = (
            await session.execute(
                select(Conversation.company_id, Conversation.id, _IS_ANSWERED_ALONE)
                .where(
                    Conversation.waiting_since < at - ANSWER_GRACE,
                    or_(Conversation.claim.is_(None), Conversation.claimed_until < at),
                )
                .order_by(Conversation.waiting_since)
                .limit(500)
            )
        ).all()
        for company_id, conversation_id, alone in waiting:
            await rt.queue.enqueue(
                session,
                "respond",
                # The claim keeps a conversation's turns apart; the lock of a killed worker's job would only hold
                # them up.
                lock="respond_alone" if alone else None,
                queueing_lock=f"conversation:{conversation_id}",
                company_id=company_id,
                conversation_id=conversation_id,
                alone=alone,
            )
    if waiting:
        log.warning("unanswered messages found", conversations=len(waiting))
    return len(waiting)


async def purge_jobs(app: App) -> None:
    """Deletes jobs that succeeded days ago; failed ones stay to be looked at."""
    await app.job_manager.delete_old_jobs(nb_hours=_JOB_RETENTION_HOURS)
