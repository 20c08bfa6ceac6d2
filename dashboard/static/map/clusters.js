/* A cluster: the count of its places in a ring that shows the share of each kind. */
"use strict";

(function (Lokality) {
  const SMALLEST = 15;
  const LARGEST = 27;

  /** Radius in CSS pixels of a cluster of so many places. */
  Lokality.clusterRadius = function (count) {
    return Math.min(LARGEST, SMALLEST + 3 * Math.log10(Math.max(1, count)));
  };

  /** Shortest honest text of a count: all digits to 99 999, then thousands. */
  Lokality.clusterText = function (count, format, thousands) {
    if (count < 100000) return format.format(count);
    return thousands.replace("{count}", format.format(Math.round(count / 1000)));
  };

  Lokality.paintCluster = function (context, x, y, properties, text) {
    const radius = Lokality.clusterRadius(properties.count);
    const { paper, ink } = Lokality.palette.ground;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fillStyle = paper;
    context.fill();
    const kinds = Object.entries(properties.kinds || {}).sort((one, other) => other[1] - one[1]);
    const total = kinds.reduce((sum, [, count]) => sum + count, 0) || 1;
    let from = -Math.PI / 2;
    context.lineWidth = 4;
    for (const [kind, count] of kinds) {
      const to = from + (2 * Math.PI * count) / total;
      context.beginPath();
      context.arc(x, y, radius - 2, from, to);
      context.strokeStyle = Lokality.palette.ofKind(kind);
      context.stroke();
      from = to;
    }
    context.fillStyle = ink;
    context.font = '600 11px "Source Sans", system-ui, sans-serif';
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, x, y + 0.5);
  };
})((window.Lokality = window.Lokality || {}));
