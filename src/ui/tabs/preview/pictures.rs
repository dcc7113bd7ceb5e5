//! The last picture of each page near the one that is read; a bounded number of pixels.

use std::collections::BTreeMap;

use egui::{Context, TextureHandle, TextureOptions};

use super::worker::{Answer, PictureOrder};

/// Pixels kept at most; what is in sight is always kept.
const MOST_PIXELS: usize = 40_000_000;
/// Pixels a point at most.
const MOST_SCALE: f32 = 8.0;

struct Kept {
    edition: u64,
    scale: u32,
    texture: TextureHandle,
}

#[derive(Default)]
pub(super) struct Pictures {
    kept: BTreeMap<usize, Kept>,
}

impl Pictures {
    /// Keeps a picture in place of an older one.
    pub fn take(&mut self, context: &Context, answer: Answer) {
        let Answer::Picture { edition, order, image } = answer else { return };
        let texture = context.load_texture(format!("page {}", order.page), image, TextureOptions::LINEAR);
        self.kept.insert(order.page, Kept { edition, scale: order.scale, texture });
    }

    /// The last picture of a page.
    pub fn get(&self, page: usize) -> Option<&TextureHandle> {
        self.kept.get(&page).map(|kept| &kept.texture)
    }

    /// What has to be drawn for a page; nothing if its picture is as it should be.
    pub fn order(&self, page: usize, edition: u64, scale: f32) -> Option<PictureOrder> {
        let scale = (scale.min(MOST_SCALE) * 1000.0).round() as u32;
        let is_good = self.kept.get(&page).is_some_and(|kept| kept.edition == edition && kept.scale == scale);
        (!is_good).then_some(PictureOrder { page, scale })
    }

    /// Forgets pages that are no more, and those farthest from `seen` where there are too many pixels.
    pub fn keep_within(&mut self, seen: &std::ops::Range<usize>, count: usize) {
        self.kept.retain(|page, _| *page < count);
        let pixels = |kept: &Kept| kept.texture.size()[0] * kept.texture.size()[1];
        let mut all: usize = self.kept.values().map(pixels).sum();
        while all > MOST_PIXELS {
            let distance = |page: usize| seen.start.saturating_sub(page).max((page + 1).saturating_sub(seen.end));
            let farthest = self.kept.keys().copied().max_by_key(|page| distance(*page));
            let Some(page) = farthest.filter(|page| distance(*page) > 0) else { return };
            all -= self.kept.remove(&page).as_ref().map_or(0, pixels);
        }
    }

    /// How many pages have a picture.
    #[cfg(test)]
    pub fn count(&self) -> usize {
        self.kept.len()
    }
}
