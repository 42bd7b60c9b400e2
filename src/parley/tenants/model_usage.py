"""Keeps what providers' models take, by company and day, and tells when a company's budget for a day is spent."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import structlog
from sqlalchemy import or_, select, update

from parley.domain.company import CompanyConfig
from parley.domain.model_usage import ModelPrices, ModelUsage
from parley.infra.database import fetch_row
from parley.llm.base import LLM, TokenUsage
from parley.models import DailyModelUsage, Message, Profile
from parley.services import Services

log = structlog.get_logger()

ADD_USAGE = """
INSERT INTO model_usage AS known (company_id, day, model, calls, prompt_tokens, cached_tokens, completion_tokens,
                                  cost, unpriced_calls)
VALUES (%(company)s, %(day)s, %(model)s, %(calls)s, %(prompt)s, %(cached)s, %(completion)s, %(cost)s, %(unpriced)s)
ON CONFLICT (company_id, day, model) DO UPDATE SET
    calls = known.calls + excluded.calls,
    prompt_tokens = known.prompt_tokens + excluded.prompt_tokens,
    cached_tokens = known.cached_tokens + excluded.cached_tokens,
    completion_tokens = known.completion_tokens + excluded.completion_tokens,
    cost = known.cost + excluded.cost,
    unpriced_calls = known.unpriced_calls + excluded.unpriced_calls
"""
DAY_TOTAL = """
SELECT coalesce(sum(cost), 0) AS cost, coalesce(sum(prompt_tokens + completion_tokens), 0)::bigint AS tokens,
    coalesce(sum(unpriced_calls), 0)::bigint AS unpriced_calls
FROM model_usage WHERE company_id = %(company)s AND day = %(day)s
"""


class DayTotal(NamedTuple):
    """What all models took in a day."""

    #: in US dollars, of the calls whose cost is known
    cost: Decimal
    tokens: int
    unpriced_calls: int


def add_up_usage(model: LLM, calls: int, usages: Sequence[TokenUsage], prices: ModelPrices) -> ModelUsage:
    """Returns what `calls` answered calls of a model took. The cost is what the provider says, else reckoned by the
    prices, and not known where one of the calls has neither, or did not count its tokens."""
    costs = [_cost(model.label, usage, prices) for usage in usages]
    known = [cost for cost in costs if cost is not None]
    return ModelUsage(
        model.label,
        calls,
        sum(usage.prompt_tokens for usage in usages),
        sum(usage.cached_tokens for usage in usages),
        sum(usage.completion_tokens for usage in usages),
        sum(known, Decimal()) if len(known) == calls else None,
    )


def _cost(label: str, usage: TokenUsage, prices: ModelPrices) -> Decimal | None:
    if usage.cost is not None or not usage.prompt_tokens:  # no prompt has no tokens: they were not counted
        return usage.cost
    return prices.cost(label, usage.prompt_tokens, usage.cached_tokens, usage.completion_tokens)


def company_day(rt: Services, company: CompanyConfig) -> date:
    """Returns the day by the company's own clock."""
    return rt.clock().astimezone(company.tzinfo).date()


async def record_usage(rt: Services, company: CompanyConfig, usage: ModelUsage) -> None:
    """Adds what a model took to the company's day, at once: it was spent whatever becomes of the answer. A fault
    here costs no answer."""
    try:
        async with rt.db.direct(company.id) as connection:
            params = {
                "company": company.id,
                "day": company_day(rt, company),
                "model": usage.model,
                "calls": usage.calls,
                "prompt": usage.prompt_tokens,
                "cached": usage.cached_tokens,
                "completion": usage.completion_tokens,
                "cost": usage.cost or 0,
                "unpriced": usage.calls if usage.cost is None else 0,
            }
            await connection.execute(ADD_USAGE, params)
    except Exception:
        log.exception("what a model took was not recorded", company=company.id, usage=usage)


async def is_budget_spent(rt: Services, company: CompanyConfig) -> bool:
    """Returns whether the company's models took all that they may today; the company is told of it once a day.

    Answers that are being made at this moment are not counted yet; calls of unknown cost count by their tokens
    alone.
    """
    if company.daily_budget is None and company.daily_token_budget is None:
        return False
    day = company_day(rt, company)
    async with rt.db.direct(company.id) as connection:
        total = await fetch_row(connection, DayTotal, DAY_TOTAL, {"company": company.id, "day": day})
    assert total is not None, "a sum has a row"
    if company.daily_budget is not None and total.unpriced_calls:
        _warn_of_unknown_cost(rt, company.id)
    if not _is_spent(company, total):
        return False
    if company.budget_told_on != day:
        await _have_staff_told(rt, company.id, day)
    return True


def _warn_of_unknown_cost(rt: Services, company_id: int) -> None:
    warning = f"unpriced model of company {company_id}"
    if warning not in rt.caches.given_warnings:
        rt.caches.given_warnings.add(warning)
        log.warning("a budget in money cannot be kept: no price is known of the model", company=company_id)


