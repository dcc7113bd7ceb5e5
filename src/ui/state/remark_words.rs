//! Notes and ticks in words.

use crate::{
    derived::{Derived, Remarked, TickState},
    document::{Document, Kind, Note, NoteEntry, NoteState, Tick, shown_line, shown_name},
    figures::Source,
    money::Money,
};

/// Characters of one entry beside the pointer.
const MOST_CHARACTERS: usize = 60;

/// The symbol that tells the state of a note apart without colour.
pub fn note_symbol(state: NoteState) -> &'static str {
    match state {
        NoteState::Open => "●",
        NoteState::Answered => "◐",
        NoteState::Closed => "✔",
    }
}

/// Whoever it was, by name where there is one.
pub fn author_name(author: &str) -> String {
    let name = shown_name(author);
    if name.is_empty() { "（未具名）".to_owned() } else { name }
}

/// 张三（负责人） 2025-08-20 14:03:00
pub fn entry_head(entry: &NoteEntry) -> String {
    let name = author_name(&entry.author);
    let role = entry.role.map_or_else(String::new, |role| format!("（{}）", role.label()));
    format!("{name}{role} {}", shown_line(&entry.time)).trim_end().to_owned()
}

/// The state of a note and what was said last: `批注（待回复）张三：为什么增加？`
pub fn latest_line(note: &Note) -> String {
    let state = note.state.unwrap_or(NoteState::Open).label();
    match note.entries.iter().last() {
        Some(entry) => format!("批注（{state}）{}：{}", author_name(&entry.author), beginning(&entry.text)),
        None => format!("批注（{state}）"),
    }
}

/// A tick in words.
pub fn tick_line(derived: &Derived, source: &Source, tick: &Tick, state: TickState) -> String {
    let who = format!("{} {}", shown_name(&tick.author), shown_line(&tick.time));
    match (state, seen_text(derived, source, &tick.seen)) {
        (TickState::Holds, _) => format!("✔ 已核对 {}", who.trim()),
        (TickState::Void, Some(seen)) => format!("核对后数值已变（核对时为 {seen}）：原由 {} 核对", who.trim()),
        (TickState::Void, None) => format!("核对后内容已变：原由 {} 核对", who.trim()),
    }
}

/// The value that was seen; of a row there is only its digest.
fn seen_text(derived: &Derived, source: &Source, seen: &str) -> Option<String> {
    let document = derived.document();
    let is_money = match source {
        Source::Entered(path) => match Document::kind_at(*path)? {
            Kind::Money => true,
            kind => return kind.from_stored(seen).map(|entry| beginning(&entry.text(kind, document.amount_unit()))),
        },
        Source::Cell(_) => true,
        Source::Measure(_) => false,
    };
    if seen.is_empty() {
        return Some("空白".to_owned());
    }
    if !is_money {
        return Some(beginning(seen));
    }
    let unit = document.amount_unit();
    Some(Money::from_stored(seen).map_or_else(|_| seen.to_owned(), |money| money.exact_grouped(unit)))
}

/// Everything that was left at a place, one a line; closed notes are not repeated.
pub fn lines(derived: &Derived, source: &Source) -> Vec<String> {
    let Some(remarked) = derived.remarks().at(source) else { return Vec::new() };
    let mut lines = notes(derived, remarked);
    let review = &derived.document().review;
    if let Some((row, state)) = remarked.tick
        && let Some(tick) = review.ticks.get(row)
    {
        lines.push(tick_line(derived, source, tick, state));
    }
    lines
}

/// The same of a chart or a section.
pub fn remark_lines_beside(derived: &Derived, place: &str) -> Vec<String> {
    derived.remarks().beside(place).map_or_else(Vec::new, |remarked| notes(derived, remarked))
}

fn notes(derived: &Derived, remarked: &Remarked) -> Vec<String> {
    let all = remarked.notes.iter().filter_map(|row| derived.document().review.notes.get(*row));
    all.filter(|note| note.state != Some(NoteState::Closed)).map(latest_line).collect()
}

fn beginning(text: &str) -> String {
    let line = text.replace(['\n', '\r'], " ");
    match line.char_indices().nth(MOST_CHARACTERS) {
        Some((at, _)) => format!("{}……", &line[..at]),
        None => line,
    }
}
