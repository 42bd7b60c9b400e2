"""What a language file lists to be listened for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ContactVocabulary:
    """What tells a phone or a name from other digits and words in one language.

    Whole words, compared folded; one that ends in * stands for every word that begins so. They say nothing about
    the language of a message.
    """

    # number words for phones spoken aloud: "семьсот=700"; "жүз=*100" multiplies the word before it, "он=10+"
    # takes a unit after it, "double=x2" repeats the next one, "плюс=+", and "and=-" is passed over
    number_words: tuple[str, ...]
    # behind an amount ("тенге", "мбит") and before one ("до", "цена")
    amount_units: tuple[str, ...]
    amount_cues: tuple[str, ...]
    # what is numbered and is no phone ("иин", "карта"); an order, before whose number also a phone may stand
    identifier_words: tuple[str, ...]
    order_words: tuple[str, ...]
    # whose number or name: "мой", "жены"; "второй" of two
    my_words: tuple[str, ...]
    third_party_words: tuple[str, ...]
    second_words: tuple[str, ...]
    # who speaks for somebody: "this is Joanna's husband, Greg"
    kinship_words: tuple[str, ...]
    # whose a number is when it is the company's ("ваш номер"), what it is a number of, words that say both
    # ("нөміріңіз") and where it was read ("сайт")
    your_words: tuple[str, ...]
    contact_nouns: tuple[str, ...]
    your_contact_nouns: tuple[str, ...]
    site_words: tuple[str, ...]
    # of two numbers: the one in use, and the one to be forgotten ("старый", "не звоните", "anymore")
    in_use_words: tuple[str, ...]
    outdated_words: tuple[str, ...]
    # "if nobody answers on …, call …": neither is to be forgotten
    if_words: tuple[str, ...]
    # "the last digits are 40": the end of a number, and what its figures are called
    number_end_words: tuple[str, ...]
    digit_nouns: tuple[str, ...]
    # an address said aloud: "anna собака mail точка ru"
    at_sign_words: tuple[str, ...]
    dot_words: tuple[str, ...]
    # "not Saken but Aidar", "Сакен емес, Айдар"; `but` stands between the two
    not_words: tuple[str, ...]
    not_words_after: tuple[str, ...]
    but_words: tuple[str, ...]
    # "change the name to Stella": what is done to it, and what stands before the new one
    rename_verbs: tuple[str, ...]
    rename_prepositions: tuple[str, ...]
    # a cue with this word puts the name into another case ("на имя Анны"), which ends so: "ы=а", "овой=ова"
    oblique_cues: tuple[str, ...]
    feminine_endings: tuple[str, ...]
    masculine_endings: tuple[str, ...]
    # those of these endings that answer "what is your name?" ("зовут Сакеном")
    instrumental_endings: tuple[str, ...]
    # "Айгерімнің атына", "under Anna's name": how the owner ends, and what follows it
    genitive_endings: tuple[str, ...]
    in_name_of_words: tuple[str, ...]
    # "можно на Ивана записать": what is done, and what stands before the name
    booking_verbs: tuple[str, ...]
    booking_prepositions: tuple[str, ...]
    # "write that one": somebody else's name all the same
    that_one_words: tuple[str, ...]
    # "я", "I": behind a name that closes a clause, or before one
    self_pronouns: tuple[str, ...]
    # lower-case parts of a name: "van", "қызы", "o'g'li"
    name_particles: tuple[str, ...]
    # what many names are made of: "Гүл", "баршын"
    compound_name_starts: tuple[str, ...]
    compound_name_ends: tuple[str, ...]
    # frequent first names; those that are words as well need a question, a cue or a capital letter
    first_names: tuple[str, ...]
    ambiguous_first_names: tuple[str, ...]
    # how surnames and patronymics end: "ович", "ова"
    surname_endings: tuple[str, ...]
    # how words end that are no name: "айте", "маймын"
    non_name_endings: tuple[str, ...]
    # brands, cities, professions, goods, days: never a name
    non_name_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words one language is listened for, as people write them.

    They are compared folded (`core.text.fold`), whole words only; an entry may hold several words; one that ends
    in * stands for every word that begins so.
    """

    # the letters of its Cyrillic alphabet, in lower case; empty where it is not written in Cyrillic. What other
    # languages have and this one lacks tells that a word is not of it.
    cyrillic_alphabet: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    # "not right", "wrong": they turn a yes in the same message into a no
    wrong: tuple[str, ...]
    # "everything is right": they turn a no before them into a yes ("no, that's right")
    right: tuple[str, ...]
    # "later", "maybe", "I do not know": neither yes nor no
    later: tuple[str, ...]
    # what turns the next word ("не согласен") or the one before it ("дұрыс емес") into its opposite
    negation_before: tuple[str, ...]
    negation_after: tuple[str, ...]
    # "but", "and": a question after it leaves the assent before it alone
    conjunctions: tuple[str, ...]
    # set phrases in which one of these words means nothing of the kind ("right now", "правильно ли")
    idioms: tuple[str, ...]
    # "other", "changed": the message corrects something said before
    correction: tuple[str, ...]
    # where in a number ("the end"): digits behind it correct it
    number_positions: tuple[str, ...]
    # what stands before a name ("меня зовут", "my name is") and after it ("гэдэг", "деп атайды")
    name_cue_before: tuple[str, ...]
    # the same, but so common that only a capital letter after it makes a name ("это", "я", "this is")
    weak_name_cue: tuple[str, ...]
    name_cue_after: tuple[str, ...]
    # what is glued to a name ("Айдармын": I am Aidar)
    name_endings: tuple[str, ...]
    # words that are never a name although they stand where one could
    not_names: tuple[str, ...]
    phone_words: tuple[str, ...]
    contacts: ContactVocabulary
    greeting: tuple[str, ...]
    thanks: tuple[str, ...]
    goodbye: tuple[str, ...]
    # "a person, please", "call me back": enough by itself
    human: tuple[str, ...]
    # who is wished for (operator*, manager*) and how (connect*, want to talk): a wish only together, or alone
    staff_words: tuple[str, ...]
    connect_verbs: tuple[str, ...]
    # "real", "live": a worker behind one is asked for
    real_words: tuple[str, ...]
    # what looks like a wish for a person and is not ("я сам менеджер")
    not_human: tuple[str, ...]
    # "do not write to me any more": enough by itself
    opt_out: tuple[str, ...]
    # "don't write", "stop": enough when nothing else is said; "remove", "enough" of `mailings` ("messages", "your
    # list", "writing"); `pleads` may stand around them ("please", "me", "any more")
    stop_phrases: tuple[str, ...]
    unsubscribe_verbs: tuple[str, ...]
    mailing_words: tuple[str, ...]
    opt_out_fillers: tuple[str, ...]
    # "I will not give my number / name"
    refuses_contact: tuple[str, ...]
    # "why do you need my number / name?"; `whys` ask it where a contact was asked for and nothing else is said
    why_contact: tuple[str, ...]
    why_words: tuple[str, ...]
    price: tuple[str, ...]
    # "discount": about the price too, but not with `whens` ("when", "which days")
    discount_words: tuple[str, ...]
    when_words: tuple[str, ...]
    # "order", "buy", "sign me up": readiness
    ready_to_order: tuple[str, ...]
    # question words and "do you have"
    question: tuple[str, ...]
    # "who are you", "are you a bot"
    who_are_you: tuple[str, ...]
    # "what do you have / sell / offer"
    catalogue: tuple[str, ...]
    # what people mention beside their matter, in every language much alike: relatives, social networks, media, the
    # web. Neither the topic of a message nor a sign of its language
    incidental_words: tuple[str, ...]
    # frequent words that tell this language from its neighbours
    language_markers: tuple[str, ...]
    # word endings that do, for words no list has
    language_marker_endings: tuple[str, ...]
