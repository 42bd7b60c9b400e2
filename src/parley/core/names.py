"""A customer's name: after "меня зовут", before "гэдэг", beside a phone, or alone when it was asked for."""

from collections.abc import Sequence

from parley.core.find import Contacts
from parley.core.heard import Answer, Context
from parley.core.phrases import Hit, Lexicon
from parley.core.text import Reading, Word, fold, is_latin, words

_MOST_WORDS = 3
_SHORTEST, _LONGEST = 2, 30
_MOST_WORDS_INSTEAD, _SHORTEST_STEM = 6, 4
# What surrounds a bare name and is none of it: "да, Айдар", "это Айдар, тел 8701…".
_FILLERS = frozenset(
    {"greeting", "phone_words", "yes", "no", "wrong", "correction", "name_hint", "thanks", "right"}
)
# Where these were heard, the words around them are no name.
_NEVER = frozenset(
    [
        "yes",
        "no",
        "wrong",
        "right",
        "later",
        "correction",
        "not_names",
        "phone_words",
        "greeting",
        "thanks",
        "goodbye",
        "human",
        "opt_out",
        "refuses_contact",
        "price",
        "ready",
        "question",
        "who_are_you",
        "catalogue",
        "marks",
        "name_before",
        "name_hint",
        "name_after",
    ]
)


def find(
    reading: Reading,
    hits: Sequence[Hit],
    contacts: Contacts,
    context: Context,
    lexicon: Lexicon,
    *,
    answer: Answer,
) -> str:
    """The customer's name as a person would write it; empty when none was given."""
    taken = {
        at
        for hit in hits
        if hit.kind in _NEVER
        for at in range(hit.start, hit.end)
        if not (hit.transliterated and at > 0 and reading.words[at].text[0].isupper())
    }
    usable = [at not in taken and _namelike(word, contacts, context) for at, word in enumerate(reading.words)]
    return (
        _instead(reading, usable, context, answer)
        or _after_cue(reading, hits, usable, "name_before", capital=False)
        or _before_cue(reading, hits, usable, asked=context.asked == "name")
        or _without_ending(_after_cue(reading, hits, usable, "name_hint", capital=True), lexicon)
        or _bare(reading, hits, usable, contacts, context)
    )


def _instead(reading: Reading, usable: Sequence[bool], context: Context, answer: Answer) -> str:
    """ "Не Сакен, а Айдар", "Сакен емес, Айдар": a short message that says the known name and another one."""
    known = set(words(context.known_name))
    if not known or answer == "yes" or len(reading.words) > _MOST_WORDS_INSTEAD:
        return ""
    said = [at for at, word in enumerate(reading.words) if word.folded in known]
    other = [
        word
        for at, word in enumerate(reading.words)
        if said and usable[at] and at not in said and word.text[0].isupper() and not word.text.isupper()
    ]
    beside = len(reading.words) == len(said) + len(other)  # "Сакен Ахметов" is one name, said in full
    return "" if beside else _written(other[:_MOST_WORDS])


def _without_ending(name: str, lexicon: Lexicon) -> str:
    """ "Мен Айдармын" is Айдар; a short rest is a name of its own (Усман, Рахман)."""
    for ending in lexicon.name_endings:
        if len(name) - len(ending) >= _SHORTEST_STEM and fold(name).endswith(ending):
            return name[: -len(ending)]
    return name


def _namelike(word: Word, contacts: Contacts, context: Context) -> bool:
    return (
        not word.number
        and len(word.text) > 1
        and word.text[0].isalpha()
        and word.folded not in context.not_names
        and not contacts.covers(word.start)
    )


