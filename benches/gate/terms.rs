//! Old names in texts of today, and old names where they are right.

use crate::seed::Seed;
use crate::site::{Sample, sentences};

const OLD: [&str; 18] = [
    "县乡村振兴局",
    "市乡村振兴局",
    "县扶贫办",
    "县扶贫开发局",
    "农业部",
    "县国土资源局",
    "县环保局",
    "县环境保护局",
    "县卫计委",
    "县卫计局",
    "县工商局",
    "县质监局",
    "县食品药品监督管理局",
    "县安监局",
    "县地税局",
    "县国税局",
    "银保监会",
    "射洪县",
];

pub fn add(samples: &mut Vec<Sample>) {
    const CODE: &str = "outdated-term";
    let around = sentences();
    let mut seed = Seed::of(CODE, 0, "terms");
    for old in OLD {
        for words in [
            format!("{old}牵头，会同有关部门抓好落实。"),
            format!("今年以来，由{old}负责的项目全部开工。"),
            format!("2024年，{old}下达计划{}个。", 3 + seed.below(50)),
            format!("据{old}介绍，**{old}**的做法已在全县推开。"),
        ] {
            samples.push(Sample::in_text(CODE, true, &words, &mut seed, &around));
        }
        for words in [
            format!("2016年，{old}下达计划{}个。", 3 + seed.below(50)),
            format!("2013—2017年由{old}组织实施。"),
            format!("按照《{old}关于做好工作的通知》要求办理。"),
            format!("原{old}职责划入新的部门。"),
            format!("机构改革后，{old}更名并挂牌。"),
            format!("时任{old}负责人回忆了当年的情形。"),
        ] {
            samples.push(Sample::in_text(CODE, false, &words, &mut seed, &around));
        }
    }
    for words in [
        "关爱残废人，办好实事。",
        "为聋哑人提供手语服务。",
        "维族群众载歌载舞。",
        "村长带头种茶。",
        "国家级贫困县的产业怎么选。",
    ] {
        for _ in 0..4 {
            samples.push(Sample::in_text(CODE, true, words, &mut seed, &around));
        }
    }
    for words in [
        "农业部门加强指导。",
        "关爱残疾人，办好实事。",
        "农业农村部发布行情。",
        "县农业农村局（乡村振兴局）牵头。",
        "朝鲜族同胞载歌载舞。",
        "村长远规划已经编制完成。",
        "县市场监督管理局开展检查。",
        "原国家级贫困县已全部摘帽。",
    ] {
        for _ in 0..4 {
            samples.push(Sample::in_text(CODE, false, words, &mut seed, &around));
        }
    }
}
