"""The door of all messengers: their calls are checked, stored and acknowledged, nothing more (contract §7.1)."""

from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse

from parley.api.deps import Rt
from parley.api.limits import count_call
from parley.channels.base import Account, Channel
from parley.companies.channel_accounts import find_public_account
from parley.conversation.inbox import store_update
from parley.errors import Forbidden, Invalid, NotFound
from parley.runtime import Runtime

router = APIRouter(tags=["webhooks"])


@router.get("/webhooks/{kind}/{public_id}", response_class=PlainTextResponse)
async def check_address(kind: str, public_id: str, request: Request, rt: Rt) -> PlainTextResponse:
    """Answers a messenger that checks an account's address before it calls; 405 where a kind never does."""
    account, channel = await _find_account(kind, public_id, request, rt)
    try:
        answer = channel.answer_to_check(request.query_params, account)
    except NotImplementedError:
        raise HTTPException(405, "Method Not Allowed", {"Allow": "POST"}) from None
    if answer is None:
        await count_call(request, "other")
        raise Forbidden("Forbidden")
    return PlainTextResponse(answer, headers={"X-Content-Type-Options": "nosniff"})


async def _find_account(kind: str, public_id: str, request: Request, rt: Runtime) -> tuple[Account, Channel]:
    """Returns whose address is called. Raises NotFound."""
    account = await find_public_account(rt, kind, public_id)
    channel = rt.channels.get(kind)
    if account is None or channel is None:
        await count_call(request, "other")
        raise NotFound("Webhook not found")
    return account, channel


@router.post("/webhooks/{kind}/{public_id}")
async def take_update(kind: str, public_id: str, request: Request, rt: Rt) -> dict[str, Any]:
    """Takes one call of a messenger for one account. A repeated one is acknowledged and dropped."""
    account, channel = await _find_account(kind, public_id, request, rt)
    body = await request.body()
    if not channel.is_genuine(request.headers, body, account):
        await count_call(request, "other")
        raise Forbidden("Forbidden")
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Invalid("The body is not valid JSON") from None
    if not isinstance(payload, dict):
        raise Invalid("The body must be an object")
    await store_update(rt, account, channel.parse(payload), payload)
    return {}
