"""Detects the language of a message: by letters and frequent words, with the conversation's own language as prior.

Each word votes: for the languages that list it, and for those it looks like. Names, brands, numbers and addresses
do not vote. To leave the prior it takes two words, or one beside a number, or a greeting or thanks that no other
language has.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.language.profiles import LanguageProfiles
from parley.nlu.phrase_matcher import Match, PhraseMatcher, keep_longest, token_indices
from parley.text.tokenize import TokenizedText

# What the conversation's language starts with.
_PRIOR_SCORE = 1.0
# What a listed word weighs, one that only looks like a language, and by how much another language must win.
_LISTED_WEIGHT, _LIKENESS_WEIGHT, _WIN_MARGIN = 1.6, 1.3, 0.3
# A word listed with other letters ("менің" for "менин") against one listed just so.
_OTHER_LETTERS_WEIGHT = 0.3
# A word with a letter that one language alone has ("поклеїте") weighs so much more for it.
_OWN_LETTERS_WEIGHT = 0.5
# A word of these kinds turns the conversation all by itself, when no other language has it.
_OPENING_KINDS = frozenset({"greeting", "thanks"})
# Goods, relatives and exclamations of everybody.
_NEUTRAL_KINDS = frozenset({"not_names", "incidental_words"})
# So many words tell a long message's language.
_MAX_VOTING_WORDS = 60
# Shorter words look like nothing.
_MIN_LIKENESS_CHARS = 3
# A word no list has proves as much as a listed one, when it is so long and looks like one language so clearly.
_MIN_PROOF_CHARS, _PROOF_PROBABILITY = 5, 0.9
# So long a word that sounds like one language's is no accident ("znakhodytes").
_MIN_SOUND_PROOF_CHARS = 8
# What a word proves that is a language's only by its sound: "mini" is no Mongolian "миний", Russian "вирно" no
# Ukrainian "вірно".
_SOUND_PROOF = 0.5
# A greeting beside so many other words says less than they do.
_MIN_OTHER_WORDS = 2
# A number of more digits beside a single word is a phone or an order: what it says is said on purpose.
_MAX_QUANTITY_CHARS = 3
# Where nothing else decides: what customers of every country write beside their own.
_COMMON_LANGUAGE, _COMMON_BONUS = "ru", 0.4
_NOBODY: frozenset[str] = frozenset()
# People say most of what they say in a few thousand words.
_MAX_CACHED_VOTES = 10_000


class _Vote(NamedTuple):
    """What one word says about the language of its message."""

    #: by ISO code
    weights: Mapping[str, float]
    #: languages that the word proves: mostly those whose lists have it
    listed: frozenset[str]
    #: no language has the word just as it is written
    only_sounds: bool


def detect_text_language(tokenized: TokenizedText, prior: str, matcher: PhraseMatcher) -> str:
    """Returns the ISO code of the language of a text that is no customer's message; `prior` where nothing tells."""
    return detect_language(tokenized, keep_longest(matcher.find_matches(tokenized.tokens)), prior, matcher)


def detect_language(
    tokenized: TokenizedText,
    matches: Sequence[Match],
    prior: str,
    matcher: PhraseMatcher,
    *,
    all_matches: Sequence[Match] = (),
) -> str:
    """Returns the ISO code of the language to answer in.

    `matches`: the longest ones of the message; `all_matches`: those inside them too, for what is a phrase of one
    language may be words of another. `prior`: the language of the conversation so far, which is returned unless the
    message proves another one.
    """
    matches = [*matches, *_words_in_phrases(matches, all_matches)]
    profiles = matcher.language_profiles
    voting = _voting_indices(tokenized, matches)[:_MAX_VOTING_WORDS]
    if not voting:
        return prior
    votes = _merge_greeting_votes(matches, voting, _collect_votes(tokenized, matches, voting, profiles))
    if _is_single_word(tokenized, voting):
        return _detect_from_one_word(tokenized, matches, voting[0], votes[0], prior, profiles)
    if _lists_every_word(votes, prior):
        return prior
    written_words = [tokenized.tokens[index].text.casefold() for index in voting]
    scores = _score_languages(votes, prior, _PRIOR_SCORE if profiles.has_letters(prior, written_words) else 0.0)
    proven = [code for code in scores if _count_proofs(votes, code, prior) >= 1]
    best = _best_language(scores, proven, prior, written_words, profiles)
    if best == prior:
        complete = [code for code in proven if _lists_every_word(votes, code)]
        return max(complete, key=lambda code: scores[code], default=prior)
    if scores[best] - scores[prior] < _WIN_MARGIN or _only_greets_in(matches, voting, votes, best, prior):
        return prior
    return best


