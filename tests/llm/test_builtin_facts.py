"""Facts about goods in words, in every language."""

import pytest

from parley.domain.product_facts import (
    AddedCost,
    AttributeFact,
    AvailabilityFact,
    BasketFact,
    ComparisonFact,
    Difference,
    Offer,
    OpenChoiceFact,
    PriceFact,
    ProductFact,
    RankFact,
    RecommendationFact,
)
from parley.languages.registry import find_languages
from parley.llm.builtin_facts import word_facts

FACTS: tuple[ProductFact, ...] = (
    AttributeFact("Demo Phone", "weight", "180 g"),
    AttributeFact("Demo Phone", "", "NFC", "yes"),
    AttributeFact("Demo Phone", "colour", "black", "no"),
    AttributeFact("Demo Phone", "", "", "unknown"),
    AttributeFact("Demo Phone", "weight", "", "unknown"),
    AvailabilityFact("Demo Phone", True, "$99"),
    AvailabilityFact("Demo Phone", False),
    PriceFact("Demo Phone", "$99"),
    PriceFact("Demo Phone", "$99", 12, "5", (), "$1,128.60", full="$1,188"),
    PriceFact("Demo Phone", "$99", 2, "5", (), "$193.05", full="$198", on_second=True),
    PriceFact("Demo Phone", "$99", is_chosen=True),
    BasketFact((PriceFact("Demo Phone", "$99"), PriceFact("Other", "$1", 2, total="$2")), "$101", "5 % off."),
    OpenChoiceFact((Offer("Demo Phone", "$99"), Offer("Other", ""))),
    PriceFact("Demo Phone", "$99", 1, "", (AddedCost("delivery", "$15"), AddedCost("assembly", "")), "$114"),
    RankFact("Demo Phone", "price", False, 1, "$99"),
    RankFact("Demo Phone", "price", True, 2, "$99"),
    RankFact("Demo Phone", "weight", False, 1, "180 g"),
    RankFact("Demo Phone", "weight", True, 3, "180 g"),
    ComparisonFact(("Demo Phone", "Other"), ("$99", ""), (Difference("weight", ("180 g", "")),), ("Small.", "")),
    RecommendationFact("Demo Phone", "$99", ("For students.",), True),
)
LANGUAGES = find_languages()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: type(fact).__name__)
def test_a_fact_has_words_in_every_language(code: str, fact: ProductFact) -> None:
    text = word_facts([fact], LANGUAGES[code].replies, code)
    assert "Demo Phone" in text
    assert "{" not in text
    assert ".." not in text


def test_yes_and_no_come_first() -> None:
    replies = LANGUAGES["en"].replies
    assert word_facts([AttributeFact("TV", "", "4K.", "yes")], replies, "en") == "Yes. TV: 4K."
    assert word_facts([AttributeFact("TV", "colour", "black", "no")], replies, "en").startswith("No. TV: colour")


def test_what_comes_on_top_is_listed_before_the_total() -> None:
    text = word_facts(
        [next(fact for fact in FACTS if isinstance(fact, PriceFact) and fact.added)], LANGUAGES["en"].replies, "en"
    )
    assert text.splitlines() == [
        "Demo Phone – $99.",
        "• delivery — $15",
        "• assembly – free",
        "Together: $114.",
    ]


def test_a_fact_is_said_once() -> None:
    text = word_facts([FACTS[0], FACTS[0]], LANGUAGES["en"].replies, "en")
    assert text == "Demo Phone: weight – 180 g."
