//! M. Units, forms and plausibility (单位、格式与合理性).

mod basis_not_chosen;
mod date_of_other_year;
mod decimals_differ;
mod entry_not_normal;
mod magnitude_odd;
mod negative_amounts;
mod number_impossible;
mod other_year_in_text;
mod placeholder_left;
mod prior_figures_disagree;
mod required_cells_blank;
mod scan;
mod tails_of_one_sign;
mod text_broken;
mod unit_slips;
mod written_amount;

use super::Family;

pub static RULES: Family = Family {
    rules: &[
        &unit_slips::RULE,
        &negative_amounts::RULE,
        &decimals_differ::RULE,
        &magnitude_odd::RULE,
        &placeholder_left::RULE,
        &text_broken::RULE,
        &prior_figures_disagree::RULE,
        &required_cells_blank::RULE,
        &tails_of_one_sign::RULE,
        &entry_not_normal::RULE,
        &other_year_in_text::RULE,
        &basis_not_chosen::RULE,
        &date_of_other_year::RULE,
        &number_impossible::RULE,
    ],
    rows: &[],
};
