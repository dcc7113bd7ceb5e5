//! The sheet for review (复核单): one page of A4 for a leader who signs on paper, with the numbers of the leader's page in
//! the window.
//!
//! It is made at any time, open findings or not, and is no published document. All heights are planned here, in tenths
//! of a millimetre: what has no room is counted (另有 n 条), and the layout shortens what is longer than its lines.

use serde_json::{Value, json};

use crate::{
    charts::ChartSpec,
    derived::Derived,
    document::{Role, shown_line},
    money::AmountUnit,
    rules::Severity,
    typeset::{Engine, FontReport, PageForm, TypesetError},
    workflow::{
        LEADER_CHARTS, LeaderPage, OWN_PROGRAM, Since, Standing, YearFigure, amount_words, brief_change_words,
        changed_since_last_version, notes_heading,
    },
};

use super::{ExportError, Progress, charts, object_streams};

const LAYOUT: &str = include_str!("../../assets/report/review.typ");

const PAGE: u32 = 2970;
const EDGE: u32 = 120;
const SIDE: u32 = 160;
const WIDTH: u32 = 2100 - 2 * SIDE;
const HEAD: u32 = 195;
/// A line of text, and a row of a table with one line.
const LINE: u32 = 44;
const ROW: u32 = 54;
/// A heading with the room above it.
const SECTION: u32 = 72;
const GAP: u32 = 20;
const SIGN: u32 = 235;
const FOOT: u32 = 62;
/// Of a row of charts.
const CHARTS: std::ops::RangeInclusive<u32> = 370..=560;
/// What is lost where heights are rounded.
const SPARE: u32 = 10;

/// How many halves of a Chinese character a line holds: a reason, the name of an item, a sentence.
const REASON: usize = 38;
const NAME: usize = 24;
const SENTENCE: usize = 104;
/// No text is read further.
const LONGEST: usize = 400;

/// How much is shown.
#[derive(Clone, Copy)]
struct SheetRoom {
    /// Lines of a reason.
    reason: u32,
    findings: usize,
    changes: usize,
    /// Lines of a finding or a change.
    lines: u32,
}

/// From the most to the least, which always has room.
const ROOMS: [SheetRoom; 7] = [
    SheetRoom { reason: 3, findings: 8, changes: 8, lines: 2 },
    SheetRoom { reason: 3, findings: 5, changes: 5, lines: 2 },
    SheetRoom { reason: 3, findings: 4, changes: 4, lines: 2 },
    SheetRoom { reason: 2, findings: 4, changes: 4, lines: 2 },
    SheetRoom { reason: 2, findings: 3, changes: 3, lines: 2 },
    SheetRoom { reason: 2, findings: 3, changes: 3, lines: 1 },
    SheetRoom { reason: 1, findings: 3, changes: 3, lines: 1 },
];

/// The sheet as PDF, with remarks about its faces.
///
/// # Errors
/// When the person does not want to wait, and on faults of the libraries.
pub fn review_sheet(
    derived: &Derived,
    engine: &mut Engine,
    progress: &Progress,
) -> Result<(Vec<u8>, Vec<String>), ExportError> {
    progress.step(0, 2)?;
    let fault = |TypesetError(reason): TypesetError| ExportError::Fault { format: "复核单", reason };
    let pages = engine.print_form(ReviewSheet::of(derived).form()).map_err(fault)?;
    progress.step(1, 2)?;
    let bytes = object_streams::packed(pages.pdf().map_err(fault)?);
    progress.step(2, 2)?;
    // It is no official document: any face will do.
    let fonts = FontReport { replaced: Vec::new(), ..pages.fonts };
    Ok((bytes, fonts.notes()))
}

/// What is on the sheet.
struct ReviewSheet<'a> {
    derived: &'a Derived,
    page: LeaderPage,
    since: Option<Since>,
    state: String,
    unit: AmountUnit,
}

/// A line of a list.
struct SheetItem {
    mark: &'static str,
    words: String,
}

/// A list under its heading; what has no room is counted in `rest`.
struct SheetList {
    heading: String,
    items: Vec<SheetItem>,
    rest: &'static str,
}

impl<'a> ReviewSheet<'a> {
    fn of(derived: &'a Derived) -> Self {
        let standing = Standing::of_derived(derived, derived.signers());
        Self {
            derived,
            page: LeaderPage::of(derived),
            since: changed_since_last_version(derived, &standing),
            state: standing.summary().unwrap_or_else(|| "尚未签批".to_owned()),
            unit: derived.document().amount_unit(),
        }
    }

