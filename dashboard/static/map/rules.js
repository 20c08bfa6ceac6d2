/* How each rule of zones looks: a pattern and a line of its own; colour only helps. */
"use strict";

(function (Lokality) {
  const SVG = "http://www.w3.org/2000/svg";
  // Path within a square of `side` pixels, dash of the outline.
  const RULES = {
    total_ban: { side: 9, path: "M-2 2 2-2M0 9 9 0M7 11 11 7", dash: null },
    time_band: { side: 8, path: "M0 4H8", dash: "10 5" },
    machine_cap: { side: 9, path: "M4.5 4.4V4.6", dash: "2 5", thick: 3 },
    sale_ban: { side: 11, path: "M0 0 11 11M0 11 11 0", dash: "12 4 2 4" },
    drinking_ban: { side: 8, path: "M4 0V8", dash: "6 3" },
  };
  const looks = (rule) => RULES[rule] || RULES.total_ban;

  function svg(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const tiles = new Map(); // of the painted patterns, by rule, colour and dots of the screen

  function tileOf(rule, colour, ratio) {
    const key = `${rule} ${colour} ${ratio}`;
    if (!tiles.has(key)) {
      const { side, path, thick } = looks(rule);
      const tile = document.createElement("canvas");
      tile.width = tile.height = Math.round(side * ratio);
      const context = tile.getContext("2d");
      context.scale(tile.width / side, tile.height / side);
      Object.assign(context, { strokeStyle: colour, lineWidth: thick || 1.3, lineCap: "round" });
      context.stroke(new Path2D(path));
      tiles.set(key, tile);
    }
    return tiles.get(key);
  }

  Lokality.rules = {
    all: Object.keys(RULES),

    /** The pattern of a rule to paint on a canvas with, on a screen of so many dots a pixel. */
    paint(context, rule, ratio) {
      const pattern = context.createPattern(tileOf(rule, Lokality.palette.ofRule(rule), ratio), "repeat");
      pattern.setTransform(new DOMMatrix().scale(1 / ratio));
      return pattern;
    },

    /** Tell the styles the colours of the present theme. */
    retheme() {
      const { style } = document.documentElement;
      for (const rule of this.all) style.setProperty(`--rule-${rule}`, Lokality.palette.ofRule(rule));
    },

    /** Put the patterns into the document; they take their colours from the styles. */
    install(container) {
      const patterns = Object.entries(RULES).map(([rule, { side, path, thick }]) =>
        svg(
          "pattern",
          { id: `zone-${rule}`, width: side, height: side, patternUnits: "userSpaceOnUse" },
          svg("rect", { width: side, height: side, class: `lokality-ground-of-rule lokality-rule-${rule}` }),
          svg("path", { d: path, class: `lokality-pattern lokality-rule-${rule}`, "stroke-width": thick || 1.3 }),
        ),
      );
      container.append(svg("svg", { width: 0, height: 0, class: "lokality-patterns", "aria-hidden": "true" }, svg("defs", {}, ...patterns)));
    },

    /** Options of a Leaflet path for a zone of a rule. */
    options(rule) {
      return {
        className: `lokality-zone lokality-rule-${rule}`,
        dashArray: looks(rule).dash,
        fillColor: `url(#zone-${rule in RULES ? rule : "total_ban"})`,
        fillOpacity: 1,
        weight: 2.5,
      };
    },

    /** A sample for the legend; `dash` of its edge instead of that of the rule. */
    swatch(rule, dash) {
      const { className, dashArray: own, fillColor } = this.options(rule);
      const dashArray = dash === undefined ? own : dash;
      const box = svg("rect", { x: 1.5, y: 1.5, width: 29, height: 17, rx: 2, fill: fillColor, class: className });
      if (dashArray) box.setAttribute("stroke-dasharray", dashArray);
      return svg("svg", { width: 32, height: 20, viewBox: "0 0 32 20", "aria-hidden": "true" }, box);
    },
  };
})((window.Lokality = window.Lokality || {}));
