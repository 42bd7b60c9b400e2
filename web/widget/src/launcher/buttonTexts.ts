// The few texts of the button. The chat has its own.

import type { LanguageCode } from "../shared/languages";

export interface ButtonTexts {
  open: string;
  close: string;
  /** Before the number of unread messages. */
  unread: string;
  /** The chat could not be loaded. */
  failed: string;
}

export const BUTTON_TEXTS: Record<LanguageCode, ButtonTexts> = {
  ru: { open: "Открыть чат", close: "Закрыть чат", unread: "новых сообщений", failed: "Чат не загрузился." },
  en: { open: "Open chat", close: "Close chat", unread: "new messages", failed: "The chat did not load." },
  kk: { open: "Чатты ашу", close: "Чатты жабу", unread: "жаңа хабарламалар", failed: "Чат жүктелмеді." },
  ky: { open: "Чатты ачуу", close: "Чатты жабуу", unread: "жаңы билдирүүлөр", failed: "Чат жүктөлгөн жок." },
  uz: { open: "Chatni ochish", close: "Chatni yopish", unread: "yangi xabarlar", failed: "Chat yuklanmadi." },
  uk: { open: "Відкрити чат", close: "Закрити чат", unread: "нових повідомлень", failed: "Чат не завантажився." },
  mn: { open: "Чат нээх", close: "Чат хаах", unread: "шинэ зурвас", failed: "Чат ачаалагдсангүй." },
};
