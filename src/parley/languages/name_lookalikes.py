"""Brands, cities and countries that a first name could be mistaken for."""

from parley.text.word_list import split_entries

# Of the whole world, in Latin letters and as Russian writes them: what is bought and where, never who.
BRANDS_AND_PLACES = split_entries(
    "samsung, apple, xiaomi, huawei, honor, lg, sony, bosch, siemens, philips, lenovo, asus, acer, dell, hp, "
    "msi, panasonic, toshiba, haier, hisense, midea, beko, indesit, ariston, electrolux, gorenje, tefal, "
    "redmi, realme, oppo, vivo, nokia, motorola, google, pixel, iphone, ipad, macbook, imac, airpods, galaxy, "
    "playstation, xbox, nintendo, dyson, canon, nikon, epson, intel, amd, nvidia, toyota, hyundai, kia, bmw, "
    "mercedes, audi, lexus, nissan, honda, mazda, ford, chevrolet, whatsapp, telegram, instagram, facebook, "
    "viber, tiktok, youtube, kaspi, halyk, beeline, tele2, kcell, megacom, ucell, самсунг*, самсон, эппл, "
    "эпл, айфон*, ксиоми, сяоми, хуавей, хонор, сони, бош, сименс, филипс, леново, асус, тошиба, хайер, "
    "редми, нокиа, макбук*, айпад*, эйрподс, галакси, плейстейшн, дайсон, тойота, хендай, мерседес, ауди, "
    "лексус, нисан, телеграм*, инстаграм*, инста, фейсбук, вайбер, тикток, ютуб, каспи, халык, билайн, "
    "розетка, озон, вайлдберриз, валберис, алматы*, астан*, нурсултана, шымкент*, караганд*, қарағанды*, "
    "актобе, ақтөбе*, атырау*, актау, ақтау*, костанай, павлодар, семей, тараз, уральск, орал, кызылорда, "
    "кокшетау, талдыкорган, туркестан, москв*, питер*, петербург*, новосибирск*, екатеринбург*, казань, "
    "омск*, бишкек*, ош, оштон, ошто, ошко, нарын, каракол, токмок, жалалабад, ташкент*, тошкент*, toshkent*, "
    "samarqand*, самарканд*, buxoro*, бухара, xiva, andijon*, namangan*, farg'ona*, qarshi, nukus, navoiy, "
    "киев*, київ*, києв*, львов*, львів*, харьков*, харків*, харков*, одесс*, одес*, днепр, дніпро, "
    "запорожье, улаанбаатар*, эрдэнэт*, moscow, london, paris, berlin, dubai, istanbul, almaty*, astana*, "
    "bishkek*, tashkent*, kyiv, kiev, ulaanbaatar, казахстан*, қазақстан*, россия, россии, кыргызстан*, "
    "узбекистан*, ўзбекистон*, o'zbekiston*, украин*, україн*, монгол*, kazakhstan, russia, kyrgyzstan, "
    "uzbekistan, ukraine, mongolia"
)
