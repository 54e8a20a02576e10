//! Windows of a branch, pages of the list, and the search in titles.

use yourouter_protocol::{ConversationId, ConversationList, Direction, Error, MessageId, MessageState};
use yourouter_store::{Outcome, Part, Store, Window};

use crate::fixture::*;

fn window(store: &Store, id: ConversationId, part: Part) -> Window {
    store.window(id, part).unwrap()
}

/// The numbers of a long branch's messages that a window has.
fn numbers(window: &Window) -> Vec<i64> {
    window.messages.iter().map(|it| it.message.created_at_ms).collect()
}

fn ids(window: &Window) -> Vec<MessageId> {
    window.messages.iter().map(|it| it.message.id).collect()
}

#[test]
fn a_branch_is_read_window_by_window_in_both_directions() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    long_branch(&place, id, 100);
    let newest = window(&store, id, Part::Newest);
    assert_eq!((numbers(&newest), newest.has_earlier, newest.has_later), ((70..100).collect(), true, false));

    let (mut all, mut shown) = (numbers(&newest), newest);
    while shown.has_earlier {
        shown = window(&store, id, Part::Beside(ids(&shown)[0], Direction::Earlier));
        assert!(shown.has_later);
        all.splice(0..0, numbers(&shown));
    }
    assert_eq!(all, (0..100).collect::<Vec<_>>());

    let oldest = window(&store, id, Part::Oldest);
    assert_eq!((numbers(&oldest), oldest.has_earlier, oldest.has_later), ((0..30).collect(), false, true));
    let mut forth = numbers(&shown);
    while shown.has_later {
        shown = window(&store, id, Part::Beside(*ids(&shown).last().unwrap(), Direction::Later));
        assert!(shown.has_earlier);
        forth.extend(numbers(&shown));
    }
    assert_eq!(forth, all);
}

#[test]
fn a_window_around_a_message_has_its_neighbours_and_ends_at_both_ends() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let head = long_branch(&place, id, 100);
    let branch = branch(&store, head);
    let around = |number: usize| window(&store, id, Part::Around(branch[number].id));
    let middle = around(50);
    assert_eq!((numbers(&middle), middle.has_earlier, middle.has_later), ((36..66).collect(), true, true));
    let first = around(0);
    assert_eq!((numbers(&first), first.has_earlier, first.has_later), ((0..16).collect(), false, true));
    let last = around(99);
    assert_eq!((numbers(&last), last.has_earlier, last.has_later), ((70..100).collect(), true, false));
    let beyond = window(&store, id, Part::Beside(head, Direction::Later));
    assert_eq!((ids(&beyond), beyond.has_later), (vec![], false));
    let before = window(&store, id, Part::Beside(branch[0].id, Direction::Earlier));
    assert_eq!((ids(&before), before.has_earlier), (vec![], false));
}

#[test]
fn one_huge_answer_comes_without_many_others() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let mut head = None;
    for text in ["small", &"x".repeat(1_000_000), "small", "small"] {
        let turn = send(&store, id, head, "q");
        finish(&store, &turn, text);
        head = Some(turn.answer.id);
    }
    let newest = window(&store, id, Part::Newest);
    assert_eq!((newest.messages.len(), newest.has_earlier), (4, true), "up to the huge one");
    let earlier = window(&store, id, Part::Beside(ids(&newest)[0], Direction::Earlier));
    assert_eq!((earlier.messages.len(), earlier.has_earlier), (1, true), "it comes by itself");
    let rest = window(&store, id, Part::Beside(ids(&earlier)[0], Direction::Earlier));
    assert_eq!((rest.messages.len(), rest.has_earlier), (3, false));
}

#[test]
fn a_message_comes_with_its_versions_its_turn_and_its_files() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let file = picture("a.png");
    store.add_attachment(id, &file).unwrap();
    let mut first = question_turn(id, None, "first");
    first.attachment_ids = vec![file.id];
    store.begin_turn(&first).unwrap();
    finish(&store, &first, "first answer");
    let again = retry(&store, question_of(&first));
    finish(&store, &again, "second answer");

    let shown = window(&store, id, Part::Newest).messages;
    assert_eq!(names(&shown[0].attachments), ["a.png"]);
    assert_eq!((&shown[0].turn, shown[1].attachments.len()), (&None, 0));
    assert_eq!(shown[1].versions, [first.answer.id, again.answer.id]);
    assert_eq!(shown[1].turn.as_ref().unwrap().id, again.turn.id);
    let named = store.branch_messages(&[again.answer.id, MessageId::new(), question_of(&first).id]).unwrap();
    assert_eq!(named, [shown[1].clone(), shown[0].clone()]);
}

