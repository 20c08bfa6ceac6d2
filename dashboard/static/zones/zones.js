/* The zones of a version on the map, perhaps those of another over them, and the drawing of one. */
"use strict";

(function (Lokality) {
  const TELL_AFTER_MS = 150;

  class Zones {
    /** `offered`: the layers that can lie beneath. `changed` is called when other venues are there: names keep off them. */
    constructor(map, words, { draws, offered }, report, note, changed) {
      Object.assign(this, { map, report, note, changed, words: words.zones });
      this.shapes = new Map(); // id of a zone -> its layer
      this.others = [];
      this.features = { zones: [], others: [], venues: [] };
      this.number = new Intl.NumberFormat(words.language, { maximumFractionDigits: 0 });
      this.container = map.getContainer();
      this.venues = new Lokality.Venues(map);
      this.legend = new Lokality.ZoneLegend(map, this.words, words.layers, offered);
      if (draws) this.addDrawing();
    }

    addDrawing() {
      const { map, words } = this;
      this.targets = new Lokality.Targets(map);
      this.hint = Lokality.element("div", { role: "status" });
      this.measure = Lokality.element("div", { className: "lokality-measure" });
      this.sure = Lokality.element("button", { type: "button", className: "lokality-give-up", hidden: "", text: words.give_up_sure });
      this.sure.addEventListener("click", () => this.giveUp());
      this.telling = Lokality.element("div", { className: "lokality-note lokality-drawing-note", hidden: "", children: [this.hint, this.measure, this.sure] });
      L.DomEvent.disableClickPropagation(this.sure);
      this.container.append(this.telling);
      const drawing = (this.drawing = new Lokality.OutlineDrawing(map, {
        changed: (isNew) => this.tell(isNew),
        moved: (outline) => this.showMeasure(outline),
        said: (name) => this.say(name),
      }));
      this.tools = new Lokality.ZoneTools(map, words, {
        route: () => drawing.draw("Line"),
        polygon: () => drawing.draw("Polygon"),
        rectangle: () => drawing.draw("Rectangle"),
        change: () => this.change(),
        finish: () => drawing.finish(),
        hole: () => drawing.draw("Cut"),
        move: () => drawing.edit(drawing.mode === "move" ? "corners" : "move"),
        corners: () => drawing.edit(drawing.mode === "remove" ? "corners" : "remove"),
        undo: () => drawing.undo(),
        redo: () => drawing.redo(),
        give_up: () => this.askGiveUp(),
      });
      document.addEventListener("keydown", (event) => this.key(event));
      this.refresh();
    }

    /** Show what Python wants shown; called at every run of the page. */
    show(wanted) {
      if (!wanted) return;
      if (this.drawing && wanted.turn !== this.turn) {
        this.drawing.begin(wanted.shape, wanted.changed);
        this.refresh();
      }
      this.turn = wanted.turn;
      if (wanted.chosen !== this.said) this.choose(wanted.chosen);
      this.said = wanted.chosen;
      this.showTried(wanted.tried);
      this.load(wanted);
    }

    /* A zone that is tried and saved by nobody yet is seen; nothing of it is drawn or changed here. */
    showTried(geometry) {
      const tried = geometry ? JSON.stringify(geometry) : "";
      if (tried === (this.triedAs || "")) return;
      this.triedAs = tried;
      if (this.tried) this.tried.remove();
      const look = { className: "lokality-tried-zone", dashArray: "10 6", weight: 3, fillOpacity: 0.1, interactive: false };
      this.tried = geometry ? this.polygon(geometry, look).addTo(this.map) : null;
      this.refresh();
    }

    async load(wanted) {
      const asked = [wanted.address, wanted.other, wanted.data_version].join(" ");
      if (asked === this.asked) return;
      this.asked = asked;
      this.container.dataset.zones = "loading";
      const found = { zones: this.fetch(wanted.address), others: this.fetch(wanted.other), venues: this.fetch(wanted.venues) };
      // Whoever is not waited for any more, because another failed or the page asked anew, may fail without a word.
      for (const one of Object.values(found)) one.catch(() => {});
      try {
        for (const [name, features] of Object.entries(found)) {
          const arrived = await features;
          if (asked !== this.asked) return;
          this.features[name] = arrived;
          this.draw();
        }
        this.container.dataset.zones = "drawn";
      } catch {
        if (asked !== this.asked) return;
        this.container.dataset.zones = "failed";
        this.note(this.words.failed);
      }
    }

    async fetch(address) {
      if (!address) return [];
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return (await answer.json()).features;
    }

    draw() {
      for (const layer of [...this.shapes.values(), ...this.others]) layer.remove();
      this.shapes.clear();
      const { zones, others, venues } = this.features;
      for (const { id, geometry, properties } of zones) {
        const zone = this.polygon(geometry, Lokality.rules.options(properties.rule));
        // An element, not a text: streamlit-folium reads the text of a tip as markup.
        zone.bindTooltip(Lokality.element("span", { text: properties.name }), { sticky: true });
        zone.on("click", () => this.click(id));
        this.shapes.set(id, zone);
      }
      this.others = others.map(({ geometry }) =>
        this.polygon(geometry, { className: "lokality-other-zone", fill: false, dashArray: "8 7", weight: 3, interactive: false }).addTo(this.map),
      );
      this.venues.set(venues);
      this.changed();
      this.refresh();
    }

    polygon(geometry, options) {
      return L.polygon(Lokality.outline.latLngs(geometry), { ...options, pmIgnore: true, snapIgnore: false });
    }

    click(id) {
      if (this.drawing && this.drawing.isDrawing) return;
      this.choose(id);
      this.report.happened("zone_chosen", { id });
    }

    choose(id) {
      this.chosen = id;
      this.refresh();
    }

    /* The zone being changed is not there twice, nor would its corners snap to where they were. */
    refresh() {
      const changed = this.drawing && this.drawing.layer ? this.drawing.changedId : null;
      for (const [id, zone] of this.shapes) {
        if (id === changed) zone.remove();
        else if (!this.map.hasLayer(zone)) zone.addTo(this.map);
        if (zone._path) zone._path.classList.toggle("lokality-zone-chosen", id === this.chosen);
      }
      const { zones, others, venues } = this.features;
      this.legend.show(zones, others, venues, { draws: Boolean(this.drawing && this.drawing.layer), tries: Boolean(this.tried) });
      if (!this.drawing) return;
      this.targets.turn(Boolean(this.drawing.layer) || this.drawing.isDrawing);
      this.tools.show(this.drawing, this.shapes.has(this.chosen) && this.chosen !== changed);
      // Two corners put in quick succession are no wish to zoom.
      this.map.doubleClickZoom[this.drawing.isDrawing ? "disable" : "enable"]();
      this.container.dataset.drawing = this.drawing.mode || "";
    }

    change() {
      const feature = this.features.zones.find(({ id }) => id === this.chosen);
      const { type, coordinates } = feature.geometry;
      this.drawing.begin({ type, coordinates }, feature.id);
      this.tell(true);
    }

    /* A button lies over the map where a corner may be meant: nothing drawn goes by one press of it. */
    askGiveUp() {
      if (!this.measure.textContent && !this.drawing.layer && !this.drawing.hasCorners) {
        this.giveUp();
        return;
      }
      this.say("ask_give_up");
      this.sure.hidden = false;
      this.sure.focus();
    }

    /* What is half drawn is given up first; then the outline. */
    giveUp() {
      if (this.drawing.isDrawing && this.drawing.layer) {
        this.drawing.edit("corners");
        this.showMeasure(this.drawing.outline);
        return;
      }
      this.drawing.begin(null, null);
      this.tell(true);
    }

    /** Tell Python what is drawn now; several steps in quick succession are told as one. */
    tell(isNew) {
      this.refresh();
      if (!isNew) {
        this.report.tell({});
        return;
      }
      clearTimeout(this.soon);
      this.soon = setTimeout(() => {
        const { outline, changedId } = this.drawing;
        this.report.happened("shaped", { outline, changed: changedId, turn: this.turn });
      }, TELL_AFTER_MS);
    }

    say(name) {
      this.sure.hidden = true;
      this.hint.textContent = (name && this.words[name]) || "";
      this.telling.hidden = !this.hint.textContent;
      if (this.tools) this.refresh();
    }

    showMeasure(outline) {
      this.measure.textContent = outline ? this.measured(outline) : "";
    }

    measured(outline) {
      const { number, words } = this;
      const corners = number.format(Lokality.outline.corners(outline));
      if (Lokality.outline.isLine(outline)) {
        return words.measured_route.replace("{length}", number.format(Lokality.outline.length(outline))).replace("{corners}", corners);
      }
      return words.measured.replace("{area}", number.format(Lokality.outline.area(outline))).replace("{corners}", corners);
    }

    key(event) {
      const { drawing } = this;
      if (event.target.closest && event.target.closest("input, textarea, select")) return;
      const letter = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && (letter === "z" || letter === "y")) {
        event.preventDefault();
        if (letter === "y" || event.shiftKey) drawing.redo();
        else drawing.undo();
      } else if (event.key === "Escape" && drawing.isDrawing) this.askGiveUp();
      else if (event.key === " " && drawing.isDrawing && event.target === this.container) {
        event.preventDefault();
        drawing.putCorner();
      }
    }

    /** Where no name may stand. */
    rooms() {
      return this.venues.rooms();
    }

    repaint() {
      this.venues.repaint();
      if (this.drawing) this.drawing.repaint();
    }
  }

  Lokality.Zones = Zones;
})((window.Lokality = window.Lokality || {}));
