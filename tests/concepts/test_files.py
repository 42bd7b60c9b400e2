"""The concept files: whole, and each entry of one meaning."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from parley.concepts.files import (
    LEXICON_FOLDER,
    LEXICON_LANGUAGES,
    MAX_WHOLE_WORD_LETTERS,
    Concept,
    LexiconError,
    read_concepts,
)

CONCEPTS = list(read_concepts())
_ENOUGH = 800
_LETTERS = 4


def entries(concept: Concept) -> list[tuple[str, str]]:
    """(language, entry) of every column."""
    return [(language, entry) for at, language in enumerate(LEXICON_LANGUAGES) for entry in concept.entries(at)]


def one(tmp_path: Path, text: str) -> Concept:
    (tmp_path / "some.txt").write_text(text, encoding="utf-8")
    (found,) = read_concepts(tmp_path)
    return found


def test_there_are_enough_concepts() -> None:
    assert len(CONCEPTS) >= _ENOUGH


def test_every_id_is_a_slug_and_stands_once() -> None:
    places = defaultdict(list)
    for concept in CONCEPTS:
        places[concept.id].append(concept.location)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", concept.id), concept.location
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_every_language_has_a_word_for_every_concept() -> None:
    empty = [
        (concept.location, concept.id, language)
        for concept in CONCEPTS
        for at, language in enumerate(LEXICON_LANGUAGES)
        if not concept.entries(at)
    ]
    assert empty == []


@pytest.mark.parametrize("languages", [("en", "uz"), LEXICON_LANGUAGES[1:]], ids=["Latin", "not English"])
def test_no_entry_has_two_concepts(languages: tuple[str, ...]) -> None:
    meaning: dict[str, dict[str, str]] = defaultdict(dict)
    for concept in CONCEPTS:
        for language, entry in entries(concept):
            if language in languages:
                meaning[entry].setdefault(concept.id, f"{concept.location} {language}")
    assert {entry: places for entry, places in meaning.items() if len(places) > 1} == {}


def test_a_prefix_is_long_enough_to_begin_no_other_word() -> None:
    short = [
        (concept.location, concept.id, language, entry)
        for concept in CONCEPTS
        for language, entry in entries(concept)
        if " " not in entry and len(entry) < _LETTERS and not entry.endswith(".")
    ]
    assert short == []


def test_every_entry_is_in_one_script() -> None:
    wrong = [
        (concept.location, concept.id, language, entry)
        for concept in CONCEPTS
        for language, entry in entries(concept)
        if not re.fullmatch(r"[a-z0-9]+\.?( [a-z0-9]+\.?)*", entry)
    ]
    assert wrong == []


@pytest.mark.parametrize("file", sorted(LEXICON_FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_a_word_is_written_in_the_letters_of_one_alphabet(file: Path) -> None:
    mixed = re.compile(r"[^\W\d_]*(?:[a-z][\u0400-\u04ff]|[\u0400-\u04ff][a-z])[^\W\d_]*", re.IGNORECASE)
    assert mixed.findall(file.read_text(encoding="utf-8")) == []


def test_a_row_is_read_column_by_column(tmp_path: Path) -> None:
    found = one(tmp_path, "# why\n\nkind: goods\nweb-cam | webcam | веб-камер, Ёж. | a | b | ko'z | e | f\n")
    assert (found.id, found.kind, found.location) == ("web-cam", "goods", "some.txt:4")
    assert [found.entries(at) for at in (0, 1)] == [["vebcam"], ["vebkamer", "veb. kamer", "ej."]]


def test_uzbek_in_cyrillic_is_read_as_in_latin(tmp_path: Path) -> None:
    found = one(tmp_path, "kind: goods\nid | a | b | c | d | ko'rpa | e | f\n")
    assert found.entries(LEXICON_LANGUAGES.index("uz")) == ["korpa", "kurpa"]


def test_a_number_is_a_word_of_its_own_and_whole(tmp_path: Path) -> None:
    found = one(tmp_path, "kind: goods\nid | ps5. | 3d принтер | c | d | e | f | g\n")
    assert [found.entries(at) for at in (0, 1)] == [["ps. 5."], ["3. d printer", "printer 3. d"]]
    assert len("d") <= MAX_WHOLE_WORD_LETTERS


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("id | a | b\n", "some.txt:1"),
        ("kind: things\n", "some.txt:1"),
        ("kind: goods\n\nid | a | b | c\n", "some.txt:3"),
    ],
)
def test_a_malformed_line_is_named_with_its_location(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(LexiconError, match=place):
        one(tmp_path, text)
