"""Names that the known one is to be changed to."""

import pytest

from fakes.phrases import name_context
from parley.domain.understanding import ExpectedReply
from parley.nlu.names.rename import name_after_rename


@pytest.mark.parametrize(
    ("slot", "text", "name"),
    [
        ("", "имя поменяйте на Салтанат", "Салтанат"), ("", "исправьте имя на Олега", "Олег"),
        ("", "имя поменяйте на Xyz", "Xyz"), ("", "поменяйте имя на xyz", ""),
        # without "имя" only where a read-back is answered
        ("", "поменяйте на Салтанат", ""), ("confirm", "поменяйте на Салтанат", "Салтанат"),
        ("correction", "поменяйте на Салтанат", "Салтанат"), ("phone", "поменяйте на Салтанат", ""),
        ("confirm", "поменяйте на Xyz", ""), ("confirm", "поменяйте размер на большой", ""),
        ("confirm", "поменяйте. На Салтанат", ""), ("confirm", "на Салтанат", ""),
        # so far from the verb
        ("confirm", "поменяйте там вот уж на Салтанат", "Салтанат"),
        ("confirm", "поменяйте там вот уж вы на Салтанат", ""),
        # the name in another case before the verb
        ("", "атымды Асанга өзгөртүңүз", "Асан"), ("", "өзгөртүңүз атымды Асанга", ""),
        ("", "атымды Xyzга өзгөртүңүз", ""),
    ],
)  # fmt: skip
def test_a_name_is_changed_to_another(slot: ExpectedReply, text: str, name: str) -> None:
    assert name_after_rename(name_context(text, slot)) == name
