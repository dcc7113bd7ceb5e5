//! The report as plain text: a paragraph a line, the cells of a table with tabs between them.

use crate::{
    derived::Derived,
    document::printable,
    report::{Block, PrintedTable, Run},
};

use super::{DRAFT, DocumentStatus, charts, printed};

pub(super) fn text(derived: &Derived, status: DocumentStatus) -> String {
    let mut lines = Vec::new();
    if status == DocumentStatus::Draft {
        lines.push(DRAFT.to_owned());
    }
    let of_runs = |runs: &[Run]| printed(runs, status).map(Run::text).collect::<String>();
    for block in derived.report.blocks() {
        match block {
            Block::Cover(cover) => lines.extend(cover.lines.iter().chain([&cover.foot]).map(|runs| of_runs(runs))),
            Block::Heading(heading) => lines.push(of_runs(&heading.runs)),
            Block::Paragraph(paragraph) => lines.push(of_runs(&paragraph.runs)),
            Block::Table(key) => PrintedTable::of(&derived.figures, *key).iter().for_each(|one| table(one, &mut lines)),
            Block::Chart(key) => {
                let chart = charts(derived).find(|spec| spec.key == *key);
                lines.extend(chart.map(|spec| format!("{}\n{}", spec.caption(), spec.statement())));
            }
            // A list of headings that cannot be followed; and paper.
            Block::Contents | Block::PageBreak => {}
        }
    }
    let lines = lines.iter().map(|line| printable_cells(line)).filter(|line| !line.is_empty());
    lines.map(|line| line + "\n").collect()
}

fn table(table: &PrintedTable, lines: &mut Vec<String>) {
    lines.extend([table.title.clone(), table.number.clone()]);
    let caption = table.caption.iter().filter(|text| !text.is_empty());
    lines.push(caption.map(String::as_str).collect::<Vec<_>>().join("　"));
    for slots in table.grid() {
        let of_slot = |slot: &crate::report::GridSlot<'_>| {
            let words = slot.cell.map_or_else(String::new, |cell| cell.text.replace(['\t', '\n', '\r'], " "));
            // Covered columns are empty, so that what stands below each other stays there.
            words + &"\t".repeat(slot.columns.saturating_sub(1))
        };
        lines.push(slots.iter().map(of_slot).collect::<Vec<_>>().join("\t"));
    }
    lines.extend(table.notes.iter().cloned());
}

/// Without characters that act, but with the tabs between cells.
fn printable_cells(line: &str) -> String {
    line.split('\t').map(printable).collect::<Vec<_>>().join("\t")
}
