"""English."""

from parley.languages.base import ClaimVocabulary, Language, Replies
from parley.languages.first_names import AMBIGUOUS_ENGLISH_NAMES, ENGLISH_NAMES
from parley.languages.name_lookalikes import BRANDS_AND_PLACES
from parley.languages.rare_first_names import RARE_AMBIGUOUS_ENGLISH_NAMES, RARE_ENGLISH_NAMES
from parley.nlu.dates.vocabulary import DateVocabulary, parse_valued_entries
from parley.nlu.intent_cues import IntentCues
from parley.nlu.vocabulary import (
    ChoiceVocabulary,
    ContactVocabulary,
    OrderVocabulary,
    ReservationVocabulary,
    Vocabulary,
)
from parley.text.word_list import split_entries

REPLIES = Replies(
    hello="Hello!",
    greeting="Hello! I'm the assistant of {company}.",
    ask_need="What can I help you with?",
    self_introduction="I'm the virtual assistant of {company}: I answer questions and help with orders. "
    "If you'd rather talk to a person, just say so.",
    ask_name="May I ask your name?",
    ask_name_again="Could you tell me your name, please?",
    ask_phone="{name}, could you leave a phone number? A manager will go over the details with you.",
    ask_phone_unnamed="Could you leave a phone number? A manager will go over the details with you.",
    ask_phone_again="Please leave a phone number so that a manager can reach you.",
    invalid_phone="The number {phone} seems to have too few or too many digits. Could you send it once more?",
    phone_noted_ask_name="I've noted {phone}. May I ask your name?",
    read_back="Let me check: {name}, {phone}. Is that correct?",
    read_back_phone="Let me check your number: {phone}. Is that correct?",
    read_back_contact="Let me check: {contact}. Is that correct?",
    contact_noted_ask_name="I've noted {contact}. May I ask your name?",
    ask_correction="Let's fix it. What should I change: the name or the phone number?",
    correction_noted="It's {contact} now, and I've told the manager.",
    confirmed="Thank you, {name}! Your request is in, and a manager will contact you shortly.",
    confirmed_unnamed="Thank you! Your request is in, and a manager will contact you shortly.",
    already_confirmed="Your request is already with the manager. If anything else comes up, just write.",
    why_contact="It is only so that a manager can get in touch and go over the details.",
    contact_refused="That's fine. Ask away, I'm happy to help.",
    found_one="Here is what fits:",
    found_many="Here is what we have:",
    found_similar="We don't have exactly that. This comes closest:",
    not_found="I don't have a reliable answer to that. I can pass your question to a manager.",
    info_hours="Our hours: {value}.",
    info_address="Our address: {value}.",
    info_contacts="You can reach us here: {value}.",
    quoted_document="Our documents put it like this, in the original language: “{text}”",
    unanswered="I don't have a reliable answer to this, though: {questions}. I can pass it to a manager.",
    products_not_found="Sorry, we don't have anything that fits right now. I can pass your request to a manager.",
    alternatives="We don't have that, but here is something close:",
    categories="We have: {categories}.",
    product="{name} — {price}",
    product_without_price="{name} — price on request",
    price_unknown="(a manager will give you the exact price)",
    unavailable="out of stock",
    one_sentence_product="We have {name} for {price}",
    anything_else="Anything else I can help with?",
    you_are_welcome="You're welcome!",
    goodbye="Goodbye! Write any time.",
    did_not_understand="I'm not sure I understood. Could you say a little more?",
    fact_value="{product}: {label} – {value}.",
    fact_plain="{product}: {value}.",
    fact_yes="Yes. {product}: {value}.",
    fact_no="No. {product}: {value}.",
    fact_unknown="The card of {product} does not say, and I would rather not guess. I can ask a person for you.",
    fact_unknown_value="The card of {product} does not say this: {label}. I can ask a person for you.",
    fact_available="Yes, {product} is in stock – {price}.",
    fact_sold_out="{product} is out of stock at the moment.",
    fact_price="{product} – {price}.",
    fact_chosen="Great, noted: {product} – {price}.",
    fact_which="Tell me which of these it is:",
    fact_sum="{quantity} × {product} at {price} each – {total} in all.",
    fact_sum_discount="{quantity} × {product} at {price} each – {full}, less {discount} % for the quantity "
    "– {total} in all.",
    fact_sum_second="{quantity} × {product} at {price} each – {full}, or {total} with {discount} % off the second.",
    fact_total="Together: {total}.",
    fact_free="{name} – free",
    fact_cheapest="The cheapest is {product} – {value}.",
    fact_dearest="The most expensive is {product} – {value}.",
    fact_most="First comes {product}: {label} – {value}.",
    fact_least="The lowest has {product}: {label} – {value}.",
    fact_cheap_place="No. {place} counting from the cheapest: {product} – {value}.",
    fact_dear_place="No. {place} counting from the most expensive: {product} – {value}.",
    fact_place="No. {place} by this measure: {product}, {label} – {value}.",
    fact_recommended="I would go for {product} – {price}.",
    fact_reasons="Why: {reasons}.",
    fact_reason_cheapest="it costs less than the others",
    fact_comparison="How they differ:",
    fact_label_price="price",
    sorry_for_problem="I'm sorry about that, let's sort it out.",
    sorry_for_outage="I'm sorry you are cut off. I'm telling our technicians now.",
    sorry_for_service="I understand, it should not be like this. We apologise.",
    details_noted="Thank you, I've noted it and will pass it on to the manager.",
    handover="I'm passing you on to a colleague: a manager will contact you shortly.",
    handover_ask_phone="I'm passing you on to a colleague. What number can the manager reach you on?",
    handover_noted="I've noted that you want a person: a manager will contact you once they have read this.",
    trouble_noted="I've taken down your report: a manager will contact you once they have read it.",
    handover_reach_us="You can reach us faster yourself: {contacts}.",
    handover_ask_contact="What number or e-mail can they answer you at?",
    order_number_helps="An order or contract number helps too.",
    opted_out="Understood, I won't write to you again. If you need us, just drop a line.",
    data_deleted="Done: your contact details are deleted here. I've told the manager to delete them too.",
    model_failed="Sorry, I can't answer right now. Your message is saved and we will get back to you.",
    voice_failed="I couldn't make that out. Could you say it again?",
    voice_garbled="I didn't catch that properly. Could you say it again, or write it?",
    voice_late="I couldn't get through your message in time. Could you write it instead?",
    voice_off="I can't listen to voice messages yet. Could you write it instead?",
    picture_noted=(
        "Thank you, I have it. I can't look at pictures myself, but our staff will see it. "
        "Please write in words what you are interested in."
    ),
    file_noted=(
        "Thank you, I have the file. I can't read it myself, but our staff will see it. "
        "Please write in words what you are interested in."
    ),
    place_noted=(
        "Thank you, I have the place on the map and will pass it to our staff. "
        "If it is an address, please write it in words as well."
    ),
    sign_noted="Thank you! Please write in words what you are interested in.",
    button_yes="Yes, that's correct",
    button_no="No, change it",
    button_human="Talk to a person",
    read_back_all="Please check:\n{lines}\n\nIs everything correct?",
    ask_what_to_correct="Let's fix it. What should I change?",
    ask_email="Which e-mail shall we send a confirmation to? You can skip this.",
    phone_required="I understand. The number is only for this request: to confirm the details.",
    day_past="{day} has already passed. Would {next} suit you?",
    day_off="We are closed on {day}. Would {next} suit you?",
    ask_house="Which house number is it: {street}?",
    not_understood="I didn't quite get that.",
    offer_person="I can call a colleague to help, if you like.",
    answer_changed="Noted: {what}.",
    paused="All right, I have kept everything you told me. Write when it suits you and we will go on from here.",
    resumed="Let's go on from where we stopped.",
    yes_word="Yes",
    no_word="No",
    button_skip="Skip",
    label_name="Name",
    label_phone="Phone",
    label_email="E-mail",
    already_handed_over="A manager already has your request and will get in touch with you.",
    held_by_person="{name} is answering you. The reply will come here.",
    person_busy="Nobody is free yet. The reply will come here.",
    person_busy_until="Nobody is free yet. We are here until {time} today, and the reply will come here.",
    person_away_until="Nobody is here right now: we are back {day} from {time} and will reply then.",
    day_of_date="on {day}",
    call_back_ask_phone="If a call suits you better, leave a number and we will call you back.",
    call_back_offered="If a call suits you better, write when to call you back.",
    price_taken_seriously="I understand, it has to fit the budget.",
    cannot_bargain="I can't change a price myself, but a manager can decide.",
    doubt_taken_seriously="It is right to ask.",
    time_to_think="Of course, take your time. Write whenever you have decided, I'm here.",
    stay_calm="I can see you are annoyed. If you need help, just write, I'm here.",
    small_talk="I'm fine, thank you! How can I help?",
    as_said="As I wrote above: {answer}",
    shown_above="These are the ones I showed you above.",
    cards_range="From {low} to {high}; the most affordable is {name}.",
    ask_choice="Which one comes closest?",
    offer_order="Shall I take your order?",
    offer_notice="Shall I look for something similar, or ask a manager?",
    offer_better_price="Shall I ask a manager what can be done about the price?",
    ask_which="Which of them would you like?",
    order_taken="Noted: {order}.",
    order_changed="Changed. Your order is now: {order}.",
    order_emptied="Removed. There is nothing in your order now.",
    order_remark="Added to your order: “{words}”.",
    order_line="Your order: {order}.",
    label_order="Order",
    label_wishes="Wishes",
    answer_here="All right, we'll keep it here in the chat and won't call.",
    handover_in_chat="I'm passing this on: a manager will get in touch with you here in the chat.",
    already_in_chat="A manager already has your request and will answer here in the chat.",
    confirmed_in_chat="Thank you! Your request is taken, a manager will get in touch with you here in the chat.",
    not_found_noted="I don't have an exact answer to that: the manager will see this question too.",
    open_until="Yes, we are open now, until {time}.",
    open_all_day="Yes, we are open around the clock.",
    closed_until="We are closed now and open {day} at {time}.",
    today="today",
    tomorrow="tomorrow",
    opening_days=(
        "on Monday",
        "on Tuesday",
        "on Wednesday",
        "on Thursday",
        "on Friday",
        "on Saturday",
        "on Sunday",
    ),
    variants={
        "not_found_noted": ("I'm not sure about that either – I'm leaving it to the manager.",),
        "already_handed_over": (
            "Your request is in, and a manager will answer you.",
            "I've reminded the manager of you: they will get in touch.",
        ),
        "details_noted": (
            "Got it, thank you: the manager will see it in your report.",
            "Thanks, that will help the manager sort it out.",
        ),
        "sorry_for_problem": ("I understand how annoying that is. We will help.",),
        "sorry_for_outage": ("I understand how much that gets in the way. It is being seen to.",),
        "sorry_for_service": ("I'm sorry it came to this. I'm on your side.",),
        "not_found": (
            "I have nothing on that, and I won't make it up. Shall I pass the question to a manager?",
            "I don't know that one for certain either. A manager can tell you: shall I ask?",
        ),
        "products_not_found": ("We don't have that right now. Shall I pass your request to a manager?",),
        "did_not_understand": (
            "I didn't get that. Could you say it in other words?",
            "I still don't follow. If you prefer, I'll call a manager.",
        ),
        "stay_calm": ("I hear you. I'm ready to help whenever you like.",),
        "small_talk": ("I'm here to help you choose and order. What can I look up?",),
        "you_are_welcome": ("My pleasure! Just ask.",),
        "goodbye": ("Goodbye! Glad to help again.",),
        "time_to_think": ("All right, no rush. Everything we discussed stays here.",),
        "contact_refused": ("As you like, we can do without a number.",),
        "price_taken_seriously": ("Price matters, I agree.",),
        "ask_need": ("How can I help?",),
        "anything_else": ("What else can I tell you?",),
    },
)

