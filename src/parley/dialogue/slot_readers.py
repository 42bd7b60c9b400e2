"""How an answer of each kind is heard: a reader gives what is kept, an Objection, or None for no answer to it."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from parley.dialogue.model import NO, YES, Kind, Objection, Option, Reader, Saying, Step
from parley.nlu.addresses import extract as addresses
from parley.nlu.dates import extract as dates
from parley.text.tokenize import listed
from parley.text.word_list import WordList

_NUMBER = re.compile(r"(?<![\w.,:/])\d{1,6}(?![\w.,:/]*\d)")
_LONGEST_TEXT = 300
# Where a refusal is an answer; a bare no is understood by nlu/intents/yes_no.py already.
_NOTHING = WordList(
    listed(
        "ничего, больше ничего, без дополнений, без, не нужно, не надо, не нужен, не нужна, не нужны, "
        "не требуется, не хочу, обойдусь, обойдемся, откажусь, отказываюсь, пропуст*, пропущу, не интересует, "
        "nothing, skip, none, "
        "no need, not needed, нічого, не потрібно, не треба, ештеңе, керек емес, керек эмес, эч нерсе, hech narsa, "
        "kerak emas, керак эмас, хэрэггүй, юу ч"
    )
)
_MAIL = WordList(listed("почт*, e mail, email, мейл, имейл, пошт*"))
_FEW = 4
_DASHES = ("-", "–", "—", "0")
_TOO = WordList(listed("тоже, также, too, also, as well, теж, також, дагы, тағы"))
_ALL_OF_IT = WordList(
    listed(
        "ничего, больше ничего, ничего дополнительно, без дополнений, без допов, только интернет, nothing, нічого, "
        "ештеңе, эч нерсе, hech narsa, юу ч"
    )
)


def read(step: Step, saying: Saying) -> Any:
    """What the message says to this step, said early or asked for."""
    value = (step.read or _READERS[step.kind])(saying, step)
    if value is None and saying.asked and step.optional and refuses(saying):
        return step.refusal
    return value


def refuses(saying: Saying) -> bool:
    """Nothing of what was asked about is wanted."""
    if saying.asks:
        return False
    if saying.text.strip() in _DASHES:
        return True
    if saying.heard.refuses_contact:  # a number or an address of mail, and nothing else
        return False
    return saying.heard.answer == "no" or _NOTHING.within(saying.reading)


def refuses_all(saying: Saying) -> bool:
    """Nothing of the whole group is wanted: "ничего дополнительно не нужно"."""
    return not saying.heard.question and _ALL_OF_IT.within(saying.reading)


def _choice(saying: Saying, step: Step) -> Any:
    """The one option whose words are said; the longest when one holds the other. Asked, its number will do."""
    if saying.asks:
        return None
    offers = step.offers(saying.known, saying.facts)
    found: list[tuple[int, int, Option]] = []
    for option in offers:
        where = option.words.at(saying.reading)
        if where is not None:
            found.append((where[1] - where[0], -where[0], option))
    if found:
        best = max(found, key=lambda hit: hit[:2])
        rivals = [hit for hit in found if hit[2] is not best[2] and hit[0] == best[0]]
        return best[2].value if not rivals else None
    return numbered(saying, step)


def numbered(saying: Saying, step: Step) -> Any:
    """Asked, the number of an option in the list will do."""
    offers, number = step.offers(saying.known, saying.facts), _bare_number(saying)
    if saying.asked and number is not None and 1 <= number <= len(offers):
        return offers[number - 1].value
    return None


def read_yes_no(saying: Saying, step: Step) -> Any:
    """Early only together with what it is called: "статический IP не нужен"."""
    named = step.called.within(saying.reading)
    if saying.asks or not (saying.asked or named):
        return None
    if refuses(saying):
        return NO
    # "The IP too" goes with what was said before, be it a yes or a no.
    named = named and not _TOO.within(saying.reading)
    wanted = saying.asked and saying.wants and len(saying.reading.words) <= _FEW
    return YES if saying.heard.answer == "yes" or named or wanted else None


def _number(saying: Saying, step: Step) -> Any:
    if not (saying.asked or step.called.within(saying.reading)):
        return None
    found = _NUMBER.findall(saying.text)
    return int(found[0]) if len(found) == 1 else None


def _text(saying: Saying, step: Step) -> Any:
    """Whatever is answered, unless it is a question of the customer's."""
    if not saying.asked or saying.heard.question or saying.heard.later:
        return None
    text = " ".join(saying.text.split())
    if step.optional and refuses(saying) and len(saying.reading.words) <= 3:
        return None
    return text[:_LONGEST_TEXT] if re.search(r"\w", text) else None


# What was said of an address that is not whole yet.
PART = "address_part"
_PARTS = ("city", "street", "kind", "house", "flat")


