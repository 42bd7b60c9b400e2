"""Russian: how a provider's customers order and where they know it from, and what they are told."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import OrderReplies, OrderWords, ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="ru",
    recommendation=split_entries(
        "рекоменд*, порекоменд*, посовет*, совет*, знаком*, друз*, друг, друга, другу, подруг*, приятел*, "
        "родственник*, брат*, сестр*, коллег*, сарафан*"
    ),
    social_networks=split_entries(
        "соц*, вконтакт*, вк, инстаграм*, инста, инсты, инсте, инсту, телеграм*, телега, телеге, телеги, "
        "тикток*, фейсбук*, ютуб*, одноклассник*, тик ток, telegram, instagram, insta, vk, vkontakte, "
        "tiktok, facebook, youtube, whatsapp, соцсет*"
    ),
    advertising=split_entries(
        "реклам*, объявлен*, авито, баннер*, листовк*, флаер*, билборд*, радио, олх, крыша, avito, olx, "
        "телевизор*, рассылк*, брошюр*"
    ),
    web_search=split_entries(
        "интернет*, поиск*, гугл*, яндекс*, google, yandex, 2гис, дубльгис, 2gis, сайт*, загугл*, погугл*, "
        "карт*, искал*, нашел, нашла"
    ),
    neighbours=split_entries("сосед*, подключен*, в подъезде, у нас в доме"),
)

ORDER_WORDS = OrderWords(
    language="ru",
    home=split_entries("дом*, квартир*, дач*, общежити*, общаг*, хата, хату"),
    office=split_entries("офис*, бизнес*, магазин*, юрлиц*, юридическ*, организаци*, контор*, фирм*, салон*"),
    tariff=split_entries("тариф*, пакет*, план*, скорост*"),
    router=split_entries("роутер*, маршрутизатор*, вайфай, вай фай, wi fi, wifi"),
    rent=split_entries("аренд*, прокат*, в рент*, напрокат"),
    buy=split_entries("куп*, покуп*, приобре*, tenda, xiaomi, d link, dlink, сяоми"),
    own_router=split_entries("свой, свои, своим, есть, имеется, не нужен, не надо, не нужно, без роутера"),
    cameras=split_entries("видеонаблюдени*, камер*, наблюдени*"),
    one=split_entries("1, одну, одна, один, одной"),
    two=split_entries("2, две, двух, пару, пара"),
    four=split_entries("4, четыре, четырех"),
    static_ip=split_entries("ip, айпи, ip адрес*, статик*, статическ*, постоянн* ip, белый ip"),
    address=split_entries("адрес*, улиц*, переех*"),
    flat=split_entries("квартир*, кв"),
    appointment=split_entries("дат*, врем*, день, дня, перенес*, подключени* на"),
    private_house=split_entries("частный дом, частном доме, частник, свой дом, коттедж, таунхаус, дача"),
    taking=split_entries("его, этот, ее, беру, подходит, подойдет, этого хватит"),
    list_requests=split_entries("какие, какой, какая, какое, что за, сколько, перечисл*, покажи*, список"),
    postponing=split_entries(
        "отмена, отменить, отмени*, передумал подключать, не буду подключать, не сейчас, в другой раз"
    ),
)

ORDER_REPLIES = OrderReplies(
    language="ru",
    ask_segment="Интернет нужен для дома или для офиса?",
    for_home="Для дома",
    for_office="Для офиса",
    ask_tariff="Какой тариф вам подойдёт?",
    ask_tariff_again="Какой тариф выберете?",
    home_tariffs="Тарифы для дома:",
    office_tariffs="Тарифы для офиса:",
    all_tariffs="Наши тарифы:",
    speed="{speed} Мбит/с",
    per_month="{price}/мес",
    price_on_request="цена по запросу",
    with_router="роутер в подарок",
    with_rented_router="роутер в аренду {price}",
    ask_router="Нужен ли роутер: взять в аренду, купить или у вас есть свой?",
    router_rented="Аренда",
    router_bought="Покупка",
    router_own="Есть свой",
    router_gift="в подарок",
    ask_cctv="Нужно ли видеонаблюдение?",
    cameras_one="{count} камера",
    cameras_few="{count} камеры",
    cameras_many="{count} камер",
    ask_static_ip="Нужен ли постоянный IP-адрес?",
    ask_address="По какому адресу подключаем? Напишите улицу и номер дома.",
    ask_address_again="Напишите, пожалуйста, адрес подключения: улицу и номер дома.",
    ask_address_ok="Адрес подключения: {address}. Всё правильно?",
    ask_flat="Назовите номер квартиры. Если это частный дом — так и напишите.",
    private_house="Частный дом",
    available="Да, по адресу {address} подключение возможно.",
    technology="Технология: {technology}.",
    unavailable="К сожалению, по адресу {address} подключения пока нет.",
    unknown_city="К сожалению, в населённом пункте {city} подключения пока нет.",
    manual_check="Сразу ответить не получится: возможность подключения по этому адресу проверит специалист.",
    which_street="Уточните, пожалуйста, какой адрес имеется в виду: {candidates}?",
    or_word="или",
    ask_house="Подскажите, пожалуйста, номер дома.",
    ask_street="Подскажите, пожалуйста, улицу и номер дома.",
    ask_waiting="Записать вас в лист ожидания? Сообщим, как только сможем подключить.",
    not_waiting="Хорошо, не записываю. Если захотите проверить другой адрес — напишите его.",
    ask_email="{name}, оставьте, пожалуйста, e-mail для договора. Можно пропустить.",
    ask_when="{name}, на какой день и время вам удобно подключение?",
    ask_when_again="На какой день и время записать подключение?",
    day_hints=("Завтра утром", "Завтра вечером", "Послезавтра днём"),
    confirmed="{name}, спасибо! Заявка принята, менеджер свяжется с вами, чтобы подтвердить время.",
    confirmed_waiting="{name}, вы в листе ожидания. Как только дом можно будет подключить, менеджер свяжется с "
    "вами.",
    ask_referrer="Подскажите, пожалуйста, откуда вы о нас узнали?",
    referrer_hints=("Рекомендация", "Соцсети", "Реклама", "Поиск в интернете", "Соседи подключены"),
    referrer_thanks="Спасибо, передам!",
    label_tariff="Тариф",
    label_router="Роутер",
    label_cctv="Видеонаблюдение",
    label_static_ip="Постоянный IP",
    label_address="Адрес",
    label_waiting="Лист ожидания",
    label_when="Дата и время",
    label_referrer="Откуда узнали",
)
