import type { EndingKind } from '../domain/ending.ts';
import type { ExportName } from '../domain/export.ts';
import type { Level } from '../domain/level.ts';
import type { LoadStatus } from '../domain/mentorLoad.ts';
import type { MeasureUnit } from '../domain/policy/targetReading.ts';
import type { Text } from '../domain/roster.ts';
import type { Stage } from '../domain/school.ts';
import type { TargetState } from '../domain/targetMeasure.ts';

export const TITLES: Readonly<Record<ExportName, Text>> = {
  'mentor-load': { zh: '结对负荷', en: 'Mentor load' },
  'rural-report': { zh: '农村班主任报告', en: 'Rural report' },
  targets: { zh: '目标进展', en: 'Targets' },
  'open-places': { zh: '工作坊空缺', en: 'Open places' },
  'without-mentor': { zh: '无指导教师的班主任', en: 'Homeroom teachers without a mentor' },
  ending: { zh: '即将到期', en: 'What ends' },
};

/** What the sheet of a spreadsheet is called, which has room for 31 characters. */
export const SHEETS: Readonly<Record<ExportName, Text>> = {
  ...TITLES,
  'without-mentor': { zh: '无指导教师的班主任', en: 'Without a mentor' },
};

export const MEASURE_WORDS: Readonly<Record<MeasureUnit, Text>> = {
  PERSONS: { zh: '人', en: 'persons' },
  TITLES: { zh: '个称号', en: 'titles' },
  WORKSHOPS: { zh: '个工作坊', en: 'workshops' },
  PERCENT: { zh: '%', en: '%' },
};

export const STATUS_WORDS: Readonly<Record<LoadStatus, Text>> = {
  UNDER: { zh: '不足', en: 'UNDER' },
  MET: { zh: '达标', en: 'MET' },
  OVER: { zh: '超出', en: 'OVER' },
};

export const STATE_WORDS: Readonly<Record<TargetState, Text>> = {
  MET: { zh: '已达成', en: 'MET' },
  ON_TRACK: { zh: '进度正常', en: 'ON_TRACK' },
  BEHIND: { zh: '滞后', en: 'BEHIND' },
  MISSED: { zh: '未达成', en: 'MISSED' },
  UNKNOWN: { zh: '未知', en: 'UNKNOWN' },
};

export const ENDING_WORDS: Readonly<Record<EndingKind, Text>> = {
  TITLE: { zh: '称号', en: 'Title' },
  WORKSHOP: { zh: '工作坊', en: 'Workshop' },
  SEAT: { zh: '席位', en: 'Seat' },
  PAIRING: { zh: '结对', en: 'Pairing' },
};

export const LEVEL_WORDS: Readonly<Record<Level, Text>> = {
  SCHOOL: { zh: '校级', en: 'school' },
  TOWNSHIP: { zh: '乡级', en: 'township' },
  COUNTY: { zh: '县级', en: 'county' },
  CITY: { zh: '市级', en: 'city' },
  PROVINCE: { zh: '省级', en: 'province' },
  NATIONAL: { zh: '国家级', en: 'national' },
};

export const STAGE_WORDS: Readonly<Record<Stage, Text>> = {
  KINDERGARTEN: { zh: '幼儿园', en: 'kindergarten' },
  PRIMARY: { zh: '小学', en: 'primary' },
  JUNIOR: { zh: '初中', en: 'junior' },
  SENIOR: { zh: '高中', en: 'senior' },
  SECONDARY_VOCATIONAL: { zh: '中职', en: 'secondary vocational' },
  HIGHER_VOCATIONAL: { zh: '高职', en: 'higher vocational' },
  SPECIAL: { zh: '特殊教育', en: 'special' },
};
