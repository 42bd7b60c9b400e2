"""What one message of a customer says, understood without a model.

`Hears` is what a language file lists to be listened for; `Heard` is what was found. `hear` is the one
entry; it asks the specialists (`find`, `yesno`, `tongue`) and holds no word of any language itself.
"""

from collections.abc import Sequence

from parley.core import find, tongue, yesno
from parley.core.heard import Answer, Asked, Context, Heard, Hears, Phone
from parley.core.phrases import Hit, Lexicon, longest
from parley.core.text import Reading, read, words

__all__ = ["Answer", "Asked", "Context", "Heard", "Hears", "Phone", "hear"]


def hear(text: str, context: Context, lexicon: Lexicon) -> Heard:
    """Understand one message. `lexicon`: the words of all languages, compiled once for the process."""
    reading = read(text)
    hits = longest(lexicon.hits(reading.words))
    contacts = find.contacts(reading.text, context.country)
    language = tongue.tell(reading, hits, context.language, lexicon)
    verdict = yesno.judge(reading, hits, language, context.asked)
    name = find.name(reading, hits, contacts, context, lexicon, answer=verdict.answer)
    said = {hit.kind for hit in hits}
    asking = any(clause.asking for clause in reading.clauses)
    about = _about(reading, hits, contacts, name)
    return Heard(
        language=language,
        phone=contacts.phone,
        bad_phone=contacts.scrap if context.asked == "phone" and not contacts.phone else "",
        email=contacts.email,
        name=name,
        answer=verdict.answer,
        correction=verdict.correction,
        greeting="greeting" in said,
        thanks="thanks" in said,
        goodbye="goodbye" in said,
        wants_human="human" in said and "not_human" not in said,
        opt_out="opt_out" in said,
        refuses_contact="refuses_contact" in said,
        asks_price="price" in said,
        ready="ready" in said,
        question=(asking or "question" in said) and not name,
        asks_who="who_are_you" in said,
        asks_catalogue="catalogue" in said,
        about=about,
        topic=_topic(reading, hits, contacts, name),
    )


# What was understood already is nothing to search for.
_UNDERSTOOD = frozenset(
    [
        "yes",
        "no",
        "wrong",
        "right",
        "later",
        "correction",
        "name_before",
        "name_hint",
        "name_after",
        "phone_words",
        "greeting",
        "thanks",
        "goodbye",
        "human",
        "opt_out",
        "refuses_contact",
        "who_are_you",
        "catalogue",
    ]
)


def _about(reading: Reading, hits: Sequence[Hit], contacts: find.Contacts, name: str) -> str:
    covered = {at for hit in hits if hit.kind in _UNDERSTOOD for at in range(hit.start, hit.end)}
    names = set(words(name))
    left = [
        word.text
        for at, word in enumerate(reading.words)
        if at not in covered and word.folded not in names and not contacts.covers(word.start)
    ]
    return " ".join(left) if any(len(word) > 2 for word in left) else ""


def _topic(reading: Reading, hits: Sequence[Hit], contacts: find.Contacts, name: str) -> tuple[str, ...]:
    """Words no list knows are what the message is about; prices and amounts are understood elsewhere."""
    covered = {at for hit in hits if hit.kind != "not_names" for at in range(hit.start, hit.end)}
    names = set(words(name))
    return tuple(
        word.folded
        for at, word in enumerate(reading.words)
        if at not in covered
        and word.folded not in names
        and not contacts.covers(word.start)
        and (len(word.folded) > 2 or word.number)
    )
