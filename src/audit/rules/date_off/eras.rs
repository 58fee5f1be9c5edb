//! Years of a reign beside their civil years: `洪武十四年（1831年）`, `民国二十五年（1926年）`, `1867年（清乾隆三十二年）`. A reign year begins some
//! weeks after the civil one, so a difference of one year is left alone. Years before our era are not looked at.

use crate::audit::Verdicts;
use crate::model::quantity::han_number;
use crate::reading::Reading;
use std::ops::Range;

/// The reigns of which local histories speak: their names, first and last years. A name that two reigns bore stands twice.
const REIGNS: [(&str, i64, i64); 131] = [
    ("开皇", 581, 600),
    ("仁寿", 601, 604),
    ("大业", 605, 618),
    ("武德", 618, 626),
    ("贞观", 627, 649),
    ("永徽", 650, 655),
    ("显庆", 656, 661),
    ("龙朔", 661, 663),
    ("麟德", 664, 665),
    ("乾封", 666, 668),
    ("总章", 668, 670),
    ("咸亨", 670, 674),
    ("仪凤", 676, 679),
    ("垂拱", 685, 688),
    ("天授", 690, 692),
    ("神龙", 705, 707),
    ("景龙", 707, 710),
    ("开元", 713, 741),
    ("天宝", 742, 756),
    ("乾元", 758, 760),
    ("广德", 763, 764),
    ("大历", 766, 779),
    ("贞元", 785, 805),
    ("元和", 806, 820),
    ("元和", 84, 87),
    ("长庆", 821, 824),
    ("宝历", 825, 827),
    ("开成", 836, 840),
    ("会昌", 841, 846),
    ("大中", 847, 860),
    ("咸通", 860, 874),
    ("乾符", 874, 879),
    ("光启", 885, 888),
    ("乾宁", 894, 898),
    ("天复", 901, 904),
    ("建隆", 960, 963),
    ("乾德", 963, 968),
    ("乾德", 919, 924),
    ("开宝", 968, 976),
    ("太平兴国", 976, 984),
    ("雍熙", 984, 987),
    ("端拱", 988, 989),
    ("淳化", 990, 994),
    ("至道", 995, 997),
    ("咸平", 998, 1003),
    ("景德", 1004, 1007),
    ("大中祥符", 1008, 1016),
    ("天禧", 1017, 1021),
    ("天圣", 1023, 1032),
    ("明道", 1032, 1033),
    ("景祐", 1034, 1038),
    ("宝元", 1038, 1040),
    ("庆历", 1041, 1048),
    ("皇祐", 1049, 1054),
    ("至和", 1054, 1056),
    ("嘉祐", 1056, 1063),
    ("治平", 1064, 1067),
    ("熙宁", 1068, 1077),
    ("元丰", 1078, 1085),
    ("元祐", 1086, 1094),
    ("绍圣", 1094, 1098),
    ("元符", 1098, 1100),
    ("崇宁", 1102, 1106),
    ("大观", 1107, 1110),
    ("政和", 1111, 1118),
    ("宣和", 1119, 1125),
    ("靖康", 1126, 1127),
    ("建炎", 1127, 1130),
    ("绍兴", 1131, 1162),
    ("隆兴", 1163, 1164),
    ("乾道", 1165, 1173),
    ("淳熙", 1174, 1189),
    ("绍熙", 1190, 1194),
    ("庆元", 1195, 1200),
    ("嘉泰", 1201, 1204),
    ("开禧", 1205, 1207),
    ("嘉定", 1208, 1224),
    ("宝庆", 1225, 1227),
    ("绍定", 1228, 1233),
    ("端平", 1234, 1236),
    ("嘉熙", 1237, 1240),
    ("淳祐", 1241, 1252),
    ("宝祐", 1253, 1258),
    ("景定", 1260, 1264),
    ("咸淳", 1265, 1274),
    ("德祐", 1275, 1276),
    ("中统", 1260, 1264),
    ("至元", 1264, 1294),
    ("至元", 1335, 1340),
    ("元贞", 1295, 1297),
    ("大德", 1297, 1307),
    ("至大", 1308, 1311),
    ("皇庆", 1312, 1313),
    ("延祐", 1314, 1320),
    ("至治", 1321, 1323),
    ("泰定", 1324, 1328),
    ("天历", 1328, 1330),
    ("至顺", 1330, 1333),
    ("元统", 1333, 1335),
    ("至正", 1341, 1370),
    ("洪武", 1368, 1398),
    ("建文", 1399, 1402),
    ("永乐", 1403, 1424),
    ("洪熙", 1425, 1425),
    ("宣德", 1426, 1435),
    ("正统", 1436, 1449),
    ("景泰", 1450, 1457),
    ("天顺", 1457, 1464),
    ("天顺", 1328, 1328),
    ("成化", 1465, 1487),
    ("弘治", 1488, 1505),
    ("正德", 1506, 1521),
    ("正德", 1127, 1134),
    ("嘉靖", 1522, 1566),
    ("隆庆", 1567, 1572),
    ("万历", 1573, 1620),
    ("泰昌", 1620, 1620),
    ("天启", 1621, 1627),
    ("崇祯", 1628, 1644),
    ("顺治", 1644, 1661),
    ("康熙", 1662, 1722),
    ("雍正", 1723, 1735),
    ("乾隆", 1736, 1795),
    ("嘉庆", 1796, 1820),
    ("道光", 1821, 1850),
    ("咸丰", 1851, 1861),
    ("祺祥", 1861, 1861),
    ("同治", 1862, 1874),
    ("光绪", 1875, 1908),
    ("宣统", 1909, 1911),
    ("民国", 1912, 1949),
];

