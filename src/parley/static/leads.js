// Leads and what became of their notices. The key stays in this page's memory: it is not stored.
const $ = (id) => document.getElementById(id);

const LEADS = {
  id: (l) => l.id,
  name: (l) => l.contact_info?.name,
  phone: (l) => l.contact_info?.phone_e164 || l.contact_info?.phone,
  status: (l) => l.status,
  temperature: (l) => l.temperature,
  source: (l) => l.source,
  summary: (l) => l.summary,
  created: (l) => l.created_at,
};
const NOTICES = {
  id: (d) => d.id,
  lead: (d) => d.lead_id,
  to: (d) => [d.kind, d.target].filter(Boolean).join(" "),
  status: (d) => d.status,
  tries: (d) => d.attempts,
  "text or error": (d) => d.last_error || d.payload.text || JSON.stringify(d.payload.data ?? d.payload, null, 1),
  " ": again,
};

function cell(kind, content) {
  const box = document.createElement(kind);
  if (content instanceof Node) box.append(content);
  else box.append(Object.assign(document.createElement(kind === "td" ? "pre" : "span"), { textContent: content || content === 0 ? content : "—" }));
  return box;
}

function line(kind, cells) {
  const row = document.createElement("tr");
  row.append(...cells.map((content) => cell(kind, content)));
  return row;
}

function table(target, columns, rows) {
  const lines = rows.map((row) => line("td", Object.values(columns).map((column) => column(row))));
  target.replaceChildren(line("th", Object.keys(columns)), ...(lines.length ? lines : [line("td", ["nothing yet"])]));
}

async function call(path, method = "GET") {
  const answer = await fetch(`/sales/${$("company").value}${path}`, { method, headers: { "X-API-Key": $("key").value.trim() } });
  const content = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(typeof content.detail === "string" ? content.detail : `Error ${answer.status}`);
  return content;
}

function again(delivery) {
  if (!["failed", "kept"].includes(delivery.status)) return new Text("");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Send";
  button.onclick = () => call(`/deliveries/${delivery.id}/send`, "POST").then(show, problem);
  return button;
}

const problem = (error) => { $("problem").textContent = error.message; };

async function show() {
  $("problem").textContent = "";
  try {
    const [{ leads }, { deliveries }] = await Promise.all([call("/leads?limit=50"), call("/deliveries?limit=50")]);
    table($("leads"), LEADS, leads);
    table($("deliveries"), NOTICES, deliveries);
    $("found").hidden = false;
  } catch (error) {
    $("found").hidden = true;
    problem(error);
  }
}
$("form").onsubmit = (event) => { event.preventDefault(); show(); };
