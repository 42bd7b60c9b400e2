"""Reads an answer of each kind: a reader returns the value that is kept, a SlotRejection, or None for no answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from parley.dialogue.model import NO, YES, Slot, SlotKind, SlotOption, SlotReader, SlotRejection, Utterance
from parley.dialogue.refusals import is_left_out, is_refusal
from parley.nlu.addresses.extract import Address, extract_address, extract_street
from parley.nlu.contacts.vocabulary import compile_contact_terms, is_first_name
from parley.nlu.dates.extract import DateMention, extract_date
from parley.text.word_list import WordList, split_entries

_NUMBER = re.compile(r"(?<![\w.,:/])\d{1,6}(?![\w.,:/]*\d)")
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
# Nobody is visited before it: "время 3" is three in the afternoon.
_FIRST_WORKING_HOUR = 8
_MAX_TEXT_CHARS = 300
_EMAIL_WORDS = WordList(
    split_entries("почт*, e mail, email, мейл, имейл, мэйл*, имэйл*, и мэйл*, пошт*, pocht*, e pocht*, имэл*, мыло")
)
_ABSENCE_WORDS = WordList(
    split_entries("нет, нету, немає, нема, no, don't have, жоқ, жок, yo'q, йўқ, байхгүй, алга, үгүй, без")
)
_SHORT_ANSWER_WORDS = 4
# Of these the last that is said counts: "100, нет, лучше 250".
_RESTATED_KINDS = frozenset({"choice", "number", "address"})
_ALSO_WORDS = WordList(split_entries("тоже, также, too, also, as well, теж, також, дагы, тағы"))


def read_slot(slot: Slot, utterance: Utterance) -> Any:
    """Returns what the message says to a slot, whether said early or asked for; a SlotRejection where it cannot be
    taken, None where it says nothing. What is said behind "no, rather" counts, where it says anything."""
    read = slot.reader or _READERS[slot.kind]
    is_restated = slot.kind in _RESTATED_KINDS and bool(utterance.choices.restart)
    value = read(utterance.restated(), slot) if is_restated else None
    if value is None or isinstance(value, SlotRejection):
        value = read(utterance, slot)
    if value is None and slot.optional and _is_refused(slot, utterance):
        return slot.refusal_value
    return value


def _is_refused(slot: Slot, utterance: Utterance) -> bool:
    return is_left_out(slot, utterance) or (utterance.is_requested and is_refusal(utterance))


def _read_choice(utterance: Utterance, slot: Slot) -> Any:
    """Returns the one option whose words are said and that is not left out; the longest when one holds the other.
    Asked for, its number or its place will do, and a question that names it counts."""
    if utterance.is_question and not _asks_about_option(utterance):
        return None
    options = slot.available_options(utterance.slot_values, utterance.facts)
    spoken = [(best_span, option) for option in options if (best_span := _best_span(utterance, option))]
    if spoken:
        best_span, best = max(spoken, key=lambda match: match[0])
        is_ambiguous = any(span[0] == best_span[0] for span, option in spoken if option is not best)
        return None if is_ambiguous else best.value
    return _read_place(utterance, options) or read_option_number(utterance, slot)


def _best_span(utterance: Utterance, option: SlotOption) -> tuple[int, int] | None:
    """Returns how many words of an option are said together, and how early; None where it is not said, or only to
    leave it out."""
    spans = option.words.find_spans(utterance.tokenized)
    meant = ((end - start, -start) for start, end in spans if start not in utterance.choices.excluded)
    return max(meant, default=None)


def _asks_about_option(utterance: Utterance) -> bool:
    """Tells whether a question chooses what it names: "а для дома сколько стоит?" does where that was asked, "что
    такое имплант?" does not."""
    if utterance.choices.asks_explanation:
        return False
    return utterance.is_requested or utterance.asks_to_have


def _read_place(utterance: Utterance, options: Sequence[SlotOption]) -> Any:
    """Returns the option of a place in the list: "второй", "последний"."""
    place = utterance.choices.place
    if not utterance.is_requested or not place or abs(place) > len(options):
        return None
    return options[place - 1 if place > 0 else place].value


def read_option_number(utterance: Utterance, slot: Slot) -> Any:
    """Returns the option of a number in the list, where the slot was asked for."""
    options, number = slot.available_options(utterance.slot_values, utterance.facts), _bare_number(utterance)
    if utterance.is_requested and number is not None and 1 <= number <= len(options):
        return options[number - 1].value
    return None


def read_yes_no(utterance: Utterance, slot: Slot) -> Any:
    """Returns YES, NO or None; unasked only together with what the slot is called: "статический IP не нужен"."""
    is_named = slot.mentions.matches(utterance.tokenized)
    # "Да, а когда приедете?" answers before it asks.
    answer = utterance.understanding.answer if utterance.is_requested else ""
    if (utterance.is_question and not answer) or not (utterance.is_requested or is_named):
        return None
    if answer == "no" or is_refusal(utterance):
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
    if utterance.is_question and not utterance.is_requested:
        return None
    text = text or utterance.text
    address = extract_address(text, requested=utterance.is_requested)
    if utterance.is_requested:
        address = _address_in_pieces(utterance, text, address)
    if address is None or not address.street:
        return None
    if not address.house:
        message = utterance.replies.ask_house.format(street=address.full_text())
        return (
            SlotRejection(message, partial_values={PARTIAL_ADDRESS: _address_fields(address)})
            if utterance.is_requested
            else None
        )
    return address_to_json(address)


