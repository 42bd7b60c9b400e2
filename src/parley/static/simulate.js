// Plays everybody of a simulation: reads what there is once a second, and says and presses what it is told to.

const $ = (selector) => document.querySelector(selector);
const problem = $("#problem");
let overview = null;
let answered = null; // the message of the group that is replied to
let blocked = false;

async function call(path, body, method = body ? "POST" : "GET") {
  const options = { method };
  if (body) Object.assign(options, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const answer = await fetch(`/_sim/${path}`, options);
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.error || `${answer.status}`);
  return content;
}

function show(error) {
  problem.textContent = error ? String(error.message || error) : "";
  problem.hidden = !error;
}

/** Does something and shows at once what came of it. */
async function act(work) {
  show();
  try { await work(); } catch (error) { show(error); }
  await refresh();
}

function element(name, text = "", properties = {}) {
  return Object.assign(document.createElement(name), { textContent: text }, properties);
}

const chosenBot = () => $("#bot").value;

function words(message) {
  if (message.text || message.caption) return message.text || message.caption;
  if (message.contact) return `📇 ${message.contact.first_name} ${message.contact.phone_number}`;
  if (message.location) return `📍 ${message.location.latitude}, ${message.location.longitude}`;
  return message.voice ? "🎤" : message.photo ? "🖼" : "…";
}

