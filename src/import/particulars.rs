//! What files say of the accounts as a whole, for a project that is made of them: whose they are, of which year, in
//! which form.

use crate::{
    document::{Document, Region},
    evidence::{Evidence, FileBlock},
    money::AmountUnit,
    reading::{Reading, prose::Prose},
};

/// What they do not say, or do not agree about, is blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    pub department: String,
    pub year: Option<u32>,
    pub region: Option<Region>,
    /// All amounts are in 万元, as they are published.
    pub is_published: bool,
}

impl Particulars {
    pub fn of(files: &[Evidence]) -> Self {
        let blank = Document::default();
        let readings: Vec<Reading> = files.iter().map(|evidence| Reading::of(evidence, &blank)).collect();
        let departments = files.iter().zip(&readings).map(|(evidence, reading)| match &reading.department {
            Some(department) => department.clone(),
            None => Prose::of(evidence, reading, &blank).department,
        });
        let mut departments: Vec<String> = departments.filter(|department| !department.is_empty()).collect();
        departments.dedup();
        let tables = || readings.iter().flat_map(|reading| &reading.tables).filter(|table| !table.is_empty());
        let years = readings.iter().flat_map(|reading| {
            let of_tables = reading.tables.iter().filter_map(|table| table.year);
            of_tables.chain(reading.year)
        });
        Self {
            department: match &mut departments[..] {
                [one] => std::mem::take(one),
                _ => String::new(),
            },
            // A file of last year may lie among them.
            year: years.max().map(u32::from),
            region: files.iter().find_map(region),
            is_published: tables().next().is_some() && tables().all(|table| table.unit == AmountUnit::Wan),
        }
    }
}

/// The region whose form a file follows, by words that only one has.
fn region(evidence: &Evidence) -> Option<Region> {
    /// So many blocks are the front of a report.
    const FRONT: usize = 40;
    const FORMS: [(Region, &[&str]); 2] = [
        (Region::Sichuan, &["公开13表", "自评打分表", "绩效目标完成情况自评表"]),
        (Region::National, &["公开09表", "公开08表"]),
    ];
    let texts = |most: usize| evidence.blocks.iter().take(most).flat_map(texts_of);
    if texts(FRONT).any(|text| text.contains("上海市")) {
        return Some(Region::Shanghai);
    }
    let says = |words: &[&str]| texts(usize::MAX).any(|text| words.iter().any(|word| text.contains(word)));
    FORMS.iter().find(|(_, words)| says(words)).map(|(region, _)| *region)
}

/// The texts of a block: of a table its sheet and what stands on top.
fn texts_of(block: &FileBlock) -> Vec<&str> {
    const TOP: usize = 20;
    match block {
        FileBlock::Paragraph(paragraph) => vec![&paragraph.text],
        FileBlock::Table(table) => {
            let cells = table.cells.iter().take(TOP).map(|cell| &*cell.text);
            table.place.sheet.as_deref().into_iter().chain(cells).collect()
        }
        FileBlock::Picture(_) => Vec::new(),
    }
}
