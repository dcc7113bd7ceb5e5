//! 写出导出的文件：all or none.
//!
//! Every file is written beside its place and brought to the disk before the first one is put in place, so that a full
//! disk, a forbidden folder or a document that is open in Word leaves everything as it was.

use std::{
    ffi::OsStr,
    fmt, fs, io,
    path::{Path, PathBuf},
};

use super::{
    open_error::{SystemCode, is_busy},
    safe_write::{Staged, folder_of, patiently},
    save_error::SaveError,
};

/// Why exported files were not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputError {
    /// The file or folder that it is about.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: OutputFault,
    /// Files that had been put in place before: none, unless another program took hold of one in that instant.
    pub written: Vec<PathBuf>,
}

/// What is wrong with a place to write to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputFault {
    /// Open in another program (Windows).
    InUse,
    /// An existing file is read-only.
    ReadOnly,
    /// A folder has the name of the file.
    IsFolder,
    /// A file has the name of the folder.
    IsFile,
    /// The folder to write in is not there.
    NoFolder,
    /// The system forbids writing there.
    NoPermission,
    /// No room left.
    DiskFull,
    /// Too long, or with characters that the system does not allow.
    BadName,
    /// The disk gave back something else.
    ReadBackDiffers,
    /// Any other fault of disk or network.
    Unwritable(SystemCode),
}

impl From<SaveError> for OutputFault {
    fn from(error: SaveError) -> Self {
        match error {
            SaveError::Busy => Self::InUse,
            SaveError::ReadOnly => Self::ReadOnly,
            SaveError::NotAFile => Self::IsFolder,
            SaveError::BadName => Self::BadName,
            SaveError::NoFolder => Self::NoFolder,
            SaveError::NoPermission => Self::NoPermission,
            SaveError::DiskFull => Self::DiskFull,
            SaveError::ReadBackDiffers => Self::ReadBackDiffers,
            SaveError::Unwritable(code) => Self::Unwritable(code),
            // Of project files only.
            SaveError::ChangedOnDisk | SaveError::Unnamed | SaveError::TooLarge | SaveError::NotReadable => {
                Self::Unwritable(SystemCode::default())
            }
        }
    }
}

/// The fact, the remedy, the place.
impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let program = program_of(&self.path);
        let (fact, remedy) = match self.fault {
            OutputFault::InUse => {
                let remedy = format!("请先在{program}中关闭它，再导出一次");
                return self.write(f, &format!("文件正在{program}中打开"), &remedy);
            }
            OutputFault::Unwritable(code) => {
                return self.write(f, &format!("写入时出错{code}"), "请检查磁盘、移动存储或网络，或换一个位置");
            }
            OutputFault::ReadOnly => ("已有的同名文件是只读的", "请在文件属性中取消只读，或换一个位置"),
            OutputFault::IsFolder => ("这个位置已有同名的文件夹", "请换一个文件名或位置"),
            OutputFault::IsFile => ("这个位置已有同名的文件，不能作为文件夹", "请换一个文件夹"),
            OutputFault::NoFolder => ("没有这个位置的文件夹", "请先建好文件夹，或换一个位置"),
            OutputFault::NoPermission => ("没有在这个位置写文件的权限", "请换一个文件夹"),
            OutputFault::DiskFull => ("磁盘空间不足", "请清理磁盘，或换到其他磁盘"),
            OutputFault::BadName => ("文件名过长或含有不能使用的字符", "请换一个文件名或位置"),
            OutputFault::ReadBackDiffers => ("写入后核对不一致，磁盘可能有故障", "请换到其他磁盘"),
        };
        self.write(f, fact, remedy)
    }
}

impl OutputError {
    fn new(path: &Path, fault: impl Into<OutputFault>) -> Self {
        Self { path: path.to_owned(), fault: fault.into(), written: Vec::new() }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, fact: &str, remedy: &str) -> fmt::Result {
        if self.written.is_empty() {
            return write!(f, "{fact}，没有写任何文件；{remedy}：{}", self.path.display());
        }
        let written = self.written.len();
        write!(f, "{fact}，只写成了前 {written} 个文件；{remedy}：{}", self.path.display())
    }
}

