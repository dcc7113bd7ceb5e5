//! Evidence as lines of JSON, which a child process writes and its parent reads.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use super::model::{Evidence, FileBlock, FileChart, FileKind, FileRemark};
use super::refusal::Refusal;

#[derive(Deserialize)]
enum EvidenceLine {
    Kind(FileKind),
    Block(FileBlock),
    Remark(FileRemark),
    Property(String, String),
    Chart(FileChart),
    Refused(Refusal),
    /// Without it something is missing.
    End,
}

/// The same line for whoever writes it, who keeps what is in it.
#[derive(Serialize)]
enum WrittenLine<'a> {
    Kind(FileKind),
    Block(&'a FileBlock),
    Remark(&'a FileRemark),
    Property(&'a str, &'a str),
    Chart(&'a FileChart),
    Refused(&'a Refusal),
    End,
}

/// Writes what was read, or why nothing was.
pub fn write_lines(read: &Result<Evidence, Refusal>, out: &mut impl Write) -> io::Result<()> {
    let mut put = |line: &WrittenLine<'_>| -> io::Result<()> {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")
    };
    match read {
        Err(refusal) => put(&WrittenLine::Refused(refusal))?,
        Ok(evidence) => {
            put(&WrittenLine::Kind(evidence.kind))?;
            for block in &evidence.blocks {
                put(&WrittenLine::Block(block))?;
            }
            for remark in &evidence.remarks {
                put(&WrittenLine::Remark(remark))?;
            }
            for chart in &evidence.charts {
                put(&WrittenLine::Chart(chart))?;
            }
            for (name, value) in &evidence.properties {
                put(&WrittenLine::Property(name, value))?;
            }
        }
    }
    put(&WrittenLine::End)?;
    out.flush()
}

/// Reads such lines.
///
/// # Errors
/// If they break off or are none.
pub fn read_lines(from: &mut impl BufRead) -> io::Result<Result<Evidence, Refusal>> {
    let mut evidence: Option<Evidence> = None;
    let mut refused = None;
    let mut text = String::new();
    loop {
        text.clear();
        if from.read_line(&mut text)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match (serde_json::from_str(&text)?, &mut evidence) {
            (EvidenceLine::Kind(kind), none @ None) => *none = Some(Evidence::new(kind)),
            (EvidenceLine::Block(block), Some(evidence)) => evidence.blocks.push(block),
            (EvidenceLine::Remark(remark), Some(evidence)) => evidence.remarks.push(remark),
            (EvidenceLine::Property(name, value), Some(evidence)) => evidence.properties.push((name, value)),
            (EvidenceLine::Chart(chart), Some(evidence)) => evidence.charts.push(chart),
            (EvidenceLine::Refused(refusal), None) => refused = Some(refusal),
            (EvidenceLine::End, evidence) => {
                return match (evidence.take(), refused) {
                    (Some(evidence), None) => Ok(Ok(evidence)),
                    (_, Some(refusal)) => Ok(Err(refusal)),
                    (None, None) => Err(io::ErrorKind::InvalidData.into()),
                };
            }
            _ => return Err(io::ErrorKind::InvalidData.into()),
        }
    }
}
