//! Why a project file cannot be opened: one sentence each, the fact and then the remedy.

use std::{fmt, io};

use super::project::MAX_FILE_BYTES;

/// A place in a text file, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextPosition {
    pub line: usize,
    /// The character in that line.
    pub column: usize,
}

impl TextPosition {
    /// Of the byte at `offset`.
    pub(super) fn of_offset(bytes: &[u8], offset: usize) -> Self {
        let before = &bytes[..offset.min(bytes.len())];
        let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        Self { line, column: String::from_utf8_lossy(&before[line_start..]).chars().count() + 1 }
    }
}

impl fmt::Display for TextPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第 {} 行第 {} 个字", self.line, self.column)
    }
}

/// Why a project file was refused. The document that was open stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("找不到这个文件，它可能已被移动、改名或删除；请重新选择")]
    NotFound,
    /// A folder or a device.
    #[error("这不是文件，而是文件夹或设备；请选择其中的项目文件")]
    NotAFile,
    /// The system forbids reading.
    #[error("没有读取这个文件的权限；请向管理员申请权限，或请有权限的人复制一份给您")]
    NoPermission,
    /// Held by another program (Windows).
    #[error("文件正被其他程序占用，无法读取；请关闭占用它的程序后再打开")]
    Busy,
    /// Any other fault of disk or network.
    #[error("读取文件时出错{0}；请检查磁盘、移动存储或网络后再试")]
    Unreadable(SystemCode),
    /// Beyond [`MAX_FILE_BYTES`].
    #[error("文件超过 {} MB，不像项目文件；请确认选对了文件", MAX_FILE_BYTES >> 20)]
    TooLarge,
    /// Zero bytes, or nothing but white space.
    #[error("文件是空的；如有同名的 .bak 备份，请打开备份")]
    Empty,
    /// Nothing but zero bytes, as a power cut leaves it.
    #[error("文件内容已在断电或磁盘故障时丢失；如有同名的 .bak 备份，请打开备份")]
    Zeroed,
    /// A text in another encoding.
    #[error("文件是 {0} 编码，而项目文件应为 UTF-8；请用文本编辑器另存为 UTF-8 编码后再打开")]
    Encoding(&'static str),
    /// A zip file: a workbook, a Word document, an archive.
    #[error("这是 Office 文档或压缩包，不是项目文件；请选择扩展名为 .juesuan 或 .json 的文件")]
    Archive,
    /// Not a text at all.
    #[error("这不是文本文件，不能作为项目文件打开；请确认选对了文件，或打开同名的 .bak 备份")]
    NotText,
    /// UTF-8 with broken characters.
    #[error("{0}有损坏的字符；请打开同名的 .bak 备份，或在文本编辑器中改正")]
    DamagedText(TextPosition),
    /// The file ends too early.
    #[error("文件不完整，到{0}就中断了；请重新取得这个文件，或打开同名的 .bak 备份")]
    Truncated(TextPosition),
    /// Not JSON.
    #[error("{at}附近{what}；请在文本编辑器中改正，或打开同名的 .bak 备份")]
    Syntax {
        at: TextPosition,
        /// What is wrong there.
        what: String,
    },
    /// JSON, but not of this form.
    #[error("{at}附近的内容不符合项目文件的格式：{what}；请在文本编辑器中改正，或打开同名的 .bak 备份")]
    Content {
        at: TextPosition,
        /// What is wrong there.
        what: String,
    },
    /// JSON without a format version: the file of some other program. Every field of a project file may be missing, so
    /// without this check such a file would open as an empty document and be overwritten by the next save.
    #[error("这不是决算公开编审的项目文件，其中没有标明文件格式的版本；请确认选对了文件")]
    NotAProject,
    /// The format version is not a whole number from 1.
    #[error("文件开头的格式版本应为从 1 开始的整数，现在不是；请打开同名的 .bak 备份，或重新取得这个文件")]
    BadVersion,
    /// Written by a newer version of the program.
    #[error("这个文件由新版本的决算公开编审写出（文件格式第 {0} 版），本程序读不了；请升级本程序后再打开")]
    Newer(u32),
}

/// The number of a system error for the hotline, in parentheses; nothing when there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SystemCode(Option<i32>);

impl SystemCode {
    pub(super) fn of(error: &io::Error) -> Self {
        Self(error.raw_os_error())
    }
}

impl fmt::Display for SystemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(code) => write!(f, "（系统错误代码 {code}）"),
            None => Ok(()),
        }
    }
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            _ if is_busy(&error) => Self::Busy,
            io::ErrorKind::PermissionDenied => Self::NoPermission,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            _ => Self::Unreadable(SystemCode::of(&error)),
        }
    }
}

/// Another program has the file open and does not share it: ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
pub(super) fn is_busy(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_not_bytes() {
        let text = "{\n \"部门\": x";
        let offset = text.find('x').expect("x");
        assert_eq!(TextPosition::of_offset(text.as_bytes(), offset), TextPosition { line: 2, column: 8 });
        assert_eq!(TextPosition::of_offset(b"", 9), TextPosition { line: 1, column: 1 });
    }

    #[test]
    fn system_faults_are_sentences() {
        let error = |kind: io::ErrorKind| OpenError::from(io::Error::from(kind));
        assert_eq!(error(io::ErrorKind::NotFound), OpenError::NotFound);
        assert_eq!(error(io::ErrorKind::PermissionDenied), OpenError::NoPermission);
        assert_eq!(
            OpenError::from(io::Error::from_raw_os_error(5)).to_string(),
            "读取文件时出错（系统错误代码 5）；请检查磁盘、移动存储或网络后再试"
        );
    }
}
