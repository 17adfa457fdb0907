//! Whether a name read is the name printed, whatever its letters' case, accents and punctuation.

use shared::labels::is_same_name;

/// A name reduced to what is compared: small letters without accents, and digits.
#[must_use]
pub fn normalise(name: &str) -> String {
    let mut reduced = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => reduced.push('a'),
            'ç' => reduced.push('c'),
            'è' | 'é' | 'ê' | 'ë' => reduced.push('e'),
            'ì' | 'í' | 'î' | 'ï' => reduced.push('i'),
            'ñ' => reduced.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => reduced.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => reduced.push('u'),
            'ý' | 'ÿ' => reduced.push('y'),
            'œ' => reduced.push_str("oe"),
            'æ' => reduced.push_str("ae"),
            'ß' => reduced.push_str("ss"),
            // Combining accents of decomposed text and punctuation go.
            c if c.is_alphanumeric() => reduced.push(c),
            _ => {}
        }
    }
    reduced
}

/// Whether one of the names given is the name of the truth, or all of them together are. Annotators write names out or
/// abbreviate them: `ET` is right where `Eteinen` is printed.
#[must_use]
pub fn is_named(truth: &str, hint: Option<&str>, names: &[String]) -> bool {
    let reduced = normalise(truth);
    hint.is_some_and(|hint| normalise(hint) == reduced)
        || names.iter().any(|name| normalise(name) == reduced || is_same_name(name, truth))
        || normalise(&names.concat()) == reduced && !names.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(normalise("Séjour / Salle à manger"), "sejoursalleamanger");
        assert_eq!(normalise("W.C."), normalise("wc"));
        assert_eq!(normalise("KÜCHE"), normalise("Ku\u{308}che"));
        assert_ne!(normalise("Bedroom 1"), normalise("Bedroom 2"));
    }

    #[test]
    fn one_name_or_all_together() {
        let names = ["KITCHEN".to_owned(), "DINING".to_owned()];
        assert!(is_named("Kitchen / Dining", Some("KITCHEN / DINING"), &names));
        assert!(is_named("Kitchen / Dining", None, &names));
        assert!(is_named("dining", None, &names));
        assert!(is_named("ET", Some("Eteinen"), &["Eteinen".to_owned()]));
        assert!(!is_named("Hall", Some("KITCHEN / DINING"), &names));
        assert!(!is_named("", None, &[]));
    }
}
