"""English: how a provider's customers order and where they know it from, and what they are told."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import OrderReplies, OrderWords, ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="en",
    recommendation=split_entries(
        "recommend*, friend*, advised, advice, relative*, colleague*, word of mouth, told me, brother, "
        "sister, referred, referral, suggested"
    ),
    social_networks=split_entries(
        "social*, instagram, insta, facebook, fb, tiktok, telegram, twitter, vk, vkontakte, youtube, "
        "linkedin, whatsapp, ig, threads"
    ),
    advertising=split_entries(
        "ad, ads, advert*, banner*, flyer*, billboard*, leaflet*, radio, commercial*, tv, avito, olx, newsletter"
    ),
    web_search=split_entries(
        "internet, google*, googl*, search*, online, yandex, website, site, web, maps, bing, found you"
    ),
    neighbours=split_entries("neighbour*, neighbor*, next door, already connected"),
)

ORDER_WORDS = OrderWords(
    language="en",
    home=split_entries("home, house, flat, apartment, appartment, residential, household, dorm, my place, my apt"),
    office=split_entries("office, business, shop, store, company, workplace, commercial"),
    tariff=split_entries("tariff*, plan, plans, package*, speed*"),
    router=split_entries("router*, wi fi, wifi, modem*"),
    rent=split_entries("rent, renting, rental, lease"),
    buy=split_entries("buy, buying, purchase, tenda, xiaomi, d link, dlink"),
    own_router=split_entries(
        "my own, own one, own router, have one, have a router, i have, already have, got one, not needed, "
        "no router, don't need"
    ),
    cameras=split_entries("camera*, cctv, surveillance"),
    one=split_entries("1, one, single"),
    two=split_entries("2, two, couple"),
    four=split_entries("4, four"),
    static_ip=split_entries("ip, ip address*, static ip, fixed ip, dedicated ip"),
    address=split_entries("address*, street, moved"),
    flat=split_entries("flat, apartment, apt, unit"),
    appointment=split_entries("date, time, day, reschedule, appointment"),
    private_house=split_entries("private house, detached, cottage, townhouse, own house"),
    taking=split_entries("i'll take it, take it, that one, this one, i'll take that, works for me"),
    list_requests=split_entries("which, what, how much, show, list"),
    postponing=split_entries("cancel, cancel the order, another time, not right now, changed my mind about it"),
)

ORDER_REPLIES = OrderReplies(
    language="en",
    ask_segment="Is the internet for home or for an office?",
    for_home="For home",
    for_office="For an office",
    ask_tariff="Which plan would suit you?",
    ask_tariff_again="Which plan will you take?",
    home_tariffs="Plans for home:",
    office_tariffs="Plans for offices:",
    all_tariffs="Our plans:",
    speed="{speed} Mbit/s",
    per_month="{price} a month",
    price_on_request="price on request",
    with_router="router included",
    with_rented_router="router for rent {price}",
    ask_router="What about a router: rent one, buy one, or do you have your own?",
    router_rented="Rent",
    router_bought="Buy",
    router_own="I have one",
    router_gift="included",
    ask_cctv="Would you like video surveillance?",
    cameras_one="{count} camera",
    cameras_few="{count} cameras",
    cameras_many="{count} cameras",
    ask_static_ip="Do you need a static IP address?",
    ask_address="Which address shall we connect? Please write the street and the house number.",
    ask_address_again="Please write the address to connect: the street and the house number.",
    ask_address_ok="The address is {address}. Is that right?",
    ask_flat="Which flat is it? If it is a private house, just say so.",
    private_house="Private house",
    available="Yes, {address} can be connected.",
    technology="Technology: {technology}.",
    unavailable="I'm sorry, {address} cannot be connected yet.",
    unknown_city="I'm sorry, we do not connect houses in {city} yet.",
    manual_check="I can't tell right away: a specialist will check whether this address can be connected.",
    which_street="Which address do you mean: {candidates}?",
    or_word="or",
    ask_house="What is the house number, please?",
    ask_street="What are the street and the house number, please?",
    ask_waiting="Shall I put you on the waiting list? We will let you know as soon as we can connect you.",
    not_waiting="All right, I won't. If you want to check another address, just write it.",
    ask_email="{name}, could you leave an e-mail for the contract? You may skip this.",
    ask_when="{name}, which day and time suit you for the connection?",
    ask_when_again="Which day and time shall I put down for the connection?",
    day_hints=("Tomorrow morning", "Tomorrow evening", "The day after tomorrow, afternoon"),
    confirmed="Thank you, {name}! Your order is in; a manager will contact you to confirm the time.",
    confirmed_waiting="{name}, you are on the waiting list. A manager will contact you as soon as the house can be "
    "connected.",
    ask_referrer="May I ask how you heard about us?",
    referrer_hints=("Recommendation", "Social networks", "Advertising", "Internet search", "Neighbours have it"),
    referrer_thanks="Thank you, I'll pass it on!",
    label_tariff="Plan",
    label_router="Router",
    label_cctv="Video surveillance",
    label_static_ip="Static IP",
    label_address="Address",
    label_waiting="Waiting list",
    label_when="Date and time",
    label_referrer="Heard of us from",
)
