"""Search as talks, tools and programs ask for it: heard, given a provider's meaning where there is one, run."""

from dataclasses import replace
from typing import Any

from parley.domain.company import CompanyConfig
from parley.domain.search_results import ProductHit, SearchResults
from parley.domain.understanding import MessageContext, Understanding
from parley.nlu.understand import understand
from parley.search.comparison import comparison_sides, is_comparison
from parley.search.question_embedding import embed_question
from parley.search.rank import rank
from parley.search.split_questions import split_question
from parley.services import Services


async def retrieve(
    rt: Services, company: CompanyConfig, understanding: Understanding, text: str, **filters: Any
) -> SearchResults:
    """What the company's data says to a message. `narrowed`: as `search` takes it."""
    if not is_comparison(text):
        split_findings = None if filters else await _answer_split_question(rt, company, understanding, text)
        return split_findings or await _rank_with_embedding(rt, company, understanding, text, **filters)
    product_by_id = await _best_per_side(rt, company, understanding, text, **filters)
    if len(product_by_id) > 1:
        return SearchResults(products=list(product_by_id.values()), is_product_query=True, is_comparison=True)
    findings = await _rank_with_embedding(rt, company, replace(understanding, question=True), text, **filters)
    return replace(findings, is_comparison=len(findings.products) > 1)


async def retrieve_text(
    rt: Services, company: CompanyConfig, text: str, language: str, **filters: Any
) -> SearchResults:
    """The same for words that nobody has heard yet."""
    return await retrieve(rt, company, _understand_text(rt, company, language, text), text, **filters)


def _understand_text(rt: Services, company: CompanyConfig, language: str, text: str) -> Understanding:
    return understand(text, MessageContext(language=language, country=company.country), rt.phrase_matcher)


async def _rank_with_embedding(
    rt: Services, company: CompanyConfig, understanding: Understanding, text: str, **filters: Any
) -> SearchResults:
    embedding = await embed_question(rt, company, understanding)
    async with rt.db.direct(company.id) as connection:
        return await rank(connection, company, understanding, text, embedding=embedding, **filters)


async def _rank_piece(
    rt: Services, company: CompanyConfig, language: str, piece: str, **filters: Any
) -> SearchResults:
    """A piece of a message, as if it were asked by itself."""
    understanding = replace(_understand_text(rt, company, language, piece), question=True)
    return await _rank_with_embedding(rt, company, understanding, piece, **filters)


async def _answer_split_question(
    rt: Services, company: CompanyConfig, understanding: Understanding, text: str
) -> SearchResults | None:
    """What answers each of two questions; None where it is one, or only one of them has an answer."""
    questions = split_question(text, company, understanding.language, rt.phrase_matcher)
    if questions is None:
        return None
    goods, terms = [await _rank_piece(rt, company, understanding.language, piece) for piece in questions]
    if not (goods.products and terms.passages):
        return None
    return replace(goods, passages=terms.passages, product_query=questions.goods)


async def _best_per_side(
    rt: Services, company: CompanyConfig, understanding: Understanding, text: str, **filters: Any
) -> dict[str, ProductHit]:
    """The best product for each thing that is compared, by its id."""
    product_by_id: dict[str, ProductHit] = {}
    for side in comparison_sides(text):
        products = (await _rank_piece(rt, company, understanding.language, side, **filters)).products
        product_by_id.update((hit.id, hit) for hit in products[:1])
    return product_by_id
