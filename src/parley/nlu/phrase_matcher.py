"""Every phrase of every language, compiled once, and where a message holds them.

An entry of a word list is one or several words; a word ending in * stands for every word that begins so
("номер*": номер, номера, номером). Entries in Cyrillic are found in Latin letters too ("menya zovut").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from typing import NamedTuple

from parley.nlu.language.trigrams import LanguageProbabilities, TrigramClassifier
from parley.nlu.vocabulary import Vocabulary
from parley.text.interner import Interner
from parley.text.normalize import is_latin, latinize, normalize
from parley.text.spelling import SpellingCorrector
from parley.text.tokenize import Token, normalized_words

# What is listed but is no phrase.
_NON_PHRASE_FIELDS = {"cyrillic_alphabet", "name_endings", "language_marker_endings", "contacts"}
# A slip of the finger is made good only where it cannot cost a name.
_CORRECTED_KINDS = {"yes", "no", "wrong", "right", "thanks"}
# "Manger", "менеджира"; shorter words for staff are a slip away from names.
_CORRECTED_LONG_WORD_KINDS, _MIN_LONG_WORD_CHARS = {"staff_words"}, 7
# So many words are remembered with what they begin.
_MAX_CACHED_WORDS = 20_000
# A short Cyrillic word in Latin letters is most often an English one ("и" → "i"): only assent is that short.
_MIN_LATIN_CHARS = {"yes": 2, "no": 2, "right": 2, "language_markers": 4}


_TO_PLAIN_E = str.maketrans("ёє", "ее")
# Shorter words are alike by chance ("ок", Uzbek "оқ").
_MIN_AMBIGUOUS_CHARS = 4


# The words of an entry: (word, whether it is only the beginning of one).
PhrasePattern = tuple[tuple[str, bool], ...]


class Match(NamedTuple):
    """Words `start` up to `end` of the message are an entry of the list `kind` of `language`."""

    kind: str
    language: str
    start: int
    end: int
    # said in Latin letters although the list is in Cyrillic: "verno", but Kate too is Kazakh "қате"
    latinized: bool = False
    # a word of it was misspelt: "дааа", "правельно"
    misspelled: bool = False


class MatchIndex:
    """Hits of some kinds by where they begin and where they end: a long message holds thousands."""

    def __init__(self, matches: Iterable[Match], kinds: frozenset[str]) -> None:
        self.by_start: dict[int, list[Match]] = {}
        self.by_end: dict[int, list[Match]] = {}
        for match in matches:
            if match.kind in kinds:
                self.by_start.setdefault(match.start, []).append(match)
                self.by_end.setdefault(match.end, []).append(match)


class _PhraseEntry(NamedTuple):
    kind: str
    language: str
    rest: PhrasePattern


class _EntryIndex:
    """Entries by their first word."""

    def __init__(self) -> None:
        self.exact: dict[str, tuple[_PhraseEntry, ...]] = {}
        self.prefixes: dict[str, tuple[_PhraseEntry, ...]] = {}
        self.prefix_lengths: tuple[int, ...] = ()

    def add(self, pattern: PhrasePattern, kind: str, language: str, intern: Interner) -> None:
        first, is_prefix = pattern[0]
        entries_by_word = self.prefixes if is_prefix else self.exact
        entries = entries_by_word.get(first, ())
        entry = intern(_PhraseEntry(kind, language, intern(pattern[1:])))
        if entry not in entries:
            entries_by_word[first] = intern((*entries, entry))
        if is_prefix and len(first) not in self.prefix_lengths:
            self.prefix_lengths = tuple(sorted((*self.prefix_lengths, len(first))))

    def entries_for(self, word: str) -> Iterator[_PhraseEntry]:
        yield from self.exact.get(word, ())
        for length in self.prefix_lengths:
            if length > len(word):
                return
            yield from self.prefixes.get(word[:length], ())


class PhraseIndex:
    """Finds the entries of word lists in a message. `entries`: (kind, language, entry)."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._native_index, self._latin_index = _EntryIndex(), _EntryIndex()
        # single words by kind, normalised
        self.single_words: dict[str, set[str]] = {}
        self._word_cache: dict[str, _WordEntries] = {}
        intern = Interner()
        patterns = [(kind, language, _parse_pattern(entry, intern)) for kind, language, entry in entries]
        self._add_native(patterns, intern)
        self._add_latin(patterns, intern)
        self._whole_words = {word for *_, pattern in patterns for word, is_prefix in pattern if not is_prefix}

    def _add_native(self, patterns: Iterable[tuple[str, str, PhrasePattern]], intern: Interner) -> None:
        for kind, language, pattern in patterns:
            self._native_index.add(pattern, kind, language, intern)
            if len(pattern) == 1 and not pattern[0][1]:
                self.single_words.setdefault(kind, set()).add(pattern[0][0])

    def _add_latin(self, patterns: Iterable[tuple[str, str, PhrasePattern]], intern: Interner) -> None:
        native_words = {word for words_of_kind in self.single_words.values() for word in words_of_kind}
        for kind, language, pattern in patterns:
            if any(is_latin(word) for word, _ in pattern):
                continue
            latin = tuple([intern((latinize(word), is_prefix)) for word, is_prefix in pattern])
            if len(latin) == 1:
                word, is_prefix = latin[0]
                shortest = 4 if is_prefix else _MIN_LATIN_CHARS.get(kind, 3)
                if len(word) < shortest or word in native_words:
                    continue
            if all(word for word, _ in latin):
                self._latin_index.add(latin, kind, language, intern)

    def find_matches(self, tokens: Sequence[Token]) -> list[Match]:
        """Every entry the message holds, within one clause each."""
        word_entries = [self._entries_of_word(word.normalized) for word in tokens]
        matches: list[Match] = []
        for index, entries in enumerate(word_entries):
            longer = (
                self._multi_word_matches(index, word_entries, tokens)
                if entries.multi_word and index + 1 < len(word_entries)
                else []
            )
            matches += longer
            matches += [
                Match(kind, code, index, index + 1, latin, entries.misspelled)
                for kind, code, latin in entries.single_word
            ]
        return matches

    @staticmethod
    def _multi_word_matches(
        index: int, word_entries: Sequence["_WordEntries"], tokens: Sequence[Token]
    ) -> list[Match]:
        start, second = word_entries[index], word_entries[index + 1]
        found = set()
        for entry, latin in (
            *start.multi_word.get(second.normalized, ()),
            *(start.multi_word.get(second.latin, ()) if second.latin != second.normalized else ()),
            *start.multi_word.get("", ()),
        ):
            end = index + 1 + len(entry.rest)
            if (
                end <= len(word_entries)
                and tokens[end - 1].clause_index == tokens[index].clause_index
                and _rest_matches(entry, word_entries[index + 1 : end], latinized=latin)
            ):
                misspelled = any(each.misspelled for each in word_entries[index:end])
                found.add(Match(entry.kind, entry.language, index, end, latin, misspelled))
        return sorted(found, key=lambda match: -match.end)

    def _entries_of_word(self, normalized: str) -> "_WordEntries":
        entries = self._word_cache.get(normalized)
        if entries is None:
            if len(self._word_cache) >= _MAX_CACHED_WORDS:
                self._word_cache.clear()
            entries = self._word_cache[normalized] = self._look_up_word(normalized)
        return entries

    def _look_up_word(self, normalized: str) -> "_WordEntries":
        return _make_word_entries(normalized, self._entries_starting_with(normalized), misspelled=False)

    def _entries_starting_with(self, normalized: str) -> list[tuple[_PhraseEntry, bool]]:
        """The entries that begin with the word, and whether they are found in Latin letters only."""
        entries = [(entry, False) for entry in self._native_index.entries_for(normalized)]
        if is_latin(normalized):
            native = {entry for entry, _ in entries}
            entries += [
                (each, True) for each in self._latin_index.entries_for(latinize(normalized)) if each not in native
            ]
        return entries


