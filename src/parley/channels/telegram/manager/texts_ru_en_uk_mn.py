"""What a manager is told in Russian (the contract's own words, §4.3), English, Ukrainian and Mongolian."""

from collections.abc import Mapping

from parley.channels.telegram.manager.text_fields import Texts

TEXTS: Mapping[str, Texts] = {
    "ru": Texts(
        menu="🤖 <b>Меню</b>",
        help=(
            "❓ <b>Команды</b>\n"
            "статус — как работает всё\n"
            "лиды — сколько и последние\n"
            "количество лидов за день, неделю, месяц\n"
            "лиды за неделю, лиды за месяц\n"
            "виджет 1, виджет 0 — включить, выключить\n"
            "виджет — виджеты сайтов\n"
            "каналы, создать канал\n"
            "меню, /lang, /id, /log\n\n"
            "Чтобы ответить клиенту, ответьте на уведомление о нём."
        ),
        total="📋 <b>Лиды</b>: {count}",
        last="Последние:",
        no_leads="Лидов пока нет.",
        counts=("Лидов за день: {count}", "Лидов за неделю: {count}", "Лидов за месяц: {count}"),
        widget_on="🌐 Виджет включён ✅",
        widget_off="🌐 Виджет выключен ❌",
        sites="🌐 <b>Виджеты сайтов</b>",
        no_sites="Виджетов сайтов пока нет.",
        new_site="➕ Создать виджет",
        channels="📢 <b>Каналы</b>",
        no_channels="Каналов пока нет.",
        new_channel="➕ Создать канал",
        ask_name="Как называется канал? Например: Instagram. «отмена» — не создавать.",
        ask_domain="На каком сайте будет виджет? Например: shop.kz. «отмена» — не создавать.",
        ask_greeting="Какое приветствие? Напишите skip, чтобы оставить обычное.",
        ask_new_name="Сейчас: {value}. Новое название? skip — оставить.",
        ask_new_greeting="Сейчас: {value}. Новое приветствие? skip — оставить.",
        created="✅ Готово: {name} (ID: {id})",
        saved="✅ Сохранено",
        cancelled="Отменено.",
        ask_delete="Удалить {name} (ID: {id})?",
        yes="🗑 Да, удалить",
        no="Нет",
        deleted="🗑 Удалено: {name}",
        gone="Этого больше нет.",
        choose_language="🌍 Выберите язык отчётов",
        language_set="✅ Язык отчётов: {name}",
        parts=("API", "База данных", "AI", "Виджет", "Бот"),
        no_log="Журнал пуст.",
    ),
    "en": Texts(
        menu="🤖 <b>Menu</b>",
        help=(
            "❓ <b>Commands</b>\n"
            "status — how everything works\n"
            "leads — how many, and the last ones\n"
            "lead count for day, week, month\n"
            "leads for the week, leads for the month\n"
            "widget 1, widget 0 — switch on, off\n"
            "widget — the websites' widgets\n"
            "channels, create channel\n"
            "menu, /lang, /id, /log\n\n"
            "To answer a customer, reply to the notice about them."
        ),
        total="📋 <b>Leads</b>: {count}",
        last="The last:",
        no_leads="No leads yet.",
        counts=("Leads today: {count}", "Leads this week: {count}", "Leads this month: {count}"),
        widget_on="🌐 The widget is on ✅",
        widget_off="🌐 The widget is off ❌",
        sites="🌐 <b>Widgets of websites</b>",
        no_sites="No widgets of websites yet.",
        new_site="➕ Create a widget",
        channels="📢 <b>Channels</b>",
        no_channels="No channels yet.",
        new_channel="➕ Create a channel",
        ask_name="What is the channel called? For example: Instagram. “cancel” creates none.",
        ask_domain="Which site is the widget for? For example: shop.com. “cancel” creates none.",
        ask_greeting="Which greeting? Write skip for the usual one.",
        ask_new_name="Now: {value}. The new name? skip keeps it.",
        ask_new_greeting="Now: {value}. The new greeting? skip keeps it.",
        created="✅ Done: {name} (ID: {id})",
        saved="✅ Saved",
        cancelled="Cancelled.",
        ask_delete="Delete {name} (ID: {id})?",
        yes="🗑 Yes, delete",
        no="No",
        deleted="🗑 Deleted: {name}",
        gone="This is gone.",
        choose_language="🌍 Choose the language of reports",
        language_set="✅ Language of reports: {name}",
        parts=("API", "Database", "AI", "Widget", "Bot"),
        no_log="The log is empty.",
    ),
    "uk": Texts(
        menu="🤖 <b>Меню</b>",
        help=(
            "❓ <b>Команди</b>\n"
            "статус — як усе працює\n"
            "ліди — скільки й останні\n"
            "кількість лідів за день, тиждень, місяць\n"
            "ліди за тиждень, ліди за місяць\n"
            "віджет 1, віджет 0 — увімкнути, вимкнути\n"
            "віджет — віджети сайтів\n"
            "канали, створити канал\n"
            "меню, /lang, /id, /log\n\n"
            "Щоб відповісти клієнтові, дайте відповідь на сповіщення про нього."
        ),
        total="📋 <b>Ліди</b>: {count}",
        last="Останні:",
        no_leads="Лідів поки немає.",
        counts=("Лідів за день: {count}", "Лідів за тиждень: {count}", "Лідів за місяць: {count}"),
        widget_on="🌐 Віджет увімкнено ✅",
        widget_off="🌐 Віджет вимкнено ❌",
        sites="🌐 <b>Віджети сайтів</b>",
        no_sites="Віджетів сайтів поки немає.",
        new_site="➕ Створити віджет",
        channels="📢 <b>Канали</b>",
        no_channels="Каналів поки немає.",
        new_channel="➕ Створити канал",
        ask_name="Як називається канал? Наприклад: Instagram. «скасувати» — не створювати.",
        ask_domain="На якому сайті буде віджет? Наприклад: shop.ua. «скасувати» — не створювати.",
        ask_greeting="Яке привітання? Напишіть skip, щоб лишити звичайне.",
        ask_new_name="Зараз: {value}. Нова назва? skip — лишити.",
        ask_new_greeting="Зараз: {value}. Нове привітання? skip — лишити.",
        created="✅ Готово: {name} (ID: {id})",
        saved="✅ Збережено",
        cancelled="Скасовано.",
        ask_delete="Видалити {name} (ID: {id})?",
        yes="🗑 Так, видалити",
        no="Ні",
        deleted="🗑 Видалено: {name}",
        gone="Цього вже немає.",
        choose_language="🌍 Виберіть мову звітів",
        language_set="✅ Мова звітів: {name}",
        parts=("API", "База даних", "AI", "Віджет", "Бот"),
        no_log="Журнал порожній.",
    ),
    "mn": Texts(
        menu="🤖 <b>Цэс</b>",
        help=(
            "❓ <b>Командууд</b>\n"
            "статус — бүгд хэрхэн ажиллаж байна\n"
            "лидүүд — хэд байгаа, сүүлийнх нь\n"
            "өдрийн, долоо хоногийн, сарын лидийн тоо\n"
            "долоо хоногийн лидүүд, сарын лидүүд\n"
            "виджет 1, виджет 0 — асаах, унтраах\n"
            "виджет — сайтын виджетүүд\n"
            "сувгууд, суваг нээх\n"
            "цэс, /lang, /id, /log\n\n"
            "Үйлчлүүлэгчид хариулахын тулд түүний тухай мэдэгдэлд хариу бичээрэй."
        ),
        total="📋 <b>Лидүүд</b>: {count}",
        last="Сүүлийнх:",
        no_leads="Одоогоор лид алга.",
        counts=("Өдрийн лид: {count}", "Долоо хоногийн лид: {count}", "Сарын лид: {count}"),
        widget_on="🌐 Виджет асаалттай ✅",
        widget_off="🌐 Виджет унтраалттай ❌",
        sites="🌐 <b>Сайтын виджетүүд</b>",
        no_sites="Одоогоор сайтын виджет алга.",
        new_site="➕ Виджет үүсгэх",
        channels="📢 <b>Сувгууд</b>",
        no_channels="Одоогоор суваг алга.",
        new_channel="➕ Суваг нээх",
        ask_name="Сувгийн нэр юу вэ? Жишээ нь: Instagram. «болих» — нээхгүй.",
        ask_domain="Виджет аль сайтад зориулагдсан бэ? Жишээ нь: shop.mn. «болих» — нээхгүй.",
        ask_greeting="Ямар мэндчилгээ вэ? Ердийнх нь бол skip гэж бичээрэй.",
        ask_new_name="Одоо: {value}. Шинэ нэр? skip — үлдээх.",
        ask_new_greeting="Одоо: {value}. Шинэ мэндчилгээ? skip — үлдээх.",
        created="✅ Бэлэн: {name} (ID: {id})",
        saved="✅ Хадгаллаа",
        cancelled="Болилоо.",
        ask_delete="{name} (ID: {id}) устгах уу?",
        yes="🗑 Тийм, устгах",
        no="Үгүй",
        deleted="🗑 Устгалаа: {name}",
        gone="Энэ байхгүй болсон.",
        choose_language="🌍 Тайлангийн хэлээ сонгоно уу",
        language_set="✅ Тайлангийн хэл: {name}",
        parts=("API", "Өгөгдлийн сан", "AI", "Виджет", "Бот"),
        no_log="Бүртгэл хоосон.",
    ),
}
