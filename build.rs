//! Compiles the icon, version and manifest of the Windows programs; does nothing for other systems.

#![expect(clippy::disallowed_methods, reason = "runs before there is a program")]

use std::{env, fs, path::PathBuf};

const TEMPLATE: &str = "assets/windows/program.rc";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_CFG_WINDOWS").is_none() {
        return;
    }
    println!("cargo::rerun-if-changed=assets/windows");
    println!("cargo::rerun-if-changed=assets/icon");
    for (bin, about) in [("juesuan", "决算公开编审"), ("juesuan-cli", "决算公开编审 控制台程序")] {
        if let Err(error) = compile(bin, about) {
            println!("cargo::error=the resources of {bin} were not compiled: {error}");
        }
    }
}

fn compile(bin: &str, about: &str) -> Result<(), Box<dyn std::error::Error>> {
    let version = env::var("CARGO_PKG_VERSION")?;
    let assets = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let script = fs::read_to_string(TEMPLATE)?
        // A backslash would begin an escape in the script.
        .replace("@ASSETS@", &assets.to_string_lossy().replace('\\', "/"))
        .replace("@NAME@", bin)
        .replace("@ABOUT@", about)
        .replace("@VERSION@", &version)
        .replace("@NUMBERS@", &version.replace('.', ", "));
    let path = PathBuf::from(env::var("OUT_DIR")?).join(format!("{bin}.rc"));
    fs::write(&path, script)?;
    embed_resource::compile_for(path, [bin], embed_resource::NONE).manifest_required()?;
    Ok(())
}
