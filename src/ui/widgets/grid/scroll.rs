//! Bringing the current cell into sight.

/// Frames in which the current cell is brought into sight.
const TRIES: u8 = 12;

#[derive(Default)]
pub(super) struct Scroll {
    aim: Aim,
    /// When the grid was drawn last.
    drawn_pass: u64,
    /// Frames until the scroll bars of a grid that appeared are there: they take room, and what was scrolled into
    /// sight before may lie below them.
    settling: u8,
}

#[derive(Clone, Copy, Default)]
enum Aim {
    #[default]
    AtRest,
    /// Scrolls as soon as no button is down: cells must not move away from under the pointer.
    Due,
    /// Scrolls for so many frames more, or until the cell is in sight.
    Trying(u8),
}

impl Scroll {
    /// The current cell is to be brought into sight.
    pub fn aim_at_current(&mut self) {
        self.aim = Aim::Due;
    }

    /// Before drawing: whether to scroll in this frame.
    pub fn begin(&mut self, pointer_down: bool) -> bool {
        if matches!(self.aim, Aim::Due) && !pointer_down {
            self.aim = Aim::Trying(TRIES);
        }
        matches!(self.aim, Aim::Trying(_))
    }

    /// After drawing: whether another frame is needed.
    pub fn end(&mut self, pass: u64, in_sight: bool) -> bool {
        if pass > self.drawn_pass + 1 {
            self.settling = TRIES;
        }
        self.drawn_pass = pass;
        self.settling = self.settling.saturating_sub(1);
        let Aim::Trying(tries) = self.aim else { return false };
        let is_there = in_sight && self.settling == 0;
        self.aim = if is_there || tries <= 1 { Aim::AtRest } else { Aim::Trying(tries - 1) };
        !is_there
    }
}
