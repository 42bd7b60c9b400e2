"""What the customers of a measurement say."""

SAY = "Здравствуйте, подскажите, пожалуйста, что у вас есть интересного?"
ASK = "Сколько стоит доставка и какие есть ноутбуки?"
MANY = "\n".join(
    [
        SAY,
        ASK,
        "Есть беспроводная мышка Logitech?",
        "Do you have a laptop for travel under 1000 dollars?",
        "Какая у вас гарантия на мониторы?",
        "Сізде принтер бар ма, қанша тұрады?",
        "What are your working hours?",
        "А сервер для небольшого офиса подберёте?",
        "Чи є навушники з шумозаглушенням?",
        "Спасибо, понятно",
        "Посоветуйте проектор в переговорную",
        "Which monitors are in stock?",
    ]
)
# Stands for a code that no message had before.
CODE = "{code}"
NEW = "\n".join([f"{text} {CODE}" for text in MANY.split("\n")])
