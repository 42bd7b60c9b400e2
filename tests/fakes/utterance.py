"""A customer's message as the readers of slots are given it."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fakes.listener import LEXICON, understood_message
from parley.bootstrap import compile_vocabularies
from parley.dialogue.model import Utterance
from parley.languages.ru import LANGUAGE

# A Monday.
NOON = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Europe/Moscow"))


def utterance(text: str, requested_slot: str = "", *, is_requested: bool = False, **fields: Any) -> Utterance:
    """Returns the message. `is_requested`: the slot that reads it is the one that was asked for."""
    return Utterance(
        understood_message(text),
        fields.pop("slot_values", {}),
        fields.pop("facts", {}),
        NOON,
        compile_vocabularies()[1],
        LANGUAGE.replies,
        LEXICON,
        requested_slot=requested_slot,
        is_requested=is_requested,
        **fields,
    )
