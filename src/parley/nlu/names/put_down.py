"""Names of others under which something is put down: "запишите на мужа, Олег", "put him down as Leo"."""

from collections.abc import Iterator, Sequence

from parley.nlu.names.cases import to_nominative
from parley.nlu.names.format import format_name, has_first_name, token_texts
from parley.nlu.names.tokens import MAX_NAME_WORDS, NameContext, collect_name_indices
from parley.nlu.names.traits import FIRST_NAME_CLASSES
from parley.text.word_list import WordList, split_entries

# What a name follows by itself.
_LEADS = WordList(
    split_entries(
        "put him down as, put her down as, put it down as, put them down as, put me down as, put us down as, "
        "write him down as, write her down as, book him in as, book her in as, book him as, book her as, "
        "register him as, register her as, put it under, put him under, put her under, under the name of, under "
        "the name, in the name of, it's for a, name on it is, name on the order is, на имя, на имʼя, на ім'я, "
        "на прізвище, на фамилию, на фио"
    )
)
# Before somebody close: "на мужа", "for my son".
_PREPOSITIONS = WordList(
    split_entries("на, for my, under my, in my, for his, for her, on my, to my, на моего, на мою, на мого")
)
# Somebody close, in any case, where what stands around says that something is booked for them.
_RELATIVES = WordList(
    split_entries(
        "муж*, жен*, супруг*, сын*, сынишк*, доч*, мам*, маму, пап*, отц*, мать, матер*, брат*, сестр*, друг*, "
        "подруг*, бабушк*, дедушк*, дедул*, тещ*, свекров*, коллег*, начальник*, шеф*, ребенк*, husband*, "
        "wife*, son*, daughter*, mother*, father*, mom*, mum*, dad*, brother*, sister*, friend*, boyfriend*, "
        "girlfriend*, boss*, partner*, kid*, child*, grandma*, grandpa*, colleague*, чоловік*, дружин*, син*, "
        "доньк*, донечк*, дочк*, мати, матір, тат*, сестр*, подруг*, бабус*, дідус*, күйеу*, әйел*, жұбай*, "
        "жолдас*, ұл*, қыз*, бала*, ана*, шеше*, әке*, апа*, әпке*, аға*, іні*, дос*, күйөө*, аял*, жубай*, "
        "жолдош*, уул*, кыз*, эне*, ата*, эже*, аке*, ини*, er*, xotin*, turmush*, o'g'l*, ogl*, o'gl*, qiz*, "
        "bola*, ona*, oyi*, ota*, dada*, aka*, opa*, uka*, singl*, do'st*, эр*, хотин*, ўғл*, қиз*, бола*, "
        "она*, ойи*, дада*, ака*, опа*, ука*, эхнэр*, нөхр*, нөхөр*, хүү*, охин*, охины*, ээж*, аав*, ах*, "
        "эгч*, дүү*, найз*"
    )
)
_MAX_LEADS = 5


def name_put_down(message: NameContext) -> str:
    """Returns the name of somebody else under which something is to be booked; it stands behind the words that say
    so, or is a clause of its own behind them."""
    for lead in _leads(message):
        indices = _name_behind(message, lead)
        if indices:
            parts = to_nominative(token_texts(message, indices), message.terms, message.language)
            return format_name(message, indices, parts)
    return ""


def _leads(message: NameContext) -> Iterator[int]:
    """Yields the places behind the words that put somebody down."""
    yield from [end for _, end in _LEADS.find_spans(message.tokenized)[:_MAX_LEADS]]
    owners = set(message.indices_of("in_name_of_words"))
    books = bool(message.indices_of("booking_verbs"))
    relatives = _RELATIVES.find_spans(message.tokenized)
    if not relatives or not (books or owners):
        return
    prepositions = {end for _, end in _PREPOSITIONS.find_spans(message.tokenized)}
    for start, end in relatives[:_MAX_LEADS]:
        named = next((place for place in range(end, min(end + 2, len(message.tokens))) if place in owners), None)
        if named is not None:
            yield named + 1  # "erimni nomiga", "in my wife's name"
        elif books and start in prepositions:
            yield end


def _name_behind(message: NameContext, start: int) -> Sequence[int]:
    """Returns the words of the name from `start` on, or of the one that is the next clause by itself; "yozing" and
    other words of the booking may stand between."""
    if start >= len(message.tokens):
        return ()
    clause = message.tokens[start - 1].clause_index
    if message.tokens[start].clause_index == clause:
        indices = collect_name_indices(message, start, allow_lowercase=False)
        if indices and _is_name(message, indices):
            return indices
    following = message.tokenized.clauses[clause + 1 : clause + 2]
    for each in following:
        indices = collect_name_indices(message, each.start, allow_lowercase=False)
        is_whole = bool(indices) and indices[-1] + 1 == each.end and len(indices) <= MAX_NAME_WORDS
        if is_whole and not each.is_question:
            return indices
    return ()


def _is_name(message: NameContext, indices: Sequence[int]) -> bool:
    """Returns whether words in the same clause are a name, in whatever case: one of them is known, or has a capital
    letter."""
    if any(message.classes[index] in FIRST_NAME_CLASSES or message.is_capitalized(index) for index in indices):
        return True
    parts = to_nominative(token_texts(message, indices), message.terms, message.language)
    return any(has_first_name(part, message.terms) for part in parts)
