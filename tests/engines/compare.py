"""Whether every engine gives the same answers: the SHA-256 of the sorted lines without the names of the files.

python3 compare.py PROGRAM FOLDER
"""

import hashlib
import importlib.util
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

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


def below(pid):
    """The processes that a process has started, and theirs."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                pass
    found, new = set(), {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


def words_of(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def is_auditing(pid):
    return any("audit" in words_of(child) and "jsonl" in words_of(child) for child in below(pid))


def wait_for(found, driver, what):
    while driver.poll() is None:
        if answer := found():
            return answer
        time.sleep(0.05)
    sys.exit(f"{what}: the driver ended first; take more files")


def end(driver, what):
    if driver.wait() != 0:
        sys.exit(f"{what}: the driver failed with {driver.returncode}")


def quietly(command, **environment):
    return subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)


def by_spark(program, paths, work):
    """Two executors of one core, of which one is killed while it audits."""
    out = work / "spark"
    master = "--master local-cluster[2,1,1024] pyspark-shell"
    driver = quietly([sys.executable, HERE / "spark_audit.py", program, paths, out], PYSPARK_PYTHON=sys.executable,
                     PYSPARK_SUBMIT_ARGS=master)

    def busy():
        executors = [pid for pid in below(driver.pid) if any("CoarseGrainedExecutorBackend" in w for w in words_of(pid))]
        return next((pid for pid in executors if is_auditing(pid)), None)

    killed = wait_for(busy, driver, "Spark")
    time.sleep(1)
    os.kill(killed, signal.SIGKILL)
    print(f"Spark: executor {killed} killed while it audited")
    end(driver, "Spark")
    parts = sorted(out.glob("part-*"))
    return [line for part in parts for line in part.read_text(encoding="utf-8").splitlines()]


def by_ray(program, paths, work):
    """Two nodes of one core, of which one is removed while it audits."""
    from ray.cluster_utils import Cluster

    out = work / "ray.jsonl"
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    other = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    raylet = other.all_processes["raylet"][0].process.pid
    driver = quietly([sys.executable, HERE / "ray_audit.py", program, paths, out], RAY_ADDRESS=cluster.address)
    wait_for(lambda: is_auditing(raylet), driver, "Ray")
    time.sleep(1)
    cluster.remove_node(other, allow_graceful=False)
    print("Ray: a node was removed while it audited")
    end(driver, "Ray")
    cluster.shutdown()
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