def _after_cue(reading: Reading, hits: Sequence[Hit], usable: Sequence[bool], kind: str, *, capital: bool) -> str:
    for hit in (hit for hit in hits if hit.kind == kind):
        clause = reading.words[hit.start].clause
        start = hit.end
        if kind == "name_before" and start < len(reading.words):
            clause = reading.words[start].clause  # "меня зовут: Сакен"
        chosen = _run(reading, usable, start, clause, capital=capital)
        # "Это Samsung или LG?" introduces nobody.
        if chosen and capital and (_asking(reading, hit) or _foreign(chosen[0], reading.words[hit.start])):
            continue
        if chosen:
            return _written(chosen)
    return ""


def _asking(reading: Reading, hit: Hit) -> bool:
    return reading.clauses[reading.words[hit.start].clause].asking


def _foreign(word: Word, cue: Word) -> bool:
    return is_latin(word.folded) != is_latin(cue.folded)


def _before_cue(reading: Reading, hits: Sequence[Hit], usable: Sequence[bool], *, asked: bool) -> str:
    """ "Болд гэдэг", "Michael here". Without a question or a "my name" before it, only a capital makes a name."""
    for hit in (hit for hit in hits if hit.kind == "name_after"):
        clause, start = reading.words[hit.start].clause, hit.start
        while start > 0 and usable[start - 1] and reading.words[start - 1].clause == clause:
            start -= 1
        chosen = reading.words[max(start, hit.start - _MOST_WORDS) : hit.start]
        cued = any(
            other.kind in ("name_before", "name_hint") and reading.words[other.start].clause == clause
            for other in hits
        )
        if not (asked or cued):
            chosen = tuple(word for word in chosen if word.text[0].isupper())
        if chosen:
            return _written(chosen)
    return ""


def _run(reading: Reading, usable: Sequence[bool], start: int, clause: int, *, capital: bool) -> list[Word]:
    chosen: list[Word] = []
    for at in range(start, len(reading.words)):
        word = reading.words[at]
        if word.clause != clause or not usable[at] or len(chosen) >= _MOST_WORDS:
            break
        if capital and not word.text[0].isupper():
            break
        # After a first word with a capital, one without is no part of the name: "зовут Сакен хочу ноутбук".
        if chosen and chosen[0].text[0].isupper() and not (word.text[0].isupper() or word.glued):
            break
        chosen.append(word)
    lower = chosen and not chosen[0].text[0].isupper()
    return chosen[:2] if lower and len(chosen) > 2 else chosen


def _bare(
    reading: Reading, hits: Sequence[Hit], usable: Sequence[bool], contacts: Contacts, context: Context
) -> str:
    """A clause that is a name and nothing else: as the answer to the question, or beside a phone.

    Without the question, or when more is said than the name, it must have a capital letter.
    """
    asked = context.asked in ("name", "correction")
    if not (asked or contacts.phone):
        return ""
    fillers = {at for hit in hits if hit.kind in _FILLERS for at in range(hit.start, hit.end)}
    content = [
        at
        for at, word in enumerate(reading.words)
        if at not in fillers and not word.number and not contacts.covers(word.start)
    ]
    for clause in reading.clauses:
        left = [at for at in content if clause.start <= at < clause.end]
        glued = sum(reading.words[at].glued for at in left)
        if not left or clause.asking or len(left) - glued > _MOST_WORDS or not all(usable[at] for at in left):
            continue
        chosen = [reading.words[at] for at in left]
        capital = chosen[0].text[0].isupper() and (chosen[-1].glued or chosen[-1].text[0].isupper())
        if (asked and len(left) == len(content)) or capital:
            return _written(chosen)
    return ""


def _written(chosen: Sequence[Word]) -> str:
    text = ""
    for word in chosen:
        text += ("-" if word.glued and text else " " if text else "") + _capital(word.text)
    return text if _SHORTEST <= len(text) <= _LONGEST else ""


def _capital(word: str) -> str:
    """O'tkir stays O'tkir: only the first letter is raised, and a shouted word is calmed."""
    rest = word[1:].lower() if word.isupper() or word.islower() else word[1:]
    return word[0].upper() + rest
