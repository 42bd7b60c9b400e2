"""A customer's name: after "меня зовут", before "гэдэг", beside a phone, or alone when it was asked for.

Somebody else's name ("записать сына Тимура", "сына зовут Тимур") is none, unless a name was asked for.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from parley.domain.understanding import Answer, Context
from parley.nlu.contacts.extract import Contacts
from parley.nlu.contacts.vocabulary import Vocabulary, is_first_name, vocabulary
from parley.nlu.names.booked_for import before_self, booked, of_owner, spoken_for
from parley.nlu.names.cases import nominative
from parley.nlu.names.format import capitalised, said_parts, written
from parley.nlu.names.hints import after_hint, without_ending, without_known_ending
from parley.nlu.names.surname import goes_on, unknown, with_surname
from parley.nlu.names.tokens import BEGINS, MOST_WORDS, Is, Message, ends_name, kinds_of, run
from parley.nlu.phrase_matcher import Hit, Lexicon
from parley.text.tokenize import Reading, fold, words

_MOST_WORDS_INSTEAD = 6
# "my name is": from so many words on a cue says nothing else.
_SENTENCE = 3
_DENYING = frozenset({"no", "wrong", "not_after"})
_MOST_WORDS_DENYING = 10
# A wall of "меня зовут" costs no more than this many looks.
_MOST_CUES = 10
# "Имя надо бы поменять на …"
_REACH = 5
_ENDS = frozenset(".!?\n")
_DATIVE = ("га", "ге", "ка", "ке", "го", "ко", "ga", "ka", "qa")
# What surrounds a bare name and is none of it: "да, Айдар", "это Айдар, тел 8701…".
_FILLERS = frozenset(
    {"greeting", "phone_words", "yes", "no", "wrong", "correction", "name_hint", "thanks", "right"}
)


def find(
    reading: Reading,
    hits: Sequence[Hit],
    contacts: Contacts,
    context: Context,
    lexicon: Lexicon,
    *,
    answer: Answer,
    language: str = "",
) -> str:
    """The customer's name as a person would write it; empty when none was given."""
    if not reading.words:
        return ""
    known = vocabulary(lexicon)
    message = Message(reading, hits, contacts, context, known, kinds_of(reading, hits, contacts, context, known))
    return (
        _denied(message, lexicon)
        or _renamed(message, language)
        or _instead(message, answer)
        or of_owner(message)
        or _after_cue(message, language)
        or _before_cue(message, language)
        or spoken_for(message)
        or after_hint(message, lexicon)
        or booked(message, language)
        or before_self(message)
        or without_known_ending(_bare(message), lexicon, known)
        or _beside(message)
    )


def _denied(message: Message, lexicon: Lexicon) -> str:
    """ "Не Сакен, а Айдар", "меня зовут не Сакен, а Айдар", "Сакен емес, Айдар": the other of the two."""
    said, known = message.reading.words, message.known
    if len(said) > _MOST_WORDS_DENYING:
        return ""
    for at, word in enumerate(said):
        if word.folded in known.denies:
            wrong = run(message, at + 1, lower=True)
        elif word.folded in known.denies_after and at and message.kinds[at - 1] in BEGINS:
            wrong = [at - 1]
        else:
            continue
        start = max(wrong[-1], at) + 1 if wrong else len(said)
        while start < len(said) and (said[start].folded in known.but or said[start].folded in known.hints):
            start += 1
        right = run(message, start, lower=True) or _said_before(message, min([at, *wrong]))
        if right and _contrasted(message, wrong, right):
            name = written(message, right)
            hinted = right[0] and said[right[0] - 1].folded in known.hints  # "мен Алмаспын, Алмат емес"
            return without_ending(name, lexicon, known) if hinted else name
    return ""


def _said_before(message: Message, denial: int) -> list[int]:
    """ "Станислав, а не Стас": the name that stands before the denial of another."""
    end = denial
    while end and message.reading.words[end - 1].folded in message.known.but:
        end -= 1
    start, said = end, message.reading.words
    while start and message.kinds[start - 1] in BEGINS and end - start < MOST_WORDS:
        if start < end and said[start - 1].clause != said[start].clause:
            break
        start -= 1
    return list(range(start, end))


