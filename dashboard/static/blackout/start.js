/* The picture comes once; later runs of the page tell nothing that the frame does not know better. */
"use strict";

(function (Blackout, Lokality) {
  let editor;

  Lokality.frame.begin((args) => {
    if (editor) return;
    document.documentElement.lang = args.words.language;
    editor = new Blackout.Editor(args, (parts) => Lokality.frame.tell(parts));
  });
})(window.Blackout, window.Lokality);
