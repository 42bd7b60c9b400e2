"""The port to languages: every word parley says or listens for in one tongue.

A frozen dataclass without defaults: a language file that forgets a text is a type error.
Texts use str.format fields; which ones each may use stands beside it.
"""

from dataclasses import dataclass

from parley.nlu.dates.vocabulary import DateVocabulary
from parley.nlu.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Replies:
    """What parley says. Friendly, polite form of address, short; at most one question each."""

    # ── opening
    hello: str  # default greeting of a widget: "Здравствуйте!"
    greeting: str  # {company}: greets and says who speaks
    ask_need: str  # what are you interested in?
    self_introduction: str  # {company}: an AI assistant of …, a person can be called
    # ── leading to the contact
    ask_name: str
    ask_name_again: str  # asked before and not answered
    ask_phone: str  # {name} is known
    ask_phone_unnamed: str
    ask_phone_again: str
    invalid_phone: str  # {phone}: does not look like a whole number
    phone_noted_ask_name: str  # {phone}
    read_back: str  # {name} {phone}: is this right?
    read_back_phone: str  # {phone}: is this right?
    ask_correction: str  # what should be corrected, the name or the phone?
    confirmed: str  # {name}: thanks; a manager will get in touch. Russian contains "менеджер свяжется"
    confirmed_unnamed: str
    already_confirmed: str  # the request is with the manager; anything else?
    why_contact: str  # what a contact is for: a manager gets in touch. The question for it may follow
    contact_refused: str  # fine without a number; ask on here
    # ── answers
    found_one: str  # introduces one product
    found_many: str  # introduces several products
    found_similar: str  # introduces products that are not just what was asked for
    not_found: str  # nothing about that in our data; a person can answer
    products_not_found: str  # no such product
    alternatives: str  # introduces alternatives to what is not there
    categories: str  # {categories}: we have …
    product: str  # {name} {price}: one line
    product_without_price: str  # {name}: price on request
    price_unknown: str  # in the place of an amount that nobody gave: the manager tells the price
    unavailable: str  # not in stock now (a remark behind a product)
    one_sentence_product: str  # {name} {price}: spoken, one sentence, no full stop inside
    anything_else: str
    you_are_welcome: str  # you are welcome
    goodbye: str
    did_not_understand: str
    # ── people
    handover: str  # the talk is passed on; a manager will get in touch. Russian contains "менеджер свяжется"
    handover_ask_phone: str  # passed on; where can the manager reach you?
    opted_out: str  # will not write any more
    # ── bad days
    model_failed: str  # apology, the request was kept
    voice_failed: str  # could not understand, please repeat
    voice_off: str  # voice messages are not listened to here; please write
    # ── buttons
    button_yes: str
    button_no: str
    button_human: str
    # ── a flow's own steps
    read_back_all: str  # {lines}: is all of it right?
    ask_what_to_correct: str  # what should be corrected?
    ask_email: str  # may be left out
    phone_required: str  # refused, and there is no order without one; the question follows
    day_past: str  # {day} is over; would {next} do?
    day_off: str  # {day} is a day off; would {next} do?
    ask_house: str  # {street}: which house?
    not_understood: str  # the answer was not understood; the question follows
    answer_changed: str  # {what}: an answer was changed
    paused: str  # put off: all is kept, the talk can go on from here
    resumed: str  # goes on from where it stopped
    yes_word: str  # the words alone, for buttons and read-backs
    no_word: str
    button_skip: str
    # what stands before them in the read-back
    label_name: str
    label_phone: str
    label_email: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language: the codes by which others call it, what parley says in it and what it understands of it."""

    #: ISO 639-1: what is stored, and the key everywhere inside
    code: str
    #: further codes that clients send for it ("kz"); no two languages share one
    aliases: tuple[str, ...]
    #: what a single value in an answer calls it; mostly its code, but "kz" for Kazakh
    wire_code: str
    #: `Localized` objects of the contract have it as keys, under its code and every alias
    is_localized: bool
    #: what speech engines are told that they will hear; empty for a language that they refuse
    speech_code: str
    #: its name as its speakers write it, and in English
    native_name: str
    english_name: str
    #: ISO 3166 code of the country of most of its speakers: how a phone without a country code is read, where it is
    #: no number of the company's country
    country: str
    replies: Replies
    vocabulary: Vocabulary
    dates: DateVocabulary
