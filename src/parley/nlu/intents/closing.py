"""Tells whether a message only closes the talk: "ок, всё, спасибо", "that's all, bye".

The words that accept an offer close a talk as well. Beside thanks or a farewell, and with nothing else said, they
close it; "да, спасибо" and "yes please" accept.
"""

from parley.nlu.match_list import MatchList
from parley.nlu.phrase_matcher import token_indices
from parley.text.tokenize import TokenizedText
from parley.text.word_list import WordList, split_entries

_COURTEOUS_KINDS = frozenset({"thanks", "goodbye", "greeting"})
# Closes a talk where nothing else is said.
_LAST_WORDS = WordList(
    split_entries(
        "больше ничего, ничего больше, больше вопросов нет, вопросов больше нет, вопросов нет, нет вопросов, на "
        "этом все, это все, ну все, вот и все, все понятно, все ясно, все понял, все поняла, у меня все, чао, "
        "бывай, бывайте, покеда, всего, всех благ, до связи, пошел я, пошла я, я пошел, я пошла, давайте тогда, "
        "that's all, thats all, that is all, that's it, thats it, that is it, that's everything, nothing else, "
        "no more questions, no further questions, gotta go, got to go, have to go, i'm off, im off, i'm done, "
        "im done, all good, i'm good, im good, we're good, cya, see ya, cheerio, peace out, talk later, басқа "
        "сұрағым жоқ, сұрағым жоқ, басқа сұрақ жоқ, сұрақ жоқ, болды осы, осымен болды, осы болды, бәрі "
        "түсінікті, сау бол, жақсы қал, бопты, болды ғой, башка суроом жок, суроом жок, башка суроо жок, суроо "
        "жок, ушуну менен бүттү, болду ушу, баары түшүнүктүү, жакшы кал, кош бол, болду эми, бүттү, boshqa "
        "savolim yo'q, savolim yo'q, boshqa savol yo'q, savol yo'q, shu bo'ldi, bo'ldi shu, shu xolos, hammasi "
        "tushunarli, yaxshi qol, sog' bo'l, бошқа саволим йўқ, саволим йўқ, шу бўлди, бўлди шу, ҳаммаси "
        "тушунарли, більше нічого, нічого більше, питань немає, більше питань немає, запитань немає, на цьому "
        "все, це все, ну все, ось і все, все зрозуміло, все ясно, у мене все, өөр асуух юм алга, асуух юм алга, "
        "өөр асуух зүйл алга, асуух зүйл алга, өөр асуулт алга, асуулт алга, өөр асуулт байхгүй, болсон за, за "
        "болсон, за тэгье дээ, за за, бүгд ойлгомжтой, түр баяртай"
    )
)
# Says beside thanks or a farewell that it was heard, and answers nothing there.
_HEARD_WORDS = WordList(
    split_entries(
        "ок, окей, окейно, хорошо, ладно, ладненько, понятно, понял, поняла, понятненько, ясно, ясненько, все, "
        "ну, тогда, давайте, давай, вам, тебе, большое, огромное, отлично, супер, класс, норм, нормально, "
        "добро, я, уже, что, за, ответ, помощь, инфу, информацию, разобрался, разобралась, принято, "
        "договорились, и, ok, okay, okey, k, kk, alright, all right, right, fine, good, great, cool, perfect, "
        "nice, got it, understood, i see, then, well, so, a lot, very much, much, for the help, for your help, "
        "for the info, and, all, that's, жарайды, жақсы, жаксы, түсінікті, түсіндім, болды, онда, міне, көп, "
        "сізге, макул, жакшы, жарайт, түшүнүктүү, түшүндүм, болду, анда, болуптур, мейли, чоң, сизге, mayli, "
        "xo'p, xop, hop, ho'p, yaxshi, bo'ldi, bo'pti, tushunarli, tushundim, bilib oldim, unda, sizga, katta, "
        "майли, хўп, яхши, бўлди, тушунарли, тушундим, добре, гаразд, зрозуміло, зрозумів, зрозуміла, ясно, "
        "чудово, тоді, дуже, щиро, лади, за відповідь, за допомогу, та, за, заа, ойлголоо, ойлгомжтой, болсон, "
        "болоо, болно, тэгье, зүгээр, сайн, тэгвэл, их, танд, хариулсанд, za, oilgoloo, bolson, bolno"
    )
)


def only_closes(tokenized: TokenizedText, matches: MatchList) -> bool:
    """Returns whether a message thanks, takes leave or says that nothing else is wanted, and says nothing else. A
    question closes nothing. `matches`: the phrases in it."""
    if any(clause.is_question for clause in tokenized.clauses):
        return False
    last = _indices(_LAST_WORDS, tokenized)
    courteous = token_indices(matches, _COURTEOUS_KINDS)
    closes = last or matches.has("thanks", "goodbye")
    if not closes:
        return False
    covered = last | set(courteous) | _indices(_HEARD_WORDS, tokenized)
    return covered.issuperset(range(len(tokenized.tokens)))


def takes_leave(tokenized: TokenizedText) -> bool:
    """Returns whether a message that closes the talk says so by more than thanks: "на этом всё"."""
    return _LAST_WORDS.matches(tokenized)


def _indices(words: WordList, tokenized: TokenizedText) -> set[int]:
    return {index for start, end in words.find_spans(tokenized) for index in range(start, end)}
