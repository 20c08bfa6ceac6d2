/* The old picture and the new one of a place on one spot, with a divider that a finger or the arrow keys move. */

import { element, labelled } from "./elements.js";
import { _ } from "../words.js";

/** `old` and `fresh` are image elements; the new one lies over the old one, to the right of the divider. */
export function comparison(old, fresh, day) {
  const line = element("div", { className: "divider" });
  const frame = element("div", { className: "frame" }, old, fresh, line);
  fresh.addEventListener("load", () => frame.style.setProperty("--ratio", fresh.naturalWidth / fresh.naturalHeight));
  const divider = element("input", { type: "range", min: 0, max: 100, value: 50 });
  const move = () => {
    fresh.style.clipPath = `inset(0 0 0 ${divider.value}%)`;
    line.style.left = `${divider.value}%`;
  };
  divider.addEventListener("input", move);
  move();
  const caption = element("figcaption", { className: "quiet", text: _("On the left as it was on {day}, on the right now.", { day }) });
  return element("figure", { className: "comparison" }, frame, caption, labelled(_("Where the two photos meet"), divider));
}
