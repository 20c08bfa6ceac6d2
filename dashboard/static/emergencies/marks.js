/* The signs of an event: each state of an address and each call has a shape of its own; colour only helps. */
"use strict";

(function (Lokality) {
  // In a box of 18 x 18; `fill` in the colour, `hollow` with paper inside, `cut` in the colour of the paper.
  const SHAPES = {
    nobody_came: { hollow: "M9 2.5A6.5 6.5 0 1 1 9 15.5 6.5 6.5 0 1 1 9 2.5Z", colour: "quiet" },
    visited: { hollow: "M9 2.5A6.5 6.5 0 1 1 9 15.5 6.5 6.5 0 1 1 9 2.5Z", fill: "M2.5 9A6.5 6.5 0 0 0 15.5 9Z", colour: "visited" },
    still_needs: { fill: "M9 1 17 9 9 17 1 9Z", cut: "M8 4.6H10V10H8ZM8 11.4H10V13.4H8Z", colour: "needs" },
    settled: { fill: "M2 2H16V16H2Z", cutLine: "M5 9.2 8 12 13 6", colour: "settled" },
    trouble: { fill: "M9 0.5 17.8 16.5H0.2Z", cut: "M8 5.6H10V11.2H8ZM8 12.6H10V14.6H8Z", colour: "trouble" },
    need: { fill: "M2 1H16V17H2Z", cut: "M8 4H10V8H14V10H10V14H8V10H4V8H8Z", colour: "needs" },
    pair: { fill: "M5.4 2.4A2.4 2.4 0 1 1 5.4 7.2 2.4 2.4 0 1 1 5.4 2.4ZM12.6 2.4A2.4 2.4 0 1 1 12.6 7.2 2.4 2.4 0 1 1 12.6 2.4ZM1.4 15.6C1.4 10 4.2 8.4 5.4 8.4 6.6 8.4 8 9 9 10.4 10 9 11.4 8.4 12.6 8.4 13.8 8.4 16.6 10 16.6 15.6Z", colour: "accent" },
  };
  const COLOURS = {
    light: { needs: "#9A4A00", visited: "#2B5F9E", settled: "#0F7A4E", trouble: "#B3261E" },
    dark: { needs: "#F2B36B", visited: "#82B4EE", settled: "#6FCFA4", trouble: "#FF8A80" },
  };

  const colourOf = (name) => COLOURS[Lokality.palette.theme][name] || Lokality.palette.ground[name];

  /* Paint the sign with its middle at 0, 0; `several` puts a second ring around it. */
  function paint(context, name, several) {
    const shape = SHAPES[name];
    const { paper, ink } = Lokality.palette.ground;
    const colour = colourOf(shape.colour);
    context.save();
    context.translate(-9, -9);
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = paper;
    context.stroke(new Path2D(shape.fill || shape.hollow)); // holds it off the ground
    context.lineWidth = 2;
    context.strokeStyle = context.fillStyle = colour;
    if (shape.hollow) {
      context.fillStyle = paper;
      context.fill(new Path2D(shape.hollow));
      context.stroke(new Path2D(shape.hollow));
      context.fillStyle = colour;
    }
    if (shape.fill) context.fill(new Path2D(shape.fill));
    context.fillStyle = context.strokeStyle = paper;
    if (shape.cut) context.fill(new Path2D(shape.cut));
    if (shape.cutLine) context.stroke(new Path2D(shape.cutLine));
    context.restore();
    if (!several) return;
    context.beginPath();
    context.arc(0, 0, 12.5, 0, 2 * Math.PI);
    context.setLineDash([3, 2.5]);
    context.lineWidth = 2;
    context.strokeStyle = ink;
    context.stroke();
    context.setLineDash([]);
  }

  Lokality.eventMarks = {
    /** A new canvas with the sign, for the legend and for labels. `name` null: the ring of several alone. */
    element(name, several = false) {
      const ratio = window.devicePixelRatio || 1;
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 28 * ratio;
      canvas.style.width = canvas.style.height = "28px";
      canvas.setAttribute("aria-hidden", "true");
      const context = canvas.getContext("2d");
      context.scale(ratio, ratio);
      context.translate(14, 14);
      paint(context, name, several);
      return canvas;
    },

    /** Made on first use, as Leaflet may come later. A mark on a canvas of Leaflet. */
    make() {
      return (this.Mark ||= L.CircleMarker.extend({
        _updatePath() {
          const { _ctx: context } = this._renderer;
          if (!this._renderer._drawing || this._empty()) return;
          context.save();
          context.translate(this._point.x, this._point.y);
          paint(context, this.options.sign, this.options.several);
          context.restore();
        },
      }));
    },
  };
})((window.Lokality = window.Lokality || {}));
