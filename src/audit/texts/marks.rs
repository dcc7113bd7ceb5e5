//! Marks, and words of the form that nobody filled in.

use super::{Outcome, Spot, Texts, around};

/// Words of a form that has alternatives.
const ALTERNATIVES: [&str; 12] = [
    "增加（减少）",
    "增加/减少",
    "增长（下降）",
    "增长/下降",
    "增加(减少)",
    "增长(下降)",
    "大于/小于",
    "大于（小于）",
    "上升（下降）",
    "上升/下降",
    "增（减）",
    "高于/低于",
];

/// Marks that never stand beside each other.
const DOUBLED: [&str; 8] = ["。。", "，，", "、、", "；；", "，。", "；。", "。，", "、。"];

impl Texts<'_, '_> {
    pub fn marks(&mut self) {
        for (block, text) in self.paragraphs() {
            self.first_of(block, &text, &DOUBLED, "标点", "删去多余的标点", |mark| {
                format!("标点重复或多余：“{mark}”")
            });
            self.first_of(block, &text, &ALTERNATIVES, "样表残留", "按实际情况留下一种说法", |left| {
                format!("样表里供选择的“{left}”没有改成实际情况")
            });
            self.placeholders(block, &text);
            for lead in ["原因是", "原因：", "原因为", "主要用于"] {
                for (at, _) in text.match_indices(lead) {
                    let behind = text[at + lead.len()..].trim_start();
                    if behind.starts_with(['。', '；', '，']) {
                        let (from, to) = around(&text, at, lead.len() + 3);
                        let message = format!("“{lead}”后面没有写内容");
                        let place = Some((at, at + lead.len()));
                        self.report(
                            Outcome::Wrong,
                            "原因没有写完",
                            Spot { block, characters: place, quote: &text[from..to] },
                            message,
                            "补写具体的内容",
                        );
                    }
                }
            }
        }
    }

    /// XX局, XX万元, ×××.
    fn placeholders(&mut self, block: usize, text: &str) {
        const BEHIND: [&str; 14] =
            ["局", "部门", "单位", "年", "万元", "元", "%", "个", "辆", "委", "厅", "办", "中心", "科"];
        for mark in ["XXX", "×××", "XX", "××", "\u{ff0a}\u{ff0a}", "**", "〇〇", "\u{25cb}\u{25cb}", "【待填"]
        {
            let Some(at) = text.find(mark) else { continue };
            let behind = text[at..].trim_start_matches(['X', '×', '\u{ff0a}', '*', '〇', '\u{25cb}']);
            let is_sure = mark == "【待填" || BEHIND.iter().any(|word| behind.starts_with(word));
            let outcome = if is_sure { Outcome::Wrong } else { Outcome::Doubtful };
            let (from, to) = around(text, at, mark.len());
            let message = format!("样表里的“{mark}”没有填写");
            let place = Some((at, at + mark.len()));
            self.report(
                outcome,
                "样表残留",
                Spot { block, characters: place, quote: &text[from..to] },
                message,
                "填写实际的名称或数字",
            );
            return;
        }
    }

    /// Reports the first of these words that a paragraph has.
    fn first_of(
        &mut self,
        block: usize,
        text: &str,
        words: &[&str],
        kind: &'static str,
        remedy: &'static str,
        message: impl Fn(&str) -> String,
    ) {
        let found = words.iter().find_map(|word| Some((text.find(word)?, *word)));
        if let Some((at, word)) = found {
            let (from, to) = around(text, at, word.len());
            let spot = Spot { block, characters: Some((at, at + word.len())), quote: &text[from..to] };
            self.report(Outcome::Wrong, kind, spot, message(word), remedy);
        }
    }
}
