"""Reads an answer of each kind: a reader returns the value that is kept, a SlotRejection, or None for no answer."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from parley.dialogue.model import NO, YES, Slot, SlotKind, SlotOption, SlotReader, SlotRejection, Utterance
from parley.nlu.addresses.extract import Address, extract_address
from parley.nlu.dates.extract import DateMention, extract_date
from parley.text.word_list import WordList, split_entries

_NUMBER = re.compile(r"(?<![\w.,:/])\d{1,6}(?![\w.,:/]*\d)")
_MAX_TEXT_CHARS = 300
# Where a refusal is an answer; a bare no is understood by nlu/intents/yes_no.py already.
_REFUSAL_WORDS = WordList(
    split_entries(
        "ничего, больше ничего, без дополнений, без, не нужно, не надо, не нужен, не нужна, не нужны, "
        "не требуется, не хочу, обойдусь, обойдемся, откажусь, отказываюсь, пропуст*, пропущу, не интересует, "
        "nothing, skip, none, "
        "no need, not needed, нічого, не потрібно, не треба, ештеңе, керек емес, керек эмес, эч нерсе, hech narsa, "
        "kerak emas, керак эмас, хэрэггүй, юу ч"
    )
)
_EMAIL_WORDS = WordList(split_entries("почт*, e mail, email, мейл, имейл, пошт*"))
_SHORT_ANSWER_WORDS = 4
_REFUSAL_MARKS = ("-", "–", "—", "0")
_ALSO_WORDS = WordList(split_entries("тоже, также, too, also, as well, теж, також, дагы, тағы"))
_GROUP_REFUSAL_WORDS = WordList(
    split_entries(
        "ничего, больше ничего, ничего дополнительно, без дополнений, без допов, только интернет, nothing, нічого, "
        "ештеңе, эч нерсе, hech narsa, юу ч"
    )
)


def read_slot(slot: Slot, utterance: Utterance) -> Any:
    """Returns what the message says to a slot, whether said early or asked for; a SlotRejection where it cannot be
    taken, None where it says nothing."""
    value = (slot.reader or _READERS[slot.kind])(utterance, slot)
    if value is None and utterance.is_requested and slot.optional and is_refusal(utterance):
        return slot.refusal_value
    return value


def is_refusal(utterance: Utterance) -> bool:
    """Tells whether nothing of what was asked about is wanted."""
    if utterance.is_question:
        return False
    if utterance.text.strip() in _REFUSAL_MARKS:
        return True
    if utterance.understanding.refuses_contact:  # a number or an address of mail, and nothing else
        return False
    return utterance.understanding.answer == "no" or _REFUSAL_WORDS.matches(utterance.tokenized)


def is_group_refusal(utterance: Utterance) -> bool:
    """Tells whether nothing of the whole group is wanted: "ничего дополнительно не нужно"."""
    return not utterance.understanding.question and _GROUP_REFUSAL_WORDS.matches(utterance.tokenized)


def _read_choice(utterance: Utterance, slot: Slot) -> Any:
    """Returns the one option whose words are said; the longest when one holds the other. Asked for, its number will
    do."""
    if utterance.is_question:
        return None
    options = slot.available_options(utterance.slot_values, utterance.facts)
    matches: list[tuple[int, int, SlotOption]] = []
    for option in options:
        span = option.words.find_span(utterance.tokenized)
        if span is not None:
            matches.append((span[1] - span[0], -span[0], option))
    if matches:
        best = max(matches, key=lambda match: match[:2])
        rivals = [match for match in matches if match[2] is not best[2] and match[0] == best[0]]
        return best[2].value if not rivals else None
    return read_option_number(utterance, slot)


def read_option_number(utterance: Utterance, slot: Slot) -> Any:
    """Returns the option of a number in the list, where the slot was asked for."""
    options, number = slot.available_options(utterance.slot_values, utterance.facts), _bare_number(utterance)
    if utterance.is_requested and number is not None and 1 <= number <= len(options):
        return options[number - 1].value
    return None


def read_yes_no(utterance: Utterance, slot: Slot) -> Any:
    """Returns YES, NO or None; unasked only together with what the slot is called: "статический IP не нужен"."""
    is_named = slot.mentions.matches(utterance.tokenized)
    if utterance.is_question or not (utterance.is_requested or is_named):
        return None
    if is_refusal(utterance):
        return NO
    # "The IP too" goes with what was said before, be it a yes or a no.
    is_named = is_named and not _ALSO_WORDS.matches(utterance.tokenized)
    is_wanted = (
        utterance.is_requested and utterance.wants_order and len(utterance.tokenized.tokens) <= _SHORT_ANSWER_WORDS
    )
    return YES if utterance.understanding.answer == "yes" or is_named or is_wanted else None


def _read_number(utterance: Utterance, slot: Slot) -> Any:
    if not (utterance.is_requested or slot.mentions.matches(utterance.tokenized)):
        return None
    numbers = _NUMBER.findall(utterance.text)
    return int(numbers[0]) if len(numbers) == 1 else None


def _read_text(utterance: Utterance, slot: Slot) -> Any:
    """Returns whatever is answered, unless it is a question of the customer's."""
    if not utterance.is_requested or utterance.understanding.question or utterance.understanding.postponed:
        return None
    text = " ".join(utterance.text.split())
    if slot.optional and is_refusal(utterance) and len(utterance.tokenized.tokens) <= 3:
        return None
    return text[:_MAX_TEXT_CHARS] if re.search(r"\w", text) else None


# What was said of an address that is not whole yet.
PARTIAL_ADDRESS = "address_part"
_ADDRESS_FIELDS = ("city", "street", "kind", "house", "flat")


