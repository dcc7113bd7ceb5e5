//! The sentences of section “五（三）”: each with its item and amount.

use rustc_hash::FxHashMap;

use crate::{
    codes::Code,
    figures::{Figures, Source, T06},
    money::Money,
};

use super::printed::{Printed, paragraphs_of};

/// One numbered sentence about an item.
pub struct PrintedItem {
    /// With classes, sections and items, as printed.
    pub name: String,
    /// The code, if `T06` has an item of this name.
    pub code: Option<Code>,
    /// What was spent, as printed.
    pub amount: Option<Money>,
    pub text: String,
    /// Where it can be corrected.
    pub place: Option<Source>,
    /// Whether a person wrote it, and not the program.
    pub is_written: bool,
}

pub(super) fn items(printed: &Printed) -> Vec<PrintedItem> {
    let paragraphs = paragraphs_of(printed.report, "gpb_items");
    if paragraphs.is_empty() {
        return Vec::new();
    }
    let codes = names(printed.figures);
    let told = paragraphs.iter().filter_map(|paragraph| {
        let name = item_name(&paragraph.text)?;
        // Some forms give the budget first.
        let told = paragraph.statements();
        let amounts = || told.iter().filter(|told| !told.is_change && told.amount.is_some());
        let of_actual = amounts().find(|told| told.words.ends_with("决算为")).or_else(|| amounts().next());
        let amount = of_actual.and_then(|told| told.amount);
        let is_nothing = paragraph.text.contains("未发生支出");
        Some((paragraph, name, if is_nothing { Some(Money::ZERO) } else { amount }))
    });
    told.map(|(paragraph, name, amount)| PrintedItem {
        code: codes.get(name).copied(),
        name: name.to_owned(),
        amount,
        text: paragraph.text.clone(),
        place: paragraph.written_place(),
        is_written: paragraph.text.find(name).is_some_and(|at| paragraph.is_written_at(at)),
    })
    .collect()
}

fn names(figures: &Figures) -> FxHashMap<String, Code> {
    let items = figures.tables.codes(T06).filter(|code| code.digits() == 7);
    items.map(|code| (figures.book.full_functional_name(code), code)).collect()
}

/// “一般公共服务支出（类）…（款）行政运行（项）” at the beginning of a sentence, its number left out.
fn item_name(text: &str) -> Option<&str> {
    const END: &str = "（项）";
    let name = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '、' | ' '));
    let end = name.find(END)? + END.len();
    let name = name.get(..end)?;
    (name.contains("（类）") && name.contains("（款）") && !name.contains('。')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_named_by_three_levels() {
        let text = "12.卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）：2024年支出决算为0.60万元。";
        assert_eq!(item_name(text), Some("卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）"));
        assert_eq!(item_name("公务员医疗补助（项）有所减少"), None);
        assert_eq!(item_name("2024年度支出决算数为3万元。"), None);
    }
}
