"""Uzbek: written in Latin, understood in Cyrillic too."""

from parley.languages.base import ClaimVocabulary, Language, Replies
from parley.languages.first_names import AMBIGUOUS_UZBEK_NAMES, UZBEK_NAMES
from parley.languages.rare_first_names import RARE_UZBEK_NAMES, UZBEK_NAME_ENDS, UZBEK_NAME_STARTS
from parley.languages.uzbek_cyrillic import add_uzbek_cyrillic
from parley.nlu.dates.vocabulary import DateVocabulary, ValuedEntries, inflect_entries, parse_valued_entries
from parley.nlu.intent_cues import IntentCues
from parley.nlu.vocabulary import (
    ChoiceVocabulary,
    ContactVocabulary,
    OrderVocabulary,
    ReservationVocabulary,
    Vocabulary,
)
from parley.text.word_list import split_entries


def both_scripts(text: str) -> tuple[str, ...]:
    return add_uzbek_cyrillic(split_entries(text))


def dated_in_both_scripts(text: str, endings: str = "") -> ValuedEntries:
    return tuple(
        (value, add_uzbek_cyrillic(forms)) for value, forms in inflect_entries(parse_valued_entries(text), endings)
    )


REPLIES = Replies(
    hello="Assalomu alaykum!",
    greeting="Assalomu alaykum! Men «{company}» kompaniyasining yordamchisiman.",
    ask_need="Sizni nima qiziqtiradi?",
    self_introduction="Men «{company}» kompaniyasining virtual yordamchisiman: savollarga javob beraman va "
    "buyurtma qoldirishga "
    "yordam beraman. Odam bilan gaplashmoqchi bo'lsangiz, ayting — menejerni chaqiraman.",
    ask_name="Ismingiz nima?",
    ask_name_again="Iltimos, ismingizni aytib yuborasizmi?",
    ask_phone="{name}, telefon raqamingizni qoldirasizmi? Menejer batafsil tushuntirib beradi.",
    ask_phone_unnamed="Telefon raqamingizni qoldirasizmi? Menejer batafsil tushuntirib beradi.",
    ask_phone_again="Menejer siz bilan bog'lanishi uchun telefon raqamingizni yozib yuboring, iltimos.",
    invalid_phone=(
        "{phone} raqamida sonlar yetishmayapti yoki ortiqcha ko'rinadi. Yana bir marta yozib yuborasizmi?"
    ),
    phone_noted_ask_name="{phone} raqamini yozib oldim. Ismingiz nima?",
    read_back="Tekshirib ko'ring: {name}, {phone}. Hammasi to'g'rimi?",
    read_back_phone="Raqamingizni tekshirib ko'ring: {phone}. To'g'rimi?",
    read_back_contact="Tekshirib ko'ring: {contact}. Hammasi to'g'rimi?",
    contact_noted_ask_name="Yozib oldim: {contact}. Ismingiz nima?",
    ask_correction="Mayli, tuzatamiz. Nimani o'zgartirish kerak: ismingiznimi yoki raqamingiznimi?",
    correction_noted="Tuzatdim: {contact}. Menejerga aytib qo'ydim.",
    confirmed="Rahmat, {name}! Arizangiz qabul qilindi, menejer tez orada siz bilan bog'lanadi.",
    confirmed_unnamed="Rahmat! Arizangiz qabul qilindi, menejer tez orada siz bilan bog'lanadi.",
    already_confirmed="Arizangiz menejerda. Yana savol bo'lsa, yozavering.",
    why_contact="Bu faqat menejer siz bilan bog'lanib, tafsilotlarni aniqlashtirishi uchun kerak.",
    contact_refused="Mayli, busiz ham bo'ladi. Savolingiz bo'lsa, bering — jon deb javob beraman.",
    found_one="Sizga mana bu mos keladi:",
    found_many="Bizda quyidagilar bor:",
    found_similar="Aynan shunaqasi hozir yo'q, eng yaqini mana bu:",
    not_found="Bu savolga aniq javobim yo'q, sizni chalg'itishni istamayman. Menejerga yetkazishim mumkin.",
    info_hours="Ish vaqtimiz: {value}.",
    info_address="Manzilimiz: {value}.",
    info_contacts="Biz bilan shunday bog'lanishingiz mumkin: {value}.",
    quoted_document="Hujjatlarimizda bu haqda asl tilda shunday yozilgan: «{text}»",
    unanswered="Bu savolga esa aniq javobim yo'q: {questions}. Menejerga yetkazishim mumkin.",
    products_not_found="Afsuski, hozir mos keladigani yo'q. So'rovingizni menejerga yetkazishim mumkin.",
    alternatives="Buning o'zi yo'q, lekin o'xshashi bor:",
    categories="Bizda bor: {categories}.",
    product="{name} — {price}",
    product_without_price="{name} — narxi so'rov bo'yicha",
    price_unknown="(aniq narxini menejer aytadi)",
    unavailable="hozir yo'q",
    one_sentence_product="Bizda {name} bor, narxi {price}",
    anything_else="Yana nima aytib beray?",
    you_are_welcome="Arzimaydi, yordam berganimdan xursandman!",
    goodbye="Xayr, salomat bo'ling! Savol bo'lsa, yozing.",
    did_not_understand="To'liq tushunmadim. Biroz batafsilroq yozib yuborasizmi?",
    fact_value="{product}: {label} — {value}.",
    fact_plain="{product}: {value}.",
    fact_yes="Ha. {product}: {value}.",
    fact_no="Yo'q. {product}: {value}.",
    fact_unknown="“{product}” tavsifida bu haqda aytilmagan, taxmin qilgim kelmaydi. Menejerdan aniqlab "
    "bera olaman.",
    fact_unknown_value="“{product}” tavsifida ko'rsatilmagan: {label}. Menejerdan aniqlab bera olaman.",
    fact_available="Ha, {product} bor — {price}.",
    fact_sold_out="{product} — hozir yo'q, tugagan.",
    fact_price="{product} — {price}.",
    fact_chosen="Yaxshi, yozib oldim: {product} — {price}.",
    fact_which="Qaysi biri ekanini yozing:",
    fact_sum="{quantity} × {product}, donasi {price} — jami {total}.",
    fact_sum_discount="{quantity} × {product}, donasi {price} — {full}, soniga qarab {discount} % chegirma "
    "bilan jami {total}.",
    fact_sum_second="{quantity} × {product}, donasi {price} — {full}, ikkinchisiga {discount} % chegirma bilan — "
    "{total}.",
    fact_total="Hammasi birga: {total}.",
    fact_free="{name} — bepul",
    fact_cheapest="Eng arzoni {product} — {value}.",
    fact_dearest="Eng qimmati {product} — {value}.",
    fact_most="Birinchi o'rinda {product}: {label} — {value}.",
    fact_least="Eng kami {product}: {label} — {value}.",
    fact_cheap_place="Arzonidan sanaganda № {place}: {product} — {value}.",
    fact_dear_place="Qimmatidan sanaganda № {place}: {product} — {value}.",
    fact_place="Shu ko'rsatkich bo'yicha № {place}: {product}, {label} — {value}.",
    fact_recommended="Men {product} olishni maslahat bergan bo'lardim — {price}.",
    fact_reasons="Sababi: {reasons}.",
    fact_reason_cheapest="boshqalaridan arzon",
    fact_comparison="Farqi:",
    fact_label_price="narxi",
    sorry_for_problem="Shunday bo'lganidan afsusdamiz, birga hal qilamiz.",
    sorry_for_outage="Noqulaylikni tushunaman. Hozir mutaxassislarga xabar beraman.",
    sorry_for_service="Sizni tushunaman, bunday bo'lmasligi kerak edi. Uzr so'raymiz.",
    details_noted="Rahmat, yozib oldim: menejerga murojaat bilan birga yetkazaman.",
    handover="Suhbatni menejerga topshiraman, u tez orada siz bilan bog'lanadi.",
    handover_ask_phone="Suhbatni menejerga topshiraman. Qaysi raqamga qo'ng'iroq qilish qulay?",
    handover_noted="Sizga odam kerakligini yozib qo'ydim: menejer bu murojaatni o'qigach, siz bilan bog'lanadi.",
    trouble_noted="Murojaatingizni yozib qo'ydim: menejer uni o'qigach, siz bilan bog'lanadi.",
    handover_reach_us="O'zingiz tezroq bog'lanishingiz mumkin: {contacts}.",
    handover_ask_contact="Javob berishlari uchun raqam yoki e-mail qoldirasizmi?",
    order_number_helps="Buyurtma yoki shartnoma raqami ham yordam beradi.",
    opted_out="Tushundim, endi bezovta qilmayman. Kerak bo'lsak, yozib yuboring.",
    data_deleted="Tayyor: kontaktlaringizni o'chirdim. Menejerga ham o'zidan o'chirishini aytib qo'ydim.",
    model_failed="Kechirasiz, hozir javob bera olmayapman. Xabaringiz saqlandi, albatta javob beramiz.",
    voice_failed="Xabarni tushuna olmadim. Qaytarib yuborasizmi?",
    voice_garbled="Sizni aniq eshita olmadim. Iltimos, qaytarib ayting yoki matn bilan yozib yuboring.",
    voice_late="Xabaringizni tinglab ulgurmadim. Iltimos, matn bilan yozib yuboring.",
    voice_off="Ovozli xabarlarni hozircha eshita olmayman. Iltimos, matn bilan yozib yuboring.",
    picture_noted=(
        "Rahmat, oldim. Rasmni o'zim ko'ra olmayman, lekin xodimlarimiz ko'rishadi. "
        "Sizni nima qiziqtirishini so'z bilan yozib yuboring, iltimos."
    ),
    file_noted=(
        "Rahmat, faylni oldim. Uni o'zim o'qiy olmayman, lekin xodimlarimiz ko'rishadi. "
        "Sizni nima qiziqtirishini so'z bilan yozib yuboring, iltimos."
    ),
    place_noted=(
        "Rahmat, xaritadagi joyni oldim va xodimlarimizga yetkazaman. "
        "Bu manzil bo'lsa, uni so'z bilan ham yozib yuboring, iltimos."
    ),
    sign_noted="Rahmat! Sizni nima qiziqtirishini so'z bilan yozib yuboring, iltimos.",
    button_yes="Ha, to'g'ri",
    button_no="Yo'q, tuzatish kerak",
    button_human="Menejerni chaqirish",
    read_back_all="Tekshirib ko'ring:\n{lines}\n\nHammasi to'g'rimi?",
    ask_what_to_correct="Mayli, tuzatamiz. Nimani o'zgartirish kerak?",
    ask_email="E-mail manzilingizni yozing — tasdiq xatini yuboramiz. O'tkazib yuborsangiz ham bo'ladi.",
    phone_required="Tushunaman. Raqam faqat shu ariza uchun kerak: tafsilotlarni tasdiqlash uchun.",
    day_past="{day} o'tib ketdi. {next} to'g'ri keladimi?",
    day_off="{day} biz ishlamaymiz. {next} to'g'ri keladimi?",
    ask_house="Uy raqamini aniqlashtiring: {street}.",
    not_understood="Javobingizni yaxshi tushunmadim.",
    offer_person="Xohlasangiz, menejerni chaqiraman — u yordam beradi.",
    answer_changed="Yozib oldim: {what}.",
    paused="Mayli, aytganlaringizning hammasini saqlab qo'ydim. Qulay paytda yozing — shu yerdan davom etamiz.",
    resumed="To'xtagan joyimizdan davom etamiz.",
    yes_word="Ha",
    no_word="Yo'q",
    button_skip="O'tkazib yuborish",
    label_name="Ism",
    label_phone="Telefon",
    label_email="E-mail",
    already_handed_over="Murojaatingiz menejerda: menejer siz bilan bog'lanadi.",
    held_by_person="Sizga {name} javob beradi. Javob shu yerga keladi.",
    person_busy="Hozircha hech kim bo'shamadi. Javob shu yerga keladi.",
    person_busy_until="Hozircha hech kim bo'shamadi. Bugungi ish vaqtining oxiri — {time}, javob shu yerga keladi.",
    person_away_until="Hozir joyida hech kim yo'q. Ish boshlanadigan vaqt — {day}, {time}: o'shanda javob beramiz.",
    day_of_date="{day}",
    call_back_ask_phone="Qulay bo'lsa, raqamingizni qoldiring, qo'ng'iroq qilamiz.",
    call_back_offered="Telefon orqali qulay bo'lsa, qachon qo'ng'iroq qilishimizni yozing.",
    price_taken_seriously="Tushunaman, byudjetga mos kelishi muhim.",
    cannot_bargain="Narxni o'zim o'zgartira olmayman, buni menejer hal qiladi.",
    doubt_taken_seriously="Ehtiyotkorligingizni tushunaman, o'rinli savol.",
    time_to_think="Albatta, bemalol o'ylab ko'ring. Qaror qilganingizda yozing, men shu yerdaman.",
    stay_calm="Xafa bo'lganingizni tushunaman. Yordam kerak bo'lsa yozing, men shu yerdaman.",
    small_talk="Rahmat, hammasi yaxshi! Qanday yordam bera olaman?",
    as_said="Yuqorida yozganimdek: {answer}",
    shown_above="Bu variantlarni yuqorida ko'rsatdim.",
    cards_range="{low} dan {high} gacha, eng arzoni — {name}.",
    ask_choice="Qaysi biri sizga yaqinroq?",
    offer_order="Buyurtma rasmiylashtiraymi?",
    offer_notice="O'xshashini qidiraymi yoki savolni menejerga beraymi?",
    offer_better_price="Narx bo'yicha nima qilish mumkinligini menejerdan so'raymi?",
    ask_which="Qaysi birini rasmiylashtiray?",
    order_taken="Yozib qo'ydim: {order}.",
    order_changed="Tuzatdim, buyurtmangiz endi shunday: {order}.",
    order_emptied="Olib tashladim. Buyurtmada hozircha hech narsa yo'q.",
    order_remark="Buyurtmaga yozib qo'ydim: «{words}».",
    order_line="Buyurtmangiz: {order}.",
    label_order="Buyurtma",
    label_wishes="Istaklar",
    answer_here="Mayli, shu yerda, chatda yozishamiz: qo'ng'iroq qilmaymiz.",
    handover_in_chat="Suhbatni menejerga topshiraman: u siz bilan shu chatda bog'lanadi.",
    already_in_chat="Murojaatingiz menejerda: javob shu chatga keladi.",
    confirmed_in_chat="Rahmat! Ariza qabul qilindi, menejer siz bilan shu chatda bog'lanadi.",
    not_found_noted="Bunga aniq javobim yo'q: menejer bu savolni ham ko'radi.",
    open_until="Ha, hozir ochiqmiz, soat {time} gacha.",
    open_all_day="Ha, kecha-yu kunduz ishlaymiz.",
    closed_until="Hozir yopiqmiz, {day} soat {time} da ochilamiz.",
    today="bugun",
    tomorrow="ertaga",
    opening_days=(
        "dushanba kuni",
        "seshanba kuni",
        "chorshanba kuni",
        "payshanba kuni",
        "juma kuni",
        "shanba kuni",
        "yakshanba kuni",
    ),
    variants={
        "not_found_noted": ("Buni ham aniq bilmayman — savolni menejerga qoldiraman.",),
        "already_handed_over": (
            "Murojaatingiz qabul qilindi, menejer sizga javob beradi.",
            "Menejerga eslatdim: u siz bilan bog'lanadi.",
        ),
        "details_noted": (
            "Tushundim, rahmat: menejer buni murojaatda ko'radi.",
            "Rahmat, bu menejerga aniqlashga yordam beradi.",
        ),
        "sorry_for_problem": ("Tushunaman, bu yoqimsiz holat. Yordam beramiz.",),
        "sorry_for_outage": ("Bu qanchalik xalaqit berishini tushunaman. Shug'ullanyapmiz.",),
        "sorry_for_service": ("Shunday bo'lganidan afsusdaman. Men siz tomondaman.",),
        "not_found": (
            "Bu haqda menda ma'lumot yo'q, o'ylab topmayman. Savolni menejerga beraymi?",
            "Buni ham aniq bilmayman. Menejer yaxshiroq javob beradi, yetkazaymi?",
        ),
        "products_not_found": ("Hozir bizda bunday yo'q. So'rovni menejerga beraymi?",),
        "did_not_understand": (
            "Fikringizni tushunmadim. Boshqacha aytib bera olasizmi?",
            "Hali ham tushunmayapman. Xohlasangiz, menejerni chaqiraman.",
        ),
        "stay_calm": ("Sizni eshityapman. Istagan vaqtda yordam beraman.",),
        "small_talk": ("Men tanlash va buyurtma berishda yordam beraman. Nimani aytib beray?",),
        "you_are_welcome": ("Arzimaydi! So'rayvering.",),
        "goodbye": ("Xayr, salomat bo'ling! Yana yordam berishdan xursandman.",),
        "time_to_think": ("Yaxshi, shoshiltirmayman. Gaplashganlarimiz shu yerda qoladi.",),
        "contact_refused": ("Ixtiyoringiz, raqamsiz ham bo'ladi.",),
        "price_taken_seriously": ("Narx muhim, roziman.",),
        "ask_need": ("Qanday yordam bera olaman?",),
        "anything_else": ("Yana nimani aytib beray?",),
    },
)

