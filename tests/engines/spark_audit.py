"""Audits the files of a list on Spark: the program itself is the map."""

import shlex
import sys

from pyspark.sql import SparkSession


def main(program, paths, out):
    spark = SparkSession.builder.appName("juesuan audit").getOrCreate()
    lines = spark.sparkContext.textFile(paths)
    # A path goes in as a line, its answer comes out as a line; a part that is lost is answered anew, and equally.
    answers = lines.repartition(max(2, spark.sparkContext.defaultParallelism)).pipe(
        f"{shlex.quote(program)} audit --format jsonl"
    )
    answers.saveAsTextFile(out)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:4])
