//! Links that are what they seem, and links that are not.

use super::{LinkWarning::*, *};

fn found(target: &str, text: &str) -> Vec<LinkWarning> {
    inspect(target, text).unwrap().warnings
}

#[test]
fn an_honest_link_has_no_warnings() {
    for (target, text) in [
        ("https://bank.example/a", "the bank"),
        ("https://bank.example/a", "https://bank.example/a"),
        ("https://bank.example/a", "https://www.bank.example"),
        ("https://docs.bank.example/a", "bank.example"),
        ("https://bank.example/docs", "docs.bank.example"),
        ("https://git.example/main.rs", "main.rs"),
        ("https://git.example/", "README.md"),
        ("https://git.example/", "see example.com for more"),
        ("https://git.example/", "v1.2"),
        ("mailto:a@bank.example", "a@bank.example"),
        ("mailto:a@bank.example", "write to us"),
        ("https://127.0.0.1:8080/", "http://127.0.0.1:8080"),
    ] {
        assert_eq!(found(target, text), [], "{text} -> {target}");
    }
}

/// Texts of honest links whose letters could be taken for a host.
#[test]
fn file_names_members_and_titles_are_no_addresses() {
    for text in [
        "src/main.rs",
        "main.rs:42",
        "main.rs#L10",
        "README.md?plain=1",
        "node.js",
        "script.sh",
        "build.py",
        "`build.py`",
        "(Makefile.am)",
        "libc.so",
        "main.tf",
        "data.zip",
        "id_rsa.pub",
        "package.json",
        "e.g",
        "e.g.",
        "i.e.",
        "v1.2.3",
        "1.2.3.4",
        "3.14",
        "U.S.",
        "Ph.D.",
        "foo.bar",
        "user.name",
        "Object.is",
        "Array.at()",
        "Array.prototype.at()",
        "console.info(x)",
        "window.top",
        "location.host",
        "ASP.NET",
        "java.io",
        "System.IO",
        "ASP.NET Core",
        "How Booking.com scaled",
        "Vue.js vs Svelte.dev",
        "rust-lang/crates.io",
        "@socket.io/admin-ui",
        "react@18.2.0",
        "@jay.bsky.team",
        "the https:// scheme",
        "git@github.com:a/b.git",
        "file:///etc/hosts.allow",
        "chrome://flags",
        "and/or",
        "a...b",
        "…",
        "",
        "👉",
        "Mail help@bank.com",
        "C++\u{200f}",
        "\u{645}\u{631}\u{62d}\u{628}\u{627}!\u{200f}",
    ] {
        assert_eq!(found("https://docs.example/a", text), [], "{text}");
    }
    for (target, text) in [
        ("https://example.com/a", "Read more: https://example.com/a."),
        ("https://example.com/a", "“example.com”"),
        ("https://example.com/a", "👉 https://docs.example.com/x (new)"),
        ("https://docs.bank.co.nz/", "bank.co.nz!"),
        ("https://archive.example/web/https://bank.com/a", "https://archive.example/web/https://bank.com/a"),
        ("https://git.example/a", "https://git.example/a/main.rs/x"),
        ("https://git.example/a", "ssh://git.example:22/a"),
        ("https://xn--80ak6aa92e.example/", "x"),
        ("https://example.com/", "EXAMPLE.COM"),
        ("https://example.com./", "example.com"),
        ("mailto:a@bank.example", "Mail a@bank.example"),
    ] {
        assert!(!found(target, text).contains(&NamesAnotherHost), "{text} -> {target}");
    }
}

