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

#[cfg(test)]
mod tests {
    use crate::finding::{Finding, Fix, Message, Place, Severity, Spot};

    #[test]
    fn a_finding_comes_back_as_it_was_kept() {
        let path = || vec!["figures".to_string(), "衔接资金".to_string()];
        let spots = [
            Spot::File,
            Spot::Key { yaml_from: 0, path: path() },
            Spot::KeyName { yaml_from: 12, path: path() },
            Spot::Bytes { start: 3, end: 9 },
            Spot::Text("同比".to_string()),
        ];
        let finding = |spot| Finding {
            code: "unknown-indicator",
            severity: Severity::Note,
            place: Place { file: "content/data/511100/2023.yaml".into(), spot },
            message: Message::new("没有这个指标", "there is no such indicator"),
            help: Message::new("改名", "rename it"),
            fix: Some(Fix { bytes: 3..9, text: "衔接资金".to_string() }),
        };
        let kept: Vec<Finding> = spots.into_iter().map(finding).collect();
        let bytes = postcard::to_extend(&kept, Vec::new()).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Finding>>(&bytes).unwrap(), kept);
    }
}
