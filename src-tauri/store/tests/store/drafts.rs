//! The files of drafts and messages.

use std::collections::{HashMap, HashSet};

use yourouter_protocol::{
    AttachmentId, ConversationId, Error, FileFacts, MessageId, PageImage, Parameters, Replaced,
};
use yourouter_store::{Attachment, NewTurn};

use crate::fixture::*;

#[test]
fn a_draft_keeps_its_files_in_order_over_a_restart() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let files = [pdf("b.pdf"), picture("a.png"), picture("c.png")];
    for file in &files {
        store.add_attachment(id, file).unwrap();
    }
    drop(store);
    assert_eq!(place.open().draft_attachments(id).unwrap(), files);
}

#[test]
fn the_same_attachment_is_not_added_twice() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let file = picture("a.png");
    store.add_attachment(id, &file).unwrap();
    assert!(is_internal(store.add_attachment(id, &file)));
    assert_eq!(store.draft_attachments(id).unwrap(), [file]);
}

#[test]
fn a_removed_file_leaves_the_draft_and_one_that_was_sent_stays() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let (sent, removed, kept) = (picture("sent.png"), picture("removed.png"), picture("kept.png"));
    for file in [&sent, &removed, &kept] {
        store.add_attachment(id, file).unwrap();
    }
    let turn = NewTurn { attachment_ids: vec![sent.id], ..question_turn(id, None, "look") };
    store.begin_turn(&turn).unwrap();
    store.remove_attachment(removed.id).unwrap();
    store.remove_attachment(sent.id).unwrap();
    assert_eq!(names(&store.draft_attachments(id).unwrap()), ["kept.png"]);
    let found = store.attachments(turn.answer.id).unwrap();
    assert_eq!(found, HashMap::from([(question_of(&turn).id, vec![sent])]));
}

#[test]
fn a_question_takes_its_files_in_the_order_asked_for() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let files = [picture("1.png"), picture("2.png"), pdf("3.pdf")];
    for file in &files {
        store.add_attachment(id, file).unwrap();
    }
    let turn = NewTurn { attachment_ids: vec![files[2].id, files[0].id], ..question_turn(id, None, "look") };
    store.begin_turn(&turn).unwrap();
    let found = store.attachments(turn.answer.id).unwrap();
    assert_eq!(names(&found[&question_of(&turn).id]), ["3.pdf", "1.png"]);
    assert_eq!(names(&store.draft_attachments(id).unwrap()), ["2.png"]);
}

#[test]
fn another_version_of_a_question_copies_its_files_and_adds_new_ones_after_them() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let (old, new) = ([picture("1.png"), pdf("2.pdf")], picture("3.png"));
    for file in &old {
        store.add_attachment(id, file).unwrap();
    }
    let first =
        NewTurn { attachment_ids: old.iter().map(|it| it.id).collect(), ..question_turn(id, None, "look") };
    store.begin_turn(&first).unwrap();
    finish(&store, &first, "seen");
    store.add_attachment(id, &new).unwrap();
    let second = NewTurn {
        copied_from: Some(Replaced::whole(question_of(&first).id)),
        drafted_text: None,
        attachment_ids: vec![new.id],
        ..question_turn(id, None, "look again")
    };
    store.begin_turn(&second).unwrap();

    let before = store.attachments(first.answer.id).unwrap().remove(&question_of(&first).id).unwrap();
    let after = store.attachments(second.answer.id).unwrap().remove(&question_of(&second).id).unwrap();
    assert_eq!(before, old);
    assert_eq!(names(&after), ["1.png", "2.pdf", "3.png"]);
    let ids: HashSet<_> = before.iter().chain(&after).map(|it| it.id).collect();
    assert_eq!(ids.len(), 5, "copies have identifiers of their own");
    assert_eq!(
        (&after[0].thumbnail, after[0].pixels, &after[0].sha256),
        (&old[0].thumbnail, old[0].pixels, &old[0].sha256)
    );

    let dropped = vec![old[0].id];
    let third = NewTurn {
        copied_from: Some(Replaced { message_id: question_of(&first).id, dropped }),
        drafted_text: None,
        ..question_turn(id, None, "without it")
    };
    finish(&store, &second, "seen");
    store.begin_turn(&third).unwrap();
    let after = store.attachments(third.answer.id).unwrap().remove(&question_of(&third).id).unwrap();
    assert_eq!(names(&after), ["2.pdf"]);
}

