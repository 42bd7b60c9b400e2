"""The words an internet provider needs of each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """The words with which customers say where they know the provider from.

    Entries are compared normalised, as whole words; one may hold several words, and one that ends in * stands for
    every word that begins so.
    """

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
