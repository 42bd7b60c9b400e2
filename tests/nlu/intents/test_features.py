"""What the classifier looks at in a piece of a message."""

from parley.languages.registry import find_languages
from parley.nlu.intents.features import compile_cues, intent_features
from parley.nlu.phrase_matcher import Match, PhraseMatcher
from parley.text.tokenize import tokenize


def features(text: str, *, is_question: bool = False) -> list[str]:
    return intent_features(tokenize(text).tokens, [], [], is_question=is_question)


def test_scripts_and_cases_make_no_difference() -> None:
    assert features("Перезвоните") == features("perezvonite") == features("ПЕРЕЗВОНИТЕ")


def test_a_word_its_pieces_and_its_neighbours_are_features() -> None:
    assert {"=беру".replace("беру", "beru"), "^ beru", "beru $", "^ber", "beru", "eru$", "#1"} == set(
        features("беру")
    )


def test_numbers_are_many_digits_or_few() -> None:
    assert "=9999999" in features("87011234567")
    assert "=99" in features("15")


def test_kinds_of_phrases_and_cues_and_a_question_mark_are_features() -> None:
    match = Match("thanks", "ru", 0, 1)
    cue = Match("malfunctions", "ru", 0, 1)
    found = intent_features(tokenize("x").tokens, [match], [cue], is_question=True)
    assert {"kind:thanks", "cue:malfunctions", "?"} <= set(found)


def test_pairs_of_cues_and_of_a_cue_with_a_phrase_are_features() -> None:
    matches = [Match("price", "ru", 0, 1)]
    cues = [Match("wishes", "ru", 0, 1), Match("malfunctions", "ru", 0, 1), Match("wishes", "ru", 0, 1)]
    found = set(intent_features(tokenize("x").tokens, matches, cues, is_question=True))
    assert {"cue:malfunctions+wishes", "?cue:wishes", "cue:malfunctions|price"} <= found
    assert "cue:wishes+malfunctions" not in found


def test_a_wall_of_words_costs_no_more_than_forty() -> None:
    assert len(features("слово " * 1000)) < 100
    assert len(features("х" * 4000)) < 40


def test_cues_of_all_languages_are_found() -> None:
    vocabularies = tuple((code, language.vocabulary) for code, language in find_languages().items())
    cues = compile_cues(PhraseMatcher(vocabularies))
    for text in (
        "чайник не работает",
        "the kettle leaks",
        "шәйнек ағып тұр",
        "чайник агып жатат",
        "choynak oqyapti",
    ):
        assert "malfunctions" in {match.kind for match in cues.find_matches(tokenize(text).tokens)}, text
