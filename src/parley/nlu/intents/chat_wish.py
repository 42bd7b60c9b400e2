"""Tells whether a customer wants to be answered in the chat and not called: "пишите сюда", "shu yerga yozing"."""

from parley.text.tokenize import TokenizedText
from parley.text.word_list import WordList, split_entries

# Names the place: here.
_HERE = WordList(
    split_entries(
        "пишите сюда, пиши сюда, напишите сюда, напиши сюда, сюда пишите, сюда напишите, сюда пиши, "
        "пишите здесь, пишите тут, здесь пишите, тут пишите, напишите здесь, напишите тут, ответьте здесь, "
        "ответьте тут, ответьте сюда, отвечайте здесь, отвечайте тут, отвечайте сюда, здесь ответьте, "
        "тут ответьте, здесь отвечайте, тут отвечайте, отпишите сюда, отпишите здесь, отпишитесь здесь, "
        "отпишитесь тут, отпишитесь сюда, лучше сюда, лучше здесь, лучше тут, лучше в чат*, лучше писать, "
        "пишите в чат*, ответьте в чат*, отвечайте в чат*, напишите в чат*, удобнее здесь, удобнее тут, "
        "удобнее в чат*, здесь удобнее, тут удобнее, удобнее писать, удобнее переписк*, давайте здесь, "
        "давайте тут, можно здесь ответ*, только переписк*, только в чат*, write here, write me here, "
        "write to me here, write it here, answer here, answer me here, answer it here, reply here, "
        "reply me here, reply to me here, text me here, text here, message me here, tell me here, "
        "here is fine, keep it here, right here please, here in chat, here in the chat, in this chat please, "
        "chat only, rather chat, prefer chat, prefer to chat, prefer text*, via chat, over chat, by chat, "
        "in chat please, осында жаз*, осында жауап*, осында жібер*, осы жерге жаз*, осы жерде жаз*, "
        "осы жерде жауап*, осы жерге жауап*, осы жерге жібер*, мында жаз*, мұнда жаз*, мұнда жауап*, осы чат*, "
        "чатқа жаз*, чатта жаз*, чатта жауап*, ушул жерге жаз*, ушул жерге эле жаз*, ушул жерге жооп*, "
        "ушул жерде жооп*, ушул жерде жаз*, ушул жерден жаз*, ушул жерден жооп*, бул жерге жаз*, "
        "бул жерге эле жаз*, бул жерден жаз*, ушу жерге жаз*, ушу жерге эле жаз*, ушул жакка жаз*, "
        "ушуяка жаз*, ушунда жаз*, ушул чат*, чатка жаз*, чатта жаз*, чаттан жаз*, shu yerga yoz*, "
        "shu yerda yoz*, shu yerga javob*, shu yerda javob*, shu yerni o'ziga yoz*, shu yerning o'ziga yoz*, "
        "shuyerga yoz*, shuyerda yoz*, shettan yoz*, shetga yoz*, shu chat*, bu yerga yoz*, bu yerda yoz*, "
        "chatga yoz*, chatda yoz*, chatda javob*, шу ерга ёз*, шу ерда ёз*, шу ерга жавоб*, шу ерда жавоб*, "
        "шу чат*, чатга ёз*, чатда ёз*, пишіть сюди, напишіть сюди, відпишіть сюди, сюди пишіть, "
        "сюди напишіть, пишіть тут, напишіть тут, тут пишіть, відпишіть тут, відповідайте тут, "
        "відповідайте сюди, відповідайте в чат*, тут відповідайте, дайте відповідь тут, краще сюди, краще тут, "
        "краще в чат*, краще писати, пишіть у чат*, пишіть в чат*, напишіть в чат*, напишіть у чат*, "
        "зручніше тут, тут зручніше, зручніше писати, энд бич*, энд л бич*, энд нь бич*, эндээ бич*, "
        "эндээс бич*, энд хариул*, энд хариу*, энд л хариул*, эндээ хариул*, энэ чат*, чатаар бич*, "
        "чатаар хариул*, чатаараа*, чатад бич*, end bich*, end hariul*"
    )
)
# Wants no call. Beside more words it may be about a door bell or an hour: "до десяти не звоните".
_NO_CALLS = WordList(
    split_entries(
        "не звоните, звонить не надо, звонить не нужно, не надо звонить, не нужно звонить, "
        "не надо мне звонить, без звонков, не перезванивайте, don't call, dont call, do not call, don't ring, "
        "dont ring, don't phone, dont phone, no calls, no phone calls, no calling, қоңырау шалма*, "
        "қоңырау соқпа*, звондама*, телефон соқпа*, телефон шалма*, қоңырау керек емес, звонок керек емес, "
        "телефон чалба*, чалбай эле*, чалбаңыз*, чалбагыла*, звондоба*, чалуунун кереги жок, чалуу керек эмес, "
        "tel qilmang*, tel qilma, telefon qilmang*, telefon qilma, qo'ng'iroq qilmang*, qo'ng'iroq qilma, "
        "qongiroq qilmang*, zvonit qilmang*, zvon qilmang*, qo'ng'iroq shart emas, qo'ng'iroq kerak emas, "
        "тел қилманг*, телефон қилманг*, қўнғироқ қилманг*, қўнғироқ керак эмас, не дзвоніть, не телефонуйте, "
        "не передзвонюйте, дзвонити не треба, дзвонити не потрібно, телефонувати не треба, "
        "телефонувати не потрібно, не треба дзвонити, не треба телефонувати, без дзвінків, битгий залга*, "
        "залгах хэрэггүй, залгаад хэрэггүй, залгах шаардлагагүй, залгахгүй байж болно, утсаар ярих хэрэггүй, "
        "bitgii zalga*, zalgah hereggui"
    )
)
_MAX_WORDS_BESIDE = 1
# What turns the wish into its opposite: "не пишите сюда", "осында жазба".
_NEGATIONS = frozenset({"не", "нельзя", "not", "never", "don't", "dont", "ні", "битгий", "бүү"})
_NEGATIVE_STARTS, _NEGATIVE_END = ("жазба", "yozma", "езма", "ёзма"), "гүй"


def asks_for_answers_here(tokenized: TokenizedText) -> bool:
    """Returns whether the customer names the chat as where they are to be answered."""
    words = [token.normalized for token in tokenized.tokens]
    return any(
        not (_NEGATIONS.intersection(words[max(start - 1, 0) : start]) or _is_negative(words[end - 1]))
        for start, end in _HERE.find_spans(tokenized)
    )


def wants_no_call(tokenized: TokenizedText) -> bool:
    """Returns whether the customer says that no call is wanted, and nothing else."""
    span = _NO_CALLS.find_span(tokenized)
    return span is not None and len(tokenized.tokens) - (span[1] - span[0]) <= _MAX_WORDS_BESIDE


def _is_negative(word: str) -> bool:
    return word.startswith(_NEGATIVE_STARTS) or word.endswith(_NEGATIVE_END)
