"""Audits the files of a list on Ray: the program itself is the map."""

import subprocess
import sys

import ray

FILES_PER_TASK = 50


@ray.remote(max_retries=-1)
def answer(program, paths):
    done = subprocess.run(
        [program, "audit", "--format", "jsonl"],
        input="".join(f"{path}\n" for path in paths),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def main(program, list_of_paths, out):
    ray.init()
    with open(list_of_paths, encoding="utf-8") as lines:
        paths = [line.rstrip("\n") for line in lines]
    parts = [paths[start : start + FILES_PER_TASK] for start in range(0, len(paths), FILES_PER_TASK)]
    with open(out, "w", encoding="utf-8") as written:
        for part in [answer.remote(program, part) for part in parts]:
            written.write(ray.get(part))


if __name__ == "__main__":
    main(*sys.argv[1:4])
