//! One export in a process of its own, so that its memory is given back when it ends.
//!
//! The window gives the child the accounts and reads how far it is and the files. What is written, and whether, is
//! decided in the window.

use std::{
    io::{self, Read, Write},
    path::PathBuf,
    process::{Child, ExitCode},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{
    derived::Derived,
    export::{DocumentStatus, ExportError, ExportOrder, ExportTarget, Format, Imprint, Product, Progress},
    seal::KnownSigners,
    storage::{parse_project, write_project},
};

use super::child::{self, ChildError, put, take};

/// The first argument by which the program is asked to be such a child.
pub const EXPORT_MARK: &str = "--export-child";

/// How often the window's wish to stop, and the child's progress, are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What is asked for; the accounts follow.
#[derive(Serialize, Deserialize)]
struct ChildTask {
    is_final: bool,
    author: Option<String>,
    formats: Vec<Format>,
    /// Whom the report may name as signers.
    signers: KnownSigners,
}

/// What the child says.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
enum ChildReply {
    /// So many exports are done, and so much of the one under way.
    Progress {
        stage: usize,
        percent: u8,
    },
    /// A file of the export of this number, with the name in its folder; its content follows.
    File {
        target: usize,
        name: Option<PathBuf>,
    },
    /// What the person has to know.
    Note(String),
    /// There is no product, for this reason.
    Failed(String),
    Done,
}

/// The child: reads standard input, answers on standard output.
pub fn run_export_child() -> ExitCode {
    match answer(&mut io::stdin().lock(), io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        // The window is gone: nobody is left to be told.
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer(from: &mut impl Read, out: impl Write + Send) -> io::Result<()> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let mut wanted = vec![0; usize::try_from(u64::from_le_bytes(length).min(1 << 20)).unwrap_or(0)];
    from.read_exact(&mut wanted)?;
    let wanted: ChildTask = serde_json::from_slice(&wanted)?;
    let mut project = Vec::new();
    from.read_to_end(&mut project)?;
    let document = parse_project(&project).map_err(|error| io::Error::other(error.to_string()))?;
    drop(project);
    let derived = Derived::with_signers(&Arc::new(document), &wanted.signers);
    // The number of an export stands for its place, which only the window knows.
    let targets = wanted.formats.iter().enumerate();
    let targets =
        targets.map(|(index, format)| ExportTarget { format: *format, path: PathBuf::from(index.to_string()) });
    let status = if wanted.is_final { DocumentStatus::Final } else { DocumentStatus::Draft };
    let order = ExportOrder { imprint: Imprint { status, author: wanted.author }, targets: targets.collect() };
    let progress = Progress::default();
    let (out, is_over) = (Mutex::new(out), AtomicBool::new(false));
    let say = |said: &ChildReply, content: &[u8]| {
        put(&mut *out.lock().unwrap_or_else(PoisonError::into_inner), said, content)
    };
    let made = thread::scope(|scope| {
        scope.spawn(|| {
            let mut before = (0, 0);
            while !is_over.load(Ordering::Relaxed) {
                let now = (progress.stage(), progress.percent());
                if now != before && say(&ChildReply::Progress { stage: now.0, percent: now.1 }, &[]).is_err() {
                    progress.cancel();
                    return;
                }
                before = now;
                thread::sleep(LOOK_EVERY);
            }
        });
        let made = order.produce(&derived, &progress);
        is_over.store(true, Ordering::Relaxed);
        made
    });
    let product = match made {
        Ok(product) => product,
        Err(error) => return say(&ChildReply::Failed(error.to_string()), &[]),
    };
    for (path, bytes) in &product.files {
        let mut parts = path.components();
        let target = parts.next().and_then(|first| first.as_os_str().to_str()?.parse().ok()).unwrap_or_default();
        let name = Some(parts.as_path().to_owned()).filter(|name| !name.as_os_str().is_empty());
        say(&ChildReply::File { target, name }, bytes)?;
    }
    for note in product.notes {
        say(&ChildReply::Note(note), &[])?;
    }
    say(&ChildReply::Done, &[])
}

/// The window: has `program` make what `order` asks for, tells `progress` how far it is, and stops it when that is
/// cancelled.
///
/// # Errors
/// [`ChildError::Refused`] with the words of [`ExportError`]; the others are faults of the system or the program.
pub fn produce_in_child(
    program: &std::path::Path,
    derived: &Derived,
    order: &ExportOrder,
    progress: &Progress,
) -> Result<Product, ChildError> {
    let project = write_project(derived.document()).map_err(io::Error::other)?;
    let formats = order.targets.iter().map(|target| target.format).collect();
    let wanted = ChildTask {
        is_final: order.imprint.status == DocumentStatus::Final,
        author: order.imprint.author.clone(),
        formats,
        signers: derived.signers().clone(),
    };
    let wanted = serde_json::to_vec(&wanted).map_err(io::Error::from)?;
    let mut child = child::start(program, EXPORT_MARK)?;
    let (to_child, from_child) = (child.stdin.take(), child.stdout.take());
    let child = Mutex::new(child);
    let is_over = AtomicBool::new(false);
    let product = thread::scope(|scope| {
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                if progress.may_go_on().is_err() {
                    stop(&child);
                    return;
                }
                thread::sleep(LOOK_EVERY);
            }
        });
        let product = (|| {
            let mut to_child = to_child.ok_or(io::ErrorKind::BrokenPipe)?;
            to_child.write_all(&(wanted.len() as u64).to_le_bytes())?;
            to_child.write_all(&wanted)?;
            to_child.write_all(&project)?;
            drop(to_child);
            listen(&mut from_child.ok_or(io::ErrorKind::BrokenPipe)?, order, progress)
        })();
        is_over.store(true, Ordering::Relaxed);
        product
    });
    stop(&child);
    match product {
        // A child that was stopped has nothing more to say, which is no fault.
        Err(_) if progress.may_go_on().is_err() => Err(ChildError::Refused(ExportError::Cancelled.to_string())),
        product => product,
    }
}

