//! The pages of a document of several: which are drawn, which are read, and what is to be done next.

use std::collections::{BTreeMap, BTreeSet};

use super::viewport::Viewport;

/// How a page was left, to be found again like that.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Left {
    /// How it lay on the stage.
    pub viewport: Option<Viewport>,
    /// Id of the chosen room.
    pub selected: Option<String>,
}

/// What is to be done for a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Draw it for the stage.
    Draw(u32),
    /// Read its text and trace its walls.
    Read(u32),
    /// Draw it small.
    Thumbnail(u32),
}

/// How far the pages have come. A step that failed counts as done: it would fail again.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pages {
    /// Number of pages.
    pub count: u32,
    drawn: BTreeSet<u32>,
    read: BTreeSet<u32>,
    small: BTreeSet<u32>,
    left: BTreeMap<u32, Left>,
}

impl Pages {
    /// Pages of which nothing is known yet.
    #[must_use]
    pub fn new(count: u32) -> Self {
        Self { count, ..Self::default() }
    }

    /// What is to be done next while somebody looks at this page: first what he waits for.
    #[must_use]
    pub fn next(&self, seen: u32) -> Option<Step> {
        let missing = |done: &BTreeSet<u32>| (1..=self.count).find(|page| !done.contains(page));
        if !self.drawn.contains(&seen) {
            Some(Step::Draw(seen))
        } else if !self.read.contains(&seen) {
            Some(Step::Read(seen))
        } else if let Some(page) = missing(&self.small).filter(|_| self.count > 1) {
            Some(Step::Thumbnail(page))
        } else {
            missing(&self.read).map(Step::Read)
        }
    }

    /// What is to be done next while nobody looks: the rooms, for a list of plans.
    #[must_use]
    pub fn next_unseen(&self) -> Option<Step> {
        let missing = |done: &BTreeSet<u32>| (1..=self.count).find(|page| !done.contains(page));
        missing(&self.read)
            .map(Step::Read)
            .or_else(|| (self.count > 1).then(|| missing(&self.small).map(Step::Thumbnail))?)
    }

    /// Notes that a step is done; whether it was new.
    pub fn done(&mut self, step: Step) -> bool {
        match step {
            Step::Draw(page) => self.drawn.insert(page),
            Step::Read(page) => self.read.insert(page),
            Step::Thumbnail(page) => self.small.insert(page),
        }
    }

    /// Forgets that a page was drawn: its picture was given back.
    pub fn dropped(&mut self, page: u32) {
        self.drawn.remove(&page);
    }

    /// Notes that somebody else read all pages.
    pub fn all_read(&mut self) {
        self.read = (1..=self.count).collect();
    }

    /// Whether a page was read.
    #[must_use]
    pub fn is_read(&self, page: u32) -> bool {
        self.read.contains(&page)
    }

    /// How many pages were read.
    #[must_use]
    pub fn read_count(&self) -> u32 {
        // at most `count`
        self.read.len() as u32
    }

    /// Keeps how a page is left, and gives how the other one was.
    pub fn turn(&mut self, from: u32, left: Left, to: u32) -> Left {
        self.left.insert(from, left);
        self.left.get(&to).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Does everything that comes next.
    fn steps(pages: &mut Pages, seen: u32) -> Vec<Step> {
        std::iter::from_fn(|| {
            let step = pages.next(seen)?;
            assert!(pages.done(step), "{step:?} comes twice");
            Some(step)
        })
        .collect()
    }

    #[test]
    fn the_seen_page_comes_first() {
        use Step::{Draw, Read, Thumbnail};
        let mut pages = Pages::new(3);
        assert_eq!(
            steps(&mut pages, 2),
            [Draw(2), Read(2), Thumbnail(1), Thumbnail(2), Thumbnail(3), Read(1), Read(3)]
        );
        assert_eq!(steps(&mut pages, 1), [Draw(1)], "another page is drawn when it is looked at");
        pages.dropped(2);
        assert_eq!(steps(&mut pages, 2), [Draw(2)]);
    }

    #[test]
    fn what_the_service_read_is_not_read_again() {
        let mut pages = Pages::new(2);
        pages.all_read();
        assert_eq!(steps(&mut pages, 1), [Step::Draw(1), Step::Thumbnail(1), Step::Thumbnail(2)]);
        assert!(!pages.done(Step::Read(2)));
    }

    #[test]
    fn a_single_page_needs_no_thumbnail() {
        assert_eq!(steps(&mut Pages::new(1), 1), [Step::Draw(1), Step::Read(1)]);
        assert_eq!(steps(&mut Pages::default(), 1), [Step::Draw(1), Step::Read(1)], "of an unknown number of pages");
    }

    #[test]
    fn a_page_is_found_as_it_was_left() {
        let mut pages = Pages::new(2);
        let view = |scale| Left { viewport: Some(Viewport { scale, x: 0.0, y: 0.0 }), selected: None };
        assert_eq!(pages.turn(1, view(1.0), 2), Left::default());
        assert_eq!(pages.turn(2, view(2.0), 1), view(1.0));
        assert_eq!(pages.turn(1, view(3.0), 2), view(2.0));
    }
}
