"""Compiles the phrases of every language once, and finds them in a message.

An entry of a word list is one or several words; a word ending in * stands for every word that begins so
("номер*": номер, номера, номером). Entries in Cyrillic are found in Latin letters too ("menya zovut").
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.language.profiles import LanguageProfiles
from parley.nlu.vocabulary import Vocabulary, phrase_entries
from parley.text.interner import Interner
from parley.text.normalize import is_latin, latinize, normalize
from parley.text.spelling import SpellingCorrector
from parley.text.tokenize import Token, normalized_words

# A slip of the finger is made good only where it cannot cost a name.
_CORRECTED_KINDS = {"yes", "no", "wrong", "right", "thanks"}
# "Manger", "менеджира"; shorter words for staff are a slip away from names.
_CORRECTED_LONG_WORD_KINDS, _MIN_LONG_WORD_CHARS = {"staff_words"}, 7
# So many words are cached with the entries that begin with them. functools' cache takes 54 ns where a dictionary
# of our own took 71 and cachetools' takes 290 to 600.
_MAX_CACHED_WORDS = 20_000
# A short Cyrillic word in Latin letters is most often an English one ("и" → "i"): only assent is that short.
_MIN_LATIN_CHARS = {"yes": 2, "no": 2, "right": 2, "language_markers": 4}

# The words of an entry: (word, whether it is only the beginning of one).
PhrasePattern = tuple[tuple[str, bool], ...]


class Match(NamedTuple):
    """An entry of a word list, found in a message."""

    #: the list: the name of its field in `Vocabulary`
    kind: str
    #: ISO code of the language whose list it is
    language: str
    #: its first token, and the one behind its last
    start: int
    end: int
    #: written in Latin letters although the list is in Cyrillic: "verno"; but the name Kate is Kazakh "қате", too
    latinized: bool = False
    #: a word of it was misspelt: "дааа", "правельно"
    misspelled: bool = False


class MatchIndex:
    """Matches of some kinds, by where they begin and by where they end: a long message holds thousands."""

    def __init__(self, matches: Iterable[Match], kinds: frozenset[str]) -> None:
        self.by_start: dict[int, list[Match]] = {}
        self.by_end: dict[int, list[Match]] = {}
        for match in matches:
            if match.kind in kinds:
                self.by_start.setdefault(match.start, []).append(match)
                self.by_end.setdefault(match.end, []).append(match)


class PhraseEntry(NamedTuple):
    """An entry, stored under its first word."""

    kind: str
    language: str
    #: the words behind the first
    rest: PhrasePattern


class EntryIndex:
    """Entries by their first word."""

    def __init__(self) -> None:
        self.exact: dict[str, tuple[PhraseEntry, ...]] = {}
        #: those of whose first word only the beginning is listed
        self.prefixes: dict[str, tuple[PhraseEntry, ...]] = {}
        #: the lengths of these beginnings, shortest first
        self.prefix_lengths: tuple[int, ...] = ()

    def add(self, pattern: PhrasePattern, kind: str, language: str, intern: Interner) -> None:
        first, is_prefix = pattern[0]
        entries_by_word = self.prefixes if is_prefix else self.exact
        entries = entries_by_word.get(first, ())
        entry = intern(PhraseEntry(kind, language, intern(pattern[1:])))
        if entry not in entries:
            entries_by_word[first] = intern((*entries, entry))
        if is_prefix and len(first) not in self.prefix_lengths:
            self.prefix_lengths = tuple(sorted((*self.prefix_lengths, len(first))))

    def entries_for(self, word: str) -> Iterator[PhraseEntry]:
        """Yields the entries whose first word this is."""
        yield from self.exact.get(word, ())
        for length in self.prefix_lengths:
            if length > len(word):
                return
            yield from self.prefixes.get(word[:length], ())


class PhraseIndex:
    """Finds the entries of word lists in a message. `entries`: (kind, language, entry)."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        self._native_index, self._latin_index = EntryIndex(), EntryIndex()
        # single words by kind, normalised
        self.single_words: dict[str, set[str]] = {}
        intern = Interner()
        patterns = [(kind, language, _parse_pattern(entry, intern)) for kind, language, entry in entries]
        self._add_native(patterns, intern)
        self._add_latin(patterns, intern)
        self._whole_words = {word for *_, pattern in patterns for word, is_prefix in pattern if not is_prefix}
        self._entries_of_word = lru_cache(maxsize=_MAX_CACHED_WORDS)(self._look_up_word)

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
        """Returns every entry that stands in the message, within one clause; by start, and the longest first."""
        word_entries = [self._entries_of_word(token.normalized) for token in tokens]
        matches: list[Match] = []
        for index, entries in enumerate(word_entries):
            if entries.multi_word and index + 1 < len(word_entries):
                matches += self._multi_word_matches(index, word_entries, tokens)
            matches += [
                Match(kind, code, index, index + 1, latin, entries.misspelled)
                for kind, code, latin in entries.single_word
            ]
        return matches

    @staticmethod
    def _multi_word_matches(
        index: int, word_entries: Sequence["_WordEntries"], tokens: Sequence[Token]
    ) -> list[Match]:
        """The entries of two words and more that begin with this token, the longest first, each once."""
        first, second = word_entries[index], word_entries[index + 1]
        matches: dict[Match, None] = {}
        for entry, latin in (
            *first.multi_word.get(second.normalized, ()),
            *(first.multi_word.get(second.latin, ()) if second.latin != second.normalized else ()),
            *first.multi_word.get("", ()),
        ):
            end = index + 1 + len(entry.rest)
            if (
                end <= len(word_entries)
                and tokens[end - 1].clause_index == tokens[index].clause_index
                and _rest_matches(entry, word_entries[index + 1 : end], latinized=latin)
            ):
                misspelled = any(word.misspelled for word in word_entries[index:end])
                matches[Match(entry.kind, entry.language, index, end, latin, misspelled)] = None
        return sorted(matches, key=lambda match: -match.end)

    def _look_up_word(self, normalized: str) -> "_WordEntries":
        return _make_word_entries(normalized, self._entries_starting_with(normalized), misspelled=False)

    def _entries_starting_with(self, normalized: str) -> list[tuple[PhraseEntry, bool]]:
        """The entries that begin with the word, each with whether it is found in Latin letters only."""
        entries = [(entry, False) for entry in self._native_index.entries_for(normalized)]
        if is_latin(normalized):
            native = {entry for entry, _ in entries}
            latin_entries = self._latin_index.entries_for(latinize(normalized))
            entries += [(entry, True) for entry in latin_entries if entry not in native]
        return entries


