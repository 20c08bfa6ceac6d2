/* Small DOM elements. Text is only ever set as text. */

/** A new element: `on` are its listeners, `className` and `text` as they say, all else attributes. */
export function element(name, { className, text, on = {}, value, checked, hidden, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  if (value !== undefined) made.value = value;
  if (checked !== undefined) made.checked = checked;
  if (hidden) made.hidden = true;
  for (const [key, given] of Object.entries(attributes)) made.setAttribute(key, given);
  for (const [event, act] of Object.entries(on)) made.addEventListener(event, act);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function button(text, act, { className = "", ...more } = {}) {
  return element("button", { type: "button", className, text, on: { click: act }, ...more });
}

export function link(text, address, className = "") {
  return element("a", { href: address, text, className });
}

export function paragraph(text, className = "") {
  return element("p", { text, className });
}

/** A part of a page with its heading. */
export function section(title, ...children) {
  return element("section", {}, element("h2", { text: title }), ...children);
}

let fields = 0;

/** A field with its label above; `field` is an input, a select or a text area. */
export function labelled(text, field, hint = null) {
  fields += 1;
  field.id = `field-${fields}`;
  const parts = [element("label", { for: field.id, text }), field];
  if (hint) {
    field.setAttribute("aria-describedby", `hint-${fields}`);
    parts.push(element("p", { className: "quiet", id: `hint-${fields}`, text: hint }));
  }
  return element("div", { className: "field" }, ...parts);
}

/** Big buttons of which one (`many` false) or several may be chosen: `[{value, text, sign}]`. */
export function choices(title, options, chosen, { many = false, changed }) {
  fields += 1;
  const name = `choice-${fields}`;
  const picked = new Set(many ? chosen ?? [] : [chosen]);
  const each = options.map(({ value, text, sign = null }) => {
    const box = element("input", { type: many ? "checkbox" : "radio", name, value, checked: picked.has(value) });
    box.addEventListener("change", () => {
      if (!many) return changed(value);
      if (box.checked) picked.add(value);
      else picked.delete(value);
      return changed(options.map((option) => option.value).filter((one) => picked.has(one)));
    });
    return element("label", { className: "choice" }, box, sign, element("span", { text }));
  });
  return element("fieldset", {}, element("legend", { text: title }), element("div", { className: "choices" }, ...each));
}

/** A select of `[{value, text}]`; the value "" is told as null. */
export function selection(options, chosen, changed) {
  const made = element("select", { on: { change: () => changed(made.value === "" ? null : made.value) } });
  made.append(...options.map(({ value, text }) => element("option", { value: value ?? "", text })));
  made.value = chosen ?? "";
  return made;
}
