import { isJsonObject, type JsonValue } from '../../platform/index.ts';

/** A value the way Java prints it in a text: `{name=Ann, tags=[1, 2]}`. */
export function javaPrint(value: JsonValue): string {
  if (isJsonObject(value)) {
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name}=${javaPrint(inner)}`)
      .join(', ')}}`;
  }
  if (typeof value === 'object' && value !== null) return `[${value.map(javaPrint).join(', ')}]`;
  return typeof value === 'number' ? javaNumber(value) : String(value);
}

/** Double.toString: scientific from 10^7 on and below 10^-3, with a capital E and a decimal point. */
function javaNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e18) return String(value + 0);
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e7) return String(value);
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${String(Number(exponent))}`;
}
