/* A canvas over the map, moved and scaled with it by Leaflet; the painter draws on it after each move. */
"use strict";

(function (Lokality) {
  /* Made on first use: this file is loaded with Leaflet, but says nothing about the order. */
  Lokality.makeCanvas = function (paint, pane = "overlayPane") {
    const Canvas = L.Renderer.extend({
      options: { padding: 0.15, pane, interactive: false },

      _initContainer() {
        this._container = document.createElement("canvas");
        this._container.className = "lokality-canvas";
        this._container.setAttribute("aria-hidden", "true");
        this._context = this._container.getContext("2d");
      },

      _destroyContainer() {
        this._container.remove();
        delete this._container;
      },

      _updatePaths() {},

      _update() {
        if (this._map._animatingZoom && this._bounds) return;
        L.Renderer.prototype._update.call(this);
        const ratio = window.devicePixelRatio || 1;
        const size = this._bounds.getSize();
        L.DomUtil.setPosition(this._container, this._bounds.min);
        this._container.width = Math.round(size.x * ratio);
        this._container.height = Math.round(size.y * ratio);
        this._container.style.width = `${size.x}px`;
        this._container.style.height = `${size.y}px`;
        this.repaint();
      },

      /** Paint now, for the present view. */
      repaint() {
        if (!this._map || !this._bounds || this._map._animatingZoom) return;
        const ratio = window.devicePixelRatio || 1;
        const context = this._context;
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.clearRect(0, 0, this._container.width, this._container.height);
        context.scale(ratio, ratio);
        context.translate(-this._bounds.min.x, -this._bounds.min.y);
        const origin = this._map.getPixelOrigin();
        const scale = Math.pow(2, this._map.getZoom());
        paint(context, {
          bounds: this._bounds,
          ratio,
          zoom: this._map.getZoom(),
          toX: (x) => x * scale - origin.x,
          toY: (y) => y * scale - origin.y,
        });
      },
    });
    return new Canvas();
  };
})((window.Lokality = window.Lokality || {}));
