const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤洪庄施柯';
const PERSON = new RegExp(`^(?:[${SURNAMES}]\\p{Script=Han}{1,2}|(?:欧阳|上官|司马|诸葛)\\p{Script=Han}{1,2})$`, 'u');
const SCHOOL = /^\p{Script=Han}[\p{Script=Han}\d()]*[学园校]$/u;
const REGION = /^\p{Script=Han}{1,12}[区县市州旗]$/u;

/** What a text names by the way it is made; null: it cannot be told. A pattern for guesses, never for reading. */
export function namedBy(text: string): 'person' | 'school' | 'region' | null {
  if (SCHOOL.test(text) && text.length >= 4) return 'school';
  if (PERSON.test(text)) return 'person';
  return REGION.test(text) ? 'region' : null;
}

/** Words of headers that mean the same; the first of each is compared. */
const SAME: readonly (readonly [string, RegExp])[] = [
  ['学校', /机构|单位/gu],
  ['姓名', /名字/gu],
  ['名称', /全称/gu],
  ['编号', /代码|编码|编号|号码|号/gu],
  ['入职', /参加工作|入校|到岗/gu],
  ['时间', /日期/gu],
];

/** A header with words that mean the same made one. */
export function plainHeader(header: string): string {
  return SAME.reduce((text, [word, others]) => text.replace(others, word), header);
}
