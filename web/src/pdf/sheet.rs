//! Sheets as PDF bytes. Nothing here knows of the browser.

use pdf_writer::types::LineJoinStyle;
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::encoding::win_ansi;

/// Points of the longer side at most (A2).
const MAX_SIDE_PT: f32 = 1684.0;
/// Points to a pixel of a small plan (150 dpi).
const PT_PER_PX: f32 = 0.48;

/// A plan with its rooms; places and sizes are in pixels of the plan, y downwards.
pub(super) struct Sheet {
    pub(super) width_px: f32,
    pub(super) height_px: f32,
    /// The plan as JPEG; absent where nothing is known but its rooms.
    pub(super) plan: Option<Picture>,
    pub(super) rooms: Vec<SheetRoom>,
    /// How much the fill hides, 0 to 1.
    pub(super) opacity: f32,
}

/// A JPEG picture in RGB.
pub(super) struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) jpeg: Vec<u8>,
}

/// A room on the sheet.
pub(super) struct SheetRoom {
    /// Outline and holes.
    pub(super) rings: Vec<Vec<(f32, f32)>>,
    pub(super) colour: [f32; 3],
    pub(super) label: Option<Label>,
}

/// A label in a white box.
pub(super) struct Label {
    /// Left, top, width and height of the box.
    pub(super) place: [f32; 4],
    pub(super) lines: Vec<Line>,
    /// The label as a picture, where its letters are not in the fonts of PDF.
    pub(super) picture: Option<Picture>,
}

/// A line of a label.
pub(super) struct Line {
    pub(super) text: String,
    /// Left end and baseline.
    pub(super) at: (f32, f32),
    pub(super) size: f32,
    pub(super) bold: bool,
}

/// Names of the parts that the page refers to.
const FILL: Name = Name(b"Fill");
const SOLID: Name = Name(b"Solid");
const REGULAR: Name = Name(b"Regular");
const BOLD: Name = Name(b"Bold");

/// A file in the making, sheet by sheet.
pub(super) struct Book {
    pdf: Pdf,
    /// The number that was given out last.
    last: i32,
    pages: Ref,
    solid: Ref,
    regular: Ref,
    bold: Ref,
    sheets: Vec<Ref>,
}

impl Book {
    /// A file without sheets.
    pub(super) fn new(title: &str) -> Self {
        let mut last = 0;
        let [catalog, info, pages, solid, regular, bold] = std::array::from_fn(|_| {
            last += 1;
            Ref::new(last)
        });
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(pages);
        let mut info = pdf.document_info(info);
        info.title(TextStr(title)).creator(TextStr("Roomprint"));
        info.finish();
        pdf.ext_graphics(solid).non_stroking_alpha(1.0);
        for (reference, base) in [(regular, "Helvetica"), (bold, "Helvetica-Bold")] {
            pdf.type1_font(reference).base_font(Name(base.as_bytes())).encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        Self { pdf, last, pages, solid, regular, bold, sheets: Vec::new() }
    }

    fn id(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }

    /// Adds a sheet after the others.
    pub(super) fn add(&mut self, sheet: &Sheet) {
        let [page, content, fill] = std::array::from_fn(|_| self.id());
        let pictures: Vec<(String, Ref, &Picture)> = sheet
            .plan
            .iter()
            .chain(sheet.rooms.iter().filter_map(|room| room.label.as_ref()?.picture.as_ref()))
            .enumerate()
            .map(|(index, picture)| (format!("Picture{index}"), self.id(), picture))
            .collect();
        let scale = PT_PER_PX.min(MAX_SIDE_PT / sheet.width_px.max(sheet.height_px).max(1.0));
        let mut leaf = self.pdf.page(page);
        leaf.parent(self.pages).media_box(Rect::new(0.0, 0.0, sheet.width_px * scale, sheet.height_px * scale));
        leaf.contents(content);
        let mut resources = leaf.resources();
        resources.ext_g_states().pair(FILL, fill).pair(SOLID, self.solid);
        resources.fonts().pair(REGULAR, self.regular).pair(BOLD, self.bold);
        let mut objects = resources.x_objects();
        for (name, reference, _) in &pictures {
            objects.pair(Name(name.as_bytes()), *reference);
        }
        objects.finish();
        resources.finish();
        leaf.finish();
        self.pdf.ext_graphics(fill).non_stroking_alpha(sheet.opacity);
        for (_, reference, picture) in &pictures {
            let mut object = self.pdf.image_xobject(*reference, &picture.jpeg);
            // pictures come from a canvas, which has at most tens of thousands of pixels a side
            object.width(picture.width as i32).height(picture.height as i32).bits_per_component(8);
            object.color_space().device_rgb();
            object.filter(Filter::DctDecode);
        }
        self.pdf.stream(content, &sheet.drawing(scale, &pictures));
        self.sheets.push(page);
    }

    /// The file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        // a document has at most hundreds of pages
        let count = self.sheets.len() as i32;
        self.pdf.pages(self.pages).kids(self.sheets).count(count);
        self.pdf.finish()
    }
}

