//! The shapes of eight vendors' replies and forged ones, judged.

use super::{Asked, judge, mark};
use yourouter_protocol::{EvidenceGrade::*, Mark, MarkPlace};

fn header(name: &str, value: &str) -> Mark {
    mark(MarkPlace::Header, name, value)
}

fn field(name: &str, value: &str) -> Mark {
    mark(MarkPlace::Field, name, value)
}

fn asked<'a>(model: &'a str, pinned: Option<&'a str>) -> Asked<'a> {
    Asked { model, pinned, signature_accepted_by: None }
}

/// The marks of a reply as each vendor gives it, straight or through a gateway that passes it on.
fn shapes() -> Vec<(&'static str, &'static str, Vec<Mark>)> {
    vec![
        (
            "openai",
            "gpt-4o",
            vec![
                header("openai-processing-ms", "412"),
                header("openai-version", "2020-10-01"),
                field("id", "chatcmpl-BZ1x9aQ0RmYt8cG4uS5w7eK2"),
                field("system_fingerprint", "fp_07871e2ad8"),
                field("model", "gpt-4o-2024-08-06"),
            ],
        ),
        (
            "azure",
            "gpt-4o",
            vec![
                header("apim-request-id", "5c7c7d0e-1f0d-4e5a-9a3b-1b0a0c6d5e4f"),
                header("x-ms-region", "Sweden Central"),
                field("prompt_filter_results", "present"),
                field("id", "chatcmpl-BZ1x9aQ0RmYt8cG4uS5w7eK2"),
            ],
        ),
        (
            "anthropic",
            "claude-sonnet-4-20250514",
            vec![
                header("anthropic-organization-id", "0b7c0c1d-0000-4000-8000-000000000000"),
                header("request-id", "req_011CSHoEeqs5C35K2UUqR7Fy"),
                field("id", "msg_01XFDUDYJgAACzvnptvVoYEL"),
                field("usage.cache_creation", "present"),
            ],
        ),
        (
            "aws",
            "claude-sonnet-4-20250514",
            vec![
                header("x-amzn-requestid", "4f1c2d3e-5a6b-7c8d-9e0f-1a2b3c4d5e6f"),
                field("id", "msg_bdrk_01A2b3C4d5E6f7G8h9J0k1L2"),
                field("tool id", "toolu_bdrk_01AbCdEfGh"),
            ],
        ),
        (
            "google",
            "gemini-2.5-pro",
            vec![header("server-timing", "gfet4t7; dur=812"), field("model", "gemini-2.5-pro")],
        ),
        (
            "google",
            "claude-opus-4",
            vec![header("request-id", "req_vrtx_011CSHoEeqs5"), field("id", "msg_vrtx_01A2b3C4d5E6f7G8h9J0")],
        ),
        (
            "deepseek",
            "deepseek-chat",
            vec![
                header("x-ds-trace-id", "8b1a9953c4611296a827abf8c47804d7"),
                field("system_fingerprint", "fp_3a5770e1b4"),
                field("usage.prompt_cache_hit_tokens", "present"),
            ],
        ),
        (
            "mistral",
            "mistral-large-latest",
            vec![
                header("mistral-correlation-id", "0197f0c0-7d1b-7a35-8d3e-000000000000"),
                field("id", "cmpl0e5c1f7a9d3b4c2e8f6a1b0d9c7e5f3a"),
            ],
        ),
        (
            "volcengine",
            "doubao-seed-1-6-250615",
            vec![
                header("x-tt-logid", "20250718120102ABCDEF0123456789AB"),
                field("id", "0217527264001234567890abcdef1234567890abcdef123456"),
            ],
        ),
        (
            "x",
            "grok-3",
            vec![field("system_fingerprint", "fp_156d35dcaa"), field("usage.num_sources_used", "present")],
        ),
    ]
}

#[test]
fn the_shapes_of_eight_vendors_are_consistent_with_them_and_never_more() {
    for (vendor, model, marks) in shapes() {
        for pinned in [None, Some(vendor)] {
            let evidence = judge(asked(model, pinned), &marks);
            assert_eq!(evidence.grade, Consistent, "{vendor} {pinned:?} {evidence:#?}");
            assert_eq!(evidence.vendors, [vendor]);
            assert_eq!(evidence.items.len(), marks.len(), "each mark is shown");
        }
    }
}

