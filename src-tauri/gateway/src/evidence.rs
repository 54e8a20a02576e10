//! Who served an answer, judged by its marks. Pure: marks in, a grade out.
//!
//! The table says which vendors write what, and how that is known. Invariant: what anybody can write makes an answer
//! `consistent` at most; a gateway's own word makes it `claimed`; marks that vendors do not share with others may
//! contradict a pin, and so may a claim.

use yourouter_protocol::{Evidence, EvidenceGrade, EvidenceItem, Mark, MarkPlace};

mod signers;
mod table;
#[cfg(test)]
mod tests;

pub use signers::{is_signed_by, signs};
pub(super) use table::{is_kept_header, kept_field};

use table::{Found, Weight};

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The model.
    pub model: &'a str,
    /// The vendor that was pinned; `None` if others were allowed.
    pub pinned: Option<&'a str>,
    /// The vendor that has accepted, in a later pinned turn, reasoning that was signed in this answer.
    pub signature_accepted_by: Option<&'a str>,
}

/// Judges an answer's marks.
pub fn judge(asked: Asked<'_>, marks: &[Mark]) -> Evidence {
    let known: Vec<(&Mark, Option<Found>)> = marks.iter().map(|mark| (mark, table::find(mark))).collect();
    let model_reported = marks.iter().find(|mark| mark.name == "model").map(|mark| mark.value.clone());
    let is_other_model = model_reported.as_deref().is_some_and(|model| is_other_model(asked.model, model));
    let of_weight = |weight: Weight| {
        let rows = known.iter().filter_map(|(_, found)| found.as_ref());
        rows.filter(move |(row, _)| row.weight == weight).map(|(_, vendors)| vendors)
    };
    let claims: Vec<&Vec<String>> = of_weight(Weight::Claim).collect();
    let own: Vec<&Vec<String>> = of_weight(Weight::Own).collect();
    let shapes: Vec<&Vec<String>> = own.iter().copied().chain(of_weight(Weight::Shared)).collect();
    let contradicts =
        |pin: &str| claims.iter().chain(&own).any(|vendors| !vendors.iter().any(|vendor| vendor == pin));
    let (grade, vendors) = if is_other_model || asked.pinned.is_some_and(contradicts) {
        let elsewhere = claims.iter().chain(&own).copied();
        let others = elsewhere
            .filter(|vendors| asked.pinned.is_none_or(|pin| !vendors.iter().any(|vendor| vendor == pin)));
        (EvidenceGrade::Contradicts, union(others))
    } else if let Some(vendor) = asked.signature_accepted_by {
        (EvidenceGrade::Proved, vec![vendor.to_owned()])
    } else if let Some(vendors) = common(&claims) {
        (EvidenceGrade::Claimed, vendors)
    } else if let Some(vendors) = common(&shapes).filter(|_| claims.is_empty()) {
        match asked.pinned {
            // Shapes that fit the pin say no more than that they fit it.
            Some(pin) if vendors.iter().any(|vendor| vendor == pin) => {
                (EvidenceGrade::Consistent, vec![pin.to_owned()])
            }
            Some(_) => (EvidenceGrade::Unknown, Vec::new()),
            None => (EvidenceGrade::Consistent, vendors),
        }
    } else {
        (EvidenceGrade::Unknown, Vec::new())
    };
    let items = known.into_iter().map(|(mark, found)| EvidenceItem {
        mark: mark.clone(),
        is_claim: found.as_ref().is_some_and(|(row, _)| row.weight == Weight::Claim),
        source: found.as_ref().map_or("", |(row, _)| row.source).to_owned(),
        vendors: found.map(|(_, vendors)| vendors).unwrap_or_default(),
    });
    Evidence { grade, vendors, model_reported, is_other_model, items: items.collect() }
}

/// The vendor that the gateway names for a reply, if it names one.
pub fn claimed_vendor(model: &str, marks: &[Mark]) -> Option<String> {
    let evidence = judge(Asked { model, pinned: None, signature_accepted_by: None }, marks);
    let is_named = evidence.grade == EvidenceGrade::Claimed && evidence.vendors.len() == 1;
    evidence.vendors.into_iter().next().filter(|_| is_named)
}

/// The vendors that all marks allow; `None` if there are no marks, or if they allow nobody together.
fn common(marks: &[&Vec<String>]) -> Option<Vec<String>> {
    let (first, rest) = marks.split_first()?;
    let allowed = |vendor: &&String| rest.iter().all(|vendors| vendors.contains(vendor));
    let common: Vec<String> = first.iter().filter(allowed).cloned().collect();
    (!common.is_empty()).then_some(common)
}

fn union<'a>(marks: impl Iterator<Item = &'a Vec<String>>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for vendor in marks.flatten() {
        if !all.contains(vendor) {
            all.push(vendor.clone());
        }
    }
    all
}

/// Whether a reply names a model of another family. A date, a maker before it or another spelling is no other model.
fn is_other_model(asked: &str, reported: &str) -> bool {
    let family = |id: &str| -> Option<&'static str> {
        let id = id.to_lowercase();
        let parts: Vec<&str> = id.split(['/', ':', '.']).collect();
        table::FAMILIES.iter().copied().find(|family| parts.iter().any(|part| part.starts_with(family)))
    };
    match (family(asked), family(reported)) {
        (Some(asked), Some(reported)) => asked != reported,
        _ => false,
    }
}

/// A mark, fit to be kept.
pub(super) fn mark(place: MarkPlace, name: &str, value: &str) -> Mark {
    let value = value.chars().filter(|c| !c.is_control()).take(128).collect();
    Mark { place, name: name.to_owned(), value }
}