fn listen(from: &mut impl Read, order: &ExportOrder, progress: &Progress) -> Result<Product, ChildError> {
    let mut product = Product::default();
    loop {
        let (said, content) = take(from)?;
        match said {
            ChildReply::Progress { stage, percent } => {
                let begun = if progress.stage() == stage { Ok(()) } else { progress.begin_stage(stage) };
                let told = begun.and_then(|()| progress.step(usize::from(percent), 100));
                told.map_err(|error| ChildError::Refused(error.to_string()))?;
            }
            ChildReply::File { target, name } => {
                let target = order.targets.get(target).ok_or(io::ErrorKind::InvalidData)?;
                // A name of one part: the child does not choose where anything is written.
                let name = name.map(|name| name.file_name().map(PathBuf::from).ok_or(io::ErrorKind::InvalidData));
                let path = match name.transpose()? {
                    Some(name) if target.format.is_folder() => target.path.join(name),
                    _ => target.path.clone(),
                };
                product.files.push((path, content));
            }
            ChildReply::Note(note) => product.notes.push(note),
            ChildReply::Failed(sentence) => return Err(ChildError::Refused(sentence)),
            ChildReply::Done => {
                let told = progress.begin_stage(order.targets.len());
                told.map_err(|error| ChildError::Refused(error.to_string()))?;
                return Ok(product);
            }
        }
    }
}

