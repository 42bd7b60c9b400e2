"""English."""

from parley.core.heard import Hears
from parley.core.text import listed
from parley.languages.base import Language, Says

SAYS = Says(
    hello="Hello!",
    greeting="Hello! I'm the assistant of {company}.",
    ask_need="What can I help you with?",
    who_am_i="I'm the virtual assistant of {company}: I answer questions and help with orders. "
    "If you'd rather talk to a person, just say so.",
    ask_name="May I ask your name?",
    ask_name_again="Could you tell me your name, please?",
    ask_phone="{name}, could you leave a phone number? A manager will go over the details with you.",
    ask_phone_unnamed="Could you leave a phone number? A manager will go over the details with you.",
    ask_phone_again="Please leave a phone number so that a manager can reach you.",
    bad_phone="The number {phone} seems to have too few or too many digits. Could you send it once more?",
    phone_noted_ask_name="I've noted {phone}. May I ask your name?",
    read_back="Let me check: {name}, {phone}. Is that correct?",
    read_back_phone="Let me check your number: {phone}. Is that correct?",
    ask_correction="Let's fix it. What should I change: the name or the phone number?",
    confirmed="Thank you, {name}! Your request is in, and a manager will contact you shortly.",
    confirmed_unnamed="Thank you! Your request is in, and a manager will contact you shortly.",
    already_confirmed="Your request is already with the manager. If anything else comes up, just write.",
    contact_refused="That's fine. Ask away, I'm happy to help.",
    found_one="Here is what fits:",
    found_many="Here is what we have:",
    not_found="I don't have a reliable answer to that. I can pass your question to a manager.",
    products_not_found="Sorry, we don't have anything that fits right now. I can pass your request to a manager.",
    nearest_instead="We don't have that, but here is something close:",
    categories="We have: {categories}.",
    product="{name} — {price}",
    product_unpriced="{name} — price on request",
    unavailable="out of stock",
    one_sentence_product="We have {name} for {price}",
    anything_else="Anything else I can help with?",
    welcome="You're welcome!",
    goodbye="Goodbye! Write any time.",
    did_not_understand="I'm not sure I understood. Could you say a little more?",
    handover="I'm passing you on to a colleague: a manager will contact you shortly.",
    handover_ask_phone="I'm passing you on to a colleague. What number can the manager reach you on?",
    opted_out="Understood, I won't write to you again. If you need us, just drop a line.",
    model_failed="Sorry, I can't answer right now. Your message is saved and we will get back to you.",
    voice_failed="I couldn't make that out. Could you say it again?",
    button_yes="Yes, that's correct",
    button_no="No, change it",
    button_human="Talk to a person",
)

HEARS = Hears(
    alphabet="",
    yes=listed(
        "yes, yep, yeah, yup, sure, ok, okay, of course, exactly, correct, right, absolutely, agreed, y, "
        "definitely, "
        "yes please, confirmed, confirm, fine, indeed, perfect, sounds good, no problem, why not"
    ),
    no=listed(
        "no, nope, nah, no thanks, not really, no way, don't want, not interested, not now, not at all, "
        "no thank you"
    ),
    wrong=listed("wrong, not correct, incorrect, not right, that's not right, mistake, typo, not quite"),
    right=listed(
        "that's right, that is right, that's correct, that is correct, all correct, all right, it's "
        "correct, it is correct, "
        "everything is correct, everything is right, looks good, it is right, all good, that's me"
    ),
    later=listed("later, another time, maybe, perhaps, let me think, i'll think"),
    idioms=listed(
        "right now, right away, is it right, is that right, is it correct, is that correct, ok with, nothing else"
    ),
    correction=listed("different, another number, instead, change, changed, actually, i meant, my mistake, typo"),
    name_before=listed("my name is, my name's, name is, call me, my name, name"),
    name_hint=listed("i am, i'm, this is, im, it's, its"),
    name_after=listed("is my name, here, speaking"),
    name_endings=(),
    not_names=listed(
        "interested, looking, here, sorry, fine, good, not, just, a, an, the, from, very, happy, sure, "
        "going, in, at, to, "
        "number, phone, hello, question, order, price, delivery, secret, john's, customer, nobody, "
        "manager, calling, "
        "writing, afraid, new, old, laptop, what, why, how, trying, thinking, available, okay, almaty, "
        "london, monday, tuesday, wednesday, thursday, friday, saturday, sunday, today, tomorrow"
    ),
    phone_words=listed("phone, number, tel, mobile, cell, whatsapp, call me at, reach me at, at, my"),
    greeting=listed("hello, hi, hey, good morning, good afternoon, good evening, hi there, greetings, good day"),
    thanks=listed("thanks, thank you, thx, cheers, much appreciated, thank you very much"),
    goodbye=listed("bye, goodbye, see you, bye bye, have a nice day"),
    human=listed(
        "operator, human, real person, a person, live agent, manager, call me back, representative, talk "
        "to someone, "
        "speak to someone, support agent, a human, consultant, call me, real human"
    ),
    not_human=listed(
        "i am a manager, i'm a manager, password manager, i am the manager, call me at, i'm the manager"
    ),
    opt_out=listed(
        "stop writing, stop messaging, unsubscribe, don't write, do not write, leave me alone, do not contact, stop"
    ),
    refuses_contact=listed(
        "won't give, will not give, don't want to give, do not want to give, rather not, no number, "
        "prefer not, "
        "not giving, why do you need my number, don't want to share"
    ),
    price=listed("price, prices, cost, costs, how much, pricing, expensive, cheap, cheaper, budget, discount*"),
    ready=listed(
        "i want to buy, want to buy, order, buy, purchase, sign me up, book, i'll take, i will take, place an order"
    ),
    question=listed(
        "what, which, how, when, where, why, who, do you have, is there, are there, can i, can you, "
        "could you, tell me, "
        "show me, looking for, i need, need, recommend, does, do you, have you got"
    ),
    who_are_you=listed(
        "who are you, are you a bot, are you a robot, are you human, are you a human, are you real, are "
        "you a real person, am i talking to a bot, what are you, what is your name, what's your name"
    ),
    catalogue=listed(
        "what do you have, what do you sell, what do you offer, your products, catalogue, catalog, what "
        "products, "
        "what services, which products, product list"
    ),
    marks=listed(
        "the, a, an, is, are, i, you, we, me, my, your, for, with, of, to, and, in, on, have, has, want, "
        "like, please, "
        "would, could, this, that, it, be, can, any, some, need, do, does, what, it's, i'm, good, not, "
        "under, about"
    ),
)

LANGUAGE = Language(
    code="en",
    aliases=("en",),
    own_name="English",
    english_name="English",
    scripts=("Latn",),
    letters="",
    region="US",
    says=SAYS,
    hears=HEARS,
)
