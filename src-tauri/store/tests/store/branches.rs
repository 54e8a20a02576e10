//! The tree of messages: branches, versions, switching, and a long branch.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use yourouter_protocol::{Direction, MessageId, Role};
use yourouter_store::{Message, Part, Store};

use crate::fixture::*;

#[test]
fn an_edited_question_and_a_repeated_answer_are_versions_beside_the_first() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let again = retry(&store, question_of(&first));
    finish(&store, &again, "second answer");
    let edited = send(&store, id, None, "edited");
    finish(&store, &edited, "third answer");

    assert_eq!(texts(&branch(&store, edited.answer.id)), ["edited", "third answer"]);
    assert_eq!(texts(&branch(&store, again.answer.id)), ["first", "second answer"]);
    let questions = vec![question_of(&first).id, question_of(&edited).id];
    assert_eq!(
        versions(&store, again.answer.id),
        HashMap::from([
            (question_of(&first).id, questions.clone()),
            (again.answer.id, vec![first.answer.id, again.answer.id]),
        ])
    );
    assert_eq!(
        versions(&store, edited.answer.id),
        HashMap::from([(question_of(&edited).id, questions), (edited.answer.id, vec![edited.answer.id])])
    );
}

#[test]
fn first_messages_of_other_conversations_are_no_versions() {
    let place = Place::new();
    let store = place.open();
    let (_, first) = conversation(&store);
    let (_, second) = conversation(&store);
    let versions = versions(&store, second.answer.id);
    assert_eq!(versions[&question_of(&second).id], [question_of(&second).id]);
    assert!(!versions.contains_key(&question_of(&first).id));
}

#[test]
fn switching_goes_to_the_newest_leaf_under_the_message() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let deep = send(&store, id, Some(first.answer.id), "deeper");
    finish(&store, &deep, "deep answer");
    let again = retry(&store, question_of(&first));
    finish(&store, &again, "second answer");
    assert_eq!(store.conversation(id).unwrap().head, Some(again.answer.id));

    let switched = store.switch_branch(first.answer.id).unwrap();
    assert_eq!(switched.head, Some(deep.answer.id));
    assert_eq!(switched, store.conversation(id).unwrap());
    assert_eq!(switched.updated_at_ms, 3_000);
    assert_eq!(store.switch_branch(question_of(&first).id).unwrap().head, Some(again.answer.id));
    assert_eq!(store.switch_branch(again.answer.id).unwrap().head, Some(again.answer.id));
    drop(store);
    assert_eq!(place.open().conversation(id).unwrap().head, Some(again.answer.id));
}

#[test]
fn an_unknown_message_is_a_bug_of_the_caller() {
    let place = Place::new();
    let store = place.open();
    conversation(&store);
    let unknown = MessageId::new();
    assert!(is_internal(store.branch_ids(unknown)));
    assert!(is_internal(store.message(unknown)));
    assert!(is_internal(store.switch_branch(unknown)));
    assert!(store.branch_messages(&[unknown]).unwrap().is_empty());
    assert!(store.history(unknown).unwrap().is_empty());
    assert!(store.attachments(unknown).unwrap().is_empty());
}

#[test]
fn a_branch_of_ten_thousand_messages_loads_whole_and_in_order() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let head = long_branch(&place, id, 10_000);
    let branch = branch(&store, head);
    assert_eq!(branch.len(), 10_000);
    assert!(branch.iter().enumerate().all(|(index, it)| it.created_at_ms == index as i64));
    assert!(branch.windows(2).all(|pair| pair[1].parent_id == Some(pair[0].id)));
    assert_eq!(versions(&store, head).len(), 10_000);
    assert_eq!(store.switch_branch(branch[0].id).unwrap().head, Some(head));
}

#[test]
fn a_long_conversation_can_be_deleted_at_once() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    long_branch(&place, id, 3_000);
    let sql = place.sql();
    sql.pragma_update(None, "foreign_keys", true).unwrap();
    sql.execute("DELETE FROM conversations WHERE id = ?1", [id.to_string()]).unwrap();
    let left: i64 = sql.query_row("SELECT count(*) FROM messages", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_message_cannot_come_to_follow_one_that_was_written_after_it() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "x");
    let sql = place.sql();
    sql.execute_batch("DROP TRIGGER messages_settled_stay").unwrap();
    let circle = "UPDATE messages SET parent_seq = (SELECT max(seq) FROM messages) WHERE parent_seq IS NULL";
    assert!(sql.execute(circle, []).is_err());

    // A damaged file may hold a circle all the same; the walk ends.
    sql.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    sql.execute(circle, []).unwrap();
    assert_eq!(branch(&store, turn.answer.id).len(), 2);
    assert_eq!(store.switch_branch(turn.answer.id).unwrap().head, Some(turn.answer.id));
}

