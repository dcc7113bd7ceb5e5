//! D16: every sentence and every caption speaks of the same unit and year.
//!
//! Years in a person's texts are the business of M11; here they are looked for in headings and titles of charts.

use crate::{
    at,
    figures::WrittenText,
    report::{Block, is_prose},
    rules::{Applies, Findings, Missing, Need, Outcome, Printed, Rule, Severity, State},
};

pub static RULE: Rule = Rule {
    id: "D16",
    severity: Severity::Error,
    title: "年度或单位名称前后不一致",
    checks: "每句话、每个标题和图题中的单位名称和年度一致",
    basis: super::BASIS,
    remedy: "按“单位与上年”的“概况”里的部门名称和年度改正文字",
    state: State::Printed(run),
};

fn run(printed: &Printed, findings: &mut Findings) -> Outcome {
    let figures = printed.figures;
    let unit = &figures.document.unit;
    let year = unit.year.need(at!(unit.year))?;
    for title in titles(printed) {
        if let Some(other) = years(&title).find(|other| *other != year && other + 1 != year) {
            findings.report([at!(unit.year)], format!("“{title}”写{other}年度，本决算是{year}年度"));
        }
    }
    let department = unit.department.trim();
    if department.is_empty() {
        return Err(Missing::one(at!(unit.department)));
    }
    if let Some(body) = split(department) {
        for text in figures.texts.iter().filter(|text| is_prose(text.path)) {
            if let Some(other) = other_department(text, department, body) {
                let words = figures.label(&text.path.into());
                let message = format!("{words}写“{other}”，本部门是{department}");
                let finding = findings.report([text.path, at!(unit.department)], message);
                // The superior of a county-level city is a city, too.
                if body.0 == '市' {
                    finding.downgrade(Severity::Hint);
                    finding.remedy = "写的是上级或兄弟单位的，不用改；沿用了别的单位的文字的，按“单位与上年”的“概况”里的部门名称改正";
                }
            }
        }
    }
    Ok(Applies::Yes)
}

/// The titles of charts and the headings.
fn titles(printed: &Printed) -> impl Iterator<Item = String> {
    let headings = printed.report.blocks().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.text()),
        _ => None,
    });
    printed.charts.iter().map(|chart| chart.title.clone()).chain(headings)
}

/// The years that `某年度` names.
fn years(title: &str) -> impl Iterator<Item = u32> {
    title.match_indices("年度").filter_map(|(at, _)| {
        let before = title.get(..at)?;
        let digits = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        before.get(digits..)?.parse().ok()
    })
}

/// What ends the name of a place.
const PLACES: [char; 4] = ['县', '市', '区', '旗'];

/// What makes a name at the beginning that of a guest or a partner.
const PARTNERS: [char; 20] = [
    '赴', '与', '同', '和', '由', '经', '到', '向', '对', '在', '请', '据', '接', '邀', '迎', '陪', '报', '送', '按',
    '受',
];

/// “盐边县总工会” falls into the place with its last character and “总工会”.
fn split(department: &str) -> Option<(char, &str)> {
    let (at, level) = department.char_indices().rfind(|(_, c)| PLACES.contains(c))?;
    let body = department.get(at + level.len_utf8()..)?;
    (body.chars().count() >= 2).then_some((level, body))
}

/// The same body of another place of the same level at the beginning of a clause: left from another unit's report. In
/// the middle of a clause it may be a guest or a partner.
fn other_department<'t>(text: &'t WrittenText, department: &str, (level, body): (char, &str)) -> Option<&'t str> {
    if !text.has(body) {
        return None;
    }
    text.split(['，', '。', '；', '\n', '：']).map(str::trim).find_map(|clause| {
        let at = clause.find(body)?;
        let place = clause.get(..at)?;
        let is_partner = PARTNERS.iter().any(|word| place.starts_with(*word));
        let is_place = place.ends_with(level) && (3..=4).contains(&place.chars().count()) && !is_partner;
        let name = clause.get(..at + body.len())?;
        let is_own = department.ends_with(name) || name.ends_with(department);
        (is_place && !is_own).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        document::Path,
        rules::kit::testing::{document, fires, is_not_checked, passes, run as run_rule},
    };

    fn cells(text: &'static str) -> Vec<(Path, &'static str)> {
        vec![(at!(unit.year), "2024"), (at!(unit.department), "盐边县总工会"), (at!(performance.texts.duty), text)]
    }

    #[test]
    fn another_units_text_was_kept() {
        fires(
            &RULE,
            &cells("米易县总工会2024年围绕职能开展工作。"),
            "项目绩效›自评文字›履职效能写“米易县总工会”，本部门是盐边县总工会",
        );
        passes(&RULE, &cells("盐边县总工会按攀枝花市总工会要求，接待米易县总工会考察团。"));
    }

    #[test]
    fn a_city_may_speak_of_the_city_above() {
        let mut city = cells("乐山市总工会组织了抽查。接待市总工会调研组。");
        city[1].1 = "峨眉市总工会";
        let (found, _) = run_rule(&RULE, &document(&city));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].severity, Severity::Hint);
        city[2].1 = "接待市总工会调研组";
        passes(&RULE, &city);
    }

    #[test]
    fn titles_name_this_year_or_the_last() {
        assert_eq!(years("2024年度支出，与2023年度相比").collect::<Vec<_>>(), [2024, 2023]);
        assert_eq!(years("本年度").count(), 0);
    }

    #[test]
    fn blank_is_not_checked() {
        is_not_checked(&RULE, &[(at!(unit.year), "2024")]);
    }
}
