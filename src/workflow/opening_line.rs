//! 打开时的一句话: who signed, whether it is unchanged since, and which program version wrote it.

use crate::{
    document::{Decision, Document},
    seal::{KnownSigners, Verdict, Verified, verify_all},
};

use super::standing::signer;

/// This program as it signs its saves.
pub const OWN_PROGRAM: &str = concat!("决算公开编审 ", env!("CARGO_PKG_VERSION"));

/// The sentence for the opened `document`.
pub fn opening_line(document: &Document, known: &KnownSigners) -> String {
    let verified = verify_all(document, known);
    let mut parts = match verified.last() {
        None => vec!["尚未签批".to_owned()],
        Some(last) => vec![said(last), state(&last.verdict)],
    };
    if let Some(save) = document.review.history.iter().last() {
        if !save.author.is_blank() {
            parts.push(format!("{} 于 {} 保存", &*save.author, &*save.time));
        }
        // Only another version is news.
        if !save.program.is_blank() && &*save.program != OWN_PROGRAM {
            parts.push(format!("由 {} 写出", &*save.program));
        }
    } else {
        parts.push("没有保存记录".to_owned());
    }
    parts.join("；")
}

fn said(last: &Verified) -> String {
    let record = &last.record;
    let done = match record.decision {
        Some(Decision::Return) => format!("退回（{}）", &*record.reason),
        _ => "签批".to_owned(),
    };
    format!("{} 于 {} {done}", signer(record), &*record.time)
}

fn state(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Valid => "此后内容没有改动".to_owned(),
        Verdict::ValidUnknownSigner { .. } => "此后内容没有改动，签批人尚未确认".to_owned(),
        Verdict::ContentChanged { changes: Some(changes) } => format!("此后改动了 {} 处", changes.len()),
        Verdict::ContentChanged { changes: None } => "此后内容有改动".to_owned(),
        Verdict::Broken { why } => (*why).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Edit, Role},
        money::AmountUnit,
        seal::{Signing, append},
        workflow::{
            Stamp, record_save,
            testing::{key, known},
        },
    };

    #[test]
    fn the_sentence_says_who_whether_and_by_what() {
        let nobody = KnownSigners::default();
        assert_eq!(opening_line(&Document::default(), &nobody), "尚未签批；没有保存记录");
        let key = key(1);
        let known = known(&[&key]);
        let signing = Signing {
            role: Role::Leader,
            decision: Decision::Sign,
            name: "李四".into(),
            time: "2025-08-21 10:00".into(),
            reason: String::new(),
        };
        let signed = Document::default();
        let signed = signed.apply(&append(&signed, &signing, &key)).expect("signed");
        let (author, time) = ("张三".to_owned(), "2025-08-21 10:05".to_owned());
        let stamp = Stamp { author, time, program: "决算公开编审 0.0.9".into() };
        let other = record_save(&signed, None, &stamp).expect("recorded");
        assert!(opening_line(&other, &known).ends_with("保存；由 决算公开编审 0.0.9 写出"));
        let stamp = Stamp { program: OWN_PROGRAM.into(), ..stamp };
        let saved = record_save(&signed, None, &stamp).expect("recorded");
        let tail = "张三 于 2025-08-21 10:05 保存";
        let head = "负责人 李四 于 2025-08-21 10:00 签批";
        assert_eq!(opening_line(&saved, &known), format!("{head}；此后内容没有改动；{tail}"));
        assert!(opening_line(&saved, &nobody).contains("此后内容没有改动，签批人尚未确认"));
        let changed = saved.apply(&Edit::type_text(at!(unit.duties), "改", AmountUnit::Wan)).expect("typed");
        assert_eq!(opening_line(&changed, &known), format!("{head}；此后改动了 1 处；{tail}"));
        let back = Signing { decision: Decision::Return, reason: "缺说明".into(), ..signing };
        let back = changed.apply(&append(&changed, &back, &key)).expect("returned");
        assert!(opening_line(&back, &known).contains("退回（缺说明）；此后内容没有改动"));
    }
}
