"""Whether every engine gives the same answers: the SHA-256 of the sorted lines without the names of the files.

python3 compare.py PROGRAM FOLDER
"""

import hashlib
import importlib.util
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def digest(lines):
    answers = []
    for line in lines:
        answer = json.loads(line)
        answer.pop("file")
        answers.append(json.dumps(answer, ensure_ascii=False, sort_keys=True))
    return hashlib.sha256("\n".join(sorted(answers)).encode()).hexdigest()


def lines_of(command, text):
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def by_xargs(program, text):
    script = f'printf "%s\\n" "$@" | "{program}" audit --format jsonl'
    nul = text.replace("\n", "\0")
    return lines_of(["xargs", "-0", "-n", "5", "-P", "2", "sh", "-c", script, "sh"], nul)


def by_spark(program, paths, work):
    out = work / "spark"
    subprocess.run(
        [sys.executable, HERE / "spark_audit.py", program, paths, out], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYSPARK_PYTHON": sys.executable},
    )
    parts = sorted(out.glob("part-*"))
    return [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]


def by_ray(program, paths, work):
    out = work / "ray.jsonl"
    subprocess.run([sys.executable, HERE / "ray_audit.py", program, paths, out], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return out.read_text(encoding="utf-8").splitlines()


def main(program, folder):
    program = str(pathlib.Path(program).resolve())
    files = sorted(path for path in pathlib.Path(folder).resolve().rglob("*") if path.is_file())
    text = "".join(f"{path}\n" for path in files)
    if not files:
        sys.exit("没有文件")
    expected = digest(lines_of([program, "audit", "--format", "jsonl"], text))
    print(f"{len(files)} files, one after another: {expected}")
    failed = False

    def compare(name, lines):
        nonlocal failed
        own = digest(lines)
        print(f"{name}: {own}")
        failed |= own != expected

    compare("two workers", lines_of([program, "audit", "--format", "jsonl", "--workers", "2"], text))
    compare("xargs", by_xargs(program, text))
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        paths = work / "paths.txt"
        paths.write_text(text, encoding="utf-8")
        for name, module, run in [("Spark", "pyspark", by_spark), ("Ray", "ray", by_ray)]:
            if importlib.util.find_spec(module) is None:
                print(f"{name}: skipped, {module} is not installed")
            else:
                compare(name, run(program, paths, work))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main(*sys.argv[1:3])
