"""What a document is, told by the words printed on it; pure.

Printed forms carry their number, their title, the labels of their boxes and the number the OMB gave them, each in a
place of its own. Who writes about a form says some of these words in sentences. So a sign counts only where it stands
alone, and several different ones are asked for.
"""
