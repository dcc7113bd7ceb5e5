//! The addresses of the computed numbers that stand in no table: shares, growth, completion, scores, counts.

use std::{fmt, str::FromStr};

use super::{
    CellKey, ColumnKey, RowKey, T01, T03, T06, T13,
    code::Code,
    spelling::{Column, Line, spelled},
};

spelled! {
    /// What is compared with last year.
    pub enum YearOnYear {
        Basic = "basic" "基本支出",
        Fiscal = "fiscal" "财政拨款收支总计",
        GovernmentFund = "fund" "政府性基金预算支出",
        GeneralBudget = "gpb" "一般公共预算支出",
        Operating = "operating" "机关运行经费",
        Personnel = "personnel" "人员经费",
        Project = "project" "项目支出",
        Public = "public" "公用经费",
        StateCapital = "soc" "国有资本经营预算支出",
        Total = "total" "收支总计",
    }
}

spelled! {
    /// A budget of its own, as a part of all spending.
    pub enum Budget {
        GovernmentFund = "fund" "政府性基金预算",
        General = "gpb" "一般公共预算",
        StateCapital = "soc" "国有资本经营预算",
    }
}

spelled! {
    /// A kind of three-public spending, or all of it.
    pub enum ThreePublicItem {
        Abroad = "abroad" "因公出国（境）费",
        Vehicles = "car" "公务用车购置及运行维护费",
        VehiclePurchase = "car_buy" "公务用车购置费",
        VehicleRunning = "car_run" "公务用车运行维护费",
        Reception = "recv" "公务接待费",
        Total = "tot" "“三公”经费合计",
    }
}

impl ThreePublicItem {
    /// Its column of `T13` with what was spent.
    pub const fn actual(self) -> Column {
        match self {
            Self::Abroad => Column::ActualAbroad,
            Self::VehiclePurchase => Column::ActualVehiclePurchase,
            Self::VehicleRunning => Column::ActualVehicleRunning,
            Self::Vehicles => Column::ActualVehicles,
            Self::Reception => Column::ActualReception,
            Self::Total => Column::ActualTotal,
        }
    }

    /// Its column of `T13` with the budget.
    pub const fn budget(self) -> Column {
        match self {
            Self::Abroad => Column::BudgetAbroad,
            Self::VehiclePurchase => Column::BudgetVehiclePurchase,
            Self::VehicleRunning => Column::BudgetVehicleRunning,
            Self::Vehicles => Column::BudgetVehicles,
            Self::Reception => Column::BudgetReception,
            Self::Total => Column::BudgetTotal,
        }
    }
}

spelled! {
    /// Firms that procurement is reserved for.
    pub enum SmallFirms {
        SmallMedium = "small_medium" "中小企业",
        SmallMicro = "small_micro" "小微企业",
    }
}

spelled! {
    /// What is divided by persons.
    pub enum PerHead {
        Abroad = "abroad" "人均因公出国（境）费",
        Personnel = "personnel" "人均人员经费",
        PriorPersonnel = "personnel_prior" "上年人均人员经费",
        Public = "public" "人均公用经费",
        PriorPublic = "public_prior" "上年人均公用经费",
        Reception = "reception" "人均国内接待费",
    }
}

spelled! {
    /// Projects that run every year, or for a time.
    pub enum ProjectTerm {
        Permanent = "permanent" "常年项目",
        Stage = "stage" "阶段项目",
    }
}

/// Declares the addresses and both directions of their spelling. A `$` in a spelling stands for the one parameter.
macro_rules! measures {
    (
        plain { $($plain:ident = $plain_spelling:literal $plain_words:literal,)* }
        with { $($with:ident($parameter:ty) = $before:literal $after:literal $with_words:literal,)* }
    ) => {
        /// The address of a computed number that stands in no table, written `gpb.growth` or `class.share.201`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MeasureKey {
            $(#[doc = $plain_words] $plain,)*
            $(#[doc = $with_words] $with($parameter),)*
            /// Standard × quantity (标准 × 数量) of a part of a project: the row of the project, then that of the part.
            ProjectPart(u32, u32),
        }

        impl fmt::Display for MeasureKey {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$plain => f.write_str($plain_spelling),)*
                    $(Self::$with(parameter) => write!(f, concat!($before, "{}", $after), parameter),)*
                    Self::ProjectPart(project, part) => write!(f, "project.part.{project}.{part}"),
                }
            }
        }

        impl FromStr for MeasureKey {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                match text {
                    $($plain_spelling => return Ok(Self::$plain),)*
                    _ => {}
                }
                $(
                    let inside = text.strip_prefix($before).and_then(|rest| rest.strip_suffix($after));
                    if let Some(parameter) = inside.and_then(<$parameter as Parameter>::read) {
                        return Ok(Self::$with(parameter));
                    }
                )*
                let (project, part) = text.strip_prefix("project.part.").and_then(|rest| rest.split_once('.')).ok_or(())?;
                Ok(Self::ProjectPart(u32::read(project).ok_or(())?, u32::read(part).ok_or(())?))
            }
        }
    };
}

