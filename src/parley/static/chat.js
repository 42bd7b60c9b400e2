// The plain chat page: one WebSocket, POST where sockets are blocked, history after a reload. No text is ever HTML.

const TEXTS = {
  ru: { name: "Русский", ask: "Напишите сообщение…", send: "Отправить", fresh: "Новый разговор", talk: "Разговор", quick: "Быстрые ответы", typing: "печатает…", online: "на связи", lost: "нет связи, пробуем снова…", failed: "Не отправлено.", again: "Отправить ещё раз" },
  en: { name: "English", ask: "Write a message…", send: "Send", fresh: "New conversation", talk: "Conversation", quick: "Quick replies", typing: "typing…", online: "online", lost: "no connection, trying again…", failed: "Not sent.", again: "Send again" },
  kz: { name: "Қазақша", ask: "Хабарлама жазыңыз…", send: "Жіберу", fresh: "Жаңа әңгіме", talk: "Әңгіме", quick: "Жылдам жауаптар", typing: "жазып жатыр…", online: "байланыста", lost: "байланыс жоқ, қайта қосылудамыз…", failed: "Жіберілмеді.", again: "Қайта жіберу" },
  ky: { name: "Кыргызча", ask: "Билдирүү жазыңыз…", send: "Жөнөтүү", fresh: "Жаңы сүйлөшүү", talk: "Сүйлөшүү", quick: "Ыкчам жооптор", typing: "жазып жатат…", online: "байланышта", lost: "байланыш жок, кайра туташуудабыз…", failed: "Жөнөтүлгөн жок.", again: "Кайра жөнөтүү" },
  uz: { name: "O‘zbekcha", ask: "Xabar yozing…", send: "Yuborish", fresh: "Yangi suhbat", talk: "Suhbat", quick: "Tezkor javoblar", typing: "yozmoqda…", online: "aloqada", lost: "aloqa yo‘q, qayta ulanmoqdamiz…", failed: "Yuborilmadi.", again: "Qayta yuborish" },
  uk: { name: "Українська", ask: "Напишіть повідомлення…", send: "Надіслати", fresh: "Нова розмова", talk: "Розмова", quick: "Швидкі відповіді", typing: "пише…", online: "на зв’язку", lost: "немає зв’язку, пробуємо знову…", failed: "Не надіслано.", again: "Надіслати ще раз" },
  mn: { name: "Монгол", ask: "Зурвас бичнэ үү…", send: "Илгээх", fresh: "Шинэ яриа", talk: "Яриа", quick: "Түргэн хариулт", typing: "бичиж байна…", online: "холбогдсон", lost: "холболтгүй, дахин оролдож байна…", failed: "Илгээгдсэнгүй.", again: "Дахин илгээх" },
};
const ALIASES = { kk: "kz", kg: "ky", ua: "uk" };
const OPEN_MS = 2000, ANSWER_MS = 60000, LONGEST = 4000;

const { company, widget, greeting, theme } = document.body.dataset;
const pageLanguage = document.documentElement.lang;
const $ = (id) => document.getElementById(id);
const log = $("log");
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// ── what the browser keeps; where it refuses, memory does for as long as the page is open
const memory = new Map();
const store = {
  get: (key) => { try { return localStorage.getItem(key); } catch { return memory.get(key) ?? null; } },
  set: (key, value) => { memory.set(key, value); try { localStorage.setItem(key, value); } catch { /* memory has it */ } },
  drop: (key) => { memory.delete(key); try { localStorage.removeItem(key); } catch { /* memory had it */ } },
};

const newVisitor = () => "v_" + Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(36).padStart(2, "0")).join("");
let visitor = store.get("bizdnaii_vid") || newVisitor();
store.set("bizdnaii_vid", visitor);
// The server's id of this visitor's talk: whoever has it may read the talk, so it is not shared between visitors.
const sessionKey = () => `parley_session_${company}_${visitor}`;

const known = (code) => { const own = ALIASES[code] || code; return own in TEXTS ? own : null; };
let picked = known(store.get("bizdnaii_widget_lang"));
let language = picked || known(pageLanguage) || "ru";
const t = () => TEXTS[language];
const tag = (code) => ({ kz: "kk" })[code] || code;

