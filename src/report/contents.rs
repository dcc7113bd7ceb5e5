//! How close the lines of the contents stand: as usual, or closer, so that no page is left with a few of them.

use super::{Block, Heading, Orientation, Paper, Report};

/// From line to line as usual and at the closest, in twentieths of a point.
const USUAL: u32 = 500;
const CLOSEST: u32 = 400;
const STEP: u32 = 10;
/// The title above them.
const TITLE: u32 = 1000;
/// So many on the last page are too few.
const FEW: u32 = 6;
/// A character of “三号”.
const CHARACTER: u32 = 320;
/// The leader and the number of the page take so many.
const PAGE: u32 = 3;

impl Report {
    /// What the contents list.
    pub fn listed_headings(&self) -> impl Iterator<Item = &Heading> {
        self.blocks().filter_map(|block| match block {
            Block::Heading(heading) if heading.is_listed() => Some(heading),
            _ => None,
        })
    }

    /// From line to line of the contents, in twentieths of a point.
    pub fn contents_line(&self) -> u32 {
        let paper = Paper::of(Orientation::Portrait);
        let lines = self.listed_headings().map(|heading| {
            let half_characters: u32 = heading.text().chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            let indent = u32::from(heading.level().saturating_sub(1));
            let width = half_characters * CHARACTER / 2 + PAGE * CHARACTER;
            width.div_ceil(paper.text_width().saturating_sub(indent * CHARACTER).max(1))
        });
        line(lines.sum(), paper.text_height())
    }
}

fn line(lines: u32, height: u32) -> u32 {
    let (usual, last) = pages(lines, height, USUAL);
    let closer = || (1..).map(|step| USUAL - step * STEP).take_while(|line| *line >= CLOSEST);
    match usual > 1 && last <= FEW {
        true => closer().find(|line| pages(lines, height, *line).0 < usual).unwrap_or(USUAL),
        false => USUAL,
    }
}

/// How many pages so many lines take, and how many stand on the last.
fn pages(lines: u32, height: u32, line: u32) -> (u32, u32) {
    let (first, each) = (height.saturating_sub(TITLE) / line, height / line);
    match lines.checked_sub(first + 1) {
        None => (1, lines),
        Some(rest) => (2 + rest / each.max(1), rest % each.max(1) + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_page_of_the_contents_has_a_few_lines() {
        let height = Paper::of(Orientation::Portrait).text_height();
        assert_eq!(
            (pages(23, height, USUAL), pages(24, height, USUAL), pages(49, height, USUAL)),
            ((1, 23), (2, 1), (3, 1))
        );
        for lines in 1..=80 {
            let chosen = line(lines, height);
            let (count, last) = pages(lines, height, chosen);
            assert!(chosen == USUAL || (CLOSEST..USUAL).contains(&chosen) && count < pages(lines, height, USUAL).0);
            assert!(count == 1 || last > FEW, "{lines} lines end with {last} on page {count}");
        }
        assert_eq!([line(23, height), line(24, height), line(29, height), line(30, height)], [500, 480, 400, 500]);
    }
}
