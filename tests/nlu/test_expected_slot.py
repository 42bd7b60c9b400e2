"""What a message may answer: what was asked last, or the question for the name."""

import pytest

from fakes.listener import LEXICON
from parley.domain.lead import LeadDraft, NextMove
from parley.domain.understanding import ExpectedReply
from parley.nlu.expected_slot import expected_slot
from parley.nlu.message import TextAnalyzer


def slot_of(text: str, asked: ExpectedReply, name_requests: int = 0, name: str = "") -> ExpectedReply:
    draft = LeadDraft(expected_reply=asked, name_requests=name_requests, name=name)
    return expected_slot(draft, TextAnalyzer(LEXICON).read(text), LEXICON)


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Диван", "need"),
        ("Xyz диван", "need"),
        ("Роза", "name"),
        ("Эдуард диван", "name"),
        ("xyz", "name"),
        ("", "name"),
    ],
)
def test_a_product_is_no_answer_to_the_question_for_a_name(text: str, slot: ExpectedReply) -> None:
    assert slot_of(text, "name", 1) == slot


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("Эдуард", "name"), ("Эдуард 8701", "phone"), ("потом", "phone"), ("Перезагружал", "phone"),
        ("@kate_shop", "phone"),
        # a first name that is a word as well needs a capital letter, and nothing beside it
        ("Роза", "name"), ("роза", "phone"), ("Роза красная", "phone"),
    ],
)  # fmt: skip
def test_who_was_passed_on_to_a_person_may_give_a_first_name_before_the_number(text: str, slot: str) -> None:
    draft = LeadDraft(expected_reply="phone", handed_over=True)
    assert expected_slot(draft, TextAnalyzer(LEXICON).read(text), LEXICON) == slot


def test_a_first_name_is_expected_until_the_person_can_reach_them() -> None:
    noted = LeadDraft(handed_over=True)
    reachable = LeadDraft(handed_over=True, email="kate@example.kz")
    message = TextAnalyzer(LEXICON).read("Роза")
    assert expected_slot(noted, message, LEXICON) == "name"
    assert expected_slot(reachable, message, LEXICON) == ""


@pytest.mark.parametrize("asked", ["", "need"])
@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Эдуард", True), ("эдуард", True), ("ладно, Эдуард", True), ("Сабина", True),
        ("Эдуард хочет купить", True),
        # a first name that is a word needs a surname
        ("Роза", False), ("Роза Тошева", True), ("Роза красная", False), ("Эдуард диван", False),
        # a question, no name, or more words than a name and assent have
        ("Эдуард?", False), ("Xyz", False), ("", False), ("да", False), ("раз два три Эдуард", False),
        ("ладно да это Эдуард", True), ("ладно да это вот Эдуард", False),
    ],
)  # fmt: skip
def test_a_first_name_answers_the_question_for_it_unasked(text: str, is_name: bool, asked: ExpectedReply) -> None:
    assert slot_of(text, asked) == ("name" if is_name else asked)


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("Xyz", True), ("Xyz Abc", True), ("Xyz Abc Def", False), ("xyz", False), ("Диван", False), ("Роза", True),
        ("Эдуард Диван", True), ("Роза красная", False), ("роза", True), ("Эдуард Xyz Abc", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "asked",
    [
        LeadDraft(expected_reply="need", name_requests=1),
        LeadDraft(expected_reply="need", last_moves=(NextMove.OFFER_PERSON,)),
    ],
    ids=["asked for", "a person was offered"],
)
def test_once_a_name_is_expected_a_capitalised_word_may_be_one(text: str, is_name: bool, asked: LeadDraft) -> None:
    slot = expected_slot(asked, TextAnalyzer(LEXICON).read(text), LEXICON)
    assert slot == ("name" if is_name else "need")


@pytest.mark.parametrize("asked", ["phone", "confirm", "correction", "step"])
def test_another_question_stays_open(asked: ExpectedReply) -> None:
    assert slot_of("Эдуард", asked, 1) == asked


@pytest.mark.parametrize("asked", ["", "need", "name"])
def test_a_known_name_is_not_asked_for_again(asked: ExpectedReply) -> None:
    assert slot_of("Эдуард", asked, 1, name="Том") == asked
