"""Values of products: cleaned, and taken apart."""

from typing import Any

import pytest

from parley.files.product_values import ValueCleaner, parse_features, parse_specifications, to_mapping


@pytest.mark.parametrize(
    ("written", "specifications"),
    [
        ('{"RAM": 8, "OS": ["a", "b"]}', {"RAM": 8, "OS": ["a", "b"]}),
        ("RAM: 8 GB; Site: http://demo.example", {"RAM": "8 GB", "Site": "http://demo.example"}),
        ("RAM=8|OS=none", {"RAM": "8", "OS": "none"}),
        # a piece without a sign goes on with the value before it
        ("Colour: red; blue; Size: L", {"Colour": "red; blue", "Size": "L"}),
        ("steel; RAM: 8", "steel; RAM: 8"),
        ("RAM:; OS: none", "RAM:; OS: none"),
        ("{broken", "{broken"),
        ("made of steel", "made of steel"),
        ("{}", {}),
        (5.0, "5"),
        (["a", "b"], "a, b"),
        ({"RAM": 8}, {"RAM": 8}),
    ],
)
def test_specifications_are_json_or_pairs_or_left_as_text(written: Any, specifications: Any) -> None:
    assert parse_specifications(written) == specifications


@pytest.mark.parametrize(
    ("written", "features"),
    [
        ("x|y", ["x", "y"]),
        ("x, 5; y", ["x, 5", "y"]),
        ("x, y", "x, y"),
        ("x;;", ["x"]),
        ("", ""),
        (["x", 5.0], ["x", "5"]),
        (5, ["5"]),
    ],
)
def test_features_are_split_at_bars_and_semicolons_only(written: Any, features: Any) -> None:
    assert parse_features(written) == features


@pytest.mark.parametrize(
    ("value", "mapping"), [({"a": 1}, {"a": 1}), ("steel", {"details": "steel"}), ("", {}), (None, {})]
)
def test_text_beside_other_specifications_is_a_detail(value: Any, mapping: dict[str, Any]) -> None:
    assert to_mapping(value) == mapping


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        (" a\0b ", "ab"),
        ("a\ud800", "a"),
        (True, True),
        (None, None),
        (5, 5),
        (float("nan"), None),
        (float("inf"), None),
        (10**300, None),
        (10**299, 10**299),
        (["\0a", ("b",)], ["a", ["b"]]),
        ({"k\0  k": "v\0"}, {"k k": "v"}),
        (list(range(300)), list(range(200))),
    ],
)
def test_what_cannot_be_stored_is_left_out(value: Any, cleaned: Any) -> None:
    cleaner = ValueCleaner()
    assert cleaner.clean(value, "x") == cleaned
    assert cleaner.notes == []


def test_an_endless_text_is_cut_and_told() -> None:
    cleaner = ValueCleaner()
    assert cleaner.clean("x" * 20_001, "De\0scription") == "x" * 19_999 + "…"
    assert cleaner.clean("x" * 20_000, "Name") == "x" * 20_000
    assert cleaner.notes == ["Description: cut from 20,001 to 20,000 characters"]


def test_what_is_nested_too_deeply_is_left_out_and_told() -> None:
    cleaner = ValueCleaner()
    assert cleaner.clean([[[[["a"]]]]], "x") == [[[[["a"]]]]]
    assert cleaner.clean([[[[[["a"]]]]]], "x") == [[[[[None]]]]]
    assert cleaner.notes == ["x: nested too deeply, the innermost part is left out"]


def test_a_label_is_one_line_of_limited_length() -> None:
    assert ValueCleaner().clean_label(" a\n b\0 ") == "a b"
    assert len(ValueCleaner().clean_label("x" * 400)) == 300
