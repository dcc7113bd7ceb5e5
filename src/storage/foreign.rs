//! Files of other programs, which are only read.

use std::{io, path::Path};

use super::disk;

/// Why a file of another program is not read.
#[derive(Debug, thiserror::Error)]
pub enum ForeignError {
    #[error("没有这个文件；请核对文件名和位置")]
    Missing,
    #[error("这个文件正在被其他程序使用；请先在 Word、Excel 或 WPS 中关闭它，再试一次")]
    InUse,
    #[error("没有读取这个文件的权限；请把它复制到自己的文件夹，再试一次")]
    Forbidden,
    #[error("这是一个文件夹；请选择其中的文件")]
    Folder,
    #[error("这个文件太大，程序不读；请只留下需要的表，另存一份再试")]
    TooLarge,
    #[error("读不了这个文件；如果它在U盘或网络上，请先复制到本机（{0}）")]
    Other(io::Error),
}

impl From<io::Error> for ForeignError {
    fn from(error: io::Error) -> Self {
        // ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
        const HELD: [i32; 2] = [32, 33];
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            _ if cfg!(windows) && error.raw_os_error().is_some_and(|code| HELD.contains(&code)) => Self::InUse,
            io::ErrorKind::PermissionDenied => Self::Forbidden,
            io::ErrorKind::IsADirectory => Self::Folder,
            _ => Self::Other(error),
        }
    }
}

/// The bytes of a file, if there are no more than `most`.
pub fn read_foreign(path: &Path, most: u64) -> Result<Vec<u8>, ForeignError> {
    let found = disk::fs::metadata(path)?;
    if found.is_dir() {
        return Err(ForeignError::Folder);
    }
    if found.len() > most {
        return Err(ForeignError::TooLarge);
    }
    Ok(disk::fs::read(path)?)
}
