//! A turn from its beginning to its end.

use yourouter_protocol::{
    AnswerEnd, AttachmentProblem, ConversationList, EndReason, Failure, FailureCode, Mark, MarkPlace,
    MessageId, MessageState, ModelInput, Replaced, RequestedTool, Role, SkippedKind, SkippedParts, TurnId,
    Usage,
};
use yourouter_store::{NewTurn, Outcome, Part};

use crate::fixture::*;

#[test]
fn a_turn_begins_with_all_its_rows_and_an_empty_draft() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    store.set_draft(id, "hello").unwrap();
    let turn = send(&store, id, None, "hello");

    let found = store.conversation(id).unwrap();
    assert_eq!((found.title.as_str(), found.head), ("About hello", Some(turn.answer.id)));
    assert_eq!((found.draft_text.as_str(), found.updated_at_ms), ("", 2_000));
    assert_eq!(branch(&store, turn.answer.id), [question_of(&turn).clone(), turn.answer.clone()]);
    assert_eq!(turns(&store, turn.answer.id)[&turn.answer.id], turn.turn);
}

#[test]
fn a_question_takes_no_draft_away_but_its_own() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let draft = || store.conversation(id).unwrap().draft_text;
    store.set_draft(id, "second, and more").unwrap();
    let second = send(&store, id, Some(first.answer.id), "second");
    assert_eq!(draft(), "second, and more", "typed while the message was on its way");
    store.set_draft(id, "third \n").unwrap();
    send(&store, id, Some(second.answer.id), "third");
    assert_eq!(draft(), "", "a question is sent without the spaces at its end");

    store.set_draft(id, "half a thought").unwrap();
    let edited = question_turn(id, Some(first.answer.id), "half a thought");
    store
        .begin_turn(&NewTurn {
            copied_from: Some(Replaced::whole(question_of(&second).id)),
            drafted_text: None,
            ..edited
        })
        .unwrap();
    assert_eq!(draft(), "half a thought", "another version of an earlier question is not made of the draft");
}

#[test]
fn the_title_of_the_first_turn_stays() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    send(&store, id, Some(first.answer.id), "second");
    assert_eq!(store.conversation(id).unwrap().title, "About first");
}

#[test]
fn a_retry_leaves_the_draft_alone() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    store.set_draft(id, "next").unwrap();
    retry(&store, question_of(&first));
    assert_eq!(store.conversation(id).unwrap().draft_text, "next");
}

#[test]
fn rows_that_contradict_each_other_are_refused_and_leave_nothing() {
    let place = Place::new();
    let store = place.open();
    let (id, first) = conversation(&store);
    let other = blank(&store);
    let good = || question_turn(id, Some(first.answer.id), "x");
    let spoiled = |spoil: fn(&mut NewTurn)| {
        let mut turn = good();
        spoil(&mut turn);
        turn
    };
    let cases = [
        spoiled(|it| it.answer.role = Role::User),
        spoiled(|it| it.answer.state = MessageState::Done),
        spoiled(|it| it.answer.parent_id = None),
        spoiled(|it| it.turn.message_id = MessageId::new()),
        spoiled(|it| it.question = None),
        spoiled(|it| it.question.as_mut().unwrap().role = Role::Assistant),
        spoiled(|it| it.question.as_mut().unwrap().state = MessageState::Stopped),
        spoiled(|it| it.question.as_mut().unwrap().parent_id = Some(MessageId::new())),
        // A message of one conversation cannot follow one of another.
        question_turn(other, Some(first.answer.id), "x"),
        NewTurn { turn: first.turn.clone(), ..good() },
        NewTurn { answer: first.answer.clone(), ..good() },
        NewTurn { attachment_ids: vec![picture("a").id], question: None, ..first.clone() },
    ];
    for (index, turn) in cases.into_iter().enumerate() {
        assert!(is_internal(store.begin_turn(&turn)), "case {index}");
    }
    let count: i64 = place.sql().query_row("SELECT count(*) FROM messages", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 2);
    assert_eq!(store.conversation(id).unwrap().head, Some(first.answer.id));
}

#[test]
fn text_and_reasoning_are_read_while_they_come_and_stay_when_they_end() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "hello");
    let answer = turn.answer.id;
    store.append(answer, "", "Let me ").unwrap();
    store.append(answer, "", "").unwrap();
    store.append(answer, "Grüße \0 ", "think").unwrap();
    store.append(answer, "日本", "").unwrap();
    let running = store.message(answer).unwrap();
    assert_eq!((running.text.as_str(), running.reasoning.as_str()), ("Grüße \0 日本", "Let me think"));
    assert_eq!(running.state, MessageState::Streaming);
    assert_eq!(texts(&branch(&store, answer)), ["hello", "Grüße \0 日本"]);

    store.end_turn(turn.turn.id, "語 🙂", "!", MessageState::Stopped, &Outcome::default(), 9_000).unwrap();
    let ended = store.message(answer).unwrap();
    assert_eq!((ended.text.as_str(), ended.reasoning.as_str()), ("Grüße \0 日本語 🙂", "Let me think!"));
    assert_eq!(ended.state, MessageState::Stopped);
    assert_eq!(store.conversation(id).unwrap().updated_at_ms, 9_000);
    drop(store);
    assert_eq!(place.open().message(answer).unwrap(), ended);
}

