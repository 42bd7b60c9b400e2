"""Words of shops and services that mean one thing in seven languages: one row a concept, beginnings of words.

A dot at the end makes an entry the whole word ("tv."). Entries are brought to one script when loaded, so one
spelling does for both. Written by hand from common shop language; a row more is always welcome.
"""

from collections.abc import Iterator
from functools import lru_cache

from parley.core.text import skeleton, words

_GOODS = """
laptop: laptop notebook ноутбук нотбук ноут. ноуты. зөөврийн
macbook: macbook макбук
computer: computer desktop компьютер комп. компы. workstation kompyuter системник
phone: phone smartphone смартфон телефон утас. утасны telefon telefoni мобильник уялы
iphone: iphone айфон ифон
fridge: fridge refrigerator холодильник тоңазытқыш муздаткыч muzlatgich sovutgich хөргөгч морозильник морозилк
washer: washer washing стиральн стиралк пральн пралк кіржуғыш кир. kir. угаалгын угаагч
dishwasher: dishwasher посудомо посудомийн ыдысжуғыш аяга-таваг
tv: tv. тв. television телевізор телевизор телек. televizor теледидар сыналгы зурагт
headphones: headphone earphone earbud earbuds headset наушник навушник құлаққап кулакчын кулаккап quloqchin
    чихэвч гарнитур
airpods: airpods аирподс эйрподс
tablet: tablet планшет planshet
ipad: ipad айпад
monitor: monitor display монитор дисплей дэлгэц
printer: printer принтер хэвлэгч мфу.
vacuum: vacuum пылесос пилосос шаңсорғыш чаңсоргуч changyutgich тоососорогч тоос.
microwave: microwave микроволнов мікрохвильов микротолқынды mikroto'lqinli богино
oven: oven. духовк духовой плита. плиту. плиты. плитк газплит пеш. зуух.
kettle: kettle чайник шәйнек чайнек choynak данх.
multicooker: multicooker мультиварк мультипісіргіш
iron: утюг үтік үтүк dazmol праск индүү
hairdryer: фен. фены. hairdryer
conditioner: conditioner кондиционер конденсионер konditsioner агааржуулагч салқындатқыш сплит.
server: server. servers. сервер
storage: ssd. hdd. флешк накопител жесткий
keyboard: keyboard клавиатур клавіатур пернетақта klaviatura
mouse: mouse. mice. мышь. мышк мышку. тышқан хулгана sichqoncha
camera: camera камер видеонаблюд kamera фотоаппарат бейнебақылау відеоспостереж videokuzatuv
watch: smartwatch watch. смартчас сағаттар
speaker: speaker колонк колонок. динамик чанга-яригч
console: playstation плейстейшн xbox приставк консол ps5.
case: чехол чехл чохол қап. case. cases.
charger: charger charging зарядк зарядн қуаттағыш заряджа quvvatlagich цэнэглэгч адаптер
cable: cable кабел провод кәбіл кабель
internet: internet інтернет интернет тариф tariff широкополос сүлжээ
router: router роутер маршрутизатор ruter
staticip: ip. айпи. статическ
webcam: webcam вебкам веб-камер
projector: projector проектор
sofa: sofa диван couch
furniture: furniture мебел жиһаз эмерек mebel меблі тавилга
bicycle: bicycle bike. bikes. велосипед велик. унадаг
car: car. cars. автомобил көлік. avtomobil автівк
clothes: clothes clothing одежд киім. кийим kiyim одяг хувцас dress платье куртк
shoes: shoes кроссовк обув аяқкиім poyabzal взутт гутал
food: pizza пицц піц суши sushi бургер burger
flowers: flowers букет цветы. цветов. гүлдер гүл. gullar квіти цэцэг
book: книг книж кітап китеп kitob ном.
"""

_BRANDS = """
apple: apple эппл эпл
samsung: samsung самсунг
xiaomi: xiaomi ксиаоми сяоми шаоми
redmi: redmi редми
huawei: huawei хуавей хуавэй
lenovo: lenovo леново
asus: asus асус
acer: acer. эйсер
dell: dell. делл.
bosch: bosch бош.
sony: sony сони.
logitech: logitech логитек
google: google гугл
lg: lg. элджи.
tplink: tplink
"""

