//! Sentences about another department.

use super::{Outcome, Spot, Texts, around};

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

/// Offices beside each other are told apart by such words.
const TELLING: &str = "一二三四五六七八九十0123456789东西南北中上下大小新老";
/// A name ends in what kind of office it is: 审计局 and 统计局 are two.
const KIND_OF_OFFICE: usize = 3;

/// Whether a name is another one with a slip: two characters that changed places, one that is left out, doubled or
/// another one.
fn is_misspelt(own: &[char], found: &[char]) -> bool {
    let is_without =
        |long: &[char], short: &[char], at: usize| long[..at] == short[..at] && long[at + 1..] == short[at..];
    let inner = 1..own.len().saturating_sub(1);
    if found.len() + 1 == own.len() {
        return inner.into_iter().any(|at| is_without(own, found, at));
    }
    if found.len() == own.len() + 1 {
        return (1..found.len()).any(|at| found[at] == found[at - 1] && is_without(found, own, at));
    }
    let wrong: Vec<usize> = (0..own.len()).filter(|at| own.get(*at) != found.get(*at)).collect();
    match wrong[..] {
        [one] => one + KIND_OF_OFFICE < own.len() && ![own[one], found[one]].iter().any(|c| TELLING.contains(*c)),
        [a, b] => b == a + 1 && own[a] == found[b] && own[b] == found[a],
        _ => false,
    }
}

/// Where a text has a name with a slip, in bytes.
fn misspelt(own: &[char], text: &str) -> Option<(usize, usize)> {
    let name: String = own.iter().collect();
    let right: Vec<usize> = text.match_indices(&name).map(|(at, _)| at).collect();
    let (mut bytes, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    bytes.push(text.len());
    (0..chars.len()).find_map(|at| {
        [own.len(), own.len() - 1, own.len() + 1].into_iter().find_map(|length| {
            let found = chars.get(at..at + length)?;
            if found.first() != own.first() && found.last() != own.last() || !is_misspelt(own, found) {
                return None;
            }
            let (from, to) = (bytes[at], bytes[at + length]);
            let is_right = right.iter().any(|right| from < right + name.len() && *right < to);
            (!is_right).then_some((from, to))
        })
    })
}

impl Texts<'_, '_> {
    /// The own name with a slip.
    pub fn misspelt_names(&mut self) {
        /// Shorter ones are like others by chance.
        const SHORTEST: usize = 5;
        let own: Vec<char> = self.numbers.prose.department.chars().collect();
        if own.len() < SHORTEST {
            return;
        }
        for (block, text) in self.paragraphs() {
            let Some((from, to)) = misspelt(&own, &text) else { continue };
            let name: String = own.iter().collect();
            let message = format!("写的是“{}”，报告是“{name}”的", &text[from..to]);
            let (begin, end) = around(&text, from, to - from);
            let spot = Spot { block, characters: Some((from, to)), quote: &text[begin..end] };
            self.report(Outcome::Doubtful, "单位名称", spot, message, "核对单位名称，写错的改正");
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_slip_is_told_from_another_name() {
        let found = |own: &str, text: &str| {
            let own: Vec<char> = own.chars().collect();
            misspelt(&own, text).map(|(from, to)| text[from..to].to_owned())
        };
        for (own, text, slip) in [
            ("云溪县水利局", "（三）云溪水县利局2024年度", "云溪水县利局"),
            ("云溪县水利局", "青溪县水利局2024年度", "青溪县水利局"),
            ("皖南县农业农村局", "皖南县农业业农村局共有", "皖南县农业业农村局"),
            ("陇原县文化体育广电和旅游局", "陇原县文化体育广和旅游局内设", "陇原县文化体育广和旅游局"),
        ] {
            assert_eq!(found(own, text).as_deref(), Some(slip), "{text}");
        }
        for (own, text) in [
            ("云溪县水利局", "云溪县水利局2024年度，云溪县水利局机关"),
            ("云溪县审计局", "云溪县统计局提供的数"),
            ("青山镇第一小学", "青山镇第二小学、青山镇第三小学"),
            ("城东街道办事处", "城西街道办事处"),
            ("云溪县水利局", "玉龙县水利局，县水利局"),
        ] {
            assert_eq!(found(own, text), None, "{text}");
        }
    }
}
