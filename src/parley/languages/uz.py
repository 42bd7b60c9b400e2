"""Uzbek: written in Latin, understood in Cyrillic too."""

from parley.core.heard import Hears
from parley.core.text import in_both_scripts, listed
from parley.languages.base import Language, Says


def both(text: str) -> tuple[str, ...]:
    return in_both_scripts(listed(text))


SAYS = Says(
    hello="Assalomu alaykum!",
    greeting="Assalomu alaykum! Men «{company}» kompaniyasining yordamchisiman.",
    ask_need="Sizni nima qiziqtiradi?",
    who_am_i="Men «{company}» kompaniyasining virtual yordamchisiman: savollarga javob beraman va "
    "buyurtma qoldirishga "
    "yordam beraman. Odam bilan gaplashmoqchi bo'lsangiz, ayting — menejerni chaqiraman.",
    ask_name="Ismingiz nima?",
    ask_name_again="Iltimos, ismingizni aytib yuborasizmi?",
    ask_phone="{name}, telefon raqamingizni qoldirasizmi? Menejer batafsil tushuntirib beradi.",
    ask_phone_unnamed="Telefon raqamingizni qoldirasizmi? Menejer batafsil tushuntirib beradi.",
    ask_phone_again="Menejer siz bilan bog'lanishi uchun telefon raqamingizni yozib yuboring, iltimos.",
    bad_phone="{phone} raqamida sonlar yetishmayapti yoki ortiqcha ko'rinadi. Yana bir marta yozib yuborasizmi?",
    phone_noted_ask_name="{phone} raqamini yozib oldim. Ismingiz nima?",
    read_back="Tekshirib ko'ring: {name}, {phone}. Hammasi to'g'rimi?",
    read_back_phone="Raqamingizni tekshirib ko'ring: {phone}. To'g'rimi?",
    ask_correction="Mayli, tuzatamiz. Nimani o'zgartirish kerak: ismingiznimi yoki raqamingiznimi?",
    confirmed="Rahmat, {name}! Arizangiz qabul qilindi, menejer tez orada siz bilan bog'lanadi.",
    confirmed_unnamed="Rahmat! Arizangiz qabul qilindi, menejer tez orada siz bilan bog'lanadi.",
    already_confirmed="Arizangiz menejerda. Yana savol bo'lsa, yozavering.",
    contact_refused="Mayli, busiz ham bo'ladi. Savolingiz bo'lsa, bering — jon deb javob beraman.",
    found_one="Sizga mana bu mos keladi:",
    found_many="Bizda quyidagilar bor:",
    not_found="Bu savolga aniq javobim yo'q, sizni chalg'itishni istamayman. Menejerga yetkazishim mumkin.",
    products_not_found="Afsuski, hozir mos keladigani yo'q. So'rovingizni menejerga yetkazishim mumkin.",
    nearest_instead="Buning o'zi yo'q, lekin o'xshashi bor:",
    categories="Bizda bor: {categories}.",
    product="{name} — {price}",
    product_unpriced="{name} — narxi so'rov bo'yicha",
    unavailable="hozir yo'q",
    one_sentence_product="Bizda {name} bor, narxi {price}",
    anything_else="Yana nima aytib beray?",
    welcome="Arzimaydi, yordam berganimdan xursandman!",
    goodbye="Xayr, salomat bo'ling! Savol bo'lsa, yozing.",
    did_not_understand="To'liq tushunmadim. Biroz batafsilroq yozib yuborasizmi?",
    handover="Suhbatni menejerga topshiraman, u tez orada siz bilan bog'lanadi.",
    handover_ask_phone="Suhbatni menejerga topshiraman. Qaysi raqamga qo'ng'iroq qilish qulay?",
    opted_out="Tushundim, endi bezovta qilmayman. Kerak bo'lsak, yozib yuboring.",
    model_failed="Kechirasiz, hozir javob bera olmayapman. Xabaringiz saqlandi, albatta javob beramiz.",
    voice_failed="Xabarni tushuna olmadim. Qaytarib yuborasizmi?",
    button_yes="Ha, to'g'ri",
    button_no="Yo'q, tuzatish kerak",
    button_human="Menejerni chaqirish",
)

