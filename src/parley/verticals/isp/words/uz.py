"""Uzbek, in its two scripts: how a provider's customers order, where they know it from, what they are told."""

from parley.languages.uzbek_cyrillic import add_uzbek_cyrillic
from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import OrderReplies, OrderWords, ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="uz",
    recommendation=add_uzbek_cyrillic(
        split_entries(
            "do'st*, dost*, tanish*, qarindosh*, maslahat ber*, tavsiya*, aka*, opa*, uka*, singl*, hamkasb*, "
            "o'rtog*, jo'ra*, aytdi, aytishdi"
        )
    ),
    social_networks=add_uzbek_cyrillic(
        split_entries(
            "ijtimoiy tarmoq*, tarmoq*, instagram*, insta*, telegram*, tiktok*, tik tok, facebook*, feysbuk*, "
            "vk, youtube*, yutub*"
        )
    ),
    advertising=add_uzbek_cyrillic(
        split_entries("reklama*, e'lon*, elon*, banner*, radio*, televizor*, televideniye*, olx")
    ),
    web_search=add_uzbek_cyrillic(
        split_entries("internet*, google*, gugl*, yandex*, yandeks*, qidir*, izlab, sayt*, topdim")
    ),
    neighbours=add_uzbek_cyrillic(split_entries("qo'shni*, qushni*, ulangan")),
)

ORDER_WORDS = OrderWords(
    language="uz",
    home=add_uzbek_cyrillic(
        split_entries("uy, uyga, uyda, uyim*, uyimiz*, uyning, kvartira*, xonadon*, yotoqxona*, dala hovli*")
    ),
    office=add_uzbek_cyrillic(
        split_entries("ofis*, idora*, biznes*, do'kon*, dokon*, yuridik*, kompaniya*, firma*, tashkilot*")
    ),
    tariff=add_uzbek_cyrillic(split_entries("tarif*, paket*, reja*, tezlik*, tezligi*")),
    router=add_uzbek_cyrillic(split_entries("router*, vayfay*, wi fi, wifi, vay fay")),
    rent=add_uzbek_cyrillic(split_entries("ijara*, arenda*, prokat*")),
    buy=add_uzbek_cyrillic(split_entries("sotib ol*, sotib, xarid*")),
    own_router=add_uzbek_cyrillic(
        split_entries("o'zimda bor, o'zimniki, bor, bizda bor, kerak emas, kerakmas, keragi yo'q, routersiz")
    ),
    cameras=add_uzbek_cyrillic(split_entries("kamera*, videokuzatuv*, kuzatuv*")),
    one=add_uzbek_cyrillic(split_entries("bir, bitta, birta")),
    two=add_uzbek_cyrillic(split_entries("ikki, ikkita")),
    four=add_uzbek_cyrillic(split_entries("to'rt, to'rtta")),
    static_ip=add_uzbek_cyrillic(split_entries("ayp*, doimiy ip, statik*")),
    address=add_uzbek_cyrillic(split_entries("manzil*, adres*, ko'cha*")),
    flat=add_uzbek_cyrillic(split_entries("xonadon*, kvartira*")),
    appointment=add_uzbek_cyrillic(split_entries("kuni, kunni, sana*, vaqt*, soat*, ko'chir*")),
    private_house=add_uzbek_cyrillic(
        split_entries("xususiy uy*, hovli*, o'z uyim*, shaxsiy uy*, kottej*, taunxaus*")
    ),
    taking=add_uzbek_cyrillic(split_entries("shuni, o'shani, shuni olaman, o'shani olaman, olaman, shu bo'ladi")),
    list_requests=add_uzbek_cyrillic(split_entries("qanday, qaysi, qancha, nima bor, ko'rsat*, ro'yxat*")),
    postponing=add_uzbek_cyrillic(split_entries("bekor qil*, ulamayman, hozir emas, boshqa safar")),
)