def read_address(utterance: Utterance, text: str = "") -> Any:
    """Returns a street and a house, put together with what came in an earlier message. `text`: read instead of the
    message's own."""
    if utterance.understanding.question and not utterance.is_requested:
        return None
    address = extract_address(text or utterance.text, requested=utterance.is_requested)
    if address is None:
        return None
    if utterance.is_requested and isinstance(partial := utterance.slot_values.get(PARTIAL_ADDRESS), dict):
        address = _complete_address(address, partial)
    if not address.street:
        return None
    if not address.house:
        message = utterance.replies.ask_house.format(street=address.full_text())
        return (
            SlotRejection(message, partial_values={PARTIAL_ADDRESS: _address_fields(address)})
            if utterance.is_requested
            else None
        )
    return address_to_json(address)


def _complete_address(address: Address, partial: dict[str, Any]) -> Address:
    missing = {name: partial[name] for name in _ADDRESS_FIELDS if partial.get(name) and not getattr(address, name)}
    return replace(address, **missing)


def _address_fields(address: Address) -> dict[str, Any]:
    return {name: getattr(address, name) for name in _ADDRESS_FIELDS}


def address_to_json(address: Address) -> dict[str, Any]:
    """Returns an address as it is kept, ready for JSON."""
    return {
        **_address_fields(address),
        "full": address.full_text(),
        "private": address.private_house,
    }


def read_appointment(utterance: Utterance, slot: Slot) -> Any:
    """Returns a day and an hour that can still be. A day off or a day gone by is rejected, and the next one
    proposed."""
    if utterance.understanding.question and not utterance.is_requested:
        return None
    when = extract_date(utterance.tokenized, utterance.now, utterance.calendar)
    if when is None or (when.date is None and not utterance.is_requested):
        return None
    if not utterance.is_requested and not (when.date and (when.time or slot.mentions.matches(utterance.tokenized))):
        return None
    day = when.date or _infer_day(utterance, when.time_or_default)
    appointment = _appointment(utterance.now, day, when.time_or_default, when)
    if (
        when.is_past
        or datetime.combine(day, when.end_time or when.time_or_default, utterance.now.tzinfo) <= utterance.now
    ):
        next_day = _next_open_day(slot, utterance.now.date() + timedelta(days=1))
        return _reject_day(utterance, utterance.replies.day_past, day, appointment, next_day)
    if day.weekday() not in slot.weekdays:
        return _reject_day(utterance, utterance.replies.day_off, day, appointment, _next_open_day(slot, day))
    return appointment


def _reject_day(
    utterance: Utterance, template: str, day: date, appointment: dict[str, Any], next_day: date
) -> SlotRejection:
    moved = _move_appointment(appointment, next_day, utterance.now)
    return SlotRejection(template.format(day=format_day(day), next=format_appointment(moved)), proposal=moved)


def _infer_day(utterance: Utterance, hour: time) -> date:
    """Returns the day of an hour that is said alone: the day known already, else the nearest such hour's."""
    appointment = utterance.slot_values.get("when")
    if isinstance(appointment, dict) and appointment.get("date"):
        return date.fromisoformat(appointment["date"])
    today = utterance.now.date()
    return today if hour > utterance.now.time() else today + timedelta(days=1)


def _appointment(now: datetime, day: date, hour: time, when: DateMention) -> dict[str, Any]:
    words = f"{hour:%H:%M}"
    if when.time and when.end_time and when.end_time != when.time:
        words = f"{when.time:%H:%M}–{when.end_time:%H:%M}" if when.is_time_explicit else words
    elif when.end_time and not when.time:
        words = f"до {when.end_time:%H:%M}"
    at = datetime.combine(day, hour, now.tzinfo)
    return {"date": day.isoformat(), "time": words, "slot": at.isoformat()}


def _move_appointment(appointment: dict[str, Any], day: date, now: datetime) -> dict[str, Any]:
    at = datetime.fromisoformat(appointment["slot"])
    return {
        **appointment,
        "date": day.isoformat(),
        "slot": datetime.combine(day, at.time(), now.tzinfo).isoformat(),
    }


def _next_open_day(slot: Slot, day: date) -> date:
    return next(
        day + timedelta(days=ahead)
        for ahead in range(8)
        if (day + timedelta(days=ahead)).weekday() in slot.weekdays
    )


def format_day(day: date) -> str:
    """Returns a day as customers read it: "19.11.2026"."""
    return f"{day:%d.%m.%Y}"


def format_appointment(appointment: dict[str, Any]) -> str:
    """Returns an appointment as customers read it: "19.11.2026, 11:30"."""
    return f"{format_day(date.fromisoformat(appointment['date']))}, {appointment['time']}"


def _bare_number(utterance: Utterance) -> int | None:
    tokens = utterance.tokenized.tokens
    return (
        int(tokens[0].normalized)
        if len(tokens) == 1 and tokens[0].normalized.isdecimal() and len(tokens[0].normalized) < 3
        else None
    )


def _read_nothing(utterance: Utterance, slot: Slot) -> Any:
    """Returns None: contacts are taken over on every turn (dialogue/state_tracking.py)."""
    return None


def _read_email(utterance: Utterance, slot: Slot) -> Any:
    is_refused = utterance.understanding.refuses_contact and (
        utterance.is_requested or _EMAIL_WORDS.matches(utterance.tokenized)
    )
    if is_refused and slot.optional:
        return slot.refusal_value
    return utterance.understanding.email or None


_READERS: dict[SlotKind, SlotReader] = {
    "choice": _read_choice,
    "yes_no": read_yes_no,
    "number": _read_number,
    "text": _read_text,
    "address": lambda utterance, _: read_address(utterance),
    "when": read_appointment,
    "name": _read_nothing,
    "phone": _read_nothing,
    "email": _read_email,
}
