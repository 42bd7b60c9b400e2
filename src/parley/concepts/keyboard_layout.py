"""Corrects words typed with the wrong keyboard layout: "lbdfy" is диван, "тщеуищщл" is notebook."""

from collections.abc import Iterator

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
# Where the Ukrainian layout differs from the Russian.
_UKRAINIAN = _RUSSIAN.replace("ы", "і").replace("ъ", "ї").replace("э", "є")
_TO_CYRILLIC = tuple(str.maketrans(_LATIN, layout) for layout in (_RUSSIAN, _UKRAINIAN))
_TO_LATIN = str.maketrans(_RUSSIAN + "іїє", _LATIN + "s]'")


def layout_corrections(text: str) -> Iterator[str]:
    """Yields what may have been meant, in lower case, where every letter of the text is of one script; nothing for
    any other text."""
    lowered = text.casefold()
    if any("a" <= letter <= "z" for letter in lowered):
        if lowered.isascii():
            yield from dict.fromkeys(lowered.translate(layout) for layout in _TO_CYRILLIC)
    elif any("а" <= letter <= "я" for letter in lowered):
        yield lowered.translate(_TO_LATIN)
