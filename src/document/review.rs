//! Review data (审核往来): explanations of findings (处理说明), notes, ticks, signatures and the history of saves. Stored
//! with the content, but not content.
//!
//! Nothing here changes a figure or a published word. Signers rely on the explanations: their text, author and time are
//! covered by the signatures made after them. A *place* is written as in findings: a JSON pointer, a cell name
//! (`T06!合计.basic`), a measure, `chart:…` or `report:…`. Places inside lists follow their rows (see
//! [`super::places`]).

use super::{
    aside::Aside,
    list::List,
    record::record,
    value::{Count, LongText, Text, choice},
};

choice! {
    /// Who acts, in the order of signing.
    pub enum Role {
        Preparer = "preparer" "编制",
        Reviewer = "reviewer" "复核",
        Leader = "leader" "负责人",
    }
}

choice! {
    /// How far a note has come.
    pub enum NoteState {
        Open = "open" "待回复",
        Answered = "answered" "已回复",
        Closed = "closed" "已关闭",
    }
}

choice! {
    /// What a signature says.
    pub enum Decision {
        Sign = "sign" "签批",
        Return = "return" "退回",
    }
}

choice! {
    /// What filled a value in instead of a person.
    pub enum FilledBy {
        /// A zero of what does not exist this year.
        Absent = "absent" "本年没有",
        /// A budget that was taken from the actual amount.
        Actual = "actual" "预算同决算",
    }
}

choice! {
    /// What a change did, on screen as in the records of saves.
    pub enum ChangeKind {
        /// A value was replaced.
        Value = "value" "修改",
        /// A blank row was put in.
        RowAdded = "row_added" "增加一行",
        /// A row, blank by then, was taken out.
        RowRemoved = "row_removed" "删除一行",
        /// A row was moved; old and new are its numbers, counted from 1.
        RowMoved = "row_moved" "移动一行",
        /// A field of a newer program version was replaced.
        Unknown = "unknown" "较新版本的内容",
    }
}

record! {
    /// 审核往来
    pub struct ReviewData {
        /// Which set of accounts this is, whatever its file is called: random, made once, new in next year's file.
        identity: Text = "账套标识",
        explanations: List<Explanation> = "处理说明",
        notes: List<Note> = "批注",
        ticks: List<Tick> = "已核对",
        signatures: List<SignatureRecord> = "签批",
        locks: List<Lock> = "锁定的上年数",
        suggestions: List<Suggestion> = "上年的写法",
        filled: List<Filled> = "程序填的数",
        taken: Aside<TakenValues> = "取自文件的数",
        folded: FoldedSaves = "较早的保存",
        history: List<SaveRecord> = "保存记录",
    }
}

record! {
    /// Why a warning or hint is acceptable.
    pub struct Explanation {
        rule: Text = "规则编号",
        /// One place a line, as in the finding.
        places: LongText = "位置",
        text: LongText = "说明",
        author: Text = "说明人",
        time: Text = "时间",
        fingerprint: Text = "所依据数值的指纹",
    }
}

record! {
    /// A question about one place, and what was said about it.
    pub struct Note {
        place: Text = "位置",
        /// What the place was called when the note was made.
        name: Text = "位置名称",
        state: Option<NoteState> = "状态",
        entries: List<NoteEntry> = "往来",
    }
}

record! {
    /// One thing said in a note.
    pub struct NoteEntry {
        author: Text = "姓名",
        role: Option<Role> = "身份",
        time: Text = "时间",
        text: LongText = "内容",
    }
}

record! {
    /// A value that somebody has compared with the books (已核对); void as soon as the place shows another value.
    pub struct Tick {
        place: Text = "位置",
        author: Text = "核对人",
        time: Text = "时间",
        seen: LongText = "核对时的值",
    }
}

record! {
    /// One signature or return; see the room `seal` for what is signed.
    pub struct SignatureRecord {
        role: Option<Role> = "身份",
        decision: Option<Decision> = "结论",
        name: Text = "姓名",
        time: Text = "时间",
        reason: LongText = "意见",
        content: Text = "内容的校验值",
        earlier: Text = "此前签批的校验值",
        key: Text = "公钥",
        signature: Text = "签名",
        /// The file format whose form of the content was signed; blank in records of the first form.
        format: Count = "内容的格式版本",
        /// How many records stood before this one.
        before: Count = "此前的签批条数",
        /// Digest of all explanations (处理说明) as they stood then.
        explanations: Text = "处理说明的校验值",
        /// Digest of the report as it was printed then.
        report: Text = "成文的校验值",
        /// Whose template it was printed by.
        profile: Text = "成文的样式",
        program: Text = "程序版本",
        /// Which set of accounts was signed.
        accounts: Text = "账套标识",
        /// Kept once per content, for the latest signature of each role and key.
        snapshot: LongText = "签批时的内容",
        /// Kept like the content: a JSON list.
        explained: LongText = "签批时的处理说明",
    }
}

record! {
    /// Figures of last year, taken over and not to be changed without a reason.
    pub struct Lock {
        place: Text = "位置",
        value: Text = "上年数",
        file: Text = "来源文件",
        content: Text = "来源内容的校验值",
        unlocked_by: Text = "解锁人",
        unlocked_on: Text = "解锁时间",
        reason: LongText = "解锁原因",
    }
}

record! {
    /// Last year's wording of a text that is to be written anew.
    pub struct Suggestion {
        place: Text = "位置",
        text: LongText = "上年文字",
    }
}

record! {
    /// A value that nobody typed; see `document::filled`.
    pub struct Filled {
        place: Text = "位置",
        by: Option<FilledBy> = "填法",
    }
}

record! {
    /// Values that were taken over from files; see `document::taken`.
    pub struct TakenValues {
        files: List<TakenFile> = "文件",
        values: List<TakenValue> = "数",
    }
}

record! {
    pub struct TakenFile {
        name: Text = "文件名",
        hash: Text = "内容的校验值",
    }
}

record! {
    pub struct TakenValue {
        place: Text = "位置",
        /// Its number in the list of files, from 1.
        file: Count = "文件",
        origin: Text = "文件中的位置",
    }
}

record! {
    /// What is left of the saves that are no longer listed.
    pub struct FoldedSaves {
        saves: Count = "较早保存的次数",
        since: Text = "最早的保存",
        until: Text = "最晚的保存",
        hash: Text = "最后一次的校验值",
    }
}

record! {
    /// One save: who, when, with which program version, and what changed since the one before.
    pub struct SaveRecord {
        number: Count = "序号",
        author: Text = "保存人",
        time: Text = "时间",
        program: Text = "程序版本",
        /// Digest of the content before the save, where the record before does not end with it.
        before: Text = "保存前内容的校验值",
        content: Text = "内容的校验值",
        changes: List<SavedChange> = "修改",
        more: Count = "未列出的修改处数",
        previous: Text = "上一记录的校验值",
        hash: Text = "本记录的校验值",
    }
}

record! {
    /// One recorded change; places as they were at that moment of the save.
    pub struct SavedChange {
        action: Option<ChangeKind> = "动作",
        place: Text = "位置",
        old: LongText = "原值",
        new: LongText = "新值",
    }
}
