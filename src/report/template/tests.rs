//! Both templates are readable, and everything that they name exists.

use super::*;

#[test]
fn every_line_of_the_templates_is_read() {
    for (name, template) in [("sichuan-2024", &SICHUAN), ("national", &NATIONAL)] {
        assert_eq!(template.1, Vec::new(), "{name}");
    }
}
