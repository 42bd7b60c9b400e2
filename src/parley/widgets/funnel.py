"""Counts what visitors do with a widget (seen, opened, talked, left a contact, confirmed), and picks variants.

Nothing here names a person: a visitor is the digest of an id that his own browser made up.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from parley.models import Widget, WidgetEvent
from parley.runtime import Runtime
from parley.widgets.experiment import SAMPLE_RATIO_ALARM_P, assign_variant, sample_ratio_p_value, wilson_interval

EVENT_KINDS = ("shown", "opened")
FUNNEL_STEPS = ("shown", "opened", "talked", "leads", "confirmed")
EVENT_RETENTION = timedelta(days=400)

_INSERT_EVENT_SQL = text("""
    INSERT INTO widget_events (company_id, widget_id, kind, visitor, day, at)
    SELECT company_id, id, :kind, :visitor, :day, :at FROM widgets WHERE id = :widget AND is_active
    ON CONFLICT DO NOTHING
""")
# Whoever talked has seen the widget, even where his browser kept that to itself: a step counts those before it.
_COUNT_STEPS_SQL = text("""
    WITH steps AS (
        SELECT widget_id, visitor, CASE kind WHEN 'opened' THEN 2 ELSE 1 END AS step
        FROM widget_events WHERE company_id = :company AND at >= :since
        UNION ALL
        SELECT CAST(leads.source AS int),
            left(encode(sha256(convert_to(concat(:company, E'\\n', contacts.external_id), 'UTF8')), 'hex'), 32),
            CASE WHEN leads.confirmed_at IS NOT NULL THEN 5
                WHEN jsonb_exists_any(leads.contact_info, ARRAY['phone', 'email', 'handle']) THEN 4 ELSE 3 END
        FROM leads JOIN contacts ON contacts.id = leads.contact_id
        JOIN conversations ON conversations.id = leads.conversation_id
        WHERE leads.company_id = :company AND leads.created_at >= :since
          AND leads.source ~ '^[0-9]{1,9}$' AND conversations.heard_id > 0
    ), furthest AS (
        SELECT widget_id, visitor, max(step) AS step FROM steps GROUP BY widget_id, visitor
    )
    SELECT widget_id, step, count(*) AS visitors FROM furthest GROUP BY widget_id, step
""")
# Each visitor where he came first, and only those who came since the weights are what they are.
_COUNT_ARRIVALS_SQL = text("""
    SELECT widget_id, count(*) AS visitors FROM (
        SELECT DISTINCT ON (visitor) widget_id, at FROM widget_events
        WHERE widget_id = ANY(:widgets) ORDER BY visitor, at, id
    ) AS first WHERE at >= :since GROUP BY widget_id
""")


def hash_visitor(company_id: int, visitor: str) -> str:
    """Returns the digest that stands for a visitor's id; another one in every company."""
    return hashlib.sha256(f"{company_id}\n{visitor}".encode()).hexdigest()[:32]


async def record_widget_event(rt: Runtime, company_id: int, widget_id: int, kind: str, visitor: str) -> None:
    """Counts a visitor once a day. Does nothing where the widget is unknown or switched off."""
    at = rt.clock()
    values = {
        "widget": widget_id,
        "kind": kind,
        "visitor": hash_visitor(company_id, visitor),
        "day": at.date(),
        "at": at,
    }
    async with rt.db.scoped(company_id) as session:
        await session.execute(_INSERT_EVENT_SQL, values)


async def choose_variant(rt: Runtime, widget: Widget, visitor: str) -> Widget:
    """Returns the widget that this visitor sees: of one experiment always the same, whatever became of the weights.

    That is the widget itself where it is in no experiment, or none of the variants takes visitors.
    """
    if not widget.experiment or not visitor:
        return widget
    async with rt.db.scoped(widget.company_id) as session:
        variants = {one.id: one for one in await _active_variants(session, widget.experiment)}
        variant_seen = select(WidgetEvent.widget_id).where(
            WidgetEvent.widget_id.in_(variants), WidgetEvent.visitor == hash_visitor(widget.company_id, visitor)
        )
        variant_id = await session.scalar(variant_seen.order_by(WidgetEvent.at, WidgetEvent.id).limit(1))
    if variant_id is None:
        weights = {one.id: one.weight for one in variants.values()}
        variant_id = assign_variant(visitor, f"{widget.company_id}/{widget.experiment}", weights)
    return variants.get(variant_id or 0, widget)


