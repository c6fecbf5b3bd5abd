/** A number that is refused: why is said at the field, and once it is left the last good one is back. */

/**
 * @param {HTMLInputElement} field
 * @param {string} why
 */
export function refuseNumber(field, why) {
  field.setCustomValidity(why);
  field.reportValidity();
  field.addEventListener("blur", () => forget(field), { once: true });
}

/**
 * A number was taken.
 * @param {HTMLInputElement} field
 */
export function takeNumber(field) {
  field.setCustomValidity("");
}

/**
 * What a field shows is good: it comes back after a refusal.
 * @param {HTMLInputElement} field
 */
export function keepNumber(field) {
  field.dataset.good = field.value;
}

/** @param {HTMLInputElement} field */
function forget(field) {
  if (field.validity.valid) return;
  field.setCustomValidity("");
  field.value = field.dataset.good ?? "";
}
