//! `verify`: the edited file against its project.

use std::{path::Path, process::ExitCode};

use anyhow::{Context, bail};

use crate::{
    derived::Derived,
    draft::{DraftCheck, content_of},
    evidence::{FileKind, MOST_BYTES},
    seal::{KnownSigners, content_hash},
    storage::{self, DataFolder},
};

use super::{
    UNUSABLE, arguments::Output, child::Brake, evidence_child::read_in_child, open_for, print_as, shown,
    signatures::accepted,
};

/// 0 the same, 1 different, 2 not to be compared. `out`: where to write the project with the texts taken over from the file.
pub(super) fn run(project: &Path, draft: &Path, out: Option<&Path>, output: Output) -> anyhow::Result<ExitCode> {
    let known = accepted();
    let derived = open_for(project, &known)?;
    let program = std::env::current_exe().context("找不到程序自己")?;
    let not_read = || format!("没有核对 {}", shown(draft));
    let bytes = storage::read_foreign(draft, MOST_BYTES).with_context(not_read)?;
    let evidence = read_in_child(&program, &bytes, &Brake::default()).with_context(not_read)?.with_context(not_read)?;
    if !matches!(evidence.kind, FileKind::Docx | FileKind::Pdf) {
        bail!("没有核对 {}：这是{}；请给出 Word 文件（.docx）或 PDF", shown(draft), evidence.kind.label());
    }
    let digest = content_of(&evidence).filter(|digest| *digest != content_hash(derived.document()));
    let data = DataFolder::locate();
    let former = digest.and_then(|digest| former_content(data.as_ref(), project, digest, &known));
    let check = DraftCheck::of(&derived, &evidence, former.as_ref());
    let name = shown(draft);
    let mut told = match output {
        Output::Text => check.text(&derived, &name),
        Output::Json => check.json(&derived, &name),
    };
    if let Some(out) = out.filter(|_| !check.is_foreign) {
        let possible = check.possible_takeovers();
        let document = match check.takeover(derived.document(), &possible) {
            Some(edit) => derived.document().apply(&edit).context("成稿的文字与项目不符")?,
            None => derived.document().as_ref().clone(),
        };
        let content = storage::write_project(&document)?;
        storage::write_file(out, &content).with_context(|| format!("没有写成：{}", shown(out)))?;
        if output == Output::Text {
            told.push_str(&format!("已收进{}处文字，写入 {}\n", possible.len(), shown(out)));
        }
    }
    print_as(output, &told)?;
    Ok(match check.is_same() {
        _ if check.is_foreign => ExitCode::from(UNUSABLE),
        true => ExitCode::SUCCESS,
        false => ExitCode::from(1),
    })
}

/// The kept save of a project that has this content.
pub fn former_content(
    data: Option<&DataFolder>,
    project: &Path,
    digest: &str,
    known: &KnownSigners,
) -> Option<Derived> {
    let copies = storage::kept_copies(data, project);
    let documents = copies.iter().filter_map(|copy| copy.open().ok()).map(|opened| opened.document);
    let document = documents.into_iter().find(|document| content_hash(document) == digest)?;
    Some(Derived::with_signers(&std::sync::Arc::new(document), known))
}
