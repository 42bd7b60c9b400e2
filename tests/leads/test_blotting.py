"""A deleted contact is not to be read any more in what was stored."""

from parley.leads.blotting import BLOT, find_deleted

INFO = {"phone": "87012345678", "phone_e164": "+77012345678", "handle": {"network": "telegram", "name": "@kate"}}


def test_every_way_of_writing_a_number_is_blotted_out_and_other_numbers_stay() -> None:
    deleted = find_deleted([INFO], ["мой номер 8 701 234-56-78"], ())
    text = "звоните 8(701)234 56 78 или +7 701 234 5678, заказ 4512, цена 129 990, наш телефон +7 727 250 00 11"
    assert deleted.blot(text) == (
        f"звоните {BLOT} или {BLOT}, заказ 4512, цена 129 990, наш телефон +7 727 250 00 11"
    )


def test_addresses_are_blotted_out_in_any_letter_case() -> None:
    deleted = find_deleted([INFO], ["Kate@Lotus.kz"], ())
    assert deleted.blot("kate@lotus.kz, @Kate") == f"{BLOT}, {BLOT}"


def test_what_is_given_instead_stays() -> None:
    deleted = find_deleted([INFO], ["новый 87077654321"], ("87077654321",))
    assert deleted.blot("87012345678 → 87077654321") == f"{BLOT} → 87077654321"
