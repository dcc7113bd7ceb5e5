//! Single changes as a person makes them, by a seed.

use std::ops::Range;

/// Where a change was made, and what has to be told.
#[derive(Clone, Debug)]
pub struct Made {
    pub kind: &'static str,
    /// Whether digits changed.
    pub is_number: bool,
    pub old: String,
    pub new: String,
    /// Text that stands beside it in the file, or stood there.
    pub beside: String,
}

pub const KINDS: [&str; 12] =
    ["digit", "sign", "row", "cell", "unit", "word", "paragraph", "added", "order", "chart", "table", "heading"];

/// Numbers without a clock.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % end as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// Elements of this name, the outermost only.
fn elements(xml: &str, name: &str) -> Vec<Range<usize>> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = xml[at..].find(&open).map(|start| at + start) {
        let behind = xml.as_bytes()[start + open.len()];
        if !matches!(behind, b'>' | b' ') {
            at = start + open.len();
            continue;
        }
        let head = start + xml[start..].find('>').unwrap();
        if xml.as_bytes()[head - 1] == b'/' {
            at = head;
            continue;
        }
        let end = start + xml[start..].find(&close).unwrap() + close.len();
        found.push(start..end);
        at = end;
    }
    found
}

/// The content of each `w:t` within, with its place.
fn texts(xml: &str, within: &Range<usize>) -> Vec<Range<usize>> {
    elements(&xml[within.clone()], "w:t")
        .into_iter()
        .map(|text| {
            let inside = &xml[within.start + text.start..within.start + text.end];
            let from = inside.find('>').unwrap() + 1;
            within.start + text.start + from..within.start + text.end - "</w:t>".len()
        })
        .collect()
}

pub fn text_of(xml: &str, within: &Range<usize>) -> String {
    texts(xml, within).into_iter().map(|text| xml[text].to_owned()).collect()
}

fn style(xml: &str, paragraph: &Range<usize>) -> String {
    let own = &xml[paragraph.clone()];
    let at = own.find("<w:pStyle w:val=\"").map(|at| at + 17);
    at.map_or(String::new(), |at| own[at..].split('"').next().unwrap().to_owned())
}

/// Paragraphs of the text: of no table, not of the contents, with words.
fn body(xml: &str) -> Vec<Range<usize>> {
    let tables = elements(xml, "w:tbl");
    let in_table = |at: usize| tables.iter().any(|table| table.contains(&at));
    let paragraphs = elements(xml, "w:p").into_iter().filter(|paragraph| !in_table(paragraph.start));
    let of_text = paragraphs.filter(|paragraph| !xml[paragraph.clone()].contains("<w:sectPr"));
    of_text
        .filter(|paragraph| style(xml, paragraph) == "Body" && text_of(xml, paragraph).chars().count() > 12)
        .collect()
}

/// Rows below the head of tables with borders.
fn rows(xml: &str) -> Vec<Range<usize>> {
    let tables = elements(xml, "w:tbl").into_iter().filter(|table| xml[table.clone()].contains("TableGrid"));
    let rows = tables.flat_map(|table| {
        let rows = elements(&xml[table.clone()], "w:tr");
        rows.into_iter().map(move |row| table.start + row.start..table.start + row.end)
    });
    let plain = |row: &Range<usize>| {
        let row = &xml[row.clone()];
        !row.contains("w:tblHeader") && !row.contains("w:vMerge") && row.contains("<w:t ")
    };
    rows.filter(plain).collect()
}

fn replaced(xml: &str, at: &Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &xml[..at.start], &xml[at.end..])
}

fn is_number(text: &str) -> bool {
    !text.is_empty()
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| "0123456789.,%-".contains(c))
}

/// Another digit in the place of one.
fn other_digit(text: &str, dice: &mut Dice) -> String {
    let digits: Vec<usize> = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = *dice.pick(&digits);
    let old = u32::from(text.as_bytes()[at] - b'0');
    let new = (old + 1 + u32::try_from(dice.below(9)).unwrap()) % 10;
    format!("{}{new}{}", &text[..at], &text[at + 1..])
}

fn numbers(xml: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = body(xml).iter().chain(&rows(xml)).flat_map(|part| texts(xml, part)).collect();
    all.retain(|text| is_number(&xml[text.clone()]));
    all
}

