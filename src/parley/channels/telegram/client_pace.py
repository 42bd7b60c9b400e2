"""How often Telegram lets a bot send (contracts/telegram.md §4); its own algorithm is not published."""

from datetime import timedelta

from parley.domain.channel import SendingRate

# Thirty a second are let through; a margin is left for buttons, signs of typing and changed messages.
BOT_PACE = SendingRate(timedelta(milliseconds=40))
# Short bursts are tolerated: a greeting and an answer do not wait for each other.
_PRIVATE_PACE = SendingRate(timedelta(seconds=1), at_once=3)
_GROUP_PACE = SendingRate(timedelta(seconds=3), at_once=2)


def pace_of_chat(chat_id: str) -> SendingRate:
    """Returns how often a chat may be sent to: groups have negative numbers."""
    return _GROUP_PACE if chat_id.startswith("-") else _PRIVATE_PACE
