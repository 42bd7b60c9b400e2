"""Job name → use case: the table of contents of background work."""

from uuid import UUID

from procrastinate import App, JobContext, RetryStrategy

from parley.catalog import importing
from parley.conversation import respond
from parley.deliveries import announce
from parley.documents import watched_folder as folder
from parley.runtime import Runtime
from parley.search.index import embeddings as vectors
from parley.search.index import maintain as upkeep
from parley.tenants.config import config
from parley.verticals.isp import external_table as sheet
from parley.widgets import funnel, greetings
from parley.worker import schedule as tick


def register(app: App, rt: Runtime) -> None:
    """Declare every task on the app. Jobs carry ids only; what they need they read when they run."""

    @app.task(name="respond")
    async def _respond(company_id: int, conversation_id: int) -> None:
        async with rt.db.scoped(company_id) as session:
            company = await config(session, company_id)
        if company is not None:
            await respond.respond(rt, company, conversation_id, lambda _: None)

    @app.task(name="announce")
    async def _announce(company_id: int, delivery_id: int) -> None:
        await announce.start(rt, company_id, delivery_id, rt.clock())

    @app.task(name="push", pass_context=True)
    async def _push(context: JobContext, company_id: int, delivery_id: int) -> None:
        await announce.send(rt, company_id, delivery_id, rt.clock())
        while not context.should_abort():
            async with rt.db.begin() as session:
                waiting = await rt.jobs.take(session, "push", context.job.lock)
            if waiting is None:
                break
            await announce.send(rt, waiting["company_id"], waiting["delivery_id"], rt.clock())

    @app.task(name="read_upload", retry=5)
    async def _read_upload(company_id: int, upload_id: str) -> None:
        await importing.read(rt, company_id, UUID(upload_id))

    @app.task(name="keep_catalogue", retry=3)
    async def _keep_catalogue(company_id: int) -> None:
        await upkeep.keep(rt, company_id)

    @app.task(name="embed_company", retry=3)
    async def _embed_company(company_id: int, failures: int = 0) -> None:
        await vectors.keep(rt, company_id, failures)

    @app.task(name="translate_greeting", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
    async def _translate_greeting(company_id: int, widget_id: int) -> None:
        await greetings.translate(rt, company_id, widget_id)

    # Six fields: the last one is seconds.
    @app.periodic(cron="* * * * * */10")
    @app.task(name="rescue", queueing_lock="rescue", pass_context=True)
    async def _rescue(context: JobContext, timestamp: int) -> None:
        await tick.rescue_jobs(context.app)
        await tick.rescue_conversations(rt)
        await announce.rescue(rt, rt.clock())
        await upkeep.rounds(rt)
        await vectors.rounds(rt)

    @app.periodic(cron="* * * * * */30")
    @app.task(name="follow_folder", queueing_lock="follow_folder", lock="follow_folder", pass_context=True)
    async def _follow_folder(context: JobContext, timestamp: int) -> None:
        await folder.follow(rt)

    @app.periodic(cron="*/10 * * * *")
    @app.task(name="read_sheet", queueing_lock="read_sheet", pass_context=True)
    async def _read_sheet(context: JobContext, timestamp: int) -> None:
        await sheet.rounds(rt)

    @app.periodic(cron="17 * * * *")
    @app.task(name="tidy", queueing_lock="tidy", pass_context=True)
    async def _tidy(context: JobContext, timestamp: int) -> None:
        await tick.tidy_jobs(context.app)
        await funnel.forget(rt)
