/* What the zones and venues on the map mean: only what is there. */
"use strict";

(function (Lokality) {
  function sign(className) {
    return Lokality.element("span", { className: `lokality-zone-sign ${className}`, "aria-hidden": "true" });
  }

  class ZoneLegend extends Lokality.BelowLegend {
    constructor(map, words, layers, offered) {
      super(map, words.legend, "lokality-zone-legend");
      this.words = words;
      this.layers = layers;
      this.offered = offered;
    }

    show(zones, others, venues, { draws, tries }) {
      const { words } = this;
      const rules = [...new Set(zones.map((zone) => zone.properties.rule))];
      const rows = rules.map((rule) => this.row(Lokality.rules.swatch(rule), words.rules[rule] || rule));
      if (others.length) rows.push(this.row(sign("lokality-sign-other"), words.other_version));
      if (draws) rows.push(this.row(sign("lokality-sign-drawn"), words.new_shape));
      if (tries) rows.push(this.row(sign("lokality-sign-tried"), words.tried));
      const said = venues.map(({ properties }) => properties);
      const found = {
        banned: said.some((one) => one.hit && !one.limited),
        limited: said.some((one) => one.limited),
        spared: said.some((one) => !one.hit),
        near: said.some((one) => one.near),
      };
      for (const [name, isThere] of Object.entries(found)) {
        if (isThere) rows.push(this.row(sign(`lokality-sign-${name}`), words[`venue_${name}`]));
      }
      if (this.offered.includes("localities")) rows.push(this.row(sign("lokality-swatch lokality-swatch-localities"), this.layers.localities));
      if (this.offered.includes("protected_places")) rows.push(this.row(Lokality.signs.element("school", "none"), this.layers.protected_places));
      this.body.replaceChildren(...rows);
    }
  }

  Lokality.ZoneLegend = ZoneLegend;
})((window.Lokality = window.Lokality || {}));
