/* How a frame of ours talks with Streamlit: it says that it is ready, how high it is and what was done in it, and hears
   what to show. */
"use strict";

(function (Lokality) {
  const say = (type, content) =>
    window.parent.postMessage({ isStreamlitMessage: true, type: `streamlit:${type}`, ...content }, window.location.origin);

  Lokality.frame = {
    /** Begin to listen: `show(args)` is called at every run of the page. */
    begin(show) {
      window.addEventListener("message", ({ data, source, origin }) => {
        if (source !== window.parent || origin !== window.location.origin || data?.type !== "streamlit:render") return;
        this.retheme(data.theme);
        show(data.args);
      });
      say("componentReady", { apiVersion: 1 });
      new ResizeObserver(() => say("setFrameHeight", { height: Math.ceil(document.querySelector("main").offsetHeight) }))
        .observe(document.querySelector("main"));
    },

    /** Tell the page what was done. */
    tell(value) {
      say("setComponentValue", { value, dataType: "json" });
    },

    retheme(theme) {
      if (!theme) return;
      const style = document.documentElement.style;
      style.colorScheme = theme.base === "dark" ? "dark" : "light";
      style.setProperty("--ink", theme.textColor);
      style.setProperty("--paper", theme.backgroundColor);
      style.setProperty("--ground", theme.secondaryBackgroundColor);
      style.setProperty("--accent", theme.primaryColor);
    },
  };
})((window.Lokality = window.Lokality || {}));