def _address_in_pieces(utterance: Utterance, text: str, address: Address | None) -> Address | None:
    """Returns an address with what an earlier message gave of it; a street alone begins one."""
    partial = utterance.slot_values.get(PARTIAL_ADDRESS)
    if isinstance(partial, dict):
        if partial.get("street") and (address is None or not address.street):
            street = f"{partial.get('kind') or ''} {partial['street']}".strip()
            address = extract_address(f"{street} {text}", requested=True)
        if address is not None:
            address = _complete_address(address, partial)
    if address is None and not _says_something_else(utterance):
        address = extract_street(text)
    return address


def _says_something_else(utterance: Utterance) -> bool:
    """Tells whether a message is no street's name: it agrees, refuses, thanks, asks or names a person."""
    understanding, terms = utterance.understanding, compile_contact_terms(utterance.matcher)
    return bool(
        understanding.answer
        or utterance.choices.is_puzzled
        or any(is_first_name(token.normalized, terms) for token in utterance.tokenized.tokens)
        or understanding.question
        or understanding.postponed
        or understanding.thanks
        or understanding.greeting
        or understanding.needs_human
        or not understanding.content_words
    )


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
    proposed. Of an appointment that is known the day or the hour alone may be changed."""
    if utterance.is_question and not utterance.is_requested:
        return None
    known = _known_appointment(utterance, slot)
    when = _spoken_time(utterance, slot)
    if when is None or not _is_meant(utterance, slot, when, is_known=bool(known)):
        return None
    day = when.date or _infer_day(known, when.time_or_default, utterance.now)
    appointment = _appointment(utterance.now, day, when)
    if known and when.date and not (when.time or when.end_time):
        appointment = _move_appointment(known, day, utterance.now)
    end = datetime.combine(day, when.end_time or when.time_or_default, utterance.now.tzinfo)
    if when.is_past or end <= utterance.now:
        next_day = _next_open_day(slot, utterance.now.date() + timedelta(days=1))
        return _reject_day(utterance, utterance.replies.day_past, day, appointment, next_day)
    if day.weekday() not in slot.weekdays:
        return _reject_day(utterance, utterance.replies.day_off, day, appointment, _next_open_day(slot, day))
    return appointment


def _known_appointment(utterance: Utterance, slot: Slot) -> dict[str, Any]:
    value = utterance.slot_values.get(slot.name)
    return value if isinstance(value, dict) and value.get("date") else {}


def _is_meant(utterance: Utterance, slot: Slot, when: DateMention, *, is_known: bool) -> bool:
    """Tells whether a time that is said is the appointment's: asked for it is; unasked it names the day with the
    hour or what it is called, or changes what is known."""
    if utterance.is_requested:
        return True
    if is_known:
        return utterance.understanding.phone is None
    return when.date is not None and (when.time is not None or slot.mentions.matches(utterance.tokenized))


def _spoken_time(utterance: Utterance, slot: Slot) -> DateMention | None:
    """Returns the day and the hour of a message; each as it is said last: "завтра в 10, нет, в 11"."""
    when = extract_date(utterance.tokenized, utterance.now, utterance.calendar)
    rest = utterance.restated() if utterance.choices.restart else utterance.behind_excluded()
    if rest is not utterance:
        later = extract_date(rest.tokenized, utterance.now, utterance.calendar)
        when = _merge_times(when, later) if when and later else later or when
    return when or _named_hour(utterance, slot)


def _merge_times(when: DateMention, later: DateMention) -> DateMention:
    """Returns what was said later, with the day or the hour that it leaves as it was."""
    if later.date is None:
        return replace(later, date=when.date, end_date=when.end_date)
    has_time = later.time or later.end_time
    return later if has_time else replace(when, date=later.date, end_date=later.end_date, is_past=later.is_past)


def _named_hour(utterance: Utterance, slot: Slot) -> DateMention | None:
    """Returns the hour of "только время 12": a figure beside what the appointment is called. Early hours are those
    of the afternoon."""
    numbers = [token.normalized for token in utterance.tokenized.tokens if token.is_number]
    clock = _HOUR.fullmatch(numbers[0]) if len(numbers) == 1 else None
    if clock is None or not slot.mentions.matches(utterance.tokenized):
        return None
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if hour < _FIRST_WORKING_HOUR and not clock[2]:
        hour += 12
    return DateMention(time=time(hour, minute), is_time_explicit=True) if hour < 24 and minute < 60 else None


def _reject_day(
    utterance: Utterance, template: str, day: date, appointment: dict[str, Any], next_day: date
) -> SlotRejection:
    moved = _move_appointment(appointment, next_day, utterance.now)
    return SlotRejection(template.format(day=format_day(day), next=format_appointment(moved)), proposal=moved)


def _infer_day(known: dict[str, Any], hour: time, now: datetime) -> date:
    """Returns the day of an hour that is said alone: the day known already, else the nearest such hour's."""
    if known:
        return date.fromisoformat(known["date"])
    return now.date() if hour > now.time() else now.date() + timedelta(days=1)


def _appointment(now: datetime, day: date, when: DateMention) -> dict[str, Any]:
    hour = when.time_or_default
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
    is_named = _EMAIL_WORDS.matches(utterance.tokenized)
    is_refused = utterance.understanding.refuses_contact and (utterance.is_requested or is_named)
    is_refused |= utterance.is_requested and is_named and _ABSENCE_WORDS.matches(utterance.tokenized)
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
