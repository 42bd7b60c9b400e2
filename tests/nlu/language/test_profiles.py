"""What a single word tells of its language."""

import pytest

from fakes.listener import LEXICON
from parley.nlu.language.profiles import LanguageProfiles
from parley.text.tokenize import tokenize

PROFILES = LEXICON.language_profiles


def test_every_language_has_a_profile() -> None:
    assert "kk" in PROFILES
    assert "xx" not in PROFILES


@pytest.mark.parametrize(
    ("written", "languages"),
    [
        ("ўқиш", {"uz", "en"}), ("їжа", {"uk", "en"}), ("әже", {"kk", "en"}), 
        ("эхо", {"ru", "kk", "ky", "uz", "mn", "en"}),
        ("өрт", {"kk", "ky", "mn", "en"}), ("щётка", {"ru", "kk", "ky", "mn", "en"}),
    ],
)  # fmt: skip
def test_a_word_is_of_the_languages_that_have_its_letters(written: str, languages: set[str]) -> None:
    listed, possible = PROFILES.possible_languages(written)
    assert possible - listed == languages - listed
    assert listed <= possible


def test_a_listed_word_is_possible_whatever_its_letters() -> None:
    assert PROFILES.possible_languages("салом").listed == {"uz"}
    assert PROFILES.lists_word("kk", "рахмет")
    assert not PROFILES.lists_word("xx", "рахмет")


def test_a_language_that_is_not_known_excludes_no_letter() -> None:
    assert PROFILES.has_letters("id", ["їжа"])
    assert not PROFILES.has_letters("ru", ["еда", "їжа"])


def test_a_spelling_without_own_letters_is_of_the_language_that_spells_so() -> None:
    """ "менин" is how Kyrgyz spells it, and how Kazakh "менің" is typed."""
    assert PROFILES.possible_languages("менин").listed == {"ky"}


def test_probabilities_depend_on_the_letters_as_they_are_written() -> None:
    def best(word: str) -> str:
        return max(PROFILES.probabilities(*tokenize(word).tokens[0][:2]), key=lambda pair: pair[1])[0]

    assert best("Жеткізіледі") == best("ЖЕТКІЗІЛЕДІ") == "kk"
    assert best("yubormoqchiman") == "uz"


def test_without_vocabularies_nothing_is_known() -> None:
    nothing = LanguageProfiles({})
    assert nothing.possible_languages("слово") == (frozenset(), frozenset())
    assert nothing.probabilities(*tokenize("слово").tokens[0][:2]) == ()
