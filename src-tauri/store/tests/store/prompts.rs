//! Saved prompts.

use yourouter_protocol::{Error, PromptId, SavePrompt};

use crate::fixture::*;

fn save(name: &str, text: &str) -> SavePrompt {
    SavePrompt { id: None, name: name.to_owned(), text: text.to_owned() }
}

#[test]
fn prompts_come_by_name_and_outlive_the_program() {
    let place = Place::new();
    let first = {
        let store = place.open();
        let first = store.save_prompt(&save("/translate to  German", "Translate {{text}}")).unwrap();
        store.save_prompt(&save("Äpfel", "über\n\0 {{x}} 🙂")).unwrap();
        first
    };
    let store = place.open();
    let prompts = store.prompts().unwrap();
    let found: Vec<_> = prompts.iter().map(|it| (it.name.as_str(), it.text.as_str())).collect();
    assert_eq!(found, [("translate-to-German", "Translate {{text}}"), ("Äpfel", "über\n\0 {{x}} 🙂")]);
    store.save_prompt(&SavePrompt { id: Some(first), ..save("t", "Other") }).unwrap();
    assert_eq!(store.prompts().unwrap()[0].text, "Other");
    store.delete_prompt(first).unwrap();
    assert_eq!(store.prompts().unwrap().len(), 1);
}

#[test]
fn a_name_is_its_own_and_neither_name_nor_text_is_empty() {
    let place = Place::new();
    let store = place.open();
    store.save_prompt(&save("review", "Review this")).unwrap();
    for bad in [save("", "x"), save(" / ", "x"), save("//", "x"), save("x", " \n"), save("REVIEW", "x")] {
        assert!(matches!(store.save_prompt(&bad), Err(Error::Invalid(_))), "{bad:?}");
    }
    let unknown = SavePrompt { id: Some(PromptId::new()), ..save("other", "x") };
    assert!(is_internal(store.save_prompt(&unknown)));
    assert_eq!(store.prompts().unwrap().len(), 1);
}