CONTACT_VOCABULARY = ContactVocabulary(
    number_words=both_scripts(
        "nol=0, nul=0, bir=1, ikki=2, uch=3, to'rt=4, tort=4, besh=5, olti=6, yetti=7, sakkiz=8, to'qqiz=9, "
        "toqqiz=9, o'n=10+, yigirma=20, o'ttiz=30, ottiz=30, qirq=40, ellik=50, oltmish=60, yetmish=70, "
        "sakson=80, to'qson=90, toqson=90, yuz=*100, plyus=+, plus=+, ноль=0, плюс=+"
    ),
    number_forms=both_scripts("ming*=*1000, million*=*1000000, mln=*1000000, yarim=0.5, yuzga=*100"),
    amount_units=both_scripts("so'm*, som, sum, ming, million, mln, dona"),
    amount_cues=both_scripts("narxi, narx, byudjet*, taxminan"),
    identifier_words=both_scripts(
        "karta*, hisob*, stir, inn, jshshir, pinfl, pasport*, shartnoma*, trek, artikul, kod*"
    ),
    order_words=both_scripts("buyurtma*, zakaz*, ariza*"),
    dialled_words=both_scripts("qo'ng'iroqladim, yozgandim, yozdim, yozganman"),
    from_words=both_scripts("raqamimdan, nomerimdan, telefonimdan, raqamidan, nomeridan"),
    to_me_words=both_scripts("menga, bizga"),
    incoming_words=both_scripts("qilishdi, qilishgan, qilibdi"),
    unanswered_words=both_scripts(
        "bo'lmadi, foydasi, olmayapti, olmaydi, ko'tarmaydi, ko'tarmayapti, bermaydi, bermayapti"
    ),
    other_person_words=both_scripts(
        "buxgalter*, hisobchi*, haydovchi*, kuryer*, oluvchi*, prorab*, kotib*, qorovul*, yordamchi*"
    ),
    wanted_words=both_scripts("kerak, qidiryapman, izlayapman, bo'lib, men"),
    receiving_verbs=both_scripts("kutib, oladi, qabul, qiladi"),
    at_you_words=both_scripts("sizda, sizlarda, sizning, sizlarning"),
    messenger_words=both_scripts("tg, telegram*, insta*, nik*, nikim, yozing, yozavering"),
    extension_words=both_scripts("ichki, qo'shimcha"),
    number_nouns=both_scripts("raqam*, nomer*"),
    my_words=both_scripts(
        "o'zimniki, o'zimizniki, o'zimga, o'zimni, mening, meniki, o'zimning, raqamim, nomerim, telefonim"
    ),
    third_party_words=both_scripts(
        "oyimniki, onamniki, otamniki, dadamniki, akamniki, ukamniki, opamniki, singlimniki, xotinimniki, "
        "erimniki, do'stimniki, qizimniki, o'g'limniki, ayamning, ayamniki, bolamniki, qo'shnimniki, "
        "hamkasbimning, hamkasbimniki, boshlig'imning, xotinimning, erimning, do'stimning, akamning, "
        "ukamning, opamning, singlimning, onamning, otamning, "
        "oyimning, dadamning, o'g'limning, qizimning, turmush, qo'shnimning, bolamning, uning"
    ),
    second_words=both_scripts("ikkinchi*, oxirgi*"),
    kinship_words=both_scripts(
        "xotini*, eri, turmush o'rtog'i, onasi*, otasi*, dadasi*, oyisi*, akasi*, ukasi*, opasi*, singlisi*, "
        "do'sti*, hamkasbi*, yordamchisi*, qo'shnisi*"
    ),
    your_words=both_scripts("sizning, sizlarning, sizni, sizlarni"),
    contact_nouns=both_scripts("raqam*, nomer*, telefon*, tel, pochta*, email, manzil*"),
    your_contact_nouns=both_scripts(
        "raqamingiz*, raqamlaringiz*, nomeringiz*, telefoningiz*, telefonlaringiz*, pochtangiz*, instangiz*, "
        "instagramingiz*"
    ),
    site_words=both_scripts("sayt*, sahifa*, instagram*"),
    in_use_words=both_scripts("yangi, yangisi, endi, hozirgi"),
    outdated_words=both_scripts(
        "eski, eskisi, avvalgi, oldingi, emas, qilmang*, ishlatmayman, ishlamaydi, yo'q, yozmang*, ishlatmang*"
    ),
    if_words=both_scripts("agar"),
    number_end_words=both_scripts("oxirgi*, oxiri*, so'nggi*, tugaydi, yakuni, tugashi"),
    digit_nouns=both_scripts("raqamlari, raqami, raqam, sonlari, ta, xonasi, cifra*"),
    at_sign_words=both_scripts("kuchukcha, it, sobaka"),
    dot_words=both_scripts("nuqta"),
    instrumental_endings=(),
    genitive_endings=both_scripts("ning=, ni="),
    in_name_of_words=both_scripts("nomiga, ismiga, nomidan, otiga"),
    booking_verbs=both_scripts("yoz*, rasmiylashtir*, ro'yxat*, bron*, qo'y*, kirit*, saqla*, belgila*"),
    booking_prepositions=(),
    that_one_words=both_scripts("shuni, o'shani, shu, shunday, uni"),
    self_pronouns=both_scripts("men"),
    compound_name_starts=add_uzbek_cyrillic(name.lower() for name in UZBEK_NAME_STARTS),
    compound_name_ends=add_uzbek_cyrillic(name.lower() for name in UZBEK_NAME_ENDS),
    not_words=(),
    not_words_after=both_scripts("emas"),
    but_words=both_scripts("bu, balki"),
    rename_verbs=both_scripts("o'zgartir*, almashtir*, to'g'irla*, to'g'rila*, tuzat*"),
    rename_prepositions=(),
    oblique_cues=(),
    feminine_endings=(),
    masculine_endings=(),
    firm_words=both_scripts("mchj, yatt, aj, qk, kompaniyasi, firmasi, xk"),
    firm_prepositions=(),
    place_endings=both_scripts("dan, da, danman, daman"),
    name_particles=both_scripts("o'g'li, qizi, ogli, ugli, kizi"),
    first_names=add_uzbek_cyrillic(name.lower() for name in (*UZBEK_NAMES, *RARE_UZBEK_NAMES)),
    ambiguous_first_names=add_uzbek_cyrillic(name.lower() for name in AMBIGUOUS_UZBEK_NAMES),
    surname_endings=both_scripts(
        "ov, ova, ev, eva, yev, yeva, zoda, zod, xon, jon, bek, ovich, ovna, o'g'li, qizi"
    ),
    non_name_endings=both_scripts(
        "mayman, maydi, yapman, yapsiz, tingiz, dingiz, inglar, sangiz, sizlar, moqchiman, moqchi, yapti"
    ),
    non_name_words=both_scripts(
        "voy, obbo, yashavoring, eh, e, qoyil, ofarin, qavat*, podyezd*, korpus*, mavze*, "
        "parda, deraza, eshik, mebel*, kitob*, o'yinchoq, soat, sumka, choy, kvartira*, maslahat*, "
        "quruvchi*, muddatli, to'lov*, muzlatgich*, televizor*, kir, changyutgich, kiyim*, gul, gullar, "
        "tort, xizmat*, ta'mirlash, tozalash, dars, kurs, nasiya, kredit, yetkazib, kafolat, chegirma, "
        "mahsulot*, tovar*, o'lcham, mijoz*, xaridor*, sotuvchi*, menejer*, direktor*, shifokor*, "
        "o'qituvchi*, talaba*, haydovchi*, odam*, kishi*, hechkim, ona, ota, aka, uka, opa, singil, xola, "
        "amaki, do'st, qo'shni, o'g'lim*, qizim*, bolam*, dushanba*, seshanba*, chorshanba*, payshanba*, "
        "juma, shanba*, yakshanba*, yanvar, fevral, mart, aprel, iyun, iyul, avgust, sentabr, oktabr, "
        "noyabr, dekabr, bugun*, ertaga*, kecha, keyin*, hozir*, ertalab, kechqurun, oq, qora, qizil, ko'k, "
        "yashil, katta, kichik, yangi, arzon, qimmat, yaxshi, yomon, birinchi, ikkinchi, sir, muhim, tez, "
        "shoshilinch, bilmayman, aytmayman, nega, nima, kimsiz, kimsan, hechnarsa, rost, yolg'on, savol*, "
        "yordam*, manzil, ko'cha, shahar, uy, ish, do'kon, o'zim, faqat, balki, yana, avval, talabaman, "
        "ahamiyat*, farqi, baribir, ma'nosi, muhimmas, xursand, tayyor*, familiya*, shart"
    ),
)

