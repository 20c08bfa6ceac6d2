/* Pointing at the map: a tip with the name, a click that chooses, a short list where several lie together. */
"use strict";

(function (Lokality) {
  const LISTED = 12; // longer lists are read beside the map, not in it

  class Pointing {
    /** `free()` says whether a click is the map's own just now (nobody draws, nobody places). */
    constructor(map, canvas, painter, words, free, choose) {
      Object.assign(this, { map, canvas, painter, words, free, choose });
      this.tip = Lokality.element("div", { className: "lokality-tip", hidden: "" });
      map.getContainer().append(this.tip);
      map.on("click", (event) => this.click(event));
      map.on("mousemove", (event) => this.move(event));
      map.on("mouseout movestart zoomstart", () => this.leave());
    }

    target(event, byFinger) {
      return this.painter.at(event.layerPoint, this.canvas._context, byFinger);
    }

    move(event) {
      if (this.waiting) return;
      this.waiting = requestAnimationFrame(() => {
        this.waiting = null;
        const target = this.free() ? this.target(event, false) : null;
        this.map.getContainer().classList.toggle("lokality-pointing", Boolean(target));
        if (!target || target.outline) this.leave();
        else this.showTip(event.containerPoint, target);
      });
    }

    leave() {
      this.tip.hidden = true;
    }

    showTip(at, target) {
      this.tip.replaceChildren(...this.linesOf(target));
      this.tip.hidden = false;
      const room = this.map.getSize();
      this.tip.style.left = `${Math.min(at.x + 14, room.x - this.tip.offsetWidth - 6)}px`;
      this.tip.style.top = `${Math.max(6, Math.min(at.y + 14, room.y - this.tip.offsetHeight - 6))}px`;
    }

    linesOf(target) {
      const line = (className, text) => Lokality.element("div", { className, text });
      if (target.cluster) {
        const { count, kinds } = target.cluster.properties;
        const heading = line("lokality-tip-name", this.words.places.replace("{count}", this.painter.count.format(count)));
        const shares = Object.entries(kinds || {})
          .sort((one, other) => other[1] - one[1])
          .map(([kind, number]) =>
            line("lokality-tip-quiet", `${this.kindName(kind)}: ${this.painter.count.format(number)}`),
          );
        return [heading, ...shares];
      }
      const [first] = target.points;
      const lines = [line("lokality-tip-name", this.nameOf(first)), line("lokality-tip-quiet", this.describe(first))];
      if (target.points.length > 1) {
        const others = this.painter.count.format(target.points.length - 1);
        lines.push(line("lokality-tip-quiet", this.words.others.replace("{count}", others)));
      }
      return lines;
    }

    nameOf({ properties }) {
      return properties.name || this.words.unnamed;
    }

    kindName(kind) {
      return this.words.kinds[kind] || kind;
    }

    describe({ layer, properties }) {
      const { kind: kinds, service_kinds: services, protected_kinds: places } = this.words;
      const kind = layer === "services" ? services[properties.service_kind] : kinds[properties.kind] || places[properties.kind];
      const state = layer === "sites" && this.words.states[properties.state];
      return [kind, state].filter(Boolean).join(" · ");
    }

    click(event) {
      if (!this.free()) return;
      this.leave();
      const byFinger = event.originalEvent && event.originalEvent.pointerType === "touch";
      const target = this.target(event, byFinger);
      if (!target) return;
      if (target.cluster) this.open(target.cluster);
      else if (target.outline) this.choose(target.outline.layer, target.outline.properties);
      else if (target.points.length === 1) this.choose(target.points[0].layer, target.points[0].properties);
      else this.offer(event.latlng, target.points);
    }

    /** Zoom in until the cluster falls apart; at the deepest zoom say what it holds. */
    open(cluster) {
      const centre = [cluster.latitude, cluster.longitude];
      if (this.map.getZoom() >= this.map.getMaxZoom()) {
        this.popup(centre, this.linesOf({ cluster }));
        return;
      }
      const deeper = Math.min(this.map.getZoom() + 2, this.map.getMaxZoom());
      if (!cluster.bounds) {
        this.map.setView(centre, deeper);
        return;
      }
      const [west, south, east, north] = cluster.bounds;
      const bounds = L.latLngBounds([south, west], [north, east]);
      // At least one step: the bounds of a cluster may be as wide as the view.
      const zoom = Math.max(this.map.getBoundsZoom(bounds, false, L.point(60, 60)), this.map.getZoom() + 1);
      this.map.setView(bounds.getCenter(), Math.min(zoom, this.map.getMaxZoom()));
    }

    /** Several places on one spot: their names as buttons. */
    offer(at, points) {
      const rows = points.slice(0, LISTED).map((point) => {
        const { kind, state } = point.properties;
        const sign = Lokality.signs.element(point.layer === "services" ? "service" : kind, state);
        const button = Lokality.element("button", { className: "lokality-choice", type: "button", children: [sign] });
        button.append(
          Lokality.element("span", {
            children: [
              Lokality.element("b", { text: this.nameOf(point) }),
              Lokality.element("small", { text: this.describe(point) }),
            ],
          }),
        );
        button.addEventListener("click", () => {
          this.map.closePopup();
          this.choose(point.layer, point.properties);
        });
        return button;
      });
      if (points.length > LISTED) {
        const others = this.painter.count.format(points.length - LISTED);
        rows.push(Lokality.element("div", { className: "lokality-tip-quiet", text: this.words.others.replace("{count}", others) }));
      }
      this.popup(at, rows);
    }

    popup(at, children) {
      const content = Lokality.element("div", { className: "lokality-choices", children });
      L.popup({ className: "lokality-popup", maxWidth: 280 }).setLatLng(at).setContent(content).openOn(this.map);
    }
  }

  Lokality.Pointing = Pointing;
})((window.Lokality = window.Lokality || {}));
