//! What a gateway's models were seen to refuse: images, or PDFs. The picker says so in place of what is inferred.
//!
//! Invariant: what a gateway's list says expressly wins; an input that is taken later is not said to be refused any more.
//! How files go out is not decided here but in `send_options`: a refusal alone changes no request.

use std::{collections::BTreeMap, sync::Arc};

use super::Gateways;
use yourouter_gateway::Endpoint;
use yourouter_protocol::{ModelFamily, ModelInput, ModelView};

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

impl Gateways {
    /// Remembers that a model refused an input.
    pub(crate) async fn learn_refused_input(
        self: &Arc<Self>,
        gateway: &Endpoint,
        model: &str,
        input: ModelInput,
    ) {
        let refuse = |refused: &mut Vec<ModelInput>| {
            if !refused.contains(&input) {
                refused.push(input);
            }
        };
        self.update_refused(gateway, model, refuse).await;
    }

    /// Forgets that a model refused what it has taken now.
    pub(crate) async fn learn_taken_inputs(
        self: &Arc<Self>,
        gateway: &Endpoint,
        model: &str,
        taken: &[ModelInput],
    ) {
        if !taken.is_empty() {
            self.update_refused(gateway, model, |refused| refused.retain(|input| !taken.contains(input)))
                .await;
        }
    }

    async fn update_refused(
        self: &Arc<Self>,
        gateway: &Endpoint,
        model: &str,
        change: impl FnOnce(&mut Vec<ModelInput>) + Send,
    ) {
        let (gateways, asked) = (Arc::clone(self), gateway.clone());
        // What is not remembered is learned again, from the next refusal.
        let read = self.storage.run(move |storage| {
            gateways.load_models(&storage.store, &asked)?;
            storage.store.refused_inputs(&asked.origin())
        });
        let Ok(mut refusals) = read.await else { return };
        let before = refusals.get(model).cloned().unwrap_or_default();
        let mut refused = before.clone();
        change(&mut refused);
        if refused == before {
            return;
        }
        match refused.is_empty() {
            true => refusals.remove(model),
            false => refusals.insert(model.to_owned(), refused.clone()),
        };
        let (place, id) = (gateway.origin(), model.to_owned());
        let stored =
            self.storage.run(move |storage| storage.store.learn_refused_inputs(&place, &id, &refused));
        let _forgotten = stored.await;
        self.show_refusals(gateway, &refusals);
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
