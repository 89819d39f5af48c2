/* The shapes of what the scripts hand each other. Nothing of this is delivered: tsc reads it, in `make lint`. */

/** By name or id; a map without prototype where the names come from outside. */
interface Values<T> {
  [name: string]: T;
}

/* --- data files of the site */

interface AnswerField {
  name: string;
  label: string;
  kind: string;
  limit: number;
}

interface Limits extends Values<number> {
  id: number;
  name: number;
  title: number;
  log: number;
  devices: number;
  count: number;
  items: number;
  extra: number;
  records: number;
  files: number;
  file: number;
  workbook: number;
  unpacked: number;
  depth: number;
  due_soon: number;
}

/** assets/data/site.js */
interface DayControl {
  value: string;
  validity: { badInput: boolean };
}

/** Between which years a typed day must lie, and what is said of one. */
interface DaySetup {
  firstYear: number;
  lastYear: number;
  sentences: Values<string>;
}

declare const SITE: {
  id: string;
  /** Of the files of records. */
  schema: number;
  statuses: string[];
  fields: AnswerField[];
  title: AnswerField;
  name: AnswerField;
  edition: AnswerField;
  limits: Limits;
  shapes: { id: string; round: string };
  /** What the tools of a self-check are called. */
  tools: Values<string>;
  /** Heads of the ledger. */
  ledger: string[];
  words: Values<string>;
  days: DaySetup;
  /** What the committee says of a record: names, and how far it is. */
  slip: { title: string; from: string; whole: string; done: string; state: string; no_names: string; states: Values<string> };
  /** What the standards are called. */
  catalogs: Values<string>;
};

interface StandardItem {
  title: string;
  area: string;
  rev: number;
  evidence: string[];
  /** Of a duty of the year: the month in which its period ends. */
  until?: number;
  [status: string]: any;
}

interface Standard {
  title: string;
  edition: string;
  /** What each status is called. */
  answers: Values<string>;
  /** Whether its entries are judged: duties of a year are only done or left. */
  judged: boolean;
  /** The status of what is done, and of what is left out with a reason. */
  done: string;
  left: string;
  areas: { id: string; title: string }[];
  items: Values<StandardItem>;
  retired: Values<{ title: string; change: string; into: string[] }>;
  /** Of the duties of a year alone: what its quarters are called, and which modalities may be left out. */
  quarters?: string[];
  leavable?: string[];
}

/** By the id of the catalog. */
declare const STANDARDS: Values<Standard>;

/** A branch of the site; left: by catalog, the items that are not for it. */
interface ListedBranch {
  id: string;
  name: string;
  unit: string;
  kind: string;
  left?: any;
  /** The name of one that has namesakes, with what tells it apart. */
  label?: string;
}

declare const BRANCHES: { branches: ListedBranch[]; left: Values<Values<string[]>>; guests: Values<string[]> };

interface ExportTemplate {
  type: string;
  headRow: number;
  width: number;
  option: string;
  between: string;
  cells: Values<string>;
  column: string;
  choice: string;
  choices: string;
  row: string;
  head: string;
  locked: string;
  parts: { name: string; text: string }[];
}

interface ExportTable {
  title: string;
  columns: (Column & { fields: string[] })[];
  foot: string;
  more: string;
  /** How what is filled in elsewhere is read back. */
  returns?: string;
  across?: number;
}

/** assets/data/elsewhere.js: by item those that are alike, with a place in `words`, and numbers of what is kept for it. */
declare const ELSEWHERE: {
  catalogs: Values<string>;
  alike: Values<[string, number][]>;
  words: string[];
  papers: Values<number[]>;
  ledgers: Values<number[]>;
};

/** assets/data/usual.js: what the parts of a rectification are called, and the usual findings by item. */
declare const USUAL: { labels: Values<string>; items: Values<Values<string>[]> };

/** A page of headed lines. */
interface PageTemplate {
  head: string;
  row: string;
  parts: { name: string; text: string }[];
}

declare const PAGE_TEMPLATE: PageTemplate;
declare const EXPORT_TEMPLATES: {
  /** The form that is filled with what is to be put right. */
  list: string;
  tables: Values<ExportTable>;
  /** What stands around events, and an event with {{marks}}. */
  calendar: { head: string; foot: string; event: string; pattern: string[] };
  [format: string]: any;
};

