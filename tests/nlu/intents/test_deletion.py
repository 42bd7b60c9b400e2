"""What is stored of a customer is deleted where they ask for it, and nowhere else."""

import pytest

from parley import bootstrap
from parley.evaluation.cases import NluEngine


@pytest.fixture(scope="module")
def nlu() -> NluEngine:
    return NluEngine(*bootstrap.compile_vocabularies())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "сотрите мои контакты"),
        ("en", "please delete my phone number"),
        ("kk", "нөмірімді өшіріп тастаңызшы"),
        ("ky", "номеримди өчүрүп салыңызчы"),
        ("uz", "raqamimni o'chirib tashlang"),
        ("uk", "видаліть мої контакти"),
        ("mn", "миний дугаарыг устгаарай"),
    ],
)
def test_a_wish_for_deletion_is_heard_in_every_language(nlu: NluEngine, language: str, text: str) -> None:
    assert nlu.understand(text, language).deletes_data


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # as much like such a wish as it may be: there is no word for doing away with anything
        ("ky", "эртең телефон кылам анда"),
        ("ru", "завтра по телефону позвоню тогда"),
        ("en", "i'll phone you about my details tomorrow"),
        ("ru", "не удаляйте мой номер"),
        ("ru", "как удалить историю на телевизоре?"),
        ("ru", "уберите из заказа чехол"),
        ("en", "please don't delete my number"),
        ("en", "drop the last digit"),
        ("kk", "нөмірімді өшірмеңіз"),
        ("ky", "номеримди өчүрбөңүз"),
        ("uz", "raqamimni o'chirmang"),
        ("uk", "не видаляйте мій номер"),
        ("mn", "дугаарыг минь битгий устгаарай"),
    ],
)
def test_nothing_is_deleted_that_nobody_asked_for(nlu: NluEngine, language: str, text: str) -> None:
    assert not nlu.understand(text, language).deletes_data


def test_a_correction_deletes_nothing(nlu: NluEngine) -> None:
    assert not nlu.understand("номер не тот, удалите его, мой 87021112233", "ru", "confirm").deletes_data


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "actually forget it. erase my phone number from your system"),
        ("en", "clear my phone number please"),
        ("ru", "нет, забудьте. удалите мой номер"),
    ],
)
def test_who_takes_back_that_they_gave_a_number_has_it_deleted(nlu: NluEngine, language: str, text: str) -> None:
    understanding = nlu.understand(text, language, "confirm")
    assert understanding.deletes_data
    assert not understanding.correction


def test_a_number_that_is_replaced_is_kept(nlu: NluEngine) -> None:
    assert not nlu.understand("my number is wrong, delete it, it's +447911123456", "en").deletes_data
