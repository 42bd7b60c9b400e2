// The key stays in this page's memory: it is not stored.
const $ = (id) => document.getElementById(id);

function table(target, heads, rows) {
  const line = (cells, kind) => {
    const row = document.createElement("tr");
    row.append(...cells.map((cell) => {
      const box = document.createElement(kind);
      if (cell instanceof Node) box.append(cell);
      else { const text = document.createElement(kind === "td" ? "pre" : "span"); text.textContent = cell ?? "—"; box.append(text); }
      return box;
    }));
    return row;
  };
  const none = line(["nothing yet"], "td");
  target.replaceChildren(line(heads, "th"), ...(rows.length ? rows.map((cells) => line(cells, "td")) : [none]));
}

async function call(path, method = "GET") {
  const answer = await fetch(path, { method, headers: { "X-API-Key": $("key").value } });
  if (!answer.ok) throw new Error((await answer.json()).detail || answer.status);
  return answer.json();
}

function again(company, delivery) {
  if (!["failed", "kept"].includes(delivery.status)) return "";
  const button = document.createElement("button");
  button.type = "button"; button.textContent = "Send";
  button.onclick = () => call(`/sales/${company}/deliveries/${delivery.id}/send`, "POST").then(show, problem);
  return button;
}

const problem = (error) => { $("problem").textContent = String(error.message || error); };

async function show() {
  $("problem").textContent = "";
  const company = $("company").value;
  try {
    const { leads } = await call(`/sales/${company}/leads?limit=50`);
    table($("leads"), ["id", "name", "phone", "status", "temperature", "source", "summary", "created"], leads.map((l) => [l.id, l.contact_info?.name, l.contact_info?.phone_e164 || l.contact_info?.phone, l.status, l.temperature, l.source, l.summary, l.created_at]));
    const { deliveries } = await call(`/sales/${company}/deliveries?limit=50`);
    table($("deliveries"), ["id", "lead", "to", "status", "tries", "text or error", ""], deliveries.map((d) => [d.id, d.lead_id, `${d.kind} ${d.target}`, d.status, d.attempts, d.last_error || d.payload.text || JSON.stringify(d.payload.data ?? d.payload, null, 1), again(company, d)]));
  } catch (error) { problem(error); }
}
$("form").onsubmit = (event) => { event.preventDefault(); show(); };