#[test]
fn a_turn_with_a_file_that_is_not_in_the_draft_writes_nothing() {
    let place = Place::new();
    let store = place.open();
    let (other, _) = conversation(&store);
    let strange = picture("elsewhere.png");
    store.add_attachment(other, &strange).unwrap();
    let id = blank(&store);
    let own = picture("own.png");
    store.add_attachment(id, &own).unwrap();
    store.set_draft(id, "look").unwrap();

    let turn = NewTurn { attachment_ids: vec![own.id, strange.id], ..question_turn(id, None, "look") };
    assert!(is_internal(store.begin_turn(&turn)));
    assert!(is_internal(store.message(turn.answer.id)));
    assert_eq!(store.draft_attachments(id).unwrap(), [own]);
    assert_eq!(store.draft_attachments(other).unwrap(), [strange]);
    assert_eq!(store.conversation(id).unwrap().draft_text, "look");
}

#[test]
fn hashes_are_in_use_while_a_draft_or_a_message_has_them() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let (sent, drafted) = (picture("a.png"), picture("ab.png"));
    for file in [&sent, &drafted] {
        store.add_attachment(id, file).unwrap();
    }
    store.begin_turn(&NewTurn { attachment_ids: vec![sent.id], ..question_turn(id, None, "x") }).unwrap();
    let used = |sha256: &str| store.is_used(sha256).unwrap();
    assert!(used(&sent.sha256) && used(&drafted.sha256) && !used("another"));
    store.remove_attachment(drafted.id).unwrap();
    assert!(used(&sent.sha256) && !used(&drafted.sha256));
    place.sql().execute_batch("PRAGMA foreign_keys = ON; DELETE FROM conversations").unwrap();
    assert!(!used(&sent.sha256));
    store.forget_blob(&sent.sha256).unwrap();
    store.forget_unused_blobs().unwrap();
    let left: i64 = place.sql().query_row("SELECT count(*) FROM blobs", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
}

#[test]
fn a_content_is_used_as_long_as_one_of_several_files_needs_it() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let mut file = picture("a.png");
    let page = |sha256: &str| PageImage {
        sha256: sha256.to_owned(),
        media_type: "image/png".to_owned(),
        size_bytes: 1,
        pixels: (1, 1),
    };
    file.facts.page_images = vec![page("p1"), page("p2")];
    let same = Attachment { id: AttachmentId::new(), ..file.clone() };
    for file in [&file, &same] {
        store.add_attachment(id, file).unwrap();
    }
    let used = || [&*file.sha256, "p1", "p2", "p3"].map(|sha256| store.is_used(sha256).unwrap());
    store.remove_attachment(file.id).unwrap();
    assert_eq!(used(), [true, true, true, false]);
    // Its pages are drawn anew.
    store.set_facts(same.id, &FileFacts { page_images: vec![page("p3")], ..FileFacts::default() }).unwrap();
    assert_eq!(used(), [true, false, false, true]);
    // Another version of a message has its files, too.
    let first = NewTurn { attachment_ids: vec![same.id], ..question_turn(id, None, "x") };
    store.begin_turn(&first).unwrap();
    let copied = Some(Replaced::whole(question_of(&first).id));
    store
        .begin_turn(&NewTurn { copied_from: copied, drafted_text: None, ..question_turn(id, None, "y") })
        .unwrap();
    place
        .sql()
        .execute("DELETE FROM attachment_blobs WHERE attachment_seq = (SELECT min(seq) FROM attachments)", [])
        .unwrap();
    assert_eq!(used(), [true, false, false, true]);
}

#[test]
fn what_is_gone_is_named_as_what_it_was() {
    let place = Place::new();
    let store = place.open();
    let (file, conversation, message) = (AttachmentId::new(), ConversationId::new(), MessageId::new());
    let route = route("gpt-4o", "auto");
    for (refused, what) in [
        (store.attachment(file).map(drop), "attachment"),
        (store.route_of(file).map(drop), "attachment"),
        (store.choose_send_as(file, None), "attachment"),
        (store.leave_out(file, true, 1), "attachment"),
        (store.set_facts(file, &FileFacts::default()), "attachment"),
        (store.conversation(conversation).map(drop), "conversation"),
        (store.add_attachment(conversation, &picture("a.png")), "conversation"),
        (store.set_draft(conversation, "text"), "conversation"),
        (store.set_route(conversation, &route), "conversation"),
        (store.set_parameters(conversation, &Parameters::default()), "conversation"),
        (store.message(message).map(drop), "message"),
        (store.branch_ids(message).map(drop), "message"),
        (store.switch_branch(message).map(drop), "message"),
    ] {
        assert_eq!(refused, Err(Error::Internal(format!("there is no such {what}"))));
    }
}
