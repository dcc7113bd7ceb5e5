//! The digest of the report as it is printed, so that a signature says what the signer would have read on paper.

use crate::{
    derived::Derived,
    digest::sha256,
    document::{Edition, Region},
    report::{Block, PrintedTable, Report, Run},
    seal::PrintedForm,
};

use super::opening_line::OWN_PROGRAM;

/// How the content is printed now, by this program. The names of signers are left out, because they are printed only
/// after signing.
pub fn printed(derived: &Derived) -> PrintedForm {
    let document = derived.document();
    let region = document.unit.region.map_or("未选地区模板", Region::label);
    let edition = document.form.edition.map_or("", Edition::label);
    let profile = format!("{region}{edition}");
    let unsigned = derived.names_signers().then(|| Report::of(&derived.figures));
    let report = digest(derived, unsigned.as_ref().unwrap_or(&derived.report));
    PrintedForm { report, profile, program: OWN_PROGRAM.to_owned() }
}

fn digest(derived: &Derived, report: &Report) -> String {
    let mut printed = String::from("juesuan-report-v1\n");
    let mut line = |kind: &str, text: &str| {
        printed.push_str(kind);
        printed.push('\u{1f}');
        printed.push_str(text);
        printed.push('\n');
    };
    let text = |runs: &[Run]| runs.iter().map(|run| run.text()).collect::<String>();
    for block in report.blocks() {
        match block {
            Block::Cover(cover) => {
                cover.lines.iter().for_each(|runs| line("cover", &text(runs)));
                line("foot", &text(&cover.foot));
            }
            Block::Contents => line("contents", ""),
            Block::PageBreak => line("page", ""),
            Block::Heading(heading) => line(&format!("heading {}", heading.style.level()), &heading.text()),
            Block::Paragraph(paragraph) => line("paragraph", &paragraph.text()),
            Block::Table(key) => {
                PrintedTable::of(&derived.figures, *key).iter().for_each(|table| table_lines(table, &mut line));
            }
            Block::Chart(key) => {
                let chart = derived.charts.iter().find(|chart| chart.key == *key);
                line("chart", &chart.map(|chart| chart.description()).unwrap_or_default());
            }
        }
    }
    sha256(printed.as_bytes())
}

fn table_lines(table: &PrintedTable, line: &mut impl FnMut(&str, &str)) {
    line("table", &table.title);
    line("number", &table.number);
    line("caption", &table.caption.join("\u{1e}"));
    for row in table.head.iter().chain(&table.rows) {
        let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        line("row", &cells.join("\u{1e}"));
    }
    table.notes.iter().for_each(|note| line("note", note));
}

/// The same content is printed differently from when it was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedOtherwise {
    /// How it was printed when it was signed.
    pub signed: PrintedForm,
    /// How it is now.
    pub now: PrintedForm,
}

impl PrintedOtherwise {
    /// For one signature; `None` when the report is printed as it was then, or when the record does not say how it was.
    pub(super) fn of(signed: PrintedForm, now: &PrintedForm) -> Option<Self> {
        let differs = !signed.report.is_empty() && signed.report != now.report;
        differs.then(|| Self { signed, now: now.clone() })
    }

    /// As a sentence, with what to do.
    pub fn sentence(&self) -> String {
        let by = |printed: &PrintedForm| format!("{}，{}", printed.program, printed.profile);
        format!(
            "内容未变，成文与签批时不同（签批时：{}；现在：{}）；请到“预览”核对成文，需要时重新签批",
            by(&self.signed),
            by(&self.now)
        )
    }
}
