"""Search as talks, tools and programs ask for it: heard, given a provider's meaning where there is one, run."""

from typing import Any

from parley.core.brief import Findings
from parley.core.company import CompanyConfig
from parley.core.hearing import Context, Heard, hear
from parley.knowledge.embedding import meaning_of
from parley.knowledge.search import search
from parley.runtime import Runtime


async def look_up(rt: Runtime, company: CompanyConfig, heard: Heard, text: str, **narrowed: Any) -> Findings:
    """What the company's data says to a message. `narrowed`: as `search` takes it."""
    meaning = await meaning_of(rt, company, heard)
    async with rt.db.direct(company.id) as connection:
        return await search(connection, company, heard, text, meaning=meaning, **narrowed)


async def look_up_text(rt: Runtime, company: CompanyConfig, text: str, language: str, **narrowed: Any) -> Findings:
    """The same for words that nobody has heard yet."""
    heard = hear(text, Context(language=language, country=company.country), rt.lexicon)
    return await look_up(rt, company, heard, text, **narrowed)
