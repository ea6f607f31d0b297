/** The field at a chosen thing, for the keyboard. */

/** Whether there is a field to type in. */
export const canEnter = () => !!document.getElementById("edit-value");

/** Put the keyboard into the field. */
export function enter() {
  const field = document.getElementById("edit-value");
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}
