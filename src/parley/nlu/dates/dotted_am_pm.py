"""Joins "p.m." and "a. m." to the one word that the lists of words know."""

import re
from collections.abc import Sequence

from parley.text.tokenize import Token, TokenizedText

_DOTTED_AM_PM = re.compile(r"\b[ap]\.\s?m\b\.?", re.IGNORECASE)


def join_dotted_am_pm(message: TokenizedText) -> Sequence[Token]:
    """Returns the tokens of a message, "p.m." as one of them; its dots divide no clauses."""
    text = message.text
    if ".m" not in text and ". m" not in text and ".M" not in text:
        return message.tokens
    ends = {match.start(): match.end() for match in _DOTTED_AM_PM.finditer(text)}
    joined: list[Token] = []
    removed_clauses = 0
    for token in message.tokens:
        if joined and joined[-1].start in ends and not text[joined[-1].end : token.start].strip(" "):
            removed_clauses = token.clause_index - joined[-1].clause_index
        if joined and token.start < joined[-1].end:
            continue  # the "m" behind the dot
        token = token._replace(clause_index=token.clause_index - removed_clauses)
        end = ends.get(token.start)
        joined.append(
            token._replace(text=text[token.start : end], normalized=token.normalized + "m", end=end)
            if end
            else token
        )
    return joined
