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
from fakes.site import VISITOR

KEY = {"X-API-Key": "sup-key-of-the-tests"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _states(database: URL) -> list[tuple[str | None, str | None]]:
    """Of each conversation: who answers it, and since when it waits."""
    engine = create_engine(database)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT claim, waiting_since FROM conversations"))
        found = [(row.claim, row.waiting_since) for row in rows]
    engine.dispose()
    return found


@pytest.mark.timeout(600)
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
        # Longer than the test: it is known that the process is dead.
        PARLEY_CLAIM_LEASE="3600",
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
            await asked.wait()
            await parley.kill()
            with pytest.raises(aiohttp.ClientError):
                await chat
            hold = False
            await parley.start()
            lines: list[dict[str, str]] = []
            while len(lines) < 2:
                await asyncio.sleep(0.1)
                async with session.get(f"{parley.base}/chat/shop/history/c-1") as got:
                    lines = (await got.json())["messages"]
        assert [line["role"] for line in lines] == ["user", "assistant"]
        assert lines[1]["content"].startswith("Done.")
        # Nobody has it, and nothing waits: nobody will answer it a second time.
        assert await asyncio.to_thread(_states, server.set(database="killed")) == [(None, None)]
        assert await parley.stop() == 0, "Ctrl-C ends it in order"
    finally:
        await parley.kill()
        await runner.cleanup()
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE killed WITH (FORCE)"))
        engine.dispose()


@pytest.mark.timeout(600)
async def test_jobs_left_to_work_processes_are_done_by_them_though_one_is_killed(
    server: URL, tmp_path: Path
) -> None:
    begun, go, told = asyncio.Event(), asyncio.Event(), list[str]()

    async def take(request: web.Request) -> web.Response:
        body = await request.json()
        told.append(body["text"])
        if len(told) == 1:
            begun.set()
            await go.wait()
        return web.json_response({"ok": True, "result": {"message_id": len(told)}})

    app = web.Application()
    app.router.add_post("/{bot}/sendMessage", take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    engine = create_engine(server.set(database="template1"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE parted TEMPLATE pristine"))
    environment = {
        "DATABASE_URL": server.set(database="parted", drivername="postgresql").render_as_string(
            hide_password=False
        ),
        "TELEGRAM_API_URL": f"http://127.0.0.1:{runner.addresses[0][1]}",
    }
    door = Process(tmp_path, free_port(), "serve", "--no-work", **environment)
    first, second = (Process(tmp_path, 0, "work", **environment) for _ in range(2))
    await door.start()
    try:
        async with aiohttp.ClientSession(headers=KEY) as session:
            fields = {"name": "Shop", "subdomain": "shop", "bot_token": "1234567:demo", "manager_chat_id": 5001}
            async with session.post(f"{door.base}/sales/company/upsert", json=fields) as got:
                company = (await got.json())["id"]
            for message in ("Меня зовут Сакен, мой номер 8 701 234 56 78", "да, всё верно"):
                body = {"message": message, "user_id": VISITOR}
                async with session.post(f"{door.base}/sales/{company}/chat", json=body) as got:
                    assert got.status == 200
            assert not told, "nobody works yet"
            await first.start()
            await begun.wait()
            await first.kill()
            go.set()
            await second.start()
            deliveries: list[dict[str, str]] = []
            while [delivery["status"] for delivery in deliveries] != ["sent"]:
                await asyncio.sleep(0.1)
                async with session.get(f"{door.base}/sales/{company}/deliveries") as got:
                    deliveries = (await got.json())["deliveries"]
        assert len(told) == 2, "the send that nobody saw the end of is repeated, with a remark"
        assert told[1] != told[0]
        assert await second.stop() == 0
    finally:
        for process in (door, first, second):
            await process.kill()
        await runner.cleanup()
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE parted WITH (FORCE)"))
        engine.dispose()