/** Draws the messages of a chat, anew only where something changed: a press must not lose its button. */
function drawChat(list, chat, { own, press, choose }) {
  const drawn = JSON.stringify([chat, answered]);
  if (list.dataset.drawn === drawn) return;
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  list.dataset.drawn = drawn;
  list.replaceChildren(...chat.messages.map((message) => {
    const item = element("li", words(message), { className: own(message) ? "own" : "" });
    item.prepend(element("small", message.from.first_name));
    const markup = message.reply_markup || {};
    const buttons = [...(markup.inline_keyboard || []), ...(markup.keyboard || [])].flat();
    if (buttons.length) {
      const row = element("div", "", { className: "buttons" });
      row.append(...buttons.map((each) => {
        const label = each.text || each;
        return element("button", label, { type: "button", onclick: () => press(message, label) });
      }));
      item.append(row);
    }
    if (choose && message.from.is_bot) {
      const row = element("div", "", { className: "buttons" });
      row.append(element("button", "Reply", { type: "button", onclick: () => choose(message) }));
      item.append(row);
      item.classList.toggle("chosen", answered?.message_id === message.message_id);
    }
    return item;
  }));
  if (chat.draft) list.append(element("li", chat.draft, { className: "draft" }));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

async function drawChats() {
  const { people, bots } = overview;
  const bot = chosenBot();
  if (bots.some((each) => each.username === bot)) {
    const chat = await call(`telegram/chat?bot=${bot}&chat=${people.customer}`);
    blocked = chat.blocked;
    $("#block").textContent = blocked ? "Unblock" : "Block";
    drawChat($("#customer-chat"), chat, {
      own: (message) => message.from.id === people.customer,
      press: (message, label) => act(() => call("telegram/press", { bot, person: people.customer, message_id: message.message_id, label })),
    });
  }
  if (!bots.length) return;
  const asBot = (message) => bots.find((each) => each.id === message.from.id)?.username;
  const group = await call(`telegram/chat?bot=${bots[0].username}&chat=${people.group}`);
  drawChat($("#group-chat"), group, {
    own: (message) => message.from.id === people.manager,
    press: (message, label) => act(() => call("telegram/press", { bot: asBot(message), person: people.manager, group: people.group, message_id: message.message_id, label })),
    choose: reply,
  });
}

function reply(message) {
  answered = message;
  $("#replying").hidden = !message;
  $("#replying q").textContent = message ? words(message).slice(0, 60) : "";
  if (message) $("#group-form").text.focus();
  drawChats().catch(show);
}

function drawNumbers() {
  const counts = (of) => Object.entries(of).map(([name, count]) => `${count} ${name}`).join(", ") || "none";
  const rows = {
    Leads: overview.leads.map((lead) => `${lead.name || "?"} (${lead.status})`).join(", ") || "none",
    Messages: counts(overview.outbox),
    Notices: counts(overview.deliveries),
    Webhook: `${overview.webhook} taken`,
    "E-mail": overview.mail.join(" · ") || "none",
  };
  $("#numbers").replaceChildren(...Object.entries(rows).flatMap(([name, value]) => [element("dt", name), element("dd", value)]));
  const faults = Object.entries(overview.faults).flatMap(([service, waiting]) =>
    waiting.map((fault) => `${service}: ${fault.kind ? `${fault.kind} ${fault.kind === "refuse" ? fault.status : ""} ×${fault.count}` : fault}`));
  $("#faults").textContent = faults.join(" · ") || "All goes well.";
}

function drawOwner() {
  const known = new Set(overview.bots.map((bot) => bot.username));
  $("#accounts").replaceChildren(...overview.accounts.map((account) => {
    const item = element("li");
    item.append(element("span", account.state_text || account.state), element("small", account.last_error));
    const name = account.state_text.split("@")[1];
    if (known.has(name)) item.append(element("button", "Break its token", { type: "button", className: "quiet", onclick: () => act(() => call("telegram/bots/revoke", { bot: name })) }));
    return item;
  }));
  const names = [...known].join();
  if ($("#bot").dataset.names !== names) {
    $("#bot").dataset.names = names;
    $("#bot").replaceChildren(...[...known].map((name) => element("option", `@${name}`, { value: name })));
  }
}

function drawEvents() {
  $("#events").replaceChildren(...overview.events.map((event) => {
    const item = element("li", event.kind);
    const data = Object.entries(event.data).map(([name, value]) => `${name} ${value}`).join(", ");
    item.append(element("small", `#${event.conversation} ${event.actor} ${data}`), element("small", event.at.slice(5, 19).replace("T", " ")));
    return item;
  }));
}

async function refresh() {
  try {
    overview = await call("overview");
    $("#clock").textContent = new Date(overview.clock).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
    $("#flight").textContent = overview.in_flight.length ? "working…" : "idle";
    $("#flight").title = overview.in_flight.join(", ");
    if (!$("#widget").src) $("#widget").dataset.src = overview.widget;
    drawOwner();
    drawNumbers();
    drawEvents();
    await drawChats();
  } catch (error) {
    show(error);
  }
}

document.querySelectorAll("[data-advance]").forEach((button) => button.addEventListener("click", () => act(async () => {
  const buttons = document.querySelectorAll("[data-advance]");
  buttons.forEach((each) => { each.disabled = true; });
  try { await call("clock", { advance: Number(button.dataset.advance) }); } finally { buttons.forEach((each) => { each.disabled = false; }); }
})));

$("#check").addEventListener("click", () => act(async () => {
  const { breaches } = await call("breaches");
  if (breaches.length) throw new Error(breaches.join("\n"));
  $("#check").textContent = "All holds ✓";
  setTimeout(() => { $("#check").textContent = "Check"; }, 3000);
}));

document.querySelectorAll("[data-tab]").forEach((tab) => tab.addEventListener("click", () => {
  document.querySelectorAll("[data-tab]").forEach((each) => each.setAttribute("aria-pressed", String(each === tab)));
  document.querySelectorAll("[data-panel]").forEach((panel) => { panel.hidden = panel.dataset.panel !== tab.dataset.tab; });
  for (const list of document.querySelectorAll(".chat")) list.scrollTop = list.scrollHeight;
  const frame = $("#widget");
  if (tab.dataset.tab === "web" && !frame.src) frame.src = frame.dataset.src;
}));

const said = { start: { start: "" }, contact: { contact: "+77012345678" }, location: { location: [43.238, 76.945] } };
document.querySelectorAll("[data-say]").forEach((button) => button.addEventListener("click", () =>
  act(() => call("telegram/say", { bot: chosenBot(), person: overview.people.customer, ...said[button.dataset.say] }))));
$("#block").addEventListener("click", () => act(() => call("telegram/block", { bot: chosenBot(), person: overview.people.customer, blocked: !blocked })));
$("#bot").addEventListener("change", () => drawChats().catch(show));
$("#replying button").addEventListener("click", () => reply(null));

/** Sends what stands in a form's field, and empties it. */
function onWords(form, send) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const field = form.elements[0].tagName === "INPUT" ? form.elements[0] : form.text;
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    act(() => send(text));
  });
}

onWords($("#customer-form"), (text) => call("telegram/say", { bot: chosenBot(), person: overview.people.customer, text }));
onWords($("#group-form"), async (text) => {
  const bot = overview.bots.find((each) => each.id === answered?.from.id) || overview.bots[0];
  await call("telegram/say", { bot: bot.username, person: overview.people.manager, group: overview.people.group, text, reply_to: answered?.message_id || 0 });
  reply(null);
});
onWords($("#bot-form"), (username) => call("owner/bots", { username }));

$("#fault-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const [kind, status] = form.fault.value.split(" ");
  const count = Number(form.count.value);
  const service = form.service.value;
  act(() => service === "mail"
    ? call("mail/refuse", { answer: "450 4.2.0 Try again later", count })
    : call(`${service}/faults`, { kind, count, ...(status ? { status: Number(status), retry_after: 2 } : { seconds: 3 }) }));
});
$("#end-faults").addEventListener("click", () => act(() => Promise.all(
  ["telegram", "webhook", ...(overview.has_model ? ["model"] : [])].map((service) => call(`${service}/faults`, null, "DELETE")))));

setInterval(refresh, 1000);
refresh();
