// Comforts of reading; without it every page says the same. Appearance and size of text are remembered, a figure says what it is
// when pointed at, touched or focused, and copied text is plain.
"use strict";
(() => {
  const root = document.documentElement;
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* kept for this page */ } },
  };

  // —— Appearance and size ——

  const panel = document.getElementById("_reading");
  if (panel) {
    const buttons = [...panel.querySelectorAll("[data-set]")];
    const show = () => buttons.forEach((button) => {
      const [name, value] = button.dataset.set.split(":");
      button.setAttribute("aria-pressed", String((root.dataset[name] ?? "") === value));
    });
    panel.addEventListener("click", (event) => {
      const button = event.target.closest("[data-set]");
      if (!button) return;
      const [name, value] = button.dataset.set.split(":");
      if (value) root.dataset[name] = value; else delete root.dataset[name];
      store.set(`yearbook-${name}`, value);
      show();
    });
    addEventListener("storage", (event) => {
      const name = /^yearbook-(theme|size)$/.exec(event.key ?? "")?.[1];
      if (!name) return;
      if (event.newValue) root.dataset[name] = event.newValue; else delete root.dataset[name];
      show();
    });
    document.addEventListener("click", (event) => { if (!panel.contains(event.target)) panel.open = false; });
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      panel.open = false;
      panel.querySelector("summary").focus();
    });
    panel.hidden = false;
    show();
  }

  // —— What a figure is ——

  const trace = document.getElementById("_trace");
  const plain = (node) => (node?.textContent ?? "").replace(/\u2060/g, "").trim();
  let shown = null;

  // 乐山市2023年 脱贫人口人均纯收入 同比: said by the figure itself, or by its row and column.
  const subject = (figure) => {
    if (figure.dataset.of) return figure.dataset.of;
    const cell = figure.closest("td");
    const heading = cell ? cell.parentElement.querySelector("th a, th") : figure.closest("div")?.querySelector("dt a, dt");
    const column = cell?.closest("table").tHead?.rows[0].cells[cell.cellIndex];
    const parts = [figure.closest("[data-of]")?.dataset.of, plain(heading), plain(column?.querySelector("a") ?? column)];
    return parts.filter(Boolean).join(" ");
  };
  const sources = (figure) => (figure.dataset.source ?? "").split(" ").filter(Boolean)
    .map((number) => plain(document.querySelector(`#source-${number} > :first-child`))).filter(Boolean).join("；");
  const place = (figure) => {
    const at = figure.getClientRects()[0] ?? figure.getBoundingClientRect();
    const room = root.clientWidth - trace.offsetWidth - 8;
    trace.style.left = `${scrollX + Math.max(8, Math.min(at.left, room))}px`;
    const below = at.bottom + 6 + trace.offsetHeight < innerHeight || at.top < trace.offsetHeight + 6;
    trace.style.top = `${scrollY + (below ? at.bottom + 6 : at.top - trace.offsetHeight - 6)}px`;
  };
  const show = (figure) => {
    if (shown === figure) return;
    hide();
    const say = {
      of: subject(figure), value: figure.dataset.bound ? "" : figure.dataset.unit === undefined && !figure.dataset.recipe ? figure.value : `${figure.value}${figure.dataset.unit ?? ""}`,
      how: figure.dataset.how, source: sources(figure), forecast: figure.dataset.forecast,
    };
    for (const part of trace.querySelectorAll("[data-say]")) {
      const text = say[part.dataset.say] ?? "";
      part.textContent = text;
      (part.closest("dl > div") ?? part).hidden = !text;
    }
    trace.hidden = false;
    place(figure);
    figure.setAttribute("aria-describedby", "_trace");
    shown = figure;
  };
  const hide = () => {
    if (!shown) return;
    shown.removeAttribute("aria-describedby");
    trace.hidden = true;
    shown = null;
  };

  if (trace) {
    for (const figure of document.querySelectorAll("data")) {
      figure.dataset.how = figure.title || trace.dataset.reported;
      // Every number of a text is a stop; in a table, those that were computed.
      figure.tabIndex = figure.closest("td") && !figure.title ? -1 : 0;
      figure.removeAttribute("title");
    }
    const figureAt = (event) => event.target.closest?.("data");
    document.addEventListener("pointerover", (event) => {
      if (event.pointerType !== "mouse") return;
      const figure = figureAt(event);
      if (figure) show(figure);
      else if (!trace.contains(event.target) && shown !== document.activeElement) hide();
    });
    document.addEventListener("focusin", (event) => { const figure = figureAt(event); if (figure) show(figure); else hide(); });
    document.addEventListener("pointerdown", (event) => { if (!figureAt(event) && !trace.contains(event.target)) hide(); });
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
    addEventListener("resize", hide);
  }

  // —— Copying and printing ——

  document.addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!event.clipboardData || !String(selection).includes("\u2060")) return;
    const box = document.createElement("div");
    for (let i = 0; i < selection.rangeCount; i++) box.append(selection.getRangeAt(i).cloneContents());
    event.clipboardData.setData("text/plain", String(selection).replace(/\u2060/g, ""));
    event.clipboardData.setData("text/html", box.innerHTML.replace(/\u2060/g, ""));
    event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