impl Sheet {
    fn drawing(&self, scale: f32, pictures: &[(String, Ref, &Picture)]) -> Vec<u8> {
        let mut names = pictures.iter().map(|(name, ..)| name.as_bytes());
        let mut content = Content::new();
        // pixels, y downwards; what must stand upright turns itself round
        content.transform([scale, 0.0, 0.0, -scale, 0.0, self.height_px * scale]);
        if self.plan.is_some() {
            place_picture(&mut content, names.next(), [0.0, 0.0, self.width_px, self.height_px]);
        }
        content.set_line_join(LineJoinStyle::RoundJoin).set_line_width(1.5 / scale * PT_PER_PX);
        for room in &self.rooms {
            let [r, g, b] = room.colour;
            content.set_fill_rgb(r, g, b).set_stroke_rgb(r, g, b).set_parameters(FILL);
            for ring in &room.rings {
                for (index, &(x, y)) in ring.iter().enumerate() {
                    if index == 0 {
                        content.move_to(x, y)
                    } else {
                        content.line_to(x, y)
                    };
                }
                content.close_path();
            }
            content.fill_even_odd_and_stroke();
        }
        content.set_parameters(SOLID);
        for label in self.rooms.iter().filter_map(|room| room.label.as_ref()) {
            let [left, top, width, height] = label.place;
            if label.picture.is_some() {
                place_picture(&mut content, names.next(), label.place);
                continue;
            }
            content.set_fill_rgb(1.0, 1.0, 1.0).rect(left, top, width, height).fill_nonzero();
            content.set_fill_rgb(0.06, 0.09, 0.16);
            for line in &label.lines {
                let text = win_ansi(&line.text).unwrap_or_default();
                content.begin_text().set_font(if line.bold { BOLD } else { REGULAR }, line.size);
                content.set_text_matrix([1.0, 0.0, 0.0, -1.0, line.at.0, line.at.1]).show(Str(&text)).end_text();
            }
        }
        content.finish().to_vec()
    }
}

fn place_picture(content: &mut Content, name: Option<&[u8]>, [left, top, width, height]: [f32; 4]) {
    if let Some(name) = name {
        content.save_state().transform([width, 0.0, 0.0, -height, left, top + height]);
        content.x_object(Name(name)).restore_state();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str, picture: Option<Picture>) -> Sheet {
        let line = Line { text: text.to_owned(), at: (110.0, 120.0), size: 12.0, bold: true };
        Sheet {
            width_px: 1000.0,
            height_px: 500.0,
            plan: Some(Picture { width: 10, height: 5, jpeg: vec![0xff, 0xd8, 0xff, 0xd9] }),
            rooms: vec![SheetRoom {
                rings: vec![vec![(0.0, 0.0), (500.0, 0.0), (500.0, 400.0)]],
                colour: [0.1, 0.5, 0.2],
                label: Some(Label { place: [100.0, 100.0, 80.0, 30.0], lines: vec![line], picture }),
            }],
            opacity: 0.3,
        }
    }

    fn file_of(sheets: &[Sheet]) -> Vec<u8> {
        let mut book = Book::new("house.png");
        sheets.iter().for_each(|sheet| book.add(sheet));
        book.finish()
    }

    fn holds(pdf: &[u8], wanted: &[u8]) -> bool {
        pdf.windows(wanted.len()).any(|window| window == wanted)
    }

    #[test]
    fn names_are_text_and_the_plan_lies_below() {
        let pdf = file_of(&[sheet("Küche", None)]);
        assert!(pdf.starts_with(b"%PDF-") && holds(&pdf, b"%%EOF"));
        assert!(holds(&pdf, b"/MediaBox [0 0 480 240]"));
        // letters beyond ASCII stand in hexadecimal
        assert!(holds(&pdf, b"<4BFC636865> Tj"));
        assert!(holds(&pdf, b"DCTDecode") && holds(&pdf, b"/Picture0 Do"));
    }

    #[test]
    fn a_name_in_other_letters_is_a_picture() {
        let picture = Picture { width: 8, height: 3, jpeg: vec![0xff, 0xd8, 0xff, 0xd9] };
        let pdf = file_of(&[sheet("Кухня", Some(picture))]);
        assert!(holds(&pdf, b"/Picture1 Do"));
        assert!(!holds(&pdf, b"Tj"));
    }

    #[test]
    fn sheets_follow_each_other() {
        let pdf = file_of(&[sheet("Hall", None), sheet("Attic", None)]);
        assert!(holds(&pdf, b"/Count 2"));
        assert!(holds(&pdf, b"(Hall) Tj") && holds(&pdf, b"(Attic) Tj"));
    }
}
