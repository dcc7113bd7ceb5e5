//! A person's key: made on first use, known to others by its fingerprint.

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};

use crate::digest::{hex, sha256, unhex_exact};

/// The key with which a person signs. Losing it loses no data: a new one just has to be accepted by the others.
#[derive(Clone)]
pub struct PersonKey(SigningKey);

impl PersonKey {
    /// A new key; `None` when the system has no random numbers.
    pub fn generate() -> Option<Self> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).ok()?;
        Some(Self::from_secret(secret))
    }

    pub(super) fn from_secret(secret: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&secret))
    }

    pub(super) fn secret(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// As kept in the data folder, where only the user may read it.
    pub fn to_stored(&self) -> String {
        hex(&self.secret())
    }

    /// Reads [`Self::to_stored`].
    pub fn from_stored(text: &str) -> Option<Self> {
        unhex_exact(text.trim()).map(Self::from_secret)
    }

    /// What others need to verify.
    pub fn public(&self) -> String {
        hex(self.0.verifying_key().as_bytes())
    }

    pub(super) fn sign(&self, message: &[u8]) -> String {
        hex(&self.0.sign(message).to_bytes())
    }
}

/// Does not reveal the secret.
impl std::fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PersonKey({})", fingerprint(&self.public()))
    }
}

/// The form in which people compare public keys, for example by telephone: `3f2a 91bc 0d44 7e15 88a0`.
pub fn fingerprint(public: &str) -> String {
    let digest = sha256(format!("juesuan-key\n{public}").as_bytes());
    let groups: Vec<&str> = (0..5).filter_map(|group| digest.get(group * 4..group * 4 + 4)).collect();
    groups.join(" ")
}

/// Whether `signature` over `message` was made with the key of `public`.
pub(super) fn is_signed(public: &str, message: &[u8], signature: &str) -> bool {
    let check = || {
        let key = VerifyingKey::from_bytes(&unhex_exact(public)?).ok()?;
        let signature = ed25519_dalek::Signature::from_bytes(&unhex_exact(signature)?);
        key.verify_strict(message, &signature).ok()
    };
    check().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_signs_and_no_other() {
        let (a, b) = (PersonKey::generate().expect("key"), PersonKey::from_secret([7; 32]));
        let signature = a.sign(b"x");
        assert!(is_signed(&a.public(), b"x", &signature));
        assert!(!is_signed(&b.public(), b"x", &signature));
        assert!(!is_signed(&a.public(), b"y", &signature));
        assert!(!is_signed(&a.public(), b"x", &signature.to_uppercase()), "one way to write it");
        assert!(!is_signed("", b"x", &signature));
        let again = PersonKey::from_stored(&format!("{}\n", a.to_stored())).expect("key");
        assert_eq!(again.public(), a.public());
    }

    #[test]
    fn the_fingerprint_never_changes_and_the_secret_is_not_shown() {
        let key = PersonKey::from_secret([7; 32]);
        assert_eq!(fingerprint(&key.public()).len(), 24);
        assert_eq!(fingerprint(&key.public()), fingerprint(&PersonKey::from_secret([7; 32]).public()));
        assert!(!format!("{key:?}").contains(&key.to_stored()[..8]));
    }
}
