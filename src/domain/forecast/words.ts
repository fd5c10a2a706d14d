import type { Text } from '../roster.ts';
import { FEWEST_YEARS } from '../targetForecast.ts';
import type { Candidates } from './candidates.ts';
import type { Series } from './flow.ts';
import type { RetirementAges } from './levers.ts';
import type { Outlook } from './outlook.ts';
import type { Leaving, Renewing } from './staying.ts';
import type { Lasting } from './workshopStock.ts';

/** At most two digits after the point. */
export function shownNumber(value: number | null): string {
  return value === null ? '?' : String(Math.round(value * 100) / 100);
}

function percent(value: number): string {
  return `${Math.round(value * 1000) / 10}%`;
}

function span({ years }: Series): string {
  const [first, last] = [years[0]?.name ?? '', years.at(-1)?.name ?? ''];
  return first === last ? first : `${first}–${last}`;
}

/** What came in the years looked at: `awards 2022–2025: 11, 14, 9, 12; the expected 11.5 a year`. */
export function seriesText(what: Text, series: Series, perYear: Outlook): Text {
  if (series.years.length < FEWEST_YEARS) return tooFewText(what, series);
  const counts = series.years.map(({ count }) => count);
  return {
    zh: `${what.zh}${span(series)}：${counts.join('、')}；预计每年${shownNumber(perYear.expected)}，最差${shownNumber(perYear.worst)}，最好${shownNumber(perYear.best)}。`,
    en: `${what.en} ${span(series)}: ${counts.join(', ')}; expected ${shownNumber(perYear.expected)} a year, at worst ${shownNumber(perYear.worst)}, at best ${shownNumber(perYear.best)}.`,
  };
}

export function tooFewText(what: Text, { onRecord }: Series): Text {
  return {
    zh: `${what.zh}：现有记录只有${onRecord}个完整年度，至少需要${FEWEST_YEARS}个，无从推算。`,
    en: `${what.en}: the records hold ${onRecord} completed year(s) and at least ${FEWEST_YEARS} are needed: no basis.`,
  };
}

export function decidedText(what: Text, perYear: Outlook): Text {
  return {
    zh: `${what.zh}：按所给数值，每年${shownNumber(perYear.expected)}。`,
    en: `${what.en}: as given, ${shownNumber(perYear.expected)} a year.`,
  };
}

export function leavingText({ perYear, years }: Leaving): Text {
  if (perYear.expected === null)
    return {
      zh: '没有教师离开的记录，无法推算离职率。',
      en: 'Nothing on record says that teachers ever left: how many leave cannot be told.',
    };
  const list = years.map(({ name, left, among }) => `${name}: ${left}/${among}`).join(', ');
  return {
    zh: `未到退休年龄而离开者（离开人数/年初人数）${list}；预计每年${percent(perYear.expected)}。`,
    en: `Left before the age of retirement (of those there at the year's beginning) ${list}; expected ${percent(perYear.expected)} a year.`,
  };
}

export function renewingText({ part, years, of }: Renewing): Text {
  if (part.expected === null)
    return {
      zh: '到期的称号太少，看不出期满后再次授予的比例：最差按都不再授予，最好按都再次授予，没有预计值。',
      en: 'Too few terms are over to tell how often a title is given again: none in the worst case, all in the best, nothing expected.',
    };
  const list = years.map(({ name, again, ended }) => `${name}: ${again}/${ended}`).join(', ');
  return {
    zh: `期满后再次授予（${of === 'same' ? '同类称号' : '全部称号'}，再授/到期）${list}；预计${percent(part.expected)}。`,
    en: `Given again when the term was over (${of === 'same' ? 'the same titles' : 'titles of every kind'}, given again of those that ended) ${list}; expected ${percent(part.expected)}.`,
  };
}

export function stockText(holders: number, ending: number, retiring: number, by: string): Text {
  return {
    zh: `现有${holders}人；到${by}，其中${ending}人的称号期满，${retiring}人到退休年龄。`,
    en: `${holders} hold it now; by ${by} the terms of ${ending} of them are over and ${retiring} reach the age of retirement.`,
  };
}

export function candidatesText({ now, unknown, becoming }: Candidates, named: string): Text {
  const list = [...becoming].map(([year, count]) => `${year}: ${count}`).join(', ');
  return {
    zh: `按${named}，已符合条件而未持有的${now}人，无法判断的${unknown}人；仅随时间推移符合的：${list === '' ? '无' : list}。`,
    en: `By ${named}: ${now} meet the rule and do not hold the title, of ${unknown} it is not known; by the passing of time alone: ${list === '' ? 'none' : list}.`,
  };
}

