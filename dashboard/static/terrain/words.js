/* The app's texts. English sentences are the keys; `_("…")` is found by `make check`, Czech stands in field_app.po. */

const THIN_SPACE = "\u202f";
const NO_BREAK = "\u00a0";

let language = "en";
let table = {};

/** Speak this language from now on; `sentences`: English to translation. */
export function speak(code, sentences) {
  language = code;
  table = sentences ?? {};
}

/** The code of the language that is spoken. */
export function spoken() {
  return language;
}

/** A sentence in the present language, its {placeholders} filled. */
export function _(sentence, parameters = {}) {
  const text = table[sentence] || sentence;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in parameters ? String(parameters[name]) : whole));
}

/** `1 234` with thin spaces, as in the dashboard. */
export function number(value, digits = 0) {
  const parts = new Intl.NumberFormat(language, { maximumFractionDigits: digits, useGrouping: "always" }).formatToParts(value);
  return parts.map(({ type, value: text }) => (type === "group" ? THIN_SPACE : text)).join("");
}

/** Metres as one says them in the street. */
export function metres(value) {
  if (value < 1000) return `${number(Math.round(value))}${NO_BREAK}m`;
  return `${number(value / 1000, 1)}${NO_BREAK}km`;
}

/** A day (`YYYY-MM-DD`) as in the dashboard: `23. 11. 2026`, or `23 Nov 2026`, never torn at the end of a line. */
export function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  if (language === "cs") return [`${date}.`, `${month}.`, year].join(NO_BREAK);
  const name = new Intl.DateTimeFormat(language, { month: "short", timeZone: "UTC" }).format(Date.UTC(year, month - 1, date));
  return [date, name, year].join(NO_BREAK);
}

/** Day and time of the phone's clock, of 24 hours in both languages; a narrow screen parts them, never the day. */
export function moment(iso) {
  const when = new Date(iso);
  return `${day(localDay(when))} ${when.getHours()}:${String(when.getMinutes()).padStart(2, "0")}`;
}

/** The day of a moment by the phone's clock, `YYYY-MM-DD`. */
export function localDay(when) {
  const two = (value) => String(value).padStart(2, "0");
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}

/** A moment with the phone's offset from UTC: which day it was there stays known. */
export function localMoment(when) {
  const two = (value) => String(Math.trunc(Math.abs(value))).padStart(2, "0");
  const offset = -when.getTimezoneOffset();
  const time = `${two(when.getHours())}:${two(when.getMinutes())}:${two(when.getSeconds())}`;
  return `${localDay(when)}T${time}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** A label the server gave in both languages. */
export function labelled(thing) {
  return thing.label[language] ?? thing.label.en;
}
