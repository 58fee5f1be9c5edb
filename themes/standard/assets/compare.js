// Two to four places beside each other. The address keeps the choice: ?r=511100,510900&y=2023.
"use strict";
(() => {
  const form = document.getElementById("compare");
  const output = document.getElementById("compared");
  const data = JSON.parse(document.getElementById("compare-data").textContent);
  const options = [...document.querySelectorAll("#places option")];
  const inputs = [...form.querySelectorAll("input")];
  const yearField = form.querySelector("select");
  const places = new Map(options.map((option) => [option.dataset.code, option.value]));
  const loaded = new Map();
  const make = (name, text, attributes = {}) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  // The scripts of the places call this; a place is asked for once.
  window.yearbookCompare = (code, years) => loaded.set(code, years);
  const load = (code) => loaded.has(code) ? Promise.resolve() : new Promise((done) => {
    const script = make("script", "", { src: `${data.root}compare/${code}.js` });
    script.onload = script.onerror = () => { script.remove(); done(); };
    document.head.append(script);
  });

  // By name, by code, or by the only name that begins so.
  const place = (typed) => {
    if (!typed) return undefined;
    const exact = options.find((option) => option.value === typed || option.dataset.code === typed);
    const like = options.filter((option) => option.value.startsWith(typed));
    return (exact ?? (like.length === 1 ? like[0] : undefined))?.dataset.code;
  };
  const unknown = () => inputs.map((input) => input.value.trim()).filter((typed) => typed && !place(typed));

  const chosen = () => {
    const codes = inputs.map((input) => place(input.value.trim()));
    return [...new Set(codes.filter(Boolean))];
  };
  const own = (map, key) => (map && Object.hasOwn(map, key) ? map[key] : undefined);
  const figure = (code, year, slug) => own(own(loaded.get(code), year), slug);

  const fillYears = (codes, wanted) => {
    const years = [...new Set(codes.flatMap((code) => Object.keys(loaded.get(code))))].sort().reverse();
    // The latest of the years in which they have most in common.
    const most = Math.max(...years.map((year) => shared(codes, year)));
    const year = years.includes(wanted) ? wanted : years.find((one) => shared(codes, one) === most);
    yearField.replaceChildren(...years.map((one) => make("option", one + data.year, { value: one })));
    if (year) yearField.value = year;
    return year;
  };

  const all = data.domains.flatMap(([, indicators]) => indicators.map(([slug]) => slug));
  const having = (codes, year, slug) => codes.filter((code) => figure(code, year, slug)).length;
  const shared = (codes, year) => all.filter((slug) => having(codes, year, slug) > 1).length;

  const row = (codes, year, least, [slug, name]) => {
    if (having(codes, year, slug) < least) return null;
    const figures = codes.map((code) => figure(code, year, slug));
    const values = figures.map((one) => (one?.[1] === undefined ? NaN : Number(one[1])));
    const most = Math.max(...values.filter((value) => value >= 0));
    const line = make("tr");
    const heading = line.appendChild(make("th", "", { scope: "row" }));
    heading.append(make("a", name, { href: `${data.root}indicators/${slug}/index.html` }));
    figures.forEach((one, i) => {
      const cell = line.appendChild(make("td"));
      if (!one) return;
      cell.append(make("a", one[0], { href: `${data.root}regions/${codes[i]}/${year}/index.html#${slug}` }));
      if (values[i] >= 0 && most > 0) {
        const bar = cell.appendChild(make("span", "", { class: "bar" }));
        bar.style.width = `${(values[i] / most) * 100}%`;
      }
    });
    return line;
  };

  const table = (codes, year) => {
    // What several have; where there is nothing, what each has.
    const least = shared(codes, year) ? 2 : 1;
    const table = make("table", "", { class: "data compared" });
    table.append(make("caption", `${codes.map((code) => places.get(code)).join("、")}：${year}${data.year}`, { class: "hidden" }));
    const head = table.createTHead().insertRow();
    head.append(make("th", data.indicator, { scope: "col" }));
    for (const code of codes) {
      const heading = head.appendChild(make("th", "", { scope: "col" }));
      heading.append(make("a", places.get(code), { href: `${data.root}regions/${code}/index.html` }));
    }
    for (const [domain, indicators] of data.domains) {
      const rows = indicators.map((indicator) => row(codes, year, least, indicator)).filter(Boolean);
      if (!rows.length) continue;
      const body = table.createTBody();
      const title = body.insertRow();
      title.append(make("th", domain, { scope: "rowgroup", colspan: codes.length + 1, class: "group" }));
      body.append(...rows);
    }
    return table.tBodies.length ? table : null;
  };

  const update = async (wanted) => {
    const codes = chosen();
    await Promise.all(codes.map(load));
    if (codes.join() !== chosen().join()) return;
    if (!codes.every((code) => loaded.has(code))) {
      output.replaceChildren(make("p", data.failed, { class: "nothing" }));
      return;
    }
    const year = fillYears(codes, wanted ?? yearField.value);
    const made = codes.length && year ? table(codes, year) : null;
    const box = make("div", "", { class: "scroll", role: "region", tabindex: "0" });
    if (made) box.append(made);
    const lost = unknown().map((typed) => make("p", data.unknown + typed, { class: "nothing" }));
    output.replaceChildren(...lost, made ? box : make("p", codes.length ? data.nothing : "", { class: "nothing" }));
    box.setAttribute("aria-label", made?.caption.textContent ?? "");
    const query = codes.length ? `?r=${codes.join()}${year ? `&y=${year}` : ""}` : location.pathname;
    try { history.replaceState(null, "", query); } catch { /* a folder's page keeps its address */ }
  };

  const asked = new URLSearchParams(location.search);
  (asked.get("r") ?? "").split(",").filter((code) => places.has(code)).slice(0, inputs.length)
    .forEach((code, i) => { inputs[i].value = places.get(code); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", () => update());
  form.hidden = false;
  update(asked.get("y") ?? undefined);
})();
