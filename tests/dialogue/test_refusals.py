"""What a message refuses, and what it takes instead."""

import pytest

from fakes.utterance import utterance
from parley.dialogue.model import Slot
from parley.dialogue.refusals import is_change, is_group_refusal, is_left_out, is_refusal
from parley.text.word_list import WordList, split_entries

CAMERAS = Slot("cctv", "choice", {}, mentions=WordList(split_entries("камер*, kamer*, camera*")))


@pytest.mark.parametrize(
    ("text", "refuses"),
    [
        ("нет", True),
        ("не надо", True),
        ("0", True),
        ("-", True),
        ("а без этого можно?", False),
        ("номер не дам", False),
    ],
)
def test_a_refusal_is_no_question_and_no_refusal_of_a_contact(text: str, refuses: bool) -> None:
    assert is_refusal(utterance(text)) is refuses


def test_a_whole_group_is_refused_by_words_for_all_of_it() -> None:
    assert is_group_refusal(utterance("больше ничего"))
    assert not is_group_refusal(utterance("не надо"))


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("без камер", True),
        ("камерасыз эле", True),
        ("kamerasiz", True),
        ("камергүй", True),
        ("две камеры", False),
        ("без роутера", False),
        ("а без камер можно?", False),
    ],
)
def test_what_is_named_only_to_leave_it_out_is_left_out(text: str, left_out: bool) -> None:
    assert is_left_out(CAMERAS, utterance(text)) is left_out


@pytest.mark.parametrize(
    ("text", "changes"), [("лучше на 250", True), ("actually the 100 one", True), ("нет", True), ("на 250", False)]
)
def test_something_else_is_taken_with_a_no_or_a_word_of_change(text: str, changes: bool) -> None:
    assert is_change(utterance(text)) is changes