RESERVATION_VOCABULARY = ReservationVocabulary(
    exceptions=both_scripts(
        "boshqasi*, boshqalari*, qolgan*, tashqari, hisobga olmaganda, hisoblamaganda, qo'shmaganda, bundan "
        "boshqa, boshqa, bo'lmasa, istisno*, mustasno"
    ),
    conditions=both_scripts(
        "agar, unda to'g'ri, shunda to'g'ri, shundagina, bo'lardi, bo'lar edi, to'g'ri bo'ladi, sharti bilan, "
        "shart bilan, holda, keyingina, keyin ha, so'ng ha"
    ),
    condition_endings=both_scripts("sangiz, sangizlar, masa, lsa, tsa, rsa, ylsa, nsa, sam, sa, sang, sak"),
    doubts=both_scripts(
        "ishonch*, ishonmay*, ishonolmay*, shubha*, gumon*, bilmay*, bilmadim, o'ylamay*, o'ylamiman, kim aytdi, "
        "rostdanmi, to'g'rimi, to'g'rimikan, to'g'rimikin, to'g'riligi*, amin emas*, aniq emas*, esimda yo'q, "
        "esimda emas, qaerdan bildingiz, qayerdan bildingiz, mikan, shundaymi, haqiqatanmi, noaniq, emasga "
        "o'xshay*, emasdir, emas shekilli, dargumon, bo'lsa kerak, bo'lsa edi, deylik, aytaylik, deyish qiyin, "
        "aytish qiyin, qanday aytsam, tekshiring, tekshirib ko'r*, qayta tekshir*"
    ),
    question_particles=both_scripts("mi, mikan, mikin"),
    degrees=both_scripts(
        "qisman, yarmi*, yarim*, yarimta, chala, unchalik, unchaligam, biroz, sal, hammasi emas, hammasi ham "
        "emas, hammasimas, to'liq emas, butunlay emas, bir qismi, ba'zi*, ayrim*, o'rtacha, ikkalasi emas, "
        "bittasi, deyarli, ko'p emas, qariyb, foizi, foiz"
    ),
    only_words=both_scripts("faqat, faqatgina, xolos, yolg'iz"),
    contrasts=both_scripts("lekin, lekn, ammo, biroq, faqat, vale, shunday bo'lsa ham, esa"),
    ironies=both_scripts(
        "tuyaning dumi, dumi yerga, ishondim sizga, ishondim senga, kutib o'tir*, kutib tur*, hazil*, kulgili, "
        "orzu qil*, ertak*, men podsho*, men qirolicha, qo'ysangizchi, qo'yavering, yolg'on*, qani endi, "
        "tushingda, tushingizda, bekor ayt*, qizil qor*"
    ),
    negations=(),
    negated_verb_endings=both_scripts(
        "maydi, madi, magan, maganman, mayapti, mas, mayman, mayapman, mabdi, maypti, miman, midi, maymiz, "
        "olmadim, masdi, maptilar, mapti, mayabdi, maganlar, magansiz, mabsiz, mapsiz, mabsizlar, mabsan"
    ),
    edits=both_scripts(
        "o'chir*, olib tashla*, oling, olish kerak, qo'sh*, o'zgartir*, to'g'irla*, to'g'rila*, tuzat*, "
        "almashtir*, yetishma*, yetmay*, ortiqcha, xato*, noto'g'ri, adash*, unut*, qolib ket*, tushib qol*, "
        "boshqa, o'zga, boshqacha, kam"
    ),
    contact_parts=both_scripts(
        "raqam*, nomer*, telefon*, harf*, familiya*, ism*, otim*, otasining ismi, sharif*, son, soni, oxiri*, "
        "boshi*, kod*, nol, bir, ikki, uch, to'rt, besh, olti, yetti, sakkiz, to'qqiz, bitta"
    ),
    reach_verbs=both_scripts(
        "qo'ng'iroq qil*, telefon qil*, tel qil*, bog'lan*, yozing, yozib, yoz, yozsangiz, sms, telegramga, "
        "telegramdan, vatsapga, kutaman, kutyapman, kutib qolaman, qilavering"
    ),
    complementizers=both_scripts("deb, degan, deganga, ekaniga, ekanligiga, ekanini"),
    harmless=both_scripts(
        "shubhasiz, shubha yo'q, shubham yo'q, boshqa hech, boshqa savol*, xato yo'q, xatosi yo'q, xatosiz, xato "
        "qilma*, xato ketma*, o'zgartirma*, tuzatma*, hech narsa* o'zgartir*, xavotir olma*, qarshi emas*, xato "
        "ko'rma*, xato topma*, ishonchim komil to'g'ri, ishonavering, ishonchingiz komil bo'lsin, yarim soat*, "
        "ishonchli, yuz foiz, 100 foiz, meniki, asosiy, shaxsiy, ish raqami*, ish telefoni*"
    ),
)

