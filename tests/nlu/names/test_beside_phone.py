"""Names right beside the customer's own number, in a message that says more."""

import pytest

from fakes.phrases import name_context
from parley.nlu.names.beside_phone import name_beside_contact


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("беру два, Марат 87012223344", "Марат"), ("беру два марат 87012223344", "Марат"),
        ("хочу диван 87012223344 Ольга", "Ольга"), ("хочу диван Ольга Петрова, 87012223344, жду", "Ольга Петрова"),
        # a word that is a name too has a capital letter, and opens no message
        ("ороолт авъя Жаргал 87012223344", "Жаргал"), ("ороолт авъя жаргал 87012223344", ""),
        ("Роза 87012223344 хочу заказать", ""),
        # a word nobody knows is no name, and neither is one in another kind of letters
        ("хочу самокат Xyz 87012223344", ""), ("хочу кавомолку Ольга 87012223344", "Ольга"),
        # somebody else, or spoken to
        ("запишите сына Марата 87012223344", ""), ("здравствуйте Ольга 87012223344 мой номер", ""),
        ("Ольга 87012223344 и сколько ждать доставку?", "Ольга"),
        ("диван не Ольга 87012223344", ""), ("это Марат 87012223344?", ""),
        ("Марат посоветовал, 87012223344", ""), ("87012223344 Ольга посоветовала", ""), ("хочу диван Марат", ""),
    ],
)  # fmt: skip
def test_a_name_beside_the_number_is_its_owners(text: str, name: str) -> None:
    assert name_beside_contact(name_context(text)) == name
