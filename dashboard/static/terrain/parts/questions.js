/* The condition and the few facts of the kind. */

import { choices, element, labelled as field, section, selection } from "./elements.js";
import { _, labelled, localDay } from "../words.js";

/** `{node, update}`: `update` draws anew when the kind changed. */
export function questionsPart(app, draft, keep) {
  const node = element("div", {});
  let drawnFor;
  const update = () => {
    if (drawnFor === draft.kind) return;
    drawnFor = draft.kind;
    const kind = app.kind(draft.kind);
    node.replaceChildren(...(kind ? [section(_("What is it like?"), ...asked(kind, draft, keep))] : []));
  };
  update();
  return { node, update };
}

function asked(kind, draft, keep) {
  const conditions = kind.conditions.map((one) => ({ value: one.value, text: labelled(one) }));
  const condition = choices(_("Condition"), conditions, draft.condition, {
    changed: (value) => {
      draft.condition = value;
      keep();
    },
  });
  return [condition, ...kind.questions.map((question) => asking(question, draft, keep))];
}

function asking(question, draft, keep) {
  const answer = (value) => {
    draft.details = { ...draft.details, [question.name]: value };
    keep();
  };
  const given = draft.details[question.name];
  const title = question.unit ? `${labelled(question)} (${question.unit})` : labelled(question);
  const options = (question.choices ?? []).map((one) => ({ value: one.value, text: labelled(one) }));
  if (question.value === "choices") return choices(title, options, given ?? [], { many: true, changed: answer });
  if (question.value === "choice") return field(title, selection([{ value: null, text: _("not known") }, ...options], given ?? null, answer));
  return field(title, typed(question, given, answer));
}

const INPUTS = {
  count: { type: "number", inputmode: "numeric", min: 0, step: 1 },
  number: { type: "number", inputmode: "decimal", min: 0, step: "any" },
  day: { type: "date" },
  text: { type: "text", maxlength: 500, autocomplete: "off" },
};

function typed(question, given, answer) {
  const isNumber = question.value === "count" || question.value === "number";
  const input = element("input", { name: `details.${question.name}`, ...INPUTS[question.value], value: given ?? "" });
  if (question.value === "day") input.max = localDay(new Date());
  input.addEventListener("input", () => answer(isNumber ? (input.value === "" ? null : Number(input.value)) : input.value));
  return input;
}
