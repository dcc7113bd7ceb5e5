//! 审核意见: what was found in a report that was written elsewhere, and the bureau's 公开情况检查表, as a workbook and as a
//! Word file.

use crate::audit::{Audit, AuditFinding, Outcome, rule_title};

use super::{ExportError, WordList, list_docx, list_xlsx, provenance::PROGRAM_VERSION};

/// What is told of one report.
pub struct Opinion<'a> {
    /// What the report is called.
    pub file: &'a str,
    /// SHA-256 of its bytes.
    pub digest: &'a str,
    pub audit: &'a Audit,
    /// Findings that a person has looked at and found to be no fault.
    pub is_cleared: &'a dyn Fn(&AuditFinding) -> bool,
}

const FINDINGS: [(&str, u16); 7] =
    [("序号", 6), ("结论", 9), ("类别", 14), ("位置", 24), ("问题", 46), ("应为", 16), ("处理", 26)];

const CHECKLIST: [(&str, u16); 6] =
    [("序号", 6), ("项目", 22), ("检查内容", 36), ("结论", 8), ("说明", 46), ("位置", 22)];

impl Opinion<'_> {
    /// A sheet for each list. The same report gives the same bytes.
    ///
    /// # Errors
    /// [`ExportError::Fault`] if the workbook cannot be written.
    pub fn xlsx(&self) -> Result<Vec<u8>, ExportError> {
        list_xlsx(&self.lists())
    }

    /// # Errors
    /// [`ExportError::Fault`] if the file cannot be written.
    pub fn docx(&self) -> Result<Vec<u8>, ExportError> {
        list_docx(&self.lists())
    }

    fn lists(&self) -> [WordList<'static>; 2] {
        [
            WordList { title: "审核意见", facts: self.facts(), columns: &FINDINGS, rows: self.findings() },
            WordList {
                title: "公开情况检查表", facts: self.report(), columns: &CHECKLIST, rows: self.checklist()
            },
        ]
    }

    /// The report: its name and whose it is.
    fn report(&self) -> Vec<String> {
        let audit = self.audit;
        let whose = audit.whose();
        let file = format!("报告：{}（{}）", self.file, audit.kind);
        if whose.is_empty() { vec![file] } else { vec![file, format!("单位和年度：{whose}")] }
    }

    fn facts(&self) -> Vec<String> {
        let mut facts = self.report();
        facts.push(format!("文件的SHA-256：{}", self.digest));
        facts.push(format!("审核程序：决算公开编审 {PROGRAM_VERSION}"));
        facts.push(format!("结果：{}", self.counts()));
        facts
    }

    fn counts(&self) -> String {
        let audit = self.audit;
        let left = |outcome: Outcome| {
            let own = audit.findings.iter().filter(|finding| finding.outcome == outcome);
            own.filter(|finding| !(self.is_cleared)(finding)).count()
        };
        let cleared = audit.findings.iter().filter(|finding| (self.is_cleared)(finding)).count();
        let cleared = if cleared > 0 { format!("，已看过没问题 {cleared}") } else { String::new() };
        let unchecked = audit.unchecked.len();
        let (errors, doubts) = (left(Outcome::Wrong), left(Outcome::Doubtful));
        format!("核对{}处；错误 {errors}，存疑 {doubts}，没查 {unchecked}{cleared}", audit.compared)
    }

    fn findings(&self) -> Vec<Vec<String>> {
        let audit = self.audit;
        let found = audit.findings.iter().map(|finding| {
            let outcome = if (self.is_cleared)(finding) { "已看过，没问题" } else { finding.outcome.label() };
            let mut problem = vec![finding.message.clone()];
            if !finding.quote.is_empty() {
                problem.push(format!("原文：{}", finding.quote));
            }
            problem.extend(finding.gathered.iter().map(|other| format!("牵连：{other}")));
            let place = finding.places.first().map_or_else(String::new, |place| place.words.clone());
            let computed = finding.computed.clone().unwrap_or_default();
            [
                outcome.to_owned(),
                finding.kind.to_owned(),
                place,
                problem.join("\n"),
                computed,
                finding.remedy.to_owned(),
            ]
        });
        let unchecked = |what: &str, why: &str| {
            let [blank, remedy] = ["", "请人工审核"].map(str::to_owned);
            ["没查".to_owned(), blank.clone(), what.to_owned(), why.to_owned(), blank, remedy]
        };
        let parts = audit.unchecked.iter().map(|one| unchecked(&one.what, &one.why));
        let titles: Vec<&str> = audit.rules_not_checked.iter().map(|rule| rule_title(rule)).collect();
        let rules = (!titles.is_empty()).then(|| {
            unchecked(&format!("{}条审核规则", titles.len()), &format!("报告里没有需要的内容：{}", titles.join("；")))
        });
        numbered(found.chain(parts).chain(rules))
    }

    fn checklist(&self) -> Vec<Vec<String>> {
        numbered(self.audit.checklist.iter().map(|row| {
            let place = row.place.as_ref().map_or_else(String::new, |place| place.words.clone());
            let answer = row.answer.label().to_owned();
            [row.subject.clone(), row.question.to_owned(), answer, row.note.clone(), place]
        }))
    }
}

fn numbered<const N: usize>(rows: impl Iterator<Item = [String; N]>) -> Vec<Vec<String>> {
    (1..).zip(rows).map(|(number, row)| std::iter::once(number.to_string()).chain(row).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{self, Evidence};

    const WRONG: &str = "青禾县总工会2024年度部门决算\n二、收入决算情况说明\n2024年度本年收入合计100.00万元，其中：一般公共预算\
                         财政拨款收入80.00万元，占82.00%；其他收入20.00万元，占20.00%。\n主要原因是。\n";

    fn words(evidence: &Evidence) -> String {
        let cells = evidence.tables().flat_map(|table| &table.cells).map(|cell| cell.text.as_str());
        cells.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn an_opinion_names_the_file_the_program_and_each_finding_in_either_form() {
        let audit = Audit::of(evidence::read(WRONG.as_bytes()).expect("it is read"));
        let wrong = audit.count(Outcome::Wrong);
        assert!(wrong > 0 && !audit.checklist.is_empty());
        let first = audit.findings[0].identity();
        let is_cleared = |finding: &AuditFinding| finding.identity() == first;
        let digest = "ab".repeat(32);
        let opinion = Opinion { file: "报告.txt", digest: &digest, audit: &audit, is_cleared: &is_cleared };
        let (book, document) = (opinion.xlsx().expect("a workbook"), opinion.docx().expect("a file"));
        assert_eq!((&book, &document), (&opinion.xlsx().expect("again"), &opinion.docx().expect("again")));
        for bytes in [&book, &document] {
            let read = evidence::read(bytes).expect("it is read back");
            let words = words(&read);
            let all = format!("{words}{:?}", read.blocks);
            assert!(all.contains(&digest) && all.contains(PROGRAM_VERSION) && all.contains("报告.txt"), "{all}");
            assert!(all.contains(&format!("错误 {}", wrong - 1)) && words.contains("已看过，没问题"), "{words}");
            assert!(
                words.contains("原因没有写完") && words.contains("没查") && words.contains("“三公”经费"),
                "{words}"
            );
            assert!(words.contains("及时性|在规定的时间内公开|没查"), "{words}");
        }
    }
}
