/* What the zones and venues on the map mean: only what is there. */
"use strict";

(function (Lokality) {
  function sign(className) {
    return Lokality.element("span", { className: `lokality-zone-sign ${className}`, "aria-hidden": "true" });
  }

  class ZoneLegend {
    constructor(map, words, layers) {
      this.words = words;
      this.layers = layers;
      this.body = Lokality.element("div", { className: "lokality-legend-body" });
      const summary = Lokality.element("summary", { text: words.legend });
      this.root = Lokality.element("details", { className: "lokality-legend lokality-zone-legend", children: [summary, this.body] });
      this.root.open = map.getSize().x >= 560;
      Lokality.control(map, "topright", this.root);
    }

    show(zones, others, venues, draws) {
      const { words } = this;
      const rules = [...new Set(zones.map((zone) => zone.properties.rule))];
      const rows = rules.map((rule) => this.row(Lokality.rules.swatch(rule), words.rules[rule] || rule));
      if (others.length) rows.push(this.row(sign("lokality-sign-other"), words.other_version));
      if (draws) rows.push(this.row(sign("lokality-sign-drawn"), words.new_shape));
      const found = { hit: venues.some((one) => one.properties.hit), spared: venues.some((one) => !one.properties.hit), near: venues.some((one) => one.properties.near) };
      for (const name of ["hit", "spared", "near"]) {
        if (found[name]) rows.push(this.row(sign(`lokality-sign-${name}`), words[`venue_${name}`]));
      }
      rows.push(this.row(sign("lokality-swatch lokality-swatch-localities"), this.layers.localities));
      rows.push(this.row(Lokality.signs.element("school", "none"), this.layers.protected_places));
      this.body.replaceChildren(...rows);
    }

    row(mark, text) {
      return Lokality.element("div", {
        className: "lokality-row",
        children: [mark, Lokality.element("span", { className: "lokality-label", text })],
      });
    }
  }

  Lokality.ZoneLegend = ZoneLegend;
})((window.Lokality = window.Lokality || {}));
