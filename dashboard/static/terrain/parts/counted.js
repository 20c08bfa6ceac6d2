/* A part of a page whose heading says how many are left. */

import { element } from "./elements.js";

/** `title(count)` is its heading; `made(less)` makes what stands below and calls `less()` for each that is done. */
export function countedSection(title, count, made) {
  let left = count;
  const heading = element("h2", { text: title(left) });
  const less = () => {
    left -= 1;
    heading.textContent = title(left);
  };
  return element("section", {}, heading, ...made(less));
}
