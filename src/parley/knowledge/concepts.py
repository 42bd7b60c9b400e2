"""Words of shops and services that mean one thing in seven languages: one line a concept, beginnings of words.

Written by hand; a later version grows it. Entries are folded and brought into Latin when loaded.
"""

from functools import lru_cache

from parley.core.text import skeleton, words

_LINES = """
laptop: laptop notebook ноутбук нотбук зөөврийн компьютер noutbuk
computer: computer desktop компьютер комп workstation kompyuter
phone: smartphone смартфон телефон утас telefon phone ұялы мобил
iphone: iphone айфон
samsung: samsung самсунг
xiaomi: xiaomi ксиаоми сяоми redmi редми
fridge: fridge refrigerator холодильник тоңазытқыш мұздатқыш муздаткыч muzlatgich sovutgich хөргөгч холодильник
washer: washing washer стиральн стиралк пральн кіржуғыш кір кир кир жуугуч kir угаалгын
tv: tv телевизор televizor зурагт теледидар сыналгы television
headphones: headphone headphones earbuds наушник құлаққап кулакчын quloqchin навушник чихэвч airpods
tablet: tablet планшет planshet ipad айпад таблет
monitor: monitor монитор дэлгэц display
printer: printer принтер хэвлэгч
vacuum: vacuum пылесос шаңсорғыш чаң сордургуч changyutgich пилосос тоос
microwave: microwave микроволнов mikroto'lqinli мікрохвильов
kettle: kettle чайник шәйнек чайнек choynak данх
server: server сервер
keyboard: keyboard клавиатур гар
mouse: mouse мышь мышк тышқан
camera: camera камер видеонаблюден kamera камер
watch: watch часы сағат smartwatch
delivery: delivery deliver shipping ship доставк доставля доставит привез привезт жеткіз жеткир yetkaz доставк хүргэ
payment: payment pay оплат платит оплач төле төлө to'lov to'la сплат төлбөр төлө kaspi
warranty: warranty guarantee гаранти кепілдік кепилдик kafolat гаранті баталгаа
returns: return refund вернут возврат возвра верну обмен обмін қайтар кайтар qaytar повер буцаа
hours: hours open opening график работает работаете режим часов жұмыс иштейсиз ish графік працю ажлын цагийн
address: address located location адрес находит находитесь мекенжай дарек manzil адрес хаяг байрл орналас
credit: credit instalment installment instalments рассрочк кредит бөліп несие насыя bo'lib kredit розстрочк зээл лизинг
repair: repair ремонт жөнде оңдо ta'mir засвар сервис
discount: discount скидк жеңілдік арзандат chegirma знижк хямдрал акци
internet: internet интернет тариф internet wifi вайфай інтернет сүлжээ
router: router роутер маршрутизатор
installation: install установк подключ монтаж орнат o'rnat встанов суурилуул
office: office офис кеңсе кеңсе ofis оффис
home: home домашн домой үйге uy дім гэр дома
"""


def _load() -> dict[str, str]:
    known = {}
    for line in _LINES.strip().splitlines():
        name, _, rest = line.partition(":")
        for entry in rest.split():
            for word in words(entry):
                known[skeleton(word)] = name
    return known


_CONCEPTS = _load()
_LENGTHS = sorted({len(stem) for stem in _CONCEPTS}, reverse=True)
# A beginning that short must be the whole word: "tv", "uy", "кир".
_WHOLE = 3


@lru_cache(maxsize=8192)
def concept(folded: str) -> str:
    """What a folded word means, empty when the list does not know it."""
    plain = skeleton(folded)
    for length in _LENGTHS:
        if length <= len(plain):
            found = _CONCEPTS.get(plain[:length])
            if found and (length > _WHOLE or length == len(plain)):
                return found
    return ""


GOODS = frozenset(
    [
        "laptop",
        "computer",
        "phone",
        "iphone",
        "samsung",
        "xiaomi",
        "fridge",
        "washer",
        "tv",
        "headphones",
        "tablet",
        "monitor",
        "printer",
        "vacuum",
        "microwave",
        "kettle",
        "server",
        "keyboard",
        "mouse",
        "camera",
        "watch",
        "internet",
        "router",
    ]
)
