/** Version of the interface between bridge and plugins; rises when a plugin that ran before would not run any more. */
export const API_VERSION = 1;
