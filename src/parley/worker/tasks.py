"""Job name → use case: the table of contents of background work."""

from procrastinate import App, JobContext

from parley.companies.read import config
from parley.conversation import respond
from parley.leads import announce
from parley.runtime import Runtime
from parley.worker import tick


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
        await announce.send(rt, company_id, delivery_id, rt.clock())

    # Six fields: the last one is seconds.
    @app.periodic(cron="* * * * * */10")
    @app.task(name="rescue", queueing_lock="rescue", pass_context=True)
    async def _rescue(context: JobContext, timestamp: int) -> None:
        await tick.rescue_jobs(context.app)
        await tick.rescue_conversations(rt)
        await announce.rescue(rt, rt.clock())

    @app.periodic(cron="17 * * * *")
    @app.task(name="tidy", queueing_lock="tidy", pass_context=True)
    async def _tidy(context: JobContext, timestamp: int) -> None:
        await tick.tidy_jobs(context.app)
