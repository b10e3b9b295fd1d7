"""Letter measures 公文尺寸: the figures of GB/T 9704-2012 in twips, 1 mm = 56.69.

Every line has a fixed height, so nothing moves when another font stands in: an office program
puts the text somewhere in its line, and what is below the line stays where it is.
"""

from __future__ import annotations

PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838  # A4
TOP, LEFT, RIGHT, BOTTOM = 2098, 1588, 1474, 1984  # 37, 28, 26, 35 mm
TEXT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
LINE = 579  # 22 lines on 225 mm
CHARACTER = 320  # 3号, 16 pt
CHAR_SPACE = -848  # 28 characters of 16 pt on 156 mm, in 1/4096 pt
TIGHTER = 6  # 28 × (16 - 0.3) pt = 439.6 pt; LibreOffice leaves 440.7 of the 442.2 pt
NUMBER_LINE, NUMBER_BEFORE = CHARACTER, LINE - CHARACTER
"""发文字号: a line as high as its type, and the rest of a line of the grid above it.

Its ink begins 4.6 mm below the first double line; the standard wants 7/8 of a character, 4.9.
"""
MARK_TOP = 1701  # 标志 30 mm below the edge of the page
MARK_SIZE_PT = 36  # 小初: with it the first page holds 21 lines of the grid, none lost
MARK_TO_RULE_PT = 8  # from the line of the 标志; from its ink it is 4 mm
RULE_WIDTH_EIGHTHS = 18  # thick line 2.25 pt; with gap and thin line 3.75 pt
RULE_HEIGHT = 75
RULE_FROM_BOTTOM = 1134  # lower edge of the second double line 20 mm above the edge of the page
RULE_LINE = 20  # the empty line the second double line hangs on
BEYOND_LEFT, BEYOND_RIGHT = 454, 340  # 170 mm of line: 8 and 6 mm beyond the text block
PAGE_NUMBER_BELOW = 397  # 7 mm below the text block
PAGE_NUMBER_LINE = 280  # 4号


def mark_line(size_pt: float) -> int:
    """Return the line height of the 标志: its ink begins within 0.5 mm of the line's top."""
    return round(size_pt * 20 * 37 / 36)


def space_above_foot_rule(size_pt: float) -> int:
    """Return the space above the second double line that leaves whole lines on page 1.

    The footer of page 1 reaches up to the text block, or further when a smaller 标志 leaves a
    part of a line over: LibreOffice would share it out above and below the text, and the 发文字号
    would move away from the first double line.
    """
    first = MARK_TOP + mark_line(size_pt) + MARK_TO_RULE_PT * 20 + RULE_HEIGHT
    left_over = (PAGE_HEIGHT - BOTTOM - first) % LINE
    return BOTTOM + left_over - RULE_FROM_BOTTOM - RULE_HEIGHT - RULE_LINE
