"""Frames that mean no good, and wrong ones, on every socket: each is answered, and the connection stays."""

import json
from typing import Any

import pytest

from fakes.company import a_company
from fakes.site import Site
from fuzz.examples import try_examples
from fuzz.hostile import hostile_frames

# Larger frames are refused by the server before they are read (contract §2).
MAX_FRAME_BYTES = 60_000


def asks_for_an_answer(frame: str | bytes) -> bool:
    """Whether a frame is a `chat`, well formed or not: it has one `complete` or one `error`."""
    try:
        content: Any = json.loads(frame)
    except (ValueError, RecursionError):
        return False
    return isinstance(content, dict) and content.get("type") == "chat"


@pytest.mark.parametrize("path", ["/ws/chat/{slug}", "/ws/voice/{slug}", "/ws/sales/{id}"])
async def test_every_frame_is_answered_and_none_ends_the_connection(site: Site, path: str) -> None:
    company = await a_company(site.rt, "Бренд")
    failures: list[str | bytes] = []
    async with site.socket(path.format(slug=company.slug, id=company.id)) as socket:
        assert (await socket.frame())["type"] == "welcome"

        async def send(frame: str | bytes) -> None:
            if len(frame) > MAX_FRAME_BYTES:
                return
            await (
                socket.connection.send_bytes(frame)
                if isinstance(frame, bytes)
                else socket.connection.send_str(frame)
            )
            await socket.send("ping")
            waits_for = {"pong", "answer"} if asks_for_an_answer(frame) else {"pong"}
            while waits_for:
                heard = await socket.frame()
                waits_for.discard("answer" if heard["type"] in ("error", "complete") else heard["type"])
                if heard["type"] == "error" and heard["data"]["code"] not in ("bad_json", "bad_request"):
                    failures.append(frame)

        await try_examples(hostile_frames(("chat", "ping", "hello", "dance", "welcome")), send, 150)
    assert failures == []