/* --- the search: its two files, which outputs/search writes, and what is found */

interface SearchIndex {
  /** Words for the same thing. */
  same: string[][];
  /** What is typed, the near word, and in which way they differ. */
  near: [string, string, string][];
  /** Words that ask, and the kinds that answer. */
  asking: [string[], number[]][];
  /** The same with words that are looked for as well. */
  hints: [string[], number[]][];
  /** Words that say nothing. */
  leftOut: string[];
  /** The kinds of numbers. */
  numbers: number[];
  /** Name, label and weight; elsewhere a kind is its place here. */
  kinds: [string, string, number][];
  /** The characters of each syllable. */
  readings: Values<string>;
  /** The syllables of titles read otherwise, by the place of the entry. */
  unlike: Values<string>;
  /** Kind, beginning of the addresses, and of each entry the title, what follows in its address (0: the title), line. */
  groups: [number, string, [string, string | 0, string?][]][];
}

/** What the first results do without. */
interface SearchTexts {
  readings: Values<string>;
  /** Line and text of each entry of the index, and what people call it besides. */
  rows: [string, string, string?][];
  more: FindableRow[];
}

declare const SEARCH_INDEX: SearchIndex;
declare const SEARCH_TEXTS: SearchTexts;

/** Kind, title, address, line, text, and what people call it besides. */
type FindableRow = [number, string, string, string?, string?, string?];

/** An entry that can be found; the words are folded. */
interface Findable {
  kind: number;
  title: string;
  href: string;
  line: string;
  syllables: string[];
  /** Of a question the kinds that it asks for. */
  asks: number[];
  place: number;
  number: string;
  titleWords: string;
  /** The words of the title, and each other name. */
  names: string[];
  lineWords: string;
  textWords: string;
}

interface Scored {
  entry: Findable;
  score: number;
}

interface SearchQuery {
  whole: string;
  /** Of each word all ways to write it, first as it was typed. */
  words: string[][];
  /** If nothing but letters was typed. */
  letters: string;
  /** The kinds that are asked for. */
  kinds: Set<number>;
  near: { typed: string; near: string; name: string; why: string }[];
}

interface Answered {
  found: Findable[];
  near: { word: string; why: string; found: Findable[] }[];
  /** Only if nothing was found. */
  nearest: Findable[];
}

interface LoadedSearch {
  search: ReturnType<typeof Ranking.search>;
  /** When the texts are there as well. */
  whole: Promise<void>;
  /** The address of the site. */
  root: string;
}

declare const SiteSearch: { load: () => Promise<LoadedSearch> };

/* --- the library of zip files, in vendor/ */

interface ZipPart {
  name: string;
  ondata: (error: unknown, bytes: Uint8Array, isLast: boolean) => void;
  start: () => void;
}

declare const fflate: {
  strToU8: (text: string) => Uint8Array;
  zipSync: (files: Values<Uint8Array>, options: { mtime: Date }) => Uint8Array<ArrayBuffer>;
  Unzip: new (found: (part: ZipPart) => void) => {
    register: (inflate: unknown) => void;
    push: (bytes: Uint8Array, isLast: boolean) => void;
  };
  UnzipInflate: unknown;
};

/* --- one self-check */

/** One item of a record; every key is there, in the order of emptyAnswer, then those of a newer tool, as they were. */
interface Answer {
  title: string;
  status: string;
  note: string;
  measure: string;
  done_on: string;
  evidence: string[];
  responsible: string;
  due: string;
  closed_on: string;
  closed_evidence: string;
  looked_back_on: string;
  looked_back_note: string;
  /** The item's rev when the status was chosen, else 0. */
  rev: number;
  /** The standard changed under it: shown and kept, never counted as met. */
  recheck: boolean;
  /** Version vector: changes saved by each device. */
  v: Values<number>;
  /** [day, status, device] of each change of status. */
  log: string[][];
  [ofNewerTool: string]: any;
}