INTENT_CUES = IntentCues(
    malfunctions=split_entries(
        "buzil*, buzuq, buzuldi, sindi, singan, siniq, sinib, ishlamay*, ishlamaydi, ishlamayapti, ishdan chiq*, "
        "yonmay*, yonmaydi, yoqilmay*, zaryad olma*, zaryad ushla*, zaryadlanma*, o't olma*, muzlatma*, sovutma*, "
        "isitma*, qizimay*, qizdirma*, quritma*, siqmay*, to'kmay*, tortmay*, so'rmay*, chiqarmay*, aylanmay*, "
        "chop etma*, ko'rmay*, tutmay*, sezmay*, ochilmay*, yopilmay*, yuklanmay*, ko'rsatmay*, eshitilmay*, "
        "eshitmay*, ovozi yo'q, ovoz chiqmay*, rasmi yo'q, to'xtab, to'xtab qol*, o'chib, o'chib qol*, qotib, "
        "qotib qol*, sekin, o'zi o'ch*, qayta yuklan*, lipill*, miltilla*, titra*, xirilla*, g'ichirla*, "
        "g'ijirla*, chiyilla*, guvulla*, g'uvulla*, shovqin qil*, hushtak*, sasiy*, sasib, hidi, hidlan*, kuyuk "
        "hid*, tutun*, uchqun*, kuyib, kuydi, kuyib ket*, erib, qizib, qizib ket*, oqyapti, oqib, oqadi, "
        "tomchila*, suv oq*, suv bos*, sizyapti, yorilib, yorildi, yorilgan, darz, tirnal*, tirnab, qiyshiq, "
        "qiyshay*, ajralib, ajral*, tushib qol*, tushib ket*, ko'chib, ko'chdi, uzil*, yirtil*, so'kil*, teshik, "
        "teshil*, eskirib, rangi chiq*, rangi ket*, bo'yog'i, kichrayib, cho'kib, bo'shab, tiqil*, zang*, "
        "mog'or*, chiri*, achib, aynigan, muddati o't*, xom, sovuq kel*, muzday, so'lib, so'lgan, qurib, brak, "
        "nuqson*, yaroqsiz, sifatsiz, sifati past, soxta ekan, xato ber*, zaryadi yet*, tez o'tir*, ezil*, "
        "бузил*, бузуқ, синди, синган, синиқ, синиб, ишламай*, ишдан чиқ*, ёнмай*, ёқилмай*, заряд олма*, "
        "зарядланма*, ўт олма*, музлатма*, совутма*, иситма*, исимай*, қизимай*, сиқмай*, тортмай*, айланмай*, "
        "кўрмай*, очилмай*, ёпилмай*, юкланмай*, кўрсатмай*, эшитилмай*, овози йўқ, тўхтаб, ўчиб, қотиб, "
        "липилла*, ғичирла*, шовқин қил*, сасиб, сасияпти, ҳиди, тутун*, учқун*, куйиб, куйди, қизиб, оқяпти, "
        "оқиб, томчила*, сув бос*, ёрил*, дарз, тирнал*, қийшай*, тушиб, кўчиб, узил*, йиртил*, сўкил*, тешик, "
        "чўкиб, моғор*, чири*, сўлиб, брак, нуқсон*, яроқсиз, сифатсиз, хато бер*, эзил*"
    ),
    wrong_goods=split_entries(
        "boshqa rang*, boshqa razmer, boshqa o'lcham, boshqa model*, boshqa narsa, boshqasi, birovniki, "
        "adashtir*, almashtirib yubor*, o'rniga, yetishma*, kam, to'liq emas, solmay, solishmabdi, unutib, bo'sh "
        "quti, quti ochil*, ochilgan, ishlatilgan, mos emas, mos kelma*, o'xshama*, rasmdagiday emas, "
        "tushmayapti, kichkina ekan, katta ekan, adashib*, to'g'ri kelmadi, бошқа ранг*, бошқа размер, бошқа "
        "модел*, бошқа нарса, бошқаси, адаштир*, ўрнига, етишма*, кам, солмай, бўш, очилган, ишлатилган, мос "
        "эмас, ўхшама*, тўғри келмади"
    ),
    past_purchases=split_entries(
        "oldim, olgandim, olgan, olganman, olganimga, olgan edim, sotib ol*, buyurtma ber*, zakaz qil*, to'ladim, "
        "to'laganman, to'lagandim, olib kel*, olib keli*, keldi, kelibdi, kelgan, yetkazdi*, yubordi*, "
        "yuboribsiz*, yuborishibdi, o'rnatgan*, qo'ygan*, qo'ydinglar, ulagan*, tuzatgan*, tuzatish*, tuzattir*, "
        "yig'gan*, almashtirgan*, sizlardan, sizdan, sizlarning, sizning, sizlar, do'koningiz*, ustangiz*, "
        "ustalaringiz*, kecha, o'tgan hafta, hafta bo'ldi, bir hafta, oy bo'ldi, bir oy, yangi olgan*, yangi, "
        "cheki bor, chek, kafolat*, олдим, олгандим, олган, олганман, олганимга, сотиб ол*, буюртма бер*, "
        "тўладим, тўлаганман, олиб кел*, келди, келибди, юборди*, юборибсиз*, ўрнатган*, қўйган*, тузатган*, "
        "тузаттир*, алмаштирган*, сизлардан, сиздан, сизларнинг, сизнинг, кеча, ўтган ҳафта, бир ҳафта, янги, "
        "чек, кафолат*"
    ),
    services=split_entries(
        "internet*, inet*, vayfay*, wifi, router*, modem*, tarmoq*, aloqa*, sayt*, ilova*, kabinet*, to'lov*, "
        "terminal*, tezlik*, kanal*, tv, servis*, server*, sahifa*, savat*, kod*, sms, avariya*, abonent*, sim "
        "karta, simka, portal*, ping, hosting*, obuna*, svet, parol, интернет*, инет*, вайфай*, роутер*, модем*, "
        "тармоқ*, алоқа*, сайт*, илова*, кабинет*, тўлов*, терминал*, тезлик*, канал*, сервер*, саҳифа*, код*, "
        "смс, авария*, сим карта, свет, парол"
    ),
    grievances=split_entries(
        "shikoyat*, arz qil*, uyat*, uyalma*, dahshat*, sharmanda*, qo'pol*, baqir*, urish*, alda*, aldab, "
        "aldadi*, firibgar*, yolg'on*, xafa*, ranji*, norozi*, ko'nglim qol*, ko'ngil qol*, jahl*, asab*, "
        "g'azab*, masxara*, mensima*, hurmat yo'q, hurmat qilma*, pisand qilma*, tartibsiz*, sirk, sudga, sud, "
        "prokurat*, advokat*, otziv yoz*, sharh yoz*, bitta yulduz, yulduz qo'y*, qaytib kelma*, oyoq bosma*, "
        "oyog'imni, hech qachon, oxirgi marta, sabr*, charchadim, bezdim, bezdir*, bahona*, quruq gap, va'dalar*, "
        "mas'uliyatsiz*, baribir, beparvo*, iflos, kir, tarakan, xizmat, tiqishtir*, turtib, itarib, buzdinglar, "
        "bekor ketdi, vaqtimni, шикоят*, уят*, даҳшат*, шарманда*, қўпол*, бақир*, алда*, фирибгар*, ёлғон*, "
        "хафа*, норози*, кўнглим қол*, асаб*, масхара*, менсима*, ҳурмат*, писанд қилма*, судга, отзив*, юлдуз*, "
        "қайтиб келма*, сабр*, чарчадим, баҳона*, қуруқ гап, барибир, бепарво*, ифлос, хизмат, тиқиштир*, итариб"
    ),
    delays=split_entries(
        "kutyapman, kutdim, kutib, kutaman, kutish, kutamiz, qachongacha, hali, haligacha, hech kim, javob yo'q, "
        "javob berma*, xabar yo'q, bog'lanma*, ko'tarma*, go'shak*, trubka*, tel qilsam, telefon qilsam, kelmadi, "
        "kelgani yo'q, kelishma*, olib kelishma*, yetkazishma*, qilmadi*, qilmadinglar, degandi*, degan edi*, "
        "dedinglar, va'da*, kechik*, ko'chir*, uchinchi marta, ikkinchi marta, beshinchi marta, necha marta, "
        "yana, hafta o'tdi, oy o'tdi, kun bo'yi, kuni bo'yi, ertalabdan, saatdan beri, soatdan beri, kundan beri, "
        "ikki soat, jim, indama*, dom-daraksiz, yo'qolib, cho'zib, uzoq, behuda, bekorga, кутяпман, кутдим, "
        "кутиб, кутаман, качонгача, қачонгача, ҳали, ҳеч ким, жавоб йўқ, жавоб берма*, хабар йўқ, кўтарма*, "
        "келмади, келишма*, қилмади*, дегандинг*, ваъда*, кечик*, кўчир*, учинчи марта, иккинчи марта, неча "
        "марта, яна, ҳафта ўтди, кундан бери, соатдан бери, эрталабдан, индама*, узоқ, бекорга"
    ),
    refunds=split_entries(
        "pulimni, pulim, pulni qaytar*, qaytaringlar, qaytarib bering, qaytarmay*, yechib ol*, yechil*, ikki "
        "marta yech*, ortiqcha, oldindan to'lov, zaklad, kompensatsiya, tovon, пулимни, пулим, пулни қайтар*, "
        "қайтаринг*, ечиб ол*, ортиқча, товон"
    ),
    harms=split_entries(
        "kuyib qol*, kuydir*, toshma, tosh*, qizarib, allergiya, qichi*, shishib, shish*, og'rib qol*, "
        "og'riyapti, zaharlan*, qusdim, qayt qil*, jarohat*, kesib, qon, soch chiq*, shisha chiq*, pashsha, tok "
        "ur*, yomonlash*, battar, куйдир*, тошма, қизариб, аллергия, шишиб, оғриб, оғрияпти, заҳарлан*, соч чиқ*, "
        "шиша чиқ*, баттар"
    ),
    shipments=split_entries(
        "buyurtma*, zakaz*, posilka*, yetkaz*, kuryer*, trek*, jo'natil*, yuboril*, holati, ariza*, yo'lda, "
        "tayyor, keladi, chiqdi, kel*, olib, буюртма*, заказ*, посилка*, етказ*, курьер*, ариза*, йўлда, тайёр, "
        "келади, чиқди"
    ),
    machines=split_entries(
        "bot*, robot*, avtomat*, dastur*, neyrotarmoq*, sun'iy, intellekt*, temir*, shablon*, kompyuter*, "
        "chatbot*, бот*, робот*, автомат*, дастур*, сунъий, компьютер*, mashina bilan gaplash*, mashina bilan "
        "yozish*, mashinaga tushuntir*, машина билан гаплаш*, машинага тушунтир*"
    ),
    rejections=split_entries(
        "kerak emas, kerakmas, keragi yo'q, xohlamayman, gaplashmayman, yozmayman, gaplashgim yo'q, yetar, "
        "bo'ldi, charchadim, bezdim, o'chir*, olib tashla*, ket, yo'qol, to'xtat*, qo'ying, qo'y, bo'lmasin, "
        "bo'lmasa bo'ldi, yomon ko'r*, yoqtirma*, ishonma*, ma'nosi yo'q, foydasiz, foydasi yo'q, ahmoq, "
        "tushunma*, siz, керак эмас, керакмас, кераги йўқ, хоҳламайман, гаплашмайман, етар, бўлди, ўчир*, кет, "
        "тўхтат*, қўйинг, бўлмасин, ёмон кўр*, ёқтирма*, ишонма*, фойдасиз, аҳмоқ, тушунма*"
    ),
    wishes=split_entries(
        "kerak, kerak edi, qidir*, qidiryapman, izla*, olmoqchi*, olgim, olay, olaman, olsam, qarayapman, "
        "qiziqtir*, tavsiya*, maslahat ber*, zakaz qilmoqchi, sotasiz*, bormi, tuzatasiz*, tuzatib ber*, "
        "almashtir*, qildirmoqchi, yasat*, tanla*, sotib olmoqchi, керак, керак эди, қидир*, изла*, олмоқчи*, "
        "оламан, олсам, қараяпман, қизиқтир*, тавсия*, сотасиз*, борми, тузатасиз*, алмаштир*"
    ),
    conditions=split_entries(
        "agar, bo'lsa, qolsa, ketsa, kelsa, buzilsa, yoqmasa, sig'masa, chi, mi, mumkinmi, bo'ladimi, qolmaydimi, "
        "ketmaydimi, necha marta, tez-tez, bir yildan keyin, агар, бўлса, қолса, кетса, бузилса, ёқмаса, "
        "мумкинми, бўладими, қолмайдими, кетмайдими"
    ),
    earlier_things=split_entries(
        "eski, eskisi, avvalgi, oldingi, ilgari, oldin, boshqa do'kon*, boshqa joy*, boshqa provayder*, qo'shnim, "
        "qo'shni, boshqa kompaniya, eskirdi, эски, эскиси, аввалги, олдинги, илгари, бошқа дўкон*, қўшним, қўшни, "
        "эскирди"
    ),
    resolutions=split_entries(
        "hal bo'ldi, tuzatib qo'y*, ishlayapti, hammasi yaxshi, hammasi ishla*, yaxshi ishla*, roziman, mamnun*, "
        "shikoyatim yo'q, muammo yo'q, buzilgani yo'q, joyiga tushdi, yoqdi, ҳал бўлди, тузатиб қўй*, ишлаяпти, "
        "ҳаммаси яхши, розиман, шикоятим йўқ, муаммо йўқ, ёқди"
    ),
    hired_people=split_entries(
        "santexnik*, elektrik*, yuk tashuv*, bola qarash, bola qaray*, enaga*, tozalaydigan, tozalash*, "
        "repetitor*, fotograf*, usta kerak, bo'yaydigan, oshpaz*, o'rgatadigan, yordamchi kerak, ishchi*, yigit "
        "kerak, evakuator*, tuzatadigan, сантехник*, электрик*, тозалайдиган, репетитор*, уста керак, ишчи*, "
        "ошпаз*, ўргатадиган, эвакуатор*"
    ),
    jobs=split_entries(
        "ish bormi, ishga, vakansiya*, rezyume, oylik*, maosh*, praktika, olasizlarmi, ishlayman, ishlaydi, "
        "ishlagim, o'zim, erim, xotinim, onam, dadam, otam, boshlig'im, ukam, opam, иш борми, ишга, ойлик*, "
        "ишлайман, ишлайди, ўзим, эрим, хотиним, онам, бошлиғим"
    ),
    erasures=split_entries(
        "o'chir*, yo'q qil*, tozala*, olib tashla*, chiqarib tashla*, unut*, qaytarib, saqlama*, ochir*, ўчир*, "
        "йўқ қил*, тозала*, олиб ташла*, чиқариб ташла*, унут*"
    ),
    personal_data=split_entries(
        "raqam*, telefon*, kontakt*, ma'lumot*, chat*, akkaunt*, profil*, pochta*, ism*, manzil*, baza*, anketa*, "
        "nomer*, yozishma*, рақам*, телефон*, контакт*, маълумот*, чат*, аккаунт*, профил*, почта*, исм*, "
        "манзил*, база*, номер*"
    ),
    keeps=split_entries(
        "o'chirma*, o'chirib tashlama*, olib tashlama*, yo'q qilma*, oxirgi raqam*, ўчирма*, олиб ташлама*"
    ),
    how_words=split_entries("qanday, qanaqa qilib, қандай"),
    about_me=split_entries("men haqimda*, o'zim haqimda, мен ҳақимда*"),
    insults=split_entries(
        "ahmoq*, eshak*, tentak*, nodon*, jinni*, galvars*, ovsar*, miyang yo'q, kalla yo'q, aqlsiz*, cho'chqa*, "
        "itlar, og'zingni yop, yop og'zingni, yo'qol, daf bo'l, yaramaysan, yaramas*, axlatsan, tupoysan, аҳмоқ*, "
        "эшак*, тентак*, нодон*, iflos*, haromi*, qo'tos*, savodsiz*, befahm*"
    ),
    experts=split_entries(
        "doktor*, shifokor*, vrach*, hamshira*, muhandis*, texnik*, usta*, mexanik*, buxgalter*, yurist*, "
        "o'qituvchi*, ustoz*, muallim*, murabbiy*, trener*, kurator*, oshpaz*, qandolatchi*, tikuvchi*, "
        "dizayner*, sartarosh*, kotib*, kassir*, haydovchi*, kuryer*, direktor*, rahbar*, boshliq*, boshlig'*, "
        "xo'jayin*, egasi*, mudir*, brigadir*, dispetcher*, navbatchi*, administrator*, admin*, mas'ul*, bo'lim*, "
        "xodim*, mutaxassis*, maslahatchi*, opa*, kattangiz*, шифокор*, бошлиғ*, раҳбар*, ходим*, мутахассис*, "
        "уста*"
    ),
    summons=split_entries(
        "chaqir*, ula*, ulang, ulab, bog'la*, bog'lan*, tel qil*, telefon qil*, qo'ng'iroq*, zvonok qil*, "
        "gaplash*, bering, bervor*, o'tkaz*, telefonda, ovozli, javob bersin, чақир*, уланг, улаб, боғла*, "
        "қўнғироқ*, телефон қил*, гаплаш*"
    ),
    high_prices=split_entries(
        "qimmat*, juda qimmat, arzonroq*, bozorda arzon, ko'p-ku, cho'ntagim*, pulim yetmay*, budjet*, byudjet*, "
        "osmonda*, buncha qimmat, shuncha pul*, қиммат*"
    ),
    haggling=split_entries(
        "tushir*, tushasiz*, tushing, arzonlashtir*, chegirma qil*, skidka qil*, oxirgi narx*, kelishaylik*, "
        "savdolash*, berasizmi, bersangiz ola*, naqd bo'lsa, тушир*, арзонроқ бер*"
    ),
)

CHOICE_VOCABULARY = ChoiceVocabulary(
    ordinals=both_scripts(
        "birinchi=1, birinchisi=1, birinchisini=1, ikkinchi=2, ikkinchisi=2, ikkinchisini=2, uchinchi=3, "
        "uchinchisi=3, uchinchisini=3, to'rtinchi=4, to'rtinchisi=4, to'rtinchisini=4, beshinchi=5, "
        "beshinchisi=5, oxirgi=-1, oxirgisi=-1, oxirgisini=-1"
    ),
    middle_words=both_scripts("o'rtacha, o'rtachasi, o'rtadagi*, o'rtanchasi"),
    superlative_words=both_scripts("eng"),
    cheap_words=both_scripts("arzon*, oddiy*, hamyonbop*"),
    dear_words=both_scripts("qimmat*"),
    fast_words=both_scripts("tez, tezi, tezini, tezkor*, kuchli*"),
    cheapest_words=both_scripts("arzonroq*"),
    dearest_words=both_scripts("qimmatroq*"),
    fastest_words=both_scripts("tezroq*"),
    wanting_words=both_scripts(
        "bo'ladimi, ulasa, ulab ber*, ulang, ulanglar, olaman, olay, olsam, kerak, xohlayman, istayman, "
        "bo'lsin, bering, yozing, mumkinmi"
    ),
    exclusions_before=(),
    exclusions_after=both_scripts(
        "emas, o'rniga, bo'lmaydi, yoqmadi, kam, kamlik qiladi, qimmat, qimmatroq ekan, sekin, yetmaydi"
    ),
    exclusions=both_scripts("kerak emas, kerakmas, keragi yo'q, shart emas"),
    exclusion_endings=both_scripts("siz"),
    contrasts=both_scripts("lekin, ammo, yaxshisi"),
    restarts=both_scripts(
        "yo'q, yoq, yo'q yo'q, to'g'risi, aniqrog'i, yaxshisi, voy, kechirasiz, to'xtang, adashdim, adashib, "
        "xato qildim"
    ),
    explaining_words=both_scripts("nima degani, farqi*, nimasi, nega, tushuntir*, yoki, nima kiradi"),
    assessing_words=both_scripts("qanday, qancha, yetadimi, qanaqa, qalay"),
    puzzled_words=both_scripts(
        "tushunmadim, tushunmayapman, tushunarsiz, nima deysiz, nima, qanaqasiga, bu nima, nima deyapsiz, "
        "bilmayman, bilmadim, qaydam"
    ),
)