// ── how it looks
function paint() {
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  if (!/^#[0-9a-f]{6}$/i.test(theme)) return;
  let colour = [1, 3, 5].map((at) => parseInt(theme.slice(at, at + 2), 16));
  const dark = light(colour) > 0.35;  // a pale colour carries dark letters
  // White letters want 4.5 : 1; a colour slightly too pale for them is deepened, not replaced.
  while (!dark && 1.05 / (light(colour) + 0.05) < 4.5) colour = colour.map((v) => v * 0.96);
  const root = document.documentElement.style;
  root.setProperty("--brand", `rgb(${colour.map(Math.round).join(" ")})`);
  root.setProperty("--on-brand", dark ? "#10161f" : "#fff");
}

function state(line) {
  $("state").dataset.line = line;
  $("state").textContent = t()[line];
}

function speak() {
  const label = (id, text) => $(id).setAttribute("aria-label", text);
  $("text").placeholder = t().ask;
  label("text", t().ask);
  label("send", t().send);
  label("fresh", t().fresh);
  label("log", t().talk);
  label("suggestions", t().quick);
  $("fresh").title = t().fresh;
  document.documentElement.lang = tag(language);
  for (const again of log.querySelectorAll(".again")) again.textContent = t().again;
  for (const failed of log.querySelectorAll(".why")) failed.textContent = t().failed;
  state($("state").dataset.line || "online");
}

// ── what is said. Links and **bold** are made of nodes, never of markup.
const MARKS = /(https?:\/\/[^\s<>"'«»]*[^\s<>"'«».,;:!?)\]*])|\*\*([^*\n]+)\*\*/g;

function write(target, text) {
  target.textContent = "";
  text = text.replaceAll("[REQUEST_CONTACT]", "").trimEnd();
  let last = 0;
  for (const found of text.matchAll(MARKS)) {
    const piece = document.createElement(found[1] ? "a" : "strong");
    piece.textContent = found[1] || found[2];
    if (found[1]) Object.assign(piece, { href: found[1], target: "_blank", rel: "noopener noreferrer nofollow" });
    target.append(text.slice(last, found.index), piece);
    last = found.index + found[0].length;
  }
  target.append(text.slice(last));
}

function element(kind, className, ...content) {
  const made = document.createElement(kind);
  made.className = className;
  made.append(...content);
  return made;
}

function when(at) {
  const day = at.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
  return at.toLocaleString(tag(language), { ...day, hour: "2-digit", minute: "2-digit" });
}

const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 120;
const toEnd = () => { log.scrollTop = log.scrollHeight; };

function add(role, text, at = new Date(), code = "") {
  const bubble = element("div", "bubble"), meta = element("div", "meta", when(at));
  const line = element("div", role === "user" ? "line mine" : "line", bubble, meta);
  if (code) bubble.lang = tag(code);
  write(bubble, text);
  log.append(line);
  toEnd();
  return { line, bubble, meta };
}

function waiting() {
  const shown = add("assistant", "");
  // A screen reader hears the answer once it is whole.
  shown.line.setAttribute("aria-busy", "true");
  shown.bubble.append(element("span", "typing", ...[1, 2, 3].map(() => document.createElement("i"))));
  toEnd();
  state("typing");
  return shown;
}

function suggest(texts) {
  const follow = atEnd();
  $("suggestions").replaceChildren(...(texts || []).map((text) => {
    const button = element("button", "", text);
    button.type = "button";
    button.onclick = () => { say(text); $("text").focus(); };
    return button;
  }));
  if (follow) toEnd();
}

// ── the socket
let socket = null, opening = null, onFrame = null, retries = 0, timer = 0;

function connect() {
  if (socket?.readyState === WebSocket.OPEN) return Promise.resolve(socket);
  opening ??= open().finally(() => { opening = null; });
  return opening;
}

function open() {
  return new Promise((resolve, reject) => {
    const own = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/sales/${company}`);
    const patience = setTimeout(() => { reject(new Error("slow")); own.close(); }, OPEN_MS);
    own.onmessage = (event) => {
      const { type, data } = JSON.parse(event.data);
      if (type !== "welcome") return onFrame?.(type, data);
      clearTimeout(patience);
      clearTimeout(timer);
      [socket, retries] = [own, 0];
      if (!busy) state("online");
      return resolve(own);
    };
    own.onclose = (event) => {
      clearTimeout(patience);
      reject(new Error("closed"));
      if (socket !== own) return;
      socket = null;
      onFrame?.("closed", {});
      // 1000: the server put an idle line down in order; the next message opens another.
      if (event.code !== 1000) later();
    };
  });
}

function later() {
  if (!busy) state("lost");
  clearTimeout(timer);
  timer = setTimeout(() => connect().catch(later), Math.min(30000, 500 * 2 ** retries++) * (0.7 + Math.random() * 0.6));
}
addEventListener("online", () => { if (!socket) { retries = 0; connect().catch(later); } });

// ── one message, one answer
const body = (message) => ({ message, session_id: store.get(sessionKey()), user_id: visitor, source: widget, ...(picked ? { language: picked } : {}) });

class Unknown extends Error {}  // sent, and nobody can say yet what became of it

async function ask(message, onText) {
  const line = await connect().catch(() => null);
  return line ? askBySocket(line, message, onText) : askByPost(message, onText);
}

function askBySocket(line, message, onText) {
  const key = sessionKey();
  return new Promise((resolve, reject) => {
    let text = "";
    const patience = setTimeout(() => end(reject, new Unknown("slow")), ANSWER_MS);
    const end = (how, what) => { clearTimeout(patience); onFrame = null; how(what); };
    onFrame = (type, data) => {
      if (type === "chunk") {
        store.set(key, data.conversation_id);
        onText(text += data.content);
      } else if (type === "complete") end(resolve, data);
      else if (type === "error") end(reject, new Error(data.message));
      else if (type === "closed") end(reject, new Unknown("closed"));
    };
    line.send(JSON.stringify({ type: "chat", data: body(message) }));
  });
}

async function askByPost(message, onText) {
  const key = sessionKey();
  let answer;
  try {
    answer = await fetch(`/sales/${company}/chat`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body(message)) });
  } catch { throw new Unknown("no network"); }
  if (!answer.ok) throw new Error(String(answer.status));
  const data = await answer.json();
  store.set(key, data.session_id);
  onText(data.response);
  return data;
}

async function history() {
  const session = store.get(sessionKey());
  if (!session) return [];
  const answer = await fetch(`/sales/${company}/history?session_id=${encodeURIComponent(session)}`);
  return answer.ok ? (await answer.json()).messages || [] : [];
}

// A line cut in mid-answer: the server goes on answering, so look there before offering to send again.
async function recovered(text, of, since, onText) {
  state("lost");
  for (const wait of [1000, 2000, 4000, 8000, 8000]) {
    await pause(wait);
    if (of !== talk) break;
    const lines = await history().catch(() => []);
    const asked = lines.findLastIndex((line) => line.role === "user" && line.content.trim() === text);
    if (asked < since) continue;
    const said = lines.slice(asked + 1).find((line) => line.role === "assistant");
    if (said) { told = lines.length - 2; onText(said.content); return {}; }
  }
  throw new Error("lost");
}

const queue = [];
let busy = false, talk = 0, told = 0;

function say(text) {
  text = text.trim().slice(0, LONGEST);
  if (!text) return;
  suggest([]);
  queue.push({ text, shown: add("user", text), of: talk });
  work();
}

async function work() {
  if (busy) return;
  busy = true;
  while (queue.length) {
    const next = queue.shift();
    if (next.of === talk) await deliver(next);
  }
  busy = false;
}

async function deliver({ text, shown, of }) {
  const answer = waiting(), before = told;
  const onText = (said) => {
    if (of !== talk) return;
    const follow = atEnd();
    write(answer.bubble, said);
    if (follow) toEnd();
  };
  try {
    const data = await ask(text, onText).catch((error) => {
      if (error instanceof Unknown && of === talk) return recovered(text, of, before, onText);
      throw error;
    });
    if (of !== talk) return;
    told += 2;
    if (data.language) answer.bubble.lang = data.language;
    answer.meta.textContent = when(new Date());
    answer.line.removeAttribute("aria-busy");
    if (!queue.length) suggest(data.suggestions);
    state("online");
  } catch {
    if (of !== talk) return;
    answer.line.remove();
    shown.line.classList.add("failed");
    const again = element("button", "again", t().again);
    again.type = "button";
    again.onclick = () => { shown.line.remove(); say(text); };
    shown.meta.replaceChildren(element("span", "why", t().failed), " ", again);
    state("lost");
  }
}

async function begin() {
  const of = ++talk;
  told = 0;
  log.replaceChildren();
  suggest([]);
  state("online");
  add("assistant", greeting, new Date(), pageLanguage).meta.remove();
  const lines = await history().catch(() => []);
  if (of !== talk) return;
  told = lines.length;
  for (const line of lines) add(line.role, line.content, new Date(line.timestamp));
  connect().catch(() => { /* the first message tries again, or posts */ });
}

// ── the person's hands
function fit() {
  const box = $("text");
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
  $("send").disabled = !box.value.trim();
  $("count").hidden = box.value.length < LONGEST * 0.9;
  $("count").textContent = `${box.value.length} / ${LONGEST}`;
}

$("form").onsubmit = (event) => {
  event.preventDefault();
  say($("text").value);
  $("text").value = "";
  fit();
  $("text").focus();
};
$("text").oninput = fit;
$("text").onkeydown = (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("form").requestSubmit();
};
$("fresh").onclick = () => {
  store.drop(sessionKey());
  visitor = newVisitor();
  store.set("bizdnaii_vid", visitor);
  // What is still being answered belongs to the talk before.
  onFrame?.("closed", {});
  socket?.close(1000);
  socket = null;
  begin();
  $("text").focus();
};
$("language").append(...Object.entries(TEXTS).map(([code, { name }]) => new Option(name, code, false, code === language)));
$("language").onchange = (event) => {
  picked = language = event.target.value;
  store.set("bizdnaii_widget_lang", language);
  document.body.dispatchEvent(new CustomEvent("bizdnaii-language-change", { bubbles: true, detail: { language } }));
  speak();
};

document.querySelector(".avatar").textContent = [...document.querySelector("h1").textContent.trim()][0]?.toUpperCase() || "";
paint();
speak();
begin();
// Not in a frame of somebody's page, nor where it would raise a keyboard over half the screen.
if (window.top === window && matchMedia("(pointer: fine)").matches) $("text").focus({ preventScroll: true });
