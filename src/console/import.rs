//! `import`: takes over what files say into a project, as far as it is proven, and lists the rest.

use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context, bail};
use serde_json::json;

use crate::{
    document::Document,
    evidence::MOST_BYTES,
    import::{ImportGroup, ImportPlan, ImportSource, ImportWish},
    reading::Certainty,
    shown::one_line,
    storage,
};

use super::{arguments::Output, child::Brake, evidence_child::read_in_child, print_as, shown};

/// What `import` is asked to do.
pub(super) struct ImportOrder<'a> {
    pub files: &'a [std::path::PathBuf],
    pub into: &'a Path,
    /// Nothing is written without it.
    pub out: Option<&'a Path>,
    pub only: Option<HashSet<ImportGroup>>,
}

pub(super) fn run(order: ImportOrder<'_>, output: Output) -> anyhow::Result<ExitCode> {
    let opened = storage::read_project(order.into);
    let document = match opened {
        Ok(opened) => Arc::new(opened.document),
        Err(error) => bail!("打不开 {}: {error}", shown(order.into)),
    };
    let program = std::env::current_exe().context("找不到程序自己")?;
    let mut sources = Vec::new();
    for path in order.files {
        let bytes = storage::read_foreign(path, MOST_BYTES).with_context(|| format!("没有导入 {}", shown(path)))?;
        let read =
            read_in_child(&program, &bytes, &Brake::default()).with_context(|| format!("没有导入 {}", shown(path)))?;
        let evidence = read.with_context(|| format!("没有导入 {}", shown(path)))?;
        let name = path.file_name().map_or_else(|| shown(path), |name| one_line(&name.to_string_lossy(), 200));
        sources.push(ImportSource::of(name, evidence, &document).hashed(&bytes));
    }
    let wish = ImportWish { groups: order.only, least: Certainty::Proven, exceptions: BTreeSet::new(), assumes: false };
    let plan = ImportPlan::of(&document, &sources, &wish);
    let text = match output {
        Output::Text => text(&document, &sources, &plan, order.out),
        Output::Json => json_text(&document, &sources, &plan),
    };
    if let Some(out) = order.out {
        let after = match &plan.edit {
            Some(edit) => document.apply(edit).context("导入的内容与项目不符")?,
            None => (*document).clone(),
        };
        let content = storage::write_project(&after)?;
        storage::write_file(out, &content).with_context(|| format!("没有写成：{}", shown(out)))?;
    }
    print_as(output, &text)?;
    Ok(if plan.is_whole() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn text(document: &Document, sources: &[ImportSource], plan: &ImportPlan, out: Option<&Path>) -> String {
    let mut lines = Vec::new();
    for source in sources {
        let year = source.reading.year.map_or_else(String::new, |year| format!("　{year}年度"));
        lines.push(format!("{}　{}{year}", source.file, source.evidence.kind.label()));
        for table in &source.reading.tables {
            if table.is_empty() {
                lines.push(format!("  {}　按表名认出，没有填数", table.name));
                continue;
            }
            let certainty = table.certainty.label();
            let (title, count) = (&table.name, table.len());
            lines.push(format!("  {title}　{count}个数　{certainty}：{}", table.reasons.join("；")));
        }
    }
    lines.extend(plan.warnings.iter().map(|warning| format!("请注意：{warning}")));
    let verb = if out.is_some() { "取用" } else { "可以取用" };
    lines.push(format!("{verb}{}个数，另有{}个与项目相同", plan.changes.len(), plan.unchanged));
    if plan.wordings > 0 {
        lines.push(format!("另有上年的文字{}段，作为灰字建议，填这一格时可以取用", plan.wordings));
    }
    for change in &plan.changes {
        let (old, new) = (change.words(document, &change.old), change.words(document, &change.new));
        let reason = change.reason.as_ref().map_or_else(String::new, |reason| format!("（{reason}）"));
        lines.push(format!("  {}：{old} → {new}　取自 {}{reason}", change.label, change.origin));
    }
    lines.push(format!("核对合计和重复的数{}个，{}个相符", plan.agreeing + plan.claims.len(), plan.agreeing));
    if plan.uncompared > 0 {
        lines.push(format!("另有{}个还没有数可对，明细填齐后由审核核对", plan.uncompared));
    }
    for claim in &plan.claims {
        let computed = claim.computed.as_deref().unwrap_or("没有数");
        lines.push(format!("  {}：文件中是{}，按取用的数算出{computed}　{}", claim.label, claim.stated, claim.origin));
    }
    if !plan.rest.is_empty() {
        lines.push(format!("没有取用{}处，请人工处理：", plan.rest.len()));
    }
    for rest in &plan.rest {
        lines.push(format!("  {}　{}：{}", rest.origin, one_line(&rest.text, 60), rest.why));
    }
    match out {
        Some(out) => lines.push(format!("已写入 {}", shown(out))),
        None => lines.push("没有写 --out，项目文件没有改动".to_owned()),
    }
    lines.join("\n") + "\n"
}

fn json_text(document: &Document, sources: &[ImportSource], plan: &ImportPlan) -> String {
    let files = sources.iter().map(|source| {
        let tables = source.reading.tables.iter().map(|table| {
            json!({
                "table": table.table.to_string(),
                "title": table.title,
                "unit": table.unit.name(),
                "certainty": table.certainty.label(),
                "reasons": table.reasons,
                "name": table.name,
                "numbers": table.len(),
            })
        });
        json!({
            "file": source.file,
            "kind": source.evidence.kind.label(),
            "year": source.reading.year,
            "department": source.reading.department,
            "tables": tables.collect::<Vec<_>>(),
        })
    });
    let changes = plan.changes.iter().map(|change| {
        json!({
            "group": change.group.option(),
            "path": change.path.to_string(),
            "label": change.label,
            "old": change.words(document, &change.old),
            "new": change.words(document, &change.new),
            "origin": change.origin.words,
            "reason": change.reason,
        })
    });
    let claims = plan.claims.iter().map(|claim| {
        json!({ "label": claim.label, "stated": claim.stated, "computed": claim.computed, "origin": claim.origin.words })
    });
    let rest = plan.rest.iter().map(|rest| json!({ "origin": rest.origin.words, "text": rest.text, "why": rest.why }));
    let whole = json!({
        "files": files.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
        "unchanged": plan.unchanged,
        "agreeing": plan.agreeing,
        "disagreeing": claims.collect::<Vec<_>>(),
        "uncompared": plan.uncompared,
        "wordings": plan.wordings,
        "warnings": plan.warnings,
        "rest": rest.collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}
