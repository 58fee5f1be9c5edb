// Search: reads the small files of the index as scripts, since a page on a disk may load nothing else, and puts results in the place
// of the lists. src/render/web/search makes the files and tells what is in them.
'use strict';
(() => {
  const [form, input, said, results, lists] = ['search', 'query', 'status', 'results', 'lists'].map(id => document.getElementById(id));
  const words = results.dataset, asked = {}, arrived = {};
  window.yearbookSearch = (name, data) => { arrived[name] = data; };
  const load = name => asked[name] ??= new Promise((done, failed) => document.head.append(Object.assign(document.createElement('script'), {
    src: name + '.js', onload: () => done(arrived[name]), onerror: () => { delete asked[name]; failed(name); },
  })));

  // As in normal.rs: half-width, small letters, and only what is kept is compared.
  const KEPT = /[0-9a-z%‰\u00c0-\u02af\u0370-\u1fff\u3005-\u3007\u3040-\ufaff\u{10000}-\u{10ffff}]|\.(?=\d)/gu;
  const flat = text => text.replace(/[！-～]/g, c => String.fromCharCode(c.charCodeAt() - 65248)).toLowerCase();
  const kept = text => (flat(text).match(KEPT) || []).join('');
  const keyed = (kind, key) => load(`${kind}-${[...key].reduce((hash, c) => (hash * 31 + c.codePointAt()) % 2 ** 32, 0) % index[kind]}`);
  const partOf = (starts, wanted) => Math.max(0, starts.findLastIndex(start => start <= wanted));
  const say = (word, places) => word.replace(/{(\w+)}/g, (_, name) => places[name]);

  let index;
  const open = async () => {
    const read = await load('directory'), [first, last] = read.years;
    index ??= {
      ...read, units: [...read.units.map(kept), '年'], years: Array.from({ length: last - first + 1 }, (_, n) => last - n),
      indicators: read.indicators.map(([name, slug, domain, aliases, initials, isEmpty], i) => ({ i, name, slug, domain, aliases, initials, isEmpty, names: [name, ...aliases.split(' ')].map(kept).filter(Boolean) })),
      regions: read.regions.map(([code, name, short, above, years, initials, before], i) => ({
        i, code, name, above, initials, before, names: [name, short || name.slice(0, -1)].map(kept).filter(n => n[1]),
        has: year => years.split(',').some(run => { const [from, to = from] = run.split('-'); return from && year >= from && year <= to; }),
      })),
    };
  };

  // 1.63亿元 and 16300万元 have the key 163000000.
  const quantities = text => [...text.matchAll(/(\d+)\.?(\d*)[余多]?(万?亿|万)?[余多]?/g)].map(found => {
    const [all, whole, part, scale] = found, zeros = { 万: 4, 亿: 8, 万亿: 12 }[scale] || 0, digits = whole + part.padEnd(zeros, 0), point = whole.length + zeros;
    const key = `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/^0+(?=\d)|\.?0*$/g, ''), end = found.index + all.length;
    const unit = index.units.find(name => text.startsWith(name, end)) || '';
    return { all, key, unit, typed: text.slice(found.index, end + unit.length) };
  });

  // Places, years, values, and terms that may name an indicator; `words` are what a text must have.
  const parse = typed => {
    const found = [], years = [], values = [], terms = [], words = [], { indicators, regions } = index;
    const names = regions.flatMap(region => region.names).sort((a, b) => b.length - a.length);
    const joined = flat(typed).replace(/(\d),(?=\d{3})/g, '$1').replace(/(\d)\s*([万亿]*)\s*(?=[万亿元%])/g, '$1$2');
    for (const word of joined.split(/\s+/).map(kept).filter(Boolean)) {
      const coded = regions.filter(({ code, initials }) => code === word || initials === word), isName = [...indicators, ...regions.filter(({ names }) => names.some(name => /\d/.test(name)))].some(one => one.names.some(name => name.includes(word)));
      found.push(...coded);
      if (coded[0]) continue;
      const text = [];
      let rest = word;
      for (const value of isName ? [] : quantities(word)) {
        const year = /^年?$/.test(value.unit) && index.years.find(year => value.all === `${year}`);
        rest = rest.replace(value.typed, ' ');
        if (year) years.push(year);
        else values.push(value), text.push(value.typed);
      }
      for (let term of rest.split(' ')) {
        const name = names.find(name => term === name) || !isName && names.find(name => term.startsWith(name) || term.endsWith(name));
        if (name) found.push(...regions.filter(region => region.names.includes(name)));
        term = term.replace(name, '').replace(/^的|的$|[的是有为共]*多少$/g, '');
        if (term) terms.push(term), text.push(term);
      }
      // What is nothing but terms and values stands in texts as it was typed.
      words.push(...text.join('').length < word.length ? text : [word]);
    }
    const isSpread = (term, name) => { let at = -1; return term[2] && [...term].every(c => (at = name.indexOf(c, at + 1)) >= 0); };
    const far = (term, one) => one.initials === term ? 1 : Math.min(...one.names.map(name => name === term ? 0 : name.startsWith(term) ? 1 : name.includes(term) ? 2 : isSpread(term, name) ? 9 : 99));
    // What names no indicator, beside what does, is for texts alone: 消费帮扶 目标.
    const naming = terms.filter(term => indicators.some(one => far(term, one) < 99));
    const scored = indicators.map(one => [naming.reduce((sum, term) => sum + far(term, one), naming[0] ? 0 : 99), one]).sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length);
    return {
      years, values, terms, words,
      // A place is also what it was before, and after.
      regions: regions.filter(one => found.some(region => region === one || region.before === one.i || one.before === region.i)),
      indicators: scored.filter(([far]) => far < (scored[0]?.[0] < 9 ? 9 : 99)).map(([, one]) => one),
    };
  };

  // The groups, each a stream of results.
  const yearPage = (region, year) => `regions/${region.code}/${year}/index.html`;
  const figure = (at, text) => {
    const { regions, years } = index, above = Math.floor(at / regions.length), [value, detail] = text.split('\t');
    const region = regions[at % regions.length], year = years[above % years.length], indicator = index.indicators[Math.floor(above / years.length)];
    return { region, year, indicator, href: `${yearPage(region, year)}#${indicator.slug}`, title: `${region.name} ${say(words.year, { year })} ${indicator.name} ${value}`, detail };
  };
  async function* figures({ values, indicators, regions, terms, years }) {
    const fits = one => (!terms[0] || indicators.includes(one.indicator)) && (!regions[0] || regions.includes(one.region)) && (!years[0] || years.includes(one.year));
    let found;
    for (const { key, unit } of values) {
      const here = new Map();
      let text, isIt;
      for (const entry of await keyed('values', key)) {
        if (entry.length) isIt = quantities(kept(text = entry)).some(one => one.key === key && one.unit.startsWith(unit));
        else if (isIt && (!found || found.has(entry + text))) here.set(entry + text, figure(entry, text));
      }
      found = here;
    }
    if (found) {
      const order = one => indicators.indexOf(one.indicator);
      return yield* [...found.values()].filter(fits).sort((a, b) => order(a) - order(b) || b.year - a.year || a.region.i - b.region.i);
    }
    for (const { i } of indicators.filter(one => !one.isEmpty).slice(0, 8)) for (const year of years[0] ? years : index.years) {
      const size = index.regions.length, from = (i * index.years.length + index.years[0] - year) * size;
      for (let part = partOf(index.figures, from); index.figures[part] < from + size; part++) {
        const data = await load('figures-' + part);
        for (let k = 0, at = index.figures[part]; k < data.length; k += 2) {
          at += data[k];
          if (at >= from && at < from + size) yield* [figure(at, data[k + 1])].filter(fits);
        }
      }
    }
  }
  async function* indicators(query) {
    const named = query.values[0] ? [] : query.indicators;
    yield* named.map(({ name, slug, domain, aliases }) => ({ href: `indicators/${slug}/index.html`, title: name, detail: domain + (aliases && `　${words.aliases} ${aliases}`) }));
    for await (const one of passages(query, 0, index.definitions)) if (!named.some(({ name }) => name === one.title)) yield one;
  }
  async function* places({ regions, years, terms, values }) {
    if (values[0]) return;
    if (!regions[0] && !terms[0]) yield* years.filter(year => index.shown.includes(year)).map(year => ({ href: `years/${year}/index.html`, title: say(words.year, { year }) }));
    for (const region of regions[0] ? regions : index.regions.filter(({ name }) => terms[0] && !terms[1] && kept(name).includes(terms[0]))) {
      const before = index.regions[region.before], pages = years.filter(region.has);
      const detail = [index.regions[region.above]?.name, region.code, before && `${words.formerly} ${before.name}`].filter(Boolean).join('　');
      if (!pages[0]) yield { href: `regions/${region.code}/index.html`, title: region.name, detail };
      yield* pages.map(year => ({ href: yearPage(region, year), title: say(words.yearPage, { region: region.name, year }), detail }));
    }
  }
  async function* passages({ words, regions, years }, from, to) {
    const wanted = words[0] ? words : [...years.map(String), ...regions.slice(0, 1).map(region => region.names.at(-1))];
    // Pairs that cover each word, then those between, where many passages have the first; a key at least of the places, and of the years.
    const pairs = isOdd => wanted.flatMap(word => [...word].map((c, k, all) => c + all[k + 1]).filter((_, k, all) => k + 1 < all.length && (isOdd ? k % 2 : k % 2 < 1 || k + 2 === all.length) && k < 9)).map(pair => [pair]);
    if (!pairs()[0]) return;
    let ids;
    const narrow = async groups => {
      for (const lists of await Promise.all(groups.filter(keys => keys[0]).map(keys => Promise.all(keys.map(async key => (await keyed('pairs', key))[key] || []))))) {
        const here = new Set();
        for (const steps of lists) steps.reduce((at, step) => (here.add(at + step), at + step), 0);
        ids = (ids || [...here]).filter(id => here.has(id) && id >= from && id < to);
      }
    };
    await narrow([...pairs(), regions.flatMap(({ code, names }) => ['@' + code, ...names.map(name => name.slice(0, 2))]), years.flatMap(year => ['@' + year, `${year}`.slice(2)])]);
    if (ids.length > 50) await narrow(pairs(true));
    for (const id of ids.sort((a, b) => a - b)) {
      const part = partOf(index.texts, id), [documents, data] = await load('texts-' + part), [document, anchor, text] = data.slice(3 * (id - index.texts[part]));
      const [path, title, of, year] = documents[document], at = [];
      let plain = '';
      for (const { 0: c, index: place } of flat(text).matchAll(KEPT)) { plain += c; while (at.length < plain.length) at.push(place); }
      const hits = wanted.map(word => [plain.indexOf(word), word.length]).sort((a, b) => a[0] - b[0]);
      if (hits[0][0] >= 0 && (!regions[0] || regions.some(region => region.i === of || region.names.some(name => plain.includes(name)))) && (!years[0] || years.some(number => number === year || plain.includes(number))))
        yield { href: path + (anchor && '#' + anchor), title, ...around(text, hits.map(([start, length]) => [at[start], at[start + length - 1] + 1])) };
    }
  }
  // The sentence of the first hit.
  const around = (text, hits) => {
    const isEnd = place => /[。！？；\n]/.test(text[place] || '。');
    let [[from, to]] = hits;
    for (let n = 0; n < 80 && !isEnd(from - 1); n++) from--;
    for (let n = 0; n < 120 && !isEnd(to); n++) to++;
    const before = isEnd(from - 1) ? '' : '…';
    return { detail: before + text.slice(from, to + 1) + (isEnd(to) ? '' : '…'), marks: hits.filter(hit => hit[1] <= to).map(hit => hit.map(place => place - from + before.length)) };
  };

  const make = (inside, name, text = '') => inside.appendChild(Object.assign(document.createElement(name), { textContent: text }));
  const item = (list, { href, title, detail = '', marks = [] }) => {
    const li = make(list, 'li');
    make(li, 'a', title).href = '../' + encodeURI(href);
    if (!detail) return;
    const p = make(li, 'p');
    let from = 0;
    for (const [start, end] of marks) if (start >= from) {
      p.append(detail.slice(from, start));
      make(p, 'mark', detail.slice(start, from = end));
    }
    p.append(detail.slice(from));
  };
  let shown = '';
  const search = async typed => {
    if (typed === shown) return;
    shown = typed;
    try { history.replaceState(null, '', '?q=' + encodeURIComponent(typed)); } catch { /* Some browsers keep the address of a file. */ }
    lists.hidden = typed;
    results.hidden = !typed;
    said.textContent = '';
    try {
      await open();
      if (typed !== shown || !typed) return;
      const query = parse(typed), groups = { figures: figures(query), indicators: indicators(query), regions: places(query), reports: passages(query, index.definitions, Infinity) };
      results.replaceChildren();
      const counts = await Promise.all(Object.entries(groups).map(async ([name, stream]) => {
        const section = make(results, 'section'), group = words[name];
        section.hidden = true;
        make(section, 'h2', group);
        const list = make(section, 'ol');
        list.className = 'results';
        let next = await stream.next();
        const more = async () => {
          for (let n = 0; n < 20 && !next.done && typed === shown; n++, next = await stream.next()) item(list, next.value);
          section.hidden = !list.firstChild;
        };
        await more();
        const count = list.children.length;
        if (!next.done) make(section, 'button', words.more).onclick = async event => {
          const before = list.children.length;
          await more();
          list.children[before]?.firstChild.focus();
          if (next.done) event.target.remove();
        };
        return count && say(next.done ? words.count : words.over, { group, count });
      }));
      if (typed === shown) said.textContent = counts.filter(Boolean).join('，') || say(words.none, { q: typed });
    } catch (error) {
      shown = '';
      said.textContent = words.failed;
      console.error(error);
    }
  };

  let waiting;
  const now = () => { clearTimeout(waiting); search(input.value.trim()); };
  // What an input method has not finished is nothing to look for yet.
  const soon = event => { clearTimeout(waiting); if (!event.isComposing) waiting = setTimeout(now, 150); };
  input.oninput = soon;
  input.addEventListener('compositionend', soon);
  form.onsubmit = event => { event.preventDefault(); now(); };
  document.onkeydown = event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const stops = [input, ...results.querySelectorAll('section:not([hidden]) a')], at = stops.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const to = step ? at >= 0 && stops[at + step] : at && /^(\/|Escape)$/.test(event.key) && input;
    if (to) { event.preventDefault(); to.focus(); }
  };
  input.value = new URLSearchParams(location.search).get('q') || '';
  now();
})();
