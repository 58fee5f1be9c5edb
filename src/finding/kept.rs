//! How a finding is kept from one run to the next: names that the program knows come back as such, files as shared texts.

/// The name of a rule.
pub(super) mod code {
    use crate::model::Name;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(code: &str, serializer: S) -> Result<S::Ok, S::Error> {
        code.serialize(serializer)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<&'static str, D::Error> {
        Ok(Name::new(&String::deserialize(deserializer)?).text())
    }
}

/// The path of a file.
pub(super) mod file {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::sync::Arc;

    pub fn serialize<S: Serializer>(file: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        (**file).serialize(serializer)
    }

    pub fn deserialize<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        String::deserialize(deserializer).map(Arc::from)
    }
}
