"""Words of questions in seven languages that say how something is asked for, and not what."""

from parley.text.normalize import latinize
from parley.text.tokenize import normalized_words

# Words that say nothing of what is wanted, beside those the language files list, normalized.
STOP_WORDS = frozenset(
    normalized_words(
        "something anything ең эң eng хамгийн найбільш найдешевший найдешевша найдешевше самого самую нибудь будь "
        "либо то щось магазин магазине store shop дүкен дүкөн do'kon дэлгүүр "
        "самый самая самое самые найди дайте дай покажи покажите хочу хотел хотела бы надо нужен нужна нужно "
        "нужны ищу ищем есть мне нам вас вам ваш ваши какой какая какие что как где когда сколько почем цена "
        "цены стоит стоят будет можно ли или скольки для под про это этот эта еще уже тоже вообще купить "
        "заказать взять подобрать интересует интересуют посоветуйте подскажите скажите пожалуйста вариант "
        "варианты модель модели штук товар товары куплю возьму кажется наверное the and for with your you "
        "have has any some show find want need looking buy get give does much cost price please sell cheap "
        "cheapest cheaper how what which where when there tell about can could would like good best work бар барма "
        "сізде маған керек алғым келеді қандай қайсы қанша тұрады көрсет көрсетіңіз жүрмін сатып алу болады "
        "бола туралы барбы сизде мага кандай канча турат алгым келет көрсөтүңүз бересизби жана болот болобу "
        "bormi bor menga kerak qancha turadi narxi qanday sizda sotib olmoqchiman olish berish mumkinmi "
        "mumkin ko'rsating чи маєте у мені треба потрібен потрібна яка яке які скільки коштує покажіть купити "
        "працюєте працює байна байгаа байнауу танайд надад хэрэгтэй ямар хэд хэдэн хэр вэ уу үү авах авмаар "
        "үнэ үнэтэй дешевый дешевая дешевле недорогой недорогая дорогой бюджетный хямд арзан арзон arzon "
        "дешевий подешевле подешевше удаан дейін чейин "
        # … and what several things come to
        "итого всего вместе выйдет разом усього всього загалом вийде буде total altogether барлығы барлығын "
        "барлығына бәрі бәріне болады чыгат баары баарын баарына баарысы jami hammasi hammasini chiqadi нийт бүгд "
        "нийлээд нийлбэр скока скок"
    )
)
LATIN_STOP_WORDS = frozenset(
    map(latinize, STOP_WORDS | frozenset(normalized_words("ма ме ба бе па пе ли возможен возможна возможно")))
)
# "OK". In Uzbek the same letters, "оқ" and "oq", are white.
OKAY_WORDS = frozenset(normalized_words("ok ок"))
# Behind a number they say that it counts.
PIECE_WORDS = frozenset(normalized_words("шт штук штуки штука pcs pieces piece units дана даана dona ширхэг"))
# Beginnings of words that ask for the cheap ones first.
CHEAP_STEMS = tuple(
    normalized_words("дешев подешев найдешев недорог бюджетн арзан арзон arzon cheap хямд affordab")
)
# They ask whether there is something.
AVAILABILITY_WORDS = frozenset(
    normalized_words(
        "есть имеется имеются продаете продаются торгуете покажи покажите нужен нужна нужно нужны ищу have "
        "sell got show need бар барма барбы сатасыз ба керек сатасызбы bor bormi sotasizmi kerak маєте є "
        "продаєте потрібен потрібна байгаа байна байнауу зардаг хэрэгтэй"
    )
)
