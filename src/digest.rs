//! Digests (SHA-256), and bytes as hexadecimal text.

use sha2::{Digest, Sha256};

/// The digest in 64 hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// The digest of what comes piece by piece.
#[derive(Clone, Default)]
pub struct RunningDigest(Sha256);

impl RunningDigest {
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Of all that came so far.
    pub fn sha256(&self) -> String {
        hex(&self.0.clone().finalize())
    }
}

/// Lower-case digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads [`hex`], and nothing else: there is one way to write a value.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let bytes = text.as_bytes();
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    bytes.chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

/// [`unhex`] of a fixed length.
pub fn unhex_exact<const N: usize>(text: &str) -> Option<[u8; N]> {
    unhex(text)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_the_standard_one_however_the_bytes_come() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), abc);
        let mut running = RunningDigest::default();
        running.add(b"a");
        running.add(b"bc");
        assert_eq!(running.sha256(), abc);
    }

    #[test]
    fn a_value_is_written_in_one_way_only() {
        assert_eq!(unhex(&hex(&[0, 15, 255])), Some(vec![0, 15, 255]));
        for text in ["0", "0G", "0F", " 0f", "00ff "] {
            assert_eq!(unhex(text), None, "{text}");
        }
        assert_eq!(unhex_exact::<2>("00ff"), Some([0, 255]));
        assert_eq!(unhex_exact::<2>("00ff00"), None);
    }
}
