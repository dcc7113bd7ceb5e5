//! A page of a PDF of others is drawn in a process of its own, within the same limits as it is read.

use std::{
    io::{self, BufReader, BufWriter, Write},
    path::Path,
    process::ExitCode,
    sync::mpsc,
    thread,
};

use serde::{Deserialize, Serialize};

use crate::evidence::{CHILD_MEMORY, CHILD_TIME, PagePicture, page_picture};

use super::child::{self, ChildError};

/// The first argument by which the program is asked to be such a child.
pub const PAGE_MARK: &str = "--page-child";

/// Which page, from 1, at how many thousandths of a pixel a point; the file follows.
#[derive(Serialize, Deserialize)]
struct PageOrder {
    page: u32,
    scale: u32,
}

/// The size of the picture; its pixels follow. Nothing of both if there is no such page.
#[derive(Serialize, Deserialize)]
struct DrawnPage {
    width: usize,
    height: usize,
    scale: u32,
}

/// The child: takes a file from standard input, writes the picture of a page to standard output.
pub fn run_page_child(limit_memory: impl FnOnce(usize)) -> ExitCode {
    limit_memory(CHILD_MEMORY);
    match draw() {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody is left to be told.
        Err(_) => ExitCode::FAILURE,
    }
}

fn draw() -> io::Result<()> {
    let (order, bytes): (PageOrder, Vec<u8>) = child::take(&mut io::stdin().lock())?;
    let picture = page_picture(&bytes, order.page, order.scale);
    let (size, pixels) = match picture {
        Some(PagePicture { width, height, scale, rgba }) => (DrawnPage { width, height, scale }, rgba),
        None => (DrawnPage { width: 0, height: 0, scale: 0 }, Vec::new()),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    child::put(&mut out, &size, &pixels)?;
    out.flush()
}

/// Has `program` draw a page, and ends it when it takes too long; `None` if there is no picture of it.
///
/// # Errors
/// If the child cannot be started, or dies of the file.
pub fn draw_in_child(program: &Path, bytes: &[u8], page: u32, scale: u32) -> Result<Option<PagePicture>, ChildError> {
    let mut child = child::start_quietly(program, PAGE_MARK)?;
    let (to_child, from_child) = (child.stdin.take(), child.stdout.take());
    let (done, is_done) = mpsc::channel::<()>();
    let said = thread::scope(|scope| {
        scope.spawn(move || {
            // A child that dies early does not read to the end.
            if let Some(mut to_child) = to_child {
                let _ = child::put(&mut to_child, &PageOrder { page, scale }, bytes);
            }
        });
        scope.spawn(move || {
            // Whether it was late or is done, it must not stay.
            let _ = is_done.recv_timeout(CHILD_TIME);
            child::stop(&mut child);
        });
        let said = from_child.map(|out| child::take::<DrawnPage>(&mut BufReader::new(out)));
        drop(done);
        said
    });
    let (DrawnPage { width, height, scale }, rgba) = said.ok_or(io::ErrorKind::BrokenPipe)??;
    let is_whole = width > 0 && width.checked_mul(height).and_then(|pixels| pixels.checked_mul(4)) == Some(rgba.len());
    Ok(is_whole.then_some(PagePicture { width, height, scale, rgba }))
}
