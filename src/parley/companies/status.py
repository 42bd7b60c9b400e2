"""How the parts of a company's service do, for its people to read: asked now, each by itself."""

import asyncio
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import select, text

from parley.domain.company import CompanyConfig
from parley.errors import RemoteError, Unavailable
from parley.infra.http import RequestOptions
from parley.models import ChannelAccount
from parley.runtime import Runtime
from parley.tenants.model_usage import is_budget_spent

# Who asks how we are waits no longer than a monitor does.
_PATIENCE_SECONDS = 3.0
_WORKING_STATES = ("connected", "polling")


class Mark(StrEnum):
    """How a part does."""

    GOOD = "✅"
    DOUBTFUL = "⚠️"
    BAD = "❌"


class PartState(NamedTuple):
    """A part, and what there is to say of it."""

    mark: Mark
    note: str = ""


class CompanyStatus(NamedTuple):
    """The parts of one company's service."""

    api: PartState
    database: PartState
    ai: PartState
    widget: PartState
    bot: PartState


async def company_status(rt: Runtime, company: CompanyConfig) -> CompanyStatus:
    """Asks all parts of a company's service how they do."""
    api, database = await asyncio.gather(api_state(rt), database_state(rt))
    widget = PartState(Mark.GOOD if company.widget_enabled and company.is_active else Mark.BAD)
    return CompanyStatus(api, database, await _ai_state(rt, company), widget, await bot_state(rt, company.id))


async def api_state(rt: Runtime) -> PartState:
    """Asks our own address as a customer's browser would."""
    url = f"{rt.settings.public_base_url.rstrip('/')}/health"
    try:
        await rt.http.request("GET", url, guarded=False, options=RequestOptions(timeout=_PATIENCE_SECONDS))
    except RemoteError:
        return PartState(Mark.DOUBTFUL, url)
    return PartState(Mark.GOOD)


async def database_state(rt: Runtime) -> PartState:
    """Tells whether the database answers, and soon."""
    problem = await find_database_problem(rt)
    return PartState(Mark.BAD, problem) if problem else PartState(Mark.GOOD)


async def find_database_problem(rt: Runtime) -> str:
    """Returns what is wrong with the database, without credentials; empty when it answers, and soon."""
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), rt.db.begin() as session:
            await session.execute(text("SELECT 1 FROM procrastinate_jobs LIMIT 1"))
    except (Unavailable, TimeoutError) as error:
        return str(error) or "The database does not answer"
    return ""


async def _ai_state(rt: Runtime, company: CompanyConfig) -> PartState:
    model = rt.model_for(company)
    if model is rt.builtin_model:
        return PartState(Mark.DOUBTFUL, "builtin")
    if await is_budget_spent(rt, company):
        return PartState(Mark.DOUBTFUL, f"{model.label}: budget spent")
    return PartState(Mark.GOOD, model.label)


async def bot_state(rt: Runtime, company_id: int) -> PartState:
    """Tells how a company's bot does, as it was found last."""
    async with rt.db.scoped(company_id) as session:
        row = (
            await session.execute(
                select(ChannelAccount.state, ChannelAccount.state_text)
                .where(ChannelAccount.kind == "telegram", ChannelAccount.deleted_at.is_(None))
                .order_by(ChannelAccount.state.in_(_WORKING_STATES).desc(), ChannelAccount.id)
                .limit(1)
            )
        ).one_or_none()
    if row is None:
        return PartState(Mark.BAD)
    if row.state in _WORKING_STATES:
        return PartState(Mark.GOOD, row.state_text)
    return PartState(Mark.BAD if row.state == "refused" else Mark.DOUBTFUL, row.state_text)