interface CheckRecord {
  format: string;
  schema: number;
  edition: string;
  branch: { id: string; name: string };
  catalog: string;
  round: string;
  exported: { day: string; device: string };
  /** [time, how, device] of each time when it was closed or opened again; a file has it only where there is one. */
  closings?: string[][];
  items: Values<Answer>;
  retired: Values<Answer>;
  unknown: { items: Values<Answer>; extra: Values<any> };
  /** Of a file that a newer tool has written: it is only shown, and goes out as it came in. */
  newer?: boolean;
  raw?: string;
  /** Of a workbook: what is to be read into the record that is here. */
  sheet?: ReturnedSheet;
  [refused: symbol]: Values<string[]>;
}

/** A record that this browser keeps, and where it went last. */
interface Holding {
  key: string;
  record: CheckRecord;
  answered: number;
  last: string;
  unsaved_changes: number;
  exported_on: string;
  exported_as: string;
}

interface KeptBranch {
  id: string;
  name: string;
  records: Holding[];
  facts: Values<string> | null;
  /** What tells it from others of the same name. */
  mark?: string;
}

/** A record of a file, what it would do here, and why it is not brought in, or "". */
interface Bringing {
  key: string;
  theirs: CheckRecord;
  found: Preview;
  why: string;
}

/** Who changes something, and when. */
interface Change {
  day: string;
  device: string;
  rev?: number;
}

interface Progress extends Values<number> {
  met: number;
  partly: number;
  unmet: number;
  not_applicable: number;
  recheck: number;
  answered: number;
  of: number;
}

/** A line of the ledger. */
interface Finding extends Answer {
  id: string;
  area: string;
  problem: string;
  manifestation: string;
  lacks: string[];
  state: string;
  progress: string;
  needsLookBack: boolean;
}

/** An item in two rounds, in words. */
interface Compared {
  id: string;
  title: string;
  before: string;
  now: string;
  change: string;
}

interface Conflict {
  id: string;
  mine: Answer;
  theirs: Answer;
  /** Names of what differs. */
  fields: string[];
  /** Whether one answer can hold both. */
  both: boolean;
}

/** What merging two records would do: ids. */
interface Preview {
  updates: string[];
  conflicts: Conflict[];
  same: string[];
  older: string[];
  words: () => string;
}

interface Reading {
  records: CheckRecord[];
  rejected: { where: string; why: string }[];
  newer?: boolean;
  /** Why nothing was read, in a sentence; else "". */
  error: string;
  /** What a file that hands a branch over says of 我的支部. */
  facts?: Values<string>;
}

type Tell = (where: string, why: string) => void;

/* --- the store */

/** What stands under one name of the store: see self-check/entry.js. */
interface Entry {
  /** Changes of each field. */
  at: Values<number>;
  /** For each field, the count at which each window wrote it last. */
  by: Values<Values<number>>;
  /** For each field, what had to give way at which count. */
  lost: Values<Lost[]>;
  value: any;
}

interface Lost {
  at: number;
  value: any;
}

type Where = "local" | "database" | "old";
type SetAside = (name: string, text: string) => unknown;
type Entries = InstanceType<typeof SelfCheckEntries.Entries>;
type LocalPlace = InstanceType<typeof SelfCheckLocal.LocalPlace>;
type Store = InstanceType<typeof SelfCheckStore.Store>;
/** A name, what is to stand there, and what stood there as it was shown. */
type Commit = [string, (entry: Entry, isFirst: boolean) => Values<any>, Values<any>?];
type DatabaseWork = (entries: IDBObjectStore) => void;

/* --- the page of a self-check */

type Checklist = InstanceType<typeof SelfCheck>;
type Tools = InstanceType<typeof SelfCheckTools.Tools>;
type YearTicksElement = InstanceType<typeof YearTicks.Ticks>;
type SlipSheetElement = InstanceType<typeof SlipSheet.Sheet>;
type TextControl = HTMLInputElement | HTMLTextAreaElement;
type Say = (words: string) => void;

/** An item on the page. */
interface Row {
  id: string;
  rev: number;
  box: HTMLFieldSetElement;
  /** What is folded away where there is no problem, and how much of it is filled. */
  rest: HTMLDetailsElement;
  filled: HTMLElement;
  /** What is said of it while it is closed. */
  told: HTMLElement;
  clear: HTMLButtonElement;
  levels: HTMLElement;
  putRight: HTMLElement;
  closeOut: HTMLElement;
  recheck: HTMLElement;
  controls: Values<TextControl>;
  notices: Values<HTMLElement>;
  limits: Values<HTMLElement>;
  /** Of a tick: what is odd about its day, and that a reason is missing. */
  odd: HTMLElement;
  why: HTMLElement;
  radios: HTMLInputElement[];
  /** What each control showed or saved last, as text and as it is stored. */
  seen: Values<string>;
  base: Values<any>;
  /** Which text of another window each control offers. */
  offered: Values<string | undefined>;
}

