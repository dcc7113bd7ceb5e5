//! Folders that get emptied: where mail, chat and archive programs and the system put files for a while.
//!
//! A file opened from an attachment lies in such a folder; what is saved there disappears some day without a word.

use std::path::Path;

/// The folder of this kind that the file lies in, in words; `None` for any other folder. Decided by the path alone, and
/// alike on every system: a Windows drive may be opened from elsewhere.
pub fn emptied_folder(path: &Path) -> Option<&'static str> {
    let text = path.to_string_lossy().to_lowercase();
    let mut parts: Vec<&str> = text.split(['/', '\\']).filter(|part| !part.is_empty()).collect();
    // The file's own name says nothing.
    parts.pop();
    KINDS.iter().find(|(_, is_in)| is_in(&parts)).map(|(words, _)| *words)
}

const TEMPORARY: &str = "系统的临时文件夹，会被系统清空";

/// The same, with this system's own folder of temporary files.
pub fn emptied_folder_here(path: &Path) -> Option<&'static str> {
    emptied_folder(path).or_else(|| path.starts_with(std::env::temp_dir()).then_some(TEMPORARY))
}

type IsIn = fn(&[&str]) -> bool;

/// The specific kinds first, because most of them lie in the system's temporary folder.
const KINDS: &[(&str, IsIn)] = &[
    ("Outlook 邮件附件的临时文件夹，关闭邮件后会被清空", |parts| {
        has(parts, |part| part.starts_with("content.outlook") || part.starts_with("outlook temp"))
            || follows(parts, |part| part == "olk", |part| part == "attachments")
            || has(parts, |part| part.starts_with("microsoft.windowscommunicationsapps_"))
    }),
    ("Foxmail 邮件附件的临时文件夹，关闭邮件后会被清空", |parts| {
        let is_for_a_while = |part: &str| part.starts_with("temp") || part.starts_with("attach") || part == "storage";
        follows(parts, |part| part.starts_with("foxmail"), is_for_a_while)
            || follows(parts, |part| part == "temp", |part| part.starts_with("foxmail"))
    }),
    ("网易邮箱大师附件的临时文件夹，会被清空", |parts| {
        follows(parts, |part| part == "mailmaster", |part| matches!(part, "temp" | "cache" | "attachments"))
    }),
    ("微信接收文件的文件夹，清理微信存储空间时会被删除", |parts| {
        has(parts, |part| matches!(part, "wechat files" | "xwechat_files" | "com.tencent.xinwechat"))
    }),
    ("企业微信的缓存文件夹，清理缓存时会被删除", |parts| {
        follows(parts, |part| part == "wxwork", |part| part == "cache")
    }),
    ("QQ 接收文件的文件夹，清理 QQ 存储空间时会被删除", |parts| {
        has(parts, |part| part == "tencent files")
            || follows(parts, |part| part == "tencent", |part| matches!(part, "temp" | "users"))
    }),
    ("钉钉的缓存文件夹，清理缓存时会被删除", |parts| {
        follows(parts, |part| part.starts_with("dingtalk"), |part| part.contains("temp") || part.contains("cache"))
    }),
    ("WPS 云文档的缓存文件夹，会被清空", |parts| {
        follows(parts, |part| part == "wps cloud files" || part == "wpsdrive", |part| part.starts_with("cache"))
    }),
    ("压缩软件的临时文件夹，关闭压缩包后会被删除", |parts| has(parts, is_of_archive)),
    ("浏览器和邮件的临时文件夹，会被系统清空", |parts| {
        has(parts, |part| matches!(part, "inetcache" | "temporary internet files" | "content.ie5" | "content.mso"))
            || has(parts, |part| part == "content.word")
    }),
    ("回收站，清空回收站后就没有了", |parts| {
        has(parts, |part| matches!(part, "$recycle.bin" | "recycler" | ".trash"))
            || has(parts, |part| part.strip_prefix(".trash-").is_some_and(is_number))
            || follows(parts, |part| part == "trash", |part| part == "files")
    }),
    (TEMPORARY, is_temporary),
];

