"""The words an internet provider needs of each language: those its customers say, and those they are told.

Entries of word lists are compared normalised, as whole words; one may hold several words, and one that ends in *
stands for every word that begins so.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """The words with which customers say where they know the provider from."""

    #: ISO 639-1
    language: str
    #: friends and relatives, "told me"
    recommendation: tuple[str, ...]
    social_networks: tuple[str, ...]
    #: what advertises and where: "banner", "radio"
    advertising: tuple[str, ...]
    #: search engines, maps, web pages
    web_search: tuple[str, ...]
    #: neighbours who are customers already
    neighbours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderWords:
    """The words with which customers order."""

    #: ISO 639-1
    language: str
    #: where the internet is for: "flat", "at home"
    home: tuple[str, ...]
    #: … "shop", "company"
    office: tuple[str, ...]
    #: what a tariff is called: "plan", "package"
    tariff: tuple[str, ...]
    router: tuple[str, ...]
    #: the router is rented
    rent: tuple[str, ...]
    #: … bought; brands too
    buy: tuple[str, ...]
    #: … the customer's own, or none is wanted
    own_router: tuple[str, ...]
    #: video surveillance
    cameras: tuple[str, ...]
    #: how one, two and four cameras are said
    one: tuple[str, ...]
    two: tuple[str, ...]
    four: tuple[str, ...]
    #: a static IP address
    static_ip: tuple[str, ...]
    #: what customers call the address, for "no, the address is another one"
    address: tuple[str, ...]
    #: … the flat
    flat: tuple[str, ...]
    #: … the day and the time
    appointment: tuple[str, ...]
    private_house: tuple[str, ...]
    #: takes what was just spoken of: "I'll take it"
    taking: tuple[str, ...]
    #: asks for a list: "which", "show"
    list_requests: tuple[str, ...]
    #: the order rests: "cancel", "another time"
    postponing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderReplies:
    """What customers are told and asked in an order: friendly, in the polite form of address, one question each.

    The texts are templates of `str.format`; which fields one has stands beside it, and all are used. Questions of
    the flow may name {name} and {address}.
    """

    #: ISO 639-1
    language: str
    # ── home or office, and the tariff
    ask_segment: str
    #: buttons
    for_home: str
    for_office: str
    ask_tariff: str
    ask_tariff_again: str
    #: titles of the list of tariffs: for homes, for offices, all
    home_tariffs: str
    office_tariffs: str
    all_tariffs: str
    #: {speed}
    speed: str
    #: a price a month. {price}
    per_month: str
    price_on_request: str
    #: parts of a tariff's line
    with_router: str
    #: {price}
    with_rented_router: str
    # ── what is sold beside it
    ask_router: str
    #: buttons, and what is read back
    router_rented: str
    router_bought: str
    router_own: str
    #: read back where the tariff brings one
    router_gift: str
    ask_cctv: str
    #: {count}: one, two to four, more
    cameras_one: str
    cameras_few: str
    cameras_many: str
    ask_static_ip: str
    # ── the address
    ask_address: str
    ask_address_again: str
    #: reads it back. {address}
    ask_address_ok: str
    ask_flat: str
    #: a button
    private_house: str
    #: the house can be connected. {address}
    available: str
    #: behind it. {technology}
    technology: str
    #: it cannot. {address}
    unavailable: str
    #: the town is not served at all. {city}
    unknown_city: str
    #: nobody can say yet: a specialist looks
    manual_check: str
    #: of several streets. {candidates}
    which_street: str
    #: between two of them: "or"
    or_word: str
    #: what is missing of an address that is asked about
    ask_house: str
    ask_street: str
    #: asks to be put on the waiting list
    ask_waiting: str
    #: the waiting list was refused
    not_waiting: str
    # ── contact, day, thanks
    #: asks for an e-mail address, which may be left out. {name}
    ask_email: str
    #: {name}
    ask_when: str
    ask_when_again: str
    #: three buttons: a morning, an evening, an afternoon
    day_hints: tuple[str, str, str]
    #: thanks for an order; a manager confirms the time. Russian contains "менеджер свяжется". {name}
    confirmed: str
    #: … for a place on the waiting list. {name}
    confirmed_waiting: str
    ask_referrer: str
    #: five buttons, in the order of `ReferralWords`
    referrer_hints: tuple[str, str, str, str, str]
    #: thanks for saying so
    referrer_thanks: str
    # ── what stands before a value in a read-back
    label_tariff: str
    label_router: str
    label_cctv: str
    label_static_ip: str
    label_address: str
    label_waiting: str
    label_when: str
    label_referrer: str
