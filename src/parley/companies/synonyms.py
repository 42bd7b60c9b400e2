"""A company's own words: groups that mean one thing to its customers, whatever the lexicon knows."""

from collections.abc import Sequence

from parley.companies import brands, manage
from parley.errors import Invalid
from parley.runtime import Runtime
from parley.text.tokenize import words

Groups = list[list[str]]

MOST_GROUPS, MOST_WORDS, LONGEST = 500, 30, 60


async def listed(rt: Runtime, company_id: int) -> Groups:
    return list((await brands.configuration(rt, company_id)).synonyms)


async def replace(rt: Runtime, company_id: int, groups: Sequence[Sequence[str]], by: str) -> Groups:
    """All groups anew; they count from the next question on, in every process. Raises Invalid."""
    kept = [_group(group) for group in groups]
    if len(kept) > MOST_GROUPS:
        raise Invalid(f"synonyms: at most {MOST_GROUPS} groups")
    at = rt.clock()
    async with manage.changing(rt, company_id, "synonyms changed", at, by) as (_, profile):
        profile.synonyms = kept
        profile.updated_at = at
    return kept


def _group(given: Sequence[str]) -> list[str]:
    group = list(dict.fromkeys(word.strip() for word in given))
    for word in group:
        if len(words(word)) != 1 or len(word) > LONGEST:
            raise Invalid(f"synonyms: “{word[:LONGEST]}” is not one word")
    if not 2 <= len(group) <= MOST_WORDS:
        raise Invalid(f"synonyms: a group has 2 to {MOST_WORDS} different words")
    return group
