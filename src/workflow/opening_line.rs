//! The sentence shown when a file is opened: who signed, whether it is unchanged since, and which version wrote it.

use crate::{
    document::{Decision, SignatureRecord, shown_line, shown_name},
    seal::{SignatureVerdict, Verified},
};

use super::standing::{Standing, signer};

/// This program as it signs its saves.
pub const OWN_PROGRAM: &str = concat!("决算公开编审 ", env!("CARGO_PKG_VERSION"));

/// The sentence for the opened `document`, whose signatures say `standing`.
pub fn opening_line(document: &crate::document::Document, standing: &Standing) -> String {
    let mut parts = signed(standing);
    if let Some(save) = document.review.history.iter().last() {
        if !save.author.is_blank() {
            parts.push(format!("{} 于 {} 保存", shown_name(&save.author), shown_line(&save.time)));
        }
        // The version is mentioned only when it differs.
        if !save.program.is_blank() && &*save.program != OWN_PROGRAM {
            parts.push(format!("由 {} 写出", shown_line(&save.program)));
        }
    } else {
        parts.push("没有保存记录".to_owned());
    }
    parts.join("；")
}

/// First the signatures that count, then the others.
fn signed(standing: &Standing) -> Vec<String> {
    let mut parts = Vec::new();
    if let Some(missing) = standing.missing.last() {
        let count = standing.missing.len();
        parts.push(format!(
            "这份文件比本机见过的旧，或者被删过：少了 {count} 条签批，最近一条是{}；请向发件人要最新的文件",
            missing.words()
        ));
    }
    let counting = standing.last_counting();
    match counting {
        Some(last) => parts.extend([said(&last.record), format!("此后{}", since(last))]),
        None if standing.verified.is_empty() => parts.push("尚未签批".to_owned()),
        None => parts.push("没有能采信的签批".to_owned()),
    }
    if let Some(otherwise) = &standing.printed_otherwise {
        parts.push(otherwise.sentence());
    }
    let others = standing.verified.iter().rev();
    if let Some(last) = others.clone().find(|one| one.verdict == SignatureVerdict::UnknownKey) {
        let more = match standing.waiting() {
            1 => String::new(),
            count => format!("等 {count} 条"),
        };
        parts.push(format!("{}{more}，待确认签批人，签批后{}", said(&last.record), since(last)));
    }
    let mismatch = |one: &&Verified| {
        matches!(one.verdict, SignatureVerdict::NameDiffers { .. } | SignatureVerdict::RoleDiffers { .. })
    };
    if let Some(last) = others.clone().find(mismatch) {
        parts.push(format!("{}，{}", said(&last.record), last.label()));
    }
    let mut broken = others.filter(|one| matches!(one.verdict, SignatureVerdict::Broken { .. }));
    match broken.clone().count() {
        0 => {}
        count => parts.push(format!(
            "{count} 条签批记录不能采信：{}",
            broken.next_back().map_or_else(String::new, Verified::label)
        )),
    }
    parts
}

fn said(record: &SignatureRecord) -> String {
    let done = match record.decision {
        Some(Decision::Return) => format!("退回（{}）", shown_line(&record.reason)),
        _ => "签批".to_owned(),
    };
    format!("{} 于 {} {done}", signer(record), shown_line(&record.time))
}

fn since(one: &Verified) -> String {
    use crate::seal::SinceSigned;
    match &one.since {
        Some(SinceSigned::Same) => "内容没有改动".to_owned(),
        Some(since) => since.words(),
        None => "有没有改动不能断定".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        at,
        document::{Document, Edit, Role},
        money::AmountUnit,
        seal::{KnownSigners, SignatureStatement, append},
        testing::{key, known},
        workflow::{Stamp, record_save},
    };

    #[test]
    fn the_sentence_says_who_whether_and_by_what() {
        let nobody = KnownSigners::default();
        let opening_line =
            |document: &Document, known: &KnownSigners| super::opening_line(document, &Standing::of(document, known));
        assert_eq!(opening_line(&Document::default(), &nobody), "尚未签批；没有保存记录");
        let key = key(1);
        let known = known(&[&key]);
        let signing = SignatureStatement {
            role: Role::Leader,
            decision: Decision::Sign,
            name: "张三".into(),
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
        let head = "负责人 张三 于 2025-08-21 10:00 签批";
        assert_eq!(opening_line(&saved, &known), format!("{head}；此后内容没有改动；{tail}"));
        let line = opening_line(&saved, &nobody);
        assert!(line.starts_with(&format!("没有能采信的签批；{head}，待确认签批人，签批后内容没有改动")), "{line}");
        let changed = saved.apply(&Edit::type_text(at!(unit.duties), "改", AmountUnit::Wan)).expect("typed");
        assert_eq!(opening_line(&changed, &known), format!("{head}；此后改动了 1 处；{tail}"));
        let back = SignatureStatement { decision: Decision::Return, reason: "缺说明".into(), ..signing };
        let back = changed.apply(&append(&changed, &back, &key)).expect("returned");
        assert!(opening_line(&back, &known).contains("退回（缺说明）；此后内容没有改动"));
    }
}
