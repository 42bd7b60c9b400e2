"""Tells by an id's form whether a stranger could guess it (contract §1.1, "Who speaks").

Nobody can measure how an id was made. What is told is whether it has a form that random generators make and people
do not; whatever else a client sends counts as guessable.
"""

import re
from itertools import pairwise

# At least 40 random bits in each: nine base-36 characters have 46. Known prefixes (`v_`, `session_`) are words.
_UUID = re.compile(
    r"(?:[A-Za-z]+[_-])?([0-9a-f]{8}-?[0-9a-f]{4}-?[47][0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12})", re.IGNORECASE
)
_VISITOR_ID = re.compile(r"v_([0-9A-Za-z]{9,128})")
_AFTER_A_TIMESTAMP = re.compile(r"(?:[A-Za-z]+[_-])?\d{13}[_-]([0-9a-z]{9,64})")
_HEX = re.compile(r"(?:[A-Za-z]+[_-])?([0-9a-f]{16,64})", re.IGNORECASE)
# Not a UUID of another version: those are made of the time, or of a name.
_LONG_TOKEN = re.compile(r"(?!.*[0-9a-f]{8}-[0-9a-f]{4}-)[0-9A-Za-z_-]{16,128}")
_RANDOM_FORMS = (_UUID, _VISITOR_ID, _AFTER_A_TIMESTAMP)
# Of nine random base-36 characters fewer are different once in 700,000 times; "v_111222333" is somebody's own idea.
_MIN_DIFFERENT_CHARACTERS = 4
# A counter with zeros before it is hexadecimal too.
_MIN_DIFFERENT_HEX_DIGITS = 7
# How often the characters of a long token change between digits, small and capital letters: words with numbers
# behind them do less. The second is for tokens with both kinds of letters.
_MIN_CHANGES_PER_CHARACTER, _MIN_CHANGES_WITH_CAPITALS = 0.3, 0.4
_CLASS_CHANGE = re.compile(r"(?<=[0-9])(?=[A-Za-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[a-z])")

_NUMBER = re.compile(r"\s*[+-]?\d+\s*")
_TELEGRAM_USER_ID = re.compile(r"[1-9][0-9]{0,18}")
_MAX_TELEGRAM_USER_ID = 2**63 - 1

# What deployed clients send for every visitor alike (⚑C5), and what a page without an id ends up sending.
_SHARED_IDS = frozenset(
    [
        *("web-session", "web", "new", "voice_session", "manager_voice", "web_user", "healthcheck"),
        *("anonymous", "guest", "default", "null", "undefined", "none"),
    ]
)


def is_unguessable(text: str) -> bool:
    """Whether an id has at least 40 random bits, as far as its form tells: whoever knows it may use it."""
    if any((match := form.fullmatch(text)) and _looks_random(match[1]) for form in _RANDOM_FORMS):
        return True
    match = _HEX.fullmatch(text)
    if match and _looks_random(match[1]) and len(set(match[1].lower())) >= _MIN_DIFFERENT_HEX_DIGITS:
        return True
    return _LONG_TOKEN.fullmatch(text) is not None and _looks_random(text) and _changes_like_random(text)


def is_number(text: str) -> bool:
    """Whether an id is a number in any script, signed or between spaces: someone's Telegram id, or meant as one."""
    return _NUMBER.fullmatch(text) is not None


def is_telegram_user_id(text: str) -> bool:
    """Whether an id is a user's as Telegram writes it: a positive integer of 64 bits, without leading zeros."""
    return _TELEGRAM_USER_ID.fullmatch(text) is not None and int(text) <= _MAX_TELEGRAM_USER_ID


def is_shared_id(text: str) -> bool:
    """Whether an id says nothing about who sends it: an empty one, or a constant of old pages."""
    return not text.strip() or text.strip().casefold() in _SHARED_IDS


def _looks_random(characters: str) -> bool:
    """Whether the characters are no number, not a few of them repeated, and not a row like "123456789"."""
    if characters.isdecimal() or len(set(characters.lower().replace("-", ""))) < _MIN_DIFFERENT_CHARACTERS:
        return False
    steps = {ord(after) - ord(before) for before, after in pairwise(characters)}
    return len(steps) > 1


def _changes_like_random(token: str) -> bool:
    has_both_cases = token.lower() != token and token.upper() != token
    least = _MIN_CHANGES_WITH_CAPITALS if has_both_cases else _MIN_CHANGES_PER_CHARACTER
    return len(_CLASS_CHANGE.findall(token)) >= least * len(token)