CONTACT_VOCABULARY = ContactVocabulary(
    number_words=split_entries(
        "zero=0, oh=0, o=0, nought=0, one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, "
        "nine=9, ten=10, eleven=11, twelve=12, thirteen=13, fourteen=14, fifteen=15, sixteen=16, "
        "seventeen=17, eighteen=18, nineteen=19, twenty=20, thirty=30, forty=40, fourty=40, fifty=50, "
        "sixty=60, seventy=70, eighty=80, ninety=90, hundred=*100, plus=+, double=x2, triple=x3"
    ),
    number_forms=split_entries("thousand*=*1000, million*=*1000000, grand=*1000, half=0.5"),
    amount_units=split_entries(
        "usd, dollars, dollar, bucks, euro, euros, tenge, som, rub, rubles, thousand, million, k, pcs, "
        "pieces, mbit*, mbps, gb, tb, kg, km, m, cm, mm, w, kw"
    ),
    amount_cues=split_entries("price, under, below, budget, cost, costs, around, maximum, max, amount, sum, total"),
    identifier_words=split_entries(
        "card, account, invoice, iin, bin, inn, id, passport, contract, tracking, track, sku, article, "
        "item, serial, imei, vin, code, zip, iban, ticket, case, policy, barcode, receipt, tin, ssn, "
        "coordinates"
    ),
    order_words=split_entries("order*, booking, reservation, parcel, shipment"),
    dialled_words=split_entries(
        "called, rang, tried, dialled, dialed, dialling, dialing, phoned, wrote, emailed, messaged, contacted"
    ),
    from_words=split_entries("from"),
    to_me_words=split_entries("me"),
    incoming_words=split_entries("got, missed, received"),
    unanswered_words=split_entries(
        "answers, answered, picks, busy, dead, voicemail, unreachable, unanswered, rings"
    ),
    other_person_words=split_entries(
        "accountant, bookkeeper, driver, courier, recipient, foreman, secretary, caretaker, concierge, "
        "janitor, assistant, receptionist, guard, supervisor"
    ),
    wanted_words=split_entries(
        "need, needed, want, wanted, looking, hire, hiring, seeking, job, vacancy, as, am, i"
    ),
    receiving_verbs=split_entries("meets, receives, collects, opens, will, meet, receive, collect"),
    at_you_words=split_entries("your"),
    messenger_words=split_entries(
        "tg, telegram, insta, instagram, ig, dm, username, nick, handle, skype, discord, message, write, "
        "messenger, snap"
    ),
    extension_words=split_entries("ext, extension, x, extn"),
    number_nouns=split_entries("number, numbers"),
    my_words=split_entries("my, mine, own, personal"),
    third_party_words=split_entries(
        "wife's, husband's, friend's, brother's, sister's, mother's, father's, mom's, mum's, dad's, son's, "
        "daughter's, boss's, colleague's, neighbour's, neighbor's, partner's, his, her"
    ),
    second_words=split_entries("second, latter, last, 2nd"),
    kinship_words=split_entries(
        "husband, wife, mother, father, mom, mum, dad, brother, sister, son, daughter, friend, partner, "
        "boyfriend, girlfriend, fiance, fiancee, colleague, assistant, secretary, neighbour, neighbor, uncle, "
        "aunt, grandma, grandpa, grandmother, grandfather, cousin, roommate, flatmate, manager, boss, carer, "
        "caretaker"
    ),
    your_words=split_entries("your, ur, yours"),
    contact_nouns=split_entries(
        "number, numbers, phone, line, mobile, cell, telephone, tel, hotline, landline, email, mail, inbox, "
        "address, whatsapp"
    ),
    your_contact_nouns=(),
    site_words=split_entries(
        "website, site, page, webpage, homepage, instagram, facebook, ad, advert, flyer, card, listing, profile"
    ),
    in_use_words=split_entries("new, now, instead, current, use, try"),
    outdated_words=split_entries(
        "old, previous, former, don't, dont, not, no, never, anymore, longer, stop, lost, disconnected"
    ),
    if_words=split_entries("if, unless, when"),
    number_end_words=split_entries("last, end, ends, ending, final"),
    digit_nouns=split_entries("digit, digits, figures, figure, numbers"),
    at_sign_words=split_entries("at"),
    dot_words=split_entries("dot, period"),
    instrumental_endings=(),
    genitive_endings=split_entries("'s=, ’s="),
    in_name_of_words=split_entries("name, names"),
    booking_verbs=split_entries("book*, put, reserve*, register*, order, write, note, sign, save, schedule"),
    booking_prepositions=split_entries("under"),
    that_one_words=split_entries("that, this, it"),
    self_pronouns=split_entries("i'm, i am, i, im, am"),
    compound_name_starts=(),
    compound_name_ends=(),
    not_words=split_entries("not"),
    not_words_after=(),
    but_words=split_entries("but, it's, and"),
    rename_verbs=split_entries(
        "change, changed, correct, corrected, update, updated, replace, edit, switch, fix, amend, rename, set"
    ),
    rename_prepositions=split_entries("to, with, into"),
    oblique_cues=(),
    feminine_endings=(),
    masculine_endings=(),
    firm_words=split_entries("ltd, llc, inc, llp, gmbh, plc, corp, limited, co"),
    firm_prepositions=split_entries("from, at, of, with"),
    place_endings=(),
    name_particles=split_entries("van, von, de, der, den, la, le, di, da, del, bin, ibn, al, el, mac, st"),
    first_names=(*ENGLISH_NAMES, *RARE_ENGLISH_NAMES),
    ambiguous_first_names=(*AMBIGUOUS_ENGLISH_NAMES, *RARE_AMBIGUOUS_ENGLISH_NAMES),
    surname_endings=split_entries("son, ov, ova, ev, eva, ski, sky, ovich, ovna, enko"),
    non_name_endings=split_entries("n't, ing, tion"),
    non_name_words=split_entries(
        "yikes, whoa, blimey, oops, ouch, gosh, yay, hooray, ugh, phew, damn, crikey, needed, required, "
        "necessary, sorted, floor, passport, vat, room, building, block, "
        "mail, email, mails, emails, hard, easy, long, short, difficult, complicated, unusual, spelled, "
        "spelt, important, irrelevant, "
        "curtain*, window*, door*, furniture, mattress*, carpet*, book*, toy, toys, watch*, bag, bags, "
        "smartphone*, monitor*, printer*, camera*, coffee, tea, ticket*, apartment*, rent, rental*, "
        "consultation*, builder*, sales, sale, christmas, easter, halloween, holiday*, ramadan, nauryz, "
        "eid, discount*, fridge*, refrigerator*, laptop*, tv, television*, phone*, washing, vacuum, "
        "tablet*, headphone*, sofa*, bed, table, chair*, dress*, shoe*, jacket*, flower*, cake*, pizza, "
        "delivery, repair*, cleaning, haircut, lesson*, course*, warranty, product*, size*, customer*, "
        "client*, buyer, user, guest, visitor, manager*, director, accountant, doctor, teacher, student*, "
        "driver, seller, engineer, programmer, lawyer, designer, developer, owner, mom, mother, dad, "
        "father, brother, sister, son, daughter, wife, husband, friend, neighbour, person, human, people, "
        "nobody, noone, anonymous, someone, anyone, everyone, secret, private, monday*, tuesday*, "
        "wednesday*, thursday*, friday*, saturday*, sunday*, january, february, march, july, august, "
        "september, october, november, december, morning, evening, afternoon, tonight, today, tomorrow, "
        "yesterday, later, soon, now, urgent, quick, fast, great, nice, cool, awesome, amazing, wonderful, "
        "terrible, bad, wrong, true, false, correct, cheap, expensive, big, small, red, blue, green, white, "
        "black, grey, gray, yellow, first, second, third, one, two, three, next, business, none, nothing, "
        "whatever, test, testing, bot, robot, company, shop, store, office, address, street, city, home, "
        "house, work, job, ready, back, done, busy, free, tired, bored, lost, confused, curious, happy, "
        "unable, able, wondering, waiting, asking, calling, texting, writing, hoping, planning, based, "
        "located, also, still, already, only, really, quite, too, so, all, both, each, every, something, "
        "anything, everything, it, me, us, him, them, there, then, than, because, if, when, whether, dr, "
        "mr, mrs, ms, miss, sir, madam, prof, your, yours, ours, their, please, tell, give, guess, forget, "
        "stop, wait, minute, moment, sec, hold, idk, dunno, skip, pass, never, mind, why, nope, pro, max, "
        "mini, plus, ultra, model, option, color, colour, interested, kazakh, russian, ukrainian, uzbek, "
        "kyrgyz, mongolian, american, german, turkish, chinese, english, haha, lol, wow, hmm, "
        "matter, matters, doesnt, relevant, applicable, wanna, gonna, gotta, lemme, gimme, thx, wanted, "
        "named, called"
    )
    + BRANDS_AND_PLACES,
)

