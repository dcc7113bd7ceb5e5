//! Accepted signers: whose keys the user has accepted on this computer, for which name and roles.

use serde::{Deserialize, Serialize};

use crate::document::{Role, SignatureRecord, shown_name};

use super::key::fingerprint;

/// One accepted key: it stands for this person in these roles, and for nobody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownSigner {
    /// The public key.
    pub key: String,
    /// The name that it was accepted under.
    pub name: String,
    /// The roles that it was accepted for; none if it was accepted by a version that did not ask for roles.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// When.
    pub accepted: String,
    /// Whether the user has been asked for its roles.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_asked: bool,
}

/// How the user knows the key, name and role of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignerState {
    /// Accepted for this name and role.
    Accepted,
    /// The key was not accepted, or for no role yet.
    Unknown,
    /// The key is another person's.
    OtherName {
        /// The name under which it was accepted.
        accepted: String,
    },
    /// The key is this person's, but not in this role.
    OtherRole {
        /// The roles for which it was accepted.
        accepted: Vec<Role>,
    },
}

/// All accepted keys, the user's own among them.
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

    /// How the user knows the signer of a record: key, name and role must be accepted together.
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

    /// Accepts a key for a name and roles, replacing what it was accepted for before.
    pub fn accept(&mut self, key: &str, name: &str, roles: &[Role], time: &str) {
        self.forget(key);
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        roles.dedup();
        let (key, name, accepted) = (key.to_owned(), shown_name(name), time.to_owned());
        self.0.push(KnownSigner { key, name, roles, accepted, is_asked: true });
    }

    /// Accepts a key for one more role; under another name, for that role only.
    pub fn accept_role(&mut self, key: &str, name: &str, role: Role, time: &str) {
        let former = self.find(key).filter(|signer| signer.name == shown_name(name));
        let mut roles = former.map_or_else(Vec::new, |signer| signer.roles.clone());
        if !roles.contains(&role) {
            roles.push(role);
            self.accept(key, name, &roles, time);
        }
    }

    /// Notes that the user has been asked for the roles of this key, so that the question does not come again.
    pub fn set_asked(&mut self, key: &str) {
        self.0.iter_mut().filter(|signer| signer.key == key).for_each(|signer| signer.is_asked = true);
    }

    /// Withdraws the acceptance of a key.
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
