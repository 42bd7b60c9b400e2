// The plain chat page: one WebSocket, POST where sockets are blocked, history after a reload. No text is ever HTML.

const TEXTS = {
  ru: { name: "Русский", ask: "Напишите сообщение…", send: "Отправить", fresh: "Новый разговор", typing: "печатает…", online: "на связи", lost: "связь потеряна, пробуем снова…", failed: "Не отправлено.", again: "Отправить ещё раз" },
  en: { name: "English", ask: "Write a message…", send: "Send", fresh: "New conversation", typing: "typing…", online: "online", lost: "connection lost, trying again…", failed: "Not sent.", again: "Send again" },
  kz: { name: "Қазақша", ask: "Хабарлама жазыңыз…", send: "Жіберу", fresh: "Жаңа әңгіме", typing: "жазып жатыр…", online: "байланыста", lost: "байланыс үзілді, қайта қосылудамыз…", failed: "Жіберілмеді.", again: "Қайта жіберу" },
  ky: { name: "Кыргызча", ask: "Билдирүү жазыңыз…", send: "Жөнөтүү", fresh: "Жаңы сүйлөшүү", typing: "жазып жатат…", online: "байланышта", lost: "байланыш үзүлдү, кайра туташуудабыз…", failed: "Жөнөтүлгөн жок.", again: "Кайра жөнөтүү" },
  uz: { name: "O'zbekcha", ask: "Xabar yozing…", send: "Yuborish", fresh: "Yangi suhbat", typing: "yozmoqda…", online: "aloqada", lost: "aloqa uzildi, qayta ulanmoqdamiz…", failed: "Yuborilmadi.", again: "Qayta yuborish" },
  uk: { name: "Українська", ask: "Напишіть повідомлення…", send: "Надіслати", fresh: "Нова розмова", typing: "пише…", online: "на зв'язку", lost: "зв'язок втрачено, пробуємо знову…", failed: "Не надіслано.", again: "Надіслати ще раз" },
  mn: { name: "Монгол", ask: "Зурвас бичнэ үү…", send: "Илгээх", fresh: "Шинэ яриа", typing: "бичиж байна…", online: "холбоотой", lost: "холболт тасарлаа, дахин оролдож байна…", failed: "Илгээгдсэнгүй.", again: "Дахин илгээх" },
};
const ALIASES = { kk: "kz", kg: "ky", ua: "uk" };
const { company, widget, greeting } = document.body.dataset;
const $ = (id) => document.getElementById(id);
const log = $("log");

const memory = new Map();
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return memory.get(key) ?? null; } },
  set: (key, value) => { memory.set(key, value); try { localStorage.setItem(key, value); } catch { /* kept in memory */ } },
  drop: (key) => { memory.delete(key); try { localStorage.removeItem(key); } catch { /* nothing to drop */ } },
};
const SESSION = `parley_session_${company}_${widget}`;

const newVisitor = () => "v_" + Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(36).padStart(2, "0")).join("");
let visitor = store.get("bizdnaii_vid") || newVisitor();
store.set("bizdnaii_vid", visitor);
let picked = store.get("bizdnaii_widget_lang");
let language = picked || ALIASES[document.documentElement.lang] || document.documentElement.lang;
if (!TEXTS[language]) language = "ru";
const t = () => TEXTS[language];

function speak() {
  $("text").placeholder = t().ask;
  $("text").setAttribute("aria-label", t().ask);
  $("send").setAttribute("aria-label", t().send);
  $("fresh").title = t().fresh;
  $("fresh").setAttribute("aria-label", t().fresh);
  document.documentElement.lang = { kz: "kk" }[language] || language;
}

function linked(target, text) {
  target.textContent = "";
  let last = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)]/g)) {
    target.append(text.slice(last, found.index));
    const link = document.createElement("a");
    link.href = found[0]; link.textContent = found[0]; link.target = "_blank"; link.rel = "noopener nofollow";
    target.append(link);
    last = found.index + found[0].length;
  }
  target.append(text.slice(last));
}

function add(role, text, at = new Date()) {
  const line = document.createElement("div");
  line.className = role === "user" ? "line mine" : "line";
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  const meta = document.createElement("div");
  meta.className = "meta";
  meta.textContent = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  line.append(bubble, meta);
  linked(bubble, text.replace("[REQUEST_CONTACT]", ""));
  log.append(line);
  log.scrollTop = log.scrollHeight;
  return { line, bubble, meta };
}

function waiting() {
  const shown = add("assistant", "");
  shown.line.setAttribute("aria-busy", "true");
  shown.bubble.innerHTML = "";
  const dots = document.createElement("span");
  dots.className = "typing";
  dots.append(...[1, 2, 3].map(() => document.createElement("i")));
  shown.bubble.append(dots);
  $("state").textContent = t().typing;
  return shown;
}