RESERVATION_VOCABULARY = ReservationVocabulary(
    exceptions=split_entries(
        "except, excepting, apart from, aside from, other than, besides, barring, save for, excluding, minus "
        "the, minus my, bar the, the rest, everything else, all else, with the exception, all but, everything "
        "but, not counting, leaving aside, bar my, bar one, bar a"
    ),
    conditions=split_entries(
        "if, unless, provided, providing, as long as, once you, once it, once that, after you, when you fix, "
        "when you change, assuming, on condition, would be, it'd be, would've been, could be, should be, will "
        "be, it'll be, might be, only when, as soon as, until you, otherwise, then yes, then it's, then ok, once"
    ),
    condition_endings=(),
    doubts=split_entries(
        "not sure, unsure, not certain, not convinced, doubt, doubtful, i'm in doubt, don't think, dont think, "
        "do not think, don't believe, dont believe, who says, who said, says who, are you sure, you sure, i "
        "guess not, not positive, can't tell, cant tell, don't know, dont know, no idea, hardly, questionable, "
        "remains to be seen, i wonder, don't remember, double check, check again, fishy, suspicious, debatable, "
        "since when, i'd question, not confident, skeptical, sceptical, suppose it, let us say, supposedly, "
        "allegedly, let's say, in theory, hard to call, hard to say, difficult to say, how to put it"
    ),
    question_particles=(),
    degrees=split_entries(
        "partly, partially, half, halfway, sort of, kind of, more or less, so so, so-so, somewhat, mostly, in "
        "part, not all, not everything, not both, not entirely, not fully, far from, anything but, barely, "
        "nearly, not exactly, only half, to a degree, to some extent, close but, in a way, meh, ish, not always, "
        "some of it, some of that, most of it, one of them, 50 50, fifty fifty, close enough, roughly, percent"
    ),
    only_words=split_entries("only, just the, merely, solely"),
    contrasts=split_entries("but, only, though, although, however, yet, except, while"),
    ironies=split_entries(
        "pigs fly, hell freezes, in your dreams, i'm the pope, i am the pope, and i'm the, and i am the, and i'm "
        "santa, yeah right, yeah sure right, as if, dream on, my foot, tell me another, pull the other, nice try, "
        "good one, very funny, you wish, right and i, sure jan, fat chance, like hell, whatever you "
        "say, said no one, my eye, yeah whatever, if you say so, oh please, give me a break, when cows come home, "
        "cows come home, blue moon, april fools"
    ),
    negations=split_entries(
        "not, n't, isn't, isnt, aren't, arent, wasn't, don't, dont, doesn't, doesnt, didn't, didnt, can't, cant, "
        "cannot, couldn't, wouldn't, wouldnt, won't, shouldn't, never, nothing, nobody, none, neither, no one, "
        "hardly, nowhere, without"
    ),
    negated_verb_endings=(),
    edits=split_entries(
        "remove, removed, removing, drop, delete, erase, add, adding, insert, change, changed, fix, fixed, "
        "fixing, replace, swap, correct the, correct my, edit, missing, missed, miss, extra, wrong, mixed up, "
        "swapped, switched, left out, forgot, skipped, typo, off, misspelled, misspelt, differently, different, "
        "other, another, update, spelled, spelt, lose the, cut, strip, too many, too few, instead, needs work, "
        "needs fixing, needs to be, needs a, needs changing, needs correcting, could use"
    ),
    contact_parts=split_entries(
        "name, surname, digit, digits, letter, letters, number, phone, area code, code, first name, last name, "
        "middle name, initial, spelling, zero, zeros, zeroes, ending, end, start, prefix, spelled, spelt"
    ),
    reach_verbs=split_entries(
        "call, ring, text, message, whatsapp, reach, write, phone me, contact me, leave a message, don't pick up, "
        "don't answer, i'll wait, waiting, be waiting, get back to me, buzz"
    ),
    complementizers=split_entries("that"),
    harmless=split_entries(
        "if anything, if needed, if you need, if possible, no doubt, without doubt, without a doubt, beyond "
        "doubt, not only, not a problem, don't worry, dont worry, don't hesitate, couldn't be more, could not be "
        "more, can't be more, couldn't be better, couldn't agree more, couldn't have, not a single mistake, no "
        "other, of course, nothing to change, nothing to fix, nothing to correct, nothing to add, nothing wrong, "
        "nothing else, no need, need nothing, you need, all i need, don't change, dont change, no changes "
        "needed, changes needed, at the other end, right or, wait for your call, don't mind, dont mind, not "
        "wrong, one hundred, hundred percent, 100 percent, main number, main phone, work number, home number, is "
        "mine, office number, that is me, it is me, this is me"
    ),
)