/// Before this year nobody counts by the Republic, and behind it 绍兴三年 is three years of a town.
const LAST_REIGN: i64 = 1911;

/// A civil year beside a reign year, with its place.
type Civil = (Range<usize>, i64);

pub fn check(reading: &Reading, verdicts: &mut Verdicts) {
    let text = reading.text();
    for (nth, (name, ..)) in REIGNS.iter().enumerate() {
        if REIGNS[..nth].iter().any(|(other, ..)| other == name) {
            continue;
        }
        for (at, _) in text.match_indices(name) {
            let start = at + name.len();
            let Some((number, end)) = reign_year(text, start) else { continue };
            let Some(civil) = behind(text, end).or_else(|| before(text, at, end)) else { continue };
            judge(reading, verdicts, (name, at..end, number), &civil);
        }
    }
}

/// The number of a reign year and where it ends: 元年, 十四年, 23年.
fn reign_year(text: &str, start: usize) -> Option<(i64, usize)> {
    const HAN: &str = "元一二三四五六七八九十";
    let number: String = text[start..].chars().take_while(|c| HAN.contains(*c) || c.is_ascii_digit()).collect();
    let value = match number.as_str() {
        "元" => Some(1),
        number => number.parse().ok().or_else(|| han_number(number)),
    };
    let end = start + number.len();
    let value = value.filter(|value| (1..=61).contains(value) && text[end..].starts_with('年'))?;
    Some((value, end + '年'.len_utf8()))
}

/// （1381年）, 春（公元1381年）, 即1381年 behind a reign year.
fn behind(text: &str, end: usize) -> Option<Civil> {
    const FURTHEST: usize = 5;
    const LEADS: [&str; 6] = ["（", "(", "，即", "即", "（即", "〔"];
    let rest = &text[end..];
    let season: usize =
        rest.chars().take_while(|c| !"，。；、（(〔即\n".contains(*c)).take(FURTHEST + 1).map(char::len_utf8).sum();
    let lead = LEADS.iter().filter(|lead| rest[season..].starts_with(**lead)).map(|lead| lead.len()).max()?;
    let is_near = rest[..season].chars().count() <= FURTHEST && !rest[..season].contains(|c: char| c.is_ascii_digit());
    let at = end + season + lead;
    let at = at + if text[at..].starts_with("公元") { "公元".len() } else { 0 };
    let length = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let ends = text[at + length..].starts_with(['年', '）', ')', '〕', '，']);
    let year = text[at..at + length].parse().ok().filter(|_| is_near && ends && (3..=4).contains(&length))?;
    Some((at..at + length, year))
}

