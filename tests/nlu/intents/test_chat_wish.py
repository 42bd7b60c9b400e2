"""Who wants to be answered where they write, and no call."""

import pytest

from fakes.listener import heard


@pytest.mark.parametrize("text", [
    "не звоните, пишите сюда", "ответьте тут пожалуйста", "лучше в чате", "just answer me here pls dont call",
    "no calls please", "осында жаза салыңыз, звондамаңыз", "мага ушул жерге эле жазып коюңуз",
    "чалбаңыз, чатка жазыңыз",
    "shu yerga yozing tel qilmang", "шу ерга ёзинг", "відпишіть сюди, телефонувати не треба",
    "энд бичээрэй залгах хэрэггүй", "только не звоните",
])  # fmt: skip
def test_whoever_wants_no_call_is_answered_in_the_chat(text: str) -> None:
    understanding = heard(text)
    assert understanding.wants_chat
    assert (understanding.wants_human, understanding.opt_out) == (False, False)


@pytest.mark.parametrize("text", [
    "куда вам писать?", "я здесь, а вы?", "is there a desk here?", "осы жерде дүкен бар ма", "ушул жерде барбы",
    "shu yerdamisiz",
    "не звоните и не пишите сюда", "не звоните в дверь, ребёнок спит", "арваас өмнө битгий залгаарай",
    "осында жазбаңыз", "ви тут?", "энд байна уу",
])  # fmt: skip
def test_the_place_alone_is_no_such_wish(text: str) -> None:
    assert not heard(text).wants_chat


def test_whoever_gives_a_number_is_reached_by_it() -> None:
    assert not heard("не звоните на старый, звоните +7 701 234 56 78").wants_chat
