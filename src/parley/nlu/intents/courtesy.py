"""Greeting, thanks and leave-taking, apart from goods and questions that are worded like them."""

from collections.abc import Sequence

from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import Match, token_indices
from parley.text.tokenize import Clause, TokenizedText


def drop_false_greetings(tokenized: TokenizedText, matches: Sequence[Match]) -> Sequence[Match]:
    """Returns the matches without greetings that ask for something: "утас байна уу?", "кандай телефон".

    A phrase that is a question too greets only where nothing else is said in its clause.
    """
    greeting_indices = token_indices(matches, {"greeting"})
    if not greeting_indices:
        return matches
    question_spans = {(match.start, match.end) for match in matches if match.kind == "question"}
    return [
        match
        for match in matches
        if match.kind != "greeting"
        or (match.start, match.end) not in question_spans
        or greeting_indices.issuperset(_clause_indices(tokenized, match))
    ]


def has_thanks(all_matches: Sequence[Match], matches: MatchList) -> bool:
    """Returns whether the customer thanks: "no thanks" does, "thank you cards" are goods.

    `all_matches`: those of longer phrases as well, `matches`: the longest alone.
    """
    thanks = [match for match in all_matches if match.kind == "thanks"]
    if not thanks:
        return False
    idiom_indices = token_indices(matches, {"idioms"})
    return any(match.start not in idiom_indices for match in thanks)


def says_goodbye(tokenized: TokenizedText, matches: MatchList) -> bool:
    """Returns whether the customer takes leave.

    A word that is frequent in other sentences ("пока") does so only at the end of its clause.
    """
    farewells = matches.of_kind("goodbye")
    if not farewells:
        return False
    frequent = {(match.start, match.end, match.language) for match in matches.of_kind("language_markers")}
    return any(
        (match.start, match.end, match.language) not in frequent or match.end == _clause_of(tokenized, match).end
        for match in farewells
    )


def _clause_of(tokenized: TokenizedText, match: Match) -> Clause:
    return tokenized.clauses[tokenized.tokens[match.start].clause_index]


def _clause_indices(tokenized: TokenizedText, match: Match) -> range:
    clause = _clause_of(tokenized, match)
    return range(clause.start, clause.end)
