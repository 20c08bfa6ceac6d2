/* A marker that a tap places and a finger drags, and the browser's own position with its accuracy. */
"use strict";

(function (Lokality) {
  const PIN = "M14 1C6.8 1 1 6.8 1 14 1 23.5 14 39 14 39S27 23.5 27 14C27 6.8 21.2 1 14 1Z";
  const TARGET = "M12 2V6M12 18V22M2 12H6M18 12H22M12 7.5A4.5 4.5 0 1 1 12 16.5 4.5 4.5 0 1 1 12 7.5Z";
  const LOCATING_MS = 15000;

  function pin() {
    return L.divIcon({
      className: "lokality-pin",
      iconSize: [28, 40],
      iconAnchor: [14, 39],
      html: `<svg viewBox="0 0 28 40" aria-hidden="true"><path d="${PIN}"/><circle cx="14" cy="14" r="5"/></svg>`,
    });
  }

  class Placing {
    constructor(map, words, tapped) {
      this.map = map;
      this.words = words;
      this.tapped = tapped;
      this.marker = null;
      this.tool = false; // whether a tap places
      map.on("click", (event) => this.tool && this.place(event.latlng.wrap()));
    }

    place(position) {
      this.set([position.lat, position.lng]);
      this.tapped({ lat: position.lat, lon: position.lng });
    }

    /** Show the marker at [latitude, longitude], or none. */
    set(position) {
      if (!position) {
        if (this.marker) this.marker.remove();
        this.marker = null;
        return;
      }
      if (!this.marker) {
        this.marker = L.marker(position, { icon: pin(), draggable: true, title: this.words.marker, alt: this.words.marker });
        this.marker.addTo(this.map).on("dragend", () => this.place(this.marker.getLatLng().wrap()));
      }
      this.marker.setLatLng(position);
    }
  }

  class Locating {
    constructor(map, words, note, located) {
      Object.assign(this, { map, words, note, located });
      this.button = Lokality.iconButton(TARGET, words.locate, () => this.ask());
      const bar = Lokality.element("div", { className: "lokality-bar leaflet-bar", children: [this.button] });
      Lokality.control(map, "topleft", bar);
    }

    ask() {
      if (!navigator.geolocation) {
        this.note(this.words.locate_unavailable);
        return;
      }
      this.button.setAttribute("aria-busy", "true");
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => this.show(coords),
        (problem) => {
          this.button.removeAttribute("aria-busy");
          const refused = problem.code === problem.PERMISSION_DENIED;
          this.note(refused ? this.words.locate_refused : this.words.locate_unavailable);
        },
        { enableHighAccuracy: true, timeout: LOCATING_MS, maximumAge: 5000 },
      );
    }

    show({ latitude, longitude, accuracy }) {
      this.button.removeAttribute("aria-busy");
      this.note("");
      if (this.circle) this.circle.remove();
      const style = { color: "#0F5C63", weight: 1.5, fillOpacity: 0.12, interactive: false };
      this.circle = L.circle([latitude, longitude], { radius: accuracy, ...style }).addTo(this.map);
      this.map.fitBounds(this.circle.getBounds(), { maxZoom: 18 });
      this.located({ lat: latitude, lon: longitude, accuracy_m: accuracy });
    }
  }

  Lokality.Placing = Placing;
  Lokality.Locating = Locating;
})((window.Lokality = window.Lokality || {}));
