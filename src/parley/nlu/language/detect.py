"""Which language a message is in: letters and frequent words, with the conversation's own language as prior."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from parley.nlu.phrase_matcher import Hit, Lexicon, words_of
from parley.text.tokenize import Reading, Word

# ⚑C4: what clients call our languages. `id` is taken in, though no language file answers in it yet.
_ALIASES = {
    "ru": "ru", "en": "en", "kk": "kk", "kz": "kk", "ky": "ky", "kg": "ky",
    "uz": "uz", "uk": "uk", "ua": "uk", "mn": "mn", "id": "id",
}  # fmt: skip
_WIRE = {"kk": "kz"}

# Letters a language does without: no word written with one is of it.
_WITHOUT = {
    code: frozenset(letters)
    for code, letters in {
        "ru": "әғқңөұүһіўҳїєґ",
        "kk": "ўҳїєґ",
        "ky": "әғқұһіўҳїєґ",
        "uz": "әңөұүһіїєґыщ",
        "uk": "әғқңөұүһўҳыэёъ",
        "mn": "әғқңұһіўҳїєґ",
    }.items()
}
_PRIOR = 1.0
# What a listed word weighs, one that only looks like a language, and by how much another one must win.
_LISTED, _LOOKS, _MARGIN = 1.6, 1.3, 0.3
# A word listed with other letters ("менің" for "менин") against one listed just so.
_FOLDED = 0.3
# A word of these kinds turns the conversation all by itself, when no other language has it.
_OPENING = frozenset({"greeting", "thanks"})
# So many words tell a long message's language.
_ENOUGH = 60
# Goods, relatives and exclamations of everybody.
_TELLING_NOTHING = frozenset(
    {"not_names", "from_friends", "from_networks", "from_adverts", "from_search", "from_neighbours"}
)
# A word no list has tells as much as a listed one when it is so long and looks like one language so clearly.
_SHORTEST_LOOK, _SHORTEST_PROOF, _PROOF = 3, 5, 0.9
# A word with a letter that one language alone has ("поклеїте") weighs so much more for it.
_OWN_LETTERS = 0.5
# So long a word that sounds like one language's is no accident ("znakhodytes").
_LONG_SOUND = 8
# A greeting beside so many other words says less than they do.
_MORE_SAID = 2
# Where nothing else decides: what customers of every country write beside their own.
_COMMON, _MORE = "ru", 0.4


def normal(code: str) -> str | None:
    """Any alias, any case, with or without a region, as ISO; None for a language we do not know."""
    return _ALIASES.get(code.strip().lower().replace("_", "-").partition("-")[0])


def wire(code: str) -> str:
    """As deployed clients spell it (`kz` for Kazakh)."""
    return _WIRE.get(code, code)


def tell(reading: Reading, hits: Sequence[Hit], prior: str, lexicon: Lexicon) -> str:
    """The language to answer in. It takes two words to change it, or one beside a number, or a greeting or thanks
    that no other language has; numbers, names, brands and addresses never do."""
    spoken = _spoken(reading, hits)[:_ENOUGH]
    if not spoken:
        return prior
    votes = _greeting_once(hits, spoken, _votes(reading, hits, spoken, lexicon))
    if len({reading.words[at].start for at in spoken if not reading.words[at].glued}) < 2:
        return _of_one(reading, hits, spoken, votes, prior, lexicon)
    if all(prior in vote.listed for vote in votes):
        return prior
    said = [reading.words[at].text.casefold() for at in spoken]
    scores = {prior: _PRIOR if all(_writes(prior, written) for written in said) else 0.0}
    for vote in votes:
        for language, weight in vote.weights.items():
            scores[language] = scores.get(language, 0.0) + weight
    proven = {prior} | {language for language in scores if _proof(votes, language, prior) >= 1}
    able = [code for code in scores if code in lexicon.tongues and code in proven]
    more = _MORE if all(_writes(_COMMON, written) for written in said) else 0.0
    best = max(able, key=lambda code: (scores[code] + more * (code == _COMMON), code == prior), default=prior)
    if best == prior:
        wholly = [code for code in scores if _proof(votes, code, prior) >= 1 and _all_of(votes, code)]
        return max(wholly, key=lambda code: scores[code], default=prior)
    if _only_greets(hits, spoken, votes, best, prior):
        return prior
    return best if scores[best] - scores[prior] >= _MARGIN else prior


class _Vote(NamedTuple):
    """What one word says for each language. `listed`: those whose lists have it; `sounds`: none has it as it is
    written."""

    weights: dict[str, float]
    listed: frozenset[str]
    sounds: bool


def _all_of(votes: Sequence[_Vote], language: str) -> bool:
    """Every word is one of its own: "принтер керек" has a Russian word, but none that Kazakh has not."""
    return all(language in vote.listed for vote in votes)


def _only_greets(
    hits: Sequence[Hit], spoken: Sequence[int], votes: Sequence[_Vote], language: str, prior: str
) -> bool:
    """Whether nothing but a greeting is of the language, and what follows it of the prior."""
    greeting = words_of(hits, {"greeting"})
    rest = [vote for at, vote in zip(spoken, votes, strict=True) if at not in greeting]
    if not _MORE_SAID <= len(rest) < len(votes):
        return False
    return _proof(rest, prior, language) >= 1 and not _proof(rest, language, prior)


def _greeting_once(hits: Sequence[Hit], spoken: Sequence[int], votes: Sequence[_Vote]) -> Sequence[_Vote]:
    """Where more is said, all the words of a greeting weigh as one: "Доброго дня! Сколько стоит доставка?"."""
    share = {
        at: 1 / (hit.end - hit.start) for hit in hits if hit.kind == "greeting" for at in range(hit.start, hit.end)
    }
    if sum(at not in share for at in spoken) < _MORE_SAID:
        return votes
    return [
        vote._replace(weights={code: weight * share.get(at, 1.0) for code, weight in vote.weights.items()})
        for at, vote in zip(spoken, votes, strict=True)
    ]


def _proof(votes: Sequence[_Vote], language: str, prior: str) -> float:
    """How many words are the language's and not the prior's: two that only sound so are one ("mini" is no Mongolian
    "миний", and Russian "вирно" no Ukrainian "вірно")."""
    return sum(
        0.5 if vote.sounds else 1.0 for vote in votes if language in vote.listed and prior not in vote.listed
    )


def _spoken(reading: Reading, hits: Sequence[Hit]) -> list[int]:
    """The words that are neither numbers nor names nor brands nor a street: those with a capital letter, unless a
    list has them or they open the message."""
    known = words_of(hits, _OPENING)
    known |= {hit.start for hit in hits if hit.start == 0 and hit.kind not in _TELLING_NOTHING}
    words = [at for at, word in enumerate(reading.words) if word.folded.isalpha()]
    capital = {at for at in words if _capital(reading.words[at].text) and at not in known}
    if len(words) > 1 and words[0] in capital and words[1] not in capital:
        capital.discard(words[0])
    if len(capital) == len(words) == 1:
        return []
    return [at for at in words if at not in capital]


def _capital(word: str) -> bool:
    """One letter alone is no name; "А" is "а" in a message that shouts."""
    return len(word) > 1 and word.istitle()


def _of_one(
    reading: Reading,
    hits: Sequence[Hit],
    spoken: Sequence[int],
    votes: Sequence[_Vote],
    prior: str,
    lexicon: Lexicon,
) -> str:
    """A single word: the language that alone has it, when it opens a talk or a number stands beside it."""
    one = len(spoken) == 1 and len(votes[0].listed) == 1 and not votes[0].sounds
    opening = {hit.language for hit in hits if hit.kind in _OPENING and hit.start == spoken[0]}
    alone = sum(word.folded.isalpha() for word in reading.words) == 1
    numbered = any(word.number and len(word.folded) > _SHORTEST_LOOK for word in reading.words)
    language = next(iter(votes[0].listed), prior)
    borrowed = prior in lexicon.tongues and reading.words[spoken[0]].text.casefold() in lexicon.spelled[prior]
    return language if one and alone and not borrowed and (numbered or language in opening) else prior


@lru_cache(maxsize=8192)
def _could_be(written: str, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str]]:
    """The languages that have the word, and those that have its letters."""
    exact = frozenset(code for code in lexicon.tongues if written in lexicon.spelled[code])
    return exact, exact.union(code for code in lexicon.tongues if _writes(code, written))


def _writes(code: str, written: str) -> bool:
    """Whether the language has the letters of a word, which is in lower case."""
    return _WITHOUT.get(code, frozenset()).isdisjoint(written)


def _votes(reading: Reading, hits: Sequence[Hit], spoken: Sequence[int], lexicon: Lexicon) -> list[_Vote]:
    listed: dict[int, set[str]] = {}
    sounding: dict[int, set[str]] = {}
    for hit in hits:
        if hit.start > spoken[-1]:
            break
        for at in range(hit.start, hit.end) if hit.kind not in _TELLING_NOTHING else ():
            (sounding if hit.transliterated else listed).setdefault(at, set()).add(hit.language)
    return [_vote(reading.words[at], listed.get(at, set()), sounding.get(at, set()), lexicon) for at in spoken]


def _vote(word: Word, listed: AbstractSet[str], sounding: AbstractSet[str], lexicon: Lexicon) -> _Vote:
    written = word.text.casefold()
    exact, possible = _could_be(written, lexicon)
    own = listed & possible or sounding & possible
    sure = {code: 1.0 if not own or code in exact else _FOLDED for code in own or possible}
    looks = {code: share * sure[code] for code, share in lexicon.shares(word) if code in sure}
    whole = sum(looks.values()) or 1.0
    short = len(word.folded) < _SHORTEST_LOOK
    weights = {code: 0.0 if short else _LOOKS * share / whole for code, share in looks.items()}
    if len(possible) == 1 and not short:
        code = next(iter(possible))
        weights[code] = weights.get(code, 0.0) + _OWN_LETTERS
    for code in own:  # a word that many languages share tells little
        weights[code] = weights.get(code, 0.0) + _LISTED * sure[code] / sum(sure.values())
    if not own and len(word.folded) >= _SHORTEST_PROOF:
        own = {code for code, share in looks.items() if share / whole >= _PROOF}
        return _Vote(weights, frozenset(own), sounds=False)
    chance = len(own) != 1 or len(word.folded) < _LONG_SOUND
    return _Vote(weights, frozenset(own & exact or own), chance and not own & exact)
