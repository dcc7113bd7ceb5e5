//! Sentences about another department.

use super::{Outcome, Spot, Texts};

const ENDS: [&str; 22] = [
    "局",
    "委员会",
    "办公室",
    "总工会",
    "学校",
    "中心",
    "厅",
    "中学",
    "小学",
    "法院",
    "检察院",
    "馆",
    "政府",
    "联合会",
    "医院",
    "大学",
    "学院",
    "支队",
    "大队",
    "站",
    "所",
    "协会",
];

impl Texts<'_, '_> {
    /// A sentence about another department.
    pub fn names(&mut self) {
        let own = self.numbers.prose.department.clone();
        if own.chars().count() < 4 {
            return;
        }
        let wrong: Vec<_> = self
            .numbers
            .prose
            .years
            .iter()
            .filter_map(|told| {
                let sentence: String = told.sentence.chars().filter(|c| !c.is_whitespace()).collect();
                let at = sentence.find(&told.year.to_string())?;
                let before = sentence[..at]
                    .trim_start_matches(|c: char| c.is_ascii_digit() || "（）()一二三四五六七八九十、.．".contains(c));
                let is_name =
                    ENDS.iter().any(|end| before.ends_with(end)) && !before.contains(['，', '：', ',', ':', '；']);
                let length = before.chars().count();
                let is_other = is_name
                    && (4..=30).contains(&length)
                    && !before.contains(&own)
                    && !own.contains(before)
                    && !before.starts_with("纳入")
                    && !before.contains("本");
                (is_other && told.behind.starts_with("年度"))
                    .then(|| (told.place.block, told.sentence.clone(), before.to_owned()))
            })
            .collect();
        for (block, sentence, other) in wrong {
            let message = format!("这句话说的是“{other}”，报告是“{own}”的");
            self.report(
                Outcome::Doubtful,
                "单位名称",
                Spot { block, characters: None, quote: &sentence },
                message,
                "核对单位名称，写错的改正",
            );
        }
    }
}
