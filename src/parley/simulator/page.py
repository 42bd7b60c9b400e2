"""The page that plays everybody: the customer, the managers, the owner, the clock and misfortune."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from aiohttp import web
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from parley.companies.channel_accounts import list_accounts
from parley.models import ConversationEvent, Delivery, Lead, OutboxMessage, Widget
from parley.runtime import Runtime
from parley.simulator.control import Json, add_fault_doors, control
from parley.simulator.invariants import find_breaches
from parley.simulator.loopback import LoopbackServer
from parley.simulator.stage import CUSTOMER, MANAGER, Stage
from parley.simulator.telegram.doors import add_telegram_doors
from parley.simulator.time_travel import TimeTravel

_STATIC = Path(__file__).parent.parent / "static"
_FILES = {
    "simulate.html": "text/html",
    "simulate.css": "text/css",
    "simulate.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'self'; frame-src http://127.0.0.1:* http://localhost:*; object-src 'none'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_MAX_EVENTS = 60
_MAX_DAYS = 366
_MAX_REFUSALS = 1_000


class SimulationPage:
    """Serves the page and its doors on loopback. Use as an async context manager; `url` is the page's address."""

    def __init__(self, rt: Runtime, stage: Stage, parley_url: str, *, port: int = 0) -> None:
        self._rt, self._stage, self._parley_url = rt, stage, parley_url
        self._travel = TimeTravel(rt, is_quiet=stage.is_quiet)
        app = web.Application()
        for name in _FILES:
            app.router.add_get("/sim" if name.endswith(".html") else f"/sim/{name}", _file_door(name))
        app.router.add_get("/_sim/overview", control(self.show_overview))
        app.router.add_get("/_sim/breaches", control(self.show_breaches))
        app.router.add_post("/_sim/clock", control(self.move_clock))
        app.router.add_post("/_sim/owner/bots", control(self.add_bot))
        app.router.add_post("/_sim/mail/refuse", control(self.refuse_mail))
        add_telegram_doors(app, stage.telegram, "/_sim/telegram")
        add_fault_doors(app, stage.telegram.faults, "/_sim/telegram")
        add_fault_doors(app, stage.receiver.faults, "/_sim/webhook")
        if stage.model is not None:
            add_fault_doors(app, stage.model.faults, "/_sim/model")
        self._server = LoopbackServer(app, port=port)

    @property
    def url(self) -> str:
        """Returns the address of the page."""
        return f"{self._server.url}/sim"

    async def __aenter__(self) -> Self:
        await self._server.__aenter__()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._server.__aexit__(*error)

    async def show_overview(self, _: web.Request, given: Json) -> Any:
        """Shows all that the page draws, but the chats."""
        stage, rt, company_id = self._stage, self._rt, self._stage.company_id
        async with rt.db.scoped(company_id) as session:
            events = await session.scalars(
                select(ConversationEvent).order_by(ConversationEvent.id.desc()).limit(_MAX_EVENTS)
            )
            leads = (await session.execute(select(Lead.id, Lead.status, Lead.contact_info).order_by(Lead.id))).all()
            deliveries = await _count_by_status(session, Delivery.status)
            outbox = await _count_by_status(session, OutboxMessage.status)
            widget_id = await session.scalar(select(func.min(Widget.id)))
        return {
            "clock": rt.clock().isoformat(timespec="seconds"),
            "in_flight": await self._travel.in_flight(),
            "parley": self._parley_url,
            "widget": f"{self._parley_url}/w/{company_id}/{widget_id}",
            "people": {"customer": CUSTOMER, "manager": MANAGER, "group": stage.group.id},
            "bots": [{"username": bot.username, "id": bot.id} for bot in stage.telegram.bots.values()],
            "accounts": [_shown_account(account) for account in await list_accounts(rt, company_id)],
            "events": [_event_to_json(event) for event in events],
            "leads": [{"id": row.id, "status": row.status, "name": row.contact_info.get("name")} for row in leads],
            "deliveries": deliveries,
            "outbox": outbox,
            "mail": [str(mail.message["Subject"]) for mail in stage.mail.taken[-5:]],
            "webhook": len(stage.receiver.leads),
            "has_model": stage.model is not None,
            "faults": self._faults(),
        }

    async def show_breaches(self, _: web.Request, given: Json) -> Any:
        """Shows what does not hold though it must, once nothing is in flight."""
        await self._travel.settle()
        return {"breaches": await find_breaches(self._rt)}

    async def move_clock(self, _: web.Request, given: Json) -> Any:
        """Moves the clock: by `advance` seconds, or `to` a time."""
        at = self._rt.clock()
        if "to" in given:
            to = datetime.fromisoformat(str(given["to"]))
            to = to if to.tzinfo else to.replace(tzinfo=UTC)
        else:
            to = at + timedelta(seconds=float(given["advance"]))
        if to - at > timedelta(days=_MAX_DAYS):
            raise ValueError("a year is the most")
        journey = await self._travel.travel_to(to)
        return {"clock": journey.ended_at.isoformat(timespec="seconds"), "steps": journey.steps}

    async def add_bot(self, _: web.Request, given: Json) -> Any:
        """Has the owner connect another bot."""
        username = str(given["username"])
        if not username.isidentifier():
            raise ValueError("a bot's name is made of letters, digits and _")
        number = 700_200 + len(self._stage.telegram.bots)
        token = f"{number}:demo-token-of-{username}"
        return _shown_account(await self._stage.add_bot(self._rt, token, username))

    async def refuse_mail(self, _: web.Request, given: Json) -> Any:
        """Has the mail server refuse the next mails: `answer` "450 …" for a while, "550 …" for good."""
        answer, count = str(given.get("answer") or "450 4.2.0 Try again later"), int(given.get("count", 1))
        if answer[:1] not in "45" or not 1 <= count <= _MAX_REFUSALS:
            raise ValueError("an answer begins with 4 or 5, count is up to 1000")
        self._stage.mail.at_message.extend([answer] * count)
        return self._faults()

    def _faults(self) -> Json:
        stage = self._stage
        model = stage.model.faults.to_json() if stage.model is not None else []
        return {
            "telegram": stage.telegram.faults.to_json(),
            "webhook": stage.receiver.faults.to_json(),
            "mail": list(stage.mail.at_message),
            "model": model,
        }


async def _count_by_status(session: AsyncSession, status: InstrumentedAttribute[str]) -> dict[str, int]:
    rows = await session.execute(select(status, func.count()).group_by(status))
    return {name: count for name, count in rows}  # noqa: C416


def _file_door(name: str) -> Any:
    async def show(_: web.Request) -> web.Response:
        content = (_STATIC / name).read_text(encoding="utf-8")
        headers = {
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-cache",
        }
        return web.Response(text=content, content_type=_FILES[name], charset="utf-8", headers=headers)

    return show


def _shown_account(account: Json) -> Json:
    return {name: account[name] for name in ("id", "kind", "name", "state", "state_text", "last_error")}


def _event_to_json(event: ConversationEvent) -> Json:
    return {
        "id": event.id,
        "kind": event.kind,
        "actor": event.actor,
        "conversation": event.conversation_id,
        "data": event.data,
        "at": event.at.isoformat(timespec="seconds"),
    }
