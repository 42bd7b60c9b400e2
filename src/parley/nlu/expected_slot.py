"""What a message may be an answer to: a question for the name stays open while other things are talked about."""

from parley.concepts.matcher import GOODS, annotate, is_lexicon_word
from parley.domain.lead import LeadDraft
from parley.domain.understanding import ExpectedReply
from parley.nlu.contacts.vocabulary import ContactTerms, compile_contact_terms, is_first_name
from parley.nlu.phrase_matcher import PhraseMatcher
from parley.text.tokenize import normalized_words, tokenize

_MAX_NAME_WORDS = 3
_FILLER_KINDS = ("yes", "right", "conjunctions", "weak_name_cue", "not_names")


def expected_slot(draft: LeadDraft, text: str, lexicon: PhraseMatcher) -> ExpectedReply:
    """A lone capitalised word that is no goods answers the question for the name, and first names do so even
    unasked; a word of assent may stand before it ("ладно, Эдуард")."""
    if draft.expected_reply == "name" and not draft.name:
        return "need" if _names_product(text, lexicon) else draft.expected_reply
    if draft.name or draft.expected_reply not in ("", "need"):
        return draft.expected_reply
    gazetteer, tokenized = compile_contact_terms(lexicon), tokenize(text)
    content = [word for word in tokenized.tokens if not _is_filler(word.normalized, lexicon, gazetteer)]
    if not 0 < len(content) <= _MAX_NAME_WORDS or len(tokenized.tokens) - len(content) > _MAX_NAME_WORDS:
        return draft.expected_reply
    first, normalized = content[0], [word.normalized for word in content]
    if any(clause.is_question for clause in tokenized.clauses):
        return draft.expected_reply
    unmarked = [word for word in normalized[1:] if not word.endswith(gazetteer.surname_endings)]
    # "Сабина" begins like a word for babies, and is a name all the same; "Роза" may be a flower, "Роза Тошева" not.
    is_full_name = len(normalized) > 1 and not unmarked
    is_name = is_first_name(first.normalized, gazetteer) and (
        is_full_name
        or not (
            first.normalized in gazetteer.ambiguous_first_names
            or is_lexicon_word(first.normalized)
            or any(annotation.concept for annotation in annotate(unmarked))
        )
    )
    has_product = any(annotation.concept for annotation in annotate(normalized))
    stays_requested = (
        draft.name_requests > 0 and len(content) < _MAX_NAME_WORDS and first.text[0].isupper() and not has_product
    )
    return "name" if is_name or stays_requested else draft.expected_reply


def _names_product(text: str, lexicon: PhraseMatcher) -> bool:
    """ "Диван" is no answer to "what is your name?", and "Роза" is one."""
    normalized = normalized_words(text)
    return (
        0 < len(normalized) <= _MAX_NAME_WORDS
        and not any(is_first_name(word, compile_contact_terms(lexicon)) for word in normalized)
        and any(
            annotation.concept in GOODS and is_lexicon_word(annotation.words[0])
            for annotation in annotate(normalized)
        )
    )


def _is_filler(normalized: str, lexicon: PhraseMatcher, gazetteer: ContactTerms) -> bool:
    """Assent and small words around a name."""
    if is_first_name(normalized, gazetteer):
        return False
    return any(normalized in lexicon.single_words.get(kind, ()) for kind in _FILLER_KINDS)
