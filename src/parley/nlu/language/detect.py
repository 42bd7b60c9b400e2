"""Which language a message is in: letters and frequent words, with the conversation's own language as prior."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.phrase_matcher import Match, PhraseMatcher, token_indices
from parley.text.tokenize import Token, TokenizedText

_PRIOR_SCORE = 1.0
# What a listed word weighs, one that only looks like a language, and by how much another one must win.
_LISTED_WEIGHT, _LIKENESS_WEIGHT, _WIN_MARGIN = 1.6, 1.3, 0.3
# A word listed with other letters ("менің" for "менин") against one listed just so.
_OTHER_LETTERS_WEIGHT = 0.3
# A word of these kinds turns the conversation all by itself, when no other language has it.
_OPENING_KINDS = frozenset({"greeting", "thanks"})
# So many words tell a long message's language.
_MAX_VOTING_WORDS = 60
# Goods, relatives and exclamations of everybody.
_NEUTRAL_KINDS = frozenset({"not_names", "incidental_words"})
# A word no list has tells as much as a listed one when it is so long and looks like one language so clearly.
_MIN_LIKENESS_CHARS, _MIN_PROOF_CHARS, _PROOF_PROBABILITY = 3, 5, 0.9
# A word with a letter that one language alone has ("поклеїте") weighs so much more for it.
_OWN_LETTERS_WEIGHT = 0.5
# So long a word that sounds like one language's is no accident ("znakhodytes").
_MIN_SOUND_PROOF_CHARS = 8
# A greeting beside so many other words says less than they do.
_MIN_OTHER_WORDS = 2
# Where nothing else decides: what customers of every country write beside their own.
_COMMON_LANGUAGE, _COMMON_BONUS = "ru", 0.4


def detect_language(tokenized: TokenizedText, matches: Sequence[Match], prior: str, matcher: PhraseMatcher) -> str:
    """The language to answer in. It takes two words to change it, or one beside a number, or a greeting or thanks
    that no other language has; numbers, names, brands and addresses never do."""
    voting = _voting_indices(tokenized, matches)[:_MAX_VOTING_WORDS]
    if not voting:
        return prior
    votes = _merge_greeting_votes(matches, voting, _collect_votes(tokenized, matches, voting, matcher))
    if len({tokenized.tokens[index].start for index in voting if not tokenized.tokens[index].after_hyphen}) < 2:
        return _detect_from_one_word(tokenized, matches, voting, votes, prior, matcher)
    if all(prior in vote.listed for vote in votes):
        return prior
    written_words = [tokenized.tokens[index].text.casefold() for index in voting]
    scores = {prior: _PRIOR_SCORE if _has_letters_of_all(prior, written_words, matcher) else 0.0}
    for vote in votes:
        for language, weight in vote.weights.items():
            scores[language] = scores.get(language, 0.0) + weight
    proven = {prior} | {language for language in scores if _count_proofs(votes, language, prior) >= 1}
    candidates = [code for code in scores if code in matcher.vocabularies and code in proven]
    common_bonus = _COMMON_BONUS if _has_letters_of_all(_COMMON_LANGUAGE, written_words, matcher) else 0.0
    best = max(
        candidates,
        key=lambda code: (scores[code] + common_bonus * (code == _COMMON_LANGUAGE), code == prior),
        default=prior,
    )
    if best == prior:
        fully_listed = [
            code for code in scores if _count_proofs(votes, code, prior) >= 1 and _lists_every_word(votes, code)
        ]
        return max(fully_listed, key=lambda code: scores[code], default=prior)
    if _only_greets_in(matches, voting, votes, best, prior):
        return prior
    return best if scores[best] - scores[prior] >= _WIN_MARGIN else prior


class _Vote(NamedTuple):
    """What one word says for each language. `listed`: those whose lists have it; `sounds`: none has it as it is
    written."""

    weights: dict[str, float]
    listed: frozenset[str]
    only_sounds: bool


def _lists_every_word(votes: Sequence[_Vote], language: str) -> bool:
    """Every word is one of its own: "принтер керек" has a Russian word, but none that Kazakh has not."""
    return all(language in vote.listed for vote in votes)


def _only_greets_in(
    matches: Sequence[Match], voting: Sequence[int], votes: Sequence[_Vote], language: str, prior: str
) -> bool:
    """Whether nothing but a greeting is of the language, and what follows it of the prior."""
    greeting = token_indices(matches, {"greeting"})
    rest = [vote for index, vote in zip(voting, votes, strict=True) if index not in greeting]
    if not _MIN_OTHER_WORDS <= len(rest) < len(votes):
        return False
    return _count_proofs(rest, prior, language) >= 1 and not _count_proofs(rest, language, prior)


def _merge_greeting_votes(
    matches: Sequence[Match], voting: Sequence[int], votes: Sequence[_Vote]
) -> Sequence[_Vote]:
    """Where more is said, all the words of a greeting weigh as one: "Доброго дня! Сколько стоит доставка?"."""
    share = {
        index: 1 / (match.end - match.start)
        for match in matches
        if match.kind == "greeting"
        for index in range(match.start, match.end)
    }
    if sum(index not in share for index in voting) < _MIN_OTHER_WORDS:
        return votes
    return [
        vote._replace(weights={code: weight * share.get(index, 1.0) for code, weight in vote.weights.items()})
        for index, vote in zip(voting, votes, strict=True)
    ]


def _count_proofs(votes: Sequence[_Vote], language: str, prior: str) -> float:
    """How many words are the language's and not the prior's: two that only sound so are one ("mini" is no Mongolian
    "миний", and Russian "вирно" no Ukrainian "вірно")."""
    return sum(
        0.5 if vote.only_sounds else 1.0 for vote in votes if language in vote.listed and prior not in vote.listed
    )


def _voting_indices(tokenized: TokenizedText, matches: Sequence[Match]) -> list[int]:
    """The words that are neither numbers nor names nor brands nor a street: those with a capital letter, unless a
    list has them or they open the message."""
    known_indices = token_indices(matches, _OPENING_KINDS)
    known_indices |= {match.start for match in matches if match.start == 0 and match.kind not in _NEUTRAL_KINDS}
    alphabetic = [index for index, word in enumerate(tokenized.tokens) if word.normalized.isalpha()]
    capitalized = {
        index
        for index in alphabetic
        if _is_capitalized(tokenized.tokens[index].text) and index not in known_indices
    }
    if len(alphabetic) > 1 and alphabetic[0] in capitalized and alphabetic[1] not in capitalized:
        capitalized.discard(alphabetic[0])
    if len(capitalized) == len(alphabetic) == 1:
        return []
    return [index for index in alphabetic if index not in capitalized]


def _is_capitalized(word: str) -> bool:
    """One letter alone is no name; "А" is "а" in a message that shouts."""
    return len(word) > 1 and word.istitle()


def _detect_from_one_word(
    tokenized: TokenizedText,
    matches: Sequence[Match],
    voting: Sequence[int],
    votes: Sequence[_Vote],
    prior: str,
    matcher: PhraseMatcher,
) -> str:
    """A single word: the language that alone has it, when it opens a talk or a number stands beside it."""
    is_certain = len(voting) == 1 and len(votes[0].listed) == 1 and not votes[0].only_sounds
    opening_languages = {
        match.language for match in matches if match.kind in _OPENING_KINDS and match.start == voting[0]
    }
    is_only_word = sum(word.normalized.isalpha() for word in tokenized.tokens) == 1
    has_number = any(word.is_number and len(word.normalized) > _MIN_LIKENESS_CHARS for word in tokenized.tokens)
    language = next(iter(votes[0].listed), prior)
    is_listed_in_prior = (
        prior in matcher.vocabularies
        and tokenized.tokens[voting[0]].text.casefold() in matcher.written_words[prior]
    )
    return (
        language
        if is_certain and is_only_word and not is_listed_in_prior and (has_number or language in opening_languages)
        else prior
    )


@lru_cache(maxsize=8192)
def _possible_languages(written: str, matcher: PhraseMatcher) -> tuple[frozenset[str], frozenset[str]]:
    """The languages that have the word, and those that have its letters."""
    exact = frozenset(code for code in matcher.vocabularies if written in matcher.written_words[code])
    return exact, exact.union(code for code, absent in matcher.absent_letters.items() if absent.isdisjoint(written))


def _has_letters_of_all(code: str, written_words: Iterable[str], matcher: PhraseMatcher) -> bool:
    """Whether the language has every letter of the words, which are in lower case."""
    absent = matcher.absent_letters.get(code)
    return not absent or all(absent.isdisjoint(written) for written in written_words)


def _collect_votes(
    tokenized: TokenizedText, matches: Sequence[Match], voting: Sequence[int], matcher: PhraseMatcher
) -> list[_Vote]:
    listed: dict[int, set[str]] = {}
    sounding: dict[int, set[str]] = {}
    for match in matches:
        if match.start > voting[-1]:
            break
        for index in range(match.start, match.end) if match.kind not in _NEUTRAL_KINDS else ():
            (sounding if match.latinized else listed).setdefault(index, set()).add(match.language)
    return [
        _weigh_word(tokenized.tokens[index], listed.get(index, set()), sounding.get(index, set()), matcher)
        for index in voting
    ]


def _weigh_word(
    token: Token, listed: AbstractSet[str], sounding: AbstractSet[str], matcher: PhraseMatcher
) -> _Vote:
    written = token.text.casefold()
    exact, possible = _possible_languages(written, matcher)
    languages = listed & possible or sounding & possible
    certainty = {
        code: 1.0 if not languages or code in exact else _OTHER_LETTERS_WEIGHT for code in languages or possible
    }
    likelihoods = {
        code: share * certainty[code] for code, share in matcher.language_probabilities(token) if code in certainty
    }
    total = sum(likelihoods.values()) or 1.0
    is_short = len(token.normalized) < _MIN_LIKENESS_CHARS
    weights = {code: 0.0 if is_short else _LIKENESS_WEIGHT * share / total for code, share in likelihoods.items()}
    if len(possible) == 1 and not is_short:
        code = next(iter(possible))
        weights[code] = weights.get(code, 0.0) + _OWN_LETTERS_WEIGHT
    for code in languages:  # a word that many languages share tells little
        weights[code] = weights.get(code, 0.0) + _LISTED_WEIGHT * certainty[code] / sum(certainty.values())
    if not languages and len(token.normalized) >= _MIN_PROOF_CHARS:
        languages = {code for code, share in likelihoods.items() if share / total >= _PROOF_PROBABILITY}
        return _Vote(weights, frozenset(languages), only_sounds=False)
    is_accidental = len(languages) != 1 or len(token.normalized) < _MIN_SOUND_PROOF_CHARS
    return _Vote(weights, frozenset(languages & exact or languages), is_accidental and not languages & exact)
