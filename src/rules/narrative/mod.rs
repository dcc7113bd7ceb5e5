//! D. The text against the tables (文表一致).

mod attachment_title_differs;
mod by_construction;
mod claims;
mod classes_differ;
mod economic_list_differs;
mod figure_misquoted;
mod generated;
mod item_sums_differ;
mod items_differ;
mod project_amount_in_text_differs;
mod sections;
mod stated_twice;
mod unit_or_year_differs;

use super::Family;

const BASIS: &str = "决算公开说明应与公开表一致";

pub static RULES: Family = Family {
    rules: &[
        &classes_differ::RULE,
        &items_differ::RULE,
        &item_sums_differ::RULE,
        &economic_list_differs::RULE,
        &stated_twice::RULE,
        &project_amount_in_text_differs::RULE,
        &by_construction::RULE,
        &unit_or_year_differs::RULE,
        &attachment_title_differs::RULE,
        &generated::REPEATED,
        &generated::CONTRADICTED,
        &figure_misquoted::RULE,
    ],
    rows: &[&sections::ROWS],
};
