"""People of the staff are linked by a code that works once and for a day, in its own company alone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from fakes.company import a_company
from parley.errors import Invalid, NotFound
from parley.models import AuditEntry
from parley.runtime import Runtime
from parley.staff import members
from parley.tenants.config import load_config
from parley.tenants.staff_chat import company_staff_chat, other_staff_chats


async def open_link(rt: Runtime, company_id: int, code: str, chat: str = "9002", **more: Any) -> bool:
    newcomer = {"chat_id": chat, "user_id": chat, "is_group": False, "name": "Жанна", **more}
    async with rt.db.scoped(company_id) as session:
        return await members.use_link(session, company_id, code, newcomer, rt.clock())


async def a_link(rt: Runtime, company_id: int, notices: str = "all", name: str = "") -> str:
    code: str = (await members.create_link(rt, company_id, name, notices, "manager …demo"))["code"]
    return code


async def test_a_code_links_once_and_is_stored_as_a_hash(runtime: Runtime) -> None:
    company = await a_company(runtime)
    code = await a_link(runtime, company.id)
    assert len(code) == 24
    async with runtime.db.scoped(company.id) as session:
        stored = (await session.execute(text("SELECT staff_links::text FROM staff_links"))).scalar_one()
    assert code not in stored
    assert await open_link(runtime, company.id, code)
    assert not await open_link(runtime, company.id, code, "9003")
    (member,) = await members.list_members(runtime, company.id)
    assert (member["name"], member["chat_id"], member["linked_by"]) == ("Жанна", "9002", "manager …demo")


async def test_a_code_of_yesterday_and_one_of_another_company_link_nobody(runtime: Runtime) -> None:
    company, other = await a_company(runtime), await a_company(runtime)
    now = runtime.clock()
    runtime.clock = lambda: now
    code = await a_link(runtime, company.id)
    assert not await open_link(runtime, other.id, code)
    runtime.clock = lambda: now + members.LINK_LIFETIME
    assert not await open_link(runtime, company.id, code)
    runtime.clock = lambda: now + members.LINK_LIFETIME - timedelta(seconds=1)
    assert await open_link(runtime, company.id, code)
    assert await members.list_members(runtime, other.id) == []


async def test_a_company_knows_its_chats_at_once_and_the_version_changes(runtime: Runtime) -> None:
    company = await a_company(runtime)
    await open_link(runtime, company.id, await a_link(runtime, company.id), "1")
    await open_link(runtime, company.id, await a_link(runtime, company.id, "handovers"), "2")
    await open_link(runtime, company.id, await a_link(runtime, company.id, "none"), "3")
    async with runtime.db.scoped(company.id) as session:
        changed = await load_config(session, company.id)
    assert changed is not None
    assert changed.staff_chats == {"1": "all", "2": "handovers", "3": "none"}
    # No chat of the manager's is named: the first that is linked stands for it.
    assert company_staff_chat(runtime.settings, changed) == "1"
    assert other_staff_chats(runtime.settings, changed, is_handover=False) == []
    assert other_staff_chats(runtime.settings, changed, is_handover=True) == ["2"]


async def test_a_chat_that_opens_another_link_is_still_one_member(runtime: Runtime) -> None:
    company = await a_company(runtime)
    for notices in ("all", "handovers"):
        await open_link(runtime, company.id, await a_link(runtime, company.id, notices, "Жанна К."))
    (member,) = await members.list_members(runtime, company.id)
    assert (member["notices"], member["name"]) == ("handovers", "Жанна К.")


async def test_members_are_changed_and_unlinked_on_record(runtime: Runtime) -> None:
    company, other = await a_company(runtime), await a_company(runtime)
    await open_link(runtime, company.id, await a_link(runtime, company.id))
    (member,) = await members.list_members(runtime, company.id)
    assert (await members.change_member(runtime, company.id, member["id"], "none", "x"))["notices"] == "none"
    with pytest.raises(Invalid):
        await members.change_member(runtime, company.id, member["id"], "some", "x")
    with pytest.raises(NotFound):
        await members.unlink_member(runtime, other.id, member["id"], "x")
    await members.unlink_member(runtime, company.id, member["id"], "x")
    assert await members.list_members(runtime, company.id) == []
    with pytest.raises(NotFound):
        await members.unlink_member(runtime, company.id, member["id"], "x")
    async with runtime.db.scoped(company.id) as session:
        actions = await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
        assert [action for action in actions if action.startswith("staff")] == [
            "staff link made",
            "staff linked",
            "staff changed",
            "staff unlinked",
        ]