INTENT_CUES = IntentCues(
    malfunctions=split_entries(
        "broke, broken, breaks, break down, broke down, breaking, busted, snapped, shattered, smashed, cracked, "
        "crack, chipped, scratched, dented, bent, torn, tear, ripped, hole, holes, split, came apart, fell apart, "
        "falling apart, fell off, falls off, came off, comes off, came loose, loose, wobbl*, wonky, crooked, "
        "warped, peeling, peeled, faded, bubbling, stained, stain, rust*, mould*, mold*, rotten, spoiled, spoilt, "
        "sour, stale, expired, out of date, raw, undercooked, burnt, soggy, stone cold, arrived cold, wilted, "
        "dead, died, dies, won't, wont, will not, doesn't work, does not work, doesnt work, not working, stopped "
        "working, stops working, quit working, stopped, no longer works, isn't working, isnt working, never "
        "worked, doesn't turn, won't turn, won't start, won't charge, doesn't charge, not charging, won't open, "
        "doesn't open, won't close, doesn't close, doesn't heat, not heating, no heat, not cooling, doesn't cool, "
        "no suction, no picture, no sound, no power, blank screen, black screen, flicker*, blinks, blinking, "
        "crackl*, buzz*, whistl*, squeak*, squeal*, rattl*, grind*, humming, screech*, beeping, beeps, overheat*, "
        "boiling hot, hot, smok*, sparks, sparking, burning smell, smells of, smells like, stinks, reeks, leak*, "
        "drip*, puddle, flooded, jam, jams, jamming, jammed, stuck, sticks, frozen, freezes, freezing up, "
        "crashes, crashed, keeps crashing, keeps, glitch*, lag*, slow, conked, packed up, gave up, faulty, fault, "
        "defect*, damaged, malfunction*, dud, useless, fake, counterfeit, rubbish quality, poor quality, cheap "
        "quality, wear out, worn out, worse, ruined, wrecked, shrank, shrunk, flat battery, drains, drained, dead "
        "on arrival, doa, error code, shows an error, throws an error, trips, conks, cuts out, cutting out, "
        "unusable"
    ),
    wrong_goods=split_entries(
        "wrong, mixed up, instead of, not what i ordered, not what i asked, not the one, different colour, "
        "different color, different size, someone else's, missing, incomplete, forgot to, left out, short of, "
        "empty box, opened box, box was opened, already used, used item, second hand, nothing like, doesn't "
        "match, does not match, not as described, doesn't fit, does not fit, too small, too big"
    ),
    past_purchases=split_entries(
        "bought, purchased, got it, got from you, i got, ordered, paid, picked up, you sent, you sold, you "
        "delivered, you installed, you fitted, you repaired, you fixed, you replaced, you serviced, you did, sold "
        "me, sent me, delivered, arrived, came with, received, your guy, your guys, your team, your technician, "
        "your plumber, your driver, your courier, since your, after your, from you, from your shop, from your "
        "store, here last, last week, last month, yesterday, days ago, weeks ago, brand new, only had it, had it "
        "for, receipt, warranty, under guarantee"
    ),
    services=split_entries(
        "internet, wifi, wi-fi, broadband, router, modem, network, connection, signal, site, website, web site, "
        "app, account, login, log in, sign in, password, payment*, checkout, basket, cart, terminal, card "
        "machine, speed, ping, channel*, tv box, service, server, page, pages, code, sms, text messages, outage, "
        "sim, landline, portal, cloud, backup, hosting, email server, subscription, power cut, electricity"
    ),
    grievances=split_entries(
        "disgrace*, disgust*, appalling, awful, terrible, horrible, dreadful, shocking, shambles, joke, "
        "ridiculous, unbelievable, outrageous, unacceptable, rude, rudely, shouted, yelled, screamed, insulted, "
        "swore, laughed at, rolled her, rolled his, ignored, ignore, ghosted, lied, lies, lying, liar*, cheat*, "
        "scam*, fraud*, crook*, thieves, robbery, ripped off, rip off, misled, tricked, complain*, complaint, "
        "furious, angry, livid, fuming, fed up, sick of, tired of, enough of, had enough, disappointed, "
        "disappointing, let down, upset, frustrat*, useless service, worst, never again, never coming back, won't "
        "come back, not coming back, last time, shame, ashamed, lawyer, court, sue, trading standards, ombudsman, "
        "review, one star, bad review, filthy, dirty, disrespect*, unprofessional, incompetent, careless, "
        "couldn't care less, don't care, excuses, excuse, ruined my, wasted my, waste of, dumped, threw, slammed, "
        "kicked out, overcharged, pushed me, upsold, mis-sold"
    ),
    delays=split_entries(
        "waiting, waited, wait, on hold, still, yet, nobody, no one, noone, never, no show, no-show, didn't show, "
        "hasn't come, hasn't arrived, haven't arrived, didn't come, no reply, no response, no answer, not "
        "answering, doesn't answer, don't answer, hung up, hang up, unanswered, called back, call back, promised, "
        "promise, were supposed, was supposed, late, delay*, postponed, rescheduled, reschedule, again, third "
        "time, second time, fifth time, how many times, how long, hours, for hours, all day, since morning, since "
        "monday, since yesterday, for days, for weeks, weeks now, days now, another excuse, silence, vanished, "
        "disappeared, go round in circles, passed around, back and forth, chasing"
    ),
    refunds=split_entries(
        "refund, money back, my money, charged twice, charged me, double charged, billed twice, took money, "
        "debited, overcharge*, deposit back, compensat*, reimburse*, owed, owe me"
    ),
    harms=split_entries(
        "burn, burned, burnt my, rash, allergic reaction, swollen, infected, infection, itchy, sick from, made me "
        "sick, made me ill, food poisoning, poisoned, threw up, vomit*, injured, hurt my, cut my, bleeding, hair "
        "in, fly in, glass in, bug in, bugs, cockroach*, electric shock, shock, headache since, pain since, worse "
        "than before, damaged my, flooded my"
    ),
    shipments=split_entries(
        "order*, parcel*, package*, delivery, deliver*, courier*, track*, shipped, ship, ships, shipping, status, "
        "request, application, booking, arrive, arrives, ready, way, dispatch*, refund, wheres, where's, when, "
        "will, still, nothing, confirmed, stage"
    ),
    machines=split_entries(
        "bot, bots, chatbot*, robot*, computer*, automat*, auto-reply*, ai, algorithm*, script*, software, "
        "program, canned, assistant, artificial, a machine, to machines, answering machine*, talking machine*, "
        "you machine"
    ),
    rejections=split_entries(
        "don't want, do not want, no more, enough, stop, quit, spare me, tired of, sick of, hate, can't stand, "
        "don't trust, don't like, refuse, won't talk, not talking, anything but, no thanks, rather not, get rid, "
        "switch off, turn off, go away, useless, pointless, dumb, stupid, doesn't understand, don't understand"
    ),
    wishes=split_entries(
        "need, needed, looking for, look for, want, wanted, wanna, would like, i'd like, interested in, shopping "
        "for, searching for, after a, in the market, recommend, suggest, do you sell, do you have, do you do, do "
        "you fix, do you repair, can you fix, can you repair, replace, replacement, repair, fix, buy, get a new, "
        "another one, new one, hire, book, order, require"
    ),
    conditions=split_entries(
        "if, what if, in case, does it, do they, will it, would it, can it, could it, is it, are they, might, "
        "whether, how often, ever, when it breaks, next year, after a year, happens if"
    ),
    earlier_things=split_entries(
        "old, my old, previous, last one, my last, former, used to have, used to be, other shop, another shop, "
        "other store, elsewhere, other company, competitor*, other provider, my neighbour, neighbor, friend's"
    ),
    resolutions=split_entries(
        "solved, resolved, sorted, fixed already, already fixed, all good, works great, works fine, everything "
        "works, working again, works now, no problems, no complaints, no issues, happy with, pleased, never mind, "
        "thank you for fixing, as expected, love it"
    ),
    hired_people=split_entries(
        "cleaner, cleaning, plumber, electrician, babysit*, nanny, carer, tutor, teacher for, photographer, "
        "driver for, mover*, movers, handyman, painter, gardener, musician*, band, dj, chef for, waiter for, "
        "lawyer for, translator, designer, developer, person to, somebody to, someone to, people to, man with a "
        "van, dog walker, locksmith, mechanic"
    ),
    jobs=split_entries(
        "job, jobs, vacanc*, hiring, hire me, work for you, apply, cv, resume, interview, salary, wage*, "
        "internship, i work, i worked, i manage, i run, i am a, i'm a, my boss, my wife, my husband, my manager, "
        "my mum, my mom, my brother, my sister, career"
    ),
    erasures=split_entries(
        "delete*, deleting, erase*, erasure, remove*, wipe*, forget, clear, destroy*, purge*, scrub*, drop, "
        "withdraw*, unsave, take, rid, close, scrap*, gone, off"
    ),
    personal_data=split_entries(
        "number*, phone*, contact*, data, details, account*, profile*, email*, address*, name, history, "
        "conversation, chat*, info, information, record*, records, database, thread, crm, personal, card"
    ),
    keeps=split_entries(
        "don't delete*, don't erase*, don't remove*, don't wipe*, do not delete*, do not erase*, "
        "do not remove*, never delete*, not delete*, dont delete*, dont remove*, not remove*, not erase*"
    ),
    how_words=split_entries("how"),
    about_me=split_entries("about me, on me"),
    insults=split_entries(
        "idiot*, moron*, stupid, dumb, dumbass, dummy, fool, fools, imbecile*, dimwit*, clown, clowns, trash, "
        "garbage, junk, pathetic, loser*, muppet*, numpty, brainless, shut up, piss off, get stuffed, screw you, "
        "go to hell, sod off, crap, jerk*, useless pile, tin can, thick as, worthless, scumbag*, bastard*, "
        "bitch*, fuck*"
    ),
    experts=split_entries(
        "doctor*, nurse*, dentist*, surgeon*, vet, vets, therapist*, technician*, engineer*, mechanic*, fitter*, "
        "installer*, plumber, electrician, accountant*, bookkeeper*, lawyer*, solicitor*, teacher*, tutor*, "
        "coach*, trainer*, headmaster*, head teacher*, principal, chef*, cook, baker*, florist*, tailor*, "
        "designer*, stylist*, hairdresser*, pharmacist*, receptionist*, secretary, cashier*, driver*, courier*, "
        "director*, boss*, head of, whoever, responsible, in charge, accounts, billing, finance, hr, duty "
        "manager, shift manager, dispatcher*, foreman, team leader, sales, helpdesk, second line, adult, lady, "
        "guy who"
    ),
    summons=split_entries(
        "put me through, put me on, pass me, get me, fetch, bring me, connect, hand me over, hand over, transfer, "
        "switch me, let me talk, let me speak, speak to, speak with, talk to, talk with, have a word, a word "
        "with, reach, ring me, call me, phone me, give me a call, give me a bell, get in touch, on the phone, "
        "over the phone, by phone, voice call, phone call, escalate*"
    ),
    high_prices=split_entries(
        "too expensive, expensive, pricey, steep, too much, way too much, is a lot, that's a lot, a lot of money, "
        "overpriced, dear, rip off, ripoff, cheaper elsewhere, cheaper at, half the price, can't afford, cannot "
        "afford, budget, over the top, costs an arm"
    ),
    haggling=split_entries(
        "best price, last price, final price, lower, discount me, knock, come down, wiggle room, meet me, throw "
        "in, deal, haggle, negotiable, negotiate, make it, i'll give you, would you take, would you accept, cash "
        "price, mates rates, cheaper if, round it down"
    ),
)

CHOICE_VOCABULARY = ChoiceVocabulary(
    ordinals=split_entries(
        "first=1, 1st=1, second=2, 2nd=2, third=3, 3rd=3, fourth=4, 4th=4, fifth=5, 5th=5, last=-1, last one=-1"
    ),
    middle_words=split_entries("middle, in the middle, medium, average"),
    superlative_words=split_entries("most, the most"),
    cheap_words=split_entries("affordable, inexpensive, basic, simple"),
    dear_words=split_entries("expensive, costly, pricey, premium one"),
    fast_words=split_entries("fast, powerful, rapid"),
    cheapest_words=split_entries(
        "cheapest, lowest price, the least expensive, least expensive, cheaper one, simplest"
    ),
    dearest_words=split_entries("dearest, priciest, top one, costliest"),
    fastest_words=split_entries("fastest, quickest, speediest, highest speed, max speed"),
    wanting_words=split_entries(
        "can i, could i, may i, can you, could you, i want, i'd like, i would like, i'll take, i will take, "
        "give me, get me, hook me up, sign me up, connect, let's, lets, i need, make it, put me on, "
        "set me up"
    ),
    exclusions_before=split_entries(
        "not, without, except, instead of, rather than, anything but, no more, don't want, do not want, "
        "drop, skip, than"
    ),
    exclusions_after=split_entries(
        "is out, won't do, doesn't work, does not work, too expensive, too slow, too little, too much, not enough"
    ),
    exclusions=split_entries("not needed"),
    exclusion_endings=(),
    contrasts=split_entries("but, give, rather, want, i, take"),
    restarts=split_entries(
        "no, no wait, wait, actually, actually no, i mean, sorry, rather, or rather, scratch that, "
        "make that, oops, on second thought, no no, hold on, better"
    ),
    explaining_words=split_entries(
        "what is, what's, difference, differ, how does, why, explain, tell me about, or, what does"
    ),
    assessing_words=split_entries("enough, how, which, will it, does it, is it worth, suitable, good for"),
    puzzled_words=split_entries(
        "huh, what, i don't get it, don't get it, don't understand, do not understand, didn't get, "
        "didn't understand, confused, come again, pardon, what do you mean, sorry what, unclear, "
        "i don't know, don't know, no idea, dunno, not sure, no clue, idk, i'm not sure"
    ),
)

ORDER_VOCABULARY = OrderVocabulary(
    taking_words=split_entries(
        "do it, let's do it, lets do it, book me in, take it, take both, take them, take these, take this one, "
        "take that one, buy it, buy both, buy them, both please, order both, order them, order these, "
        "i'll take, i will take, ill take, i take, i'd take, taking, i'll have, ill have, i'll get, ill get, "
        "gimme, put me down, put me down for, go ahead, set me up with, i'll go with, ill go with, i'll go "
        "for, ill go for, going with, going for, i'll buy, ill buy, i buy, buying, sold, wrap it up, wrap "
        "them up, order it, place the order, place an order, want to order, like to order, want to buy, like "
        "to buy, let me get, let me have, let me take, sign me up, count me in, i'm in, im in, ring it up, "
        "deal, i choose, i want it, get me, i'll order, ill order, i pick, book it, reserve it"
    ),
    declining_words=split_entries(
        "not taking, not going with, not going for, not buying, won't take, wont take, won't buy, don't "
        "order, dont order, don't want to order, don't want to buy, no deal, if i take, if i buy, if i'll "
        "take, if i get"
    ),
    choosing_words=split_entries(
        "then, let's do, lets do, let's go with, lets go with, let's go for, lets go for, let's take, lets "
        "take, i want, i'd like, id like, i prefer, give me, can i get, can i have, could i get"
    ),
    adding_words=split_entries("also, add, plus, as well, too, another, throw in, on top"),
    cancelling_words=split_entries(
        "cancel it, cancel that, cancel them, cancel the order, cancel my order, cancel the whole, "
        "cancel everything, cancel all, cancel please, pls cancel, please cancel, want to cancel, scrap "
        "the order, scrap it all, remove everything, drop everything, forget the order, dont want "
        "anything, dont need anything, don't want anything, don't need anything, dont want it anymore, "
        "don't want it anymore, dont need it anymore, don't need it anymore, dont want any of it, don't "
        "want any of it, changed my mind, call it off"
    ),
    removing_words=split_entries("remove, take off, take out, drop, scrap, leave out, forget, cancel the, without"),
    changing_words=split_entries(
        "will do, is enough, is fine, enough, "
        "make it, make that, make them, change it to, change to, change that to, actually, rather, better, "
        "just, only, i meant, meant, should be, instead, swap, i need, i want"
    ),
    pointing_words=split_entries("this, this one, that, that one, it, them, these, those"),
    counting_words=split_entries(
        "pcs, pc, piece, pieces, unit, units, of them, of those, of these, of it, copies, pairs, pack, packs, "
        "box, boxes, sets, bottles, x"
    ),
    size_words=split_entries("size, sized, sizes"),
    naming_words=split_entries(
        "at, around, by, after, before, till, until, flat, apt, apartment, house, floor, number, no, code, "
        "room, unit, door"
    ),
    measuring_words=split_entries(
        "am, pm, o'clock, oclock, hours, days, weeks, minutes, years, months, percent, quid, bucks, dollars, "
        "pounds, people, miles"
    ),
    digit_words=split_entries("digit, digits, ends, ending, ends in, ends with, ending in, the number ends"),
)