ORDER_VOCABULARY = OrderVocabulary(
    taking_words=both_scripts(
        "qilib bering, qildiraman, tuzatib bering, "
        "olaman, olamiz, olay, olaylik, olmoqchiman, buyurtma ber*, buyurtma qil*, yozib qo'y*, yozib qoy*, "
        "yozib kuy*, rasmiylashtir*, o'rab ber*, tanladim, tanlayman, to'xtadim, zakaz qil*, zakaz ber*, bron "
        "qil*, ko'ndirdingiz*, ko'ndim, sotib olaman, olib ketaman, olvoraman, opketaman, olib qo'ying, "
        "oladigan bo'ldim, olaqolay"
    ),
    declining_words=both_scripts("olamanmi, olsam qancha"),
    choosing_words=both_scripts("bo'lsin, busin, unda, bering, kerak, mayli, yozing"),
    adding_words=both_scripts("yana, qo'shing, qo'shib, qo'shimcha, qoshing, qoshib, ham"),
    cancelling_words=both_scripts(
        "bekor qil*, hammasini olib tashla*, hammasini o'chir*, hech narsa kerak emas, hech narsa "
        "kerakmas, kerak emas endi, endi kerak emas, endi kerakmas, fikrimdan qaytdim, aynidim, "
        "olmaydigan bo'ldim, otmena*, rad etaman"
    ),
    removing_words=both_scripts("olib tashla*, olib tashlang, chiqarib tashla*, o'chirib tashla*"),
    changing_words=both_scripts(
        "yetadi, yetarli, "
        "bo'lsin, busin, o'zgartir*, uzgartir*, to'g'risi, almashtir*, kerak, o'rniga, yaxshisi, qiling, yozing"
    ),
    pointing_words=both_scripts(
        "shu, shuni, shundan, shunday, bundan, shunaqa, shunisini, shularni, buni, o'shani, o'shanisini, "
        "mana shu, mana shuni"
    ),
    counting_words=both_scripts("ta, dona*, shtuk*, sht, juft, quti*, pachka, shisha, tasini"),
    size_words=both_scripts("o'lcham*, razmer*, razmir*, ulcham*"),
    naming_words=both_scripts("soat*, xonadon*, kvartira*, qavat*, podyezd*, nomer*, raqam*, kod, taxminan"),
    measuring_words=both_scripts(
        "soat*, kun*, oy, oyga, hafta*, yil*, yosh*, daqiqa*, minut*, xonadon*, uy, qavat*, podyezd*, "
        "kishi*, odam*, ming, so'm*, som, foiz*, protsent*"
    ),
    digit_words=both_scripts("oxirgi raqam*, raqami, raqam oxiri, oxiri, oxirgi son*, tsifra*, sifra*"),
)

