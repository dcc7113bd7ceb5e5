//! The report of a fault of the program, which the user passes on to the maintainers: no amounts, no names of folders.

use std::{io, path::PathBuf};

use super::{by_name::names_in, data_folder::DataFolder, disk::fs};

/// How many are kept; the oldest go.
const KEPT: usize = 10;
const PREFIX: &str = "fault-";
const SUFFIX: &str = ".txt";

/// What went wrong, and where in the program.
pub struct FaultReport {
    summary: String,
    text: String,
}

impl FaultReport {
    /// From the words of the fault and the calls that led to it.
    pub fn of(fault: &str, calls: &str) -> Self {
        let summary = without_digits(fault);
        let text = format!(
            "决算公开编审 {} 出错报告\n系统：{} {}\n\n{summary}\n\n{}\n",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            calls_of_program(calls)
        );
        Self { summary, text }
    }

    /// As one text, without digits that could be amounts.
    pub fn summary(&self) -> &str {
        &self.summary
    }

    /// Writes it into the data folder and removes the oldest ones.
    pub fn write(&self, data: &DataFolder) -> io::Result<PathBuf> {
        data.make()?;
        let mut former: Vec<PathBuf> = names_in(data.path())?
            .into_iter()
            .filter(|name| name.to_str().is_some_and(is_report))
            .map(|name| data.path().join(name))
            .collect();
        former.sort();
        let surplus = (former.len() + 1).saturating_sub(KEPT);
        for path in &former[..surplus.min(former.len())] {
            fs::remove_file(path)?;
        }
        let time = chrono::Local::now().format("%Y%m%d-%H%M%S%3f");
        let path = data.file(&format!("{PREFIX}{time}{SUFFIX}"));
        fs::write(&path, &self.text)?;
        Ok(path)
    }
}

fn is_report(name: &str) -> bool {
    name.starts_with(PREFIX) && name.ends_with(SUFFIX)
}

/// The message of a panic can quote the document: every digit outside a source location becomes 0, and quoted text is
/// left out.
fn without_digits(fault: &str) -> String {
    let mut lines = fault.lines();
    // "thread panicked at src/figures/pivot.rs:12:3:" is a place in the program, not an amount.
    let place = lines.next().unwrap_or_default();
    let mut masked = place.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    for line in lines {
        let mut quoted = false;
        masked.push('\n');
        for c in line.chars() {
            match c {
                '"' | '“' | '”' | '`' => {
                    quoted = !quoted;
                    masked.push(c);
                }
                _ if quoted => {}
                c if c.is_numeric() => masked.push('0'),
                c => masked.push(c),
            }
        }
    }
    masked
}

/// The names of the calls, without the folders in which the program was built.
fn calls_of_program(calls: &str) -> String {
    calls.lines().filter(|line| !line.trim_start().starts_with("at ")).take(60).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_the_place_and_no_amounts() {
        let fault = "panicked at src/figures/pivot.rs:12:3:\ncannot add 232.34 and \"盐边县 16.5\" in row 7";
        let calls = "0: juesuan::figures::of\n   at /build/juesuan/src/x.rs:3\n1: main";
        let report = FaultReport::of(fault, calls);
        assert_eq!(report.summary(), "pivot.rs:12:3:\ncannot add 000.00 and \"\" in row 0");
        assert!(report.text.contains("juesuan::figures::of") && !report.text.contains("/build"));
        for word in ["232", "16.5", "盐边"] {
            assert!(!report.text.contains(word), "{word}");
        }
    }

    #[test]
    fn only_the_latest_are_kept() {
        let folder = tempfile::tempdir().expect("folder");
        let data = DataFolder::at(folder.path());
        for _ in 0..KEPT + 3 {
            FaultReport::of("at a.rs:1", "").write(&data).expect("written");
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        let names = std::fs::read_dir(folder.path())
            .expect("folder")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        assert_eq!(names.filter(|name| is_report(name)).count(), KEPT);
    }
}