HEARS = Hears(
    alphabet="ўҳ",
    yes=both(
        "ha, xa, to'g'ri, tugri, togri, mayli, xo'p, albatta, bo'ladi, roziman, xuddi shunday, ha "
        "to'g'ri, yaxshi, aynan"
    ),
    no=both("yo'q, yoq, kerak emas, yo'q rahmat, rozi emasman, xohlamayman, unday emas, qiziq emas"),
    wrong=both("noto'g'ri, notogri, xato, to'g'ri emas, adashdim, adashibsiz, xato yozilgan"),
    right=both(
        "hammasi to'g'ri, barchasi to'g'ri, ha hammasi to'g'ri, hammasi joyida, hammasi tugri, hammasi togri"
    ),
    later=both("keyin, keyinroq, o'ylab ko'raman, o'ylab ko'ray"),
    idioms=both("boshqa hech narsa kerak emas, hech narsa kerak emas"),
    correction=both("boshqa raqam, o'zgartir*, tuzat*, boshqa, o'rniga, adashdim"),
    name_before=both("mening ismim, ismim, mening otim, otim, meni, ism sharifim, mening ism sharifim"),
    name_hint=both("bu, men"),
    name_after=both("deb chaqirishadi, deyishadi, deb atashadi, mening ismim"),
    name_endings=both("man"),
    not_names=both(
        "ismim, savol, narxi, qancha, telefon, raqam, toshkent, samarqand, kerak, bor, menga, sotib, "
        "olmoqchi, olmoqchiman, "
        "noutbuk, qanday, qaysi, muzlatgich, yetkazib, berish, buyurtma"
    ),
    phone_words=both("raqam*, nomer*, telefon*, tel, mobil, aloqa, telegram"),
    greeting=both(
        "salom, assalomu alaykum, assalomu aleykum, salom alaykum, xayrli kun, xayrli tong, xayrli kech, "
        "yaxshimisiz"
    ),
    thanks=both("rahmat, raxmat, katta rahmat, tashakkur, minnatdorman"),
    goodbye=both("xayr, salomat bo'ling, ko'rishguncha, sog' bo'ling"),
    human=both(
        "odam bilan, odam kerak, menejerni, menejer bilan, operator*, tirik odam, qo'ng'iroq qiling, "
        "mutaxassis*, xodim*, "
        "maslahatchi*, menejer kerak, bog'laning"
    ),
    not_human=both("men menejerman, o'zim menejerman"),
    opt_out=both("yozmang, menga yozmang, boshqa yozmang, bezovta qilmang, yozmanglar"),
    refuses_contact=both(
        "raqamimni bermayman, berishni xohlamayman, bergim kelmaydi, aytmayman, raqamsiz, qoldirmayman"
    ),
    price=both(
        "narx*, qancha turadi, necha pul, qancha so'm, necha so'm, arzon, qimmat, chegirma*, qanchadan, qancha"
    ),
    ready=both(
        "sotib olmoqchiman, olmoqchiman, buyurtma bermoqchiman, buyurtma beraman, olaman, ulanish, ariza "
        "qoldir*, "
        "yozilmoqchiman, zakaz qilmoqchiman, buyurtma qil*"
    ),
    question=both(
        "qanday, qancha, qayerda, qachon, nega, nima uchun, kim, nima, bormi, bo'ladimi, qaysi, ayting, "
        "ayting-chi, kerak, "
        "qidiryapman, ko'rsating, necha, mumkinmi"
    ),
    who_are_you=both("sen kimsan, siz kimsiz, siz botmisiz, botmi, robotmisiz, isming nima, ismingiz nima"),
    catalogue=both(
        "nima bor, sizda nima bor, nima sotasiz, qanday mahsulotlar, qanday xizmat*, katalog, nima "
        "taklif qilasiz, nimalar bor"
    ),
    marks=both(
        "men, siz, sizda, menga, bor, yo'q, va, uchun, bu, mening, sizning, kerak, bo'yicha, haqida, "
        "yoki, lekin, ham, emas, "
        "juda, yaxshi, bizda, shu, gacha, ming, so'm, bilan, edi, bormi, qanday, qancha, bo'lsa, "
        "iltimos, nima, "
        "sizga, sizni, yana, endi, hozir, to'liq, biroz, yozib, qayerda, qachon"
    ),
)

LANGUAGE = Language(
    code="uz",
    aliases=("uz",),
    own_name="O'zbekcha",
    english_name="Uzbek",
    scripts=("Latn", "Cyrl"),
    letters="ўҳ",
    region="UZ",
    says=SAYS,
    hears=HEARS,
)
