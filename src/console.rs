//! The commands of `juesuan-cli`, for checks in scripts and on machines without a display.
//!
//! In an installed program they are part of the window's executable; see `src/bin/juesuan-cli.rs`. Results go to
//! standard output, errors to standard error. No input may crash it.

mod arguments;
mod audit;
mod audited;
mod by_line;
mod child;
mod evidence_child;
mod export;
mod export_child;
mod import;
mod page_child;
mod preview_child;
mod signatures;
mod verify;

pub use audited::{Audited, Unaudited, audit_bytes, audit_each, audit_file};
pub use child::{Brake, ChildError};
pub use evidence_child::{EVIDENCE_MARK, read_at_most, read_in_child, run_evidence_child};
pub use export_child::{EXPORT_MARK, produce_in_child, run_export_child};
pub use page_child::{PAGE_MARK, draw_in_child, run_page_child};
pub use preview_child::{PREVIEW_MARK, PreviewChild, PreviewChildEnd, run_preview_child};
pub use verify::former_content;

use std::{
    ffi::OsString,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use crate::{
    derived::Derived,
    document,
    export::{self as texts, DocumentStatus, ExportOrder, Format, Imprint},
    large_sample::large_document,
    rules::Severity,
    seal::KnownSigners,
    shown::{for_terminal, json_for_terminal, one_line},
    storage::{self, OpenError},
    workflow::Comparison,
};
use anyhow::{Context, bail};

use arguments::{Arguments, HELP, Output, Request};
use audit::{AuditOrder, AuditOutput};

/// The file could not be used, or the command line could not be understood.
const UNUSABLE: u8 = 2;

/// The first argument by which the window program is asked to be the console program.
pub const CONSOLE_MARK: &str = "--console";

/// Does what the arguments, without the program's name, ask for. Answers with the exit code of the process.
pub fn run_console(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let done = arguments::read(lexopt::Parser::from_args(arguments)).and_then(|request| match request {
        Request::Help => print(HELP),
        Request::Version => print(&format!("juesuan-cli {}\n", env!("CARGO_PKG_VERSION"))),
        Request::Run(arguments) => run(*arguments),
    });
    match done {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}\n"));
            ExitCode::from(UNUSABLE)
        }
    }
}

/// In which the findings of an audit are written.
const OPINION_FORMATS: [Format; 2] = [Format::Xlsx, Format::Docx];

/// Audits the files as the options say.
fn run_audit(files: &[PathBuf], arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let output = match arguments.output {
        _ if arguments.is_in_lines => AuditOutput::Lines,
        Output::Text => AuditOutput::Text,
        Output::Json => AuditOutput::Json,
    };
    let target = |format: Format| {
        let mut targets = arguments.targets.iter();
        targets.find(|target| target.format == format).map(|target| target.path.as_path())
    };
    audit::run(&AuditOrder {
        files,
        project: arguments.project.as_deref(),
        against: arguments.against.as_deref(),
        xlsx: target(Format::Xlsx),
        docx: target(Format::Docx),
        output,
        workers: arguments.workers.unwrap_or(1),
    })
}

/// Why an option does not fit the command.
fn misplaced(command: &str, has_files: bool, arguments: &Arguments) -> Option<&'static str> {
    let Arguments { targets, status, author, .. } = arguments;
    let is_opinion = command == "audit" && targets.iter().all(|target| OPINION_FORMATS.contains(&target.format));
    let is_export = status.is_some() || author.is_some() || !targets.is_empty() && !is_opinion;
    let is_each_line = arguments.is_in_lines && !has_files;
    let given = [
        (is_export, ["export"].as_slice(), "导出请用 export 命令"),
        (arguments.signers.is_some(), &["signatures"], "--signers 只用于 signatures 命令"),
        (arguments.into.is_some() || arguments.only.is_some(), &["import"], "--into 和 --only 只用于 import 命令"),
        (arguments.out.is_some(), &["import", "verify"], "--out 只用于 import 和 verify 命令"),
        (
            arguments.is_in_lines,
            if has_files { &["audit"] } else { &["audit", "check"] },
            "--format jsonl 只用于 audit 命令和不写文件的 check 命令",
        ),
        (
            arguments.workers.is_some(),
            if is_each_line { &["audit", "check"] } else { &[] },
            "--workers 只用于从标准输入读文件名的 audit 和 check 命令",
        ),
        (arguments.against.is_some(), &["audit"], "--against 只用于 audit 命令"),
        (arguments.project.is_some(), &["audit"], "--project 只用于 audit 命令"),
    ];
    given.into_iter().find(|(is_given, commands, _)| *is_given && !commands.contains(&command)).map(|(.., why)| why)
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let mut words = arguments.words.iter();
    let command = words.next().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let rest: Vec<PathBuf> = words.map(PathBuf::from).collect();
    if let Some(why) = misplaced(&command, !rest.is_empty(), &arguments) {
        bail!("{why}\n\n{HELP}");
    }
    if command == "audit" {
        return run_audit(&rest, &arguments);
    }
    let Arguments { output, is_in_lines, workers, lines, targets, status, author, signers, into, out, only, .. } =
        arguments;
    match (command.as_str(), rest.as_slice()) {
        ("check", []) if is_in_lines => audit::check_lines(workers.unwrap_or(1)),
        ("check", [file]) => check(file, output),
        ("tables", [file]) => {
            let derived = open(file)?;
            print_as(
                output,
                &match output {
                    Output::Text => texts::tables_text(&derived.figures),
                    Output::Json => texts::tables_json(&derived.figures),
                },
            )
        }
        ("export", [file]) => export::run(
            file,
            &ExportOrder { imprint: Imprint { status: status.unwrap_or(DocumentStatus::Draft), author }, targets },
        ),
        ("import", files @ [_, ..]) => {
            let into = into.context("请用 --into 给出项目文件，例如 --into 某单位.juesuan")?;
            import::run(import::ImportOrder { files, into: &into, out: out.as_deref(), only }, output)
        }
        ("signatures", [file]) => signatures::run(file, signers.as_deref(), output),
        ("diff", [old, new]) => diff(old, new, output),
        ("verify", [project, draft]) => verify::run(project, draft, out.as_deref(), output),
        ("rules", []) => print(&match output {
            Output::Text => texts::rules_text(),
            Output::Json => texts::rules_json(),
        }),
        ("schema", []) => print(&format!("{:#}\n", document::schema())),
        ("sample", [out]) => {
            let lines = lines.context("请用 --lines 给出行数，例如 --lines 20000")?;
            let content = storage::write_project(&large_document(lines))?;
            storage::write_file(out, &content).with_context(|| format!("没有写成：{}", shown(out)))?;
            Ok(ExitCode::SUCCESS)
        }
        ("import", _) => bail!("请给出要导入的文件\n\n{HELP}"),
        ("diff", _) => bail!("请给出两个文件\n\n{HELP}"),
        ("verify", _) => bail!("请给出项目文件和要核对的文件\n\n{HELP}"),
        ("check" | "tables" | "export" | "signatures" | "sample", _) => bail!("请给出一个文件\n\n{HELP}"),
        ("", _) => bail!("请给出命令\n\n{HELP}"),
        _ => bail!("不认识的命令“{}”\n\n{HELP}", one_line(&command, 40)),
    }
}

