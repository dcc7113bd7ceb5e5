//! Reads the command line.

use std::{collections::HashSet, ffi::OsString, path::PathBuf};

use crate::{
    export::{DocumentStatus, ExportTarget, Format},
    import::ImportGroup,
    shown::one_line,
};
use anyhow::{Context, bail};
use lexopt::prelude::*;

pub const HELP: &str = "\
决算公开编审 控制台程序

用法：
  juesuan-cli check 文件 [--format text|json]   审核；退出码 0 没有错误，1 有错误，2 文件不能用
  juesuan-cli audit 文件… [--against 另一份报告] [--project 项目文件] [--xlsx 文件] [--docx 文件]
                    [--format text|json|jsonl]
                                                审核已经写成的报告（Word、PDF、网页、文本），不需要项目文件；
                                                退出码 0 没有错误，1 有错误，2 文件不能用
      --against 另一份报告                      与部门或单位的另一份、上年的或预算的报告对照
      --project 项目文件                        把读到的数录成项目文件（只能审核一个文件）
      --xlsx 文件、--docx 文件                  审核意见和公开情况检查表，写成 Excel、Word（只能审核一个文件）
  juesuan-cli audit|check --format jsonl [--workers 个数]
                                                从标准输入逐行读文件名，每个文件按次序回答一行 JSON；
                                                全部回答完退出码 0
  juesuan-cli tables 文件 [--format text|json]  输出13张表
  juesuan-cli diff 原文件 新文件 [--format text|json]
                                                比较；退出码 0 内容相同，1 有不同，2 文件不能用
  juesuan-cli export 文件 导出项… [--draft|--final]
                                                导出；退出码 0 已导出，1 不能定稿，2 文件或参数不能用
      --docx 文件                               Word 文件，整篇报告
      --pdf 文件                                PDF，整篇报告，与预览相同
      --html 文件                               网页稿，整篇报告，供贴到网站上
      --xlsx 文件                               Excel 工作簿，13张表、附表1、附表2和图表
      --charts 文件夹                           图表，每张图各存为 SVG 和 PNG
      --review-sheet 文件                       复核单，一页 A4 的 PDF，供负责人签字；有错误也能导出
      --draft                                   草稿，文件带“草稿”字样（不写时按草稿）
      --final                                   定稿，有错误未改正或内容没有写就不导出
      --author 姓名                             文件属性里的作者（不写时是部门名称）
  juesuan-cli import 文件… --into 项目文件 [--out 文件] [--only 部分,…] [--format text|json]
                                                从已有的表和报告取数，只取已证实的，其余列出；
                                                退出码 0 全部认出，1 有没有取用的，2 文件不能用
                                                试过 Word（.docx）、有文字和表格线的 PDF、Excel（.xlsx、.xls）、
                                                网页表格和文本；没有试过 .et 和没有表格线的 PDF，读不了扫描件、
                                                .doc 和 .wps
      --out 文件                                取用后的项目写到这里；不写就只报告，不改动任何文件
      --only 部分,…                             unit,income,items,economic,detail,balances,three-public,
                                                projects,other,last-year
  juesuan-cli signatures 文件 [--signers 签批人文件] [--format text|json]
                                                核验签批；退出码 0 负责人的有效签批覆盖现在的内容，1 没有，
                                                2 文件不能用；不写 --signers 时按本人在这台电脑上确认过的签批人
  juesuan-cli verify 项目文件 成稿 [--out 文件] [--format text|json]
                                                核对导出后改过的 Word 文件（.docx）或 PDF 是否与项目一致；
                                                退出码 0 一致，1 有不同，2 文件不能用或不是这个项目的
      --out 文件                                把成稿里改过的填写文字收进项目，写到这里；数不收，
                                                程序写的文字不收；不写就不改动任何文件
  juesuan-cli rules [--format text|json]        列出全部审核规则
  juesuan-cli schema                            输出项目文件的 JSON Schema
  juesuan-cli sample --lines 行数 文件          生成测量用的大文件
  juesuan-cli --version                         版本
";

/// How results are written.
#[derive(Clone, Copy, Default, PartialEq)]
pub enum Output {
    #[default]
    Text,
    Json,
}

/// What was asked for.
pub enum Request {
    Help,
    Version,
    Run(Box<Arguments>),
}

/// Everything that can be given, in any order.
#[derive(Default)]
pub struct Arguments {
    pub words: Vec<OsString>,
    pub output: Output,
    /// Results are wanted as lines of JSON.
    pub is_in_lines: bool,
    pub workers: Option<usize>,
    pub project: Option<PathBuf>,
    pub against: Option<PathBuf>,
    pub lines: Option<usize>,
    pub targets: Vec<ExportTarget>,
    pub status: Option<DocumentStatus>,
    pub author: Option<String>,
    pub signers: Option<PathBuf>,
    pub into: Option<PathBuf>,
    pub out: Option<PathBuf>,
    pub only: Option<HashSet<ImportGroup>>,
}

