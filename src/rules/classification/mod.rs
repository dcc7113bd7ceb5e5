//! L. Codes and their names (科目编码与名称).

mod alias_as_name;
mod code_other_than_before;
mod code_unknown;
mod economic_code_invalid;
mod fund_contradicts_code;
mod glossary_differs;
mod hierarchy_broken;
mod item_unusual;
mod name_contradicts;
mod nature_contradicts;
mod own_term_differs;
mod unit_type_contradicts;
mod uses;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &code_unknown::RULE,
        &name_contradicts::RULE,
        &hierarchy_broken::RULE,
        &alias_as_name::RULE,
        &nature_contradicts::RULE,
        &unit_type_contradicts::RULE,
        &item_unusual::RULE,
        &glossary_differs::RULE,
        &economic_code_invalid::RULE,
        &fund_contradicts_code::RULE,
        &own_term_differs::RULE,
        &code_other_than_before::RULE,
    ],
    rows: &[],
};