/// What a person may do next; the numbers choose among the messages that are there.
#[derive(Debug, Clone)]
enum Step {
    Send,
    Edit(usize),
    Retry(usize),
    Switch(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Send),
        any::<usize>().prop_map(Step::Edit),
        any::<usize>().prop_map(Step::Retry),
        any::<usize>().prop_map(Step::Switch),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_tree_stays_sound_whatever_is_sent_edited_repeated_and_switched(
        steps in prop::collection::vec(step(), 1..24),
    ) {
        let place = Place::new();
        let store = place.open();
        let id = blank(&store);
        let mut all: Vec<Message> = Vec::new();
        for step in steps {
            take(&store, id, &mut all, &step);
            check(&store, id, &all)?;
        }
        drop(store);
        check(&place.open(), id, &all)?;
    }
}

fn take(store: &Store, id: yourouter_protocol::ConversationId, all: &mut Vec<Message>, step: &Step) {
    let chosen = |role: Role, number: usize| {
        let fitting: Vec<_> = all.iter().filter(|it| it.role == role).collect();
        (!fitting.is_empty()).then(|| fitting[number % fitting.len()].clone())
    };
    let turn = match *step {
        Step::Send => send(store, id, store.conversation(id).unwrap().head, "sent"),
        Step::Edit(number) => match chosen(Role::User, number) {
            Some(question) => send(store, id, question.parent_id, "edited"),
            None => return,
        },
        Step::Retry(number) => match chosen(Role::User, number) {
            Some(question) => retry(store, &question),
            None => return,
        },
        Step::Switch(number) => {
            if let Some(message) = chosen(Role::Assistant, number) {
                let head = store.switch_branch(message.id).unwrap().head.unwrap();
                assert!(branch(store, head).iter().any(|it| it.id == message.id));
            }
            return;
        }
    };
    finish(store, &turn, "answered");
    assert_eq!(store.conversation(id).unwrap().head, Some(turn.answer.id));
    all.extend(turn.question.clone());
    all.push(turn.answer);
}

fn check(
    store: &Store,
    id: yourouter_protocol::ConversationId,
    all: &[Message],
) -> Result<(), TestCaseError> {
    let Some(head) = store.conversation(id).unwrap().head else {
        prop_assert!(all.is_empty());
        return Ok(());
    };
    prop_assert!(!all.iter().any(|it| it.parent_id == Some(head)), "the head is a leaf");
    let branch = branch(store, head);
    prop_assert_eq!(branch.first().unwrap().parent_id, None, "the walk reaches a root");
    prop_assert_eq!(branch.last().unwrap().id, head);
    let mut forth = vec![branch.first().unwrap().id];
    while let Some(next) =
        store.window(id, Part::Beside(*forth.last().unwrap(), Direction::Later)).unwrap().messages.first()
    {
        forth.push(next.message.id);
    }
    prop_assert_eq!(forth, branch.iter().map(|it| it.id).collect::<Vec<_>>(), "forth as back");
    prop_assert!(branch.windows(2).all(|pair| pair[1].parent_id == Some(pair[0].id)));
    prop_assert!(branch.iter().enumerate().all(|(index, it)| (it.role == Role::User) == (index % 2 == 0)));
    let versions = versions(store, head);
    prop_assert_eq!(versions.len(), branch.len());
    for message in &branch {
        let wanted: Vec<MessageId> = all
            .iter()
            .filter(|it| (it.parent_id, it.role) == (message.parent_id, message.role))
            .map(|it| it.id)
            .collect();
        prop_assert!(wanted.contains(&message.id));
        prop_assert_eq!(&versions[&message.id], &wanted);
    }
    let answers: HashSet<_> = branch.iter().filter(|it| it.role == Role::Assistant).map(|it| it.id).collect();
    prop_assert_eq!(turns(store, head).into_keys().collect::<HashSet<_>>(), answers);
    Ok(())
}