    fn form(&self) -> PageForm {
        let lists = [self.open(), self.changes()];
        let moved = self.moved();
        let room = ROOMS.into_iter().find(|room| self.height(&moved, &lists, *room).is_some());
        let room = room.unwrap_or(ROOMS[ROOMS.len() - 1]);
        let used = self.height(&moved, &lists, room).unwrap_or(PAGE);
        let height = (CHARTS.start() + PAGE.saturating_sub(used) / 2).min(*CHARTS.end());
        let (charts, pictures) = self.charts(height);
        let unit = &self.derived.document().unit;
        let name = if unit.department.is_blank() { "（未填单位名称）" } else { &*unit.department };
        let year = unit.year.map_or_else(String::new, |year| format!("{year}年度"));
        let unit_of_amounts = self.unit.name();
        let words = json!({
            "title": format!("{year}部门决算复核单"),
            "unit": line(name),
            "particulars": format!("金额单位：{unit_of_amounts}"),
            "state": line(&self.state),
            "fingerprint": format!("内容指纹 {}", self.page.fingerprint),
            "figures": self.page.overview.figures.iter().map(|figure| self.figure(figure)).collect::<Value>(),
            "charts": charts,
            "moved": {
                "heading": "变动最大的各项和原因（总计在前）",
                "items": moved.iter().map(|figure| self.moved_row(figure, room)).collect::<Value>(),
                "nothing": "没有可比的上年数；填入上年数后列出变动最大的各项",
            },
            "lists": lists.iter().zip([room.findings, room.changes])
                .map(|(list, most)| list.words(most, room.lines)).collect::<Value>(),
            "roles": Role::ALL.iter().map(|role| role.label()).collect::<Value>(),
            "remark": "内容指纹与程序“复核”页上的一致，本单和文件就是同一份内容",
            "program": OWN_PROGRAM,
            "edge": EDGE, "side": SIDE, "head": HEAD, "line": LINE, "row": ROW, "section": SECTION, "gap": GAP,
            "sign": SIGN, "foot": FOOT,
        });
        PageForm { layout: LAYOUT, words, pictures }
    }

    /// The height of everything, the charts at their lowest; `None` when that is more than a page.
    fn height(&self, moved: &[&YearFigure], lists: &[SheetList], room: SheetRoom) -> Option<u32> {
        let figures = 7 * ROW;
        let rows: u32 = moved.iter().map(|figure| ROW + LINE * (row_lines(figure, room) - 1)).sum();
        let lists: u32 = lists
            .iter()
            .zip([room.findings, room.changes])
            .map(|(list, most)| SECTION + list.height(most, room.lines))
            .sum();
        let charts = GAP + 2 * CHARTS.start();
        let height = 2 * EDGE + HEAD + figures + charts + SECTION + ROW + rows + lists + SIGN + FOOT + SPARE;
        (height <= PAGE).then_some(height)
    }

    fn figure(&self, figure: &YearFigure) -> Value {
        let [now, before] = [figure.now, figure.before].map(|amount| amount_words(amount, self.unit));
        json!([figure.label, now, before, figure.change_words(self.unit), figure.arrowed()])
    }

    /// The total first, if it changed.
    fn moved(&self) -> Vec<&YearFigure> {
        let overview = &self.page.overview;
        let is_moved = |figure: &&YearFigure| figure.growth.change.is_some_and(|change| !change.is_zero());
        overview.figures.first().into_iter().filter(is_moved).chain(&overview.moved).collect()
    }

    fn moved_row(&self, figure: &YearFigure, room: SheetRoom) -> Value {
        let numbers = [amount_words(figure.now, self.unit), figure.change_words(self.unit), figure.arrowed()];
        let mark = if figure.lacks_reason() { "▲ " } else { "" };
        json!({
            "name": line(&figure.label),
            "numbers": numbers,
            "reason": format!("{mark}{}", line(figure.reason_words())),
            "lines": row_lines(figure, room),
        })
    }

    /// The gravest first; what was explained is counted.
    fn open(&self) -> SheetList {
        let (derived, page) = (self.derived, &self.page);
        let findings = page.open.iter().filter_map(|place| derived.review.findings.get(*place));
        let mark = |severity| if severity == Severity::Error { "✖" } else { "▲" };
        let mut items: Vec<SheetItem> =
            findings.map(|finding| SheetItem { mark: mark(finding.severity), words: line(&finding.message) }).collect();
        if items.is_empty() {
            items.push(SheetItem { mark: "", words: LeaderPage::nothing_open(derived) });
        }
        let heading = [page.open_heading(derived), page.explained_heading(), notes_heading(derived)];
        SheetList { heading: format!("审核：{}", heading.join(" · ")), items, rest: "见程序的“审核”页" }
    }

