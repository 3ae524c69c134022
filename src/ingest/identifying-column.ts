// Tells from a column's name whether it points at a person, an officer, free text, or a place finer than the county.
// Decides how a dropped column is reported, never whether it is dropped. In doubt it says yes.

const ABOUT_A_PERSON = `person subject victim suspect witness patient client complainant caller parent guardian
  first last middle initials alias birthday dob born age death ssn social mrn passport dl sex gender pronoun race racial
  religion language height weight hair eye photo mobile cell fax contact`;
const ABOUT_AN_OFFICER = `deputy trooper sergeant detective responder staff employee serial unit squad watch bureau
  division supervisor clinician author`;
const FREE_TEXT = "note remark description detail summary statement text memo observation";
const FINER_THAN_THE_COUNTY = `road avenue apartment apt block intersection corner location place site facility sector
  beat district zone ward area tract city town village geo gps lat lon long lng x y`;

const WORDS: ReadonlySet<string> = new Set(
  [ABOUT_A_PERSON, ABOUT_AN_OFFICER, FREE_TEXT, FINER_THAN_THE_COUNTY].join(" ").split(/\s+/),
);

/** Found wherever they stand, because they are often run together with other words. */
const STEMS =
  /name|birth|narrative|comment|address|street|phone|mail|officer|badge|licen[cs]e|plate|ethnic|latitude|longitude|coordinate|precinct|neighbou?rhood|zip|post(al|code)/i;

export function isIdentifying(column: string): boolean {
  return (
    STEMS.test(column) || wordsOf(column).some((word) => WORDS.has(word) || WORDS.has(word.replace(/s$/, "")))
  );
}

/** "subjectAge", "SUBJECT_AGE" and "Subject ages" hold the same words. */
function wordsOf(column: string): readonly string[] {
  return column
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
}
