// Asks the demo what is new and shows it.

import { renderAlerts, renderCounts } from "./bank.js";
import { refuse, renderPhone, renderPicker } from "./phone.js";
import { at, OUTCOMES, setText, tell, view } from "./view.js";

const POLL_MILLIS = 500;
const HIDDEN_POLL_MILLIS = 2000;

let newest = null; // id of the newest message of all phones, to follow

function show(phoneId) {
  view.shown = phoneId;
  refuse("");
  renderPicker();
  renderPhone();
  renderAlerts(choose);
  at("thread").scrollTop = at("thread").scrollHeight;
}

/** A cardholder was chosen in the bank's view. */
function choose(phoneId) {
  at("follow").checked = false;
  show(phoneId);
  at("thread").focus();
}

function renderStage() {
  const stage = at("stage");
  stage.toggleAttribute("data-live", !view.ended && view.state.revision >= 0);
  setText(stage, view.ended ? "The demo has ended; this is how it was left" : view.state.stage ?? "Connecting …");
}

function newestMessage(phones) {
  let found = null;
  for (const phone of phones) {
    const message = phone.messages.at(-1);
    if (message && (!found || message.number > found.message.number)) found = { phone, message };
  }
  return found;
}

function announce(before) {
  const outcomes = new Map(before.alerts.map((alert) => [alert.id, alert.outcome]));
  const changed = view.state.alerts.find(
    (alert) => outcomes.get(alert.id) === "waiting" && alert.outcome !== "waiting" && alert.phone === view.shown);
  if (changed) tell(`The bank’s view: ${changed.owner}, ${OUTCOMES[changed.outcome]}.`);
}

function take(next) {
  const before = view.state;
  view.state = next;
  const found = newestMessage(view.state.phones);
  if (found && found.message.id !== newest) {
    newest = found.message.id;
    if (at("follow").checked || view.shown === null) view.shown = found.phone.id;
    if (found.phone.id === view.shown && before.revision >= 0) {
      tell(`New message to ${found.phone.owner}: ${found.message.text}`);
    }
  }
  if (!view.state.phones.some((phone) => phone.id === view.shown)) view.shown = found?.phone.id ?? null;
  announce(before);
  renderStage();
  renderPicker();
  renderPhone();
  renderCounts();
  renderAlerts(choose);
}

async function look() {
  try {
    const response = await fetch(`state?since=${view.state.revision}`, { cache: "no-store" });
    const back = view.ended;
    view.ended = false;
    if (response.status === 200) take(await response.json());
    else if (back) {
      renderStage();
      renderPhone();
    }
  } catch {
    if (!view.ended) {
      view.ended = true;
      renderStage();
      renderPhone();
    }
  }
}

async function watch() {
  await look();
  setTimeout(watch, document.hidden ? HIDDEN_POLL_MILLIS : POLL_MILLIS);
}

at("whose").addEventListener("change", (event) => {
  at("follow").checked = false;
  show(event.target.value);
});
at("follow").addEventListener("change", () => {
  const found = newestMessage(view.state.phones);
  if (at("follow").checked && found) show(found.phone.id);
});

renderCounts();
watch();
