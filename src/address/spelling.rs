//! The lines and columns of the official tables: each with its spelling in files and templates, and its words.

/// Declares a closed list of names, sorted by spelling: variant, spelling, words.
macro_rules! spelled {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $spelling:literal $words:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = $words] $variant,)* }

        impl $name {
            /// All of them, by their spelling: the order in which figures are looked through.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// As files and templates write it.
            pub const fn spelling(self) -> &'static str {
                match self { $(Self::$variant => $spelling),* }
            }

            /// On screen and in print.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.spelling())
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();
            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|name| name.spelling() == text).ok_or(())
            }
        }
    };
}
pub(super) use spelled;

spelled! {
    /// A line that is neither the total nor a classification code.
    pub enum Line {
        Allocation = "E_alloc" "结余分配",
        Closing = "E_close" "年末结转和结余",
        SpendingOfYear = "E_sum" "本年支出合计",
        SpendingTotal = "E_tot" "支出总计",
        GeneralBudgetIncome = "I1" "一般公共预算财政拨款收入",
        GovernmentFundIncome = "I2" "政府性基金预算财政拨款收入",
        StateCapitalIncome = "I3" "国有资本经营预算财政拨款收入",
        SuperiorIncome = "I4" "上级补助收入",
        BusinessIncome = "I5" "事业收入",
        OperatingIncome = "I6" "经营收入",
        AffiliateIncome = "I7" "附属单位上缴收入",
        OtherIncome = "I8" "其他收入",
        GovernmentFundGrant = "I_fund" "政府性基金预算财政拨款收入",
        GeneralBudgetGrant = "I_gpb" "一般公共预算财政拨款收入",
        NonFiscalSurplus = "I_nonfis" "使用非财政拨款结余（含专用结余）",
        Opening = "I_open" "年初结转和结余",
        StateCapitalGrant = "I_soc" "国有资本经营预算财政拨款收入",
        IncomeOfYear = "I_sum" "本年收入合计",
        IncomeTotal = "I_tot" "收入总计",
        GovernmentFundOpening = "open_fund" "年初政府性基金预算财政拨款结转和结余",
        GeneralBudgetOpening = "open_gpb" "年初一般公共预算财政拨款结转和结余",
        StateCapitalOpening = "open_soc" "年初国有资本经营预算财政拨款结转和结余",
        Personnel = "personnel" "人员经费合计",
        Public = "public" "公用经费合计",
    }
}

spelled! {
    /// A column that is no economic code.
    pub enum Column {
        Amount = "amount" "决算数",
        BudgetAbroad = "b_abroad" "因公出国（境）费预算数",
        BudgetVehicles = "b_car" "公务用车购置及运行费预算数",
        BudgetVehiclePurchase = "b_car_buy" "公务用车购置费预算数",
        BudgetVehicleRunning = "b_car_run" "公务用车运行费预算数",
        BudgetReception = "b_recv" "公务接待费预算数",
        BudgetTotal = "b_tot" "预算数合计",
        Basic = "basic" "基本支出",
        Business = "biz" "事业收入",
        Closing = "close" "年末结转和结余",
        Spending = "exp" "本年支出",
        SpendingBasic = "exp_basic" "本年支出（基本支出）",
        SpendingProject = "exp_proj" "本年支出（项目支出）",
        ActualAbroad = "f_abroad" "因公出国（境）费决算数",
        ActualVehicles = "f_car" "公务用车购置及运行费决算数",
        ActualVehiclePurchase = "f_car_buy" "公务用车购置费决算数",
        ActualVehicleRunning = "f_car_run" "公务用车运行费决算数",
        ActualReception = "f_recv" "公务接待费决算数",
        ActualTotal = "f_tot" "决算数合计",
        Fiscal = "fisc" "财政拨款收入",
        GovernmentFund = "fund" "政府性基金预算",
        GovernmentFundBasic = "fund_basic" "政府性基金基本支出",
        GovernmentFundProject = "fund_proj" "政府性基金项目支出",
        GeneralBudget = "gpb" "一般公共预算",
        GeneralBudgetBasic = "gpb_basic" "一般公共预算基本支出",
        GeneralBudgetProject = "gpb_proj" "一般公共预算项目支出",
        Income = "inc" "本年收入",
        Opening = "open" "年初结转和结余",
        Operating = "oper" "经营",
        Other = "oth" "其他收入",
        Project = "proj" "项目支出",
        StateCapital = "soc" "国有资本经营预算",
        StateCapitalBasic = "soc_basic" "国有资本经营基本支出",
        StateCapitalProject = "soc_proj" "国有资本经营项目支出",
        Affiliate = "sub" "附属单位上缴收入",
        Subsidy = "subsid" "对附属单位补助支出",
        Superior = "sup" "上级补助收入",
        Total = "tot" "合计",
        ToSuperior = "up" "上缴上级支出",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_spelling_is_read_back_and_stands_for_one_name() {
        for line in Line::ALL {
            assert_eq!(line.spelling().parse(), Ok(*line));
        }
        for column in Column::ALL {
            assert_eq!(column.spelling().parse(), Ok(*column));
        }
        let lines: HashSet<&str> = Line::ALL.iter().map(|line| line.spelling()).collect();
        let columns: HashSet<&str> = Column::ALL.iter().map(|column| column.spelling()).collect();
        assert_eq!((lines.len(), columns.len()), (Line::ALL.len(), Column::ALL.len()));
        assert!(Line::ALL.is_sorted_by_key(|line| line.spelling()));
        assert!(Column::ALL.is_sorted_by_key(|column| column.spelling()));
        assert_eq!("in_actual".parse::<Column>(), Err(()));
    }
}
