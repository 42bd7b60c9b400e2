"""Names in messengers and social networks, and whose they are."""

import pytest

from fakes.listener import LEXICON
from parley.domain.understanding import ExpectedReply
from parley.nlu.contacts.extract import ContactEntities, extract_contacts
from parley.nlu.contacts.handles import network_of
from parley.nlu.contacts.vocabulary import compile_contact_terms
from parley.text.tokenize import tokenize


def found(text: str, requested_slot: ExpectedReply = "") -> ContactEntities:
    return extract_contacts(tokenize(text), "KZ", requested_slot, compile_contact_terms(LEXICON))


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("пишите в телеграм @kate_w", "@kate_w"),
        ("dm me @joe.bakes.", "@joe.bakes"),
        ("мой t.me/kate_w", "@kate_w"),
        ("ник в телеге brat_dima77", "@brat_dima77"),
        ("ник в телеге дима", ""),
        ("модель rtx_4070 есть?", ""),
        ("kate_w@mail-demo.kz", ""),
        ("встретимся @ офис", ""),
        ("follow us @harper.demo", ""),
        ("размер 10@20", ""),
    ],
)
def test_a_handle_is_the_customers_where_a_word_says_how_to_write_to_it(text: str, handle: str) -> None:
    assert found(text).handle == handle


def test_beside_a_handle_with_its_sign_nothing_else_is_taken_for_one() -> None:
    assert [mention.value for mention in found("мой @kate_w, телеграм brat_dima77").mentions] == ["@kate_w"]


def network_in(text: str) -> str:
    start = text.index("@")
    return network_of(text, start, start + len("@kate_w"))


@pytest.mark.parametrize(
    ("text", "network"),
    [
        ("tg @kate_w", "telegram"),
        ("@kate_w это мой вотсап", "whatsapp"),
        ("не инстаграм, а телеграм: @kate_w", "telegram"),
        ("телеграм @kate_w, в инстаграме меня нет", "telegram"),
        ("мой @kate_w", ""),
        ("stage @kate_w", ""),
        # a word further away is about something else
        (f"tg{' ' * 38}@kate_w", "telegram"),
        (f"tg{' ' * 39}@kate_w", ""),
        (f"@kate_w{' ' * 38}tg", "telegram"),
        (f"@kate_w{' ' * 39}tg", ""),
    ],
)
def test_a_handle_is_of_the_network_that_is_named_nearest_before_it_or_else_behind(text: str, network: str) -> None:
    assert network_in(text) == network


def test_the_network_of_the_customers_handle_is_noted_and_none_without_a_handle() -> None:
    assert found("мой телеграм @kate_w").handle_network == "telegram"
    assert found("есть телеграм?").handle_network == ""
    assert found("мой номер 87051184022, это ватсап").handle_network == ""


def test_a_link_names_its_network_itself() -> None:
    text = "не вк, а t.me/kate_w"
    assert network_of(text, text.index("t.me"), len(text)) == "telegram"


def test_a_lone_handle_answers_the_question_for_a_contact() -> None:
    assert found("@kate_w", "phone").handle == "@kate_w"
    assert found("@kate_w").handle == ""
    assert [mention.owner for mention in found("@kate_w").mentions] == ["unknown"]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("инста моей сестры @nails_demo", "other"),
        ("у вас в инсте @nails_demo", "company"),
        ("your instagram @nails_demo", "company"),
        ("@nails_demo это бухгалтер", "other"),
        ("мой телеграм @nails_demo", "customer"),
    ],
)
def test_whose_a_handle_is_the_words_around_it_say(text: str, owner: str) -> None:
    assert [mention.owner for mention in found(text).mentions] == [owner]


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("почта a.b@mail-demo.kz", ["customer"]),
        ("счёт бухгалтеру на buh@demo.kz, а мне на a.b@mail-demo.kz", ["other", "customer"]),
        ("документы мужу на почту dan@mail-demo.kz", ["other"]),
        ("send the papers to my husband: dan@mail-demo.com", ["other"]),
        ("I am her husband, dan@mail-demo.com", ["customer"]),
        ("подарок маме, dan@mail-demo.kz", ["customer"]),
        ("вам на info@shop-demo.kz я писала", ["company"]),
        ("пишу вам с info@shop-demo.kz", ["customer"]),
        ("ваша почта info@shop-demo.kz?", ["company"]),
        ("мой номер 87051184022, почта жены dan@mail-demo.kz", ["customer", "other"]),
    ],
)
def test_whose_an_address_is_the_words_around_it_say(text: str, owners: list[str]) -> None:
    assert [mention.owner for mention in found(text).mentions] == owners


def test_all_contacts_are_mentioned_in_their_order() -> None:
    mentions = found("телеграм @kate_w, мой 8 705 118 40 22, a.b@mail-demo.kz").mentions
    assert [(mention.kind, mention.value) for mention in mentions] == [
        ("handle", "@kate_w"), ("phone", "+77051184022"), ("email", "a.b@mail-demo.kz"),
    ]  # fmt: skip
