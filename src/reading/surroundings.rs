//! What stands above a table: its title, its unit, its year, of whom it is.

use crate::{
    evidence::{Evidence, FileBlock},
    money::AmountUnit,
};

use super::{
    forms::{Form, Forms},
    grid::Grid,
    words,
};

/// As many paragraphs before a table may belong to it.
const PARAGRAPHS_ABOVE: usize = 6;
/// As many rows at the top of a sheet.
const ROWS_ABOVE: usize = 8;
/// A longer text is no title.
const LONGEST_TITLE: usize = 80;

#[derive(Default)]
pub(super) struct Surroundings {
    pub title: String,
    pub unit: Option<AmountUnit>,
    pub year: Option<u16>,
    /// A form of the accounts themselves (财决01表), in 元.
    pub is_form_of_accounts: bool,
    /// A budget and no accounts.
    pub is_plan: bool,
    /// Those that go by the title; empty if there is none.
    pub forms: Vec<&'static Form>,
    /// The title says that the table goes on.
    pub is_continued: bool,
}

impl Surroundings {
    pub fn of(evidence: &Evidence, block: usize, grid: &Grid<'_>) -> Self {
        let mut texts: Vec<String> = Vec::new();
        for row in 0..grid.height().min(ROWS_ABOVE) {
            texts.extend(grid.row(row).map(|(_, cell)| cell.text.clone()));
        }
        let mut above = Vec::new();
        for before in evidence.blocks[..block].iter().rev().take(PARAGRAPHS_ABOVE) {
            match before {
                FileBlock::Paragraph(paragraph) => above.push(paragraph.text.clone()),
                FileBlock::Table(_) => break,
                FileBlock::Picture(_) => {}
            }
        }
        // The nearest first; the name of the sheet may be cut.
        texts.extend(above);
        if let Some(FileBlock::Table(table)) = evidence.blocks.get(block) {
            texts.extend(table.place.sheet.clone());
        }
        let mut own = Self::default();
        for text in &texts {
            own.unit = own.unit.or_else(|| unit(text));
            // A sentence speaks of other years, too.
            if text.chars().count() <= LONGEST_TITLE && !text.contains(['比', '较', '。']) {
                own.year = own.year.or_else(|| year(text));
            }
            own.is_form_of_accounts |= text.contains("财决");
            if text.chars().count() > LONGEST_TITLE {
                continue;
            }
            if own.forms.is_empty() {
                own.forms = Forms::titled(text);
                if !own.forms.is_empty() {
                    own.title = words::title(text);
                    own.year = own.year.or_else(|| year_of_title(text));
                    own.is_continued = text.contains('续');
                }
            }
            own.is_plan |= words::plain(text).ends_with("预算表") || words::plain(text).ends_with("预算总表");
        }
        own
    }
}

/// The unit that a text states: `金额单位：万元`, `（元）`.
pub(super) fn unit(text: &str) -> Option<AmountUnit> {
    use unicode_normalization::UnicodeNormalization;
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    let stated = text.split("单位").skip(1).filter_map(|rest| rest.strip_prefix([':', '(']).or(Some(rest)));
    for rest in stated {
        let rest = rest.trim_start_matches(':').trim_start_matches("人民币");
        let ends = |behind: Option<&str>| behind.is_some_and(|behind| !behind.starts_with(char::is_alphanumeric));
        if ends(rest.strip_prefix("万元")) {
            return Some(AmountUnit::Wan);
        }
        if ends(rest.strip_prefix('元')) {
            return Some(AmountUnit::Yuan);
        }
    }
    match text.rsplit_once('(').map(|(_, inside)| inside.trim_end_matches(')')) {
        Some("万元") => Some(AmountUnit::Wan),
        Some("元") => Some(AmountUnit::Yuan),
        _ => None,
    }
}

/// The year that a text speaks of first: `2024年度`; not one with which it compares.
pub(super) fn year(text: &str) -> Option<u16> {
    use unicode_normalization::UnicodeNormalization;
    let text: String = text.nfkc().filter(|c| !c.is_whitespace()).take(60).collect();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("年度") {
        let digits: String = rest[..at].chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
        let is_compared = rest[..at].chars().rev().nth(4).is_some_and(|word| "与比较同".contains(word));
        if let Some(year) = digits.parse().ok().filter(|year| (2000..2100).contains(year) && !is_compared) {
            return Some(year);
        }
        rest = &rest[at + "年度".len()..];
    }
    None
}

/// The year of a title, which may be written without 度: `2026年部门收入预算总表`.
fn year_of_title(text: &str) -> Option<u16> {
    let before = text.split('年').next()?;
    let digits: String = before.chars().rev().take(4).collect::<Vec<_>>().into_iter().rev().collect();
    digits.parse().ok().filter(|year| (2000..2100).contains(year))
}

/// Whose tables they are: `编制单位：青禾县总工会`.
pub(super) fn department(text: &str) -> Option<String> {
    let marks = ["编制单位", "编制部门", "部门名称", "单位名称", "部门"];
    let named = marks.iter().find_map(|mark| text.trim_start().strip_prefix(mark))?;
    let named = named.trim_start().strip_prefix(['：', ':'])?;
    let name = named.split(['\t', '\n', ' ', '　']).find(|part| !part.is_empty())?;
    (name.chars().count() <= 40).then(|| name.to_owned())
}

/// The title of a table that is none of ours.
pub(super) fn is_other_title(text: &str) -> bool {
    let title = words::title(text);
    let ends = ["决算表", "决算明细表", "决算总表", "情况表", "信息表"].iter().any(|end| title.ends_with(end));
    ends && !text.contains('续') && Forms::titled(text).is_empty()
}

/// Whether a text between two tables says that the second is another one: a sentence, or a title.
pub(super) fn parts_tables(text: &str) -> bool {
    const LONGEST: usize = 40;
    let is_note = text.trim_start().starts_with('注');
    let is_long = text.chars().count() > LONGEST && unit(text).is_none();
    !is_note && (is_long || is_other_title(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unit_is_read_where_it_is_stated() {
        for (text, expected) in [
            ("金额单位：万元", Some(AmountUnit::Wan)),
            ("编制单位：某局　单位： 元", Some(AmountUnit::Yuan)),
            ("决算数（万元）", Some(AmountUnit::Wan)),
            ("金额单位:人民币元", Some(AmountUnit::Yuan)),
            ("编制单位：万元镇人民政府", None),
            ("对附属单位补助支出", None),
        ] {
            assert_eq!(unit(text), expected, "{text}");
        }
    }

    #[test]
    fn years_and_departments_are_read() {
        assert_eq!((year("某局2024年度部门决算"), year("二〇二四年")), (Some(2024), None));
        assert_eq!((year("2024年度"), year("与2023年度决算数相比，减少")), (Some(2024), None));
        assert_eq!(department("编制单位：青禾县总工会\t2024年度").as_deref(), Some("青禾县总工会"));
    }
}
