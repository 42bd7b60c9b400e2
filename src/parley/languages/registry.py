"""The languages there are, found once for the process, and the codes by which clients call them.

Nothing else lists languages: a new file in this folder is all that a new language needs.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from parley.errors import Invalid
from parley.languages.base import Language
from parley.plugs import find_plugin_instances
from parley.text.tokenize import normalized_words

# ⚑C4: accepted and stored although no language file answers in it.
_CODES_WITHOUT_FILE = ("id",)


@lru_cache(maxsize=1)
def find_languages() -> Mapping[str, Language]:
    """Returns every language by its ISO code, in the order of the codes."""
    return MappingProxyType(find_plugin_instances("parley.languages", Language, name_attribute="code"))


def normalize_language_code(code: str) -> str | None:
    """Returns the ISO code for a code or an alias in any case, with or without a region ("KZ", "kk-KZ", "kk_KZ").

    None for a language that is not known.
    """
    return _codes_by_name().get(code.strip().lower().replace("_", "-").partition("-")[0])


def require_language_code(code: str) -> str:
    """Returns the ISO code as `normalize_language_code` does. Raises `Invalid` for a language that is not known."""
    iso_code = normalize_language_code(code)
    if iso_code is None:
        raise Invalid(f"language: {code[:20]!r} is not one of {', '.join(find_languages())}")
    return iso_code


def wire_language_code(code: str) -> str:
    """Returns what deployed clients call the language with this ISO code: `kz` for `kk`."""
    language = find_languages().get(code)
    return language.wire_code if language else code


@lru_cache(maxsize=1)
def localized_names() -> Mapping[str, str]:
    """Returns the keys of a `Localized` object (⚑C4), each with its ISO code: codes and aliases alike."""
    return MappingProxyType(
        {
            name: language.code
            for language in find_languages().values()
            if language.is_localized
            for name in (language.code, *language.aliases)
        }
    )


@lru_cache(maxsize=1)
def confirmation_words() -> frozenset[str]:
    """Returns the words of all languages, normalised, by which a reply asks the customer to confirm."""
    return frozenset(
        word
        for language in find_languages().values()
        for entry in language.confirmation_words
        for word in normalized_words(entry)
    )


@lru_cache(maxsize=1)
def _codes_by_name() -> Mapping[str, str]:
    names = {code: code for code in _CODES_WITHOUT_FILE}
    for language in find_languages().values():
        names |= dict.fromkeys((language.code, *language.aliases), language.code)
    return names
