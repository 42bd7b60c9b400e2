"""Finds what a visitor speaks, before a recording of theirs is listened to."""

from parley.conversation import turn_store
from parley.conversation.turn_rows import ConversationKey
from parley.domain.messages import InboundMessage
from parley.infra.database import fetch_one
from parley.runtime import Runtime

# Digits or one word tell no language: the conversation's is the company's then.
_HAS_WRITTEN_SQL = """
SELECT EXISTS (
    SELECT FROM messages WHERE company_id = %(company)s AND conversation_id = %(conversation)s AND role = 'user'
        AND text ~ '[[:alpha:]]{2,}[^[:alpha:]]+[[:alpha:]]{2,}'
) AS has_written
"""


async def find_visitor_language(rt: Runtime, company_id: int, inbound: InboundMessage) -> str:
    """Returns the ISO code of the visitor's own language: the talk's, where they have said something in it and the
    page has not changed its language since; else the page's. Empty where nobody knows: the company's is not
    theirs."""
    key = ConversationKey.of_message(company_id, inbound)
    async with rt.db.direct(company_id) as connection:
        conversation = None if inbound.new_session else await turn_store.find_conversation(connection, key)
        if conversation is None or inbound.language not in ("", conversation.origin.get("page_language")):
            return inbound.language
        params = {"company": company_id, "conversation": conversation.id}
        row = await fetch_one(connection, _HAS_WRITTEN_SQL, params)
    return conversation.language if row.has_written else inbound.language