VOCABULARY = Vocabulary(
    cyrillic_alphabet="абвгғдеёжзийкқлмнопрстуўфхҳцчшъьэюя",
    yes=both_scripts(
        "boshlayveraylik, boshlayvering, "
        "ha, xa, to'g'ri, tugri, togri, mayli, xo'p, albatta, bo'ladi, roziman, xuddi shunday, ha "
        "to'g'ri, yaxshi, aynan, haa, tog'ri, to'gri, ho'p, xop, hop, xup, buladi, boladi, bo'pti, bopti, "
        "huddi shunday, shunday, aynan shunday, yahshi, yaxshi bo'ladi, tasdiqlayman, qarshi emasman, ha "
        "xohlayman, mayli bo'ladi, mayli xo'p, kelishdik, tayyorman, bo'lyapti, zo'r, rost, haqiqatan, "
        "shubhasiz, so'zsiz, juda to'g'ri, ok, okey, ho'p bo'ladi, xop buladi, hop boladi, ha albatta, "
        "bo'ldi, to'ppa to'g'ri, ma'qul, maqul, durust, ha mayli, ha shu, to'g'ri ekan, hammasi zo'r, ha "
        "ha, ha men, ha mening"
    ),
    no=both_scripts(
        "mos kelmaydi, mos "
        "kelmay*, rejamda yo'q, endi keragi yo'q, endi kerak emas, endi kerakmas, "
        "yo'q raxmat, raxmat kerak emas, "
        "bunaqa emas, unaqa emas, bu emas, "
        "yo'q, yoq, kerak emas, yo'q rahmat, rozi emasman, xohlamayman, unday emas, qiziq emas, yuq, "
        "yo'g'e, keremas, keragi yo'q, shart emas, kerakmas, qiziqmayman, qiziqtirmaydi, qiziqmas, hozir "
        "emas, hozircha yo'q, hozircha kerak emas, roziman emas, hohlamayman, istamayman, olmayman, "
        "bo'lmaydi, rad etaman, voz kechaman, voz kechdim, qarshiman, fikrimdan qaytdim, tayyor emasman, "
        "hech qachon, aslo, mutlaqo yo'q, yo'q kerak emas, yo'q yo'q, mutlaqo, yo'q bunday emas, bunday "
        "emas, hozir kerak emas, rahmat kerak emas, fikrimni o'zgartir*, fikrim o'zgardi, qarorimni o'zgartir*, "
        "niyatimdan qaytdim, boshqa joydan oldim, boshqa joydan oldik, boshqa joydan olib"
    ),
    wrong=both_scripts(
        "adashib*, adashgan*, xato ber*, xato yoz*, hato yoz*, xato ayt*, noto'g'ri ber*, noto'g'ri yoz*, "
        "noto'g'ri ayt*, "
        "noto'g'ri, notogri, xato, to'g'ri emas, adashdim, adashibsiz, xato yozilgan, notugri, noto'gri, "
        "togri emas, tugri emas, unchalik emas, unchalik to'g'ri emas, to'liq to'g'ri emas, hato, xato "
        "bor, xatosi bor, xato ketgan, xato ketibdi, xato yozibsiz, noto'g'ri yozilgan, noto'g'ri "
        "yozibsiz, adashdingiz, adashgansiz, adashtir*, yanglish, mening raqamim emas, bu men emasman, "
        "xatolik, shunday emas, chalkash*, boshqa odam, ism xato, raqam xato, adashyapsiz, adashyapman, "
        "xato qilyapsiz, deyarli, deyarli to'g'ri, ozgina xato"
    ),
    right=both_scripts(
        "o'z holida qolsin, shu holida qolsin, qanday bo'lsa shunday qolsin, almashtirish kerak emas, hammasi "
        "o'z joyida, hammasi o'rnida, hammasi o'z o'rnida, hammasi meniki, bari meniki, barchasi meniki, "
        "ikkalasi ham meniki, ikkalasi meniki, ikkalasi ham to'g'ri, ikkisi ham to'g'ri, ikkalasi to'g'ri, "
        "ikkovi ham to'g'ri, ikkovi ham meniki, bari to'g'ri, bari joyida, bari o'z joyida, barchasi o'z joyida, "
        "shundayligicha qoldir*, shu holicha qoldir*, o'z holicha qoldir*, shunday qoldir*, shunaqa qoldir*, "
        "shunday qolsin, shundayligicha qolsin, o'zgartirish kerak emas, o'zgartirish shart emas, tuzatish kerak "
        "emas, tuzatish shart emas, hech narsani o'zgartirmang, hech narsa o'zgartirmang, hech nima "
        "o'zgartirmang, hammasi mos, hammasi mos keladi, hammasi aniq, hammasi rost, to'g'ri yoziladi, hammasi "
        "to'g'ri, barchasi to'g'ri, ha hammasi to'g'ri, hammasi joyida, hammasi tugri, hammasi togri, xammasi "
        "to'g'ri, xammasi tugri, hamma narsa to'g'ri, hammasi yaxshi, hammasi shunday, xato yo'q, xatosi yo'q, "
        "raqam to'g'ri, raqamim to'g'ri, raqami to'g'ri, ism to'g'ri, ismim to'g'ri, to'g'ri yozilgan, to'g'ri "
        "yozibsiz, to'g'ri yozdingiz, bu men, menman, mening raqamim, ha mening raqamim, ma'lumotlar to'g'ri, "
        "barchasi joyida, xato emas, o'zgarish yo'q, o'zgarishsiz, hech qanday o'zgarish yo'q"
    ),
    later=both_scripts(
        "keyin, keyinroq, o'ylab ko'raman, o'ylab ko'ray, keyin aytaman, keyin yozaman, keyinroq yozaman, "
        "keyinroq aytaman, uylab kuraman, oylab koraman, o'ylayman, bilmayman, bilmadim, bilmiman, balki, "
        "ehtimol, mumkin, kutib turing, kuting, bir daqiqa, bir minut, bir soniya, hozir qarayman, "
        "ko'ramiz, ko'raman, ko'ray, qarab ko'ray, tekshirib ko'ray, tekshiray, ishonchim komil emas, "
        "aniq bilmayman, esimda yo'q, unutdim, maslahatlashay, maslahatlashib, hal qilmadim, boshqa "
        "safar, keyingi safar, ertaga aytaman, shoshmang, hali bilmayman, tushunmadim, o'ylab ko'ramiz, "
        "hozir, bir oz kuting, o'ylab yur*, uylab yur*, o'ylab ko'r*, uylab kur*, o'ylayap*, uylayap*, o'ylab "
        "tur*, o'ylab olay*, o'ylab olish*, o'ylashim kerak, o'ylash kerak, o'ylashimiz kerak, o'ylaymiz, "
        "maslahatlash*, hali qaror qil*, qaror qilmad*, qaror qilganimiz*, qaror qilganim*, hal qilmadik, hali "
        "aniq emas, aniq emas, solishtir*, noma'lum, aytish qiyin, so'rab ko'ray*, ikkilan*"
    ),
    negation_before=both_scripts("hech"),
    negation_after=both_scripts(
        "emas, emasman, emasmiz, emas edi, kerak emas, shart emas, keragi yo'q, kerakmas, keremas, yo'q"
    ),
    conjunctions=both_scripts("lekin, lekn, ammo, biroq, va, faqat, esa"),
    idioms=both_scripts(
        "yo'q bo'lsa, yo'q deganda, hech bo'lmasa, hech bo'lmaganda, hech qursa, baho ber*, tashakkur xat*, "
        "rahmat xat*, rahmat degan, raxmat degan, tashakkurnoma*, minnatdorchilik xat*, "
        "tushdan keyin, ishdan keyin, darsdan keyin, peshindan keyin, boshqa hech narsa kerak emas, "
        "hech narsa kerak emas, to'g'rimi, to'g'ri emasmi, bo'ladimi, "
        "yaxshimi, qancha bo'ladi, qanday bo'ladi, qachon bo'ladi, yo'qmi, hammasi to'g'rimi, yaxshi "
        "tovar, bo'lmaydimi, mumkinmi, yaxshimisiz, yaxshi telefon, yaxshi noutbuk, to'g'ri keladimi, "
        "to'g'ri keladi, narx bo'ladi"
    ),
    correction=both_scripts(
        "harfi bilan, harf bilan, deb yoziladi, orqali yoziladi, "
        "boshqa raqam, o'zgartir*, tuzat*, boshqa, o'rniga, adashdim, raqamim boshqa, raqami boshqa, "
        "ismim boshqa, boshqa ism, o'zgardi, o'zgargan, almashtir*, yangi raqam, aslida, to'g'rilang, "
        "tug'rilang, to'g'irlang, uzgartir*, uzgardi, oxirgi raqam*, oxirgi son*, oxirgi tsifra*, oxirgi ikki*, "
        "oxirgi uch*, oxirgi to'rt*, ohirgi raqam*, oxirgisi, birinchi raqam*, bitta raqam*, bir raqam*, bilan "
        "tugaydi, tugaydi, tugashi, eski raqam*, eski nomer*, avvalgi raqam*, eski telefon*, raqam eski, hozir "
        "boshqa, bo'lishi kerak, almashib ket*"
    ),
    number_positions=both_scripts("oxiri, oxirida, ohiri, ohirida, boshi, boshida, o'rtasi, o'rtasida"),
    name_cue_before=both_scripts(
        "mening ismim, ismim, mening otim, otim, ism sharifim, mening ism sharifim, ismi sharifim, to'liq "
        "ismim, mani ismim, ismim sharifim, ism, ismi, "
        "ism familiyam, ism familiya, ismim familiyam, ismi familiyam, ismi familiya, ism va familiyam, "
        "familiya ismim, familiya ism, ismni, ismimni, otimni, to'liq ism familiyam, ismim va familiyam"
    ),
    weak_name_cue=both_scripts("bu, men, meni"),
    name_cue_after=both_scripts(
        "deb chaqirishadi, deyishadi, deb atashadi, mening ismim, deb chaqiring, deb atang, deydi, ismim, deb, "
        "bo'laman, bo'lamiz"
    ),
    name_endings=both_scripts("man"),
    not_names=both_scripts(
        "ismim, savol, narxi, qancha, telefon, raqam, toshkent, samarqand, kerak, bor, menga, sotib, "
        "olmoqchi, olmoqchiman, "
        "noutbuk, qanday, qaysi, muzlatgich, yetkazib, berish, buyurtma"
    ),
    phone_words=both_scripts(
        "raqam*, nomer*, telefon*, tel, mobil, aloqa, telegram, qo'ng'iroq, telefonim, vatsap, votsap, tel raqamim"
    ),
    contacts=CONTACT_VOCABULARY,
    reservations=RESERVATION_VOCABULARY,
    intent_cues=INTENT_CUES,
    choices=CHOICE_VOCABULARY,
    ordering=ORDER_VOCABULARY,
    greeting=both_scripts(
        "salom, assalomu alaykum, assalomu aleykum, salom alaykum, xayrli kun, xayrli tong, xayrli kech, "
        "yaxshimisiz, assalom alaykum, asalomu alaykum, asalom alekum, assalom, salomlar, vaalaykum "
        "assalom, hayrli kun, hayrli tong, xayrli tun, salom berdik, assalomualaykum, assalomu alekum, "
        "ассалому алейкум, салом алейкум"
    ),
    thanks=both_scripts(
        "yo'q rahmat, yo'q raxmat, rahmat kerak emas, raxmat kerak emas, "
        "rahmat, raxmat, katta rahmat, tashakkur, minnatdorman, rahmat sizga, katta raxmat, kottakon "
        "rahmat, ming rahmat, rahmatt, raxmat sizga, spasibo, спасибо"
    ),
    goodbye=both_scripts(
        "salomat bo'ling*, sog' bo'ling*, omon bo'ling*, yaxshi qoling*, yaxshi turing*, yaxshi boring*, xayr "
        "sog' bo'ling*, sog'-omon bo'ling*, ko'rishamiz, uchrashguncha, dam olish kuningiz yaxshi o'tsin, "
        "xayr, salomat bo'ling, ko'rishguncha, sog' bo'ling, hayr, xayrli tun, yaxshi qoling, "
        "xayrlashamiz, omon bo'ling, ertagacha, yaxshi boring, xayr salomat bo'ling, kuningiz yaxshi o'tsin, omad"
    ),
    human=both_scripts(
        "tirik mutaxassis bormi, haqiqiy mutaxassis bormi, jonli mutaxassis bormi, "
        ""
        "dastur emas, mashina emas, avtojavob emas, robot bilan emas, bot bilan emas, telefon qilvoring*, "
        "qo'ng'iroq qilvoring*, "
        "odam chaqir*, odamni chaqir*, odam kerak, tirik odam*, haqiqiy odam*, odam bilan gaplash*, odam bilan "
        "bog'lan*, odam bilan, kishi bilan gaplash*, qo'ng'iroq qiling, qo'ng'iroq qilinglar, qungiroq qiling, "
        "qongiroq qiling, menga qo'ng'iroq, menga telefon qil*, telefon qiling, telefon qilinglar, qayta "
        "qo'ng'iroq, qayta telefon, tel qiling, menejer kerak, menga menejer kerak, operator kerak, maslahatchi "
        "kerak, mutaxassis kerak, xodim kerak, menejerni chaqir*, menejer chaqir*, operatorni chaqir*, bot emas, "
        "robot emas, kimdir bilan gaplash*, birov bilan gaplash*, odam bormi, tirik odam bormi, bog'laning, men "
        "bilan bog'lan*, aloqaga chiqing, menejeringizni, menejerni bering, operatorni bering, menejer bilan "
        "bog'la*, kimdir menga, kimdir telefon*, kimdir qo'ng'iroq*, odam bilan gapla*, telefon qilib yubor*, "
        "telefon qilib qo'y*, telefon qilsin*, telefon qilsa*, telefon qilsangiz*, qo'ng'iroq qilib yubor*, "
        "qo'ng'iroq qilib qo'y*, qo'ng'iroq qilsin*, qo'ng'iroq qilsangiz*, qongiroq qilsin*, tel qilib yubor*, "
        "tel qilsin*, tel qilvoring*, menga tel, menga tel qil*, "
        "telefon qila olasiz*, qo'ng'iroq qila olasiz*, zvonok qil*"
    ),
    staff_words=both_scripts(
        "ekspert*, ishchi, ishchini, ishchiga, xodimlaringiz*, mutaxassislaringiz*, maslahatchingiz*, "
        "maslahatchilar*, operatoringiz*, menejerlar*, "
        "menejer, menejerga, menejerni, menejeri*, menejeringiz*, menedjer, menedjerga, menedjerni, "
        "menedjeringiz*, menejr*, operator, operatorga, operatorni, operatori*, mutaxassis, mutaxassisga, "
        "mutaxassisni, mutaxasis*, xodim, xodimga, xodimni, xodimlar*, hodim*, maslahatchi, "
        "maslahatchiga, maslahatchini, rahbar, rahbaringiz*, rahbarga, boshliq*, direktor*, "
        "administrator*, sotuvchi*, birov, kimdir, odamga, odamni, konsultant*, boshlig'i*, boshligi*, kattangiz*, "
        "kattalaring*, kattasi*, mas'ul*, xodimingiz*, mutaxassis*, rahbari*, menejir*, direktori*"
    ),
    connect_verbs=both_scripts(
        "ulab qo'y*, ulab yubor*, ulasang*, ulavor*, chaqirib ber*, qo'shib qo'y*, qo'shib ber*, gaplashay*, "
        "gaplashaylik, gaplashtirib, bog'lab ber*, bog'lab qo'y*, bog'lanay, bog'lansak, "
        "gaplashmoqchi*, gaplashmokchi*, gaplashsam, gaplashsa, gaplashay, gaplashish*, gaplashib, "
        "gaplashtir*, chaqir*, ulang, ulab, ulanglar, bog'lang, boglang, bog'lab, bog'lash*, "
        "bog'lanmoqchi*, bog'lansam, o'tkazing, o'tkazib, qo'shing, qo'shib, suhbatlash*, qo'ng'iroq "
        "qilsin, telefon qilsin, aloqaga chiqsin, ulasangiz, gaplashmoq*, gaplashishim*, gapirish*, bering-chi, "
        "chaqirib, ulab bering*, telefon qilsin*, qo'ng'iroq qilsin*, gaplasha ol*, gaplashib ol*, gaplashsak*, "
        "gaplashsam*"
    ),
    real_words=both_scripts("tirik, haqiqiy, xaqiqiy, jonli, oddiy"),
    not_human=both_scripts(
        "men menejerman, o'zim menejerman, men operatorman, menejer kerak emas, operator kerak emas, odam "
        "kerak emas, mutaxassis kerak emas, bo'lib ishlayman, aloqa operator*, mobil operator*, uyali "
        "operator*, menejer kecha, menejer telefon qildi, menejer qo'ng'iroq qildi, menejer aytdi, "
        "qo'ng'iroq qilmang, qachon qo'ng'iroq, qachon telefon, siz odammisiz, tirik "
        "odammisiz, odammisiz, menejersiz, operatorsiz, operatori yaxshi, qo'ng'iroq qildi, telefon "
        "qildi, mutaxassis bormi, gaplashdim, akam menejer, menejer qachon, operator qachon, operatorim, "
        "vakansiya, aloqa yo'q, gapiradigan odam*, biladigan odam*, tushunadigan odam*, gaplashadigan odam*"
    ),
    opt_out=both_scripts(
        "telefonimni o'chirib yuboring*, telefonimni o'chirib tashlang*, telefonimni o'chirib yuborsangiz, "
        "telefonimni o'chiring*, telefonimni olib tashlang*, nomerimni o'chiring*, nomerimni o'chirib yuboring*, "
        "nomerimni o'chirib tashlang*, nomerimni olib tashlang*, raqamimni olib tashlang*, kontaktlarimni "
        "o'chir*, kontaktimni o'chir*, ro'yxatlaringizdan o'chir*, ro'yxatingizdan o'chir*, ro'yxatingizdan "
        "chiqar*, ro'yxatlaringizdan chiqar*, tinchimni buz*, tinchimni olma*, o'z holimga qo'y*, holimga qo'y*, "
        "raqamga yozma*, raqamga boshqa yozma*, meni unuting*, "
        "menga yozmang, boshqa yozmang, bezovta qilmang, xabar yubormang, habar yubormang, xabar yubormanglar, xat "
        "yubormang, bezovta qilmanglar, bezovta qilma, tinch qo'ying, tinch qoldiring, raqamimni o'chir*, "
        "raqamimni uchir*, ro'yxatdan chiqar*, ro'yxatdan o'chir*, ma'lumotlarimni o'chir*, obunani bekor*, "
        "obunadan chiqar*, bundan keyin yozma*, endi yozma*, rassilkadan chiqar*, rassilkadan o'chir*, rassilkadan "
        "olib*, рассылкадан чиқар*, рассылкадан ўчир*, bezovta qilmangiz, bezovta qilavermang"
    ),
    stop_phrases=both_scripts(
        "yozmang, yozmanglar, yozmangiz, yozmangizlar, yozma, yozmay, yubormang, yubormanglar, yubormangiz, "
        "yuborma, jo'natmang, jo'natmanglar, to'xtating, to'xtatinglar, to'xtatingiz, qo'ng'iroq qilmang, telefon "
        "qilmang, stop, spam, bas qiling"
    ),
    unsubscribe_verbs=both_scripts(
        "chiqar*, chiqarib tashla*, chiqarib yubor*, o'chir*, o'chirib tashla*, o'chirib yubor*, olib tashla*, "
        "to'xtat*, bekor qil*, kerak emas, kerakmas, yuborma*, jo'natma*, bas qil*, xohlamayman, istamayman"
    ),
    mailing_words=both_scripts(
        "rassilka*, rassylka*, рассылка*, ro'yxat*, xabar*, habar*, xat, xatlar*, sms*, smslar*, spam*, baza*, "
        "reklama*, obuna*, yozish*, yuborish*, jo'natish*, bildirishnoma*, e'lonlar*"
    ),
    opt_out_fillers=both_scripts(
        "menga, meni, mening, bizga, endi, boshqa, bundan, keyin, iltimos, qayta, shu, bu, raqamga, raqamimga, "
        "umuman, hech, qachon, narsa, siz, sizlar, ortiq, buyog'iga, har, kuni"
    ),
    refuses_contact=both_scripts(
        "raqamimni bermayman, bermayman, berishni xohlamayman, bergim kelmaydi, aytmayman, raqamsiz, qoldirmayman, "
        "qoldirishni xohlamayman, qoldirgim kelmaydi, aytgim kelmaydi, telefonsiz bo'ladimi"
    ),
    why_contact=both_scripts(
        "raqamim nimaga kerak, raqamim nega kerak, raqamimni nima qilasiz, raqam nimaga kerak, raqam nega "
        "kerak, telefonim nimaga kerak, telefonim nega kerak, telefon raqamim nega kerak, ismim nega kerak, "
        "ismim nimaga kerak, u nimaga kerak, sizga nimaga kerak, sizga nega kerak"
    ),
    why_words=both_scripts("nega, nimaga, nega kerak, nimaga kerak, nima uchun, nima uchun kerak"),
    price=both_scripts(
        "narx*, qancha turadi, necha pul, qancha so'm, necha so'm, arzon, qimmat, qanchadan, "
        "qancha, narxi, narxi qancha, narxi qanaqa, qancha bo'ladi, nech pul, nechi pul, nechchi pul, "
        "pul, nechpul, bahosi, to'lovi, tarif*, summasi, arzonroq, arzonrog'i, "
        "narxlar*, xarajat, qancha pul, kancha turadi"
    ),
    discount_words=both_scripts("chegirma*, skidka*, arzonlashtir*"),
    when_words=both_scripts("qachon, qachongacha, qachondan, qaysi kuni, qaysi kunlari, qaysi kunda"),
    ready_to_order=both_scripts(
        "sotib olmoqchiman, olmoqchiman, buyurtma bermoqchiman, buyurtma beraman, olaman, ulanish, ariza "
        "qoldir*, yozilmoqchiman, zakaz qilmoqchiman, buyurtma qil*, zakaz beraman, zakaz bermoqchiman, "
        "zakaz ber*, buyurtma ber*, sotib olaman, sotib olay, olay, olmoqchi edim, yozib qo'ying, "
        "yozilmoqchi edim, bron qil*, rasmiylashtir*, to'lashga tayyorman, olamiz, ulanmoqchiman, xarid "
        "qil*, olsam bo'ladimi, olmoqchimiz, sotib olamiz, sotib olmoqchimiz, olib qo'ying, o'rab bering, bandlab "
        "qo'ying, band qilib qo'ying, yozdirmoqchiman, usta yuboring, o'lchovchi yuboring, buyurtmani qabul "
        "qiling, buyurtmamni qabul qiling"
    ),
    question=both_scripts(
        "qancha vaqt*, qancha kun*, qancha soat*, qancha daqiqa*, qancha minut*, qancha hafta*, qancha oy, "
        "qancha oyda, qancha oyga, qancha yil*, qancha odam*, qancha kishi*, qancha joy*, qancha dona*, "
        "qancha metr*, qancha marta, qancha bola*, qancha xona*, qancha litr*, qancha kilo*, qancha kg, "
        "qancha km, qancha masofa*, qancha yosh*, qancha qavat*, qancha gradus*, qancha dars*, qanchalik, "
        "qancha uzoq*, qancha muddat*, "
        "qanday, qancha, qayerda, qachon, nega, nima uchun, kim, nima, bormi, bo'ladimi, qaysi, ayting, "
        "ayting-chi, kerak, qidiryapman, ko'rsating, necha, mumkinmi, qaerda, qayerdan, qayerga, kimdan, "
        "nimadan, qanchadan, nechida, nechchi, nechi, qanaqa, qaysinisi, aytib yuboring, aytib bering, "
        "tushuntirib, qay tarzda, qachongacha, bo'lami, bomi, qayda, nechpul, nechaga"
    ),
    who_are_you=both_scripts(
        "sen kimsan, siz kimsiz, siz botmisiz, botmi, robotmisiz, isming nima, ismingiz nima, sen "
        "botmisan, siz odammisiz, siz robotmisiz, odammisiz, bu botmi, kim bilan gaplash*, siz kim, tirik "
        "odammisiz, odammi, bot yoki odam, siz kim bo'lasiz"
    ),
    catalogue=both_scripts(
        "nima sotasizlar, nimalar sotasizlar, "
        "nima bor, sizda nima bor, nima sotasiz, qanday mahsulotlar, qanday xizmat*, katalog, nima taklif "
        "qilasiz, nimalar bor, sizlarda nima bor, nima bor sizda, qanday tovarlar, qanday tovar bor, "
        "qanday xizmatlar bor, tovarlar ro'yxati, assortiment, nima sotib olsa, xizmatlaringiz, "
        "mahsulotlaringiz, menyu, nimalar sotasiz, qanaqa tovarlar"
    ),
    incidental_words=both_scripts(
        "do'st*, dost*, tanish*, qarindosh*, maslahat ber*, tavsiya*, aka*, opa*, uka*, singl*, hamkasb*, "
        "o'rtog*, jo'ra*, aytdi, aytishdi, ijtimoiy tarmoq*, tarmoq*, instagram*, insta*, telegram*, tiktok*, tik "
        "tok, facebook*, feysbuk*, vk, youtube*, yutub*, reklama*, e'lon*, elon*, banner*, radio*, televizor*, "
        "televideniye*, olx, internet*, google*, gugl*, yandex*, yandeks*, qidir*, izlab, sayt*, topdim, "
        "qo'shni*, qushni*, ulangan"
    ),
    language_markers=both_scripts(
        "yuvish, mashinasi, "
        "men, siz, sizda, menga, bor, yo'q, va, uchun, bu, mening, sizning, kerak, bo'yicha, haqida, yoki, lekin, "
        "ham, emas, juda, yaxshi, bizda, shu, gacha, ming, so'm, bilan, edi, bormi, qanday, qancha, bo'lsa, "
        "iltimos, nima, sizga, sizni, endi, hozir, to'liq, biroz, yozib, qayerda, qachon, sen, sizlar, sizlarda, "
        "sizlarga, sizdan, biz, bizga, ular, uning, unga, menda, meni, senga, senda, bizning, o'z, o'zi, o'zim, "
        "qanaqa, qaerda, kayerda, qaysi, nega, kim, necha, nechi, nechida, nechta, yo'qmi, turadi, bo'ladi, "
        "buladi, bo'ladimi, buladimi, bo'lib, bo'lgan, ekan, edim, kerakmi, kelsam, kelaman, kelasiz, keladi, "
        "kelib, keling, olaman, olay, olmoqchi, olmoqchiman, olish, olib, sotib, sotish, sotasiz, sotiladi, "
        "berish, beradi, berasiz, berasizmi, bering, berib, ayting, aytib, ko'rsating, yuboring, yuborasiz, "
        "yozing, yetkazib, etkazib, yetkazish, yetkazasiz, joylashgan, joylashgansiz, joylashgansizlar, ishlaysiz, "
        "ishlaysizmi, ishlaysizlar, ishlaydi, ishlayapti, ishlamayapti, ish, bugun, ertaga, kecha, keyin, oldin, "
        "ertalab, kechqurun, kuni, kun, soat, vaqt, hafta, oy, yil, narx, narxi, narhi, arzon, arzonroq, "
        "arzonrog'i, qimmat, kimmat, chegirma, bepul, tekin, pul, to'lash, to'lov, to'lasa, buyurtma, zakaz, "
        "tovar, tovarni, mahsulot, do'kon, dukon, manzil, manzilingiz, manzilingizni, muzlatgich, muzlatgichim, "
        "ombor, omborda, rang, rangi, ranglar, boshqa, barcha, hamma, hammasi, ko'p, kup, oz, katta, kichik, "
        "yangi, eski, yaxshiroq, tez, uzoq, bir, ikki, ikkita, ikkitasini, uch, to'rt, besh, olti, yetti, sakkiz, "
        "to'qqiz, o'n, yuz, shunday, o'sha, shunga, shundan, bunda, unda, mana, ana, deb, degan, dedi, savol, "
        "savolim, savollar, yordam, kafolat, muddatli, bola, bolalar, odam, uy, uyga, stol, bo'sh, rasm, rasmi, "
        "rasmini, raqam, raqamni, qilish, qilib, qilsam, qilasiz, qilasizmi, qiladi, qilmoqchi, qolgan, qoldi, "
        "qoldimi, buzilib, sinib, qaytarish, qaytarmoqchi, yozilish, yozilmoqchi, salom, assalomu, alaykum, "
        "rahmat, raxmat, to'g'risida, xaqida, hali, har, hech, birov, birini, biri, bo'ldi, emasman, bo'lmaydi, "
        "tushunarli, tushundim, bilmoqchi, bilish, shanba, yakshanba, dushanba, ochiq, yopiq, ochilasiz, ochiladi, "
        "tavsiya, mo'ljallangan, yetarli, qolganmi, nimaga, bunchalik, kutaman, kutib, boray, borsam, borish, "
        "telefondan, orqali, karta, qanchadan, u, hamda, yo, agar, chunki, ammo, faqat, xozir, tezda, "
        "qilolmayapman, olsam, bersam, so'ramoqchi, so'rasam, qachongacha, nimalar, internet, telefon, nomer, "
        "razmer, tort, foto, remont, abonement, pochta, komissiya, vrach, adres, dostavka, mashina, noutbuk, "
        "krossovka, posilka, bron, printer, divan, kafe, salon, manikyur, massaj, restoran, klinika, kurs, "
        "kurslar, model, variant, garantiya, aksiya, video, router, tarif, kredit, dogovor, chek, bank, magazin, "
        "taksi, bilet, tur, viza, kofe, pitstsa, fitnes, konditsioner, pilesos, ekran, batareya, kamera, servis, "
        "master, monitor, biznes, sayt, tuzatasiz, tuzatasizlar, tuzatasizmi, kunda, qo'yish, joyi, ustalar, usta, "
        "bo'shmi, pishirasiz, pishirasizlar, suratga, surat, yo'qotib, qo'ydim, changyutgich, maslahat, shifokor, "
        "qabul, deraza, yuvasiz, yuvasizmi, narsa, tushunmadim, kichkina, shanbaga, kelibdi, kelgan, kelmadi, "
        "sekin, yuborasizmi, sovg'a, sovga, gul, kiyim, ko'ylak, kuylak, poyabzal, oyoq, sumka, kvartira, uylar, "
        "ijaraga, sotiladimi, qizimga, o'g'limga, xotinim, erim, onamga, tug'ilgan, to'yga, tuyga, ovqat, non, "
        "go'sht, sut, choy, suv, o'qish, uqish, dars, darslar, kursga, o'rganish, maktab, bog'cha, davolash, tish, "
        "soch, tirnoq, yo'l, sayohat, dam olish, mehmonxona, xona, eshik, devor, chiroq, svet, gaz, mashinam, "
        "moyi, g'ildirak, tezligi, tezlik, ulash, ulanish, o'chirish, to'ladim, tuladim, to'lasam, yetdi, "
        "kelmayapti, ishlamaydi, muammo, sifati, sifatli, yaxshimi, fikr, tushuntiring, so'rayman, bilay, ko'ray, "
        "qarab, tanlash, tanlab, bersangiz, sizlardan, bizdan, bunday, unday, ertangi, bugungi, borasizmi, "
        "kelasizmi, yasab, olasiz, olasizmi, sotasizmi, jo'nating, junating, kerakdi, kerak edi, kerakli, bolmi, "
        "boladimi, keladimi, kelarkan, ekanmi, bermoqchiman, bermoqchi, komissiyasi, shunchaki, so'rayapman, "
        "surayapman, boraman, qulay, qulaymi, dona, to'lab, vaqtim, kela, uni, qayoqdan, hozircha, ulitsa, dom, "
        "etaj, podyezd, rayon, gorod, prospekt, mikrorayon, massiv, o'zbekcha, ozbekcha, uzbekcha, ruscha, "
        "yozasizmi, yozingiz, gapiring, gapirasizmi, raqamim, raqamim shu, ismim, manzilim, o'ylab, uylab, "
        "o'ylayapman, o'ylayapmiz, ko'raman, ko'ramiz, qilaman, qilamiz, qiling, kelamiz, boramiz, olamiz, "
        "kelasizlar, bo'lmaydimi, tekinmi, qimmatku, qimmat ekan, qizil, qora, oq, ko'k, yashil, sariq, o'rtacha, "
        "yaxshisi, yomon, sifat, uchta, bitta, bittasi, ikkalasi, indinga, erta, kech, tushda, soatda, nechada, "
        "nechtadan, shuni, qanaka, qayer, qayerdan, kimga, nech, pulga, yana, emasmi, kafolati, to'layman, bo'lib "
        "to'lash, yetkazasizmi, o'rnatish, o'rnatib, ta'mirlash, tozalash, tozalab, chegirmalar, ulab, ijara, "
        "ko'cha, ko'chasi, qavat, uyda, bolam, bolamga, qizim, o'g'lim, bolalarga, onam, dadam, turmush, "
        "qidiryapman, yuribman, turibman, demoqchi, yozilaman, tishim, og'riyapti, ochiqmi, yopiqmi, yopiladi, "
        "ishlayapsizlarmi, ishlaysizlarmi, shkaf, шкаф, mebel, мебель, stul, krovat, gilam, televizor, komputer, "
        "kurtka, guldasta, avto, ingliz, tili, doktor"
    ),
    language_marker_endings=both_scripts(
        "ning, ni, ga, da, dan, lar, larni, larga, larda, mi, misiz, mizmi, siz, sizmi, sizlar, sizlarmi, "
        "man, miz, ing, inglar, ingiz, ingizni, moqchi, moqchiman, moqchi edim, yapti, yapman, yapsiz, "
        "mayapti, adi, ydi, gan, gani, ganmi, di, dim, sam, sa, ish, ishni, lik, liklar, chi, roq, rog'i, "
        "imiz, lab, ib, bo'l, ayman, aman, olmay, larning, dagi, gacha, cha, uvchi, tir, moq, masdan, "
        "madi, maydi, sini, ni, нинг, лар, ларни, миз, ади, ган, япти, япман, мокчи, мокчиман, моқчи, "
        "сизми, ми, ингиз, инг, дан, гача, рок, роқ, ларга"
    ),
)

