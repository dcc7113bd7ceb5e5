//! The command `export`: everything is checked before the work begins, and made before anything is written.

use std::{path::Path, process::ExitCode};

use crate::{
    export::{self, DocumentStatus, ExportOrder, ExportTarget, Progress},
    shown::one_line,
    storage,
    workflow::{Standing, other_year_in_name},
};
use anyhow::bail;

use super::{arguments::HELP, complain, open_for, print, shown, signatures::accepted};

/// Something is left to do, so nothing final may be exported.
const REFUSED: u8 = 1;

pub fn run(file: &Path, order: &ExportOrder) -> anyhow::Result<ExitCode> {
    if order.targets.is_empty() {
        bail!("请写明导出什么、导出到哪里\n\n{HELP}");
    }
    check_places(file, &order.targets)?;
    let known = accepted();
    let derived = open_for(file, &known)?;
    let is_final = order.imprint.status == DocumentStatus::Final
        && order.targets.iter().any(|target| target.format.is_published());
    if is_final && let Some(refusal) = export::refusal_text(&derived) {
        complain(&refusal);
        return Ok(ExitCode::from(REFUSED));
    }
    if is_final {
        complain(&format!("{}\n", Standing::of_derived(&derived, &known).beside_final()));
    }
    let product = order.produce(&derived, &Progress::default())?;
    storage::write_outputs(&product.files)?;
    let names = std::iter::once(file).chain(order.targets.iter().map(|target| &*target.path));
    let asked = names.filter_map(|path| {
        let name = path.file_name()?.to_string_lossy();
        Some(format!("{}：{}", one_line(&name, 200), other_year_in_name(derived.document(), &name)?))
    });
    for note in asked {
        complain(&format!("注意：{note}\n"));
    }
    for note in &product.notes {
        complain(&format!("注意：{note}\n"));
    }
    let written = |target: &ExportTarget| format!("已导出{}：{}\n", target.format.label(), shown(&target.path));
    print(&order.targets.iter().map(written).collect::<String>())
}

/// Nothing may be written over the accounts themselves, nor over another export.
fn check_places(file: &Path, targets: &[ExportTarget]) -> anyhow::Result<()> {
    for (index, target) in targets.iter().enumerate() {
        let name = shown(&target.path);
        if storage::is_same_place(&target.path, file) {
            bail!("--{} 与项目文件是同一个文件，会盖掉录入的数据；请换一个文件名：{name}", target.format.option());
        }
        if let Some(other) = targets[..index].iter().find(|other| storage::is_same_place(&other.path, &target.path)) {
            let options = (other.format.option(), target.format.option());
            bail!("--{} 和 --{} 写的是同一个位置；请各用一个文件名：{name}", options.0, options.1);
        }
        storage::check_output(&target.path, target.format.is_folder())?;
    }
    Ok(())
}