measures! {
    plain {
        InitialBudget = "budget.initial" "年初预算总额",
        AdjustedBudget = "budget.adjusted" "全年预算总额",
        PriorSpending = "prior.lines" "各科目上年决算合计",
        FiscalIncomeShare = "income.fiscal_share" "财政拨款收入占本年收入",
        GeneralBudgetPlanned = "gpb.budget" "一般公共预算财政拨款支出预算数",
        GeneralBudgetCompletion = "gpb.completion" "一般公共预算财政拨款支出完成预算",
        ProcurementTotal = "procurement.total" "政府采购支出总额",
        DomesticBatches = "three_public.domestic.batches" "国内接待批次",
        DomesticPersons = "three_public.domestic.persons" "国内接待人次",
        ScorePoints = "score.points" "打分表分值合计",
        ScoreSum = "score.sum" "打分表各项得分合计",
        ScoreTotal = "score.total" "部门整体绩效自评得分",
        ProjectsExecuted = "project.executed" "项目执行数合计",
        ProjectCount = "projects.count" "项目个数",
    }
    with {
        Growth(YearOnYear) = "" ".growth" "比上年",
        Share(Budget) = "" ".share" "占本年支出",
        IncomeShare(Line) = "income.share." "" "占本年收入",
        SpendingShare(Column) = "spending.share." "" "占本年支出",
        ClassShare(Code) = "class.share." "" "占一般公共预算支出",
        ItemBudget(Code) = "item.budget." "" "项级科目的预算数",
        ItemCompletion(Code) = "item.completion." "" "项级科目完成预算",
        ThreePublicShare(ThreePublicItem) = "three_public.share." "" "占“三公”经费",
        ThreePublicCompletion(ThreePublicItem) = "three_public.completion." "" "完成预算",
        ThreePublicPrior(ThreePublicItem) = "three_public.prior." "" "上年数",
        ThreePublicGrowth(ThreePublicItem) = "three_public.growth." "" "比上年",
        ProcurementShare(SmallFirms) = "procurement.share." "" "占政府采购支出总额",
        PerHead(PerHead) = "per_head." "" "人均",
        ScoreGroup(u32) = "score.group." "" "一组指标的下级分值合计，以行号为名",
        ProjectExecuted(u32) = "project.executed." "" "执行数，以项目的行号为名",
        ProjectExecution(u32) = "project.execution." "" "预算执行率",
        ProjectParts(u32) = "project.parts." "" "标准×数量合计",
        ProjectWeights(u32) = "project.weights." "" "权重合计",
        ProjectScores(u32) = "project.scores." "" "得分合计",
        TermCount(ProjectTerm) = "projects." ".count" "个数",
        TermSurplus(ProjectTerm) = "projects." ".surplus" "预算结余率大于10%的个数",
        TermBudget(ProjectTerm) = "projects." ".budget" "预算总金额",
        TermExecuted(ProjectTerm) = "projects." ".executed" "执行数合计",
        TermExecution(ProjectTerm) = "projects." ".execution" "预算执行率",
    }
}

/// What can stand in an address.
trait Parameter: Sized {
    fn read(text: &str) -> Option<Self>;
}

impl Parameter for Code {
    fn read(text: &str) -> Option<Self> {
        Self::new(text)
    }
}

impl Parameter for u32 {
    /// Only as it is written: `07` or `+7` would be another spelling of the same address.
    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|row: &Self| row.to_string() == text)
    }
}

