"""What a message says of an order, beside the goods that it may mean. Pure: the goods are handed in."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from parley.concepts.matcher import SALE_TERMS
from parley.domain.order import Order
from parley.domain.search_results import ProductHit
from parley.nlu.contacts.contact_digits import contact_tokens
from parley.nlu.message import UnderstoodMessage
from parley.nlu.ordering import OrderPhrases
from parley.search.facts.mentions import Mention, find_named_goods
from parley.search.facts.order import read_ordinal
from parley.search.query import GENERIC_CONCEPTS
from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# Terms of a sale that may be left out while the goods stay.
_OTHER_TERMS = SALE_TERMS - {"order", "cancel-order"}
# They leave what they concern as it is: whoever compares, or asks for advice, takes nothing.
_ASKING_INTENTS = frozenset({"compare", "recommend"})


@dataclass(frozen=True)
class OrderTalk:
    """A message, the goods that the talk is about, and what is ordered so far."""

    message: UnderstoodMessage
    order: Order
    #: what the last answer about goods showed, in its order
    shown: Sequence[ProductHit] = ()
    #: what the answers before it showed, the newest first
    earlier: Sequence[ProductHit] = ()
    #: what is ordered, and what there is of its kind
    related: Sequence[ProductHit] = ()
    #: whether a yes takes what was shown: it was offered just now
    accepts_offer: bool = False
    #: how many were spoken of by product, where a sum was told
    summed: Mapping[str, int] = field(default_factory=dict)
    #: whether it was asked just now which of those shown is taken
    answers_which: bool = False
    #: whether the contact is read back just now, or was confirmed
    is_read_back: bool = False
    is_confirmed: bool = False

    @property
    def words(self) -> OrderPhrases:
        """What the words of the message say of an order."""
        return self.message.ordering

    @cached_property
    def known(self) -> Sequence[ProductHit]:
        """Everything that may be meant."""
        return tuple({hit.id: hit for hit in (*self.shown, *self.earlier, *self.related)}.values())

    @property
    def ordered(self) -> frozenset[str]:
        """The ids of what is ordered."""
        return frozenset(item.product_id for item in self.order.items)

    @cached_property
    def excluded(self) -> frozenset[int]:
        """The tokens of what is left out or taken back, and the digits of a contact."""
        found = set(self.message.choices.excluded) | contact_tokens(self.message)
        tokens, clauses = self.message.tokenized.tokens, self.message.tokenized.clauses
        for index in self.words.of("removing_words", "cancelling_words"):
            clause = clauses[tokens[index].clause_index]
            found.update(range(clause.start, clause.end))
        return frozenset(found)

    @cached_property
    def wanted(self) -> list[Mention]:
        """The goods that are named and not left out."""
        others = self.excluded | self.words.of("counting_words")
        within = [index for index in range(len(self.message.tokenized.tokens)) if index not in others]
        return find_named_goods(self.message, self.known, within=within)

    @cached_property
    def unwanted(self) -> list[Mention]:
        """The goods that are named and left out."""
        return find_named_goods(self.message, self.known, within=self.excluded) if self.excluded else []

    @property
    def is_taking(self) -> bool:
        """Whether the customer takes something, and does not just ask what it would be to."""
        understanding = self.message.understanding
        taking = self.words.of("taking_words") - self.words.of("declining_words")
        says_so = taking or (understanding.ready_to_order and not self.words.has("declining_words"))
        is_other = understanding.refuses_contact or self._asks_beside(taking) or self._bargains
        return bool(says_so) and not (is_other or (self.compares and not taking))

    @property
    def compares(self) -> bool:
        """Whether goods are compared, or advice is asked for: that takes nothing."""
        return not _ASKING_INTENTS.isdisjoint(self.message.understanding.intents)

    def _asks_beside(self, taking: Collection[int]) -> bool:
        """Tells whether it is asked what taking would be to: "беру?", "how much if I take 2"."""
        tokens, clauses = self.message.tokenized.tokens, self.message.tokenized.clauses
        is_marked = any(clauses[tokens[index].clause_index].is_question for index in taking)
        # "I'll take the cheaper one" asks no price.
        asks_price = self.message.understanding.asks_price and not self.message.choices.degree
        return is_marked or (asks_price and len(clauses) == 1)

    @property
    def _bargains(self) -> bool:
        """Whether it would be taken at another price: "за 350 отдадите, заберу сегодня"."""
        has_number = any(token.is_number for token in self.message.tokenized.tokens)
        return has_number and "bargain" in self.message.understanding.intents

    @property
    def adds(self) -> bool:
        """Whether something comes on top of what is ordered."""
        return self.words.has("adding_words") and not self.compares

    @property
    def cancels(self) -> bool:
        """Whether nothing of what is ordered is wanted any more. Who names goods leaves out those alone, and who
        refuses the phone or speaks of a term of the sale ("without delivery") cancels no order."""
        cancelling = self.words.of("cancelling_words")
        if not cancelling or self.message.understanding.refuses_contact:
            return False
        takes = self.words.of("taking_words", "adding_words") - cancelling
        speaks_of_terms = any(annotation.concept in _OTHER_TERMS for annotation in self.message.annotations)
        names = self.wanted or self.unwanted or self.message.choices.places
        return not (takes or names or speaks_of_terms or self.message.choices.replaces)

    @property
    def takes_new(self) -> bool:
        """Whether goods that are named come to the order, or stand for others in it."""
        kinds = ("choosing_words", "adding_words", "changing_words")
        return self.is_taking or (not self.compares and any(map(self.words.has, kinds)))

    def unexplained(self) -> Iterator[str]:
        """Yields the words that may name what is taken, phrases together."""
        content, start = set(self.message.understanding.content_words), 0
        for annotation in self.message.annotations:
            indices = set(range(start, start + len(annotation.words)))
            start += len(annotation.words)
            if indices <= self.excluded:
                continue
            is_content = not content.isdisjoint(annotation.words) and any(map(str.isalpha, annotation.words))
            is_said = indices <= self.words.said
            if is_content and not is_said and annotation.concept not in GENERIC_CONCEPTS | SALE_TERMS:
                yield " ".join(annotation.words)

    @property
    def asks(self) -> bool:
        """Whether the message is a question, and takes nothing. "Need 2" asks nothing, though "need" may."""
        understanding = self.message.understanding
        is_marked = any(clause.is_question for clause in self.message.tokenized.clauses)
        states = self.words.has("changing_words") and bool(self.words.numbers or self.words.sizes)
        is_worded = understanding.question and not (states and not is_marked)
        is_asked = is_worded or understanding.asks_price or understanding.asks_catalogue
        return is_asked and not self.is_taking and not self.message.choices.replaces


def names_goods(talk: OrderTalk, name: str) -> bool:
    """Tells whether what was taken for the customer's name is a word of the goods, or a place in their list."""
    if read_ordinal(list(map(latinize, normalized_words(name)))):
        return True
    tokens = talk.message.tokenized.tokens
    named = {
        tokens[index].normalized
        for mention in (*talk.wanted, *talk.unwanted)
        for index in range(mention.start, mention.end)
    }
    return not named.isdisjoint(normalized_words(name))
