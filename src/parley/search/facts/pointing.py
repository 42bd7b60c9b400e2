"""What a message says of goods that were shown, beside which of them it means (references.py): what they cost
together, that one is taken."""

from collections.abc import Sequence

from parley.concepts.token import is_same_word
from parley.domain.search_results import ProductHit
from parley.search.facts.named import name_words
from parley.search.facts.order import read_ordinal
from parley.search.facts.quantities import PIECE_WORDS, named_in, read_quantity
from parley.search.facts.references import THIS_WORDS, find_reference, says_both
from parley.search.question import Question
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# What several things cost together.
_TOTAL_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "итог всего вместе общая сумм total altogether sum together барлы бәрі жалпы баары бардыг жалпысы jami "
            "hammasi жами разом усього всього загалом нийт нийл бүгд выйде обойд вийде обійд чыга шыға chiqadi"
        ),
    )
)
# Whoever wants to see or to hear what is ordered, and what is ordered is called.
_SHOWING_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "покаж повтор перечисл перечит озвуч напомн состав show list repeat read recap remind көрсет қайтала "
            "санап көрсөт кайтала ko'rsat takrorla sanab перерах нагад озвуч харуул давт жагса"
        ),
    )
)
_ORDER_STEMS = tuple(
    map(
        latinize,
        normalized_words(
            "заказ список корзин order basket cart list тапсырыс тізім себет буйрутм тизме себет buyurtma ro'yxat "
            "royxat savat замовлен кошик захиалг жагсаалт сагс"
        ),
    )
)
_MAX_SHOW_WORDS = 8
_MAX_PICK_WORDS = 3
_PIECE = "single-piece"


def asks_total(question: Question) -> bool:
    """Returns whether it is asked what several things cost together."""
    return any(latinize(word).startswith(_TOTAL_STEMS) for word in question.message.words)


def asks_to_show_order(question: Question) -> bool:
    """Returns whether a short message wants to see what is ordered: "show my order", "что у меня в заказе"."""
    latin = list(map(latinize, question.message.words))
    names = [word for word in latin if word.startswith(_ORDER_STEMS)]
    shows = question.understanding.question or any(
        word.startswith(_SHOWING_STEMS) for word in latin if [word] != names
    )
    return bool(names) and shows and len(latin) <= _MAX_SHOW_WORDS


def find_pointed(
    question: Question, hits: Sequence[ProductHit], earlier: Sequence[ProductHit] = ()
) -> Sequence[ProductHit]:
    """Returns the products that a message points to; none where that cannot be told. `hits`: those shown last;
    `earlier`: those shown before them, the newest first."""
    mentions = named_in(question, [*hits, *earlier])
    meant = find_reference(
        question.message, hits, earlier=earlier, mentions=mentions, measures=question.query.measures
    )
    if meant.by:
        return meant.hits
    narrowed = [mention.hits for mention in mentions if len(mention.hits) < len(hits)]
    if len(narrowed) == 1:
        return narrowed[0]
    return hits if len(hits) == 1 else ()


def picks_place(question: Question) -> bool:
    """Returns whether a short message only names a place in the list: "давайте вторые", "забираю последний"."""
    words = list(map(latinize, question.message.words))
    is_short = len(words) <= _MAX_PICK_WORDS and not question.understanding.question
    return is_short and bool(read_ordinal(words))


def says_only_choice(question: Question, hit: ProductHit) -> bool:
    """Returns whether a message names nothing but the product, how many of it, and words that point to it."""
    names = name_words(hit)
    return all(
        token.is_number
        or token.digits
        or token.concept == _PIECE
        or token.latin in PIECE_WORDS
        or token.latin in THIS_WORDS
        or token.latin.startswith(_TOTAL_STEMS)
        or any(is_same_word(token, name) or (token.concept and token.concept == name.concept) for name in names)
        for token in question.query.tokens
    )


def counted(question: Question, hits: Sequence[ProductHit]) -> int:
    """Returns how many of what it points to a message wants; 1 where it does not say."""
    if len(hits) == 1 and says_both(question.message):
        return 2
    return read_quantity(question, hits)
