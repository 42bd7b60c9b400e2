"""Takes over the work of processes that died, and removes what nobody needs; started by the clock."""

from datetime import timedelta

import structlog
from procrastinate import App
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status
from sqlalchemy import and_, case, func, or_, select, text

from parley.conversation.turn_store import ALONE_FROM_LOST_CLAIMS
from parley.infra.process_presence import PRESENCE_LOCK
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


# A database that was restarted has lost the locks of everybody; who lives takes them again within seconds.
RESTART_GRACE = timedelta(seconds=15)
_LAPSE_CLAIMS_OF_THE_DEAD = text(
    """
    UPDATE conversations SET claimed_until = :at - interval '1 millisecond'
    WHERE waiting_since IS NOT NULL AND claim LIKE '%.%' AND claimed_until >= :at
      AND pg_postmaster_start_time() < now() - CAST(:restart_grace AS interval)
      AND NOT EXISTS (
        SELECT FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND classid = :presence AND objsubid = 2
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND objid::text = split_part(claim, '.', 1)
      )
    """
)


async def recover_conversations(rt: Runtime, restart_grace: timedelta = RESTART_GRACE) -> int:
    """Enqueues answers to messages that nobody is answering: their process is gone. Returns how many.

    Claims lapse at once where their process is dead for certain, which nobody can say within `restart_grace` after
    the database was started; others have their time.
    """
    at = rt.clock()
    async with rt.db.across() as session:
        parameters = {"at": at, "presence": PRESENCE_LOCK, "restart_grace": restart_grace}
        await session.execute(_LAPSE_CLAIMS_OF_THE_DEAD, parameters)
        waiting = (
            await session.execute(
                select(Conversation.company_id, Conversation.id, _IS_ANSWERED_ALONE)
                .where(
                    or_(
                        and_(
                            Conversation.claim.is_(None),
                            Conversation.waiting_since < at - ANSWER_GRACE,
                            func.coalesce(Conversation.answer_due_at, Conversation.waiting_since)
                            < at - ANSWER_GRACE,
                        ),
                        and_(Conversation.waiting_since.is_not(None), Conversation.claimed_until < at),
                    )
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
