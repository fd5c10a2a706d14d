import { type Day, toDay } from '../domain/day.ts';

/** Tells today. Injected everywhere, so that tests can ask on any day. */
export type Clock = () => Day;

const SHANGHAI = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Today in Asia/Shanghai. */
export const shanghaiClock: Clock = () => toDay(SHANGHAI.format(new Date()));
