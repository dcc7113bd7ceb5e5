//! Tables by the lines between their cells.

use super::model::PageRectangle;

/// A line across or down the page, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruling {
    pub from: f64,
    pub to: f64,
    /// How far down, or how far to the right.
    pub at: f64,
}

/// How far lines that belong together may stand apart.
const NEAR: f64 = 2.5;
/// A shorter line is no border.
const SHORTEST: f64 = 6.0;
/// Lines that stick out further want a line there.
const STICKS_OUT: f64 = 5.0;
/// More rows times columns than a page holds.
const MOST_FIELDS: usize = 100_000;

/// A table: where its lines stand, and which fields between them are one cell.
pub(super) struct Lattice {
    pub columns: Vec<f64>,
    pub rows: Vec<f64>,
    /// The cell of each field, row by row: its upper left field.
    pub owner: Vec<usize>,
}

impl Lattice {
    pub fn width(&self) -> usize {
        self.columns.len() - 1
    }

    pub fn bounds(&self) -> PageRectangle {
        let at =
            |places: &[f64], last: bool| if last { places.last() } else { places.first() }.copied().unwrap_or_default();
        PageRectangle {
            left: tenths(at(&self.columns, false)),
            top: tenths(at(&self.rows, false)),
            right: tenths(at(&self.columns, true)),
            bottom: tenths(at(&self.rows, true)),
        }
    }

    /// The field at a place; `None` outside.
    pub fn field(&self, x: f64, y: f64) -> Option<usize> {
        let (first_x, last_x) = (self.columns.first()?, self.columns.last()?);
        let (first_y, last_y) = (self.rows.first()?, self.rows.last()?);
        if x < first_x - 1.0 || x > last_x + 1.0 || y < first_y - 1.0 || y > last_y + 1.0 {
            return None;
        }
        let between =
            |places: &[f64], at: f64| places.partition_point(|place| *place <= at).clamp(1, places.len() - 1) - 1;
        Some(between(&self.rows, y) * self.width() + between(&self.columns, x))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "no page is that large")]
pub(super) fn tenths(points: f64) -> i32 {
    (points * 10.0).round() as i32
}

/// The tables that lines across and down make.
pub(super) fn tables(across: Vec<Ruling>, down: Vec<Ruling>) -> Vec<Lattice> {
    let is_border = |line: &Ruling| line.to - line.from > SHORTEST;
    let across: Vec<Ruling> = merged(across).into_iter().filter(is_border).collect();
    let down: Vec<Ruling> = merged(down).into_iter().filter(is_border).collect();
    // Lines that touch belong to one table.
    let mut groups = Groups::new(across.len() + down.len());
    for (i, line) in across.iter().enumerate() {
        for (j, other) in down.iter().enumerate() {
            let crosses = line.from - NEAR <= other.at && other.at <= line.to + NEAR;
            if crosses && other.from - NEAR <= line.at && line.at <= other.to + NEAR {
                groups.join(i, across.len() + j);
            }
        }
    }
    let mut found: Vec<(usize, Vec<Ruling>, Vec<Ruling>)> = Vec::new();
    let all = across.iter().map(|line| (line, true)).chain(down.iter().map(|line| (line, false)));
    let mut place_of = vec![None; across.len() + down.len()];
    for (index, (line, is_across)) in all.enumerate() {
        let group = groups.of(index);
        let place = *place_of[group].get_or_insert_with(|| {
            found.push((group, Vec::new(), Vec::new()));
            found.len() - 1
        });
        let lines = if is_across { &mut found[place].1 } else { &mut found[place].2 };
        lines.push(*line);
    }
    found.into_iter().filter_map(|(_, across, down)| lattice(across, &down)).collect()
}

fn lattice(mut across: Vec<Ruling>, down: &[Ruling]) -> Option<Lattice> {
    if across.is_empty() || down.len() < 2 {
        return None;
    }
    close_ends(&mut across, down);
    if across.len() < 2 {
        return None;
    }
    let rows = places(across.iter().map(|line| line.at).collect());
    let columns = places(down.iter().map(|line| line.at).collect());
    let (height, width) = (rows.len().checked_sub(1)?, columns.len().checked_sub(1)?);
    if height * width < 2 || height * width > MOST_FIELDS {
        return None;
    }
    let covered = |lines: &[Ruling], at: f64, middle: f64| {
        lines.iter().any(|line| (line.at - at).abs() <= NEAR && line.from - NEAR <= middle && middle <= line.to + NEAR)
    };
    let mut groups = Groups::new(height * width);
    for row in 0..height {
        for column in 0..width {
            let field = row * width + column;
            if column + 1 < width && !covered(down, columns[column + 1], rows[row].midpoint(rows[row + 1])) {
                groups.join(field, field + 1);
            }
            if row + 1 < height && !covered(&across, rows[row + 1], columns[column].midpoint(columns[column + 1])) {
                groups.join(field, field + width);
            }
        }
    }
    let owner = (0..height * width).map(|field| groups.of(field)).collect();
    Some(Lattice { columns, rows, owner })
}

