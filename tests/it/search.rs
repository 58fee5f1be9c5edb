//! Search in the sample: one run of Chromium types queries into the search page, as opened from the disk, and says what it
//! finds. The table of queries is told in `docs/search.md`.

use crate::world::World;
use serde_json::{Value, json};
use std::process::Command;
use std::{fs, path::Path};

/// What is typed, and a result that must be among the first five of its group: the group, where it leads and a part of what it
/// says.
const QUERIES: [(&str, &str, &str, &str); 24] = [
    // Parts of sentences.
    ("监测对象", "reports", "reports/2023/leshan-seven-years-good/index.html#table-1", "监测对象　3449户10424人"),
    (
        "识别监测对象",
        "reports",
        "reports/2023/leshan-seven-years-good/index.html#s1",
        "全市累计识别监测对象3449户10424人",
    ),
    ("红心猕猴桃", "reports", "reports/2023/cangxi-linking-revitalisation/index.html", "嘉陵江穿县而过"),
    ("太行东麓", "reports", "reports/2023/hebi-steady-steps/index.html", "太行东麓、淇河两岸"),
    ("执行“四个不摘”", "reports", "reports/2021/suining-revitalisation-overview/index.html#s1-1", "严格执行“四个不摘”"),
    // Names and other names of indicators.
    ("农民人均可支配收入", "indicators", "indicators/rural-disposable-income/index.html", "农村居民人均可支配收入"),
    ("新识别监测对象", "indicators", "indicators/monitored-new/index.html", "新增监测对象"),
    ("小额信贷", "indicators", "indicators/microcredit/index.html", "脱贫人口小额信贷"),
    ("ＧＤＰ", "indicators", "indicators/gdp/index.html", "地区生产总值"),
    ("脱贫人口收入", "indicators", "indicators/lifted-net-income/index.html", "脱贫人口人均纯收入"),
    // Places: short names, former names, codes, initials.
    ("乐山", "regions", "regions/511100/index.html", "乐山市"),
    ("峨边", "regions", "regions/511132/index.html", "峨边彝族自治县"),
    ("射洪县", "regions", "regions/510981/index.html", "射洪市"),
    ("511100", "regions", "regions/511100/index.html", "乐山市"),
    ("ls", "regions", "regions/511100/index.html", "乐山市"),
    // Figures in any scale.
    (
        "1.63亿元",
        "figures",
        "regions/511100/2023/index.html#rural-allowance-funds",
        "乐山市 2023年 农村低保资金 1.63亿元",
    ),
    (
        "16,300 万元",
        "figures",
        "regions/511100/2023/index.html#rural-allowance-funds",
        "乐山市 2023年 农村低保资金 1.63亿元",
    ),
    (
        "163000000",
        "figures",
        "regions/511100/2023/index.html#rural-allowance-funds",
        "乐山市 2023年 农村低保资金 1.63亿元",
    ),
    (
        "1.63 亿",
        "figures",
        "regions/511100/2023/index.html#rural-allowance-funds",
        "乐山市 2023年 农村低保资金 1.63亿元",
    ),
    ("10424人", "figures", "regions/511100/2023/index.html#monitored", "乐山市 2023年 监测对象 3449户10424人"),
    // Years and several words.
    ("乐山 2023", "regions", "regions/511100/2023/index.html", "乐山市2023年数据"),
    ("乐山 东西部协作资金", "figures", "regions/511100/2023/index.html#east-west-funds", "东西部协作资金 1.67亿元"),
    ("乐山2023年东西部协作资金是多少", "figures", "regions/511100/2023/index.html#east-west-funds", "1.67亿元"),
    ("丰都 消费帮扶 2024 目标", "figures", "regions/500230/2024/index.html#consumption-aid", "2.5亿元以上目标值"),
];

/// Types each query and waits until the page says what it found; keeps the results, and whether an input method was left alone.
const DRIVER: &str = r#"
const said = document.getElementById('status'), box = document.getElementById('results'), field = document.getElementById('query');
const answer = act => new Promise(done => {
  new MutationObserver((_, watch) => { if (said.textContent) { watch.disconnect(); done(said.textContent); } }).observe(said, { childList: true });
  act();
});
const type = (text, isComposing) => { field.value = text; field.dispatchEvent(new InputEvent('input', { isComposing })); };
const found = said => ({ said, markup: box.querySelectorAll('img,script').length,
  groups: Object.fromEntries([...box.querySelectorAll('section:not([hidden])')].map(section => [
    ['figures', 'indicators', 'regions', 'reports'].find(name => box.dataset[name] === section.firstChild.textContent),
    [...section.querySelectorAll('li')].map(li => [li.querySelector('a').getAttribute('href'), li.textContent, [...li.querySelectorAll('mark')].map(mark => mark.textContent).join(' ')])])) });