class PhraseMatcher(PhraseIndex):
    """The phrases of several languages: (ISO code, its words). Costly to make, made once for the process."""

    def __init__(self, vocabularies: tuple[tuple[str, "Vocabulary"], ...]) -> None:
        super().__init__(
            (kind, code, entry) for code, vocabulary in vocabularies for kind, entry in _phrase_entries(vocabulary)
        )
        self.vocabularies = dict(vocabularies)
        self.absent_letters = _absent_letters(vocabularies)
        self.name_endings = {
            normalize(ending) for _, vocabulary in vocabularies for ending in vocabulary.name_endings
        }
        self._corrector = _build_corrector(self.single_words)
        written = {
            code: {word for _, entry in _phrase_entries(vocabulary) for word in _written_words(entry)}
            for code, vocabulary in vocabularies
        }
        # the words of each language as its lists write them
        self.written_words = _drop_ambiguous_spellings(written)
        self._classifiers = _build_classifiers(vocabularies, written)
        self._probability_cache: dict[str, LanguageProbabilities] = {}

    def language_probabilities(self, token: Token) -> LanguageProbabilities:
        """Which languages a word looks like, by its letters alone."""
        written = token.normalized if is_latin(token.normalized) else token.text.casefold()
        probabilities = self._probability_cache.get(written)
        if probabilities is None:
            if len(self._probability_cache) >= _MAX_CACHED_WORDS:
                self._probability_cache.clear()
            latin = is_latin(token.normalized)
            probabilities = (
                self._classifiers[1].probabilities(latinize(token.normalized))
                if latin
                else self._classifiers[0].probabilities(written)
            )
            self._probability_cache[written] = probabilities
        return probabilities

    def _look_up_word(self, normalized: str) -> "_WordEntries":
        entries = self._entries_starting_with(normalized)
        listed = any(entry.kind != "incidental_words" for entry, _ in entries)
        if not listed and normalized not in self._whole_words and normalized.isalpha():
            correction = self._corrector.correct(normalized)
            if correction:
                return _make_word_entries(correction, self._entries_starting_with(correction), misspelled=True)
        return _make_word_entries(normalized, entries, misspelled=False)


