"""Ukrainian: how a provider's customers order and where they know it from, and what they are told."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import OrderReplies, OrderWords, ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="uk",
    recommendation=split_entries(
        "рекоменд*, порекоменд*, порад*, радил*, знайом*, друз*, друг, друга, подруг*, приятел*, родич*, "
        "брат*, сестр*, колег*"
    ),
    social_networks=split_entries(
        "соц*, інстаграм*, інста, інсти, інсті, телеграм*, тікток*, тік ток, фейсбук*, ютуб*, вк, "
        "вконтакт*, твіттер*"
    ),
    advertising=split_entries(
        "реклам*, оголошен*, банер*, баннер*, листівк*, білборд*, радіо, олх, телевізор*, розсилк*"
    ),
    web_search=split_entries(
        "інтернет*, пошук*, гугл*, яндекс*, сайт*, загугл*, погугл*, знайшов, знайшла, шукав*"
    ),
    neighbours=split_entries("сусід*, підключен*"),
)

ORDER_WORDS = OrderWords(
    language="uk",
    home=split_entries(
        "дом*, додому, дім, квартир*, дач*, гуртожит*, будинок, будинку, хата, хату, хаті, хати, вдома, "
        "удома, осел*, помешканн*"
    ),
    office=split_entries("офіс*, офис*, бізнес*, магазин*, юросіб*, юридичн*, організаці*, контор*, фірм*"),
    tariff=split_entries("тариф*, пакет*, план*, швидкіст*, швидкост*"),
    router=split_entries("роутер*, маршрутизатор*, вайфай, wi fi, wifi"),
    rent=split_entries("оренд*, прокат*, напрокат"),
    buy=split_entries("куп*, придба*"),
    own_router=split_entries("свій, свої, своїм, є, маю, не потрібен, не треба, не потрібно, без роутера"),
    cameras=split_entries("відеоспостереженн*, камер*, спостереженн*"),
    one=split_entries("одну, одна, один, однієї"),
    two=split_entries("дві, двох, пару, пара"),
    four=split_entries("чотири, чотирьох"),
    static_ip=split_entries("айпі, статичн*, постійн* ip, білий ip"),
    address=split_entries("адрес*, вулиц*, переїх*"),
    flat=split_entries("квартир*, кв"),
    appointment=split_entries("дат*, час, часу, день, дня, перенес*"),
    private_house=split_entries(
        "приватний будинок, приватному будинку, приватна хата, власний будинок, свій будинок, котедж, "
        "таунхаус, дача"
    ),
    taking=split_entries("його, цей, її, беру, підходить, підійде, цього вистачить"),
    list_requests=split_entries("які, який, яка, яке, що за, скільки, перелічі*, покажі*, список"),
    postponing=split_entries("скасув*, скасуй*, не буду підключати, не зараз, іншим разом"),
)

ORDER_REPLIES = OrderReplies(
    language="uk",
    ask_segment="Інтернет потрібен для дому чи для офісу?",
    for_home="Для дому",
    for_office="Для офісу",
    ask_tariff="Який тариф вам підійде?",
    ask_tariff_again="Який тариф оберете?",
    home_tariffs="Тарифи для дому:",
    office_tariffs="Тарифи для офісу:",
    all_tariffs="Наші тарифи:",
    speed="{speed} Мбіт/с",
    per_month="{price}/міс",
    price_on_request="ціна за запитом",
    with_router="роутер у подарунок",
    with_rented_router="роутер в оренду {price}",
    ask_router="Чи потрібен роутер: взяти в оренду, купити чи у вас є свій?",
    router_rented="Оренда",
    router_bought="Купівля",
    router_own="Є свій",
    router_gift="у подарунок",
    ask_cctv="Чи потрібне відеоспостереження?",
    cameras_one="{count} камера",
    cameras_few="{count} камери",
    cameras_many="{count} камер",
    ask_static_ip="Чи потрібна постійна IP-адреса?",
    ask_address="За якою адресою підключаємо? Напишіть вулицю та номер будинку.",
    ask_address_again="Напишіть, будь ласка, адресу підключення: вулицю та номер будинку.",
    ask_address_ok="Адреса підключення: {address}. Усе правильно?",
    ask_flat="Назвіть номер квартири. Якщо це приватний будинок — так і напишіть.",
    private_house="Приватний будинок",
    available="Так, за адресою {address} підключення можливе.",
    technology="Технологія: {technology}.",
    unavailable="На жаль, за адресою {address} підключення поки немає.",
    unknown_city="На жаль, у населеному пункті {city} підключення поки немає.",
    manual_check="Одразу відповісти не вийде: можливість підключення за цією адресою перевірить фахівець.",
    which_street="Уточніть, будь ласка, яку адресу ви маєте на увазі: {candidates}?",
    or_word="чи",
    ask_house="Підкажіть, будь ласка, номер будинку.",
    ask_street="Підкажіть, будь ласка, вулицю та номер будинку.",
    ask_waiting="Записати вас до листа очікування? Повідомимо, щойно зможемо підключити.",
    not_waiting="Добре, не записую. Якщо захочете перевірити іншу адресу — напишіть її.",
    ask_email="{name}, залиште, будь ласка, e-mail для договору. Можна пропустити.",
    ask_when="{name}, на який день і час вам зручне підключення?",
    ask_when_again="На який день і час записати підключення?",
    day_hints=("Завтра вранці", "Завтра ввечері", "Післязавтра вдень"),
    confirmed="{name}, дякую! Заявку прийнято, менеджер зв'яжеться з вами, щоб підтвердити час.",
    confirmed_waiting="{name}, ви в листі очікування. Щойно будинок можна буде підключити, менеджер зв'яжеться з "
    "вами.",
    ask_referrer="Підкажіть, будь ласка, звідки ви про нас дізналися?",
    referrer_hints=("Порадили", "Соцмережі", "Реклама", "Пошук в інтернеті", "Сусіди підключені"),
    referrer_thanks="Дякую, передам!",
    label_tariff="Тариф",
    label_router="Роутер",
    label_cctv="Відеоспостереження",
    label_static_ip="Постійна IP",
    label_address="Адреса",
    label_waiting="Лист очікування",
    label_when="Дата і час",
    label_referrer="Звідки дізналися",
)
