"""What a person of the staff writes reaches a visitor's open socket, whichever process either is in."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from uuid import uuid4

import pytest_asyncio
from sqlalchemy import select

from fakes.site import Site, Socket, a_visitor, serving
from parley.bootstrap import assemble_runtime
from parley.companies import manage
from parley.handover.ownership import StaffReply, answer_as_person
from parley.infra.database import Database
from parley.models import Conversation
from parley.runtime import Runtime

_LISTENING = "FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()"


@pytest_asyncio.fixture(loop_scope="session")
async def two_sites(live: Runtime) -> AsyncIterator[tuple[Site, Site]]:
    """Two processes on one database, each with connections of its own; both hear what is announced."""
    assert live.db.url is not None
    async with AsyncExitStack() as stack:
        other_db = Database.connect(live.db.url)
        stack.push_async_callback(other_db.close)
        other = assemble_runtime(live.settings, other_db, live.queue, live.http)
        sites = (await stack.enter_async_context(serving(live)), await stack.enter_async_context(serving(other)))
        await listening(live, 2)
        yield sites


async def listening(rt: Runtime, count: int) -> None:
    async with asyncio.timeout(30), rt.db.owner() as owner:
        while True:
            row = await (await owner.execute(f"SELECT count(*) {_LISTENING}")).fetchone()
            if row is not None and row[0] == count:
                return
            await asyncio.sleep(0.02)


async def a_company_of(site: Site) -> int:
    number: int = (await manage.add_company(site.rt, name="Лавка", subdomain=f"shop-{uuid4().hex[:8]}"))["id"]
    return number


async def conversation_of(site: Site, company_id: int) -> int:
    async with site.rt.db.scoped(company_id) as session:
        return (await session.scalars(select(Conversation.id).order_by(Conversation.id.desc()).limit(1))).one()


async def write(site: Site, company_id: int, conversation_id: int, words: str) -> None:
    async with site.rt.db.scoped(company_id) as session:
        reply = StaffReply(words, "Марат")
        await answer_as_person(site.rt, session, company_id, conversation_id, reply, site.rt.clock())


async def nothing_comes(socket: Socket) -> None:
    """The next frame is the answer to a ping: nothing stood before it."""
    await socket.send("ping")
    assert (await socket.frame())["type"] == "pong"


async def test_words_of_the_staff_come_live_from_another_process(two_sites: tuple[Site, Site]) -> None:
    ours, other = two_sites
    company_id, visitor = await a_company_of(ours), a_visitor()
    async with ours.socket(f"/ws/sales/{company_id}") as socket:
        await socket.frame()
        await socket.send("chat", message="Здравствуйте", user_id=visitor)
        _, end = await socket.answer()
        conversation_id = await conversation_of(ours, company_id)
        await write(other, company_id, conversation_id, "Добрый день, это Марат")
        frame = await socket.frame()
        assert frame["type"] == "system"
        assert (frame["data"]["message"], frame["data"]["author"]) == ("Добрый день, это Марат", "Марат")
        assert frame["data"]["conversation_id"] == end["data"]["conversation_id"]
        await write(ours, company_id, conversation_id, "Чем помочь?")
        assert (await socket.frame())["data"]["message"] == "Чем помочь?"
        await nothing_comes(socket)
    history = (await ours.get(f"/sales/{company_id}/history?user_id={visitor}")).json()["messages"]
    assert [(line["content"], line.get("author")) for line in history][-2:] == [
        ("Добрый день, это Марат", "Марат"),
        ("Чем помочь?", "Марат"),
    ]


async def test_both_sockets_of_a_visitor_hear_and_nobody_elses(two_sites: tuple[Site, Site]) -> None:
    ours, other = two_sites
    company_id, visitor = await a_company_of(ours), a_visitor()
    path = f"/ws/sales/{company_id}"
    async with ours.socket(path) as first, other.socket(path) as second, other.socket(path) as stranger:
        for socket, person in ((stranger, a_visitor()), (first, visitor), (second, visitor)):
            await socket.frame()
            await socket.send("chat", message="Здравствуйте", user_id=person)
            await socket.answer()
        await write(ours, company_id, await conversation_of(ours, company_id), "Это вам")
        for socket in (first, second):
            assert (await socket.frame())["data"]["message"] == "Это вам"
        await nothing_comes(stranger)


async def test_an_id_that_somebody_could_guess_hears_nothing(two_sites: tuple[Site, Site]) -> None:
    ours, _ = two_sites
    company_id = await a_company_of(ours)
    slug = (await ours.get(f"/companies/{company_id}")).json()["subdomain"]
    async with ours.socket(f"/ws/chat/{slug}") as socket, ours.socket(f"/ws/chat/{slug}") as issued:
        for each, more in ((socket, {"conversation_id": "conv-1"}), (issued, {})):
            await each.frame()
            await each.send("chat", message="Hello", **more)
            await each.answer()
        async with ours.rt.db.scoped(company_id) as session:
            numbers = (await session.scalars(select(Conversation.id).order_by(Conversation.id))).all()
        for number in numbers:
            await write(ours, company_id, number, f"to {number}")
        assert (await issued.frame())["data"]["message"] == f"to {numbers[1]}"
        await nothing_comes(socket)


async def test_what_was_written_while_nobody_could_hear_comes_when_somebody_can(
    two_sites: tuple[Site, Site],
) -> None:
    ours, _ = two_sites
    company_id = await a_company_of(ours)
    async with ours.socket(f"/ws/sales/{company_id}") as socket:
        await socket.frame()
        await socket.send("chat", message="Здравствуйте", user_id=a_visitor())
        await socket.answer()
        number = await conversation_of(ours, company_id)
        assert ours.rt.db.url is not None
        async with ours.rt.db.owner() as owner:
            await owner.execute(f"SELECT pg_terminate_backend(pid) {_LISTENING}")
        await write(ours, company_id, number, "Вы здесь?")
        assert (await socket.frame())["data"]["message"] == "Вы здесь?"
        await nothing_comes(socket)
