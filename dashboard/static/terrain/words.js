/* The app's texts. English sentences are the keys; `_("…")` is found by `make check`, Czech stands in field_app.po. */

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

/** A number with its digits in groups of three. */
export function number(value, digits = 0) {
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
}

/** Metres as one says them in the street. */
export function metres(value) {
  if (value < 1000) return `${number(Math.round(value))} m`;
  return `${number(value / 1000, 1)} km`;
}

/** A day (`YYYY-MM-DD`) as people write it. */
export function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: language === "cs" ? "numeric" : "long", year: "numeric", timeZone: "UTC" })
    .format(new Date(Date.UTC(year, month - 1, date)));
}

/** Day and time of the phone's clock. */
export function moment(iso) {
  const when = new Date(iso);
  return `${day(localDay(when))} ${new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" }).format(when)}`;
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
