//! Thousands of paths from standard input, each answered with a line, in their order.

use std::{
    collections::BTreeMap,
    io::{BufRead, Write},
    process::ExitCode,
    sync::{Arc, Condvar, Mutex, PoisonError, mpsc},
};

use anyhow::Context;

use crate::shown::json_for_terminal;

use super::write;

/// One line of output, at once.
pub(super) fn say_line(line: &str) -> anyhow::Result<()> {
    let mut text = json_for_terminal(line);
    text.push('\n');
    write(&text).map(|_| ())
}

/// How far ahead of the line that is written next others may be worked on.
const AHEAD: usize = 8;

/// Answers each path of standard input with a line, in their order.
pub(super) fn answer_lines(workers: usize, answer: impl Fn(&str) -> String + Sync) -> anyhow::Result<ExitCode> {
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
