"""What one message of a customer says, understood without a model.

`Hears` is what a language file lists to be listened for; `Heard` is what was found. `hear` is the one
entry; it asks the specialists (`find`, `yesno`, `tongue`) and holds no word of any language itself.
"""

from collections.abc import Sequence

from parley.domain.understanding import Answer, Asked, Context, Heard, Phone
from parley.nlu.contacts import extract as find
from parley.nlu.contacts import phone_correction as tails
from parley.nlu.contacts.vocabulary import Vocabulary, vocabulary
from parley.nlu.intents import human_request as wish
from parley.nlu.intents import opt_out as optout
from parley.nlu.intents import yes_no as yesno
from parley.nlu.language import detect as tongue
from parley.nlu.names import extract as names
from parley.nlu.phrase_matcher import Hit, Lexicon, longest, words_of
from parley.nlu.vocabulary import Hears
from parley.text.tokenize import Reading, read, words

# Four thousand characters are some six hundred words as people write; a wall of one-letter words has three times as
# many. Only so many at the beginning and at the end are looked at: no message costs more than a long real one.
_LOOKED_AT = (600, 100)

__all__ = ["Answer", "Asked", "Context", "Heard", "Hears", "Phone", "hear"]


def hear(text: str, context: Context, lexicon: Lexicon) -> Heard:
    """Understand one message. `lexicon`: the words of all languages, compiled once for the process."""
    reading = read(text, ends=_LOOKED_AT)
    every = lexicon.hits(reading.words)
    hits = _without_false_greetings(reading, longest(every))
    opt_out = optout.wanted(reading, hits)
    known = vocabulary(lexicon)
    contacts = find.contacts(reading.text, context.country, context.asked, known, reading)
    phone = contacts.phone or (tails.put_right(reading, context, known) if context.known_phone else None)
    scrap = contacts.scrap if not contacts.phone else ""
    if scrap and context.asked != "phone" and not find.scrap_of_a_phone(reading, contacts, known):
        scrap = ""
    cut_short = find.cut_short(contacts.phone, context.country) if context.asked == "phone" else ""
    language = tongue.tell(reading, hits, context.language, lexicon)
    hits = [hit for hit in hits if hit.kind not in optout.ONLY_HERE]
    verdict = yesno.judge(reading, hits, language, context.asked)
    for_names = _for_names(hits, language)
    name = names.find(reading, for_names, contacts, context, lexicon, answer=verdict.answer, language=language)
    said = {hit.kind for hit in hits}
    given = bool(name or phone)
    asking = any(clause.asking for clause in reading.clauses)
    differs = _differs(name, phone, context)
    contrasted = bool(name) and not set(words(context.known_name)).isdisjoint(word.folded for word in reading.words)
    contrasted = contrasted or (bool(name) and _only_number_right(reading, hits, known))
    correction = _corrects(verdict, hits, context, given, differs=differs, contrasted=contrasted)
    slip = verdict.slip and given and context.asked in _GIVING
    of_contact = given or bool(scrap) or verdict.later or context.asked in _OF_CONTACT
    about = _about(reading, hits, contacts, name, known=None if of_contact else known)
    return Heard(
        language=language,
        phone=None if cut_short else phone,
        bad_phone=cut_short or scrap,
        email=contacts.email,
        name=name,
        answer="no" if correction and context.asked == "confirm" else "" if slip else verdict.answer,
        correction=correction or slip,
        later=verdict.later,
        greeting="greeting" in said,
        thanks=_thanks(every, hits),
        goodbye="goodbye" in said and _goodbye(reading, hits),
        wants_human=not opt_out and wish.for_person(reading, hits, introduced=bool(name)),
        opt_out=opt_out,
        refuses_contact="refuses_contact" in said,
        asks_why=not given and _asks_why(reading, hits, context),
        asks_price="price" in said or ("discounts" in said and _asks_for_discount(reading, hits)),
        ready="ready" in said,
        question=(asking or "question" in said) and not name,
        asks_who="who_are_you" in said,
        asks_catalogue="catalogue" in said,
        about=about,
        topic=_topic(reading, hits, contacts, name),
    )


# Asked in one of these ways, a phone is a number.
_OF_CONTACT = frozenset({"phone", "confirm", "correction"})
# Who was asked for a name or a number and gives another one owns up to a slip and refuses nothing.
_GIVING = frozenset({"name", "phone", "correction"})


def _thanks(every: Sequence[Hit], hits: Sequence[Hit]) -> bool:
    """ "No thanks" is a no and thanks all the same; "thank you cards" are goods."""
    goods = words_of(hits, {"idioms"})
    return any(hit.kind == "thanks" and hit.start not in goods for hit in every)


def _without_false_greetings(reading: Reading, hits: Sequence[Hit]) -> list[Hit]:
    """What asks whether there is something as well ("утас байна уу?", "кандай телефон") greets only where nothing
    else is said in its clause."""
    greeting = words_of(hits, {"greeting"})
    if not greeting:
        return list(hits)
    asks = {(hit.start, hit.end) for hit in hits if hit.kind == "question"}
    return [
        hit
        for hit in hits
        if hit.kind != "greeting"
        or (hit.start, hit.end) not in asks
        or greeting.issuperset(_clause_of(reading, hit))
    ]


def _clause_of(reading: Reading, hit: Hit) -> range:
    clause = reading.clauses[reading.words[hit.start].clause]
    return range(clause.start, clause.end)


