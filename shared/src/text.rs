//! Every sentence that a person reads, in English and 中文.
//!
//! One typed catalogue: each entry is a function of the language, made by [`texts!`] from both sentences, so a missing
//! translation does not compile. Enums get their words by an exhaustive match, for the same reason.

mod actions;
pub mod amounts;
pub mod app;
mod channels;
pub mod corrections;
pub mod domain;
pub(crate) mod fields;
mod guards;
mod policies;
pub mod pretty;
mod problems;
mod reasons;
mod recon;
mod webhooks;

pub use domain::verdict_word;
pub use reasons::{return_reason, return_reasons};

use serde::{Deserialize, Serialize};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Lang {
    /// English.
    #[default]
    #[serde(rename = "en")]
    En,
    /// 中文.
    #[serde(rename = "zh")]
    Zh,
}

impl Lang {
    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The first language of an `Accept-Language` header that the desk speaks; English where there is none.
    pub fn accepted(header: &str) -> Self {
        header
            .split(',')
            .filter_map(|range| match range.trim().get(..2)?.to_ascii_lowercase().as_str() {
                "zh" => Some(Self::Zh),
                "en" => Some(Self::En),
                _ => None,
            })
            .next()
            .unwrap_or_default()
    }

    /// The one of two that is in this language.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

/// Something that can be said in either language.
pub trait Text {
    /// The words for it.
    fn text(&self, lang: Lang) -> String;
}

/// Makes catalogue functions: `name: "English", "中文";` or, with what is filled in, `name(count: i64): "{count} cases", "{count} 单";`.
#[macro_export]
macro_rules! texts {
    () => {};
    ($name:ident : $en:literal, $zh:literal; $($rest:tt)*) => {
        #[doc = $en]
        pub fn $name(lang: $crate::text::Lang) -> &'static str { lang.pick($en, $zh) }
        $crate::texts! { $($rest)* }
    };
    ($name:ident ( $($arg:ident : $type:ty),+ ) : $en:literal, $zh:literal; $($rest:tt)*) => {
        #[doc = $en]
        pub fn $name(lang: $crate::text::Lang, $($arg: $type),+) -> String {
            match lang {
                $crate::text::Lang::En => format!($en),
                $crate::text::Lang::Zh => format!($zh),
            }
        }
        $crate::texts! { $($rest)* }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_of_the_header_is_taken() {
        for (header, expected) in [
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("fr, en;q=0.7, zh;q=0.5", Lang::En),
            ("en-GB", Lang::En),
            ("fr", Lang::En),
            ("", Lang::En),
            ("中", Lang::En),
        ] {
            assert_eq!(Lang::accepted(header), expected, "{header}");
        }
    }
}
