//! `audit`: checks reports that were written elsewhere. Without a file, and for `check` as well, paths come from
//! standard input, and each is answered with a line of JSON, in their order.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::{
    audit::{self, Audit, Outcome},
    derived::Derived,
    digest::sha256,
    evidence::{Evidence, MOST_BYTES, Refusal},
    export::{self as texts, Opinion},
    rules::{self, Severity},
    shown::json_for_terminal,
    storage,
};

use super::{
    UNUSABLE,
    audited::{ReadFile, Unaudited, audit_file, read_file, unless_it_fails},
    by_line::{answer_lines, say_line},
    child::Brake,
    complain, print, shown, write,
};

/// How the results are wanted.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum AuditOutput {
    Text,
    Json,
    Lines,
}

/// What `audit` is asked to do.
pub(super) struct AuditOrder<'a> {
    pub files: &'a [PathBuf],
    /// Where to write what was read as a project.
    pub project: Option<&'a Path>,
    /// Another report to compare it with.
    pub against: Option<&'a Path>,
    /// Where to write what was found, as a workbook and as a Word file.
    pub xlsx: Option<&'a Path>,
    pub docx: Option<&'a Path>,
    pub output: AuditOutput,
    pub workers: usize,
}

/// `other` is the report that it is compared with, and its name.
fn answer(program: &Path, path: &Path, other: Option<(&Evidence, &str)>) -> Result<(Audit, String), Unaudited> {
    let brake = Brake::default();
    let Some((other, name)) = other else {
        return audit_file(Some(program), path, &brake).map(|audited| (audited.audit, audited.digest));
    };
    let ReadFile { evidence, digest, .. } = read_file(Some(program), path, &brake)?;
    match unless_it_fails(|| Audit::against(evidence, other.clone(), name)) {
        Some(audit) => Ok((audit, digest)),
        None => Err(Unaudited { state: "unreadable", digest: Some(digest), why: Refusal::Broken.to_string() }),
    }
}

fn line(program: &Path, path: &str) -> String {
    match answer(program, Path::new(path), None) {
        Ok((audit, digest)) => audit::audit_line(&audit, path, &digest),
        Err(Unaudited { state, digest, why }) => audit::line_of_refusal(path, digest.as_deref(), state, &why),
    }
}

pub(super) fn run(order: &AuditOrder<'_>) -> anyhow::Result<ExitCode> {
    let program = std::env::current_exe().context("找不到程序自己")?;
    if order.files.is_empty() {
        if order.output != AuditOutput::Lines || order.is_of_one() || order.against.is_some() {
            bail!("请给出要审核的文件；不写文件时请用 --format jsonl，从标准输入逐行读文件名");
        }
        return answer_lines(order.workers, |path| line(&program, path));
    }
    let options = [
        ("project", order.project.is_some()),
        ("against", order.against.is_some()),
        ("xlsx", order.xlsx.is_some()),
        ("docx", order.docx.is_some()),
    ];
    if let Some((option, _)) = options.iter().find(|(_, is_given)| *is_given && order.files.len() != 1) {
        bail!("--{option} 只能用于一个文件");
    }
    let other = match order.against.map(|path| (read_file(Some(&program), path, &Brake::default()), shown(path))) {
        Some((Ok(file), name)) => Some((file.evidence, name)),
        Some((Err(refused), name)) => bail!("{name}：{}", refused.why),
        None => None,
    };
    let mut told = Told::default();
    for path in order.files {
        match answer(&program, path, other.as_ref().map(|(other, name)| (other, name.as_str()))) {
            Ok((audit, digest)) => {
                order.write(&audit, path, &digest)?;
                told.audit(order.output, &audit, path, &digest)?;
            }
            Err(refused) => told.refusal(order.output, &refused, path)?,
        }
    }
    told.finish(order.output)
}

