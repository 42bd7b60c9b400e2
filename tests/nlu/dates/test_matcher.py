"""Words of time, found in a message."""

import re
from pathlib import Path

import pytest

from fakes.dates import DATE_MATCHER, LANGUAGES
from parley.nlu.dates import matcher
from parley.nlu.dates.matcher import DateToken
from parley.text.tokenize import tokenize


def match(text: str) -> list[DateToken]:
    return DATE_MATCHER.tokenize(tokenize(text).tokens)


def test_the_longest_entry_counts() -> None:
    (token,) = match("послезавтра")
    assert token.value_of("relative_days") == 2
    (token,) = match("после завтра")
    assert token.value_of("relative_days") == 2
    after, tomorrow = match("после, завтра")
    assert "after" in after.kinds
    assert tomorrow.value_of("relative_days") == 1


def test_an_entry_may_give_only_the_beginning_of_a_word() -> None:
    assert [set(token.kinds) for token in match("приедут")] == [{"hour_continuations"}]
    assert match("в первой половине дня")[-1].value_of("day_parts") == 9


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("zavtra", "relative_days", 1),
        ("Жұма", "weekdays", 4),
        ("жума", "weekdays", 4),
        ("ogloo", "day_parts", 9),
        ("ugluu", "day_parts", 9),
        ("бесте", "number_at", 5),
        ("бестен", "number_from", 5),
        ("беске", "number_until", 5),
        ("полшестого", "half_prefixed_hour", 6),
        ("двадцать", "tens", 20),
        ("он", "tens", 10),
    ],
)
def test_a_word_is_known_in_other_spellings_and_with_its_endings(text: str, kind: str, value: int) -> None:
    assert match(text)[0].value_of(kind) == value


def test_a_language_with_words_for_eleven_adds_nothing_to_ten() -> None:
    assert "tens" not in match("десять")[0].kinds


def test_short_words_in_latin_letters_are_others() -> None:
    assert match("es")[0].kinds == {}
    assert match("ush")[0].value_of("numbers") == 3
    assert match("v")[0].kinds.keys() >= {"at"}


def test_one_spelling_may_mean_several_things() -> None:
    (token,) = match("час")
    assert token.kinds.keys() >= {"hour_names", "hour_units", "clock_suffixes"}


def test_figures_and_unknown_words_have_no_kind() -> None:
    figure, unit, unknown = match("15:30-го Абая")
    assert (figure.numeral, figure.kinds, figure.glued) == ("15:30", {}, False)
    assert (unit.numeral, unit.glued) == ("", True)
    assert (unknown.kinds, unknown.numeral, unknown.glued) == ({}, "", False)


def test_a_figure_may_begin_an_entry_of_words() -> None:
    (token,) = match("2-й половине дня")
    assert token.value_of("day_parts") == 14
    assert match("2 комнаты")[0].numeral == "2"


def test_every_kind_the_rules_ask_for_is_a_list_or_made_of_lists() -> None:
    """A misspelt kind would match nothing, and no other test would say so."""
    derived = {"tens", "half_prefixed_hour", *matcher.NUMBER_KIND_BY_ENDING.values()}
    known = {field for language in LANGUAGES.values() for field in language.dates.__dataclass_fields__} | derived
    asked = set[str]()
    for file in Path(matcher.__file__).parent.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        for call in re.findall(r"(?:has|skip|has_ending|skip_endings|value_of|has_any)\(([^()]*)\)", source):
            asked.update(re.findall(r'"([a-z_]+)"', call))
        for kinds in re.findall(r"_KINDS = (.*?\n)(?=\S|\n)", source, re.DOTALL):
            asked.update(re.findall(r"\b[a-z]+(?:_[a-z]+)*\b", kinds))
    assert len(asked) > 60
    assert asked - known - {"frozenset", "split_entries"} == set()
