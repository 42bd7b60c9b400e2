"""Readers of the slots that only an internet provider asks for: which tariff, which flat, which router.

A reader returns the value that the message gives, or None where it gives none (dialogue/slot_readers.py).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from parley.dialogue.model import NO, YES, Slot, Utterance
from parley.dialogue.refusals import is_change, is_refusal
from parley.dialogue.slot_readers import (
    PARTIAL_ADDRESS,
    read_address,
    read_appointment,
    read_option_number,
    read_yes_no,
)
from parley.nlu.addresses.extract import extract_address, extract_flat
from parley.text.tokenize import normalized_words, tokenize
from parley.verticals.isp.order_language import order_word_list
from parley.verticals.isp.order_values import offered_tariffs, tariffs_from_facts
from parley.verticals.isp.referral_source import OTHER_REFERRAL, classify_referral
from parley.verticals.isp.tariff import Tariff
from parley.verticals.isp.tariff_mention import find_mentioned_tariff
from parley.verticals.isp.tariff_rank import find_by_place, find_within_price, max_price
from parley.verticals.isp.tariff_text import count_words

PRIVATE_HOUSE = "частный дом"
# An answer so short is hardly more than its number, or its refusal.
_SHORT_ANSWER_WORDS = 3
# Asked for right behind the tariff.
_EXTRAS = frozenset({"router", "cctv", "static_ip"})
# Marks a message whose figures are a speed or a price although no tariff was asked for.
_TARIFF_FIGURE = re.compile(r"мб[иі]т|мб/с|mbit|mbps|₽|руб|rubl", re.IGNORECASE)


def read_segment(utterance: Utterance, slot: Slot) -> Any:
    """Reads the segment from questions as well: "что есть для дома?"."""
    matches = [option.value for option in slot.options if option.words.matches(utterance.tokenized)]
    return matches[0] if len(matches) == 1 else None


def read_tariff(utterance: Utterance, slot: Slot) -> Any:
    """Reads the one tariff that is named, meant ("давайте его") or ranked ("второй", "до 1400"). A question about
    one chooses nothing, unless it asks to have it, or one was asked for and it asks no more than whether there is
    one."""
    if utterance.is_question and not (utterance.asks_to_have or _names_requested(utterance)):
        utterance = utterance.without_questions()
        if utterance.is_question:
            return None
    tariff = _named_tariff(utterance) or _previous_tariff(utterance)
    return tariff.name if tariff else read_option_number(utterance, slot)


def _names_requested(utterance: Utterance) -> bool:
    """Tells whether a question names what was asked for, and asks neither how it is nor what it costs, nor for the
    list: "какие до 1400?"."""
    choices = utterance.choices
    if names_price_limit(utterance) and order_word_list("list_requests").matches(utterance.tokenized):
        return False
    asks_about_it = choices.asks_explanation or choices.asks_assessment or utterance.understanding.asks_price
    return utterance.is_requested and not asks_about_it


def names_price_limit(utterance: Utterance) -> bool:
    """Tells whether a message says how much a month it may be."""
    offered = tariffs_from_facts(utterance.facts).active_tariffs
    return bool(offered) and max_price(utterance.text, offered) is not None


def _named_tariff(utterance: Utterance) -> Tariff | None:
    catalog, tokens, choices = tariffs_from_facts(utterance.facts), utterance.tokenized.tokens, utterance.choices
    # Behind a tariff "нет, давайте на 100" is another one; a house of that number has a street.
    changes = utterance.requested_slot in _EXTRAS and (choices.replaces or is_change(utterance))
    may_be_figure = utterance.is_requested or changes
    if not may_be_figure and not _TARIFF_FIGURE.search(utterance.text):
        figures = frozenset(index for index, token in enumerate(tokens) if token.is_number)
        choices = replace(choices, excluded=choices.excluded | figures)
    segment = str(utterance.slot_values.get("segment", ""))
    tariff = find_mentioned_tariff(tokens, catalog, segment, choices, is_requested=may_be_figure)
    if tariff is not None or not utterance.is_requested:
        return tariff
    offered = offered_tariffs(utterance.slot_values, utterance.facts)
    return find_by_place(choices, offered) or find_within_price(utterance.text, offered)


def _previous_tariff(utterance: Utterance) -> Tariff | None:
    """Returns the tariff that the last answer told of, where it is taken by a word: "давайте его"."""
    if not order_word_list("taking").matches(utterance.tokenized):
        return None
    return find_mentioned_tariff(tokenize(utterance.previous_answer).tokens, tariffs_from_facts(utterance.facts))


def read_cctv(utterance: Utterance, slot: Slot) -> Any:
    """Reads how many cameras are wanted; a bare number only where it was asked for."""
    if utterance.is_question:
        return None
    for option in slot.available_options(utterance.slot_values, utterance.facts):
        if option.words.matches(utterance.tokenized):
            return option.value
    if utterance.is_requested:
        return _read_camera_count(utterance, slot)
    return NO if slot.mentions.matches(utterance.tokenized) and is_refusal(utterance) else None


def _read_camera_count(utterance: Utterance, slot: Slot) -> Any:
    words = [token.normalized for token in utterance.tokenized.tokens]
    if len(words) > _SHORT_ANSWER_WORDS:
        return None
    options = slot.available_options(utterance.slot_values, utterance.facts)
    value_by_word = {word: option.value for option in options for word in count_words(option.data["count"])}
    return next((value_by_word[word] for word in words if word in value_by_word), None)


def read_router(utterance: Utterance, slot: Slot) -> Any:
    """Reads whether the router is rented, bought or the customer's own; unasked only where a router is named."""
    if utterance.is_question or not (utterance.is_requested or slot.mentions.matches(utterance.tokenized)):
        return None
    for option in slot.options:
        if option.words.matches(utterance.tokenized):
            return option.value
    return "rent" if utterance.is_requested and utterance.understanding.answer == "yes" else None