impl AuditOrder<'_> {
    /// Whether something is to be written that is of one file.
    fn is_of_one(&self) -> bool {
        self.project.is_some() || self.xlsx.is_some() || self.docx.is_some()
    }

    fn write(&self, audit: &Audit, path: &Path, digest: &str) -> anyhow::Result<()> {
        let put = |out: &Path, content: &[u8]| {
            storage::write_file(out, content).with_context(|| format!("没有写成：{}", shown(out)))
        };
        if let Some(out) = self.project {
            put(out, &storage::write_project(&audit.project())?)?;
        }
        // What a person has looked at on this computer is no matter of the file.
        let opinion = Opinion { file: &shown(path), digest, audit, is_cleared: &|_| false };
        if let Some(out) = self.xlsx {
            put(out, &opinion.xlsx()?)?;
        }
        if let Some(out) = self.docx {
            put(out, &opinion.docx()?)?;
        }
        Ok(())
    }
}

/// What was told of the files so far.
#[derive(Default)]
struct Told {
    values: Vec<Value>,
    has_errors: bool,
    is_unusable: bool,
}

impl Told {
    fn audit(&mut self, output: AuditOutput, audit: &Audit, path: &Path, digest: &str) -> anyhow::Result<()> {
        self.has_errors |= audit.count(Outcome::Wrong) > 0;
        self.is_unusable |= audit.state == audit::AuditState::Unreadable;
        let file = path.to_string_lossy();
        match output {
            AuditOutput::Text => _ = print(&audit::audit_text(audit, &shown(path)))?,
            AuditOutput::Json => self.values.push(audit::audit_json(audit, &file, digest)),
            AuditOutput::Lines => say_line(&audit::audit_line(audit, &file, digest))?,
        }
        Ok(())
    }

    fn refusal(&mut self, output: AuditOutput, refused: &Unaudited, path: &Path) -> anyhow::Result<()> {
        self.is_unusable = true;
        let Unaudited { state, digest, why } = refused;
        let line = || audit::line_of_refusal(&path.to_string_lossy(), digest.as_deref(), state, why);
        match output {
            AuditOutput::Text => complain(&format!("{}：{why}\n", shown(path))),
            AuditOutput::Json => self.values.push(serde_json::from_str(&line()).unwrap_or(Value::Null)),
            AuditOutput::Lines => say_line(&line())?,
        }
        Ok(())
    }

    fn finish(self, output: AuditOutput) -> anyhow::Result<ExitCode> {
        if output == AuditOutput::Json {
            write(&json_for_terminal(&format!("{:#}\n", Value::Array(self.values))))?;
        }
        Ok(match (self.is_unusable, self.has_errors) {
            (true, _) => ExitCode::from(UNUSABLE),
            (false, true) => ExitCode::from(1),
            (false, false) => ExitCode::SUCCESS,
        })
    }
}

/// `check` of one project, in one line.
pub(super) fn check_line(path: &str) -> String {
    let refused = |digest: Option<&str>, why: &str| audit::line_of_refusal(path, digest, "unreadable", why);
    let bytes = match storage::read_foreign(Path::new(path), MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => return refused(None, &error.to_string()),
    };
    let digest = sha256(&bytes);
    let judged = catch_unwind(AssertUnwindSafe(|| {
        let document = storage::parse_project(&bytes).map_err(|error| error.to_string())?;
        let derived = Derived::of(&Arc::new(document));
        let mut value: Value = serde_json::from_str(&texts::review_json(&derived, "")).unwrap_or_else(|_| json!({}));
        if let Some(object) = value.as_object_mut() {
            object.remove("file_name_year");
            object.insert("file".to_owned(), json!(path));
            object.insert("sha256".to_owned(), json!(digest));
            object.insert("program".to_owned(), json!(env!("CARGO_PKG_VERSION")));
            object.insert("rules_version".to_owned(), json!(rules::version()));
            object.insert("state".to_owned(), json!("read"));
            object.insert("errors".to_owned(), json!(derived.review.count(Severity::Error)));
        }
        Ok::<String, String>(value.to_string())
    }));
    match judged {
        Ok(Ok(line)) => line,
        Ok(Err(why)) => refused(Some(&digest), &why),
        Err(_) => refused(Some(&digest), "这个文件读不下去"),
    }
}

pub(super) fn check_lines(workers: usize) -> anyhow::Result<ExitCode> {
    answer_lines(workers, check_line)
}
