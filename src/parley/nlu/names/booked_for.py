"""Names that stand in a sentence about something else: booked under, spoken for, put behind."""

from collections.abc import Sequence
from itertools import islice

from parley.nlu.contacts.vocabulary import is_first_name
from parley.nlu.names.cases import nominative, owner
from parley.nlu.names.format import said_parts, written
from parley.nlu.names.tokens import BEGINS, MOST_WORDS, Is, Message, looks_of, run
from parley.text.tokenize import fold

_MOST_PLACES, _SHORT, _REACH = 10, 6, 8


def of_owner(message: Message) -> str:
    """ "Айгерімнің атына рәсімдеңіз", "Болдын нэр дээр", "under Anna's name"."""
    said, known = message.reading.words, message.known
    places = [
        at
        for at, word in enumerate(said)
        if at and word.folded in known.in_name and said[at - 1].clause == word.clause
    ]
    for at in places[:_MOST_PLACES]:
        last = at - 1
        name = owner(said[last].text, known)
        if not name or _spoken_for(message, last) or not _owns(message, last, fold(name)):
            continue
        start = last
        while start and last - start < MOST_WORDS and _joins(message, start):
            start -= 1
        chosen = range(start, at)
        return written(message, chosen, [*said_parts(message, chosen[:-1]), name])
    return ""


def _owns(message: Message, at: int, folded: str) -> bool:
    """A first name; or a capitalised word nobody knows, where a sentence does not begin with it anyway."""
    known = message.known
    kind = looks_of(folded, known).alone
    if folded in message.context.not_names or message.reading.words[at].folded in known.theirs:
        return False
    inside = at > 0 or message.asked
    return kind in (Is.NAME, Is.COMMON) or (kind is Is.MAYBE and message.capital(at) and inside)


def _joins(message: Message, start: int) -> bool:
    """Whether the word before `start` belongs to the same name."""
    said, before = message.reading.words, start - 1
    if said[before].clause != said[start].clause or message.kinds[before] not in BEGINS:
        return False
    return said[start].glued or message.kinds[before] is Is.NAME or message.capital(before)


def _spoken_for(message: Message, at: int) -> bool:
    """ "ұлым Тимурдың атына": not the customer's own, unless a name was asked for."""
    said = message.reading.words
    near = (word for word in said[max(0, at - _REACH) : at] if word.clause == said[at].clause)
    return not message.asked and any(word.folded in message.known.theirs for word in near)


def booked(message: Message, language: str) -> str:
    """ "Можно на Ивана записать", "оформляйте на Ігоря", "на Олю"; "запишите на завтра" books nobody."""
    said, known = message.reading.words, message.known
    places = [at for at, word in enumerate(said) if word.folded in known.booked_on][:_MOST_PLACES]
    if not places or not (
        (len(said) <= _SHORT and message.asked) or any(word.folded in known.books for word in said)
    ):
        return ""
    for at in places:
        chosen = run(message, at + 1, lower=True)
        if not chosen or said[chosen[0]].clause != said[at].clause or _spoken_for(message, at):
            continue
        after = chosen[-1] + 1
        if after < len(said) and said[after].number and not message.contacts.covers(said[after].start):
            continue  # a street: "на Ивана Франко 15"
        parts = nominative(said_parts(message, chosen), known, language)
        if any(is_first_name(fold(part), known) for part in parts):
            firm = message.capital(chosen[0]) or message.kinds[chosen[0]] is not Is.COMMON or message.asked
            return written(message, chosen, parts) if firm else ""
    return ""


def spoken_for(message: Message) -> str:
    """ "This is Joanna's husband, Greg": behind whose they are stands who they are."""
    said, known, clauses = message.reading.words, message.known, message.reading.clauses
    for hit in islice((hit for hit in message.hits if hit.kind == "name_hint"), _MOST_PLACES):
        clause = said[hit.start].clause
        of_kin = any(said[at].folded in known.kin for at in _near(hit.end, clauses[clause].end))
        if not of_kin or clause + 1 >= len(clauses):
            continue
        following = clauses[clause + 1]
        chosen = run(message, following.start, lower=False)
        if chosen and chosen[-1] + 1 == following.end and not following.asking:
            return written(message, chosen)
    return ""


def _near(start: int, end: int) -> range:
    return range(start, min(end, start + _REACH))


def before_self(message: Message) -> str:
    """ "Та Вова я", "Роза я": the name first, then who it is."""
    said, known = message.reading.words, message.known
    for at in [at for at, word in enumerate(said) if at and word.folded in known.selves][:_MOST_PLACES]:
        ends = at + 1 == len(said) or said[at + 1].clause != said[at].clause
        if not ends or said[at - 1].clause != said[at].clause:
            continue
        chosen = _named_before(message, at)
        whole = bool(chosen) and message.reading.clauses[said[at].clause].start == chosen[0]
        if chosen and (message.asked or (whole and message.capital(chosen[0]))):
            return written(message, chosen)
    return ""


def _named_before(message: Message, end: int) -> Sequence[int]:
    start, named = end, (Is.NAME, Is.COMMON)
    while start and end - start < MOST_WORDS and message.reading.words[start - 1].clause == _clause(message, end):
        if message.kinds[start - 1] not in named:
            break
        start -= 1
    return range(start, end)


def _clause(message: Message, at: int) -> int:
    return message.reading.words[at].clause
