//! The console program.
//!
//! On Windows a program has either a console or a window, so there must be two; but the engine that sets the pages is
//! large and should not be shipped twice. There this program only passes on arguments and output: the window program
//! beside it does the work.

use std::process::ExitCode;

/// Only the child that reads files of others has a limit.
#[cfg(not(windows))]
#[global_allocator]
static MEMORY: cap::Cap<std::alloc::System> = cap::Cap::new(std::alloc::System, usize::MAX);

#[cfg(not(windows))]
fn main() -> ExitCode {
    let mut words = std::env::args_os().skip(1).peekable();
    if words.peek().is_some_and(|word| word == juesuan::console::EVIDENCE_MARK) {
        // It fails only if more is in use already, and then the first allocation ends the process.
        return juesuan::console::run_evidence_child(|bytes| {
            let _ = MEMORY.set_limit(bytes);
        });
    }
    juesuan::console::run_console(words)
}

#[cfg(windows)]
fn main() -> ExitCode {
    match pass_on() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("没有启动 juesuan.exe，它应与 juesuan-cli.exe 在同一个文件夹中，请重新安装：{error}");
            ExitCode::from(2)
        }
    }
}

#[cfg(windows)]
fn pass_on() -> std::io::Result<ExitCode> {
    use std::{
        io::{copy, stderr, stdout},
        process::{Command, Stdio},
        thread,
    };
    let program = std::env::current_exe()?.with_file_name("juesuan.exe");
    let mut work = Command::new(program)
        .arg("--console")
        .args(std::env::args_os().skip(1))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (mut results, mut errors) = (work.stdout.take(), work.stderr.take());
    let said = thread::spawn(move || errors.as_mut().map(|errors| copy(errors, &mut stderr())));
    // A reader that stops early (`| more`) is no error.
    let _ = results.as_mut().map(|results| copy(results, &mut stdout()));
    drop(results);
    let _ = said.join();
    let code = work.wait()?.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2);
    Ok(ExitCode::from(code))
}