(async () => {
  const all = [];
  for (const query of QUERIES) all.push(found(await answer(() => { field.value = query; document.getElementById('search').requestSubmit(); })));
  type('乐', true);
  await new Promise(done => setTimeout(done, 1000));
  const composing = said.textContent;
  const composed = await answer(() => { field.value = '遂宁'; field.dispatchEvent(new CompositionEvent('compositionend')); });
  const down = key => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  field.focus(); down('ArrowDown');
  const keyboard = [document.activeElement.textContent];
  down('Escape');
  keyboard.push(document.activeElement.id);
  const pre = document.createElement('pre');
  pre.textContent = 'FOUND' + btoa(unescape(encodeURIComponent(JSON.stringify({ all, before: all.at(-1).said, composing, composed, keyboard })))) + 'END';
  document.body.append(pre);
})();
"#;

/// What Chromium's page holds after its scripts ran, from the disk.
fn page_after_scripts(address: &str) -> String {
    let profile = tempfile::tempdir().unwrap();
    let flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=600000", "--dump-dom"];
    let mut chromium = Command::new("chromium");
    let said = chromium.args(flags).arg(format!("--user-data-dir={}", profile.path().display())).arg(address).output();
    let said = said.expect("chromium is there: make setup-tests");
    String::from_utf8(said.stdout).unwrap()
}

/// Searches a built site; adds a page of our own beside the search page.
fn search(out: &Path, queries: &[&str]) -> Value {
    let page = fs::read_to_string(out.join("search/index.html")).unwrap();
    let driver = DRIVER.replace("QUERIES", &json!(queries).to_string());
    fs::write(out.join("search/driver.js"), driver).unwrap();
    let page = page.replace("</body>", "<script src=\"driver.js\" defer></script></body>");
    fs::write(out.join("search/driven.html"), page).unwrap();
    let dom = page_after_scripts(&format!("file://{}/search/driven.html", out.display()));
    let found = dom.split_once("FOUND").and_then(|(_, rest)| rest.split_once("END")).expect("the page has searched").0;
    serde_json::from_slice(&decoded(found)).unwrap()
}

/// From Base64.
fn decoded(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = |c: u8| LETTERS.iter().position(|letter| *letter == c).map(|i| i as u32);
    let sextets: Vec<u32> = text.bytes().filter_map(bits).collect();
    let bytes = sextets.chunks(4).flat_map(|four| {
        let all = four.iter().fold(0, |all, six| all << 6 | six) << (6 * (4 - four.len()));
        all.to_be_bytes()[1..four.len()].to_vec()
    });
    bytes.collect()
}

#[test]
fn queries_find_what_they_mean() {
    let world = World::sample();
    world.build();
    let typed: Vec<&str> =
        QUERIES.iter().map(|(query, ..)| *query).chain(["<img src=x>监测对象", "没有这样的话"]).collect();
    let found = search(&world.out(), &typed);
    let mut wrong = Vec::new();
    for (i, (query, group, href, says)) in QUERIES.iter().enumerate() {
        let here = &found["all"][i];
        let results = here["groups"][group].as_array().map_or(&[][..], Vec::as_slice);
        let fits = |result: &Value| {
            let text = |at: usize| result[at].as_str().unwrap_or_default().to_string();
            text(0) == format!("../{href}") && text(1).contains(says)
        };
        if !results.iter().take(5).any(fits) {
            wrong.push(format!("{query}: {results:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), QUERIES.len(), wrong.join("\n"));
    let hit = &found["all"][1]["groups"]["reports"][0];
    assert_eq!(hit[2], "识别监测对象", "the hit is marked");
    assert!(found["all"].as_array().unwrap().iter().all(|all| all["markup"] == 0));
    assert_eq!(found["before"], "没有找到“没有这样的话”。");
    assert_eq!(found["composing"], found["before"], "a syllable that is not finished is not searched");
    assert!(found["composed"].as_str().unwrap().contains("条"));
    assert_eq!(found["keyboard"], json!(["遂宁市", "query"]));
}

/// The form in the head of every page leads to the search page with what was typed.
#[test]
fn an_address_searches_and_reads_little() {
    let world = World::sample();
    world.build();
    let home = fs::read_to_string(world.out().join("index.html")).unwrap();
    assert!(home.contains("action=\"search/index.html\""));
    let address = format!("file://{}/search/index.html?q=%E7%9B%91%E6%B5%8B%E5%AF%B9%E8%B1%A1", world.out().display());
    let dom = page_after_scripts(&address);
    assert!(dom.contains("乐山市 2023年 监测对象 3449户10424人"));
    let loaded = dom.split("<script src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let files: Vec<u64> =
        loaded.map(|name| fs::metadata(world.out().join("search").join(name)).unwrap().len()).collect();
    assert!(files.len() > 3 && files.iter().sum::<u64>() < 300_000, "{files:?}");
    // Without scripts the page is a list of everything.
    let page = fs::read_to_string(world.out().join("search/index.html")).unwrap();
    for link in ["indicators/gdp", "regions/511100", "reports/2024/fengdu-work-points"] {
        assert!(page.contains(&format!("<a href=\"../{link}/index.html\">")), "{link}");
    }
}
