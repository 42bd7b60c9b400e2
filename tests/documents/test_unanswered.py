"""Questions that nothing answers: what is kept of them, and how many."""

from datetime import UTC, datetime, timedelta

import pytest

from fakes.listener import LEXICON
from parley.documents.unanswered import count_unanswered, list_unanswered, normalize_question
from parley.domain.company import CompanyConfig
from parley.runtime import Runtime

MONDAY = datetime(2025, 11, 17, 12, tzinfo=UTC)


def kept(text: str, *names: str) -> str:
    return normalize_question(text, names, LEXICON)


def test_the_same_question_is_the_same_however_it_is_typed() -> None:
    assert kept("А с собакой  можно?") == kept("а с собакой\nможно ?!") == "а с собакой можно"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("перезвоните на 8 701 234 56 78, есть вай-фай?", "234"),
        ("Wi-Fi? write to kate@example.com", "kate"),
        ("есть вай-фай? мой инстаграм @kate_a", "kate"),
        ("моя карта 4400 4301 1234 5678, вернёте?", "4301"),
        ("доедете на ул. Абая 15 кв 3?", "абая"),
        ("можно гравировку для Айгерим?", "айгерим"),
        ("api_key=sk_live_1234567890abcdef работает?", "1234567890"),
    ],
)
def test_personal_data_is_blotted_out(text: str, secret: str) -> None:
    assert secret not in kept(text)


def test_the_customer_s_own_name_is_blotted_out_in_any_writing() -> None:
    assert kept("запишите зубейду, можно с собакой?", "Зубейда Зубейду") == "запишите ***, можно с собакой"


def test_what_has_no_words_is_not_kept_and_long_texts_are_cut() -> None:
    assert kept("8 701 234 56 78?") == ""
    assert len(kept("как " * 500)) <= 200


async def test_a_company_keeps_only_so_many_and_the_least_asked_make_room(
    runtime: Runtime, company: CompanyConfig
) -> None:
    async with runtime.db.direct(company.id) as connection:
        for minute, question in enumerate(("a", "b", "a", "c", "d", "e")):
            await count_unanswered(
                connection, company.id, question, "ru", MONDAY + timedelta(minutes=minute), most=3
            )
    async with runtime.db.scoped(company.id) as session:
        rows = await list_unanswered(session, 10)
    assert [(row["question"], row["times"]) for row in rows] == [("a", 2), ("e", 1), ("d", 1)]