class _WordEntries(NamedTuple):
    """A word as it is compared, and what begins with it.

    `alone`: (kind, language, whether in Latin letters only) of entries of one word. `longer`: the others by their
    second word; under "" those of which only its beginning is known.
    """

    normalized: str
    latin: str
    single_word: tuple[tuple[str, str, bool], ...]
    multi_word: dict[str, list[tuple[_PhraseEntry, bool]]]
    misspelled: bool


def _make_word_entries(
    normalized: str, entries: Sequence[tuple[_PhraseEntry, bool]], *, misspelled: bool
) -> _WordEntries:
    multi_word: dict[str, list[tuple[_PhraseEntry, bool]]] = {}
    for entry, latin in entries:
        if entry.rest:
            second, is_prefix = entry.rest[0]
            multi_word.setdefault("" if is_prefix else second, []).append((entry, latin))
    single_word = dict.fromkeys((entry.kind, entry.language, latin) for entry, latin in entries if not entry.rest)
    return _WordEntries(
        normalized,
        latinize(normalized) if is_latin(normalized) else normalized,
        tuple(single_word),
        multi_word,
        misspelled,
    )


def _rest_matches(entry: _PhraseEntry, words: Sequence[_WordEntries], *, latinized: bool) -> bool:
    for word, (part, is_prefix) in zip(words, entry.rest, strict=True):
        text = word.latin if latinized else word.normalized
        if not (text.startswith(part) if is_prefix else text == part):
            return False
    return True


def token_indices(matches: Iterable[Match], kinds: AbstractSet[str]) -> set[int]:
    """Which words of the message belong to entries of these kinds."""
    return {index for match in matches if match.kind in kinds for index in range(match.start, match.end)}