#[test]
fn marks_that_are_another_vendors_own_contradict_a_pin_and_shared_ones_do_not() {
    for (vendor, model, marks) in shapes() {
        let other = if vendor == "azure" { "mistral" } else { "azure" };
        let has_own = !matches!(vendor, "volcengine" | "x");
        // Azure passes on some headers of OpenAI; its own are missing then, and OpenAI's own are there.
        let grade = judge(asked(model, Some(other)), &marks).grade;
        assert_eq!(grade, if has_own { Contradicts } else { Unknown }, "{vendor} for {other}");
    }
}

#[test]
fn what_the_gateway_says_is_a_claim_however_well_it_is_written() {
    let claimed = [
        (header("x-vendor-messages-id", "msg_01XFDUDYJgAACzvnptvVoYEL"), "anthropic"),
        (header("x-vendor-messages-id", "msg_bdrk_01A2b3C4d5E6f7G8h9"), "aws"),
        (header("x-vendor", "azure"), "azure"),
        (header("x-portkey-provider", "mistral-ai"), "mistral"),
        (field("provider", "Amazon Bedrock"), "aws"),
        (field("provider", "xAI"), "x"),
    ];
    for (mark, vendor) in claimed {
        let free = judge(asked("m", None), std::slice::from_ref(&mark));
        assert_eq!((free.grade, free.vendors), (Claimed, vec![vendor.to_owned()]), "{mark:?}");
        assert_eq!(judge(asked("m", Some(vendor)), std::slice::from_ref(&mark)).grade, Claimed);
        assert_eq!(
            judge(asked("m", Some("google")), std::slice::from_ref(&mark)).grade,
            Contradicts,
            "{mark:?}"
        );
    }
}

#[test]
fn forged_marks_are_never_more_than_a_claim_or_consistent() {
    let everything: Vec<Mark> = shapes().into_iter().flat_map(|(_, _, marks)| marks).collect();
    let mixed = judge(asked("gpt-4o", None), &everything);
    assert!(matches!(mixed.grade, Unknown | Contradicts), "{mixed:?}");
    for forged in [
        vec![header("x-vendor-messages-id", "msg_01")],
        vec![header("x-vendor-messages-id", "msg_01 Verified by Anthropic!!!!!!!!")],
        vec![header("x-vendor", "verified")],
        vec![header("x-verified-vendor", "openai"), field("verified", "true")],
        vec![field("id", "chatcmpl-1")],
        vec![field("provider", "OpenAI (proved)")],
        vec![field("system_fingerprint", "fp_!")],
        vec![],
    ] {
        let evidence = judge(asked("gpt-4o", None), &forged);
        assert_eq!(evidence.grade, Unknown, "{forged:?}");
        assert_eq!(judge(asked("gpt-4o", Some("openai")), &forged).grade, Unknown, "{forged:?}");
    }
    for (vendor, model, marks) in shapes() {
        let graded = judge(asked(model, Some(vendor)), &marks).grade;
        assert_ne!(graded, Proved, "{vendor}");
    }
}

#[test]
fn claims_that_disagree_and_a_model_of_another_family_are_told() {
    let disagree = [header("x-vendor", "azure"), field("provider", "OpenAI")];
    assert_eq!(judge(asked("gpt-4o", None), &disagree).grade, Unknown);
    let other = judge(asked("claude-opus-4", None), &[field("model", "gpt-4o-mini")]);
    assert_eq!((other.grade, other.is_other_model), (Contradicts, true));
    for (asked_for, reported) in [
        ("gpt-4o", "gpt-4o-2024-08-06"),
        ("claude-sonnet-4", "us.anthropic.claude-sonnet-4-20250514-v1:0"),
        ("my-alias", "gpt-4o"),
        ("openai/gpt-4o", "GPT-4o"),
    ] {
        assert!(
            !judge(asked(asked_for, None), &[field("model", reported)]).is_other_model,
            "{asked_for} {reported}"
        );
    }
}

#[test]
fn only_a_signature_that_its_maker_took_back_proves() {
    let proof =
        Asked { signature_accepted_by: Some("anthropic"), ..asked("claude-opus-4", Some("anthropic")) };
    let evidence = judge(proof, &[field("id", "msg_01XFDUDYJgAACzvnptvVoYEL")]);
    assert_eq!((evidence.grade, evidence.vendors), (Proved, vec!["anthropic".to_owned()]));
    // A claim to the contrary is not outweighed.
    assert_eq!(judge(proof, &[header("x-vendor", "azure")]).grade, Contradicts);
}

#[test]
fn the_masked_key_is_never_kept() {
    assert!(!super::is_kept_header("x-vendor-api-key"));
    assert!(!super::is_kept_header("set-cookie"));
    assert!(super::is_kept_header("openai-processing-ms"));
}
