"""Mongolian: how a provider's customers order and where they know it from, and what they are told."""

from parley.text.word_list import split_entries
from parley.verticals.isp.words.base import OrderReplies, OrderWords, ReferralWords

REFERRAL_WORDS = ReferralWords(
    language="mn",
    recommendation=split_entries(
        "найз*, танил*, зөвлөсөн, зөвлөс*, санал болгосон, ах*, эгч*, дүү*, хамаатан*, хамтран*, хэлсэн, хэлж өгсөн"
    ),
    social_networks=split_entries(
        "сошиал*, инстаграм*, инста*, телеграм*, тикток*, тик ток, фэйсбүүк*, фейсбүүк*, фейсбук*, "
        "facebook, fb, ютүб*, нийгмийн сүлжээ*"
    ),
    advertising=split_entries(
        "реклам*, сурталчилгаа*, зар, зараас, зарын, зарлал*, баннер*, радио*, телевиз*, зурагт*"
    ),
    web_search=split_entries("интернет*, гүүгл*, гугл*, google, яндекс*, хайж, хайлт*, сайт*, вэб*, олсон"),
    neighbours=split_entries("хөрш*, айл*, холбогдсон"),
)

ORDER_WORDS = OrderWords(
    language="mn",
    home=split_entries(
        "гэр, гэрт*, гэртээ, гэрийн, гэрээ, байр, байранд*, байрны, орон сууц*, дотуур байр*, зуслан*"
    ),
    office=split_entries("оффис*, офис*, алба*, бизнес*, дэлгүүр*, компани*, байгууллага*"),
    tariff=split_entries("тариф*, багц*, пакет*, хурд, хурдыг"),
    router=split_entries("роутер*, рутер*, вайфай*, wi fi, wifi, модем*"),
    rent=split_entries("түрээс*"),
    buy=split_entries("худалдаж ав*, худалдан ав*, худалдаж"),
    own_router=split_entries("надад бий, надад бай*, өөрт бай*, өөртөө бай*, бий, байгаа, хэрэггүй, роутергүй"),
    cameras=split_entries("камер*, хяналт*, теле камер*"),
    one=split_entries("нэг, нэгийг"),
    two=split_entries("хоёр, хоёрыг"),
    four=split_entries("дөрөв, дөрвөн"),
    static_ip=split_entries("айпи*, тогтмол ip, статик*"),
    address=split_entries("хаяг*, гудамж*"),
    flat=split_entries("тоот*"),
    appointment=split_entries("өдөр, өдрийг, цаг, цагийг, хугацаа*, огноо*"),
    private_house=split_entries("хувийн байшин*, хувийн сууц*, хашаа байшин*, гэр хороолол*, таунхаус*, коттеж*"),
    taking=split_entries("түүнийг, үүнийг, түүнийг авъя, үүнийг авъя, авъя, энийг, тэрийг"),
    list_requests=split_entries("ямар, аль, хэд, хэдэн, юу байна, жагсаалт*, үзүүл*"),
    postponing=split_entries("цуцал*, холбуулахгүй, одоо биш, дараа болъё, өөр үед"),
)

ORDER_REPLIES = OrderReplies(
    language="mn",
    ask_segment="Интернэт гэрт хэрэгтэй юу, оффист уу?",
    for_home="Гэрт",
    for_office="Оффист",
    ask_tariff="Аль багц танд тохирох вэ?",
    ask_tariff_again="Аль багцыг сонгох вэ?",
    home_tariffs="Гэрийн багцууд:",
    office_tariffs="Оффисын багцууд:",
    all_tariffs="Манай багцууд:",
    speed="{speed} Мбит/с",
    per_month="сард {price}",
    price_on_request="үнийг асууж тодруулна",
    with_router="роутер бэлэгтэй",
    with_rented_router="роутер түрээс {price}",
    ask_router="Роутер хэрэгтэй юу: түрээслэх үү, худалдаж авах уу, эсвэл өөрт тань бий юу?",
    router_rented="Түрээслэнэ",
    router_bought="Худалдаж авна",
    router_own="Надад бий",
    router_gift="бэлэг",
    ask_cctv="Хяналтын камер хэрэгтэй юу?",
    cameras_one="{count} камер",
    cameras_few="{count} камер",
    cameras_many="{count} камер",
    ask_static_ip="Тогтмол IP хаяг хэрэгтэй юу?",
    ask_address="Аль хаягт холбох вэ? Гудамж, байрны дугаараа бичнэ үү.",
    ask_address_again="Холбох хаягаа бичнэ үү: гудамж, байрны дугаар.",
    ask_address_ok="Холбох хаяг: {address}. Бүгд зөв үү?",
    ask_flat="Тоотын дугаараа хэлнэ үү. Хувийн байшин бол тэгж бичээрэй.",
    private_house="Хувийн байшин",
    available="Тийм, {address} хаягт холбох боломжтой.",
    technology="Технологи: {technology}.",
    unavailable="Харамсалтай нь {address} хаягт одоогоор холбох боломжгүй байна.",
    unknown_city="Харамсалтай нь {city} хотод одоогоор холбодоггүй.",
    manual_check="Шууд хэлэх боломжгүй байна: энэ хаягт холбох боломжийг мэргэжилтэн шалгана.",
    which_street="Аль хаягийг хэлж байгаагаа тодруулна уу: {candidates}?",
    or_word="эсвэл",
    ask_house="Байрны дугаараа хэлнэ үү.",
    ask_street="Гудамж, байрны дугаараа хэлнэ үү.",
    ask_waiting="Таныг хүлээлгийн жагсаалтад бичих үү? Холбох боломжтой болмогц мэдэгдэнэ.",
    not_waiting="За, бичихгүй. Өөр хаяг шалгуулахыг хүсвэл бичээрэй.",
    ask_email="{name}, гэрээнд зориулж и-мэйлээ үлдээх үү? Алгасаж болно.",
    ask_when="{name}, аль өдөр, хэдэн цагт холбоход тохиромжтой вэ?",
    ask_when_again="Холболтыг аль өдөр, хэдэн цагт товлох вэ?",
    day_hints=("Маргааш өглөө", "Маргааш орой", "Нөгөөдөр өдөр"),
    confirmed="{name}, баярлалаа! Захиалга бүртгэгдлээ, менежер цагийг баталгаажуулахаар тантай холбогдоно.",
    confirmed_waiting="{name}, та хүлээлгийн жагсаалтад орлоо. Байрыг холбох боломжтой болмогц менежер холбогдоно.",
    ask_referrer="Биднийг хаанаас мэдсэн бэ?",
    referrer_hints=("Найз хэлсэн", "Сошиал", "Сурталчилгаа", "Интернэтээс хайж", "Хөрш холбогдсон"),
    referrer_thanks="Баярлалаа, дамжуулъя!",
    label_tariff="Багц",
    label_router="Роутер",
    label_cctv="Хяналтын камер",
    label_static_ip="Тогтмол IP",
    label_address="Хаяг",
    label_waiting="Хүлээлгийн жагсаалт",
    label_when="Өдөр, цаг",
    label_referrer="Хаанаас мэдсэн",
)