impl std::error::Error for OutputError {}

/// Who may have the file open.
fn program_of(path: &Path) -> &'static str {
    let is =
        |ending: &str| path.extension().and_then(OsStr::to_str).is_some_and(|end| end.eq_ignore_ascii_case(ending));
    match path {
        _ if is("docx") => " Word 或 WPS ",
        _ if is("xlsx") => " Excel 或 WPS ",
        _ if is("pdf") => " PDF 阅读程序",
        _ => "其他程序",
    }
}

/// Whether something could be written there, before the work of making it: a file, or files in a folder, which is made
/// when its parent is there.
///
/// # Errors
/// What can be told without writing.
pub fn check_output(path: &Path, is_folder: bool) -> Result<(), OutputError> {
    let fail = |fault: OutputFault| Err(OutputError::new(path, fault));
    if path.as_os_str().is_empty() {
        return fail(OutputFault::BadName);
    }
    match fs::metadata(path) {
        Ok(metadata) if is_folder => {
            if metadata.is_dir() {
                Ok(())
            } else {
                fail(OutputFault::IsFile)
            }
        }
        Ok(metadata) if !metadata.is_file() => fail(OutputFault::IsFolder),
        Ok(metadata) if metadata.permissions().readonly() => fail(OutputFault::ReadOnly),
        Ok(_) => let_go(path).or_else(fail),
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::metadata(folder_of(path)) {
            Ok(folder) if folder.is_dir() && path.file_name().is_some() => Ok(()),
            _ => fail(OutputFault::NoFolder),
        },
        Err(error) => fail(SaveError::from(error).into()),
    }
}

/// Word and Excel let nobody else write to what they have open.
fn let_go(path: &Path) -> Result<(), OutputFault> {
    let opened = patiently(is_busy, || fs::OpenOptions::new().write(true).open(path));
    opened.map(drop).map_err(|error| SaveError::from(error).into())
}

/// Whether both names lead to one file or folder, there or not.
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let place = |path: &Path| {
        let resolved = fs::canonicalize(path).or_else(|_| {
            let folder = fs::canonicalize(folder_of(path))?;
            Ok::<_, io::Error>(folder.join(path.file_name().unwrap_or_default()))
        });
        let place = resolved.or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
        // Windows does not tell capitals from small letters.
        if cfg!(windows) { place.to_string_lossy().to_lowercase().into() } else { place }
    };
    place(one) == place(other)
}

/// Writes all files, or none. A missing folder is made when its parent is there.
///
/// # Errors
/// The first file that cannot be written.
pub fn write_outputs(files: &[(PathBuf, Vec<u8>)]) -> Result<(), OutputError> {
    let made = make_folders(files)?;
    let result = write_into_folders(files);
    if result.is_err() {
        for folder in made {
            // Only when nothing is in it.
            let _ = fs::remove_dir(folder);
        }
    }
    result
}

fn write_into_folders(files: &[(PathBuf, Vec<u8>)]) -> Result<(), OutputError> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        check_output(path, false)?;
        staged.push(Staged::write(path, bytes).map_err(|error| OutputError::new(path, error))?);
    }
    for (index, staged) in staged.into_iter().enumerate() {
        if let Err(error) = staged.put_in_place() {
            let written = files[..index].iter().map(|(path, _)| path.clone()).collect();
            return Err(OutputError { written, ..OutputError::new(&files[index].0, error) });
        }
    }
    Ok(())
}

