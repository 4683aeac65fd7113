"""The catalogues of messages: one .po file a language, and what they are made of and compiled into.

`messages.pot` has every message of the code with its note; translators write the .po files; the
functions load the compiled ones in shared/event/messages. docs/languages.md says how to add one.
"""
