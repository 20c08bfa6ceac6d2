/* The map of a page. folium's script calls `lokalityMap.start` once, when the frame is made, with what never
   changes, and `lokalityMap.show` at every run of the page with what may: so the frame is never made anew. */
"use strict";

(function (Lokality) {
  const OUTLINES = ["streets", "areas", "localities", "zones"];
  const LAYERS = [...OUTLINES, "protected_places", "services", "sites"]; // from the ground up
  // These hold few features: one coarse tile instead of sixteen fine ones.
  const COARSER = { streets: 1, areas: 2, localities: 2, zones: 2, services: 2, protected_places: 2, sites: 0 };
  const STREETS_FROM = 13;
  const PAD_PX = 40; // signs and clusters just outside the view reach into it

  /** Leaflet's bounds of a box: west, south, east, north. */
  const boundsOf = ([west, south, east, north]) => [[south, west], [north, east]];

  class TheMap {
    start(map, fixed) {
      this.map = map.setMinZoom(3).setMaxZoom(19);
      this.fixed = fixed;
      this.words = fixed.words;
      this.on = { layers: new Set(), kinds: [], query: {} };
      this.switchedAt = 0; // the telling in which somebody last switched a layer
      this.follow = fixed.follow_view;
      document.documentElement.lang = this.words.language;
      this.readTheme();
      const container = map.getContainer();
      container.setAttribute("aria-label", this.words.map);
      container.setAttribute("role", "region");
      Lokality.rules.install(container);
      this.report = new Lokality.Report(map);
      this.note = Lokality.makeNote(map);
      this.status = Lokality.element("div", { className: "lokality-spoken", role: "status" });
      container.append(this.status);
      this.stores = LAYERS.map((layer) => new Lokality.TileStore(layer, () => this.schedule()));
      this.painter = new Lokality.Painter(this.stores, this.words);
      this.canvases = this.makeCanvases();
      L.control.zoom({ position: "topleft", zoomInTitle: this.words.zoom_in, zoomOutTitle: this.words.zoom_out }).addTo(map);
      L.control.scale({ imperial: false }).addTo(map);
      this.addTools();
      this.unsettle();
      window.Streamlit.events.addEventListener("streamlit:render", ({ detail }) => this.retheme(detail.theme));
    }

    /* The zones of a proposal lie over the ground; the names over both, where they can be read. */
    makeCanvases() {
      const { map, painter, fixed } = this;
      if (!fixed.zones) {
        return [Lokality.makeCanvas((context, view) => {
          painter.paint(context, view);
          painter.paintNames(context, view);
        })];
      }
      map.createPane("names").classList.add("lokality-names");
      const ground = Lokality.makeCanvas((context, view) => painter.paint(context, view));
      const names = Lokality.makeCanvas((context, view) => painter.paintNames(context, view, this.zones.rooms()), "names");
      return [ground, names];
    }

    repaint() {
      for (const canvas of this.canvases) canvas.repaint();
    }

    addTools() {
      const { map, words, fixed } = this;
      if (fixed.draw) this.drawing = new Lokality.Drawing(map, words, (drawn) => this.report.happened("drew", { drawn }));
      this.placing = new Lokality.Placing(map, words, (tapped) => this.report.happened("tapped", tapped));
      this.placing.tool = fixed.place;
      if (fixed.zones) {
        const drawn = { draws: fixed.draw_zones, offered: fixed.offered.layers };
        this.zones = new Lokality.Zones(map, words, drawn, this.report, this.note, () => this.schedule());
      }
      if (fixed.emergency) this.emergency = new Lokality.Emergency(map, words, this.note);
      if (fixed.locate) {
        this.locating = new Lokality.Locating(map, words, this.note, (located) => this.report.happened("located", located));
      }
      if (fixed.legend) {
        this.legend = new Lokality.Legend(map, words, fixed.offered, (layers, kinds) => {
          this.switchTo(layers, kinds);
          this.switchedAt = this.report.state.sequence + 1;
          this.report.happened("switched", { layers, kinds });
        });
      }
      const isFree = () => !fixed.place && !fixed.zones && !(this.drawing && this.drawing.isDrawing);
      this.pointing = new Lokality.Pointing(map, this.canvases[0], this.painter, words, isFree, (layer, properties) => {
        // The eye gets its answer now; Python's comes a quarter of a second later.
        this.select({ layer, id: properties.id });
        this.report.happened("clicked", { layer, id: properties.id, kind: properties.kind || null });
      });
    }

    /** Show what Python wants shown; called at every run of the page. */
    show(wanted) {
      if (window.feature_group) window.feature_group.length = 0; // streamlit-folium's list of what it has to take away
      this.on.query = wanted.query; // before anything loads, or tiles are asked for twice
      if (!this.begun) this.begin(wanted);
      else if (wanted.move && wanted.move.token !== this.moved) this.move(wanted.move);
      this.moved = wanted.move && wanted.move.token;
      if (wanted.version !== this.version) this.stores.forEach((store) => store.forget());
      this.version = wanted.version;
      // Python may not have heard of the last switch yet; what it says about layers is then out of date.
      const isAnswer = wanted.seen.frame !== this.report.state.frame || wanted.seen.sequence >= this.switchedAt;
      if (isAnswer) this.switchTo(wanted.layers, wanted.kinds);
      this.changedOnly("selected", wanted.selected, (selected) => this.select(selected));
      this.changedOnly("drawn", wanted.drawn, (geometry) => this.drawing && this.drawing.set(geometry));
      this.changedOnly("path", wanted.path, (lines) => this.showPath(lines));
      if (this.zones) this.zones.show(wanted.zones);
      if (this.emergency) this.emergency.show(wanted.emergency);
      this.changedOnly("marker", wanted.marker, (position) => this.placing.set(position));
      if (this.legend) this.legend.set([...this.on.layers], this.on.kinds);
      this.load();
    }

    showPath(lines) {
      if (this.path) this.path.remove();
      const style = { color: "#0F5C63", weight: 4, opacity: 0.85 };
      this.path = lines ? L.geoJSON(lines, { interactive: false, style }).addTo(this.map) : null;
    }

    /* Python repeats itself at every run: only what it says anew may overrule what a person did meanwhile. */
    changedOnly(name, value, apply) {
      const said = JSON.stringify(value);
      this.said = this.said || {};
      if (this.said[name] === said) return;
      this.said[name] = said;
      apply(value);
    }

    select(selected) {
      this.painter.selected = selected && `${selected.layer}:${selected.id}`;
      this.painter.selectedAt = (selected && selected.at) || null;
      this.schedule();
    }

    begin(wanted) {
      this.begun = true;
      const { lat, lon, zoom, whole } = wanted.view;
      this.map.setView([lat, lon], zoom, { animate: false });
      if (whole) this.keepWhole(whole);
      for (const canvas of this.canvases) canvas.addTo(this.map);
      Lokality.addBaseMap(this.map, this.fixed.base, (answers) => {
        this.baseFailed = !answers;
        this.note(answers ? "" : this.words.no_base_map);
        this.load();
      });
      this.map.on("moveend", () => {
        this.load();
        this.tellView();
      });
      this.map.on("resize", () => this.load());
      this.tellView();
    }

    /* Until somebody touches the map. Its frame may grow after it began: in a form that is just opening it does. */
    keepWhole(whole) {
      const fit = () => {
        this.map.invalidateSize({ animate: false });
        this.map.fitBounds(boundsOf(whole), { ...this.roomBeside(), animate: false });
      };
      this.leaveWhole = () => this.map.off("resize", fit);
      for (const touch of ["pointerdown", "wheel", "keydown"]) {
        this.map.getContainer().addEventListener(touch, this.leaveWhole, { once: true, passive: true, capture: true });
      }
      this.map.on("resize", fit);
      // Between whole zooms lies up to half of the room: zones are read from near, and drawn by us at any zoom.
      if (this.fixed.zones && !this.fixed.draw_zones) this.map.options.zoomSnap = 0.25;
      fit();
    }

    /* The buttons and the open legend cover what lies under them. The styles may not have arrived yet, so their
       widths are known here. */
    roomBeside() {
      const isBeside = this.legend && this.legend.root.open;
      return { paddingTopLeft: [isBeside ? 44 : 8, 8], paddingBottomRight: [isBeside ? 205 : 8, 8], maxZoom: 17 };
    }

    move({ lat, lon, zoom, bounds }) {
      if (this.leaveWhole) this.leaveWhole();
      if (bounds) this.map.fitBounds(boundsOf(bounds), this.roomBeside());
      else this.map.setView([lat, lon], zoom || this.map.getZoom());
    }

    tellView() {
      if (!this.follow) return;
      const centre = this.map.getCenter().wrap();
      const bounds = this.map.getBounds();
      this.report.tell({
        view: {
          lat: centre.lat,
          lon: centre.lng,
          zoom: this.map.getZoom(),
          bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
        },
      });
    }

    switchTo(layers, kinds) {
      this.on.layers = new Set(layers);
      this.on.kinds = kinds;
      if (this.begun) this.load();
    }

    /* The kinds only when some are switched off: with all of them tiles are the same for everybody. */
    queryOf(layer) {
      const { kinds, query } = this.on;
      const narrowed = layer === "sites" && kinds.length < this.fixed.offered.of_kinds;
      return [narrowed ? `kinds=${[...kinds].sort().join(",")}` : "", query[layer]].filter(Boolean).join("&");
    }

    /* Where there is no base map our own streets are the ground; they begin where a street is wider than a line. */
    get needsStreets() {
      return (!this.fixed.base || this.baseFailed) && this.map.getZoom() >= STREETS_FROM;
    }

    load() {
      this.unsettle();
      const zoom = this.map.getZoom();
      const bounds = this.map.getPixelBounds();
      bounds.min = bounds.min.subtract([PAD_PX, PAD_PX]);
      bounds.max = bounds.max.add([PAD_PX, PAD_PX]);
      for (const store of this.stores) {
        const isOn = store.layer === "streets" ? this.needsStreets : this.on.layers.has(store.layer);
        const tiles = isOn ? Lokality.grid.tilesIn(bounds, zoom, COARSER[store.layer]) : [];
        store.want(tiles, isOn ? this.queryOf(store.layer) : "");
      }
    }

    /* One painting a frame, however many tiles came. */
    schedule() {
      if (this.scheduled || !this.begun) return;
      this.scheduled = requestAnimationFrame(() => {
        this.scheduled = null;
        this.repaint();
        if (this.stores.every((store) => store.isSettled) && !this.map._animatingZoom) this.settle();
      });
    }

    unsettle() {
      this.isIdle = false;
      this.map.getContainer().dataset.state = "loading";
    }

    settle() {
      const view = this.map.getPixelBounds().getSize();
      const from = this.map.containerPointToLayerPoint([0, 0]);
      this.counts = this.painter.countWithin(L.bounds(from, from.add(view)));
      if (this.legend) this.legend.show(this.counts);
      this.status.textContent = this.words.in_view.replace("{count}", this.painter.count.format(this.counts.points));
      const failed = this.stores.some((store) => store.failed);
      if (failed) this.note(this.words.tiles_failed);
      else if (this.hadFailed) this.note(this.baseFailed ? this.words.no_base_map : "");
      this.hadFailed = failed;
      this.isIdle = true;
      this.map.getContainer().dataset.state = failed ? "failed" : "drawn";
      performance.mark("lokality-drawn", { detail: { points: this.counts.points } });
      this.map.fire("lokality:drawn");
    }

    /** A promise kept when all that the view needs is drawn. */
    get idle() {
      if (this.isIdle) return Promise.resolve(this.counts);
      return new Promise((resolve) => this.map.once("lokality:drawn", () => resolve(this.counts)));
    }

    /* Streamlit writes its theme into the frame as variables of CSS. */
    readTheme() {
      const ground = getComputedStyle(document.documentElement).getPropertyValue("--background-color");
      this.setTheme(Lokality.isDark(ground) ? "dark" : "light");
    }

    retheme(theme) {
      if (!theme || !this.setTheme(theme.base === "dark" ? "dark" : "light")) return;
      if (this.legend) this.legend.repaint();
      this.repaint();
      if (this.zones) this.zones.repaint();
      if (this.emergency) this.emergency.repaint();
    }

    setTheme(theme) {
      if (this.theme === theme) return false;
      this.theme = Lokality.palette.theme = theme;
      document.documentElement.dataset.theme = theme;
      Lokality.rules.retheme();
      return true;
    }
  }

  window.lokalityMap = new TheMap();
})((window.Lokality = window.Lokality || {}));
