//! The text that is being composed: one paragraph or several.

use crate::{percent::TRACE, report::model::Run};

/// Runs, with ends of paragraphs between them.
#[derive(Default)]
pub(super) struct Flow {
    done: Vec<Vec<Run>>,
    open: Vec<Run>,
}

impl Flow {
    /// Appends a run; words join the words before them.
    pub fn push(&mut self, run: Run) {
        match run {
            Run::Words(text) => self.words(&text),
            run => {
                self.lead_to(&run);
                self.open.push(run);
            }
        }
    }

    /// A share that is less than any that is printed reads on as such: 占…的比例不足0.01%.
    fn lead_to(&mut self, run: &Run) {
        if let (Run::Figure { text, .. }, Some(Run::Words(before))) = (run, self.open.last_mut())
            && text.starts_with(TRACE)
        {
            before.push_str(if before.ends_with('的') {
                "比例"
            } else if before.ends_with('占') {
                "比"
            } else {
                ""
            });
        }
    }

    /// Words, which join the words before them. Behind an amount that was written in 元 the unit of the template, 万元,
    /// gives way to it.
    pub fn words(&mut self, text: &str) {
        match self.open.last_mut() {
            Some(Run::Figure { text: figure, .. }) if text.starts_with("万元") && figure.ends_with('元') => {
                figure.pop();
                self.open.push(Run::words(&text["万".len()..]));
            }
            _ if text.is_empty() => {}
            Some(Run::Words(before)) => before.push_str(text),
            _ => self.open.push(Run::words(text)),
        }
    }

    pub fn extend(&mut self, runs: impl IntoIterator<Item = Run>) {
        runs.into_iter().for_each(|run| self.push(run));
    }

    pub fn append(&mut self, other: Self) {
        for paragraph in other.done {
            self.extend(paragraph);
            self.end_paragraph();
        }
        self.extend(other.open);
    }

    /// What follows is a new paragraph.
    pub fn end_paragraph(&mut self) {
        if !self.open.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.done.is_empty() && self.open.is_empty()
    }

    /// The paragraphs that say something.
    pub fn into_paragraphs(mut self) -> Vec<Vec<Run>> {
        self.end_paragraph();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{at, report::text_of};

    #[test]
    fn a_share_of_next_to_nothing_reads_on() {
        let text = |before: &str, share: &str| {
            let mut flow = Flow::default();
            flow.words(before);
            flow.push(Run::Figure { text: share.to_owned(), source: at!(unit.year).into() });
            text_of(&flow.into_paragraphs().concat())
        };
        assert_eq!(text("完成全年预算的", "不足0.01%"), "完成全年预算的比例不足0.01%");
        assert_eq!(text("0.01万元，占", "不足0.01%"), "0.01万元，占比不足0.01%");
        assert_eq!(text("完成年初预算", "不足0.01%"), "完成年初预算不足0.01%");
        assert_eq!(text("占本年支出合计的", "2.37%"), "占本年支出合计的2.37%");
    }
}
