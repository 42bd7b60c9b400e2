"""What each word of a message may be in a name, and where a name ends."""

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

from parley.domain.understanding import Context
from parley.nlu.contacts.extract import Contacts
from parley.nlu.contacts.vocabulary import Looks, Vocabulary, is_first_name
from parley.nlu.phrase_matcher import Hit
from parley.text.tokenize import Reading, Word

MOST_WORDS, _MOST_PARTS = 3, 8
_REMEMBERED = 20_000
_OWNED = ("'s", "’s")
_QUOTED = ("«", "„", "“", '"')
_VOWEL = re.compile("[аеиоуыэюяёіїєөүұәaeiouy]")
# Where these were heard, the words around them are no name.
_NEVER = frozenset(
    [
        "yes", "no", "wrong", "right", "later", "correction", "not_names", "phone_words", "greeting", "thanks",
        "goodbye", "human", "opt_out", "refuses_contact", "why_contact", "whys", "price", "ready", "question",
        "who_are_you", "catalogue", "marks", "name_before", "name_hint", "name_after",
    ]
)  # fmt: skip


class Is(IntEnum):
    """What a word may be. NEVER: no name. THING: a name only as a surname ("David Black"). MAYBE: nothing is known
    of it. COMMON: a first name and a word ("Роза", "Will"). NAME: a first name."""

    NEVER = 0
    THING = 1
    MAYBE = 2
    COMMON = 3
    NAME = 4
    # "Б." before a name, "van" and "қызы" within one
    INITIAL = 5
    PARTICLE = 6


BEGINS = frozenset({Is.MAYBE, Is.COMMON, Is.NAME, Is.INITIAL})


class Message(NamedTuple):
    """A message with what each word of it may be."""

    reading: Reading
    hits: Sequence[Hit]
    contacts: Contacts
    context: Context
    known: Vocabulary
    kinds: Sequence[Is]

    @property
    def asked(self) -> bool:
        return self.context.asked in ("name", "correction")

    def asking(self, at: int) -> bool:
        return self.reading.clauses[self.reading.words[at].clause].asking

    def capital(self, at: int) -> bool:
        return self.reading.words[at].text[0].isupper()

    def shaped(self, at: int) -> bool:
        """A first name, a surname or a patronymic by its look."""
        return self.kinds[at] in (Is.COMMON, Is.NAME, Is.INITIAL, Is.PARTICLE) or (
            self.kinds[at] is Is.MAYBE and _ends(self.reading.words[at].folded, self.known.surname_endings) > 0
        )


def kinds_of(
    reading: Reading, hits: Sequence[Hit], contacts: Contacts, context: Context, known: Vocabulary
) -> list[Is]:
    taken = {
        at
        for hit in hits
        if hit.kind in _NEVER
        for at in range(hit.start, hit.end)
        if not (hit.transliterated and at > 0 and reading.words[at].text[0].isupper())
    }
    # "бул ким": who is this; "Ким" alone is a name
    questions = {hit.start for hit in hits if hit.kind == "question" and hit.start}
    return [
        Is.NEVER
        if at in questions and word.text.islower()
        else _kind(at, word, at in taken, reading, contacts, context, known)
        for at, word in enumerate(reading.words)
    ]


def _kind(
    at: int, word: Word, taken: bool, reading: Reading, contacts: Contacts, context: Context, known: Vocabulary
) -> Is:
    folded = word.folded
    looks = looks_of(folded, known)
    if not word.text[0].isalpha() or folded in context.not_names or contacts.covers(word.start):
        return Is.NEVER
    if word.text[-2:] in _OWNED:
        return Is.NEVER  # "it's Anna's birthday"
    if len(word.text) == 1:
        follows = reading.words[at + 1].text[0] if at + 1 < len(reading.words) else ""
        dotted = reading.text[word.end : word.end + 1] == "."
        return Is.INITIAL if dotted and word.text.isupper() and (follows.isupper() or at) else Is.NEVER
    if looks.particle and at and word.text[0].islower():
        return Is.PARTICLE
    alone = Is(looks.alone)
    if alone in (Is.NAME, Is.COMMON):
        return Is.COMMON if taken else alone
    # "хм", and what is called so in quotation marks
    noise = alone is Is.MAYBE and (
        not _VOWEL.search(word.text.lower()) or reading.text[word.start - 1 : word.start] in _QUOTED
    )
    return Is.NEVER if taken or noise else alone


def looks_of(folded: str, known: Vocabulary) -> Looks:
    """What a word may be by itself; remembered, for people use the same ones."""
    if looks := known.looks.get(folded):
        return looks
    if len(known.looks) >= _REMEMBERED:
        known.looks.clear()
    looks = known.looks[folded] = Looks(_alone(folded, known), folded in known.particles)
    return looks


def _alone(folded: str, known: Vocabulary) -> Is:
    thing = folded in known.things or folded in known.theirs
    if is_first_name(folded, known):
        return Is.COMMON if thing or folded in known.words_too else Is.NAME
    if thing:
        return Is.THING
    endless = _ends(folded, known.other_endings) > _ends(folded, known.surname_endings)
    return Is.NEVER if endless or len(set(folded)) == 1 else Is.MAYBE  # "ааа"


def _ends(folded: str, endings: tuple[str, ...]) -> int:
    """How long the ending is that a word has, with a stem of two letters at least before it; 0 for none."""
    if not folded.endswith(endings):
        return 0
    return max((len(ending) for ending in endings if folded[2:].endswith(ending)), default=0)


def run(message: Message, start: int, *, lower: bool) -> list[int]:
    """The words of a name from `start` on. `lower`: its first word may be any; else it has a capital or is a first
    name. What follows must look like a name as the first word does: "зовут Сакен хочу ноутбук"."""
    said, kinds = message.reading.words, message.kinds
    chosen: list[int] = []
    for at in range(start, len(said)):
        if chosen and not _goes_on(message, chosen, at):
            break
        if not chosen and kinds[at] not in BEGINS:
            break
        if not chosen and not (lower or message.capital(at) or kinds[at] in (Is.NAME, Is.COMMON)):
            break
        chosen.append(at)
    while chosen and kinds[chosen[-1]] is Is.PARTICLE and not ends_name(message, chosen[-1]):
        chosen.pop()
    return [] if all(kinds[at] is Is.INITIAL for at in chosen) else chosen


def _goes_on(message: Message, chosen: Sequence[int], at: int) -> bool:
    said, kinds = message.reading.words, message.kinds
    last = chosen[-1]
    if len(chosen) >= _MOST_PARTS:
        return False
    if said[at].clause != said[last].clause and kinds[last] is not Is.INITIAL:
        return False
    full = sum(kinds[of] is not Is.PARTICLE and not said[of].glued for of in chosen) >= MOST_WORDS
    if kinds[at] is Is.PARTICLE:
        follows = at + 1 < len(said) and said[at + 1].clause == said[at].clause and message.capital(at + 1)
        return ends_name(message, at) or (follows and kinds[at + 1] in BEGINS)
    if full and not said[at].glued:
        return False
    if message.capital(chosen[0]) and message.capital(at):
        surname = kinds[at] is Is.THING and kinds[chosen[0]] in (Is.NAME, Is.COMMON)
        return surname or kinds[at] in BEGINS
    if said[at].glued:
        return kinds[at] in BEGINS
    return kinds[at] is Is.NAME or (kinds[at] is Is.MAYBE and message.shaped(at))


def ends_name(message: Message, at: int) -> bool:
    """ "қызы", "o'g'li": a particle that ends a name."""
    return message.reading.words[at].folded.endswith(message.known.surname_endings)