/// Makes the folders that are missing, one level deep; answers with those made.
fn make_folders(files: &[(PathBuf, Vec<u8>)]) -> Result<Vec<PathBuf>, OutputError> {
    let mut made: Vec<PathBuf> = Vec::new();
    for (path, _) in files {
        let folder = folder_of(path);
        match fs::create_dir(folder) {
            Ok(()) => made.push(folder.to_owned()),
            Err(_) if folder.is_dir() => {}
            Err(error) => {
                let fault = match error.kind() {
                    io::ErrorKind::AlreadyExists => OutputFault::IsFile,
                    _ => SaveError::from(error).into(),
                };
                for folder in made {
                    let _ = fs::remove_dir(folder);
                }
                return Err(OutputError::new(folder, fault));
            }
        }
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .expect("folder")
            .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn all_files_are_written_into_a_new_folder_too() {
        let folder = tempfile::tempdir().expect("folder");
        let files = [("a.docx", "1"), ("图/1.svg", "2"), ("图/2.svg", "3")]
            .map(|(name, content)| (folder.path().join(name), content.as_bytes().to_vec()));
        fs::write(&files[0].0, "old").expect("former");
        write_outputs(&files).expect("written");
        for (path, content) in &files {
            assert_eq!(&fs::read(path).expect("file"), content);
        }
        assert_eq!(names(folder.path()), ["a.docx", "图"]);
        assert_eq!(names(&folder.path().join("图")), ["1.svg", "2.svg"]);
    }

    #[test]
    fn one_place_that_cannot_be_written_leaves_everything_as_it_was() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.docx"), "old").expect("former");
        fs::write(at("图"), "a file").expect("former");
        fs::create_dir(at("b.pdf")).expect("folder");
        fs::write(at("c.xlsx"), "old").expect("former");
        let mut permissions = fs::metadata(at("c.xlsx")).expect("metadata").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(at("c.xlsx"), permissions).expect("read-only");
        let before = names(folder.path());
        for (bad, named, fault) in [
            ("b.pdf", "b.pdf", OutputFault::IsFolder),
            ("c.xlsx", "c.xlsx", OutputFault::ReadOnly),
            ("没有/深/d.svg", "没有/深", OutputFault::NoFolder),
            ("图/1.svg", "图", OutputFault::IsFile),
        ] {
            let files = [at("a.docx"), at("新/1.svg"), at(bad)].map(|path| (path, b"new".to_vec()));
            let error = write_outputs(&files).expect_err(bad);
            assert_eq!(error, OutputError { path: at(named), fault, written: Vec::new() });
            assert_eq!(fs::read_to_string(at("a.docx")).expect("file"), "old");
            assert_eq!(names(folder.path()), before, "{bad}");
        }
    }

    #[test]
    fn places_are_checked_before_the_work() {
        let folder = tempfile::tempdir().expect("folder");
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "").expect("a file");
        let fault = |name: &str, is_folder| check_output(&at(name), is_folder).err().map(|error| error.fault);
        assert_eq!(fault("new", false), None);
        assert_eq!(fault("file", false), None);
        assert_eq!(fault("", false), Some(OutputFault::IsFolder));
        assert_eq!(fault("none/new", false), Some(OutputFault::NoFolder));
        assert_eq!(fault("new", true), None);
        assert_eq!(fault("", true), None);
        assert_eq!(fault("file", true), Some(OutputFault::IsFile));
        assert_eq!(fault("none/new", true), Some(OutputFault::NoFolder));
        assert_eq!(check_output(Path::new(""), false).map_err(|error| error.fault), Err(OutputFault::BadName));
    }

    #[test]
    fn a_place_can_have_several_names() {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir(folder.path().join("a")).expect("folder");
        let at = |name: &str| folder.path().join(name);
        assert!(is_same_place(&at("x.docx"), &at("a/../x.docx")));
        assert!(is_same_place(&at("a"), &at("a/.")));
        assert!(!is_same_place(&at("x.docx"), &at("x.pdf")));
        assert!(is_same_place(Path::new("x"), Path::new("./x")));
    }

    #[test]
    fn an_open_document_is_to_be_closed_first() {
        let error = OutputError::new(Path::new("决算.docx"), OutputFault::InUse);
        assert_eq!(
            error.to_string(),
            "文件正在 Word 或 WPS 中打开，没有写任何文件；请先在 Word 或 WPS 中关闭它，再导出一次：决算.docx"
        );
        let error =
            OutputError { written: vec!["a".into()], ..OutputError::new(Path::new("b.xlsx"), OutputFault::InUse) };
        assert!(error.to_string().contains("只写成了前 1 个文件；请先在 Excel 或 WPS 中关闭它"));
    }
}
