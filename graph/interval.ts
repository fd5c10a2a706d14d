/** The condition that a dated node or relationship holds on the day of the parameter `$day`: half-open, absent ends are open. */
export function holding(variable: string): string {
  return holdingOn(variable, 'date($day)');
}

/** The same for a day that stands in the statement under a name. */
export function holdingOn(variable: string, day: string): string {
  return `(${variable}.from IS NULL OR ${variable}.from <= ${day}) AND (${variable}.to IS NULL OR ${day} < ${variable}.to)`;
}