async def funnel_report(rt: Runtime, company_id: int, since: datetime) -> dict[str, Any]:
    """Returns visitors by step since then, of each widget, and for each experiment whether its numbers can be
    trusted.
    """
    async with rt.db.scoped(company_id) as session:
        rows = (await session.execute(_COUNT_STEPS_SQL, {"company": company_id, "since": since})).all()
        widgets = list(await session.scalars(select(Widget).order_by(Widget.id)))
        visitors_by_step: dict[int, dict[int, int]] = {}
        for row in rows:
            visitors_by_step.setdefault(row.widget_id, {})[row.step] = row.visitors
        by_group: dict[str, list[Widget]] = {}
        for widget in widgets:
            if widget.experiment and widget.deleted_at is None:
                by_group.setdefault(widget.experiment, []).append(widget)
        experiments = [await _experiment_json(session, name, variants) for name, variants in by_group.items()]
    reported = [widget for widget in widgets if widget.deleted_at is None or widget.id in visitors_by_step]
    return {
        "since": since.isoformat(),
        "widgets": [_widget_funnel_json(widget, visitors_by_step.get(widget.id, {})) for widget in reported],
        "experiments": experiments,
    }


async def delete_old_events(rt: Runtime) -> None:
    """Deletes events that are older than any report."""
    async with rt.db.across() as session:
        await session.execute(delete(WidgetEvent).where(WidgetEvent.at < rt.clock() - EVENT_RETENTION))


async def _active_variants(session: AsyncSession, experiment: str) -> list[Widget]:
    query = select(Widget).where(Widget.experiment == experiment, Widget.is_active)
    return list(await session.scalars(query.order_by(Widget.id)))


async def _experiment_json(session: AsyncSession, name: str, variants: list[Widget]) -> dict[str, Any]:
    active = [widget for widget in variants if widget.is_active]
    since = max((widget.weighed_at for widget in variants if widget.weighed_at), default=None)
    values = {"widgets": [widget.id for widget in active], "since": since}
    arrivals = (
        {row.widget_id: row.visitors for row in await session.execute(_COUNT_ARRIVALS_SQL, values)} if since else {}
    )
    p_value = sample_ratio_p_value(
        [arrivals.get(widget.id, 0) for widget in active], [widget.weight for widget in active]
    )
    return {
        "name": name,
        "widgets": [widget.id for widget in variants],
        "weighed_at": since.isoformat() if since else None,
        "arrived": {str(widget.id): arrivals.get(widget.id, 0) for widget in active},
        "p_value": p_value,
        "sample_ratio_mismatch": p_value is not None and p_value < SAMPLE_RATIO_ALARM_P,
    }


def _widget_funnel_json(widget: Widget, furthest: dict[int, int]) -> dict[str, Any]:
    counts = {
        name: sum(n for step, n in furthest.items() if step > index) for index, name in enumerate(FUNNEL_STEPS)
    }
    return {
        "id": widget.id,
        "channel_name": widget.channel_name,
        "is_active": widget.is_active,
        "experiment": widget.experiment or None,
        "weight": widget.weight,
        **counts,
        "conversion": {name: _conversion_json(counts[name], counts["shown"]) for name in FUNNEL_STEPS[1:]},
    }


def _conversion_json(count: int, shown: int) -> dict[str, Any]:
    """Returns the share of those who saw it, and its 95 % interval."""
    interval = wilson_interval(count, shown)
    return {"share": count / shown if shown else None, "interval": list(interval) if interval else None}