#[test]
fn a_message_that_is_shown_brings_its_branch_with_it_only_if_it_is_on_another() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let deep = send(&store, id, Some(first.answer.id), "deeper");
    finish(&store, &deep, "deep answer");
    assert_eq!(store.show_on_branch(first.answer.id).unwrap().head, Some(deep.answer.id), "it is on it");
    let again = retry(&store, question_of(&first));
    finish(&store, &again, "second answer");
    assert_eq!(store.show_on_branch(first.answer.id).unwrap().head, Some(deep.answer.id));
    assert_eq!(store.show_on_branch(question_of(&first).id).unwrap().head, Some(deep.answer.id));
    assert_eq!(store.show_on_branch(again.answer.id).unwrap().head, Some(again.answer.id));
    assert!(is_internal(store.show_on_branch(MessageId::new())));
}

#[test]
fn a_window_of_nothing_is_empty_and_one_of_the_unknown_a_bug_of_the_caller() {
    let place = Place::new();
    let store = place.open();
    assert_eq!(window(&store, blank(&store), Part::Newest), Window::default());
    let (id, _) = conversation(&store);
    assert!(is_internal(store.window(ConversationId::new(), Part::Newest)));
    assert!(is_internal(store.window(id, Part::Around(MessageId::new()))));
    assert!(is_internal(store.window(id, Part::Beside(MessageId::new(), Direction::Later))));
}

/// Conversations with one message each, past the store; the last one changed last.
fn many(place: &Place, store: &Store, count: i64) {
    let (id, _) = conversation(store);
    place
        .sql()
        .execute_batch(&format!(
            "INSERT INTO conversations (id, title, model, vendor, head_seq, created_at_ms, updated_at_ms)
             SELECT '01890000-0000-7000-8000-' || printf('%012d', n.value), 'Chat ' || n.value, 'm', 'auto',
                 c.head_seq, 1, 10000 + n.value / 3
             FROM conversations c CROSS JOIN (WITH RECURSIVE n (value) AS
                 (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < {count}) SELECT value FROM n) n
             WHERE c.id = '{id}'"
        ))
        .unwrap();
}

#[test]
fn the_list_comes_page_by_page_without_a_gap_or_a_row_twice() {
    let place = Place::new();
    let store = place.open();
    many(&place, &store, 250);
    let (mut all, mut cursor, mut sizes) = (Vec::new(), None, Vec::new());
    loop {
        let page = store.conversation_page(&ConversationList::Chats, cursor.as_deref()).unwrap();
        sizes.push(page.rows.len());
        all.extend(page.rows);
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(sizes, [100, 100, 51]);
    assert_eq!(all, store.conversations().unwrap());
    for malformed in ["", "x", "1", "1 x", "1  2"] {
        assert!(
            is_internal(store.conversation_page(&ConversationList::Chats, Some(malformed))),
            "{malformed:?}"
        );
    }
}

#[test]
fn a_batch_leaves_what_its_turns_one_by_one_would_or_nothing() {
    let place = Place::new();
    let store = place.open();
    let written = store.batch(|batch| {
        let id = batch.blank_conversation(&route("gpt-4o", "auto"), 1_000)?;
        let first = question_turn(id, None, "first");
        batch.begin_turn(&first)?;
        batch.end_turn(first.turn.id, "first answer", MessageState::Done, &Outcome::default(), 3_000)?;
        Ok((id, first))
    });
    let (id, first) = written.unwrap();
    let other = Place::new();
    let one_by_one = other.open();
    let (twin, _) = conversation(&one_by_one);
    let texts = |store: &Store, id| {
        let shown = window(store, id, Part::Newest).messages.into_iter();
        shown.map(|it| (it.message.role, it.message.state, it.message.text)).collect::<Vec<_>>()
    };
    assert_eq!(texts(&store, id), texts(&one_by_one, twin));
    assert_eq!(store.conversation(id).unwrap().head, Some(first.answer.id));

    let failed: Result<(), Error> = store.batch(|batch| {
        batch.begin_turn(&question_turn(id, Some(first.answer.id), "second"))?;
        Err(Error::Internal("stopped half-way".to_owned()))
    });
    assert!(is_internal(failed));
    assert_eq!(store.conversation(id).unwrap().head, Some(first.answer.id));
}
