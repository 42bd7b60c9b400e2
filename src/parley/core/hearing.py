"""What one message of a customer says, understood without a model.

`Hears` is what a language file lists to be listened for; `Heard` is what was found. `hear` is the one
entry; it asks the specialists (`find`, `yesno`, `tongue`) and holds no word of any language itself.
"""

from collections.abc import Sequence

from parley.core import find, names, tongue, yesno
from parley.core.heard import Answer, Asked, Context, Heard, Hears, Phone
from parley.core.phrases import Hit, Lexicon, longest
from parley.core.text import Reading, fold, read, words

__all__ = ["Answer", "Asked", "Context", "Heard", "Hears", "Phone", "hear"]


def hear(text: str, context: Context, lexicon: Lexicon) -> Heard:
    """Understand one message. `lexicon`: the words of all languages, compiled once for the process."""
    reading = read(text)
    hits = longest(lexicon.hits(reading.words))
    contacts = find.contacts(reading.text, context.country, context.asked)
    cut_short = find.cut_short(contacts.phone, context.country) if context.asked == "phone" else ""
    language = tongue.tell(reading, hits, context.language, lexicon)
    verdict = yesno.judge(reading, hits, language, context.asked)
    name = names.find(reading, hits, contacts, context, lexicon, answer=verdict.answer)
    said = {hit.kind for hit in hits}
    given = bool(name or contacts.phone)
    asking = any(clause.asking for clause in reading.clauses)
    about = _about(reading, hits, contacts, name)
    return Heard(
        language=language,
        phone=None if cut_short else contacts.phone,
        bad_phone=cut_short or (contacts.scrap if context.asked == "phone" and not contacts.phone else ""),
        email=contacts.email,
        name=name,
        answer=verdict.answer,
        correction=_corrects(verdict, hits, context, given, differs=_differs(name, contacts.phone, context)),
        greeting="greeting" in said,
        thanks="thanks" in said,
        goodbye="goodbye" in said,
        wants_human=_wants_human(hits, name),
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


def _differs(name: str, phone: Phone | None, context: Context) -> bool:
    """Another name or number than the one known."""
    if name and context.known_name and fold(name) != fold(context.known_name):
        return True
    known = find.parse_phone(context.known_phone, context.country)
    if phone is None or known is None:
        return False
    return known.raw != phone.raw and (known.e164 is None or known.e164 != phone.e164)


def _corrects(verdict: yesno.Verdict, hits: Sequence[Hit], context: Context, given: bool, *, differs: bool) -> bool:
    """Something said before is taken back: "no" and a new name, "wrong" and the word number. "Other" alone may be
    another colour."""
    said = {hit.kind for hit in hits}
    asked = context.asked in ("confirm", "correction")
    of_contact = given or bool(said & {"phone_words", "name_before"})
    if verdict.correction:
        return asked or of_contact
    known = bool(context.known_name or context.known_phone)
    if verdict.answer == "no" and (asked or known):
        return given or ("wrong" in said and of_contact)
    return asked and given and verdict.answer == "" and differs


def _wants_human(hits: Sequence[Hit], name: str) -> bool:
    """ "Call me Bob" gives a name and asks for no call."""
    introducing = {(hit.start, hit.end) for hit in hits if hit.kind == "name_before"} if name else set()
    asked = any(hit.kind == "human" and (hit.start, hit.end) not in introducing for hit in hits)
    return asked and not any(hit.kind == "not_human" for hit in hits)


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
    of_name = set(words(name))
    left = [
        word.text
        for at, word in enumerate(reading.words)
        if at not in covered and word.folded not in of_name and not contacts.covers(word.start)
    ]
    return " ".join(left) if any(len(word) > 2 for word in left) else ""


def _topic(reading: Reading, hits: Sequence[Hit], contacts: find.Contacts, name: str) -> tuple[str, ...]:
    """Words no list knows are what the message is about; prices and amounts are understood elsewhere."""
    covered = {at for hit in hits if hit.kind != "not_names" for at in range(hit.start, hit.end)}
    of_name = set(words(name))
    return tuple(
        word.folded
        for at, word in enumerate(reading.words)
        if at not in covered
        and word.folded not in of_name
        and not contacts.covers(word.start)
        and (len(word.folded) > 2 or word.number)
    )
