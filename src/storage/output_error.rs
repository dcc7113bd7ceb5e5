//! Why exported files were not written, and what to do about it.

use std::{
    ffi::OsStr,
    fmt,
    path::{Path, PathBuf},
};

use super::{open_error::SystemCode, save_error::SaveError};

/// Why exported files were not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputError {
    /// The file or folder that it is about.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: OutputFault,
    /// Files whose former content could not be put back; normally none, unless another program locked one at that very
    /// moment.
    pub written: Vec<LeftBehind>,
}

/// A file whose former content could not be put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    pub path: PathBuf,
    /// Where its former content is; `None` when there was none.
    pub former: Option<PathBuf>,
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
            SaveError::ChangedOnDisk
            | SaveError::Gone
            | SaveError::BeingSaved
            | SaveError::NoPlaceForBackup
            | SaveError::Unnamed
            | SaveError::TooLarge
            | SaveError::NotReadable => Self::Unwritable(SystemCode::default()),
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
    pub(super) fn new(path: &Path, fault: impl Into<OutputFault>) -> Self {
        Self { path: path.to_owned(), fault: fault.into(), written: Vec::new() }
    }

    fn write(&self, f: &mut fmt::Formatter<'_>, fact: &str, remedy: &str) -> fmt::Result {
        if self.written.is_empty() {
            return write!(f, "{fact}，没有写任何文件；{remedy}：{}", self.path.display());
        }
        write!(f, "{fact}，没有全部导出；{remedy}：{}", self.path.display())?;
        for LeftBehind { path, former } in &self.written {
            write!(f, "；已换成新内容：{}", path.display())?;
            if let Some(former) = former {
                write!(f, "，原来的内容在 {}", former.display())?;
            }
        }
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_document_is_to_be_closed_first() {
        let error = OutputError::new(Path::new("决算.docx"), OutputFault::InUse);
        assert_eq!(
            error.to_string(),
            "文件正在 Word 或 WPS 中打开，没有写任何文件；请先在 Word 或 WPS 中关闭它，再导出一次：决算.docx"
        );
        let left = LeftBehind { path: "a.docx".into(), former: Some("a（导出前）.docx".into()) };
        let error = OutputError { written: vec![left], ..OutputError::new(Path::new("b.xlsx"), OutputFault::InUse) };
        let words = error.to_string();
        assert!(words.contains("没有全部导出；请先在 Excel 或 WPS 中关闭它"), "{words}");
        assert!(words.ends_with("已换成新内容：a.docx，原来的内容在 a（导出前）.docx"), "{words}");
    }
}
