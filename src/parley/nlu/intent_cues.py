"""Words that tell what a message wants, in one language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IntentCues:
    """Words that tell what a message wants: features of the classifier of intents (nlu/intents/features.py), which
    learns from them in every language what it was shown in one.

    Entries as in `Vocabulary`. They decide nothing by themselves, and say nothing about the language of a message.
    """

    #: what goes wrong with things: "broke*", "leaks", "does not turn on"
    malfunctions: tuple[str, ...]
    #: what came is not what was ordered: "wrong", "missing", "instead of"
    wrong_goods: tuple[str, ...]
    #: what a customer got, and from whom: "bought", "arrived", "you installed", "from you"
    past_purchases: tuple[str, ...]
    #: what is connected, or used from afar: "internet", "site", "payment*"
    services: tuple[str, ...]
    #: what angry people say: "disgrace", "rude", "never again"
    grievances: tuple[str, ...]
    #: what should have happened by now: "still waiting", "promised", "nobody answers"
    delays: tuple[str, ...]
    #: money that is wanted back: "refund", "charged twice"
    refunds: tuple[str, ...]
    #: what hurt somebody: "rash", "food poisoning"
    harms: tuple[str, ...]
    #: what is on its way: "order*", "parcel*", "courier*"
    shipments: tuple[str, ...]
    #: machines that talk: "bot*", "robot*"
    machines: tuple[str, ...]
    #: what is not wanted: "enough", "no more", "useless"
    rejections: tuple[str, ...]
    #: what is wanted: "need", "looking for", "do you repair"
    wishes: tuple[str, ...]
    #: what only might happen: "if", "does it", "after a year"
    conditions: tuple[str, ...]
    #: what was there before, and not from here: "my old", "another shop"
    earlier_things: tuple[str, ...]
    #: that all is well: "solved", "works fine"
    resolutions: tuple[str, ...]
    #: who is hired: "plumber", "somebody to clean"
    hired_people: tuple[str, ...]
    #: work, and who somebody is: "vacancy", "my boss"
    jobs: tuple[str, ...]
    #: what is done away with: "delete", "erase"
    erasures: tuple[str, ...]
    #: what is stored of a person: "number", "data", "chat"
    personal_data: tuple[str, ...]
    #: … it is not to be done away with, or but a digit of it: "do not delete"
    keeps: tuple[str, ...]
    #: asks for the way to do something: "how"
    how_words: tuple[str, ...]
    #: the customer as somebody of whom something is stored: "about me"
    about_me: tuple[str, ...]
    #: abuse: "idiot*", "shut up"
    insults: tuple[str, ...]
    #: who works there, so that a customer may want to talk to them: "doctor*", "accountant*", "in charge"
    experts: tuple[str, ...]
    #: asks for somebody, or for a call: "get me", "ring me", "have a word"
    summons: tuple[str, ...]
    #: that something costs too much: "too expensive", "is a lot"
    high_prices: tuple[str, ...]
    #: asks for less: "best price", "come down"
    haggling: tuple[str, ...]