/** What another record of the branch holds of an item that is alike. */
interface Offer {
  id: string;
  word: number;
  record: CheckRecord;
  answer: Answer;
}

/* --- exports */

/** Columns, two or more, share the page by width; kind: fixed (not for typing), text, day, choice, number, key (hidden). */
interface Column {
  name: string;
  width: number;
  kind: string;
  options?: string[];
}

/** Locked: Excel lets people type only where the kind is not fixed. */
interface Table {
  title: string;
  subtitle: string;
  columns: Column[];
  rows: (string | number)[][];
  foot: string;
  locked?: boolean;
  /** Characters across, where it is wider than a sheet of paper has them. */
  across?: number;
}

/** What a cell says: its text, the day that it is if it is one, and why neither can be taken. */
interface ExcelCell {
  text: string;
  day: string;
  why: string;
}

interface ExcelSheet {
  name: string;
  /** Cells by the number of their column. */
  rows: { number: number; cells: Map<number, ExcelCell> }[];
  /** The first of the merged cells of which one is part, or "". */
  first: (column: number, row: number) => string;
  /** The cells that have a comment. */
  remarks: string[];
  hasPictures: boolean;
}

/** What the hidden column of a workbook says at its head: whose answers they are, and what the columns are called. */
interface WorkbookHead {
  branch: { id: string; name: string };
  catalog: string;
  round: string;
  edition: string;
  columns: Values<string>;
  /** The names of the columns that are only to be read, and the sums of the texts around the table; null if not told. */
  others: string[] | null;
  around: string[] | null;
}

/** A sheet that was exported, with where it has what. */
interface ReturnedSheet {
  head: WorkbookHead;
  sheet: ExcelSheet;
  /** The rows above its head, its head, and the rows below. */
  above: ExcelSheet["rows"];
  top: ExcelSheet["rows"][0];
  rows: ExcelSheet["rows"];
  key: number;
  /** The columns of fields. */
  places: Values<number>;
  notes: string[];
}

/** A record with what was changed in a workbook, what was refused, and what else is to be said. */
interface Returned {
  record: CheckRecord;
  rejected: { where: string; why: string }[];
  notes: string[];
}

/* --- the roll-up */

interface FileProblem {
  kind: string;
  file: string;
  text: string;
}

interface FileReading {
  file?: string;
  records: CheckRecord[];
  problems: FileProblem[];
}

type TellProblem = (kind: string, file: string, text: string) => unknown;

/** A record as it came in a file, and in the edition of its standard. */
interface RecordOfFile {
  file: string;
  record: CheckRecord;
  now?: CheckRecord;
}

interface Choice {
  value: string;
  catalog: string;
  round: string;
  title: string;
  branches: number;
}

interface Collected {
  groups: Map<string, RecordOfFile[]>;
  newer: CheckRecord[];
  /** What the committee had said, as it came back with the marks of branches, by key. */
  slips: Map<string, CheckRecord>;
  problems: FileProblem[];
  choices: Choice[];
}

/** What is asked of the roll-up: "" for all. */
interface Ask {
  catalog: string;
  round: string;
  day: string;
  expected: ListedBranch[];
  guests: Values<string[]>;
  unit?: string;
  kind?: string;
  area?: string;
  status?: string;
  due?: string;
  [filter: string]: any;
}

/** A branch's line of the roll-up. */
interface BranchRow {
  name: string;
  unit: string;
  kind: string;
  left?: any;
  isStranger?: boolean;
  /** The branch, whichever of its copies this is. */
  whole: string;
  alone: boolean;
  now: CheckRecord;
  file: string;
  ids?: string[];
  total?: Progress;
  cells?: Progress[];
  /** Whether something that was to be done by now is not. */
  hasLate?: boolean;
}

