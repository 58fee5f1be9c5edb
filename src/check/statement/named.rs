//! What a clause names: an indicator of which it prints no value (`衔接资金比上年增长9.1%`), or a quantity by a name that no indicator has
//! (`全县新增城镇就业1.83万人`). Like the rest of `statement`: where one word beside the name is in no closed class nothing is named.

use super::{Context, Speech, Spot, others_meant};
use crate::check::topic::{Topic, is_adverb};
use crate::check::words::Word;
use crate::model::{IndicatorId, RegionCode};
use crate::reading::{Mention, is_han};
use std::ops::Range;

/// An indicator that leads its clause.
pub(in crate::check) struct NamedIndicator {
    pub indicator: IndicatorId,
    pub topic: Topic,
    /// Other regions and years that may be meant.
    pub or_of: Vec<(RegionCode, i32)>,
    /// Where its name ends.
    pub end: usize,
}

/// Characters of a name that no indicator has.
const SHORTEST: usize = 4;
const LONGEST: usize = 16;

impl<'s> Speech<'s> {
    /// The indicator that a clause names before it says something of it.
    pub fn named_in_context(&self, sentence: usize, clause: &Range<usize>) -> Option<NamedIndicator> {
        (!self.is_bracketed(clause) && self.leads_plainly(sentence, clause.start)).then_some(())?;
        let (lead, name) = self.lead_and_name(clause)?;
        let paragraph = self.reading.paragraph_at(clause.start);
        let spot = Spot { paragraph, sentence, clause: clause.start..name.end, start: name.start };
        let Context { speech, headed, mut topic } = self.context_of(&spot)?;
        let words = speech.words(&lead);
        words.iter().all(|word| is_adverb(word) || matches!(word, Word::Verb)).then_some(())?;
        words.iter().for_each(|word| topic.hear(word));
        let [Word::Name(indicator)] = speech.words(&name)[..] else { return None };
        let or_of = others_meant(headed, &topic)?;
        Some(NamedIndicator { indicator, topic, or_of, end: name.end })
    }

    /// The words of a clause before the first name of an indicator, and that name.
    fn lead_and_name(&self, clause: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let own = Topic::viewpoint(&self.article.meta);
        let mut from = clause.start;
        for (length, word) in self.lexicon.words(self.reading.slice(clause), own) {
            if matches!(word, Word::Name(_)) {
                return Some((clause.start..from, from..from + length));
            }
            from += length;
        }
        None
    }

    /// What a quantity is called that no indicator names, and what is spoken of. `None` where the sentence does not name the place
    /// itself.
    pub fn named_as_written(&self, mention: &Mention) -> Option<(&'s str, Topic)> {
        let is_alone = self.reading.between(&mention.clause).len() == 1 && self.reading.after(mention).is_empty();
        if !is_alone
            || self.is_bracketed(&mention.clause)
            || !self.leads_plainly(mention.sentence, mention.clause.start)
        {
            return None;
        }
        // Before the headings are read: most clauses name an indicator, or are of no such form.
        let (adverbs, name) = self.adverbs_and_name(mention)?;
        let Context { speech, headed, mut topic } = self.context_of(&Spot::of(mention))?;
        speech.words(&adverbs).iter().for_each(|word| topic.hear(word));
        let is_of_one = topic.names_region && others_meant(headed, &topic)?.is_empty();
        is_of_one.then(|| (self.reading.slice(&name), topic))
    }

    /// The times and places with which a clause begins, and the words between them and its number, without the verb that ends them:
    /// 全县, 建成高标准农田 of 全县建成高标准农田达23.5万亩.
    fn adverbs_and_name(&self, mention: &Mention) -> Option<(Range<usize>, Range<usize>)> {
        let own = Topic::viewpoint(&self.article.meta);
        let start = mention.clause.start;
        let mut name = start..start;
        let mut from = start;
        for (length, word) in self.lexicon.words(self.reading.before(mention), own) {
            let leads = name.is_empty() && (is_adverb(&word) || word == Word::Verb);
            match word {
                _ if leads => name = from + length..from + length,
                // 城镇 is a word that looks like a place and is none, kept as a space.
                Word::Unknown(c) if is_han(c) || c == ' ' => name.end = from + length,
                Word::Verb => {}
                _ => return None,
            }
            from += length;
        }
        let is_name = (SHORTEST..=LONGEST).contains(&self.reading.slice(&name).chars().count());
        is_name.then_some((start..name.start, name))
    }
}
