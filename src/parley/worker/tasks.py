"""Says which use case each job runs: the table of contents of background work."""

from uuid import UUID

from procrastinate import App, JobContext, RetryStrategy

from parley.catalog import importing
from parley.companies.budget_notice import tell_budget_spent
from parley.conversation import inbox, inbox_upkeep, respond
from parley.conversation.chat_progress import showing_progress
from parley.conversation.media import purge_media
from parley.conversation.summary import summarize_conversation
from parley.conversation.talk_link import forget_links
from parley.deliveries.chat_pace import forget_paces
from parley.deliveries.chat_send import recover_chats, send_waiting
from parley.deliveries.chat_store import ChatKey
from parley.deliveries.rescue import recover_deliveries
from parley.deliveries.send import send_delivery, start_delivery
from parley.documents.watched_folder import sync_folder
from parley.events.retention import purge_events
from parley.runtime import Runtime
from parley.search.index.embeddings import schedule_stale_embeddings, update_embeddings
from parley.search.index.maintain import rebuild_index, schedule_stale_rebuilds
from parley.tenants.config import current_config, load_config
from parley.timers.fire import fire_due
from parley.verticals.isp.external_table import refresh_stale_tariffs
from parley.widgets import funnel, greetings
from parley.worker.schedule import purge_jobs, recover_conversations, recover_jobs
from parley.worker.timer_kinds import TIMER_KINDS


def register_tasks(app: App, rt: Runtime) -> None:
    """Declares every task on the app. Jobs carry ids only; what they need they read when they run.

    An alias is the name of a task in older versions: their jobs may still wait.
    """

    @app.task(name="respond")
    async def _respond(company_id: int, conversation_id: int, alone: bool = False) -> None:
        async with rt.db.scoped(company_id) as session:
            company = await load_config(session, company_id)
        if company is not None:
            # What came meanwhile, or stood behind what failed, is answered too.
            async with showing_progress(rt, company_id, conversation_id) as emit:
                while await respond.answer_pending(rt, company, conversation_id, emit, alone=alone):
                    continue

    @app.task(name="answer_burst")
    async def _answer_burst(company_id: int, conversation_id: int) -> None:
        if await inbox.is_burst_over(rt, company_id, conversation_id):
            await _respond(company_id, conversation_id)

    @app.task(name="read_chat")
    async def _read_chat(company_id: int, account_id: int, chat_id: str) -> None:
        await inbox.read_chat(rt, ChatKey(company_id, account_id, chat_id))

    @app.task(name="send_chat")
    async def _send_chat(company_id: int, account_id: int, chat_id: str) -> None:
        await send_waiting(rt, ChatKey(company_id, account_id, chat_id))

    @app.task(name="announce")
    async def _announce(company_id: int, delivery_id: int) -> None:
        await start_delivery(rt, company_id, delivery_id, rt.clock())

    @app.task(name="push", pass_context=True)
    async def _push(context: JobContext, company_id: int, delivery_id: int) -> None:
        await send_delivery(rt, company_id, delivery_id, rt.clock())
        while not context.should_abort():
            async with rt.db.begin() as session:
                waiting = await rt.queue.take_waiting(session, "push", context.job.lock)
            if waiting is None:
                break
            await send_delivery(rt, waiting["company_id"], waiting["delivery_id"], rt.clock())

    @app.task(name="read_upload", retry=5)
    async def _read_upload(company_id: int, upload_id: str) -> None:
        await importing.process_upload(rt, company_id, UUID(upload_id))

    @app.task(name="keep_catalogue", retry=3)
    async def _keep_catalogue(company_id: int) -> None:
        await rebuild_index(rt, company_id)

    @app.task(name="embed_company", retry=3)
    async def _embed_company(company_id: int, failures: int = 0) -> None:
        await update_embeddings(rt, company_id, failures)

    @app.task(name="translate_greeting", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
    async def _translate_greeting(company_id: int, widget_id: int) -> None:
        await greetings.translate_greeting(rt, company_id, widget_id)

    @app.task(name="summarize_conversation", retry=3)
    async def _summarize_conversation(company_id: int, conversation_id: int) -> None:
        async with rt.db.direct(company_id) as connection:
            company = await current_config(rt, connection, company_id)
        if company is not None:
            await summarize_conversation(rt, company, conversation_id)

    @app.task(name="tell_budget_spent", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
    async def _tell_budget_spent(company_id: int, day: str, way: str = "") -> None:
        await tell_budget_spent(rt, company_id, day, way)

    # Six fields: the last one is seconds.
    @app.periodic(cron="* * * * * */10")
    @app.task(name="recover", aliases=["rescue"], queueing_lock="recover", pass_context=True)
    async def _recover(context: JobContext, timestamp: int) -> None:
        await recover_jobs(context.app)
        await recover_conversations(rt)
        await recover_deliveries(rt, rt.clock())
        await recover_chats(rt, rt.clock())
        await fire_due(rt, rt.clock(), TIMER_KINDS)
        await inbox_upkeep.recover_inbox(rt, rt.clock())
        await schedule_stale_rebuilds(rt)
        await schedule_stale_embeddings(rt)

    @app.periodic(cron="* * * * * */30")
    @app.task(name="follow_folder", queueing_lock="follow_folder", lock="follow_folder", pass_context=True)
    async def _follow_folder(context: JobContext, timestamp: int) -> None:
        await sync_folder(rt)

    @app.periodic(cron="*/10 * * * *")
    @app.task(name="refresh_tariffs", aliases=["read_sheet"], queueing_lock="refresh_tariffs", pass_context=True)
    async def _refresh_tariffs(context: JobContext, timestamp: int) -> None:
        await refresh_stale_tariffs(rt)

    @app.periodic(cron="17 * * * *")
    @app.task(name="purge", aliases=["tidy"], queueing_lock="purge", pass_context=True)
    async def _purge(context: JobContext, timestamp: int) -> None:
        await purge_jobs(context.app)
        await funnel.delete_old_events(rt)
        await inbox_upkeep.purge_inbox(rt, rt.clock())
        await forget_paces(rt, rt.clock())
        await forget_links(rt, rt.clock())
        await purge_events(rt, rt.clock())
        await purge_media(rt)
