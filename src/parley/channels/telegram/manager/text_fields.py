"""What a manager is told: the texts that each language has."""

from typing import NamedTuple


class Texts(NamedTuple):
    """The texts of one language. Those with markup say so by their tags."""

    menu: str
    help: str
    total: str
    last: str
    no_leads: str
    #: how many, by day, week, month
    counts: tuple[str, str, str]
    widget_on: str
    widget_off: str
    sites: str
    no_sites: str
    new_site: str
    channels: str
    no_channels: str
    new_channel: str
    ask_name: str
    ask_domain: str
    ask_greeting: str
    ask_new_name: str
    ask_new_greeting: str
    created: str
    saved: str
    cancelled: str
    ask_delete: str
    yes: str
    no: str
    deleted: str
    gone: str
    choose_language: str
    language_set: str
    #: API, database, AI, widget, bot
    parts: tuple[str, str, str, str, str]
    no_log: str