fn has(parts: &[&str], is: impl Fn(&str) -> bool) -> bool {
    parts.iter().any(|part| is(part))
}

/// Whether a folder of the second kind stands somewhere below one of the first.
fn follows(parts: &[&str], first: impl Fn(&str) -> bool, second: impl Fn(&str) -> bool) -> bool {
    let first = parts.iter().position(|part| first(part));
    first.is_some_and(|at| parts[at + 1..].iter().any(|part| second(part)))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// WinRAR `Rar$DIa1234.5678`, 7-Zip `7zO4A1B2C3D`, Bandizip `BNZ.5f3a`, the Explorer's `Temp1_附件.zip`, 360压缩, 好压.
fn is_of_archive(part: &str) -> bool {
    let is_hex = |text: &str| text.len() >= 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_of_explorer = |part: &str| {
        let number = part.strip_prefix("temp").and_then(|rest| rest.split_once('_'));
        number.is_some_and(|(number, name)| is_number(number) && name.contains(".zip"))
    };
    let starts = ["rar$", "bnz.", "360zip$", "haozip_", "kuaizip", "winzip"];
    starts.iter().any(|start| part.starts_with(start))
        || part.strip_prefix("7zo").is_some_and(is_hex)
        || part.strip_prefix("7ze").is_some_and(is_hex)
        || is_of_explorer(part)
}

fn is_temporary(parts: &[&str]) -> bool {
    let pair = |first: &str, second: &str| parts.windows(2).any(|pair| pair == [first, second]);
    let begins = |start: &[&str]| parts.starts_with(start);
    pair("local", "temp") && has(parts, |part| part == "appdata")
        || pair("local settings", "temp")
        || pair("locals~1", "temp")
        || pair("windows", "temp")
        || has(parts, |part| part == "tempstate")
        || begins(&["tmp"])
        || begins(&["var", "tmp"])
        || begins(&["private", "tmp"])
        || begins(&["private", "var", "folders"])
        || begins(&["var", "folders"])
        || begins(&["dev", "shm"])
        || begins(&["run", "user"])
        || has(parts, |part| part == ".cache")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// Where Windows has the folders of its users; written out, it would look like somebody's machine.
    fn place(path: &str) -> PathBuf {
        path.replacen("HOME", &["C:", "Users"].join("\\"), 1).into()
    }

    #[test]
    fn folders_that_are_emptied_are_named() {
        for (path, words) in [
            (r"HOME\张三\AppData\Local\Temp\决算.juesuan", "系统的临时"),
            (r"HOME\ADMINI~1\AppData\Local\Temp\~nsu.tmp\决算.juesuan", "系统的临时"),
            (r"\\?\HOME\zhang\AppData\Local\Temp\决算.json", "系统的临时"),
            (r"C:\Documents and Settings\zhang\Local Settings\Temp\决算.json", "系统的临时"),
            (r"C:\DOCUME~1\zhang\LOCALS~1\Temp\决算.json", "系统的临时"),
            (r"C:\Windows\Temp\决算.json", "系统的临时"),
            (r"HOME\z\AppData\Local\Microsoft\Windows\INetCache\Content.Outlook\AB12CD34\决算.juesuan", "Outlook"),
            (r"HOME\z\AppData\Local\Microsoft\Windows\Temporary Internet Files\Content.Outlook\X\决算.json", "Outlook"),
            (r"HOME\z\AppData\Local\Microsoft\Windows\Temporary Internet Files\OLK5\决算.json", "浏览器和邮件"),
            (r"HOME\z\AppData\Local\Microsoft\Olk\Attachments\ooa-1\x\决算.json", "Outlook"),
            (
                r"HOME\z\AppData\Local\Packages\microsoft.windowscommunicationsapps_8wekyb3d8bbwe\LocalState\Files\S0\3\Attachments\决算.json",
                "Outlook",
            ),
            (r"HOME\z\AppData\Local\Microsoft\Windows\INetCache\IE\ABCD\决算.json", "浏览器和邮件"),
            (r"D:\Foxmail 7.2\Storage\zhang@sina.com\Temp\决算.juesuan", "Foxmail"),
            (r"HOME\z\AppData\Local\Temp\Foxmail\Attach\决算.juesuan", "Foxmail"),
            (r"D:\Program Files\Foxmail 7.2\Temp-1234-20250820\Attach\决算.juesuan", "Foxmail"),
            (r"D:\Documents\Tencent Files\10001\FileRecv\决算.juesuan", "QQ"),
            (r"HOME\z\Documents\Tencent Files\10001\nt_qq\nt_data\File\2025-08\决算.juesuan", "QQ"),
            (r"HOME\z\AppData\Roaming\Tencent\QQ\Temp\决算.juesuan", "QQ"),
            (r"HOME\z\Documents\WeChat Files\wxid_abc\FileStorage\File\2025-08\决算.juesuan", "微信"),
            (r"HOME\z\Documents\xwechat_files\wxid_abc_1234\msg\file\2025-08\决算.juesuan", "微信"),
            (r"D:\WXWork\1688850000000000\Cache\File\2025-08\决算.juesuan", "企业微信"),
            (r"HOME\z\AppData\Local\Temp\Rar$DIa1234.5678\决算.juesuan", "压缩软件"),
            (r"HOME\z\AppData\Local\Temp\Rar$DRa9876.5432\附件\决算.juesuan", "压缩软件"),
            (r"HOME\z\AppData\Local\Temp\7zO4A1B2C3D\决算.juesuan", "压缩软件"),
            (r"HOME\z\AppData\Local\Temp\BNZ.66b1a2c3\决算.juesuan", "压缩软件"),
            (r"HOME\z\AppData\Local\Temp\Temp1_附件.zip\决算.juesuan", "压缩软件"),
            (r"HOME\z\AppData\Local\Temp\360zip$Temp\360$1\决算.juesuan", "压缩软件"),
            (r"C:\$Recycle.Bin\S-1-5-21\$RABC.juesuan", "回收站"),
            ("/mnt/z/.local/share/Trash/files/决算.juesuan", "回收站"),
            ("/tmp/决算.juesuan", "系统的临时"),
            ("/var/tmp/x/决算.juesuan", "系统的临时"),
            ("/private/var/folders/ab/cd/T/决算.juesuan", "系统的临时"),
            ("/mnt/z/.cache/thunderbird/决算.juesuan", "系统的临时"),
        ] {
            let found = emptied_folder(&place(path));
            assert!(found.is_some_and(|found| found.starts_with(words)), "{path}: {found:?}");
        }
    }

    #[test]
    fn folders_of_ones_own_are_not() {
        for path in [
            r"D:\决算\2024\盐边县总工会2024年度决算.juesuan",
            r"HOME\张三\Documents\决算.juesuan",
            r"HOME\张三\Desktop\temp.juesuan",
            r"HOME\张三\Desktop\Temporary\决算.juesuan",
            r"D:\Temp\决算.juesuan",
            r"D:\临时\temp\决算.juesuan",
            r"D:\local\决算\temp\决算.juesuan",
            r"E:\QQ\决算.juesuan",
            r"E:\微信\决算.juesuan",
            r"D:\Foxmail 备份\决算.juesuan",
            r"D:\Tencent\决算.juesuan",
            r"D:\7zone\决算.juesuan",
            r"D:\template1_\决算.juesuan",
            r"\\server\财务\2024\决算.juesuan",
            r"\\server\tmp\决算.juesuan",
            r"D:\WPS Cloud Files\123\决算.juesuan",
            r"Rar$DIa1234.5678.juesuan",
            "/mnt/z/tmp/决算.juesuan",
            "/srv/share/var/tmp/决算.juesuan",
            "决算.juesuan",
            "",
        ] {
            assert_eq!(emptied_folder(&place(path)), None, "{path}");
        }
    }
}
