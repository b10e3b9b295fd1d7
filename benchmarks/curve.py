"""A curve as a small SVG, drawn without any library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 300, 60, 40
POINTS = 240


def draw(
    path: Path, title: str, across: str, up: str, lines: dict[str, Sequence[tuple[float, float]]]
) -> None:
    """Write lines of (x, y) points over one pair of axes that begin at zero."""
    widest = max(x for line in lines.values() for x, _ in line) or 1
    highest = max(y for line in lines.values() for _, y in line) * 1.1 or 1

    def place(x: float, y: float) -> str:
        right = LEFT + x / widest * (WIDTH - LEFT - 20)
        down = HEIGHT - BOTTOM - y / highest * (HEIGHT - BOTTOM - 30)
        return f"{right:.1f},{down:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"'
        ' font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        f'<text x="{LEFT}" y="18">{title}</text>',
        f'<text x="{WIDTH - 20}" y="{HEIGHT - 6}" text-anchor="end">{across}</text>',
        f'<text x="6" y="32">{up}</text>',
    ]
    for step in range(5):
        mark = widest * step / 4
        x, y = place(mark, 0).split(",")
        parts.append(f'<text x="{x}" y="{float(y) + 16}" text-anchor="middle">{mark:,.0f}</text>')
        x, y = place(0, highest * step / 4).split(",")
        parts.append(
            f'<line x1="{x}" y1="{y}" x2="{WIDTH - 20}" y2="{y}" stroke="#ddd"/>'
            f'<text x="{LEFT - 6}" y="{y}" text-anchor="end">{highest * step / 4:,.0f}</text>'
        )
    for number, (name, line) in enumerate(lines.items()):
        colour = ("#15508c", "#b03a2e", "#1e7a46")[number % 3]
        thinned = line[:: max(len(line) // POINTS, 1)]
        points = " ".join(place(x, y) for x, y in thinned)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}"/>')
        parts.append(
            f'<text x="{WIDTH - 24}" y="{60 + 16 * number}" text-anchor="end" fill="{colour}">'
            f"{name}</text>"
        )
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")
