/* The venues of a version: filled where a zone bans them, half filled where it limits them, hollow
   where they are spared, ringed near an edge. */
"use strict";

(function (Lokality) {
  const PANE = "venues";
  const ROOM_PX = 7; // around the middle of a mark

  /* The lower half of a circle, so that nobody needs a colour to tell who is limited from who is banned. */
  const HalfMark = L.CircleMarker.extend({
    _updatePath() {
      const { _ctx: context } = this._renderer;
      const { x, y } = this._point;
      context.beginPath();
      context.arc(x, y, this._radius, 0, Math.PI);
      context.closePath();
      this._renderer._fillStroke(context, this);
    },
  });

  class Venues {
    constructor(map) {
      this.map = map;
      this.venues = [];
      this.marks = [];
      // A canvas takes every click of what lies below it, so this one takes none.
      map.createPane(PANE).classList.add("lokality-venues");
      this.renderer = L.canvas({ pane: PANE, padding: 0.2 });
    }

    set(features) {
      this.venues = features;
      this.repaint();
    }

    /** The room that their marks take, in pixels of the map's layers. */
    rooms() {
      return this.venues.map(({ geometry: { coordinates: [longitude, latitude] } }) => {
        const { x, y } = this.map.latLngToLayerPoint([latitude, longitude]);
        return { west: x - ROOM_PX, north: y - ROOM_PX, east: x + ROOM_PX, south: y + ROOM_PX };
      });
    }

    repaint() {
      this.marks.forEach((mark) => mark.remove());
      this.marks = [];
      const { ink, paper } = Lokality.palette.ground;
      const colour = Lokality.palette.ofKind("gambling_venue");
      for (const { geometry, properties } of this.venues) {
        const [longitude, latitude] = geometry.coordinates;
        const fill = properties.hit && !properties.limited ? { fillColor: colour, color: ink } : { fillColor: paper, color: colour };
        if (properties.near) this.mark([latitude, longitude], { radius: 9, fill: false, color: ink, weight: 1.5, dashArray: "3 3" });
        this.mark([latitude, longitude], { radius: 5, fillOpacity: 1, weight: 2, ...fill });
        if (properties.limited) this.add(new HalfMark([latitude, longitude], { ...this.shared(), radius: 5, stroke: false, fillColor: colour, fillOpacity: 1 }));
      }
    }

    mark(at, options) {
      this.add(L.circleMarker(at, { ...options, ...this.shared() }));
    }

    add(mark) {
      this.marks.push(mark.addTo(this.map));
    }

    shared() {
      return { pane: PANE, renderer: this.renderer, interactive: false, pmIgnore: true, snapIgnore: true };
    }
  }

  Lokality.Venues = Venues;
})((window.Lokality = window.Lokality || {}));
