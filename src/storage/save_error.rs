//! Why a file could not be saved: one sentence each. In every case the former file is still whole.

use std::io;

use super::open_error::{SystemCode, is_busy};

/// Why a save was refused or failed; the file is as it was before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SaveError {
    /// Someone else has written the file since it was opened.
    #[error("文件在打开之后已被其他人或其他程序改动，尚未保存；请另存为新文件，或确认后覆盖")]
    ChangedOnDisk,
    /// The file is no longer where it was opened.
    #[error("文件已不在原来的位置，可能被移走、改名或删除，尚未保存；请另存为新文件，或确认后存回原处")]
    Gone,
    /// Another program has been saving the file all the time.
    #[error("另一个程序正在保存这份文件，尚未保存；请稍候再保存，或另存为新文件")]
    BeingSaved,
    /// All names that a backup could have are taken by something else.
    #[error("备份文件名（同名加 .bak）已被文件夹或其他文件占用，尚未保存；请移走它们，或另存到其他文件夹")]
    NoPlaceForBackup,
    /// The document has no file yet.
    #[error("这份决算还没有文件名；请用“另存为”选择保存位置")]
    Unnamed,
    #[error("文件是只读的，尚未保存；请在文件属性中取消只读，或另存为新文件")]
    ReadOnly,
    /// A folder or device has this name.
    #[error("同名的位置是文件夹或设备，尚未保存；请换一个文件名")]
    NotAFile,
    /// Too long, or with characters that the system does not allow.
    #[error("文件名过长或含有不能使用的字符，尚未保存；请换一个文件名")]
    BadName,
    /// The folder is gone.
    #[error("要保存到的文件夹已不存在，尚未保存；请另存到其他文件夹")]
    NoFolder,
    /// The system forbids writing there.
    #[error("没有在这个文件夹中保存的权限，尚未保存；请另存到其他文件夹")]
    NoPermission,
    #[error("磁盘空间不足，尚未保存，原文件未受影响；请清理磁盘，或另存到其他磁盘")]
    DiskFull,
    /// Held by another program (Windows).
    #[error("文件正被其他程序占用，尚未保存；请关闭占用它的程序后再保存，或另存为新文件")]
    Busy,
    /// What was read back was not what had been written.
    #[error("写入后核对不一致，磁盘可能有故障，原文件未受影响；请立即另存到其他磁盘")]
    ReadBackDiffers,
    /// Beyond the size that can be opened again.
    #[error("内容超过 16 MB，保存后将无法再打开，因此尚未保存；请删减后再保存")]
    TooLarge,
    /// The content would not read back the same: a fault of the program.
    #[error("内容中有保存后无法再读出的值，因此尚未保存；请撤销最近的修改后再保存")]
    NotReadable,
    /// Any other fault of disk or network.
    #[error("写入文件时出错{0}，尚未保存，原文件未受影响；请检查磁盘、移动存储或网络，或另存到其他位置")]
    Unwritable(SystemCode),
}

impl From<io::Error> for SaveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::InvalidFilename => Self::BadName,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NoFolder,
            io::ErrorKind::IsADirectory => Self::NotAFile,
            _ if is_busy(&error) => Self::Busy,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NoPermission,
            _ => Self::Unwritable(SystemCode::of(&error)),
        }
    }
}