/// A table that goes on from another page may lack its upper line: lines down that stick out say where it is.
fn close_ends(across: &mut Vec<Ruling>, down: &[Ruling]) {
    let ends = |end: fn(&Ruling) -> f64, outermost: f64| {
        let mut at: Vec<f64> =
            down.iter().filter(|line| (end(line) - outermost).abs() < NEAR).map(|line| line.at).collect();
        at.sort_by(f64::total_cmp);
        at
    };
    let top = down.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
    let bottom = down.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
    let first = across.iter().map(|line| line.at).fold(f64::INFINITY, f64::min);
    let last = across.iter().map(|line| line.at).fold(f64::NEG_INFINITY, f64::max);
    let mut close = |at: &[f64], place: f64| {
        if let [from, .., to] = at {
            across.push(Ruling { from: *from, to: *to, at: place });
        }
    };
    if first - top > STICKS_OUT {
        close(&ends(|line| line.from, top), top);
    }
    if bottom - last > STICKS_OUT {
        close(&ends(|line| line.to, bottom), bottom);
    }
}

/// Places, those that are near one another once.
fn places(mut all: Vec<f64>) -> Vec<f64> {
    all.sort_by(f64::total_cmp);
    let mut places: Vec<f64> = Vec::new();
    for place in all {
        if places.last().is_none_or(|last| place - last > NEAR) {
            places.push(place);
        }
    }
    places
}

/// Pieces of one line joined.
fn merged(mut lines: Vec<Ruling>) -> Vec<Ruling> {
    const SAME: f64 = 1.5;
    const GAP: f64 = 3.0;
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut whole = Vec::new();
    let mut rest = lines.as_slice();
    while let Some(first) = rest.first() {
        let mut last = first.at;
        let count = rest.iter().take_while(|line| {
            let is_near = line.at - last <= SAME;
            last = line.at;
            is_near
        });
        let (group, behind) = rest.split_at(count.count());
        rest = behind;
        #[expect(clippy::cast_precision_loss, reason = "no page has that many lines")]
        let at = group.iter().map(|line| line.at).sum::<f64>() / group.len() as f64;
        let mut group: Vec<(f64, f64)> = group.iter().map(|line| (line.from, line.to)).collect();
        group.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut current: Option<(f64, f64)> = None;
        for (from, to) in group {
            match &mut current {
                Some((_, end)) if from <= *end + GAP => *end = end.max(to),
                current => {
                    whole.extend(current.take().map(|(from, to)| Ruling { from, to, at }));
                    *current = Some((from, to));
                }
            }
        }
        whole.extend(current.map(|(from, to)| Ruling { from, to, at }));
    }
    whole
}

/// What belongs together, each group named by its first.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn of(&mut self, mut index: usize) -> usize {
        while self.0[index] != index {
            self.0[index] = self.0[self.0[index]];
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f64, from: f64, to: f64) -> Ruling {
        Ruling { from, to, at }
    }

    #[test]
    fn a_field_without_a_line_belongs_to_its_neighbour() {
        let rows = vec![across(0.0, 0.0, 100.0), across(20.0, 0.0, 50.0), across(40.0, 0.0, 100.0)];
        let columns = vec![across(0.0, 0.0, 40.0), across(50.0, 0.0, 40.0), across(100.0, 0.0, 40.0)];
        let found = tables(rows, columns);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].owner, [0, 1, 2, 1]);
        assert_eq!(found[0].field(75.0, 30.0), Some(3));
    }

    #[test]
    fn a_table_without_its_upper_line_is_closed() {
        let rows = vec![across(20.0, 0.0, 100.0), across(40.0, 0.0, 100.0)];
        let columns = vec![across(0.0, 0.0, 40.0), across(100.0, 0.0, 40.0)];
        let found = tables(rows, columns);
        assert_eq!(found[0].rows, [0.0, 20.0, 40.0]);
    }
}
