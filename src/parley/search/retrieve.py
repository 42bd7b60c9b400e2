"""Search as talks, tools and programs ask for it: heard, given a provider's meaning where there is one, run."""

from dataclasses import replace
from typing import Any

from parley.domain.company import CompanyConfig
from parley.domain.prompt_context import Findings, ProductHit
from parley.domain.understanding import Context, Heard
from parley.nlu.understand import hear
from parley.search.comparison import compares, sides
from parley.search.question_embedding import meaning_of
from parley.search.rank import search
from parley.search.split_questions import two_questions
from parley.services import Services


async def look_up(rt: Services, company: CompanyConfig, heard: Heard, text: str, **narrowed: Any) -> Findings:
    """What the company's data says to a message. `narrowed`: as `search` takes it."""
    if not compares(text):
        both = None if narrowed else await _both(rt, company, heard, text)
        return both or await _find(rt, company, heard, text, **narrowed)
    found = await _each(rt, company, heard, text, **narrowed)
    if len(found) > 1:
        return Findings(products=list(found.values()), asked_products=True, compared=True)
    whole = await _find(rt, company, replace(heard, question=True), text, **narrowed)
    return replace(whole, compared=len(whole.products) > 1)


async def look_up_text(rt: Services, company: CompanyConfig, text: str, language: str, **narrowed: Any) -> Findings:
    """The same for words that nobody has heard yet."""
    return await look_up(rt, company, _heard(rt, company, language, text), text, **narrowed)


def _heard(rt: Services, company: CompanyConfig, language: str, text: str) -> Heard:
    return hear(text, Context(language=language, country=company.country), rt.lexicon)


async def _find(rt: Services, company: CompanyConfig, heard: Heard, text: str, **narrowed: Any) -> Findings:
    meaning = await meaning_of(rt, company, heard)
    async with rt.db.direct(company.id) as connection:
        return await search(connection, company, heard, text, meaning=meaning, **narrowed)


async def _find_alone(rt: Services, company: CompanyConfig, language: str, piece: str, **narrowed: Any) -> Findings:
    """A piece of a message, as if it were asked by itself."""
    heard = replace(_heard(rt, company, language, piece), question=True)
    return await _find(rt, company, heard, piece, **narrowed)


async def _both(rt: Services, company: CompanyConfig, heard: Heard, text: str) -> Findings | None:
    """What answers each of two questions; None where it is one, or only one of them has an answer."""
    asked = two_questions(text, company, heard.language, rt.lexicon)
    if asked is None:
        return None
    goods, terms = [await _find_alone(rt, company, heard.language, piece) for piece in asked]
    if not (goods.products and terms.passages):
        return None
    return replace(goods, passages=terms.passages, goods_asked=asked.goods)


async def _each(
    rt: Services, company: CompanyConfig, heard: Heard, text: str, **narrowed: Any
) -> dict[str, ProductHit]:
    """The best product for each thing that is compared, by its id."""
    found: dict[str, ProductHit] = {}
    for side in sides(text):
        products = (await _find_alone(rt, company, heard.language, side, **narrowed)).products
        found.update((hit.id, hit) for hit in products[:1])
    return found
