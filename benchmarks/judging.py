"""Reading and judging one page: processor time, against a bare parse of the same bytes by the same parser.

Run ``python -m benchmarks.judging``. The page is one of a list of news: menus, cards with pictures, scripts, styles.
"""

import sys
import time
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser

from openness_cli.links.pages.judging import ControlPages, is_suspect, judge
from openness_cli.links.pages.page import Page, read_page

KIB = 1024
LIMITS = {64 * KIB: 0.8, 256 * KIB: 3.0}  # milliseconds of processor time
ROUNDS, TIMES = 15, 20
SITE = "https://body.example"
WORDS = (
    "tanlov", "hisobot", "boshqarma", "jadval", "mablagʻlari", "qurilish", "taʼmirlash", "tizimida", "kengash", "qaror",
    "xodimlar", "yakuni", "chorak", "fuqarolar", "murojaatlari", "boʻyicha", "tasdiqlangan",
)  # fmt: skip


def _text(begin: int, count: int) -> str:
    return " ".join(WORDS[(begin * 7 + at * at) % len(WORDS)] for at in range(count))


def page_of(size: int) -> bytes:
    """Return a page of so many bytes, a third of them scripts and styles."""
    head = "<!doctype html><html lang=uz><head><meta charset=utf-8><title>Yangiliklar</title>"
    style = "<style>" + ".card{margin:0 auto;display:flex}" * (size // 6 // 33) + "</style>"
    script = "<script>" + "var settings={lang:'uz',debug:false};" * (size // 6 // 37) + "</script>"
    menu = "".join(f"<li class=nav-item><a class=nav-link href=/m/{at}>{_text(at, 2)}</a></li>" for at in range(60))
    parts = [head, style, script, f"</head><body><header><nav><ul>{menu}</ul></nav></header><main><h1>Yangiliklar</h1>"]
    left = size - sum(len(part.encode()) for part in parts)
    number = 0
    while left > 0:
        number += 1
        parts.append(
            f"<div class='row news-item'><div class=col-md-4><a href='/uz/news/{number}'><img src='/up/{number}.jpg' "
            f"loading=lazy alt=''></a></div><div class=col-md-8><h4>{_text(number, 5)}</h4><p>{_text(number, 14)} "
            f"<b>{_text(number, 2)}</b></p><span class=date>{number % 28 + 1}.11.2026</span></div></div>\n"
        )
        left -= len(parts[-1].encode())
    parts.append("</main><footer><p>Toshkent shahri</p></footer></body></html>")
    return "".join(parts).encode()


def milliseconds(task: Callable[[], object]) -> float:
    """Return the processor time that a task takes, the best of some rounds."""
    best = float("inf")
    for _round in range(ROUNDS):
        begin = time.process_time()
        for _time in range(TIMES):
            task()
        best = min(best, (time.process_time() - begin) / TIMES)
    return best * 1000


def main() -> int:
    """Print what a page takes; return 1 where it is more than its limit."""
    control = read_page(page_of(8 * KIB), "utf-8", f"{SITE}/k7m2xq9w4hz8tb")
    is_within = True
    for size, limit in LIMITS.items():
        body = page_of(size)

        def judged(body: bytes = body) -> Page:
            page = read_page(body, "utf-8", f"{SITE}/uz/news")
            judge(page)
            is_suspect(page, control)
            judge(page, ControlPages(control))
            return page

        taken, floor = milliseconds(judged), milliseconds(lambda body=body: LexborHTMLParser(body))  # type: ignore[misc]
        is_within &= taken <= limit
        verdict = "ok" if taken <= limit else "TOO MUCH"
        more = f"{taken / floor:.2f} × a bare parse"
        print(f"a page of {size // KIB} KiB: {taken:.2f} ms, at most {limit}; {more}  {verdict}")
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())