/** A branch of the list with the records that came from it. */
interface ListLine {
  one: { id?: string; name: string; label?: string; unit: string; kind: string; left?: any; isStranger?: boolean };
  name?: string;
  groups: RecordOfFile[][];
  isUnclear?: boolean;
  /** Whether its files have another id than the list. */
  isByName?: boolean;
}

type Toned = { text: string; tone: string };

/* --- the rules of 我的支部, which branch/compiled.py writes */

type Fact = string | number | boolean;
/** What is not given is missing. */
type Facts = Values<Fact>;

interface Test {
  fact: string;
  op: string;
  value: any;
  none: string;
  unmet: string;
}

interface Condition {
  tests: number[];
  reason: string;
  otherwise: string;
}

interface Plan {
  frequency: string;
  per: string;
  asking: string[];
  carriers: string[];
  periods: string[][];
  fixed: boolean;
  events: number[];
  title: string;
  summary: string;
  href: string;
  /** Where it is told how it is done. */
  task: string;
  mark: string;
  modality: string;
  local: boolean;
  from: string;
  when: string;
}

interface BranchCheck {
  key: string;
  duty: boolean;
  fact: string;
  label: string;
  /** What is asked for it. */
  asked: string;
  limit: number;
  bound: string;
  tests: number[];
  title: string;
  text: string;
  href: string;
  basis: string;
}

interface CatalogEntry {
  id: string;
  added: string;
  condition: Condition;
  requirements: number[];
}

interface StandardOfKind {
  entries: CatalogEntry[];
  plans: Plan[];
  checks: BranchCheck[];
  term: number;
}

interface Question {
  name: string;
  label: string;
  kind: string;
  hint: string;
  options: string[][];
  blank: string;
  checked: string;
}

interface Kind {
  id: string;
  title: string;
  catalogs: string[];
}

interface TermStep {
  key: string;
  /** The same on the page, in the store and in the calendar. */
  id: string;
  months: number;
  title: string;
  summary: string;
  href: string;
  byOthers: boolean;
  event: string;
  paper?: LinkWords & { monthsBefore: number | null };
}

interface Rules {
  kinds: Kind[];
  tests: Test[];
  standards: Values<{ entries: number[]; plans: number[]; checks: number[]; term: number }>;
  entries: CatalogEntry[];
  requirements: { key: string; text: string; condition: Condition }[];
  plans: Plan[];
  checks: BranchCheck[];
  terms: { months: number; steps: TermStep[] }[];
  items: Values<{ title: string; href: string; area: string; check: string; rev: string }>;
  forms: Values<{ title: string; href: string }>;
  keeps: Values<[string, string[]][]>;
  catalogs: Values<{ title: string; href: string; standing: string; areas: string[][] }>;
  questions: { title: string; hint: string; fields: Question[] }[];
  followUps: Question[];
  counts: Values<string[]>;
  flags: Values<string[]>;
  sentences: Values<string>;
  elections: string;
  /** Names of periods, the shortest first. */
  periods: string[];
  edition: string;
  today: string;
  year: number;
  firstYear: number;
  lastYear: number;
}

interface BranchCalendar {
  /** By which the events name whose year it is. */
  owner: string;
  events: string[];
  pattern: string[];
  calendar: { head: string; foot: string };
}

declare const BRANCH_RULES: Rules;
declare const BRANCH_CALENDAR: BranchCalendar;
/** The rest of the rules, which only answers need. */
declare const BRANCH_ANSWERS: Partial<Rules>;

interface Left {
  id?: string;
  reason: string;
  otherwise: string;
}

interface Asked {
  id: string;
  added: string;
  requirements: string[];
  left: Left[];
}

interface BranchDuty {
  frequency: string;
  /** The requirement that makes it: <item>.<requirement>. */
  carrier: string;
  items: string[];
  forms: string[];
  per?: string;
}

interface BranchAnswer {
  items: Asked[];
  left: Left[];
  findings: { key: string; duty: boolean; value: string }[];
  unchecked: string[];
  duties: BranchDuty[];
  deadlines: { key: string; day: string }[];
  undated: string[];
  unadopted: string[];
}

type BranchField = InstanceType<typeof MyBranchField>;

