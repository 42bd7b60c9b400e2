"""What a message wants decides what its answer opens with, and where the facts of it are looked for."""

import pytest

from parley.dialogue.intent_policy import (
    ASK_FOR_HELP,
    GIVE_DETAILS,
    GIVE_PROOF,
    MOVES,
    OTHER,
    AskContact,
    Sources,
    asks_for_facts,
    choose_move,
)
from parley.dialogue.trouble_talk import TroubleTalk
from parley.domain.lead import Reaction
from parley.domain.understanding import Understanding
from parley.languages.registry import find_languages
from parley.nlu.intents.examples import read_examples

INTENTS = {intent for labelled in read_examples() for intent in labelled.intents}


def message(*intents: str, **found: object) -> Understanding:
    return Understanding(language="ru", intents=intents, **found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("understanding", "reaction", "sources", "contact"),
    [
        (message("report_problem"), Reaction.SORRY_FOR_PROBLEM, Sources.DOCUMENTS, AskContact.NEVER),
        (message("report_problem", "want_goods"), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message("ask_price", "complain"), Reaction.SORRY_FOR_SERVICE, Sources.DOCUMENTS, AskContact.NEVER),
        (message(asks_identity=True), Reaction.INTRODUCE, Sources.NOWHERE, AskContact.NEVER),
        (message("ask_delivery", asks_identity=True), Reaction.INTRODUCE, Sources.ALL, AskContact.NEVER),
        (message("insult", "ask_delivery"), Reaction.STAY_CALM, Sources.ALL, AskContact.NEVER),
        (message("ask_delivery", wants_human=True), Reaction.NONE, Sources.NOWHERE, AskContact.NEVER),
        (message("bargain"), Reaction.CANNOT_BARGAIN, Sources.ARGUMENTS, AskContact.NEVER),
        (message("bargain", asks_price=True), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message("bargain", search_text="пионы до 5000 есть"), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message("object_price", asks_price=True), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (
            message("object_price", asks_price=True, search_text="дорого сколько стоит"),
            Reaction.TAKE_PRICE_SERIOUSLY,
            Sources.ARGUMENTS,
            AskContact.NEVER,
        ),
        (
            message("bargain", search_text="уступите до 5000"),
            Reaction.CANNOT_BARGAIN,
            Sources.ARGUMENTS,
            AskContact.NEVER,
        ),
        (message("object_price"), Reaction.TAKE_PRICE_SERIOUSLY, Sources.ARGUMENTS, AskContact.NEVER),
        (message("ask_hours", "want_goods"), Reaction.NONE, Sources.ALL, AskContact.NEVER),
        (message(ready_to_order=True), Reaction.NONE, Sources.ALL, AskContact.NOW),
        (message(postponed=True), Reaction.LEAVE_TIME, Sources.NOWHERE, AskContact.NEVER),
        (message(greeting=True, asks_price=True), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message(postponed=True, question=True), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message("small_talk", question=True), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message(greeting=True), Reaction.NONE, Sources.NOWHERE, AskContact.NEVER),
        (message(greeting=True, question=True), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message(thanks=True, search_text="ноутбук"), Reaction.WELCOME, Sources.ALL, AskContact.NEVER),
        (message("want_goods", thanks=True), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
        (message(thanks=True, goodbye=True), Reaction.SAY_GOODBYE, Sources.NOWHERE, AskContact.NEVER),
        (message(thanks=True), Reaction.WELCOME, Sources.NOWHERE, AskContact.NEVER),
        (message(), Reaction.NONE, Sources.ALL, AskContact.WHEN_DUE),
    ],
)
def test_the_first_row_decides_and_a_second_wish_is_looked_up_all_the_same(
    understanding: Understanding, reaction: Reaction, sources: Sources, contact: AskContact
) -> None:
    move = choose_move(understanding)
    assert (move.reaction, move.sources, move.contact) == (reaction, sources, contact)


@pytest.mark.parametrize("intent", ["opt_out", "ask_human", "thanks", "goodbye", "greet"])
def test_what_harms_when_it_is_wrong_counts_with_the_rules_alone(intent: str) -> None:
    assert choose_move(message(intent)) == OTHER


def test_the_table_names_known_intents_and_each_once() -> None:
    named = [intent for move in MOVES for intent in move.intents]
    assert len(named) == len(set(named))
    assert set(named) - {"wants_chat"} <= INTENTS  # which the rules alone find


def test_every_reaction_has_words_in_every_language() -> None:
    for language in find_languages().values():
        for move in MOVES:
            assert not move.reaction or getattr(language.replies, move.reaction.value)


@pytest.mark.parametrize(
    ("understanding", "asks"),
    [
        (message("want_goods"), True),
        (message(question=True), True),
        (message(asks_price=True), True),
        (message("small_talk"), False),
        (message(search_text="ывапр", content_words=("ывапр",)), False),
        (message(search_text="стрижка суббота", content_words=("стрижка", "суббота")), True),
    ],
)
def test_what_asks_for_nothing_known_is_no_question_to_a_person(understanding: Understanding, asks: bool) -> None:
    assert asks_for_facts(understanding) is asks


@pytest.mark.parametrize(
    ("understanding", "move"),
    [
        (message(content_words=("перезагружал",)), GIVE_DETAILS),
        (message("compare", content_words=("samsung", "33")), GIVE_DETAILS),
        (message("order_status", content_words=("заказ", "4512"), ready_to_order=True), GIVE_PROOF),
        (message("want_goods", question=True, content_words=("почините",)), ASK_FOR_HELP),
        (message("bargain", question=True, content_words=("подменный", "дадите")), ASK_FOR_HELP),
        (message("report_problem", content_words=("перезагружал",)), GIVE_DETAILS),
        (message("report_outage", question=True, content_words=("почините",)), ASK_FOR_HELP),
        (message("ask_returns", content_words=("деньги", "вернуть")), ASK_FOR_HELP),
    ],
)
def test_who_has_trouble_goes_on_with_it(understanding: Understanding, move: object) -> None:
    assert choose_move(understanding, TroubleTalk("report_problem")) is move
    assert choose_move(understanding) is not move


@pytest.mark.parametrize(
    "understanding",
    [
        message("want_goods", content_words=("чайник",)),
        message("ask_availability", question=True, content_words=("чайник",)),
        message("cancel_order", content_words=("отмените",)),
        message(asks_price=True, question=True, content_words=("чайник",)),
        message("complain", content_words=("безобразие",)),
        message(wants_human=True, content_words=("менеджера",)),
        message(name="Мирлан", content_words=("мастера",)),
        message(thanks=True, content_words=()),
    ],
)
def test_who_had_trouble_may_want_something_else(understanding: Understanding) -> None:
    assert choose_move(understanding, TroubleTalk("report_problem")) == choose_move(understanding)
