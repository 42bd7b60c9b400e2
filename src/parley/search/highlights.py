"""Of a passage, the sentences that hold the answer."""

from collections.abc import Sequence

from parley.concepts.token import ConceptToken, concept_tokens, token_similarity
from parley.text.sentences import split_sentences

HIGHLIGHT_CHARS = 320


def extract_highlight(text: str, query_tokens: Sequence[ConceptToken]) -> str:
    """Returns a text of 320 characters or less whole; of a longer one the sentence that says most of what was
    asked, and the sentences behind it that fit in."""
    if len(text) <= HIGHLIGHT_CHARS:
        return text
    sentences = split_sentences(text)
    ratings = [_rate_sentence(sentence, query_tokens) for sentence in sentences]
    best = ratings.index(max(ratings)) if any(ratings) else 0
    highlight = sentences[best]
    for sentence in sentences[best + 1 :]:
        if len(highlight) + 1 + len(sentence) > HIGHLIGHT_CHARS:
            break
        highlight = f"{highlight} {sentence}"
    return (
        highlight
        if len(highlight) <= 2 * HIGHLIGHT_CHARS
        else highlight[: 2 * HIGHLIGHT_CHARS].rsplit(" ", 1)[0] + "…"
    )


def _rate_sentence(sentence: str, query_tokens: Sequence[ConceptToken]) -> float:
    sentence_tokens = concept_tokens(sentence)
    return sum(
        max((token_similarity(token, other) for other in sentence_tokens), default=0.0) for token in query_tokens
    )
