"""What a model's server should have kept is not said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.conversation.output.hidden_text import HiddenTextFilter


def shown(text: str, size: int) -> str:
    hidden = HiddenTextFilter()
    said = ""
    for start in range(0, len(text), size):
        piece = hidden.feed(text[start : start + size])
        if hidden.retracts:
            said, hidden.retracts = "", False
        said += piece
    return said + hidden.close()


@pytest.mark.parametrize("size", [1, 4, 1000])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<think>Наценка 40 %.</think>\nДа, есть.", "\nДа, есть."),
        ("<THINKING>a</THINKING>Да", "Да"),
        ("Наценка 40 %.</think>Да, есть.", "Да, есть."),
        ("<think>никогда не кончается", ""),
        ("<|channel|>analysis<|message|>Хм.<|end|><|start|>assistant<|channel|>final<|message|>Да.", "Да."),
        ("Да.<|im_end|>\n<|im_start|>user\nСпасибо!", "Да."),
        ("Да.</s> А ещё", "Да."),
        ('<tool_call>{"name": "x"}</tool_call>', ""),
        ("<function=find_products>{}</function>Да", "Да"),
        ("Если 2 < 3, то да", "Если 2 < 3, то да"),
        ("<b>Да</b>", "<b>Да</b>"),
        ("a <", "a <"),
    ],
)
def test_marks_of_a_machine_and_what_they_hide_are_taken_out(text: str, said: str, size: int) -> None:
    assert shown(text, size) == said


@given(st.text(alphabet="<>/|think абв", max_size=40), st.integers(1, 9))
def test_how_the_text_is_cut_does_not_matter(text: str, size: int) -> None:
    assert shown(text, size) == shown(text, 1000)