    fn changes(&self) -> SheetList {
        let rest = "见程序的“往来”页";
        let nothing = |words: &str| vec![SheetItem { mark: "", words: words.to_owned() }];
        let Some(since) = &self.since else {
            let items = nothing("还没有签批，也没有更早的保存，无从比较");
            return SheetList { heading: "上次签批以来的改动".to_owned(), items, rest };
        };
        let heading = line(&since.heading());
        let items = match &since.changes {
            None => nothing("内容有改动，但文件里没有留存当时的内容，列不出改了哪里"),
            Some(changes) => {
                let of_content = changes.iter().map(brief_change_words);
                let sentences = of_content.chain(since.explanations.iter().map(|change| change.sentence()));
                sentences.map(|words| SheetItem { mark: "△", words: line(&words) }).collect()
            }
        };
        let items = if items.is_empty() { nothing("✔ 没有改动") } else { items };
        SheetList { heading, items, rest }
    }

    /// Two rows of two, and their pictures.
    fn charts(&self, height: u32) -> (Value, Vec<(String, String)>) {
        let mut pictures = Vec::new();
        let specs: Vec<(&ChartSpec, u32)> = LEADER_CHARTS
            .iter()
            .filter_map(|(key, share)| Some((self.derived.charts.iter().find(|spec| spec.key == *key)?, *share)))
            .collect();
        let mut row = |specs: &[(&ChartSpec, u32)]| -> Value {
            let whole: u32 = specs.iter().map(|(_, share)| share).sum();
            let mut picture = |(spec, share): &(&ChartSpec, u32)| -> Value {
                let width = (WIDTH - GAP) * share / whole.max(1);
                let file = format!("chart-{}.svg", spec.key);
                pictures.push((file.clone(), charts::svg(spec, width, height)));
                json!({ "file": format!("/{file}"), "share": share, "alt": line(&spec.description()) })
            };
            json!({ "height": height, "pictures": specs.iter().map(&mut picture).collect::<Value>() })
        };
        (specs.chunks(2).map(&mut row).collect(), pictures)
    }
}

impl SheetList {
    /// How many items are shown, and how many are only counted.
    fn cut(&self, most: usize) -> (usize, usize) {
        let shown = self.items.len().min(most);
        (shown, self.items.len() - shown)
    }

    fn height(&self, most: usize, lines: u32) -> u32 {
        let (shown, left) = self.cut(most);
        let items: u32 = self.items[..shown].iter().map(|item| LINE * item.lines(lines)).sum();
        items + if left > 0 { LINE } else { 0 }
    }

    fn words(&self, most: usize, lines: u32) -> Value {
        let (shown, left) = self.cut(most);
        let item = |item: &SheetItem| json!({ "mark": item.mark, "words": item.words, "lines": item.lines(lines) });
        json!({
            "heading": self.heading,
            "items": self.items[..shown].iter().map(item).collect::<Value>(),
            "rest": (left > 0).then(|| format!("另有 {left} 条，{}", self.rest)),
        })
    }
}

impl SheetItem {
    fn lines(&self, most: u32) -> u32 {
        lines_of(&self.words, SENTENCE, most)
    }
}

/// How many lines a row of the changes takes.
fn row_lines(figure: &YearFigure, room: SheetRoom) -> u32 {
    let name = lines_of(&figure.label, NAME, room.reason.min(2));
    lines_of(figure.reason_words(), REASON, room.reason).max(name)
}

/// How many lines of so many halves of a character a text takes, at most so many.
fn lines_of(text: &str, room: usize, most: u32) -> u32 {
    let width: usize = text.chars().take(LONGEST).map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    u32::try_from(width.div_ceil(room)).unwrap_or(most).clamp(1, most)
}

