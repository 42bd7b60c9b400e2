"""kill -9 in the middle of an answer: after the restart the customer's message is answered, once."""

import asyncio
import socket
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

from fakes.process import Process

KEY = {"X-API-Key": "sup-key-of-the-tests"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.timeout(120)
async def test_a_message_being_answered_when_the_process_was_killed_is_answered_once(
    server: URL, tmp_path: Path
) -> None:
    asked = asyncio.Event()
    hold = True

    async def model(request: web.Request) -> web.StreamResponse:
        await request.read()
        asked.set()
        if hold:
            await asyncio.sleep(60)
        body = b'data: {"choices":[{"delta":{"content":"Done."},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'
        return web.Response(body=body, content_type="text/event-stream")

    app = web.Application()
    app.router.add_post("/v1/chat/completions", model)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    engine = create_engine(server.set(database="template1"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE killed TEMPLATE pristine"))
    parley = Process(
        tmp_path,
        free_port(),
        DATABASE_URL=server.set(database="killed", drivername="postgresql").render_as_string(hide_password=False),
        OPENAI_API_KEY="demo",
        OPENAI_BASE_URL=f"http://127.0.0.1:{runner.addresses[0][1]}/v1",
        PARLEY_CLAIM_LEASE="3",
    )
    await parley.start()
    try:
        async with aiohttp.ClientSession(headers=KEY) as session:
            body = {"name": "Shop", "subdomain": "shop", "default_language": "en"}
            async with session.post(f"{parley.base}/companies", json=body) as got:
                assert got.status == 200
            chat = asyncio.create_task(
                session.post(f"{parley.base}/chat/shop", json={"message": "Hello", "conversation_id": "c-1"})
            )
            await asyncio.wait_for(asked.wait(), 20)
            await parley.kill()
            with pytest.raises(aiohttp.ClientError):
                await chat
            hold = False
            await parley.start()
            lines = []
            for _ in range(400):
                async with session.get(f"{parley.base}/chat/shop/history/c-1") as got:
                    lines = (await got.json())["messages"]
                if len(lines) > 1:
                    break
                await asyncio.sleep(0.1)
            # Longer than another lease: nobody answers it a second time.
            await asyncio.sleep(4)
            async with session.get(f"{parley.base}/chat/shop/history/c-1") as got:
                lines = (await got.json())["messages"]
        assert [line["role"] for line in lines] == ["user", "assistant"]
        assert lines[1]["content"].startswith("Done.")
        assert await parley.stop() == 0, "Ctrl-C ends it in order"
    finally:
        await parley.kill()
        await runner.cleanup()
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE killed WITH (FORCE)"))
        engine.dispose()
