"""What the chat's doors make of a request: who speaks, in which conversation, and which advert brought them."""

import pytest

from fakes.site import VISITOR
from parley.api.chat.shapes import (
    continue_conversation,
    extract_utm,
    parse_assistant_message,
    parse_brand_message,
    parse_sales_message,
)
from parley.conversation.sender import Sender

SOMEBODY = Sender("web", VISITOR, is_recognised=True)


def test_marks_of_the_request_are_taken_and_empty_ones_say_nothing() -> None:
    assert extract_utm({"utm_source": "vk", "utm_medium": "", "utm_term": "  "}, "") == {"utm_source": "vk"}


@pytest.mark.parametrize(
    "text",
    [
        "https://aida.example/?utm_source=vk&utm_campaign=autumn",
        "здравствуйте, я с https://aida.example/tarify?x=1&utm_source=vk&utm_campaign=autumn#top",
    ],
)
def test_marks_are_read_from_an_address_in_the_message(text: str) -> None:
    assert extract_utm({}, text) == {"utm_source": "vk", "utm_campaign": "autumn"}


def test_the_request_goes_before_the_message() -> None:
    assert extract_utm({"utm_source": "ads"}, "https://a.example/?utm_source=vk")["utm_source"] == "ads"


def test_both_surfaces_bring_them() -> None:
    body = {"message": "Здравствуйте", "session_id": "s", "user_id": "v", "utm_source": "vk"}
    assert (
        parse_assistant_message(body).attribution.utm
        == parse_sales_message(body, SOMEBODY).attribution.utm
        == {"utm_source": "vk"}
    )


def test_the_widget_brings_them_with_its_fingerprint() -> None:
    body = {"message": "Здравствуйте", "user_id": "v", "fingerprint": {"utm_source": "vk", "referrer": "x"}}
    assert parse_sales_message(body, SOMEBODY).attribution.utm == {"utm_source": "vk"}


def test_marks_are_cut_to_what_a_crm_keeps() -> None:
    assert len(extract_utm({"utm_term": "x" * 5000}, "")["utm_term"]) == 255


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ({"user_id": "700123"}, "telegram"),
        ({"user_id": "700123", "source": "instagram"}, "instagram"),
        ({"user_id": "700123", "channel_id": "2"}, "2"),
        ({"user_id": VISITOR}, ""),
    ],
)
def test_a_bots_customers_come_from_telegram_unless_it_says_otherwise(body: dict[str, str], source: str) -> None:
    assert parse_sales_message(body, SOMEBODY).attribution.source == source


def test_a_conversation_id_we_made_is_a_capability_and_a_given_one_is_not() -> None:
    assert not parse_brand_message({"conversation_id": "c-1"}).is_issued
    issued = parse_brand_message({})
    assert issued.is_issued
    assert issued.sender_id == issued.public_conversation_id


@pytest.mark.parametrize(
    ("body", "sender"), [({}, "c-1"), ({"user_id": "v_1"}, "c-1"), ({"user_id": VISITOR}, VISITOR)]
)
def test_a_conversation_goes_on_with_the_same_person(body: dict[str, str], sender: str) -> None:
    inbound = continue_conversation(parse_brand_message(body), "c-1")
    assert (inbound.public_conversation_id, inbound.is_issued, inbound.sender_id) == ("c-1", False, sender)


def test_ids_are_cut_to_what_is_stored() -> None:
    assert len(parse_brand_message({"conversation_id": "c" * 500}).public_conversation_id) == 200
    assert len(parse_sales_message({"message_id": "m" * 500}, SOMEBODY).external_id) == 100