VOCABULARY = Vocabulary(
    cyrillic_alphabet="",
    yes=split_entries(
        "count me in, go on then, i'm up for it, still keen, "
        "yes, yep, yeah, yup, sure, ok, okay, of course, exactly, right, absolutely, agreed, definitely, "
        "yes please, confirmed, confirm, fine, indeed, perfect, sounds good, no problem, why not, yess, "
        "yea, yeh, ya, yessir, sure thing, ofc, totally, certainly, for sure, affirmative, i agree, "
        "agree, let's go, lets go, let's do it, lets do it, go ahead, do it, great, good, cool, "
        "excellent, alright, okey, okie, kk, k, roger, gotcha, you got it, you bet, true, it is, yes it "
        "is, it does, they are, i do, i am, i'm in, deal, done, please do, fine by me, works for me, that "
        "works, sounds great, sounds fine, no worries, i don't mind, dont mind, ready, yes sir, yas, uh "
        "huh, mhm, mm hmm, naturally, precisely, spot on, that's fine, thats fine, accepted, positive, "
        "good to go, by all means, happy to, would love to, i'd love to, i would, nice, y, correct, 100, "
        "that's the one, it's right, its right, that is the one, thats the one, right on, yes it's right, "
        "all yes, ok good, very good, fine thanks, perfect thanks"
    ),
    no=split_entries(
        "i'll pass, we're sorted, no good for me, not relevant, no longer relevant, no longer need, doesn't suit "
        "me, does not suit me, don't need it anymore, "
        "no, nope, nah, no thanks, not really, no way, don't want, not interested, not now, not at all, "
        "no thank you, noo, naw, nay, negative, never, not today, not for me, not yet, no need, don't "
        "need, do not need, i don't, i do not, i don't think so, don't think so, not needed, i'm good, im "
        "good, i'll pass, pass, cancel, forget it, not anymore, absolutely not, of course not, definitely "
        "not, certainly not, hell no, don't bother, no thankyou, no thx, no ty, nothing, neither, reject, "
        "decline, i refuse, refuse, changed my mind, it isn't, it's not, it is not, isn't, not me, please "
        "don't, no its not, no it's not, no need thanks, nah im good, n, change of mind, changed my plans, plans "
        "changed, changed our minds, changed my decision, bought elsewhere, bought it elsewhere, bought one "
        "elsewhere, found another place, bought one already, already bought one"
    ),
    wrong=split_entries(
        "messed up, mistype, misdialed, misdialled, mis typed, made a mistake, "
        "made an error, my bad, gave you the wrong, gave the wrong, gave you a wrong, slip of the finger, "
        "wrong, not correct, incorrect, not right, that's not right, mistake, typo, not quite, isn't "
        "right, isn't correct, is not right, is not correct, aren't right, doesn't look right, that's not "
        "it, thats not it, that's not, thats not, not exactly, not entirely, not completely, there's a "
        "mistake, a mistake, mistakes, error, misspelled, misspelt, mistyped, false, not accurate, "
        "inaccurate, not true, it's off, incorrectly, wrongly, not the right, not my, wrong name, isn't "
        "my, that isn't, that isnt, not mine, different from, almost, almost right, nearly, my old "
        "number, old number"
    ),
    right=split_entries(
        "the way it is, the way they are, as they are, no need to fix, no need to fix anything, everything is in "
        "place, everything's in place, all in place, everything in place, leave it as is, leave it as it is, "
        "leave as is, leave everything as is, leave everything as it is, keep it as is, keep it as it is, keep "
        "as is, keep everything as is, leave it like that, leave it that way, leave it so, keep it that way, "
        "keep it like that, all mine, both mine, they're mine, both are mine, everything is mine, both are "
        "right, both are correct, both right, both correct, both are fine, both fine, both good, everything "
        "matches, it all matches, all matches, it matches, nothing to fix, nothing to add, no changes, no "
        "changes needed, no corrections, don't change anything, don't change a thing, no need to change, no need "
        "to change anything, all accurate, is accurate, are accurate, spelling is correct, spelling is right, "
        "spelling is fine, spelled fine, as it should be, all there, that's right, that is right, that's "
        "correct, that is correct, all correct, all right, it's correct, it is correct, everything is correct, "
        "everything is right, looks good, it is right, all good, that's me, thats right, thats correct, thats "
        "me, it's me, its me, all fine, all set, all is well, everything's correct, everything's right, "
        "everything is fine, everything is good, everything looks good, everything looks right, looks right, "
        "looks correct, looks fine, look good, you're right, you are right, yes that's right, quite right, "
        "exactly right, perfectly right, no mistakes, no mistake, no errors, no error, nothing wrong, nothing to "
        "change, nothing to correct, nothing is wrong, confirmed correct, that's my number, that's my name, "
        "that's it, thats it, right number, correct number, number is correct, number is right, name is correct, "
        "name is right, spelled right, spelled correctly, got it right, no change, without changes, everything "
        "is written correctly, written correctly"
    ),
    later=split_entries(
        "later, another time, maybe, perhaps, let me think, i'll think, not sure, i'm not sure, im not "
        "sure, i don't know, dont know, don't know, idk, dunno, no idea, maybe later, later please, "
        "perhaps later, probably, possibly, might be, i might, we'll see, we will see, i'll see, i will "
        "see, i'll check, let me check, let me see, i'll get back, get back to you, i will get back, i'll "
        "let you know, will let you know, hold on, hang on, wait, one moment, one sec, one second, a "
        "moment, just a moment, a minute, a sec, give me a minute, brb, still thinking, thinking about "
        "it, need to think, have to think, i need time, need some time, i'll decide, haven't decided, "
        "undecided, some other time, next time, not certain, can't decide, thinking, guess so maybe, "
        "sometime, in a while, tomorrow maybe, let me ask, ask my wife, ask my husband, one moment "
        "please, what do you mean, perhaps next, maybe next, next month, next week maybe, don't "
        "understand, i don't understand, we are thinking, we're thinking, i'm thinking, still deciding, deciding, "
        "not decided, we haven't decided, have not decided, discuss with, discussing, discuss it, talk to my "
        "husband, talk to my wife, talk it over, talk with my husband, talk with my wife, check with my, sleep on "
        "it, depends, it depends, considering, think it over, think about it, thinking it over, ask my mom, ask my "
        "partner, run it by, on the fence, not made up, haven't made up, unsure, hard to say, not decided yet, "
        "comparing, still looking, just looking, still comparing, let us think, we'll think, we will think, get "
        "back to you later"
    ),
    negation_before=split_entries(
        "not, isn't, aren't, wasn't, don't, doesn't, never, without, hardly, don't need, do not need, "
        "don't want, do not want, isnt, dont, doesnt"
    ),
    negation_after=split_entries("not needed, not necessary, is not"),
    conjunctions=split_entries("but, and, so, though, however, only, also"),
    idioms=split_entries(
        "if no, if not, yes or no, if yes, no sooner, no later than, no less than, how is it spelled, how is "
        "it spelt, thank you card*, thank you note*, thank you letter*, thank you gift*, thank you cake*, "
        "thankyou card*, thanks card*, thank you message*, thank you present*, thank you basket*, "
        "right now, right away, is it right, is that right, is it correct, is that correct, ok with, "
        "nothing else, is that all right, are you sure, is it ok, is it okay, is that ok, is that okay, "
        "is it fine, right size, right one, right price, ok so, okay so, good morning, good afternoon, "
        "good evening, good day, a good, is good, any good, good for, no idea, if it's ok, have a good, "
        "have a great, have a nice, right there, right here, right after, right before, no one, no "
        "longer, no matter, i know, not only, sure if, sure how, fine dining, cool colour, cool color, "
        "what's wrong, something wrong, wrong item, wrong size, wrong order, wrong colour, wrong color, "
        "wrong product, good price, good quality, great price, is it true, good enough, not bad, great "
        "deal, done yet, ready to, is ready, be ready, are ready, get ready, when ready, i would like, i "
        "do have, i am looking, i am interested, i do need, i would need, i would want, i do not, i am a, "
        "i am the, nice price, it is a, is it good, i am in, i do want, done with, pass by"
    ),
    correction=split_entries(
        "spelled, spelt, it's spelled, is spelled, is spelt, "
        "different, another number, instead, change, changed, actually, i meant, my mistake, typo, "
        "different number, another name, different name, other number, fix, update, replace, correct my, "
        "correct the, correct it, edit, new number, wrong digit, last digit, rather, has changed, number "
        "changed, should be, supposed to be, meant, amend, no longer use, last digits, first digit, last two, last "
        "three, last four, ends with, ends in, ending in, ending with, one digit, a digit, digits are, digit is, "
        "missing digit, extra digit, digits swapped, old number, my old number, old phone, previous number, former "
        "number, should end, should read, mistyped, wrong digits, isn't mine, not mine, not my"
    ),
    number_positions=split_entries("end, ending, beginning, begins, middle"),
    name_cue_before=split_entries(
        "my name is, my name's, name is, call me, my name, name, my full name is, the name is, names, under "
        "the name, the name, everyone calls me, everybody calls me, friends call me, people call me, i go "
        "by, known as, i am called, i'm called, full name, first name, name's, "
        "in the name of, put it under, put me down as, put me under, book it under, book me under, "
        "register me as, save me as, sign me up as, make it out to, just call me, please call me, "
        "you can call me, address me as, it's under, it is under, under my name, my name's, mynameis, "
        "name to, my real name is, actual name is, my correct name is"
    ),
    weak_name_cue=split_entries(
        "i am, i'm, this is, im, it's, its, i m, am, it is, that's, speaking with, it should be, should be, must be"
    ),
    name_cue_after=split_entries("is my name, here, speaking"),
    name_endings=(),
    not_names=split_entries(
        "interested, looking, here, sorry, fine, good, not, just, a, an, the, from, very, happy, sure, "
        "going, in, at, to, "
        "number, phone, hello, question, order, price, delivery, secret, john's, customer, nobody, "
        "manager, calling, "
        "writing, afraid, new, old, laptop, what, why, how, trying, thinking, available, okay, almaty, "
        "london, monday, tuesday, wednesday, thursday, friday, saturday, sunday, today, tomorrow"
    ),
    phone_words=split_entries(
        "phone, number, tel, mobile, cell, whatsapp, call me at, reach me at, at, my, phone number, call, "
        "reach, contact, dial, text"
    ),
    contacts=CONTACT_VOCABULARY,
    reservations=RESERVATION_VOCABULARY,
    intent_cues=INTENT_CUES,
    choices=CHOICE_VOCABULARY,
    ordering=ORDER_VOCABULARY,
    greeting=split_entries(
        "hello, hi, hey, good morning, good afternoon, good evening, hi there, greetings, good day, hello "
        "there, hiya, heya, morning, hey there, howdy, hallo, helo, hullo, hi all, yo, hii, hiii, heyy"
    ),
    thanks=split_entries(
        "no thanks, no thank you, no thx, no ty, no need thanks, no thankyou, "
        "thanks, thank you, thx, cheers, much appreciated, thank you very much, thank u, thankyou, ty, "
        "tysm, thanks a lot, thanks so much, thank you so much, many thanks, appreciate it, i appreciate, "
        "grateful, thnx, thanx, tnx, thank"
    ),
    goodbye=split_entries(
        "have a good evening, have a good night, have a good weekend, have a nice weekend, have a great "
        "weekend, have a nice night, enjoy your day, enjoy your evening, all the best, until next time, speak "
        "soon, talk soon, see you soon, see you tomorrow, good bye, "
        "bye, goodbye, see you, bye bye, have a nice day, see you later, see ya, bye now, have a good "
        "day, have a good one, have a great day, take care, good night, goodnight, cya, farewell, talk "
        "later, talk to you later, ttyl, so long, later gator, catch you later, have a lovely day, have a great "
        "evening, have a nice evening, have a nice one, take care bye"
    ),
    human=split_entries(
        "give me a ring, gimme a ring, gimme a call, drop me a call, drop me a line, give us a call, give us "
        "a ring, call us back, ring us, phone us, give me a buzz, buzz me, get a call from, get a "
        "call back, not a machine, not a program, not a computer, not an ai, not ai, not some bot, not some "
        "machine, instead of a bot, instead of a machine, instead of a robot, rather than a bot, rather than "
        "a machine, rather than a robot, flesh and blood, "
        "real person, live person, actual person, real human, actual human, live human, live agent, human "
        "agent, human being, human please, a human, human operator, talk to a person, speak to a person, "
        "talk to a human, speak to a human, talk with a person, with a person, with a human, to a human, "
        "to a person, talk to someone, speak to someone, speak with someone, talk with someone, someone "
        "to talk to, anyone i can speak to, anyone i can talk to, speak to anyone, talk to anyone, talk "
        "to somebody, speak to somebody, call me back, call back, callback, please call me, call me "
        "please, call me, call me tomorrow, call me now, call me asap, can you call me, can you call, "
        "could you call, can someone call, have someone call, someone call me, give me a call, ring me, "
        "phone me, get someone, someone from your team, someone from sales, need a manager, need a human, "
        "need a person, need an operator, need a consultant, need an agent, want a human, want a person, "
        "want a manager, want an operator, want a real, get me a human, get me a person, give me a human, "
        "give me a person, give me a real, not a bot, not a robot, no bot, no bots, stop the bot, contact "
        "me, get in touch with me, customer service, customer support, tech support, live support, live "
        "chat, wanna talk, i wanna talk to, your boss, a real person here, real person here, human help, "
        "need human, have a manager call, manager call me, someone in sales, speak with a human, speak "
        "with a person, from a person, from a human, is anyone there, anyone there, a person please, live "
        "operator, gimme a human, get a human, human now, real agent, put a human on, put me on with, someone "
        "real, speak to your, speak with your, talk to your manager, talk to your boss, talk to your team, manager "
        "please, agent please, operator please, representative please, can i talk to, can i speak to, can i speak "
        "with, can someone help me, someone please call, have someone ring, get your manager, get the manager, get "
        "the boss, human support, ask a human, please ring, call me pls, phone me back, ring me back, want to talk "
        "to a person, speak to someone real, let me talk to, let me speak to, is there a human, is there a real "
        "person, any humans"
    ),
    staff_words=split_entries(
        "sales person, salesman, saleswoman, sales people, salespeople, sales guy, expert, employee, "
        "employees, clerk, worker, managers, agents, operators, consultants, specialists, representatives, "
        "anybody, anyone from, anybody from, "
        "operator, manager, representative, rep, consultant, agent, supervisor, specialist, advisor, "
        "adviser, salesperson, sales team, sales rep, support, support team, assistant manager, "
        "administrator, staff, somebody, someone, human, humans, boss, owner, colleague, team member, sales "
        "department, your team"
    ),
    connect_verbs=split_entries(
        "conect, connect me, conect me, transfer me, tranfer, "
        "hook me up with, chat, get hold of, get a hold of, patch me through, put me on to, put me in touch, "
        "in touch with, "
        "talk, speak, connect, transfer, put me through, get me, give me, let me, chat with, chat to, "
        "pass me, forward me, switch me, redirect me, escalate, i want, i need, can i have, could i have, "
        "can i get, i'd like, i would like, call for, bring me, reach, wanna, want to talk, call me, "
        "call, contact, ask for"
    ),
    real_words=split_entries("real, actual, live, living, human, flesh and blood, proper, genuine"),
    not_human=split_entries(
        "i am a manager, i'm a manager, password manager, i am the manager, call me at, call me on, i'm "
        "the manager, i am an agent, i'm an agent, i work as, i am an operator, i'm an operator, mobile "
        "operator, network operator, tour operator, task manager, file manager, project manager, my "
        "manager, my boss, manager already, manager called, manager said, don't need a manager, no "
        "operator, no manager, don't call, do not call, human hair, are you human, are you a human, are "
        "you a real, is it human, are you a real person, is this a real person, am i talking to a real "
        "person, am i talking to a human, am i speaking to a human, when will you call, for someone, for "
        "my manager, manager position, need support for, let me know, give me a price, real estate agent, "
        "travel agent, cleaning agent, someone already, someone called, for staff, call me mr, call me "
        "mrs, get me wrong, talked to, spoke to, spoke with, talked with, human size, gift for, when will "
        "the manager, when does the manager, how many staff, tour operators, support bracket, my human, "
        "staff discount, manager did, manager has, manager was, someone who speaks, anyone who speaks, anybody who "
        "speaks, who speaks, staff who speak"
    ),
    opt_out=split_entries(
        "cross me off, strike me off, scratch me off, leave me in peace, let me live in peace, let me be, delete "
        "my phone, delete my contact*, erase my number, erase my data, erase my contact*, remove my phone, remove "
        "my contact*, wipe my number, wipe my data, quit calling, quit texting, quit contacting, do not text this "
        "number, drop my number, stop ringing me, "
        "stop writing, stop messaging, unsubscribe, leave me alone, stop texting, stop sending, stop contacting, "
        "stop bothering, stop spamming, stop calling, stop emailing, no more messages, remove me, take me off, opt "
        "out, optout, delete my number, delete my data, remove my number, never contact, never write, never "
        "message, don't bother me, unsubscribed, quit messaging, forget my number, leave me be, get lost, block "
        "you, no more texts, don't call me, do not call me, do not contact me, don't contact me, stop contacting "
        "me, enough messages, lose my number"
    ),
    stop_phrases=split_entries(
        "stop, stop it, quit it, don't write, do not write, don't text, do not text, don't message, do not "
        "message, don't send, do not send, don't contact, do not contact, spam, enough"
    ),
    unsubscribe_verbs=split_entries(
        "stop, quit, cease, remove, delete, cancel, unsubscribe, no more, don't want, do not want, enough"
    ),
    mailing_words=split_entries(
        "messages, message, messaging, texts, texting, mailing, mailings, newsletter, newsletters, sms, emails, "
        "emailing, spam, spamming, list, lists, database, notifications, promotions, promos, ads, sending, "
        "writing, contacting, bothering, annoying"
    ),
    opt_out_fillers=split_entries(
        "me, us, my, your, from, to, the, this, that, any, anymore, more, please, pls, plz, ever, again, now, off, "
        "number, of, all, these, those, i, want, just, you, guys, for, on, here, get, getting, receive, receiving, "
        "already, with"
    ),
    refuses_contact=split_entries(
        "won't give, will not give, don't want to give, do not want to give, rather not, no number, "
        "prefer not, "
        "not giving, don't want to share, don't want to leave, not comfortable giving, "
        "not comfortable sharing, no phone please, no phone number, no calls please, without a phone number"
    ),
    why_contact=split_entries(
        "why do you need my number, why do you need my phone, why do you need my name, why do you need a "
        "number, why do you want my number, why do you want my phone, why do you want my name, why do you "
        "need that, why do you need it, why do you want it, what do you need it for, what do you need my "
        "number for, what do you need my phone for, why my number, why my name, why should i give"
    ),
    why_words=split_entries("why, why though, what for, but why"),
    price=split_entries(
        "price, prices, cost, costs, how much, pricing, expensive, cheap, cheaper, budget, how "
        "much does, how much is, how much are, how much would, how much will, how much it, what does it "
        "cost, what's the price, pricey, rate, rates, fee, fees, charge, charges, quote, tariff*, worth, "
        "priced, affordable, price list, costing, cheapest, what's the cost, hw much, how mch, per month, "
        "total cost, offer price, sale price, what do you charge, do you charge"
    ),
    discount_words=split_entries("discount*, promo, deals"),
    when_words=split_entries("when, how soon, how long, until what, what day, what days, which days"),
    ready_to_order=split_entries(
        "i want to buy, want to buy, order, buy, purchase, sign me up, book, i'll take, i will take, "
        "place an order, i'd like to order, i would like to order, i'd like to buy, i want to order, i "
        "want it, take it, i'll buy, i will buy, i'd like to book, i want to book, reserve, subscribe me, "
        "ready to buy, ready to order, ready to pay, checkout, send me an invoice, i'll have, let me "
        "order, can i order, can i buy, can i book, put me down for, put us down for, i'll go with, i'll go for, "
        "let's go with, we'll go with, i'd like to get, i'd like to purchase, i would like to buy, i want to "
        "purchase, set one aside, set it aside, hold one for me, hold it for me, put one aside, i'm taking, we'll "
        "take, we will take, we'll have, i'd take, count me in, like to order, like to book, i'm "
        "buying, we'd like to order, we want to order, we'd like to buy, going to order, add "
        "it to my order"
    ),
    question=split_entries(
        "how much time, how much longer, how much space, how much memory, how much storage, how much ram, how "
        "much data, how much weight, how much does it weigh, how much water, how much power, how much energy, "
        "how much notice, how much room, how much fabric, how much paint, how much bigger, how much faster, "
        "how much experience, how much of it, how much advance, "
        "what, which, how, when, where, why, who, do you have, is there, are there, can i, can you, could "
        "you, tell me, show me, looking for, i need, need, recommend, does, do you, have you got, whose, "
        "r u, are u, do u, can u, could u, will u, have u, "
        "whom, do i, is it, are they, will it, will you, could i, may i, would it, would you, does it, "
        "did you, should i, how long, how many, how do, what time, any, anyone, is this, is that, have "
        "any"
    ),
    who_are_you=split_entries(
        "who are you, are you a bot, are you a robot, are you human, are you a human, are you real, are "
        "you a real person, am i talking to a bot, what are you, what is your name, what's your name, are "
        "you a person, are you a machine, are you ai, are you an ai, is this a bot, is this a robot, is "
        "this a person, is this a real person, who is this, who am i talking to, who am i speaking to, am "
        "i talking to a human, am i talking to a real person, are you an actual person, am i speaking to "
        "a bot, bot or human, human or bot, are you there in person, who's this, are you alive, is it a "
        "bot"
    ),
    catalogue=split_entries(
        "what do you have, what do you sell, what do you offer, your products, catalogue, catalog, what "
        "products, what services, which products, product list, what can i buy, what can i order, what's "
        "available, what is available, what do u have, what do u sell, show me your products, your "
        "services, list of services, list of products, what services do you, what kind of products, "
        "product range, your range, menu, your catalog, what are your products, your assortment, what "
        "goods"
    ),
    incidental_words=split_entries(
        "recommend*, friend*, advised, advice, relative*, colleague*, word of mouth, told me, brother, sister, "
        "referred, referral, suggested, social*, instagram, insta, facebook, fb, tiktok, telegram, twitter, vk, "
        "vkontakte, youtube, linkedin, whatsapp, ig, threads, ad, ads, advert*, banner*, flyer*, billboard*, "
        "leaflet*, radio, commercial*, tv, avito, olx, newsletter, internet, google*, googl*, search*, online, "
        "yandex, website, site, web, maps, bing, found you, neighbour*, neighbor*, next door, already connected"
    ),
    language_markers=split_entries(
        "washing, machine, internet, "
        "the, a, an, is, are, i, you, we, me, my, your, for, with, of, to, and, in, on, have, has, want, "
        "like, please, would, could, this, that, it, be, can, any, some, need, do, does, what, it's, i'm, "
        "good, not, under, about, he, she, they, them, their, our, us, his, her, its, there, here, those, "
        "these, was, were, been, shall, might, should, must, did, done, had, don't, doesn't, didn't, "
        "isn't, can't, won't, couldn't, i'd, i'll, i've, you're, we're, they're, that's, what's, there's, "
        "how, much, many, when, where, which, who, why, from, by, at, as, but, or, if, so, than, then, "
        "too, very, just, only, also, more, less, most, best, better, other, another, all, every, each, "
        "both, few, up, out, off, over, into, until, after, before, again, back, down, now, today, "
        "tomorrow, yesterday, morning, evening, week, month, day, days, hour, hours, time, get, got, "
        "give, take, make, made, send, show, tell, help, call, know, think, see, look, looking, find, "
        "choose, buy, order, pay, paid, money, price, cost, cheaper, cheap, cheapest, expensive, "
        "delivery, deliver, shipping, free, open, close, closed, working, work, works, arrived, received, "
        "broken, return, refund, exchange, size, colour, color, new, old, big, small, smaller, bigger, "
        "fit, fits, try, install, pick, screen, phone, pls, thanks, hello, hi, asap, u, ur, im, ive, "
        "dont, cant, guys, anything, something, someone, anyone, nothing, question, item, stock, "
        "available, options, option, address, located, sunday, monday, friday, saturday, ticket, tickets, "
        "table, book, appointment, parking, discount, discounts, warranty, left, chairs, two, three, "
        "five, one, wait, slow, fast, soon, long, still, yet, already, never, always, students, winter, "
        "jacket, list, card, cash, include, support, service, gift, black, white, red, quick, store, "
        "shop, person, people, come, go, going, use, using, laptop, fridge, wifi, keeps, keep, sneakers, "
        "possible, membership, photo, lost, doctor, deadline, recommend, vacuum, cleaner, plumber, "
        "urgently, tuesday, damaged, seats, failed, payment, email, invoice, menu, kids, kid, fix, "
        "repair, cleaning, hair, haircut, nails, flowers, shoes, dress, coat, bag, apartment, rent, sell, "
        "selling, insurance, trip, tour, hotel, room, rooms, night, dentist, teeth, massage, lunch, "
        "dinner, breakfast, cancel, reschedule, switch, add, remove, turn, connection, signal, signed, "
        "sign, course, courses, class, classes, lesson, lessons, learn, start, starts, begin, end, "
        "finish, birthday, wedding, kitchen, bed, sofa, chair, bike, car, engine, oil, tires, parts, "
        "spare, charge, charger, battery, camera, printer, monitor, router, plan, plans, speed, fiber, "
        "installation, technician, engineer, visit, street, city, town, country, abroad, ship, ships, "
        "shipped, package, parcel, track, tracking, status, update, late, early, feedback, review, "
        "reviews, quality, fresh, hot, cold, vegan, gluten, sugar, cake, pizza, coffee, tea, water, "
        "drink, food, hungry, ready, maybe, idea, problem, issue, wrong, weird, strange, understand, "
        "explain, mean, means, clear, sure, interested, interest, offer, offers, deal, worth, per, year, "
        "years, blue, green, costs, four, six, seven, eight, nine, ten, ones, tonight, afternoon, number, name, "
        "later, without, him, will, bad, same, really, right, correct, sounds, thank, sorry, speak, english, "
        "write, love"
    ),
    language_marker_endings=split_entries(
        "ing, tion, ness, ment, able, ful, less, ght, ould, ese, ich, ere, ough, ly, ed, ies, ers, ave, "
        "ake, ome, ow, ck, th, sh, ee, oo"
    ),
)

