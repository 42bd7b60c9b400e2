"""Digits set against others."""

import pytest

from fakes.phrases import read
from parley.domain.understanding import ExpectedReply
from parley.nlu.intents.digit_correction import corrects_digits

DENIED_BEFORE = ["78 емес 87", "87, 78 биш", "78 емес, соңы осылай 87"]
DENIED_BEHIND = ["не 78, а 87", "в конце 87, а не 78", "it's 87, not 78"]
PLACED = ["у кінці 87", "raqamning oxiri 87", "в конце там вот 87"]
NONE = ["не 78", "78 емес", "не это, а 87", "78 емес деген сол болады 87", "87 там вот было а не 78?",
        "в конце там вот будет 87", "в конце", "78 87", "да"]  # fmt: skip


@pytest.mark.parametrize("slot", ["", "phone", "confirm", "correction"])
@pytest.mark.parametrize("text", [*DENIED_BEFORE, *DENIED_BEHIND])
def test_a_number_set_against_another_corrects_it(text: str, slot: ExpectedReply) -> None:
    assert corrects_digits(*read(text), slot)


@pytest.mark.parametrize("text", PLACED)
def test_the_end_of_a_number_corrects_one_given_before(text: str) -> None:
    assert corrects_digits(*read(text), "confirm")
    assert not corrects_digits(*read(text), "phone")


@pytest.mark.parametrize("text", NONE)
def test_digits_alone_or_far_away_correct_nothing(text: str) -> None:
    assert not corrects_digits(*read(text), "confirm")
