//! Accepted signers: whose keys the user has accepted on this computer, for which name and roles.

use serde::{Deserialize, Serialize};

use crate::document::{Role, SignatureRecord, shown_name};

use super::key::fingerprint;

/// One accepted key. It speaks for this person in these roles and for nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSigner {
    /// The public key.
    pub key: String,
    /// The name that it was accepted under.
    pub name: String,
    /// The roles that it was accepted for; none for one that was accepted before roles were asked for.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// When.
    pub accepted: String,
    /// Whether its roles were asked for already.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_asked: bool,
}

/// What a record's key, name and role are to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerState {
    /// Accepted for this name and role.
    Accepted,
    /// The key was not accepted, or not for any role yet.
    Unknown,
    /// The key is another person's.
    OtherName {
        /// Whose.
        accepted: String,
    },
    /// The key is this person's, but not in this role.
    OtherRole {
        /// In which.
        accepted: Vec<Role>,
    },
}

/// All accepted keys; the user's own belongs to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSigners(Vec<KnownSigner>);

impl KnownSigners {
    /// The one with this key.
    pub fn find(&self, key: &str) -> Option<&KnownSigner> {
        self.0.iter().find(|signer| signer.key == key)
    }

    /// All, in the order in which they were accepted.
    pub fn all(&self) -> &[KnownSigner] {
        &self.0
    }

    /// What the signer of a record is to the user: key, name and role must all be accepted, together.
    pub fn judge(&self, record: &SignatureRecord) -> SignerState {
        let Some(signer) = self.find(&record.key).filter(|signer| !signer.roles.is_empty()) else {
            return SignerState::Unknown;
        };
        if shown_name(&record.name) != signer.name {
            return SignerState::OtherName { accepted: signer.name.clone() };
        }
        match record.role {
            Some(role) if signer.roles.contains(&role) => SignerState::Accepted,
            _ => SignerState::OtherRole { accepted: signer.roles.clone() },
        }
    }

    /// Accepts a key for a name and roles, instead of what it was accepted for before.
    pub fn accept(&mut self, key: &str, name: &str, roles: &[Role], time: &str) {
        self.forget(key);
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        roles.dedup();
        let (key, name, accepted) = (key.to_owned(), shown_name(name), time.to_owned());
        self.0.push(KnownSigner { key, name, roles, accepted, is_asked: true });
    }

    /// Accepts a key for one role more; under another name, for that role only.
    pub fn accept_role(&mut self, key: &str, name: &str, role: Role, time: &str) {
        let former = self.find(key).filter(|signer| signer.name == shown_name(name));
        let mut roles = former.map_or_else(Vec::new, |signer| signer.roles.clone());
        if !roles.contains(&role) {
            roles.push(role);
            self.accept(key, name, &roles, time);
        }
    }

    /// The roles of this key were asked for; it is not asked again unless the user wants to.
    pub fn set_asked(&mut self, key: &str) {
        self.0.iter_mut().filter(|signer| signer.key == key).for_each(|signer| signer.is_asked = true);
    }

    /// Takes a key back.
    pub fn forget(&mut self, key: &str) {
        self.0.retain(|signer| signer.key != key);
    }

    /// What the user should know before this key is accepted for this name and these roles, as sentences.
    pub fn warnings(&self, key: &str, name: &str, roles: &[Role]) -> Vec<String> {
        let name = shown_name(name);
        let mut found = Vec::new();
        for other in self.0.iter().filter(|other| other.name == name && other.key != key) {
            found.push(format!(
                "“{name}”已有另一把确认过的钥匙（指纹 {}，{} 确认）；换了电脑才会换钥匙，请当面问清再确认",
                fingerprint(&other.key),
                other.accepted
            ));
        }
        if let Some(former) = self.find(key).filter(|former| former.name != name) {
            found.push(format!(
                "这把钥匙已确认为“{}”；改认“{name}”后，“{}”的签批都会显示姓名不符",
                former.name, former.name
            ));
        }
        if roles.len() > 1 {
            let words = role_words(roles);
            found.push(format!("同一把钥匙用于{words}：同一个人兼任几个身份，签批就不能互相核对"));
        }
        found
    }
}

/// 编制、复核
pub fn role_words(roles: &[Role]) -> String {
    roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
}
