//! The icon set: drawn on a 16-pixel grid with one stroke width, decoration only: a word always stands beside an icon or in its control's label.

use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    Alert,
    Anchor,
    Approvals,
    Arrow,
    Back,
    Balance,
    Bell,
    Cases,
    Check,
    Chevron,
    Circle,
    Clock,
    Clip,
    Close,
    Copy,
    Cross,
    Down,
    Eye,
    File,
    Filter,
    Half,
    Info,
    Key,
    Language,
    Link,
    Lock,
    Moon,
    More,
    Offline,
    Out,
    People,
    Person,
    Plus,
    Print,
    Query,
    Question,
    Raised,
    Return,
    Screen,
    Search,
    Shield,
    Split,
    Sun,
    Up,
}

impl Glyph {
    fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1",
            Self::Anchor => {
                "M8 6.2V14M8 6.2a2 2 0 1 0 0-4 2 2 0 0 0 0 4M2.5 9.5c.3 2.9 2.4 4.5 5.5 4.5s5.2-1.6 5.5-4.5M5.5 8.2h5"
            }
            Self::Approvals => {
                "M13.5 8v4.2c0 .7-.6 1.3-1.3 1.3H3.8c-.7 0-1.3-.6-1.3-1.3V3.8c0-.7.6-1.3 1.3-1.3h6.4M5.5 7.5 8 10l6-6.5"
            }
            Self::Arrow => "M3 8h10M9 4l4 4-4 4",
            Self::Back => "M13 8H3M7 4 3 8l4 4",
            Self::Balance => "M8 2.5v11M5 13.5h6M3 4.5h10M3.5 4.500 1.500 9.500h4zM12.500 4.500l-2 5h4z",
            Self::Bell => "M4 7a4 4 0 0 1 8 0c0 3 1.5 4 1.5 4h-11S4 10 4 7M6.7 13.5h2.6",
            Self::Cases => "M2.5 4h11M2.5 8h11M2.5 12h11",
            Self::Check => "M3 8.5 6.5 12 13 4.5",
            Self::Chevron => "M6 4l4 4-4 4",
            Self::Circle => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12",
            Self::Clock => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.8V8l2.2 1.6",
            Self::Clip => "M13 7.5 8 12.4a3 3 0 0 1-4.3-4.2l5.2-5.2a2 2 0 0 1 2.9 2.8l-5.1 5.1a1 1 0 0 1-1.4-1.4L10 5",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Copy => {
                "M6 5.5h6.5c.6 0 1 .4 1 1v6c0 .6-.4 1-1 1h-6c-.6 0-1-.4-1-1V6M3.5 10.5h-1v-7c0-.6.4-1 1-1h7v1"
            }
            Self::Cross => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M6 6l4 4M10 6l-4 4",
            Self::Down => "M4 6l4 4 4-4",
            Self::Eye => "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4",
            Self::File => "M9 1.8H4.5c-.6 0-1 .4-1 1v10.4c0 .6.4 1 1 1h7c.6 0 1-.4 1-1V5.3zM9 1.8v3.5h3.5",
            Self::Filter => "M2.5 4h11M4.5 8h7M6.5 12h3",
            Self::Half => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 9.2a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4",
            Self::Info => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 7.3v3.5M8 5v.1",
            Self::Key => "M10.2 8.8a3.5 3.5 0 1 0-3-3L2 11v3h3v-1.8h1.8v-1.8h1.8zM11 5v.1",
            Self::Language => {
                "M2 4h7M5.5 2.5V4M7.5 4C7 7 4.8 8.8 2.5 9.700M3.8 6C4.5 7.7 6 9 8 9.700M8 13.500l3-7 3 7M9 11.300h4"
            }
            Self::Link => {
                "M6.5 9.500a3 3 0 0 0 4.3 0l2.3-2.300a3 3 0 0 0-4.3-4.300l-.8.8M9.5 6.500a3 3 0 0 0-4.3 0L2.9 8.800a3 3 0 0 0 4.3 4.300l.8-.8"
            }
            Self::Lock => {
                "M4 7.500h8c.6 0 1 .4 1 1v4c0 .6-.4 1-1 1H4c-.6 0-1-.4-1-1v-4c0-.6.4-1 1-1M5 7.500V5a3 3 0 0 1 6 0v2.5"
            }
            Self::Moon => "M13.5 9.500A5.8 5.8 0 0 1 6.5 2.500a5.8 5.8 0 1 0 7 7",
            Self::More => "M3.5 8h.1M8 8h.1M12.5 8h.1",
            Self::Offline => {
                "M2 2l12 12M4.5 9.500a5 5 0 0 1 2-1.200M9.5 8.300c.7.2 1.4.6 2 1.200M2.2 6.800a8.4 8.4 0 0 1 2.3-1.500M7 4.400c2.5-.2 5 .6 6.8 2.400M8 12.500v.1"
            }
            Self::Out => "M6 13.500H3.500c-.6 0-1-.4-1-1v-9c0-.6.4-1 1-1H6M10.5 11l3-3-3-3M13.5 8H6",
            Self::People => {
                "M6 7.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M1.5 13.500c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M10.5 2.700a2.5 2.5 0 0 1 0 4.600M12 9.800c1.5.5 2.5 1.8 2.5 3.7"
            }
            Self::Person => "M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 14c0-2.8 2.5-4.5 5.5-4.500s5.5 1.7 5.5 4.5",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Print => {
                "M4.5 5.500V2h7v3.500M4.5 11.500h-1c-.6 0-1-.4-1-1v-4c0-.6.4-1 1-1h9c.6 0 1 .4 1 1v4c0 .6-.4 1-1 1h-1M4.5 9.500h7V14h-7z"
            }
            Self::Query => "M13.5 8A5.5 5.5 0 1 1 11.7 4M13.5 2v3h-3",
            Self::Question => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M6.3 6.300a1.8 1.8 0 1 1 2.6 1.700c-.6.3-.9.6-.9 1.200M8 11v.1"
            }
            Self::Raised => "M4 8l4-4 4 4M4 12.5l4-4 4 4",
            Self::Return => "M6 3 2.5 6.5 6 10M2.5 6.500H10a3.5 3.5 0 0 1 0 7H6",
            Self::Screen => "M2.5 3.500h11v7.500h-11zM6 13.500h4M8 11v2.5",
            Self::Search => "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.7 10.7 14 14",
            Self::Shield => "M8 1.8 13 3.500v4c0 3.2-2 5.5-5 6.7-3-1.2-5-3.5-5-6.700v-4zM5.8 7.800l1.6 1.6 3-3.2",
            Self::Split => "M8 14V9L3.5 4.500M8 9l4.5-4.500M3.5 7.500v-3h3M9.5 4.500h3v3",
            Self::Sun => {
                "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M8 1.500v1M8 13.500v1M1.5 8h1M13.5 8h1M3.4 3.400l.7.7M11.9 11.900l.7.7M3.4 12.600l.7-.7M11.9 4.100l.7-.7"
            }
            Self::Up => "M4 10l4-4 4 4",
        }
    }
}

/// One icon, as tall as a line of list text.
#[component]
pub fn Icon(
    /// Which.
    #[prop(into)]
    glyph: Signal<Glyph>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=move || glyph.get().path()></path>
        </svg>
    }
}
