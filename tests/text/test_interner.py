from parley.text.interner import Interner


def test_of_equal_values_the_first_is_kept() -> None:
    once, first = Interner(), ("ru", 1)
    second = (*first,)
    assert once(first) is first
    assert once(second) is first
    assert once(("ru", 2)) == ("ru", 2)
