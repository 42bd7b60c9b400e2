"""What must hold whatever went wrong on the way: asked of a database when all is done. Each returns breaches in
words; none is well.

A test of a channel calls `find_breaches`, or those that concern it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from parley.runtime import Runtime

# What a customer wrote is answered, or a person has it, or it was said aloud that it cannot be.
_UNANSWERED = """
    SELECT m.company_id, m.conversation_id, m.id FROM messages m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.role = 'user' AND m.answered_by IS NULL AND c.owner = 'bot'
      AND NOT EXISTS (
        SELECT FROM handovers h
        WHERE h.conversation_id = c.id AND h.closed_at IS NULL AND h.asked_at >= m.created_at
      )
      AND coalesce(m.meta ->> 'failed', '') = ''
    ORDER BY m.id
"""
_STORED_TWICE = """
    SELECT company_id, conversation_id, external_id, count(*) FROM messages
    WHERE role = 'user' AND external_id IS NOT NULL
    GROUP BY company_id, conversation_id, external_id HAVING count(*) > 1
"""
# What a turn says is stored as an answer and leaves once.
_ANSWERED_TWICE = """
    SELECT o.company_id, o.conversation_id, count(*) AS left_count FROM outbox_messages o
    WHERE o.owner_epoch IS NOT NULL AND o.status IN ('sent', 'sending', 'unknown')
    GROUP BY o.company_id, o.conversation_id
    HAVING count(*) > (
        SELECT count(*) FROM messages m
        WHERE m.conversation_id = o.conversation_id AND m.role = 'assistant' AND m.author = ''
    )
"""
_OUT_OF_ORDER = """
    SELECT company_id, account_id, chat_id, id, sent_at, before FROM (
        SELECT company_id, account_id, chat_id, id, sent_at,
               max(sent_at) OVER (PARTITION BY company_id, account_id, chat_id ORDER BY id
                                  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM outbox_messages WHERE status = 'sent'
    ) AS sent WHERE sent_at < before
"""
# What the bot wrote before a change of hands does not leave after it. What was leaving just then cannot be held.
_SAID_OVER_A_PERSON = """
    SELECT o.company_id, o.conversation_id, o.id FROM outbox_messages o
    JOIN conversation_events e ON e.company_id = o.company_id AND e.conversation_id = o.conversation_id
    WHERE o.owner_epoch IS NOT NULL AND o.status = 'sent' AND e.kind = 'owner.changed'
      AND (e.data ->> 'epoch')::int > o.owner_epoch AND o.due_at > e.at + interval '5 seconds'
"""
_TOLD_TWICE = """
    SELECT company_id, lead_id, way, ordinal, count(*) FROM deliveries
    WHERE lead_id IS NOT NULL AND handover_id IS NULL AND status = 'sent'
    GROUP BY company_id, lead_id, way, ordinal HAVING count(*) > 1
"""
_NOT_TOLD = """
    SELECT l.company_id, l.id, d.way, d.status FROM leads l
    JOIN deliveries d ON d.lead_id = l.id AND d.company_id = l.company_id AND d.handover_id IS NULL
    WHERE l.status = 'confirmed' AND d.status NOT IN ('sent', 'kept')
"""
_MIXED = """
    SELECT m.company_id, m.id FROM messages m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.company_id <> c.company_id
    UNION ALL
    SELECT o.company_id, o.id FROM outbox_messages o JOIN channel_accounts a ON a.id = o.account_id
    WHERE o.company_id <> a.company_id
    UNION ALL
    SELECT l.company_id, l.id FROM leads l JOIN conversations c ON c.id = l.conversation_id
    WHERE l.company_id <> c.company_id
    UNION ALL
    SELECT d.company_id, d.id FROM deliveries d JOIN leads l ON l.id = d.lead_id WHERE d.company_id <> l.company_id
"""
_LEFT_IN_OUTBOX = (
    "SELECT company_id, chat_id, id, status FROM outbox_messages WHERE status IN ('queued', 'sending')"
)
_LEFT_IN_INBOX = "SELECT company_id, chat_id, id FROM inbox_events WHERE processed_at IS NULL"
_LEFT_NOTICES = "SELECT company_id, lead_id, way, status FROM deliveries WHERE status IN ('pending', 'sending')"

_QUESTIONS: Mapping[str, str] = {
    "a customer's message has no answer and no person": _UNANSWERED,
    "a customer's message is stored twice": _STORED_TWICE,
    "an answer left twice": _ANSWERED_TWICE,
    "messages of a chat left out of order": _OUT_OF_ORDER,
    "the bot wrote after a person had taken the conversation": _SAID_OVER_A_PERSON,
    "a confirmed lead was told twice to one destination": _TOLD_TWICE,
    "a confirmed lead was not told": _NOT_TOLD,
    "rows of two companies are mixed": _MIXED,
    "a message waits in the outbox": _LEFT_IN_OUTBOX,
    "a call waits in the inbox": _LEFT_IN_INBOX,
    "a notice waits": _LEFT_NOTICES,
}


async def find_breaches(rt: Runtime, *, without: Iterable[str] = ()) -> list[str]:
    """Returns every breach of what must hold in a database where nothing is in flight. `without`: those that need
    not hold, by their words."""
    left_out = set(without)
    if unknown := left_out - set(_QUESTIONS):
        raise ValueError(f"not among the invariants: {', '.join(sorted(unknown))}")
    async with rt.db.across() as session:
        found = [await _ask(session, words) for words in _QUESTIONS if words not in left_out]
    return [breach for breaches in found for breach in breaches]


async def _ask(session: AsyncSession, words: str) -> list[str]:
    rows = await session.execute(text(_QUESTIONS[words]))
    return [f"{words}: {', '.join(f'{name}={value}' for name, value in row._mapping.items())}" for row in rows]


def find_foreign_words(sent: Mapping[str, Sequence[Mapping[str, Any]]], marks: Mapping[str, str]) -> list[str]:
    """Returns what of one company was sent by another's bot. `sent`: by bot, what it sent; `marks`: by bot, a word
    that only its company's customers and goods have."""
    return [
        f"@{bot} sent to {message.get('chat_id')} what is of @{other}: {mark}"
        for bot, messages in sent.items()
        for message in messages
        for other, mark in marks.items()
        if other != bot and mark in str(message.get("text", ""))
    ]


def find_repeated_leads(received: Iterable[tuple[str, Any]]) -> list[str]:
    """Returns the leads that came to one destination under more than one key. `received`: key and content of the
    calls that a receiver took."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for key, content in received:
        told = content.get("data") or {}
        if content.get("type") == "lead.confirmed" and not told.get("corrected"):
            keys[str(told.get("lead_id"))].add(key)
    return [f"lead {lead} came under {len(found)} keys" for lead, found in keys.items() if len(found) > 1]