DATES = DateVocabulary(
    relative_days=parse_valued_entries(
        "-2: the day before yesterday, day before yesterday; -1: yesterday; "
        "0: today, tonight, this evening, this morning, this afternoon; "
        "1: tomorrow, tomorow, tommorow, tommorrow, tomorro, tmrw, tmr, tmw; "
        "2: the day after tomorrow, day after tomorrow, after tomorrow, day after tmrw"
    ),
    weekdays=parse_valued_entries(
        "0: monday, mon; 1: tuesday, tues, tue; 2: wednesday, wensday, wednsday; "
        "3: thursday, thurs, thur, thu; 4: friday, fri; 5: saturday; 6: sunday"
    ),
    ambiguous_weekdays=parse_valued_entries("2: wed; 5: sat; 6: sun"),
    day_nouns=(),
    this=split_entries("this"),
    next=split_entries("next"),
    nearest=split_entries("coming, this coming, upcoming, the nearest"),
    last=split_entries("last, past"),
    date_blockers=split_entries("every, each, per, street, version"),
    surname_markers=split_entries("surname, last name, family name"),
    next_week=split_entries("next week"),
    weekend=split_entries("weekend, this weekend, the weekend"),
    workdays=split_entries("weekdays, weekday, business days, working days"),
    every_day=split_entries("daily, every day, seven days a week, 7 days a week"),
    weekday_habits=parse_valued_entries(
        "0: mondays; 1: tuesdays; 2: wednesdays; 3: thursdays; 4: fridays; 5: saturdays; 6: sundays"
    ),
    months=parse_valued_entries(
        "1: january, jan; 2: february, feb; 3: march, mar; 4: april, apr; 5: may; 6: june, jun; 7: july, jul; "
        "8: august, aug; 9: september, sept, sep; 10: october, oct; 11: november, nov; 12: december, dec"
    ),
    month_nouns=(),
    month_connectors=split_entries("of"),
    year_nouns=(),
    minute_units=split_entries("minutes, minute, mins, min"),
    hour_units=split_entries("hour, hours, hrs, hr"),
    day_units=split_entries("day, days"),
    week_units=split_entries("week, weeks, wk, wks"),
    month_units=split_entries("month, months"),
    year_units=split_entries("year, years"),
    fixed_durations=parse_valued_entries(
        "30: half an hour, half hour, a half hour; 90: an hour and a half, one and a half hours"
    ),
    within=split_entries("in"),
    later=split_entries("from now, from today, later"),
    ago=split_entries("ago"),
    articles=split_entries("a, an, the next, about, about a, about an"),
    numbers=parse_valued_entries(
        "1: one; 2: two, a couple of, couple of, a couple, "
        "couple; 3: three; 4: four; 5: five; 6: six; 7: seven; "
        "8: eight; 9: nine; 10: ten; 11: eleven; 12: twelve; 13: thirteen; 14: fourteen; 15: fifteen; 16: sixteen; "
        "17: seventeen; 18: eighteen; 19: nineteen; 20: twenty; 30: thirty; 40: forty; 50: fifty"
    ),
    ordinals=parse_valued_entries(
        "1: first; 2: second; 3: third; 4: fourth; 5: fifth; 6: sixth; 7: seventh; 8: eighth; 9: ninth; 10: tenth; "
        "11: eleventh; 12: twelfth; 13: thirteenth; 14: fourteenth; 15: fifteenth; 16: sixteenth; 17: seventeenth; "
        "18: eighteenth; 19: nineteenth; 20: twentieth; 30: thirtieth"
    ),
    hour_names=(),
    ending_at=(),
    ending_from=(),
    ending_until=(),
    ending_day=split_entries("st, nd, rd, th"),
    ending_on=(),
    ending_ordinal=(),
    ending_number=split_entries("ish"),
    at=split_entries("at, by"),
    on=split_entries("on, on the, by the"),
    about=split_entries("around, about, approximately, roughly, like, exactly, we do, you do, i do, do it"),
    after=split_entries("after"),
    since=split_entries("from, between, since"),
    until=split_entries("until, till, before"),
    until_postpositions=(),
    to=split_entries("to, till, until, and, through, thru"),
    clock_prefixes=(),
    clock_suffixes=split_entries("oclock, o clock, hours, hrs"),
    clock_suffixes_at=split_entries("oclock, o clock"),
    half_to=(),
    half_past=split_entries("half past, half"),
    half_suffixes=(),
    half_prefixes=(),
    quarter=split_entries("quarter, a quarter"),
    minutes_before=(),
    minutes_to=split_entries("to"),
    minutes_past=split_entries("past"),
    minutes_into=(),
    noon=split_entries("noon, midday"),
    midnight=split_entries("midnight"),
    am=split_entries("am, a m"),
    pm=split_entries("pm, p m"),
    day_parts=parse_valued_entries(
        "9: in the morning, the morning, this morning, before noon, before lunch, early morning, late morning, "
        "first half of the day, 1 st half of the day, before midday, morning time; "
        "14: in the afternoon, the afternoon, this afternoon, after lunch, at lunch, lunchtime, afternoon, "
        "lunch time, "
        "second half of the day, 2 nd half of the day, latter half of the day, around lunch, over lunch, "
        "early afternoon, late afternoon, after midday, after noon, daytime, during the day; "
        "18: in the evening, the evening, after work, this evening, tonight, early evening, late evening; "
        "21: at night, late at night"
    ),
    ambiguous_day_parts=parse_valued_entries("9: morning; 18: evening, eve; 21: night"),
    hour_day_parts=parse_valued_entries(
        "9: in the morning; 14: in the afternoon; 18: in the evening; 21: at night"
    ),
    greeting_adjectives=split_entries("good, nice, great, lovely, wonderful"),
    idioms=split_entries(
        "may be, may i, may we, may have, may not, may need, may want, good afternoon, good morning, "
        "good evening, "
        "one day, some day, at first, last time, at once, at one time, for one, sat on, the sun, "
        "half price, in all"
    ),
    measure_units=split_entries(
        "people, persons, person, pax, rooms, room, bedroom*, floor*, kg, "
        "kilo*, g, gb, tb, mb, mbit*, mbps, gbps, m, "
        "cm, mm, km, inch*, dollar*, usd, euro*, tenge, percent, year*, times, "
        "time, items, item, pcs, pieces, piece, "
        "units, unit, location*, gen, generation, grade, hundred, thousand, k, "
        "million, days, nights, weeks, months, hours, adults, "
        "kids, children, guests, watts, w, kw, meters, metres, liter*, litre*, street, avenue, class, "
        "size, cores, "
        "chairs, tables, doors, windows, cameras, options, percent, pro, seats, points"
    ),
    dimension_separators=split_entries("by, x"),
    hour_continuations=split_entries(
        "is, works, work, please, pls, plz, instead, rather, "
        "if, or, i, we, you, can, could, would, will, ok, okay, "
        "thanks, sounds, "
        "suits, for, then, good, fine, ill, im, maybe, sharp, but, so, be, should"
    ),
    booking_verbs=(),
    move_verbs=split_entries("move, moved, reschedule, rescheduled, postpone, shift, rebook, push"),
    negations=split_entries("not, except"),
    refusals=split_entries(
        "cant, cannot, can not, wont, not available, busy, doesnt work, dont work, does not work, not free, "
        "unavailable, not possible, doesnt suit, im not"
    ),
)

