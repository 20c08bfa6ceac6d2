/* The tiles of one layer: fetched for the view, kept within bounds, the old ones shown until the new are here. */
"use strict";

(function (Lokality) {
  const KEPT_TILES = 160; // about four screens of several zooms
  const KEPT_FEATURES = 250000; // and no more than a browser on a phone holds easily
  const FRESH_FOR_MS = 60000; // then asked again; the server answers 304 while nothing has changed

  class TileStore {
    /** `changed` is called whenever what `shown()` gives has changed. */
    constructor(layer, changed) {
      this.layer = layer;
      this.changed = changed;
      this.kept = new Map(); // address -> {tile, size, at}; the least recently used first
      this.pending = new Map(); // address -> AbortController
      this.wanted = [];
      this.onScreen = [];
      this.generation = null; // zoom and query of what is on screen
      this.failed = false;
    }

    /** Show these grid tiles with this query; `[]` shows nothing. */
    want(tiles, query) {
      const generation = tiles.length ? `${tiles[0].z}?${query}` : null;
      this.wanted = tiles.map((tile) => this.address(tile, query));
      const places = new Map(this.wanted.map((address, index) => [address, tiles[index]]));
      this.wantedGeneration = generation;
      this.failed = false;
      const needed = new Set(this.wanted);
      for (const [address, request] of this.pending) {
        if (!needed.has(address)) {
          request.abort();
          this.pending.delete(address);
        }
      }
      const now = performance.now();
      for (const address of this.wanted) {
        const known = this.kept.get(address);
        if (!this.pending.has(address) && !(known && now - known.at < FRESH_FOR_MS)) this.fetch(address, places.get(address));
      }
      this.settle();
    }

    address({ z, x, y }, query) {
      return `/map/${this.layer}/${z}/${x}/${y}.json${query ? `?${query}` : ""}`;
    }

    /** Forget everything fetched: the data has changed. */
    forget() {
      this.kept.clear();
      for (const request of this.pending.values()) request.abort();
      this.pending.clear();
    }

    async fetch(address, place) {
      const request = new AbortController();
      this.pending.set(address, request);
      try {
        const answer = await fetch(address, { signal: request.signal, headers: { accept: "application/json" } });
        if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
        const tile = Lokality.readTile(this.layer, await answer.json(), Lokality.grid.boxOf(place));
        const size = tile.points.length + tile.clusters.length + tile.outlines.length;
        this.kept.delete(address);
        this.kept.set(address, { tile, size, at: performance.now() });
      } catch (problem) {
        if (request.signal.aborted) return;
        this.failed = true;
      }
      if (this.pending.get(address) === request) this.pending.delete(address);
      this.settle();
    }

    /* On a pan each tile shows as it comes: tiles of one grid never overlap. After a zoom or another filter
       the old picture stays until the new one is whole: mixed they would count places twice. */
    settle() {
      const sameGrid = this.generation === this.wantedGeneration;
      if (sameGrid || this.isSettled) {
        this.generation = this.wantedGeneration;
        this.onScreen = this.wanted.filter((address) => this.kept.has(address));
        this.touch();
        this.trim();
      }
      this.changed();
    }

    get isSettled() {
      return this.pending.size === 0;
    }

    /** The tiles now on screen. */
    shown() {
      return this.onScreen.map((address) => this.kept.get(address)).filter(Boolean).map((known) => known.tile);
    }

    touch() {
      for (const address of this.onScreen) {
        const known = this.kept.get(address);
        this.kept.delete(address);
        this.kept.set(address, known);
      }
    }

    trim() {
      const needed = new Set(this.wanted);
      let features = 0;
      for (const { size } of this.kept.values()) features += size;
      for (const [address, { size }] of this.kept) {
        if (this.kept.size <= KEPT_TILES && features <= KEPT_FEATURES) return;
        if (needed.has(address)) continue;
        this.kept.delete(address);
        features -= size;
      }
    }
  }

  Lokality.TileStore = TileStore;
})((window.Lokality = window.Lokality || {}));