def keep_longest(matches: Sequence[Match]) -> list[Match]:
    """Of overlapping entries the longest counts: "не верно" is no "верно", "сәлеметсіз бе" asks nothing.

    `hits` as `Lexicon.hits` sorts them: by start, the longest first.
    """
    kept: list[Match] = []
    current_start, current_end, furthest_end = (
        -1,
        0,
        0,
    )  # the furthest end of those that start here, and before here
    for match in matches:
        if match.start != current_start:
            current_start, current_end, furthest_end = match.start, match.end, max(furthest_end, current_end)
        if match.end == current_end and match.end > furthest_end:
            kept.append(match)
    return kept


def _build_corrector(single_words: Mapping[str, set[str]]) -> SpellingCorrector:
    min_chars_by_kind = dict.fromkeys(_CORRECTED_KINDS, 1) | dict.fromkeys(
        _CORRECTED_LONG_WORD_KINDS, _MIN_LONG_WORD_CHARS
    )
    return SpellingCorrector(
        word
        for kind, min_chars in min_chars_by_kind.items()
        for word in single_words.get(kind, ())
        if word.isalpha() and len(word) >= min_chars
    )


def _absent_letters(vocabularies: tuple[tuple[str, "Vocabulary"], ...]) -> dict[str, frozenset[str]]:
    """By language, the letters that others write Cyrillic with and it does not; none for one without Cyrillic."""
    all_letters = frozenset("".join(vocabulary.cyrillic_alphabet for _, vocabulary in vocabularies))
    return {
        code: all_letters.difference(vocabulary.cyrillic_alphabet) if vocabulary.cyrillic_alphabet else frozenset()
        for code, vocabulary in vocabularies
    }


def _build_classifiers(
    vocabularies: tuple[tuple[str, "Vocabulary"], ...], written: Mapping[str, Iterable[str]]
) -> tuple[TrigramClassifier, TrigramClassifier]:
    """What words look like in Cyrillic, with a language's own letters and without them, and in Latin letters
    whatever they are written in."""
    cyrillic: dict[str, list[str]] = {}
    latin: dict[str, list[str]] = {}
    for code, vocabulary in vocabularies:
        endings = ["-" + word for ending in vocabulary.language_marker_endings for word in _written_words(ending)]
        for word in (*sorted(written[code]), *endings):
            dash, letters = "-" * word.startswith("-"), word.removeprefix("-")
            normalized = normalized_words(letters)[0]
            if not is_latin(normalized):
                cyrillic.setdefault(code, []).extend(dict.fromkeys((word, dash + normalized)))
            latin.setdefault(code, []).append(dash + latinize(normalized))
    return TrigramClassifier(cyrillic), TrigramClassifier(latin)


def _written_words(entry: str) -> list[str]:
    """The words of an entry with the letters they are written with."""
    return [word for word in entry.casefold().replace("*", "").split() if word.isalpha()]


def _drop_ambiguous_spellings(words_by_language: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    """Without the words that one language lists as typed for want of a letter ("менин" beside "менің") and another
    as they should be. Who writes е for ё or є misses no letter."""
    simplified = {
        code: {normalize(word) for word in language_words if normalize(word) != word.translate(_TO_PLAIN_E)}
        & language_words
        for code, language_words in words_by_language.items()
    }
    proper = {code: language_words - simplified[code] for code, language_words in words_by_language.items()}
    return {
        code: frozenset(
            word
            for word in language_words
            if word not in simplified[code]
            or len(word) < _MIN_AMBIGUOUS_CHARS
            or not any(word in proper[other] for other in words_by_language if other != code)
        )
        for code, language_words in words_by_language.items()
    }


def _phrase_entries(vocabulary: "Vocabulary") -> Iterator[tuple[str, str]]:
    for field in fields(vocabulary):
        if field.name not in _NON_PHRASE_FIELDS:
            for entry in getattr(vocabulary, field.name):
                yield field.name, entry


def _parse_pattern(entry: str, intern: Interner) -> PhrasePattern:
    return tuple(
        [intern((intern(word), chunk.endswith("*"))) for chunk in entry.split() for word in normalized_words(chunk)]
    )
