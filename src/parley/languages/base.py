"""The port to languages: every word that parley says or understands in one language.

A frozen dataclass without defaults: a language file that forgets a text is a type error. Replies are `str.format`
templates; beside each stands which fields it has, and it must use all of them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from parley.nlu.dates.vocabulary import DateVocabulary
from parley.nlu.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Replies:
    """What parley says. Friendly, in the polite form of address, short; at most one question each."""

    # ── opening
    #: default greeting of a widget: "Здравствуйте!"
    hello: str
    #: greets and says who speaks. {company}
    greeting: str
    #: asks what the customer is interested in
    ask_need: str
    #: says that it is an AI assistant, and that a person can be called. {company}
    self_introduction: str
    # ── leading to the contact
    #: asks for the name
    ask_name: str
    #: asks for it again, when it was asked for before and not given
    ask_name_again: str
    #: asks for the phone of a customer whose name is known. {name}
    ask_phone: str
    #: asks for the phone of one whose name is not
    ask_phone_unnamed: str
    #: asks for it again, when it was asked for before and not given
    ask_phone_again: str
    #: says that these digits are no whole number. {phone}
    invalid_phone: str
    #: repeats the phone and asks for the name. {phone}
    phone_noted_ask_name: str
    #: asks whether both are right. {name} {phone}
    read_back: str
    #: asks whether it is right. {phone}
    read_back_phone: str
    #: asks whether contacts are right among which is an e-mail or a handle. {contact}
    read_back_contact: str
    #: repeats them and asks for the name. {contact}
    contact_noted_ask_name: str
    #: asks what is wrong, the name or the phone
    ask_correction: str
    #: says what the confirmed contact is now, and that the manager is told. {contact}
    correction_noted: str
    #: thanks; a manager will get in touch. Russian contains "менеджер свяжется". {name}
    confirmed: str
    #: the same without a name
    confirmed_unnamed: str
    #: says that the request is with the manager, and asks what else there is
    already_confirmed: str
    #: says what a contact is for: a manager gets in touch. The question for it may follow
    why_contact: str
    #: it works without a number; the customer may ask on here
    contact_refused: str
    # ── answers
    #: introduces one product
    found_one: str
    #: introduces several products
    found_many: str
    #: introduces products that are not just what was asked for
    found_similar: str
    #: says that our data has nothing about that; a person can answer
    not_found: str
    #: the company's hours, from its profile. {value}
    info_hours: str
    #: its address. {value}
    info_address: str
    #: its telephone and whatever else it is reached by. {value}
    info_contacts: str
    #: introduces and quotes a document in another language than the customer's. {text}
    quoted_document: str
    #: of several questions, those that our data has nothing about; a person can answer. {questions}
    unanswered: str
    #: says that there is no such product
    products_not_found: str
    #: introduces alternatives to what there is not
    alternatives: str
    #: says what kinds of goods there are. {categories}
    categories: str
    #: one line. {name} {price}
    product: str
    #: one line; the price on request. {name}
    product_without_price: str
    #: stands for an amount that nobody gave: the manager tells the price
    price_unknown: str
    #: behind a product that is not in stock now
    unavailable: str
    #: spoken: one sentence, no full stop inside. {name} {price}
    one_sentence_product: str
    #: asks whether there is anything else
    anything_else: str
    #: answers thanks
    you_are_welcome: str
    #: answers a goodbye
    goodbye: str
    #: says that the message was not understood
    did_not_understand: str
    # ── facts about goods; a name, a label and a value stand as the company wrote them
    #: what the card says. {product} {label} {value}
    fact_value: str
    #: … where the value stands for itself. {product} {value}
    fact_plain: str
    #: yes, with what the card says. {product} {value}
    fact_yes: str
    #: no, with what the card says. {product} {value}
    fact_no: str
    #: the card does not say it; a person can be asked. {product}
    fact_unknown: str
    #: the card does not give this value; a person can be asked. {product} {label}
    fact_unknown_value: str
    #: yes, it is in stock. {product} {price}
    fact_available: str
    #: it is not in stock now. {product}
    fact_sold_out: str
    #: what it costs. {product} {price}
    fact_price: str
    #: what the customer takes. {product} {price}
    fact_chosen: str
    #: introduces the goods of which one is taken, where it is open which
    fact_which: str
    #: what several cost. {quantity} {product} {price} {total}
    fact_sum: str
    #: … with the discount for the quantity. {quantity} {product} {price} {full} {discount} {total}
    fact_sum_discount: str
    #: … with the discount on the second. {quantity} {product} {price} {full} {discount} {total}
    fact_sum_second: str
    #: behind goods and what comes on top: all together. {total}
    fact_total: str
    #: something that comes on top costs nothing. {name}
    fact_free: str
    #: the lowest price. {product} {value}
    fact_cheapest: str
    #: the highest price. {product} {value}
    fact_dearest: str
    #: the largest value. {product} {label} {value}
    fact_most: str
    #: the smallest value. {product} {label} {value}
    fact_least: str
    #: the place by price, cheap ones first. {place} {product} {value}
    fact_cheap_place: str
    #: the place by price, dear ones first. {place} {product} {value}
    fact_dear_place: str
    #: the place by another value. {place} {product} {label} {value}
    fact_place: str
    #: advises one. {product} {price}
    fact_recommended: str
    #: why it is advised. {reasons}
    fact_reasons: str
    #: a reason: the lowest price of those compared
    fact_reason_cheapest: str
    #: introduces the lines of a comparison
    fact_comparison: str
    #: what stands before prices in a comparison
    fact_label_price: str
    # ── people
    #: before a hand-over: something bought does not work
    sorry_for_problem: str
    #: … the service is down
    sorry_for_outage: str
    #: … the customer complains
    sorry_for_service: str
    #: thanks for what they add to their trouble later: an order's number, an address, what was tried
    details_noted: str
    #: the conversation is passed on; a manager will get in touch. Russian contains "менеджер свяжется"
    handover: str
    #: passed on, and asks where the manager can reach the customer
    handover_ask_phone: str
    #: nobody hears of it at once: a manager gets in touch once they read it. Russian contains "менеджер свяжется"
    handover_noted: str
    #: the same for who has trouble. Russian contains "менеджер свяжется"
    trouble_noted: str
    #: how the company itself is reached. {contacts}
    handover_reach_us: str
    #: asks for a number or an e-mail address to answer to
    handover_ask_contact: str
    #: behind that question, for who has trouble: the number of an order or a contract is welcome too
    order_number_helps: str
    #: promises to write no more
    opted_out: str
    #: says that the customer's contact was deleted, and that the manager is told to do so too
    data_deleted: str
    # ── failures
    #: the model failed: an apology; the request was kept
    model_failed: str
    #: a recording was not understood: please repeat
    voice_failed: str
    #: an engine wrote something down that nobody can have said: please repeat, or write
    voice_garbled: str
    #: listening took too long: please write
    voice_late: str
    #: voice messages are not understood here: please write
    voice_off: str
    #: a picture or a film came without words: the staff will see it, what is wanted?
    picture_noted: str
    #: a file came without words
    file_noted: str
    #: a place on the map came without words
    place_noted: str
    #: a sticker came, or something else that says nothing
    sign_noted: str
    # ── buttons
    #: says yes
    button_yes: str
    #: says no
    button_no: str
    #: asks for a human
    button_human: str
    # ── a flow's own steps
    #: asks whether all of it is right. {lines}
    read_back_all: str
    #: asks what to correct
    ask_what_to_correct: str
    #: asks for the e-mail address, which may be left out
    ask_email: str
    #: there is no order without a phone, after it was refused; the question follows
    phone_required: str
    #: says that the day is over and asks for another. {day} {next}
    day_past: str
    #: says that it is a day off and asks for another. {day} {next}
    day_off: str
    #: asks for the house number. {street}
    ask_house: str
    #: says that the answer was not understood; the question follows
    not_understood: str
    #: behind it, the second time: a person can be called
    offer_person: str
    #: says that an answer was changed. {what}
    answer_changed: str
    #: put off: everything is kept, and the conversation can go on from here
    paused: str
    #: goes on where it stopped
    resumed: str
    #: the word alone, for buttons and read-backs
    yes_word: str
    #: the word alone
    no_word: str
    #: leaves a question out
    button_skip: str
    # ── what stands before a value in a read-back
    label_name: str
    label_phone: str
    label_email: str
    # ── a salesperson's manner
    #: says that a person has the request already. Russian contains "менеджер свяжется"
    already_handed_over: str
    #: says that a person of the staff holds the conversation and will write here. {name} of the person
    held_by_person: str
    #: asked for a person, and none has come yet: the reply will come here
    person_busy: str
    #: the same, with until when somebody works today. {time}
    person_busy_until: str
    #: nobody works now: when somebody will, and will reply. {day} {time}
    person_away_until: str
    #: a date as it stands in that sentence. {day}
    day_of_date: str
    #: offers to be called back: leave a number; for who left one, when. No question: a "yes" would mean nothing
    call_back_ask_phone: str
    call_back_offered: str
    #: a price is too high: understands it, without giving way
    price_taken_seriously: str
    #: the customer asks for less: a manager decides
    cannot_bargain: str
    #: the customer doubts the company: takes it seriously; facts follow
    doubt_taken_seriously: str
    #: the customer wants to think: no pressure
    time_to_think: str
    #: answers abuse calmly, in one sentence that asks nothing
    stay_calm: str
    #: answers small talk, and comes back to the matter
    small_talk: str
    #: says again what was said. {answer}
    as_said: str
    #: says that these goods were shown already
    shown_above: str
    #: behind an introduction, beside cards. {low} {high} {name} of the cheapest
    cards_range: str
    #: asks which of several goods comes closest
    ask_choice: str
    #: offers to take the order
    offer_order: str
    #: offers what can be done where a product is not there
    offer_notice: str
    #: offers to ask a manager about the price
    offer_better_price: str
    # ── an order
    #: asks which of the goods that were shown is taken
    ask_which: str
    #: says what was taken. {order}
    order_taken: str
    #: says that the order was changed, and how it stands now. {order}
    order_changed: str
    #: says that what was in the order is out, and nothing else is in it
    order_emptied: str
    #: says what was noted beside the goods. {words} of the customer
    order_remark: str
    #: says what is ordered, before the contact is read back. {order}
    order_line: str
    #: what stands before the order, and before wishes, where people read it
    label_order: str
    label_wishes: str
    # ── in the chat
    #: the customer wants no call: answers come here
    answer_here: str
    #: passes the talk on where the customer wants no call. Russian contains "менеджер свяжется"
    handover_in_chat: str
    #: … and says that this was done already
    already_in_chat: str
    #: … and thanks for a confirmed contact. Russian contains "менеджер свяжется"
    confirmed_in_chat: str
    #: nothing is known of it, and a person who has the talk sees the question
    not_found_noted: str
    # ── open now?
    #: yes. {time} of closing
    open_until: str
    #: yes, around the clock
    open_all_day: str
    #: no. {day} and {time} of opening
    closed_until: str
    today: str
    tomorrow: str
    #: "on Monday" … "on Sunday"
    opening_days: tuple[str, ...]
    #: other wordings by field, so that nothing is said word for word twice
    variants: Mapping[str, tuple[str, ...]]

    def read_back_contact_of(self, name: str, phone: str, addresses: Collection[str], contact: str) -> str:
        """Returns the question whether the contact is right. `contact`: phone and addresses in one line."""
        if name:
            return self.read_back.format(name=name, phone=contact)
        if addresses:
            return self.read_back_contact.format(contact=contact)
        return self.read_back_phone.format(phone=phone)

    def thank(self, name: str, *, in_chat: bool = False) -> str:
        """Returns the thanks for a confirmed contact. `name`: empty where it is not known; `in_chat`: no call is
        wanted."""
        if in_chat:
            return self.confirmed_in_chat
        return self.confirmed.format(name=name) if name else self.confirmed_unnamed

    def ask_for_phone(self, name: str, invalid_phone: str = "", *, is_repeated: bool = False) -> str:
        """Returns the question for a phone. `invalid_phone`: digits that came and are none; `is_repeated`: it was
        asked for before."""
        if invalid_phone:
            return self.invalid_phone.format(phone=invalid_phone)
        if is_repeated:
            return self.ask_phone_again
        return self.ask_phone.format(name=name) if name else self.ask_phone_unnamed


@dataclass(frozen=True, slots=True)
class ClaimVocabulary:
    """Words by which a model claims what nobody did or gave: an order, a payment, a price, a discount
    (conversation/output).

    Entries are compared as those of `Vocabulary`: normalised, as whole words, * for the rest of a word; … stands
    for up to four words.
    """

    #: what can be ordered, booked or sent: "заказ*"
    order_nouns: tuple[str, ...]
    #: … whose it is, as a word or, with a hyphen, as the end of the noun: "ваш", "-ыңыз"
    your_words: tuple[str, ...]
    #: ends of verbs that say that something was done: "лен", "лды". They count for the customer's own order
    past_endings: tuple[str, ...]
    #: … what was done to it, said in the same clause: "оформлен"
    order_done: tuple[str, ...]
    #: both in one: "забронировано", "you are booked"
    order_done_alone: tuple[str, ...]
    #: what is paid: "оплата", "money"
    payment_nouns: tuple[str, ...]
    #: … what became of it, said in the same clause: "прошла"
    payment_done: tuple[str, ...]
    #: both in one: "оплачено"
    payment_done_alone: tuple[str, ...]
    #: what makes a rule or a wish of such a statement: "если", "after", "болса"
    conditions: tuple[str, ...]
    #: what denies it
    negations: tuple[str, ...]
    #: a lower price than the catalogue's, beside `Vocabulary.discount_words`: "промокод*", "полцены"
    discount_words: tuple[str, ...]
    #: where to ask about one: "менеджер подскажет"
    hedges: tuple[str, ...]
    #: nothing is to be paid: "бесплатн*", "в подарок"
    free_words: tuple[str, ...]
    #: where such a word means something else: "feel free"
    free_idioms: tuple[str, ...]
    #: an amount that follows is a price, be it without a currency: "стоит"
    price_cues: tuple[str, ...]
    #: … unless it is what the customer wants to pay: "до", "budget"
    limit_words: tuple[str, ...]
    #: what only the model was told: "мои инструкции"
    secret_words: tuple[str, ...]
    #: asks who the customer is, in a question or beside one of `request_words`: "как вас зовут", "ваше имя"
    name_requests: tuple[str, ...]
    #: … how the customer can be reached, by phone or e-mail: "на какой номер", "оставьте … номер"
    phone_requests: tuple[str, ...]
    #: wants something told, without a question mark: "напишите", "could you"
    request_words: tuple[str, ...]
    #: a person will get in touch: "свяжется"
    contact_promises: tuple[str, ...]


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
    #: what a speech engine that lacks the language is told to listen for: the nearest one that engines have, ISO.
    #: Its own code for a language that they all know
    nearest_speech_code: str
    #: single words; a reply with one of them asks the customer to confirm (contract §1.1, item 4). Both read-backs
    #: have one, be it with an ending
    confirmation_words: tuple[str, ...]
    #: its name as its speakers write it, and in English
    native_name: str
    english_name: str
    #: ISO 3166 code of the country of most of its speakers: how a phone without a country code is read, where it is
    #: no number of the company's country
    country: str
    #: how documents head what to do when the service is down
    outage_title: str
    #: … and how long it takes to mend it
    repair_title: str
    replies: Replies
    vocabulary: Vocabulary
    dates: DateVocabulary
    claims: ClaimVocabulary
