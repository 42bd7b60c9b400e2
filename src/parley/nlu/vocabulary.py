"""The words that a language file lists, so that messages in the language are understood."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from parley.nlu.intent_cues import IntentCues

# Lists of a Vocabulary that are no phrases to look for.
_NON_PHRASE_FIELDS = frozenset(
    (
        "cyrillic_alphabet",
        "name_endings",
        "language_marker_endings",
        "contacts",
        "reservations",
        "intent_cues",
        "choices",
        "ordering",
    )
)


@dataclass(frozen=True, slots=True)
class ContactVocabulary:
    """Words that tell phones and names from other digits and words, in one language.

    Entries are compared normalised and as whole words; one that ends in * stands for every word that begins so.
    They say nothing about the language of a message.
    """

    #: number words of a phone said aloud: "семьсот=700"; "жүз=*100" multiplies the word before it, "он=10+" takes a
    #: unit after it, "double=x2" repeats the next one, "плюс=+", and "and=-" is skipped
    number_words: tuple[str, ...]
    #: further parts of amounts said aloud: "двенадцати=12", "тысяч*=*1000", "полтора=1.5"
    number_forms: tuple[str, ...]
    #: behind an amount: "тенге", "мбит"
    amount_units: tuple[str, ...]
    #: before an amount: "до", "цена"
    amount_cues: tuple[str, ...]
    #: what has a number that is no phone: "иин", "карта"
    identifier_words: tuple[str, ...]
    #: the same, but a phone may follow as well: "заказ"
    order_words: tuple[str, ...]
    #: those of `Vocabulary.phone_words` that number an order as well: "номер", not "тел"
    number_nouns: tuple[str, ...]
    #: a number or a name is the customer's own: "мой"
    my_words: tuple[str, ...]
    #: … or somebody else's: "жены", "друга"
    third_party_words: tuple[str, ...]
    #: … or the second of two: "второй"
    second_words: tuple[str, ...]
    #: relatives, for whom somebody speaks: "this is Joanna's husband, Greg"
    kinship_words: tuple[str, ...]
    #: a number is the company's: "ваш" of "ваш номер"
    your_words: tuple[str, ...]
    #: … "номер" of it
    contact_nouns: tuple[str, ...]
    #: … both in one word: "нөміріңіз"
    your_contact_nouns: tuple[str, ...]
    #: where the company's number was read: "сайт"
    site_words: tuple[str, ...]
    #: of two numbers, the one to call: "новый", "теперь"
    in_use_words: tuple[str, ...]
    #: of two numbers, the one to forget: "старый", "не звоните", "anymore"
    outdated_words: tuple[str, ...]
    #: "if nobody answers on …, call …": none of the two is to be forgotten
    if_words: tuple[str, ...]
    #: the end of a number: "last" of "the last digits are 40"
    number_end_words: tuple[str, ...]
    #: … what its digits are called: "digits"
    digit_nouns: tuple[str, ...]
    #: an e-mail address said aloud: "собака" of "anna собака mail точка ru"
    at_sign_words: tuple[str, ...]
    #: … "точка" of it
    dot_words: tuple[str, ...]
    #: what the customer did to reach the company: "набираю", "писала"
    dialled_words: tuple[str, ...]
    #: … a number or an address that is followed or led by one is where they did it from: "с"
    from_words: tuple[str, ...]
    #: "мне", "маған": the company reached the customer
    to_me_words: tuple[str, ...]
    #: what the company did: "звонили"
    incoming_words: tuple[str, ...]
    #: a number at which nobody answers: "берут", "busy"
    unanswered_words: tuple[str, ...]
    #: people at work or at a delivery, who are not the customer: "бухгалтер", "водитель"
    other_person_words: tuple[str, ...]
    #: … unless one is wanted: "нужен курьер"
    wanted_words: tuple[str, ...]
    #: … what they do with a delivery: "встретит"
    receiving_verbs: tuple[str, ...]
    #: "у вас": what is seen there is the company's
    at_you_words: tuple[str, ...]
    #: where a @handle is, and how one writes to it: "телеграм", "пишите"
    messenger_words: tuple[str, ...]
    #: before the digits to dial behind a number: "доб"
    extension_words: tuple[str, ...]
    #: before a name or number that is not meant: "not Saken but Aidar"
    not_words: tuple[str, ...]
    #: behind one: "емес" of "Сакен емес, Айдар"
    not_words_after: tuple[str, ...]
    #: between it and the one that is meant: "but"
    but_words: tuple[str, ...]
    #: what is done to a name: "change" of "change the name to Stella"
    rename_verbs: tuple[str, ...]
    #: … what stands before the new one: "to"
    rename_prepositions: tuple[str, ...]
    #: words of a name cue that put the name behind it into another case: "имя" of "на имя Анны"
    oblique_cues: tuple[str, ...]
    #: endings of women's names in other cases, and in the nominative: "ы=а", "овой=ова"
    feminine_endings: tuple[str, ...]
    #: … of men's names
    masculine_endings: tuple[str, ...]
    #: those of both that answer "what is your name?": "ом" of "зовут Сакеном"
    instrumental_endings: tuple[str, ...]
    #: endings of the owner, and in the nominative: "нің=" of "Айгерімнің атына", "'s=" of "under Anna's name"
    genitive_endings: tuple[str, ...]
    #: … what follows the owner: "атына"
    in_name_of_words: tuple[str, ...]
    #: what is done in a name: "записать" of "можно на Ивана записать"
    booking_verbs: tuple[str, ...]
    #: … what stands before it: "на"
    booking_prepositions: tuple[str, ...]
    #: "write that one": the name of somebody else is to be taken all the same
    that_one_words: tuple[str, ...]
    #: "я", "I": behind a name that closes a clause, or before one
    self_pronouns: tuple[str, ...]
    #: what firms are called by, before or behind their names: "ТОО", "Ltd"
    firm_words: tuple[str, ...]
    #: between a person and a firm: "Priya from Lotus Kitchen"
    firm_prepositions: tuple[str, ...]
    #: endings of where somebody is or comes from: "мен Шымкенттен Дана"
    place_endings: tuple[str, ...]
    #: parts of a name in lower case: "van", "қызы", "o'g'li"
    name_particles: tuple[str, ...]
    #: what many compound names begin with: "Гүл"
    compound_name_starts: tuple[str, ...]
    #: … and end in: "баршын"
    compound_name_ends: tuple[str, ...]
    #: frequent first names
    first_names: tuple[str, ...]
    #: those that are other words as well: they need a question for the name, a cue or a capital letter
    ambiguous_first_names: tuple[str, ...]
    #: endings of surnames and patronymics: "ович", "ова"
    surname_endings: tuple[str, ...]
    #: endings of words that are no name: "айте", "маймын"
    non_name_endings: tuple[str, ...]
    #: words that are never a name: brands, cities, professions, goods, days
    non_name_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReservationVocabulary:
    """What stands beside an assent to a read-back and makes it none, in one language: by grammatical role.

    Entries are compared as those of `Vocabulary`, but only where a read-back is answered: they say nothing about
    the language or the topic of a message. Endings are compared with whole normalised words.
    """

    #: what is right leaves something out: "кроме", "except", "the rest"
    exceptions: tuple[str, ...]
    #: it would be right in another case: "если", "unless", "would be"
    conditions: tuple[str, ...]
    #: verb endings that say so: "саңыз" of "алып тастасаңыз"
    condition_endings: tuple[str, ...]
    #: the speaker does not say that it is right: "не уверен", "who says", "are you sure"
    doubts: tuple[str, ...]
    #: make a question of the word beside them, without a question mark: "ли", "ма", "үү"
    question_particles: tuple[str, ...]
    #: it is right to a degree: "частично", "half", "not all"
    degrees: tuple[str, ...]
    #: one thing alone is right: "только", "лишь"
    only_words: tuple[str, ...]
    #: what follows is against what stands before: "но", "though"
    contrasts: tuple[str, ...]
    #: set phrases that mean the opposite: "when pigs fly"
    ironies: tuple[str, ...]
    #: stand before what they deny, with words between: "не" of "не назвал бы это верным"
    negations: tuple[str, ...]
    #: endings of denied verbs, which stand behind what they deny: "мейді" of "дұрыс келмейді"
    negated_verb_endings: tuple[str, ...]
    #: an error, or what is to be done about it: "убрать", "missing"
    edits: tuple[str, ...]
    #: what has it: "буква", "digit", "surname"
    contact_parts: tuple[str, ...]
    #: how or when the customer wants to be reached is no objection: "звоните", "text me"
    reach_verbs: tuple[str, ...]
    #: join what follows to the clause before: "что" of "не думаю, что верно"
    complementizers: tuple[str, ...]
    #: set phrases with one of these words that hold nothing back: "если что", "не сомневайтесь"
    harmless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChoiceVocabulary:
    """Words with which people choose among things that are offered, in one language (nlu/choices.py).

    Entries as in `Vocabulary`; they say nothing about the language or the topic of a message.
    """

    #: places in a list, 1 is the first, -1 the last: "второй=2"
    ordinals: tuple[str, ...]
    #: neither the cheapest nor the dearest: "средний"
    middle_words: tuple[str, ...]
    #: before what is in the highest degree: "самый"
    superlative_words: tuple[str, ...]
    #: … costs little
    cheap_words: tuple[str, ...]
    #: … costs much
    dear_words: tuple[str, ...]
    #: … is fast
    fast_words: tuple[str, ...]
    #: both in one: "cheapest", "подешевле"
    cheapest_words: tuple[str, ...]
    dearest_words: tuple[str, ...]
    fastest_words: tuple[str, ...]
    #: asks to be given what is named: "можно", "can I get"
    wanting_words: tuple[str, ...]
    #: what follows is left out: "без", "instead of"
    exclusions_before: tuple[str, ...]
    #: what stands before is: "емес", "керек емес"
    exclusions_after: tuple[str, ...]
    #: either: "не надо" of "не надо премиум" and "премиум не надо"
    exclusions: tuple[str, ...]
    #: the same as the end of a word: "сыз" of "премиумсыз"
    exclusion_endings: tuple[str, ...]
    #: what is left out ends here: "а", "but"
    contrasts: tuple[str, ...]
    #: what follows replaces what was said before: "нет", "точнее", "no wait"
    restarts: tuple[str, ...]
    #: asks what something is or how it differs: "что такое", "чем"
    explaining_words: tuple[str, ...]
    #: asks how it is, whether it will do, what it costs: "какая", "хватит", "enough"
    assessing_words: tuple[str, ...]
    #: the question was not understood, or has no answer: "не пойму", "huh", "не знаю"
    puzzled_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderVocabulary:
    """Words with which people take goods, and change what they took, in one language (nlu/ordering.py).

    Entries as in `Vocabulary`; they say nothing about the language or the topic of a message, and count only where
    goods are spoken of.
    """

    #: takes what is spoken of: "беру", "put me down for", "авъя"
    taking_words: tuple[str, ...]
    #: takes nothing, although one of these words is in it: "не беру", "not taking"
    declining_words: tuple[str, ...]
    #: takes what is named beside it, and nothing by itself: "давайте", "let's do"
    choosing_words: tuple[str, ...]
    #: comes on top of what was taken: "ещё", "also"
    adding_words: tuple[str, ...]
    #: all of it is to go, or what is named beside it: "отмените", "cancel it"
    cancelling_words: tuple[str, ...]
    #: is to go: "уберите", "take off"
    removing_words: tuple[str, ...]
    #: is to be another: "пусть будет", "make it"
    changing_words: tuple[str, ...]
    #: what is spoken of: "этот", "that one"
    pointing_words: tuple[str, ...]
    #: behind a number they say that it counts: "штук", "pcs"
    counting_words: tuple[str, ...]
    #: beside a size: "размер"
    size_words: tuple[str, ...]
    #: before a number they say that it is a time, a place or a name, and counts nothing: "около 4", "flat 12"
    naming_words: tuple[str, ...]
    #: the same behind a number: "4 часа", "5 pm"
    measuring_words: tuple[str, ...]
    #: the numbers of a message are digits of a phone: "последняя цифра 8", "it ends in 45"
    digit_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language that are understood, as people write them.

    Entries are compared normalised (`text.normalize`) and as whole words. An entry may hold several words; a word
    that ends in * stands for every word that begins so. The name of a list is the `kind` of a `Match`.
    """

    #: every letter of its Cyrillic alphabet, in lower case; empty where it is not written in Cyrillic. A word with
    #: a letter of another language's alphabet that this one lacks is not of this language
    cyrillic_alphabet: str
    #: "yes", "ок"
    yes: tuple[str, ...]
    #: "no", "нет"
    no: tuple[str, ...]
    #: "wrong", "не верно": turns a yes in the same message into a no
    wrong: tuple[str, ...]
    #: "everything is right": turns a no before it into a yes ("no, that's right")
    right: tuple[str, ...]
    #: neither yes nor no: "later", "maybe", "I do not know"
    later: tuple[str, ...]
    #: turns the next word into its opposite: "не" of "не согласен"
    negation_before: tuple[str, ...]
    #: turns the word before it into its opposite: "емес" of "дұрыс емес"
    negation_after: tuple[str, ...]
    #: "but", "and": a question that follows one does not touch the yes before it
    conjunctions: tuple[str, ...]
    #: set phrases in which a word of these lists does not mean what it means alone: "right now", "правильно ли"
    idioms: tuple[str, ...]
    #: the message corrects something said before: "other", "changed"
    correction: tuple[str, ...]
    #: a place in a number, whose digits follow and correct it: "the end"
    number_positions: tuple[str, ...]
    #: stands before a name: "меня зовут", "my name is"
    name_cue_before: tuple[str, ...]
    #: the same, but so frequent that only a word with a capital letter behind it is a name: "это", "я", "this is"
    weak_name_cue: tuple[str, ...]
    #: stands behind a name: "гэдэг", "деп атайды"
    name_cue_after: tuple[str, ...]
    #: glued to a name: "мын" of "Айдармын" (I am Aidar)
    name_endings: tuple[str, ...]
    #: never a name, although they stand where one could
    not_names: tuple[str, ...]
    #: "phone", "number", "call"
    phone_words: tuple[str, ...]
    contacts: ContactVocabulary
    reservations: ReservationVocabulary
    intent_cues: IntentCues
    choices: ChoiceVocabulary
    ordering: OrderVocabulary
    #: "hello", "добрый день"
    greeting: tuple[str, ...]
    #: "thanks"
    thanks: tuple[str, ...]
    #: "bye"
    goodbye: tuple[str, ...]
    #: asks for a human, enough by itself: "a person, please", "call me back"
    human: tuple[str, ...]
    #: the staff: "operator*", "manager*". A request for a human together with a verb, or alone
    staff_words: tuple[str, ...]
    #: verbs of such a request: "connect*", "want to talk"
    connect_verbs: tuple[str, ...]
    #: "real", "live": a word for staff behind one is a request
    real_words: tuple[str, ...]
    #: looks like a request for a human and is none: "я сам менеджер"
    not_human: tuple[str, ...]
    #: asks for no more messages, enough by itself: "do not write to me any more"
    opt_out: tuple[str, ...]
    #: the same, where nothing else is said: "stop"
    stop_phrases: tuple[str, ...]
    #: … with one of `mailing_words`: "remove", "enough"
    unsubscribe_verbs: tuple[str, ...]
    #: … "messages", "your list", "writing"
    mailing_words: tuple[str, ...]
    #: … what may stand around them: "please", "me", "any more"
    opt_out_fillers: tuple[str, ...]
    #: "I will not give my number", "… my name"
    refuses_contact: tuple[str, ...]
    #: "why do you need my number?"
    why_contact: tuple[str, ...]
    #: "why": asks that where a contact was just asked for and nothing else is said
    why_words: tuple[str, ...]
    #: asks for a price: "how much"
    price: tuple[str, ...]
    #: "discount": asks for a price as well, but not together with `when_words`
    discount_words: tuple[str, ...]
    #: "when", "which days"
    when_words: tuple[str, ...]
    #: ready to buy: "order", "sign me up"
    ready_to_order: tuple[str, ...]
    #: question words, and "do you have"
    question: tuple[str, ...]
    #: "who are you", "are you a bot"
    who_are_you: tuple[str, ...]
    #: "what do you sell"
    catalogue: tuple[str, ...]
    #: what people mention beside their matter, in every language much alike: relatives, social networks, media, the
    #: web. Neither the topic of a message nor a sign of its language
    incidental_words: tuple[str, ...]
    #: frequent words that tell the language from its neighbours
    language_markers: tuple[str, ...]
    #: word endings that do so, for words that no list has
    language_marker_endings: tuple[str, ...]


def phrase_entries(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yields (kind, entry) of every list of phrases: the kind is the name of its field."""
    for field in fields(vocabulary):
        if field.name not in _NON_PHRASE_FIELDS:
            for entry in getattr(vocabulary, field.name):
                yield field.name, entry


def reservation_entries(vocabulary: ReservationVocabulary) -> Iterator[tuple[str, str]]:
    """Yields (kind, entry) of every list of phrases, as `phrase_entries` does."""
    for field in fields(vocabulary):
        if not field.name.endswith("_endings"):
            for entry in getattr(vocabulary, field.name):
                yield field.name, entry