interface HTMLElementTagNameMap {
  "self-check": Checklist;
  "year-ticks": YearTicksElement;
  "slip-sheet": SlipSheetElement;
  "this-month": HTMLElement & { plan?: YearPlan; show(plan: YearPlan): void };
}

interface Window {
  SiteSearch: typeof SiteSearch;
  YearTicks?: typeof YearTicks;
  fflate?: typeof fflate;
  SelfCheckWorkbook?: typeof SelfCheckWorkbook;
  SelfCheckLastYear?: typeof SelfCheckLastYear;
  chrome?: unknown;
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileHandle>;
}

/** A file that a browser keeps open to be written again. */
interface FileHandle {
  name: string;
  createWritable: () => Promise<{ write: (text: string) => Promise<void>; close: () => Promise<void> }>;
}

/* --- the calculators */

/** How strongly and with what standing a number is laid down. */
interface NumberWords {
  modal: string;
  mark: string;
  binds: boolean;
  used: boolean;
  origin: string;
}

/** Days off work, days of weekends that are worked, and the years of which they are known. */
interface WorkCalendar {
  off: string[];
  worked: string[];
  years: number[];
}

/** The numbers of the threshold records, and in `words` what is said beside them. */
interface Numbers {
  words: Values<NumberWords>;
  /** What a kind of branch has of its own, and in which tools. */
  kinds?: { id: string; title: string; tools: string[]; limits: Numbers }[];
  [name: string]: any;
}

interface ToolField {
  /** No choice is made beforehand. */
  unchosen: boolean;
  name: string;
  label: string;
  kind: string;
  optional: boolean;
  only: string[];
  known: [string, string][];
  options: string[][];
  min: number;
  max: number;
}

interface ToolSetup {
  limits: Numbers;
  questions: Values<ToolField[]>;
  /** What the tools say, with {names} of what belongs into it. */
  sentences: Values<string>;
  firstYear: number;
  lastYear: number;
  /** Of each tool, by what happens: the event of a calendar, with the days of `pattern` in the place of the real ones. */
  events: Values<Values<string>>;
  pattern: string[];
  calendar: { head: string; foot: string };
  /** Stands in events for whose branch they are of. */
  owner: string;
  codeMark: string;
  codes: string[];
  /** The tools that are about somebody. */
  asksWhose: string[];
}

declare const CALCULATORS: ToolSetup;

type SaySentence = (sentence: string, values?: object) => string;

/** Each row: label, value, mark, and of a day to keep what happens on it and the day. */
interface ToolAnswer {
  rows: string[][];
  problem: string;
  missing: string;
}

/* --- a year */

interface PlannedDuty {
  id: string;
  title: string;
  summary: string;
  href: string;
  /** First and last day of each, as ISO dates. */
  /** Ids of the items that ask for it. */
  items: string[];
  /** First and last day, and the key of each. */
  periods: string[][];
  per: string;
  /** By the university, for the planned year alone. */
  fixed: boolean;
  /** How the rule puts it: must, generally … */
  modality: string;
  /** Of the plan of a kind of branch: whether there are branches of the kind that do not have it. */
  unsure?: boolean;
}

/** A duty of a plan in one of its periods: `before` is what was over before the branch began to note. */
interface YearEntry {
  tick: string;
  items: string[];
  first: string;
  last: string;
  answer: Answer;
  state: string;
  /** Whether the branch may not have it at all, and nothing was noted of it. */
  isUnsure: boolean;
  /** Of what the branch has added. */
  name?: string;
}

/** Where the year plan of each listed branch lies, and its page with {id} in it; "" where branches share pages. */
declare const BRANCH_YEARS: {
  plans: string[];
  of: Values<number>;
  /** The days of terms, each with the number of its step; which of them a branch has, if any. */
  steps: Omit<YearDeadline, "day">[];
  terms: [number, string][][];
  termOf: Values<number>;
  page: string;
};
/** By duty and item the papers that show it was done, each with its ledger; see outputs/handbook/evidence.py. */
declare const YEAR_PAPERS: { papers: string[]; ledgers: string[][]; duties: Values<Values<[number, string][]>> };

/** What stands beside a ledger or a paper of a page: how many of its duties are done, and which. */
interface QuotedPlace {
  box: HTMLElement;
  count: HTMLElement;
  lines: HTMLElement;
}