CLAIMS = ClaimVocabulary(
    order_nouns=split_entries(
        "order*, request*, purchase*, booking*, reservation*, delivery, application, parcel, package, "
        "subscription, appointment*"
    ),
    your_words=split_entries("your"),
    past_endings=split_entries("ed, already, sent, shipped"),
    order_done=split_entries(
        "being packed, being prepared, being processed, being shipped, is ready, been placed, been confirmed, "
        "been created, been accepted, been registered, been processed, been shipped, been dispatched, been "
        "sent, been booked, been reserved, been received, been completed, been submitted, been cancelled, "
        "been canceled, been passed, been arranged, been scheduled, is placed, is confirmed, is now "
        "confirmed, now confirmed, is complete, is booked, is on its way, is on the way, is registered, is "
        "accepted, is all set, was placed, was confirmed, was accepted, was shipped, was processed, was sent, "
        "placed successfully, successfully placed, i placed, ive placed, have placed, just placed, already "
        "placed, have booked, ive booked, have created, ive created, have confirmed, ive confirmed, have "
        "submitted, ive submitted, have processed, ive processed, have cancelled, ive cancelled, is shipped, "
        "is reserved, is scheduled"
    ),
    order_done_alone=split_entries(
        "ordered it for you, went ahead and, ordered for you, it ships, is yours it, order confirmed, order "
        "placed, order made, booking made, reservation made, booking confirmed, ive booked you, i have booked "
        "you, i booked you, i booked, ive booked, i have booked, youre booked, you are booked, youre all "
        "booked, ive ordered, i have ordered, i ordered, ive reserved, i have reserved, i reserved, we have "
        "reserved, weve reserved, is reserved for you, courier is on, courier has left, courier is already, "
        "added to your cart, added it to your cart, has shipped, have shipped it, weve shipped"
    ),
    payment_nouns=split_entries(
        "payment*, money, refund*, transaction*, transfer, invoice, funds, card, deposit, prepayment"
    ),
    payment_done=split_entries(
        "arrived, processed, we processed, see your, came through, cleared, received, went through, gone "
        "through, been processed, been accepted, is confirmed, been confirmed, was successful, is successful, "
        "is complete, been charged, was charged, been credited, been refunded, been issued, been paid, has "
        "cleared, been completed, been returned, was accepted, is through"
    ),
    payment_done_alone=split_entries(
        "been paid, is paid, is now paid, is paid for, fully paid, ive refunded, i have refunded, we have "
        "refunded, ive charged, i have charged, paid successfully, youve paid, you have paid"
    ),
    conditions=split_entries(
        "if, when, once, after, will, would, can, could, may, should, until, before, unless, as soon as, "
        "usually, must, shall"
    ),
    negations=split_entries(
        "not, no, never, without, cannot, cant, isnt, hasnt, arent, dont, doesnt, wont, nothing, neither, "
        "havent, didnt, unable, none"
    ),
    discount_words=split_entries(
        "% off, off the price, minus … percent, best price for you, special terms, discount*, on sale, "
        "clearance, promo, promos, promotion*, coupon*, cashback, rebate*, special offer*, special price*, "
        "price cut*, half price, half the price, knock off, markdown*, percent off, discounted"
    ),
    hedges=split_entries("consider, request, tell, ask, asking, check, clarify, know, find, interested"),
    free_words=split_entries(
        "of charge, cost nothing, included in the price, throw in, at our expense, free, at no cost, at no "
        "charge, no charge, no extra cost, no extra charge, no additional cost, without charge, on the house, "
        "complimentary, gratis, as a gift, giveaway, on us, nothing to pay, costs nothing, pay nothing"
    ),
    free_idioms=split_entries(
        "free of, feel free, free to, free time, free slot*, free day*, sugar free, toll free, hands free, "
        "stress free, frost free, free standing, duty free, gluten free, oil free, dust free, bag free, worry "
        "free, hassle free, lead free, free up, free space, free memory, free from, more on us, count on us, "
        "rely on us"
    ),
    price_cues=split_entries(
        "yours, take it for, price, prices, cost, costs, costing, priced, pay, total, for just, for only, "
        "deal, charge, yours for"
    ),
    limit_words=split_entries(
        "under, below, budget*, up to, within, max, maximum, less than, cheaper, over, above"
    ),
    secret_words=split_entries(
        "must follow these, follow these rules, supposed to say, system prompt*, my instruction*, my prompt*, "
        "my system, my guideline*, my rules, i was instructed, i was told, i am instructed, im instructed, "
        "ive been instructed, ive been told, i have been instructed, hidden instruction*, initial "
        "instruction*, internal instruction*, initial prompt*, i was programmed, im programmed, developer "
        "message, system message"
    ),
    name_requests=split_entries(
        "your name, full name, first name, what … call you, how … address you, who am i speaking, who am i "
        "talking, who am i chatting, whom am i speaking, introduce yourself, who i am speaking, who do i have, "
        "who … chatting with, who … talking to, who … speaking with, who … speaking to, your details"
    ),
    phone_requests=split_entries(
        "your phone, your number, your mobile, your cell, your contact, your contacts, your email, your e mail, "
        "your whatsapp, phone number, contact number, contact details, contact information, mobile number, number "
        "to reach, number to call, number for you, how … reach you, how … contact you, number … reach you, number "
        "… call you, leave a number, leave your number, best number, what number, which number, email address, e "
        "mail address, get in touch with you, get hold of you, reach you at, reach you on, your details"
    ),
    request_words=split_entries(
        "leave, share, tell me, give me, provide, send me, drop, type, let me know, may i, could i, can i, could "
        "you, can you, would you, would you mind, i need, i'll need, we need, we'll need, enter, have your, mind "
        "sharing"
    ),
    contact_promises=split_entries(
        "contact you, call you, calls you, phone you, ring you, reach you, reach out, be in touch, get in touch, "
        "gets in touch, get back to you, gets back to you, write to you, give you a call, hear from us, drop you "
        "a line, email you, message you, text you, call from our, call from a, call from one"
    ),
)

LANGUAGE = Language(
    code="en",
    aliases=(),
    wire_code="en",
    is_localized=True,
    nearest_speech_code="en",
    confirmation_words=("correct", "confirm"),
    native_name="English",
    english_name="English",
    country="US",
    outage_title="internet is not working",
    repair_title="when will it be repaired",
    replies=REPLIES,
    vocabulary=VOCABULARY,
    dates=DATES,
    claims=CLAIMS,
)
