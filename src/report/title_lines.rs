//! Where a title that is longer than its line is broken: between its words, and into lines of like length, as GB/T 9704
//! asks (词意完整、排列对称、长短适宜). Widths are hundredths of a character.

use super::{Run, model::text_of};

/// Latin letters and digits.
const NARROW: u32 = 50;
/// Between Chinese and Latin characters.
const GAP: u32 = 25;
/// What programs measure otherwise.
const SLACK: u32 = 30;
const STEP: usize = 25;

/// A character, or Latin ones that are not parted.
struct Word {
    width: u32,
    /// A piece of the title begins with it: its number, the year, the name of a department.
    begins: bool,
}

/// How wide the lines of a title have to be; `None` where it stands in one line of `room`.
pub fn title_width(runs: &[Run], room: u32) -> Option<u32> {
    let words = words(runs);
    let all: u32 = words.iter().map(|word| word.width).sum();
    if all <= room {
        return None;
    }
    let count = breaks(&words, room).len();
    let from = all / (u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1));
    let widths = || (from..=room).step_by(STEP).filter(|width| breaks(&words, *width).len() == count);
    let between_words = |width: &u32| breaks(&words, *width).iter().all(|at| words[*at].begins);
    let width = widths().find(between_words).or_else(|| widths().next())?;
    Some((width + SLACK).min(room))
}

fn words(runs: &[Run]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut last = None;
    // A figure and its unit belong together.
    let mut is_open = false;
    for run in runs {
        let mut begins = !is_open;
        for c in text_of(std::slice::from_ref(run)).chars() {
            let is_narrow = c.is_ascii_graphic();
            let gap = if last.is_some_and(|last: char| last.is_ascii_graphic() != is_narrow) { GAP } else { 0 };
            match words.last_mut() {
                Some(word) if is_narrow && last.is_some_and(|last: char| last.is_ascii_graphic()) => {
                    word.width += NARROW
                }
                _ => words.push(Word { width: gap + if is_narrow { NARROW } else { 100 }, begins }),
            }
            begins = c == '\u{3000}' || c == '\n';
            last = Some(c);
        }
        is_open = matches!(run, Run::Figure { .. });
    }
    words
}

/// The words that begin a line, but for the first.
fn breaks(words: &[Word], width: u32) -> Vec<usize> {
    let (mut breaks, mut used) = (Vec::new(), 0);
    for (at, word) in words.iter().enumerate() {
        if used > 0 && used + word.width > width {
            breaks.push(at);
            used = 0;
        }
        used += word.width;
    }
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::at;

    /// “第二部分　某单位2024年度部门决算表” broken into lines of so many characters at most.
    fn lines(department: &str, end: &str, room: u32) -> Vec<String> {
        let year = Run::Figure { text: "2024".to_owned(), source: at!(unit.year).into() };
        let runs = [
            Run::words("第二部分　"),
            Run::written(department, at!(unit.department)),
            year,
            Run::words(format!("年度{end}")),
        ];
        let text: Vec<char> = text_of(&runs).chars().collect();
        let Some(width) = title_width(&runs, room) else { return vec![text.into_iter().collect()] };
        let mut characters = text.into_iter();
        let words = words(&runs);
        let mut ends = breaks(&words, width);
        ends.push(words.len());
        let mut from = 0;
        let line = |end| {
            // The four digits of the year are one word.
            let count: usize = words[from..end]
                .iter()
                .map(|word| if word.width % 100 == 0 || word.width == 125 { 1 } else { 4 })
                .sum();
            from = end;
            characters.by_ref().take(count).collect()
        };
        ends.into_iter().map(line).collect()
    }

    #[test]
    fn a_long_title_is_broken_between_its_words() {
        assert_eq!(lines("总工会", "部门决算表", 2010).len(), 1);
        assert_eq!(
            lines("青禾县总工会", "部门决算情况说明", 2010),
            ["第二部分　青禾县总工会", "2024年度部门决算情况说明"]
        );
        assert_eq!(
            lines("上海市普陀区总工会", "部门决算表", 2010),
            ["第二部分　上海市普陀区总工会", "2024年度部门决算表"]
        );
        let long = lines("上海市普陀区机关事务管理和后勤保障服务中心", "部门决算表", 2010);
        assert!(long.len() == 2 && long.iter().all(|line| line.chars().count() > 12), "{long:?}");
    }
}