interface LinkWords {
  text: string;
  href: string;
}

interface YearDeadline {
  id: string;
  title: string;
  summary: string;
  href: string;
  day: string;
  /** The branch does nothing on it: there is nothing to tick off. */
  byOthers?: boolean;
  paper?: LinkWords;
}

interface YearPlan {
  year: number;
  duties: PlannedDuty[];
  deadlines: YearDeadline[];
}

/** What can be ticked in a year, and when it is due. */
type DatedPlan = Pick<YearPlan, "year" | "duties"> & { deadlines: { id: string; day: string; byOthers?: boolean }[] };

/** The element of the home page, as the script that it loads later knows it. */
interface HomeQuestions {
  kinds: string[][];
  /** Values of committee and groups, and both in words. */
  bodies: string[][];
  start: string;
  unstarted: string;
  /** The statuses of a duty that was ticked or left out, and what they are called. */
  year: Pick<Standard, "done" | "left" | "answers">;
  page: string;
  /** The list of branches. */
  listed: string;
}

interface HomeMonth extends HTMLElement {
  asked: HomeQuestions;
  form: HTMLFormElement;
  heading: HTMLElement;
  shown: HTMLElement;
  said: HTMLElement;
  kind: HTMLSelectElement;
  members: HTMLInputElement;
  bodies: HTMLSelectElement;
  start: HTMLInputElement;
  /** Which answers are meant, while that is asked. */
  asking?: { box: HTMLElement; texts: Values<string> };
  /** The branch that is shown, and the one that is being entered, if that is another. */
  branch?: string;
  next?: string;
}

interface HomeBranch {
  show(home: HomeMonth): void;
  keep(home: HomeMonth, texts: Values<string>): void;
}

/** What branches with the same duties share; the days of a term stand in the page. */
declare const YEAR_PLAN: Pick<YearPlan, "year" | "duties">;

/** In the one-file edition: for each kind of branch the number of its plan. */
declare const YEAR_PLANS: {
  kinds: Values<number>;
  plans: YearPlan[];
  /** What is counted from the start of a term, and which of them is for each kind that has elections. */
  terms: { months: number; steps: Pick<TermStep, "id" | "title" | "summary" | "href" | "months" | "byOthers">[] }[];
  termOf: Values<number>;
  /** Of branches of the list: when the term began, and which of the terms it is. */
  listed: Values<[string, number]>;
};

interface MonthLine {
  id: string;
  /** What is ticked: the duty in one of its periods; "" where there is nothing to do for the branch. */
  tick: string;
  title: string;
  summary: string;
  href: string;
  /** "" where no day is known. */
  when: string;
  last: string;
  /** What is handed in then, with what is known in it. */
  paper?: LinkWords;
}

/* --- what a browser fills in, which outputs/forms/filled.py writes */

interface Meetings {
  kinds: Values<{ title: string; called: string; topics: string[]; notice: string; forms: string[]; ticks: string }>;
  topics: Values<{ title: string; notice: string; forms: string[]; ticks: string }>;
  /** How the name of a branch ends, and how its committee signs instead: that and what stands before it. */
  names: { branch: string; committee: string; party: string };
  /** The form by which any meeting is announced. */
  always: string;
  termMonths: Values<number>;
}

/** A form that is filled from a record, as the choice of one needs it of its page. */
interface FormFromRecord extends HTMLElement {
  store: Store;
  paper: Element;
  rows: Values<string>[];
  /** What the record says that is chosen, beside its rows. */
  chosen: Values<string>;
  fill: (isFilled: boolean) => void;
  isAsked: () => boolean;
}

/** From which record a form is filled: their titles by key, and what fills it from one. */
interface RecordChoice {
  asks: string;
  none: string;
  lacking: string;
  titles: Map<string, string>;
  first: string;
  put: (key: string, isStill: () => boolean) => Promise<string>;
}

interface RecordForms {
  offer: (form: FormFromRecord) => void;
}

/** A form as Word: for each mark what belongs there and what stands there on the blank form. */
interface FormToFill {
  title: string;
  marks: Values<[string, string]>;
  /** Stands for the rows, each made from `row`. */
  rows: string;
  row: string;
  parts: { name: string; text: string }[];
}

declare const MEETINGS: Meetings;
declare const FILLED_FORMS: Values<FormToFill>;

