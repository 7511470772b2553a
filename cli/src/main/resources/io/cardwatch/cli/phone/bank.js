// The bank's view: alerts, and what became of them.

import { at, DATE, format, make, OUTCOMES, setText, TIME, view } from "./view.js";

const COUNTS = [
  ["alerts", "Alerts"],
  ["waiting", "Waiting for an answer"],
  ["confirmed-fraud", "Confirmed fraud"],
  ["legitimate", "Legitimate"],
  ["no-answer", "No answer"],
  ["stopped", "Stopped alerts"],
];
const alertRows = new Map();

/** Shows how many alerts ended how. */
export function renderCounts() {
  const list = at("counts");
  if (!list.firstChild) {
    for (const [name, label] of COUNTS) {
      const tile = make("div", name);
      tile.append(make("dt", "", label), make("dd", "", "0"));
      list.append(tile);
    }
  }
  COUNTS.forEach(([name], index) =>
    setText(list.children[index].lastChild, (view.state.counts[name] ?? 0).toLocaleString("en")));
}

function cell(row, className) {
  const element = make("td", className);
  element.setAttribute("role", "cell");
  row.append(element);
  return element;
}

function alertRow(alert, onPerson) {
  const root = make("tr");
  root.setAttribute("role", "row");
  root.dataset.alert = alert.id;
  const when = cell(root, "when");
  const time = make("time", "", `${format(alert.time, "UTC", DATE)}, ${format(alert.time, "UTC", TIME)}`);
  time.dateTime = alert.time;
  when.append(time);
  const who = cell(root, "who");
  const person = make("button", "person", alert.owner);
  person.type = "button";
  person.addEventListener("click", () => onPerson(alert.phone));
  const plain = make("span", "", alert.owner);
  who.append(person, plain, make("small", "", `${alert.bank}, card ${alert.card}`));
  const why = cell(root, "why");
  why.append(
    make("span", "", alert.reasons || alert.rules.join(", ")),
    make("small", "", alert.reasons ? `${alert.severity} · ${alert.rules.join(", ")}` : alert.severity));
  const badge = make("span", "badge");
  cell(root, "outcome").append(badge);
  const then = make("span");
  const more = make("small");
  cell(root, "then").append(then, more);
  return { root, person, plain, badge, then, more };
}

function updateAlert(row, alert) {
  const hasPhone = view.state.phones.some((phone) => phone.id === alert.phone);
  row.person.hidden = !hasPhone;
  row.plain.hidden = hasPhone;
  if (row.badge.dataset.state !== alert.outcome) {
    row.badge.dataset.state = alert.outcome;
    row.badge.className = `badge ${alert.outcome}`;
    row.badge.textContent = OUTCOMES[alert.outcome] ?? alert.outcome;
  }
  const label = alert.label == null ? "" : alert.label ? "Label: fraud" : "Label: honest";
  const further = [];
  if (alert.snoozedUntil) further.push(`its rules rest for this card until ${format(alert.snoozedUntil, "UTC", DATE)}`);
  if (alert.withdrawn) further.push("consent withdrawn");
  setText(row.then, label);
  setText(row.more, further.join("; "));
  row.root.classList.toggle("shown", hasPhone && alert.phone === view.shown);
}

/**
 * Shows the newest alerts.
 *
 * @param onPerson told the phone of the cardholder who is chosen
 */
export function renderAlerts(onPerson) {
  const body = at("alerts");
  const alerts = view.state.alerts;
  const present = new Set(alerts.map((alert) => alert.id));
  for (const [id, row] of alertRows) {
    if (!present.has(id)) {
      row.root.remove();
      alertRows.delete(id);
    }
  }
  let before = null;
  for (const alert of alerts) {
    let row = alertRows.get(alert.id);
    if (!row) {
      row = alertRow(alert, onPerson);
      alertRows.set(alert.id, row);
    }
    const place = before ? before.nextSibling : body.firstChild;
    if (place !== row.root) body.insertBefore(row.root, place);
    updateAlert(row, alert);
    before = row.root;
  }
  at("no-alerts").hidden = alerts.length > 0;
  const others = (view.state.counts.alerts ?? 0) - alerts.length;
  at("more").hidden = others <= 0;
  setText(at("more"), `and ${others.toLocaleString("en")} earlier ones`);
}
