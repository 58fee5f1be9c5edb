// What a page of `yearbook serve` has besides itself: it keeps a line to the server, loads itself again where it has changed, at the same
// place, and shows the findings that belong to it. Published pages do not have it.
(() => {
  const own = document.currentScript;
  const { page, mark } = own.dataset;
  const KEPT = "yearbook-live";
  const FOLDED = "yearbook-live-folded";

  /** What the reader sees and reloading would lose: the place, and what is unfolded. */
  const keep = () => {
    const open = [...document.querySelectorAll("details")].map((part) => part.open);
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY, open }));
  };
  const giveBack = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    if (!kept || kept.path !== location.pathname) return;
    const parts = [...document.querySelectorAll("details")];
    if (parts.length === kept.open.length) parts.forEach((part, i) => { part.open = kept.open[i]; });
    const move = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    move();
    addEventListener("load", move, { once: true });
  };

  const make = (name, kind, ...inside) => {
    const part = document.createElement(name);
    if (kind) part.className = kind;
    part.append(...inside.filter((piece) => piece !== ""));
    return part;
  };
  const STYLE = `
    :host { all: initial; color-scheme: light dark; --red: light-dark(#b3261e, #ff8a80); }
    @media print { :host { display: none } }
    section { position: fixed; z-index: 2147483647; right: 0; bottom: 0; left: 0; max-height: 45vh; overflow: auto; box-sizing: border-box;
      padding: .75rem 1.25rem 1rem; border-top: 3px solid var(--red); background: Canvas; color: CanvasText; font: 16px/1.6 sans-serif }
    .folded { left: auto; right: 1rem; bottom: 1rem; padding: 0; border: 0 }
    header { display: flex; gap: 1rem; align-items: baseline; justify-content: space-between }
    button { font: inherit; color: inherit; background: Canvas; border: 1px solid; border-radius: 0; padding: .2rem .8rem; min-height: 44px; cursor: pointer }
    button:focus-visible { outline: 3px solid var(--red) }
    h2, h3, p, pre { margin: .4rem 0; font-size: 1rem } h3 { font-weight: 400; opacity: .75 }
    li { margin: .6rem 0 } ul { margin: 0; padding: 0; list-style: none }
    pre { overflow: auto; padding: .3rem .6rem; border-left: 3px solid; font-family: monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    mark { background: none; color: inherit; text-decoration: underline wavy var(--red) }
    .error b { color: var(--red) } code { overflow-wrap: anywhere }
  `;
  const host = make("yearbook-live");
  const root = host.attachShadow({ mode: "open" });
  const finding = (one) =>
    make("li", one.severity,
      make("p", "", make("b", "", `${one.word} `), one.message),
      make("p", "", make("code", "", one.line ? `${one.file}:${one.line}` : one.file)),
      one.line ? make("pre", "", one.before, make("mark", "", one.marked), one.after) : "",
      one.help ? make("p", "", one.help) : "");

  const show = (overlay) => {
    const list = overlay.groups.map((group) => [make("h3", "", group.title), make("ul", "", ...group.findings.map(finding))]).flat();
    if (!overlay.state && list.length === 0) return host.remove();
    const said = JSON.stringify(overlay);
    const draw = (isOpen) => {
      const title = overlay.title || overlay.state;
      const button = make("button", "", isOpen ? overlay.close : title);
      button.type = "button";
      button.setAttribute("aria-expanded", String(isOpen));
      button.addEventListener("click", () => {
        sessionStorage.setItem(FOLDED, JSON.stringify({ said, isOpen: !isOpen }));
        draw(!isOpen);
        root.querySelector("button").focus();
      });
      const whole = make("section", isOpen ? "open" : "folded");
      whole.setAttribute("aria-label", title);
      whole.setAttribute("aria-live", "polite");
      if (isOpen) {
        whole.append(make("header", "", make("h2", "", overlay.title), button), overlay.state ? make("p", "state", overlay.state) : "", ...list);
        if (overlay.more) whole.append(make("p", "", overlay.more));
      } else {
        whole.append(button);
      }
      root.replaceChildren(make("style", "", STYLE), whole);
      if (!host.isConnected) document.documentElement.append(host);
    };
    const folded = JSON.parse(sessionStorage.getItem(FOLDED) ?? "null");
    draw(folded?.said === said ? folded.isOpen : overlay.open);
  };

  let line = null;
  let shown = null;
  const listen = () => {
    line = new EventSource(`/.yearbook/events?page=${encodeURIComponent(page)}`);
    line.onmessage = (event) => {
      const now = JSON.parse(event.data);
      if (now.mark !== mark) {
        line.close();
        keep();
        location.reload();
        return;
      }
      shown = now.overlay;
      show(shown);
    };
    line.onerror = () => {
      if (shown) show({ ...shown, title: shown.lost, state: shown.lost, groups: [], more: "", open: false });
    };
  };
  // A browser keeps few lines to one server: only pages that are seen have one.
  const follow = () => {
    if (document.visibilityState === "visible") {
      if (!line || line.readyState === EventSource.CLOSED) listen();
    } else {
      line?.close();
    }
  };
  giveBack();
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", () => line?.close());
  addEventListener("pageshow", follow);
  follow();
})();