def _contrasted(message: Message, wrong: Sequence[int], right: Sequence[int]) -> bool:
    """Two names, not two goods ("не Samsung, а LG")."""
    former = set(words(message.context.known_name))
    said = message.reading.words
    sure = any(message.kinds[at] is Is.NAME or said[at].folded in former for at in (*wrong, *right))
    spoken_of = message.context.asked in ("name", "confirm", "correction") or any(
        hit.kind == "name_before" for hit in message.hits
    )
    firm = message.capital(right[0]) or message.kinds[right[0]] in (Is.NAME, Is.COMMON)
    return firm and (sure or (spoken_of and bool(wrong) and message.capital(wrong[0])))


def _renamed(message: Message, language: str) -> str:
    """ "Имя поменяйте на Салтанат", "change the name to Stella", "атымды Асанга өзгөртүңүз"."""
    said, known = message.reading.words, message.known
    verbs = [at for at, word in enumerate(said) if word.folded in known.renames][:_MOST_CUES]
    cues = list(_cues(message, "name_before")) if verbs else []
    corrects = message.context.asked in ("confirm", "correction")
    if not verbs or not (cues or corrects):
        return ""
    heads = [*verbs, *(hit.end - 1 for hit in cues)]
    for at in sorted({to for head in heads for to in range(head, min(head + _REACH, len(said) - 1))}):
        if said[at].folded not in known.onto or not any(said[at].clause == said[head].clause for head in heads):
            continue
        chosen = run(message, at + 1, lower=True)
        parts = nominative(said_parts(message, chosen), known, language)
        name = written(message, chosen, parts) if chosen else ""
        near = any(hit.end - 1 <= at < hit.end + _REACH for hit in cues)
        if name and (_holds_first_name(name, known) or (near and message.capital(chosen[0]))):
            return name
    for hit in cues:
        if hit.end < len(said) and hit.end < verbs[-1] and message.kinds[hit.end] in BEGINS:
            bare = _without_dative(said[hit.end].text, known)
            if bare:
                return capitalised(bare)
    return ""


def _holds_first_name(name: str, known: Vocabulary) -> bool:
    return any(is_first_name(fold(part), known) for part in name.split())


def _without_dative(name: str, known: Vocabulary) -> str:
    """ "Асанга" is Асан, where that is certain."""
    for ending in _DATIVE:
        if fold(name).endswith(ending) and is_first_name(fold(name[: -len(ending)]), known):
            return name[: -len(ending)]
    return ""


def _instead(message: Message, answer: Answer) -> str:
    """A short message that says the known name and another one."""
    said = message.reading.words
    known = set(words(message.context.known_name))
    if not known or answer == "yes" or len(said) > _MOST_WORDS_INSTEAD:
        return ""
    former = [at for at, word in enumerate(said) if word.folded in known]
    other = [
        at
        for at, word in enumerate(said)
        if former
        and message.kinds[at] in BEGINS
        and at not in former
        and message.capital(at)
        and not word.text.isupper()
    ]
    # "Сакен Ахметов" is one name, said in full
    beside = any(said[at].clause == said[near].clause for at in other for near in former if abs(at - near) == 1)
    return "" if beside else written(message, other[:MOST_WORDS])


def _cues(message: Message, kind: str) -> Iterator[Hit]:
    return islice((hit for hit in message.hits if hit.kind == kind), _MOST_CUES)


def _after_cue(message: Message, language: str) -> str:
    said, known = message.reading.words, message.known
    for hit in _cues(message, "name_before"):
        before = said[hit.start - 1].folded if hit.start else ""
        if before in known.theirs and not message.asked and not _that_one(message):
            continue
        chosen = run(message, hit.end, lower=True) or _behind_colon(message, hit.end - 1)
        # "имя файла какое": one word before small letters that go on introduces nothing
        if hit.end - hit.start == 1 and chosen and unknown(message, chosen) and goes_on(message, chosen[-1]):
            continue
        if chosen:
            cue = [said[at].folded for at in range(hit.start, hit.end)]
            sentence = hit.end - hit.start >= _SENTENCE
            chosen = with_surname(message, chosen, sure=sentence)
            called = not any(word in known.oblique for word in cue)
            name = written(message, chosen, nominative(said_parts(message, chosen), known, language, called=called))
            # "запишите на чистку", "имя на коробке"
            on = cue[-1] in known.onto and unknown(message, chosen) and not message.asked
            if not on or _holds_first_name(name, known) or message.shaped(chosen[0]):
                return name
    return ""