ORDER_REPLIES = OrderReplies(
    language="uz",
    ask_segment="Internet uyga kerakmi yoki ofisgami?",
    for_home="Uyga",
    for_office="Ofisga",
    ask_tariff="Qaysi tarif sizga ma'qul?",
    ask_tariff_again="Qaysi tarifni tanlaysiz?",
    home_tariffs="Uy uchun tariflar:",
    office_tariffs="Ofis uchun tariflar:",
    all_tariffs="Bizning tariflar:",
    speed="{speed} Mbit/s",
    per_month="oyiga {price}",
    price_on_request="narxi so'rov bo'yicha",
    with_router="router sovg'a",
    with_rented_router="router ijaraga {price}",
    ask_router="Router kerakmi: ijaraga olasizmi, sotib olasizmi yoki o'zingizda bormi?",
    router_rented="Ijaraga olaman",
    router_bought="Sotib olaman",
    router_own="O'zimda bor",
    router_gift="sovg'a",
    ask_cctv="Videokuzatuv kerakmi?",
    cameras_one="{count} ta kamera",
    cameras_few="{count} ta kamera",
    cameras_many="{count} ta kamera",
    ask_static_ip="Doimiy IP-manzil kerakmi?",
    ask_address="Qaysi manzilga ulaymiz? Ko'cha va uy raqamini yozib yuboring.",
    ask_address_again="Ulanadigan manzilni yozib yuboring: ko'cha va uy raqami.",
    ask_address_ok="Ulanadigan manzil: {address}. Hammasi to'g'rimi?",
    ask_flat="Xonadon raqamini ayting. Hovli bo'lsa, shunday deb yozing.",
    private_house="Xususiy uy",
    available="Ha, {address} manziliga ulasa bo'ladi.",
    technology="Texnologiyasi: {technology}.",
    unavailable="Afsuski, {address} manziliga hozircha ulay olmaymiz.",
    unknown_city="Afsuski, {city} hududida hozircha ulamaymiz.",
    manual_check="Darrov ayta olmayman: bu manzilga ulash mumkinligini mutaxassis tekshiradi.",
    which_street="Qaysi manzilni aytyapsiz, aniqlashtiring: {candidates}?",
    or_word="yoki",
    ask_house="Uy raqamini aytib yuborasizmi?",
    ask_street="Ko'cha va uy raqamini aytib yuborasizmi?",
    ask_waiting="Sizni kutish ro'yxatiga yozib qo'yaymi? Ulash mumkin bo'lishi bilan xabar beramiz.",
    not_waiting="Mayli, yozmayman. Boshqa manzilni tekshirmoqchi bo'lsangiz, yozib yuboring.",
    ask_email="{name}, shartnoma uchun e-mail qoldirasizmi? O'tkazib yuborsangiz ham bo'ladi.",
    ask_when="{name}, ulash uchun qaysi kun va vaqt qulay?",
    ask_when_again="Ulashni qaysi kunga, soat nechaga yozay?",
    day_hints=("Ertaga ertalab", "Ertaga kechqurun", "Indinga kunduzi"),
    confirmed="{name}, rahmat! Ariza qabul qilindi, menejer vaqtini tasdiqlash uchun siz bilan bog'lanadi.",
    confirmed_waiting="{name}, siz kutish ro'yxatidasiz. Uyni ulash mumkin bo'lishi bilan menejer bog'lanadi.",
    ask_referrer="Biz haqimizda qayerdan bildingiz, aytib yuborasizmi?",
    referrer_hints=("Tanishlar aytdi", "Ijtimoiy tarmoq", "Reklama", "Internetdan qidirib", "Qo'shnilar ulangan"),
    referrer_thanks="Rahmat, yetkazaman!",
    label_tariff="Tarif",
    label_router="Router",
    label_cctv="Videokuzatuv",
    label_static_ip="Doimiy IP",
    label_address="Manzil",
    label_waiting="Kutish ro'yxati",
    label_when="Kuni va vaqti",
    label_referrer="Qayerdan bildi",
)
