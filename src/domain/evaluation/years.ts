import Fraction from 'fraction.js';
import { type Day, addYears, dayNumber } from '../day.ts';

/**
 * The years from a day to another, exactly: completed years, and of the year begun the days gone over its length. On an
 * anniversary it is a whole number; before the first day it is 0.
 */
export function yearsBetween(since: Day, on: Day): Fraction {
  if (on <= since) return new Fraction(0);
  let completed = Number(on.slice(0, 4)) - Number(since.slice(0, 4));
  if (addYears(since, completed) > on) completed -= 1;
  const [last, next] = [addYears(since, completed), addYears(since, completed + 1)];
  return new Fraction(dayNumber(on) - dayNumber(last), dayNumber(next) - dayNumber(last)).add(completed);
}
