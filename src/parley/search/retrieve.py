"""Retrieval as conversations, tools and programs ask for it: a question is embedded and ranked."""

from dataclasses import replace

from parley.concepts.token import concept_tokens, is_same_word, make_token
from parley.domain.company import CompanyConfig
from parley.domain.search_results import ProductHit, SearchResults
from parley.domain.understanding import MessageContext
from parley.search.comparison import comparison_sides, is_comparison
from parley.search.facts.answer import answer_with_facts
from parley.search.query_words import STOP_WORDS
from parley.search.question import Question
from parley.search.question_embedding import embed_question
from parley.search.rank import EVERYTHING, SearchOptions, rank
from parley.search.result_cache import cached_results
from parley.services import Services
from parley.text.normalize import latinize

# A shorter word is no name by itself.
_MIN_NAME_LETTERS, _MAX_NAMES = 3, 5


async def retrieve(
    rt: Services, question: Question, options: SearchOptions = EVERYTHING, *, own: Question | None = None
) -> SearchResults:
    """Returns what the company's data says to one question. Things that are compared are looked for one by one.
    What is asked of goods comes as facts, unless the search is narrowed down. `own`: the question in the customer's
    own words, where it was completed."""
    asked = own or question
    return await cached_results(
        rt, question, options, lambda: _search_facts(rt, question, asked, options), asked.message.text
    )


async def _search_facts(rt: Services, question: Question, asked: Question, options: SearchOptions) -> SearchResults:
    results = await _search(rt, question, options)
    if options != EVERYTHING:
        return results
    return await answer_with_facts(rt, question, asked, results, lambda piece: retrieve_piece(rt, piece))


async def _search(rt: Services, question: Question, options: SearchOptions) -> SearchResults:
    if is_comparison(question.message.annotations):
        return await _retrieve_compared(rt, question, options)
    return await _rank_with_embedding(rt, question, options)


async def retrieve_text(
    rt: Services, company: CompanyConfig, text: str, language: str, options: SearchOptions = EVERYTHING
) -> SearchResults:
    """Returns the same for words that are not understood yet: a tool's, or a program's."""
    context = MessageContext(language=language, country=company.country)
    return await retrieve(rt, Question(company, rt.analyzer.read(text).understand(context)), options)


async def _rank_with_embedding(rt: Services, question: Question, options: SearchOptions) -> SearchResults:
    embedding = await embed_question(rt, question.company, question.understanding)
    async with rt.db.direct(question.company.id) as connection:
        return await rank(connection, question, options, embedding)


async def retrieve_piece(rt: Services, piece: Question, options: SearchOptions = EVERYTHING) -> SearchResults:
    """Returns what a piece of a message finds, as if it were a question of its own; no facts."""
    question = piece.taken_as_question()
    return await cached_results(
        rt, question, options, lambda: _rank_with_embedding(rt, question, options), is_piece=True
    )


async def _retrieve_compared(rt: Services, question: Question, options: SearchOptions) -> SearchResults:
    """Returns the best product for each thing that is compared; where they are not two, what fits the message."""
    product_by_id: dict[str, ProductHit] = {}
    for side in comparison_sides(question.message.annotations):
        products = (await retrieve_piece(rt, question.about(side), options)).products
        product_by_id.update((hit.id, hit) for hit in products[:1])
    if len(product_by_id) < 2:
        product_by_id |= await _retrieve_named(rt, question, options)
    if len(product_by_id) > 1:
        return SearchResults(products=list(product_by_id.values()), is_product_query=True, is_comparison=True)
    results = await _rank_with_embedding(rt, question.taken_as_question(), options)
    return replace(results, is_comparison=len(results.products) > 1)


async def _retrieve_named(rt: Services, question: Question, options: SearchOptions) -> dict[str, ProductHit]:
    """Returns the product that each name finds by itself, where no word stands between them: "үүл ботго хоёрын аль
    нь дээр вэ"."""
    names = [
        part.words[0]
        for part in question.message.annotations
        if not part.concept and len(part.words[0]) >= _MIN_NAME_LETTERS and part.words[0] not in STOP_WORDS
    ]
    product_by_id: dict[str, ProductHit] = {}
    for name in names[:_MAX_NAMES]:
        piece = question.about(name)
        products = (await retrieve_piece(rt, piece, options)).products if piece.query.tokens else ()
        product_by_id.update((hit.id, hit) for hit in products[:1] if _is_called(hit, name))
    return product_by_id


def _is_called(hit: ProductHit, name: str) -> bool:
    token = make_token(latinize(name), "")
    return any(is_same_word(token, other) for other in concept_tokens(hit.name))
