//! The forty indicators of every place and year: what they are called, in which unit, and between which values a series
//! starts. The figures themselves are made by `figures`.

/// Digits behind the point, scale and unit of a printed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// `12.34亿元`
    HundredMillionYuan,
    /// `15361元`
    Yuan,
    /// `10.15万人`
    TenThousandPeople,
    /// `68.4%`
    Percent,
    /// `237个`, `3319人`
    Count(&'static str),
}

pub struct Indicator {
    pub id: &'static str,
    pub name: &'static str,
    pub domain: &'static str,
    pub print: Print,
    pub is_headline: bool,
    /// Where a series starts, in steps of the last printed digit.
    pub least: u32,
    pub most: u32,
}

impl Print {
    /// Digits behind the point.
    pub fn decimals(self) -> usize {
        match self {
            Self::HundredMillionYuan | Self::TenThousandPeople => 2,
            Self::Percent => 1,
            Self::Yuan | Self::Count(_) => 0,
        }
    }

    /// What stands behind the digits.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::HundredMillionYuan => "亿元",
            Self::Yuan => "元",
            Self::TenThousandPeople => "万人",
            Self::Percent => "%",
            Self::Count(unit) => unit,
        }
    }

    /// The keys of `indicators.yaml` that say all this.
    pub fn keys(self) -> String {
        match self {
            Self::HundredMillionYuan => "unit: 元, kind: flow, better: up, decimals: 2, scale: 亿".into(),
            Self::Yuan => "unit: 元, kind: flow, better: up, decimals: 0".into(),
            Self::TenThousandPeople => "unit: 人, kind: stock, better: up, decimals: 2, scale: 万".into(),
            Self::Percent => "unit: '%', kind: rate, better: up, decimals: 1".into(),
            Self::Count(unit) => format!("unit: {unit}, kind: stock, better: up, decimals: 0"),
        }
    }
}

/// The domains in the order of pages, with the ids of their addresses.
pub const DOMAINS: [(&str, &str); 6] = [
    ("综合", "overview"),
    ("收入", "income"),
    ("人口就业", "people"),
    ("产业", "industry"),
    ("公共服务", "services"),
    ("乡村建设", "construction"),
];

/// Those that have a target in every year.
pub const WITH_TARGET: [&str; 3] = ["地区生产总值", "农产品网络零售额", "村级小型供水工程"];

const fn row(id: &'static str, name: &'static str, domain: usize, print: Print, least: u32, most: u32) -> Indicator {
    Indicator { id, name, domain: DOMAINS[domain].0, print, is_headline: false, least, most }
}

const fn headline(of: Indicator) -> Indicator {
    Indicator { is_headline: true, ..of }
}

use Print::{Count, HundredMillionYuan as Money, Percent, TenThousandPeople as People, Yuan};

pub const INDICATORS: [Indicator; 40] = [
    headline(row("gdp", "地区生产总值", 0, Money, 3_000, 90_000)),
    headline(row("budget-revenue", "地方一般公共预算收入", 0, Money, 200, 6_000)),
    row("budget-spending", "地方一般公共预算支出", 0, Money, 900, 9_000),
    row("fixed-investment", "固定资产投资额", 0, Money, 2_000, 40_000),
    row("retail-sales", "社会消费品零售总额", 0, Money, 1_500, 40_000),
    row("deposits", "金融机构存款余额", 0, Money, 5_000, 90_000),
    row("loans", "金融机构贷款余额", 0, Money, 3_000, 60_000),
    headline(row("urban-income", "城镇居民人均可支配收入", 1, Yuan, 18_000, 32_000)),
    headline(row("rural-income", "农村居民人均可支配收入", 1, Yuan, 8_000, 17_000)),
    row("income", "居民人均可支配收入", 1, Yuan, 12_000, 26_000),
    row("urban-spending", "城镇居民人均消费支出", 1, Yuan, 12_000, 22_000),
    row("rural-spending", "农村居民人均消费支出", 1, Yuan, 6_000, 13_000),
    row("average-wage", "城镇单位就业人员平均工资", 1, Yuan, 38_000, 62_000),
    headline(row("residents", "常住人口", 2, People, 800, 9_000)),
    row("registered", "户籍人口", 2, People, 900, 9_900),
    row("urban-share", "常住人口城镇化率", 2, Percent, 320, 680),
    row("new-jobs", "城镇新增就业", 2, People, 20, 400),
    row("rural-workers", "农村劳动力转移就业", 2, People, 300, 2_600),
    row("trained", "就业技能培训人数", 2, Count("人"), 600, 6_000),
    row("welfare-jobs", "公益性岗位", 2, Count("个"), 200, 3_000),
    row("farm-output", "农林牧渔业总产值", 3, Money, 900, 12_000),
    row("industry-added", "规模以上工业增加值", 3, Money, 600, 30_000),
    row("online-sales", "农产品网络零售额", 3, Money, 100, 4_000),
    row("tourism", "旅游综合收入", 3, Money, 300, 12_000),
    row("companies", "规模以上工业企业", 3, Count("家"), 20, 400),
    row("leading-firms", "市级以上农业龙头企业", 3, Count("家"), 8, 90),
    row("cooperatives", "农民专业合作社", 3, Count("个"), 200, 2_000),
    row("mechanised", "主要农作物耕种收综合机械化率", 3, Percent, 400, 780),
    row("hospital-beds", "医疗卫生机构床位", 4, Count("张"), 900, 6_000),
    row("doctors", "执业医师", 4, Count("人"), 300, 3_000),
    row("pupils", "在校中小学生", 4, People, 100, 1_500),
    row("teachers", "中小学专任教师", 4, Count("人"), 900, 9_000),
    row("libraries", "基层综合文化服务中心", 4, Count("个"), 90, 500),
    row("medical-cover", "基本医疗保险参保率", 4, Percent, 850, 905),
    row("pensions", "基本养老保险参保人数", 4, People, 400, 6_000),
    row("roads", "农村公路里程", 5, Count("公里"), 600, 4_000),
    row("tap-water", "农村自来水普及率", 5, Percent, 600, 880),
    row("water-works", "村级小型供水工程", 5, Count("个"), 30, 600),
    row("toilets", "农村卫生厕所普及率", 5, Percent, 500, 880),
    headline(row("model-villages", "乡村治理示范村", 5, Count("个"), 6, 90)),
];