def _is_spent(company: CompanyConfig, total: DayTotal) -> bool:
    budget, token_budget = company.daily_budget, company.daily_token_budget
    return (budget is not None and total.cost >= budget) or (
        token_budget is not None and total.tokens >= token_budget
    )


async def _have_staff_told(rt: Services, company_id: int, day: date) -> None:
    """Leaves the job that tells the company's staff, unless somebody did today."""
    async with rt.db.scoped(company_id) as session:
        is_untold = or_(Profile.budget_told_on.is_(None), Profile.budget_told_on != day)
        told = await session.scalar(
            update(Profile)
            .where(Profile.company_id == company_id, is_untold)
            .values(budget_told_on=day)
            .returning(Profile.company_id)
        )
        if told is not None:
            log.warning("the budget of a company is spent, the built-in model answers", company=company_id)
            await rt.queue.enqueue(session, "tell_budget_spent", company_id=company_id, day=day.isoformat())


async def company_usage(rt: Services, company: CompanyConfig, days: int) -> dict[str, Any]:
    """Returns what models took in the last days, today included, and how the budget stands, ready for JSON."""
    today = company_day(rt, company)
    async with rt.db.scoped(company.id) as session:
        query = (
            select(DailyModelUsage)
            .where(DailyModelUsage.company_id == company.id, DailyModelUsage.day > today - timedelta(days=days))
            .order_by(DailyModelUsage.day.desc(), DailyModelUsage.model)
        )
        rows = list(await session.scalars(query))
    todays = [row for row in rows if row.day == today]
    total = DayTotal(
        sum((row.cost for row in todays), Decimal()),
        sum(row.prompt_tokens + row.completion_tokens for row in todays),
        sum(row.unpriced_calls for row in todays),
    )
    return {
        "days": [{"day": row.day.isoformat(), **_row_json(row)} for row in rows],
        "total": _total_json(rows),
        "budget": {
            "daily_budget": _money(company.daily_budget),
            "daily_token_budget": company.daily_token_budget,
            "day": today.isoformat(),
            "cost": _money(total.cost) if not total.unpriced_calls else None,
            "known_cost": _money(total.cost),
            "tokens": total.tokens,
            "is_spent": _is_spent(company, total),
        },
    }


def _row_json(row: DailyModelUsage) -> dict[str, Any]:
    return {
        "model": row.model,
        "calls": row.calls,
        "prompt_tokens": row.prompt_tokens,
        "cached_tokens": row.cached_tokens,
        "completion_tokens": row.completion_tokens,
        "cost": None if row.unpriced_calls else _money(row.cost),
        "unpriced_calls": row.unpriced_calls,
    }


def _total_json(rows: Sequence[DailyModelUsage]) -> dict[str, Any]:
    unpriced = sum(row.unpriced_calls for row in rows)
    return {
        "calls": sum(row.calls for row in rows),
        "prompt_tokens": sum(row.prompt_tokens for row in rows),
        "cached_tokens": sum(row.cached_tokens for row in rows),
        "completion_tokens": sum(row.completion_tokens for row in rows),
        "cost": None if unpriced else _money(sum((row.cost for row in rows), Decimal())),
        "unpriced_calls": unpriced,
    }


def _money(amount: Decimal | None) -> str | None:
    """Returns US dollars as text, without zeros behind the cents that matter: no float rounds them."""
    return None if amount is None else f"{amount.normalize():f}"


async def conversation_usage(rt: Services, company_id: int, conversation_id: int) -> dict[str, Any]:
    """Returns what models took in a conversation, in all and answer by answer, ready for JSON; answers of the
    built-in model took nothing and are left out."""
    query = (
        select(Message.id, Message.created_at, Message.meta["usage"].label("usage"))
        .where(Message.conversation_id == conversation_id, Message.meta.has_key("usage"))
        .order_by(Message.id)
    )
    async with rt.db.scoped(company_id) as session:
        rows = (await session.execute(query)).all()
    turns = [{"message_id": row.id, "at": row.created_at.isoformat(), **_usage_json(row.usage)} for row in rows]
    costs = [turn["cost"] for turn in turns]
    counts = ("calls", "prompt_tokens", "cached_tokens", "completion_tokens")
    return {
        "conversation_id": conversation_id,
        "turns": turns,
        "total": {
            **{name: sum(turn[name] for turn in turns) for name in counts},
            "cost": None if None in costs else _money(sum(map(Decimal, costs), Decimal())),
        },
    }


def _usage_json(stored: dict[str, Any]) -> dict[str, Any]:
    cost = stored.get("cost")
    return {
        "model": stored["model"],
        **{name: stored.get(name, 0) for name in ("calls", "prompt_tokens", "cached_tokens", "completion_tokens")},
        "cost": None if cost is None else _money(Decimal(cost)),
    }