fn open(file: &Path) -> anyhow::Result<Derived> {
    open_for(file, &KnownSigners::default())
}

/// The same, for a reader who has accepted these signers.
fn open_for(file: &Path, known: &KnownSigners) -> anyhow::Result<Derived> {
    match storage::read_project(file) {
        Ok(opened) => Ok(Derived::with_signers(&Arc::new(opened.document), known)),
        Err(error) => bail!("打不开 {}: {error}{}", shown(file), what_else_there_is(file, &error)),
    }
}

/// A path as it is shown, in one line whatever characters it has.
fn shown(path: &Path) -> String {
    const MOST: usize = 1_000;
    one_line(&path.to_string_lossy(), MOST)
}

/// What is kept of a file that is damaged or missing, a line each; nothing where nothing is.
fn what_else_there_is(file: &Path, error: &OpenError) -> String {
    const MOST: usize = 10;
    let copies = if error.asks_for_a_copy() {
        storage::kept_copies(storage::DataFolder::locate().as_ref(), file)
    } else {
        Vec::new()
    };
    if copies.is_empty() {
        return String::new();
    }
    let lines =
        copies.iter().take(MOST).map(|copy| format!("\n  {}　{}", one_line(&copy.line(), 300), shown(&copy.path)));
    let more = copies.len().saturating_sub(MOST);
    let more = if more > 0 { format!("\n  另有 {more} 份更早的") } else { String::new() };
    format!("\n还有这些备份和留存，可换成它们再试：{}{more}", lines.collect::<String>())
}

fn check(file: &Path, output: Output) -> anyhow::Result<ExitCode> {
    let derived = open(file)?;
    let name = file.to_string_lossy();
    print_as(
        output,
        &match output {
            Output::Text => texts::review_text(&derived, &shown(file)),
            Output::Json => texts::review_json(&derived, &name),
        },
    )?;
    let has_errors = derived.review.count(Severity::Error) > 0;
    Ok(if has_errors { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// As of any program that compares: 0 the same, 1 different.
fn diff(old: &Path, new: &Path, output: Output) -> anyhow::Result<ExitCode> {
    let comparison = Comparison::of(&open(old)?, &open(new)?);
    print_as(
        output,
        &match output {
            Output::Text => comparison.text(),
            Output::Json => comparison.json(),
        },
    )?;
    Ok(if comparison.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Writes results that hold what is in a file: nothing in them is obeyed by a terminal.
fn print_as(output: Output, text: &str) -> anyhow::Result<ExitCode> {
    match output {
        Output::Text => print(text),
        Output::Json => write(&json_for_terminal(text)),
    }
}

fn print(text: &str) -> anyhow::Result<ExitCode> {
    write(&for_terminal(text))
}

/// Says on standard error what went wrong or is to be known. Nobody there to read it is no error.
fn complain(text: &str) {
    let _ = std::io::stderr().lock().write_all(for_terminal(text).as_bytes());
}

/// Writes to standard output; a reader that stops early (`| head`) is no error.
fn write(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error).context("写不出结果"),
        _ => Ok(ExitCode::SUCCESS),
    }
}
