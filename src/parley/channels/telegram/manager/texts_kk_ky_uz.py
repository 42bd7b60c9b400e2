"""What a manager is told in Kazakh, Kyrgyz and Uzbek."""

from collections.abc import Mapping

from parley.channels.telegram.manager.text_fields import Texts

TEXTS: Mapping[str, Texts] = {
    "kk": Texts(
        menu="🤖 <b>Мәзір</b>",
        help=(
            "❓ <b>Командалар</b>\n"
            "статус — бәрі қалай жұмыс істейді\n"
            "лидтер — қанша және соңғылары\n"
            "күндік, апталық, айлық лид саны\n"
            "апталық лидтер, айлық лидтер\n"
            "виджет 1, виджет 0 — қосу, өшіру\n"
            "виджет — сайт виджеттері\n"
            "арналар, арна құру\n"
            "мәзір, /lang, /id, /log\n\n"
            "Клиентке жауап беру үшін ол туралы хабарламаға жауап жазыңыз."
        ),
        total="📋 <b>Лидтер</b>: {count}",
        last="Соңғылары:",
        no_leads="Әзірге лид жоқ.",
        counts=("Бір күндегі лидтер: {count}", "Бір аптадағы лидтер: {count}", "Бір айдағы лидтер: {count}"),
        widget_on="🌐 Виджет қосулы ✅",
        widget_off="🌐 Виджет өшірулі ❌",
        sites="🌐 <b>Сайт виджеттері</b>",
        no_sites="Әзірге сайт виджеті жоқ.",
        new_site="➕ Виджет құру",
        channels="📢 <b>Арналар</b>",
        no_channels="Әзірге арна жоқ.",
        new_channel="➕ Арна құру",
        ask_name="Арна қалай аталады? Мысалы: Instagram. «болдырмау» — құрмау.",
        ask_domain="Виджет қай сайтқа арналған? Мысалы: shop.kz. «болдырмау» — құрмау.",
        ask_greeting="Қандай сәлемдесу? Әдеттегісі үшін skip деп жазыңыз.",
        ask_new_name="Қазір: {value}. Жаңа атауы? skip — қалдыру.",
        ask_new_greeting="Қазір: {value}. Жаңа сәлемдесу? skip — қалдыру.",
        created="✅ Дайын: {name} (ID: {id})",
        saved="✅ Сақталды",
        cancelled="Болдырылмады.",
        ask_delete="{name} (ID: {id}) жойылсын ба?",
        yes="🗑 Иә, жою",
        no="Жоқ",
        deleted="🗑 Жойылды: {name}",
        gone="Бұл енді жоқ.",
        choose_language="🌍 Есептер тілін таңдаңыз",
        language_set="✅ Есептер тілі: {name}",
        parts=("API", "Дерекқор", "AI", "Виджет", "Бот"),
        no_log="Журнал бос.",
    ),
    "ky": Texts(
        menu="🤖 <b>Меню</b>",
        help=(
            "❓ <b>Буйруктар</b>\n"
            "статус — баары кандай иштейт\n"
            "лиддер — канча жана акыркылары\n"
            "күндүк, жумалык, айлык лид саны\n"
            "жумалык лиддер, айлык лиддер\n"
            "виджет 1, виджет 0 — күйгүзүү, өчүрүү\n"
            "виджет — сайт виджеттери\n"
            "каналдар, канал түзүү\n"
            "меню, /lang, /id, /log\n\n"
            "Кардарга жооп берүү үчүн ал жөнүндөгү кабарламага жооп жазыңыз."
        ),
        total="📋 <b>Лиддер</b>: {count}",
        last="Акыркылары:",
        no_leads="Азырынча лид жок.",
        counts=("Бир күндөгү лиддер: {count}", "Бир жумадагы лиддер: {count}", "Бир айдагы лиддер: {count}"),
        widget_on="🌐 Виджет күйүк ✅",
        widget_off="🌐 Виджет өчүк ❌",
        sites="🌐 <b>Сайт виджеттери</b>",
        no_sites="Азырынча сайт виджети жок.",
        new_site="➕ Виджет түзүү",
        channels="📢 <b>Каналдар</b>",
        no_channels="Азырынча канал жок.",
        new_channel="➕ Канал түзүү",
        ask_name="Канал кандай аталат? Мисалы: Instagram. «жокко чыгаруу» — түзбөө.",
        ask_domain="Виджет кайсы сайтка? Мисалы: shop.kg. «жокко чыгаруу» — түзбөө.",
        ask_greeting="Кандай саламдашуу? Кадимкиси үчүн skip деп жазыңыз.",
        ask_new_name="Азыр: {value}. Жаңы аталышы? skip — калтыруу.",
        ask_new_greeting="Азыр: {value}. Жаңы саламдашуу? skip — калтыруу.",
        created="✅ Даяр: {name} (ID: {id})",
        saved="✅ Сакталды",
        cancelled="Жокко чыгарылды.",
        ask_delete="{name} (ID: {id}) өчүрүлсүнбү?",
        yes="🗑 Ооба, өчүрүү",
        no="Жок",
        deleted="🗑 Өчүрүлдү: {name}",
        gone="Бул эми жок.",
        choose_language="🌍 Отчёттордун тилин тандаңыз",
        language_set="✅ Отчёттордун тили: {name}",
        parts=("API", "Маалымат базасы", "AI", "Виджет", "Бот"),
        no_log="Журнал бош.",
    ),
    "uz": Texts(
        menu="🤖 <b>Menyu</b>",
        help=(
            "❓ <b>Buyruqlar</b>\n"
            "status — hammasi qanday ishlayapti\n"
            "lidlar — nechta va oxirgilari\n"
            "kunlik, haftalik, oylik lidlar soni\n"
            "haftalik lidlar, oylik lidlar\n"
            "vidjet 1, vidjet 0 — yoqish, o'chirish\n"
            "vidjet — sayt vidjetlari\n"
            "kanallar, kanal yaratish\n"
            "menyu, /lang, /id, /log\n\n"
            "Mijozga javob berish uchun u haqidagi bildirishnomaga javob yozing."
        ),
        total="📋 <b>Lidlar</b>: {count}",
        last="Oxirgilari:",
        no_leads="Hozircha lid yo'q.",
        counts=("Bir kundagi lidlar: {count}", "Bir haftadagi lidlar: {count}", "Bir oydagi lidlar: {count}"),
        widget_on="🌐 Vidjet yoqilgan ✅",
        widget_off="🌐 Vidjet o'chirilgan ❌",
        sites="🌐 <b>Sayt vidjetlari</b>",
        no_sites="Hozircha sayt vidjeti yo'q.",
        new_site="➕ Vidjet yaratish",
        channels="📢 <b>Kanallar</b>",
        no_channels="Hozircha kanal yo'q.",
        new_channel="➕ Kanal yaratish",
        ask_name="Kanal qanday nomlanadi? Masalan: Instagram. “bekor” — yaratmaslik.",
        ask_domain="Vidjet qaysi sayt uchun? Masalan: shop.uz. “bekor” — yaratmaslik.",
        ask_greeting="Qanday salomlashuv? Odatdagisi uchun skip deb yozing.",
        ask_new_name="Hozir: {value}. Yangi nomi? skip — qoldirish.",
        ask_new_greeting="Hozir: {value}. Yangi salomlashuv? skip — qoldirish.",
        created="✅ Tayyor: {name} (ID: {id})",
        saved="✅ Saqlandi",
        cancelled="Bekor qilindi.",
        ask_delete="{name} (ID: {id}) o'chirilsinmi?",
        yes="🗑 Ha, o'chirish",
        no="Yo'q",
        deleted="🗑 O'chirildi: {name}",
        gone="Bu endi yo'q.",
        choose_language="🌍 Hisobotlar tilini tanlang",
        language_set="✅ Hisobotlar tili: {name}",
        parts=("API", "Ma'lumotlar bazasi", "AI", "Vidjet", "Bot"),
        no_log="Jurnal bo'sh.",
    ),
}
