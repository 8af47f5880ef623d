import { BUTTON_PHRASES } from "../button-phrases.js";
import type { ButtonAction } from "./button-action.js";

/** A button that only administrators may press, in a private chat; the role is that of this moment. */
export function forAdmins(action: ButtonAction): ButtonAction {
  return {
    async run(press, args, services) {
      return press.role === "admin" ? action.run(press, args, services) : BUTTON_PHRASES[press.language].adminsOnly;
    },
  };
}
