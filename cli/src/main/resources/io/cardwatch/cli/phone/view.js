// What all parts of the page share: what the demo last said, what is on show, and how text is put
// on the page. Texts become text nodes alone: a message is never markup.

export const view = {
  state: { revision: -1, phones: [], alerts: [], counts: {} },
  shown: null, // id of the phone on show
  ended: false, // whether the demo no longer answers
};

/** What outcomes are called. */
export const OUTCOMES = {
  "waiting": "Waiting",
  "confirmed-fraud": "Confirmed fraud",
  "legitimate": "Legitimate",
  "no-answer": "No answer",
  "not-reached": "Not reached",
};

export const DAY = { weekday: "short", day: "numeric", month: "short" };
export const DATE = { day: "numeric", month: "short" };
export const TIME = { hour: "2-digit", minute: "2-digit" };

const formats = new Map();

export const at = (id) => document.getElementById(id);

export function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Leaves a text alone that is the same: nothing is read out twice. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function format(instant, zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  }
  return formats.get(key).format(new Date(instant));
}

/** Says something to those who listen to the page. */
export function tell(text) {
  at("news").textContent = text;
}
