/** The workbook's words by those of the API. */
export const STAGE_WORDS: Readonly<Record<string, string>> = {
  KINDERGARTEN: '幼儿园',
  PRIMARY: '小学',
  JUNIOR: '初中',
  SENIOR: '高中',
  SECONDARY_VOCATIONAL: '中职',
  HIGHER_VOCATIONAL: '高职',
  SPECIAL: '特殊教育',
};
export const SETTING_WORDS: Readonly<Record<string, string>> = { URBAN: '城区', TOWN: '镇区', VILLAGE: '乡村' };
