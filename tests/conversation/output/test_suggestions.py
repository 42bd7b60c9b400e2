"""Buttons out of a reply (contract §5.6)."""

import pytest

from parley.conversation.output.suggestions import split_suggestions


@pytest.mark.parametrize(
    ("text", "reply", "buttons"),
    [
        ("Для чего?\n💡 «Для дома», «Для офиса»", "Для чего?", ("Для дома", "Для офиса")),
        ("Так?\n💡 Выберите: «A» / «B» или «C»", "Так?", ("A", "B", "C")),
        ("Так?\n💡 \"Да\", 'Нет', «Да»", "Так?", ("Да", "Нет")),
        ("Просто ответ", "Просто ответ", ()),
        ("💡 Совет: звоните\nДа", "💡 Совет: звоните\nДа", ()),
    ],
)
def test_the_last_line_with_a_bulb_becomes_buttons(text: str, reply: str, buttons: tuple[str, ...]) -> None:
    assert split_suggestions(text) == (reply, buttons)


def test_there_are_eight_at_most() -> None:
    assert len(split_suggestions("x\n💡 " + " ".join(f"«{n}»" for n in range(20)))[1]) == 8
