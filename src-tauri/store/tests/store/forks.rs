//! New conversations out of a branch, and the tree of branches.

use yourouter_protocol::{
    ConversationId, Error, FolderId, MessageId, MessageState, Parameters, SaveFolder, Usage,
};
use yourouter_store::{BranchMessage, Change, Outcome, Store};

use crate::fixture::*;

/// A message without what tells it from its copy.
fn content(mut message: BranchMessage, id: ConversationId) -> BranchMessage {
    assert_eq!(message.message.conversation_id, id);
    let nobody = MessageId::parse("00000000-0000-7000-8000-000000000000").unwrap();
    message.message.id = nobody;
    message.message.parent_id = message.message.parent_id.map(|_| nobody);
    message.message.conversation_id = ConversationId::parse(&nobody.to_string()).unwrap();
    message.versions = Vec::new();
    for file in &mut message.attachments {
        file.id = yourouter_protocol::AttachmentId::parse(&nobody.to_string()).unwrap();
    }
    if let Some(turn) = &mut message.turn {
        turn.id = yourouter_protocol::TurnId::parse(&nobody.to_string()).unwrap();
        turn.message_id = nobody;
    }
    message
}

fn contents(store: &Store, head: MessageId, id: ConversationId) -> Vec<BranchMessage> {
    whole_branch(store, head).into_iter().map(|message| content(message, id)).collect()
}

#[test]
fn a_fork_has_all_up_to_its_message_and_shares_nothing() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let file = picture("plan.png");
    store.add_attachment(id, &file).unwrap();
    let mut first = question_turn(id, None, "one");
    first.attachment_ids = vec![file.id];
    store.begin_turn(&first).unwrap();
    let outcome = Outcome {
        vendor_reported: Some("azure".to_owned()),
        usage: Some(Usage {
            prompt_tokens: Some(3),
            completion_tokens: Some(4),
            cached_tokens: Some(2),
            reasoning_tokens: Some(1),
        }),
        ..Outcome::default()
    };
    store.end_turn(first.turn.id, "an answer", "a thought", MessageState::Done, &outcome, 3_000).unwrap();
    let second = send(&store, id, Some(first.answer.id), "two");
    finish(&store, &second, "second answer");
    store.set_route(id, &route("o3", "azure")).unwrap();
    let parameters = Parameters { system_prompt: "Be brief.".to_owned(), ..Parameters::default() };
    store.set_parameters(id, &parameters).unwrap();
    let save = SaveFolder { id: None, name: "Work".to_owned(), is_hiding: false, defaults: None };
    let folder: FolderId = store.save_folder(&save).unwrap();
    store.change_conversations(&[id], Change::Filed(folder)).unwrap();

    let fork = store.fork(first.answer.id, " (branch)", 9_000).unwrap();
    assert_eq!(fork.title, "About one (branch)");
    assert_eq!((&fork.route, &fork.parameters), (&route("o3", "azure"), &parameters));
    assert_eq!((fork.folders.as_slice(), fork.updated_at_ms), (&[folder][..], 9_000));
    let copied = contents(&store, fork.head.unwrap(), fork.id);
    assert_eq!(copied, contents(&store, first.answer.id, id));
    assert_eq!(copied[0].attachments.len(), 1);

    // What becomes of one does not touch the other.
    let next = send(&store, fork.id, fork.head, "elsewhere");
    finish(&store, &next, "there");
    store.change_conversations(&[id], Change::Deleted(Some(1))).unwrap();
    store.purge(&[id], 2).unwrap();
    assert!(store.is_used(&file.sha256).unwrap());
    assert_eq!(whole_branch(&store, next.answer.id).len(), 4);
    assert_eq!(store.window(fork.id, yourouter_store::Part::Oldest).unwrap().messages.len(), 4);
}

#[test]
fn a_fork_at_a_question_ends_with_it_and_a_running_answer_cannot_be_forked() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "one");
    assert!(matches!(store.fork(turn.answer.id, "", 5), Err(Error::AnswerRunning)));
    let fork = store.fork(question_of(&turn).id, "", 5).unwrap();
    assert_eq!(texts(&branch(&store, fork.head.unwrap())), ["one"]);
    assert!(is_internal(store.fork(MessageId::new(), "", 5)));
}

#[test]
fn the_tree_has_where_branches_part_and_end() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let second = send(&store, id, Some(first.answer.id), "second");
    finish(&store, &second, "second answer");
    let third = send(&store, id, Some(second.answer.id), "third");
    finish(&store, &third, "third answer");
    let other = retry(&store, question_of(&second));
    finish(&store, &other, "another second answer");

    let tree = store.branch_tree(id).unwrap();
    let seen: Vec<_> = tree.iter().map(|it| (it.excerpt.as_str(), it.skipped, it.is_shown)).collect();
    assert_eq!(
        seen,
        [
            ("first", 0, true),
            ("second answer", 2, false),
            ("third answer", 1, false),
            ("another second answer", 2, true)
        ]
    );
    let parents: Vec<_> = tree.iter().map(|it| it.parent_id).collect();
    let root = Some(question_of(&first).id);
    assert_eq!(parents, [None, root, Some(second.answer.id), root]);
    assert_eq!(tree[1].model.as_deref(), Some("gpt-4o"));
    assert!(storage_detail(store.branch_tree(ConversationId::new())).len() > 1);
}