def _that_one(message: Message) -> bool:
    """ "Қызымның аты Томирис, соны жазыңыз": said to be written down, it is the name given."""
    said, known = message.reading.words, message.known
    places = [at for at, word in enumerate(said) if word.folded in known.that_one]
    return any(word.folded in known.books for at in places for word in said[max(0, at - 2) : at + 3])


def _behind_colon(message: Message, cue: int) -> list[int]:
    """ "Имя с мягким знаком: Асель": what is said of the name, then the name, and nothing with it."""
    said, clauses = message.reading.words, message.reading.clauses
    following = said[cue].clause + 1
    if not message.context.asked or following >= len(clauses):
        return []
    start, end = clauses[following].start, clauses[following].end
    if ":" not in message.reading.text[said[start - 1].end : said[start].start]:
        return []
    chosen = run(message, start, lower=False)
    return chosen if chosen and chosen[-1] + 1 == end else []


def _before_cue(message: Message, language: str) -> str:
    """ "Болд гэдэг", "Michael here". Without a question or a "my name" before it, only a capital makes a name."""
    said = message.reading.words
    for hit in _cues(message, "name_after"):
        clause, start = said[hit.start].clause, hit.start
        while start > 0 and _joins(message, start - 1) and said[start - 1].clause == clause:
            start -= 1
        if start and start < hit.start and message.kinds[start - 1] is Is.INITIAL:
            start -= 1  # its dot ended a clause
        chosen = list(range(max(start, hit.start - MOST_WORDS), hit.start))
        cued = any(
            other.kind in ("name_before", "name_hint") and said[other.start].clause == clause
            for other in message.hits
        )
        if not (message.asked or cued):
            chosen = [at for at in chosen if message.capital(at) or message.kinds[at] is Is.NAME]
        if chosen:
            return written(
                message, chosen, nominative(said_parts(message, chosen), message.known, language, called=True)
            )
    return ""


def _joins(message: Message, at: int) -> bool:
    return message.kinds[at] in BEGINS or message.kinds[at] is Is.PARTICLE


def _bare(message: Message) -> str:
    """A clause that is a name and nothing else: as the answer to the question, or beside a phone.

    Without the question, or when more is said than the name, it must have a capital letter or be a first name.
    """
    context = message.context
    ready = {hit.kind for hit in message.hits} & {"ready"}
    if not (message.asked or message.contacts.phone or ready or context.asked in ("confirm", "phone")):
        return ""
    fillers = {
        at
        for hit in message.hits
        if hit.kind in _FILLERS | ready
        for at in range(hit.start, hit.end)
        if message.kinds[at] is not Is.COMMON or hit.end - hit.start > 1
    }
    content = [
        at
        for at, word in enumerate(message.reading.words)
        if at not in fillers and not word.number and not message.contacts.covers(word.start)
    ]
    clauses: dict[int, list[int]] = {}
    among, last = set(content), 0
    for at in content:
        joined = clauses and at - 1 in among and message.kinds[at - 1] is Is.INITIAL
        key = last if joined else message.reading.words[at].clause
        clauses.setdefault(key, []).append(at)
        last = key
    hinted = any(hit.kind == "name_hint" for hit in message.hits)
    for left in clauses.values():
        if _denied_word(message, left):
            continue
        # "мен келемін": after "I" a small word is what somebody does
        if hinted and unknown(message, left):
            continue
        if not message.asking(left[-1]) and _is_name(message, left, whole=len(left) == len(content)):
            return written(message, left)
    return ""


def _denied_word(message: Message, left: Sequence[int]) -> bool:
    """ "мааниси жок", "farqi yo'q": what there is none of."""
    return _unknown_kind(message, left) and any(
        hit.start == left[-1] + 1
        and hit.kind in _DENYING
        and message.reading.words[hit.start].clause == message.reading.words[left[-1]].clause
        for hit in message.hits
    )


def _unknown_kind(message: Message, left: Sequence[int]) -> bool:
    return all(message.kinds[at] is Is.MAYBE for at in left)


