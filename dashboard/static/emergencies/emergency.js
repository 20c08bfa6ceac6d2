/* An emergency event on the map: its place, its addresses by state, the calls that wait, and where each pair was last.
   It is fetched anew when the page says that something happened; where the map looks stays as it is. */
"use strict";

(function (Lokality) {
  const PANE = "emergency";
  const STEM_PX = 14; // from a spot up to the label of a pair
  const LEFT_OF_STEM_PX = 15;
  const MINUTE_MS = 60000;
  const UNITS = [["day", 1440], ["hour", 60], ["minute", 1]];
  const STATES = ["nobody_came", "still_needs", "visited", "settled"];

  class Emergency {
    constructor(map, words, note) {
      Object.assign(this, { map, note, words: words.emergency });
      this.ages = new Intl.RelativeTimeFormat(words.language, { numeric: "always" });
      this.layers = [];
      this.labels = []; // what says how long ago: [element, moment]
      this.features = [];
      this.pairs = []; // [marker, its label]
      this.legend = new Lokality.BelowLegend(map, this.words.legend, "lokality-emergency-legend");
      map.createPane(PANE).classList.add("lokality-emergency");
      map.on("moveend", () => this.partPairs());
      this.renderer = L.canvas({ pane: PANE, padding: 0.2 });
    }

    /** Show what Python wants shown; called at every run of the page. */
    show(wanted) {
      this.tellAges();
      const asked = [wanted.address, wanted.data_version].join(" ");
      if (asked === this.asked) return;
      this.asked = asked;
      this.load(wanted.address, asked);
    }

    async load(address, asked) {
      const container = this.map.getContainer();
      container.dataset.emergency = "loading";
      try {
        const answer = await fetch(address, { headers: { accept: "application/json" } });
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        const { features } = await answer.json();
        if (asked !== this.asked) return;
        this.features = features;
        if (this.hasFailed) this.note("");
        this.hasFailed = false;
        this.repaint();
        container.dataset.emergency = "drawn";
      } catch {
        if (asked !== this.asked) return;
        this.asked = null; // the next look asks again
        this.hasFailed = true;
        container.dataset.emergency = "failed";
        this.note(this.words.failed);
      }
    }

    repaint() {
      this.layers.forEach((layer) => layer.remove());
      this.layers = [];
      this.labels = [];
      this.pairs = [];
      for (const what of ["place", "address", "call", "pair"]) {
        for (const feature of this.features) if (feature.properties.what === what) this[what](feature);
      }
      this.tellAges();
      this.partPairs();
      this.showLegend();
    }

    /* Labels of pairs that stand together are lifted until none covers another, and pushed back from the right edge of
       the map; the stem still says where each is. */
    partPairs() {
      const placed = [];
      for (const [marker, label] of this.pairs) {
        const { x, y } = this.map.latLngToContainerPoint(marker.getLatLng());
        const { offsetWidth: width, offsetHeight: height } = label;
        const beyond = x - LEFT_OF_STEM_PX + width - this.map.getSize().x;
        const shift = Math.max(0, Math.min(beyond, width - 2 * LEFT_OF_STEM_PX));
        const left = x - shift;
        const covered = (top) => placed.find((one) => left < one.left + one.width && one.left < left + width && top < one.top + one.height && one.top < top + height);
        let top = y - STEM_PX - height;
        for (let one = covered(top); one; one = covered(top)) top = one.top - height - 2;
        placed.push({ left, top, width, height });
        label.style.setProperty("--stem", `${y - top - height}px`);
        label.style.setProperty("--shift", `${shift}px`);
      }
    }

    place({ geometry }) {
      const style = { color: Lokality.palette.ground.accent, weight: 4, dashArray: "10 6", fillOpacity: 0.05, interactive: false };
      this.add(L.geoJSON(geometry, { style, pmIgnore: true }));
    }

    address({ geometry, properties: { name, state, needs, several } }) {
      const told = [this.words.states[state], ...needs.map((need) => this.words.needs[need]), several && this.words.several];
      this.mark(geometry, { sign: state, several, radius: 9 }, name, told.filter(Boolean).join(" · "));
    }

    call({ geometry, properties: { name, kind, who, at } }) {
      const mark = this.mark(geometry, { sign: kind, radius: 11 }, name, `${this.words.kinds[kind]} · ${who}`);
      this.labels.push([mark.age, at]);
    }

    mark(geometry, options, name, told) {
      const Mark = Lokality.eventMarks.make();
      const mark = new Mark(this.latLng(geometry), { ...options, renderer: this.renderer, pane: PANE });
      // An element, not a text: streamlit-folium reads the text of a tip as markup.
      const age = Lokality.element("div", { className: "lokality-tip-quiet" });
      mark.age = age;
      const lines = [Lokality.element("div", { className: "lokality-tip-name", text: name }), Lokality.element("div", { text: told }), age];
      mark.bindTooltip(Lokality.element("div", { className: "lokality-event-tip", children: lines }));
      return this.add(mark);
    }

    pair({ geometry, properties: { name, at } }) {
      const age = Lokality.element("span", { className: "lokality-pair-age" });
      const text = Lokality.element("span", { className: "lokality-pair-text", children: [Lokality.element("b", { text: name }), age] });
      const html = Lokality.element("div", { className: "lokality-pair-label", children: [Lokality.eventMarks.element("pair"), text] });
      const icon = L.divIcon({ className: "lokality-pair", html, iconSize: null });
      const marker = L.marker(this.latLng(geometry), { icon, keyboard: false, interactive: false, zIndexOffset: 500 });
      this.pairs.push([this.add(marker), html]);
      this.labels.push([age, at]);
    }

    latLng({ coordinates: [longitude, latitude] }) {
      return [latitude, longitude];
    }

    add(layer) {
      this.layers.push(layer.addTo(this.map));
      return layer;
    }

    tellAges() {
      for (const [element, at] of this.labels) element.textContent = this.ago(new Date(at));
    }

    ago(moment) {
      const minutes = Math.max(0, Math.floor((Date.now() - moment) / MINUTE_MS));
      if (minutes === 0) return this.words.now;
      const [unit, length] = UNITS.find(([, length]) => minutes >= length) || UNITS.at(-1);
      return this.ages.format(-Math.floor(minutes / length), unit);
    }

    showLegend() {
      const { words, legend } = this;
      const said = this.features.map(({ properties }) => properties);
      const rows = STATES.filter((state) => said.some((one) => one.state === state)).map((state) =>
        legend.row(Lokality.eventMarks.element(state), words.states[state]),
      );
      if (said.some((one) => one.several)) rows.push(legend.row(Lokality.eventMarks.element("nobody_came", true), words.several));
      for (const kind of ["trouble", "need"]) {
        if (said.some((one) => one.kind === kind)) rows.push(legend.row(Lokality.eventMarks.element(kind), words.kinds[kind]));
      }
      if (said.some((one) => one.what === "pair")) rows.push(legend.row(Lokality.eventMarks.element("pair"), words.pair));
      const place = Lokality.element("span", { className: "lokality-sign-place", "aria-hidden": "true" });
      if (said.some((one) => one.what === "place")) rows.push(legend.row(place, words.place));
      legend.body.replaceChildren(...rows);
    }
  }

  Lokality.Emergency = Emergency;
})((window.Lokality = window.Lokality || {}));
