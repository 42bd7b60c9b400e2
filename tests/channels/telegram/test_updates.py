"""What the Bot API's updates tell, and that nothing a stranger sends is an error."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.bot_api import FakeBotApi
from parley.channels.telegram.updates import parse_update
from parley.domain.channel import ChannelEvent, EventKind, RemoteFile

API = FakeBotApi()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


def the_event(update: dict[str, Any]) -> ChannelEvent:
    (event,) = parse_update(update).events
    return event


def test_a_message_is_the_customers_words() -> None:
    event = the_event(API.message(5001, "Есть чайники?"))
    assert (event.kind, event.chat_id, event.text) == (EventKind.MESSAGE, "5001", "Есть чайники?")
    assert event.username == "user_5001", "who has no name there is known by the number"


@pytest.mark.parametrize(
    ("link", "widget"), [("w_17", "17"), ("3_17", "17"), ("w_x", ""), ("src_insta", ""), ("", "")]
)
def test_a_link_names_the_widget_it_came_from(link: str, widget: str) -> None:
    event = the_event(API.message(5001, f"/start {link}".strip()))
    assert (event.kind, event.payload) == (EventKind.STARTED, widget)


def test_a_recording_is_fetched_later() -> None:
    voice = {"file_id": "voice-1", "duration": 3, "mime_type": "audio/ogg", "file_size": 4000}
    event = the_event(API.message(5001, voice=voice))
    assert event.voice is not None
    assert (event.voice.id, event.voice.size, event.voice.seconds) == ("voice-1", 4000, 3)


def test_a_forwarded_card_is_not_the_customers_number() -> None:
    other = the_event(API.message(5001, contact={"phone_number": "+77012345678", "user_id": 77}))
    own = the_event(API.message(5001, contact={"phone_number": "+77012345678", "user_id": 5001}))
    assert (other.phone, own.phone) == ("", "+77012345678")


def test_a_bot_is_not_answered() -> None:
    update = API.message(5001, "hello")
    update["message"]["from"]["is_bot"] = True
    assert not parse_update(update).events
    assert not parse_update(API.message(5001, "hi", via_bot={"id": 9, "is_bot": True})).events


def test_who_blocks_the_bot_and_comes_back_is_noted() -> None:
    chat, person = {"id": 5001, "type": "private"}, {"id": 5001}
    kinds = [
        the_event(
            {
                "update_id": 1,
                "my_chat_member": {"chat": chat, "from": person, "new_chat_member": {"status": status}},
            }
        ).kind
        for status in ("kicked", "member")
    ]
    assert kinds == [EventKind.BLOCKED, EventKind.UNBLOCKED]


def test_a_pressed_button_says_what_it_is() -> None:
    language = the_event(API.press(5001, "lang_kz", 7))
    other = the_event(API.press(5001, "take:3", 7))
    assert (language.kind, language.language) == (EventKind.LANGUAGE_CHOSEN, "kk")
    assert (other.kind, other.data) == (EventKind.COMMAND, "take:3")


@given(JSON)
def test_nothing_that_comes_is_an_error(content: Any) -> None:
    for key in ("message", "callback_query", "my_chat_member", "poll"):
        parse_update({"update_id": 1, key: content})
    parse_update({"update_id": content})


def test_the_largest_size_of_a_picture_is_its_file() -> None:
    photo = [{"file_id": "s"}, {"file_id": "l", "file_size": 7}]
    event = the_event(API.message(5001, photo=photo, caption="вот"))
    assert (event.attachment, event.text, event.file) == ("photo", "вот", RemoteFile("l", 7))


def test_a_venue_says_where_it_is_in_words() -> None:
    place = {"latitude": 43.25671, "longitude": 76.92861}
    venue = {"location": place, "title": "Базар", "address": "ул. Мира, 5"}
    event = the_event(API.message(5001, venue=venue, location=place))
    assert (event.text, event.place) == ("Базар, ул. Мира, 5", "43.25671, 76.92861")


@pytest.mark.parametrize("photo", ["x", [], [1], {"file_id": 5}, [{"file_size": 1}]])
def test_a_picture_of_another_shape_is_an_attachment_without_a_file(photo: object) -> None:
    events = parse_update(API.message(5001, photo=photo)).events
    assert all(event.file is None for event in events)