DATES = DateVocabulary(
    relative_days=dated_in_both_scripts(
        "-2: avvalgi kuni, avvalgi kun, o'tgan kuni; -1: kecha, kechagi; 0: bugun, bugungi, bugunga, bugunoq; "
        "1: ertaga, ertangi, ertagayoq; 2: indinga, indin, indingi, ertadan keyin"
    ),
    weekdays=dated_in_both_scripts(
        "0: dushanba; 1: seshanba; 2: chorshanba; 3: payshanba; 4: juma; 5: shanba; 6: yakshanba",
        "da, ga, dan, ning, gacha",
    ),
    ambiguous_weekdays=dated_in_both_scripts("0: dush; 1: sesh; 2: chor; 3: paysh; 5: shan"),
    day_nouns=both_scripts("kuni, kuniga, kungi, kunidan, sanada, kunigacha, sana"),
    this=both_scripts("shu, bu, mana shu"),
    next=both_scripts("keyingi, kelasi, kelgusi"),
    nearest=both_scripts("yaqin, yaqindagi, eng yaqin"),
    last=both_scripts("o'tgan, o'tkan"),
    date_blockers=both_scripts("har, har bir, ko'chasi, ko'cha"),
    surname_markers=both_scripts("familiya, familiyam, familiyasi"),
    next_week=both_scripts(
        "keyingi hafta, keyingi haftada, keyingi haftaning, kelasi hafta, kelasi haftada, kelasi haftaning, "
        "kelgusi hafta, kelgusi haftada"
    ),
    weekend=both_scripts("dam olish kunlari, dam olish kuni, dam olish kunida, dam olish kunlarida"),
    workdays=both_scripts("ish kunlari, ish kuni"),
    every_day=both_scripts("har kuni, dam olishsiz"),
    weekday_habits=dated_in_both_scripts(
        "0: dushanbalari; 1: seshanbalari; 2: chorshanbalari; 3: payshanbalari; 4: jumalari; "
        "5: shanbalari; 6: yakshanbalari"
    ),
    months=dated_in_both_scripts(
        "1: yanvar; 2: fevral; 3: mart; 4: aprel; 5: may; 6: iyun; 7: iyul; 8: avgust; 9: sentabr, sentyabr; "
        "10: oktabr, oktyabr; 11: noyabr; 12: dekabr",
        "da, ga, dan, ning, gacha",
    ),
    month_nouns=(),
    month_connectors=both_scripts("oyning, oyining, oyini, oyi"),
    year_nouns=both_scripts("yil, yili, yilgi, yilning"),
    minute_units=both_scripts("daqiqa, daqiqadan, minut, minutdan, daqiqada"),
    hour_units=both_scripts("soat, soatdan"),
    day_units=both_scripts("kun, kundan"),
    week_units=both_scripts("hafta, haftadan"),
    month_units=both_scripts("oy, oydan"),
    year_units=both_scripts("yil, yildan"),
    fixed_durations=dated_in_both_scripts("30: yarim soat, yarim soatdan; 90: bir yarim soat, bir yarim soatdan"),
    within=(),
    later=both_scripts("keyin, so'ng, o'tib, o'tgach, kiyin, keyn"),
    ago=both_scripts("oldin, avval, ilgari, burun"),
    articles=(),
    numbers=dated_in_both_scripts(
        "1: bir; 2: ikki; 3: uch; 4: to'rt; 5: besh; 6: olti; 7: yetti; 8: sakkiz; 9: to'qqiz; 10: "
        "o'n; 20: yigirma; "
        "30: o'ttiz; 40: qirq; 50: ellik"
    ),
    ordinals=dated_in_both_scripts(
        "1: birinchi; 2: ikkinchi; 3: uchinchi; 4: to'rtinchi; 5: beshinchi; 6: oltinchi; 7: yettinchi; "
        "8: sakkizinchi; 9: to'qqizinchi; 10: o'ninchi; 20: yigirmanchi; 30: o'ttizinchi"
    ),
    hour_names=(),
    ending_at=both_scripts("da, larda, ta larda"),
    ending_from=both_scripts("dan, lardan, idan, sidan"),
    ending_until=both_scripts("ga, gacha, larga"),
    ending_day=both_scripts("i, si"),
    ending_on=both_scripts("ida, sida, siga, iga"),
    ending_ordinal=both_scripts("chi, nchi, inchi"),
    ending_number=(),
    at=(),
    on=(),
    about=both_scripts("taxminan, atrofida, chamasi"),
    after=(),
    since=(),
    until=(),
    until_postpositions=both_scripts("gacha, qadar, orasida, oralig'ida"),
    to=both_scripts("bilan"),
    clock_prefixes=both_scripts("soat, soatlar"),
    clock_suffixes=(),
    clock_suffixes_at=(),
    half_to=(),
    half_past=(),
    half_suffixes=both_scripts("yarim, yarimda, yarimlarda, yarimdan, yarimga, yarimgacha"),
    half_prefixes=(),
    quarter=(),
    minutes_before=(),
    minutes_to=(),
    minutes_past=(),
    minutes_into=(),
    noon=both_scripts("choshgoh, tush payti, tush paytida, peshin, peshinda"),
    midnight=both_scripts("yarim tun, yarim tunda"),
    am=(),
    pm=(),
    day_parts=dated_in_both_scripts(
        "9: ertalab, ertalabdan, tongda, tong payti, tushgacha, tushlikkacha, tushlikdan oldin, tushdan oldin, "
        "tushga qadar, erta tongda, erta bilan, obedgacha, abedgacha, obeddan oldin, abeddan oldin, "
        "kun* birinchi yarm*; "
        "14: tushda, tushdan keyin, tushdan so'ng, kunduzi, tushlikda, "
        "tushlikdan keyin, abeddan keyin, obeddan keyin, abetdan keyin, obetdan keyin, obeddan so'ng, obedda, "
        "abedda, tushlikdan so'ng, tushlik payti, tushga, kun* ikkinchi yarm*; "
        "18: ishdan keyin, kechqurun, kechki payt, kechki payti, oqshom, kechga yaqin, kechga, kechki vaqt*, "
        "kechqurunlari; 21: kechasi, tunda"
    ),
    ambiguous_day_parts=dated_in_both_scripts("9: tong, erta; 18: kech, kechki"),
    hour_day_parts=dated_in_both_scripts(
        "9: ertalabki, tonggi, ertalab; 14: kunduzgi, tushki, tushdan keyingi, kunduzi; 18: kechki, kechqurun, "
        "kechqurungi, oqshomgi; 21: tungi, tunda, kechasi"
    ),
    greeting_adjectives=both_scripts("xayrli, hayrli, yaxshi, osuda"),
    idioms=both_scripts("bir kuni, bir kun, unda, onda, keyingi safar, kech qoldim, bir marta"),
    measure_units=both_scripts(
        "kishi*, odam*, xona*, yosh*, dona*, ta, so'm*, sum, ming*, mln, "
        "million*, metr*, kg, kilo*, litr*, foiz*, qavat*, "
        "marta, barobar, o'rin*, kvartira*, uy, maktab*, bola*, sinf*, o'lcham*, gb, mbit*, xil, tasi, tadan"
    ),
    dimension_separators=(),
    hour_continuations=both_scripts(
        "bo'ladi, bo'ladimi, bo'lsin, bo'lsa, bo'lami, bo'sh, qulay, qo'ying, qo'ysangiz, qo'yinglar, iltimos, "
        "mumkin, mumkinmi, joy, vaqt, deylik"
    ),
    booking_verbs=both_scripts(
        "yoz*, kel*, boraman, borsam, borib, boray, boramiz, kut*, telefon, qo'ng'iroq, chaqir*, yetib, bron*, "
        "ulgur*, uchrash*"
    ),
    move_verbs=both_scripts("o'tkaz*, ko'chir*, suring, surish, almashtir*, o'zgartir*"),
    negations=(),
    refusals=both_scripts("emas, kela olmayman, olmayman, bo'lmaydi, vaqtim yo'q, bandman, to'g'ri kelmaydi"),
)