#[test]
fn what_a_message_consists_of_stands_in_order() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let (image, paper) = (picture("a.png"), pdf("b.pdf"));
    for file in [&image, &paper] {
        store.add_attachment(id, file).unwrap();
    }
    let turn = NewTurn { attachment_ids: vec![paper.id, image.id], ..question_turn(id, None, "hello") };
    store.begin_turn(&turn).unwrap();
    for (text, reasoning) in [("", "hm"), ("", "m"), ("one ", ""), ("two", ""), ("", "wait"), ("three", "!")]
    {
        store.append(turn.answer.id, text, reasoning).unwrap();
    }
    finish(&store, &turn, ".");
    let sql = place.sql();
    let mut statement = sql
        .prepare(
            "SELECT k.kind || ':' || k.text FROM parts k JOIN messages m ON m.seq = k.message_seq
                  WHERE m.id = ?1 ORDER BY k.position",
        )
        .unwrap();
    let mut parts = |id: MessageId| {
        let rows = statement.query_map([id.to_string()], |row| row.get::<_, String>(0)).unwrap();
        rows.collect::<Result<Vec<_>, _>>().unwrap()
    };
    assert_eq!(parts(question_of(&turn).id), ["file:", "image:", "text:hello"]);
    assert_eq!(parts(turn.answer.id), ["reasoning:hmm", "text:one two", "reasoning:wait!", "text:three."]);
    let whole = store.message(turn.answer.id).unwrap();
    assert_eq!((whole.text.as_str(), whole.reasoning.as_str()), ("one twothree.", "hmmwait!"));
    let history = store.history(turn.answer.id).unwrap();
    assert_eq!(
        history.iter().map(|it| (it.role, it.text.as_str())).collect::<Vec<_>>(),
        [(Role::User, "hello"), (Role::Assistant, "one twothree.")]
    );
}

#[test]
fn several_turns_may_run_in_one_conversation() {
    let place = Place::new();
    let store = place.open();
    let (_, first) = conversation(&store);
    let lanes = [retry(&store, question_of(&first)), retry(&store, question_of(&first))];
    place.sql().execute_batch("UPDATE turns SET lane = seq").unwrap();
    for turn in &lanes {
        finish(&store, turn, "whole");
    }
    assert!(lanes.iter().all(|turn| store.message(turn.answer.id).unwrap().state == MessageState::Done));
}

#[test]
fn what_a_later_version_wrote_is_unreadable_and_hides_nothing_else() {
    let place = Place::new();
    let store = place.open();
    let (id, turn) = conversation(&store);
    let sql = place.sql();
    sql.execute_batch("DROP TRIGGER messages_settled_stay; DROP TRIGGER parts_settled_stay").unwrap();
    for spoil in [
        "UPDATE messages SET role = 'oracle' WHERE role = 'assistant'",
        "UPDATE messages SET role = 'assistant', state = 'dreamt' WHERE role = 'oracle'",
        "UPDATE messages SET state = 'done' WHERE state = 'dreamt';
         UPDATE parts SET kind = 'hologram' WHERE text = 'first answer'",
    ] {
        sql.execute_batch(spoil).unwrap();
        let shown = store.window(id, Part::Newest).unwrap().messages;
        let readable: Vec<bool> = shown.iter().map(|it| !it.message.is_unreadable).collect();
        assert_eq!((readable, shown[1].message.id), (vec![true, false], turn.answer.id), "{spoil}");
        assert!(
            store.history(turn.answer.id).unwrap().iter().all(|it| it.text != "first answer")
                || !spoil.contains("hologram")
        );
        let next = send(&store, id, Some(turn.answer.id), "go on");
        finish(&store, &next, "answered");
        store.show_on_branch(turn.answer.id).unwrap();
        sql.execute(
            "UPDATE conversations SET head_seq = (SELECT seq FROM messages WHERE id = ?1)",
            [turn.answer.id.to_string()],
        )
        .unwrap();
    }
    sql.execute_batch(
        "UPDATE conversations SET api_format = 'telepathy'; UPDATE steps SET api_format = 'telepathy'",
    )
    .unwrap();
    assert_eq!(store.conversation_page(&ConversationList::Chats, None).unwrap().rows.len(), 1);
    store.window(id, Part::Newest).unwrap();
}

#[test]
fn an_answer_that_continues_keeps_the_text_it_began_with() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let mut turn = question_turn(id, None, "count");
    turn.answer.text = "one ".to_owned();
    store.begin_turn(&turn).unwrap();
    store.append(turn.answer.id, "two ", "").unwrap();
    assert_eq!(store.message(turn.answer.id).unwrap().text, "one two ");
    finish(&store, &turn, "three");
    assert_eq!(store.message(turn.answer.id).unwrap().text, "one two three");
}

