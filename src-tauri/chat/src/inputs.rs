//! What a gateway's models were seen to refuse: images, or PDFs. The picker says so in place of what is inferred.
//!
//! Invariant: what a gateway's list says expressly wins; an input that is taken later is not said to be refused any more.
//! How files go out is not decided here but in `send_options`: a refusal alone changes no request.

use std::collections::BTreeMap;

use super::{Chat, turn::Call};
use yourouter_protocol::{Error, ModelFamily, ModelInput, ModelView};

/// What each model of a gateway refused, by its id.
pub(super) type Refusals = BTreeMap<String, Vec<ModelInput>>;

/// The families with what was learned of their models.
pub(super) fn applied(mut families: Vec<ModelFamily>, refusals: &Refusals) -> Vec<ModelFamily> {
    for model in families.iter_mut().flat_map(|family| &mut family.models) {
        if let Some(refused) = refusals.get(&model.id) {
            apply(model, refused);
        }
    }
    families
}

fn apply(model: &mut ModelView, refused: &[ModelInput]) {
    let counts = |input: &ModelInput| !model.reported_inputs.contains(input);
    let refused: Vec<ModelInput> = refused.iter().copied().filter(counts).collect();
    model.has_vision &= !refused.contains(&ModelInput::Image);
    model.has_pdf &= !refused.contains(&ModelInput::Pdf);
    model.refused_inputs = refused;
}

impl Chat {
    /// Remembers which input a model refused, if that is why an attempt failed.
    pub(super) async fn learn_refused_input(&self, call: &Call, error: &Error) {
        let Error::Gateway { facts, .. } = error else { return };
        let Some(input) = facts.refused_input else { return };
        self.update_learned(call, |refused| {
            if !refused.contains(&input) {
                refused.push(input);
            }
        })
        .await;
    }

    /// Forgets that a model refused what it has taken now.
    pub(super) async fn learn_taken_inputs(&self, call: &Call) {
        let taken = call.request.inputs();
        if !taken.is_empty() && call.request.route.api_format.is_chat() {
            self.update_learned(call, |refused| refused.retain(|input| !taken.contains(input))).await;
        }
    }

    async fn update_learned(&self, call: &Call, change: impl FnOnce(&mut Vec<ModelInput>) + Send) {
        let (origin, model) = (call.endpoint.origin(), call.request.route.model.clone());
        let chat = self.clone();
        // What is not remembered is learned again, from the next refusal.
        let read = self.blocking(move |inner| {
            chat.load_models(inner)?;
            inner.store.refused_inputs(&origin)
        });
        let Ok(mut refusals) = read.await else { return };
        let before = refusals.get(&model).cloned().unwrap_or_default();
        let mut refused = before.clone();
        change(&mut refused);
        if refused == before {
            return;
        }
        match refused.is_empty() {
            true => refusals.remove(&model),
            false => refusals.insert(model.clone(), refused.clone()),
        };
        let origin = call.endpoint.origin();
        let stored = origin.clone();
        let _forgotten =
            self.blocking(move |inner| inner.store.learn_refused_inputs(&stored, &model, &refused)).await;
        self.show_refusals(&origin, refusals);
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelInput, Refusals, applied};
    use yourouter_gateway::documented_models;

    #[test]
    fn what_was_learned_stands_in_place_of_what_is_inferred_but_not_of_what_the_list_says() {
        let both = vec![ModelInput::Image, ModelInput::Pdf];
        let refusals = Refusals::from([("gpt-4o".to_owned(), both), ("not-listed".to_owned(), vec![])]);
        let mut families = documented_models();
        for (reported, expected) in [
            (vec![], (false, false, 2)),
            (vec![ModelInput::Image], (true, false, 1)),
            (vec![ModelInput::Image, ModelInput::Pdf], (true, true, 0)),
        ] {
            families[0].models[0].reported_inputs = reported;
            let shown = applied(families.clone(), &refusals);
            let model = &shown[0].models[0];
            assert_eq!((&*model.id, &shown[1..]), ("gpt-4o", &families[1..]), "the others are left alone");
            assert_eq!((model.has_vision, model.has_pdf, model.refused_inputs.len()), expected);
        }
    }
}