def _words_in_phrases(matches: Sequence[Match], all_matches: Sequence[Match]) -> list[Match]:
    """Returns the words of the common language that a phrase of another hides: "так дорого" is an idiom in
    Ukrainian, and two words in Russian."""
    phrases = [match for match in matches if match.end - match.start > 1 and match.language != _COMMON_LANGUAGE]
    if not phrases:
        return []
    hidden = {index for match in phrases for index in range(match.start, match.end)}
    return [
        match
        for match in all_matches
        if match.language == _COMMON_LANGUAGE and match.end - match.start == 1 and match.start in hidden
    ]


def _voting_indices(tokenized: TokenizedText, matches: Sequence[Match]) -> list[int]:
    """The words that are neither numbers nor names nor brands nor a street: those with a capital letter, unless a
    list has them or they open the message."""
    alphabetic = [index for index, token in enumerate(tokenized.tokens) if token.normalized.isalpha()]
    capitalized = {index for index in alphabetic if _is_capitalized(tokenized.tokens[index].text)}
    if not capitalized:
        return alphabetic
    capitalized -= token_indices(matches, _OPENING_KINDS)
    if any(match.start == 0 and match.kind not in _NEUTRAL_KINDS for match in matches):
        capitalized.discard(0)
    if len(alphabetic) > 1 and alphabetic[1] not in capitalized:
        capitalized.discard(alphabetic[0])
    return [index for index in alphabetic if index not in capitalized]


def _is_capitalized(word: str) -> bool:
    """One letter alone is no name; "А" is "а" in a message that shouts."""
    return len(word) > 1 and word.istitle()


def _is_single_word(tokenized: TokenizedText, voting: Sequence[int]) -> bool:
    """Whether only one word votes; those that hyphens join are one."""
    return sum(not tokenized.tokens[index].after_hyphen for index in voting) < 2


def _collect_votes(
    tokenized: TokenizedText, matches: Sequence[Match], voting: Sequence[int], profiles: LanguageProfiles
) -> list[_Vote]:
    """The vote of each voting word, in their order."""
    listed: dict[int, set[str]] = {}
    sounding: dict[int, set[str]] = {}
    for match in matches:
        if match.start > voting[-1]:
            break
        if match.kind not in _NEUTRAL_KINDS:
            languages_by_index = sounding if match.latinized else listed
            for index in range(match.start, match.end):
                languages_by_index.setdefault(index, set()).add(match.language)
    return [
        _weigh_word(
            tokenized.tokens[index].text,
            tokenized.tokens[index].normalized,
            frozenset(listed.get(index, _NOBODY)),
            frozenset(sounding.get(index, _NOBODY)),
            profiles,
        )
        for index in voting
    ]


@lru_cache(maxsize=_MAX_CACHED_VOTES)
def _weigh_word(
    text: str, normalized: str, listed: frozenset[str], sounding: frozenset[str], profiles: LanguageProfiles
) -> _Vote:
    """The vote of a word. `listed`: languages that list it; `sounding`: those that list it, but in Cyrillic."""
    exact, possible = profiles.possible_languages(text.casefold())
    languages = listed & possible or sounding & possible
    certainty = {
        code: 1.0 if not languages or code in exact else _OTHER_LETTERS_WEIGHT for code in languages or possible
    }
    likelihoods = {
        code: probability * certainty[code]
        for code, probability in profiles.probabilities(text, normalized)
        if code in certainty
    }
    weights = _letter_weights(normalized, likelihoods, possible)
    if not languages:
        return _Vote(weights, _clearest_language(normalized, likelihoods), only_sounds=False)
    total_certainty = sum(certainty.values())  # a word that many languages share tells little
    for code in languages:
        weights[code] = weights.get(code, 0.0) + _LISTED_WEIGHT * certainty[code] / total_certainty
    if languages & exact:
        return _Vote(weights, frozenset(languages & exact), only_sounds=False)
    is_no_accident = len(languages) == 1 and len(normalized) >= _MIN_SOUND_PROOF_CHARS
    return _Vote(weights, frozenset(languages), only_sounds=not is_no_accident)


