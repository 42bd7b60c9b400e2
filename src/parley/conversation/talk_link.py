"""Carries a talk of the web into a messenger: a link that opens once and within an hour.

Who opens it goes on with the same conversation, its lead and its language. The visitor of the web and the person in
the messenger are one from then on; the page goes on showing what is said.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from parley.channels.base import Account
from parley.conversation import turn_store
from parley.conversation.turn_rows import ConversationKey
from parley.deliveries.chat_store import find_account, find_own_bot
from parley.domain.company import CompanyConfig
from parley.domain.messages import InboundMessage
from parley.errors import NotFound
from parley.infra.database import driver_connection_of
from parley.models import Contact, Conversation, TalkLink
from parley.runtime import Runtime

_LINK_LASTS = timedelta(hours=1)
# 22 letters of base64url.
_SECRET_BYTES = 16
_CONTINUED: Mapping[str, str] = {
    "ru": "Продолжаем разговор здесь: я помню всё, о чём мы говорили на сайте.",
    "en": "Let's go on here: I remember what we talked about on the site.",
    "kk": "Әңгімені осы жерде жалғастырамыз: сайтта не айтқанымыз есімде.",
    "ky": "Сүйлөшүүнү ушул жерде улантабыз: сайтта эмне айтканыбыз эсимде.",
    "uz": "Suhbatni shu yerda davom ettiramiz: saytda nima gaplashganimiz yodimda.",
    "uk": "Продовжуємо розмову тут: я пам'ятаю все, про що ми говорили на сайті.",
    "mn": "Яриагаа эндээ үргэлжлүүлье: сайт дээр юу ярьснаа санаж байна.",
}


def continued_words(language: str) -> str:
    """Returns what is said first where a talk goes on."""
    return _CONTINUED.get(language) or _CONTINUED["ru"]


async def make_talk_link(rt: Runtime, company: CompanyConfig, channel: str, sender_id: str, at: datetime) -> str:
    """Returns the link that carries a visitor's open talk into the company's own bot. Raises NotFound where there
    is no talk or no bot."""
    async with rt.db.scoped(company.id) as session:
        account_id = await find_own_bot(session)
        account = await find_account(session, account_id) if account_id else None
        messenger = rt.channels.get(account.kind) if account else None
        connection = await driver_connection_of(session)
        talk = await turn_store.find_conversation(
            connection, ConversationKey(company.id, channel, sender_id, "", 0)
        )
        if account is None or messenger is None or talk is None:
            raise NotFound("There is no talk to go on with elsewhere")
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        url = messenger.deep_link(account, f"c_{secret}")
        if not url:
            raise NotFound("There is no talk to go on with elsewhere")
        session.add(
            TalkLink(
                company_id=company.id,
                conversation_id=talk.id,
                digest=_digest(secret),
                expires_at=at + _LINK_LASTS,
            )
        )
    return url


async def join_talk(
    session: AsyncSession, account: Account, inbound: InboundMessage, secret: str, at: datetime
) -> str | None:
    """Has the chat of a message go on with the talk that a link carries; returns its language. None for a link that
    is not ours, is old or was opened before, and for a talk that is over or goes on elsewhere already."""
    conversation = await _find_carried(session, account, secret, at) if secret else None
    if conversation is None:
        return None
    connection = await driver_connection_of(session)
    key = ConversationKey.of_message(account.company_id, inbound)
    await turn_store.upsert_contact(connection, key, inbound)
    await turn_store.close_conversation(connection, key, at)
    of_account = (Conversation.account_id == account.id, Conversation.closed_at.is_(None))
    await session.execute(
        update(Conversation)
        .where(Conversation.contact_id == conversation.contact_id, *of_account)
        .values(closed_at=at)
    )
    await session.execute(
        update(Contact)
        .where(
            Contact.channel == inbound.channel,
            Contact.external_id == inbound.sender_id,
            Contact.id != conversation.contact_id,
        )
        .values(joined_id=conversation.contact_id)
    )
    await session.execute(
        update(Conversation)
        .where(Conversation.id == conversation.id)
        .values(account_id=account.id, chat_id=inbound.chat_id, joined_at=at)
    )
    return conversation.language


async def _find_carried(session: AsyncSession, account: Account, secret: str, at: datetime) -> Conversation | None:
    conversation_id = await session.scalar(
        update(TalkLink)
        .where(
            TalkLink.company_id == account.company_id,
            TalkLink.digest == _digest(secret),
            TalkLink.used_at.is_(None),
            TalkLink.expires_at > at,
        )
        .values(used_at=at)
        .returning(TalkLink.conversation_id)
    )
    if conversation_id is None:
        return None
    found: Conversation | None = await session.scalar(
        select(Conversation)
        .where(
            Conversation.id == conversation_id,
            Conversation.closed_at.is_(None),
            Conversation.account_id.is_(None),
        )
        .with_for_update()
    )
    return found


async def forget_links(rt: Runtime, at: datetime) -> None:
    """Deletes links that open nothing any more."""
    async with rt.db.across() as session:
        await session.execute(delete(TalkLink).where(TalkLink.expires_at < at))


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
