// The few words of the button; the chat brings its own.

import type { LanguageCode } from "../shared/languages";

export interface Words {
  open: string;
  close: string;
  unread: string;
  failed: string;
}

export const WORDS: Record<LanguageCode, Words> = {
  ru: { open: "Открыть чат", close: "Закрыть чат", unread: "новых сообщений", failed: "Чат не загрузился." },
  en: { open: "Open chat", close: "Close chat", unread: "new messages", failed: "The chat did not load." },
  kk: { open: "Чатты ашу", close: "Чатты жабу", unread: "жаңа хабарламалар", failed: "Чат жүктелмеді." },
  ky: { open: "Чатты ачуу", close: "Чатты жабуу", unread: "жаңы билдирүүлөр", failed: "Чат жүктөлгөн жок." },
  uz: { open: "Chatni ochish", close: "Chatni yopish", unread: "yangi xabarlar", failed: "Chat yuklanmadi." },
  uk: { open: "Відкрити чат", close: "Закрити чат", unread: "нових повідомлень", failed: "Чат не завантажився." },
  mn: { open: "Чат нээх", close: "Чат хаах", unread: "шинэ зурвас", failed: "Чат ачаалагдсангүй." },
};