/// Reads the command line.
pub fn read(mut parser: lexopt::Parser) -> anyhow::Result<Request> {
    let mut arguments = Arguments::default();
    while let Some(argument) = parser.next().map_err(|_| anyhow::anyhow!("看不懂的参数\n\n{HELP}"))? {
        match argument {
            Long("format") => {
                let word = parser.value().map_err(|_| anyhow::anyhow!("--format 后面请写 text 或 json"))?;
                arguments.is_in_lines = word.to_string_lossy() == "jsonl";
                arguments.output = match word.to_string_lossy().as_ref() {
                    "text" => Output::Text,
                    "json" | "jsonl" => Output::Json,
                    other => bail!("不认识的格式“{}”，请写 text 或 json", one_line(other, 40)),
                };
            }
            Long("lines") => {
                let word = parser.value().map_err(|_| anyhow::anyhow!("--lines 后面请写行数"))?;
                let lines = word.to_string_lossy().parse().ok().filter(|lines| (1..=200_000).contains(lines));
                arguments.lines = Some(lines.context("行数应为 1 至 200000 的整数")?);
            }
            Long("signers") => {
                let path = parser.value().ok().filter(|path| !path.to_string_lossy().starts_with("--"));
                let path = path.filter(|path| !path.is_empty()).context("--signers 后面请写签批人文件")?;
                if arguments.signers.replace(path.into()).is_some() {
                    bail!("--signers 写了两次，请只写一次");
                }
            }
            Long("workers") => {
                let word = parser.value().map_err(|_| anyhow::anyhow!("--workers 后面请写同时审核的个数"))?;
                let workers = word.to_string_lossy().parse().ok().filter(|workers| (1..=64).contains(workers));
                arguments.workers = Some(workers.context("--workers 应为 1 至 64 的整数")?);
            }
            Long("against") => arguments.against = Some(path_behind(&mut parser, "against", "另一份报告的文件名")?),
            Long("project") => arguments.project = Some(path_behind(&mut parser, "project", "项目文件名")?),
            Long("author") => {
                let name = path_behind(&mut parser, "author", "姓名")?;
                arguments.author = Some(name.to_string_lossy().into_owned());
            }
            Long("into") => arguments.into = Some(path_behind(&mut parser, "into", "项目文件")?),
            Long("out") => arguments.out = Some(path_behind(&mut parser, "out", "文件名")?),
            Long("only") => {
                let words = parser.value().map_err(|_| anyhow::anyhow!("--only 后面请写要取的部分"))?;
                let words = words.to_string_lossy().into_owned();
                let group = |word: &str| {
                    let found = ImportGroup::ALL.iter().copied().find(|group| group.option() == word.trim());
                    found.with_context(|| format!("不认识的部分“{}”\n\n{HELP}", one_line(word, 40)))
                };
                arguments.only = Some(words.split(',').map(group).collect::<anyhow::Result<_>>()?);
            }
            Long("draft") => arguments.set_status(DocumentStatus::Draft)?,
            Long("final") => arguments.set_status(DocumentStatus::Final)?,
            Short('h') | Long("help") => return Ok(Request::Help),
            Long("version") => return Ok(Request::Version),
            Long(name) => match Format::ALL.into_iter().find(|format| format.option() == name) {
                Some(format) => arguments.add_target(format, parser.value().ok())?,
                None => bail!("不认识的参数“--{}”\n\n{HELP}", one_line(name, 40)),
            },
            Value(word) => arguments.words.push(word),
            Short(letter) => bail!("不认识的参数“-{letter}”\n\n{HELP}"),
        }
    }
    Ok(Request::Run(Box::new(arguments)))
}

/// An option that is taken for a name would be a file that nobody meant.
fn path_behind(parser: &mut lexopt::Parser, option: &str, what: &str) -> anyhow::Result<PathBuf> {
    let path = parser.value().ok().filter(|path| !path.is_empty() && !path.to_string_lossy().starts_with("--"));
    Ok(path.with_context(|| format!("--{option} 后面请写{what}"))?.into())
}

impl Arguments {
    fn set_status(&mut self, status: DocumentStatus) -> anyhow::Result<()> {
        if self.status.is_some_and(|other| other != status) {
            bail!("--draft 和 --final 只能写一个");
        }
        self.status = Some(status);
        Ok(())
    }

    fn add_target(&mut self, format: Format, path: Option<OsString>) -> anyhow::Result<()> {
        let (option, what) = (format.option(), if format.is_folder() { "文件夹名" } else { "文件名" });
        // An option that is taken for a name would be a file that nobody meant.
        let path = path.filter(|path| !path.is_empty() && !path.to_string_lossy().starts_with("--"));
        let path: PathBuf = path.with_context(|| format!("--{option} 后面请写{what}"))?.into();
        if self.targets.iter().any(|target| target.format == format) {
            bail!("--{option} 写了两次，请只写一次");
        }
        self.targets.push(ExportTarget { format, path });
        Ok(())
    }
}
