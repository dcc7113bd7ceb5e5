//! The command `signatures`: who signed a file, and whether it is still what they signed.

use std::{path::Path, process::ExitCode};

use anyhow::Context;

use crate::{
    export as texts,
    seal::KnownSigners,
    storage::{self, DataFolder},
    workflow::{Standing, missing_of, seen_under},
};

use super::{arguments::Output, open_for, print_as, shown};

/// 0: a valid signature of the leader covers the content; 1: none does.
pub fn run(file: &Path, signers: Option<&Path>, output: Output) -> anyhow::Result<ExitCode> {
    let data = DataFolder::locate();
    let known = match signers {
        Some(path) => storage::read_signers(path)
            .ok()
            .with_context(|| format!("签批人文件不能用：{}；请给出这个程序写的 signers.json", shown(path)))?,
        None => data.as_ref().map(storage::read_accepted).unwrap_or_default(),
    };
    let derived = open_for(file, &known)?;
    let mut standing = Standing::of_derived(&derived, &known);
    // What this computer has seen belongs to this user, not to whoever's list was given.
    if let Some(data) = data.as_ref().filter(|_| signers.is_none()) {
        let names = seen_under(derived.document(), &standing.verified);
        standing.missing = missing_of(&storage::load_seen(data, &names), &standing.verified);
    }
    let name = file.to_string_lossy();
    print_as(
        output,
        &match output {
            Output::Text => texts::signatures_text(&standing, &name),
            Output::Json => texts::signatures_json(&standing, &name),
        },
    )?;
    Ok(if texts::is_signed_by_leader(&standing) { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The signers whom this user has accepted; nobody where there is no data folder.
pub fn accepted() -> KnownSigners {
    DataFolder::locate().as_ref().map(storage::read_accepted).unwrap_or_default()
}