/// 1381年（明洪武十四年）
fn before(text: &str, at: usize, end: usize) -> Option<Civil> {
    const FURTHEST: usize = 3;
    let near = text.floor_char_boundary(at.saturating_sub((FURTHEST + 2) * '（'.len_utf8()));
    let open = near + text[near..at].rfind(['（', '('])?;
    let words = &text[open..at];
    let is_near = words.chars().count() <= FURTHEST + 1 && text[end..].starts_with(['）', ')']);
    let digits = text[..open].strip_suffix('年')?;
    let length = digits.bytes().rev().take_while(u8::is_ascii_digit).count();
    let range = digits.len() - length..digits.len();
    let year = digits[range.clone()].parse().ok().filter(|_| is_near && (3..=4).contains(&length))?;
    Some((range, year))
}

fn judge(
    reading: &Reading,
    verdicts: &mut Verdicts,
    (name, said, number): (&str, Range<usize>, i64),
    (range, civil): &Civil,
) {
    let reigns = || REIGNS.iter().filter(|(other, ..)| *other == name);
    let is_of_republic = name == "民国";
    let is_place = *civil > LAST_REIGN && !is_of_republic && reigns().all(|(_, first, _)| *first < 1368);
    if is_place || is_of_republic && *civil < 1800 {
        return;
    }
    let year = |first: &i64| first + number - 1;
    let nearest = reigns().min_by_key(|(_, first, _)| (year(first) - civil).abs());
    let Some((_, first, last)) = nearest else { return };
    let (written, right) = (reading.slice(&said), year(first));
    let is_unheard_of = right > last + 1;
    if right == *civil && !is_unheard_of {
        return verdicts.holds(range.clone(), format!("{written} = {right}年"));
    }
    if (right - civil).abs() <= 1 && !is_unheard_of {
        return;
    }
    let (zh, en) = match is_unheard_of {
        true => (format!("{name}没有{number}年（{first}—{last}年）"), format!("{name} lasted from {first} to {last}")),
        false => (format!("{written}是{right}年"), format!("{written} is {right}")),
    };
    verdicts
        .wrong(
            range.clone(),
            format!("年号和公元年份对不上：{zh}，文中是{civil}年"),
            format!("the reign and the civil year do not agree: {en}, the text says {civil}"),
        )
        .help("核对年号纪年和公元年份", "check the reign year and the civil year");
}

#[cfg(test)]
mod tests {
    use crate::audit::rules::tried::expect;

    #[test]
    fn reign_years_are_civil_years() {
        expect(
            "date-off",
            &[
                "县城始建于洪武十四年（1831年），至今六百四十余年。",
                "书院创于清乾隆三十二年（1867年），光绪年间重修。",
                "民国二十五年（1926年）修志，凡三十二卷。",
                "水厂建于民国23年（1943年），日供水200吨。",
                "清康熙五年春（公元1566年）复置县。",
                "1820年（清道光二十年），筑炮台三座。",
                "北宋庆历四年即1404年，建州学。",
                "洪武四十一年（1408年）建祠。",
            ],
            &[
                "县城始建于洪武十四年（1381年），至今六百四十余年。",
                "书院创于清乾隆三十二年（1767年），光绪年间重修。",
                "民国二十五年（1936年）修志，凡三十二卷。",
                "清康熙五年春（公元1666年）复置县，万历四十八年冬（1621年）立碑。",
                "1840年（清道光二十年），筑炮台三座。",
                "唐贞观元年（627年）置县，至元三年（1337年）、至元二年（1265年）重修。",
                "绍兴三年（2021—2023年）投资3亿元，嘉定两年（2023年）增长5%。",
                "在大观三年（2021年），营业额2亿元。",
            ],
        );
    }
}
