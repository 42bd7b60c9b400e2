"""Finds e-mail addresses in what people type: with a comma for the dot, with spaces, or said in words."""

import re
from collections.abc import Iterator, Sequence

# Bounded, or a long word without an @ costs its length squared.
EMAIL_PATTERN = re.compile(
    r"(?:(?<![a-zA-Z0-9_+])[a-zA-Z0-9_][a-zA-Z0-9_.+-]{0,63}|(?<![\w+])[^\Wa-zA-Z](?:[^\Wa-zA-Z]|[.+-]){0,63})"
    r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.(?:[a-zA-Z]{2,24}|[^\W\d_a-zA-Z]{2,24})"
)
_TOP_LEVEL_DOMAINS = r"(?:com|ru|kz|kg|uz|ua|mn|by|net|org|info|biz|io|me|su|tr|de|co\.[a-z]{2}|com\.[a-z]{2})"
# With spaces or a comma only what can be nothing else: Latin on both sides and a domain of the world.
_LOOSE_EMAIL = re.compile(
    r"(?<![\w.+-])([a-z0-9][a-z0-9._+-]{0,63}) {0,2}@ {0,2}([a-z0-9-]{2,63}(?:\.[a-z0-9-]{2,63}){0,3})"
    rf" {{0,2}}[.,] {{0,2}}({_TOP_LEVEL_DOMAINS})(?!\w)",
    re.IGNORECASE | re.ASCII,
)
_PROVIDERS = (
    r"(?:gmail|mail|yandex|ya|bk|inbox|list|outlook|hotmail|yahoo|icloud|ukr|rambler|"
    r"proton|protonmail|live|me|umail)"
)


def compile_spoken_email_pattern(at_sign_words: Sequence[str], dot_words: Sequence[str]) -> re.Pattern[str] | None:
    """Returns a pattern for addresses said in words, "j.miller at gmail dot com"; None without words for @ and dot.

    A dot must be said, or the provider be known: "look at kaspi.kz" is no address.
    """
    if not at_sign_words or not dot_words:
        return None
    at_sign, dot = "|".join(map(re.escape, at_sign_words)), "|".join(map(re.escape, dot_words))
    dotted = rf"[ ]{{1,2}}(?:{dot})[ ]{{1,2}}"
    return re.compile(
        rf"(?<![\w.+-])([a-z0-9][a-z0-9._+-]{{0,63}}(?:{dotted}[a-z0-9_+-]{{1,30}}){{0,3}})"
        rf"[ ]{{1,2}}[(\[]?(?:{at_sign})[)\]]?[ ]{{1,2}}"
        rf"(?:([a-z0-9-]{{2,63}}){dotted}|({_PROVIDERS})[ ]{{0,2}}\.[ ]{{0,2}})({_TOP_LEVEL_DOMAINS})(?!\w)",
        re.IGNORECASE,
    )


def find_emails(
    text: str, spoken_pattern: re.Pattern[str] | None, dot_words: Sequence[str]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yields every address with where it stands; loose spellings only where there is no proper one."""
    found = False
    if "@" in text:
        for proper in EMAIL_PATTERN.finditer(text):
            found = True
            yield proper[0], proper.span()
        if not found:
            for loose in _LOOSE_EMAIL.finditer(text):
                found = True
                yield f"{loose[1]}@{loose[2]}.{loose[3]}", loose.span()
    if not found and spoken_pattern and (match := spoken_pattern.search(text)):
        local = ".".join(part for part in match[1].split() if part.lower() not in dot_words)
        yield f"{local}@{match[2] or match[3]}.{match[4]}", match.span()
