// The phone: its messages, and the buttons that answer them.

import { at, DAY, format, make, setText, tell, TIME, view } from "./view.js";

const CLOSED = new Set(["no-answer", "not-reached"]); // an answer counts no more
const messageItems = new Map();
const pressed = new Map(); // message id -> answer, until the demo says that it was taken

/** Fills the list of phones. */
export function renderPicker() {
  const select = at("whose");
  const known = new Map([...select.options].map((option) => [option.value, option]));
  for (const phone of view.state.phones) {
    const label = `${phone.owner} (${phone.messages.length})${phone.stopped ? ", stopped" : ""}`;
    const option = known.get(phone.id) ?? select.appendChild(new Option(label, phone.id));
    setText(option, label);
    known.delete(phone.id);
  }
  known.forEach((option) => option.remove());
  select.disabled = view.state.phones.length === 0;
  select.value = view.shown ?? "";
}

/** Shows the phone on show. */
export function renderPhone() {
  const phone = view.state.phones.find((each) => each.id === view.shown);
  at("empty").hidden = Boolean(phone);
  if (!phone) {
    at("messages").replaceChildren();
    messageItems.clear();
    setText(at("empty-text"), view.ended ? "There was no message." : "No messages yet.");
    return;
  }
  setText(at("sender"), phone.bank);
  setText(at("owner"), `on the phone of ${phone.owner}`);
  setText(at("avatar"), phone.bank.replace(/^Sample /, "").slice(0, 1));
  const last = phone.messages.at(-1);
  setText(at("clock"), last ? format(last.time, phone.zone, TIME) : "");
  renderMessages(phone);
}

function renderMessages(phone) {
  const list = at("messages");
  const another = list.dataset.phone !== phone.id;
  if (another) {
    list.dataset.phone = phone.id;
    list.replaceChildren();
    messageItems.clear();
  }
  let grown = false;
  const present = new Set(phone.messages.map((message) => message.id));
  for (const [id, item] of messageItems) {
    if (!present.has(id)) {
      item.root.remove();
      messageItems.delete(id);
    }
  }
  for (const message of phone.messages) {
    let item = messageItems.get(message.id);
    if (!item) {
      item = messageItem(message, phone);
      messageItems.set(message.id, item);
      item.root.classList.toggle("arriving", !another);
      list.append(item.root);
      grown = true;
    }
    grown = updateMessage(item, message, phone) || grown;
  }
  let note = at("stopped");
  if (phone.stopped && !note) {
    note = make("li", "", undefined);
    note.id = "stopped";
    note.append(make("p", "ended", "Alerts are stopped: the consent is withdrawn. Nothing more comes to this phone."));
    grown = true;
  }
  if (note) {
    if (phone.stopped) list.append(note);
    else note.remove();
  }
  if (grown) at("thread").scrollTop = at("thread").scrollHeight;
}

function messageItem(message, phone) {
  const root = make("li");
  root.dataset.message = message.id;
  const stamp = make("time", "stamp", `${format(message.time, phone.zone, DAY)}, ${format(message.time, phone.zone, TIME)}`);
  stamp.dateTime = message.time;
  const bubble = make("div", "bubble");
  bubble.lang = message.locale;
  if (message.title) bubble.append(make("strong", "title", message.title));
  bubble.append(make("span", "text", message.text));
  root.append(stamp, bubble);
  const buttons = [];
  if (message.replies.length > 0) {
    const group = make("div", "answers");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", "Answer this message");
    for (const reply of message.replies) {
      const button = make("button", reply.answer, reply.title);
      button.type = "button";
      button.lang = message.locale;
      button.dataset.answer = reply.answer;
      button.addEventListener("click", () => press(message, reply));
      group.append(button);
      buttons.push(button);
    }
    root.append(group);
  }
  return { root, buttons, said: null, stopSaid: null };
}

/** Says whether the item has become longer. */
function updateMessage(item, message, phone) {
  const answer = pressed.get(message.id);
  if (answer && (answer === "stop" ? message.stopped : message.answered)) {
    pressed.delete(message.id);
    // The button that had the focus is gone: go on where its answer is.
    if (document.activeElement === document.body) at("thread").focus();
  }
  const over = CLOSED.has(view.state.alerts.find((alert) => alert.id === message.id)?.outcome);
  for (const button of item.buttons) {
    const stop = button.dataset.answer === "stop";
    button.disabled = view.ended || pressed.has(message.id) || (stop ? phone.stopped || message.stopped : over || Boolean(message.answered));
  }
  const answered = said(item, message, "said", message.answered);
  const stopped = said(item, message, "stopSaid", message.stopped ? "stop" : null);
  const grown = answered || stopped;
  for (const button of item.buttons) {
    const stop = button.dataset.answer === "stop";
    button.hidden = stop ? phone.stopped || message.stopped : Boolean(message.answered);
  }
  const group = item.root.querySelector(".answers");
  if (group) group.hidden = item.buttons.every((button) => button.hidden);
  return grown;
}

function said(item, message, slot, answer) {
  if (!answer || item[slot]) return false;
  const title = message.replies.find((reply) => reply.answer === answer)?.title ?? answer;
  const bubble = make("p", "said", title);
  bubble.lang = message.locale;
  item[slot] = bubble;
  item.root.append(bubble, make("p", "sent", "Taken by the gateway"));
  return true;
}

async function press(message, reply) {
  pressed.set(message.id, reply.answer);
  at("follow").checked = false; // stay with who answers: what follows comes to this phone
  refuse("");
  renderPhone();
  try {
    const response = await fetch("answers", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ message: message.id, answer: reply.answer }),
    });
    if (!response.ok) throw new Error(String(response.status));
    tell(`Your answer “${reply.title}” was taken.`);
  } catch {
    pressed.delete(message.id);
    refuse("Your answer did not reach the bank. Please try again.");
    renderPhone();
  }
}

/** Says what went wrong, or no more. */
export function refuse(text) {
  at("refused").hidden = !text;
  setText(at("refused"), text);
}
