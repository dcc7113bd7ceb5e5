//! 控制台程序：a thin shell over the library, for checks in scripts and on machines without a display.
//!
//! Results go to standard output, errors to standard error. No input may crash it.

use std::{
    ffi::OsString,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, bail};
use juesuan::{derived::Derived, document, export, large_sample::large_document, rules::Severity, storage};
use lexopt::prelude::*;

const HELP: &str = "\
决算公开编审 控制台程序

用法：
  juesuan-cli check 文件 [--format text|json]   审核；退出码 0 没有错误，1 有错误，2 文件不能用
  juesuan-cli tables 文件 [--format text|json]  输出13张表
  juesuan-cli rules [--format text|json]        列出全部审核规则
  juesuan-cli schema                            输出项目文件的 JSON Schema
  juesuan-cli sample --lines 行数 文件          生成测量用的大文件
  juesuan-cli --version                         版本
";

/// The file could not be used, or the command line could not be understood.
const UNUSABLE: u8 = 2;

#[derive(Clone, Copy, Default, PartialEq)]
enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Default)]
struct Arguments {
    words: Vec<OsString>,
    format: Format,
    lines: Option<usize>,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(UNUSABLE)
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    let Some(arguments) = read_arguments()? else { return Ok(ExitCode::SUCCESS) };
    let mut words = arguments.words.iter();
    let command = words.next().map(|word| word.to_string_lossy().into_owned()).unwrap_or_default();
    let rest: Vec<PathBuf> = words.map(PathBuf::from).collect();
    match (command.as_str(), rest.as_slice()) {
        ("check", [file]) => check(file, arguments.format),
        ("tables", [file]) => {
            let derived = open(file)?;
            print(&match arguments.format {
                Format::Text => export::tables_text(&derived.figures),
                Format::Json => export::tables_json(&derived.figures),
            })
        }
        ("rules", []) => print(&match arguments.format {
            Format::Text => export::rules_text(),
            Format::Json => export::rules_json(),
        }),
        ("schema", []) => print(&format!("{:#}\n", document::schema())),
        ("sample", [out]) => {
            let lines = arguments.lines.context("请用 --lines 给出行数，例如 --lines 20000")?;
            let content = storage::write_project(&large_document(lines))?;
            storage::write_file(out, &content).with_context(|| format!("没有写成：{}", out.display()))?;
            Ok(ExitCode::SUCCESS)
        }
        ("check" | "tables" | "sample", _) => bail!("请给出一个文件\n\n{HELP}"),
        ("", _) => bail!("请给出命令\n\n{HELP}"),
        _ => bail!("不认识的命令“{command}”\n\n{HELP}"),
    }
}

/// `None` when help or version was asked for and printed.
fn read_arguments() -> anyhow::Result<Option<Arguments>> {
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(|_| anyhow::anyhow!("看不懂的参数\n\n{HELP}"))? {
        match argument {
            Long("format") => {
                let word = parser.value().map_err(|_| anyhow::anyhow!("--format 后面请写 text 或 json"))?;
                arguments.format = match word.to_string_lossy().as_ref() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    other => bail!("不认识的格式“{other}”，请写 text 或 json"),
                };
            }
            Long("lines") => {
                let word = parser.value().map_err(|_| anyhow::anyhow!("--lines 后面请写行数"))?;
                let lines = word.to_string_lossy().parse().ok().filter(|lines| (1..=200_000).contains(lines));
                arguments.lines = Some(lines.context("行数应为 1 至 200000 的整数")?);
            }
            Short('h') | Long("help") => {
                print(HELP)?;
                return Ok(None);
            }
            Long("version") => {
                print(&format!("juesuan-cli {}\n", env!("CARGO_PKG_VERSION")))?;
                return Ok(None);
            }
            Value(word) => arguments.words.push(word),
            other => bail!("不认识的参数“{}”\n\n{HELP}", describe(&other)),
        }
    }
    Ok(Some(arguments))
}

fn describe(argument: &lexopt::Arg<'_>) -> String {
    match argument {
        Short(letter) => format!("-{letter}"),
        Long(name) => format!("--{name}"),
        Value(word) => word.to_string_lossy().into_owned(),
    }
}

fn open(file: &Path) -> anyhow::Result<Derived> {
    let opened = storage::read_project(file).with_context(|| format!("打不开 {}", file.display()))?;
    Ok(Derived::of(&Arc::new(opened.document)))
}

fn check(file: &Path, format: Format) -> anyhow::Result<ExitCode> {
    let derived = open(file)?;
    let name = file.to_string_lossy();
    print(&match format {
        Format::Text => export::review_text(&derived, &name),
        Format::Json => export::review_json(&derived, &name),
    })?;
    let has_errors = derived.review.count(Severity::Error) > 0;
    Ok(if has_errors { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Writes to standard output; a reader that stops early (`| head`) is no error.
fn print(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error).context("写不出结果"),
        _ => Ok(ExitCode::SUCCESS),
    }
}
