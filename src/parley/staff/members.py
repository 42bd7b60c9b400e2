"""Links people of a company's staff to their chats: by a code that works once and for a day; and unlinks them."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from parley.errors import Invalid, NotFound
from parley.models import ChannelAccount, Profile, StaffLink, StaffMember
from parley.runtime import Runtime
from parley.tenants.audit_log import record_change

LINK_LIFETIME = timedelta(hours=24)
CODE_PREFIX = "m_"
_CODE_BYTES = 16
#: which notices somebody gets
ALL_NOTICES, HANDOVERS_ONLY, NO_NOTICES = "all", "handovers", "none"
NOTICE_SETTINGS = (ALL_NOTICES, HANDOVERS_ONLY, NO_NOTICES)
_MAX_MEMBERS, _MAX_NAME_CHARS = 100, 100


async def create_link(rt: Runtime, company_id: int, name: str, notices: str, by: str) -> dict[str, Any]:
    """Returns a code that links one person or one group, and the addresses that carry it, ready for JSON. Only its
    hash is stored. Raises Invalid."""
    _require_notices(notices)
    code, at = CODE_PREFIX + secrets.token_urlsafe(_CODE_BYTES), rt.clock()
    async with rt.db.scoped(company_id) as session:
        link = StaffLink(company_id=company_id, digest=_digest(code), name=name[:_MAX_NAME_CHARS], notices=notices)
        link.created_by, link.created_at, link.expires_at = by, at, at + LINK_LIFETIME
        session.add(link)
        record_change(session, company_id, by, "staff link made", at, {"name": name[:_MAX_NAME_CHARS]})
        bot = await _find_bot_name(session)
    address = f"https://t.me/{bot}" if bot else ""
    return {
        "code": code,
        "link": f"{address}?start={code}" if bot else None,
        "group_link": f"{address}?startgroup={code}" if bot else None,
        "expires_at": (at + LINK_LIFETIME).isoformat(),
    }


async def use_link(
    session: AsyncSession, company_id: int, code: str, newcomer: Mapping[str, Any], at: datetime
) -> bool:
    """Links a chat by a code of this company, once; returns False for a code that is used, late, or not ours. A
    chat that is linked already is linked anew. `newcomer`: chat_id, user_id, is_group and name."""
    link = (
        await session.execute(
            update(StaffLink)
            .where(
                StaffLink.company_id == company_id,
                StaffLink.digest == _digest(code),
                StaffLink.used_at.is_(None),
                StaffLink.expires_at > at,
            )
            .values(used_at=at)
            .returning(StaffLink.name, StaffLink.notices, StaffLink.created_by)
        )
    ).one_or_none()
    if link is None:
        return False
    name = link.name or str(newcomer["name"])[:_MAX_NAME_CHARS]
    values = {"name": name, "user_id": newcomer["user_id"], "notices": link.notices, "linked_at": at}
    values["linked_by"] = link.created_by
    await session.execute(
        insert(StaffMember)
        .values(company_id=company_id, chat_id=newcomer["chat_id"], is_group=newcomer["is_group"], **values)
        .on_conflict_do_update(
            index_elements=["company_id", "chat_id"], index_where=StaffMember.unlinked_at.is_(None), set_=values
        )
    )
    await _renew_company(session, company_id, at)
    record_change(session, company_id, link.created_by, "staff linked", at, {"name": name})
    return True


async def list_members(rt: Runtime, company_id: int) -> list[dict[str, Any]]:
    """Returns the people and groups that are linked, ready for JSON."""
    query = select(StaffMember).where(StaffMember.company_id == company_id, StaffMember.unlinked_at.is_(None))
    async with rt.db.scoped(company_id) as session:
        rows = await session.scalars(query.order_by(StaffMember.id).limit(_MAX_MEMBERS))
        return [_member_to_json(row) for row in rows]


async def change_member(rt: Runtime, company_id: int, member_id: int, notices: str, by: str) -> dict[str, Any]:
    """Changes which notices a member gets, and returns the member. Raises Invalid and NotFound."""
    _require_notices(notices)
    async with rt.db.scoped(company_id) as session:
        member = await _get_member(session, company_id, member_id)
        member.notices = notices
        record_change(
            session, company_id, by, "staff changed", rt.clock(), {"name": member.name, "notices": notices}
        )
        await _renew_company(session, company_id, rt.clock())
        await session.flush()
        return _member_to_json(member)


async def unlink_member(rt: Runtime, company_id: int, member_id: int, by: str) -> None:
    """Unlinks a member: its chat is a customer's like any other from now on. Raises NotFound."""
    async with rt.db.scoped(company_id) as session:
        member = await _get_member(session, company_id, member_id)
        member.unlinked_at = rt.clock()
        record_change(session, company_id, by, "staff unlinked", rt.clock(), {"name": member.name})
        await _renew_company(session, company_id, rt.clock())
        await session.flush()


async def _get_member(session: AsyncSession, company_id: int, member_id: int) -> StaffMember:
    member = await session.scalar(
        select(StaffMember).where(
            StaffMember.company_id == company_id, StaffMember.id == member_id, StaffMember.unlinked_at.is_(None)
        )
    )
    if member is None:
        raise NotFound("No member of the staff has this id")
    return member


async def _renew_company(session: AsyncSession, company_id: int, at: datetime) -> None:
    """Makes the company another version: who is linked is part of what every turn knows of it."""
    await session.execute(update(Profile).where(Profile.company_id == company_id).values(updated_at=at))


async def _find_bot_name(session: AsyncSession) -> str:
    """Returns what the company's bot is called in links; empty where none is connected."""
    text: str | None = await session.scalar(
        select(ChannelAccount.state_text)
        .where(ChannelAccount.deleted_at.is_(None), ChannelAccount.settings["of_field"].astext == "bot_token")
        .limit(1)
    )
    return (text or "").partition("@")[2].split(" ")[0]


def _member_to_json(member: StaffMember) -> dict[str, Any]:
    return {
        "id": member.id,
        "name": member.name,
        "chat_id": member.chat_id,
        "is_group": member.is_group,
        "notices": member.notices,
        "linked_at": member.linked_at.isoformat(),
        "linked_by": member.linked_by,
    }


def _require_notices(notices: str) -> None:
    if notices not in NOTICE_SETTINGS:
        raise Invalid(f"notices: must be one of {', '.join(NOTICE_SETTINGS)}")


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