/// In one line, and with places to break in words that would not fit into any.
fn line(text: &str) -> String {
    const LONGEST_WORD: usize = 12;
    // Between ideographs and kana a line breaks anyway; not before closing marks.
    let breaks = |c: char| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    let text: String = shown_line(text).chars().take(LONGEST).collect();
    let mut words = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_whitespace() || breaks(c) { 0 } else { run + 1 };
        if run > LONGEST_WORD {
            words.push('\u{200B}');
        }
        words.push(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        at,
        document::{Document, Edit, Entry, Text},
        large_sample::large_document,
        money::Money,
        testing::{clean_sample, derived, key, known, reference_sample, sample, typed},
        typeset::Rect,
    };

    const HOSTILE: &str = "</svg>#pagebreak()$x$ ⟦T01!合计⟧ \u{202e}אבג\u{0}&<b>\n\n\n一";

    fn pages(derived: &Derived) -> crate::typeset::PrintedPages {
        Engine::embedded_only().print_form(ReviewSheet::of(derived).form()).expect("set")
    }

    /// One page, and on it nothing over another or beyond its edges. Answers with its words.
    fn is_one_page(derived: &Derived) -> Result<String, TestCaseError> {
        let boxes = pages(derived).boxes();
        prop_assert_eq!(boxes.len(), 1, "pages");
        let page = Rect { left: 34.0, top: 28.0, right: 596.0 - 34.0, bottom: 842.0 - 28.0 };
        let placed = &boxes[0];
        for (index, (rect, words)) in placed.iter().enumerate() {
            let is_inside = rect.left > page.left && rect.right < page.right;
            prop_assert!(is_inside && rect.top > page.top && rect.bottom < page.bottom, "{} {:?}", words, rect);
            for (other, others) in &placed[..index] {
                let across = rect.right.min(other.right) - rect.left.max(other.left);
                let down = rect.bottom.min(other.bottom) - rect.top.max(other.top);
                prop_assert!(across < 1.0 || down < 1.5, "{} {:?} lies over {} {:?}", words, rect, others, other);
            }
        }
        Ok(placed.iter().map(|(_, words)| words.as_str()).collect())
    }

    fn words(document: &Document) -> String {
        is_one_page(&derived(document)).unwrap_or_else(|error| panic!("{error}"))
    }

    /// As the report: a reader has nothing to complain of.
    #[test]
    fn the_sheet_is_packed_as_the_report_is() {
        let sheet = review_sheet(&derived(&clean_sample()), &mut Engine::embedded_only(), &Progress::default());
        let objects = object_streams::unpacked(&sheet.expect("a sheet").0);
        let has = |words: &str| objects.values().any(|object| String::from_utf8_lossy(object).contains(words));
        assert!(has("/StructTreeRoot") && !has("/Suspects"));
    }

    #[test]
    fn the_sheet_says_what_the_leader_s_page_says() {
        let document = reference_sample();
        let (said, page) = (words(&document), LeaderPage::of(&derived(&document)));
        for expected in ["盐边县总工会", "复核单", "尚未签批", "收支总计", "232.34", "316.23", "-83.89", "下降26.53%"]
        {
            assert!(said.replace(' ', "").contains(expected), "{expected} is not in {said}");
        }
        assert!(said.contains(&page.fingerprint) && said.contains("会议接待费有所增加"), "{said}");
        let heading = page.open_heading(&derived(&document));
        assert!(said.replace(' ', "").contains(&heading.replace(' ', "")), "{heading} is not in {said}");
        assert!(said.contains("另有") && said.contains("签字") && said.contains("负责人"), "{said}");
        // The change of the total stands before those of its parts.
        assert!(said.find("项目支出有所减少") < said.find("机关运行经费"), "{said}");
    }

    #[test]
    fn the_gravest_stand_first() {
        let page = LeaderPage::of(&derived(&reference_sample()));
        let all = derived(&reference_sample());
        let weights: Vec<Severity> = page.open.iter().map(|place| all.review.findings[*place].severity).collect();
        assert!(weights.is_sorted() && weights.contains(&Severity::Error) && weights.contains(&Severity::Warning));
    }

    #[test]
    fn the_same_document_gives_the_same_sheet_and_another_content_another_fingerprint() {
        let document = clean_sample();
        let pdf = |document: &Document| {
            review_sheet(&derived(document), &mut Engine::embedded_only(), &Progress::default()).expect("made")
        };
        let (first, notes) = pdf(&document);
        assert!(first == pdf(&document).0);
        assert_eq!(notes, Vec::<String>::new(), "the faces of official documents are not wanted");
        let changed = typed(&document, at!(unit.duties), "改");
        let fingerprint = |document: &Document| LeaderPage::of(&derived(document)).fingerprint;
        assert_ne!(fingerprint(&document), fingerprint(&changed));
        assert!(fingerprint(&document).chars().all(|c| c.is_ascii_digit() || c == ' '));
        assert_eq!(fingerprint(&document).len(), 19);
    }

    #[test]
    fn what_changed_since_the_leader_signed_is_listed() {
        use crate::{
            document::Decision,
            seal::{SignatureStatement, append},
        };
        let document = clean_sample();
        let signing = SignatureStatement {
            role: Role::Leader,
            decision: Decision::Sign,
            name: "张三".to_owned(),
            time: "2025-08-20 10:00:00".to_owned(),
            reason: String::new(),
        };
        let signed = document.apply(&append(&document, &signing, &key(7))).expect("signed");
        let of = |document: &Document| {
            let derived = Derived::with_signers(&Arc::new(document.clone()), &known(&[&key(7)]));
            is_one_page(&derived).unwrap_or_else(|error| panic!("{error}")).replace(' ', "")
        };
        assert!(of(&signed).contains("负责人上次签批（2025-08-2010:00）以来的改动0"), "{}", of(&signed));
        let changed = typed(&signed, at!(unit.duties), "另写的职责");
        assert!(of(&changed).contains("以来的改动1") && of(&changed).contains("另写的职责"), "{}", of(&changed));
        // A stranger's signature counts for nothing.
        assert!(words(&changed).contains("无从比较"));
    }

    #[test]
    fn what_changed_since_the_save_before_is_listed_where_nobody_has_signed() {
        use crate::workflow::{Stamp, record_save};
        let stamp = |time: &str| Stamp { time: time.to_owned(), ..Stamp::default() };
        let first = record_save(&clean_sample(), None, &stamp("2025-08-20 09:00:00")).expect("a record");
        let changed = typed(&first, at!(unit.duties), "另写的职责");
        let second = record_save(&changed, Some(&first), &stamp("2025-08-21 09:00:00")).expect("a record");
        let said = words(&second).replace(' ', "");
        assert!(said.contains("上次保存（2025-08-2009:00）以来的改动1") && said.contains("另写的职责"), "{said}");
    }

    /// Long and hostile in every text that the sheet shows, in amounts of any length.
    fn overfull(text: &str) -> Document {
        let mut document = sample("yanbian-2024.json");
        let reasons = [at!(income.reason), at!(expenditure.gpb_reason), at!(three_public.total_reason)];
        let others = [at!(three_public.reception_reason), at!(other.operating.reason), at!(unit.department)];
        for path in reasons.into_iter().chain(others) {
            document = typed(&document, path, text);
        }
        for row in 0..document.expenditure.lines.len() {
            document = typed(&document, at!(expenditure.lines[row].reason), text);
            let amount = Entry::Money(Money::from_fen(-9_000_000_000_000_000 + row as i64));
            let path = at!(expenditure.lines[row].prior_actual);
            document = document.apply(&Edit::Set { path, entry: amount }).expect("an amount");
        }
        document
    }

    #[test]
    fn whatever_is_in_it_the_sheet_is_one_page() {
        let long = "年中追加人员经费和项目经费，".repeat(200);
        let unbroken = "A1b2".repeat(500);
        for text in [
            "",
            "一",
            HOSTILE,
            &long,
            &unbroken,
            &"𠮷".repeat(300),
            &"w".repeat(39),
            "一 二\u{3000}",
            &"。".repeat(300),
            "ᜀ៰%\"𝋠",
        ] {
            words(&overfull(text));
        }
        words(&Document::default());
        words(&large_document(2_000));
        for name in ["clean.json", "national-2024.json", "large-report.json", "faulty/totals.json", "faulty/codes.json"]
        {
            words(&sample(name));
        }
        let mut document = clean_sample();
        document.unit.department = Text::new("");
        document.unit.year = None;
        assert!(words(&document).contains("未填单位名称"));
    }

    /// The least room holds the most that there can be.
    #[test]
    fn the_least_room_is_always_enough() {
        let derived = derived(&overfull(&"字".repeat(500)));
        let sheet = ReviewSheet::of(&derived);
        let moved = sheet.moved();
        assert_eq!(moved.len(), 1 + crate::workflow::MOST_MOVED);
        let full = || SheetList {
            heading: String::new(),
            items: (0..9).map(|_| SheetItem { mark: "", words: "字".repeat(500) }).collect(),
            rest: "",
        };
        assert!(sheet.height(&moved, &[full(), full()], ROOMS[ROOMS.len() - 1]).is_some());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn any_words_stay_on_their_page(text in "\\PC{0,120}", repeats in 1_usize..6) {
            is_one_page(&derived(&overfull(&text.repeat(repeats))))?;
        }
    }
}