class PhraseMatcher(PhraseIndex):
    """Finds the phrases of several languages, given as (ISO code, vocabulary).

    Costly to make (half a second), and made once for the process.
    """

    def __init__(self, vocabularies: tuple[tuple[str, Vocabulary], ...]) -> None:
        super().__init__(
            (kind, code, entry) for code, vocabulary in vocabularies for kind, entry in phrase_entries(vocabulary)
        )
        self.vocabularies = dict(vocabularies)
        #: what is glued to names, of all languages
        self.name_endings = {
            normalize(ending) for _, vocabulary in vocabularies for ending in vocabulary.name_endings
        }
        #: what tells the language of a single word
        self.language_profiles = LanguageProfiles(self.vocabularies)
        self._corrector = _build_corrector(self.single_words)

    def _look_up_word(self, normalized: str) -> "_WordEntries":
        entries = self._entries_starting_with(normalized)
        listed = any(entry.kind != "incidental_words" for entry, _ in entries)
        if not listed and normalized not in self._whole_words and normalized.isalpha():
            correction = self._corrector.correct(normalized)
            if correction:
                return _make_word_entries(correction, self._entries_starting_with(correction), misspelled=True)
        return _make_word_entries(normalized, entries, misspelled=False)


class _WordEntries(NamedTuple):
    """A word of a message as it is compared, and the entries that begin with it."""

    #: normalised, and corrected where it was misspelt
    normalized: str
    #: the same latinised, for a word in Latin letters
    latin: str
    #: (kind, language, whether in Latin letters only) of each entry that is this word alone
    single_word: tuple[tuple[str, str, bool], ...]
    #: (entry, whether in Latin letters only) of the others, by their second word; under "" those of whose second
    #: word only the beginning is listed
    multi_word: dict[str, list[tuple[PhraseEntry, bool]]]
    misspelled: bool


def _make_word_entries(
    normalized: str, entries: Sequence[tuple[PhraseEntry, bool]], *, misspelled: bool
) -> _WordEntries:
    multi_word: dict[str, list[tuple[PhraseEntry, bool]]] = {}
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


def _rest_matches(entry: PhraseEntry, words: Sequence[_WordEntries], *, latinized: bool) -> bool:
    for word, (part, is_prefix) in zip(words, entry.rest, strict=True):
        text = word.latin if latinized else word.normalized
        if not (text.startswith(part) if is_prefix else text == part):
            return False
    return True


def token_indices(matches: Iterable[Match], kinds: AbstractSet[str]) -> set[int]:
    """Returns the indices of the tokens that belong to matches of these kinds."""
    return {index for match in matches if match.kind in kinds for index in range(match.start, match.end)}


def keep_longest(matches: Sequence[Match]) -> list[Match]:
    """Returns the matches without those that lie within a longer one.

    "не верно" is no "верно", and "сәлеметсіз бе" asks nothing. `matches`: as `find_matches` sorts them.
    """
    longest: list[Match] = []
    # where the longest match that starts here ends, and the furthest end of those that start before
    start, end, earlier_end = -1, 0, 0
    for match in matches:
        if match.start != start:
            start, end, earlier_end = match.start, match.end, max(earlier_end, end)
        if match.end == end and match.end > earlier_end:
            longest.append(match)
    return longest


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


def _parse_pattern(entry: str, intern: Interner) -> PhrasePattern:
    return tuple(
        [intern((intern(word), chunk.endswith("*"))) for chunk in entry.split() for word in normalized_words(chunk)]
    )