function suggest(texts) {
  $("suggestions").replaceChildren(...(texts || []).map((text) => {
    const button = document.createElement("button");
    button.type = "button"; button.textContent = text;
    button.onclick = () => say(text);
    return button;
  }));
}

// ── the socket: opened with the first message, reopened when needed
let socket = null, current = null, retry = 0;

function connect() {
  if (socket && socket.readyState === WebSocket.OPEN) return Promise.resolve(socket);
  return new Promise((resolve, reject) => {
    const opened = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/sales/${company}`);
    const timer = setTimeout(() => { opened.close(); reject(new Error("time-out")); }, 2000);
    opened.onmessage = (event) => {
      const { type, data } = JSON.parse(event.data);
      if (type === "welcome") { clearTimeout(timer); socket = opened; retry = 0; $("state").textContent = t().online; resolve(opened); }
      else if (current) current(type, data);
    };
    opened.onclose = () => {
      clearTimeout(timer); reject(new Error("closed"));
      if (socket === opened) { socket = null; if (current) current("error", {}); else later(); }
    };
  });
}

function later() {
  $("state").textContent = t().lost;
  setTimeout(() => connect().catch(later), Math.min(15000, 500 * 2 ** retry++) * (0.7 + Math.random() * 0.6));
}

const body = (message) => ({ message, session_id: store.get(SESSION), user_id: visitor, source: widget, ...(picked ? { language } : {}) });

async function ask(message, onText) {
  let opened;
  try { opened = await connect(); } catch { return post(message, onText); }
  return new Promise((resolve, reject) => {
    let text = "";
    current = (type, data) => {
      if (type === "chunk") { text += data.content; store.set(SESSION, data.conversation_id); onText(text); }
      else if (type === "complete") { current = null; resolve(data); }
      else if (type === "error") { current = null; reject(new Error(data.message || "lost")); }
    };
    opened.send(JSON.stringify({ type: "chat", data: body(message) }));
  });
}

async function post(message, onText) {
  const answer = await fetch(`/sales/${company}/chat`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body(message)) });
  if (!answer.ok) throw new Error(String(answer.status));
  const data = await answer.json();
  store.set(SESSION, data.session_id);
  onText(data.response);
  return data;
}

const queue = [];
let busy = false;

function say(text) {
  text = text.trim();
  if (!text) return;
  suggest([]);
  queue.push({ text, shown: add("user", text) });
  work();
}

async function work() {
  if (busy) return;
  busy = true;
  while (queue.length) {
    const { text, shown } = queue.shift();
    const answer = waiting();
    try {
      const data = await ask(text, (said) => { linked(answer.bubble, said); log.scrollTop = log.scrollHeight; });
      answer.line.removeAttribute("aria-busy");
      suggest(data.suggestions);
      $("state").textContent = t().online;
    } catch {
      answer.line.remove();
      shown.line.classList.add("failed");
      shown.meta.textContent = t().failed;
      const again = document.createElement("button");
      again.type = "button"; again.textContent = t().again;
      again.onclick = () => { shown.line.remove(); say(text); };
      shown.meta.append(again);
      $("state").textContent = t().lost;
    }
  }
  busy = false;
}

async function begin() {
  log.replaceChildren();
  suggest([]);
  const session = store.get(SESSION);
  let lines = [];
  if (session) {
    try { lines = (await (await fetch(`/sales/${company}/history?session_id=${encodeURIComponent(session)}`)).json()).messages || []; } catch { /* greet instead */ }
  }
  add("assistant", greeting);
  for (const line of lines) add(line.role, line.content, new Date(line.timestamp));
  connect().catch(() => { /* the first message tries again, or posts */ });
}

$("form").onsubmit = (event) => { event.preventDefault(); say($("text").value); $("text").value = ""; $("text").style.height = ""; $("text").focus(); };
$("text").onkeydown = (event) => { if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("form").requestSubmit(); } };
$("text").oninput = (event) => { event.target.style.height = "auto"; event.target.style.height = `${event.target.scrollHeight}px`; };
$("fresh").onclick = () => { visitor = newVisitor(); store.set("bizdnaii_vid", visitor); store.drop(SESSION); begin(); };
$("language").append(...Object.entries(TEXTS).map(([code, { name }]) => new Option(name, code, false, code === language)));
$("language").onchange = (event) => { picked = language = event.target.value; store.set("bizdnaii_widget_lang", language); speak(); };
speak();
begin();
$("text").focus({ preventScroll: true });
