"""Keeps a company's synonyms: groups of words that mean one thing to its customers, whatever the concepts say."""

from collections.abc import Sequence

from parley.companies import brands, manage
from parley.errors import Invalid
from parley.runtime import Runtime
from parley.text.tokenize import normalized_words

SynonymGroups = list[list[str]]

MAX_SYNONYM_GROUPS, MAX_GROUP_WORDS, MAX_SYNONYM_CHARS = 500, 30, 60


async def get_synonyms(rt: Runtime, company_id: int) -> SynonymGroups:
    """Returns the company's groups; each is a list of words that mean the same."""
    return list((await brands.get_profile(rt, company_id)).synonyms)


async def replace_synonyms(rt: Runtime, company_id: int, groups: Sequence[Sequence[str]], by: str) -> SynonymGroups:
    """Replaces all groups; they count from the next question on, in every process. Raises Invalid."""
    valid_groups = [_validate_group(group) for group in groups]
    if len(valid_groups) > MAX_SYNONYM_GROUPS:
        raise Invalid(f"synonyms: at most {MAX_SYNONYM_GROUPS} groups")
    at = rt.clock()
    async with manage.edit_company(rt, company_id, "synonyms changed", at, by) as edit:
        edit.profile.synonyms, edit.profile.updated_at = valid_groups, at
    return valid_groups


def _validate_group(spellings: Sequence[str]) -> list[str]:
    group = list(dict.fromkeys(word.strip() for word in spellings))
    for word in group:
        if len(normalized_words(word)) != 1 or len(word) > MAX_SYNONYM_CHARS:
            raise Invalid(f"synonyms: “{word[:MAX_SYNONYM_CHARS]}” is not one word")
    if not 2 <= len(group) <= MAX_GROUP_WORDS:
        raise Invalid(f"synonyms: a group has 2 to {MAX_GROUP_WORDS} different words")
    return group
