// How much a report file may hold. A chapter files a few hundred rows a year; what is far beyond that is a mistake or an attack.

export const LARGEST_FILE_MB = 5;
export const LARGEST_FILE = LARGEST_FILE_MB * 1024 * 1024;

/** Rows with something in them, the header not counted. */
export const MOST_ROWS = 10_000;
/** Lines of a CSV file, blank ones included: spreadsheets like to save long tails of them. */
export const MOST_LINES = 50_000;
export const MOST_COLUMNS = 300;
/** What one spreadsheet cell can hold. A longer one is a quote that somebody forgot to close. */
export const LONGEST_CELL = 32_767;
/** Characters of a CSV row; beyond them, too, a quote was forgotten. */
export const LONGEST_ROW = 1_000_000;
/** Sheets beside the one that is read of which it is said when they hold reports. */
export const MOST_OTHER_SHEETS = 20;
/** Merged or array-formula ranges in one sheet. */
export const MOST_RANGES = 1_000;

export const MOST_ZIP_ENTRIES = 1_000;
/** All parts of a workbook together, as its zip directory declares them and as they turn out. */
export const LARGEST_UNZIPPED_MB = 32;
export const LARGEST_UNZIPPED = LARGEST_UNZIPPED_MB * 1024 * 1024;
/** Sheets of ordinary numbers shrink to a tenth, repetitive ones to a fiftieth; deflate cannot pass 1,032. */
export const STEEPEST_RATIO = 250;
/** Below this size a part is too small to harm, however steep. */
export const HARMLESS_SIZE = 256 * 1024;
/** The parser looks through all open elements for each name, so a pit of them would take it hours; sheets need about ten. */
export const DEEPEST_ELEMENT = 64;

/** Files that wait to be read; one more is asked to come again later. */
export const MOST_WAITING_FILES = 8;
/** Memory that the reading of one file may take. */
export const MOST_READING_MB = 512;