CLAIMS = ClaimVocabulary(
    order_nouns=both_scripts("buyurtma*, zakaz*, ariza*, so'rov*, xarid*, yetkazib berish, tovar*, bron, posilka*"),
    your_words=both_scripts("-ingiz, -ngiz, -ingizni, -ngizni, sizning"),
    past_endings=both_scripts(
        "allaqachon, ldi, ndi, rdi, shdi, tdi, ldim, rdim, ldik, rdik, tdim, tdik, ydim, ydik"
    ),
    order_done=both_scripts(
        "qabul qilindi, qabul qildik, qabul qildim, rasmiylashtirildi, rasmiylashtirdim, rasmiylashtirdik, "
        "tasdiqlandi, tasdiqladim, tasdiqladik, ro'yxatga olindi, ro'yxatga oldim, yuborildi, yubordim, "
        "yubordik, jo'natildi, jo'natdik, jo'natdim, yaratildi, yaratdim, berildi, berdim, tayyor bo'ldi, "
        "yo'lda, yo'lga chiqdi, yetkazildi, bajarildi, topshirildi, uzatildi, uzatdim, bekor qilindi"
    ),
    order_done_alone=both_scripts(
        "buyurtmangiz tayyor, zakazingiz tayyor, sizni … yozib qo'ydim, sizni … yozdim, sizni … yozib "
        "qo'ydik, bron qilindi, bron qildim, bron qildik, bron qilib qo'ydim, band qildim, band qilindi, "
        "sizni yozib qo'ydim, sizni yozdim, buyurtma berdim, zakaz qildim, kuryer yo'lda, kuryer chiqdi"
    ),
    payment_nouns=both_scripts("to'lov*, pul*, mablag'*, oplata*, o'tkazma*, oldindan to'lov"),
    payment_done=both_scripts(
        "keldi, kelib tushdi, o'tkazildi, ko'rib turibmiz, o'tdi, qabul qilindi, qabul qildik, tushdi, "
        "olindi, oldik, tasdiqlandi, qaytarildi, qaytardik, qaytardim, amalga oshirildi, muvaffaqiyatli, "
        "yechildi"
    ),
    payment_done_alone=both_scripts("to'landi, siz to'ladingiz"),
    conditions=both_scripts(
        "agar, bo'lsa, keyin, so'ng, mumkin, kerak, qadar, gacha, uchun, paytda, olasiz, bo'lgan"
    ),
    negations=both_scripts("yo'q, emas, bo'lmay*, olmay*, bermay*, hech qanday, bera olm*"),
    discount_words=both_scripts(
        "minus … foiz, yarim narxga, maxsus narx*, chegirma*, skidka*, aksiya*, arzonlashtir*, promokod*, "
        "keshbek*, keshbak*, yarim narx*, tushirib beraman, tushirib beramiz"
    ),
    hedges=both_scripts(
        "ko'rib chiqadi, aytadi, aytib beradi, aniqla*, so'ra*, biladi, bilib, haqida, xabar*, tekshir*"
    ),
    free_words=both_scripts(
        "narxga kiradi, narxiga kiradi, pul olmaymiz, sovg'a qilib, bepul, tekin, tekinga, sovg'aga, sovg'a "
        "sifatida, sovg'a qilamiz, sovg'a qilaman, pulsiz, haq olinmaydi, haq olmaymiz, to'lovsiz"
    ),
    free_idioms=both_scripts("sovg'aga olmoqchi*, sovg'aga mos, sovg'aga qidir*"),
    price_cues=both_scripts("narxi, narx, bahosi, turadi, jami, to'laysiz, sotamiz, beramiz, beraman"),
    limit_words=both_scripts("gacha, byudjet*, arzon*, oshmay*"),
    secret_words=both_scripts(
        "tizim ko'rsatma*, tizimli ko'rsatma*, tizim prompt*, mening ko'rsatma*, mening qoida*, promptim*, "
        "menga buyurilgan, menga topshirilgan, menga taqiqlangan, ichki ko'rsatma*"
    ),
    name_requests=both_scripts(
        "ismingiz*, ism sharifingiz*, ism familiyangiz*, qanday murojaat*, qanday chaqir*, kim deb chaqir*, "
        "o'zingizni tanishtir*, kim bilan gaplash*, kim bilan suhbat*"
    ),
    phone_requests=both_scripts(
        "raqamingiz*, nomeringiz*, telefoningiz*, telefon raqam*, aloqa raqam*, qaysi raqam*, qanday raqam*, "
        "qanday bog'lan*, pochtangiz*, elektron pochta*, e mail, email, raqam qoldir*, raqamni qoldir*, qaysi "
        "telefonga, qaysi telefon orqali"
    ),
    request_words=both_scripts(
        "qoldir*, ayting*, aytib, ayta, yozing*, yozib, yoza, yuboring*, yuborib, yubora, bering*, bera, "
        "ko'rsating*, kiriting*, kerak, aytsangiz, yozsangiz, bersangiz"
    ),
    contact_promises=both_scripts(
        "bog'lanadi, bog'lanamiz, bog'lanaman, bog'lanishadi, qo'ng'iroq qiladi, qo'ng'iroq qilamiz, aloqaga "
        "chiqadi, aloqaga chiqamiz, javob beradi, sizga yozadi, sizga yozamiz, telefon qiladi, telefon qilamiz"
    ),
)

LANGUAGE = Language(
    code="uz",
    aliases=(),
    wire_code="uz",
    is_localized=True,
    nearest_speech_code="uz",
    confirmation_words=("to'g'ri",),
    native_name="O'zbekcha",
    english_name="Uzbek",
    country="UZ",
    outage_title="internet ishlamayapti",
    repair_title="qachon tuzatiladi",
    replies=REPLIES,
    vocabulary=VOCABULARY,
    dates=DATES,
    claims=CLAIMS,
)
