/* Personal data in what was typed, found without a signal: the server's own patterns, read from `/terrain/form`.

   It finds less than the server, which stays the judge: no foreign numbers, and of names only those after a title. */

export const BIRTH_NUMBER = "birth_number";
export const EMAIL = "email";
export const PHONE = "phone";
export const NAME = "name";

// Streets are named after people: in these fields only numbers and addresses are looked for, as on the server.
const NAMES_BELONG = new Set(["address"]);
const HOME = "420"; // the country of nine digits without a code

let compiled = { version: null, rules: null };

/** What is found in texts by field: `[{field, kind, text}]`. Without rules, or in a browser too old for them: nothing. */
export function search(texts, rules) {
  const ready = compile(rules);
  if (!ready) return [];
  return Object.entries(texts).flatMap(([field, text]) =>
    found(text, ready, !NAMES_BELONG.has(field)).map(({ kind, text: written }) => ({ field, kind, text: written })));
}

/** The free texts of a draft by field, as the server checks them; `kind` is the form's, with its questions. */
export function textsOf(draft, kind) {
  const place = draft.site_id === null ? { name: draft.name, address: draft.address } : {};
  const asked = (kind?.questions ?? []).filter((question) => question.value === "text");
  const details = Object.fromEntries(asked.map(({ name }) => [`details.${name}`, draft.details[name] ?? ""]));
  return { ...place, note: draft.note, title: draft.issue?.title ?? "", ...details };
}

function compile(rules) {
  if (!rules) return null;
  if (compiled.version === rules.version) return compiled.rules;
  compiled = { version: rules.version, rules: null };
  try {
    const patterns = Object.entries(rules.patterns).map(([name, { source, flags }]) => [name, { source, flags, one: new RegExp(source, flags) }]);
    const numbers = Object.entries(rules.numbers).map(([code, kinds]) => [code, kinds.map((kind) => ({ ...kind, whole: new RegExp(`^(?:${kind.source})$`) }))]);
    compiled.rules = { ...rules, patterns: Object.fromEntries(patterns), numbers: Object.fromEntries(numbers) };
  } catch (fault) {
    console.warn(fault); // it knows no looking back; the server finds it all the same
  }
  return compiled.rules;
}

function found(text, rules, withNames) {
  const taken = [];
  for (const one of candidates(text, rules, withNames)) {
    if (taken.every((other) => one.end <= other.start || one.start >= other.end)) taken.push(one);
  }
  return taken.sort((one, other) => one.start - other.start);
}

/** Of two that overlap the first one given counts: the order is the server's. */
function* candidates(text, rules, withNames) {
  const hasNumbers = rules.patterns.numbers.one.test(text);
  if (hasNumbers) yield* birthNumbers(text, rules);
  if (rules.patterns.at_sign.one.test(text)) yield* emails(text, rules);
  if (hasNumbers) {
    yield* phones(text, rules);
    yield* bareBirthNumbers(text, rules);
  }
  if (withNames) yield* all(text, rules.patterns.name_after_title, NAME);
}

function* all(text, pattern, kind) {
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) {
    yield { kind, start: match.index, end: match.index + match[0].length, text: match[0] };
  }
}

/** What the pattern finds exactly at a place, or null. */
function at(text, pattern, place) {
  const here = new RegExp(pattern.source, `${pattern.flags}y`);
  here.lastIndex = place;
  return here.exec(text);
}

function before(text, start, count) {
  return text.slice(Math.max(0, start - count), start);
}

function* birthNumbers(text, { patterns, look_back }) {
  for (const pattern of [patterns.birth_with_slash, patterns.birth_plain]) {
    for (const one of all(text, pattern, BIRTH_NUMBER)) {
      const words = before(text, one.start, look_back.birth);
      const digits = one.text.replace(/\D/g, "");
      const isBareNine = pattern === patterns.birth_plain && digits.length === 9;
      const isCalled = patterns.birth_called.one.test(words);
      if (isCalled || (!isBareNine && !patterns.birth_called_otherwise.one.test(words) && isBirthNumber(digits))) {
        const written = one.text.trimEnd();
        yield { ...one, end: one.start + written.length, text: written };
      }
    }
  }
}

function* bareBirthNumbers(text, { patterns, look_back }) {
  for (const one of all(text, patterns.birth_plain, BIRTH_NUMBER)) {
    const digits = one.text.replace(/\D/g, "");
    const isCalledOtherwise = patterns.birth_called_otherwise.one.test(before(text, one.start, look_back.birth));
    if (digits.length === 9 && !isCalledOtherwise && isBirthNumber(digits)) yield one;
  }
}

/** A day that was, and of ten digits the last one that follows from the others. */
export function isBirthNumber(digits, today = new Date()) {
  if (digits.length !== 9 && digits.length !== 10) return false;
  const [written, months, day] = [0, 2, 4].map((from) => Number(digits.slice(from, from + 2)));
  const month = (months % 50) % 20;
  let year = 1900 + written;
  if (digits.length === 9) {
    if (year >= 1980) year -= 100;
    if (year > 1953) return false;
  } else if (year < 1954) {
    year += 100;
  }
  const born = new Date(year, month - 1, day);
  if (born.getMonth() !== month - 1 || born.getDate() !== day || born > today) return false;
  return digits.length === 9 || Number(digits[9]) === (Number(digits.slice(0, 9)) % 11) % 10;
}

function* emails(text, { patterns, longest_name }) {
  for (const sign of all(text, patterns.email_at, EMAIL)) {
    const from = Math.max(0, sign.start - longest_name);
    const name = patterns.email_before.one.exec(text.slice(from, sign.start));
    const host = at(text, patterns.email_domain, sign.end);
    if (name && host) {
      const [start, end] = [from + name.index, sign.end + host[0].length];
      yield { kind: EMAIL, start, end, text: text.slice(start, end) };
    }
  }
}

function* phones(text, rules) {
  for (const one of all(text, rules.patterns.phone_written, PHONE)) {
    if (isPersons(one.text, rules.numbers) && !isOtherwise(text, one, rules)) yield one;
  }
}

/** Whether a number exists, and of a kind that a person may have. */
function isPersons(written, numbers) {
  const digits = written.replace(/\D/g, "").replace(/^00/, "");
  const code = digits.length > 9 ? digits.slice(0, digits.length - 9) : HOME;
  const kind = numbers[code]?.find(({ whole }) => whole.test(digits.slice(-9)));
  return kind?.is_persons ?? false;
}

/** Whether the words around say that the number counts or names something else. */
function isOtherwise(text, { start, end, text: written }, { patterns, look_back }) {
  if (at(text, patterns.phone_amount, end) || patterns.phone_noughts.one.test(written)) return true;
  return patterns.phone_called_otherwise.one.test(before(text, start, look_back.phone));
}
