// In a file of its own: the page's policy allows no script inside it.
AidaWidget.init({ apiUrl: "", position: "bottom-right", primaryColor: "#007bff", title: "AIDA", welcomeMessage: "Здравствуйте! Помогу выбрать тариф и оформить подключение." });
