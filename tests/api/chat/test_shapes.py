"""The marks of an advert (contract §5.5): in the request, or in an address inside the message."""

import pytest

from parley.api.chat.shapes import extract_utm, parse_assistant_message, parse_sales_message


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
        == parse_sales_message(body).attribution.utm
        == {"utm_source": "vk"}
    )


def test_the_widget_brings_them_with_its_fingerprint() -> None:
    body = {"message": "Здравствуйте", "user_id": "v", "fingerprint": {"utm_source": "vk", "referrer": "x"}}
    assert parse_sales_message(body).attribution.utm == {"utm_source": "vk"}


def test_marks_are_cut_to_what_a_crm_keeps() -> None:
    assert len(extract_utm({"utm_term": "x" * 5000}, "")["utm_term"]) == 255
