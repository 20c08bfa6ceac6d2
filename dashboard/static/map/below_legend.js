/* A legend below the map: as wide as it, and covering nothing of it. */
"use strict";

(function (Lokality) {
  class BelowLegend {
    constructor(map, title, className) {
      this.body = Lokality.element("div", { className: "lokality-legend-body" });
      const summary = Lokality.element("summary", { text: title });
      this.root = Lokality.element("details", { className: `lokality-legend lokality-below-legend ${className}`, children: [summary, this.body] });
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

    row(mark, text) {
      return Lokality.element("div", {
        className: "lokality-row",
        children: [mark, Lokality.element("span", { className: "lokality-label", text })],
      });
    }
  }

  Lokality.BelowLegend = BelowLegend;
})((window.Lokality = window.Lokality || {}));
