/* Small DOM elements. Text is only ever set as text. */
"use strict";

(function (Lokality) {
  /** A new element with a class, text and children. */
  Lokality.element = function (name, { className, text, title, children = [], ...attributes } = {}) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    if (title) made.title = title;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** A Leaflet control around one element; clicks and scrolling in it do not reach the map. */
  Lokality.control = function (map, position, element) {
    const control = L.control({ position });
    control.onAdd = () => {
      L.DomEvent.disableClickPropagation(element);
      L.DomEvent.disableScrollPropagation(element);
      return element;
    };
    return control.addTo(map);
  };

  /** A round-cornered button of the map with an SVG path of 24 x 24 and a spoken name. */
  Lokality.iconButton = function (path, label, onClick) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
    line.setAttribute("d", path);
    svg.append(line);
    const button = Lokality.element("button", {
      className: "lokality-button",
      title: label,
      type: "button",
      "aria-label": label,
      children: [svg],
    });
    button.addEventListener("click", onClick);
    return button;
  };
})((window.Lokality = window.Lokality || {}));
