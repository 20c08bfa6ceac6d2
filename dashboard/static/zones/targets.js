/* What a corner snaps to besides zones: localities, areas, streets, buildings and plots in view, out of the tiles of
   the map. */
"use strict";

(function (Lokality) {
  // How many zooms coarser than sites each is fetched, and from which zoom: further out everything would snap.
  const LAYERS = {
    buildings: { coarser: 0, from: 17 },
    plots: { coarser: 0, from: 17 },
    localities: { coarser: 2, from: 0 },
    areas: { coarser: 2, from: 0 },
    streets: { coarser: 1, from: 15 },
  };
  const POINTS_AT_MOST = 6000; // more would make the hand wait

  /* Geoman finds it on the map like any line; there is nothing to be seen of it. */
  const Unseen = () =>
    L.Polyline.extend({ options: { pmIgnore: true, snapIgnore: false, interactive: false }, beforeAdd() {}, onAdd() {}, onRemove() {} });

  /* A tile's part of an outline ends a little beyond the tile: that end is no corner of the outline. */
  function* runsWithin({ rings, closed, tile }) {
    const isInside = (ring, index) =>
      ring[index] >= tile.west && ring[index] <= tile.east && ring[index + 1] >= tile.north && ring[index + 1] <= tile.south;
    for (const ring of rings) {
      let run = [];
      for (let index = 0; index < ring.length; index += 2) {
        const here = isInside(ring, index);
        if (here || (index > 0 && isInside(ring, index - 2)) || (index + 2 < ring.length && isInside(ring, index + 2))) {
          run.push([ring[index], ring[index + 1]]);
        } else if (run.length) {
          yield run;
          run = [];
        }
      }
      if (run.length > 1 || (run.length && !closed)) yield run;
    }
  }

  const unproject = ([x, y]) => {
    const longitude = (x / 256) * 360 - 180;
    const latitude = (Math.atan(Math.sinh(Math.PI * (1 - y / 128))) * 180) / Math.PI;
    return [latitude, longitude];
  };

  class Targets {
    constructor(map) {
      this.map = map;
      this.lines = [];
      this.isOn = false;
      this.Unseen = Unseen();
      this.stores = Object.keys(LAYERS).map((layer) => new Lokality.TileStore(layer, () => this.schedule()));
      map.on("moveend", () => this.load());
    }

    /** Fetch and offer, or offer nothing. */
    turn(on) {
      if (on === this.isOn) return;
      this.isOn = on;
      this.load();
      if (!on) this.offer([]);
    }

    load() {
      this.map.getContainer().dataset.targets = this.isOn ? "loading" : "";
      if (!this.isOn) return;
      const zoom = this.map.getZoom();
      for (const store of this.stores) {
        const { coarser, from } = LAYERS[store.layer];
        store.want(zoom >= from ? Lokality.grid.tilesIn(this.map.getPixelBounds(), zoom, coarser) : [], "");
      }
    }

    schedule() {
      if (this.waiting || !this.isOn) return;
      this.waiting = requestAnimationFrame(() => {
        this.waiting = null;
        if (!this.isOn) return;
        this.offer(this.stores.flatMap((store) => store.shown()).flatMap((tile) => tile.outlines));
        if (this.stores.every((store) => store.isSettled)) this.map.getContainer().dataset.targets = "offered";
      });
    }

    offer(outlines) {
      this.lines.forEach((line) => line.remove());
      this.lines = [];
      let points = 0;
      for (const outline of outlines) {
        for (const run of runsWithin(outline)) {
          points += run.length;
          if (points > POINTS_AT_MOST) return;
          this.lines.push(new this.Unseen(run.map(unproject)).addTo(this.map));
        }
      }
    }
  }

  Lokality.Targets = Targets;
})((window.Lokality = window.Lokality || {}));
