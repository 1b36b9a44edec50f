"""Files to blocks of text: one module a format, all bounded in size, each refusal one line."""
