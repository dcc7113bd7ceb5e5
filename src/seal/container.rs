//! An exported key: the secret key under a passphrase, to be taken to another computer.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use serde::{Deserialize, Serialize};

use crate::digest::{hex, unhex, unhex_exact};

use super::key::PersonKey;

const FORMAT: &str = "juesuan-key";
const VERSION: u32 = 1;

/// Shorter ones are refused.
pub const SHORTEST_PASSPHRASE: usize = 8;

/// The cost of deriving the key; written into the file so that it can be raised later.
const COST: Cost = Cost { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
/// A file that demands a higher cost is refused: it would bring the computer to a halt.
const MOST: Cost = Cost { memory_kib: 256 * 1024, passes: 16, lanes: 4 };

#[derive(Clone, Copy, Serialize, Deserialize)]
struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

#[derive(Serialize, Deserialize)]
struct Container {
    format: String,
    version: u32,
    name: String,
    public: String,
    argon2id: Cost,
    salt: String,
    nonce: String,
    sealed: String,
}

/// Why a key file can't be written or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    #[error("口令太短；请用至少 8 个字符")]
    ShortPassphrase,
    /// Another kind of file.
    #[error("这不是决算公开编审的钥匙文件；请选择导出的钥匙文件")]
    NotAKeyFile,
    /// Of a newer version.
    #[error("钥匙文件来自较新的版本；请先升级程序")]
    Newer,
    /// The passphrase is wrong, or the file was changed.
    #[error("口令不对，或者钥匙文件已经损坏；请核对口令后再试")]
    WrongPassphrase,
    /// No random numbers, no memory.
    #[error("系统没有提供生成钥匙所需的条件；请关闭其他程序后再试")]
    System,
}

/// The content of a key file for `key` of the person `name`.
pub fn seal_key(key: &PersonKey, name: &str, passphrase: &str) -> Result<String, KeyFileError> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(KeyFileError::ShortPassphrase);
    }
    let (mut salt, mut nonce) = ([0; 16], [0; 24]);
    getrandom::fill(&mut salt).and_then(|()| getrandom::fill(&mut nonce)).map_err(|_| KeyFileError::System)?;
    let public = key.public();
    let secret = key.secret();
    let bound = bound(name, &public);
    let payload = Payload { msg: &secret, aad: bound.as_bytes() };
    let sealed = cipher(passphrase, &salt, COST)?.encrypt(&XNonce::from(nonce), payload);
    let container = Container {
        format: FORMAT.to_owned(),
        version: VERSION,
        name: name.to_owned(),
        public: public.clone(),
        argon2id: COST,
        salt: hex(&salt),
        nonce: hex(&nonce),
        sealed: hex(&sealed.map_err(|_| KeyFileError::System)?),
    };
    let text = serde_json::to_string_pretty(&container).map_err(|_| KeyFileError::System)?;
    Ok(text + "\n")
}

/// The key in a key file, and whose it is.
pub fn open_key(content: &[u8], passphrase: &str) -> Result<(PersonKey, String), KeyFileError> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
        version: u32,
    }
    let head: Head = serde_json::from_slice(content).map_err(|_| KeyFileError::NotAKeyFile)?;
    match (head.format.as_str(), head.version) {
        (FORMAT, VERSION) => {}
        (FORMAT, version) if version > VERSION => return Err(KeyFileError::Newer),
        _ => return Err(KeyFileError::NotAKeyFile),
    }
    let container: Container = serde_json::from_slice(content).map_err(|_| KeyFileError::NotAKeyFile)?;
    let cost = container.argon2id;
    if cost.memory_kib > MOST.memory_kib || cost.passes > MOST.passes || cost.lanes > MOST.lanes {
        return Err(KeyFileError::NotAKeyFile);
    }
    let (Some(salt), Some(nonce), Some(sealed)) =
        (unhex_exact::<16>(&container.salt), unhex_exact::<24>(&container.nonce), unhex(&container.sealed))
    else {
        return Err(KeyFileError::NotAKeyFile);
    };
    let bound = bound(&container.name, &container.public);
    let payload = Payload { msg: &sealed, aad: bound.as_bytes() };
    let secret = cipher(passphrase, &salt, cost)?.decrypt(&XNonce::from(nonce), payload);
    let secret: [u8; 32] =
        secret.ok().and_then(|secret| secret.try_into().ok()).ok_or(KeyFileError::WrongPassphrase)?;
    Ok((PersonKey::from_secret(secret), container.name))
}

/// What is readable in the file but must not be changed: covered by the encryption.
fn bound(name: &str, public: &str) -> String {
    format!("{FORMAT}\n{VERSION}\n{public}\n{name}")
}

fn cipher(passphrase: &str, salt: &[u8], cost: Cost) -> Result<XChaCha20Poly1305, KeyFileError> {
    let params =
        Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32)).map_err(|_| KeyFileError::NotAKeyFile)?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(|_| KeyFileError::System)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_comes_back_with_the_passphrase_only() {
        let key = PersonKey::generate().expect("key");
        let file = seal_key(&key, "张三", "一二三四五六七八").expect("sealed");
        assert!(!file.contains(&key.to_stored()));
        let (opened, name) = open_key(file.as_bytes(), "一二三四五六七八").expect("opened");
        assert_eq!((opened.public(), name.as_str()), (key.public(), "张三"));
        assert_eq!(open_key(file.as_bytes(), "一二三四五六七九").expect_err("refused"), KeyFileError::WrongPassphrase);
        let renamed = file.replace("张三", "李四");
        assert_eq!(
            open_key(renamed.as_bytes(), "一二三四五六七八").expect_err("refused"),
            KeyFileError::WrongPassphrase
        );
        assert_eq!(seal_key(&key, "张三", "1234567").expect_err("refused"), KeyFileError::ShortPassphrase);
    }

    #[test]
    fn foreign_and_costly_files_are_refused() {
        let key = PersonKey::generate().expect("key");
        let file = seal_key(&key, "", "12345678").expect("sealed");
        for (from, to, error) in [
            ("juesuan-key", "other", KeyFileError::NotAKeyFile),
            ("\"version\": 1", "\"version\": 2", KeyFileError::Newer),
            ("\"memory_kib\": 19456", "\"memory_kib\": 4000000000", KeyFileError::NotAKeyFile),
            ("\"passes\": 2", "\"passes\": 0", KeyFileError::NotAKeyFile),
            ("\"salt\": \"", "\"salt\": \"0", KeyFileError::NotAKeyFile),
        ] {
            assert!(file.contains(from), "{from}");
            assert_eq!(
                open_key(file.replacen(from, to, 1).as_bytes(), "12345678").expect_err("refused"),
                error,
                "{to}"
            );
        }
        assert_eq!(open_key(b"{}", "12345678").expect_err("refused"), KeyFileError::NotAKeyFile);
    }
}