def read_connection_address(utterance: Utterance, slot: Slot) -> Any:
    """Reads an address. Where one was just read back, another may be typed as shortly as the first."""
    street = _read_offered_street(utterance) if utterance.is_requested else ""
    follows_address = (
        utterance.requested_slot in ("address", "address_ok", "flat") and not utterance.understanding.question
    )
    value = read_address(replace(utterance, is_requested=utterance.is_requested or follows_address), street)
    if isinstance(value, dict) or utterance.is_requested:
        return value
    return None


def _read_offered_street(utterance: Utterance) -> str:
    """Returns the one of the streets offered that is said, by its kind alone if that tells it: "проспект"."""
    partial = utterance.slot_values.get(PARTIAL_ADDRESS)
    candidates = partial.get("candidates", ()) if isinstance(partial, dict) else ()
    words = [token.normalized for token in utterance.tokenized.tokens]
    streets = [street for street in candidates if _names_street(words, street)]
    return streets[0] if len(streets) == 1 and len(words) <= len(normalized_words(streets[0])) else ""


def _names_street(words: Sequence[str], street: str) -> bool:
    """Tells whether every word begins a word of the street, or is the long form of one ("проспект" of "пр-т")."""
    street_words = normalized_words(street)
    return bool(words) and all(
        any(word.startswith(known) or known.startswith(word) for known in street_words) for word in words
    )


def read_flat(utterance: Utterance, slot: Slot) -> Any:
    """Reads the number of a flat or an office, or that there is none: "частный дом". A bare number only where it
    was asked for; of a known one only what is called so."""
    if utterance.understanding.question:
        return None
    if order_word_list("private_house").matches(utterance.tokenized):
        return PRIVATE_HOUSE if utterance.is_requested else None
    is_known = slot.name in utterance.slot_values
    if utterance.requested_slot not in ("flat", "address_ok") and not is_known:
        return None
    is_short = len(utterance.tokenized.tokens) <= _SHORT_ANSWER_WORDS
    may_be_bare = utterance.requested_slot == "flat" and is_short
    address = extract_flat(utterance.text) if may_be_bare else extract_address(utterance.text, requested=True)
    if address is None or not address.flat:
        return None
    return f"{'оф.' if address.is_office else 'кв.'} {address.flat}"


def read_address_confirmation(utterance: Utterance, slot: Slot) -> Any:
    """Reads a yes or a no to the address read back; the number of the flat is a yes."""
    if utterance.is_requested and read_flat(utterance, slot):
        return YES
    return read_yes_no(utterance, slot)


def read_connection_time(utterance: Utterance, slot: Slot) -> Any:
    """Reads a day and an hour on the provider's days of work."""
    return read_appointment(utterance, replace(slot, weekdays=utterance.facts["days"]))


def read_referrer(utterance: Utterance, slot: Slot) -> Any:
    """Reads where the customer knows the provider from, only where it was asked: "интернет" is in many messages."""
    if not utterance.is_requested or utterance.understanding.question:
        return None
    if is_refusal(utterance) and len(utterance.tokenized.tokens) <= _SHORT_ANSWER_WORDS:
        return OTHER_REFERRAL
    return classify_referral(utterance.tokenized, utterance.matcher)