#[test]
fn appending_writes_what_was_added_and_not_what_is_there() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "long");
    for _ in 0..4 {
        store.append(turn.answer.id, &"x".repeat(250_000), "").unwrap();
    }
    let bytes = |sql: &str| place.sql().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    let settled =
        "SELECT coalesce(sum(length(k.text)), 0) FROM messages m JOIN parts k ON k.message_seq = m.seq
        WHERE m.role = 'assistant'";
    let pending = "SELECT coalesce(sum(length(text)), 0) FROM part_chunks";
    assert_eq!((bytes(settled), bytes(pending)), (0, 1_000_000));
    finish(&store, &turn, "");
    assert_eq!((bytes(settled), bytes(pending)), (1_000_000, 0));
}

#[test]
fn chunks_of_two_running_answers_do_not_mix() {
    let place = Place::new();
    let store = place.open();
    let (_, first) = conversation(&store);
    let (left, right) = (retry(&store, question_of(&first)), retry(&store, question_of(&first)));
    for _ in 0..3 {
        store.append(left.answer.id, "l", "").unwrap();
        store.append(right.answer.id, "r", "").unwrap();
    }
    finish(&store, &left, ".");
    assert_eq!(store.message(right.answer.id).unwrap().text, "rrr");
    finish(&store, &right, ".");
    assert_eq!(store.message(left.answer.id).unwrap().text, "lll.");
    assert_eq!(store.message(right.answer.id).unwrap().text, "rrr.");
}

#[test]
fn a_settled_message_does_not_change_any_more() {
    let place = Place::new();
    let store = place.open();
    let (_, turn) = conversation(&store);
    let before = branch(&store, turn.answer.id);
    assert!(is_internal(store.append(turn.answer.id, "more", "")));
    assert!(is_internal(store.append(question_of(&turn).id, "more", "")));
    assert!(is_internal(store.append(MessageId::new(), "more", "")));
    let end = |state| store.end_turn(turn.turn.id, "more", "", state, &Outcome::default(), 5_000);
    assert!(is_internal(end(MessageState::Failed)));
    for sql in [
        "UPDATE parts SET text = 'x'",
        "UPDATE messages SET parent_seq = NULL",
        "UPDATE messages SET state = 'failed'",
    ] {
        assert!(place.sql().execute(sql, []).is_err(), "{sql}");
    }
    assert_eq!(branch(&store, turn.answer.id), before);
    assert_eq!(store.conversation(turn.answer.conversation_id).unwrap().updated_at_ms, 3_000);
}

#[test]
fn a_turn_cannot_end_in_the_state_of_streaming_or_without_having_begun() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "x");
    let end = |turn, state| store.end_turn(turn, "", "", state, &Outcome::default(), 1);
    assert!(is_internal(end(turn.turn.id, MessageState::Streaming)));
    assert!(is_internal(end(TurnId::new(), MessageState::Done)));
    assert_eq!(store.message(turn.answer.id).unwrap().state, MessageState::Streaming);
}

#[test]
fn all_that_is_known_of_a_turn_is_kept() {
    let place = Place::new();
    let store = place.open();
    let id = blank(&store);
    let turn = send(&store, id, None, "x");
    let outcome = Outcome {
        vendor_reported: Some("anthropic".to_owned()),
        first_token_ms: Some(812),
        duration_ms: Some(u64::from(u32::MAX) + 1),
        took_ms: u64::try_from(4_000 - turn.answer.created_at_ms).ok(),
        reasoning_ms: Some(0),
        usage: Some(Usage { prompt_tokens: Some(12), cached_tokens: Some(5), ..Usage::default() }),
        finish_reason: Some("end_turn".to_owned()),
        end: Some(AnswerEnd {
            reason: EndReason::Length,
            token_limit: Some(1000),
            tools: vec![RequestedTool { name: "search".to_owned(), arguments: "{}".to_owned() }],
            skipped: vec![SkippedParts { kind: SkippedKind::Audio, count: 2 }],
        }),
        request_id: Some("req_1".to_owned()),
        marks: vec![Mark { place: MarkPlace::Field, name: "id".to_owned(), value: "msg_01".to_owned() }],
        failure: Some(Failure {
            code: FailureCode::StreamCut,
            detail: "connection reset".to_owned(),
            problem: Some(AttachmentProblem::Damaged),
            status: Some(200),
            retry_after_ms: Some(1_500),
            request_id: Some("req_1".to_owned()),
            is_about_files: true,
            refused_input: Some(ModelInput::Image),
        }),
        signature_accepted_by: None,
    };
    store.end_turn(turn.turn.id, "part", "", MessageState::Failed, &outcome, 4_000).unwrap();
    drop(store);
    let found = turns(&place.open(), turn.answer.id).remove(&turn.answer.id).unwrap();
    assert_eq!(found.outcome, outcome);
    assert_eq!((found.route, found.base_url), (turn.turn.route, turn.turn.base_url));
}

#[test]
fn a_failure_of_another_version_does_not_hide_the_answer() {
    let place = Place::new();
    let store = place.open();
    let (_, turn) = conversation(&store);
    place.sql().execute("UPDATE steps SET failure_json = '{\"code\":\"fromTheFuture\"}'", []).unwrap();
    assert_eq!(turns(&store, turn.answer.id)[&turn.answer.id].outcome.failure, None);
}