/* --- 在培养的人, which outputs/handbook/people.py writes */

interface KeptDate {
  name: string;
  label: string;
  stage: string;
  after: string[];
  mayBeLeft: boolean;
  askedSince: boolean;
  unsure: boolean;
  href: string;
  limits: string[];
  papers: KeptPaper[];
}

/** A paper of a step, of which is kept whether it is there; it is missing from the day `due` on. */
interface KeptPaper {
  name: string;
  /** The title of the step. */
  step: string;
  text: string;
  href: string;
  due: string;
  may_be_left: boolean;
}

/** How much time may or must pass between two days. */
interface DayLimit {
  event: string;
  start: string;
  then: string;
  number: string;
  unit: string;
  says: string;
  latest: boolean;
  last: boolean;
}

interface PeopleRules {
  codes: string[];
  dates: KeptDate[];
  limits: DayLimit[];
  numbers: Values<number>;
  words: Values<NumberWords>;
  steady: string[];
  unsettled: string[];
  extension: (number | null)[];
  rulesFrom: string;
  rulesEarliest: string;
  work: WorkCalendar;
  firstYear: number;
  lastYear: number;
  sentences: Values<string>;
  events: Values<string>;
  pattern: string[];
  /** Stands in events for the code. */
  codeMark: string;
  /** Stands in events for what is said of a day that has passed. */
  noteMark: string;
  /** Stands in events for whose branch they are of. */
  owner: string;
  headsOfAll: string[];
  headsOfOne: string[];
  calendar: { head: string; foot: string };
}

declare const PEOPLE: PeopleRules;

interface PersonLimit {
  event: string;
  label: string;
  value: string;
  mark: string;
  day: string;
  /** The day that is limited. */
  of: string;
  state: string;
  /** It should have been done by now, sure or not, and has no day yet. */
  is_past: boolean;
}

interface PersonAnswer {
  state: string;
  stage: string;
  reached: string;
  next: string;
  earliest: string;
  latest: string;
  limits: PersonLimit[];
  faults: string[];
  missed: [string, boolean][];
  notes: [string, string][];
  overdue: number;
  /** Papers that are not there of steps that were done, each step by its title. */
  lacking: [string, string[]][];
  is_noted: boolean;
}

/** Somebody as the store keeps him: a code, and by name days and which papers are there. */
interface Person {
  id: string;
  texts: Values<string>;
}

interface FilePerson {
  code: string;
  texts: Values<string>;
}

interface FileBranch {
  id: string;
  name: string;
}

interface PeopleFile {
  /** Of which branch it is; null in a file of an earlier edition. */
  branch: FileBranch | null;
  people: FilePerson[];
  rejected: string[];
  newer: boolean;
  /** Why nothing was read, in a sentence; else "". */
  error: string;
}

interface DayChange {
  id: string;
  code: string;
  name: string;
  before: string;
  after: string;
}

interface PeoplePreview {
  added: FilePerson[];
  filled: DayChange[];
  conflicts: DayChange[];
  same: number;
}

type PersonDateField = InstanceType<typeof PersonField>;
type PersonPaperTick = InstanceType<typeof PaperTick>;

/** Somebody on the page: a line of the table and, once it was asked for, a page. */
interface ShownPerson {
  code: string;
  row: HTMLTableRowElement;
  cells: HTMLElement[];
  button: HTMLButtonElement;
  answer?: PersonAnswer;
  page?: HTMLElement;
  result?: HTMLElement;
  fields: PersonDateField[] | null;
  ticks: PersonPaperTick[];
}

/** What the tools need of the page. */
interface PeoplePage extends HTMLElement {
  rules: PeopleRules;
  store: Store;
  /** Whose people are shown. */
  branch: string;
  open: string;
  shown: Map<string, ShownPerson>;
  people: () => Person[];
  dateOf: (name: string) => KeptDate;
  keep: (id: string, texts: Values<string>, shown: Values<string>) => void;
  follow: (id: string) => void;
  refresh: () => void;
  tools: { panel: (build: (body: HTMLElement) => void) => void; offerUndo: () => void };
  turnTo: (branch: string) => void;
  moveTo: (id: string, branch: string) => boolean;
  go: (id: string) => void;
}
