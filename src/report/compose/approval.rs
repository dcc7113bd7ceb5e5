//! Who prepared, reviewed and approved what is published (公开审签). A signature that does not hold, or whose key was not
//! accepted for its name and role on this computer, is not printed: its line is left to be signed by pen.

use crate::{
    at,
    document::{Path, Role, shown_line, shown_name},
    report::model::{ParagraphStyle, Run},
    seal::{latest_of_roles, verify_all},
};

use super::{Composer, flow::Flow};

/// Of a time as it is kept: `2025-08-20 10:00:00`.
const DATE_CHARACTERS: usize = 10;

impl Composer<'_> {
    /// A line for each role.
    pub(super) fn approval(&mut self) {
        let document = self.figures.typed.clone();
        let verified = verify_all(&document, self.known);
        for (role, signed) in Role::ALL.iter().zip(latest_of_roles(&verified)) {
            let mut flow = Flow::default();
            // The dates of those who sign by pen stand below each other.
            let (label, room) = match role {
                Role::Preparer => ("编制：", "　　　　　　"),
                Role::Reviewer => ("复核：", "　　　　　　"),
                Role::Leader => ("负责人审签：", "　　　"),
            };
            flow.words(label);
            match signed.filter(|signed| signed.verdict.is_valid()) {
                Some(signed) => {
                    let row = at!(review.signatures).row(signed.row);
                    let record = &signed.record;
                    let date: String = shown_line(&record.time).chars().take(DATE_CHARACTERS).collect();
                    written(&mut flow, row.field("name"), &shown_name(&record.name));
                    flow.words("　日期：");
                    written(&mut flow, row.field("time"), &date);
                    if !record.reason.is_blank() {
                        flow.words("　意见：");
                        written(&mut flow, row.field("reason"), &shown_line(&record.reason));
                    }
                }
                None => flow.words(&format!("（签名）{room}日期：　　　　　　")),
            }
            self.paragraphs(ParagraphStyle::Body, flow);
        }
    }
}

fn written(flow: &mut Flow, path: Path, text: &str) {
    flow.push(Run::written(text, path));
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        document::{Decision, Document, Edit, Entry},
        figures::Figures,
        report::Report,
        seal::{KnownSigners, PersonKey, SignatureStatement, append},
        testing::{clean_sample, typed},
    };

    fn printed() -> Document {
        let set = |document: Document, path, entry| document.apply(&Edit::Set { path, entry }).expect("it fits");
        let document = set(clean_sample(), at!(other.approval.block), Entry::Choice("printed"));
        let document = set(document, at!(other.approval.opinion), Entry::Text("不含涉密内容，可以公开".to_owned()));
        let document = set(document, at!(other.approval.reviewer), Entry::Text("赵六".to_owned()));
        typed(&document, at!(other.approval.reviewed_on), "2025-08-19")
    }

    fn signed(document: &Document, role: Role, name: &str) -> Document {
        let key = key_of(role);
        let signing = SignatureStatement {
            role,
            decision: Decision::Sign,
            name: name.to_owned(),
            time: "2025-08-20 10:00:00".to_owned(),
            reason: if role == Role::Leader { "同意公开".to_owned() } else { String::new() },
        };
        document.apply(&append(document, &signing, &key)).expect("it fits")
    }

    fn key_of(role: Role) -> PersonKey {
        PersonKey::from_stored(&format!("0{}", role as u8 + 1).repeat(32)).expect("a key")
    }

    /// On a computer where “张三” is accepted as preparer, “李四” as leader.
    fn text(document: &Document) -> String {
        let mut known = KnownSigners::default();
        for (role, name) in [(Role::Preparer, "张三"), (Role::Leader, "李四")] {
            known.accept(&key_of(role).public(), name, &[role], "");
        }
        Report::with_signers(&Figures::of(&Arc::new(document.clone())), &known).text()
    }

    const BY_PEN: &str = "（签名）　　　　　　日期：";

    #[test]
    fn the_block_is_printed_only_when_it_is_asked_for() {
        let text_of = |document: &Document| text(document).contains("公开审签");
        assert!(text_of(&printed()));
        let omitted = Edit::Set { path: at!(other.approval.block), entry: Entry::Choice("omitted") };
        assert!(!text_of(&printed().apply(&omitted).expect("it fits")));
        let blank = Edit::Set { path: at!(other.approval.block), entry: Entry::Blank };
        assert!(!text_of(&printed().apply(&blank).expect("it fits")));
    }

    #[test]
    fn who_signed_is_named_and_the_others_sign_by_pen() {
        let document = signed(&signed(&printed(), Role::Preparer, "张三"), Role::Leader, "李四");
        let text = text(&document);
        assert!(
            text.contains("审查人：赵六　日期：2025-08-19") || text.contains("审查人：赵六　日期：2025年8月19日"),
            "{text}"
        );
        assert!(text.contains("编制：张三　日期：2025-08-20\n"), "{text}");
        assert!(text.contains(&format!("复核：{BY_PEN}")), "{text}");
        assert!(text.contains("负责人审签：李四　日期：2025-08-20　意见：同意公开"), "{text}");
    }

    #[test]
    fn a_signature_that_no_longer_holds_is_not_printed() {
        let document = signed(&printed(), Role::Preparer, "张三");
        let changed = typed(&document, at!(three_public.actual.abroad), "9.87");
        assert!(text(&changed).contains(&format!("编制：{BY_PEN}")));
        assert!(!text(&changed).contains("张三"));
    }

    #[test]
    fn who_was_not_accepted_is_not_printed() {
        let by_pen = |document: &Document, line: &str| {
            let text = text(document);
            assert!(
                text.contains(&format!(
                    "{line}{}",
                    if line == "负责人审签：" { "（签名）　　　日期：" } else { BY_PEN }
                )),
                "{text}"
            );
        };
        let stranger = signed(&printed(), Role::Reviewer, "王五");
        by_pen(&stranger, "复核：");
        by_pen(&signed(&printed(), Role::Leader, "张局长"), "负责人审签：");
        let nobody = Report::of(&Figures::of(&Arc::new(signed(&printed(), Role::Preparer, "张三")))).text();
        assert!(nobody.contains(&format!("编制：{BY_PEN}")));
    }
}
