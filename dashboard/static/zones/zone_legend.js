/* What the zones and venues on the map mean: only what is there. It stands below the map and covers nothing of it. */
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
      // On a phone it opens when it is asked for: there the map is small.
      this.root.open = map.getSize().x === 0 || map.getSize().x >= 400;
      map.getContainer().after(this.root);
      new ResizeObserver(() => this.makeRoom(map)).observe(this.root);
    }

    /* The map takes what the legend leaves of the frame. */
    makeRoom(map) {
      map.getContainer().style.setProperty("height", `calc(100vh - ${this.root.offsetHeight}px)`, "important");
      map.invalidateSize({ pan: false });
    }

    show(zones, others, venues, draws) {
      const { words } = this;
      const rules = [...new Set(zones.map((zone) => zone.properties.rule))];
      const rows = rules.map((rule) => this.row(Lokality.rules.swatch(rule), words.rules[rule] || rule));
      if (others.length) rows.push(this.row(sign("lokality-sign-other"), words.other_version));
      if (draws) rows.push(this.row(sign("lokality-sign-drawn"), words.new_shape));
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