def read_address(saying: Saying) -> Any:
    """A street and a house. What came in an earlier message is put together with the rest."""
    if saying.heard.question and not saying.asked:
        return None
    found = addresses.find(saying.text, asked=saying.asked)
    if found is None:
        return None
    if saying.asked and isinstance(part := saying.known.get(PART), dict):
        found = _completed(found, part)
    if not found.street:
        return None
    if not found.house:
        words = saying.says.house_missing.format(street=found.full())
        return Objection(words, keep={PART: _parts(found)}) if saying.asked else None
    return kept_address(found)


def _completed(found: addresses.Address, part: dict[str, Any]) -> addresses.Address:
    missing = {name: part[name] for name in _PARTS if part.get(name) and not getattr(found, name)}
    return replace(found, **missing)


def _parts(found: addresses.Address) -> dict[str, Any]:
    return {name: getattr(found, name) for name in _PARTS}


def kept_address(found: addresses.Address) -> dict[str, Any]:
    """As it is kept: ready for JSON."""
    return {
        **_parts(found),
        "full": found.full(),
        "private": found.private_house,
    }


def read_when(saying: Saying, step: Step) -> Any:
    """A day and an hour that can still be. A day off or a day gone by is questioned, and the next one proposed."""
    if saying.heard.question and not saying.asked:
        return None
    found = dates.find(saying.text, saying.now, saying.calendar)
    if found is None or (found.date is None and not saying.asked):
        return None
    if not saying.asked and not (found.date and (found.time or step.called.within(saying.reading))):
        return None
    day = found.date or _day_of(saying, found.hour)
    slot = _slot(saying.now, day, found.hour, found)
    if found.past or datetime.combine(day, found.until or found.hour, saying.now.tzinfo) <= saying.now:
        ahead = _next_open(step, saying.now.date() + timedelta(days=1))
        return _questioned(saying, saying.says.day_past, day, slot, ahead)
    if day.weekday() not in step.days:
        return _questioned(saying, saying.says.day_off, day, slot, _next_open(step, day))
    return slot


def _questioned(saying: Saying, words: str, day: date, slot: dict[str, Any], ahead: date) -> Objection:
    moved = _moved(slot, ahead, saying.now)
    return Objection(words.format(day=shown_day(day), next=shown_slot(moved)), proposal=moved)


def _day_of(saying: Saying, hour: time) -> date:
    """Only the hour was said: of the day known already, else the nearest such hour."""
    known = saying.known.get("when")
    if isinstance(known, dict) and known.get("date"):
        return date.fromisoformat(known["date"])
    if isinstance(saying.facts.get("proposal"), dict):
        return date.fromisoformat(saying.facts["proposal"]["date"])
    today = saying.now.date()
    return today if hour > saying.now.time() else today + timedelta(days=1)


def _slot(now: datetime, day: date, hour: time, found: dates.When) -> dict[str, Any]:
    words = f"{hour:%H:%M}"
    if found.time and found.until and found.until != found.time:
        words = f"{found.time:%H:%M}–{found.until:%H:%M}" if found.explicit_time else words
    elif found.until and not found.time:
        words = f"до {found.until:%H:%M}"
    at = datetime.combine(day, hour, now.tzinfo)
    return {"date": day.isoformat(), "time": words, "slot": at.isoformat()}


def _moved(slot: dict[str, Any], day: date, now: datetime) -> dict[str, Any]:
    at = datetime.fromisoformat(slot["slot"])
    return {**slot, "date": day.isoformat(), "slot": datetime.combine(day, at.time(), now.tzinfo).isoformat()}


def _next_open(step: Step, day: date) -> date:
    return next(
        day + timedelta(days=ahead) for ahead in range(8) if (day + timedelta(days=ahead)).weekday() in step.days
    )


def shown_day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def shown_slot(slot: dict[str, Any]) -> str:
    return f"{shown_day(date.fromisoformat(slot['date']))}, {slot['time']}"


def _bare_number(saying: Saying) -> int | None:
    found = saying.reading.words
    return (
        int(found[0].folded)
        if len(found) == 1 and found[0].folded.isdecimal() and len(found[0].folded) < 3
        else None
    )


def _of_the_draft(saying: Saying, step: Step) -> Any:
    """Names, numbers and addresses of mail are heard on every turn (domain/lead.py)."""
    return None


def _email(saying: Saying, step: Step) -> Any:
    refused = saying.heard.refuses_contact and (saying.asked or _MAIL.within(saying.reading))
    if refused and step.optional:
        return step.refusal
    return saying.heard.email or None


_READERS: dict[Kind, Reader] = {
    "choice": _choice,
    "yes_no": read_yes_no,
    "number": _number,
    "text": _text,
    "address": lambda saying, _: read_address(saying),
    "when": read_when,
    "name": _of_the_draft,
    "phone": _of_the_draft,
    "email": _email,
}