fn stop(child: &Mutex<Child>) {
    child::stop(&mut child.lock().unwrap_or_else(PoisonError::into_inner));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::reference_sample;

    fn asked(is_final: bool, formats: &[Format]) -> Vec<u8> {
        asked_about(&Derived::of(&Arc::new(reference_sample())), is_final, formats)
    }

    fn asked_about(derived: &Derived, is_final: bool, formats: &[Format]) -> Vec<u8> {
        let wanted =
            ChildTask { is_final, author: None, formats: formats.to_vec(), signers: derived.signers().clone() };
        let wanted = serde_json::to_vec(&wanted).expect("JSON");
        let mut asked = (wanted.len() as u64).to_le_bytes().to_vec();
        asked.extend(wanted);
        asked.extend(write_project(derived.document()).expect("a project"));
        asked
    }

    fn order(status: DocumentStatus, formats: &[Format]) -> ExportOrder {
        let targets = formats.iter().map(|format| ExportTarget { format: *format, path: format.option().into() });
        ExportOrder { imprint: status.into(), targets: targets.collect() }
    }

    #[test]
    fn a_child_makes_the_same_files_as_the_window_itself() {
        let formats = [Format::Xlsx, Format::Charts];
        let mut out = Vec::new();
        answer(&mut &asked(false, &formats)[..], &mut out).expect("answers");
        let order = order(DocumentStatus::Draft, &formats);
        let progress = Progress::default();
        let heard = listen(&mut &out[..], &order, &progress).expect("a product");
        let derived = Derived::of(&Arc::new(reference_sample()));
        assert_eq!(heard, order.produce(&derived, &Progress::default()).expect("a product"));
        assert_eq!(progress.stage(), 2);
    }

    #[test]
    fn a_child_names_the_signers_whom_the_window_accepts() {
        use crate::{
            at,
            document::{Decision, Edit, Entry, Role},
            seal::{PersonKey, SignatureStatement, append},
        };
        let key = PersonKey::from_stored(&"07".repeat(32)).expect("a key");
        let block = Edit::Set { path: at!(other.approval.block), entry: Entry::Choice("printed") };
        let document = reference_sample().apply(&block).expect("it fits");
        let text = |text: &str| text.to_owned();
        let (name, time) = (text("张三"), text("2025-08-20 10:00:00"));
        let signing =
            SignatureStatement { role: Role::Preparer, decision: Decision::Sign, name, time, reason: text("") };
        let signed = Arc::new(document.apply(&append(&document, &signing, &key)).expect("signed"));
        let mut known = KnownSigners::default();
        known.accept(&key.public(), "张三", &[Role::Preparer], "");
        let order = order(DocumentStatus::Draft, &[Format::Docx]);
        let files = [known, KnownSigners::default()].map(|known| {
            let derived = Derived::with_signers(&signed, &known);
            let mut out = Vec::new();
            answer(&mut &asked_about(&derived, false, &[Format::Docx])[..], &mut out).expect("answers");
            let heard = listen(&mut &out[..], &order, &Progress::default()).expect("a product");
            assert_eq!(heard, order.produce(&derived, &Progress::default()).expect("a product"));
            heard.files
        });
        assert_ne!(files[0], files[1]);
    }

    #[test]
    fn a_refusal_is_said_in_the_same_words() {
        let mut out = Vec::new();
        answer(&mut &asked(true, &[Format::Docx])[..], &mut out).expect("answers");
        let order = order(DocumentStatus::Final, &[Format::Docx]);
        let heard = listen(&mut &out[..], &order, &Progress::default()).expect_err("refused").to_string();
        let derived = Derived::of(&Arc::new(reference_sample()));
        let own = order.produce(&derived, &Progress::default()).expect_err("refused").to_string();
        assert_eq!(heard, own);
    }

    #[test]
    fn a_child_that_breaks_off_or_names_another_place_gives_nothing_there() {
        let order = order(DocumentStatus::Draft, &[Format::Charts]);
        let mut out = Vec::new();
        put(&mut out, &ChildReply::File { target: 0, name: Some("../a.png".into()) }, b"x").expect("memory");
        let broken = listen(&mut &out[..], &order, &Progress::default());
        assert!(matches!(broken, Err(ChildError::Broken(_))), "no end");
        put(&mut out, &ChildReply::Done, &[]).expect("memory");
        let heard = listen(&mut &out[..], &order, &Progress::default()).expect("a product");
        assert_eq!(heard.files, [(PathBuf::from("charts").join("a.png"), b"x".to_vec())]);
        let mut out = Vec::new();
        put(&mut out, &ChildReply::File { target: 7, name: None }, b"x").expect("memory");
        assert!(listen(&mut &out[..], &order, &Progress::default()).is_err());
    }

    #[test]
    fn what_is_no_longer_wanted_is_stopped() {
        let (order, progress) = (order(DocumentStatus::Draft, &[Format::Docx]), Progress::default());
        let mut out = Vec::new();
        put(&mut out, &ChildReply::Progress { stage: 0, percent: 40 }, &[]).expect("memory");
        progress.cancel();
        let heard = listen(&mut &out[..], &order, &progress).expect_err("cancelled");
        assert_eq!(heard.to_string(), ExportError::Cancelled.to_string());
    }
}
