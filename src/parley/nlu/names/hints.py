"""Names behind words that introduce anything: "это", "я", "this is", "мен"."""

from itertools import islice

from parley.nlu.contacts.vocabulary import Vocabulary, is_first_name
from parley.nlu.names.format import capitalised, written
from parley.nlu.names.surname import with_surname
from parley.nlu.names.tokens import BEGINS, Is, Message, run
from parley.nlu.phrase_matcher import Hit, Lexicon
from parley.text.tokenize import fold, is_latin

_SHORTEST_STEM, _MOST_CUES = 4, 10


def after_hint(message: Message, lexicon: Lexicon) -> str:
    """ "Это Ольга", "Мен Айдармын"; "это Samsung или LG?" introduces nobody, "это роза" perhaps a flower."""
    for hit in islice((hit for hit in message.hits if hit.kind == "name_hint"), _MOST_CUES):
        start = hit.end
        if start >= len(message.kinds) or not _follows(message, hit.end - 1, start):
            continue
        word = message.reading.words[start]
        bare = without_ending(word.text, lexicon, message.known)
        sure = is_first_name(fold(bare), message.known)
        if bare != word.text and (sure or message.capital(start)):
            if sure or (message.kinds[start] in BEGINS and fold(bare) not in message.known.things):
                return capitalised(bare)
            continue
        chosen = run(message, start, lower=False)
        if not chosen or message.asking(hit.start):
            continue
        first = chosen[0]
        foreign = is_latin(word.folded) != is_latin(message.reading.words[hit.start].folded)
        if foreign and message.kinds[first] not in (Is.NAME, Is.COMMON):
            continue
        ends = chosen[-1] + 1 == message.reading.clauses[word.clause].end
        lowered = message.kinds[first] is Is.COMMON and not message.capital(first)
        if not lowered or (ends and (message.asked or _introduces(message, hit))) or _foreign_word(message, hit):
            return written(message, with_surname(message, chosen, sure=hit.end - hit.start > 1))
    return ""


def _introduces(message: Message, hit: Hit) -> bool:
    """ "i'm will, calling about the sofa": who it is, then what for."""
    speaks = any(message.reading.words[at].folded in message.known.selves for at in range(hit.start, hit.end))
    return speaks and len(message.reading.clauses) > message.reading.words[hit.start].clause + 1


def _foreign_word(message: Message, hit: Hit) -> bool:
    """ "privet eto marina": a word of English, but of the language spoken only a name."""
    word = message.reading.words[hit.end].folded
    return hit.transliterated and word not in message.known.words_of.get(hit.language, ())


def _follows(message: Message, before: int, at: int) -> bool:
    """In one clause, or parted by a dash: "я — Марина"."""
    said = message.reading.words
    between = message.reading.text[said[before].end : said[at].start]
    return said[before].clause == said[at].clause or not between.strip(" -–—:")


def without_ending(name: str, lexicon: Lexicon, known: Vocabulary) -> str:
    """ "Мен Айдармын" is Айдар; a short rest is a name of its own (Усман, Рахман)."""
    if is_first_name(fold(name), known):
        return name
    for ending in lexicon.name_endings:
        if len(name) - len(ending) >= _SHORTEST_STEM and fold(name).endswith(ending):
            return name[: -len(ending)]
    return name


def without_known_ending(name: str, lexicon: Lexicon, known: Vocabulary) -> str:
    """ "Ержанмын" alone; a rest that is no known name tells nothing."""
    bare = without_ending(name, lexicon, known)
    return bare if is_first_name(fold(bare), known) else name
