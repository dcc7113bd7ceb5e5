//! The parts of a document that can be taken over one by one.

macro_rules! groups {
    ($($variant:ident = $option:literal $words:literal,)*) => {
        /// A part that can be chosen.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ImportGroup { $(#[doc = $words] $variant,)* }

        impl ImportGroup {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As the command line names it.
            pub fn option(self) -> &'static str {
                match self { $(Self::$variant => $option),* }
            }

            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $words),* }
            }
        }
    };
}

groups! {
    Unit = "unit" "单位和年度",
    Income = "income" "收入",
    Items = "items" "支出",
    Economic = "economic" "基本支出经济分类",
    Detail = "detail" "功能与经济分类明细",
    Balances = "balances" "结转和结余",
    ThreePublic = "three-public" "三公经费",
    Projects = "projects" "项目",
    Other = "other" "机构运行信息",
    LastYear = "last-year" "上年数",
}