def _is_name(message: Message, left: Sequence[int], *, whole: bool) -> bool:
    """Whether the words of a clause are a name. `whole`: nothing else was said."""
    kinds = [message.kinds[at] for at in left]
    plain = message.asked and whole and _first_and_last(message, left)
    if run(message, left[0], lower=True) != list(left) and not plain:
        # a run of small letters, which only a shape joins, may still be one
        return False
    said = message.reading.words
    capital = message.capital(left[0]) and (
        said[left[-1]].glued or message.capital(left[-1]) or ends_name(message, left[-1])
    )
    sure = Is.NAME in kinds and all(message.shaped(at) for at in left)
    if message.asked:
        named = any(kind in (Is.NAME, Is.COMMON) for kind in kinds)
        shaped = all(message.shaped(at) for at in left)
        called = left == [0] and named and _turns_away(message)
        return capital or sure or called or (whole and (len(left) == 1 or named or shaped))
    if message.context.asked == "confirm":
        corrected = any(hit.kind in ("no", "wrong", "correction") for hit in message.hits)
        # "Бакыт" is happiness too, but hardly the answer to "is this your number?"
        named = whole and capital and not message.context.known_name and all(message.shaped(at) for at in left)
        return sure or named or (corrected and capital)
    if message.contacts.phone:
        return capital or sure or (whole and kinds == [Is.COMMON])
    if any(hit.kind == "ready" for hit in message.hits):
        return capital and sure and _signed(message, left, whole=whole)
    return whole and capital and sure


def _signed(message: Message, left: Sequence[int], *, whole: bool) -> bool:
    """ "Хочу замовити. Олена", "Марат, хочу заказать": a clause of its own, and a sentence where goods are named:
    "пиццу, Маргарита". "Здравствуйте, Марат" is somebody else."""
    said, clauses = message.reading.words, message.reading.clauses
    clause = clauses[said[left[0]].clause]
    before = message.reading.text[said[left[0] - 1].end : said[left[0]].start] if left[0] else ""
    greeted = any(hit.kind == "greeting" and hit.end == left[0] for hit in message.hits)
    alone = not greeted and (clause.start, clause.end) == (left[0], left[-1] + 1)
    return alone and (whole or any(mark in _ENDS for mark in before))


def _first_and_last(message: Message, left: Sequence[int]) -> bool:
    """ "daniel craig", "mary-jane watts", "ганбаатарын номин": a first name and one word that may be a surname."""
    said, kinds = message.reading.words, message.kinds
    parts = [at for at in left if not said[at].glued]
    if len(parts) != 2 or message.capital(parts[0]) != message.capital(parts[1]):
        return False
    surname = [at for at in left if kinds[at] in (Is.MAYBE, Is.COMMON)]
    if any(kinds[at] is Is.NAME for at in left):
        return bool(surname) and all(at in surname or kinds[at] is Is.NAME for at in left)
    return any(kinds[at] is Is.COMMON for at in left) and all(message.shaped(at) for at in left)


def _numbered(message: Message, at: int) -> bool:
    """ "Абай даңғылы 45": a street has a name too."""
    said, kinds = message.reading.words, message.kinds
    thing = at < len(said) - 1 and kinds[at] is Is.THING and not said[at].number
    return thing and said[at + 1].number and not message.contacts.covers(said[at + 1].start)


def _turns_away(message: Message) -> bool:
    """ "мила, а сколько стоит доставка?": the answer first, then what the customer asks."""
    said = message.reading.words
    return len(said) > 1 and (said[1].clause != said[0].clause or said[1].folded in message.known.but)


def _beside(message: Message) -> str:
    """A known first name in a short answer to the question, beside a phone or in a correction: "ну пусть будет
    Николай", "Перезвоните 8701… Айгерим", "change the name to Stephen"."""
    said, kinds = message.reading.words, message.kinds
    named = any(hit.kind in ("name_before", "correction", "wrong") for hit in message.hits)
    corrects = message.context.asked == "confirm" and named
    near = message.asked or corrects or message.contacts.phone
    if not near or len(said) > _MOST_WORDS_INSTEAD or any(word.folded in message.known.theirs for word in said):
        return ""
    for at, kind in enumerate(kinds):
        if kind is Is.NAME and not message.asking(at) and (message.asked or message.capital(at)):
            name = run(message, at, lower=True)
            if _numbered(message, name[-1] + 1):
                return ""
            # in the middle somebody is spoken of: "мне Тимур посоветовал"
            return written(message, name) if at == 0 or name[-1] == len(said) - 1 else ""
    return ""