def _goodbye(reading: Reading, hits: Sequence[Hit]) -> bool:
    """A word that is frequent in other sentences ("пока") takes leave at the end of its clause only."""
    frequent = {(hit.start, hit.end, hit.language) for hit in hits if hit.kind == "marks"}
    return any(
        hit.kind == "goodbye"
        and (
            (hit.start, hit.end, hit.language) not in frequent
            or hit.end == reading.clauses[reading.words[hit.start].clause].end
        )
        for hit in hits
    )


def _asks_why(reading: Reading, hits: Sequence[Hit], context: Context) -> bool:
    """ "Зачем вам мой номер?", or just "зачем?" to who asked for it."""
    if any(hit.kind == "why_contact" for hit in hits):
        return True
    whys = words_of(hits, {"whys"})
    others = [word for at, word in enumerate(reading.words) if at not in whys and len(word.folded) > 1]
    return bool(whys) and not others and context.asked in ("name", "phone", "correction")


def _asks_for_discount(reading: Reading, hits: Sequence[Hit]) -> bool:
    """ "Скидка есть?" is about the price, "когда будет скидка?" about the time."""
    clauses = {reading.words[hit.start].clause for hit in hits if hit.kind == "whens"}
    return any(hit.kind == "discounts" and reading.words[hit.start].clause not in clauses for hit in hits)


def _differs(name: str, phone: Phone | None, context: Context) -> bool:
    """Another name or number than the one known."""
    if name and context.known_name and not set(words(context.known_name)) <= set(words(name)):
        return True
    known = find.parse_phone(context.known_phone, context.country)
    if phone is None or known is None:
        return False
    return known.raw != phone.raw and (known.e164 is None or known.e164 != phone.e164)


def _only_number_right(reading: Reading, hits: Sequence[Hit], known: Vocabulary) -> bool:
    """ "Имя с мягким знаком: Асель. Номер верный": what is right is the number."""
    right = [hit for hit in hits if hit.kind == "right"]
    return bool(right) and all(
        any(reading.words[at].folded in known.phone_words for at in range(hit.start, hit.end)) for hit in right
    )


def _corrects(
    verdict: yesno.Verdict, hits: Sequence[Hit], context: Context, given: bool, *, differs: bool, contrasted: bool
) -> bool:
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
    # "Yes, my name is Tom, everything is right" takes nothing back; "the number is right, not Tom but Tim" does.
    return asked and given and differs and (contrasted or "right" not in said)


# Kinds in which a name may stand: "от друзей", "Анна из соцсетей".
_NO_NAME = frozenset({"person", "wish", "not_before", "not_after", "turns"})


_NAME_CUES = frozenset({"name_before", "name_hint"})


def _for_names(hits: Sequence[Hit], language: str) -> list[Hit]:
    """What was understood as something else is no name; what was only guessed at may be one. A frequent word of the
    message's language is no "my name is" of another ("мені" is Ukrainian, and folded a Kazakh "мені … деп")."""
    own = {(hit.start, hit.kind in _NAME_CUES) for hit in hits if hit.language == language}
    told = [hit for hit in hits if not hit.guessed]
    told = [
        hit
        for hit in told
        if hit.kind not in _NAME_CUES
        or hit.end - hit.start > 1
        or (hit.start, True) in own
        or (hit.start, False) not in own
    ]
    return [hit._replace(kind="not_names") if hit.kind in _NO_NAME else hit for hit in told]


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
        "wish",
        "opt_out",
        "refuses_contact",
        "why_contact",
        "who_are_you",
        "catalogue",
    ]
)


def _about(
    reading: Reading, hits: Sequence[Hit], contacts: find.Contacts, name: str, *, known: Vocabulary | None
) -> str:
    """`known`: where nothing of a contact is said, so that phones may be goods ("хочу телефон")."""
    covered = {
        at
        for hit in hits
        if hit.kind in _UNDERSTOOD
        for at in range(hit.start, hit.end)
        if known is None or hit.kind != "phone_words" or _somebodys(reading, known)
    }
    of_name = set(words(name))
    left = [
        word.text
        for at, word in enumerate(reading.words)
        if at not in covered and word.folded not in of_name and not contacts.covers(word.start)
    ]
    return " ".join(left) if any(len(word) > 2 or _initials(word) for word in left) else ""


def _initials(word: str) -> bool:
    """ "LG", "HP", "ТВ"."""
    return len(word) == 2 and word.isupper()


def _somebodys(reading: Reading, known: Vocabulary) -> bool:
    """ "Ваш телефон", "мой номер": no goods."""
    return any(
        word.folded in known.own or word.folded in known.yours or word.folded in known.your_lines
        for word in reading.words
    )


_TELLING_NOTHING = frozenset({"not_names", "marks", "real", "number_parts"})
_SMALL_WORD = 4


def _topic(reading: Reading, hits: Sequence[Hit], contacts: find.Contacts, name: str) -> tuple[str, ...]:
    """Words no list knows are what the message is about; prices and amounts are understood elsewhere.

    A word that only marks a language says something all the same, unless it is a small one."""
    covered = {at for hit in hits if hit.kind not in _TELLING_NOTHING for at in range(hit.start, hit.end)}
    small = {
        hit.start for hit in hits if hit.kind == "marks" and len(reading.words[hit.start].folded) <= _SMALL_WORD
    }
    covered |= small
    of_name = set(words(name))
    return tuple(
        word.folded
        for at, word in enumerate(reading.words)
        if at not in covered
        and word.folded not in of_name
        and not contacts.covers(word.start)
        and (len(word.folded) > 2 or word.number)
    )
