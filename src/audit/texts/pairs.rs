//! Marks that stand in pairs, of which one half is missing or too many.

use super::{Outcome, Spot, Texts, around};

/// The two halves and what they are called.
const PAIRS: [(char, char, &str); 2] = [('“', '”', "引号"), ('《', '》', "书名号")];

impl Texts<'_, '_> {
    pub fn pairs(&mut self) {
        let paragraphs = self.paragraphs();
        let mut was_whole = true;
        for (block, text) in paragraphs {
            // A paragraph that breaks off, as at the end of a page, goes on in the next one.
            let is_whole = text.trim_end().ends_with(['。', '；', '：', '！', '？', '”']);
            if is_whole && was_whole {
                for pair in PAIRS {
                    self.pair(block, &text, pair);
                }
            }
            was_whole = is_whole || !text.contains('，');
        }
    }

    fn pair(&mut self, block: usize, text: &str, (opening, closing, name): (char, char, &str)) {
        let has = |mark: char| text.contains(mark);
        let marks: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| *c == opening || *c == closing).collect();
        // Some write one of the two for both.
        if has(opening) != has(closing) && marks.len().is_multiple_of(2) {
            return;
        }
        let mut open = None;
        let mut odd = None;
        for (at, mark) in marks {
            match (mark == opening, open) {
                (true, None) => open = Some(at),
                (true, Some(before)) => {
                    odd = odd.or(Some(before));
                    open = Some(at);
                }
                (false, Some(_)) => open = None,
                (false, None) => odd = odd.or(Some(at)),
            }
        }
        let Some(at) = odd.or(open) else { return };
        let mark = if text[at..].starts_with(opening) { opening } else { closing };
        let (from, to) = around(text, at, mark.len_utf8());
        let (here, missing) = if mark == opening { ("前", "后") } else { ("后", "前") };
        let message = format!("有{here}{name}，没有{missing}{name}");
        let spot = Spot { block, characters: Some((at, at + mark.len_utf8())), quote: &text[from..to] };
        self.report(Outcome::Doubtful, "标点", spot, message, "补上缺的一半，或者删去多余的一半");
    }
}