/// Makes one change to the text of the document; `None` where there is nothing of the kind.
pub fn change(xml: &str, kind: &'static str, dice: &mut Dice) -> Option<(String, Made)> {
    let made = |is_number, old: &str, new: &str, beside: String| Made {
        kind,
        is_number,
        old: old.to_owned(),
        new: new.to_owned(),
        beside,
    };
    let part_around = |at: usize| {
        let parts = [body(xml), rows(xml)].concat();
        let part = parts.into_iter().find(|part| part.contains(&at)).unwrap();
        text_of(xml, &part)
    };
    match kind {
        "digit" | "sign" => {
            let at = dice.pick(&numbers(xml)).clone();
            let old = xml[at.clone()].to_owned();
            let new = if kind == "digit" { other_digit(&old, dice) } else { format!("-{old}") };
            if kind == "sign" && (old.starts_with('-') || !old.contains('.')) {
                return None;
            }
            let beside = part_around(at.start);
            Some((replaced(xml, &at, &new), made(true, &old, &new, beside)))
        }
        "row" => {
            let row = dice.pick(&rows(xml)).clone();
            let text = text_of(xml, &row);
            // What stands twice in a row of rows is the same whichever goes.
            let digits = text.contains(|c: char| c.is_ascii_digit());
            (text.chars().count() > 6).then(|| (replaced(xml, &row, ""), made(digits, &text, "", text.clone())))
        }
        "cell" => {
            let row = dice.pick(&rows(xml)).clone();
            let cells = texts(xml, &row);
            let at = dice.pick(&cells).clone();
            let old = xml[at.clone()].to_owned();
            let new = if is_number(&old) { other_digit(&old, dice) } else { "另行填列".to_owned() };
            let beside = text_of(xml, &row);
            Some((replaced(xml, &at, &new), made(is_number(&old), &old, &new, beside)))
        }
        "unit" => {
            let all: Vec<Range<usize>> = body(xml).iter().flat_map(|part| texts(xml, part)).collect();
            let all: Vec<Range<usize>> = all.into_iter().filter(|text| xml[text.clone()].contains("万元")).collect();
            let at = dice.pick(&all).clone();
            let new = xml[at.clone()].replacen("万元", "元", 1);
            Some((replaced(xml, &at, &new), made(false, "万", "", part_around(at.start))))
        }
        "word" => {
            let all: Vec<Range<usize>> = body(xml).iter().flat_map(|part| texts(xml, part)).collect();
            let long = |text: &Range<usize>| xml[text.clone()].chars().filter(|c| !c.is_ascii()).count() > 8;
            let all: Vec<Range<usize>> = all.into_iter().filter(long).collect();
            let at = dice.pick(&all).clone();
            let text: Vec<char> = xml[at.clone()].chars().collect();
            let from = dice.below(text.len() - 3);
            let old: String = text[from..from + 2].iter().collect();
            if old.contains(|c: char| c.is_ascii() || "【】“”".contains(c)) {
                return None;
            }
            let new = ["", "基层", "补充说明"][dice.below(3)];
            let whole: String =
                text[..from].iter().chain(new.chars().collect::<Vec<_>>().iter()).chain(&text[from + 2..]).collect();
            (new != old).then(|| (replaced(xml, &at, &whole), made(false, &old, new, part_around(at.start))))
        }
        "paragraph" => {
            let at = dice.pick(&body(xml)).clone();
            let text = text_of(xml, &at);
            let digits = text.contains(|c: char| c.is_ascii_digit());
            Some((replaced(xml, &at, ""), made(digits, &text, "", text.clone())))
        }
        "added" => {
            let at = dice.pick(&body(xml)).clone();
            let new = "另外，经上级部门批准的事项正在办理之中。";
            let paragraph = format!("<w:p><w:r><w:t>{new}</w:t></w:r></w:p>");
            Some((replaced(xml, &(at.end..at.end), &paragraph), made(false, "", new, new.to_owned())))
        }
        "order" => {
            let all = body(xml);
            let pairs: Vec<(Range<usize>, Range<usize>)> = all
                .windows(2)
                .filter(|pair| pair[0].end == pair[1].start && text_of(xml, &pair[0]) != text_of(xml, &pair[1]))
                .map(|pair| (pair[0].clone(), pair[1].clone()))
                .collect();
            let (a, b) = dice.pick(&pairs).clone();
            let both = format!("{}{}", &xml[b.clone()], &xml[a.clone()]);
            let text = text_of(xml, &a);
            Some((replaced(xml, &(a.start..b.end), &both), made(false, &text, &text_of(xml, &b), text.clone())))
        }
        "table" => {
            let tables = elements(xml, "w:tbl").into_iter().filter(|table| xml[table.clone()].contains("TableGrid"));
            let tables: Vec<Range<usize>> = tables.collect();
            let at = dice.pick(&tables).clone();
            let title = xml[at.clone()].split("<w:tblCaption w:val=\"").nth(1).unwrap().split('"').next().unwrap();
            let title = title.to_owned();
            Some((replaced(xml, &at, ""), made(false, &title, "", title.clone())))
        }
        "heading" => {
            let headings = elements(xml, "w:p").into_iter().filter(|paragraph| {
                let style = style(xml, paragraph);
                style.starts_with("Heading") || style.starts_with("AttachmentHeading")
            });
            let texts: Vec<Range<usize>> = headings.flat_map(|heading| texts(xml, &heading)).collect();
            let at = dice.pick(&texts).clone();
            let old = xml[at.clone()].to_owned();
            if !old.ends_with(|c: char| !c.is_ascii()) {
                return None;
            }
            let new = format!("{old}补充");
            Some((replaced(xml, &at, &new), made(false, "", "补充", old)))
        }
        _ => None,
    }
}

/// Changes a kept number, or the text of a label, in a chart. Who types into a label writes words in place of its field:
/// the text that a field keeps is what its cell said, and a program that opens the file asks the cell again.
pub fn change_chart(xml: &str, dice: &mut Dice) -> (String, Made) {
    let inside = |name: &str| {
        let close = format!("</{name}>");
        let texts = elements(xml, name).into_iter().map(|text| {
            let from = text.start + xml[text.clone()].find('>').unwrap() + 1;
            from..text.end - close.len()
        });
        texts.filter(|text| xml[text.clone()].contains(|c: char| c.is_ascii_digit())).collect::<Vec<_>>()
    };
    let all = [inside("c:v"), inside("a:t")].concat();
    let at = dice.pick(&all).clone();
    let old = xml[at.clone()].to_owned();
    let new = other_digit(&old, dice);
    let made = Made { kind: "chart", is_number: true, old, new: new.clone(), beside: String::new() };
    let field = elements(xml, "a:fld").into_iter().find(|field| field.contains(&at.start));
    match field {
        Some(field) => (replaced(xml, &field, &format!("<a:r><a:t>{new}</a:t></a:r>")), made),
        None => (replaced(xml, &at, &new), made),
    }
}
