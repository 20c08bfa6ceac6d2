/* What looks like personal data in the form, shown before it is saved: edit it, or keep it and say why. */

import { button, element, labelled as field, paragraph } from "./elements.js";
import { BIRTH_NUMBER, EMAIL, NAME, PHONE, search, textsOf } from "../personal_data.js";
import { _ } from "../words.js";

const AROUND = 30; // characters of the text shown before and after what was found

/** `{node, asks}`: `asks(draft)` tells whether something was found that nobody has decided on, and shows it.
    `save(reason)` is called when somebody keeps it. */
export function foundPart(app, save) {
  const node = element("div", {});
  const reason = element("input", { type: "text", autocomplete: "off", maxlength: app.form.limits.reason ?? 500 });
  const asks = (draft) => {
    const texts = textsOf(draft, app.kind(draft.kind));
    // Who has said why it stays has decided; the server judges all the same.
    const found = draft.keep_personal_data.trim() ? [] : search(texts, app.form.personal_data);
    node.replaceChildren(...(found.length ? [block(texts, found, reason, save)] : []));
    node.firstChild?.focus();
    return found.length > 0;
  };
  return { node, asks };
}

function block(texts, found, reason, save) {
  const lacking = paragraph("", "quiet");
  const keep = () => {
    if (reason.value.trim()) return save(reason.value.trim());
    lacking.textContent = _("Write the reason first; it is kept with the record of the change.");
    return reason.focus();
  };
  return element(
    "div", { className: "asked", role: "alert", tabindex: "-1" },
    paragraph(_("This looks like personal data. A place is never a person: take it out, or say why it has to stay.")),
    element("ul", {}, ...found.map((one) => line(texts[one.field], one))),
    button(_("Edit it"), () => edit(found[0].field), { className: "primary" }),
    field(_("Why it has to stay"), reason),
    lacking,
    button(_("Keep it, it is all right"), keep),
  );
}

function edit(name) {
  const input = document.querySelector(`main form [name="${CSS.escape(name)}"]`);
  const folded = input?.closest("details");
  if (folded) folded.open = true;
  input?.focus();
}

/** The kind, and the words around with what was found marked. */
function line(text, { kind, text: written }) {
  const start = text.indexOf(written);
  const end = start + written.length;
  const [before, after] = [text.slice(Math.max(0, start - AROUND), start), text.slice(end, end + AROUND)];
  return element("li", {}, `${named(kind)}: ${before}`, element("mark", { text: written }), after);
}

function named(kind) {
  return { [BIRTH_NUMBER]: _("birth number"), [PHONE]: _("phone number"), [EMAIL]: _("e-mail address"), [NAME]: _("name of a person") }[kind];
}
