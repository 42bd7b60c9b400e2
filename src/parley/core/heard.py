"""What is listened for, and what was heard: the types core/hearing.py works with."""

from dataclasses import dataclass, field
from typing import Literal

# What parley's last message asked of the customer: decides how a bare "Роза" or "да" is read.
Asked = Literal["", "need", "name", "phone", "confirm", "correction"]
Answer = Literal["", "yes", "no"]


@dataclass(frozen=True, slots=True)
class Phone:
    """`raw` as the contract stores it (spaces, hyphens, brackets and dots removed), `e164` null when it is
    not a valid number anywhere it could be from."""

    raw: str
    e164: str | None


@dataclass(frozen=True, slots=True)
class Hears:
    """The words one language is listened for, as people write them.

    They are compared folded (`core.text.fold`), whole words only; an entry may hold several words; one that ends
    in * stands for every word that begins so.
    """

    # letters that its neighbours do not have: "ўҳ"
    alphabet: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    # "not right", "wrong": they turn a yes in the same message into a no
    wrong: tuple[str, ...]
    # "everything is right": they turn a no before them into a yes ("no, that's right")
    right: tuple[str, ...]
    # "later": neither yes nor no
    later: tuple[str, ...]
    # set phrases in which one of these words means nothing of the kind ("right now", "правильно ли")
    idioms: tuple[str, ...]
    # "other", "changed": the message corrects something said before
    correction: tuple[str, ...]
    # what stands before a name ("меня зовут", "my name is") and after it ("гэдэг", "деп атайды")
    name_before: tuple[str, ...]
    # the same, but so common that only a capital letter after it makes a name ("это", "я", "this is")
    name_hint: tuple[str, ...]
    name_after: tuple[str, ...]
    # what is glued to a name ("Айдармын": I am Aidar)
    name_endings: tuple[str, ...]
    # words that are never a name although they stand where one could
    not_names: tuple[str, ...]
    phone_words: tuple[str, ...]
    greeting: tuple[str, ...]
    thanks: tuple[str, ...]
    goodbye: tuple[str, ...]
    # "a person, please": operator, manager, live person, call me back
    human: tuple[str, ...]
    # what looks like a wish for a person and is not ("я сам менеджер")
    not_human: tuple[str, ...]
    # "do not write to me any more"
    opt_out: tuple[str, ...]
    # "I will not give my number / name"
    refuses_contact: tuple[str, ...]
    price: tuple[str, ...]
    # "order", "buy", "sign me up": readiness
    ready: tuple[str, ...]
    # question words and "do you have"
    question: tuple[str, ...]
    # "who are you", "are you a bot"
    who_are_you: tuple[str, ...]
    # "what do you have / sell / offer"
    catalogue: tuple[str, ...]
    # frequent words that tell this language from its neighbours
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood. Empty where nothing was said; never a guess.

    `language`: the one to answer in, ISO; the prior when the message is too short to tell.
    `phone`: the customer's own number, when one was given.
    `bad_phone`: digits that were meant as a phone and are not one (too short, too long).
    `answer`: yes or no to what was asked. `correction`: something said before is taken back.
    """

    language: str
    phone: Phone | None = None
    bad_phone: str = ""
    email: str = ""
    name: str = ""
    answer: Answer = ""
    correction: bool = False
    greeting: bool = False
    thanks: bool = False
    goodbye: bool = False
    wants_human: bool = False
    opt_out: bool = False
    refuses_contact: bool = False
    asks_price: bool = False
    ready: bool = False
    question: bool = False
    asks_who: bool = False
    asks_catalogue: bool = False
    # what is left of the text to search for, when something is: greetings, names, phones, assent taken out
    about: str = ""
    # the folded words of it that carry meaning: no question words, no small words of any language
    topic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What the understanding of one message may lean on."""

    asked: Asked = ""
    # the conversation's language so far, ISO
    language: str = "ru"
    # the company's country, ISO 3166 alpha-2: where a number without + is from
    country: str = "KZ"
    known_name: str = ""
    known_phone: str = ""
    # words that are not names here: the company's own name, its products, cities
    not_names: frozenset[str] = field(default_factory=frozenset)