macro_rules! spelled_parameters {
    ($($name:ident),*) => { $(
        impl Parameter for $name {
            fn read(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )* };
}
spelled_parameters!(Line, Column, YearOnYear, Budget, ThreePublicItem, SmallFirms, PerHead, ProjectTerm);

impl MeasureKey {
    /// The share of a cell in the whole that it is a part of.
    pub fn share_of(part: CellKey) -> Option<Self> {
        let actual = |column| ThreePublicItem::ALL.iter().copied().find(|item| item.actual() == column);
        match (part.table, part.row, part.column) {
            (T01, RowKey::Line(line), _) => Some(Self::IncomeShare(line)),
            (T03, RowKey::Total, ColumnKey::Named(column)) => Some(Self::SpendingShare(column)),
            (T06, RowKey::Code(class), _) => Some(Self::ClassShare(class)),
            (T13, RowKey::Total, ColumnKey::Named(column)) => actual(column).map(Self::ThreePublicShare),
            _ => None,
        }
    }

    /// Whether it belongs to performance (项目绩效): projects, or the score table (附表1).
    pub fn is_of_projects(self) -> bool {
        matches!(
            self,
            Self::ProjectsExecuted
                | Self::ProjectCount
                | Self::ProjectExecuted(_)
                | Self::ProjectExecution(_)
                | Self::ProjectParts(_)
                | Self::ProjectPart(..)
                | Self::ProjectWeights(_)
                | Self::ProjectScores(_)
                | Self::TermCount(_)
                | Self::TermSurplus(_)
                | Self::TermBudget(_)
                | Self::TermExecuted(_)
                | Self::TermExecution(_)
        )
    }

    /// Whether it belongs to the score table (附表1).
    pub fn is_of_scores(self) -> bool {
        matches!(self, Self::ScorePoints | Self::ScoreSum | Self::ScoreTotal | Self::ScoreGroup(_))
    }

    /// Whether it says how much of a budget was spent.
    pub fn is_completion(self) -> bool {
        matches!(
            self,
            Self::GeneralBudgetCompletion
                | Self::ItemCompletion(_)
                | Self::ThreePublicCompletion(_)
                | Self::ProjectExecution(_)
                | Self::TermExecution(_)
        )
    }

    /// The row of the project that it is about.
    pub fn project(self) -> Option<u32> {
        match self {
            Self::ProjectExecuted(row)
            | Self::ProjectExecution(row)
            | Self::ProjectParts(row)
            | Self::ProjectPart(row, _)
            | Self::ProjectWeights(row)
            | Self::ProjectScores(row) => Some(row),
            _ => None,
        }
    }

    /// The same measure of the project in another row.
    pub fn with_project(self, row: u32) -> Self {
        match self {
            Self::ProjectExecuted(_) => Self::ProjectExecuted(row),
            Self::ProjectExecution(_) => Self::ProjectExecution(row),
            Self::ProjectParts(_) => Self::ProjectParts(row),
            Self::ProjectPart(_, part) => Self::ProjectPart(row, part),
            Self::ProjectWeights(_) => Self::ProjectWeights(row),
            Self::ProjectScores(_) => Self::ProjectScores(row),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_is_read_back() {
        let code = Code::new("2012901").expect("a code");
        let mut keys = vec![
            MeasureKey::InitialBudget,
            MeasureKey::ProjectsExecuted,
            MeasureKey::ProjectCount,
            MeasureKey::ScoreTotal,
            MeasureKey::GeneralBudgetPlanned,
            MeasureKey::GeneralBudgetCompletion,
            MeasureKey::DomesticBatches,
            MeasureKey::ItemBudget(code),
            MeasureKey::ItemCompletion(code),
            MeasureKey::ClassShare(code.class()),
            MeasureKey::ScoreGroup(3),
            MeasureKey::ProjectExecuted(0),
            MeasureKey::ProjectPart(1, 2),
            MeasureKey::IncomeShare(Line::BusinessIncome),
            MeasureKey::SpendingShare(Column::Basic),
        ];
        keys.extend(YearOnYear::ALL.iter().map(|year| MeasureKey::Growth(*year)));
        keys.extend(Budget::ALL.iter().map(|budget| MeasureKey::Share(*budget)));
        for item in ThreePublicItem::ALL {
            keys.extend([
                MeasureKey::ThreePublicShare(*item),
                MeasureKey::ThreePublicCompletion(*item),
                MeasureKey::ThreePublicPrior(*item),
                MeasureKey::ThreePublicGrowth(*item),
            ]);
        }
        keys.extend(PerHead::ALL.iter().map(|average| MeasureKey::PerHead(*average)));
        for term in ProjectTerm::ALL {
            keys.extend([MeasureKey::TermCount(*term), MeasureKey::TermExecution(*term)]);
        }
        for key in keys {
            assert_eq!(key.to_string().parse(), Ok(key), "{key}");
        }
        for unknown in ["gpb.grwth", "item.budget.abc", "project.executed.07", "three_public.share.", "", "."] {
            assert_eq!(unknown.parse::<MeasureKey>(), Err(()), "{unknown}");
        }
    }
}
