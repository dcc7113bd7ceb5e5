//! What the report prints of amounts and shares, as formulas of a workbook: rounded half up, in the form that the profile
//! prescribes. An amount stands in 万元.

use crate::{
    document::PercentForm,
    templates::{NumberForm, PrintedIn},
};

/// `=IF(B2="","",TEXT(ROUND(B2,2),"#,##0.00"))`
pub(super) fn amount(cell: &str, numbers: NumberForm) -> String {
    format!("=IF({cell}=\"\",\"\",{})", amount_text(cell, numbers))
}

fn amount_text(cell: &str, numbers: NumberForm) -> String {
    let form = if numbers.is_grouped(PrintedIn::Chart) { "#,##0.00" } else { "0.00" };
    format!("TEXT(ROUND({cell},2),\"{form}\")")
}

/// The percentage that a cell is of the whole: two decimals, blank where there is no whole.
pub(super) fn share(part: &str, whole: &str) -> String {
    format!("=IF({whole}=0,\"\",ROUND({part}/{whole}*100,2))")
}

/// A percentage in print; `amount` tells a trace from nothing.
pub(super) fn percent(cell: &str, amount: &str, numbers: NumberForm) -> String {
    let is_whole = match numbers.percent {
        PercentForm::Plain => format!("{cell}=INT({cell})"),
        PercentForm::TwoDecimals => format!("OR({cell}=0,{cell}=100)"),
    };
    format!(
        "=IF({cell}=\"\",\"不涉及\",IF(AND({cell}=0,{amount}<>0),\"不足0.01%\",\
         TEXT({cell},IF({is_whole},\"0\",\"0.00\"))&\"%\"))"
    )
}

/// Amount and share in print.
pub(super) fn label(amount: &str, percent: &str, numbers: NumberForm) -> String {
    format!("={}&\"　\"&{percent}", amount_text(amount, numbers))
}
