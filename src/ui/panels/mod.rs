//! What stands around the tabs: the list of them, the side panel, search, status line, and the first screen.

pub mod explain_card;
pub mod explain_panel;
pub mod find;
pub mod side_panel;
pub mod status;
pub mod tab_list;
pub mod welcome;
