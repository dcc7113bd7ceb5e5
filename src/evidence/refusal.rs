//! Why a file is not read, and what to do.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refusal {
    #[error("这个文件设有打开密码，程序读不了；请用原来的软件打开，去掉密码后另存一份再试")]
    Encrypted,
    #[error("这个文件是扫描件，里面只有图片，没有文字，程序读不了；请找原来的电子表格或 Word 文件")]
    Scanned,
    #[error("这个文件已损坏或者没有下载完整，读不下去；请用原来的软件打开，另存一份再试")]
    Damaged,
    #[error("这个文件太大，程序不读；请只留下需要的表，另存一份再试")]
    TooLarge,
    #[error("这个文件里没有内容；请换一个有内容的文件再试")]
    Empty,
    /// The old forms of Word.
    #[error("这是旧格式的文字文件（.doc、.wps 或 .rtf），程序还读不了；请用 Word 或 WPS 打开，另存为 .docx 再试")]
    OldWord,
    #[error("不认识这个文件的格式；可以读的是 .xlsx、.xls、.docx、.pdf、网页表格和文本，请另存为其中一种再试")]
    Unknown,
    #[error("这个文件太复杂，规定时间内没有读完；请只留下需要的表，另存一份再试")]
    TooSlow,
    #[error("这个文件读不下去；请用原来的软件打开，另存为 .xlsx 或 .docx 再试")]
    Broken,
}