_SERVICES = """
delivery: deliver shipping ship. ships. shipment доставк доставл доставит доставля привезти. привезете.
    привезут. жеткіз жеткир yetkaz yetkiz хүргэ хүргүүл самовывоз courier курьер
payment: payment pay. paying pays. оплат платит плачу төлем төлеу төле. төлөм төлөө төлөй to'lov to'la сплат
    оплач төлбөр төлөх kaspi каспи наличн картой картою карт cash visa безнал
warranty: warrant guarantee гаранти гарант кепілдік кепилдик kafolat баталгаа
returns: return refund exchange возврат вернут возвра верну обмен обмін повернен повернут қайтар кайтар qaytar
    алмастыр буцаа буцаах солих
hours: hours opening open. ашыла ашық ачыла ачык. ochila ochiq відкри opens. close. closes. график режим
    работаете. работает. работаем. работы. расписан
    жұмыс иште. иштейсиз иштейт ishlay ish. працює графік цаг. цагийн ажлын ажиллада
address: жайгаш address located location where адрес находитес находится расположен мекенжай орналас қайдасыз дарек
    дареги manzil manzili joylash хаяг хаана байршил розташ знаходит доехать пройти
credit: credit financ installment instalment рассроч кредит бөліп бөлүп несие насыя насия bo'lib kredit muddatli
    розстроч зээл лизинг хуваан
repair: repair fix. ремонт починит жөнде оңдо ta'mir сервисн засвар лагодж полагод полома сломал
discount: discount sale. скидк скидо жеңілдік арзандат chegirma знижк хямдрал акция. акции. акцию. promo
    промокод
installation: install setup установ подключ монтаж орнат o'rnat ornat встанов підключ суурилуул қосып
change: поменя сменит смена. смену. change switch ауыстыру алмаштыр o'zgartir змінит
support: поддержк техподдерж қолдау қолдоо підтримк дэмжлэг настройк
contacts: contacts контакт байланыс
training: training курсы обучен
invoice: invoice счет-фактур безналичн рахунок юрлиц юридическ ндс.
stock: наличи in-stock қоймада складе
"""

_TRAITS = """
office: office офис кеңсе ofis офіс оффис
home: home. house домаш дома. дом. үйге. үй. үйүн uy. uyga дім. гэрийн гэр. квартир apartment
wifi: wifi вайфай
gaming: gaming gamer игров геймер ойын. ойнау. o'yin ігров тоглоом
wireless: wireless беспровод сымсыз зымсыз simsiz бездрот утасгүй bluetooth блютуз
students: student студент учеб учёб оқу. оқушы навчан талаба оюутан сурагч
small: mini мини маленьк шағын кичине kichik жижиг small
large: large big. больш үлкен чоң. katta велик. том.
"""


def _rows(table: str) -> Iterator[tuple[str, str]]:
    name = ""
    for entry in table.split():
        if entry.endswith(":"):
            name = entry[:-1]
        else:
            yield name, entry


def _names(table: str) -> frozenset[str]:
    return frozenset(name for name, _ in _rows(table))


GOODS = _names(_GOODS)
BRANDS = _names(_BRANDS)
SERVICES = _names(_SERVICES)

# A misspelt word is only recognized when it is long enough to have no near neighbour ("привет", "привезут").
_SURE, _SURE_SERVICE = 6, 7


class _Words:
    """Entries in one script: whole words, and beginnings by length and by first letter."""

    def __init__(self, *tables: str) -> None:
        self.whole: dict[str, str] = {}
        self.stems: dict[str, str] = {}
        for name, entry in (row for table in tables for row in _rows(table)):
            stem = "".join(skeleton(word) for word in words(entry))
            (self.whole if entry.endswith(".") else self.stems).setdefault(stem, name)
        self.lengths = sorted({len(stem) for stem in self.stems}, reverse=True)
        self.initial: dict[str, list[str]] = {}
        for stem, name in self.stems.items():
            if len(stem) >= (_SURE_SERVICE if name in SERVICES else _SURE):
                self.initial.setdefault(stem[0], []).append(stem)


_KNOWN = _Words(_GOODS, _BRANDS, _SERVICES, _TRAITS)


@lru_cache(maxsize=8192)
def concept(folded: str) -> str:
    """What a folded word means ("laptop", "delivery"), one slip of the pen forgiven; empty when not known."""
    plain = skeleton(folded)
    if found := _KNOWN.whole.get(plain):
        return found
    for length in _KNOWN.lengths:
        if length <= len(plain) and (found := _KNOWN.stems.get(plain[:length])):
            return found
    return _misspelt(plain)


def _misspelt(plain: str) -> str:
    if len(plain) < _SURE - 1:
        return ""
    for stem in _KNOWN.initial.get(plain[0], ()):
        size = len(stem)
        if any(one_slip(plain[:length], stem) for length in (size, size - 1, size + 1) if length <= len(plain)):
            return _KNOWN.stems[stem]
    return ""


def one_slip(a: str, b: str) -> bool:
    """Whether one letter too many, missing, wrong, or two swapped make the difference (or nothing does)."""
    if abs(len(a) - len(b)) > 1:
        return False
    shortest = min(len(a), len(b))
    start = 0
    while start < shortest and a[start] == b[start]:
        start += 1
    rest_a, rest_b = a[start:], b[start:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and rest_a[2:] == rest_b[2:])
    )
