"""A surname said in small letters behind a first name, and what goes on behind a name."""

from collections.abc import Sequence

from parley.nlu.names.tokens import Is, Message
from parley.text.tokenize import is_latin

_SHORTEST = 4


def with_surname(message: Message, chosen: list[int], *, sure: bool) -> list[int]:
    """ "my name is tom hanks": in small letters nothing but its place tells a surname. `sure`: the name was said
    as a sentence of its own; otherwise it must close the clause."""
    said, at = message.reading.words, chosen[-1] + 1
    alone = len(chosen) == 1 and message.kinds[chosen[0]] in (Is.NAME, Is.COMMON)
    if not alone or at >= len(said) or message.kinds[at] not in (Is.MAYBE, Is.COMMON) or message.capital(at):
        return chosen
    first, word = said[chosen[0]], said[at]
    latin = is_latin(first.folded) and is_latin(word.folded)
    if word.clause != first.clause or message.capital(chosen[0]) or len(word.folded) < _SHORTEST:
        return chosen
    ends = not goes_on(message, at)
    fits = ends or (sure and (message.kinds[at], message.kinds[at + 1]) == (Is.MAYBE, Is.NEVER))
    return [*chosen, at] if latin and fits and (sure or message.asked) else chosen


def unknown(message: Message, chosen: Sequence[int]) -> bool:
    return not any(message.capital(at) or message.kinds[at] in (Is.NAME, Is.COMMON) for at in chosen)


def goes_on(message: Message, at: int) -> bool:
    said = message.reading.words
    return at + 1 < len(said) and said[at + 1].clause == said[at].clause and not said[at + 1].number