#[test]
fn an_address_is_found_anywhere_in_the_text_and_in_any_dress() {
    for text in [
        "👉 https://bank.com/login",
        "\"https://bank.com\"",
        "Log in: https://bank.com",
        "Log in:https://bank.com",
        "“https://bank.com”",
        "see https://docs.example/a or https://bank.com",
        "(www.bank.com)",
        "go to www.bank.com now",
        "go to bank.com/login now",
        "bank.com!",
        "“bank.com”",
        "«bank.com»",
        "bank.com…",
        "👉 bank.com",
        "👉\u{fe0f} bank.com ✓",
        "bank.com:",
        "Login:bank.com",
        "bank.com|login",
        "bank.com?a=b",
        "bank.com#a",
        "bank.com:443",
        "bank.com(login)",
        "allegro.pl",
        "discord.gg",
        "bank.co.nz",
        "bank.com.au",
        "bank.co.id",
        "bank.co.rs",
        "main.rs/login",
        "https://main.rs",
        "www.script.sh",
        "t.me",
        "bank.vip",
        "банк.рф",
        "bank。com",
        "bank．com",
        "ｂａｎｋ.com",
        "https：//bank.com/login",
        "https:⁄⁄bank.com",
        "b\u{430}nk.com",
        "ban\u{301}k.com",
        "ba\u{fe0f}nk.com",
        "https://bank.com@docs.example/",
        "https://[2001:db8::1]/",
        "ftp://bank.com",
        "git://bank.com/x",
        "help@bank.com",
        "<help@bank.com>",
        "BANK.COM",
        "*bank.com*",
    ] {
        assert_eq!(found("https://docs.example/a", text), [NamesAnotherHost], "{text}");
    }
    assert_eq!(found("mailto:help@evil.example", "Mail help@bank.example"), [NamesAnotherHost]);
}

#[test]
fn marks_that_turn_letters_around_are_found() {
    for text in [
        "\u{202e}moc.knab//:sptth\u{202c}",
        "\u{2067}x\u{2069}",
        "a\u{202a}b",
        "\u{5d0} com.\u{200f}bank",
        "\u{5d0} com.\u{61c}bank",
    ] {
        assert!(found("https://evil.example/", text).contains(&ReordersText), "{text:?}");
    }
}

#[test]
fn a_text_that_names_another_place_is_found() {
    for (target, text) in [
        ("https://evil.example/", "https://bank.example/"),
        ("https://evil.example/", "HTTPS://BANK.EXAMPLE"),
        ("https://evil.example/", "www.bank.de"),
        ("https://evil.example/", "bank.com"),
        ("https://evil.example/", "bank.com/login"),
        ("https://evil.example/", "  ba\u{200b}nk.com "),
        ("https://evil.example/", "hxxps://bank.example"),
        ("https://evil.example/", "https://"),
        ("https://notbank.com/", "bank.com"),
        ("https://bank.com.evil.example/", "bank.com"),
        ("https://evil.example/", "help@bank.example"),
        ("mailto:help@evil.example", "help@bank.example"),
        ("mailto:help@evil.example", "bank.com"),
    ] {
        assert_eq!(found(target, text), [NamesAnotherHost], "{text} -> {target}");
    }
}

#[test]
fn hosts_that_look_like_others_are_found_and_shown_in_both_forms() {
    let view = inspect("https://b\u{430}nk.example/x", "x").unwrap();
    assert_eq!(view.warnings, [EncodedHost, MixedScripts]);
    assert_eq!(
        (view.host.as_str(), view.unicode_host.as_str()),
        ("xn--bnk-6cd.example", "b\u{430}nk.example")
    );
    assert_eq!(found("https://xn--bnk-6cd.example/", "x"), [EncodedHost, MixedScripts]);
    // All of one script, and still no ASCII: it may be read as another name.
    assert_eq!(found("https://\u{430}\u{440}\u{440}\u{4cf}\u{435}.example/", "x"), [EncodedHost]);
    assert_eq!(found("https://\u{65e5}\u{672c}\u{306e}abc.example/", "x"), [EncodedHost]);
    assert_eq!(found("mailto:a@b\u{430}nk.example", "x"), [EncodedHost, MixedScripts]);
}

#[test]
fn a_user_part_is_found_and_left_out() {
    let view = inspect("https://bank.example:pass@evil.example/a?b#c", "x").unwrap();
    assert_eq!(view.warnings, [HasUser]);
    assert_eq!((view.url.as_str(), view.host.as_str()), ("https://evil.example/a?b#c", "evil.example"));
}

#[test]
fn what_is_no_web_or_mail_address_is_not_inspected() {
    for target in
        ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//host/path", "https:", ""]
    {
        assert_eq!(inspect(target, "x"), None, "{target}");
    }
}
