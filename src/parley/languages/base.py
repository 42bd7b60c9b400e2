"""The port to languages: every word parley says or listens for in one tongue.

A frozen dataclass without defaults: a language file that forgets a text is a type error.
Texts use str.format fields; which ones each may use stands beside it.
"""

from dataclasses import dataclass

from parley.nlu.dates.vocabulary import Dates
from parley.nlu.vocabulary import Hears


@dataclass(frozen=True, slots=True)
class Says:
    """What parley says. Friendly, polite form of address, short; at most one question each."""

    # ── opening
    hello: str  # default greeting of a widget: "Здравствуйте!"
    greeting: str  # {company}: greets and says who speaks
    ask_need: str  # what are you interested in?
    who_am_i: str  # {company}: an AI assistant of …, a person can be called
    # ── leading to the contact
    ask_name: str
    ask_name_again: str  # asked before and not answered
    ask_phone: str  # {name} is known
    ask_phone_unnamed: str
    ask_phone_again: str
    bad_phone: str  # {phone}: does not look like a whole number
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
    found_near: str  # introduces products that are not just what was asked for
    not_found: str  # nothing about that in our data; a person can answer
    products_not_found: str  # no such product
    nearest_instead: str  # introduces alternatives to what is not there
    categories: str  # {categories}: we have …
    product: str  # {name} {price}: one line
    product_unpriced: str  # {name}: price on request
    price_unknown: str  # in the place of an amount that nobody gave: the manager tells the price
    unavailable: str  # not in stock now (a remark behind a product)
    one_sentence_product: str  # {name} {price}: spoken, one sentence, no full stop inside
    anything_else: str
    welcome: str  # you are welcome
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
    correct_what: str  # what should be corrected?
    ask_email: str  # may be left out
    number_needed: str  # refused, and there is no order without one; the question follows
    day_past: str  # {day} is over; would {next} do?
    day_off: str  # {day} is a day off; would {next} do?
    house_missing: str  # {street}: which house?
    not_caught: str  # the answer was not understood; the question follows
    noted: str  # {what}: an answer was changed
    resting: str  # put off: all is kept, the talk can go on from here
    resumed: str  # goes on from where it stopped
    plain_yes: str  # the words alone, for buttons and read-backs
    plain_no: str
    button_skip: str
    # what stands before them in the read-back
    what_name: str
    what_phone: str
    what_email: str


@dataclass(frozen=True, slots=True)
class Language:
    """`code`: ISO 639-1. `aliases`: what others call it (`kz`). `own_name`: as its speakers write it.

    `scripts`: which scripts its speakers type, the usual one first: "Cyrl", "Latn".
    `letters`: letters that tell it from its neighbours. `region`: where most of its speakers are.
    """

    code: str
    aliases: tuple[str, ...]
    own_name: str
    english_name: str
    scripts: tuple[str, ...]
    letters: str
    region: str
    says: Says
    hears: Hears
    dates: Dates