export function dueText({ due, falling }: Candidates, named: string): Text {
  const list = [...falling].map(([year, count]) => `${year}: ${count}`).join(', ');
  return {
    zh: `按${named}现在应授予的${due}人；此后仅随时间推移应授予的：${list === '' ? '无' : list}。最好的情况按应授尽授计算。`,
    en: `By ${named} an award is due to ${due} now; later by the passing of time alone: ${list === '' ? 'none' : list}. The best case makes all of them.`,
  };
}

export function lastingText(lasting: Lasting, overdue: number): Text {
  const over: Text =
    overdue === 0
      ? { zh: '', en: '' }
      : {
          zh: `已过期而没有结束记录的${overdue}个按继续运行计算。`,
          en: ` ${overdue} whose term is over without a recorded end are taken to run on.`,
        };
  switch (lasting.by) {
    case 'term':
      return {
        zh: `按政策规定的任期结束。${over.zh}`,
        en: `They end with the term that the policy gives.${over.en}`,
      };
    case 'past':
      return {
        zh: `政策没有规定任期；已结束的${lasting.ended}个平均运行${shownNumber(lasting.days.expected)}天（最短${shownNumber(lasting.days.worst)}，最长${shownNumber(lasting.days.best)}），没有结束记录的照此结束。`,
        en: `The policy states no term; the ${lasting.ended} that have ended ran ${shownNumber(lasting.days.expected)} days on average (${shownNumber(lasting.days.worst)} to ${shownNumber(lasting.days.best)}), and those without a recorded end are taken to end likewise.`,
      };
    case 'nothing':
      return {
        zh: '政策没有规定任期，也没有工作坊结束过：按一直运行计算。',
        en: 'The policy states no term and none has ended: they are taken to run on.',
      };
  }
}

export function lackingText(years: readonly { readonly name: string; readonly part: number }[], part: Outlook): Text {
  const list = years.map(({ name, part: lacking }) => `${name}: ${percent(lacking)}`).join(', ');
  if (part.expected === null)
    return {
      zh: `年初未达到者到年末仍未达到的比例：可比的年度不足${FEWEST_YEARS}个，无从推算。`,
      en: `Of those without it at a year's beginning, the part without it at the end: fewer than ${FEWEST_YEARS} years can be compared: no basis.`,
    };
  return {
    zh: `年初未达到者到年末仍未达到的比例（含新到岗者）${list}；预计${percent(part.expected)}。`,
    en: `Of those without it at a year's beginning, the part without it at the end, newcomers included: ${list}; expected ${percent(part.expected)}.`,
  };
}

/** What is taken to be so where people hold titles. */
export function holdingAssumptions(ages: RetirementAges, withoutAge: number): readonly Text[] {
  return [
    {
      zh: `退休年龄：男${ages.men}岁，女${ages.women}岁，在达到该年龄的学年结束时离开；自2025年起的逐步延迟退休未计入，因此退休人数可能偏多。`,
      en: `Retirement at ${ages.men} (men) and ${ages.women} (women), at the end of the school year in which the age is reached; the gradual rise of these ages from 2025 on is not counted, so that too many may be taken to retire.`,
    },
    ...(withoutAge === 0
      ? []
      : [
          {
            zh: `${withoutAge}名持有人的出生日期或性别未知，不按退休计算。`,
            en: `The birth or sex of ${withoutAge} holder(s) is not known: they are not taken to retire.`,
          },
        ]),
    {
      zh: '持有人与其他教师离开的比例相同；新授予者在预测期内不退休；撤销不再发生。',
      en: 'Holders leave as often as other teachers; nobody to whom a title is still to be awarded retires in the time looked at; no title is taken back.',
    },
    {
      zh: '学校的城乡类型和人员所在的学校保持不变。',
      en: 'Schools keep their setting and people their school.',
    },
  ];
}

export const AS_THROUGH_THE_YEAR: Text = {
  zh: '一年之内仍按过去各年的日期分布；进行中的年度只计余下的部分。',
  en: 'Within a year things come on the days on which they came before; of the year that runs only the rest is counted.',
};

export const SUCCESSORS: Text = {
  zh: '任期届满后继续办的工作坊算作新建。',
  en: 'A workshop that takes the place of one that ended counts as founded.',
};

export const SAME_NUMBER: Text = {
  zh: '班主任人数不变。',
  en: 'The number of homeroom teachers stays as it is.',
};