def _letter_weights(
    normalized: str, likelihoods: Mapping[str, float], possible: AbstractSet[str]
) -> dict[str, float]:
    """What the letters of a word weigh for each language."""
    if len(normalized) < _MIN_LIKENESS_CHARS:
        return dict.fromkeys(likelihoods, 0.0)
    total = sum(likelihoods.values()) or 1.0
    weights = {code: _LIKENESS_WEIGHT * likelihood / total for code, likelihood in likelihoods.items()}
    if len(possible) == 1:
        (code,) = possible
        weights[code] = weights.get(code, 0.0) + _OWN_LETTERS_WEIGHT
    return weights


def _clearest_language(normalized: str, likelihoods: Mapping[str, float]) -> frozenset[str]:
    """The language that a word of no list looks like beyond doubt, if there is one."""
    if len(normalized) < _MIN_PROOF_CHARS:
        return _NOBODY
    total = sum(likelihoods.values()) or 1.0
    return frozenset(code for code, likelihood in likelihoods.items() if likelihood / total >= _PROOF_PROBABILITY)


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
    if not share or sum(index not in share for index in voting) < _MIN_OTHER_WORDS:
        return votes
    return [
        vote._replace(weights={code: weight * share[index] for code, weight in vote.weights.items()})
        if index in share
        else vote
        for index, vote in zip(voting, votes, strict=True)
    ]


def _detect_from_one_word(
    tokenized: TokenizedText,
    matches: Sequence[Match],
    index: int,
    vote: _Vote,
    prior: str,
    profiles: LanguageProfiles,
) -> str:
    """The language that alone has the word, when it greets or thanks or a long number stands beside it."""
    is_only_word = sum(token.normalized.isalpha() for token in tokenized.tokens) == 1
    is_listed_in_prior = profiles.lists_word(prior, tokenized.tokens[index].text.casefold())
    if not is_only_word or is_listed_in_prior or vote.only_sounds or len(vote.listed) != 1:
        return prior
    (language,) = vote.listed
    return language if _opens_in(language, index, matches) or _has_long_number(tokenized) else prior


def _opens_in(language: str, index: int, matches: Sequence[Match]) -> bool:
    """Whether a greeting or thanks of the language begins with the word."""
    return any(
        match.start == index and match.language == language and match.kind in _OPENING_KINDS for match in matches
    )


def _has_long_number(tokenized: TokenizedText) -> bool:
    return any(token.is_number and len(token.normalized) > _MAX_QUANTITY_CHARS for token in tokenized.tokens)


def _score_languages(votes: Sequence[_Vote], prior: str, prior_score: float) -> dict[str, float]:
    """The sum of the votes for each language; the prior stands first."""
    scores = {prior: prior_score}
    for vote in votes:
        for code, weight in vote.weights.items():
            scores[code] = scores.get(code, 0.0) + weight
    return scores


def _best_language(
    scores: Mapping[str, float],
    proven: Sequence[str],
    prior: str,
    written_words: Sequence[str],
    profiles: LanguageProfiles,
) -> str:
    """The language with the highest score among the proven ones and the prior."""
    has_common_letters = profiles.has_letters(_COMMON_LANGUAGE, written_words)
    bonus = {_COMMON_LANGUAGE: _COMMON_BONUS} if has_common_letters else {}
    candidates = [code for code in scores if code in proven or (code == prior and code in profiles)]
    return max(candidates, key=lambda code: (scores[code] + bonus.get(code, 0.0), code == prior), default=prior)


def _count_proofs(votes: Sequence[_Vote], language: str, prior: str) -> float:
    """How many words are the language's and not the prior's."""
    return sum(
        _SOUND_PROOF if vote.only_sounds else 1.0
        for vote in votes
        if language in vote.listed and prior not in vote.listed
    )


def _lists_every_word(votes: Sequence[_Vote], language: str) -> bool:
    """Every word is one of its own: "принтер керек" has a Russian word, but none that Kazakh has not."""
    return all(language in vote.listed for vote in votes)


def _only_greets_in(
    matches: Sequence[Match], voting: Sequence[int], votes: Sequence[_Vote], language: str, prior: str
) -> bool:
    """Whether nothing but a greeting is of the language, and what follows it of the prior."""
    greeting = token_indices(matches, {"greeting"})
    others = [vote for index, vote in zip(voting, votes, strict=True) if index not in greeting]
    if not _MIN_OTHER_WORDS <= len(others) < len(votes):
        return False
    return _count_proofs(others, prior, language) >= 1 and not _count_proofs(others, language, prior)
