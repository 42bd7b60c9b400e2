"""What a message may be an answer to: a question for the name stays open while other things are talked about."""

from parley.concepts.matcher import GOODS, meant, named
from parley.domain.lead import Draft
from parley.domain.understanding import Asked
from parley.nlu.contacts.vocabulary import Vocabulary, is_first_name, vocabulary
from parley.nlu.phrase_matcher import Lexicon
from parley.text.tokenize import read, words

_NAME_WORDS = 3
_AROUND_A_NAME = ("yes", "right", "turns", "name_hint", "not_names")


def still_asked(draft: Draft, said: str, lexicon: Lexicon) -> Asked:
    """A lone capitalised word that is no goods answers the question for the name, and first names do so even
    unasked; a word of assent may stand before it ("ладно, Эдуард")."""
    if draft.asked == "name" and not draft.name:
        return "need" if _names_goods(said, lexicon) else draft.asked
    if draft.name or draft.asked not in ("", "need"):
        return draft.asked
    known, reading = vocabulary(lexicon), read(said)
    parts = [word for word in reading.words if not _says_nothing(word.folded, lexicon, known)]
    if not 0 < len(parts) <= _NAME_WORDS or len(reading.words) - len(parts) > _NAME_WORDS:
        return draft.asked
    first, folded = parts[0], [word.folded for word in parts]
    if any(clause.asking for clause in reading.clauses):
        return draft.asked
    rest = [word for word in folded[1:] if not word.endswith(known.surname_endings)]
    # "Сабина" begins like a word for babies, and is a name all the same; "Роза" may be a flower, "Роза Тошева" not.
    full = len(folded) > 1 and not rest
    a_name = is_first_name(first.folded, known) and (
        full
        or not (first.folded in known.words_too or named(first.folded) or any(part.meaning for part in meant(rest)))
    )
    goods = any(part.meaning for part in meant(folded))
    still_open = draft.names_asked > 0 and len(parts) < _NAME_WORDS and first.text[0].isupper() and not goods
    return "name" if a_name or still_open else draft.asked


def _names_goods(said: str, lexicon: Lexicon) -> bool:
    """ "Диван" is no answer to "what is your name?", and "Роза" is one."""
    folded = words(said)
    return (
        0 < len(folded) <= _NAME_WORDS
        and not any(is_first_name(word, vocabulary(lexicon)) for word in folded)
        and any(part.meaning in GOODS and named(part.words[0]) for part in meant(folded))
    )


def _says_nothing(folded: str, lexicon: Lexicon, known: Vocabulary) -> bool:
    """Assent and small words around a name."""
    if is_first_name(folded, known):
        return False
    return any(folded in lexicon.singles.get(kind, ()) for kind in _AROUND_A_NAME)
