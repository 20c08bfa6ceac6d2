/* Paints what the stores hold and remembers where, so that a pointer can be told what it points at. */
"use strict";

(function (Lokality) {
  const NEAR_PX = 4; // added to a sign's size when pointed at
  const FINGER_PX = 12; // and by a finger
  const ROOMY_PX = 40000; // a few signs side by side are no crowd, however near
  const ORDER = { streets: 0, areas: 1, localities: 2, zones: 3 };
  // Areas cover the whole city: were they clickable, every click beside a sign would choose one.
  const CLICKABLE = new Set(["localities", "zones"]);

  // Names of streets and areas lie under the signs, those of localities and zones over them.
  const isGround = ({ outline }) => outline.layer === "streets" || outline.layer === "areas";

  class Painter {
    constructor(stores, words) {
      this.stores = stores;
      this.words = words;
      this.count = new Intl.NumberFormat(words.language);
      this.selected = null; // "layer:id"
      this.selectedAt = null; // [latitude, longitude]: marked even while hidden in a cluster
      this.points = [];
      this.clusters = [];
      this.outlines = [];
      this.named = []; // room that names take already
    }

    /** Everything but the names of localities and zones. */
    paint(context, view) {
      const tiles = this.stores.flatMap((store) => store.shown());
      this.outlines = Lokality.placeOutlines(
        tiles.flatMap((tile) => tile.outlines).sort((one, other) => ORDER[one.layer] - ORDER[other.layer]),
        view,
      );
      this.points = this.place(tiles.flatMap((tile) => tile.points), view);
      this.clusters = this.place(tiles.flatMap((tile) => tile.clusters), view);
      Lokality.paintOutlines(context, this.outlines, this.selected, view);
      this.named = Lokality.paintNames(context, this.outlines.filter(isGround), view, []);
      this.paintSelection(context, view);
      this.paintPoints(context, view);
      for (const { x, y, feature } of this.clusters) {
        const { count } = feature.properties;
        Lokality.paintCluster(context, x, y, feature.properties, this.countText(count));
      }
    }

    /** The names of localities and zones, after the rest; none over the rooms that are `taken`. */
    paintNames(context, view, taken = []) {
      Lokality.paintNames(context, this.outlines.filter((placed) => !isGround(placed)), view, [...this.named, ...taken]);
    }

    countText(count) {
      return Lokality.clusterText(count, this.count, this.words.thousands);
    }

    place(features, view) {
      const { min, max } = view.bounds;
      const placed = [];
      for (const feature of features) {
        const x = view.toX(feature.x);
        const y = view.toY(feature.y);
        if (x >= min.x - 30 && x <= max.x + 30 && y >= min.y - 30 && y <= max.y + 30) placed.push({ x, y, feature });
      }
      return placed;
    }

    /* How much ground placed points spread over, in square pixels; a lone point has all it needs. */
    groundOf(placed) {
      const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
      for (const { x, y } of placed) {
        box.west = Math.min(box.west, x);
        box.east = Math.max(box.east, x);
        box.north = Math.min(box.north, y);
        box.south = Math.max(box.south, y);
      }
      return Math.max((box.east - box.west) * (box.south - box.north), ROOMY_PX);
    }

    paintPoints(context, view) {
      const { signs } = Lokality;
      this.size = signs.sizeFor(this.points.length, this.groundOf(this.points));
      const half = signs.half(this.size);
      // From north to south, so that nearer ones lie on top as on any map.
      this.points.sort((one, other) => one.y - other.y);
      for (const { x, y, feature } of this.points) {
        const { kind, state } = feature.properties;
        const sign = feature.layer === "services" ? "service" : kind;
        const picture = signs.picture(sign, state || "none", this.size, view.ratio);
        // On whole pixels: a picture between them is computed anew, which takes several times as long.
        const left = Math.round((x - half) * view.ratio) / view.ratio;
        const top = Math.round((y - half) * view.ratio) / view.ratio;
        context.drawImage(picture, left, top, picture.width / view.ratio, picture.height / view.ratio);
      }
    }

    /* A selected place wears a ring of the accent colour around its sign. */
    paintSelection(context, view) {
      const drawn = this.points.find(({ feature }) => this.isSelected(feature));
      let at = drawn && [drawn.x, drawn.y];
      if (!at && this.selectedAt) {
        const [x, y] = Lokality.grid.project(this.selectedAt[1], this.selectedAt[0]);
        at = [view.toX(x), view.toY(y)];
      }
      if (!at) return;
      const { accent, paper } = Lokality.palette.ground;
      context.save();
      context.beginPath();
      context.arc(at[0], at[1], 21, 0, 2 * Math.PI);
      context.fillStyle = paper;
      context.globalAlpha = 0.75;
      context.fill();
      context.globalAlpha = 1;
      context.lineWidth = 3.5;
      context.strokeStyle = accent;
      context.stroke();
      context.restore();
    }

    isSelected(feature) {
      return this.selected !== null && this.selected === `${feature.layer}:${feature.properties.id}`;
    }

    /** What lies under a layer point: {points: nearest first} or {cluster} or {outline}; null on bare ground. */
    at(point, context, byFinger) {
      const reach = Lokality.signs.sizes[this.size || "large"] + (byFinger ? FINGER_PX : NEAR_PX);
      for (const { x, y, feature } of this.clusters) {
        const radius = Lokality.clusterRadius(feature.properties.count);
        if (Math.hypot(x - point.x, y - point.y) <= radius) return { cluster: feature };
      }
      const near = [];
      for (const placed of this.points) {
        const distance = Math.hypot(placed.x - point.x, placed.y - point.y);
        if (distance <= reach) near.push({ distance, placed });
      }
      if (near.length) {
        near.sort((one, other) => one.distance - other.distance);
        const [{ placed: nearest }] = near;
        const close = near.filter(({ placed }) => Math.hypot(placed.x - nearest.x, placed.y - nearest.y) <= 5);
        return { points: close.map(({ placed }) => placed.feature) };
      }
      return this.outlineAt(point, context);
    }

    /* The smallest outline around a point: the inner one where two lie over each other. */
    outlineAt(point, context) {
      let found = null;
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      for (const { outline, box, path } of this.outlines) {
        if (!CLICKABLE.has(outline.layer)) continue;
        const size = (box.east - box.west) * (box.south - box.north);
        const hit = outline.closed
          ? context.isPointInPath(path, point.x, point.y, "evenodd")
          : context.isPointInStroke(path, point.x, point.y);
        if (hit && (!found || size < found.size)) found = { outline, size };
      }
      context.restore();
      return found && { outline: found.outline };
    }

    /** Counts of what lies within layer bounds: places by kind, services, and outlines by layer. */
    countWithin(bounds) {
      const counts = { kinds: {}, layers: {}, points: 0, rules: {}, standings: {} };
      const add = (room, key, count) => {
        room[key] = (room[key] || 0) + count;
      };
      const contains = ({ x, y }) => x >= bounds.min.x && x <= bounds.max.x && y >= bounds.min.y && y <= bounds.max.y;
      for (const { feature } of this.points.filter(contains)) {
        if (feature.layer === "sites") add(counts.kinds, feature.properties.kind, 1);
        add(counts.layers, feature.layer, 1);
        counts.points += 1;
      }
      for (const { feature } of this.clusters.filter(contains)) {
        const { kinds, count } = feature.properties;
        if (feature.layer === "sites") {
          for (const [kind, number] of Object.entries(kinds || {})) add(counts.kinds, kind, number);
        }
        add(counts.layers, feature.layer, count);
        counts.points += count;
      }
      const outlines = new Map(this.outlines.map(({ outline, key }) => [key, outline]));
      for (const { layer, properties } of outlines.values()) {
        add(counts.layers, layer, 1);
        if (layer !== "zones") continue;
        add(counts.rules, properties.rule, 1);
        add(counts.standings, properties.standing === "in_force" ? "in_force" : "proposed", 1);
      }
      return counts;
    }
  }

  Lokality.Painter = Painter;
})((window.Lokality = window.Lokality || {}));
