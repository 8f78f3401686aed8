export const messages = {
  add: (value: string) => `Add “${value}”`,
  cancel: "Cancel",
  close: "Close",
  copied: "Copied",
  copy: "Copy",
  hidePassword: "Hide password",
  loading: "Loading",
  notifications: "Messages",
  pickDate: "Pick a date",
  pickOption: "Choose …",
  problemId: (id: string) => `Request ${id}`,
  showPassword: "Show password",
  somethingFailed: "This did not work",
  tryAgain: "Try again",
  undo: "Undo",
  unreachable: "The server cannot be reached. Check your connection, then try again.",
};
export type Messages = typeof messages;
