/* The legend, which is also the switch of layers and kinds, with the counts of what is in view. */
"use strict";

(function (Lokality) {
  const OUTLINE_LAYERS = ["localities", "zones", "areas"];

  const PROTECTED_SIGN = "school"; // one sign for all kinds of protected places
  const SIGNS_OF_LAYERS = { services: "service", protected_places: PROTECTED_SIGN };

  class Legend {
    /** `changed(layers, kinds)` is called when somebody switches; both are arrays. */
    constructor(map, words, offered, changed) {
      this.words = words;
      this.changed = changed;
      this.layers = new Set();
      this.kinds = new Set();
      this.rows = new Map(); // "kind:…" or "layer:…" -> {box, count}
      this.count = new Intl.NumberFormat(words.language);
      const body = Lokality.element("div", { className: "lokality-legend-body" });
      const kinds = offered.layers.includes("sites") ? offered.kinds : [];
      for (const kind of kinds) body.append(this.row("kind", kind, words.kinds[kind], Lokality.signs.element(kind, "open")));
      if (offered.layers.includes("services")) {
        body.append(this.row("layer", "services", words.layers.services, Lokality.signs.element("service", "none")));
      }
      if (offered.layers.includes("protected_places")) {
        const sign = Lokality.signs.element(PROTECTED_SIGN, "none");
        body.append(this.row("layer", "protected_places", words.layers.protected_places, sign));
      }
      for (const layer of OUTLINE_LAYERS.filter((name) => offered.layers.includes(name))) {
        const swatch = Lokality.element("span", { className: `lokality-swatch lokality-swatch-${layer}`, "aria-hidden": "true" });
        body.append(this.row("layer", layer, words.layers[layer], swatch));
        if (layer === "zones") body.append((this.rules = Lokality.element("div", { className: "lokality-rules" })));
      }
      if (kinds.length) body.append(this.states());
      const summary = Lokality.element("summary", { text: words.legend });
      this.root = Lokality.element("details", { className: "lokality-legend", children: [summary, body] });
      // On a phone the map itself needs the room: the legend opens by a tap.
      this.root.open = map.getSize().x >= 560;
      this.body = body;
      Lokality.control(map, "topright", this.root);
    }

    row(room, key, label, sign) {
      const box = Lokality.element("input", { type: "checkbox" });
      const count = Lokality.element("span", { className: "lokality-count" });
      box.addEventListener("change", () => this.switch(room, key, box.checked));
      this.rows.set(`${room}:${key}`, { box, count, sign });
      return Lokality.element("label", {
        className: "lokality-row",
        children: [box, sign, Lokality.element("span", { className: "lokality-label", text: label || key }), count],
      });
    }

    states() {
      const rows = Lokality.palette.states.map((state) =>
        Lokality.element("div", {
          className: "lokality-row",
          children: [
            Lokality.signs.element("other", state),
            Lokality.element("span", { className: "lokality-label", text: this.words.states[state] }),
          ],
        }),
      );
      const summary = Lokality.element("summary", { text: this.words.rings });
      return Lokality.element("details", { className: "lokality-rings", children: [summary, ...rows] });
    }

    /* What the zones in view say, and whether that holds: a pattern, a line. */
    showRules({ rules, standings }) {
      const sample = (mark, text) =>
        Lokality.element("div", {
          className: "lokality-row",
          children: [mark, Lokality.element("span", { className: "lokality-label", text })],
        });
      const line = (standing) =>
        Lokality.element("span", { className: `lokality-line-sample lokality-line-sample-${standing}`, "aria-hidden": "true" });
      this.rules.replaceChildren(
        ...Lokality.rules.all.filter((rule) => rules[rule]).map((rule) => sample(Lokality.rules.swatch(rule, null), this.words.rules[rule])),
        ...["in_force", "proposed"].filter((name) => standings[name]).map((name) => sample(line(name), this.words.standings[name])),
      );
    }

    switch(room, key, on) {
      const chosen = room === "kind" ? this.kinds : this.layers;
      if (on) chosen.add(key);
      else chosen.delete(key);
      if (this.kinds.size) this.layers.add("sites");
      else this.layers.delete("sites");
      this.changed([...this.layers], [...this.kinds]);
    }

    /** Show these as switched on. */
    set(layers, kinds) {
      this.layers = new Set(layers);
      this.kinds = new Set(layers.includes("sites") ? kinds : []);
      for (const [name, { box }] of this.rows) {
        const [room, key] = name.split(":");
        box.checked = room === "kind" ? this.kinds.has(key) : this.layers.has(key);
      }
    }

    /** Show the counts of what is in view. */
    show(counts) {
      if (this.rules) this.showRules(counts);
      for (const [name, { box, count }] of this.rows) {
        const [room, key] = name.split(":");
        const number = (room === "kind" ? counts.kinds : counts.layers)[key] || 0;
        count.textContent = box.checked ? this.count.format(number) : "";
      }
    }

    /** The signs in the present theme. */
    repaint() {
      for (const [name, row] of this.rows) {
        const [room, key] = name.split(":");
        if (room !== "kind" && !SIGNS_OF_LAYERS[key]) continue;
        const sign = Lokality.signs.element(room === "kind" ? key : SIGNS_OF_LAYERS[key], room === "kind" ? "open" : "none");
        row.sign.replaceWith(sign);
        row.sign = sign;
      }
      const rings = this.body.querySelector(".lokality-rings");
      if (rings) rings.replaceWith(this.states());
    }
  }

  Lokality.Legend = Legend;
})((window.Lokality = window.Lokality || {}));
