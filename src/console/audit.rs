//! `audit`: checks reports that were written elsewhere. Without a file, and for `check` as well, paths come from
//! standard input, and each is answered with a line of JSON, in their order.

use std::{
    collections::BTreeMap,
    io::{BufRead, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Condvar, Mutex, PoisonError, mpsc},
};

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::{
    audit::{self, Audit, Outcome},
    derived::Derived,
    digest::sha256,
    evidence::{Evidence, MOST_BYTES, Refusal},
    export as texts,
    rules::Severity,
    shown::json_for_terminal,
    storage,
};

use super::{UNUSABLE, child::Brake, complain, evidence_child::read_in_child, print, shown, write};

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
    pub output: AuditOutput,
    pub workers: usize,
}

/// What is known of one file.
enum Answer {
    Audited(Box<Audit>, String),
    /// State, digest and why.
    Refused(&'static str, Option<String>, String),
}

/// What stands in a file, with its digest; or why it cannot be read.
fn evidence_of(program: &Path, path: &Path) -> Result<(Evidence, String), Answer> {
    let bytes = match storage::read_foreign(path, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => return Err(Answer::Refused("unreadable", None, error.to_string())),
    };
    let digest = sha256(&bytes);
    match read_in_child(program, &bytes, &Brake::default()) {
        Ok(Ok(evidence)) => Ok((evidence, digest)),
        Ok(Err(refusal)) => {
            let state = match refusal {
                Refusal::Encrypted => "protected",
                Refusal::Scanned => "scan",
                Refusal::TooSlow => "stopped",
                _ => "unreadable",
            };
            Err(Answer::Refused(state, Some(digest), refusal.to_string()))
        }
        Err(error) => Err(Answer::Refused("unreadable", Some(digest), error.to_string())),
    }
}

/// `other` is the report that it is compared with, and its name.
fn answer(program: &Path, path: &Path, other: Option<(&Evidence, &str)>) -> Answer {
    let (evidence, digest) = match evidence_of(program, path) {
        Ok(read) => read,
        Err(refused) => return refused,
    };
    let audit = || match other {
        Some((other, name)) => Audit::against(evidence, other.clone(), name),
        None => Audit::of(evidence),
    };
    // A file that brings the comparison down costs its own line.
    match catch_unwind(AssertUnwindSafe(audit)) {
        Ok(audit) => Answer::Audited(Box::new(audit), digest),
        Err(_) => Answer::Refused("unreadable", Some(digest), Refusal::Broken.to_string()),
    }
}

fn line(program: &Path, path: &str) -> String {
    match answer(program, Path::new(path), None) {
        Answer::Audited(audit, digest) => audit::audit_line(&audit, path, &digest),
        Answer::Refused(state, digest, why) => audit::line_of_refusal(path, digest.as_deref(), state, &why),
    }
}

pub(super) fn run(order: &AuditOrder<'_>) -> anyhow::Result<ExitCode> {
    let program = std::env::current_exe().context("找不到程序自己")?;
    if order.files.is_empty() {
        if order.output != AuditOutput::Lines || order.project.is_some() || order.against.is_some() {
            bail!("请给出要审核的文件；不写文件时请用 --format jsonl，从标准输入逐行读文件名");
        }
        return answer_lines(order.workers, |path| line(&program, path));
    }
    if order.project.is_some() && order.files.len() != 1 {
        bail!("--project 只能用于一个文件");
    }
    if order.against.is_some() && order.files.len() != 1 {
        bail!("--against 只能用于一个文件");
    }
    let other = match order.against.map(|path| (evidence_of(&program, path), shown(path))) {
        Some((Ok((evidence, _)), name)) => Some((evidence, name)),
        Some((Err(Answer::Refused(_, _, why)), name)) => bail!("{name}：{why}"),
        Some((Err(Answer::Audited(..)), _)) | None => None,
    };
    let (mut has_errors, mut is_unusable) = (false, false);
    let mut values = Vec::new();
    for path in order.files {
        let name = shown(path);
        match answer(&program, path, other.as_ref().map(|(other, name)| (other, name.as_str()))) {
            Answer::Audited(audit, digest) => {
                has_errors |= audit.count(Outcome::Wrong) > 0;
                is_unusable |= audit.state == audit::AuditState::Unreadable;
                if let Some(out) = order.project {
                    let content = storage::write_project(&audit.document)?;
                    storage::write_file(out, &content).with_context(|| format!("没有写成：{}", shown(out)))?;
                }
                match order.output {
                    AuditOutput::Text => {
                        print(&audit::audit_text(&audit, &name))?;
                    }
                    AuditOutput::Json => values.push(audit::audit_json(&audit, &path.to_string_lossy(), &digest)),
                    AuditOutput::Lines => say_line(&audit::audit_line(&audit, &path.to_string_lossy(), &digest))?,
                }
            }
            Answer::Refused(state, digest, why) => {
                is_unusable = true;
                match order.output {
                    AuditOutput::Text => complain(&format!("{name}：{why}\n")),
                    AuditOutput::Json | AuditOutput::Lines => {
                        let told = audit::line_of_refusal(&path.to_string_lossy(), digest.as_deref(), state, &why);
                        if order.output == AuditOutput::Lines {
                            say_line(&told)?;
                        } else {
                            values.push(serde_json::from_str(&told).unwrap_or(Value::Null));
                        }
                    }
                }
            }
        }
    }
    if order.output == AuditOutput::Json {
        write(&json_for_terminal(&format!("{:#}\n", Value::Array(values))))?;
    }
    Ok(match (is_unusable, has_errors) {
        (true, _) => ExitCode::from(UNUSABLE),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    })
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

/// One line of output, at once.
fn say_line(line: &str) -> anyhow::Result<()> {
    let mut text = json_for_terminal(line);
    text.push('\n');
    write(&text).map(|_| ())
}

/// How far ahead of the line that is written next others may be worked on.
const AHEAD: usize = 8;

/// Answers each path of standard input with a line, in their order.
fn answer_lines(workers: usize, answer: impl Fn(&str) -> String + Sync) -> anyhow::Result<ExitCode> {
    let written = (Mutex::new(0_usize), Condvar::new());
    let most_ahead = AHEAD * workers.max(1);
    let (done, answers) = mpsc::channel::<(usize, String)>();
    let outcome = std::thread::scope(|scope| {
        let (ask, asked) = mpsc::sync_channel::<(usize, String)>(0);
        let asked = Arc::new(Mutex::new(asked));
        for _ in 0..workers.max(1) {
            let (asked, done, answer) = (Arc::clone(&asked), done.clone(), &answer);
            scope.spawn(move || {
                loop {
                    let next = asked.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((index, path)) = next else { return };
                    if done.send((index, answer(&path))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        let writer = scope.spawn(|| -> anyhow::Result<()> {
            let mut waiting: BTreeMap<usize, String> = BTreeMap::new();
            let mut next = 0;
            for (index, line) in answers {
                waiting.insert(index, line);
                while let Some(line) = waiting.remove(&next) {
                    say_line(&line)?;
                    next += 1;
                    *written.0.lock().unwrap_or_else(PoisonError::into_inner) = next;
                    written.1.notify_all();
                }
            }
            Ok(())
        });
        let mut paths = std::io::stdin().lock();
        let mut next = 0;
        let read = loop {
            let mut bytes = Vec::new();
            match paths.read_until(b'\n', &mut bytes) {
                Ok(0) => break Ok(()),
                Ok(_) => {}
                Err(error) => break Err(error),
            }
            let path = String::from_utf8_lossy(&bytes);
            let path = path.trim_end_matches(['\n', '\r']).to_owned();
            let mut count = written.0.lock().unwrap_or_else(PoisonError::into_inner);
            while next >= *count + most_ahead {
                if writer.is_finished() {
                    break;
                }
                count = written
                    .1
                    .wait_timeout(count, std::time::Duration::from_millis(200))
                    .map_or_else(|poisoned| poisoned.into_inner().0, |(count, _)| count);
            }
            drop(count);
            if ask.send((next, path)).is_err() || writer.is_finished() {
                break Ok(());
            }
            next += 1;
        };
        drop(ask);
        let written = writer.join().unwrap_or_else(|_| Err(anyhow::anyhow!("写不出结果")));
        read.context("读不了标准输入").and(written)
    });
    outcome?;
    let _ = std::io::stdout().flush();
    Ok(ExitCode::SUCCESS)
}
